// SPDX-License-Identifier: Apache-2.0
#include "report/writers.h"

#include <QTest>

using namespace dg;
using std::string;

class TestReportWriters : public QObject {
    Q_OBJECT

private:
    static report::Document hostile()
    {
        report::Document document;
        document.title = "Sync report";
        document.subtitle = "prod <eu>";
        document.verdict = "Not in sync & so on";
        document.figures = {{"Objects", 2, report::Tone::Plain}};
        report::Section section{"trouble", "In trouble", {}, {{"User", "<b>ada</b>"}}, {}};
        section.table = report::Table{{"State", "Message"}, {1, 3},
            {{{"Failed", report::Tone::Bad}, {"<script>alert(1)</script> | [x](y) \"q\"", {}}},
                {{"Ready", report::Tone::Good}, {"fine", {}}}}};
        document.sections.push_back(section);
        document.labels.moreRows = "%1 more rows.";
        return document;
    }

private Q_SLOTS:
    void aCancelledHtmlIsNone()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto html = report::toHtml(hostile(), stop.get_token());
        QVERIFY(!html);
        QCOMPARE(html.error().code, ErrorCode::Cancelled);
    }
    void markupInAMessageStaysText()
    {
        const auto html = *report::toHtml(hostile());
        QVERIFY(html.find("<script>alert") == string::npos);
        QVERIFY(html.find("&lt;script&gt;alert(1)&lt;/script&gt; | [x](y) &quot;q&quot;") != string::npos);
        QVERIFY(html.find("<b>ada") == string::npos);
        const auto markdown = report::toMarkdown(hostile());
        QVERIFY(markdown.find("<script>") == string::npos);
        QVERIFY(markdown.find("\\<script\\>alert\\(1\\)\\</script\\> \\| \\[x\\]\\(y\\)") != string::npos);
    }

    void htmlLoadsNothingAndAllowsItsOwnScriptAlone()
    {
        const auto html = *report::toHtml(hostile());
        QVERIFY(html.find("src=") == string::npos && html.find("@import") == string::npos && html.find("url(") == string::npos);
        const auto begin = html.find("<script>") + 8, end = html.find("</script>");
        const auto hash = QByteArray::fromHex(QByteArray::fromStdString(report::sha256(html.substr(begin, end - begin)))).toBase64();
        QVERIFY2(html.find("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + hash.toStdString() + "'") != string::npos,
            html.substr(0, 400).c_str());
    }

    void theSameDocumentGivesTheSameBytes()
    {
        QCOMPARE(*report::toHtml(hostile()), *report::toHtml(hostile()));
        QCOMPARE(report::toMarkdown(hostile()), report::toMarkdown(hostile()));
    }

    void aCellIsNoFormula_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("record");
        const auto row = [](const char* name, const char* cell, const char* record) {
            QTest::newRow(name) << QString::fromUtf8(cell) << QString::fromUtf8(record) + QStringLiteral("\r\n");
        };
        row("plain", "web", "web");
        row("equals", "=1+1", "'=1+1");
        row("plus", "+1", "'+1");
        row("minus", "-1", "'-1");
        row("at", "@SUM(A1)", "'@SUM(A1)");
        row("tab", "\t=1", "'\t=1");
        row("full width", "＝1", "'＝1");
        row("in quotes", "=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
        row("comma", "a,b", "\"a,b\"");
        row("two lines", "a\nb", "\"a\nb\"");
        row("empty", "", "");
    }
    void aCellIsNoFormula()
    {
        QFETCH(QString, cell);
        QFETCH(QString, record);
        QCOMPARE(QString::fromStdString(report::csvRecord({cell.toStdString()})), record);
    }
    void emptyCellsKeepTheirPlace() { QCOMPARE(report::csvRecord({"", "a", ""}), string(",a,\r\n")); }

    void xmlIsValidWhateverTheBytesAre()
    {
        QCOMPARE(report::xmlText("a<b>&\"\x01\x7f"), string("a&lt;b&gt;&amp;&quot;  "));
        QCOMPARE(report::xmlText("\xff"), string("\uFFFD"));
        QCOMPARE(report::xmlText("\xef\xbf\xbf"), string("\uFFFD")); // U+FFFF
        QCOMPARE(report::xmlText("日本"), string("日本"));
    }

    void longMarkdownIsCutAndSaysSo()
    {
        auto document = hostile();
        auto& rows = document.sections[0].table->rows;
        rows.resize(5000, {{"Failed", {}}, {"a message of some length", {}}});
        const auto markdown = report::toMarkdown(document, 20'000);
        QVERIFY(markdown.size() < 20'100);
        std::size_t shown = 0;
        for (auto at = markdown.find("\n| "); at != string::npos; at = markdown.find("\n| ", at + 1))
            ++shown;
        const auto left = 5000 - (shown - 1); // the header is one
        QVERIFY2(markdown.find(std::to_string(left) + " more rows") != string::npos, markdown.substr(markdown.size() - 100).c_str());
    }

    void hashAndFileNamesAreAsPromised()
    {
        QCOMPARE(report::sha256("abc"), string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")); // FIPS 180-4
        QCOMPARE(report::fileNamePart("gke_a/b:c"), string("gke_a-b-c"));
        QCOMPARE(report::fileNamePart("../../etc"), string("-.-..-etc"));
        QCOMPARE(report::fileNamePart(""), string("cluster"));
    }
};

QTEST_GUILESS_MAIN(TestReportWriters)
#include "tst_report_writers.moc"

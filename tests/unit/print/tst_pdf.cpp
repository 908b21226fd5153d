// SPDX-License-Identifier: Apache-2.0
// The PDF as poppler reads it.
#include "print/pdf.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace dg;

class TestPdf : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    static report::Document document()
    {
        report::Document out;
        out.title = "Sync report";
        out.subtitle = "prod";
        out.verdict = "Not in sync";
        out.labels = {"Contents", "Search", "Page %1 of %2", ""};
        out.program = "driftglass 9.9";
        out.writtenAt = "2026-11-26T20:00:00Z";
        out.dataHash = std::string(64, 'a');
        for (const auto* name : {"First", "Second"}) {
            report::Section section{name, std::string(name) + " section", {}, {{"Name", "value"}}, {}};
            section.table = report::Table{{"Object", "Message"}, {1, 2}, {}};
            for (int i = 0; i < 60; ++i)
                section.table->rows.push_back({{"Kustomization/apps/row-" + std::to_string(i), {}}, {"a message", report::Tone::Bad}});
            out.sections.push_back(section);
        }
        return out;
    }
    QString path(const char* name, const std::string& bytes)
    {
        QFile file(m_dir.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(bytes)) < 0)
            return {};
        return file.fileName();
    }
    static QString output(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.start(program, arguments);
        return process.waitForFinished() && process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
    }

private Q_SLOTS:
    void aLongOneIsCancelledWithin()
    {
        auto made = document();
        report::Table table{{"a", "b"}, {1, 1}, {}};
        for (int i = 0; i < 40'000; ++i) // seconds of work
            table.rows.push_back({{std::to_string(i), {}}, {"text", {}}});
        made.sections.front().table = std::move(table);
        std::stop_source stop;
        const std::jthread other([&stop] { stop.request_stop(); });
        const auto pdf = print::toPdf(made, report::Paper::A4, stop.get_token());
        QVERIFY(!pdf);
        QCOMPARE(pdf.error().code, ErrorCode::Cancelled);
    }
    void everyRowPageNumberAndContentsCanBeRead()
    {
        const auto pdf = print::toPdf(document(), report::Paper::A4);
        QVERIFY(pdf.has_value());
        const auto file = path("a4.pdf", *pdf);
        const auto info = output(QStringLiteral("pdfinfo"), {file});
        QVERIFY2(info.contains(QLatin1String("595")) && info.contains(QLatin1String("(A4)")), qPrintable(info));
        QVERIFY2(info.contains(QLatin1String("Sync report: prod")), qPrintable(info));
        const auto pages = info.section(QLatin1String("Pages:"), 1).section(QLatin1Char('\n'), 0, 0).trimmed().toInt();
        QVERIFY(pages >= 3);
        const auto text = output(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), file, QStringLiteral("-")});
        for (int i = 0; i < 60; ++i) {
            QVERIFY2(text.count(QStringLiteral("row-%1 ").arg(i)) == 2, qPrintable(text.left(1500)));
        }
        const auto last = QStringLiteral("Page %1 of %1").arg(pages);
        QVERIFY2(text.contains(last), qPrintable(text));
        // The second section stands on the page that the contents name.
        const auto line = text.section(QLatin1String("Contents"), 1).section(QLatin1String("Second section"), 1);
        const auto page = line.section(QLatin1Char('\n'), 0, 0).trimmed();
        const auto there
            = output(QStringLiteral("pdftotext"), {QStringLiteral("-f"), page, QStringLiteral("-l"), page, file, QStringLiteral("-")});
        QVERIFY2(page.toInt() > 1 && there.contains(QLatin1String("Second section")), qPrintable(page + there));
    }

    void bookmarksAndLinksAreThere()
    {
        const auto pdf = print::toPdf(document(), report::Paper::A4);
        QVERIFY(pdf.has_value());
        const auto file = path("marks.pdf", *pdf);
        QVERIFY(output(QStringLiteral("pdfinfo"), {QStringLiteral("-dests"), file}).contains(QLatin1String("Page")));
        QVERIFY(pdf->find("/Outlines") != std::string::npos || pdf->find("/ObjStm") != std::string::npos);
        const auto html = output(QStringLiteral("pdftohtml"), {QStringLiteral("-xml"), QStringLiteral("-stdout"), file});
        QVERIFY2(html.contains(QLatin1String("<outline>")) && html.count(QLatin1String("<item page=")) == 2, qPrintable(html.right(400)));
    }

    void aRowStaysWholeUnderItsHeaderAndNumbersStandAtTheRight_data()
    {
        QTest::addColumn<int>("paper");
        QTest::newRow("A4") << static_cast<int>(report::Paper::A4);
        QTest::newRow("Letter") << static_cast<int>(report::Paper::Letter);
    }

    void aRowStaysWholeUnderItsHeaderAndNumbersStandAtTheRight()
    {
        QFETCH(int, paper);
        auto made = document();
        auto& table = made.sections.front().table.emplace();
        table = {{"Name", "Message", "Count"}, {2, 5, 2}, {}, {2}};
        constexpr int Rows = 90;
        for (int i = 0; i < Rows; ++i) { // of one to five lines
            std::string words = "begin-" + std::to_string(i);
            for (int word = 0; word < i % 5 * 9; ++word)
                words += " filler";
            table.rows.push_back(
                {{"name-" + std::to_string(i), {}}, {words + " finish-" + std::to_string(i), {}}, {std::to_string(i * i * i), {}}});
        }
        table.rows.push_back({{"tall", {}}, {"", {}}, {"1", {}}}); // higher than a page: goes on
        for (int i = 0; i < 1500; ++i)
            table.rows.back()[1].text += "tall" + std::to_string(i) + " ";
        const auto pdf = print::toPdf(made, static_cast<report::Paper>(paper));
        QVERIFY(pdf.has_value());
        const auto file = path("rows.pdf", *pdf);
        const auto pages
            = output(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), file, QStringLiteral("-")}).split(QLatin1Char('\f'));
        int seen = 0;
        for (const auto& page : pages) {
            for (int i = 0; i < Rows; ++i) {
                const auto has = [&](const char* part) {
                    return page.contains(QRegularExpression(QStringLiteral("\\b%1-%2\\b").arg(QLatin1String(part)).arg(i)));
                };
                QCOMPARE(has("begin"), has("finish"));
                QCOMPARE(has("begin"), has("name"));
                seen += has("begin") ? 1 : 0;
            }
            if (page.contains(QLatin1String("begin-")) || page.contains(QLatin1String("tall1")))
                QVERIFY2(page.contains(QRegularExpression(QStringLiteral("Name\\s+Message\\s+Count"))), qPrintable(page));
        }
        QCOMPARE(seen, Rows);
        const auto all = pages.join(QLatin1Char(' '));
        for (int i = 0; i < 1500; ++i)
            QVERIFY2(all.contains(QRegularExpression(QStringLiteral("\\btall%1\\b").arg(i))), qPrintable(QString::number(i)));

        const auto boxes = output(QStringLiteral("pdftotext"), {QStringLiteral("-bbox"), file, QStringLiteral("-")});
        const QRegularExpression word(QStringLiteral("xMax=\"([0-9.]+)\" yMax=\"[0-9.]+\">(512|9261|85184|140608)</word>"));
        QSet<int> edges;
        int numbers = 0;
        for (auto at = word.globalMatch(boxes); at.hasNext(); ++numbers)
            edges << qRound(at.next().captured(1).toDouble());
        QCOMPARE(numbers, 4);
        QCOMPARE(edges.size(), 1);
    }

    void theFirstPageCanBeSeenBeforeItIsPrinted()
    {
        const auto first = print::firstPage(document(), report::Paper::A4, 400);
        QCOMPARE(first.image.width(), 400);
        QCOMPARE(first.image.height(), 567); // 842 / 595, upwards
        QVERIFY(first.pages >= 3);
        bool red = false; // the rows' tone
        for (int y = 0; y < first.image.height(); ++y) {
            for (int x = 0; x < 400; ++x)
                red = red || QColor(first.image.pixel(x, y)).red() > QColor(first.image.pixel(x, y)).blue() + 80;
        }
        QVERIFY(red);
    }

    void letterIsLetterAndTheSameIsTheSame()
    {
        const auto one = print::toPdf(document(), report::Paper::Letter), two = print::toPdf(document(), report::Paper::Letter);
        QVERIFY(one && two);
        QVERIFY(output(QStringLiteral("pdfinfo"), {path("letter.pdf", *one)}).contains(QLatin1String("612 x 792 pts (letter)")));
        QCOMPARE(one->size(), two->size());
        QCOMPARE(*one == *two, true);
    }
};

QTEST_MAIN(TestPdf)
#include "tst_pdf.moc"

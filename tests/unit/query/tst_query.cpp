// SPDX-License-Identifier: Apache-2.0
// The filter language by itself: what is understood, what is not, printing, ages, the nearest word.
#include "query/query.h"

#include <QTest>

#include <random>

using namespace dg;
using namespace dg::query;

namespace {

// "field:value,value" a term; "!" before a negated one, "*" behind a value with wildcards.
QString shape(const Query& query)
{
    QStringList out;
    for (const auto& term : query.terms) {
        QString text = term.negate ? QStringLiteral("!") : QString();
        text += QString::number(static_cast<int>(term.field));
        if (term.field == Field::Suspended || term.field == Field::Behind)
            text += term.yes ? QStringLiteral("=yes") : QStringLiteral("=no");
        if (term.field == Field::Age)
            text += (term.yes ? QStringLiteral(">") : QStringLiteral("<")) + QString::number(term.age.count() / 1000);
        for (const auto& value : term.values) {
            auto words = value.text;
            std::ranges::replace(words, AnyText, '*');
            std::ranges::replace(words, AnyChar, '?');
            text += QLatin1Char('[') + QString::fromStdString(words) + QLatin1Char(']') + (value.wild ? QStringLiteral("~") : QString());
        }
        out << text;
    }
    return out.join(QLatin1Char(' '));
}

std::string show(Field field)
{
    return std::to_string(static_cast<int>(field));
}

} // namespace

class TestQuery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsReadAsTerms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("terms");
        const auto row = [](const char* text, const std::string& terms) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromStdString(terms);
        };
        row("", "");
        row("  pay  ", "0[pay]");
        row("Pay MENTS", "0[pay] 0[ments]");
        row("a,b", "0[a][b]");
        row("-a !b", "!0[a] !0[b]");
        row("- ! \"\"", "");
        row("\"two words\"", "0[two words]");
        row("\"-a\"", "0[-a]");
        row("\"kind:ks\"", "0[kind:ks]");
        row("\"a\\\"b\\\\c\"", "0[a\"b\\c]");
        row("\"open quote", "0[open quote]");
        row("pay*api ?x", "0[pay*api]~ 0[?x]~");
        row("\"*\"", "0[*]");
        row("sha1:7", "0[sha1:7]");
        row("oci://host/path", "0[oci://host/path]");
        row("flux-system/apps", "0[flux-system/apps]");
        row("kind:ks,Deployment", show(Field::Kind) + "[ks][deployment]");
        row("KIND:KS", show(Field::Kind) + "[ks]");
        row("ns:a namespace:b", show(Field::Namespace) + "[a] " + show(Field::Namespace) + "[b]");
        row("ns:team-*", show(Field::Namespace) + "[team-*]~");
        row("kind: web", "0[web]");
        row("kind:, web", "0[web]");
        row("state:failed,missing,problem", show(Field::State) + "[failed][missing][problem]");
        row("state:*ed", show(Field::State) + "[*ed]~");
        row("-suspended:yes behind:no", "!" + show(Field::Suspended) + "=yes " + show(Field::Behind) + "=no");
        row("suspended:true", show(Field::Suspended) + "=yes");
        row("source:git/flux-system/apps owner:apps", show(Field::Source) + "[git/flux-system/apps] " + show(Field::Owner) + "[apps]");
        row("label:app=web,tier", show(Field::Label) + "[app=web][tier]");
        row("label:\"a:b,c\"=d", show(Field::Label) + "[a:b,c=d]");
        row("drift:yes,field-changed by:kubectl*", show(Field::Drift) + "[yes][field-changed] " + show(Field::By) + "[kubectl*]~");
        row("cluster:prod-eu-1", show(Field::Cluster) + "[prod-eu-1]");
        row("age>1h age<90s -age:>1d12h", show(Field::Age) + ">3600 " + show(Field::Age) + "<90 !" + show(Field::Age) + ">129600");
        row("age> age age<2w", "0[age] " + show(Field::Age) + "<1209600");
        row("ns:\"日本 x\"", show(Field::Namespace) + "[日本 x]");
    }
    void textIsReadAsTerms()
    {
        QFETCH(QString, text);
        QFETCH(QString, terms);
        const auto query = parse(text.toStdString());
        QCOMPARE(shape(query), terms);
        QVERIFY(!query.problem);
    }

    void whatIsNotUnderstoodIsNamedWithTheNearest_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("parts"); // word | value | nearest | terms left
        const auto row = [](const char* text, Problem::Reason reason, const char* parts) {
            QTest::newRow(text) << QString::fromLatin1(text) << static_cast<int>(reason) << QString::fromLatin1(parts);
        };
        row("sate:ready", Problem::UnknownField, "sate:ready|sate|state|0");
        row("web Foo:bar", Problem::UnknownField, "foo:bar|foo||1");
        row("state:broken x", Problem::UnknownState, "state:broken|broken||1");
        row("state:faild", Problem::UnknownState, "state:faild|faild|failed|0");
        row("state:ready,x*", Problem::UnknownState, "state:ready,x*|x*||0");
        row("drift:field-chnged", Problem::UnknownFinding, "drift:field-chnged|field-chnged|field-changed|0");
        row("suspended:maybe x", Problem::NotYesNo, "suspended:maybe|maybe||1");
        row("behind:yes,no", Problem::NotYesNo, "behind:yes,no|yes,no||0");
        row("age>soon", Problem::BadAge, "age>soon|soon||0");
        row("age:1h", Problem::BadAge, "age:1h|1h||0");
        row("age>1h30", Problem::BadAge, "age>1h30|1h30||0");
        row("age>999999999999999999999999w", Problem::BadAge, "age>999999999999999999999999w|999999999999999999999999w||0");
    }
    void whatIsNotUnderstoodIsNamedWithTheNearest()
    {
        QFETCH(QString, text);
        QFETCH(int, reason);
        QFETCH(QString, parts);
        const auto query = parse(text.toStdString());
        QVERIFY(query.problem);
        const auto& problem = *query.problem;
        QCOMPARE(static_cast<int>(problem.reason), reason);
        QCOMPARE(
            QString::fromStdString(problem.word + "|" + problem.value + "|" + problem.nearest + "|" + std::to_string(query.terms.size())),
            parts);
        QVERIFY(!problem.unfinished);
    }

    void whatMayStillBecomeRightIsUnfinishedAtTheEndOnly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("unfinished");
        QTest::newRow("state") << QStringLiteral("x state:fai") << true;
        QTest::newRow("state, and on") << QStringLiteral("state:fai x") << false;
        QTest::newRow("state, a blank") << QStringLiteral("state:fai ") << false;
        QTest::newRow("second value") << QStringLiteral("state:ready,fai") << true;
        QTest::newRow("first value") << QStringLiteral("state:fai,ready") << false;
        QTest::newRow("yes") << QStringLiteral("suspended:y") << true;
        QTest::newRow("finding") << QStringLiteral("drift:field-") << true;
        QTest::newRow("age") << QStringLiteral("age>15") << true;
        QTest::newRow("nonsense") << QStringLiteral("state:zzz") << false;
    }
    void whatMayStillBecomeRightIsUnfinishedAtTheEndOnly()
    {
        QFETCH(QString, text);
        QFETCH(bool, unfinished);
        const auto query = parse(text.toStdString());
        QVERIFY(query.problem);
        QCOMPARE(query.problem->unfinished, unfinished);
    }

    void whatIsPrintedReadsAsTheSameTerms()
    {
        // Pieces that mean something, thrown together: 20,000 queries, the same in every run.
        const std::vector<std::string> pieces{"kind:", "ns:", "name:", "state:failed", "suspended:yes", "age>", "age<1h30m", "-", "!", " ",
            " ", ",", "*", "?", "\"", "\\", ":", "/", "=", "a", "Web", "pay-1", "日", "drift:yes", "label:", "sha1:7", "<", ">", "2w", "\t",
            "by:"};
        std::mt19937 random(20'260'101);
        int withTerms = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::string text;
            const auto count = random() % 9;
            for (unsigned i = 0; i < count; ++i)
                text += pieces[random() % pieces.size()];
            const auto query = parse(text);
            const auto printed = print(query);
            const auto again = parse(printed);
            QVERIFY2(again.terms == query.terms && !again.problem, (text + "  ->  " + printed).c_str());
            QCOMPARE(print(again), printed);
            withTerms += query.terms.empty() ? 0 : 1;
        }
        QVERIFY(withTerms > 10'000);
    }

    void agesTakeEveryUnit()
    {
        QCOMPARE(parseAge("90s")->count(), 90'000);
        QCOMPARE(parseAge("1h30m")->count(), 5'400'000);
        QCOMPARE(parseAge("1w1d")->count(), 8LL * 86'400'000);
        for (const auto* bad : {"", "5", "h", "1y", "-1h", "1h-", "1.5h", "1 h", "99999999999h"})
            QVERIFY2(!parseAge(bad), bad);
    }

    void theSweepWordIsInEveryMatch()
    {
        QCOMPARE(parse("web payments").longestWord(), std::string_view("payments"));
        QCOMPARE(parse("pay*ments-*").longestWord(), std::string_view("ments-"));
        QCOMPARE(parse("name:api -longer kind:deployment").longestWord(), std::string_view("api"));
        QCOMPARE(parse("a,b kind:x *").longestWord(), std::string_view());
        QVERIFY(parse("web").isOneWord() && !parse("we*b").isOneWord() && !parse("-web").isOneWord() && !parse("a b").isOneWord()
            && !parse("name:web").isOneWord() && !parse("a,b").isOneWord());
    }
};

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"

// SPDX-License-Identifier: Apache-2.0
// What is offered while a query is typed ('|' is the cursor), and the names of objects as people type them.
#include "query/complete.h"
#include "query/object_words.h"

#include <QTest>

using namespace dg;
using namespace dg::query;

class TestComplete : public QObject {
    Q_OBJECT

private:
    static std::vector<std::string> known(Field field, std::string_view typed)
    {
        switch (field) {
        case Field::Kind:
            return {"ks", "deploy", "hr", "ks"};
        case Field::Namespace:
            return {"apps", "team-apps", "Two Words"};
        case Field::Label:
            return typed.find('=') == std::string_view::npos ? std::vector<std::string>{"app", "tier"}
                                                             : std::vector<std::string>{"app=web", "app=db"};
        case Field::Owner:
            return {"ks/flux-system/apps"};
        default:
            return {};
        }
    }

private Q_SLOTS:
    void offers_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("labels"); // at most four
        QTest::addColumn<QString>("accepted"); // the text after the first was taken
        const auto row = [](const char* typed, const char* labels, const char* accepted) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(labels) << QString::fromUtf8(accepted);
        };
        row("|", "kind:|ns:|name:|state:", "kind:");
        row("k|", "kind:", "kind:");
        row("web s|", "state:|source:|suspended:", "web state:");
        row("-na|", "name:", "-name:");
        row("a|", "age>|age<", "age>");
        row("zzz|", "", "");
        row("\"k|", "", "");
        row("kind:|", "deploy|hr|ks", "kind:deploy ");
        row("kind:k|", "ks", "kind:ks ");
        row("kind:ks|", "", "");
        row("kind:ks,|", "deploy|hr", "kind:ks,deploy ");
        row("kind:ks,d| web", "deploy", "kind:ks,deploy web");
        row("kind:d|,ks", "deploy", "kind:deploy,ks");
        row("ns:app|", "apps|team-apps", "ns:apps ");
        row("ns:two|", "Two Words", "ns:\"Two Words\" ");
        row("ns:\"two w|", "Two Words", "ns:\"Two Words\" ");
        row("state:st|", "stalled|stale", "state:stalled ");
        row("state:ed|", "failed|stalled|orphaned|suspended", "state:failed ");
        row("drift:|", "yes|no|field-changed|field-taken", "drift:yes ");
        row("suspended:n|", "no", "suspended:no ");
        row("age>|", "10m|1h|1d|1w", "age>10m ");
        row("label:|", "app|tier", "label:app ");
        row("label:app=|", "app=db|app=web", "label:app=db ");
        row("owner:app|", "ks/flux-system/apps", "owner:ks/flux-system/apps ");
        row("by:|", "", "");
        row("ki|nd:ks", "", "");
        row("web |", "kind:|ns:|name:|state:", "web kind:");
    }
    void offers()
    {
        QFETCH(QString, typed);
        QFETCH(QString, labels);
        QFETCH(QString, accepted);
        auto text = typed.toStdString();
        const auto cursor = text.find('|');
        text.erase(cursor, 1);
        const auto completion = complete(text, cursor, known);
        QStringList found;
        for (std::size_t i = 0; i < completion.suggestions.size() && i < 4; ++i)
            found << QString::fromStdString(completion.suggestions[i].label);
        QCOMPARE(found.join(QLatin1Char('|')), labels);
        if (accepted.isEmpty())
            return;
        text.replace(completion.from, completion.to - completion.from, completion.suggestions.front().insert);
        QCOMPARE(QString::fromStdString(text), accepted);
        QVERIFY(!parse(text).problem || parse(text).problem->unfinished);
    }

    void atMostSoManyAreOffered()
    {
        const auto many = [](Field, std::string_view) {
            std::vector<std::string> values;
            for (int i = 0; i < 5'000; ++i)
                values.push_back("ns-" + std::to_string(i));
            return values;
        };
        QCOMPARE(complete("ns:", 3, many, 40).suggestions.size(), std::size_t{40});
    }

    void everyPositionOfAnyTextIsSafe()
    {
        const std::string text = "-kind:\"a b\",c* age>1 \"x\\\"y\" label:é=,, :: \"";
        for (std::size_t cursor = 0; cursor <= text.size() + 2; ++cursor) {
            const auto completion = complete(text, cursor, known);
            QVERIFY(completion.from <= completion.to && completion.to <= text.size());
        }
    }

    void namesOfObjects_data()
    {
        QTest::addColumn<QString>("object"); // KIND NS NAME
        QTest::addColumn<int>("naming");
        const auto row = [](const char* typed, const char* object, Naming naming) {
            QTest::newRow(typed) << QString::fromLatin1(object) << static_cast<int>(naming);
        };
        row("api", "Deployment payments api", Naming::Whole);
        row("API", "Deployment payments api", Naming::Whole);
        row("ap", "Deployment payments api", Naming::Beginning);
        row("pi", "Deployment payments api", Naming::Part);
        row("a*i", "Deployment payments api", Naming::Whole);
        row("web", "Deployment payments api", Naming::No);
        row("payments/api", "Deployment payments api", Naming::Whole);
        row("deploy/api", "Deployment payments api", Naming::Whole);
        row("deploy/payments/api", "Deployment payments api", Naming::Whole);
        row("Deployment payments/api", "Deployment payments api", Naming::Whole);
        row("deployments/payments/ap", "Deployment payments api", Naming::Beginning);
        row("sts/payments/api", "Deployment payments api", Naming::No);
        row("other/api", "Deployment payments api", Naming::No);
        row("ks/flux-system/apps", "Kustomization flux-system apps", Naming::Whole);
        row("clusterrole/admin", "ClusterRole - admin", Naming::Whole);
        row("clusterrole//admin", "ClusterRole - admin", Naming::Whole);
    }
    void namesOfObjects()
    {
        QFETCH(QString, object);
        QFETCH(int, naming);
        const auto words = parseObjectWords(QTest::currentDataTag());
        QVERIFY(words);
        const auto parts = object.split(QLatin1Char(' '));
        const auto kind = parts[0].toStdString(), ns = parts[1] == u"-" ? std::string() : parts[1].toStdString(),
                   name = parts[2].toStdString();
        QCOMPARE(static_cast<int>(query::naming(*words, {kind, ns, name})), naming);
    }
    void whatIsNoNameIsRefused()
    {
        for (const auto* text : {"", "  ", "a/b/c/d", "a/", "\"\""})
            QVERIFY2(!parseObjectWords(text), text);
    }
};

QTEST_GUILESS_MAIN(TestComplete)
#include "tst_complete.moc"

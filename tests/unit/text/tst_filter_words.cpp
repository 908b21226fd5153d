// SPDX-License-Identifier: Apache-2.0
// The sentences about a filter: what was wrong, what was meant, what there is.
#include "text/filter.h"

#include <QTest>

using namespace dg;

class TestFilterWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aProblemNamesTheWordTheNearestAndWhatThereIs_data()
    {
        QTest::addColumn<QStringList>("says");
        const auto row = [](const char* query, const QStringList& says) { QTest::newRow(query) << says; };
        row("sate:x", {QStringLiteral("\"sate\""), QStringLiteral("Did you mean state?"), QStringLiteral("kind, ns, name")});
        row("foo:x", {QStringLiteral("no field \"foo\""), QStringLiteral("quotes")});
        row("state:faild",
            {QStringLiteral("no state \"faild\""), QStringLiteral("Did you mean failed?"), QStringLiteral("stalled, waiting")});
        row("drift:missin", {QStringLiteral("Did you mean missing?"), QStringLiteral("yes, no or one of field-changed")});
        row("behind:maybe", {QStringLiteral("behind is yes or no in a filter, not \"maybe\".")});
        row("age>soon", {QStringLiteral("age>1h"), QStringLiteral("\"age>soon\"")});
    }
    void aProblemNamesTheWordTheNearestAndWhatThereIs()
    {
        QFETCH(QStringList, says);
        const auto query = query::parse(QTest::currentDataTag());
        QVERIFY(query.problem);
        const auto sentence = text::filterProblem(*query.problem);
        for (const auto& part : says)
            QVERIFY2(sentence.contains(part), qPrintable(sentence));
    }

    void everyFieldHasItsHint()
    {
        for (const auto& entry : query::fieldWords())
            QVERIFY(!text::filterHint(entry.field).isEmpty());
        QVERIFY(text::filterHint(query::Field::By).contains(QStringLiteral("changed something")));
    }
};

QTEST_GUILESS_MAIN(TestFilterWords)
#include "tst_filter_words.moc"

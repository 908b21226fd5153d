// SPDX-License-Identifier: Apache-2.0
#include "text/words.h"

#include <QTest>

#include <set>

using namespace dg;

class TestWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStateHasItsOwnWord();
    void suspendedStandsBesideTheStateAndNeverReplacesIt();
    void aReadyRowHasNoMessageButAReadyOneWithoutStatusSaysSo();
    void aWaitingRowNamesForWhom();
    void theControllersTextIsOneLine();
    void everyPhaseHasItsOwnWord();
    void anUnfinishedActionSaysItsStage();
    void aFailedHealthCheckIsNamed();
    void agesHaveOneUnit_data();
    void agesHaveOneUnit();
    void durationsKeepTheSecondUnit_data();
    void durationsKeepTheSecondUnit();
    void revisionsDropTheAlgorithm_data();
    void revisionsDropTheAlgorithm();
    void foreignTextBecomesOneHarmlessLine_data();
    void foreignTextBecomesOneHarmlessLine();
};

void TestWords::everyStateHasItsOwnWord()
{
    std::set<QString> words;
    for (int i = 0; i <= static_cast<int>(flux::State::Orphaned); ++i)
        words.insert(text::stateName(static_cast<flux::State>(i)));
    QCOMPARE(words.size(), std::size_t{11});
    QVERIFY(!words.contains(QString()));
}

void TestWords::suspendedStandsBesideTheStateAndNeverReplacesIt()
{
    flux::Verdict verdict;
    verdict.state = flux::State::Failed;
    QCOMPARE(text::stateName(verdict), u"Failed"_qs);
    verdict.suspended = true;
    QCOMPARE(text::stateName(verdict), u"Failed, suspended"_qs);
}

void TestWords::aReadyRowHasNoMessageButAReadyOneWithoutStatusSaysSo()
{
    flux::Verdict verdict;
    verdict.state = flux::State::Ready;
    verdict.message = "Applied revision: latest@sha256:00";
    QCOMPARE(text::verdictMessage(verdict), QString());
    verdict.note = flux::Note::NoStatus;
    QCOMPARE(text::verdictMessage(verdict), u"Has no status"_qs);
    verdict.note = flux::Note::StaleGeneration;
    verdict.generation = 8;
    QCOMPARE(text::verdictMessage(verdict), u"Generation 8 has not been looked at"_qs);
}

void TestWords::aWaitingRowNamesForWhom()
{
    StringPool pool;
    flux::Verdict verdict;
    verdict.state = flux::State::Waiting;
    verdict.message = "dependency 'flux-system/payments' is not ready";
    QCOMPARE(text::verdictMessage(verdict), u"dependency 'flux-system/payments' is not ready"_qs);
    verdict.waitsFor.name = pool.intern("payments");
    QCOMPARE(text::verdictMessage(verdict), u"Waits for payments"_qs);
}

void TestWords::theControllersTextIsOneLine()
{
    flux::Verdict verdict;
    verdict.state = flux::State::Failed;
    verdict.message = "kustomize build failed:\n  accumulating resources\n";
    QCOMPARE(text::verdictMessage(verdict), u"kustomize build failed: accumulating resources"_qs);
    verdict.message.clear();
    verdict.reason = "BuildFailed";
    QCOMPARE(text::verdictMessage(verdict), u"BuildFailed"_qs);
}

void TestWords::everyPhaseHasItsOwnWord()
{
    std::set<QString> words;
    for (int i = 0; i <= static_cast<int>(session::ConnectionPhase::Stopped); ++i)
        words.insert(text::phaseName(static_cast<session::ConnectionPhase>(i)));
    QCOMPARE(words.size(), std::size_t{11});
}

void TestWords::anUnfinishedActionSaysItsStage()
{
    session::Action action;
    std::set<QString> words;
    for (int i = 0; i < static_cast<int>(session::ActionStage::Done); ++i) {
        action.stage = static_cast<session::ActionStage>(i);
        words.insert(text::outcomeName(action));
    }
    QCOMPARE(words.size(), std::size_t{5});
}

void TestWords::aFailedHealthCheckIsNamed()
{
    session::Action action;
    action.stage = session::ActionStage::Done;
    action.outcome = session::ActionOutcome::Failed;
    QCOMPARE(text::outcomeName(action), u"Failed"_qs);
    action.reason = "HealthCheckFailed";
    QCOMPARE(text::outcomeName(action), u"Health check failed"_qs);
    action.outcome = session::ActionOutcome::Ready;
    QCOMPARE(text::outcomeName(action), u"Reconciled"_qs);
}

void TestWords::agesHaveOneUnit_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("words");
    QTest::newRow("just now") << qint64{999} << u"now"_qs;
    QTest::newRow("a clock half a second ahead") << qint64{-500} << u"now"_qs;
    QTest::newRow("ahead") << qint64{-5000} << u"in the future"_qs;
    QTest::newRow("seconds") << qint64{59'999} << u"59 s"_qs;
    QTest::newRow("a minute") << qint64{60'000} << u"1 min"_qs;
    QTest::newRow("minutes") << qint64{3'599'999} << u"59 min"_qs;
    QTest::newRow("an hour") << qint64{3'600'000} << u"1 h"_qs;
    QTest::newRow("a day") << qint64{86'400'000} << u"1 d"_qs;
    QTest::newRow("a year") << qint64{86'400'000} * 365 << u"365 d"_qs;
}

void TestWords::agesHaveOneUnit()
{
    QFETCH(qint64, ms);
    QFETCH(QString, words);
    QCOMPARE(text::age(Millis{ms}), words);
}

void TestWords::durationsKeepTheSecondUnit_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("words");
    QTest::newRow("tenths") << qint64{6'200} << u"6.2 s"_qs;
    QTest::newRow("seconds") << qint64{38'900} << u"38 s"_qs;
    QTest::newRow("minutes") << qint64{124'000} << u"2 min 04 s"_qs;
    QTest::newRow("hours") << qint64{3'900'000} << u"1 h 05 min"_qs;
    QTest::newRow("never negative") << qint64{-1} << u"0.0 s"_qs;
}

void TestWords::durationsKeepTheSecondUnit()
{
    QFETCH(qint64, ms);
    QFETCH(QString, words);
    QCOMPARE(text::duration(Millis{ms}), words);
}

void TestWords::revisionsDropTheAlgorithm_data()
{
    QTest::addColumn<QByteArray>("revision");
    QTest::addColumn<QString>("words");
    const QByteArray forty("4f1c9e2a00112233445566778899aabbccddeeff");
    QTest::newRow("oci tag") << QByteArray("latest@sha256:4f1c9e2a00112233") << u"latest@4f1c9e2a"_qs;
    QTest::newRow("branch with a slash") << "feature/x@sha1:" + forty << u"feature/x@4f1c9e2a"_qs;
    QTest::newRow("full ref") << "refs/heads/main@sha1:" + forty << u"main@4f1c9e2a"_qs;
    QTest::newRow("commit only") << "sha1:" + forty << u"4f1c9e2a"_qs;
    QTest::newRow("before Flux 2.0") << "main/" + forty << u"main@4f1c9e2a"_qs;
    QTest::newRow("detached, before Flux 2.0") << "HEAD/" + forty << u"4f1c9e2a"_qs;
    QTest::newRow("bare digest") << forty << u"4f1c9e2a"_qs;
    QTest::newRow("chart version") << QByteArray("6.5.0") << u"6.5.0"_qs;
    QTest::newRow("chart version with digest") << QByteArray("0.1.0+df4d3f9c8b0e") << u"0.1.0+df4d3f9c8b0e"_qs;
    QTest::newRow("a ref with an at sign") << "v1@x@sha1:" + forty << u"v1@x@4f1c9e2a"_qs;
    QTest::newRow("empty") << QByteArray() << QString();
}

void TestWords::revisionsDropTheAlgorithm()
{
    QFETCH(QByteArray, revision);
    QFETCH(QString, words);
    QCOMPARE(text::shortRevision(std::string_view(revision.constData(), static_cast<std::size_t>(revision.size()))), words);
}

void TestWords::foreignTextBecomesOneHarmlessLine_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("line");
    QTest::newRow("line breaks") << QByteArray(" a\n\n  b\tc ") << u"a b c"_qs;
    QTest::newRow("escape sequence") << QByteArray("\x1b[31mred") << QString(QChar(0xFFFD)) + u"[31mred"_qs;
    QTest::newRow("right-to-left override") << QByteArray("a\xE2\x80\xAE"
                                                          "b")
                                            << u"a<U+202E>b"_qs;
    QTest::newRow("isolate") << QByteArray("\xE2\x81\xA6x") << u"<U+2066>x"_qs;
    QTest::newRow("C1 control") << QByteArray("\xC2\x9B"
                                              "x")
                                << QString(QChar(0xFFFD)) + u"x"_qs;
    QTest::newRow("Japanese stays") << QByteArray("\xE6\x9D\xB1\xE4\xBA\xAC") << u"東京"_qs;
    QTest::newRow("markup stays text") << QByteArray("<b>x</b>") << u"<b>x</b>"_qs;
    QTest::newRow("broken UTF-8") << QByteArray("a\xFF") << u"a"_qs + QChar(0xFFFD);
}

void TestWords::foreignTextBecomesOneHarmlessLine()
{
    QFETCH(QByteArray, raw);
    QFETCH(QString, line);
    QCOMPARE(text::cleanLine(std::string_view(raw.constData(), static_cast<std::size_t>(raw.size()))), line);
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"

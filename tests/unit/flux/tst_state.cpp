// SPDX-License-Identifier: Apache-2.0
#include "flux/reconcile.h"
#include "flux/state.h"
#include "sample.h"

#include <QtTest>

using namespace dg;
using namespace dg::flux;

namespace {

struct Row {
    const char* name;
    Kind kind;
    const char* spec; // inside {}
    const char* meta; // after name and namespace, with a leading comma when not empty
    const char* status; // inside {}
    SourceCondition source;
    State state;
    Note note;
    const char* waitsFor; // "Kind/ns/name"
};

#define READY(status, reason, og)                                                                                                          \
    "{\"type\":\"Ready\",\"status\":\"" status "\",\"reason\":\"" reason "\",\"message\":\"m\",\"observedGeneration\":" og "}"
#define STALLED "{\"type\":\"Stalled\",\"status\":\"True\",\"reason\":\"RetriesExceeded\",\"message\":\"s\",\"observedGeneration\":1}"
#define RECONCILING(reason)                                                                                                                \
    "{\"type\":\"Reconciling\",\"status\":\"True\",\"reason\":\"" reason "\",\"message\":\"r\",\"observedGeneration\":1}"
#define STORED(og) "{\"type\":\"ArtifactInStorage\",\"status\":\"True\",\"reason\":\"Succeeded\",\"observedGeneration\":" og "}"
#define CONDITIONS(list) "\"conditions\":[" list "]"

constexpr auto Ks = Kind::Kustomization;
constexpr auto Hr = Kind::HelmRelease;
constexpr auto Git = Kind::GitRepository;
constexpr auto NotKnown = SourceCondition::NotKnown;
constexpr auto SuspendSpec = "\"suspend\":true";
constexpr auto WithSource = "\"sourceRef\":{\"kind\":\"GitRepository\",\"name\":\"src\"}";
constexpr auto WithDeps = "\"dependsOn\":[{\"name\":\"a\"},{\"name\":\"b\",\"namespace\":\"other\"}]";

const Row Rows[] = {
    {"ready", Ks, "", ",\"generation\":1", CONDITIONS(READY("True", "ReconciliationSucceeded", "1")), NotKnown, State::Ready, Note::None,
        ""},
    {"deleted while Ready=True", Ks, "", ",\"generation\":2,\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"",
        CONDITIONS(READY("True", "x", "1")), NotKnown, State::Terminating, Note::Deleting, ""},
    {"deleted, Ready=False UninstallSucceeded", Hr, "", ",\"generation\":1,\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"",
        CONDITIONS(READY("False", "UninstallSucceeded", "1")), NotKnown, State::Terminating, Note::Deleting, ""},
    {"OCI HelmRepository has no status", Kind::HelmRepository, "\"type\":\"oci\"", ",\"generation\":1", "", NotKnown, State::Ready,
        Note::NoStatus, ""},
    {"OCI HelmRepository with a leftover status", Kind::HelmRepository, "\"type\":\"oci\"", ",\"generation\":2",
        CONDITIONS(READY("False", "x", "1")), NotKnown, State::Ready, Note::NoStatus, ""},
    {"default HelmRepository without conditions", Kind::HelmRepository, "\"type\":\"default\"", ",\"generation\":1", "", NotKnown,
        State::Unknown, Note::NotLookedAt, ""},
    {"just created", Ks, "", ",\"generation\":1", "\"observedGeneration\":-1", NotKnown, State::Unknown, Note::NotLookedAt, ""},
    {"conditions without Ready", Ks, "", ",\"generation\":1", CONDITIONS(RECONCILING("Progressing")), NotKnown, State::Unknown,
        Note::NotLookedAt, ""},
    {"created suspended", Ks, SuspendSpec, ",\"generation\":1", "\"observedGeneration\":-1", NotKnown, State::Unknown, Note::NotLookedAt,
        ""},
    {"edited while the controller is down", Ks, "", ",\"generation\":2", "\"observedGeneration\":1," CONDITIONS(READY("True", "x", "1")),
        NotKnown, State::Stale, Note::StaleGeneration, ""},
    {"edited while failing", Ks, "", ",\"generation\":2", CONDITIONS(READY("False", "BuildFailed", "1")), NotKnown, State::Stale,
        Note::StaleGeneration, ""},
    {"source edited, controller down", Git, "", ",\"generation\":2", CONDITIONS(READY("True", "x", "1")), NotKnown, State::Stale,
        Note::StaleGeneration, ""},
    {"ready, then suspended", Ks, SuspendSpec, ",\"generation\":2", "\"observedGeneration\":2," CONDITIONS(READY("True", "x", "1")),
        NotKnown, State::Ready, Note::None, ""},
    {"suspended, then edited", Ks, SuspendSpec, ",\"generation\":3", "\"observedGeneration\":3," CONDITIONS(READY("True", "x", "1")),
        NotKnown, State::Stale, Note::StaleGeneration, ""},
    {"HelmRelease suspended, then edited", Hr, SuspendSpec, ",\"generation\":3",
        "\"observedGeneration\":3," CONDITIONS(READY("True", "x", "1")), NotKnown, State::Stale, Note::StaleGeneration, ""},
    {"failing, then suspended", Ks, SuspendSpec, ",\"generation\":2",
        "\"observedGeneration\":-1," CONDITIONS(READY("False", "HealthCheckFailed", "1")), NotKnown, State::Failed, Note::None, ""},
    {"HelmRelease failing, then suspended", Hr, SuspendSpec, ",\"generation\":2",
        "\"observedGeneration\":2," CONDITIONS(READY("False", "InstallFailed", "1")), NotKnown, State::Failed, Note::None, ""},
    {"stalled, then suspended", Ks, SuspendSpec, ",\"generation\":2", CONDITIONS(READY("False", "AccessDenied", "1") "," STALLED), NotKnown,
        State::Stalled, Note::None, ""},
    {"source failing, then suspended", Git, SuspendSpec, ",\"generation\":2", CONDITIONS(READY("False", "GitOperationFailed", "2")),
        NotKnown, State::Failed, Note::None, ""},
    {"source suspended", Git, SuspendSpec, ",\"generation\":2", CONDITIONS(READY("True", "x", "2") "," STORED("1")), NotKnown, State::Ready,
        Note::None, ""},
    {"source edited while suspended", Git, SuspendSpec, ",\"generation\":3", CONDITIONS(READY("True", "x", "3") "," STORED("1")), NotKnown,
        State::Stale, Note::SourceEditedWhileSuspended, ""},
    {"Receiver ready, then suspended", Kind::Receiver, SuspendSpec, ",\"generation\":2",
        "\"observedGeneration\":2," CONDITIONS(READY("True", "Succeeded", "1")), NotKnown, State::Ready, Note::None, ""},
    {"Receiver suspended, then edited", Kind::Receiver, SuspendSpec, ",\"generation\":3",
        "\"observedGeneration\":3," CONDITIONS(READY("True", "Succeeded", "1")), NotKnown, State::Stale, Note::StaleGeneration, ""},
    {"old Ready=True without its own generation", Ks, "", ",\"generation\":2",
        "\"observedGeneration\":1," CONDITIONS(READY("True", "x", "0")), NotKnown, State::Stale, Note::StaleGeneration, ""},
    {"failing without its own generation", Ks, "", ",\"generation\":2",
        "\"observedGeneration\":1," CONDITIONS(READY("False", "BuildFailed", "0")), NotKnown, State::Failed, Note::None, ""},
    {"no observedGeneration anywhere", Kind::ExternalArtifact, "", ",\"generation\":4", CONDITIONS(READY("True", "x", "0")), NotKnown,
        State::Ready, Note::None, ""},
    {"stalled", Hr, "", ",\"generation\":1", CONDITIONS(READY("False", "InstallFailed", "1") "," STALLED), NotKnown, State::Stalled,
        Note::None, ""},
    {"stalled wins over a dependency", Ks, "", ",\"generation\":1", CONDITIONS(STALLED "," READY("False", "DependencyNotReady", "1")),
        NotKnown, State::Stalled, Note::None, ""},
    {"stalled with observedGeneration -1", Ks, "", ",\"generation\":1",
        "\"observedGeneration\":-1," CONDITIONS(READY("False", "FeatureGateDisabled", "1") "," STALLED), NotKnown, State::Stalled,
        Note::None, ""},
    {"dependency not ready", Ks, WithDeps, ",\"generation\":1",
        CONDITIONS("{\"type\":\"Ready\",\"status\":\"False\",\"reason\":\"DependencyNotReady\",\"message\":\"dependency 'other/b' is not "
                   "ready\",\"observedGeneration\":1}"),
        NotKnown, State::Waiting, Note::None, "Kustomization/other/b"},
    {"dependency not found", Hr, WithDeps, ",\"generation\":1",
        CONDITIONS("{\"type\":\"Ready\",\"status\":\"False\",\"reason\":\"DependencyNotReady\",\"message\":\"dependency 'n/a' not found: "
                   "HelmRelease \\\"a\\\" not found\",\"observedGeneration\":1}"),
        NotKnown, State::Waiting, Note::None, "HelmRelease/n/a"},
    {"dependency message that names nobody", Ks, WithDeps, ",\"generation\":1", CONDITIONS(READY("False", "DependencyNotReady", "1")),
        NotKnown, State::Waiting, Note::None, ""},
    {"dependency message cut short", Ks, WithDeps, ",\"generation\":1",
        CONDITIONS("{\"type\":\"Ready\",\"status\":\"False\",\"reason\":\"DependencyNotReady\",\"message\":\"dependency "
                   "'\",\"observedGeneration\":1}"),
        NotKnown, State::Waiting, Note::None, ""},
    {"health check canceled", Ks, "", ",\"generation\":1", CONDITIONS(READY("False", "HealthCheckCanceled", "1")), NotKnown, State::Waiting,
        Note::None, ""},
    {"artifact failed, source absent", Ks, WithSource, ",\"generation\":1", CONDITIONS(READY("False", "ArtifactFailed", "1")),
        SourceCondition::Absent, State::Waiting, Note::None, "GitRepository/n/src"},
    {"artifact failed, source not ready", Ks, WithSource, ",\"generation\":1", CONDITIONS(READY("False", "ArtifactFailed", "1")),
        SourceCondition::NotReady, State::Waiting, Note::None, "GitRepository/n/src"},
    {"artifact failed, source ready: the path is wrong", Ks, WithSource, ",\"generation\":1",
        CONDITIONS(READY("False", "ArtifactFailed", "1")), SourceCondition::Ready, State::Failed, Note::None, ""},
    {"artifact failed, source not known", Ks, WithSource, ",\"generation\":1", CONDITIONS(READY("False", "ArtifactFailed", "1")), NotKnown,
        State::Failed, Note::None, ""},
    {"SourceNotReady", Hr, "\"chart\":{\"spec\":{\"chart\":\"c\",\"sourceRef\":{\"kind\":\"HelmRepository\",\"name\":\"r\"}}}",
        ",\"generation\":1", "\"helmChart\":\"n/n-o\"," CONDITIONS(READY("False", "SourceNotReady", "1")), SourceCondition::NotReady,
        State::Waiting, Note::None, "HelmChart/n/n-o"},
    {"SourceUnavailable", Kind::HelmChart, "\"sourceRef\":{\"kind\":\"HelmRepository\",\"name\":\"r\"}", ",\"generation\":1",
        CONDITIONS(READY("False", "SourceUnavailable", "1")), SourceCondition::Absent, State::Waiting, Note::None, "HelmRepository/n/r"},
    {"another failure with a broken source stays failed", Ks, WithSource, ",\"generation\":1",
        CONDITIONS(READY("False", "BuildFailed", "1")), SourceCondition::NotReady, State::Failed, Note::None, ""},
    {"failing and retrying", Ks, "", ",\"generation\":1",
        CONDITIONS(RECONCILING("ProgressingWithRetry") "," READY("False", "HealthCheckFailed", "1")), NotKnown, State::Failed, Note::None,
        ""},
    {"Fulfilling prerequisites while Ready=False", Hr, "", ",\"generation\":1",
        CONDITIONS(RECONCILING("Progressing") "," READY("False", "ValuesError", "1")), NotKnown, State::Failed, Note::None, ""},
    {"rolled back", Hr, "", ",\"generation\":1",
        CONDITIONS(
            READY("False", "RollbackSucceeded", "1") ",{\"type\":\"Remediated\",\"status\":\"True\",\"reason\":\"RollbackSucceeded\"}"),
        NotKnown, State::Failed, Note::None, ""},
    {"a pass is running", Ks, "", ",\"generation\":1", CONDITIONS(READY("Unknown", "Progressing", "1") "," RECONCILING("Progressing")),
        NotKnown, State::Reconciling, Note::None, ""},
    {"Ready=Unknown alone", Ks, "", ",\"generation\":1", CONDITIONS(READY("Unknown", "Progressing", "1")), NotKnown, State::Reconciling,
        Note::None, ""},
    {"prerequisites of a ready release", Hr, "", ",\"generation\":1",
        CONDITIONS(READY("True", "UpgradeSucceeded", "1") "," RECONCILING("Progressing")), NotKnown, State::Reconciling, Note::None, ""},
    {"Reconciling=False means nothing", Hr, "", ",\"generation\":1",
        CONDITIONS(READY("True", "x", "1") ",{\"type\":\"Reconciling\",\"status\":\"False\"},{\"type\":\"Stalled\",\"status\":\"False\"}"),
        NotKnown, State::Ready, Note::None, ""},
    {"a status nobody knows", Ks, "", ",\"generation\":1", CONDITIONS(READY("Maybe", "x", "1")), NotKnown, State::Reconciling, Note::None,
        ""},
    {"conditions of the wrong type", Ks, "", ",\"generation\":1", "\"conditions\":\"none\"", NotKnown, State::Unknown, Note::NotLookedAt,
        ""},
    {"drifted in warn mode is still ready", Hr, "", ",\"generation\":1",
        CONDITIONS(READY("True", "x", "1") ",{\"type\":\"Drifted\",\"status\":\"True\",\"reason\":\"DriftDetected\"}"), NotKnown,
        State::Ready, Note::None, ""},
};

std::shared_ptr<const FluxObject> objectOf(const Row& row)
{
    return sample::fluxObject(row.kind,
        std::string("{\"metadata\":{\"name\":\"o\",\"namespace\":\"n\"") + row.meta + "},\"spec\":{" + row.spec + "},\"status\":{"
            + row.status + "}}");
}

using Evaluate = std::function<Verdict(const FluxObject&, SourceCondition)>;

// The rows a variant of evaluate() gets wrong.
QStringList failingRows(const Evaluate& variant)
{
    QStringList names;
    for (const auto& row : Rows) {
        const auto object = objectOf(row);
        if (!object || variant(*object, row.source).state != row.state)
            names << QString::fromUtf8(row.name);
    }
    return names;
}

QString text(const Reference& reference)
{
    if (reference.empty())
        return {};
    return QString::fromStdString(reference.kind.str() + "/" + reference.ns.str() + "/" + reference.name.str());
}

} // namespace

class TestState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowOfTheTable_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(Rows)); ++i)
            QTest::newRow(Rows[i].name) << i;
    }
    void everyRowOfTheTable()
    {
        QFETCH(int, index);
        const auto& row = Rows[index];
        const auto object = objectOf(row);
        QVERIFY(object);
        const auto verdict = evaluate(*object, row.source);
        QCOMPARE(QLatin1String(stateWord(verdict.state)), QLatin1String(stateWord(row.state)));
        QCOMPARE(int(verdict.note), int(row.note));
        QCOMPARE(text(verdict.waitsFor), QString::fromUtf8(row.waitsFor));
        QCOMPARE(verdict.suspended, std::string_view(row.spec) == SuspendSpec);
    }
    void theTableNoticesThatSuspendedHidesFailing()
    {
        const auto rows = failingRows([](const FluxObject& object, SourceCondition source) {
            auto verdict = evaluate(object, source);
            if (object.suspended && verdict.state == State::Failed)
                verdict.state = State::Ready;
            return verdict;
        });
        QVERIFY(rows.contains(u"failing, then suspended"_qs));
    }
    void theTableNoticesThatAMissingReadyReadsAsReady()
    {
        const auto rows = failingRows([](const FluxObject& object, SourceCondition source) {
            auto verdict = evaluate(object, source);
            if (!object.condition("Ready"))
                verdict.state = State::Ready;
            return verdict;
        });
        QVERIFY(rows.contains(u"just created"_qs));
    }
    void theTableNoticesThatAnOldGenerationReadsAsReady()
    {
        const auto rows = failingRows([](const FluxObject& object, SourceCondition source) {
            auto fresh = object;
            fresh.generation = 0;
            return evaluate(fresh, source);
        });
        QVERIFY(rows.contains(u"edited while the controller is down"_qs));
        QVERIFY(rows.contains(u"source edited while suspended"_qs));
    }
    void theTableHoldsForTheRealFunction()
    {
        QCOMPARE(failingRows([](const FluxObject& o, SourceCondition s) { return evaluate(o, s); }), QStringList());
    }

    void theVerdictCarriesTheDecidingConditionsWords()
    {
        const auto object = sample::fluxObject(Hr,
            "{\"metadata\":{\"name\":\"o\",\"namespace\":\"n\",\"generation\":1},\"status\":{\"conditions\":[" READY(
                "False", "InstallFailed", "1") "," STALLED "]}}");
        const auto verdict = evaluate(*object);
        QCOMPARE(verdict.reason, std::string("RetriesExceeded"));
        QCOMPARE(verdict.message, std::string("s"));
    }
    void whileReconcilingTheLastVerdictIsKept_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("last");
        QTest::newRow("ready") << QByteArray(CONDITIONS(READY("True", "x", "1") "," RECONCILING("Progressing"))) << int(State::Ready);
        QTest::newRow("history ok") << QByteArray(
            "\"history\":[{\"lastReconciledStatus\":\"ReconciliationSucceeded\"}]," CONDITIONS(READY("Unknown", "x", "1")))
                                    << int(State::Ready);
        QTest::newRow("history failed") << QByteArray(
            "\"history\":[{\"lastReconciledStatus\":\"HealthCheckFailed\"},{\"lastReconciledStatus\":\"ReconciliationSucceeded\"}]"
            "," CONDITIONS(READY("Unknown", "x", "1")))
                                        << int(State::Failed);
        QTest::newRow("released") << QByteArray(CONDITIONS(READY("Unknown", "x", "1") ",{\"type\":\"Released\",\"status\":\"False\"}"))
                                  << int(State::Failed);
        QTest::newRow("nothing known") << QByteArray(CONDITIONS(READY("Unknown", "x", "1"))) << -1;
    }
    void whileReconcilingTheLastVerdictIsKept()
    {
        QFETCH(QByteArray, status);
        QFETCH(int, last);
        const auto object
            = sample::fluxObject(Ks, "{\"metadata\":{\"name\":\"o\",\"generation\":1},\"status\":{" + status.toStdString() + "}}");
        const auto verdict = evaluate(*object);
        QCOMPARE(int(verdict.state), int(State::Reconciling));
        QCOMPARE(verdict.lastVerdict ? int(*verdict.lastVerdict) : -1, last);
    }
    void everyStateHasItsWordAndComesBackFromIt()
    {
        for (int i = 0; i <= int(State::Orphaned); ++i) {
            const auto state = static_cast<State>(i);
            QVERIFY(stateFromWord(stateWord(state)) == state);
        }
        QVERIFY(!stateFromWord("fine"));
    }
    void problemsAreThoseOfTheContract()
    {
        const std::vector<State> fine{State::Ready, State::Reconciling, State::Orphaned};
        for (int i = 0; i <= int(State::Orphaned); ++i) {
            const auto state = static_cast<State>(i);
            const bool calm = std::find(fine.begin(), fine.end(), state) != fine.end();
            QCOMPARE(isProblem(state), !calm);
            if (isProblem(state))
                QVERIFY(severity(state) > severity(State::Reconciling));
        }
        QCOMPARE(severity(State::Ready), 0);
    }
    void managedObjectsReadByTheirHealth()
    {
        ManagedObject object;
        QCOMPARE(int(evaluate(object).state), int(State::Unknown));
        const std::pair<Health, State> rows[] = {{Health::Current, State::Ready}, {Health::InProgress, State::Reconciling},
            {Health::Failed, State::Failed}, {Health::Terminating, State::Terminating}};
        for (const auto& [health, state] : rows) {
            object.health = health;
            QCOMPARE(int(evaluate(object).state), int(state));
        }
        object.health = Health::Current;
        object.deletionTimestamp = WallTime{};
        QCOMPARE(int(evaluate(object).state), int(State::Terminating));
    }
    void behindOnlyWhenRevisionsCanBeCompared_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("applied");
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("behind");
        const QString a(40, u'a'), b(40, u'b');
        QTest::newRow("same") << int(Ks) << u"main@sha1:"_qs + a << u"main@sha1:"_qs + a << false;
        QTest::newRow("ahead") << int(Ks) << u"main@sha1:"_qs + a << u"main@sha1:"_qs + b << true;
        QTest::newRow("legacy form of the same") << int(Ks) << u"main/"_qs + a << u"main@sha1:"_qs + a << false;
        QTest::newRow("never applied") << int(Ks) << QString() << u"main@sha1:"_qs + a << false;
        QTest::newRow("source unknown") << int(Ks) << u"main@sha1:"_qs + a << QString() << false;
        QTest::newRow("oci same") << int(Hr) << u"0.1.0+df4d3f9c8b0e"_qs << u"latest@sha256:df4d3f9c8b0e77"_qs << false;
        QTest::newRow("oci ahead") << int(Hr) << u"0.1.0+df4d3f9c8b0e"_qs << u"latest@sha256:ee4d3f9c8b0e77"_qs << true;
        QTest::newRow("chart version without digest") << int(Hr) << u"0.1.0"_qs << u"latest@sha256:ee4d3f9c8b0e77"_qs << false;
        QTest::newRow("build metadata of the chart's own") << int(Hr) << u"0.1.0+4"_qs << u"latest@sha256:ee4d3f9c8b0e77"_qs << false;
    }
    void behindOnlyWhenRevisionsCanBeCompared()
    {
        QFETCH(int, kind);
        QFETCH(QString, applied);
        QFETCH(QString, source);
        FluxObject object;
        object.kind = static_cast<Kind>(kind);
        object.lastAppliedRevision = applied.toStdString();
        object.source.kind = sample::pool().intern("OCIRepository");
        QTEST(isBehind(object, source.toStdString()), "behind");
    }
    void theSourcesConditionComesFromItsOwnState()
    {
        auto& pool = sample::pool();
        const auto ks = sample::fluxObject(Ks,
            "{\"metadata\":{\"name\":\"o\",\"namespace\":\"n\"},\"spec\":{\"sourceRef\":{\"kind\":\"GitRepository\",\"name\":\"src\"}}}");
        const auto bad = sample::fluxObject(Git,
            "{\"metadata\":{\"name\":\"src\",\"namespace\":\"n\",\"generation\":1},\"status\":{\"conditions\":[" READY(
                "False", "GitOperationFailed", "1") "]}}");
        const auto good = sample::fluxObject(Git,
            "{\"metadata\":{\"name\":\"src\",\"namespace\":\"n\",\"generation\":1},\"status\":{\"conditions\":[" READY(
                "True", "Succeeded", "1") "]}}");
        const auto readable = [](std::string_view) { return true; };
        const auto finding
            = [](const FluxObject& object) { return [&object](const ObjectKey& key) { return key == object.key ? &object : nullptr; }; };
        const auto none = [](const ObjectKey&) -> const FluxObject* { return nullptr; };
        QCOMPARE(int(sourceCondition(*ks, finding(*bad), readable, pool)), int(SourceCondition::NotReady));
        QCOMPARE(int(sourceCondition(*ks, finding(*good), readable, pool)), int(SourceCondition::Ready));
        QCOMPARE(int(sourceCondition(*ks, none, readable, pool)), int(SourceCondition::Absent));
        QCOMPARE(int(sourceCondition(
                     *ks, none, [](std::string_view) { return false; }, pool)),
            int(SourceCondition::NotKnown));
    }
};

QTEST_GUILESS_MAIN(TestState)
#include "tst_state.moc"

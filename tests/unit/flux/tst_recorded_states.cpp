// SPDX-License-Identifier: Apache-2.0
// Objects that real Flux controllers wrote, recorded by tests/cluster/truth/run --record, against the verdicts written
// down by hand before that run (tests/cluster/truth/expected.json): state, suspended, behind, root cause.
#include "flux/reconcile.h"
#include "flux/revision.h"
#include "flux/root_cause.h"
#include "flux/state.h"
#include "sample.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace dg;
using namespace dg::flux;

namespace {

using ObjectPtr = std::shared_ptr<const FluxObject>;
using Evaluate = std::function<Verdict(const FluxObject&, SourceCondition)>;

QJsonObject readJson(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QString textOf(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

QString nameOf(const ObjectKey& key)
{
    return QString::fromStdString(key.kind.str() + "/" + key.ns.str() + "/" + key.name.str());
}

// The objects of one phase of the run, which stood side by side in the cluster.
struct Phase {
    QStringList judged;
    std::map<QString, ObjectPtr> objects;
    int undecoded = 0;

    [[nodiscard]] const FluxObject* find(const ObjectKey& key) const
    {
        const auto found = objects.find(nameOf(key));
        return found == objects.end() ? nullptr : found->second.get();
    }
    [[nodiscard]] FindFlux finder() const
    {
        return [this](const ObjectKey& key) { return find(key); };
    }
    [[nodiscard]] Verdict verdict(const FluxObject& object, const Evaluate& by) const
    {
        const auto readable = [](std::string_view) { return true; };
        return by(object, sourceCondition(object, finder(), readable, sample::pool()));
    }
};

Phase readPhase(const QString& path)
{
    Phase phase;
    const auto file = readJson(path);
    for (const auto& name : file.value(QLatin1String("judged")).toArray())
        phase.judged << name.toString();
    for (const auto& value : file.value(QLatin1String("objects")).toArray()) {
        const auto raw = value.toObject();
        const auto group = textOf(raw, "apiVersion").section(u'/', 0, 0).toStdString();
        const auto kind = kindFromGroupKind(group, textOf(raw, "kind").toStdString());
        const auto object = sample::fluxObject(kind, QJsonDocument(raw).toJson(QJsonDocument::Compact).toStdString());
        if (object)
            phase.objects.emplace(nameOf(object->key), object);
        else
            ++phase.undecoded;
    }
    return phase;
}

QString causeOf(const FluxObject& object, const Phase& phase, const Evaluate& by)
{
    const Surroundings around{
        phase.finder(), [&](const FluxObject& other) { return phase.verdict(other, by); }, [](std::string_view) { return true; }, nullptr};
    const auto cause = rootCause(object, phase.verdict(object, by), around, sample::pool());
    if (!cause)
        return {};
    const auto& at = cause->object;
    return QString::fromStdString(at.kind.str() + "/" + at.ns.str() + "/" + at.name.str() + ":" + cause->reason);
}

} // namespace

class TestRecordedStates : public QObject {
    Q_OBJECT

private:
    QMap<QString, QJsonObject> m_expected; // by scenario
    std::vector<Phase> m_phases;

    // "scenario: what is wrong", for each judged object that a variant of evaluate() gets wrong.
    QStringList disagreements(const Evaluate& by) const
    {
        QStringList out;
        const auto compare = [&out](const QString& scenario, const QString& have, const QString& want) {
            if (have != want)
                out << scenario + QStringLiteral(": ") + have + QStringLiteral(", expected ") + want;
        };
        for (const auto& phase : m_phases) {
            for (const auto& scenario : phase.judged) {
                const auto expected = m_expected.value(scenario);
                const auto found = phase.objects.find(textOf(expected, "object"));
                if (found == phase.objects.end()) {
                    out << scenario + QStringLiteral(": not recorded");
                    continue;
                }
                const auto& object = *found->second;
                const auto verdict = phase.verdict(object, by);
                compare(scenario, QLatin1String(stateWord(verdict.state)), textOf(expected, "state"));
                const auto flag = [](bool on) { return on ? QStringLiteral("yes") : QStringLiteral("no"); };
                compare(scenario, flag(verdict.suspended), flag(expected.value(QLatin1String("suspended")).toBool()));
                const auto* source = object.source.empty() ? nullptr : phase.find(keyOf(object.source, sample::pool()));
                const bool behind = source && isBehind(object, source->artifactRevision);
                compare(scenario, flag(behind), flag(expected.value(QLatin1String("behind")).toBool()));
                if (expected.contains(QLatin1String("cause")))
                    compare(scenario, causeOf(object, phase, by), textOf(expected, "cause"));
            }
        }
        return out;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto scenarios = readJson(QStringLiteral(DG_EXPECTED_VERDICTS)).value(QLatin1String("scenarios")).toArray();
        for (const auto& scenario : scenarios)
            m_expected.insert(textOf(scenario.toObject(), "name"), scenario.toObject());
        const QDir folder(QStringLiteral(DG_RECORDED_STATES));
        for (const auto& name : folder.entryList({QStringLiteral("phase*.json")}))
            m_phases.push_back(readPhase(folder.filePath(name)));
    }

    void everyRecordedObjectDecodes()
    {
        QCOMPARE(m_phases.size(), std::size_t(3));
        for (const auto& phase : m_phases) {
            QVERIFY(!phase.objects.empty());
            QCOMPARE(phase.undecoded, 0);
        }
    }
    void everyScenarioIsRecorded()
    {
        QStringList recorded;
        for (const auto& phase : m_phases)
            recorded += phase.judged;
        for (auto it = m_expected.constBegin(); it != m_expected.constEnd(); ++it)
            QVERIFY2(recorded.contains(it.key()), qPrintable(it.key()));
    }
    void everyVerdictIsTheOneWrittenDownBeforeTheRun()
    {
        QCOMPARE(disagreements([](const FluxObject& o, SourceCondition s) { return evaluate(o, s); }), QStringList());
    }
    void theRecordingsNoticeThatSuspendedHidesFailing()
    {
        const auto wrong = disagreements([](const FluxObject& object, SourceCondition source) {
            auto verdict = evaluate(object, source);
            if (object.suspended && isProblem(verdict.state))
                verdict.state = State::Ready;
            return verdict;
        });
        QVERIFY(wrong.contains(u"ks-suspended-failing: ready, expected failed"_qs));
        QVERIFY(wrong.contains(u"git-suspended-failing: ready, expected failed"_qs));
    }
    void theRecordingsNoticeThatAMissingReadyReadsAsReady()
    {
        const auto wrong = disagreements([](const FluxObject& object, SourceCondition source) {
            auto verdict = evaluate(object, source);
            if (!object.condition("Ready") && !object.deletionTimestamp)
                verdict.state = State::Ready;
            return verdict;
        });
        QVERIFY(wrong.contains(u"stopped-ks-new: ready, expected unknown"_qs));
    }
    void theRecordingsNoticeThatAnOldGenerationReadsAsReady()
    {
        const auto wrong = disagreements([](const FluxObject& object, SourceCondition source) {
            auto fresh = object;
            fresh.generation = 0;
            return evaluate(fresh, source);
        });
        QVERIFY(wrong.contains(u"stopped-ks-edited: ready, expected stale"_qs));
        QVERIFY(wrong.contains(u"git-edited-while-suspended: ready, expected stale"_qs));
    }
};

QTEST_GUILESS_MAIN(TestRecordedStates)
#include "tst_recorded_states.moc"

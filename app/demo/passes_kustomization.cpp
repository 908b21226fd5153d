// SPDX-License-Identifier: Apache-2.0
// kustomize-controller's pass (domain.md §4.2-4.3, flux-live.md B1-B3): Ready=Unknown with a stage, then the verdict.
#include "simulation.h"

#include "jsonedit.h"

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

const QString Timeout = QStringLiteral("5m0s");

void setProgress(QJsonObject& object, const QString& message, WallTime now)
{
    removeCondition(object, "Stalled"_L1);
    setCondition(object, "Reconciling"_L1, "True"_L1, u"Progressing"_qs, message, now);
    setCondition(object, "Ready"_L1, "Unknown"_L1, u"Progressing"_qs, message, now);
}

void handleRequest(QJsonObject& object)
{
    if (const auto asked = requestedAt(object); !asked.isEmpty())
        setStatus(object, "lastHandledReconcileAt"_L1, asked);
}

// At most five entries, newest first, one for each digest and status (domain.md §3.4).
void recordHistory(QJsonObject& object, const QString& digest, const QString& status, const QString& revision, const QString& origin,
    Millis took, WallTime now)
{
    auto history = statusField(object, "history"_L1).toArray();
    QJsonObject entry{{"digest"_L1, digest}, {"firstReconciled"_L1, timeText(now)}, {"totalReconciliations"_L1, 0}};
    for (qsizetype i = 0; i < history.size(); ++i) {
        const auto old = history[i].toObject();
        if (old["digest"_L1].toString() == digest && old["lastReconciledStatus"_L1].toString() == status) {
            entry = old;
            history.removeAt(i);
            break;
        }
    }
    entry["lastReconciled"_L1] = timeText(now);
    entry["lastReconciledDuration"_L1] = QString::number(static_cast<double>(took.count()) / 1000.0, 'f', 3) + u's';
    entry["lastReconciledStatus"_L1] = status;
    entry["totalReconciliations"_L1] = entry["totalReconciliations"_L1].toInteger() + 1;
    QJsonObject metadata{{"revision"_L1, revision}};
    if (!origin.isEmpty())
        metadata["originRevision"_L1] = origin;
    entry["metadata"_L1] = metadata;
    history.prepend(entry);
    while (history.size() > 5)
        history.removeLast();
    setStatus(object, "history"_L1, history);
}

} // namespace

QJsonObject Simulation::sourceArtifact(const Id& id, const QJsonObject& object) const
{
    const auto reference = specField(object, "sourceRef"_L1).toObject();
    const auto kind = reference["kind"_L1].toString().toUtf8();
    const auto ns = reference["namespace"_L1].toString(QString::fromUtf8(id.ns)).toUtf8();
    const auto source = m_store.json(resourceOfKind(kind), ns, reference["name"_L1].toString().toUtf8());
    return statusField(source, "artifact"_L1).toObject();
}

QString Simulation::sourceRevision(const Id& id, const QJsonObject& object) const
{
    return sourceArtifact(id, object)["revision"_L1].toString();
}

void Simulation::passKustomization(const Id& id, WallTime now)
{
    const auto object = json(id);
    auto before = condition(object, "Ready"_L1);
    const auto revision = sourceRevision(id, object);
    const auto blocked = revision.isEmpty() ? QString() : unreadyDependency(id, object);
    if (revision.isEmpty() || !blocked.isEmpty()) {
        edit(id, now + random(500, 900), [this, id, blocked](QJsonObject& late, WallTime then) {
            removeCondition(late, "Reconciling"_L1);
            if (blocked.isEmpty())
                setCondition(late, "Ready"_L1, "False"_L1, u"ArtifactFailed"_qs, u"source artifact not found, retrying in 30s"_qs, then);
            else
                setCondition(late, "Ready"_L1, "False"_L1, u"DependencyNotReady"_qs, u"dependency '%1' is not ready"_qs.arg(blocked), then);
            handleRequest(late);
            at(then, [this, id](WallTime last) { endPass(id, last); });
        });
        return;
    }
    const auto reason = before["reason"_L1].toString();
    if (reason == "DependencyNotReady"_L1 || reason == "ArtifactFailed"_L1)
        before = {}; // what it waited for is there now
    const bool early = reason == "BuildFailed"_L1 || reason == "InvalidCELExpression"_L1;
    const bool checks = specField(object, "wait"_L1).toBool();
    const auto step = random(500, 1200);
    auto when = now;
    QString stage;
    const auto enter = [&](const char* verb) {
        stage = u"%1 for revision %2 with a timeout of %3"_qs.arg(QLatin1String(verb), revision, Timeout);
        edit(id, when, [stage](QJsonObject& late, WallTime then) { setProgress(late, stage, then); });
        when += step;
    };
    enter("Fetching manifests");
    enter("Building manifests");
    if (!early)
        enter("Detecting drift");
    if (!early && checks)
        enter("Running health checks");
    edit(id, when, [this, id, before, stage](QJsonObject& late, WallTime then) { finishKustomization(id, late, before, stage, then); });
}

void Simulation::finishKustomization(const Id& id, QJsonObject& object, const QJsonObject& before, const QString& stage, WallTime now)
{
    const auto revision = sourceRevision(id, object);
    const auto origin = sourceArtifact(id, object)["metadata"_L1].toObject()["org.opencontainers.image.revision"_L1].toString();
    const bool checks = specField(object, "wait"_L1).toBool();
    auto reason = before["reason"_L1].toString();
    auto message = before["message"_L1].toString();
    bool failed = before["status"_L1].toString() == "False"_L1 && !m_healed.count(id);
    if (m_broken.count(id)) {
        failed = true;
        reason = u"HealthCheckFailed"_qs;
        message = u"health check failed after 30.1s: timeout waiting for: [Deployment/%1/%2 status: 'InProgress']"_qs.arg(
            QString::fromUtf8(id.ns), QString::fromUtf8(id.name));
    } else {
        m_healed.erase(id);
    }
    const auto digest = "sha256:"_L1 + QString::number(qHash(revision), 16).rightJustified(16, u'0').repeated(4);
    setStatus(object, "lastAttemptedRevision"_L1, revision);
    if (failed) {
        if (reason == "InvalidCELExpression"_L1) {
            removeCondition(object, "Reconciling"_L1);
            setCondition(object, "Stalled"_L1, "True"_L1, reason, message, now);
            setStatus(object, "observedGeneration"_L1, generation(object));
        } else {
            setCondition(object, "Reconciling"_L1, "True"_L1, u"ProgressingWithRetry"_qs, stage, now);
        }
        setCondition(object, "Ready"_L1, "False"_L1, reason, message, now);
        if (reason == "HealthCheckFailed"_L1)
            setCondition(object, "Healthy"_L1, "False"_L1, reason, message, now);
        if (reason == "HealthCheckFailed"_L1 || reason == "ReconciliationFailed"_L1)
            recordHistory(object, digest, reason, revision, origin, Millis{30'100}, now);
    } else {
        removeCondition(object, "Reconciling"_L1);
        removeCondition(object, "Stalled"_L1);
        setCondition(object, "Ready"_L1, "True"_L1, u"ReconciliationSucceeded"_qs, "Applied revision: "_L1 + revision, now);
        if (checks)
            setCondition(object, "Healthy"_L1, "True"_L1, u"Succeeded"_qs, u"Health check passed in 1.2s"_qs, now);
        setStatus(object, "lastAppliedRevision"_L1, revision);
        if (!origin.isEmpty())
            setStatus(object, "lastAppliedOriginRevision"_L1, origin);
        setStatus(object, "observedGeneration"_L1, generation(object));
        recordHistory(object, digest, u"ReconciliationSucceeded"_qs, revision, origin, Millis{m_random.between(900, 2600)}, now);
    }
    handleRequest(object);
    // After this step's object was stored: endPass reads it.
    at(now, [this, id](WallTime then) { endPass(id, then); });
}

} // namespace dg::demo

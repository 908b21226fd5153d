// SPDX-License-Identifier: Apache-2.0
// Kustomizations, as kustomize-controller writes them (domain.md §3.4, flux-live.md B1-B3).
#include "content_builder.h"

#include "provenance.h"

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

QJsonObject specOf(const KustomizationText& text)
{
    const auto words = QByteArray(text.source).split(' ');
    const auto slash = words[1].indexOf('/');
    QJsonObject sourceRef{{"kind"_L1, QString::fromLatin1(words[0])}, {"name"_L1, QString::fromLatin1(words[1].mid(slash + 1))}};
    if (words[1].left(slash) != text.ns)
        sourceRef["namespace"_L1] = QString::fromLatin1(words[1].left(slash));
    QJsonObject spec{{"interval"_L1, QLatin1String(text.interval)}, {"retryInterval"_L1, "2m"_L1}, {"timeout"_L1, "5m"_L1},
        {"path"_L1, QLatin1String(text.path)}, {"prune"_L1, true}, {"force"_L1, false}, {"sourceRef"_L1, sourceRef}};
    if (text.wait)
        spec["wait"_L1] = true;
    if (text.suspended)
        spec["suspend"_L1] = true;
    if (text.remote)
        spec["kubeConfig"_L1] = QJsonObject{{"secretRef"_L1, QJsonObject{{"name"_L1, "edge-kubeconfig"_L1}}}};
    QJsonArray depends;
    for (const auto& dependency : text.dependsOn) {
        const auto at = dependency.indexOf('/');
        QJsonObject entry{{"name"_L1, QString::fromLatin1(dependency.mid(at + 1))}};
        if (dependency.left(at) != text.ns)
            entry["namespace"_L1] = QString::fromLatin1(dependency.left(at));
        depends.append(entry);
    }
    if (!depends.isEmpty())
        spec["dependsOn"_L1] = depends;
    return spec;
}

} // namespace

QJsonObject ContentBuilder::historyMetadata(const char* source, const QString& revision) const
{
    QJsonObject out{{"revision"_L1, revision}};
    if (m_annotated.count(source))
        out["originRevision"_L1] = originRevision(revision);
    return out;
}

QJsonArray ContentBuilder::formerEntries(const KustomizationText& text, int back) const
{
    constexpr int Kept = 5;
    const auto words = QByteArray(text.source).split(' ');
    const auto slash = words[1].indexOf('/');
    const auto ref = m_refs.find(text.source);
    const auto updated = m_updated.find(text.source);
    QJsonArray out;
    if (ref == m_refs.end() || updated == m_updated.end())
        return out;
    for (int i = 1; i < Kept; ++i) {
        const auto rev = revision(words[0], words[1].left(slash), words[1].mid(slash + 1), ref->second, back + i);
        const int chance = hex(QByteArray(text.name) + rev.toLatin1(), 4).toInt(nullptr, 16);
        const int took = (text.wait ? 9 : 2) + chance % (text.wait ? 75 : 6);
        const auto when = ago(updated->second + (back + i) * 5 * 3600 + chance % 9000 - took);
        out.append(QJsonObject{{"digest"_L1, "sha256:"_L1 + hex(QByteArray("built ") + text.name + rev.toLatin1())},
            {"firstReconciled"_L1, when}, {"lastReconciled"_L1, when}, {"lastReconciledDuration"_L1, QString::number(took) + u's'},
            {"lastReconciledStatus"_L1, "ReconciliationSucceeded"_L1}, {"totalReconciliations"_L1, 1},
            {"metadata"_L1, historyMetadata(text.source, rev)}});
    }
    return out;
}

void ContentBuilder::add(const KustomizationText& text)
{
    const QByteArray state = text.stand.state;
    const auto words = QByteArray(text.source).split(' ');
    const auto slash = words[1].indexOf('/');
    const auto ref = m_refs.count(text.source) ? m_refs[text.source] : QByteArray("latest");
    const auto current = revision(words[0], words[1].left(slash), words[1].mid(slash + 1), ref);
    const auto older = revision(words[0], words[1].left(slash), words[1].mid(slash + 1), ref, 1);
    const auto reason = QString::fromLatin1(text.stand.reason);
    const auto message = QString::fromUtf8(text.stand.message);
    const auto since = ago(text.applied);

    // The verdict is about `judged`; suspending moves the generation by one (flux-live.md B2), an unseen edit too.
    const qint64 judged = state == "stale" ? 7 : 1;
    const qint64 generation = judged + (text.suspended ? 1 : 0) + (state == "stale" ? 1 : 0);
    auto meta = metadata("Kustomization", text.ns, text.name, generation, 30 * 86400, text.parent);
    QJsonObject object{{"spec"_L1, specOf(text)}};
    if (state == "terminating") {
        meta["deletionTimestamp"_L1] = ago(420);
        meta["deletionGracePeriodSeconds"_L1] = 0;
        meta["generation"_L1] = generation + 1;
    }
    object["metadata"_L1] = meta;
    if (state == "unknown") {
        object["status"_L1] = QJsonObject{{"observedGeneration"_L1, -1}};
        put("Kustomization", object);
        return;
    }

    const bool good = state == "ready" || state == "stale" || state == "terminating";
    const bool behind = text.behind || state == "failed" || state == "waiting";
    const auto applied = behind ? older : current;
    QJsonArray conditions;
    QJsonObject status{{"observedGeneration"_L1, good ? (text.suspended ? generation : judged) : state == "stalled" ? judged : -1}};
    if (good) {
        conditions.append(makeCondition("Ready", "True", "ReconciliationSucceeded"_L1, "Applied revision: "_L1 + applied, since, judged));
        if (text.wait)
            conditions.append(makeCondition("Healthy", "True", "Succeeded"_L1, "Health check passed in 1.2s"_L1, since, judged));
    } else if (state == "reconciling") {
        conditions.append(makeCondition("Reconciling", "True", "Progressing"_L1, message.arg(current), since, judged));
        conditions.append(makeCondition("Ready", "Unknown", "Progressing"_L1, message.arg(current), since, judged));
        if (text.wait)
            conditions.append(makeCondition("Healthy", "Unknown", "Progressing"_L1, message.arg(current), since, judged));
    } else if (state == "stalled") {
        conditions.append(makeCondition("Stalled", "True", reason, message, since, judged));
        conditions.append(makeCondition("Ready", "False", reason, message, since, judged));
    } else if (state == "waiting") {
        conditions.append(makeCondition("Ready", "False", reason, message, since, judged));
    } else {
        const auto stage = reason == "BuildFailed"_L1 ? "Building manifests for revision %1 with a timeout of 5m0s"_L1
            : reason == "ArtifactFailed"_L1           ? "Fetching manifests for revision %1 with a timeout of 5m0s"_L1
            : reason == "HealthCheckFailed"_L1        ? "Running health checks for revision %1 with a timeout of 5m0s"_L1
                                                      : "Detecting drift for revision %1 with a timeout of 5m0s"_L1;
        conditions.append(makeCondition("Reconciling", "True", "ProgressingWithRetry"_L1, stage.arg(current), since, judged));
        conditions.append(makeCondition("Ready", "False", reason, message, since, judged));
        if (reason == "HealthCheckFailed"_L1)
            conditions.append(makeCondition("Healthy", "False", reason, message, since, judged));
    }
    status["conditions"_L1] = conditions;
    if (!text.inventory.isEmpty())
        status["inventory"_L1] = QJsonObject{{"entries"_L1, inventoryEntries(text.inventory)}};
    status["lastAppliedRevision"_L1] = state == "reconciling" ? older : applied;
    status["lastAttemptedRevision"_L1] = good && text.behind ? older : current;
    // A pass that failed to build leaves no entry (flux-live.md A4): the newest is the last good one.
    const auto historyStatus
        = reason == "HealthCheckFailed"_L1 || reason == "ReconciliationFailed"_L1 ? reason : QString("ReconciliationSucceeded"_L1);
    // The manifests of the demo change with each revision, but for those that were applied first of all.
    const auto updated = m_updated.find(text.source);
    const auto judgedRevision = historyStatus == "ReconciliationSucceeded"_L1 ? applied : current;
    const bool fresh = updated != m_updated.end() && judgedRevision == current && updated->second > text.applied + 60;
    const int first = fresh ? updated->second - (text.wait ? 41 : 6) : text.applied + 6 * 86400;
    QJsonArray history{QJsonObject{{"digest"_L1, "sha256:"_L1 + hex(QByteArray("built ") + text.name)}, {"firstReconciled"_L1, ago(first)},
        {"lastReconciled"_L1, since}, {"lastReconciledDuration"_L1, "1.482s"_L1}, {"lastReconciledStatus"_L1, historyStatus},
        {"totalReconciliations"_L1, 864}, {"metadata"_L1, historyMetadata(text.source, judgedRevision)}}};
    for (const auto& former : formerEntries(text, judgedRevision == current ? 0 : 1))
        history.append(former);
    status["history"_L1] = history;
    if (m_annotated.count(text.source))
        status["lastAppliedOriginRevision"_L1] = originRevision(status["lastAppliedRevision"_L1].toString());
    object["status"_L1] = status;
    put("Kustomization", object);
    if (text.remote)
        return; // its objects live in another cluster
    QStringList corrected; // by the last pass, which applied nothing new
    for (const auto& line : text.inventory) {
        addManaged(line, QByteArray(text.ns) + '/' + text.name, false);
        const auto parts = line.split(' ');
        if (parts.contains("corrected"))
            corrected << QString::fromLatin1(parts[0] + '/' + parts[1] + " configured");
    }
    if (!corrected.isEmpty())
        addApplyEvent(text.ns, text.name, corrected.join(u'\n'), applied, since);
}

// As kustomize-controller tells of a pass that wrote something (domain.md §7.1).
void ContentBuilder::addApplyEvent(const char* ns, const char* name, const QString& message, const QString& revision, const QString& time)
{
    auto meta = metadata("Event", ns, QByteArray(name) + ".18a1f2", 0, 0, {});
    meta["annotations"_L1] = QJsonObject{{"kustomize.toolkit.fluxcd.io/revision"_L1, revision}};
    put("Event",
        {{"metadata"_L1, meta},
            {"involvedObject"_L1,
                QJsonObject{{"apiVersion"_L1, "kustomize.toolkit.fluxcd.io/v1"_L1}, {"kind"_L1, "Kustomization"_L1},
                    {"namespace"_L1, QLatin1String(ns)}, {"name"_L1, QLatin1String(name)}}},
            {"type"_L1, "Normal"_L1}, {"reason"_L1, "Progressing"_L1}, {"message"_L1, message},
            {"reportingComponent"_L1, "kustomize-controller"_L1}, {"source"_L1, QJsonObject{{"component"_L1, "kustomize-controller"_L1}}},
            {"firstTimestamp"_L1, time}, {"lastTimestamp"_L1, time}, {"count"_L1, 1}});
}

} // namespace dg::demo

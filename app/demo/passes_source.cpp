// SPDX-License-Identifier: Apache-2.0
// source-controller's passes (domain.md §4.2-4.3), and what happens by itself: commits, charts, one thing that breaks.
#include "simulation.h"

#include "content_workloads.h"
#include "jsonedit.h"
#include "provenance.h"

#include <QJsonDocument>

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr Millis BrokenFor{150'000};
constexpr Millis BreakEvery{420'000};
constexpr Millis BuildTook{170'000}; // the image was pushed so long before it is fetched
constexpr Millis PullShows{3'000};
constexpr Millis PullEvery{27'000};

QString hexDigits(Random& random, int digits)
{
    QString text;
    while (text.size() < digits)
        text += QString::number(random.next(), 16).rightJustified(16, u'0');
    return text.left(digits);
}

} // namespace

// Without a request a source writes nothing when nothing is new (domain.md §4.3); a failing one tries and fails again.
void Simulation::passSource(const Id& id, WallTime now)
{
    const auto before = json(id);
    const auto asked = requestedAt(before);
    const auto ready = condition(before, "Ready"_L1);
    const bool request = !asked.isEmpty() && asked != statusField(before, "lastHandledReconcileAt"_L1).toString();
    if (!request && ready["observedGeneration"_L1].toInteger() == generation(before)) {
        at(now, [this, id](WallTime then) { endPass(id, then); });
        return;
    }
    const bool stalled = !condition(before, "Stalled"_L1).isEmpty();
    edit(id, now, [](QJsonObject& object, WallTime then) {
        removeCondition(object, "Stalled"_L1);
        setCondition(object, "Reconciling"_L1, "True"_L1, u"Progressing"_qs, u"reconciliation in progress"_qs, then);
    });
    edit(id, now + random(1800, 4500), [this, id, stalled](QJsonObject& object, WallTime then) {
        const auto verdict = condition(object, "Ready"_L1);
        const auto reason = verdict["reason"_L1].toString();
        const auto message = verdict["message"_L1].toString();
        const bool good = verdict["status"_L1].toString() == "True"_L1;
        if (good || stalled)
            removeCondition(object, "Reconciling"_L1);
        else
            setCondition(object, "Reconciling"_L1, "True"_L1, u"ProgressingWithRetry"_qs, u"building artifact: retrying"_qs, then);
        if (stalled)
            setCondition(object, "Stalled"_L1, "True"_L1, reason, message, then);
        setCondition(object, "Ready"_L1, good ? "True"_L1 : "False"_L1, reason, message, then);
        if (good || stalled)
            setStatus(object, "observedGeneration"_L1, generation(object));
        if (good && !condition(object, "ArtifactInStorage"_L1).isEmpty())
            setCondition(object, "ArtifactInStorage"_L1, "True"_L1, reason, message, then);
        if (const auto token = requestedAt(object); !token.isEmpty())
            setStatus(object, "lastHandledReconcileAt"_L1, token);
        at(then, [this, id](WallTime last) { endPass(id, last); });
    });
}

// Who applies which source: read from the bytes, because there may be twenty thousand of them.
void Simulation::indexDependants()
{
    const auto applier = resourceOfKind("Kustomization");
    for (const auto& object : m_store.list(applier, {})) {
        const auto from = object->rest.indexOf("\"sourceRef\":{");
        const auto to = object->rest.indexOf('}', from);
        if (from < 0 || to < 0)
            continue;
        const auto reference = QJsonDocument::fromJson(object->rest.mid(from + 12, to - from - 11)).object();
        const auto ns = reference["namespace"_L1].toString(QString::fromUtf8(object->ns)).toUtf8();
        m_dependants[{resourceOfKind(reference["kind"_L1].toString().toUtf8()), ns, reference["name"_L1].toString().toUtf8()}].push_back(
            {applier, object->ns, object->name});
    }
    for (const auto& [source, appliers] : m_dependants) {
        const auto object = json(source);
        const QByteArray kind = resources()[source.resource].kind;
        if ((kind == "OCIRepository" || kind == "GitRepository") && condition(object, "Ready"_L1)["status"_L1].toString() == "True"_L1
            && !specField(object, "suspend"_L1).toBool())
            m_committed.push_back(source);
    }
}

void Simulation::commit(WallTime now)
{
    at(now + random(34'000, 46'000), [this](WallTime then) { commit(then); });
    if (++m_commits % 4 == 0) {
        publishChart(now);
        return;
    }
    if (m_committed.empty())
        return;
    const auto& source = m_committed[static_cast<std::size_t>(m_random.between(0, static_cast<std::int64_t>(m_committed.size()) - 1))];
    const auto object = json(source);
    if (specField(object, "suspend"_L1).toBool() || m_running.count(source))
        return;
    const auto old = statusField(object, "artifact"_L1).toObject()["revision"_L1].toString();
    const auto reference = old.left(old.lastIndexOf(u'@'));
    const bool git = QByteArray(resources()[source.resource].kind) == "GitRepository";
    storeRevision(source, reference + (git ? "@sha1:"_L1 : "@sha256:"_L1) + hexDigits(m_random, git ? 40 : 64), now);
}

void Simulation::storeRevision(const Id& source, const QString& revision, WallTime now)
{
    m_running.insert(source);
    edit(source, now, [revision](QJsonObject& object, WallTime then) {
        const auto found = u"new upstream revision '%1'"_qs.arg(revision);
        setCondition(object, "ArtifactOutdated"_L1, "True"_L1, u"NewRevision"_qs, found, then);
        setCondition(object, "Reconciling"_L1, "True"_L1, u"Progressing"_qs, "building artifact: "_L1 + found, then);
        setCondition(object, "Ready"_L1, "Unknown"_L1, u"Progressing"_qs, "building artifact: "_L1 + found, then);
    });
    const bool git = QByteArray(resources()[source.resource].kind) == "GitRepository";
    edit(source, now + random(400, 1100), [this, source, revision, git](QJsonObject& object, WallTime then) {
        const auto stored = (git ? u"stored artifact for revision '%1'"_qs : u"stored artifact for digest '%1'"_qs).arg(revision);
        removeCondition(object, "ArtifactOutdated"_L1);
        removeCondition(object, "Reconciling"_L1);
        setCondition(object, "Ready"_L1, "True"_L1, u"Succeeded"_qs, stored, then);
        setCondition(object, "ArtifactInStorage"_L1, "True"_L1, u"Succeeded"_qs, stored, then);
        auto artifact = statusField(object, "artifact"_L1).toObject();
        artifact["revision"_L1] = revision;
        artifact["digest"_L1] = "sha256:"_L1 + hexDigits(m_random, 64);
        artifact["lastUpdateTime"_L1] = timeText(then);
        if (artifact.contains("metadata"_L1))
            artifact["metadata"_L1] = imageAnnotations(specField(object, "url"_L1).toString(), revision, timeText(then - BuildTook));
        setStatus(object, "artifact"_L1, artifact);
        setStatus(object, "observedGeneration"_L1, generation(object));
        if (const auto token = requestedAt(object); !token.isEmpty())
            setStatus(object, "lastHandledReconcileAt"_L1, token);
        at(then, [this, source](WallTime last) { endPass(source, last); });
        for (const auto& applier : m_dependants[source])
            if (!specField(json(applier), "suspend"_L1).toBool())
                at(then + random(200, 2500), [this, applier](WallTime when) { beginPass(applier, when); });
    });
}

// A newer chart version appears; its HelmRelease upgrades.
void Simulation::publishChart(WallTime now)
{
    constexpr std::pair<const char*, const char*> Releases[]
        = {{"apps", "podinfo-chart"}, {"cert-manager", "cert-manager"}, {"redis", "redis"}};
    const auto& [ns, name] = Releases[m_random.between(0, 2)];
    const auto release = idOf("HelmRelease", ns, name);
    const auto chart = idOf("HelmChart", "flux-system", QByteArray(ns) + '-' + name);
    edit(chart, now, [](QJsonObject& object, WallTime then) {
        auto artifact = statusField(object, "artifact"_L1).toObject();
        auto parts = artifact["revision"_L1].toString().split(u'.');
        parts.last() = QString::number(parts.last().toInt() + 1);
        const auto version = parts.join(u'.');
        artifact["revision"_L1] = version;
        artifact["lastUpdateTime"_L1] = timeText(then);
        setStatus(object, "artifact"_L1, artifact);
        const auto pulled = u"pulled '%1' chart with version '%2'"_qs.arg(specField(object, "chart"_L1).toString(), version);
        setCondition(object, "Ready"_L1, "True"_L1, u"ChartPullSucceeded"_qs, pulled, then);
        setCondition(object, "ArtifactInStorage"_L1, "True"_L1, u"ChartPullSucceeded"_qs, pulled, then);
    });
    at(now + random(400, 1500), [this, release](WallTime then) { beginPass(release, then); });
}

// The storefront loses its pods for two and a half minutes, then comes back.
void Simulation::breakOne(WallTime now)
{
    const auto victim = idOf("Kustomization", "web", "storefront");
    const auto workload = idOf("Deployment", "web", "storefront");
    m_broken.insert(victim);
    setReplicas(workload, 0, now);
    at(now + Seconds{2}, [this, victim](WallTime then) { beginPass(victim, then); });
    at(now + BrokenFor, [this, victim, workload](WallTime then) {
        m_broken.erase(victim);
        m_healed.insert(victim);
        setReplicas(workload, 3, then);
        at(then + Seconds{2}, [this, victim](WallTime later) { beginPass(victim, later); });
    });
    at(now + BreakEvery, [this](WallTime then) { breakOne(then); });
}

void Simulation::setReplicas(const Id& workload, int ready, WallTime now)
{
    edit(workload, now, [ready](QJsonObject& object, WallTime then) {
        const auto wanted = static_cast<int>(specField(object, "replicas"_L1).toInteger());
        setStatus(object, "readyReplicas"_L1, ready);
        setStatus(object, "availableReplicas"_L1, ready);
        setStatus(object, "unavailableReplicas"_L1, wanted - ready);
        auto conditions = statusField(object, "conditions"_L1).toArray();
        for (qsizetype i = 0; i < conditions.size(); ++i) {
            auto entry = conditions[i].toObject();
            if (entry["type"_L1].toString() != "Available"_L1)
                continue;
            entry["status"_L1] = ready == wanted ? "True"_L1 : "False"_L1;
            entry["reason"_L1] = ready == wanted ? "MinimumReplicasAvailable"_L1 : "MinimumReplicasUnavailable"_L1;
            entry["message"_L1]
                = ready == wanted ? "Deployment has minimum availability."_L1 : "Deployment does not have minimum availability."_L1;
            entry["lastTransitionTime"_L1] = timeText(then);
            conditions[i] = entry;
        }
        setStatus(object, "conditions"_L1, conditions);
    });
    for (const auto* kind : {"ReplicaSet", "Pod"}) {
        for (const auto& object : m_store.list(resourceOfKind(kind), workload.ns)) {
            if (object->name.startsWith(workload.name + '-'))
                setChild({resourceOfKind(kind), workload.ns, object->name}, ready, now);
        }
    }
}

// A ReplicaSet or Pod of a workload that comes up whole or breaks down.
void Simulation::setChild(const Id& child, int ready, WallTime now)
{
    edit(child, now, [ready](QJsonObject& object, WallTime then) {
        const auto containers = specField(object, "containers"_L1).toArray();
        if (containers.isEmpty()) { // a ReplicaSet; those of former rollouts stay as they are
            if (specField(object, "replicas"_L1).toInteger() > 0) {
                setStatus(object, "readyReplicas"_L1, ready);
                setStatus(object, "availableReplicas"_L1, ready);
            }
            return;
        }
        const auto before = statusField(object, "containerStatuses"_L1).toArray().first().toObject()["restartCount"_L1].toInteger();
        object["status"_L1] = podStatus(
            containers, ready > 0 ? PodStand::Running : PodStand::Crashing, static_cast<int>(before) + (ready > 0 ? 0 : 1), timeText(then));
    });
}

// The kubelets try the image that is not there again and again.
void Simulation::pullAgain(WallTime now, bool failed)
{
    for (const auto& object : m_store.list(resourceOfKind("Pod"), "payments")) {
        if (!object->rest.contains("ImagePullBackOff") && !object->rest.contains("ErrImagePull"))
            continue;
        edit({resourceOfKind("Pod"), object->ns, object->name}, now, [failed](QJsonObject& pod, WallTime then) {
            pod["status"_L1] = podStatus(
                specField(pod, "containers"_L1).toArray(), failed ? PodStand::PullFailed : PodStand::NoImage, 0, timeText(then));
        });
    }
    at(now + (failed ? PullShows : PullEvery), [this, failed](WallTime then) { pullAgain(then, !failed); });
}

} // namespace dg::demo

// SPDX-License-Identifier: Apache-2.0
// helm-controller's pass (domain.md §4.2-4.3, flux-live.md B3-B4): Reconciling "Fulfilling prerequisites" beside the old
// Ready; Ready=Unknown only while a release action runs.
#include "simulation.h"

#include "jsonedit.h"
#include "stored_release.h"

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

void handleRequest(QJsonObject& object)
{
    if (const auto asked = requestedAt(object); !asked.isEmpty())
        setStatus(object, "lastHandledReconcileAt"_L1, asked);
}

QString releasedVersion(const QJsonObject& object)
{
    return statusField(object, "history"_L1).toArray().first().toObject()["chartVersion"_L1].toString();
}

void recordRelease(QJsonObject& object, const QString& chart, const QString& version, WallTime now)
{
    auto history = statusField(object, "history"_L1).toArray();
    auto snapshot = history.first().toObject();
    const auto metadata = object["metadata"_L1].toObject();
    if (snapshot.isEmpty())
        snapshot = {{"apiVersion"_L1, "v2"_L1}, {"name"_L1, metadata["name"_L1]}, {"namespace"_L1, metadata["namespace"_L1]},
            {"chartName"_L1, chart}, {"version"_L1, 0}, {"firstDeployed"_L1, timeText(now)}, {"digest"_L1, "sha256:0"_L1},
            {"configDigest"_L1, "sha256:0"_L1}};
    else {
        auto old = snapshot;
        old["status"_L1] = "superseded"_L1;
        history[0] = old;
    }
    snapshot["version"_L1] = snapshot["version"_L1].toInteger() + 1;
    snapshot["status"_L1] = "deployed"_L1;
    snapshot["action"_L1] = history.isEmpty() ? "install"_L1 : "upgrade"_L1;
    snapshot["chartVersion"_L1] = version;
    snapshot["appVersion"_L1] = version;
    snapshot["lastDeployed"_L1] = timeText(now);
    history.prepend(snapshot);
    while (history.size() > 5)
        history.removeLast();
    setStatus(object, "history"_L1, history);
}

} // namespace

void Simulation::passHelmRelease(const Id& id, WallTime now)
{
    edit(id, now, [](QJsonObject& object, WallTime then) {
        setCondition(object, "Reconciling"_L1, "True"_L1, u"Progressing"_qs, u"Fulfilling prerequisites"_qs, then);
    });
    at(now + random(700, 1500), [this, id](WallTime then) {
        const auto object = json(id);
        const auto chart = statusField(object, "helmChart"_L1).toString().toUtf8();
        const auto slash = chart.indexOf('/');
        const auto source = m_store.json(resourceOfKind("HelmChart"), chart.left(slash), chart.mid(slash + 1));
        const auto stored = statusField(source, "artifact"_L1).toObject()["revision"_L1].toString();
        const auto status = condition(object, "Ready"_L1)["status"_L1].toString();
        const bool running = status == "Unknown"_L1 || status.isEmpty();
        if (running || (status == "True"_L1 && !stored.isEmpty() && stored != releasedVersion(object))) {
            upgrade(id, then, random(2500, 4500));
            return;
        }
        edit(id, then + random(1000, 2500), [this, id, status](QJsonObject& late, WallTime end) {
            const auto ready = condition(late, "Ready"_L1);
            const auto reason = ready["reason"_L1].toString();
            const auto blocked = unreadyDependency(id, late);
            if (status == "True"_L1) {
                removeCondition(late, "Reconciling"_L1);
                setCondition(late, "Ready"_L1, "True"_L1, reason, ready["message"_L1].toString(), end);
            } else if (!blocked.isEmpty()) {
                setCondition(late, "Ready"_L1, "False"_L1, u"DependencyNotReady"_qs, u"dependency '%1' is not ready"_qs.arg(blocked), end);
            } else if (!condition(late, "Stalled"_L1).isEmpty()) {
                removeCondition(late, "Reconciling"_L1); // no more retries: the old verdict stands
                setCondition(late, "Ready"_L1, "False"_L1, reason, ready["message"_L1].toString(), end);
            } else if (reason != "SourceNotReady"_L1) {
                setCondition(late, "Reconciling"_L1, "True"_L1, u"ProgressingWithRetry"_qs, u"retrying after 1m30s"_qs, end);
            }
            if (status == "True"_L1)
                setStatus(late, "observedGeneration"_L1, generation(late));
            handleRequest(late);
            at(end, [this, id](WallTime last) { endPass(id, last); });
        });
    });
}

void Simulation::upgrade(const Id& id, WallTime now, Millis takes)
{
    edit(id, now, [](QJsonObject& object, WallTime then) {
        const auto text = "Running '%1' action with timeout of 5m0s"_L1.arg(
            statusField(object, "history"_L1).toArray().isEmpty() ? "install"_L1 : "upgrade"_L1);
        setCondition(object, "Reconciling"_L1, "True"_L1, u"Progressing"_qs, text, then);
        setCondition(object, "Ready"_L1, "Unknown"_L1, u"Progressing"_qs, text, then);
    });
    edit(id, now + takes, [this, id](QJsonObject& object, WallTime then) {
        const auto chartPath = statusField(object, "helmChart"_L1).toString().toUtf8();
        const auto slash = chartPath.indexOf('/');
        const auto source = m_store.json(resourceOfKind("HelmChart"), chartPath.left(slash), chartPath.mid(slash + 1));
        auto version = statusField(source, "artifact"_L1).toObject()["revision"_L1].toString();
        const auto chartSpec = specField(object, "chart"_L1).toObject()["spec"_L1].toObject();
        const auto chart = chartSpec["chart"_L1].toString(QString::fromUtf8(id.name));
        if (version.isEmpty()) // by reference, or made without a chart object
            version = releasedVersion(object).isEmpty() ? u"1.0.0"_qs : releasedVersion(object);
        const bool first = statusField(object, "history"_L1).toArray().isEmpty();
        recordRelease(object, chart, version, then);
        const auto release = statusField(object, "history"_L1).toArray().first().toObject()["version"_L1].toInteger();
        const auto reason = first ? u"InstallSucceeded"_qs : u"UpgradeSucceeded"_qs;
        const auto message = u"Helm %1 succeeded for release %2/%3.v%4 with chart %5@%6"_qs
                                 .arg(first ? u"install"_qs : u"upgrade"_qs, QString::fromUtf8(id.ns), QString::fromUtf8(id.name))
                                 .arg(release)
                                 .arg(chart, version);
        removeCondition(object, "Reconciling"_L1);
        setCondition(object, "Ready"_L1, "True"_L1, reason, message, then);
        setCondition(object, "Released"_L1, "True"_L1, reason, message, then);
        setStatus(object, "lastAttemptedRevision"_L1, version);
        setStatus(object, "observedGeneration"_L1, generation(object));
        handleRequest(object);
        at(then, [this, id](WallTime last) {
            storeRelease(m_store, id.ns, id.name);
            endPass(id, last);
        });
    });
}

} // namespace dg::demo

// SPDX-License-Identifier: Apache-2.0
// HelmReleases and the HelmCharts they make, as helm-controller and source-controller write them (domain.md §3.5,
// flux-live.md B3-B4).
#include "content_builder.h"

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

struct ChartText {
    QByteArray sourceKind, sourceNs, sourceName, chart, version;
    explicit ChartText(const char* text)
    {
        const auto words = QByteArray(text).split(' ');
        const auto slash = words[1].indexOf('/');
        sourceKind = words[0];
        sourceNs = words[1].left(slash);
        sourceName = words[1].mid(slash + 1);
        chart = words[2] == "-" ? sourceName : words[2];
        version = words[3];
    }
    [[nodiscard]] bool byReference() const { return sourceKind == "OCIRepository" || sourceKind == "ExternalArtifact"; }
};

QString s(const QByteArray& text)
{
    return QString::fromLatin1(text);
}

} // namespace

void ContentBuilder::add(const HelmReleaseText& text)
{
    const ChartText chart(text.chart);
    const QByteArray state = text.stand.state;
    const auto reason = QString::fromLatin1(text.stand.reason);
    const auto message = QString::fromUtf8(text.stand.message);
    const auto since = ago(text.deployed);
    const qint64 judged = state == "stale" ? 4 : 1;
    const qint64 generation = judged + (text.suspended ? 1 : 0) + (state == "stale" ? 1 : 0);

    const QJsonObject sourceRef{{"kind"_L1, s(chart.sourceKind)}, {"name"_L1, s(chart.sourceName)}, {"namespace"_L1, s(chart.sourceNs)}};
    QJsonObject spec{{"interval"_L1, "30m"_L1}, {"timeout"_L1, "5m"_L1}, {"releaseName"_L1, QLatin1String(text.name)},
        {"values"_L1, QJsonObject{{"replicaCount"_L1, 2}, {"metrics"_L1, QJsonObject{{"enabled"_L1, true}}}}}};
    if (chart.byReference())
        spec["chartRef"_L1] = sourceRef;
    else
        spec["chart"_L1] = QJsonObject{{"spec"_L1,
            QJsonObject{{"chart"_L1, s(chart.chart)}, {"version"_L1, s(chart.version.left(chart.version.indexOf('.')) + ".x")},
                {"sourceRef"_L1, sourceRef}, {"interval"_L1, "30m"_L1}, {"reconcileStrategy"_L1, "ChartVersion"_L1}}}};
    if (*text.drift)
        spec["driftDetection"_L1] = QJsonObject{{"mode"_L1, QLatin1String(text.drift)}};
    if (text.suspended)
        spec["suspend"_L1] = true;
    QJsonArray depends;
    for (const auto& dependency : text.dependsOn)
        depends.append(QJsonObject{
            {"namespace"_L1, s(dependency.left(dependency.indexOf('/')))}, {"name"_L1, s(dependency.mid(dependency.indexOf('/') + 1))}});
    if (!depends.isEmpty())
        spec["dependsOn"_L1] = depends;

    auto meta = metadata("HelmRelease", text.ns, text.name, generation, 45 * 86400, text.parent);
    if (state == "terminating")
        meta["deletionTimestamp"_L1] = ago(900);
    QJsonObject object{{"metadata"_L1, meta}, {"spec"_L1, spec}};
    if (state == "unknown") {
        object["status"_L1] = QJsonObject{{"observedGeneration"_L1, -1}};
        put("HelmRelease", object);
        return;
    }

    const auto ociDigest = chart.byReference() ? revision(chart.sourceKind, chart.sourceNs, chart.sourceName,
                               m_refs[chart.sourceKind + ' ' + chart.sourceNs + '/' + chart.sourceName])
                                               : QString();
    const auto version = chart.byReference() ? s(chart.version) + '+'_L1 + ociDigest.section(u':', -1).left(12) : s(chart.version);
    const auto chartAt = s(chart.chart) + '@'_L1 + version;
    const auto release = "%1/%2.v%3"_L1.arg(QLatin1String(text.ns), QLatin1String(text.name)).arg(text.release);
    const auto good = "Helm upgrade succeeded for release %1 with chart %2"_L1.arg(release, chartAt);
    QJsonArray conditions;
    QJsonObject status{{"observedGeneration"_L1, generation}, {"lastAttemptedGeneration"_L1, judged},
        {"storageNamespace"_L1, QLatin1String(text.ns)},
        {"lastAttemptedRevision"_L1, *text.attempted ? QString::fromLatin1(text.attempted) : version},
        {"lastAttemptedReleaseAction"_L1, "upgrade"_L1},
        {"lastAttemptedConfigDigest"_L1, "sha256:"_L1 + hex(QByteArray("config ") + text.name)}};
    if (state == "ready" || state == "stale" || state == "terminating") {
        conditions.append(makeCondition("Ready", "True", "UpgradeSucceeded"_L1, good, since, judged));
        conditions.append(makeCondition("Released", "True", "UpgradeSucceeded"_L1, good, since, judged));
        if (state == "stale")
            status["observedGeneration"_L1] = judged;
    } else if (state == "reconciling") {
        conditions.append(makeCondition("Reconciling", "True", "Progressing"_L1, message, ago(38), judged));
        conditions.append(makeCondition("Ready", "Unknown", "Progressing"_L1, message, ago(38), judged));
        conditions.append(makeCondition("Released", "True", "UpgradeSucceeded"_L1, good, since, judged));
    } else if (state == "stalled") {
        conditions.append(makeCondition("Stalled", "True", "RetriesExceeded"_L1, "Failed to upgrade after 1 attempt(s)"_L1, since, judged));
        conditions.append(makeCondition("Ready", "False", reason, message, since, judged));
        conditions.append(makeCondition("Released", "False", reason, message, since, judged));
        status["failures"_L1] = 1;
        status["upgradeFailures"_L1] = 1;
    } else { // failed with a retry to come, or waiting: both keep Reconciling (flux-live.md B3)
        const bool waits = state == "waiting";
        conditions.append(makeCondition("Reconciling", "True", waits ? "Progressing"_L1 : "ProgressingWithRetry"_L1,
            waits ? "Fulfilling prerequisites"_L1 : "retrying after 1m30s"_L1, since, judged));
        conditions.append(makeCondition("Ready", "False", reason, message, since, judged));
        if (!waits) {
            conditions.append(makeCondition("Released", "False", reason, message, since, judged));
            status["failures"_L1] = 4;
        }
    }
    if (*text.driftMessage)
        conditions.append(
            makeCondition("Drifted", "True", "DriftDetected"_L1, QString::fromUtf8(text.driftMessage), ago(4 * 3600), judged));
    else if (*text.drift)
        conditions.append(
            makeCondition("Drifted", "False", "NoDriftDetected"_L1, "No drift detected for release "_L1 + release, since, judged));
    status["conditions"_L1] = conditions;

    QJsonObject snapshot{{"apiVersion"_L1, "v2"_L1}, {"digest"_L1, "sha256:"_L1 + hex(QByteArray("release ") + text.name)},
        {"name"_L1, QLatin1String(text.name)}, {"namespace"_L1, QLatin1String(text.ns)}, {"version"_L1, text.release},
        {"status"_L1, "deployed"_L1}, {"action"_L1, "upgrade"_L1}, {"chartName"_L1, s(chart.chart)}, {"chartVersion"_L1, version},
        {"appVersion"_L1, s(chart.version)}, {"configDigest"_L1, "sha256:"_L1 + hex(QByteArray("config ") + text.name)},
        {"firstDeployed"_L1, ago(45 * 86400)}, {"lastDeployed"_L1, since}};
    if (chart.byReference())
        snapshot["ociDigest"_L1] = ociDigest.mid(ociDigest.indexOf(u'@') + 1);
    if (text.release > 0)
        status["history"_L1] = QJsonArray{snapshot};
    if (!text.inventory.isEmpty())
        status["inventory"_L1] = QJsonObject{{"entries"_L1, inventoryEntries(text.inventory)}};

    if (!chart.byReference()) {
        const auto chartName = QByteArray(text.ns) + '-' + text.name;
        status["helmChart"_L1] = s(chart.sourceNs + '/' + chartName);
        QJsonObject made{{"metadata"_L1, metadata("HelmChart", chart.sourceNs, chartName, 1, 45 * 86400, {})},
            {"spec"_L1,
                QJsonObject{{"chart"_L1, s(chart.chart)}, {"version"_L1, s(chart.version.left(chart.version.indexOf('.')) + ".x")},
                    {"interval"_L1, "30m"_L1}, {"reconcileStrategy"_L1, "ChartVersion"_L1},
                    {"sourceRef"_L1, QJsonObject{{"kind"_L1, s(chart.sourceKind)}, {"name"_L1, s(chart.sourceName)}}}}}};
        const auto stored = *text.attempted ? QString::fromLatin1(text.attempted) : version;
        const bool missing = reason == "SourceNotReady"_L1;
        const auto pulled = "pulled '%1' chart with version '%2'"_L1.arg(s(chart.chart), stored);
        const auto absent
            = "invalid chart reference: failed to get chart version for remote reference: no '%1' chart with version matching '%2' found"_L1
                  .arg(s(chart.chart), s(chart.version));
        QJsonObject chartStatus{{"observedGeneration"_L1, 1}, {"observedChartName"_L1, s(chart.chart)}};
        if (missing) {
            chartStatus["conditions"_L1] = QJsonArray{makeCondition("Stalled", "True", "InvalidChartReference"_L1, absent, since, 1),
                makeCondition("Ready", "False", "InvalidChartReference"_L1, absent, since, 1)};
        } else {
            chartStatus["conditions"_L1] = QJsonArray{makeCondition("Ready", "True", "ChartPullSucceeded"_L1, pulled, since, 1),
                makeCondition("ArtifactInStorage", "True", "ChartPullSucceeded"_L1, pulled, since, 1)};
            chartStatus["artifact"_L1] = QJsonObject{{"revision"_L1, stored}, {"digest"_L1, "sha256:"_L1 + hex("chart " + chartName)},
                {"lastUpdateTime"_L1, since}, {"size"_L1, 41220},
                {"path"_L1, "helmchart/%1/%2/%3-%4.tgz"_L1.arg(s(chart.sourceNs), s(chartName), s(chart.chart), stored)},
                {"url"_L1, "http://source-controller.flux-system.svc.cluster.local./%1-%2.tgz"_L1.arg(s(chart.chart), stored)}};
        }
        made["status"_L1] = chartStatus;
        put("HelmChart", made);
    }
    object["status"_L1] = status;
    put("HelmRelease", object);
    for (const auto& line : text.inventory)
        addManaged(line, QByteArray(text.ns) + '/' + text.name, true);
}

} // namespace dg::demo

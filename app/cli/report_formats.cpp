// SPDX-License-Identifier: Apache-2.0
// The sync report for programs: JSON, CSV, JUnit. Fields are only ever added.
#include "report.h"
#include "translate.h"

#include "report/writers.h"
#include "text/drift_words.h"
#include "text/words.h"

#include <algorithm>

namespace dg::cli {

namespace {

QString userOf(const ClusterReport& cluster)
{
    if (!cluster.read || cluster.read->user.empty())
        return CommandLine::tr("not told by the server");
    QStringList groups;
    for (const auto& group : cluster.read->groups)
        groups << text::cleanLine(group);
    const auto user = text::cleanLine(cluster.read->user);
    return groups.isEmpty() ? user : CommandLine::tr("%1 (groups: %2)").arg(user, groups.join(QLatin1String(", ")));
}

QString rightsOf(const SyncReport& report)
{
    const auto& cluster = report.drift.cluster;
    if (!cluster.read)
        return CommandLine::tr("nothing could be read");
    std::vector<std::string> refused;
    for (const auto& part : cluster.missing) {
        if (std::ranges::find(refused, part.kind) == refused.end())
            refused.push_back(part.kind);
    }
    QStringList names;
    for (const auto& kind : refused)
        names << text::cleanLine(kind);
    const auto reads = CommandLine::tr("reading only (get and list)");
    return names.isEmpty() ? reads
                           : reads + QStringLiteral("; ") + CommandLine::tr("not readable: %1").arg(names.join(QLatin1String(", ")));
}

std::string jsonOf(const std::function<void(JsonWriter&)>& write)
{
    std::string out;
    JsonWriter json([&out](std::string_view text) { out += text; });
    write(json);
    json.flush();
    return out;
}

std::string referenceText(const flux::Reference& reference)
{
    return nameOf(reference).toStdString();
}

std::string timeText(const std::optional<WallTime>& time)
{
    return time ? toRfc3339(*time) : std::string();
}

const std::vector<std::string> Columns{"record", "kind", "namespace", "name", "state", "suspended", "behind", "message", "revision",
    "appliedRevision", "source", "lastReconciled", "rootCause", "confidence", "owner", "path", "manager", "time", "evidence", "expectedBy"};

// A record with the cells that are named, the rest empty.
std::string record(const std::vector<std::pair<std::string_view, std::string>>& cells)
{
    std::vector<std::string> out(Columns.size());
    for (const auto& [name, value] : cells) {
        if (const auto at = std::ranges::find(Columns, name); at != Columns.end())
            out[static_cast<std::size_t>(at - Columns.begin())] = value;
    }
    return report::csvRecord(out);
}

std::string objectRecord(const Assessed& one)
{
    const auto& object = *one.object;
    return record(
        {{"record", "object"}, {"kind", object.key.kind.str()}, {"namespace", object.key.ns.str()}, {"name", object.key.name.str()},
            {"state", flux::stateWord(one.verdict.state)}, {"suspended", one.verdict.suspended ? "true" : "false"},
            {"behind", one.behind ? "true" : "false"}, {"message", text::verdictMessage(one.verdict).toStdString()},
            {"revision", std::string(object.revision())}, {"appliedRevision", std::string(object.lastAppliedRevision)},
            {"source", referenceText(object.source.empty() ? object.chartSource : object.source)},
            {"lastReconciled", timeText(object.lastReconciled)}, {"rootCause", causeOf(one).toStdString()}});
}

std::string findingRecord(const drift::Finding& finding)
{
    return record({{"record", "finding"}, {"kind", finding.object.kind.str()}, {"namespace", finding.object.ns.str()},
        {"name", finding.object.name.str()}, {"state", drift::kindWord(finding.kind)}, {"message", finding.detail},
        {"confidence", drift::confidenceWord(finding.confidence)}, {"owner", referenceText(finding.owner)}, {"path", finding.path},
        {"manager", finding.manager}, {"time", timeText(finding.time)}, {"evidence", drift::evidenceWord(finding.evidence)},
        {"expectedBy", finding.ignoredBy}});
}

std::string statusCase(const std::string& cluster, const Assessed& one, bool failed)
{
    using report::xmlText;
    auto out = "    <testcase classname=\"" + xmlText(cluster) + "\" name=\"" + xmlText(nameOf(one.object->key).toStdString()) + "\"";
    if (!failed)
        return out + "/>\n";
    auto text = text::stateName(one.verdict) + QStringLiteral(": ") + text::verdictMessage(one.verdict);
    out += ">\n      <failure message=\"" + xmlText(text.toStdString()) + "\" type=\"" + flux::stateWord(one.verdict.state) + "\">";
    if (const auto cause = causeOf(one); !cause.isEmpty())
        text += QStringLiteral(". ") + CommandLine::tr("Cause: %1").arg(cause);
    return out + xmlText(text.toStdString()) + "</failure>\n    </testcase>\n";
}

} // namespace

std::vector<AboutLine> aboutOf(const SyncReport& report)
{
    const auto& cluster = report.drift.cluster;
    const auto clean = [](std::string_view text) { return text::cleanLine(text).toStdString(); };
    std::vector<AboutLine> out{{"cluster", CommandLine::tr("Cluster"), clean(cluster.name)},
        {"server", CommandLine::tr("API server"), clean(cluster.server)}, {"context", CommandLine::tr("Context"), clean(cluster.context)},
        {"scope", CommandLine::tr("Scope"), report.scope.toStdString()},
        {"askedBy", CommandLine::tr("Asked by"), userOf(cluster).toStdString()},
        {"rights", CommandLine::tr("Rights"), rightsOf(report).toStdString()}, {"observedAt", {}, toRfc3339(cluster.observedAt)},
        {"readAt", CommandLine::tr("Read at"), text::localTime(cluster.observedAt).toStdString()},
        {"writtenAt", {}, toRfc3339(report.writtenAt)},
        {"age", CommandLine::tr("Age when written"),
            text::age(std::chrono::duration_cast<Millis>(report.writtenAt - cluster.observedAt)).toStdString()}};
    if (cluster.read) {
        out.push_back({"kubernetes", CommandLine::tr("Kubernetes"), clean(cluster.read->serverVersion)});
        out.push_back({"flux", CommandLine::tr("Flux"), clean(cluster.read->controllers.distribution())});
    }
    out.push_back(
        {"complete", CommandLine::tr("Complete"), (report.complete() ? CommandLine::tr("yes") : CommandLine::tr("no")).toStdString()});
    out.push_back({"program", CommandLine::tr("Written by"), "driftglass " DRIFTGLASS_VERSION});
    out.push_back({"sha256", CommandLine::tr("SHA-256 of the data"), report.dataHash});
    std::erase_if(out, [](const AboutLine& line) { return line.value.empty(); });
    return out;
}

std::vector<std::pair<QString, QString>> notRead(const SyncReport& report)
{
    std::vector<std::pair<QString, QString>> out;
    const auto& cluster = report.drift.cluster;
    for (const auto& part : cluster.missing) {
        const auto kind = text::cleanLine(part.kind);
        out.emplace_back(
            part.ns ? CommandLine::tr("%1 in %2").arg(kind, text::cleanLine(*part.ns)) : kind, text::errorSentence(part.error));
    }
    for (const auto& part : report.drift.notJudged)
        out.emplace_back(text::cleanLine(part.what), part.why);
    if (cluster.read && !cluster.read->fluxServed)
        out.emplace_back(CommandLine::tr("Flux"), CommandLine::tr("Flux is not installed here: the cluster serves none of its kinds."));
    return out;
}

QString causeOf(const Assessed& one)
{
    if (!one.rootCause)
        return {};
    const auto& cause = *one.rootCause;
    return nameOf(cause.object) + QStringLiteral(": ") + text::cleanLine(cause.message.empty() ? cause.reason : cause.message);
}

std::string syncData(const DriftReport& report)
{
    auto out = jsonOf([&report](JsonWriter& json) {
        json.beginObject().key("status");
        writeStatusJson(json, report.cluster);
        json.key("drift");
        writeDriftJson(json, report);
        json.endObject();
    });
    std::erase(out, '\n'); // only between the parts: within a text it is escaped
    return out;
}

std::string syncJson(const SyncReport& report)
{
    const auto& cluster = report.drift.cluster;
    auto out = jsonOf([&](JsonWriter& json) {
        json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "Report").field("report", "sync");
        json.field("program", "driftglass " DRIFTGLASS_VERSION).field("writtenAt", toRfc3339(report.writtenAt));
        json.field("observedAt", toRfc3339(cluster.observedAt));
        json.key("ageSeconds").number(std::chrono::duration_cast<Seconds>(report.writtenAt - cluster.observedAt).count());
        json.key("cluster").beginObject().field("name", cluster.name).fieldOrNull("server", cluster.server);
        json.fieldOrNull("context", cluster.context).endObject();
        json.field("scope", report.scope.toStdString());
        json.key("askedBy").beginObject().fieldOrNull("user", cluster.read ? cluster.read->user : std::string()).key("groups").beginArray();
        if (cluster.read) {
            for (const auto& group : cluster.read->groups)
                json.text(group);
        }
        json.endArray().endObject().key("complete").flag(report.complete()).key("exitCode").number(report.exitCode());
        json.field("sha256", report.dataHash).key("data");
    });
    return out + report.data + "}\n";
}

std::string syncCsv(const SyncReport& report)
{
    auto out = report::csvRecord(Columns);
    for (const auto& line : aboutOf(report))
        out += record({{"record", "about"}, {"name", line.key}, {"message", line.value}});
    for (const auto* one : report.drift.cluster.items)
        out += objectRecord(*one);
    for (const auto& finding : report.drift.findings)
        out += findingRecord(finding);
    for (const auto& [what, why] : notRead(report))
        out += record({{"record", "not-read"}, {"name", what.toStdString()}, {"message", why.toStdString()}});
    return out;
}

std::string syncJUnit(const SyncReport& report)
{
    using report::xmlText;
    const auto& cluster = report.drift.cluster;
    std::size_t failures = 0, errors = 0;
    std::string cases;
    for (const auto* one : cluster.items) {
        const bool failed = notInSync(one->verdict);
        failures += failed ? 1 : 0;
        cases += statusCase(cluster.name, *one, failed);
    }
    for (const auto& [what, why] : notRead(report)) {
        ++errors;
        cases += "    <testcase classname=\"" + xmlText(cluster.name) + "\" name=\"" + xmlText(what.toStdString())
            + "\">\n      <error message=\"" + xmlText(why.toStdString()) + "\"/>\n    </testcase>\n";
    }
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"driftglass sync\">\n  <testsuite name=\""
        + xmlText(cluster.name + " status") + "\" tests=\"" + std::to_string(cluster.items.size() + errors) + "\" failures=\""
        + std::to_string(failures) + "\" errors=\"" + std::to_string(errors) + "\" timestamp=\"" + toRfc3339(cluster.observedAt)
        + "\">\n    <properties>\n";
    for (const auto& line : aboutOf(report))
        out += "      <property name=\"" + xmlText(line.key) + "\" value=\"" + xmlText(line.value) + "\"/>\n";
    out += "    </properties>\n" + cases + "  </testsuite>\n";
    return out + driftSuite(report.drift, report.failOn, false) + "</testsuites>\n";
}

} // namespace dg::cli

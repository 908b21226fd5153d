// SPDX-License-Identifier: Apache-2.0
// A report for programs: JSON, CSV, JUnit. Fields are only ever added.
#include "report_parts.h"
#include "translate.h"

#include "report/writers.h"
#include "text/check_words.h"
#include "text/words.h"

#include <algorithm>

namespace dg::evidence {

namespace {

std::string written(const std::function<void(JsonWriter&)>& write)
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
    "appliedRevision", "source", "lastReconciled", "rootCause", "confidence", "owner", "path", "manager", "time", "evidence", "expectedBy",
    "until"};

using Cells = std::vector<std::pair<std::string_view, std::string>>;

// A record with the cells that are named, the rest empty.
std::string record(const Cells& cells, const std::vector<std::string>& more = {})
{
    std::vector<std::string> out(Columns.size());
    for (const auto& [name, value] : cells) {
        if (const auto at = std::ranges::find(Columns, name); at != Columns.end())
            out[static_cast<std::size_t>(at - Columns.begin())] = value;
    }
    out.insert(out.end(), more.begin(), more.end());
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
        text += QStringLiteral(". ") + Evidence::tr("Cause: %1").arg(cause);
    return out + xmlText(text.toStdString()) + "</failure>\n    </testcase>\n";
}

std::string outcomeRecord(const checks::Outcome& one, const checks::Subject& subject, bool accepted)
{
    const auto& key = subject.object;
    return record({{"record", "check"}, {"kind", key.kind.str()}, {"namespace", key.ns.str()}, {"name", key.name.str()},
        {"state", accepted ? "accepted" : checks::verdictWord(one.verdict)},
        {"message", text::checkTitle(one).toStdString() + ". " + evidenceOf(subject)}, {"path", checks::info(one.id).word},
        {"evidence", checks::factWord(subject.fact)}, {"expectedBy", accepted ? one.acceptedBy : std::string()}});
}

// A record for each object; one for a check that has none.
std::string outcomeRecords(const checks::Outcome& one)
{
    std::string out;
    for (const auto& subject : one.subjects)
        out += outcomeRecord(one, subject, false);
    for (const auto& subject : one.unclear)
        out += outcomeRecord(one, subject, false);
    for (const auto& subject : one.accepted)
        out += outcomeRecord(one, subject, true);
    if (out.empty())
        out = record({{"record", "check"}, {"state", checks::verdictWord(one.verdict)}, {"message", text::checkTitle(one).toStdString()},
            {"path", checks::info(one.id).word}});
    return out;
}

std::string differenceRecord(const drift::ObjectDifference& one)
{
    return record({{"record", "change"}, {"kind", one.object.kind.str()}, {"namespace", one.object.ns.str()},
        {"name", one.object.name.str()}, {"state", drift::differenceWord(one.difference)}, {"message", differenceText(one)},
        {"owner", referenceText(one.owner)}, {"time", timeText(one.after ? one.after : one.before)}});
}

void writeMoment(JsonWriter& json, const char* key, const Moment& moment)
{
    json.key(key).beginObject().fieldOrNull("snapshot", moment.snapshot).fieldOrNull("cluster", moment.cluster);
    json.fieldOrNull("server", moment.server).field("observedAt", toRfc3339(moment.observedAt)).endObject();
}

void writePaths(JsonWriter& json, const char* key, const std::vector<std::string>& paths)
{
    json.key(key).beginArray();
    for (const auto& path : paths)
        json.text(path);
    json.endArray();
}

void writeChanges(JsonWriter& json, const Changes& changes)
{
    json.beginObject();
    writeMoment(json, "before", changes.before);
    writeMoment(json, "after", changes.after);
    json.key("summary").beginObject();
    const auto counts = countsOf(changes);
    for (std::size_t i = 0; i < counts.size(); ++i)
        json.key(drift::differenceWord(static_cast<drift::Difference>(i))).number(static_cast<long long>(counts[i]));
    json.endObject().key("items").beginArray();
    for (const auto& one : changes.items) {
        json.beginObject().field("difference", drift::differenceWord(one.difference)).key("object").beginObject();
        json.field("kind", one.object.kind.view()).fieldOrNull("namespace", one.object.ns.view()).field("name", one.object.name.view());
        json.endObject().key("owner");
        writeReference(json, one.owner);
        json.key("ownerBefore");
        writeReference(json, one.ownerBefore);
        json.fieldOrNull("appliedBefore", timeText(one.before)).fieldOrNull("appliedAfter", timeText(one.after));
        writePaths(json, "gained", one.gained);
        writePaths(json, "lost", one.lost);
        json.endObject();
    }
    json.endArray().endObject();
}

// A suite of these cases, with what every report says as properties, and an error for each gap.
std::string suiteOf(const Report& report, const char* name, std::size_t tests, std::size_t failures, std::string cases)
{
    using report::xmlText;
    const auto& cluster = report.drift.cluster;
    std::size_t errors = 0;
    for (const auto& [what, why] : notRead(report)) {
        ++errors;
        cases += "    <testcase classname=\"" + xmlText(cluster.name) + "\" name=\"" + xmlText(what.toStdString())
            + "\">\n      <error message=\"" + xmlText(why.toStdString()) + "\"/>\n    </testcase>\n";
    }
    std::string out = "  <testsuite name=\"" + xmlText(cluster.name + " " + name) + "\" tests=\"" + std::to_string(tests + errors)
        + "\" failures=\"" + std::to_string(failures) + "\" errors=\"" + std::to_string(errors) + "\" timestamp=\""
        + toRfc3339(cluster.observedAt) + "\">\n    <properties>\n";
    for (const auto& line : aboutOf(report))
        out += "      <property name=\"" + xmlText(line.key) + "\" value=\"" + xmlText(line.value) + "\"/>\n";
    return out + "    </properties>\n" + cases + "  </testsuite>\n";
}

// A case for each object of Flux.
std::string statusSuite(const Report& report)
{
    const auto& cluster = report.drift.cluster;
    std::size_t failures = 0;
    std::string cases;
    for (const auto* one : cluster.items) {
        const bool failed = notInSync(one->verdict);
        failures += failed ? 1 : 0;
        cases += statusCase(cluster.name, *one, failed);
    }
    return suiteOf(report, "status", cluster.items.size(), failures, cases);
}

} // namespace

std::string dataOf(const Report& report)
{
    auto out = written([&report](JsonWriter& json) {
        const auto& cluster = report.drift.cluster;
        json.beginObject();
        if (report.topic == Topic::Sync) {
            json.key("status");
            writeStatusJson(json, cluster);
        }
        if (report.changes) {
            json.key("change");
            writeChanges(json, *report.changes);
        }
        if (report.topic == Topic::Delivery) {
            json.key("delivery");
            if (report.period)
                writeDeliveries(json, *report.period);
            else
                json.null();
            json.endObject();
            return;
        }
        if (report.period) {
            json.key("history");
            writePeriod(json, *report.period);
        }
        if (report.topic == Topic::Posture) {
            json.key("checks");
            writeChecksJson(json, cluster, report.outcomes);
        } else if (!report.offline) {
            json.key("drift");
            writeDriftJson(json, report.drift);
        }
        json.endObject();
    });
    std::erase(out, '\n'); // only between the parts: within a text it is escaped
    return out;
}

std::string jsonOf(const Report& report)
{
    const auto& cluster = report.drift.cluster;
    auto out = written([&](JsonWriter& json) {
        json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "Report").field("report", topicWord(report.topic));
        json.field("program", "driftglass " DRIFTGLASS_VERSION).field("writtenAt", toRfc3339(report.writtenAt));
        json.field("observedAt", toRfc3339(cluster.observedAt));
        json.key("ageSeconds").number(std::chrono::duration_cast<Seconds>(report.writtenAt - cluster.observedAt).count());
        writeCluster(json, cluster);
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

std::string csvOf(const Report& report)
{
    // What only a delivery report has stands behind the columns of all.
    const bool deliveries = report.topic == Topic::Delivery;
    auto header = Columns;
    if (deliveries)
        header.insert(header.end(), DeliveryColumns.begin(), DeliveryColumns.end());
    const std::vector<std::string> none(header.size() - Columns.size());
    auto out = report::csvRecord(header);
    for (const auto& line : aboutOf(report))
        out += record({{"record", "about"}, {"name", line.key}, {"message", line.value}}, none);
    for (const auto* one : report.drift.cluster.items)
        out += objectRecord(*one);
    if (report.changes) {
        for (const auto& one : report.changes->items)
            out += differenceRecord(one);
    }
    for (const auto& finding : report.drift.findings)
        out += findingRecord(finding);
    for (const auto* one : inOrder(report.outcomes))
        out += outcomeRecords(*one);
    if (report.period && deliveries) {
        for (const auto& one : deliveryRecords(*report.period))
            out += record({{"record", "delivery"}, {"kind", one.application.kind}, {"namespace", one.application.ns},
                              {"name", one.application.name}, {"state", one.outcome}, {"revision", one.revision}},
                one.more);
    } else if (report.period) {
        for (const auto& one : periodRecords(*report.period))
            out += record({{"record", one.record}, {"kind", one.object.kind}, {"namespace", one.object.ns}, {"name", one.object.name},
                {"state", one.state}, {"message", one.message}, {"revision", one.revision}, {"path", one.path}, {"manager", one.manager},
                {"time", one.from}, {"until", one.to}});
    }
    for (const auto& [what, why] : notRead(report))
        out += record({{"record", "not-read"}, {"name", what.toStdString()}, {"message", why.toStdString()}}, none);
    return out;
}

std::string junitOf(const Report& report)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"driftglass ";
    out.append(topicWord(report.topic)).append("\">\n");
    if (report.topic == Topic::Sync)
        out += statusSuite(report);
    else
        out += suiteOf(report, "read", 0, 0, {});
    if (report.topic == Topic::Posture)
        out += checksSuite(report.drift.cluster, report.outcomes);
    else
        out += driftSuite(report.drift, report.failOn, false);
    return out + "</testsuites>\n";
}

} // namespace dg::evidence

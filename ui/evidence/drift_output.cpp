// SPDX-License-Identifier: Apache-2.0
// Drift as a table, as JSON, and as what other tools read. Fields of the JSON are only ever added.
#include "evidence/drift.h"
#include "finding_writers.h"
#include "translate.h"

#include "report/writers.h"
#include "text/drift_words.h"
#include "text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace dg::evidence {

using report::xmlText;

QString nameOf(const flux::Reference& owner)
{
    if (owner.empty())
        return {};
    auto name = text::cleanLine(owner.kind.view()) + QLatin1Char('/');
    if (!owner.ns.empty())
        name += text::cleanLine(owner.ns.view()) + QLatin1Char('/');
    return name + text::cleanLine(owner.name.view());
}

QString nameOf(const ObjectKey& object)
{
    return text::cleanLine(object.toString());
}

QString wordOf(const drift::Finding& finding)
{
    auto word = QString::fromLatin1(drift::kindWord(finding.kind));
    if (finding.change != drift::Change::None && finding.change != drift::Change::Unknown)
        word += QStringLiteral(" (") + text::changeText(finding.change) + QLatin1Char(')');
    return word;
}

QString summaryLine(const DriftReport& report)
{
    const auto& s = report.summary;
    QStringList parts;
    parts << Evidence::tr("%1 certain").arg(s.certain) << Evidence::tr("%1 likely").arg(s.likely);
    if (s.expected > 0)
        parts << Evidence::tr("%1 expected by a rule").arg(s.expected);
    if (s.letStand > 0)
        parts << Evidence::tr("%1 fields that Flux looked at and let stand").arg(s.letStand);
    if (s.held > 0)
        parts << Evidence::tr("%1 objects that a mark keeps from Flux").arg(s.held);
    if (s.elsewhere > 0)
        parts << Evidence::tr("%1 in another cluster, not watched").arg(s.elsewhere);
    if (s.notMonitored > 0)
        parts << Evidence::tr("%1 of kinds that are not read").arg(s.notMonitored);
    return Evidence::tr("%1 objects looked at").arg(s.watched) + QStringLiteral(": ") + parts.join(QLatin1String(", "))
        + QStringLiteral(". ") + Evidence::tr("Seen %1.").arg(text::localTime(report.cluster.observedAt));
}

namespace {

// In a cell of a table: nothing of it is markup.
std::string markdownText(const QString& text)
{
    return report::markdownText(text.toStdString());
}

std::string sentenceOf(const drift::Finding& finding)
{
    auto sentence = text::findingTitle(finding.kind) + QStringLiteral(": ") + nameOf(finding.object);
    if (!finding.path.empty())
        sentence += QLatin1Char(' ') + text::cleanLine(finding.path);
    if (!finding.manager.empty())
        sentence += QStringLiteral(" (") + text::managerText(finding) + QLatin1Char(')');
    return (sentence + QStringLiteral(". ") + text::evidenceSentence(finding)).toStdString();
}

void writeValue(JsonWriter& json, const std::optional<std::string>& value)
{
    if (value)
        json.text(*value);
    else
        json.null();
}

void writeTime(JsonWriter& json, const char* key, const std::optional<WallTime>& time)
{
    json.fieldOrNull(key, time ? toRfc3339(*time) : std::string());
}

std::string placeOf(const drift::Finding& finding)
{
    return finding.object.toString() + (finding.path.empty() ? "" : "#" + finding.path);
}

} // namespace

void writeFinding(JsonWriter& json, const drift::Finding& finding)
{
    json.beginObject().field("id", finding.id()).field("finding", drift::kindWord(finding.kind));
    json.fieldOrNull("change", drift::changeWord(finding.change)).field("confidence", drift::confidenceWord(finding.confidence));
    json.key("object")
        .beginObject()
        .fieldOrNull("apiVersion", finding.apiVersion)
        .field("kind", finding.object.kind.view())
        .fieldOrNull("namespace", finding.object.ns.view())
        .field("name", finding.object.name.view())
        .endObject();
    json.key("owner");
    writeReference(json, finding.owner);
    json.fieldOrNull("path", finding.path).fieldOrNull("manager", finding.manager);
    json.fieldOrNull("operation", finding.operation ? flux::operationWord(*finding.operation) : "");
    json.fieldOrNull("subresource", finding.subresource);
    writeTime(json, "time", finding.time);
    writeTime(json, "since", finding.since);
    writeTime(json, "until", finding.until);
    json.key("live");
    writeValue(json, finding.live);
    json.key("desired");
    writeValue(json, finding.desired);
    json.field("evidence", drift::evidenceWord(finding.evidence)).fieldOrNull("detail", finding.detail);
    json.key("exact").flag(drift::isExact(finding.evidence)).fieldOrNull("expectedBy", finding.ignoredBy).endObject();
}

void writeDriftJson(JsonWriter& json, const DriftReport& report)
{
    const auto& cluster = report.cluster;
    json.beginObject().field("apiVersion", "driftglass/v1").field("kind", "Drift");
    writeCluster(json, cluster);
    json.field("observedAt", toRfc3339(cluster.observedAt)).key("complete").flag(report.complete());
    writeTime(json, "baseline", report.baseline);
    json.key("missing");
    writeMissing(json, cluster.missing);
    json.key("notJudged").beginArray();
    for (const auto& part : report.notJudged)
        json.beginObject().field("what", part.what).field("why", part.why.toStdString()).endObject();
    json.endArray();
    const auto& s = report.summary;
    json.key("summary").beginObject();
    const auto number = [&](const char* key, std::uint32_t value) { json.key(key).number(value); };
    number("certain", s.certain);
    number("likely", s.likely);
    number("expected", s.expected);
    number("letStand", s.letStand);
    number("held", s.held);
    number("objects", s.objects);
    number("watched", s.watched);
    number("elsewhere", s.elsewhere);
    number("notMonitored", s.notMonitored);
    json.key("byFinding").beginObject();
    for (std::size_t i = 0; i < s.byKind.size(); ++i)
        number(drift::kindWord(static_cast<drift::Kind>(i)), s.byKind[i]);
    json.endObject().endObject();
    // What a rule expects stands apart: who counts items counts drift.
    for (const bool expected : {false, true}) {
        json.key(expected ? "expected" : "items").beginArray().line();
        for (const auto& finding : report.findings) {
            if (finding.ignoredBy.empty() == expected)
                continue;
            writeFinding(json, finding);
            json.line();
        }
        json.endArray();
    }
    json.endObject();
}

void writeDriftMarkdown(const std::vector<DriftReport>& reports, const Sink& out)
{
    for (const auto& report : reports) {
        out("### " + markdownText(Evidence::tr("Drift in %1").arg(text::cleanLine(report.cluster.name))) + "\n\n");
        const auto open = std::ranges::count_if(report.findings, [](const drift::Finding& f) { return f.ignoredBy.empty(); });
        if (open > 0) {
            out("| " + Evidence::tr("Finding").toStdString() + " | " + Evidence::tr("Object").toStdString() + " | "
                + Evidence::tr("Field").toStdString() + " | " + Evidence::tr("By").toStdString() + " | "
                + Evidence::tr("When").toStdString() + " | " + Evidence::tr("How we know").toStdString()
                + " |\n|---|---|---|---|---|---|\n");
        }
        for (const auto& finding : report.findings) {
            if (!finding.ignoredBy.empty())
                continue;
            const auto cell = [](const QString& text) { return markdownText(text) + " | "; };
            out("| " + cell(wordOf(finding) + QStringLiteral(", ") + text::confidenceText(finding.confidence))
                + cell(nameOf(finding.object)) + cell(text::cleanLine(finding.path)) + cell(text::managerText(finding))
                + cell(finding.time ? text::localTime(*finding.time) : QString()) + markdownText(text::evidenceSentence(finding)) + " |\n");
        }
        if (report.cluster.read)
            out((open > 0 ? "\n" : "") + markdownText(summaryLine(report)) + "\n");
        else
            out(markdownText(text::errorSentence(report.cluster.read.error())) + "\n");
    }
}

// A suite for each cluster, a case for each owner that has findings, one for what is fine.
std::string driftSuite(const DriftReport& report, FailOn failOn, bool withMissing)
{
    std::map<std::string, std::vector<const drift::Finding*>> byOwner;
    for (const auto& finding : report.findings)
        byOwner[nameOf(finding.owner).toStdString()].push_back(&finding);
    std::size_t failed = 0;
    std::string cases;
    for (const auto& [owner, findings] : byOwner) {
        std::string failures, listed;
        for (const auto* finding : findings)
            (fails(*finding, failOn) ? failures : listed) += sentenceOf(*finding) + "\n";
        cases += "    <testcase classname=\"" + xmlText(report.cluster.name) + "\" name=\""
            + xmlText(owner.empty() ? Evidence::tr("nobody's").toStdString() : owner) + "\">\n";
        if (!failures.empty()) {
            ++failed;
            cases += "      <failure message=\"" + xmlText(failures.substr(0, failures.find('\n'))) + "\">" + xmlText(failures)
                + "</failure>\n";
        }
        if (!listed.empty())
            cases += "      <system-out>" + xmlText(listed) + "</system-out>\n";
        cases += "    </testcase>\n";
    }
    std::size_t errors = 0;
    for (const auto& part : report.cluster.missing) {
        if (!withMissing)
            break;
        ++errors;
        cases += "    <testcase classname=\"" + xmlText(report.cluster.name) + "\" name=\"" + xmlText(part.kind)
            + "\">\n      <error message=\"" + xmlText(text::errorSentence(part.error).toStdString()) + "\"/>\n    </testcase>\n";
    }
    if (byOwner.empty() && errors == 0)
        cases += "    <testcase classname=\"" + xmlText(report.cluster.name) + "\" name=\""
            + xmlText(Evidence::tr("no drift").toStdString()) + "\"/>\n";
    const auto total = std::max<std::size_t>(byOwner.size() + errors, 1);
    return "  <testsuite name=\"" + xmlText(report.cluster.name) + "\" tests=\"" + std::to_string(total) + "\" failures=\""
        + std::to_string(failed) + "\" errors=\"" + std::to_string(errors) + "\" timestamp=\"" + toRfc3339(report.cluster.observedAt)
        + "\">\n" + cases + "  </testsuite>\n";
}

void writeDriftJUnit(const std::vector<DriftReport>& reports, FailOn failOn, const Sink& out)
{
    out("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"driftglass drift\">\n");
    for (const auto& report : reports)
        out(driftSuite(report, failOn, true));
    out("</testsuites>\n");
}

void writeDriftSarif(const std::vector<const DriftReport*>& reports, const Sink& out)
{
    std::vector<SarifRule> rules;
    for (std::size_t i = 0; i < drift::KindCount; ++i) {
        const auto kind = static_cast<drift::Kind>(i);
        rules.push_back({drift::kindWord(kind), text::findingTitle(kind).toStdString(), {}});
    }
    SarifWriter sarif(out);
    for (const auto* report : reports) {
        sarif.beginRun("drift", report->cluster, report->complete(), rules);
        for (const auto& finding : report->findings) {
            const bool certain = finding.confidence == drift::Confidence::Certain;
            sarif.add({drift::kindWord(finding.kind),
                !drift::counts(finding.kind) ? "note"
                    : certain                ? "error"
                                             : "warning",
                sentenceOf(finding), finding.object.name.str(), placeOf(finding), finding.id(), finding.ignoredBy});
        }
        sarif.endRun();
    }
}

// What counts and no rule expects.
void writeDriftCodeQuality(const DriftReport& report, const Sink& out)
{
    JsonWriter json(out);
    json.beginArray().line();
    for (const auto& finding : report.findings) {
        if (fails(finding, FailOn::Likely))
            writeIssue(json,
                {sentenceOf(finding), drift::kindWord(finding.kind), finding.id(),
                    finding.confidence == drift::Confidence::Certain ? "major" : "minor", report.cluster.name + "/" + placeOf(finding)});
    }
    json.endArray().line();
}

} // namespace dg::evidence

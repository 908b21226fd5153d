// SPDX-License-Identifier: Apache-2.0
// What every format of a report says: who asked, when, what could not be read; and small words.
#include "report_parts.h"
#include "translate.h"

#include "text/drift_words.h"
#include "text/words.h"

#include <algorithm>

namespace dg::evidence {

using report::Cell;
using report::Tone;

namespace {

QString userOf(const ClusterReport& cluster)
{
    if (!cluster.read || cluster.read->user.empty())
        return Evidence::tr("not told by the server");
    QStringList groups;
    for (const auto& group : cluster.read->groups)
        groups << text::cleanLine(group);
    const auto user = text::cleanLine(cluster.read->user);
    return groups.isEmpty() ? user : Evidence::tr("%1 (groups: %2)").arg(user, groups.join(QLatin1String(", ")));
}

QString rightsOf(const Report& report)
{
    const auto& cluster = report.drift.cluster;
    if (!cluster.read)
        return Evidence::tr("nothing could be read");
    std::vector<std::string> refused;
    for (const auto& part : cluster.missing) {
        if (std::ranges::find(refused, part.kind) == refused.end())
            refused.push_back(part.kind);
    }
    QStringList names;
    for (const auto& kind : refused)
        names << text::cleanLine(kind);
    const auto reads = Evidence::tr("reading only (get and list)");
    return names.isEmpty() ? reads : reads + QStringLiteral("; ") + Evidence::tr("not readable: %1").arg(names.join(QLatin1String(", ")));
}

} // namespace

std::string utf8(const QString& text)
{
    return text.toStdString();
}

std::string clean(std::string_view text)
{
    return text::cleanLine(text).toStdString();
}

Tone toneOf(flux::State state)
{
    switch (state) {
    case flux::State::Ready:
        return Tone::Good;
    case flux::State::Reconciling:
        return Tone::Plain;
    case flux::State::Failed:
    case flux::State::Stalled:
        return Tone::Bad;
    case flux::State::Waiting:
        return Tone::Waiting;
    default:
        return Tone::Neutral;
    }
}

DriftCounts countsOf(const std::vector<drift::Finding>& findings)
{
    DriftCounts out;
    for (const auto& finding : findings) {
        if (!finding.ignoredBy.empty())
            ++out.expected;
        else if (!drift::counts(finding.kind))
            ++out.listed;
        else
            ++(finding.confidence == drift::Confidence::Certain ? out.certain : out.likely);
    }
    return out;
}

std::vector<AboutLine> aboutOf(const Report& report)
{
    const auto& cluster = report.drift.cluster;
    const auto clean = [](std::string_view text) { return text::cleanLine(text).toStdString(); };
    std::vector<AboutLine> out{{"cluster", Evidence::tr("Cluster"), clean(cluster.name)},
        {"server", Evidence::tr("API server"), clean(cluster.server)}, {"context", Evidence::tr("Context"), clean(cluster.context)},
        {"snapshot", Evidence::tr("Snapshot"), clean(cluster.snapshot)}, {"scope", Evidence::tr("Scope"), report.scope.toStdString()},
        {"askedBy", Evidence::tr("Asked by"),
            (report.offline ? Evidence::tr("nobody: two files are compared") : userOf(cluster)).toStdString()},
        {"rights", Evidence::tr("Rights"), report.offline ? std::string() : rightsOf(report).toStdString()},
        {"observedAt", {}, toRfc3339(cluster.observedAt)},
        {"readAt", Evidence::tr("Read at"), text::localTime(cluster.observedAt).toStdString()},
        {"writtenAt", {}, toRfc3339(report.writtenAt)},
        {"age", Evidence::tr("Age when written"),
            text::age(std::chrono::duration_cast<Millis>(report.writtenAt - cluster.observedAt)).toStdString()}};
    if (cluster.read) {
        out.push_back({"kubernetes", Evidence::tr("Kubernetes"), clean(cluster.read->serverVersion)});
        out.push_back({"flux", Evidence::tr("Flux"), clean(cluster.read->controllers.distribution())});
    }
    out.push_back({"complete", Evidence::tr("Complete"), (report.complete() ? Evidence::tr("yes") : Evidence::tr("no")).toStdString()});
    out.push_back({"program", Evidence::tr("Written by"), "driftglass " DRIFTGLASS_VERSION});
    out.push_back({"sha256", Evidence::tr("SHA-256 of the data"), report.dataHash});
    std::erase_if(out, [](const AboutLine& line) { return line.value.empty(); });
    return out;
}

std::vector<std::pair<QString, QString>> notRead(const Report& report)
{
    std::vector<std::pair<QString, QString>> out;
    const auto& cluster = report.drift.cluster;
    for (const auto& part : cluster.missing) {
        const auto kind = text::cleanLine(part.kind);
        out.emplace_back(part.ns ? Evidence::tr("%1 in %2").arg(kind, text::cleanLine(*part.ns)) : kind, text::errorSentence(part.error));
    }
    for (const auto& part : report.drift.notJudged)
        out.emplace_back(text::cleanLine(part.what), part.why);
    if (cluster.read && !cluster.read->fluxServed)
        out.emplace_back(Evidence::tr("Flux"), Evidence::tr("Flux is not installed here: the cluster serves none of its kinds."));
    return out;
}

QString causeOf(const Assessed& one)
{
    if (!one.rootCause)
        return {};
    const auto& cause = *one.rootCause;
    return nameOf(cause.object) + QStringLiteral(": ") + text::cleanLine(cause.message.empty() ? cause.reason : cause.message);
}

report::Table countTable()
{
    report::Table table{{utf8(Evidence::tr("What")), utf8(Evidence::tr("State")), utf8(Evidence::tr("Number"))}, {3, 4, 2}, {}, {2}};
    return table;
}

void addCount(report::Table& table, const QString& what, const QString& state, std::size_t number, Tone tone)
{
    table.rows.push_back({{utf8(what), {}}, {utf8(state), tone}, {std::to_string(number), {}}});
}

void setTable(report::Section& section, report::Table table)
{
    if (table.rows.empty())
        section.paragraphs.push_back(utf8(Evidence::tr("None.")));
    section.table = std::move(table);
}

} // namespace dg::evidence

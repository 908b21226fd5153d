// SPDX-License-Identifier: Apache-2.0
// The sync report in words: one document for HTML, PDF and Markdown.
#include "report.h"
#include "translate.h"

#include "text/drift_words.h"
#include "text/words.h"

namespace dg::cli {

namespace {

using report::Cell;
using report::Section;
using report::Tone;

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

struct DriftCounts {
    std::size_t certain = 0, likely = 0, listed = 0, expected = 0;
    [[nodiscard]] std::size_t total() const { return certain + likely + listed + expected; }
};

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

QString verdictOf(const SyncReport& report, const DriftCounts& drift)
{
    const auto& cluster = report.drift.cluster;
    if (!cluster.read)
        return CommandLine::tr("Could not be read: %1").arg(text::errorSentence(cluster.read.error()));
    if (report.exitCode() == ExitOk)
        return CommandLine::tr("In sync: nothing in this scope is in trouble, nothing drifted.");
    if (report.exitCode() == ExitCouldNotTell)
        return CommandLine::tr("Nothing is in trouble in what could be read, but not everything could be read.");
    std::size_t bad = 0;
    for (const auto* one : cluster.items)
        bad += notInSync(one->verdict) ? 1 : 0;
    auto sentence = CommandLine::tr("Not in sync: %1 of %2 objects are in trouble; %3 findings of drift are certain, %4 likely.")
                        .arg(bad)
                        .arg(cluster.counts.total)
                        .arg(drift.certain)
                        .arg(drift.likely);
    if (!report.complete())
        sentence += QLatin1Char(' ') + CommandLine::tr("Not everything could be read.");
    return sentence;
}

Section aboutSection(const SyncReport& report)
{
    Section out{"about", utf8(CommandLine::tr("About this report")), {}, {}, {}};
    for (const auto& line : aboutOf(report)) {
        if (!line.label.isEmpty())
            out.facts.emplace_back(utf8(line.label), line.value);
    }
    return out;
}

Section countsSection(const SyncReport& report, const DriftCounts& drift)
{
    Section out{"counts", utf8(CommandLine::tr("Counts")), {}, {}, {}};
    report::Table table{{utf8(CommandLine::tr("What")), utf8(CommandLine::tr("State")), utf8(CommandLine::tr("Number"))}, {3, 4, 2}, {}};
    const auto add = [&table](const QString& what, const QString& state, std::size_t number, Tone tone) {
        table.rows.push_back({{utf8(what), {}}, {utf8(state), tone}, {std::to_string(number), {}}});
    };
    const auto& counts = report.drift.cluster.counts;
    const auto objects = CommandLine::tr("Objects of Flux"), findings = CommandLine::tr("Findings of drift");
    const auto all = CommandLine::tr("All");
    for (std::size_t i = 0; i < counts.byState.size(); ++i) {
        const auto state = static_cast<flux::State>(i);
        if (counts.byState[i] > 0)
            add(objects, text::stateName(state), counts.byState[i], toneOf(state));
    }
    add(objects, all, counts.total, {});
    add(findings, CommandLine::tr("Certain"), drift.certain, Tone::Drift);
    add(findings, CommandLine::tr("Likely"), drift.likely, Tone::Drift);
    add(findings, CommandLine::tr("Listed only"), drift.listed, {});
    add(findings, CommandLine::tr("Expected by a rule"), drift.expected, {});
    add(findings, all, drift.total(), {});
    out.table = std::move(table);
    out.paragraphs.push_back(utf8(CommandLine::tr("Of the objects %1 are suspended, and the sources of %2 are ahead of what was applied; "
                                                  "both stand beside a state and are not added.")
                                      .arg(counts.suspended)
                                      .arg(counts.behind)));
    return out;
}

// `trouble`: those that are not in sync, else the rest.
Section objectsSection(const SyncReport& report, bool trouble)
{
    Section out{
        trouble ? "trouble" : "rest", utf8(trouble ? CommandLine::tr("In trouble") : CommandLine::tr("The other objects")), {}, {}, {}};
    report::Table table{{utf8(CommandLine::tr("State")), utf8(CommandLine::tr("Object")), utf8(CommandLine::tr("Revision")),
                            utf8(trouble ? CommandLine::tr("Message") : CommandLine::tr("Last reconciled"))},
        trouble ? std::vector{2, 5, 3, 8} : std::vector{2, 6, 5, 4}, {}};
    for (const auto* one : report.drift.cluster.items) {
        if (notInSync(one->verdict) != trouble)
            continue;
        const auto& object = *one->object;
        auto revision = text::shortRevision(object.revision());
        if (one->behind)
            revision += QLatin1Char(' ') + CommandLine::tr("(behind)");
        QString last;
        if (trouble) {
            last = text::verdictMessage(one->verdict);
            if (const auto cause = causeOf(*one); !cause.isEmpty())
                last += (last.isEmpty() ? QString() : QStringLiteral(" ")) + CommandLine::tr("Cause: %1").arg(cause);
        } else if (object.lastReconciled) {
            last = text::localTime(*object.lastReconciled);
        }
        table.rows.push_back({{utf8(text::stateName(one->verdict)), toneOf(one->verdict.state)}, {utf8(nameOf(object.key)), {}},
            {clean(utf8(revision)), {}}, {clean(utf8(last)), {}}});
    }
    if (table.rows.empty())
        out.paragraphs.push_back(utf8(CommandLine::tr("None.")));
    out.table = std::move(table);
    return out;
}

Section driftSection(const SyncReport& report, bool expected)
{
    Section out{expected ? "expected" : "drift", utf8(expected ? CommandLine::tr("Drift that a rule expects") : CommandLine::tr("Drift")),
        {}, {}, {}};
    report::Table table{
        {utf8(CommandLine::tr("Finding")), utf8(CommandLine::tr("Object")), utf8(CommandLine::tr("Field")), utf8(CommandLine::tr("By")),
            utf8(CommandLine::tr("When")), utf8(expected ? CommandLine::tr("Rule") : CommandLine::tr("How we know"))},
        {4, 6, 5, 4, 4, 7}, {}};
    for (const auto& finding : report.drift.findings) {
        if (finding.ignoredBy.empty() == expected)
            continue;
        const bool counted = !expected && drift::counts(finding.kind);
        auto object = nameOf(finding.object);
        if (const auto owner = nameOf(finding.owner); !owner.isEmpty())
            object += QLatin1Char(' ') + CommandLine::tr("(of %1)").arg(owner);
        table.rows.push_back(
            {{utf8(wordOf(finding) + QStringLiteral(", ") + text::confidenceText(finding.confidence)), counted ? Tone::Drift : Tone::Plain},
                {utf8(object), {}}, {clean(finding.path), {}}, {utf8(text::managerText(finding)), {}},
                {finding.time ? utf8(text::localTime(*finding.time)) : std::string(), {}},
                {expected ? clean(finding.ignoredBy) : utf8(text::evidenceSentence(finding)), {}}});
    }
    if (table.rows.empty())
        out.paragraphs.push_back(utf8(CommandLine::tr("None.")));
    if (!expected && report.drift.baseline)
        out.paragraphs.push_back(utf8(CommandLine::tr("Compared with the snapshot of %1.").arg(text::localTime(*report.drift.baseline))));
    if (!expected && report.drift.cluster.read)
        out.paragraphs.push_back(utf8(CommandLine::tr("In the whole cluster: %1").arg(summaryLine(report.drift))));
    out.table = std::move(table);
    return out;
}

Section gapsSection(const SyncReport& report)
{
    Section out{"not-read", utf8(CommandLine::tr("What could not be read")), {}, {}, {}};
    report::Table table{{utf8(CommandLine::tr("What")), utf8(CommandLine::tr("Why"))}, {1, 3}, {}};
    for (const auto& [what, why] : notRead(report))
        table.rows.push_back({{utf8(what), {}}, {clean(utf8(why)), {}}});
    if (table.rows.empty())
        out.paragraphs.push_back(utf8(CommandLine::tr("Everything in this scope could be read.")));
    out.table = std::move(table);
    return out;
}

Tone verdictTone(int exit)
{
    return exit == ExitOk ? Tone::Good : exit == ExitNotInSync ? Tone::Bad : Tone::Neutral;
}

} // namespace

report::Document syncDocument(const SyncReport& report)
{
    const auto drift = countsOf(report.drift.findings);
    const auto& counts = report.drift.cluster.counts;
    report::Document out;
    //: the language that this catalogue is in, as a BCP 47 code
    out.language = utf8(CommandLine::tr("en", "language code"));
    out.title = utf8(CommandLine::tr("Sync report"));
    out.subtitle = clean(report.drift.cluster.name);
    out.verdict = clean(utf8(verdictOf(report, drift)));
    out.verdictTone = verdictTone(report.exitCode());
    out.figures.push_back({utf8(CommandLine::tr("Objects")), counts.total, Tone::Plain});
    for (std::size_t i = 0; i < counts.byState.size(); ++i) {
        const auto state = static_cast<flux::State>(i);
        if (counts.byState[i] > 0)
            out.figures.push_back({utf8(text::stateName(state)), counts.byState[i], toneOf(state)});
    }
    out.figures.push_back({utf8(CommandLine::tr("Drift, certain")), drift.certain, drift.certain > 0 ? Tone::Drift : Tone::Plain});
    out.figures.push_back({utf8(CommandLine::tr("Drift, likely")), drift.likely, drift.likely > 0 ? Tone::Drift : Tone::Plain});
    out.sections = {aboutSection(report), gapsSection(report), countsSection(report, drift), objectsSection(report, true),
        driftSection(report, false), driftSection(report, true), objectsSection(report, false)};
    out.labels = {utf8(CommandLine::tr("Contents")), utf8(CommandLine::tr("Search in the tables")), utf8(CommandLine::tr("Page %1 of %2")),
        utf8(CommandLine::tr("%1 more rows are in the other formats."))};
    out.program = "driftglass " DRIFTGLASS_VERSION;
    out.writtenAt = toRfc3339(report.writtenAt);
    out.dataHash = report.dataHash;
    return out;
}

} // namespace dg::cli

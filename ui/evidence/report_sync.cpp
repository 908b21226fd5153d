// SPDX-License-Identifier: Apache-2.0
// Of the sync report: what is in trouble, what drifted, what is fine.
#include "report_parts.h"
#include "translate.h"

#include "text/words.h"

namespace dg::evidence {

namespace {

using report::Section;
using report::Tone;

Section countsSection(const Report& report)
{
    Section out{"counts", utf8(Evidence::tr("Counts")), {}, {}, {}};
    auto table = countTable();
    const auto& counts = report.drift.cluster.counts;
    const auto objects = Evidence::tr("Objects of Flux");
    for (std::size_t i = 0; i < counts.byState.size(); ++i) {
        const auto state = static_cast<flux::State>(i);
        if (counts.byState[i] > 0)
            addCount(table, objects, text::stateName(state), counts.byState[i], toneOf(state));
    }
    addCount(table, objects, Evidence::tr("All"), counts.total);
    addDriftCounts(table, countsOf(report.drift.findings));
    out.table = std::move(table);
    out.paragraphs.push_back(utf8(Evidence::tr("Of the objects %1 are suspended, and the sources of %2 are ahead of what was applied; "
                                               "both stand beside a state and are not added.")
                                      .arg(counts.suspended)
                                      .arg(counts.behind)));
    return out;
}

// Of one in trouble what the controller says and why; else when it was last reconciled.
QString lastCell(const Assessed& one, bool trouble)
{
    if (!trouble)
        return one.object->lastReconciled ? text::localTime(*one.object->lastReconciled) : QString();
    auto out = text::verdictMessage(one.verdict);
    if (const auto cause = causeOf(one); !cause.isEmpty())
        out += (out.isEmpty() ? QString() : QStringLiteral(" ")) + Evidence::tr("Cause: %1").arg(cause);
    return out;
}

// `trouble`: those that are not in sync, else the rest.
Section objectsSection(const Report& report, bool trouble)
{
    Section out{trouble ? "trouble" : "rest", utf8(trouble ? Evidence::tr("In trouble") : Evidence::tr("The other objects")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("State")), utf8(Evidence::tr("Object")), utf8(Evidence::tr("Revision")),
                            utf8(trouble ? Evidence::tr("Message") : Evidence::tr("Last reconciled"))},
        trouble ? std::vector{2, 5, 3, 8} : std::vector{2, 6, 5, 4}, {}};
    for (const auto* one : report.drift.cluster.items) {
        if (notInSync(one->verdict) != trouble)
            continue;
        auto revision = text::shortRevision(one->object->revision());
        if (one->behind)
            revision += QLatin1Char(' ') + Evidence::tr("(behind)");
        table.rows.push_back({{utf8(text::stateName(one->verdict)), toneOf(one->verdict.state)}, {utf8(nameOf(one->object->key)), {}},
            {clean(utf8(revision)), {}}, {clean(utf8(lastCell(*one, trouble))), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

} // namespace

QString syncVerdict(const Report& report)
{
    if (report.exitCode() == ExitOk)
        return Evidence::tr("In sync: nothing in this scope is in trouble, nothing drifted.");
    if (report.exitCode() == ExitCouldNotTell)
        return Evidence::tr("Nothing is in trouble in what could be read, but not everything could be read.");
    const auto& cluster = report.drift.cluster;
    const auto drift = countsOf(report.drift.findings);
    const auto bad = std::ranges::count_if(cluster.items, [](const Assessed* one) { return notInSync(one->verdict); });
    auto sentence = Evidence::tr("Not in sync: %1 of %2 objects are in trouble; %3 findings of drift are certain, %4 likely.")
                        .arg(bad)
                        .arg(cluster.counts.total)
                        .arg(drift.certain)
                        .arg(drift.likely);
    if (!report.complete())
        sentence += QLatin1Char(' ') + Evidence::tr("Not everything could be read.");
    return sentence;
}

std::vector<report::Figure> syncFigures(const Report& report)
{
    const auto& counts = report.drift.cluster.counts;
    std::vector<report::Figure> out{{utf8(Evidence::tr("Objects")), counts.total, Tone::Plain}};
    for (std::size_t i = 0; i < counts.byState.size(); ++i) {
        const auto state = static_cast<flux::State>(i);
        if (counts.byState[i] > 0)
            out.push_back({utf8(text::stateName(state)), counts.byState[i], toneOf(state)});
    }
    addDriftFigures(out, countsOf(report.drift.findings));
    return out;
}

std::vector<Section> syncSections(const Report& report)
{
    return {countsSection(report), objectsSection(report, true), driftSection(report, false), driftSection(report, true),
        objectsSection(report, false)};
}

} // namespace dg::evidence

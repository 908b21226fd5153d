// SPDX-License-Identifier: Apache-2.0
// Of the drift report: by owner, by hand, and each finding with who, when and how it is known.
#include "report_parts.h"
#include "translate.h"

#include "items/drift_digest.h"
#include "text/drift_words.h"
#include "text/words.h"

#include <map>

namespace dg::evidence {

namespace {

using report::Section;
using report::Tone;

std::string timeOf(const std::optional<WallTime>& time)
{
    return time ? utf8(text::localTime(*time)) : std::string();
}

QString ownerName(const flux::Reference& owner)
{
    const auto name = nameOf(owner);
    return name.isEmpty() ? Evidence::tr("nobody's") : name;
}

Section countsSection(const Report& report)
{
    Section out{"counts", utf8(Evidence::tr("Counts")), {}, {}, {}};
    auto table = countTable();
    addDriftCounts(table, countsOf(report.drift.findings));
    std::array<std::size_t, drift::KindCount> byKind{};
    for (const auto& finding : report.drift.findings) {
        if (finding.ignoredBy.empty())
            ++byKind[static_cast<std::size_t>(finding.kind)];
    }
    for (std::size_t i = 0; i < byKind.size(); ++i) {
        if (byKind[i] > 0)
            addCount(table, Evidence::tr("Of those, open"), text::findingTitle(static_cast<drift::Kind>(i)), byKind[i]);
    }
    out.table = std::move(table);
    return out;
}

Section ownersSection(const Report& report)
{
    Section out{"owners", utf8(Evidence::tr("By owner")), {}, {}, {}};
    std::map<QString, std::vector<drift::Finding>> byOwner;
    for (const auto& finding : report.drift.findings)
        byOwner[ownerName(finding.owner)].push_back(finding);
    report::Table table{{utf8(Evidence::tr("Owner")), utf8(Evidence::tr("Certain")), utf8(Evidence::tr("Likely")),
                            utf8(Evidence::tr("Listed only")), utf8(Evidence::tr("Expected by a rule"))},
        {8, 2, 2, 2, 3}, {}, {1, 2, 3, 4}};
    for (const auto& [owner, findings] : byOwner) {
        const auto counts = countsOf(findings);
        table.rows.push_back({{utf8(owner), {}}, {std::to_string(counts.certain), {}}, {std::to_string(counts.likely), {}},
            {std::to_string(counts.listed), {}}, {std::to_string(counts.expected), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

Section handsSection(const Report& report)
{
    Section out{"hands", utf8(Evidence::tr("People and tools")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Field manager")), utf8(Evidence::tr("Findings")), utf8(Evidence::tr("Objects")),
                            utf8(Evidence::tr("First")), utf8(Evidence::tr("Last"))},
        {5, 2, 2, 4, 4}, {}, {1, 2}};
    for (const auto& hand : items::hands(report.drift.findings))
        table.rows.push_back({{hand.manager.empty() ? utf8(Evidence::tr("not recorded")) : clean(hand.manager), {}},
            {std::to_string(hand.fields), {}}, {std::to_string(hand.objects), {}}, {timeOf(hand.first), {}}, {timeOf(hand.last), {}}});
    setTable(out, std::move(table));
    return out;
}

} // namespace

Section driftSection(const Report& report, bool expected)
{
    Section out{
        expected ? "expected" : "drift", utf8(expected ? Evidence::tr("Drift that a rule expects") : Evidence::tr("Drift")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Finding")), utf8(Evidence::tr("Object")), utf8(Evidence::tr("Field")), utf8(Evidence::tr("By")),
                            utf8(Evidence::tr("When")), utf8(expected ? Evidence::tr("Rule") : Evidence::tr("How we know"))},
        {4, 6, 5, 4, 4, 7}, {}};
    for (const auto& finding : report.drift.findings) {
        if (finding.ignoredBy.empty() == expected)
            continue;
        const bool counted = !expected && drift::counts(finding.kind);
        auto object = nameOf(finding.object);
        if (const auto owner = nameOf(finding.owner); !owner.isEmpty())
            object += QLatin1Char(' ') + Evidence::tr("(of %1)").arg(owner);
        table.rows.push_back(
            {{utf8(wordOf(finding) + QStringLiteral(", ") + text::confidenceText(finding.confidence)), counted ? Tone::Drift : Tone::Plain},
                {utf8(object), {}}, {clean(finding.path), {}}, {utf8(text::managerText(finding)), {}}, {timeOf(finding.time), {}},
                {expected ? clean(finding.ignoredBy) : utf8(text::evidenceSentence(finding)), {}}});
    }
    setTable(out, std::move(table));
    if (!expected && report.drift.baseline)
        out.paragraphs.push_back(utf8(Evidence::tr("Compared with the snapshot of %1.").arg(text::localTime(*report.drift.baseline))));
    if (!expected && report.drift.cluster.read)
        out.paragraphs.push_back(utf8(Evidence::tr("In the whole cluster: %1").arg(summaryLine(report.drift))));
    return out;
}

void addDriftCounts(report::Table& table, const DriftCounts& counts)
{
    const auto findings = Evidence::tr("Findings of drift");
    addCount(table, findings, Evidence::tr("Certain"), counts.certain, Tone::Drift);
    addCount(table, findings, Evidence::tr("Likely"), counts.likely, Tone::Drift);
    addCount(table, findings, Evidence::tr("Listed only"), counts.listed);
    addCount(table, findings, Evidence::tr("Expected by a rule"), counts.expected);
    addCount(table, findings, Evidence::tr("All"), counts.total());
}

void addDriftFigures(std::vector<report::Figure>& figures, const DriftCounts& counts)
{
    figures.push_back({utf8(Evidence::tr("Drift, certain")), counts.certain, counts.certain > 0 ? Tone::Drift : Tone::Plain});
    figures.push_back({utf8(Evidence::tr("Drift, likely")), counts.likely, counts.likely > 0 ? Tone::Drift : Tone::Plain});
}

QString driftVerdict(const Report& report)
{
    const auto counts = countsOf(report.drift.findings);
    QString sentence;
    if (counts.certain + counts.likely > 0)
        sentence = Evidence::tr("Not as Flux applied it: %1 findings are certain, %2 likely.").arg(counts.certain).arg(counts.likely);
    else if (report.complete())
        return Evidence::tr("Nothing in this scope drifted.");
    else
        sentence = Evidence::tr("Nothing drifted in what could be read.");
    return report.complete() ? sentence : sentence + QLatin1Char(' ') + Evidence::tr("Not everything could be read.");
}

std::vector<report::Figure> driftFigures(const Report& report)
{
    const auto counts = countsOf(report.drift.findings);
    std::vector<report::Figure> out;
    addDriftFigures(out, counts);
    out.push_back({utf8(Evidence::tr("Listed only")), counts.listed, Tone::Plain});
    out.push_back({utf8(Evidence::tr("Expected by a rule")), counts.expected, Tone::Plain});
    return out;
}

std::vector<Section> driftSections(const Report& report)
{
    return {countsSection(report), ownersSection(report), handsSection(report), driftSection(report, false), driftSection(report, true)};
}

} // namespace dg::evidence

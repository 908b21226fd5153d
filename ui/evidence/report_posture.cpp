// SPDX-License-Identifier: Apache-2.0
// Of the posture report: what to mend and how, what could not be told, what was accepted, what is fine.
#include "report_parts.h"
#include "translate.h"

#include "text/check_words.h"
#include "text/words.h"

namespace dg::evidence {

namespace {

using checks::Outcome;
using checks::Verdict;
using report::Section;
using report::Tone;

Tone toneOf(const Outcome& one)
{
    if (one.isAccepted())
        return Tone::Neutral;
    switch (one.verdict) {
    case Verdict::FixSoon:
        return Tone::Bad;
    case Verdict::Consider:
        return Tone::Drift;
    case Verdict::Passed:
        return Tone::Good;
    default:
        return Tone::Neutral;
    }
}

report::Cell verdictCell(const Outcome& one)
{
    return {utf8(verdictOf(one)), toneOf(one)};
}

Section countsSection(const Report& report)
{
    Section out{"counts", utf8(Evidence::tr("Counts")), {}, {}, {}};
    const auto sum = checks::tally(report.outcomes);
    auto table = countTable();
    const auto checks = Evidence::tr("Checks");
    addCount(table, checks, text::verdictName(Verdict::FixSoon), sum.fixSoon, Tone::Bad);
    addCount(table, checks, text::verdictName(Verdict::Consider), sum.consider, Tone::Drift);
    addCount(table, checks, text::verdictName(Verdict::CouldNotTell), sum.couldNotTell, Tone::Neutral);
    addCount(table, checks, text::verdictName(Verdict::Passed), sum.passed, Tone::Good);
    addCount(table, checks, Evidence::tr("Accepted"), sum.accepted, Tone::Neutral);
    addCount(table, checks, Evidence::tr("All"), sum.all());
    out.table = std::move(table);
    return out;
}

// A row for each object.
Section findingsSection(const Report& report)
{
    Section out{"attention", utf8(Evidence::tr("Needs attention")), {}, {}, {}};
    report::Table table{
        {utf8(Evidence::tr("Verdict")), utf8(Evidence::tr("Check")), utf8(Evidence::tr("Object and evidence"))}, {2, 6, 7}, {}};
    for (const auto* one : inOrder(report.outcomes)) {
        if (!one->needsAttention())
            continue;
        for (const auto& subject : one->subjects)
            table.rows.push_back({verdictCell(*one), {utf8(text::checkTitle(*one)), {}}, {clean(evidenceOf(subject)), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

Section remediesSection(const Report& report)
{
    Section out{"remedies", utf8(Evidence::tr("Why it matters, and what to do")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Check")), utf8(Evidence::tr("Why")), utf8(Evidence::tr("What to do"))}, {3, 6, 6}, {}};
    for (const auto* one : inOrder(report.outcomes)) {
        if (one->needsAttention())
            table.rows.push_back({{utf8(text::checkName(one->id)), {}}, {utf8(text::checkWhy(one->id)), {}},
                {utf8(text::checkRemedy(one->id) + QLatin1Char(' ') + QLatin1String(checks::info(one->id).documentation)), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

Section unclearSection(const Report& report)
{
    Section out{"unclear", utf8(Evidence::tr("Could not be told")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Check")), utf8(Evidence::tr("Why"))}, {4, 8}, {}};
    for (const auto* one : inOrder(report.outcomes)) {
        for (const auto& subject : one->unclear)
            table.rows.push_back({{utf8(text::checkName(one->id)), {}}, {clean(evidenceOf(subject)), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

Section acceptedSection(const Report& report)
{
    Section out{"accepted", utf8(Evidence::tr("Accepted")), {}, {}, {}};
    report::Table table{
        {utf8(Evidence::tr("Check")), utf8(Evidence::tr("Object and evidence")), utf8(Evidence::tr("Reason"))}, {4, 6, 5}, {}};
    for (const auto* one : inOrder(report.outcomes)) {
        for (const auto& subject : one->accepted)
            table.rows.push_back({{utf8(text::checkName(one->id)), {}}, {clean(evidenceOf(subject)), {}}, {clean(one->acceptedBy), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

Section allSection(const Report& report)
{
    Section out{"checks", utf8(Evidence::tr("All checks")), {}, {}, {}};
    report::Table table{
        {utf8(Evidence::tr("Verdict")), utf8(Evidence::tr("About")), utf8(Evidence::tr("Objects looked at")), utf8(Evidence::tr("Check"))},
        {3, 3, 2, 8}, {}, {2}};
    for (const auto* one : inOrder(report.outcomes)) {
        if (one->verdict != Verdict::NotApplicable)
            table.rows.push_back({verdictCell(*one), {utf8(text::areaName(checks::info(one->id).area)), {}},
                {std::to_string(one->looked), {}}, {utf8(text::checkTitle(*one)), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

} // namespace

QString postureVerdict(const Report& report)
{
    const auto sum = checks::tally(report.outcomes);
    auto sentence = sum.attention() > 0 ? Evidence::tr("%1 of %2 checks need attention.").arg(sum.attention()).arg(sum.all())
                                        : Evidence::tr("No check found anything to mend.");
    if (sum.couldNotTell > 0)
        sentence += QLatin1Char(' ') + Evidence::tr("%1 could not be told.").arg(sum.couldNotTell);
    return sentence;
}

std::vector<report::Figure> postureFigures(const Report& report)
{
    const auto sum = checks::tally(report.outcomes);
    const auto number = [](auto value) { return static_cast<std::size_t>(value); };
    return {{utf8(text::verdictName(Verdict::FixSoon)), number(sum.fixSoon), sum.fixSoon > 0 ? Tone::Bad : Tone::Plain},
        {utf8(text::verdictName(Verdict::Consider)), number(sum.consider), sum.consider > 0 ? Tone::Drift : Tone::Plain},
        {utf8(text::verdictName(Verdict::CouldNotTell)), number(sum.couldNotTell), Tone::Neutral},
        {utf8(text::verdictName(Verdict::Passed)), number(sum.passed), Tone::Good},
        {utf8(Evidence::tr("Accepted")), number(sum.accepted), Tone::Neutral}};
}

std::vector<Section> postureSections(const Report& report)
{
    return {countsSection(report), findingsSection(report), remediesSection(report), unclearSection(report), acceptedSection(report),
        allSection(report)};
}

} // namespace dg::evidence

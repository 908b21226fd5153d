// SPDX-License-Identifier: Apache-2.0
// Of the change report: what came, went, was made anew, changed its owner or was applied again between two looks.
#include "report_parts.h"
#include "translate.h"

#include "text/words.h"

namespace dg::evidence {

namespace {

using report::Section;
using report::Tone;

constexpr std::size_t MostPaths = 20; // of one object, in words; JSON has them all

QString momentText(const Moment& moment)
{
    const auto at = text::localTime(moment.observedAt);
    const auto where = text::cleanLine(moment.cluster);
    //: %1 a cluster, %2 a time
    return moment.snapshot.empty() ? Evidence::tr("%1, live at %2").arg(where, at)
                                   //: %1 a cluster, %2 a time, %3 a file
                                   : Evidence::tr("%1 at %2 (snapshot %3)").arg(where, at, text::cleanLine(moment.snapshot));
}

QString pathList(const QString& words, const std::vector<std::string>& paths)
{
    QStringList shown;
    for (std::size_t i = 0; i < std::min(paths.size(), MostPaths); ++i)
        shown << text::cleanLine(paths[i]);
    auto list = shown.join(QStringLiteral(", "));
    if (paths.size() > MostPaths)
        list += QLatin1Char(' ') + Evidence::tr("and %1 more").arg(paths.size() - MostPaths);
    return words.arg(list);
}

Tone toneOf(drift::Difference difference)
{
    switch (difference) {
    case drift::Difference::Added:
        return Tone::Good;
    case drift::Difference::Removed:
        return Tone::Bad;
    case drift::Difference::Replaced:
    case drift::Difference::OwnerChanged:
        return Tone::Drift;
    case drift::Difference::NotLookedAt:
        return Tone::Neutral;
    case drift::Difference::Applied:
        break;
    }
    return Tone::Plain;
}

Section momentsSection(const Changes& changes)
{
    Section out{"moments", utf8(Evidence::tr("What is compared")), {}, {}, {}};
    out.facts.emplace_back(utf8(Evidence::tr("Before")), utf8(momentText(changes.before)));
    out.facts.emplace_back(utf8(Evidence::tr("After")), utf8(momentText(changes.after)));
    out.facts.emplace_back(utf8(Evidence::tr("Time between")),
        utf8(text::age(std::chrono::duration_cast<Millis>(changes.after.observedAt - changes.before.observedAt))));
    if (!changes.before.server.empty() && !changes.after.server.empty() && changes.before.server != changes.after.server)
        out.paragraphs.push_back(utf8(Evidence::tr("The two are of different API servers.")));
    return out;
}

Section countsSection(const Changes& changes)
{
    Section out{"counts", utf8(Evidence::tr("Counts")), {}, {}, {}};
    auto table = countTable();
    const auto counts = countsOf(changes);
    for (std::size_t i = 0; i < counts.size(); ++i)
        addCount(table, Evidence::tr("Objects"), differenceName(static_cast<drift::Difference>(i)), counts[i],
            toneOf(static_cast<drift::Difference>(i)));
    addCount(table, Evidence::tr("Objects"), Evidence::tr("All"), changes.items.size());
    out.table = std::move(table);
    return out;
}

Section changesSection(const Changes& changes)
{
    Section out{"changes", utf8(Evidence::tr("Changes")), {}, {}, {}};
    report::Table table{{utf8(Evidence::tr("Change")), utf8(Evidence::tr("Object")), utf8(Evidence::tr("Owner")),
                            utf8(Evidence::tr("Applied at")), utf8(Evidence::tr("What"))},
        {3, 6, 5, 4, 8}, {}};
    for (const auto& one : changes.items) {
        const auto time = one.after ? one.after : one.before;
        table.rows.push_back({{utf8(differenceName(one.difference)), toneOf(one.difference)}, {utf8(nameOf(one.object)), {}},
            {utf8(nameOf(one.owner)), {}}, {time ? utf8(text::localTime(*time)) : std::string(), {}}, {differenceText(one), {}}});
    }
    setTable(out, std::move(table));
    return out;
}

} // namespace

QString differenceName(drift::Difference difference)
{
    switch (difference) {
    case drift::Difference::Added:
        return Evidence::tr("Added");
    case drift::Difference::Removed:
        return Evidence::tr("Removed");
    case drift::Difference::Replaced:
        return Evidence::tr("Made anew");
    case drift::Difference::OwnerChanged:
        return Evidence::tr("Other owner");
    case drift::Difference::Applied:
        return Evidence::tr("Applied again");
    case drift::Difference::NotLookedAt:
        return Evidence::tr("Not looked at");
    }
    return {};
}

std::string differenceText(const drift::ObjectDifference& one)
{
    QStringList parts;
    if (one.difference == drift::Difference::Replaced)
        parts << Evidence::tr("It was deleted and made again.");
    if (one.difference == drift::Difference::NotLookedAt)
        parts << Evidence::tr("No inventory names its kind now, or the kind could not be read.");
    if (!one.ownerBefore.empty())
        parts << Evidence::tr("It belonged to %1.").arg(nameOf(one.ownerBefore));
    if (!one.gained.empty())
        parts << pathList(Evidence::tr("Flux owns now: %1."), one.gained);
    if (!one.lost.empty())
        parts << pathList(Evidence::tr("Flux owns no longer: %1."), one.lost);
    return clean(utf8(parts.join(QLatin1Char(' '))));
}

std::array<std::size_t, drift::DifferenceCount> countsOf(const Changes& changes)
{
    std::array<std::size_t, drift::DifferenceCount> out{};
    for (const auto& one : changes.items)
        ++out[static_cast<std::size_t>(one.difference)];
    return out;
}

QString changeVerdict(const Report& report)
{
    const auto counts = countsOf(*report.changes);
    const auto count = [&](drift::Difference difference) { return counts[static_cast<std::size_t>(difference)]; };
    if (report.changes->items.empty())
        return Evidence::tr("Nothing in this scope changed.");
    return Evidence::tr("%1 objects were added, %2 removed, %3 made anew, %4 changed their owner, %5 were applied again.")
        .arg(count(drift::Difference::Added))
        .arg(count(drift::Difference::Removed))
        .arg(count(drift::Difference::Replaced))
        .arg(count(drift::Difference::OwnerChanged))
        .arg(count(drift::Difference::Applied));
}

std::vector<report::Figure> changeFigures(const Report& report)
{
    std::vector<report::Figure> out;
    const auto counts = countsOf(*report.changes);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto difference = static_cast<drift::Difference>(i);
        if (counts[i] > 0 || difference == drift::Difference::Added || difference == drift::Difference::Removed)
            out.push_back({utf8(differenceName(difference)), counts[i], counts[i] > 0 ? toneOf(difference) : Tone::Plain});
    }
    return out;
}

std::vector<Section> changeSections(const Report& report)
{
    std::vector<Section> out{momentsSection(*report.changes), countsSection(*report.changes), changesSection(*report.changes)};
    if (!report.offline)
        out.push_back(driftSection(report, false));
    return out;
}

} // namespace dg::evidence

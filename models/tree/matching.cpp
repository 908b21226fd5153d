// SPDX-License-Identifier: Apache-2.0
// The filter over nodes and entries. Most entries are ruled out by one sweep for the longest word over the packed text.
#include "impl.h"
#include "sweep.h"

#include <cstring>

namespace dg::tree {

void FleetTree::Impl::makeText(Container& node)
{
    if (node.object) {
        node.text = query::searchText(*node.object, node.code, node.verdict);
    } else {
        node.text = node.key.ns.view();
        if (!node.text.empty())
            node.text += '/';
        node.text = toLower(node.text.append(node.label()).append(1, '\x01').append(node.code));
    }
    node.textStale = false;
}

bool FleetTree::Impl::prepareFilter()
{
    constexpr std::size_t Texts = 64; // a slice: about a millisecond for inventories of 25
    constexpr std::size_t Bytes = 64 * 1024;
    std::size_t made = 0, bytes = 0;
    for (; prepared < slots.size() && made < Texts && bytes < Bytes; ++prepared) {
        auto* node = slots[prepared];
        if (!node)
            continue;
        if (node->textStale) {
            makeText(*node);
            ++made;
        }
        if (!node->entries && node->inventory.managed > 0) {
            makeEntries(*node);
            bytes += node->entries->text.size();
            ++made;
        }
    }
    return prepared < slots.size();
}

bool FleetTree::Impl::isShown(const Container& applier, const Entry& entry, bool filtered)
{
    return !filtered || applier.entryMatches == applier.entryCount || (applier.entryMatches > 0 && entry.match);
}

void FleetTree::Impl::matchContainer(Container& node)
{
    node.match = true;
    if (!filtered)
        return;
    node.match = false;
    if (node.type == RowType::Group)
        return;
    if (node.textStale)
        makeText(node);
    if (filter.isOneWord()) { // what most people type, at once for 20,000 objects
        node.match = node.text.find(filter.longestWord()) != std::string::npos;
        return;
    }
    query::Candidate candidate;
    if (node.object) {
        candidate = query::candidateOf(*node.object, node.code, node.verdict, node.behind, node.text);
        candidate.drift = query::driftOf(*node.object, node.inventory.managed, node.inventory.missing);
        describeDrift(candidate, driftOf(viewOf(node.key)));
        if (const auto applied = query::appliedTime(*node.object))
            candidate.age = std::chrono::duration_cast<Millis>(now - *applied);
    } else {
        const std::string_view text = node.text;
        const auto ns = node.key.ns.view().size();
        candidate.text = text;
        candidate.ns = text.substr(0, ns);
        candidate.name = text.substr(ns ? ns + 1 : 0, node.label().size());
        candidate.kindCode = node.code;
        candidate.hasState = true;
        candidate.state = flux::State::Forbidden;
    }
    candidate.cluster = clusterName;
    node.match = query::matches(filter, candidate);
}

void FleetTree::Impl::setEntryMatches(Container& applier, std::uint32_t count)
{
    applier.entryMatches = count;
    if (applier.slot < sweeps.size())
        sweeps[applier.slot].matches = count;
    forgetPromotions(applier);
}

void FleetTree::Impl::setExpansion(Container& node, Expansion expansion)
{
    if (!filtered) {
        node.expansion = expansion;
        return;
    }
    if (node.filterExpansion == Expansion::Default)
        filterTouched.push_back(&node);
    node.filterExpansion = expansion;
}

query::Candidate FleetTree::Impl::candidateOf(
    const Container& applier, std::size_t index, std::size_t lineEnd, const query::Candidate& common) const
{
    constexpr std::size_t Tail = 3; // the kind's number and the end of the line
    const auto& entry = applier.entries->entries[index];
    const auto& kind = entryKinds[entry.kind];
    query::Candidate candidate = common;
    candidate.text = std::string_view(applier.entries->text).substr(entry.text, lineEnd - entry.text - Tail);
    candidate.ns = candidate.text.substr(0, entry.nsLength);
    candidate.name = candidate.text.substr(entry.nsLength ? entry.nsLength + 1U : 0U, entry.nameLength);
    candidate.kindCode = kind.code;
    candidate.kind = kind.lower;
    candidate.hasState = entry.hasState;
    candidate.state = static_cast<flux::State>(entry.state);
    candidate.drift = entry.mark == ManagedMark::Missing ? query::Drift::Missing
        : entry.mark == ManagedMark::Orphaned            ? query::Drift::Orphaned
        : entry.mark == ManagedMark::Present             ? query::Drift::None
                                                         : query::Drift::NotKnown;
    if (filterUses.drift) {
        candidate.notWatched = entry.mark == ManagedMark::NotWatched || entry.mark == ManagedMark::Elsewhere;
        describeDrift(candidate, driftOf(keyOf(applier, entry, static_cast<std::uint32_t>(index))));
    }
    if (filterUses.labels) { // entries keep no labels: half a million of them
        if (const auto* record = findRecord(keyOf(applier, entry, static_cast<std::uint32_t>(index)))) {
            candidate.labels = &record->labels;
            candidate.labelOwner = query::nameOf(record->owner);
        }
    }
    return candidate;
}

void FleetTree::Impl::matchEntries(Container& applier)
{
    // Without a filter the marks stay as they are, beside their number: nobody looks at them.
    if (!applier.object || !filtered || (applier.inventory.managed == 0 && !applier.entries))
        return;
    const auto word = filter.longestWord();
    const bool onlyWord = filter.isOneWord();
    query::Candidate common;
    if (!onlyWord) {
        common.owner = {applier.key.kind.view(), applier.key.ns.view(), applier.key.name.view()};
        common.cluster = clusterName;
        if (!query::mayMatch(filter, common)) {
            setEntryMatches(applier, 0);
            return;
        }
    }
    if (!applier.entries)
        makeEntries(applier);
    auto& entries = applier.entries->entries;
    const std::string_view text = applier.entries->text;
    const auto endOf = [&](std::size_t i) { return i + 1 < entries.size() ? entries[i + 1].text : text.size(); };
    std::size_t from = 0;
    std::uint32_t count = 0;
    if (onlyWord) {
        // As long as every entry matches nothing is marked. Entries of one inventory are alike: the word mostly stands
        // where it stood before.
        std::size_t offset = 0;
        while (count < entries.size()) {
            const std::size_t line = entries[count].text;
            const auto end = endOf(count);
            if (line + offset + word.size() >= end || std::memcmp(text.data() + line + offset, word.data(), word.size()) != 0) {
                const auto at = findIn(text.substr(0, end), word, line);
                if (at == std::string_view::npos)
                    break;
                offset = at - line;
            }
            ++count;
        }
        if (count == entries.size()) {
            setEntryMatches(applier, count);
            return;
        }
        from = entries[count].text;
    }
    for (std::uint32_t i = 0; i < entries.size(); ++i)
        entries[i].match = i < count;
    for (std::size_t i = count; i < entries.size(); ++i) {
        if (!word.empty()) {
            const auto at = findIn(text, word, from);
            if (at == std::string_view::npos)
                break;
            while (endOf(i) <= at)
                ++i;
            from = endOf(i);
        }
        auto& entry = entries[i];
        if (!onlyWord && !query::matches(filter, candidateOf(applier, i, endOf(i), common)))
            continue;
        entry.match = true;
        ++count;
    }
    setEntryMatches(applier, count);
}

void FleetTree::Impl::matchAll(bool narrower)
{
    const auto word = filter.longestWord();
    const bool onlyWord = filter.isOneWord();
    constexpr std::size_t Ahead = 4; // texts lie apart: ask for them in time
    sweeps.resize(slots.size());
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
        if (slot + Ahead < sweeps.size() && sweeps[slot + Ahead].text)
            __builtin_prefetch(sweeps[slot + Ahead].text);
        auto* node = slots[slot];
        if (!node)
            continue;
        if (!narrower || node->match)
            matchContainer(*node);
        const auto& sweep = sweeps[slot];
        if (narrower && sweep.text && sweep.matches == 0)
            continue;
        if (filtered && sweep.text && !word.empty() && findIn({sweep.text, sweep.size}, word, 0) == std::string_view::npos) {
            if (sweep.matches > 0)
                setEntryMatches(*node, 0);
            continue;
        }
        if (onlyWord && sweep.common > 0 && findIn({sweep.text, sweep.common}, word, 0) != std::string_view::npos) {
            setEntryMatches(*node, node->entryCount); // names of one applier often begin alike
            continue;
        }
        matchEntries(*node);
    }
    for (auto& [name, node] : groups)
        matchContainer(*node);
    for (auto& node : notices)
        matchContainer(*node);
    matchDirty.clear();
    matchBranches();
    markBelow();
}

void FleetTree::Impl::setFilter(query::Query query)
{
    using dg::query::Field;
    filter = std::move(query);
    filtered = !filter.empty();
    filterUses.labels = filter.uses(Field::Label);
    filterUses.links = filterUses.labels || filter.uses(Field::Source) || filter.uses(Field::Owner);
    filterUses.drift = filter.uses(Field::Drift) || filter.uses(Field::By);
    filterUses.age = filter.uses(Field::Age);
}

// Looks only for what came or went: most do not, and a change makes the rows anew.
void FleetTree::Impl::matchAges()
{
    for (auto* node : slots) {
        if (!node)
            continue;
        const bool was = node->match;
        matchContainer(*node);
        if (node->match != was)
            matchDirty.insert(node);
    }
}

void FleetTree::Impl::markBelow()
{
    if (!filtered)
        return;
    const auto clear = [](Container& node) { node.matchBelow = node.entryMatches > 0; };
    for (auto* node : slots) {
        if (node)
            clear(*node);
    }
    for (auto& [name, node] : groups)
        clear(*node);
    root.matchBelow = false;
    for (auto* node : slots) {
        if (!node || (!node->match && !node->matchBelow))
            continue;
        for (auto* up = node->parent; up && !up->matchBelow; up = up->parent)
            up->matchBelow = true;
    }
}

} // namespace dg::tree

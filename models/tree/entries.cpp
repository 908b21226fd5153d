// SPDX-License-Identifier: Apache-2.0
// The entries of one inventory, made when they are first shown or searched; ids survive a new inventory.
#include "impl.h"

#include <algorithm>

namespace dg::tree {

std::uint16_t FleetTree::Impl::entryKind(std::string_view group, std::string_view kind)
{
    const auto [at, fresh] = entryKindIds.try_emplace(groupKind(group, kind), static_cast<std::uint16_t>(entryKinds.size()));
    if (fresh)
        entryKinds.push_back(
            {std::string(group), std::string(kind), toLower(kind), flux::codeForKind(kind), flux::isWorkload(group, kind)});
    return at->second;
}

KeyView FleetTree::Impl::keyOf(const Container& applier, const Entry& entry, std::uint32_t index) const
{
    const auto& kind = entryKinds[entry.kind];
    std::string_view path = std::string_view(applier.entries->text).substr(entry.text);
    if (const auto original = applier.entries->originals.find(index); original != applier.entries->originals.end())
        path = original->second;
    const std::size_t nameAt = entry.nsLength ? entry.nsLength + 1U : 0U;
    return {kind.group, kind.kind, path.substr(0, entry.nsLength), path.substr(nameAt, entry.nameLength)};
}

void FleetTree::Impl::setEntryState(const Container& applier, Entry& entry, const KeyView& key) const
{
    const auto* record = findRecord(key);
    entry.mark = markOf(*applier.object, key, record);
    entry.hasState = entry.mark == ManagedMark::Missing || entry.mark == ManagedMark::Present;
    const auto state = entry.mark == ManagedMark::Missing ? flux::State::Missing
        : entry.mark == ManagedMark::Present              ? flux::evaluate(*record).state
                                                          : flux::State::Unknown;
    entry.state = static_cast<std::uint8_t>(state) & 31U;
}

void FleetTree::Impl::makeEntries(Container& applier)
{
    const auto before = std::move(applier.entries);
    applier.entriesStale = false;
    // The old ids by line; a line names an entry wholly but for letter case.
    std::unordered_multimap<std::string_view, const Entry*> old;
    const auto lineOf = [](const Entries& entries, const Entry& entry) {
        const auto from = std::string_view(entries.text).substr(entry.text);
        return from.substr(0, from.find('\n'));
    };
    if (before) {
        for (const auto& entry : before->entries)
            old.emplace(lineOf(*before, entry), &entry);
    }
    applier.entries = std::make_unique<Entries>();
    auto& made = *applier.entries;
    made.entries.reserve(applier.object->inventory.size());
    applier.object->inventory.forEach([&](const flux::InventoryEntry& from) {
        const auto key = viewOf(from);
        if (findNode(key))
            return; // has a row of its own
        Entry entry;
        entry.text = static_cast<std::uint32_t>(made.text.size());
        entry.kind = entryKind(from.group, from.kind);
        entry.nsLength = static_cast<std::uint16_t>(from.ns.size());
        entry.nameLength = static_cast<std::uint16_t>(from.name.size());
        std::string path(from.ns);
        if (!path.empty())
            path += '/';
        path += from.name;
        const auto index = static_cast<std::uint32_t>(made.entries.size());
        const std::string lower = toLower(path);
        if (lower != path)
            made.originals.emplace(index, path);
        const auto& kind = entryKinds[entry.kind];
        made.text.append(lower).append(1, '\x01').append(kind.code).append(1, '\x01').append(kind.lower);
        // The kind's number, so that a line names its entry wholly; in bytes that no word has.
        made.text.append(1, static_cast<char>(0x80U | (entry.kind & 0x7fU)))
            .append(1, static_cast<char>(0x80U | (entry.kind >> 7U)))
            .append(1, '\n');
        setEntryState(applier, entry, key);
        made.entries.push_back(entry);
    });
    made.text.shrink_to_fit();
    sweeps.resize(slots.size());
    std::size_t common = made.entries.empty() ? 0 : made.text.find('\n');
    for (const auto& entry : made.entries) {
        const auto* const line = made.text.data() + entry.text;
        common = static_cast<std::size_t>(
            std::mismatch(line, line + common, made.text.data()).first - line); // a line end differs from any text
    }
    sweeps[applier.slot] = {made.text.data(), static_cast<std::uint32_t>(made.text.size()), 0, static_cast<std::uint32_t>(common)};
    std::unordered_map<NodeId, std::uint32_t> kept; // id -> new index
    for (std::uint32_t i = 0; i < made.entries.size(); ++i) {
        auto& entry = made.entries[i];
        if (const auto found = old.find(lineOf(made, entry)); found != old.end()) {
            entry.id = found->second->id;
            nodes[entry.id] = {&applier, i + 1};
            if (entry.mark != found->second->mark || entry.state != found->second->state)
                markDirty(entry.id);
            kept.emplace(entry.id, i);
            old.erase(found);
        } else {
            entry.id = newId(applier, i + 1);
        }
    }
    for (const auto& [line, entry] : old) {
        closeBranch(entry->id);
        freeId(entry->id);
    }
    touchBranches(applier);
    forgetPromotions(applier);
    if (before) // else nobody has seen them yet
        structureDirty = structureDirty || !old.empty() || kept.size() != made.entries.size();
    // What was shown keeps its order; the new ones follow.
    std::vector<bool> placed(made.entries.size(), false);
    if (before) {
        for (const auto index : before->order) {
            const auto found = kept.find(before->entries[index].id);
            if (found == kept.end())
                continue;
            made.order.push_back(found->second);
            placed[found->second] = true;
        }
    }
    std::vector<std::uint32_t> fresh;
    for (std::uint32_t i = 0; i < placed.size(); ++i) {
        if (!placed[i])
            fresh.push_back(i);
    }
    std::ranges::sort(fresh, [&](std::uint32_t a, std::uint32_t b) { return entryBefore(made, a, b); });
    made.order.insert(made.order.end(), fresh.begin(), fresh.end());
    if (frozen && before)
        applier.unsorted = true;
    else
        sortEntries(applier);
    applier.entryMatches = 0;
    applier.entryCount = static_cast<std::uint32_t>(made.entries.size());
    if (filtered)
        matchDirty.insert(&applier);
}

void FleetTree::Impl::dropEntries(Container& applier)
{
    if (!applier.entries)
        return;
    for (const auto& entry : applier.entries->entries) {
        closeBranch(entry.id);
        freeId(entry.id);
    }
    applier.entries.reset();
    applier.entryCount = applier.entryMatches = 0;
    sweeps[applier.slot] = {};
}

// The same entries, other states.
void FleetTree::Impl::refreshEntries(Container& applier)
{
    auto& entries = applier.entries->entries;
    bool changed = false;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        auto& entry = entries[i];
        const auto was = entry;
        setEntryState(applier, entry, keyOf(applier, entry, i));
        if (entry == was)
            continue;
        changed = true;
        markDirty(entry.id);
    }
    if (!changed)
        return;
    touchBranches(applier);
    if (frozen)
        applier.unsorted = true;
    else
        sortEntries(applier);
    if (filtered)
        matchDirty.insert(&applier);
}

void FleetTree::Impl::touchEntry(Container& applier, const KeyView& key)
{
    if (!applier.entries)
        return;
    const auto& entries = applier.entries->entries;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        if (keyOf(applier, entries[i], i) == key)
            markDirty(entries[i].id);
    }
}

bool FleetTree::Impl::entryBefore(const Entries& entries, std::uint32_t a, std::uint32_t b) const
{
    const auto& x = entries.entries[a];
    const auto& y = entries.entries[b];
    const auto worst = [](const Entry& entry) {
        const auto state = static_cast<flux::State>(entry.state);
        return entry.hasState && state != flux::State::Unknown ? flux::severity(state) : 0; // health not read is no problem
    };
    if (problemsFirst && worst(x) != worst(y))
        return worst(x) > worst(y);
    const std::string_view text = entries.text;
    const auto name
        = [&](const Entry& entry) { return text.substr(entry.text + (entry.nsLength ? entry.nsLength + 1U : 0U), entry.nameLength); };
    if (const auto order = name(x).compare(name(y)); order != 0)
        return order < 0;
    const auto& kindX = entryKinds[x.kind].lower;
    const auto& kindY = entryKinds[y.kind].lower;
    return kindX != kindY ? kindX < kindY : a < b;
}

} // namespace dg::tree

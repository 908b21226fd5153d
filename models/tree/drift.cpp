// SPDX-License-Identifier: Apache-2.0
// What the drift engine found, counted up along the tree and shown to the filter.
#include "impl.h"

namespace dg::tree {

const DriftOf* FleetTree::Impl::driftOf(const KeyView& key) const
{
    if (drift.empty())
        return nullptr;
    const auto found = drift.find(key);
    return found == drift.end() ? nullptr : &found->second;
}

void FleetTree::Impl::describeDrift(query::Candidate& candidate, const DriftOf* of) const
{
    if (!of)
        return;
    candidate.findings = of->kinds;
    candidate.managers = &of->managers;
    if (of->orphaned && candidate.drift == query::Drift::NotKnown)
        candidate.drift = query::Drift::Orphaned;
}

void FleetTree::setDrift(DriftTable table)
{
    auto& d = *m_impl;
    d.list();
    KeyMap<DriftOf> fresh;
    KeyMap<std::uint32_t> below;
    fresh.reserve(table.size());
    for (auto& [key, of] : table) {
        if (of.findings > 0 && !of.missing && !of.owner.empty())
            ++below[of.owner];
        fresh.emplace(key, std::move(of));
    }
    std::unordered_set<Container*> changed;
    const auto differs = [&](const ObjectKey& key, const DriftOf& of, const KeyMap<DriftOf>& other) {
        if (const auto found = other.find(key); found != other.end() && found->second == of)
            return;
        if (auto* node = d.findNode(key))
            changed.insert(node);
        if (auto* owner = of.owner.empty() ? nullptr : d.findNode(of.owner))
            d.recountSet.insert(owner);
    };
    for (const auto& [key, of] : d.drift)
        differs(key, of, fresh);
    for (const auto& [key, of] : fresh)
        differs(key, of, d.drift);
    d.drift = std::move(fresh);
    d.driftBelow = std::move(below);
    for (auto* node : changed) {
        const auto before = node->total();
        const auto* of = d.driftOf(viewOf(node->key));
        node->drifted = of && of->findings > 0;
        d.addUp(node->parent, before, node->total());
        d.markDirty(node->id);
        if (d.filtered && d.filterUses.drift)
            d.matchDirty.insert(node);
    }
    for (auto* owner : d.recountSet) {
        if (owner->entries) { // what is shown of them
            for (const auto& entry : owner->entries->entries)
                d.markDirty(entry.id);
        }
        if (d.filtered && d.filterUses.drift)
            d.matchDirty.insert(owner);
    }
    d.finish();
}

} // namespace dg::tree

// SPDX-License-Identifier: Apache-2.0
// "Who owns this?": inventories first, labels where no inventory says anything; of a Pod, its workload's owner.
#include "flux/reconcile.h"
#include "impl.h"
#include "sweep.h"

#include <tuple>

namespace dg::tree {

namespace {

query::NameView nameOf(const KeyView& key)
{
    return {key.kind, key.ns, key.name};
}

// What has to be in every name that is meant; empty with wildcards only.
std::string_view needleOf(const query::ObjectWords& words)
{
    const std::string_view name = words.name.text;
    std::string_view longest;
    for (std::size_t from = 0; from < name.size();) {
        const auto end = std::min(name.find_first_of("\x02\x03", from), name.size());
        if (end - from > longest.size())
            longest = name.substr(from, end - from);
        from = end + 1;
    }
    return longest;
}

bool lists(const flux::FluxObject& applier, const KeyView& key)
{
    bool found = false;
    applier.inventory.forEach([&](const flux::InventoryEntry& entry) { found = found || viewOf(entry) == key; });
    return found;
}

std::string pathOf(const flux::FluxObject& owner)
{
    if (owner.kind != flux::Kind::HelmRelease)
        return owner.path;
    return owner.chartVersion.empty() ? owner.chart : owner.chart + " " + owner.chartVersion;
}

} // namespace

bool FleetTree::Impl::isListed(const KeyView& key) const
{
    bool listed = false;
    entryIndex.forEach(ViewHash()(key), [&](std::uint32_t slot) {
        const auto* applier = slots[slot];
        listed = listed || (applier && lists(*applier->object, key));
    });
    return listed;
}

void FleetTree::Impl::eachNamedEntry(
    const query::ObjectWords& words, const std::function<void(const Container&, const KeyView&, query::Naming)>& visit) const
{
    const auto needle = needleOf(words);
    const auto look = [&](const Container& applier, const KeyView& key) {
        if (const auto how = query::naming(words, nameOf(key)); how != query::Naming::No)
            visit(applier, key, how);
    };
    for (const auto* applier : slots) {
        if (!applier)
            continue;
        if (!applier->entries || applier->entriesStale) { // not made yet: the inventory itself
            applier->object->inventory.forEach([&](const flux::InventoryEntry& entry) {
                if (const auto key = viewOf(entry); !findNode(key))
                    look(*applier, key);
            });
            continue;
        }
        const auto& entries = applier->entries->entries;
        const std::string_view text = applier->entries->text;
        for (std::uint32_t i = 0; i < entries.size(); ++i) {
            if (!needle.empty()) {
                const auto at = findIn(text, needle, entries[i].text);
                if (at == std::string_view::npos)
                    break;
                while (i + 1 < entries.size() && entries[i + 1].text <= at)
                    ++i;
            }
            look(*applier, keyOf(*applier, entries[i], i));
        }
    }
}

Ownership FleetTree::Impl::ownershipOf(const KeyView& object, const Container* owner) const
{
    Ownership out;
    out.object = {pool.intern(object.group), pool.intern(object.kind), pool.intern(object.ns), pool.intern(object.name)};
    const auto* record = findRecord(object);
    if (const auto* node = findNode(out.object)) {
        out.isFlux = true;
        out.verdict = node->verdict;
        if (!owner && !node->object->parent.empty())
            out.owner = flux::keyOf(node->object->parent, pool);
    } else {
        if (record)
            out.verdict = flux::evaluate(*record);
        if (owner)
            out.mark = markOf(*owner->object, object, record);
        if (out.mark == ManagedMark::Missing)
            out.verdict.state = flux::State::Missing;
        if (!owner && record && !record->owner.empty())
            out.owner = flux::keyOf(record->owner, pool);
    }
    out.proof = owner ? Ownership::Inventory : out.owner.empty() ? Ownership::Nothing : Ownership::LabelOnly;
    if (!owner && !out.owner.empty())
        owner = findNode(out.owner);
    if (!owner)
        return out;
    out.owner = owner->key;
    out.ownerExists = true;
    out.ownerKeepsInventory = owner->object->inventory.present();
    out.source = owner->object->chartSource.empty() ? owner->object->source : owner->object->chartSource;
    out.path = pathOf(*owner->object);
    return out;
}

Ownerships FleetTree::owners(const query::ObjectWords& words, bool parts, std::size_t limit) const
{
    constexpr std::size_t MostParts = 5'000; // of one letter half a million names have, nobody reads the rest
    auto& d = *m_impl;
    d.indexSome(static_cast<std::size_t>(-1));
    Ownerships out;
    std::size_t partial = 0;
    const auto add = [&](const KeyView& key, const Container* owner, query::Naming how) {
        if (how != query::Naming::Whole && (!parts || ++partial > MostParts)) {
            out.more += parts ? 1 : 0;
            return;
        }
        out.found.push_back(d.ownershipOf(key, owner));
        out.found.back().naming = how;
    };
    d.eachNamedEntry(words, [&](const Container& applier, const KeyView& key, query::Naming how) { add(key, &applier, how); });
    for (const auto& [key, node] : d.objects) {
        const auto view = viewOf(key);
        const auto how = query::naming(words, nameOf(view));
        if (how == query::Naming::No)
            continue;
        bool listed = false;
        d.entryIndex.forEach(ViewHash()(view), [&](std::uint32_t slot) {
            const auto* applier = d.slots[slot];
            if (!applier || !lists(*applier->object, view))
                return;
            listed = true;
            add(view, applier, how);
        });
        if (!listed)
            add(view, nullptr, how);
    }
    for (const auto& [key, record] : d.managed) {
        const auto view = viewOf(key);
        if (const auto how = query::naming(words, nameOf(view)); how != query::Naming::No && !d.isListed(view))
            add(view, nullptr, how);
    }
    // What workloads made, as far as it is read: whoever owns the workload.
    for (const auto& child : d.children) {
        const auto& key = child.first;
        const auto how = query::naming(words, nameOf(viewOf(key)));
        const auto made = how == query::Naming::No ? std::vector<ObjectKey>{} : d.ownersOf(key);
        if (made.empty())
            continue;
        const auto workload = viewOf(made.back());
        d.entryIndex.forEach(ViewHash()(workload), [&](std::uint32_t slot) {
            const auto* applier = d.slots[slot];
            const auto before = out.found.size();
            if (applier && lists(*applier->object, workload))
                add(workload, applier, how);
            if (out.found.size() == before)
                return;
            out.found.back().object = key;
            out.found.back().mark = ManagedMark::Present;
            out.found.back().verdict = flux::evaluate(*child.second);
        });
    }
    std::ranges::sort(out.found, [](const Ownership& a, const Ownership& b) {
        const auto order = [](const Ownership& o) {
            return std::tuple(-static_cast<int>(o.naming), o.object.ns.view(), o.object.name.view(), o.object.kind.view(),
                o.object.group.view(), static_cast<int>(o.proof), o.owner.kind.view(), o.owner.ns.view(), o.owner.name.view());
        };
        return order(a) < order(b);
    });
    if (out.found.size() > limit) {
        out.more += out.found.size() - limit;
        out.found.resize(limit);
    }
    return out;
}

} // namespace dg::tree

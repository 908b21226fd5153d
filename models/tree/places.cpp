// SPDX-License-Identifier: Apache-2.0
// Where a node stands: its parent, the cycles, the groups, the order among its siblings.
#include "impl.h"

#include "flux/reconcile.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace dg::tree {

namespace {

// Codes; the words come from the window.
constexpr const char* NoSource = "noSource";
constexpr const char* ImageAutomation = "imageAutomation";
constexpr const char* Notifications = "notifications";
constexpr const char* FluxOperator = "fluxOperator";

// Given the old place of each in its new order: which of them keep their place, a longest increasing run.
std::vector<bool> staying(const std::vector<std::uint32_t>& oldPlaces)
{
    constexpr auto None = static_cast<std::size_t>(-1);
    std::vector<std::size_t> tails; // index of the smallest end of a run of each length
    std::vector<std::size_t> previous(oldPlaces.size(), None);
    for (std::size_t i = 0; i < oldPlaces.size(); ++i) {
        const auto at = std::ranges::lower_bound(tails, oldPlaces[i], {}, [&](std::size_t index) { return oldPlaces[index]; });
        if (at != tails.begin())
            previous[i] = *(at - 1);
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> stays(oldPlaces.size(), false);
    for (auto i = tails.empty() ? None : tails.back(); i != None; i = previous[i])
        stays[i] = true;
    return stays;
}

// The old places of `after`, a permutation of `before`, both of small numbers.
std::vector<bool> staying(const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& after)
{
    std::vector<std::uint32_t> places(before.size());
    for (std::uint32_t i = 0; i < before.size(); ++i)
        places[before[i]] = i;
    std::vector<std::uint32_t> old;
    for (const auto item : after)
        old.push_back(places[item]);
    return staying(old);
}

std::vector<bool> staying(const std::vector<Container*>& before, const std::vector<Container*>& after)
{
    for (std::uint32_t i = 0; i < before.size(); ++i)
        before[i]->scratch = i;
    std::vector<std::uint32_t> old;
    old.reserve(after.size());
    for (const auto* item : after)
        old.push_back(item->scratch);
    return staying(old);
}

} // namespace

Container* FleetTree::Impl::applierOf(const Container& node) const
{
    if (!node.object || node.object->parent.empty())
        return nullptr;
    auto* applier = findNode(flux::keyOf(node.object->parent, pool));
    return applier == &node ? nullptr : applier; // flux-system applies itself
}

Container* FleetTree::Impl::placeOf(Container& node)
{
    const auto& object = *node.object;
    if (grouping == Grouping::Namespace)
        return &group(std::string(object.key.ns.view()));
    if (grouping == Grouping::Kind)
        return &group(std::string(object.key.kind.view()));
    if (grouping == Grouping::Cause)
        return &causeGroup(node);
    const bool chart = object.kind == flux::Kind::HelmChart;
    if (object.kind != flux::Kind::Other && !chart && flux::info(object.kind).isSource)
        return &root;
    if (node.cycle)
        return &root;
    if (auto* applier = chart ? nullptr : applierOf(node))
        return applier;
    const auto existing
        = [&](const flux::Reference& reference) { return reference.empty() ? nullptr : findNode(flux::keyOf(reference, pool)); };
    auto* source = existing(object.chartSource);
    if (!source)
        source = existing(object.source);
    if (source && source != &node && source->object->kind == flux::Kind::HelmChart) {
        // A release by chartRef: beside its chart, under the repository.
        if (auto* repository = existing(source->object->chartSource); repository && repository != source)
            source = repository;
    }
    if (source && source != &node && !source->object->source.empty() && source->object->kind == flux::Kind::HelmRelease)
        source = nullptr; // no source: a reference of the wrong kind
    if (source && source != &node && source->object->kind != flux::Kind::Other && flux::info(source->object->kind).isSource)
        return source;
    return placeWithoutSource(object, existing(object.source));
}

// Kinds that have no source: what watches images or tells others stands together; an Alert is under its Provider, an
// ImagePolicy under its ImageRepository.
Container* FleetTree::Impl::placeWithoutSource(const flux::FluxObject& object, Container* looksAt)
{
    switch (object.kind) {
    case flux::Kind::Other:
        return &root;
    case flux::Kind::ImageRepository:
    case flux::Kind::ImagePolicy:
    case flux::Kind::ImageUpdateAutomation:
        return looksAt ? looksAt : &group(ImageAutomation);
    case flux::Kind::Alert:
    case flux::Kind::Provider:
    case flux::Kind::Receiver:
        return looksAt ? looksAt : &group(Notifications);
    case flux::Kind::FluxInstance:
    case flux::Kind::FluxReport:
    case flux::Kind::ResourceSet:
    case flux::Kind::ResourceSetInputProvider:
        return &group(FluxOperator);
    default:
        return &group(NoSource);
    }
}

void FleetTree::Impl::markCycles(const std::vector<Container*>& candidates)
{
    std::vector<Container*> check(candidates);
    check.insert(check.end(), inCycle.begin(), inCycle.end());
    std::unordered_set<Container*> cyclic;
    for (auto* node : check) {
        if (cyclic.contains(node))
            continue;
        std::unordered_set<Container*> seen;
        auto* at = node;
        while (at && seen.insert(at).second)
            at = applierOf(*at);
        if (at != node)
            continue; // ends, or runs into a cycle that is not its own
        cyclic.insert(seen.begin(), seen.end());
    }
    for (auto* node : check) {
        if (node->cycle && !cyclic.contains(node)) {
            node->cycle = false;
            linkPendingSet.insert(node);
            markDirty(node->id);
        }
    }
    for (auto* node : cyclic) {
        if (!node->cycle) {
            node->cycle = true;
            linkPendingSet.insert(node);
            markDirty(node->id);
        }
    }
    inCycle = std::move(cyclic);
}

void FleetTree::Impl::linkPending()
{
    if (linkPendingSet.empty())
        return;
    markCycles({linkPendingSet.begin(), linkPendingSet.end()});
    std::vector<Container*> work(linkPendingSet.begin(), linkPendingSet.end());
    linkPendingSet.clear();
    std::vector<std::pair<Container*, Container*>> moving; // and where to
    for (auto* node : work) {
        // Rows keep their place while frozen, unless the place is gone or would make a ring.
        if (frozen && node->parent && !node->cycle) {
            deferredLinks.insert(node);
            continue;
        }
        if (auto* to = placeOf(*node); to != node->parent)
            moving.emplace_back(node, to);
    }
    // Two parents may change places: take all out before putting any in.
    for (const auto& [node, to] : moving)
        unlink(*node);
    if (frozen) // otherwise sortChildren() does it
        std::ranges::sort(moving, [this](const auto& a, const auto& b) { return before(*a.first, *b.first); });
    for (const auto& [node, to] : moving)
        place(*node, to);
    dropEmptyGroups();
}

void FleetTree::Impl::place(Container& node, Container* parent)
{
    // While frozen, an old link above may still lead back here: then to the top until the thaw.
    for (auto* up = parent; up; up = up->parent) {
        if (up == &node) {
            deferredLinks.insert(&node);
            parent = &root;
            break;
        }
    }
    node.parent = parent;
    parent->children.push_back(&node);
    addUp(parent, Counts{}, node.total());
    updateWorst(&node);
    setMoved(node);
    structureDirty = true;
    if (frozen)
        parent->unsorted = true;
    else
        touchOrder(*parent);
}

void FleetTree::Impl::unlink(Container& node)
{
    auto* parent = node.parent;
    if (!parent)
        return;
    std::erase(parent->children, &node);
    node.parent = nullptr;
    setMoved(node);
    addUp(parent, node.total(), Counts{});
    structureDirty = true;
}

Container& FleetTree::Impl::group(const std::string& name)
{
    auto& owned = groups[name];
    if (!owned) {
        owned = std::make_unique<Container>();
        owned->name = name;
        owned->code = grouping == Grouping::Namespace ? "ns"
            : grouping == Grouping::Kind              ? std::string(flux::codeForKind(name))
                                                      : std::string();
        owned->id = newId(*owned, 0);
        place(*owned, &root);
        matchDirty.insert(owned.get());
    }
    return *owned;
}

void FleetTree::Impl::dropEmptyGroups()
{
    for (auto it = groups.begin(); it != groups.end();) {
        auto& node = *it->second;
        if (!node.children.empty()) {
            ++it;
            continue;
        }
        unlink(node);
        freeId(node.id);
        std::erase(filterTouched, &node);
        for (auto* set : {&orderDirty, &matchDirty})
            set->erase(&node);
        dead.push_back(std::move(it->second));
        it = groups.erase(it);
    }
}

void FleetTree::Impl::addUp(Container* from, const Counts& before, const Counts& after)
{
    if (before == after)
        return;
    for (auto* node = from; node; node = node->parent) {
        node->below -= before;
        node->below += after;
        if (node->id)
            markDirty(node->id);
        updateWorst(node);
    }
}

void FleetTree::Impl::updateWorst(Container* node)
{
    int worst = node->below.worst();
    if (node->object)
        worst = std::max(worst, flux::severity(node->verdict.state));
    else if (node->type == RowType::Notice)
        worst = flux::severity(flux::State::Forbidden);
    if (worst == node->worst)
        return;
    node->worst = worst;
    if (node->parent && problemsFirst)
        touchOrder(*node->parent);
}

bool FleetTree::Impl::before(const Container& a, const Container& b) const
{
    if (a.type == RowType::Child || a.type == RowType::Note)
        return childBefore(a, b);
    if (problemsFirst && a.worst != b.worst)
        return a.worst > b.worst;
    if (const auto order = a.label().compare(b.label()); order != 0)
        return order < 0;
    const auto rest
        = [](const Container& c) { return std::tuple(c.key.ns.view(), c.key.kind.view(), c.key.group.view(), static_cast<int>(c.type)); };
    return rest(a) < rest(b);
}

void FleetTree::Impl::sortChildren(Container& parent)
{
    const auto less = [this](const Container* a, const Container* b) { return before(*a, *b); };
    auto& children = parent.children;
    if (std::exchange(parent.unsorted, false) && parent.entries)
        sortEntries(parent); // they share the flag
    const auto tail = std::ranges::is_sorted_until(children, less);
    if (tail == children.end())
        return;
    const std::vector<Container*> old = children;
    // What was linked last stands at the end; the rest mostly is in order already.
    std::sort(tail, children.end(), less);
    std::inplace_merge(children.begin(), tail, children.end(), less);
    const auto stays = staying(old, children);
    for (std::size_t i = 0; i < children.size(); ++i) {
        if (!stays[i])
            setMoved(*children[i]);
    }
    structureDirty = true;
}

void FleetTree::Impl::sortEntries(Container& applier)
{
    auto& entries = *applier.entries;
    const auto less = [&](std::uint32_t a, std::uint32_t b) { return entryBefore(entries, a, b); };
    if (std::ranges::is_sorted(entries.order, less))
        return;
    const auto old = entries.order;
    std::ranges::sort(entries.order, less);
    const auto stays = staying(old, entries.order);
    for (std::size_t i = 0; i < stays.size(); ++i) {
        if (!stays[i])
            movedEntries.insert(entries.entries[entries.order[i]].id);
    }
    structureDirty = true;
}

int FleetTree::Impl::wouldMove(const Container& parent) const
{
    int moves = 0;
    if (parent.unsorted) {
        auto sorted = parent.children;
        std::ranges::sort(sorted, [this](const Container* a, const Container* b) { return before(*a, *b); });
        moves += static_cast<int>(std::ranges::count(staying(parent.children, sorted), false));
        if (parent.entries) {
            auto order = parent.entries->order;
            std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return entryBefore(*parent.entries, a, b); });
            moves += static_cast<int>(std::ranges::count(staying(parent.entries->order, order), false));
        }
    }
    for (const auto* child : parent.children)
        moves += wouldMove(*child);
    return moves;
}

} // namespace dg::tree

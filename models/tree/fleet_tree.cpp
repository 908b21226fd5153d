// SPDX-License-Identifier: Apache-2.0
// The public face: each call changes data and ends with finish(), which tells the rows.
#include "impl.h"

#include "flux/reconcile.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace dg::tree {

FleetTree::Impl::Impl(StringPool& stringPool, TreeObserver& treeObserver)
    : pool(stringPool)
    , observer(treeObserver)
{
}

FleetTree::FleetTree(StringPool& pool, TreeObserver& observer)
    : m_impl(std::make_unique<Impl>(pool, observer))
{
}
FleetTree::~FleetTree() = default;

void FleetTree::apply(std::span<const store::Delta> deltas)
{
    stage(deltas);
    settle();
}

void FleetTree::stage(std::span<const store::Delta> deltas)
{
    m_impl->list();
    for (const auto& delta : deltas) {
        if (delta.type == store::RecordType::Flux)
            m_impl->applyFlux(delta);
        else if (delta.type == store::RecordType::Managed)
            m_impl->applyManaged(delta);
        else if (delta.type == store::RecordType::Controller)
            m_impl->controllers.apply(delta);
        else if (delta.type == store::RecordType::Workload)
            m_impl->applyWorkload(delta);
    }
    // What costs by the number of deltas is done here, so that a caller with little time may stop after any span.
    m_impl->evaluatePending();
    m_impl->recountPending();
}

void FleetTree::settle()
{
    m_impl->list();
    m_impl->finish();
}

bool FleetTree::prepare()
{
    auto& d = *m_impl;
    constexpr std::size_t Entries = 2000, Appliers = 16; // about a millisecond each
    const bool counting = !d.recountLater.empty() || !d.indexPending.empty();
    if (!counting)
        return d.prepareFilter();
    d.list();
    if (!d.recountLater.empty())
        d.recountSome(Appliers);
    else if (!d.indexSome(Entries)) // what stands in two inventories is known only now
        std::ranges::copy(d.visible, std::back_inserter(d.dirtyRows));
    d.finish();
    return true;
}

void FleetTree::setWatchedKinds(std::span<const std::pair<Atom, Atom>> groupKinds)
{
    std::unordered_set<std::string> watched;
    for (const auto& [group, kind] : groupKinds)
        watched.insert(groupKind(group.view(), kind.view()));
    if (watched == m_impl->watched)
        return;
    m_impl->list();
    m_impl->watched = std::move(watched);
    for (auto& [key, node] : m_impl->objects)
        m_impl->recountLater.insert(node.get());
    m_impl->finish();
}

void FleetTree::setUnreadable(std::vector<Unreadable> unreadable)
{
    auto& d = *m_impl;
    d.list();
    const auto nameOf = [](const Unreadable& entry) {
        return entry.ns.empty() ? std::string(entry.plural) : std::string(entry.plural) + " (" + std::string(entry.ns.view()) + ")";
    };
    std::unordered_set<std::string> kinds;
    for (const auto& entry : unreadable)
        kinds.insert(groupKind(entry.group.view(), entry.kind.view()));
    std::erase_if(unreadable, [](const Unreadable& entry) { return entry.partly; });
    std::erase_if(d.notices, [&](auto& notice) {
        if (std::ranges::any_of(
                unreadable, [&](const Unreadable& entry) { return nameOf(entry) == notice->name && notice->key.group == entry.group; }))
            return false;
        d.unlink(*notice);
        d.freeId(notice->id);
        for (auto* set : {&d.orderDirty, &d.matchDirty})
            set->erase(notice.get());
        d.dead.push_back(std::move(notice));
        return true;
    });
    for (const auto& entry : unreadable) {
        const auto found = std::ranges::find_if(
            d.notices, [&](const auto& notice) { return notice->name == nameOf(entry) && notice->key.group == entry.group; });
        if (found != d.notices.end()) {
            if (!((*found)->error == entry.error)) {
                (*found)->error = entry.error;
                d.markDirty((*found)->id);
            }
            continue;
        }
        auto notice = std::make_unique<Container>();
        notice->type = RowType::Notice;
        notice->name = nameOf(entry);
        notice->key = {entry.group, entry.kind, entry.ns, {}};
        notice->code = std::string(flux::codeForKind(entry.kind.view()));
        notice->error = entry.error;
        notice->id = d.newId(*notice, 0);
        d.place(*notice, &d.root);
        d.matchDirty.insert(notice.get());
        d.notices.push_back(std::move(notice));
    }
    if (kinds != d.unreadableKinds) {
        d.unreadableKinds = std::move(kinds);
        for (auto& [key, node] : d.objects) {
            d.recountLater.insert(node.get());
            d.evaluateSet.insert(node.get());
        }
    }
    d.finish();
}

void FleetTree::setNow(WallTime now)
{
    m_impl->now = now;
}

void FleetTree::tick(WallTime now)
{
    m_impl->now = now;
    m_impl->regroupByCause();
    for (auto* node : m_impl->holding) {
        if (node->holdUntil && *node->holdUntil <= now)
            m_impl->evaluateSet.insert(node);
    }
    const bool ages = m_impl->filtered && m_impl->filterUses.age;
    if (m_impl->evaluateSet.empty() && m_impl->linkPendingSet.empty() && !ages)
        return;
    m_impl->list();
    if (ages)
        m_impl->matchAges();
    m_impl->finish();
}

std::optional<WallTime> FleetTree::nextTick() const
{
    std::optional<WallTime> next;
    for (const auto* node : m_impl->holding) {
        if (node->holdUntil && (!next || *node->holdUntil < *next))
            next = node->holdUntil;
    }
    return next;
}

void FleetTree::setGrouping(Grouping grouping)
{
    auto& d = *m_impl;
    if (d.grouping == grouping)
        return;
    d.beginReset();
    for (auto& [key, node] : d.objects)
        d.unlink(*node);
    d.dropEmptyGroups();
    d.grouping = grouping;
    const bool frozen = std::exchange(d.frozen, false);
    d.regroupByCause();
    for (auto& [key, node] : d.objects)
        d.linkPendingSet.insert(node.get());
    d.finish(true);
    d.frozen = frozen;
}

void FleetTree::setProblemsFirst(bool on)
{
    auto& d = *m_impl;
    if (d.problemsFirst == on)
        return;
    d.beginReset();
    d.problemsFirst = on;
    d.orderDirty.insert(&d.root);
    for (auto& [key, node] : d.objects) {
        d.orderDirty.insert(node.get());
        if (node->entries)
            d.sortEntries(*node);
    }
    for (auto& [name, node] : d.groups)
        d.orderDirty.insert(node.get());
    for (auto* nodes : {&d.branches, &d.childNodes}) {
        for (auto& [id, node] : *nodes)
            d.orderDirty.insert(node.get());
    }
    const bool frozen = std::exchange(d.frozen, false);
    d.finish(true);
    d.frozen = frozen;
}

void FleetTree::setFilter(std::string_view text)
{
    auto& d = *m_impl;
    auto query = query::parse(text);
    d.beginReset();
    // One more letter of the same word: what did not match before cannot match now.
    const bool narrower = d.filtered && query.isOneWord() && d.filter.isOneWord()
        && query.longestWord().find(d.filter.longestWord()) != std::string_view::npos;
    d.setFilter(std::move(query));
    for (auto* node : d.filterTouched)
        node->filterExpansion = Expansion::Default;
    d.filterTouched.clear();
    d.matchAll(narrower);
    d.finish(true);
}

const std::optional<query::Problem>& FleetTree::filterProblem() const
{
    return m_impl->filter.problem;
}

void FleetTree::setClusterName(std::string_view name)
{
    auto& d = *m_impl;
    if (d.clusterName == name)
        return;
    d.clusterName = name;
    if (!d.filtered)
        return;
    d.beginReset();
    d.matchAll(false);
    d.finish(true);
}

void FleetTree::setFrozen(bool frozen)
{
    auto& d = *m_impl;
    if (d.frozen == frozen)
        return;
    d.list();
    d.frozen = frozen;
    if (frozen)
        return;
    d.linkPendingSet.insert(d.deferredLinks.begin(), d.deferredLinks.end());
    d.deferredLinks.clear();
    const auto thaw = [&](Container& node) {
        if (!node.unsorted)
            return;
        d.orderDirty.insert(&node);
        if (node.entries)
            d.sortEntries(node);
    };
    thaw(d.root);
    for (auto& [key, node] : d.objects)
        thaw(*node);
    for (auto& [name, node] : d.groups)
        thaw(*node);
    for (auto* nodes : {&d.branches, &d.childNodes}) {
        for (auto& [id, node] : *nodes)
            thaw(*node);
    }
    d.finish();
}

int FleetTree::pendingMoves() const
{
    auto& d = *m_impl;
    if (!d.frozen)
        return 0;
    int moves = d.wouldMove(d.root) + static_cast<int>(d.deferredLinks.size());
    for (const auto& [entry, branch] : d.branches)
        moves += d.wouldMove(*branch);
    return moves;
}

int FleetTree::rowCount() const
{
    return static_cast<int>(m_impl->rowCount());
}
Row FleetTree::row(int index) const
{
    return m_impl->makeRow(idAt(index));
}
NodeId FleetTree::idAt(int index) const
{
    return m_impl->idAt(static_cast<std::size_t>(index));
}
int FleetTree::indexOf(NodeId id) const
{
    return m_impl->positionOf(id);
}

int FleetTree::parentRow(int index) const
{
    const auto& node = m_impl->nodes[idAt(index)];
    if (node.entry)
        return indexOf(node.container->id);
    const auto* parent = node.container->parent;
    if (parent && parent->branchOf)
        return indexOf(parent->branchOf);
    return parent && parent != &m_impl->root ? indexOf(parent->id) : -1;
}

int FleetTree::indexOf(const ObjectKey& key) const
{
    auto& d = *m_impl;
    if (const auto* node = d.findNode(key))
        return d.positionOf(node->id);
    d.indexSome(static_cast<std::size_t>(-1));
    int row = -1;
    const auto view = viewOf(key);
    d.entryIndex.forEach(ViewHash()(view), [&](std::uint32_t slot) {
        const auto* applier = d.slots[slot];
        if (!applier || !applier->entries)
            return;
        const auto& entries = applier->entries->entries;
        for (std::uint32_t i = 0; i < entries.size(); ++i) {
            if (const auto at = d.positionOf(entries[i].id); at >= 0 && (row < 0 || at < row) && d.keyOf(*applier, entries[i], i) == view)
                row = at;
        }
    });
    if (row >= 0)
        return row;
    for (const auto& [id, child] : d.childNodes) {
        if (child->key == key && child->type == RowType::Child)
            row = std::max(row, d.positionOf(id));
    }
    return row;
}

int FleetTree::reveal(const ObjectKey& key)
{
    auto& d = *m_impl;
    if (const auto row = indexOf(key); row >= 0)
        return row;
    auto* node = d.findNode(key);
    Container* from = node ? node->parent : nullptr;
    if (!node) {
        d.entryIndex.forEach(ViewHash()(viewOf(key)), [&](std::uint32_t slot) {
            auto* applier = d.slots[slot];
            if (from || !applier)
                return;
            applier->object->inventory.forEach([&](const flux::InventoryEntry& entry) {
                if (viewOf(entry) == viewOf(key))
                    from = applier;
            });
        });
    }
    if (!from)
        return d.revealChild(*this, key);
    d.list();
    for (auto* up = from; up && up != &d.root; up = up->parent)
        d.setExpansion(*up, Expansion::Open);
    d.structureDirty = true;
    d.finish();
    return indexOf(key);
}

void FleetTree::setExpanded(int index, bool expanded)
{
    auto& d = *m_impl;
    const auto id = idAt(index);
    const auto place = d.nodes[id];
    if (place.entry) {
        const bool open = d.branchOf(id) != nullptr;
        if (open == expanded || !d.canOpen(place.container->entries->entries[place.entry - 1]))
            return;
        d.list();
        if (expanded)
            d.openBranch(*place.container, place.entry - 1);
        else
            d.closeBranch(id);
        d.markDirty(id);
        d.finish();
        return;
    }
    if (!d.hasChildren(*place.container) || d.isExpanded(*place.container) == expanded)
        return;
    auto& node = *place.container;
    d.list();
    d.setExpansion(node, expanded ? Expansion::Open : Expansion::Closed);
    d.markDirty(node.id);
    d.structureDirty = true;
    d.finish();
}

void FleetTree::expandAll()
{
    auto& d = *m_impl;
    d.beginReset();
    for (auto& [key, node] : d.objects)
        d.setExpansion(*node, Expansion::Open);
    for (auto& [name, node] : d.groups)
        d.setExpansion(*node, Expansion::Open);
    d.finish(true);
}

void FleetTree::collapseAll()
{
    auto& d = *m_impl;
    d.beginReset();
    for (auto& [key, node] : d.objects)
        d.setExpansion(*node, Expansion::Closed);
    for (auto& [name, node] : d.groups)
        d.setExpansion(*node, Expansion::Closed);
    while (!d.opened.empty())
        d.closeBranch(d.opened.back());
    d.finish(true);
}

const Summary& FleetTree::summary() const
{
    const auto& d = *m_impl;
    auto& s = d.summary;
    const auto& below = d.root.below;
    s.total = static_cast<std::uint32_t>(d.objects.size());
    s.suspended = below.suspended;
    s.behind = below.behind;
    s.byState = below.byState;
    s.managed = below.managed;
    s.missing = below.missing;
    s.drifted = below.drifted;
    s.shown = s.total;
    if (d.filtered)
        s.shown = static_cast<std::uint32_t>(std::ranges::count_if(d.objects, [](const auto& entry) { return entry.second->match; }));
    return s;
}

std::shared_ptr<const flux::FluxObject> FleetTree::find(const ObjectKey& key) const
{
    const auto* node = m_impl->findNode(key);
    return node ? node->object : nullptr;
}

std::shared_ptr<const flux::ManagedObject> FleetTree::findManaged(const ObjectKey& key) const
{
    const auto found = m_impl->managed.find(key);
    return found == m_impl->managed.end() ? findWorkload(key) : found->second;
}

flux::Verdict FleetTree::verdict(const ObjectKey& key) const
{
    if (const auto* node = m_impl->findNode(key))
        return node->verdict;
    if (const auto record = findManaged(key))
        return flux::evaluate(*record);
    return {};
}

ManagedMark FleetTree::mark(const flux::FluxObject& applier, const ObjectKey& entry) const
{
    return m_impl->markOf(applier, viewOf(entry), m_impl->findRecord(viewOf(entry)));
}

std::vector<ObjectKey> FleetTree::dependants(const ObjectKey& key) const
{
    std::vector<ObjectKey> keys;
    m_impl->referrersOf(key, [&](Container& node) {
        const auto& o = *node.object;
        const auto names
            = [&](const flux::Reference& reference) { return !reference.empty() && flux::keyOf(reference, m_impl->pool) == key; };
        if (names(o.source) || names(o.chartSource) || std::ranges::any_of(o.dependsOn, names))
            keys.push_back(node.key);
    });
    std::ranges::sort(keys, {}, [](const ObjectKey& k) { return std::tuple(k.kind.view(), k.ns.view(), k.name.view()); });
    return keys;
}

std::uint32_t FleetTree::missingIn(const ObjectKey& applier) const
{
    const auto* node = m_impl->findNode(applier);
    return node ? node->inventory.missing : 0;
}

void FleetTree::forEachFlux(const std::function<void(const flux::FluxObject&, const flux::Verdict&, bool behind)>& visit) const
{
    for (const auto& [key, node] : m_impl->objects)
        visit(*node->object, node->verdict, node->behind);
}

void FleetTree::forEachManaged(const std::function<void(const std::shared_ptr<const flux::ManagedObject>&)>& visit) const
{
    for (const auto& [key, object] : m_impl->managed)
        visit(object);
}

} // namespace dg::tree

// SPDX-License-Identifier: Apache-2.0
// Records in, verdicts and counts out.
#include "impl.h"

#include "flux/reconcile.h"

#include <algorithm>

namespace dg::tree {

namespace {

constexpr std::size_t RecountAtOnce = 64;

// How long a pass without news stays unseen.
constexpr Millis HoldTime{2000};

bool sameVerdict(const flux::Verdict& a, const flux::Verdict& b)
{
    return a.state == b.state && a.suspended == b.suspended && a.lastVerdict == b.lastVerdict && a.reason == b.reason
        && a.message == b.message && a.note == b.note && a.generation == b.generation && a.waitsFor == b.waitsFor;
}

} // namespace

Counts Container::total() const
{
    Counts counts = below;
    if (object) {
        if (const auto state = static_cast<std::size_t>(verdict.state); state < flux::StateCount)
            ++counts.byState[state];
        counts.suspended += object->suspended;
        counts.behind += behind;
        counts.drifted += drifted;
    }
    return counts;
}

const flux::FluxObject* FleetTree::Impl::findObject(const ObjectKey& key) const
{
    const auto* node = findNode(key);
    return node ? node->object.get() : nullptr;
}

Container* FleetTree::Impl::findNode(const ObjectKey& key) const
{
    const auto found = objects.find(key);
    return found == objects.end() ? nullptr : found->second.get();
}

Container* FleetTree::Impl::findNode(const KeyView& key) const
{
    if (!flux::isFluxGroup(key.group))
        return nullptr;
    const auto found = objects.find(key);
    return found == objects.end() ? nullptr : found->second.get();
}

const flux::ManagedObject* FleetTree::Impl::findRecord(const KeyView& key) const
{
    const auto found = managed.find(key);
    return found == managed.end() ? nullptr : found->second.get();
}

ManagedMark FleetTree::Impl::markOf(const flux::FluxObject& applier, const KeyView& key, const flux::ManagedObject* record) const
{
    if (applier.remoteCluster)
        return ManagedMark::Elsewhere;
    if (record)
        return ManagedMark::Present;
    if (isWatched(key.group, key.kind))
        return ManagedMark::Missing;
    const auto* of = driftOf(key); // looked up by name
    return of && of->missing ? ManagedMark::Missing : ManagedMark::NotWatched;
}

// Absence says something only where the whole kind is watched and may be read.
bool FleetTree::Impl::isWatched(std::string_view group, std::string_view kind) const
{
    return !watched.empty() && watched.contains(groupKind(group, kind)) && !unreadableKinds.contains(groupKind(group, kind));
}

bool FleetTree::Impl::isRepeated(const Container& applier, const KeyView& key) const
{
    bool repeated = false;
    int here = 0; // places in its own inventory, as far as the index can tell
    const auto count = [&](const Container& in) {
        int times = 0;
        in.object->inventory.forEach([&](const flux::InventoryEntry& entry) { times += viewOf(entry) == key; });
        return times;
    };
    entryIndex.forEach(ViewHash()(key), [&](std::uint32_t slot) {
        const auto* other = slots[slot];
        if (other == &applier)
            ++here;
        else if (!repeated && other)
            repeated = count(*other) > 0;
    });
    return repeated || (here > 1 && count(applier) > 1);
}

void FleetTree::Impl::indexInventory(const Container& node, bool add)
{
    node.object->inventory.forEach([&](const flux::InventoryEntry& entry) {
        const auto hash = ViewHash()(viewOf(entry));
        add ? entryIndex.insert(hash, node.slot) : entryIndex.erase(hash, node.slot);
    });
}

void FleetTree::Impl::unindex(Container& node)
{
    indexPending.erase(&node);
    if (std::exchange(node.indexed, false))
        indexInventory(node, false);
}

// A million places are not made while the first rows are awaited, but in slices while there is time.
bool FleetTree::Impl::indexSome(std::size_t entries)
{
    while (!indexPending.empty() && entries > 0) {
        auto& node = **indexPending.begin();
        indexPending.erase(indexPending.begin());
        indexInventory(node, true);
        node.indexed = true;
        entries -= std::min(entries, node.object->inventory.size());
        if (!managed.empty())
            recountSet.insert(&node);
    }
    return !indexPending.empty();
}

void FleetTree::Impl::setReferences(Container& node)
{
    const auto& object = *node.object;
    const auto add = [&](const ObjectKey& key) {
        if (key.empty() || std::ranges::find(node.refs, key) != node.refs.end())
            return;
        node.refs.push_back(key);
        referrers[key].push_back(&node);
    };
    for (const auto* reference : {&object.parent, &object.source, &object.chartSource}) {
        if (!reference->empty())
            add(flux::keyOf(*reference, pool));
    }
    for (const auto& reference : object.dependsOn)
        add(flux::keyOf(reference, pool));
    if (!object.inventory.mayHoldFlux())
        return;
    object.inventory.forEach([&](const flux::InventoryEntry& entry) {
        if (flux::isFluxGroup(entry.group))
            add({pool.intern(entry.group), pool.intern(entry.kind), pool.intern(entry.ns), pool.intern(entry.name)});
    });
}

void FleetTree::Impl::dropReferences(Container& node)
{
    for (const auto& key : node.refs) {
        const auto found = referrers.find(key);
        if (found == referrers.end())
            continue;
        std::erase(found->second, &node);
        if (found->second.empty())
            referrers.erase(found);
    }
    node.refs.clear();
}

void FleetTree::Impl::referrersOf(const ObjectKey& key, const std::function<void(Container&)>& visit)
{
    if (const auto found = referrers.find(key); found != referrers.end()) {
        for (auto* node : found->second)
            visit(*node);
    }
}

void FleetTree::Impl::applyFlux(const store::Delta& delta)
{
    auto object = std::static_pointer_cast<const flux::FluxObject>(delta.record);
    auto& owned = objects[delta.key];
    if (!object) {
        if (owned)
            removeFlux(*owned);
        objects.erase(delta.key);
        return;
    }
    const bool fresh = !owned;
    if (fresh) {
        owned = std::make_unique<Container>();
        owned->type = RowType::Flux;
        owned->key = delta.key;
        owned->nameAtom = delta.key.name;
        owned->code = object->kind == flux::Kind::Other ? std::string(flux::codeForKind(delta.key.kind.view()))
                                                        : std::string(flux::info(object->kind).code);
        owned->id = newId(*owned, 0);
        if (freeSlots.empty()) {
            freeSlots.push_back(static_cast<std::uint32_t>(slots.size()));
            slots.push_back(nullptr);
        }
        const auto* of = driftOf(viewOf(delta.key));
        owned->drifted = of && of->findings > 0;
        owned->slot = freeSlots.back();
        freeSlots.pop_back();
        slots[owned->slot] = owned.get();
        prepared = std::min<std::size_t>(prepared, owned->slot);
    }
    auto& node = *owned;
    const auto old = node.object;
    const bool sameInventory = old && old->inventory == object->inventory;
    const bool sameLinks = old && sameInventory && old->parent == object->parent && old->source == object->source
        && old->chartSource == object->chartSource && old->dependsOn == object->dependsOn;
    if (!sameInventory)
        unindex(node);
    const auto countsBefore = fresh ? Counts{} : node.total();
    node.object = object;
    if (!sameInventory) {
        if (object->inventory.size() > 0)
            indexPending.insert(&node);
        recountSet.insert(&node);
        node.entriesStale = true;
        if (node.entries)
            structureDirty = true;
    }
    if (!sameLinks) {
        dropReferences(node);
        setReferences(node);
        linkPendingSet.insert(&node);
    }
    if (filterUses.links)
        matchDirty.insert(&node);
    if (old) {
        if (old->remoteCluster != object->remoteCluster)
            recountSet.insert(&node);
        if (const auto after = node.total(); !(after == countsBefore)) // the suspended flag is counted from the object
            addUp(node.parent, countsBefore, after);
        if (old->revision() != object->revision() || query::appliedTime(*old) != query::appliedTime(*object)
            || old->interval != object->interval || old->suspended != object->suspended) {
            markDirty(node.id);
            matchDirty.insert(&node);
        }
        if (old->revision() != object->revision())
            setTextStale(node);
        // A revision that moves is news: nothing is held back.
        if (old->generation != object->generation || old->revision() != object->revision() || old->uid != object->uid)
            holding.erase(&node), node.holdUntil.reset();
        if (old->artifactRevision != object->artifactRevision)
            referrersOf(node.key, [&](Container& other) { evaluateSet.insert(&other); });
    } else {
        matchDirty.insert(&node);
        referrersOf(node.key, [&](Container& other) {
            linkPendingSet.insert(&other);
            evaluateSet.insert(&other);
            recountSet.insert(&other);
            other.entriesStale = true;
        });
    }
    const bool news = !old || old->generation != object->generation || old->revision() != object->revision() || old->uid != object->uid;
    if (news)
        node.holdUntil = WallTime::min(); // this once: show at once
    evaluateSet.insert(&node);
}

void FleetTree::Impl::removeFlux(Container& node)
{
    unindex(node);
    dropReferences(node);
    const std::vector<Container*> orphans = node.children;
    for (auto* child : orphans)
        linkPendingSet.insert(child);
    referrersOf(node.key, [&](Container& other) {
        linkPendingSet.insert(&other);
        evaluateSet.insert(&other);
        recountSet.insert(&other);
        other.entriesStale = true;
    });
    for (auto* child : orphans)
        unlink(*child);
    unlink(node);
    dropEntries(node);
    freeId(node.id);
    slots[node.slot] = nullptr;
    freeSlots.push_back(node.slot);
    std::erase(filterTouched, &node);
    for (auto* set : {&linkPendingSet, &evaluateSet, &recountSet, &recountLater, &indexPending, &orderDirty, &entryOrderDirty, &matchDirty,
             &inCycle, &holding, &deferredLinks})
        set->erase(&node);
    structureDirty = true;
    dead.push_back(std::move(objects.find(node.key)->second));
}

void FleetTree::Impl::applyManaged(const store::Delta& delta)
{
    const auto record = std::static_pointer_cast<const flux::ManagedObject>(delta.record);
    touchBranches(delta.key); // another uid, or none
    const auto found = managed.find(delta.key);
    const auto old = found == managed.end() ? nullptr : found->second;
    if (record)
        managed[delta.key] = record;
    else if (old)
        managed.erase(found);
    const bool relabelled = filterUses.labels && !(old && record && old->labels == record->labels);
    if (old && record && !relabelled && sameVerdict(flux::evaluate(*old), flux::evaluate(*record)))
        return;
    const auto view = viewOf(delta.key);
    // An applier that is not in the index yet is known by the object's label; it is counted again once it is.
    if (const auto& holder = record ? record : old; holder && !indexPending.empty() && !holder->owner.empty()) {
        if (auto* applier = findNode(flux::keyOf(holder->owner, pool)); applier && !applier->indexed) {
            recountSet.insert(applier);
            if (relabelled)
                matchDirty.insert(applier);
            touchEntry(*applier, view);
        }
    }
    entryIndex.forEach(ViewHash()(view), [&](std::uint32_t slot) {
        if (auto* applier = slots[slot]) {
            if (relabelled)
                matchDirty.insert(applier);
            recountSet.insert(applier);
            touchEntry(*applier, view);
        }
    });
}

void FleetTree::Impl::evaluatePending()
{
    // A source's verdict may change that of its appliers; each is looked at again at most a few times.
    for (int round = 0; round < 8 && !evaluateSet.empty(); ++round) {
        const std::vector<Container*> work(evaluateSet.begin(), evaluateSet.end());
        evaluateSet.clear();
        for (auto* node : work) {
            if (evaluate(*node))
                referrersOf(node->key, [&](Container& other) { evaluateSet.insert(&other); });
        }
    }
    evaluateSet.clear();
}

bool FleetTree::Impl::isKindReadable(std::string_view kind) const
{
    return std::ranges::none_of(unreadableKinds, [&](const std::string& entry) {
        return entry.ends_with(kind) && entry.size() > kind.size() && entry[entry.size() - kind.size() - 1] == '/';
    });
}

bool FleetTree::Impl::evaluate(Container& node)
{
    const auto& object = *node.object;
    const auto condition = flux::sourceCondition(
        object, [this](const ObjectKey& key) { return findObject(key); }, [this](std::string_view kind) { return isKindReadable(kind); },
        pool);
    auto verdict = flux::evaluate(object, condition);
    const bool news = node.holdUntil == WallTime::min();
    if (news)
        node.holdUntil.reset();
    const bool quietPass = verdict.state == flux::State::Reconciling && verdict.lastVerdict == flux::State::Ready
        && node.verdict.state == flux::State::Ready && verdict.suspended == node.verdict.suspended && !news;
    if (quietPass) {
        if (!node.holdUntil) {
            node.holdUntil = now + HoldTime;
            holding.insert(&node);
        }
        if (now < *node.holdUntil)
            verdict = node.verdict;
    }
    if (!quietPass || verdict.state != flux::State::Ready) {
        node.holdUntil.reset();
        holding.erase(&node);
    }
    const auto* source = object.source.empty() ? nullptr : findObject(flux::keyOf(object.source, pool));
    const bool behind = source && flux::isBehind(object, source->artifactRevision);
    if (sameVerdict(verdict, node.verdict) && behind == node.behind && node.parent)
        return false;
    const bool newState = verdict.state != node.verdict.state;
    // How long it has been at it: from the first stage on that was seen.
    if (verdict.state == flux::State::Reconciling && node.verdict.state == flux::State::Reconciling && node.verdict.since
        && (!verdict.since || *node.verdict.since < *verdict.since))
        verdict.since = node.verdict.since;
    if (grouping == Grouping::Cause)
        linkPendingSet.insert(&node);
    const auto before = node.total();
    node.verdict = std::move(verdict);
    node.behind = behind;
    if (node.parent)
        addUp(node.parent, before, node.total());
    updateWorst(&node);
    setTextStale(node);
    matchDirty.insert(&node);
    markDirty(node.id);
    return newState;
}

void FleetTree::Impl::recountPending()
{
    for (auto* node : recountSet)
        recount(*node);
    recountSet.clear();
    recountSome(RecountAtOnce);
}

// After a change that concerns every applier: so many at once, the others while there is time.
bool FleetTree::Impl::recountSome(std::size_t appliers)
{
    for (; !recountLater.empty() && appliers > 0; --appliers) {
        auto& node = **recountLater.begin();
        recountLater.erase(recountLater.begin());
        recount(node);
    }
    return !recountLater.empty();
}

void FleetTree::Impl::countEntries(const Container& node, Counts& counts) const
{
    // Entries of one kind stand together: what is known of a kind is asked when the kind changes.
    std::string_view group, kind;
    bool fresh = true, known = false;
    node.object->inventory.forEach([&](const flux::InventoryEntry& entry) {
        const auto key = viewOf(entry);
        if (findNode(key))
            return;
        ++counts.managed;
        if (node.object->remoteCluster)
            return;
        if (fresh || entry.kind != kind || entry.group != group) {
            fresh = false;
            group = entry.group;
            kind = entry.kind;
            known = isWatched(group, kind);
        }
        const auto* record = managed.empty() ? nullptr : findRecord(key);
        if (!record) {
            counts.missing += known;
            return;
        }
        counts.managedFailed += record->health == flux::Health::Failed && !record->deletionTimestamp;
        counts.managedTerminating += record->deletionTimestamp.has_value() || record->health == flux::Health::Terminating;
    });
}

void FleetTree::Impl::recount(Container& node)
{
    Counts counts;
    const auto& inventory = node.object->inventory;
    if (!inventory.mayHoldFlux() && managed.empty() && watched.empty())
        counts.managed = static_cast<std::uint32_t>(inventory.size()); // the first load: nobody knows more yet
    else
        countEntries(node, counts);
    if (const auto below = driftBelow.find(node.key); below != driftBelow.end())
        counts.drifted = below->second;
    if (!(counts == node.inventory)) {
        addUp(&node, node.inventory, counts);
        node.inventory = counts;
        markDirty(node.id);
        structureDirty = true; // an expander may come or go, rows may
        if (filtered && (!node.entries || filterUses.drift)) // the first entries it has: nobody has searched them
            matchDirty.insert(&node);
    }
    if (node.entries && node.entriesStale)
        makeEntries(node);
    else if (node.entries)
        refreshEntries(node);
}

} // namespace dg::tree

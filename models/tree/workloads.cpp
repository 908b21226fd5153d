// SPDX-License-Identifier: Apache-2.0
// What workloads made, as records: who belongs to whom by uid, what is wanted, what could not be read.
#include "impl.h"

#include <algorithm>
#include <tuple>

namespace dg::tree {

namespace {

constexpr int Deepest = 3; // Deployment, ReplicaSet, Pod; a ring of owners ends here

// What a row or the inspector shows of it.
bool sameFacts(const flux::WorkloadObject& a, const flux::WorkloadObject& b)
{
    return a.uid == b.uid && a.controllerUid == b.controllerUid && a.health == b.health && a.healthMessage == b.healthMessage
        && a.deletionTimestamp == b.deletionTimestamp && a.restarts == b.restarts && a.image == b.image && a.moreImages == b.moreImages
        && a.node == b.node && a.waitingReason == b.waitingReason && a.replicas == b.replicas && a.rollout == b.rollout;
}

std::string_view groupOf(std::string_view kind)
{
    for (const std::string_view group : {"apps", "batch"}) {
        if (flux::isWorkload(group, kind))
            return group;
    }
    return {};
}

bool isPod(const flux::WorkloadObject& object)
{
    return object.key.kind.view() == "Pod";
}

} // namespace

void FleetTree::Impl::applyWorkload(const store::Delta& delta)
{
    const auto record = std::static_pointer_cast<const flux::WorkloadObject>(delta.record);
    const auto found = children.find(delta.key);
    const auto old = found == children.end() ? nullptr : found->second;
    if (old) {
        if (const auto owned = childrenByOwner.find(old->controllerUid); owned != childrenByOwner.end()) {
            std::erase(owned->second, old.get());
            if (owned->second.empty())
                childrenByOwner.erase(owned);
        }
    }
    if (record) {
        children[delta.key] = record;
        if (!record->controllerUid.empty())
            childrenByOwner[record->controllerUid].push_back(record.get());
    } else if (old) {
        children.erase(found);
    }
    if (old && record && sameFacts(*old, *record))
        return;
    changedChildren.insert(delta.key);
    for (const auto& [entry, branch] : branches) {
        if (branch->key.ns == delta.key.ns)
            branchDirty.insert(entry);
    }
}

const flux::WorkloadObject* FleetTree::Impl::findChild(const ObjectKey& key) const
{
    const auto found = children.find(key);
    return found == children.end() ? nullptr : found->second.get();
}

// Without the ReplicaSets of former rollouts: they want no Pod and have none left.
std::vector<const flux::WorkloadObject*> FleetTree::Impl::childrenOf(const std::string& uid) const
{
    const auto found = uid.empty() ? childrenByOwner.end() : childrenByOwner.find(uid);
    if (found == childrenByOwner.end())
        return {};
    auto list = found->second;
    std::erase_if(list, [&](const flux::WorkloadObject* child) {
        return child->key.kind.view() == "ReplicaSet" && child->replicas == 0 && !childrenByOwner.contains(child->uid);
    });
    return list;
}

std::string FleetTree::Impl::uidOf(const ObjectKey& workload) const
{
    if (const auto* record = findRecord(viewOf(workload)))
        return record->uid;
    const auto* child = findChild(workload);
    return child ? child->uid : std::string();
}

std::vector<ObjectKey> FleetTree::Impl::ownersOf(const ObjectKey& child) const
{
    std::vector<ObjectKey> owners;
    const auto* at = findChild(child);
    while (at && !at->controllerUid.empty() && owners.size() < Deepest) {
        const ObjectKey key{pool.intern(groupOf(at->controllerKind.view())), at->controllerKind, at->key.ns, at->controllerName};
        owners.push_back(key);
        const auto* next = findChild(key);
        at = next && next->uid == at->controllerUid ? next : nullptr;
    }
    return owners;
}

FleetTree::Gap FleetTree::Impl::gapOf(Atom ns, std::string_view ownerKind) const
{
    std::vector<std::string_view> needed{"Pod"};
    if (ownerKind == "Deployment")
        needed.insert(needed.begin(), "ReplicaSet");
    else if (ownerKind == "CronJob")
        needed.insert(needed.begin(), "Job");
    std::size_t read = 0;
    for (const auto& reading : readings) {
        if (reading.ns != ns)
            continue;
        if (reading.state == WorkloadReading::State::LeftOut)
            return {ChildNote::LeftOut, {}, {}};
        if (std::ranges::find(needed, reading.kind.view()) == needed.end())
            continue;
        if (reading.state == WorkloadReading::State::Unreadable)
            return {ChildNote::Unreadable, reading.plural.view(), reading.error};
        read += reading.state == WorkloadReading::State::Read;
    }
    return {read < needed.size() ? ChildNote::Reading : ChildNote::None, {}, {}};
}

void FleetTree::Impl::updateWanted()
{
    if (!wantedDirty)
        return;
    wantedDirty = false;
    std::vector<Atom> fresh;
    const auto want = [&](Atom ns) {
        if (!ns.empty() && std::ranges::find(fresh, ns) == fresh.end())
            fresh.push_back(ns);
    };
    want(lookedAt);
    for (const auto entry : opened)
        want(branches.at(entry)->key.ns);
    if (fresh == wanted)
        return;
    wanted = std::move(fresh);
    if (wantedChanged)
        wantedChanged();
}

const std::vector<Atom>& FleetTree::wantedWorkloads() const
{
    return m_impl->wanted;
}

void FleetTree::setWantedWorkloadsChanged(std::function<void()> changed)
{
    m_impl->wantedChanged = std::move(changed);
}

void FleetTree::lookAt(const ObjectKey& workload)
{
    const bool known = m_impl->findChild(workload)
        || (flux::isWorkload(workload.group.view(), workload.kind.view()) && m_impl->findRecord(viewOf(workload)));
    m_impl->lookedAt = known ? workload.ns : Atom{};
    m_impl->wantedDirty = true;
    m_impl->updateWanted();
}

void FleetTree::setWorkloadReadings(std::vector<WorkloadReading> readings)
{
    auto& d = *m_impl;
    if (readings == d.readings)
        return;
    d.list();
    d.readings = std::move(readings);
    for (const auto& [entry, branch] : d.branches)
        d.branchDirty.insert(entry);
    d.finish();
}

std::shared_ptr<const flux::WorkloadObject> FleetTree::findWorkload(const ObjectKey& key) const
{
    const auto found = m_impl->children.find(key);
    return found == m_impl->children.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const flux::WorkloadObject>> FleetTree::podsOf(const ObjectKey& workload) const
{
    const auto& d = *m_impl;
    std::vector<std::shared_ptr<const flux::WorkloadObject>> pods;
    std::vector<std::string> level{d.uidOf(workload)};
    for (int depth = 0; depth < Deepest && !level.empty(); ++depth) {
        std::vector<std::string> next;
        for (const auto& uid : level) {
            for (const auto* child : d.childrenOf(uid)) {
                if (isPod(*child))
                    pods.push_back(d.children.find(child->key)->second);
                else
                    next.push_back(child->uid);
            }
        }
        level = std::move(next);
    }
    std::ranges::sort(
        pods, {}, [](const auto& pod) { return std::tuple(-flux::severity(flux::evaluate(*pod).state), pod->key.name.view()); });
    return pods;
}

FleetTree::Gap FleetTree::podsGap(const ObjectKey& workload) const
{
    return m_impl->gapOf(workload.ns, workload.kind.view());
}

std::vector<ObjectKey> FleetTree::ownersOf(const ObjectKey& child) const
{
    return m_impl->ownersOf(child);
}

} // namespace dg::tree

// SPDX-License-Identifier: Apache-2.0
// The children of open workload entries as rows: a branch for each open entry, kept in step with the records.
#include "impl.h"

#include <algorithm>
#include <utility>

namespace dg::tree {

Container* FleetTree::Impl::branchOf(NodeId entry) const
{
    const auto found = branches.find(entry);
    return found == branches.end() ? nullptr : found->second.get();
}

void FleetTree::Impl::openBranch(Container& applier, std::uint32_t index)
{
    const auto& entry = applier.entries->entries[index];
    const auto key = keyOf(applier, entry, index);
    auto branch = std::make_unique<Container>();
    branch->branchOf = entry.id;
    branch->key = {pool.intern(key.group), pool.intern(key.kind), pool.intern(key.ns), pool.intern(key.name)};
    branch->parent = &applier;
    ++applier.branches;
    opened.insert(opened.begin(), entry.id);
    branchDirty.insert(entry.id);
    branches.emplace(entry.id, std::move(branch));
    wantedDirty = true;
    structureDirty = true;
}

void FleetTree::Impl::closeBranch(NodeId entry)
{
    const auto found = branches.find(entry);
    if (found == branches.end())
        return;
    auto& branch = *found->second;
    while (!branch.children.empty())
        dropChild(*branch.children.back());
    if (branch.promoted) // the entry was shown for a child's sake
        matchDirty.insert(branch.parent);
    --branch.parent->branches;
    orderDirty.erase(&branch);
    std::erase(opened, entry);
    dead.push_back(std::move(found->second));
    branches.erase(found);
    wantedDirty = true;
    structureDirty = true;
}

void FleetTree::Impl::touchBranches(const Container& applier)
{
    if (applier.branches == 0)
        return;
    for (const auto& [entry, branch] : branches) {
        if (branch->parent == &applier)
            branchDirty.insert(entry);
    }
}

void FleetTree::Impl::touchBranches(const ObjectKey& entry)
{
    for (const auto& [id, branch] : branches) {
        if (branch->key == entry)
            branchDirty.insert(id);
    }
}

// The entries' marks are new: nothing of the children is in them.
void FleetTree::Impl::forgetPromotions(const Container& applier)
{
    if (applier.branches == 0)
        return;
    for (const auto& [entry, branch] : branches) {
        if (branch->parent == &applier)
            branch->promoted = false;
    }
}

void FleetTree::Impl::syncBranches()
{
    for (const auto id : branchDirty) {
        auto* branch = branchOf(id);
        if (!branch)
            continue;
        const auto& place = nodes[id];
        const bool present = canOpen(place.container->entries->entries[place.entry - 1]);
        const auto* record = present ? findRecord(viewOf(branch->key)) : nullptr;
        syncChildren(*branch, record ? record->uid : std::string(), 0);
        syncNote(*branch, record != nullptr);
    }
    branchDirty.clear();
    changedChildren.clear();
}

void FleetTree::Impl::syncChildren(Container& parent, const std::string& uid, int depth)
{
    constexpr int Deepest = 3; // Deployment, ReplicaSet, Pod; a ring of owners ends here
    KeyMap<const flux::WorkloadObject*> wantedHere;
    if (depth < Deepest) {
        for (const auto* child : childrenOf(uid))
            wantedHere.emplace(child->key, child);
    }
    const auto now = parent.children; // dropping changes it
    for (auto* child : now) {
        if (child->type != RowType::Child)
            continue;
        const auto found = wantedHere.find(child->key);
        if (found == wantedHere.end()) {
            dropChild(*child);
            continue;
        }
        updateChild(*child, *found->second);
        syncChildren(*child, found->second->uid, depth + 1);
        wantedHere.erase(found);
    }
    for (const auto& [key, record] : wantedHere) {
        auto& child = addChild(parent, RowType::Child, key);
        updateChild(child, *record);
        syncChildren(child, record->uid, depth + 1);
    }
}

// The word stands where children are missing: always for what may not be read, else only while there is none.
void FleetTree::Impl::syncNote(Container& branch, bool present)
{
    auto gap = present ? gapOf(branch.key.ns, branch.key.kind.view()) : FleetTree::Gap{};
    const auto isChild = [](const Container* child) { return child->type == RowType::Child; };
    const bool any = std::ranges::any_of(branch.children, isChild);
    if (gap.note == ChildNote::Reading && any)
        gap = {};
    else if (gap.note == ChildNote::None && present && !any)
        gap.note = ChildNote::Empty;
    const auto found = std::ranges::find_if_not(branch.children, isChild);
    if (gap.note == ChildNote::None) {
        if (found != branch.children.end())
            dropChild(**found);
        return;
    }
    auto& note = found != branch.children.end() ? **found : addChild(branch, RowType::Note, {{}, {}, branch.key.ns, {}});
    if (note.note == gap.note && note.name == gap.plural && note.error == gap.error)
        return;
    note.note = gap.note;
    note.name = std::string(gap.plural);
    note.error = std::move(gap.error);
    markDirty(note.id);
}

Container& FleetTree::Impl::addChild(Container& parent, RowType type, const ObjectKey& key)
{
    auto owned = std::make_unique<Container>();
    auto& child = *owned;
    child.type = type;
    child.key = key;
    child.name = key.name.str();
    child.code = key.kind.empty() ? std::string() : std::string(flux::codeForKind(key.kind.view()));
    child.parent = &parent;
    child.id = newId(child, 0);
    childNodes.emplace(child.id, std::move(owned));
    parent.children.push_back(&child);
    if (parent.id)
        markDirty(parent.id); // it has an expander now
    touchOrder(parent);
    structureDirty = true;
    return child;
}

void FleetTree::Impl::dropChild(Container& child)
{
    while (!child.children.empty())
        dropChild(*child.children.back());
    std::erase(child.parent->children, &child);
    std::erase(filterTouched, &child);
    if (child.parent->id)
        markDirty(child.parent->id); // its expander may go
    orderDirty.erase(&child);
    const auto owned = childNodes.find(child.id);
    freeId(child.id);
    dead.push_back(std::move(owned->second));
    childNodes.erase(owned);
    structureDirty = true;
}

void FleetTree::Impl::updateChild(Container& child, const flux::WorkloadObject& record)
{
    if (!child.textStale && !changedChildren.contains(child.key))
        return;
    child.verdict = flux::evaluate(record);
    child.worst = flux::severity(child.verdict.state);
    child.text = toLower(record.key.ns.str() + '/' + child.name + '\x01' + child.code + '\x01' + record.image + '\x01' + record.node
        + '\x01' + record.waitingReason + '\x01' + record.healthMessage);
    child.textStale = false;
    markDirty(child.id);
    touchOrder(*child.parent);
    if (filtered) {
        const auto* up = child.parent;
        while (!up->branchOf)
            up = up->parent;
        matchDirty.insert(up->parent);
    }
}

// The current ReplicaSet and the newest Job stand first, then the Pods, the note last.
bool FleetTree::Impl::childBefore(const Container& a, const Container& b) const
{
    if (a.type != b.type)
        return a.type == RowType::Child;
    if (a.key.kind != b.key.kind)
        return a.key.kind.view() > b.key.kind.view();
    const auto* x = findChild(a.key);
    const auto* y = findChild(b.key);
    if (x && y && x->rollout != y->rollout)
        return x->rollout > y->rollout;
    if (x && y && a.key.kind.view() == "Job" && x->created != y->created)
        return x->created > y->created;
    if (problemsFirst && a.worst != b.worst)
        return a.worst > b.worst;
    return a.label() < b.label();
}

// Children never hide an entry that matches, and an entry that does not is shown as the way to a child that does. Costs
// by the number of open workloads only.
void FleetTree::Impl::matchBranches()
{
    if (!filtered)
        return;
    for (auto& [id, branch] : branches) {
        auto& applier = *branch->parent;
        auto& entries = applier.entries->entries;
        auto& entry = entries[nodes[id].entry - 1];
        auto count = applier.entryMatches;
        if (std::exchange(branch->promoted, false)) {
            entry.match = false;
            --count;
        }
        applier.entryMatches = count;
        const bool own = isShown(applier, entry, true);
        const bool below = matchChildren(*branch, own);
        if (below && !own) {
            if (count == 0) {
                for (auto& other : entries)
                    other.match = false; // marks are not kept where nothing matches
            }
            entry.match = true;
            branch->promoted = true;
            ++count;
        }
        applier.entryMatches = count;
        sweeps[applier.slot].matches = count;
    }
}

bool FleetTree::Impl::matchChildren(Container& parent, bool inherited)
{
    bool any = false;
    for (auto* child : parent.children) {
        child->match = inherited;
        if (!inherited && child->type == RowType::Child) {
            const std::string_view text = child->text;
            const auto ns = child->key.ns.view().size();
            const auto kind = toLower(child->key.kind.view());
            Candidate candidate;
            candidate.text = text;
            candidate.ns = text.substr(0, ns);
            candidate.name = text.substr(ns + 1, child->name.size());
            candidate.kindCode = child->code;
            candidate.kind = kind;
            candidate.hasState = true;
            candidate.state = child->verdict.state;
            child->match = matches(query, candidate);
        }
        child->matchBelow = matchChildren(*child, child->match);
        any = any || child->match || child->matchBelow;
    }
    return any;
}

void FleetTree::Impl::layOutBranches(Container& applier)
{
    std::uint32_t shown = 0, told = 0;
    const auto tell = [&] {
        if (shown == told)
            return;
        blocks.push_back({static_cast<std::uint32_t>(rows), told, true, &applier});
        rows += shown - std::exchange(told, shown);
    };
    for (const auto index : applier.entries->order) {
        const auto& entry = applier.entries->entries[index];
        if (!isShown(applier, entry, filtered))
            continue;
        ++shown;
        if (auto* branch = branchOf(entry.id)) {
            tell();
            layOut(*branch);
        }
    }
    tell();
}

int FleetTree::Impl::revealChild(FleetTree& tree, const ObjectKey& key)
{
    const auto owners = ownersOf(key);
    if (owners.empty() || !findRecord(viewOf(owners.back())) || owners.back() == key)
        return -1; // not below an entry
    const int row = tree.reveal(owners.back());
    if (row < 0)
        return -1;
    tree.setExpanded(row, true);
    for (auto owner = owners.rbegin() + 1; owner != owners.rend(); ++owner) {
        if (const int at = tree.indexOf(*owner); at >= 0)
            tree.setExpanded(at, true);
    }
    return tree.indexOf(key);
}

} // namespace dg::tree

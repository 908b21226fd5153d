// SPDX-License-Identifier: Apache-2.0
// The flat list of visible rows: made anew when a place changed, and told as the fewest removals and insertions.
#include "impl.h"

#include <algorithm>

namespace dg::tree {

NodeId FleetTree::Impl::newId(Container& container, std::uint32_t entry)
{
    if (freeIds.empty()) {
        nodes.push_back({&container, entry});
        position.resize(nodes.size(), 0);
        return static_cast<NodeId>(nodes.size() - 1);
    }
    const auto id = freeIds.back();
    freeIds.pop_back();
    nodes[id] = {&container, entry};
    return id;
}

void FleetTree::Impl::freeId(NodeId id)
{
    nodes[id] = {};
    freed.push_back(id);
}

bool FleetTree::Impl::isExpanded(const Container& node) const
{
    if (filtered)
        return node.filterExpansion == Expansion::Default ? node.matchBelow : node.filterExpansion == Expansion::Open;
    if (node.expansion != Expansion::Default)
        return node.expansion == Expansion::Open;
    if (grouping == Grouping::Cause) // many rows behind one cause read as one
        return node.cause && node.children.size() < 2;
    return node.parent == &root || !node.children.empty();
}

bool FleetTree::Impl::hasChildren(const Container& node) const
{
    return filtered ? node.matchBelow : !node.children.empty() || node.inventory.managed > 0;
}

int FleetTree::Impl::depthOf(const Container& node) const
{
    int depth = 0;
    for (const auto* up = node.parent; up && up != &root; up = up->parent)
        ++depth;
    return depth;
}

void FleetTree::Impl::collect(Container& parent, std::vector<NodeId>& out)
{
    for (auto* child : parent.children) {
        if (filtered && !child->match && !child->matchBelow)
            continue;
        out.push_back(child->id);
        if (isExpanded(*child))
            collect(*child, out);
    }
    if (&parent == &root || parent.inventory.managed == 0)
        return;
    if (!parent.entries)
        makeEntries(parent);
    const auto& made = *parent.entries;
    for (const auto index : made.order) {
        const auto& entry = made.entries[index];
        if (!isShown(parent, entry, filtered))
            continue;
        out.push_back(entry.id);
        if (parent.branches > 0) {
            if (auto* branch = branchOf(entry.id))
                collect(*branch, out);
        }
    }
}

bool FleetTree::Impl::isMoved(NodeId id) const
{
    const auto& node = nodes[id];
    if (node.entry && movedEntries.contains(id))
        return true;
    for (const auto* up = node.container; up; up = up->parent) {
        if (up->moved || (up->branchOf && movedEntries.contains(up->branchOf)))
            return true;
    }
    return false;
}

void FleetTree::Impl::numberRows() const
{
    position.resize(nodes.size(), 0);
    for (; numbered < visible.size(); ++numbered)
        position[visible[numbered]] = static_cast<std::uint32_t>(numbered);
}

void FleetTree::Impl::layOut(Container& parent)
{
    for (auto* child : parent.children) {
        if (filtered && !child->match && !child->matchBelow)
            continue;
        blocks.push_back({static_cast<std::uint32_t>(rows++), 0, false, child});
        if (isExpanded(*child))
            layOut(*child);
    }
    if (&parent == &root || parent.inventory.managed == 0)
        return;
    if (!parent.entries)
        makeEntries(parent);
    const auto count = filtered ? parent.entryMatches : parent.entryCount;
    if (count == 0)
        return;
    if (parent.branches > 0) {
        layOutBranches(parent);
        return;
    }
    blocks.push_back({static_cast<std::uint32_t>(rows), 0, true, &parent});
    rows += count;
}

// Before anything changes, so that the list is that of the rows as they are told.
void FleetTree::Impl::list()
{
    if (listed)
        return;
    visible.clear();
    visible.reserve(rows);
    collect(root, visible);
    blocks.clear();
    numbered = 0;
    listed = true;
}

std::size_t FleetTree::Impl::findBlock(std::size_t row) const
{
    return static_cast<std::size_t>(std::ranges::upper_bound(blocks, row, {}, &Block::firstRow) - blocks.begin()) - 1;
}

NodeId FleetTree::Impl::idAt(std::size_t row) const
{
    if (listed)
        return visible.at(row);
    const auto& block = blocks.at(findBlock(row));
    if (!block.entries)
        return block.node->id;
    auto left = row - block.firstRow + block.skip;
    for (const auto index : block.node->entries->order) {
        const auto& entry = block.node->entries->entries[index];
        if (isShown(*block.node, entry, filtered) && left-- == 0)
            return entry.id;
    }
    return 0;
}

int FleetTree::Impl::positionOf(NodeId id) const
{
    if (id == 0 || id >= nodes.size())
        return -1;
    if (!listed) {
        if (!nodes[id].container)
            return -1;
        const auto& [node, entry] = nodes[id];
        std::uint32_t before = 0; // shown entries in front of it
        if (entry) {
            for (const auto index : node->entries->order) {
                const bool shown = isShown(*node, node->entries->entries[index], filtered);
                if (index + 1 == entry) {
                    if (!shown)
                        return -1;
                    break;
                }
                before += shown;
            }
        }
        const auto holds
            = [&, of = node, isEntry = entry != 0](const Block& b) { return b.node == of && b.entries == isEntry && b.skip <= before; };
        const auto last = std::find_if(blocks.rbegin(), blocks.rend(), holds);
        return last == blocks.rend() ? -1 : static_cast<int>(last->firstRow + before - last->skip);
    }
    numberRows();
    const auto at = position[id];
    return at < visible.size() && visible[at] == id ? static_cast<int>(at) : -1;
}

void FleetTree::Impl::showDifference(std::vector<NodeId> fresh)
{
    const auto& old = visible;
    std::size_t first = 0;
    const auto shorter = std::min(old.size(), fresh.size());
    while (first < shorter && old[first] == fresh[first])
        ++first;
    std::size_t tail = 0;
    while (tail < shorter - first && old[old.size() - 1 - tail] == fresh[fresh.size() - 1 - tail])
        ++tail;
    const auto oldEnd = old.size() - tail;
    const auto freshEnd = fresh.size() - tail;
    if (first == oldEnd && first == freshEnd)
        return;

    enum : std::uint8_t { Gone, Stays };
    std::vector<std::uint8_t> fate(nodes.size(), Gone);
    for (auto i = first; i < freshEnd; ++i) {
        const auto id = fresh[i];
        if (const auto at = positionOf(id); at >= static_cast<int>(first) && at < static_cast<int>(oldEnd) && !isMoved(id))
            fate[id] = Stays;
    }
    for (auto end = oldEnd; end > first;) {
        if (fate[visible[end - 1]] == Stays) {
            --end;
            continue;
        }
        auto begin = end - 1;
        while (begin > first && fate[visible[begin - 1]] == Gone)
            --begin;
        observer.rowsAboutToBeRemoved(static_cast<int>(begin), static_cast<int>(end) - 1);
        visible.erase(visible.begin() + static_cast<std::ptrdiff_t>(begin), visible.begin() + static_cast<std::ptrdiff_t>(end));
        numberFrom(begin);
        observer.rowsRemoved();
        end = begin;
    }
    for (auto i = first; i < freshEnd;) {
        if (fate[fresh[i]] == Stays) {
            ++i;
            continue;
        }
        auto end = i + 1;
        while (end < freshEnd && fate[fresh[end]] == Gone)
            ++end;
        observer.rowsAboutToBeInserted(static_cast<int>(i), static_cast<int>(end) - 1);
        visible.insert(visible.begin() + static_cast<std::ptrdiff_t>(i), fresh.begin() + static_cast<std::ptrdiff_t>(i),
            fresh.begin() + static_cast<std::ptrdiff_t>(end));
        numberFrom(i);
        observer.rowsInserted();
        i = end;
    }
}

void FleetTree::Impl::emitChanges()
{
    std::vector<int> rows;
    for (const auto id : dirtyRows) {
        if (const auto row = positionOf(id); row >= 0)
            rows.push_back(row);
    }
    dirtyRows.clear();
    std::ranges::sort(rows);
    for (std::size_t i = 0; i < rows.size();) {
        auto end = i + 1;
        while (end < rows.size() && rows[end] - rows[end - 1] <= 1)
            ++end;
        observer.rowsChanged(rows[i], rows[end - 1]);
        i = end;
    }
}

void FleetTree::Impl::finish(bool reset)
{
    constexpr std::size_t IndexAtOnce = 256; // entries: all that an ordinary change brings
    indexSome(IndexAtOnce);
    evaluatePending();
    linkPending();
    if (structureDirty)
        dropEmptyGroups();
    recountPending();
    syncBranches();
    for (auto* parent : orderDirty) {
        if (frozen)
            parent->unsorted = true;
        else
            sortChildren(*parent);
    }
    orderDirty.clear();
    if (filtered && (!matchDirty.empty() || structureDirty)) {
        const std::vector<Container*> work(matchDirty.begin(), matchDirty.end());
        matchDirty.clear();
        for (auto* node : work) {
            matchContainer(*node);
            matchEntries(*node);
        }
        matchBranches();
        markBelow();
        structureDirty = true;
    }
    matchDirty.clear();
    if (structureDirty || reset) {
        if (reset) {
            visible.clear();
            blocks.clear();
            rows = 0;
            listed = false;
            layOut(root);
            observer.reset();
            dirtyRows.clear();
        } else {
            std::vector<NodeId> fresh;
            fresh.reserve(visible.size());
            collect(root, fresh);
            showDifference(std::move(fresh));
        }
        for (auto* node : moved)
            node->moved = false;
        moved.clear();
        movedEntries.clear();
        structureDirty = false;
    }
    emitChanges();
    freeIds.insert(freeIds.end(), freed.begin(), freed.end());
    freed.clear();
    dead.clear();
    updateWanted();
}

Row FleetTree::Impl::makeRow(NodeId id) const
{
    Row row;
    const auto& place = nodes[id];
    const auto& node = *place.container;
    row.id = id;
    if (place.entry) {
        const auto& entry = node.entries->entries[place.entry - 1];
        const auto key = keyOf(node, entry, place.entry - 1);
        row.type = RowType::Managed;
        row.depth = depthOf(node) + 1;
        row.key = {pool.intern(key.group), pool.intern(key.kind), pool.intern(key.ns), pool.intern(key.name)};
        row.name = row.key.name.view();
        row.kindCode = entryKinds[entry.kind].code;
        row.mark = entry.mark;
        if (const auto* record = entry.mark == ManagedMark::Present ? findRecord(key) : nullptr)
            row.verdict = flux::evaluate(*record);
        else if (entry.mark == ManagedMark::Missing)
            row.verdict.state = flux::State::Missing;
        row.repeated = isRepeated(node, key);
        row.drift = driftOf(key);
        row.hasChildren = canOpen(entry);
        if (const auto* branch = row.hasChildren && node.branches > 0 ? branchOf(id) : nullptr) {
            row.expanded = true;
            row.match = !filtered || !branch->promoted;
        }
        return row;
    }
    row.type = node.type;
    row.depth = depthOf(node);
    row.hasChildren = hasChildren(node);
    row.expanded = row.hasChildren && isExpanded(node);
    row.name = node.label();
    row.kindCode = node.code;
    row.below = node.below.rollUp();
    row.cycle = node.cycle;
    row.cause = node.cause.get();
    row.match = !filtered || node.match; // a child is looked at under a filter only
    row.key = node.key;
    if (node.type == RowType::Notice) {
        row.key = {};
        row.verdict.state = flux::State::Forbidden;
        row.verdict.message = node.error.detail;
    }
    if (node.type == RowType::Child) {
        row.verdict = node.verdict;
        row.workload = findChild(node.key);
    }
    if (node.type == RowType::Note) {
        row.key = {};
        row.ns = node.key.ns.view();
        row.note = node.note;
        row.error = node.error;
        row.verdict.message = node.error.detail;
    }
    if (!node.object)
        return row;
    const auto& object = *node.object;
    row.kind = object.kind;
    row.drift = driftOf(viewOf(node.key));
    row.verdict = node.verdict;
    row.verdict.suspended = object.suspended;
    row.behind = node.behind;
    row.revision = object.revision();
    row.applied = query::appliedTime(object);
    // Only a Kustomization tells when its last pass was (contracts.md §3).
    if (object.lastReconciled && object.interval && !object.suspended)
        row.next = *object.lastReconciled + *object.interval;
    return row;
}

} // namespace dg::tree

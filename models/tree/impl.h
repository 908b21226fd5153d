// SPDX-License-Identifier: Apache-2.0
// The inside of the tree. Data (data.cpp) -> places (places.cpp) -> order and match -> visible rows (visible.cpp).
// A workload's children (workloads.cpp, branches.cpp) hang below an open entry.
// A change goes through once: apply marks, finish() sorts what is dirty, makes the visible list anew when a place
// changed, and tells the difference.
#pragma once

#include "nodes.h"
#include "query/match.h"
#include "store/entry_index.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

namespace dg::tree {

using query::toLower;

struct FleetTree::Impl {
    Impl(StringPool& stringPool, TreeObserver& treeObserver);

    // data.cpp
    void applyFlux(const store::Delta& delta);
    void applyManaged(const store::Delta& delta);
    void removeFlux(Container& node);
    void setReferences(Container& node);
    void dropReferences(Container& node);
    void indexInventory(const Container& node, bool add);
    void unindex(Container& node);
    bool indexSome(std::size_t entries); // true: more is left
    bool recountSome(std::size_t appliers); // likewise
    void referrersOf(const ObjectKey& key, const std::function<void(Container&)>& visit);
    void evaluatePending();
    bool evaluate(Container& node); // true when what others look at changed
    void recountPending();
    void recount(Container& node);
    void countEntries(const Container& node, Counts& counts) const;
    [[nodiscard]] bool isKindReadable(std::string_view kind) const;
    [[nodiscard]] bool isWatched(std::string_view group, std::string_view kind) const;
    [[nodiscard]] const flux::FluxObject* findObject(const ObjectKey& key) const;
    [[nodiscard]] Container* findNode(const ObjectKey& key) const;
    [[nodiscard]] Container* findNode(const KeyView& key) const;
    [[nodiscard]] const flux::ManagedObject* findRecord(const KeyView& key) const;
    [[nodiscard]] ManagedMark markOf(const flux::FluxObject& applier, const KeyView& key, const flux::ManagedObject* record) const;
    [[nodiscard]] bool isRepeated(const Container& applier, const KeyView& key) const;

    // causes.cpp
    [[nodiscard]] std::optional<flux::RootCause> causeOf(const Container& node) const;
    [[nodiscard]] Container& causeGroup(const Container& node);
    void regroupByCause();

    // places.cpp
    void linkPending();
    [[nodiscard]] Container* placeOf(Container& node);
    [[nodiscard]] Container* placeWithoutSource(const flux::FluxObject& object, Container* looksAt);
    [[nodiscard]] Container* applierOf(const Container& node) const;
    void markCycles(const std::vector<Container*>& candidates);
    void place(Container& node, Container* parent);
    void unlink(Container& node);
    Container& group(const std::string& name);
    void dropEmptyGroups();
    void addUp(Container* from, const Counts& before, const Counts& after);
    void updateWorst(Container* node);
    [[nodiscard]] bool before(const Container& a, const Container& b) const;
    void sortChildren(Container& parent);
    void sortEntries(Container& applier);
    void setTextStale(Container& node)
    {
        node.textStale = true;
        prepared = std::min<std::size_t>(prepared, node.slot);
    }
    void setMoved(Container& node)
    {
        if (!std::exchange(node.moved, true))
            moved.push_back(&node);
    }
    void touchOrder(Container& node) { orderDirty.insert(&node); }
    [[nodiscard]] int wouldMove(const Container& parent) const;

    // entries.cpp
    void makeEntries(Container& applier);
    void dropEntries(Container& applier);
    void refreshEntries(Container& applier);
    void touchEntry(Container& applier, const KeyView& key);
    [[nodiscard]] KeyView keyOf(const Container& applier, const Entry& entry, std::uint32_t index) const;
    [[nodiscard]] std::uint16_t entryKind(std::string_view group, std::string_view kind);
    void setEntryState(const Container& applier, Entry& entry, const KeyView& key) const;
    [[nodiscard]] bool entryBefore(const Entries& entries, std::uint32_t a, std::uint32_t b) const;

    // matching.cpp
    void matchContainer(Container& node);
    void matchEntries(Container& applier);
    [[nodiscard]] query::Candidate candidateOf(
        const Container& applier, std::size_t index, std::size_t lineEnd, const query::Candidate& common) const;
    void setFilter(query::Query query);
    void matchAges(); // time went by
    void setEntryMatches(Container& applier, std::uint32_t count);
    void setExpansion(Container& node, Expansion expansion);
    void matchAll(bool narrower);
    void makeText(Container& node);
    bool prepareFilter();
    [[nodiscard]] static bool isShown(const Container& applier, const Entry& entry, bool filtered);
    void markBelow();

    // workloads.cpp
    void applyWorkload(const store::Delta& delta);
    [[nodiscard]] const flux::WorkloadObject* findChild(const ObjectKey& key) const;
    [[nodiscard]] std::vector<const flux::WorkloadObject*> childrenOf(const std::string& uid) const;
    [[nodiscard]] FleetTree::Gap gapOf(Atom ns, std::string_view ownerKind) const;
    [[nodiscard]] std::string uidOf(const ObjectKey& workload) const;
    [[nodiscard]] std::vector<ObjectKey> ownersOf(const ObjectKey& child) const;
    void updateWanted();

    // branches.cpp
    [[nodiscard]] bool canOpen(const Entry& entry) const { return entry.mark == ManagedMark::Present && entryKinds[entry.kind].workload; }
    [[nodiscard]] Container* branchOf(NodeId entry) const;
    void openBranch(Container& applier, std::uint32_t index);
    void closeBranch(NodeId entry);
    void touchBranches(const Container& applier);
    void touchBranches(const ObjectKey& entry);
    void forgetPromotions(const Container& applier);
    void syncBranches();
    void syncChildren(Container& parent, const std::string& uid, int depth);
    void syncNote(Container& branch, bool present);
    Container& addChild(Container& parent, RowType type, const ObjectKey& key);
    void dropChild(Container& child);
    void updateChild(Container& child, const flux::WorkloadObject& record);
    [[nodiscard]] bool childBefore(const Container& a, const Container& b) const;
    void matchBranches();
    bool matchChildren(Container& parent, bool inherited);
    void layOutBranches(Container& applier);
    int revealChild(FleetTree& tree, const ObjectKey& key);

    // owners.cpp
    [[nodiscard]] bool isListed(const KeyView& key) const; // in an inventory
    void eachNamedEntry(
        const query::ObjectWords& words, const std::function<void(const Container&, const KeyView&, query::Naming)>& visit) const;
    [[nodiscard]] Ownership ownershipOf(const KeyView& object, const Container* owner) const;

    // visible.cpp
    void finish(bool reset = false);
    void collect(Container& parent, std::vector<NodeId>& out);
    void beginReset() { observer.aboutToReset(); } // while the rows still are what they were
    void layOut(Container& parent);
    void list();
    [[nodiscard]] std::size_t rowCount() const { return listed ? visible.size() : rows; }
    [[nodiscard]] NodeId idAt(std::size_t row) const;
    [[nodiscard]] std::size_t findBlock(std::size_t row) const;
    void showDifference(std::vector<NodeId> fresh);
    [[nodiscard]] bool isMoved(NodeId id) const;
    void numberFrom(std::size_t first) { numbered = std::min(numbered, first); } // done when somebody asks
    void numberRows() const;
    [[nodiscard]] int positionOf(NodeId id) const;
    [[nodiscard]] bool isExpanded(const Container& node) const;
    [[nodiscard]] bool hasChildren(const Container& node) const;
    void emitChanges();
    [[nodiscard]] Row makeRow(NodeId id) const;
    [[nodiscard]] int depthOf(const Container& node) const;

    struct Node {
        Container* container = nullptr;
        std::uint32_t entry = 0;
    }; // entry 0: the container, else index + 1
    NodeId newId(Container& container, std::uint32_t entry);
    void freeId(NodeId id);
    void markDirty(NodeId id) { dirtyRows.push_back(id); }

    // drift.cpp
    [[nodiscard]] const DriftOf* driftOf(const KeyView& key) const;
    void describeDrift(query::Candidate& candidate, const DriftOf* of) const;

    StringPool& pool;
    TreeObserver& observer;
    Grouping grouping = Grouping::Source;
    bool problemsFirst = true;
    bool frozen = false;
    WallTime now{};
    Container root;
    KeyMap<std::unique_ptr<Container>> objects;
    KeyMap<std::shared_ptr<const flux::ManagedObject>> managed;
    std::map<std::string, std::unique_ptr<Container>, std::less<>> groups;
    std::vector<std::unique_ptr<Container>> notices;
    std::vector<Container*> slots;
    std::vector<std::uint32_t> freeSlots;
    KeyMap<std::vector<Container*>> referrers;
    flux::Controllers controllers;
    std::unordered_set<std::string> causeHeads; // names of the causes that rows are behind, while grouped by cause
    store::EntryIndex entryIndex;
    std::vector<EntryKind> entryKinds;
    std::unordered_map<std::string, std::uint16_t> entryKindIds; // "group/kind"
    std::unordered_set<std::string> watched; // "group/kind"
    std::unordered_set<std::string> unreadableKinds; // kind
    std::unordered_set<Container*> inCycle, holding;
    std::unordered_set<Container*> indexPending, recountLater; // work for when there is time
    query::Query filter;
    struct Uses { // of the filter: what has to be looked at again
        bool links = false; // sources, owners, labels: the record
        bool labels = false;
        bool drift = false; // drift: or by:
        bool age = false;
    } filterUses;
    bool filtered = false;
    KeyMap<DriftOf> drift;
    KeyMap<std::uint32_t> driftBelow; // by owner: objects that count, missing ones not among them
    std::string clusterName;
    std::vector<Container*> filterTouched; // opened or closed by hand under the filter
    // The texts of the entries (their first `common` bytes begin every line) side by side with their appliers, by slot: the sweep touches nothing else.
    struct Sweep {
        const char* text = nullptr;
        std::uint32_t size = 0;
        std::uint32_t matches = 0;
        std::uint32_t common = 0;
    };
    std::vector<Sweep> sweeps;

    // Work of the call under way
    std::unordered_set<Container*> linkPendingSet, evaluateSet, recountSet, orderDirty, entryOrderDirty, matchDirty;
    std::unordered_set<Container*> deferredLinks; // while frozen
    std::vector<Container*> moved; // alive until finish(): see dead
    std::unordered_set<NodeId> movedEntries;
    std::unordered_set<NodeId> branchDirty; // ids of entries
    std::unordered_set<ObjectKey> changedChildren; // another record with other facts
    bool wantedDirty = false;
    std::vector<NodeId> dirtyRows;
    std::vector<NodeId> freed; // reused only after the rows are told
    std::vector<std::unique_ptr<Container>> dead; // likewise
    bool structureDirty = false;

    // What workloads made, and where it is shown. All of it empty while no workload is open or looked at.
    KeyMap<std::shared_ptr<const flux::WorkloadObject>> children;
    std::unordered_map<std::string, std::vector<const flux::WorkloadObject*>> childrenByOwner; // uid of the controller
    std::unordered_map<NodeId, std::unique_ptr<Container>> branches; // by the entry's id
    std::unordered_map<NodeId, std::unique_ptr<Container>> childNodes; // by their own
    std::vector<NodeId> opened; // entries, the last opened first
    std::vector<WorkloadReading> readings;
    Atom lookedAt; // namespace
    std::vector<Atom> wanted;
    std::function<void()> wantedChanged;

    std::vector<Node> nodes{Node{}}; // by id; 0 is none
    std::vector<NodeId> freeIds;
    std::vector<NodeId> visible;
    mutable std::vector<std::uint32_t> position; // by id; right when visible[position[id]] == id
    mutable std::size_t numbered = 0; // rows from here on have no position yet
    // After a reset the rows are known as blocks only (a container, or the shown entries of one): whoever types a filter
    // looks at one screen of half a million rows. The list itself is made before the next change.
    struct Block {
        std::uint32_t firstRow = 0;
        std::uint32_t skip = 0; // shown entries before: an open one ends a block
        bool entries = false;
        Container* node = nullptr;
    };
    std::vector<Block> blocks;
    std::size_t rows = 0;
    bool listed = true;
    std::size_t prepared = 0; // slots before this have been seen by prepareFilter()
    mutable Summary summary;
};

[[nodiscard]] inline std::string groupKind(std::string_view group, std::string_view kind)
{
    std::string text(group);
    text += '/';
    text += kind;
    return text;
}

} // namespace dg::tree

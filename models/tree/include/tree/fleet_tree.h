// SPDX-License-Identifier: Apache-2.0
// tree: the live tree of one cluster as a flat list of visible rows. Nodes, grouping, order, filter, roll-up. GUI thread
// (or a test's); plain C++. Children never expanded have no rows; a reload never resets; nothing moves while frozen.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "flux/controllers.h"
#include "flux/object.h"
#include "flux/root_cause.h"
#include "flux/state.h"
#include "flux/workload_object.h"
#include "query/object_words.h"
#include "store/store.h"
#include "tree/drift_table.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dg::tree {

enum class Grouping : std::uint8_t { Source, Namespace, Kind, Cause };
enum class RowType : std::uint8_t {
    Group, // a namespace or kind heading; or "no source" for appliers whose source does not exist
    Flux, // a Flux object
    Managed, // an inventory entry (its record may be absent: not watched, or missing)
    Notice, // "Cannot list Buckets: forbidden"
    Child, // what a workload made: a ReplicaSet, Job or Pod. No part of any count
    Note, // a word beside or in place of a workload's children: see ChildNote
};

enum class ManagedMark : std::uint8_t { Present, Missing, NotWatched, Elsewhere /* spec.kubeConfig: another cluster */, Orphaned };

// Why a workload's children are not (all) there. None: they are.
enum class ChildNote : std::uint8_t { None, Reading, Empty, Unreadable /* of one kind: Row::name */, LeftOut /* too many namespaces */ };

// How the Pods, ReplicaSets or Jobs of one namespace are read.
struct WorkloadReading {
    enum class State : std::uint8_t { Reading, Read, Unreadable, LeftOut /* the whole namespace; no kind */ };
    Atom ns, kind;
    Atom plural;
    State state = State::Reading;
    Error error{}; // with Unreadable
    friend bool operator==(const WorkloadReading&, const WorkloadReading&) = default;
};

// Counts below a node, itself excluded. Flux objects by state; managed objects by present/missing.
struct RollUp {
    std::array<std::uint32_t, flux::StateCount> byState{};
    std::uint32_t suspended = 0;
    std::uint32_t managed = 0;
    std::uint32_t missing = 0;
    std::uint32_t drifted = 0; // objects with drift that counts, missing ones not among them
    [[nodiscard]] std::uint32_t flux() const;
    [[nodiscard]] std::uint32_t problems() const;
};

using NodeId = std::uint32_t; // stable while the node lives; 0 = none

// A visible row, made when it is painted.
struct Row {
    NodeId id = 0;
    RowType type = RowType::Group;
    int depth = 0; // 0 at the top
    bool hasChildren = false;
    bool expanded = false;
    ObjectKey key; // empty for groups and notices
    flux::Kind kind = flux::Kind::Other;
    std::string_view name; // object name, group name; lives until the next apply()
    std::string_view kindCode; // "ks", "deploy"
    flux::Verdict verdict; // Flux and Managed
    ManagedMark mark = ManagedMark::Present;
    bool behind = false;
    std::string_view revision; // full string; the painter shortens
    std::optional<WallTime> applied; // Kustomization history[0].lastReconciled, HelmRelease lastDeployed, source artifactUpdated
    std::optional<WallTime> next; // applied + interval where it is known, not when suspended; otherwise empty
    RollUp below;
    bool repeated = false; // the object has another place in the tree too (duplicate inventory entry)
    bool cycle = false; // its parents form a cycle; shown at the top and marked
    // Of a group by cause: what its rows wait on or fail for; lives until the next apply(). Null: any other row.
    const flux::RootCause* cause = nullptr;
    bool match = true; // false: an ancestor shown only because something below matches the filter
    const DriftOf* drift = nullptr; // of the object itself; lives until the next setDrift(). Null: nothing found
    const flux::WorkloadObject* workload = nullptr; // Child; lives until the next apply()
    ChildNote note = ChildNote::None; // Note; `verdict.message` is the server's refusal
    Error error{}; // Note, Unreadable
    std::string_view ns; // Note: the namespace it is about
};

// What the rows did, in order; first/last are rows of the flat list after the earlier signals were applied.
class TreeObserver {
public:
    virtual ~TreeObserver() = default;
    virtual void rowsAboutToBeInserted(int first, int last) = 0;
    virtual void rowsInserted() = 0;
    virtual void rowsAboutToBeRemoved(int first, int last) = 0;
    virtual void rowsRemoved() = 0;
    virtual void rowsChanged(int first, int last) = 0;
    virtual void aboutToReset() = 0; // filter, grouping and order by the user only
    virtual void reset() = 0;
};

struct Summary {
    std::uint32_t total = 0; // Flux objects
    std::uint32_t suspended = 0;
    std::uint32_t behind = 0;
    std::array<std::uint32_t, flux::StateCount> byState{};
    std::uint32_t managed = 0;
    std::uint32_t missing = 0;
    std::uint32_t drifted = 0; // objects with drift that counts, missing ones not among them
    std::uint32_t shown = 0; // objects that match the filter
};

// What several rows that are not in sync have in common.
struct Cause {
    flux::RootCause root;
    ObjectKey object; // the cause as an object of this tree; empty: a Secret, a controller, something that is not there
    std::uint32_t rows = 0; // behind it; the object that fails is not counted
};

// A kind (and namespace) that cannot be read: a row of its own, and missing marks are withheld for it.
struct Unreadable {
    Atom group, kind, ns;
    std::string_view plural;
    Error error;
    bool partly = false; // readable in some namespaces: no row of its own, but absence says nothing
};

// Who owns an object: one for each inventory that lists it; or what its labels say; or nobody.
struct Ownership {
    enum Proof : std::uint8_t {
        Inventory, // the owner's inventory lists it
        LabelOnly, // it carries Flux's labels, the owner's inventory does not list it (or there is no such owner)
        Nothing, // no inventory lists it and no label names an owner
    };
    ObjectKey object;
    Proof proof = Nothing;
    ObjectKey owner; // empty with Nothing
    bool ownerExists = false;
    bool ownerKeepsInventory = false; // false with LabelOnly: the label is all there can be
    flux::Reference source; // of the owner: its repository or artifact
    std::string path; // Kustomization: spec.path; HelmRelease: chart and version
    bool isFlux = false; // the object itself is one of Flux's
    ManagedMark mark = ManagedMark::Present; // of a managed one
    flux::Verdict verdict; // of the object; Missing with that mark
    query::Naming naming = query::Naming::Whole;
};
struct Ownerships {
    std::vector<Ownership> found; // whole names first, then beginnings; each by namespace, kind, owner
    std::size_t more = 0; // that were found and left out
};

class FleetTree {
public:
    FleetTree(StringPool& pool, TreeObserver& observer);
    ~FleetTree();
    FleetTree(const FleetTree&) = delete;
    FleetTree& operator=(const FleetTree&) = delete;

    void apply(std::span<const store::Delta> deltas); // stage() and settle()
    // For many deltas at once: takes them in without telling rows. Until settle() no row may be read.
    void stage(std::span<const store::Delta> deltas);
    void settle();
    // While there is time: a slice (about a millisecond) of what need not be there for the first rows: counts of missing
    // objects after a kind became watched, the index of entries, the texts the filter searches. Signals. True: more is left.
    bool prepare();
    // Managed kinds whose watch has synced: only for these does "in the inventory, not in the cluster" say missing.
    void setWatchedKinds(std::span<const std::pair<Atom, Atom>> groupKinds);
    void setUnreadable(std::vector<Unreadable> unreadable);
    // Where a word is missing, the namespace is being asked for.
    void setWorkloadReadings(std::vector<WorkloadReading> readings);
    // What drifted, all of it. Signals for the rows that say something else now.
    void setDrift(DriftTable table);
    void setNow(WallTime now); // for ages in order; no signals
    // Time went by (about once a second, and nextTick() says when at the latest): a pass without news that lasts shows as
    // reconciling from now on. Signals.
    void tick(WallTime now);
    [[nodiscard]] std::optional<WallTime> nextTick() const; // empty: nothing waits for time

    // By the user: may reset.
    void setGrouping(Grouping grouping);
    void setProblemsFirst(bool on);
    void setFilter(std::string_view query); // query/query.h
    [[nodiscard]] const std::optional<query::Problem>& filterProblem() const; // what of it was not understood
    void setClusterName(std::string_view name); // what "cluster:" asks
    // The values of a field that exist here, for completion (query::KnownValues). Looks at some 50,000 inventory entries and
    // records at most.
    [[nodiscard]] std::vector<std::string> filterValues(query::Field field, std::string_view typed) const;
    // While frozen no row changes its place (values change); thaw() sorts. pendingMoves: rows that would move.
    void setFrozen(bool frozen);
    [[nodiscard]] int pendingMoves() const;

    [[nodiscard]] int rowCount() const;
    [[nodiscard]] Row row(int index) const;
    [[nodiscard]] NodeId idAt(int index) const;
    [[nodiscard]] int indexOf(NodeId id) const; // -1 when not visible
    [[nodiscard]] int parentRow(int index) const; // -1 at the top
    [[nodiscard]] int indexOf(const ObjectKey& key) const;
    // Expands the way to it; -1 when there is no such object.
    int reveal(const ObjectKey& key);
    void setExpanded(int index, bool expanded);
    void expandAll(); // but for workloads: each is a question to the server
    void collapseAll();

    // The namespaces whose workloads' children are needed: of the open workloads, the last opened first, and of the one
    // that lookAt() named. The callback comes at the end of the call that changed them; it must not call back in.
    [[nodiscard]] const std::vector<Atom>& wantedWorkloads() const;
    void setWantedWorkloadsChanged(std::function<void()> changed);
    void lookAt(const ObjectKey& workload); // what an inspector shows, open or not; empty: nothing
    // The Pods below a workload or one of its ReplicaSets or Jobs, problems first. Empty as long as they are not read.
    [[nodiscard]] std::vector<std::shared_ptr<const flux::WorkloadObject>> podsOf(const ObjectKey& workload) const;
    struct Gap {
        ChildNote note = ChildNote::None;
        std::string_view plural; // Unreadable
        Error error{};
    };
    [[nodiscard]] Gap podsGap(const ObjectKey& workload) const; // what keeps podsOf() from being the whole
    // Who controls a child, by uid, nearest first; ends where nothing more is known.
    [[nodiscard]] std::vector<ObjectKey> ownersOf(const ObjectKey& child) const;

    [[nodiscard]] const Summary& summary() const;
    [[nodiscard]] std::shared_ptr<const flux::FluxObject> find(const ObjectKey& key) const;
    [[nodiscard]] std::shared_ptr<const flux::ManagedObject> findManaged(const ObjectKey& key) const; // a workload's child too
    [[nodiscard]] std::shared_ptr<const flux::WorkloadObject> findWorkload(const ObjectKey& key) const;
    // The state as this tree knows it (with its source looked up). Unknown for an absent object.
    [[nodiscard]] flux::Verdict verdict(const ObjectKey& key) const;
    // Why it is not in sync, as far as a link or a message proves it; empty: in sync, itself the first failing link, or not known.
    [[nodiscard]] std::optional<flux::RootCause> rootCause(const ObjectKey& key) const;
    // All causes, the one with the most rows behind it first. A walk over all objects: at most once a second.
    [[nodiscard]] std::vector<Cause> causes() const;
    [[nodiscard]] const flux::Controllers& controllers() const;
    void setControllersReadable(bool readable); // both of their lists were read
    // How an inventory entry of this applier stands; with the record's verdict where there is one.
    [[nodiscard]] ManagedMark mark(const flux::FluxObject& applier, const ObjectKey& entry) const;
    // Entries of its own inventory that are in the inventory and not in the cluster; 0 for an absent object.
    [[nodiscard]] std::uint32_t missingIn(const ObjectKey& applier) const;
    // Who needs this one: appliers of a source, dependants of an applier.
    [[nodiscard]] std::vector<ObjectKey> dependants(const ObjectKey& key) const;
    // Of every object of this name: also of those that nothing lists. `parts`: names that hold the typed one too.
    [[nodiscard]] Ownerships owners(const query::ObjectWords& words, bool parts, std::size_t limit) const;
    void forEachFlux(const std::function<void(const flux::FluxObject&, const flux::Verdict&, bool behind)>& visit) const;
    // Also those that no inventory names; without workloads' children.
    void forEachManaged(const std::function<void(const std::shared_ptr<const flux::ManagedObject>&)>& visit) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::tree

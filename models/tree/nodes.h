// SPDX-License-Identifier: Apache-2.0
// The nodes. A Container is a group, a Flux object, a notice, a workload's child, or a branch: the rowless head of the
// children of one open workload entry, whose parent is the entry's applier. The entries of an applier's inventory are made only when
// they are shown or searched, and live packed in one text.
#pragma once

#include "counts.h"
#include "tree/fleet_tree.h"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dg::tree {

// An object's key as texts: inventories are looked up without interning a name.
struct KeyView {
    std::string_view group, kind, ns, name;
    friend bool operator==(const KeyView&, const KeyView&) = default;
};
[[nodiscard]] inline KeyView viewOf(const ObjectKey& key)
{
    return {key.group.view(), key.kind.view(), key.ns.view(), key.name.view()};
}
[[nodiscard]] inline KeyView viewOf(const flux::InventoryEntry& entry)
{
    return {entry.group, entry.kind, entry.ns, entry.name};
}

struct ViewHash {
    using is_transparent = void;
    // Name and namespace tell objects apart; of the other two a glance is enough. Not noexcept on purpose: libstdc++ then
    // keeps the hash in its nodes, instead of making it anew for every neighbour in a bucket and whenever a map grows.
    std::size_t operator()(const KeyView& key) const
    {
        const std::hash<std::string_view> hash;
        const auto glance = key.kind.empty()
            ? std::size_t{0}
            : key.kind.size() * 8191 + static_cast<unsigned char>(key.kind.front()) * 131u + static_cast<unsigned char>(key.kind.back());
        return (hash(key.name) * 31 + hash(key.ns)) * 31 + glance * 0x9e3779b97f4a7c15ULL + key.group.size();
    }
    std::size_t operator()(const ObjectKey& key) const { return (*this)(viewOf(key)); }
};
struct ViewEqual {
    using is_transparent = void;
    bool operator()(const ObjectKey& a, const ObjectKey& b) const { return a == b; }
    bool operator()(const KeyView& a, const ObjectKey& b) const { return a == viewOf(b); }
    bool operator()(const ObjectKey& a, const KeyView& b) const { return viewOf(a) == b; }
};
template <class T> using KeyMap = std::unordered_map<ObjectKey, T, ViewHash, ViewEqual>;

// A kind as entries know it; few in a cluster.
struct EntryKind {
    std::string group, kind, lower;
    std::string_view code;
    bool workload = false; // has children of its own: Pods, ReplicaSets, Jobs
};

struct Entry {
    std::uint32_t text = 0; // where its line begins: "ns/name\x01code\x01kind" + two bytes of the kind's number + "\n", lower case
    NodeId id = 0;
    std::uint16_t kind = 0; // index of EntryKind
    std::uint16_t nsLength = 0;
    std::uint16_t nameLength = 0;
    ManagedMark mark = ManagedMark::NotWatched;
    std::uint8_t state : 5 = 0; // flux::State, when hasState
    bool hasState : 1 = false;
    bool match : 1 = false; // under a filter, where neither all nor none match
    friend bool operator==(const Entry&, const Entry&) = default;
};

struct Entries {
    std::string text;
    std::vector<Entry> entries; // as the inventory has them
    std::vector<std::uint32_t> order; // as they are shown
    std::unordered_map<std::uint32_t, std::string> originals; // "ns/name" where it is not all lower case, by entry
};

enum class Expansion : std::uint8_t { Default, Open, Closed };

struct Container {
    RowType type = RowType::Group;
    NodeId id = 0;
    std::uint32_t slot = 0; // in Impl::slots; for the entry index
    Container* parent = nullptr; // null: not linked yet, or the root
    std::vector<Container*> children;
    std::shared_ptr<const flux::FluxObject> object;
    flux::Verdict verdict; // as shown
    bool behind = false;
    std::optional<WallTime> holdUntil; // a pass without news is not shown before
    Atom nameAtom; // Flux objects
    std::string name; // groups and notices
    std::string code;
    Error error; // notices
    std::unique_ptr<flux::RootCause> cause; // groups by cause
    ObjectKey key;
    std::vector<ObjectKey> refs; // what it looks at: parent, source, Flux objects of its inventory
    Counts inventory; // of its own entries
    Counts below; // inventory and all children
    int worst = 0; // its own severity or that of the worst below
    Expansion expansion = Expansion::Default;
    Expansion filterExpansion = Expansion::Default;
    bool cycle = false;
    bool drifted = false; // itself, with drift that counts
    bool indexed = false; // its inventory is in the entry index
    bool unsorted = false; // its children are not in order
    bool match = true;
    bool matchBelow = false;
    bool moved = false; // since the visible list was last made
    bool promoted = false; // a branch: its entry is shown under the filter only because a child matches
    ChildNote note = ChildNote::None;
    NodeId branchOf = 0; // a branch: the id of its entry
    std::uint32_t branches = 0; // open entries of this applier
    bool textStale = true;
    bool entriesStale = false; // the inventory, or which of it has rows of its own, changed
    std::uint32_t entryMatches = 0;
    std::uint32_t entryCount = 0; // of `entries`
    std::uint32_t scratch = 0; // while children are put in order
    std::string text; // for words, lower case
    std::unique_ptr<Entries> entries;

    [[nodiscard]] std::string_view label() const { return type == RowType::Flux ? nameAtom.view() : std::string_view(name); }
    [[nodiscard]] Counts total() const; // itself and below
};

} // namespace dg::tree

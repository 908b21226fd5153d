// SPDX-License-Identifier: Apache-2.0
// From the live tree to a graph. A snapshot is taken on the tree's thread and is a value; the graph is made of it on any.
#pragma once

#include "graph/graph.h"
#include "tree/fleet_tree.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace dg::graph {

// What a graph needs of one object.
struct Item {
    std::shared_ptr<const flux::FluxObject> object;
    flux::State state = flux::State::Unknown;
    bool suspended = false;
    bool behind = false;
    std::uint32_t missing = 0;
};

struct Snapshot {
    std::vector<Item> items; // in no order
    std::set<std::string, std::less<>> unreadableKinds; // "Bucket": what is absent of these may well be there
};

// The tree's state now, told apart from the one before it.
class Watcher {
public:
    enum class Change : std::uint8_t {
        None,
        Live, // states, revisions: nothing moves
        Structure, // objects or links came or went
    };
    // Compares with the last call. 20,000 objects take some milliseconds.
    Change look(const tree::FleetTree& tree, const std::set<std::string, std::less<>>& unreadableKinds);
    [[nodiscard]] const Snapshot& snapshot() const { return m_now; }
    // Brings the live fields of `graph` up to date; the nodes that changed. A group's fields are counted anew.
    std::vector<NodeIndex> refresh(Graph& graph) const;
    [[nodiscard]] bool knows(const ObjectKey& key) const { return m_at.contains(key); }
    void forget();

private:
    Snapshot m_now;
    std::unordered_map<ObjectKey, std::uint32_t> m_at; // place in m_now.items
};

[[nodiscard]] Graph build(const Snapshot& snapshot, StringPool& pool);

} // namespace dg::graph

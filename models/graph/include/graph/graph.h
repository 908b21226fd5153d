// SPDX-License-Identifier: Apache-2.0
// graph: who needs whom among the Flux objects of one cluster, as a value: nodes and edges (graph.h), made from a tree
// (build.h), cut to a part (scope.h), given places (layout.h), written as text (text_export.h). Pure and deterministic:
// the same input gives the same output, whatever the order and the addresses. Any one thread at a time.
#pragma once

#include "base/object_key.h"
#include "flux/kinds.h"
#include "flux/state.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace dg::graph {

using NodeIndex = std::uint32_t;
using EdgeIndex = std::uint32_t;
inline constexpr NodeIndex NoNode = ~NodeIndex{0};

enum class NodeType : std::uint8_t {
    Object,
    Absent, // something names it and it is not there
    NotRead, // something names it and its kind cannot be read: nothing is known
    Group, // a namespace whose objects are folded into it
};

struct Node {
    NodeType type = NodeType::Object;
    ObjectKey key; // of a group: kind Namespace, cluster-scoped
    flux::Kind kind = flux::Kind::Other;
    flux::State state = flux::State::Unknown; // of a group: the worst
    bool suspended = false;
    bool behind = false; // its source has a newer revision
    bool circle = false; // its dependencies form a circle (domain.md §3.4: none of them ever runs)
    std::uint32_t missing = 0; // managed objects of its inventory that are not in the cluster
    std::uint32_t members = 0; // of a group
    std::uint32_t problems = 0; // of a group
    std::string revision; // full string
};

enum class EdgeKind : std::uint8_t {
    Source, // from a source to what is made of it
    DependsOn, // from the dependency to who waits for it
    Contains, // from an applier to what it applies
};

struct Edge {
    NodeIndex from = NoNode;
    NodeIndex to = NoNode;
    EdgeKind kind = EdgeKind::Source;
    bool back = false; // closes a circle: without these edges the graph has none
    bool implied = false; // the parent comes from the same source: true, and not worth a line
    std::uint32_t count = 1; // edges between two groups that are one line
    friend bool operator==(const Edge&, const Edge&) = default;
};

// Drawn as a line. An applier that applies its own source (every `flux bootstrap`) is no news.
[[nodiscard]] inline bool isDrawn(const Edge& edge)
{
    return !edge.implied && !(edge.back && edge.kind == EdgeKind::Contains);
}

class Graph {
public:
    // Nodes as given; self-edges and edges to nowhere are left out, equal ones counted. Marks `back` and `circle`.
    Graph() = default;
    Graph(std::vector<Node> nodes, std::vector<Edge> edges);

    [[nodiscard]] const std::vector<Node>& nodes() const { return m_nodes; }
    [[nodiscard]] const std::vector<Edge>& edges() const { return m_edges; } // by from, kind, to
    [[nodiscard]] std::span<const EdgeIndex> out(NodeIndex node) const;
    [[nodiscard]] std::span<const EdgeIndex> in(NodeIndex node) const; // by kind, from
    [[nodiscard]] NodeIndex find(const ObjectKey& key) const; // NoNode: none
    [[nodiscard]] bool empty() const { return m_nodes.empty(); }
    // What changes without moving anything.
    Node& liveNode(NodeIndex node) { return m_nodes[node]; }

private:
    void makeIndex();
    void markBackEdges();
    void markCircles();
    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    std::vector<EdgeIndex> m_out, m_in;
    std::vector<std::uint32_t> m_outBegin, m_inBegin; // one longer than the nodes
    std::unordered_map<ObjectKey, NodeIndex> m_byKey;
};

// A dependency that holds its dependant up: drawn strong.
[[nodiscard]] bool isBlocked(const Graph& graph, const Edge& edge);
// Sources first, then by namespace, name, kind: the order of nodes wherever nothing else decides.
[[nodiscard]] bool nodeBefore(const Node& a, const Node& b);

} // namespace dg::graph

// SPDX-License-Identifier: Apache-2.0
// Parts of a graph: around one object, and with namespaces folded.
#pragma once

#include "graph/graph.h"

#include <set>
#include <string>

namespace dg::graph {

struct Neighbourhood {
    std::vector<NodeIndex> nodes; // nearest first; the centre is the first
    std::size_t left = 0; // within the hops, beyond the limit
};

// Everything within `hops` edges of `centre`, either way. When `limit` nodes are not enough, the nearest are kept, of
// equally near ones those with the worst state.
[[nodiscard]] Neighbourhood neighbourhood(const Graph& graph, NodeIndex centre, int hops, std::size_t limit);

// These nodes and the edges between them.
[[nodiscard]] Graph subgraph(const Graph& graph, const std::vector<NodeIndex>& nodes);

// Every namespace is one node, but for those in `open` and those with a single object.
[[nodiscard]] Graph collapse(const Graph& graph, const std::set<std::string, std::less<>>& open, StringPool& pool);

// Whom a screen reader hears first on the way here: the source, else the parent, else a dependency; NoNode at a root.
[[nodiscard]] NodeIndex mainPredecessor(const Graph& graph, NodeIndex node);
// From a root to `node` by main predecessors; ends where it would go round.
[[nodiscard]] std::vector<NodeIndex> pathTo(const Graph& graph, NodeIndex node);
// Who stands behind it, worst first: a blocked dependant, then by state and order; NoNode when nobody does.
[[nodiscard]] NodeIndex mainSuccessor(const Graph& graph, NodeIndex node);
// The worst object of all, for a start where nobody has chosen.
[[nodiscard]] NodeIndex worst(const Graph& graph);

} // namespace dg::graph

// SPDX-License-Identifier: Apache-2.0
// A graph as text for other programs. Names are escaped: a cluster cannot write into the syntax.
#pragma once

#include "graph/graph.h"

#include <string>

namespace dg::graph {

[[nodiscard]] std::string toDot(const Graph& graph); // Graphviz
[[nodiscard]] std::string toMermaid(const Graph& graph); // a flowchart

} // namespace dg::graph

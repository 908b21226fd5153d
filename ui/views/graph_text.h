// SPDX-License-Identifier: Apache-2.0
// The words of the graph: on cards, in tooltips, for screen readers.
#pragma once

#include "graph/graph.h"

#include <QString>

namespace dg::views {

[[nodiscard]] QString nodeName(const graph::Node& node);
[[nodiscard]] QString nodeIcon(const graph::Node& node);
[[nodiscard]] QString nodeCode(const graph::Node& node); // "ks"; empty for groups
[[nodiscard]] QString nodeDetail(const graph::Node& node); // short revision; or what a group holds; or "Not found"
[[nodiscard]] QString nodeState(const graph::Node& node); // "Failed, suspended", "Not found"
// "Kustomization flux-system/payments, Failed, suspended, drifted 2" (contracts.md §3).
[[nodiscard]] QString nodeSentence(const graph::Node& node);
// Its links in words: "Source apps. Depends on platform. Needed by web."
[[nodiscard]] QString nodeLinks(const graph::Graph& graph, graph::NodeIndex node);

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
// Places for nodes and ways for edges: layers from left to right (longest path), rows ordered by barycentres, edges at
// right angles in the gaps. Connected parts stand under one another in bands. Whole logical pixels from (0, 0).
// Given the seats of an earlier layout, whatever is still there keeps its place as far as its layer allows.
#pragma once

#include "graph/graph.h"

#include <functional>
#include <unordered_map>
#include <vector>

namespace dg::graph {

struct Measures {
    int nodeWidth = 180, nodeHeight = 44;
    int columnGap = 36, rowGap = 17; // between nodes; a gap grows with the lines that turn in it
    int bandGap = 72;
};

struct Point {
    int x = 0, y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

// Where a node sits, in rows and columns: what the next layout starts from.
struct Seat {
    int band = 0;
    int column = 0; // within the band
    int row = 0; // within the band
    friend bool operator==(const Seat&, const Seat&) = default;
};
using Seats = std::unordered_map<ObjectKey, Seat>;

struct Layout {
    std::vector<Point> at; // top left, by node
    std::vector<Seat> seats; // by node
    std::vector<std::vector<Point>> routes; // by edge, from its first node to its second; empty: not drawn
    std::vector<std::vector<NodeIndex>> columns; // from left to right, each from top to bottom
    std::vector<std::uint32_t> columnOf; // by node
    int width = 0, height = 0;
};

struct LayoutOptions {
    Measures measures = {};
    const Seats* seats = nullptr; // null: from nothing
    std::function<bool()> cancelled = {}; // asked now and then; true: the layout returned is of no use
};

[[nodiscard]] Layout layOut(const Graph& graph, const LayoutOptions& options = {});
[[nodiscard]] Seats seatsOf(const Graph& graph, const Layout& layout);

} // namespace dg::graph

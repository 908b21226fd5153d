// SPDX-License-Identifier: Apache-2.0
// The inside of the layout. A part is a connected piece of the graph: layers -> cells -> order -> rows -> lines; then all
// parts are stacked into bands. A cell is a node, or the place where a line passes through a layer. The lines that leave
// a node for one reason share their way (a bus): a source with 500 appliers is one line through each layer, not 500.
#pragma once

#include "graph/layout.h"

#include <array>

namespace dg::graph {

using CellIndex = std::uint32_t;
using BusIndex = std::uint32_t;
inline constexpr std::uint32_t None = ~std::uint32_t{0};
inline constexpr int PortStep = 8; // px between two lines that enter or leave one card

struct Cell {
    NodeIndex node = NoNode; // NoNode: a line passes
    BusIndex bus = None;
    int layer = 0;
    double row = 0; // of nodes whole numbers
    double wish = 0; // scratch
    std::array<int, 3> inPorts{}; // by kind: where lines enter, px from the middle; of nodes
    std::vector<CellIndex> left, right; // in the neighbouring layers
};

struct Bus {
    CellIndex origin = None;
    EdgeKind kind = EdgeKind::Source;
    std::vector<EdgeIndex> edges;
    std::vector<CellIndex> passes; // by layer, from the one after the origin's
};

// What turns in the gap after a layer: one bus there.
struct Turn {
    BusIndex bus = None;
    double in = 0; // rows
    double low = 0, high = 0; // extent, rows
    bool straight = true;
    int track = 0;
};

struct Part {
    std::vector<NodeIndex> nodes;
    std::vector<EdgeIndex> edges;
    bool singles = false; // all nodes without a drawn edge, side by side
    std::vector<Cell> cells;
    std::vector<std::vector<CellIndex>> layers; // cells from top to bottom
    std::vector<Bus> buses;
    std::vector<std::vector<Turn>> turns; // by gap
    std::vector<int> tracks; // by gap
    int band = 0;
    int top = 0, bottom = 0; // rows, of its own cells
    int shift = 0; // rows, into the band
    bool seated = false; // has nodes that an earlier layout placed
};

struct Work {
    const Graph& graph;
    const LayoutOptions& options;
    std::vector<CellIndex> cellOf; // by node, within its part

    [[nodiscard]] bool cancelled() const { return options.cancelled && options.cancelled(); }
    [[nodiscard]] const Seat* seat(NodeIndex node) const;
    [[nodiscard]] int rowHeight() const { return options.measures.nodeHeight + options.measures.rowGap; }
    // Rows: as a share of the row height.
    [[nodiscard]] double share(double pixels) const { return pixels / rowHeight(); }
    // Where a line of this kind leaves the card, in pixels from its middle.
    [[nodiscard]] int outPort(NodeIndex node, EdgeKind kind) const;
    // Back edges run against the layers.
    [[nodiscard]] NodeIndex leftEnd(const Edge& edge) const { return edge.back ? edge.to : edge.from; }
    [[nodiscard]] NodeIndex rightEnd(const Edge& edge) const { return edge.back ? edge.from : edge.to; }
};

[[nodiscard]] std::vector<Part> splitIntoParts(const Work& work); // layers.cpp
void makeCells(Work& work, Part& part); // layers.cpp
void orderCells(const Work& work, Part& part); // ordering.cpp
void placeRows(const Work& work, Part& part); // rows.cpp
void chooseInPorts(const Work& work, Part& part); // turns.cpp
void placeSingles(const Work& work, Part& part); // rows.cpp
void planTurns(const Work& work, Part& part); // turns.cpp
void packIntoBands(const Work& work, std::vector<Part>& parts); // layout.cpp

// Places with the least squared distance from the wishes, in order and at least `gap[i]` after the one before.
[[nodiscard]] std::vector<double> spread(
    const std::vector<double>& wishes, const std::vector<double>& weights, const std::vector<double>& gaps);

} // namespace dg::graph

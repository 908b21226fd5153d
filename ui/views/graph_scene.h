// SPDX-License-Identifier: Apache-2.0
// A graph with places, ready to be painted: lines cut into strokes that are drawn once, however many edges share them,
// and a grid that finds what lies in a rectangle. Coordinates are scene pixels (zoom 1).
#pragma once

#include "graph/graph.h"
#include "graph/layout.h"

#include <QLineF>
#include <QPainterPath>
#include <QRect>

#include <vector>

namespace dg::views {

struct Stroke {
    QPoint from, to;
    graph::EdgeKind kind = graph::EdgeKind::Source;
    bool corner = false; // a quarter turn from `from` to `to`: first along the x axis when `flat`
    bool flat = false;
};
struct Arrow {
    QPoint tip;
    bool toRight = true;
};

class GraphScene {
public:
    GraphScene(graph::Graph graph, graph::Layout layout);

    [[nodiscard]] const graph::Graph& graph() const { return m_graph; }
    [[nodiscard]] graph::Graph& live() { return m_graph; } // states only
    [[nodiscard]] const graph::Layout& layout() const { return m_layout; }
    [[nodiscard]] QRect bounds() const { return {0, 0, m_layout.width, m_layout.height}; }
    [[nodiscard]] QRect nodeRect(graph::NodeIndex node) const;
    [[nodiscard]] graph::NodeIndex nodeAt(const QPoint& at) const; // NoNode: none
    [[nodiscard]] std::vector<graph::NodeIndex> nodesIn(const QRect& area) const;
    [[nodiscard]] std::vector<std::uint32_t> strokesIn(const QRect& area) const;
    [[nodiscard]] std::vector<std::uint32_t> arrowsIn(const QRect& area) const;
    [[nodiscard]] const std::vector<Stroke>& strokes() const { return m_strokes; }
    [[nodiscard]] const std::vector<Arrow>& arrows() const { return m_arrows; }
    // The blocked dependencies, brought up to date by refreshBlocked().
    [[nodiscard]] const std::vector<graph::EdgeIndex>& blocked() const { return m_blocked; }
    bool refreshBlocked(); // true: they are others now
    [[nodiscard]] QPainterPath edgePath(graph::EdgeIndex edge) const;
    [[nodiscard]] QRect edgeRect(graph::EdgeIndex edge) const;
    [[nodiscard]] Arrow edgeArrow(graph::EdgeIndex edge) const;

private:
    class Grid {
    public:
        void resize(const QSize& size);
        void add(std::uint32_t what, const QRect& area);
        [[nodiscard]] std::vector<std::uint32_t> in(const QRect& area) const; // in order, once each

    private:
        [[nodiscard]] QRect cells(const QRect& area) const;
        int m_columns = 0, m_rows = 0;
        std::vector<std::vector<std::uint32_t>> m_cells;
    };
    void makeStrokes();
    graph::Graph m_graph;
    graph::Layout m_layout;
    std::vector<Stroke> m_strokes;
    std::vector<Arrow> m_arrows;
    std::vector<graph::EdgeIndex> m_blocked;
    Grid m_nodeGrid, m_strokeGrid, m_arrowGrid;
};

} // namespace dg::views

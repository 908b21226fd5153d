// SPDX-License-Identifier: Apache-2.0
#include "graph_scene.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

namespace dg::views {

using graph::EdgeIndex;
using graph::EdgeKind;
using graph::NodeIndex;

namespace {

constexpr int CellSize = 512; // of the grid
constexpr int Radius = 8; // design §5
constexpr int ArrowGap = 2, ArrowLength = 6; // px between card and tip; of the head

int sign(int value)
{
    return value < 0 ? -1 : value > 0 ? 1 : 0;
}

// How far a turn between two neighbouring stretches may reach.
int radiusAt(const graph::Point& before, const graph::Point& at, const graph::Point& after)
{
    const int in = std::abs(at.x - before.x) + std::abs(at.y - before.y);
    const int out = std::abs(after.x - at.x) + std::abs(after.y - at.y);
    return std::min({Radius, in / 2, out / 2});
}

std::vector<graph::Point> shortened(std::vector<graph::Point> way)
{
    auto& last = way.back();
    const auto& before = way[way.size() - 2];
    last.x -= sign(last.x - before.x) * (ArrowGap + ArrowLength - 1);
    return way;
}

// Collects strokes so that each is there once; stretches on one track from one turn grow to the longest.
class Strokes {
public:
    void addWay(const std::vector<graph::Point>& whole, EdgeKind kind)
    {
        const auto way = shortened(whole);
        int before = 0; // what the last turn took
        for (std::size_t i = 1; i < way.size(); ++i) {
            const auto& a = way[i - 1];
            const auto& b = way[i];
            const int dx = sign(b.x - a.x), dy = sign(b.y - a.y);
            const int after = i + 1 < way.size() ? radiusAt(a, b, way[i + 1]) : 0;
            const QPoint from(a.x + dx * before, a.y + dy * before), to(b.x - dx * after, b.y - dy * after);
            addLine(from, to, kind);
            if (after > 0) {
                const auto& c = way[i + 1];
                const QPoint end(b.x + sign(c.x - b.x) * after, b.y + sign(c.y - b.y) * after);
                m_corners.insert({kind, to.x(), to.y(), end.x(), end.y(), dx != 0});
            }
            before = after;
        }
    }

    std::vector<Stroke> take() const
    {
        std::vector<Stroke> strokes;
        for (const auto& [start, end] : m_lines) {
            const auto& [kind, x, y, dx, dy] = start;
            strokes.push_back({{x, y}, {x + dx * end, y + dy * end}, kind, false, false});
        }
        for (const auto& [kind, x1, y1, x2, y2, flat] : m_corners)
            strokes.push_back({{x1, y1}, {x2, y2}, kind, true, flat});
        return strokes;
    }

private:
    std::map<std::tuple<EdgeKind, int, int, int, int>, int> m_lines; // start and direction: length
    std::set<std::tuple<EdgeKind, int, int, int, int, bool>> m_corners;

    void addLine(const QPoint& from, const QPoint& to, EdgeKind kind)
    {
        const QPoint by = to - from;
        if (by.isNull())
            return;
        int& length = m_lines[{kind, from.x(), from.y(), sign(by.x()), sign(by.y())}];
        length = std::max(length, by.manhattanLength());
    }
};

} // namespace

void GraphScene::Grid::resize(const QSize& size)
{
    m_columns = size.width() / CellSize + 1;
    m_rows = size.height() / CellSize + 1;
    m_cells.resize(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows));
}

QRect GraphScene::Grid::cells(const QRect& area) const
{
    const auto at = [](int value, int count) { return std::clamp(value / CellSize, 0, count - 1); };
    return {QPoint(at(area.left(), m_columns), at(area.top(), m_rows)), QPoint(at(area.right(), m_columns), at(area.bottom(), m_rows))};
}

void GraphScene::Grid::add(std::uint32_t what, const QRect& area)
{
    const QRect in = cells(area);
    for (int row = in.top(); row <= in.bottom(); ++row) {
        for (int column = in.left(); column <= in.right(); ++column)
            m_cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) + static_cast<std::size_t>(column)].push_back(what);
    }
}

std::vector<std::uint32_t> GraphScene::Grid::in(const QRect& area) const
{
    std::vector<std::uint32_t> found;
    const QRect in = cells(area);
    for (int row = in.top(); row <= in.bottom(); ++row) {
        for (int column = in.left(); column <= in.right(); ++column) {
            const auto& cell
                = m_cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) + static_cast<std::size_t>(column)];
            found.insert(found.end(), cell.begin(), cell.end());
        }
    }
    std::ranges::sort(found);
    const auto twice = std::ranges::unique(found);
    found.erase(twice.begin(), twice.end());
    return found;
}

GraphScene::GraphScene(graph::Graph graph, graph::Layout layout)
    : m_graph(std::move(graph))
    , m_layout(std::move(layout))
{
    for (auto* grid : {&m_nodeGrid, &m_strokeGrid, &m_arrowGrid})
        grid->resize(bounds().size());
    for (NodeIndex node = 0; node < m_layout.at.size(); ++node)
        m_nodeGrid.add(node, nodeRect(node));
    makeStrokes();
    refreshBlocked();
}

void GraphScene::makeStrokes()
{
    Strokes strokes;
    std::set<std::tuple<int, int, bool>> tips;
    for (EdgeIndex edge = 0; edge < m_layout.routes.size(); ++edge) {
        if (m_layout.routes[edge].size() < 2)
            continue;
        strokes.addWay(m_layout.routes[edge], m_graph.edges()[edge].kind);
        const Arrow arrow = edgeArrow(edge);
        tips.insert({arrow.tip.x(), arrow.tip.y(), arrow.toRight});
    }
    m_strokes = strokes.take();
    for (std::uint32_t i = 0; i < m_strokes.size(); ++i)
        m_strokeGrid.add(i, QRect(m_strokes[i].from, m_strokes[i].to).normalized().adjusted(-2, -2, 2, 2));
    for (const auto& [x, y, toRight] : tips) {
        m_arrowGrid.add(
            static_cast<std::uint32_t>(m_arrows.size()), QRect(x - ArrowLength, y - ArrowLength, 2 * ArrowLength, 2 * ArrowLength));
        m_arrows.push_back({{x, y}, toRight});
    }
}

QRect GraphScene::nodeRect(NodeIndex node) const
{
    const graph::Measures m;
    return {m_layout.at[node].x, m_layout.at[node].y, m.nodeWidth, m.nodeHeight};
}

NodeIndex GraphScene::nodeAt(const QPoint& at) const
{
    for (const NodeIndex node : m_nodeGrid.in(QRect(at, QSize(1, 1)))) {
        if (nodeRect(node).contains(at))
            return node;
    }
    return graph::NoNode;
}

std::vector<NodeIndex> GraphScene::nodesIn(const QRect& area) const
{
    auto found = m_nodeGrid.in(area);
    std::erase_if(found, [&](NodeIndex node) { return !nodeRect(node).intersects(area); });
    return found;
}

std::vector<std::uint32_t> GraphScene::strokesIn(const QRect& area) const
{
    auto found = m_strokeGrid.in(area);
    std::erase_if(found,
        [&](std::uint32_t i) { return !QRect(m_strokes[i].from, m_strokes[i].to).normalized().adjusted(-2, -2, 2, 2).intersects(area); });
    return found;
}

std::vector<std::uint32_t> GraphScene::arrowsIn(const QRect& area) const
{
    return m_arrowGrid.in(area);
}

bool GraphScene::refreshBlocked()
{
    std::vector<EdgeIndex> now;
    for (EdgeIndex edge = 0; edge < m_graph.edges().size(); ++edge) {
        if (!m_layout.routes[edge].empty() && graph::isBlocked(m_graph, m_graph.edges()[edge]))
            now.push_back(edge);
    }
    if (now == m_blocked)
        return false;
    m_blocked = std::move(now);
    return true;
}

QPainterPath GraphScene::edgePath(EdgeIndex edge) const
{
    QPainterPath path;
    if (m_layout.routes[edge].size() < 2)
        return path;
    const auto way = shortened(m_layout.routes[edge]);
    path.moveTo(way.front().x, way.front().y);
    for (std::size_t i = 1; i < way.size(); ++i) {
        const auto& a = way[i - 1];
        const auto& b = way[i];
        const int radius = i + 1 < way.size() ? radiusAt(a, b, way[i + 1]) : 0;
        path.lineTo(b.x - sign(b.x - a.x) * radius, b.y - sign(b.y - a.y) * radius);
        if (radius > 0) {
            const auto& c = way[i + 1];
            path.quadTo(b.x, b.y, b.x + sign(c.x - b.x) * radius, b.y + sign(c.y - b.y) * radius);
        }
    }
    return path;
}

QRect GraphScene::edgeRect(EdgeIndex edge) const
{
    QRect area;
    for (const auto& point : m_layout.routes[edge])
        area |= QRect(point.x - ArrowLength, point.y - ArrowLength, 2 * ArrowLength, 2 * ArrowLength);
    return area;
}

Arrow GraphScene::edgeArrow(EdgeIndex edge) const
{
    const auto& way = m_layout.routes[edge];
    const bool toRight = way.back().x > way[way.size() - 2].x;
    return {{way.back().x + (toRight ? -ArrowGap : ArrowGap), way.back().y}, toRight};
}

} // namespace dg::views

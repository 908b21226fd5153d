// SPDX-License-Identifier: Apache-2.0
#include "layout_impl.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace dg::graph {

namespace {

// Longest path from the roots; the drawn edges without the back ones have no circle.
std::vector<int> layersOf(const Work& work, const Part& part)
{
    std::vector<int> waiting(part.nodes.size(), 0), layer(part.nodes.size(), 0);
    std::vector<std::vector<CellIndex>> next(part.nodes.size());
    for (const EdgeIndex index : part.edges) {
        const Edge& edge = work.graph.edges()[index];
        const CellIndex from = work.cellOf[work.leftEnd(edge)];
        const CellIndex to = work.cellOf[work.rightEnd(edge)];
        next[from].push_back(to);
        ++waiting[to];
    }
    std::vector<CellIndex> ready;
    for (CellIndex i = 0; i < part.nodes.size(); ++i) {
        if (waiting[i] == 0)
            ready.push_back(i);
    }
    for (std::size_t at = 0; at < ready.size(); ++at) {
        for (const CellIndex to : next[ready[at]]) {
            layer[to] = std::max(layer[to], layer[ready[at]] + 1);
            if (--waiting[to] == 0)
                ready.push_back(to);
        }
    }
    return layer;
}

void makeBuses(const Work& work, Part& part)
{
    std::map<std::tuple<CellIndex, EdgeKind, bool>, BusIndex> found;
    for (const EdgeIndex index : part.edges) {
        const Edge& edge = work.graph.edges()[index];
        const CellIndex origin = work.cellOf[work.leftEnd(edge)];
        const auto [it, fresh] = found.emplace(std::tuple(origin, edge.kind, edge.back), static_cast<BusIndex>(part.buses.size()));
        if (fresh)
            part.buses.push_back({origin, edge.kind, {}, {}});
        part.buses[it->second].edges.push_back(index);
    }
}

void link(Part& part, CellIndex left, CellIndex right)
{
    part.cells[left].right.push_back(right);
    part.cells[right].left.push_back(left);
}

// One cell in each layer that the bus passes, linked from the origin to the targets.
void leadThrough(const Work& work, Part& part, BusIndex index)
{
    Bus& bus = part.buses[index];
    const auto target = [&](EdgeIndex edge) { return work.cellOf[work.rightEnd(work.graph.edges()[edge])]; };
    int last = 0;
    for (const EdgeIndex edge : bus.edges)
        last = std::max(last, part.cells[target(edge)].layer);
    std::ranges::sort(bus.edges, {}, [&](EdgeIndex edge) { return std::pair(part.cells[target(edge)].layer, target(edge)); });
    auto at = bus.edges.begin();
    CellIndex before = bus.origin;
    for (int layer = part.cells[bus.origin].layer + 1; layer <= last; ++layer) {
        for (; at != bus.edges.end() && part.cells[target(*at)].layer == layer; ++at)
            link(part, before, target(*at));
        if (layer == last)
            break;
        Cell pass;
        pass.bus = index;
        pass.layer = layer;
        const auto cell = static_cast<CellIndex>(part.cells.size());
        part.cells.push_back(std::move(pass));
        bus.passes.push_back(cell);
        link(part, before, cell);
        before = cell;
    }
}

} // namespace

const Seat* Work::seat(NodeIndex node) const
{
    if (!options.seats)
        return nullptr;
    const auto found = options.seats->find(graph.nodes()[node].key);
    return found == options.seats->end() ? nullptr : &found->second;
}

// The first kind present has the middle, the others leave above and below it.
int Work::outPort(NodeIndex node, EdgeKind kind) const
{
    std::array<bool, 3> present{};
    for (const EdgeIndex index : graph.out(node)) {
        const Edge& edge = graph.edges()[index];
        present[static_cast<std::size_t>(edge.kind)] |= isDrawn(edge) && !edge.back;
    }
    int place = 0;
    for (const EdgeKind other : {EdgeKind::Source, EdgeKind::Contains, EdgeKind::DependsOn}) {
        if (other == kind)
            break;
        place += present[static_cast<std::size_t>(other)];
    }
    return place == 0 ? 0 : place == 1 ? PortStep : -PortStep;
}

std::vector<Part> splitIntoParts(const Work& work)
{
    const auto count = work.graph.nodes().size();
    std::vector<NodeIndex> root(count);
    std::iota(root.begin(), root.end(), NodeIndex{0});
    const auto find = [&](NodeIndex node) {
        while (root[node] != node)
            node = root[node] = root[root[node]];
        return node;
    };
    std::vector<bool> linked(count, false);
    for (const Edge& edge : work.graph.edges()) {
        if (!isDrawn(edge))
            continue;
        linked[edge.from] = linked[edge.to] = true;
        const NodeIndex a = find(edge.from), b = find(edge.to);
        root[std::max(a, b)] = std::min(a, b);
    }
    std::vector<Part> parts;
    std::vector<std::uint32_t> partOf(count, None);
    Part singles;
    singles.singles = true;
    for (NodeIndex node = 0; node < count; ++node) {
        if (!linked[node]) {
            singles.nodes.push_back(node);
            continue;
        }
        auto& part = partOf[find(node)];
        if (part == None) {
            part = static_cast<std::uint32_t>(parts.size());
            parts.emplace_back();
        }
        parts[part].nodes.push_back(node);
    }
    for (EdgeIndex edge = 0; edge < work.graph.edges().size(); ++edge) {
        if (isDrawn(work.graph.edges()[edge]))
            parts[partOf[find(work.graph.edges()[edge].from)]].edges.push_back(edge);
    }
    std::ranges::stable_sort(parts, std::ranges::greater{}, [](const Part& part) { return part.nodes.size(); });
    if (!singles.nodes.empty())
        parts.push_back(std::move(singles));
    return parts;
}

void makeCells(Work& work, Part& part)
{
    for (CellIndex i = 0; i < part.nodes.size(); ++i)
        work.cellOf[part.nodes[i]] = i;
    const auto layer = layersOf(work, part);
    part.cells.resize(part.nodes.size());
    for (CellIndex i = 0; i < part.nodes.size(); ++i) {
        part.cells[i].node = part.nodes[i];
        part.cells[i].layer = layer[i];
        part.seated |= work.seat(part.nodes[i]) != nullptr;
    }
    makeBuses(work, part);
    for (BusIndex bus = 0; bus < part.buses.size(); ++bus)
        leadThrough(work, part, bus);
    for (CellIndex cell = 0; cell < part.cells.size(); ++cell) {
        const auto at = static_cast<std::size_t>(part.cells[cell].layer);
        if (part.layers.size() <= at)
            part.layers.resize(at + 1);
        part.layers[at].push_back(cell);
    }
}

} // namespace dg::graph

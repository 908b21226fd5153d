// SPDX-License-Identifier: Apache-2.0
// Where lines turn: each bus that changes its row between two layers gets a track in the gap, so that no two lie upon
// one another.
#include "layout_impl.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dg::graph {

namespace {

constexpr int MostTracks = 16; // beyond, tracks are used twice: the gap must not swallow the picture

double leaveRow(const Work& work, const Part& part, const Bus& bus, std::size_t gap)
{
    const auto passed = gap - static_cast<std::size_t>(part.cells[bus.origin].layer);
    if (passed > 0)
        return part.cells[bus.passes[passed - 1]].row;
    const Cell& origin = part.cells[bus.origin];
    return origin.row + work.share(work.outPort(origin.node, bus.kind));
}

// Downward turns from the lowest, upward ones from the highest: parallel lines then do not cross.
void assignTracks(std::vector<Turn>& turns, int& tracks)
{
    std::vector<Turn*> down, up;
    for (Turn& turn : turns) {
        if (!turn.straight)
            (turn.high - turn.in > turn.in - turn.low ? down : up).push_back(&turn);
    }
    std::ranges::stable_sort(down, std::ranges::greater{}, &Turn::in);
    std::ranges::stable_sort(up, {}, &Turn::in);
    down.insert(down.end(), up.begin(), up.end());
    tracks = 0;
    std::vector<std::vector<std::pair<double, double>>> used; // by track: what is taken
    for (Turn* turn : down) {
        const auto meets = [&](const std::pair<double, double>& taken) { return taken.first <= turn->high && turn->low <= taken.second; };
        int track = static_cast<int>(used.size());
        while (track > 0 && std::ranges::none_of(used[static_cast<std::size_t>(track - 1)], meets))
            --track;
        if (track == static_cast<int>(used.size()) && track < MostTracks)
            used.emplace_back();
        turn->track = std::min(track, MostTracks - 1);
        used[static_cast<std::size_t>(turn->track)].emplace_back(turn->low, turn->high);
        tracks = static_cast<int>(used.size());
    }
}

} // namespace

// Which way lines of each kind enter: one that comes straight has the middle, or else the first kind; the others enter
// on the side they come from.
void chooseInPorts(const Work& work, Part& part)
{
    struct Coming {
        double row = 0;
        int count = 0;
    };
    std::vector<std::array<Coming, 3>> coming(part.cells.size());
    for (const Bus& bus : part.buses) {
        for (const EdgeIndex edge : bus.edges) {
            const CellIndex target = work.cellOf[work.rightEnd(work.graph.edges()[edge])];
            Coming& in = coming[target][static_cast<std::size_t>(bus.kind)];
            in.row += leaveRow(work, part, bus, static_cast<std::size_t>(part.cells[target].layer) - 1);
            ++in.count;
        }
    }
    constexpr std::array<std::size_t, 3> Order{static_cast<std::size_t>(EdgeKind::Source), static_cast<std::size_t>(EdgeKind::Contains),
        static_cast<std::size_t>(EdgeKind::DependsOn)};
    const double straight = work.share(0.6);
    for (CellIndex cell = 0; cell < part.cells.size(); ++cell) {
        std::size_t middle = Order.size();
        const auto above = [&](std::size_t kind) { return coming[cell][kind].row / coming[cell][kind].count - part.cells[cell].row; };
        for (const std::size_t kind : Order) {
            if (coming[cell][kind].count > 0
                && (middle == Order.size() || (std::abs(above(kind)) < straight && std::abs(above(middle)) >= straight)))
                middle = kind;
        }
        int taken = 0; // the side that is
        for (const std::size_t kind : Order) {
            if (kind == middle || coming[cell][kind].count == 0)
                continue;
            const int side = taken != 0 ? -taken : above(kind) < 0 ? -1 : 1;
            part.cells[cell].inPorts[kind] = side * PortStep;
            taken = side;
        }
    }
}

void planTurns(const Work& work, Part& part)
{
    part.turns.resize(part.layers.size());
    part.tracks.assign(part.layers.size(), 0);
    const double even = work.share(0.6);
    for (BusIndex index = 0; index < part.buses.size(); ++index) {
        const Bus& bus = part.buses[index];
        const auto first = static_cast<std::size_t>(part.cells[bus.origin].layer);
        for (std::size_t gap = first; gap <= first + bus.passes.size(); ++gap) {
            Turn turn;
            turn.bus = index;
            turn.in = turn.low = turn.high = leaveRow(work, part, bus, gap);
            const auto reach = [&](double row) {
                turn.low = std::min(turn.low, row);
                turn.high = std::max(turn.high, row);
            };
            if (gap - first < bus.passes.size())
                reach(part.cells[bus.passes[gap - first]].row);
            for (const EdgeIndex edge : bus.edges) {
                const NodeIndex node = work.rightEnd(work.graph.edges()[edge]);
                const Cell& target = part.cells[work.cellOf[node]];
                if (target.layer == static_cast<int>(gap) + 1)
                    reach(target.row + work.share(target.inPorts[static_cast<std::size_t>(bus.kind)]));
            }
            turn.straight = turn.high - turn.low < even;
            part.turns[gap].push_back(turn);
        }
    }
    for (std::size_t gap = 0; gap < part.turns.size(); ++gap)
        assignTracks(part.turns[gap], part.tracks[gap]);
}

} // namespace dg::graph

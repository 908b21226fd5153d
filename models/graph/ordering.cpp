// SPDX-License-Identifier: Apache-2.0
// Who stands above whom within a layer. From nothing: depth first, then barycentre sweeps, the best of them kept. With
// seats: whoever sat keeps the order, newcomers go where their neighbours are.
#include "layout_impl.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dg::graph {

namespace {

constexpr std::size_t SweepBudget = 120'000; // cells looked at; large parts get fewer sweeps
constexpr int MostSweeps = 12, LeastSweeps = 4;

using Order = std::vector<std::vector<CellIndex>>;

std::vector<std::uint32_t> positions(const Part& part, const Order& order)
{
    std::vector<std::uint32_t> place(part.cells.size(), 0);
    for (const auto& layer : order) {
        for (std::uint32_t i = 0; i < layer.size(); ++i)
            place[layer[i]] = i;
    }
    return place;
}

// Inversions between neighbouring layers (a Fenwick tree over the right one).
std::uint64_t crossings(const Part& part, const Order& order)
{
    const auto place = positions(part, order);
    std::uint64_t sum = 0;
    for (std::size_t l = 0; l + 1 < order.size(); ++l) {
        std::vector<std::uint32_t> tree(order[l + 1].size() + 1, 0);
        std::uint64_t put = 0;
        std::vector<std::uint32_t> ends;
        for (const CellIndex cell : order[l]) {
            ends.clear();
            for (const CellIndex other : part.cells[cell].right)
                ends.push_back(place[other]);
            for (const auto end : ends) {
                std::uint64_t notAfter = 0;
                for (auto i = end + 1; i > 0; i &= i - 1)
                    notAfter += tree[i];
                sum += put - notAfter;
            }
            for (const auto end : ends) {
                for (auto i = end + 1; i < tree.size(); i += i & (~i + 1))
                    ++tree[i];
                ++put;
            }
        }
    }
    return sum;
}

void orderByDepth(Part& part)
{
    Order order(part.layers.size());
    std::vector<bool> seen(part.cells.size(), false);
    std::vector<CellIndex> stack;
    for (const auto& layer : part.layers) {
        for (const CellIndex root : layer) {
            if (!part.cells[root].left.empty())
                continue;
            stack.push_back(root);
            while (!stack.empty()) {
                const CellIndex cell = stack.back();
                stack.pop_back();
                if (seen[cell])
                    continue;
                seen[cell] = true;
                order[static_cast<std::size_t>(part.cells[cell].layer)].push_back(cell);
                for (auto it = part.cells[cell].right.rbegin(); it != part.cells[cell].right.rend(); ++it)
                    stack.push_back(*it);
            }
        }
    }
    part.layers = std::move(order);
}

// Sorts one layer by the mean place of the neighbours on one side; who has none keeps the place.
void sortLayer(const Part& part, std::vector<CellIndex>& layer, std::vector<std::uint32_t>& place, bool byLeft)
{
    std::vector<std::pair<double, CellIndex>> moving;
    std::vector<std::uint32_t> slots;
    for (std::uint32_t i = 0; i < layer.size(); ++i) {
        const auto& neighbours = byLeft ? part.cells[layer[i]].left : part.cells[layer[i]].right;
        if (neighbours.empty())
            continue;
        double sum = 0;
        for (const CellIndex other : neighbours)
            sum += place[other];
        moving.emplace_back(sum / static_cast<double>(neighbours.size()), layer[i]);
        slots.push_back(i);
    }
    std::ranges::stable_sort(moving, {}, &std::pair<double, CellIndex>::first);
    for (std::size_t i = 0; i < slots.size(); ++i)
        layer[slots[i]] = moving[i].second;
    for (std::uint32_t i = 0; i < layer.size(); ++i)
        place[layer[i]] = i;
}

void sweep(const Work& work, Part& part)
{
    const int sweeps = std::clamp(static_cast<int>(SweepBudget / part.cells.size()), LeastSweeps, MostSweeps);
    Order order = part.layers;
    auto place = positions(part, order);
    auto fewest = crossings(part, order);
    for (int i = 0; i < sweeps && fewest > 0 && !work.cancelled(); ++i) {
        if (i % 2 == 0) {
            for (std::size_t l = 1; l < order.size(); ++l)
                sortLayer(part, order[l], place, true);
        } else {
            for (std::size_t l = order.size() - 1; l-- > 0;)
                sortLayer(part, order[l], place, false);
        }
        if (const auto count = crossings(part, order); count < fewest) {
            fewest = count;
            part.layers = order;
        }
    }
}

void orderBySeats(const Work& work, Part& part)
{
    constexpr double Unknown = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> key(part.cells.size(), Unknown);
    std::vector<bool> sits(part.cells.size(), false);
    for (CellIndex cell = 0; cell < part.cells.size(); ++cell) {
        const Seat* seat = part.cells[cell].node == NoNode ? nullptr : work.seat(part.cells[cell].node);
        if (seat) {
            key[cell] = seat->row;
            sits[cell] = true;
        }
    }
    constexpr int Rounds = 3; // there and back, and once more for who had nobody yet
    for (int round = 0; round < Rounds; ++round) {
        const auto guess = [&](CellIndex cell) {
            double sum = 0;
            int known = 0;
            for (const auto* side : {&part.cells[cell].left, &part.cells[cell].right}) {
                for (const CellIndex other : *side) {
                    if (!std::isnan(key[other])) {
                        sum += key[other];
                        ++known;
                    }
                }
            }
            if (known > 0)
                key[cell] = sum / known + 0.25; // below who sits in just that row
        };
        for (const auto& layer : part.layers) {
            for (const CellIndex cell : layer) {
                if (!sits[cell])
                    guess(cell);
            }
        }
    }
    for (auto& value : key) {
        if (std::isnan(value))
            value = std::numeric_limits<double>::max();
    }
    for (auto& layer : part.layers)
        std::ranges::stable_sort(layer, {}, [&](CellIndex cell) { return key[cell]; });
}

} // namespace

void orderCells(const Work& work, Part& part)
{
    if (part.seated)
        return orderBySeats(work, part);
    orderByDepth(part);
    sweep(work, part);
}

} // namespace dg::graph

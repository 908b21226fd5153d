// SPDX-License-Identifier: Apache-2.0
// Rows: nodes stand in whole rows near their neighbours, lines pass in the gaps between them.
#include "layout_impl.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace dg::graph {

namespace {

constexpr int LineStep = 8; // px between two lines that run side by side
constexpr int LinesInGap = 2; // fit between two rows without an empty one
constexpr double CardMargin = 4.5; // px between a line and the card above or below
constexpr double KeepsSeat = 1000; // weight of an earlier row against one of the neighbours'

// Rows that `lines` between two nodes need beside the gap that is there anyway.
int extraRows(const Work& work, std::size_t lines)
{
    const int perRow = work.rowHeight() / LineStep;
    return lines <= LinesInGap ? 0 : 1 + (static_cast<int>(lines) - LinesInGap - 1) / perRow;
}

double meanRow(const Part& part, const std::vector<CellIndex>& cells)
{
    double sum = 0;
    for (const CellIndex cell : cells)
        sum += part.cells[cell].row;
    return sum / static_cast<double>(cells.size());
}

double wishOf(const Part& part, const Cell& cell, bool byLeft, bool byRight)
{
    const bool left = byLeft && !cell.left.empty();
    const bool right = byRight && !cell.right.empty();
    if (left && right)
        return (meanRow(part, cell.left) + meanRow(part, cell.right)) / 2;
    return left ? meanRow(part, cell.left) : right ? meanRow(part, cell.right) : cell.row;
}

class LayerRows {
public:
    LayerRows(const Work& work, Part& part, const std::vector<CellIndex>& layer)
        : m_work(work)
        , m_part(part)
    {
        std::vector<CellIndex> run;
        for (const CellIndex cell : layer) {
            if (part.cells[cell].node == NoNode) {
                run.push_back(cell);
                continue;
            }
            m_gaps.push_back(m_nodes.empty() ? 0 : gapBetween(m_nodes.back(), cell, run.size()));
            m_nodes.push_back(cell);
            m_runs.push_back(std::move(run)); // above this node
            run = {};
        }
        m_runs.push_back(std::move(run));
    }

    // Nodes to whole rows near their wish, lines in the runs between them.
    void place()
    {
        std::vector<double> wishes, weights;
        for (const CellIndex index : m_nodes) {
            const Cell& cell = m_part.cells[index];
            const Seat* seat = m_work.seat(cell.node);
            wishes.push_back(seat ? (seat->row * KeepsSeat + cell.wish) / (KeepsSeat + 1) : cell.wish);
            weights.push_back(seat ? KeepsSeat + 1 : 1);
        }
        const auto rows = spread(wishes, weights, m_gaps);
        double before = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            before += m_gaps[i]; // whole numbers: rounding the rest keeps the distances
            m_part.cells[m_nodes[i]].row = std::round(rows[i] - before) + before;
        }
        placeLines();
    }

private:
    const Work& m_work;
    Part& m_part;
    std::vector<CellIndex> m_nodes;
    std::vector<std::vector<CellIndex>> m_runs;
    std::vector<double> m_gaps;

    // Two that sat keep their distance, however many lines pass between them now: those stand closer.
    [[nodiscard]] int gapBetween(CellIndex above, CellIndex below, std::size_t lines) const
    {
        const int wanted = 1 + extraRows(m_work, lines);
        const Seat* first = m_work.seat(m_part.cells[above].node);
        const Seat* second = m_work.seat(m_part.cells[below].node);
        return first && second && second->row > first->row ? std::min(wanted, second->row - first->row) : wanted;
    }

    void placeLines()
    {
        const double card = m_work.share(m_work.options.measures.nodeHeight / 2.0);
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            const auto& run = m_runs[i];
            if (run.empty())
                continue;
            const bool bounded = i > 0 && i < m_nodes.size();
            const double above = i > 0 ? m_part.cells[m_nodes[i - 1]].row : 0;
            const double below = i < m_nodes.size() ? m_part.cells[m_nodes[i]].row : 0;
            double margin = card + m_work.share(CardMargin);
            double step = m_work.share(LineStep);
            if (bounded && run.size() == 1 && below - above < 1.5)
                margin = 0.5; // alone between two cards: in the middle
            const double room = below - above - 2 * margin;
            if (bounded && run.size() > 1)
                step = std::min(step, room / static_cast<double>(run.size() - 1));
            std::vector<double> wishes, weights(run.size(), 1), gaps(run.size(), step);
            for (const CellIndex cell : run)
                wishes.push_back(m_part.cells[cell].wish);
            gaps.front() = 0;
            auto rows = spread(wishes, weights, gaps);
            for (std::size_t k = 0; k < run.size(); ++k) {
                const auto after = static_cast<double>(run.size() - 1 - k);
                if (i > 0)
                    rows[k] = std::max(rows[k], above + margin + static_cast<double>(k) * step);
                if (i < m_nodes.size())
                    rows[k] = std::min(rows[k], below - margin - after * step);
                m_part.cells[run[k]].row = rows[k];
            }
        }
    }
};

void pass(const Work& work, Part& part, bool toTheRight, bool byLeft, bool byRight)
{
    const auto count = part.layers.size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto& layer = part.layers[toTheRight ? i : count - 1 - i];
        for (const CellIndex cell : layer)
            part.cells[cell].wish = wishOf(part, part.cells[cell], byLeft, byRight);
        LayerRows(work, part, layer).place();
    }
}

// Lines run straight on from where they come; the bend is before the target.
void straighten(const Work& work, Part& part)
{
    for (const auto& layer : part.layers) {
        for (const CellIndex index : layer) {
            Cell& cell = part.cells[index];
            cell.wish = cell.row;
            if (cell.node != NoNode)
                continue;
            const Cell& from = part.cells[cell.left.front()];
            cell.wish = from.row;
            if (from.node != NoNode)
                cell.wish += work.share(work.outPort(from.node, part.buses[cell.bus].kind));
        }
        LayerRows(work, part, layer).place();
    }
}

} // namespace

std::vector<double> spread(const std::vector<double>& wishes, const std::vector<double>& weights, const std::vector<double>& gaps)
{
    // Without the gaps the places must not fall: pool neighbours that would (isotonic regression).
    struct Block {
        double sum, weight;
        std::size_t count;
        [[nodiscard]] double mean() const { return sum / weight; }
    };
    std::vector<Block> blocks;
    double before = 0;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        before += gaps[i];
        blocks.push_back({(wishes[i] - before) * weights[i], weights[i], 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().weight += last.weight;
            blocks.back().count += last.count;
        }
    }
    std::vector<double> places;
    places.reserve(wishes.size());
    before = 0;
    for (const Block& block : blocks) {
        for (std::size_t i = 0; i < block.count; ++i) {
            before += gaps[places.size()];
            places.push_back(block.mean() + before);
        }
    }
    return places;
}

void placeRows(const Work& work, Part& part)
{
    for (const auto& layer : part.layers) {
        double row = 0;
        for (const CellIndex cell : layer) {
            const Seat* seat = part.cells[cell].node == NoNode ? nullptr : work.seat(part.cells[cell].node);
            row = std::max(row, seat ? seat->row : row);
            part.cells[cell].row = row;
            if (part.cells[cell].node != NoNode)
                row += 1;
        }
    }
    constexpr int Rounds = 3;
    for (int round = 0; round < Rounds && !work.cancelled(); ++round) {
        pass(work, part, true, true, false);
        pass(work, part, false, false, true);
    }
    pass(work, part, true, true, true);
    straighten(work, part);
    double top = 0, bottom = 0;
    bool first = true;
    for (const Cell& cell : part.cells) {
        top = first ? cell.row : std::min(top, cell.row);
        bottom = first ? cell.row : std::max(bottom, cell.row);
        first = false;
    }
    part.top = static_cast<int>(std::floor(top + work.share(work.options.measures.rowGap)));
    part.bottom = static_cast<int>(std::ceil(bottom - work.share(work.options.measures.rowGap)));
}

// Side by side in rows; who sat keeps the seat, newcomers take the first free ones.
void placeSingles(const Work& work, Part& part)
{
    constexpr double Shape = 0.48; // columns for a block of about 16:9
    int columns = std::max(1, static_cast<int>(std::sqrt(Shape * static_cast<double>(part.nodes.size()))));
    std::set<std::pair<int, int>> taken; // row, column
    int top = 0;
    bool any = false;
    std::vector<const Seat*> seats;
    for (const NodeIndex node : part.nodes) {
        const Seat* seat = work.seat(node);
        if (seat && !taken.emplace(seat->row, seat->column).second)
            seat = nullptr;
        seats.push_back(seat);
        if (!seat)
            continue;
        columns = std::max(columns, seat->column + 1);
        top = any ? std::min(top, seat->row) : seat->row;
        any = true;
    }
    part.seated = any;
    part.cells.resize(part.nodes.size());
    part.layers.resize(static_cast<std::size_t>(columns));
    std::pair<int, int> next{top, 0};
    part.top = part.bottom = top;
    for (CellIndex i = 0; i < part.nodes.size(); ++i) {
        if (!seats[i]) {
            while (!taken.insert(next).second)
                next = next.second + 1 < columns ? std::pair(next.first, next.second + 1) : std::pair(next.first + 1, 0);
        }
        const auto [row, column] = seats[i] ? std::pair(seats[i]->row, seats[i]->column) : next;
        part.cells[i].node = part.nodes[i];
        part.cells[i].layer = column;
        part.cells[i].row = row;
        part.bottom = std::max(part.bottom, row);
    }
    for (CellIndex i = 0; i < part.nodes.size(); ++i)
        part.layers[static_cast<std::size_t>(part.cells[i].layer)].push_back(i);
    for (auto& layer : part.layers)
        std::ranges::stable_sort(layer, {}, [&](CellIndex cell) { return part.cells[cell].row; });
    part.turns.resize(part.layers.size());
    part.tracks.resize(part.layers.size());
}

} // namespace dg::graph

// SPDX-License-Identifier: Apache-2.0
#include "graph/layout.h"

#include "layout_impl.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace dg::graph {

namespace {

constexpr int TrackStep = 6; // px between two tracks
constexpr int FirstTrack = 12, ArrowRoom = 14; // px before the first and after the last
constexpr int OneBandRows = 24; // a graph that low stays one band
constexpr double BandShape = 1.7; // width to height of all bands together

int gapWidth(const Measures& m, int tracks)
{
    return std::max(m.columnGap, FirstTrack + ArrowRoom + std::max(0, tracks - 1) * TrackStep);
}

// Few tracks stand about the middle of the gap.
int trackX(const Measures& m, int tracks, int track)
{
    const int first = std::min(m.columnGap / 2 - (std::min(tracks, 2) - 1) * TrackStep / 2, FirstTrack + TrackStep);
    return std::min(first, gapWidth(m, tracks) - ArrowRoom - (tracks - 1) * TrackStep) + track * TrackStep;
}

// From packed parts to pixels.
class Drawing {
public:
    Drawing(const Work& work, const std::vector<Part>& parts)
        : m_work(work)
        , m_parts(parts)
    {
        const auto count = work.graph.nodes().size();
        m_out.at.resize(count);
        m_out.seats.resize(count);
        m_out.columnOf.resize(count, 0);
        m_out.routes.resize(work.graph.edges().size());
        measureBands();
        for (const Part& part : parts)
            placeNodes(part);
        for (const Part& part : parts)
            routePart(part);
        makeColumns();
    }
    Layout take() { return std::move(m_out); }

private:
    struct Band {
        std::vector<int> tracks; // by gap
        std::vector<int> x; // by column
    };
    const Work& m_work;
    const std::vector<Part>& m_parts;
    std::vector<Band> m_bands;
    Layout m_out;

    void measureBands()
    {
        const Measures& m = m_work.options.measures;
        for (const Part& part : m_parts) {
            if (m_bands.size() <= static_cast<std::size_t>(part.band))
                m_bands.resize(static_cast<std::size_t>(part.band) + 1);
            Band& band = m_bands[static_cast<std::size_t>(part.band)];
            band.tracks.resize(std::max(band.tracks.size(), part.tracks.size()), 0);
            for (std::size_t gap = 0; gap < part.tracks.size(); ++gap)
                band.tracks[gap] = std::max(band.tracks[gap], part.tracks[gap]);
        }
        int x = 0;
        for (Band& band : m_bands) {
            for (std::size_t column = 0; column < band.tracks.size(); ++column) {
                band.x.push_back(x);
                m_out.width = x + m.nodeWidth;
                x += m.nodeWidth + gapWidth(m, band.tracks[column]);
            }
            x = m_out.width + m.bandGap;
        }
    }

    void placeNodes(const Part& part)
    {
        const Band& band = m_bands[static_cast<std::size_t>(part.band)];
        for (const Cell& cell : part.cells) {
            if (cell.node == NoNode)
                continue;
            const int row = static_cast<int>(std::lround(cell.row)) + part.shift;
            m_out.seats[cell.node] = {part.band, cell.layer, row};
            m_out.at[cell.node] = {band.x[static_cast<std::size_t>(cell.layer)], row * m_work.rowHeight()};
            m_out.height = std::max(m_out.height, m_out.at[cell.node].y + m_work.options.measures.nodeHeight);
        }
    }

    [[nodiscard]] int pixelY(const Part& part, double row) const
    {
        return m_work.options.measures.nodeHeight / 2 + static_cast<int>(std::lround((row + part.shift) * m_work.rowHeight()));
    }

    void routePart(const Part& part)
    {
        const Band& band = m_bands[static_cast<std::size_t>(part.band)];
        std::map<std::pair<BusIndex, std::size_t>, int> turnX; // by bus and gap
        for (std::size_t gap = 0; gap < part.turns.size(); ++gap) {
            for (const Turn& turn : part.turns[gap])
                turnX[{turn.bus, gap}]
                    = band.x[gap] + m_work.options.measures.nodeWidth + trackX(m_work.options.measures, band.tracks[gap], turn.track);
        }
        for (BusIndex index = 0; index < part.buses.size(); ++index) {
            const Bus& bus = part.buses[index];
            const auto first = static_cast<std::size_t>(part.cells[bus.origin].layer);
            const NodeIndex from = part.cells[bus.origin].node;
            for (const EdgeIndex edge : bus.edges) {
                const NodeIndex to = m_work.rightEnd(m_work.graph.edges()[edge]);
                const Cell& target = part.cells[m_work.cellOf[to]];
                std::vector<Point> way;
                int y = pixelY(part, part.cells[bus.origin].row) + m_work.outPort(from, bus.kind);
                way.push_back({m_out.at[from].x + m_work.options.measures.nodeWidth, y});
                for (std::size_t gap = first; gap < static_cast<std::size_t>(target.layer); ++gap) {
                    const bool last = gap + 1 == static_cast<std::size_t>(target.layer);
                    const int next = last ? pixelY(part, target.row) + target.inPorts[static_cast<std::size_t>(bus.kind)]
                                          : pixelY(part, part.cells[bus.passes[gap - first]].row);
                    if (next != y) {
                        const int x = turnX.at({index, gap});
                        way.push_back({x, y});
                        way.push_back({x, next});
                    }
                    y = next;
                }
                way.push_back({m_out.at[to].x, y});
                if (m_work.graph.edges()[edge].back)
                    std::ranges::reverse(way);
                m_out.routes[edge] = std::move(way);
            }
        }
    }

    void makeColumns()
    {
        std::map<int, std::vector<NodeIndex>> byX;
        for (NodeIndex node = 0; node < m_out.at.size(); ++node)
            byX[m_out.at[node].x].push_back(node);
        for (auto& [x, nodes] : byX) {
            std::ranges::stable_sort(nodes, {}, [&](NodeIndex node) { return m_out.at[node].y; });
            for (const NodeIndex node : nodes)
                m_out.columnOf[node] = static_cast<std::uint32_t>(m_out.columns.size());
            m_out.columns.push_back(std::move(nodes));
        }
    }
};

int rowsOf(const Part& part)
{
    return part.bottom - part.top + 1;
}

// An earlier layout's parts stay in their band and, where nothing pushes them, in their rows.
int seatedBand(const Work& work, const Part& part)
{
    for (const NodeIndex node : part.nodes) {
        if (const Seat* seat = work.seat(node))
            return seat->band;
    }
    return 0;
}

} // namespace

void packIntoBands(const Work& work, std::vector<Part>& parts)
{
    std::map<int, std::vector<Part*>> seated;
    std::vector<Part*> fresh;
    long long area = 0, rows = 0;
    for (Part& part : parts) {
        if (part.seated)
            seated[seatedBand(work, part)].push_back(&part);
        else
            fresh.push_back(&part);
        rows += rowsOf(part);
        area += static_cast<long long>(rowsOf(part)) * static_cast<long long>(part.layers.size());
    }
    std::vector<int> ends; // first free row, by band
    for (auto& [number, members] : seated) {
        std::ranges::stable_sort(members, {}, [](const Part* part) { return part->top; });
        int free = members.front()->top < 0 ? 0 : members.front()->top;
        for (Part* part : members) {
            part->band = static_cast<int>(ends.size());
            part->shift = std::max(0, free - part->top);
            free = part->bottom + part->shift + 1;
        }
        ends.push_back(free);
    }
    const Measures& m = work.options.measures;
    const double cell = static_cast<double>(m.nodeWidth + m.columnGap) / work.rowHeight();
    const int high = rows <= OneBandRows ? OneBandRows
                                         : std::max(OneBandRows, static_cast<int>(std::sqrt(static_cast<double>(area) * cell / BandShape)));
    const bool again = !ends.empty();
    for (Part* part : fresh) {
        auto band = std::ranges::min_element(ends);
        const bool fits = !ends.empty() && (again || *band == 0 || *band + rowsOf(*part) <= high);
        if (!fits) {
            ends.push_back(0);
            band = ends.end() - 1;
        }
        part->band = static_cast<int>(band - ends.begin());
        part->shift = *band - part->top;
        *band += rowsOf(*part);
    }
}

Layout layOut(const Graph& graph, const LayoutOptions& options)
{
    Work work{graph, options, std::vector<CellIndex>(graph.nodes().size(), None)};
    auto parts = splitIntoParts(work);
    for (Part& part : parts) {
        if (work.cancelled())
            break;
        if (part.singles) {
            placeSingles(work, part);
            continue;
        }
        makeCells(work, part);
        orderCells(work, part);
        placeRows(work, part);
        chooseInPorts(work, part);
        planTurns(work, part);
    }
    if (work.cancelled())
        return {};
    packIntoBands(work, parts);
    return Drawing(work, parts).take();
}

Seats seatsOf(const Graph& graph, const Layout& layout)
{
    Seats seats;
    seats.reserve(layout.seats.size());
    for (NodeIndex node = 0; node < layout.seats.size(); ++node)
        seats.emplace(graph.nodes()[node].key, layout.seats[node]);
    return seats;
}

} // namespace dg::graph

// SPDX-License-Identifier: Apache-2.0
#include "views/timeline_tide.h"

#include <algorithm>

namespace dg::views {

using flux::State;
using widgets::Tide;

namespace {

Tide tideOf(const history::Segment& segment)
{
    if (!segment.known || !segment.state)
        return Tide::NoData;
    switch (*segment.state) {
    case State::Failed:
    case State::Stalled:
    case State::Missing:
        return Tide::Failed;
    case State::Ready:
    case State::Reconciling:
    case State::Orphaned:
        return segment.drifted ? Tide::Drifted : Tide::Ready;
    case State::Waiting:
    case State::Stale:
    case State::Unknown:
    case State::Forbidden:
    case State::Terminating:
        break;
    }
    return segment.drifted ? Tide::Drifted : Tide::Waiting;
}

Tide tideOf(const history::Sample& sample)
{
    const auto count = [&](State state) { return sample.byState[static_cast<std::size_t>(state)]; };
    if (count(State::Failed) + count(State::Stalled) > 0)
        return Tide::Failed;
    if (sample.drifted > 0)
        return Tide::Drifted;
    const auto calm = count(State::Ready) + count(State::Reconciling);
    std::uint32_t all = 0;
    for (const auto one : sample.byState)
        all += one;
    return all == 0 ? Tide::NoData : calm == all ? Tide::Ready : Tide::Waiting;
}

// Lifts the cells that a stretch touches.
void raise(widgets::TideData& cells, history::Range range, WallTime from, WallTime to, Tide tide)
{
    const auto last = static_cast<std::int64_t>(cells.size()) - 1;
    const auto length = range.length().count();
    const auto cell = [&](WallTime time) { return std::clamp((time - range.from).count() * (last + 1) / length, std::int64_t{0}, last); };
    if (to <= range.from || from >= range.to || from >= to)
        return;
    for (auto i = cell(from); i <= cell(std::min(to, range.to) - Millis{1}); ++i)
        cells[static_cast<std::size_t>(i)] = std::max(cells[static_cast<std::size_t>(i)], tide);
}

} // namespace

widgets::TideData tideOf(const std::vector<history::Segment>& segments, history::Range range)
{
    widgets::TideData out{};
    for (const auto& segment : segments)
        raise(out, range, segment.from, segment.to, tideOf(segment));
    return out;
}

widgets::TideData tideOf(const std::vector<history::Sample>& samples, const std::vector<history::Range>& gaps, history::Range range)
{
    widgets::TideData out{};
    for (std::size_t i = 0; i < samples.size(); ++i) {
        auto from = std::max(samples[i].at, range.from);
        const auto to = i + 1 < samples.size() ? samples[i + 1].at : range.to;
        for (const auto& gap : gaps) {
            raise(out, range, from, std::min(to, gap.from), tideOf(samples[i]));
            from = std::max(from, std::min(to, gap.to));
        }
        raise(out, range, from, to, tideOf(samples[i]));
    }
    return out;
}

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
#include "timeline_series.h"

#include "text/timeline_words.h"
#include "text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace dg::views {

using theme::Color;

namespace {

struct Series {
    Q_DECLARE_TR_FUNCTIONS(TimelineSheet)
};

double x(WallTime time)
{
    return static_cast<double>(time.time_since_epoch().count());
}

// Whole numbers with 2 to 5 marks.
void setCountAxis(ChartContent& content, double most)
{
    static constexpr double steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10'000, 20'000, 50'000, 100'000};
    for (const double step : steps) {
        content.step = step;
        content.top = std::max(1.0, std::ceil(most / step)) * step;
        if (most <= 4 * step)
            return;
    }
}

bool gapBetween(const std::vector<history::Range>& gaps, WallTime from, WallTime to)
{
    return std::ranges::any_of(gaps, [&](const history::Range& gap) { return gap.from < to && gap.to > from; });
}

// A value that holds until the next one, from `from` on.
struct Step {
    WallTime at{};
    double value = 0;
};

// The area between two staircases that have their steps at the same times.
ChartContent::Area stairs(const std::vector<Step>& low, const std::vector<Step>& high, WallTime end)
{
    const auto points = [end](const std::vector<Step>& steps) {
        std::vector<QPointF> out;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const auto until = i + 1 < steps.size() ? steps[i + 1].at : end;
            out.emplace_back(x(steps[i].at), steps[i].value);
            out.emplace_back(x(until), steps[i].value);
        }
        return out;
    };
    ChartContent::Area area;
    area.bottom = points(low);
    area.top = points(high);
    return area;
}

struct Group {
    Color ink;
    Qt::BrushStyle fill;
    double opacity;
    std::vector<flux::State> states;
};

// Four at most, from what is calm up to what is not (design §5); told apart by pattern too.
const std::array<Group, 4>& groups()
{
    using flux::State;
    static const std::array<Group, 4> all{{
        {Color::Ready, Qt::SolidPattern, 0.35, {State::Ready}},
        {Color::Accent, Qt::Dense5Pattern, 1, {State::Reconciling}},
        {Color::Waiting, Qt::BDiagPattern, 1, {State::Waiting, State::Stale, State::Unknown, State::Forbidden, State::Terminating}},
        {Color::Failed, Qt::SolidPattern, 1, {State::Failed, State::Stalled}},
    }};
    return all;
}

QString groupWord(std::size_t group)
{
    switch (group) {
    case 0:
        return text::stateName(flux::State::Ready);
    case 1:
        return text::stateName(flux::State::Reconciling);
    case 2:
        return Series::tr("Waiting and others");
    default:
        return Series::tr("Failed and stalled");
    }
}

} // namespace

Millis highestOf(const history::Trend& trend)
{
    Millis most{0}, outlier{0};
    for (const auto& bucket : trend.buckets)
        most = std::max(most, bucket.p95);
    for (const auto& one : trend.outliers)
        outlier = std::max(outlier, one.took);
    return most.count() == 0 ? outlier : std::max(most, std::min(outlier, most * 2));
}

ChartContent trendChart(const history::Trend& trend, const TimeAxis& axis, Millis bucket, const std::vector<history::Range>& gaps)
{
    ChartContent out;
    out.top = axis.top;
    out.step = axis.step;
    const double unit = static_cast<double>(axis.unit.count());
    if (trend.buckets.empty() && trend.outliers.empty())
        return out;
    ChartContent::Line half{{}, Color::Accent, 2, false, QStringLiteral("p50")};
    ChartContent::Line most{{}, Color::Waiting, 1.5, true, QStringLiteral("p95")};
    for (std::size_t i = 0; i < trend.buckets.size(); ++i) {
        const auto& one = trend.buckets[i];
        if (i == 0 || gapBetween(gaps, trend.buckets[i - 1].at + bucket, one.at)) {
            half.pieces.emplace_back();
            most.pieces.emplace_back();
        }
        const double middle = x(one.at + bucket / 2);
        half.pieces.back().emplace_back(middle, static_cast<double>(one.p50.count()) / unit);
        most.pieces.back().emplace_back(middle, static_cast<double>(one.p95.count()) / unit);
    }
    out.lines = {std::move(most), std::move(half)};
    for (const auto& one : trend.outliers) {
        //: %1 an object, %2 how long, %3 a time
        const auto words
            = Series::tr("%1 took %2 at %3").arg(text::objectLine(one.object), text::duration(one.took), text::localTime(one.at));
        out.dots.push_back({{x(one.at), static_cast<double>(one.took.count()) / unit}, words, one.object, one.revision, !one.ok});
    }
    return out;
}

ChartContent recoverChart(const std::vector<history::Trouble>& troubles, const TimeAxis& axis)
{
    ChartContent out;
    out.top = axis.top;
    out.step = axis.step;
    for (const auto& [object, trouble] : troubles) {
        if (!trouble.ended)
            continue;
        const auto took = *trouble.ended - trouble.began;
        //: %1 an object, %2 how long, %3 a time
        const auto words = Series::tr("%1 recovered after %2 at %3")
                               .arg(text::objectLine(object), text::duration(took), text::localTime(*trouble.ended));
        out.dots.push_back(
            {{x(*trouble.ended), static_cast<double>(took.count()) / static_cast<double>(axis.unit.count())}, words, object, {}, false});
    }
    return out;
}

ChartContent statesChart(const std::vector<history::Sample>& samples, history::Range range, const std::vector<history::Range>& gaps)
{
    ChartContent out;
    double highest = 0;
    // One piece between two gaps.
    std::size_t begin = 0;
    const auto piece = [&](std::size_t end, WallTime until) {
        std::vector<Step> low(end - begin), high;
        for (std::size_t i = begin; i < end; ++i)
            low[i - begin].at = std::max(samples[i].at, range.from);
        for (std::size_t g = 0; g < groups().size(); ++g) {
            high = low;
            for (std::size_t i = begin; i < end; ++i) {
                for (const auto state : groups()[g].states)
                    high[i - begin].value += samples[i].byState[static_cast<std::size_t>(state)];
                highest = std::max(highest, high[i - begin].value);
            }
            const bool any = !std::ranges::equal(low, high, [](const Step& a, const Step& b) { return a.value == b.value; });
            auto area = stairs(low, high, until);
            area.ink = groups()[g].ink;
            area.fill = groups()[g].fill;
            area.opacity = groups()[g].opacity;
            area.word = groupWord(g);
            if (any)
                out.areas.push_back(std::move(area));
            low = high;
        }
        begin = end;
    };
    for (std::size_t i = 1; i <= samples.size(); ++i) {
        const auto from = samples[i - 1].at, to = i < samples.size() ? samples[i].at : range.to;
        const auto gap
            = std::ranges::find_if(gaps, [&](const history::Range& one) { return one.from < to && one.to > from && one.from >= from; });
        if (gap != gaps.end() || i == samples.size())
            piece(i, gap != gaps.end() ? gap->from : range.to);
    }
    setCountAxis(out, highest);
    return out;
}

ChartContent driftChart(const std::vector<history::DriftEpisode>& episodes, history::Range range)
{
    ChartContent out;
    std::map<WallTime, int> turns;
    for (const auto& episode : episodes) {
        ++turns[std::max(episode.drift.opened, range.from)];
        if (episode.drift.closed && *episode.drift.closed < range.to)
            --turns[std::max(*episode.drift.closed, range.from)];
    }
    std::vector<Step> high;
    double open = 0, highest = 0;
    if (!turns.empty() && turns.begin()->first > range.from)
        high.push_back({range.from, 0});
    for (const auto& [at, by] : turns) {
        open += by;
        highest = std::max(highest, open);
        high.push_back({at, open});
    }
    setCountAxis(out, highest);
    if (high.empty())
        return out;
    auto low = high;
    for (auto& step : low)
        step.value = 0;
    auto area = stairs(low, high, range.to);
    area.ink = Color::DriftMark;
    out.areas.push_back(std::move(area));
    return out;
}

ChartContent deliveriesChart(const std::vector<history::DeliveryDay>& days, history::Range range)
{
    constexpr auto Day = std::chrono::hours{24};
    ChartContent out;
    double highest = 0;
    for (const auto& day : days) {
        // A bar as wide as most of its day, within the range.
        const auto from = std::max<WallTime>(day.day + Day / 10, range.from), to = std::min<WallTime>(day.day + Day * 9 / 10, range.to);
        if (from >= to || day.deliveries == 0)
            continue;
        const double good = day.deliveries - std::min(day.failed, day.deliveries), all = day.deliveries;
        highest = std::max(highest, all);
        auto below = stairs({{from, 0}}, {{from, good}}, to);
        below.ink = Color::Accent;
        below.word = Series::tr("Delivered");
        auto above = stairs({{from, good}}, {{from, all}}, to);
        above.ink = Color::Failed;
        above.fill = Qt::BDiagPattern;
        above.word = Series::tr("Failed");
        if (good > 0)
            out.areas.push_back(std::move(below));
        if (all > good)
            out.areas.push_back(std::move(above));
    }
    setCountAxis(out, highest);
    return out;
}

} // namespace dg::views

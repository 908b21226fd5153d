// SPDX-License-Identifier: Apache-2.0
#include "items/timeline_range.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace dg::items {

namespace {

constexpr std::size_t MostSteps = 50;
constexpr std::int64_t Second = 1000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour;
constexpr std::int64_t Rounds[]
    = {Second, 2 * Second, 5 * Second, 10 * Second, 15 * Second, 30 * Second, Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute,
        30 * Minute, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 7 * Day, 14 * Day, 30 * Day, 90 * Day};

std::int64_t roundAtLeast(std::int64_t least)
{
    const auto found = std::ranges::find_if(Rounds, [least](std::int64_t round) { return round >= least; });
    return found == std::end(Rounds) ? Rounds[std::size(Rounds) - 1] : *found;
}

} // namespace

void TimelineRange::go(Step step)
{
    m_back.push_back(m_step);
    if (m_back.size() > MostSteps)
        m_back.erase(m_back.begin());
    m_step = step;
}

void TimelineRange::setLast(Millis length)
{
    if (!m_step.live || m_step.length != length)
        go({true, std::clamp(length, Shortest, Longest), {}});
}

void TimelineRange::setFixed(history::Range range)
{
    if (range.from > range.to)
        std::swap(range.from, range.to);
    if (range.length() < Shortest) {
        range.from -= (Shortest - range.length()) / 2;
        range.to = range.from + Shortest;
    }
    range.from = std::max(range.from, range.to - Longest);
    go({false, range.length(), range});
}

void TimelineRange::zoom(double factor, WallTime around, WallTime now)
{
    const auto range = this->at(now);
    const auto length = std::clamp(Millis{std::llround(static_cast<double>(range.length().count()) * factor)}, Shortest, Longest);
    const double part = static_cast<double>((around - range.from).count()) / static_cast<double>(range.length().count());
    const auto from = around - Millis{std::llround(static_cast<double>(length.count()) * std::clamp(part, 0.0, 1.0))};
    if (length == range.length())
        return;
    if (from + length >= now)
        go({true, length, {}});
    else
        go({false, length, {from, from + length}});
}

void TimelineRange::move(double part, WallTime now)
{
    auto range = this->at(now);
    const auto by = Millis{std::llround(static_cast<double>(range.length().count()) * part)};
    if (range.to + by >= now) {
        if (!m_step.live)
            go({true, range.length(), {}});
        return;
    }
    go({false, range.length(), {range.from + by, range.to + by}});
}

bool TimelineRange::back()
{
    if (m_back.empty())
        return false;
    m_step = m_back.back();
    m_back.pop_back();
    return true;
}

Millis TimelineRange::length() const
{
    return m_step.length;
}

history::Range TimelineRange::at(WallTime now) const
{
    return m_step.live ? history::Range{now - m_step.length, now} : m_step.fixed;
}

int TimelineRange::span() const
{
    const auto found = std::ranges::find(TimelineSpans, m_step.length);
    return m_step.live && found != std::end(TimelineSpans) ? static_cast<int>(found - std::begin(TimelineSpans)) : -1;
}

Millis bucketFor(Millis length)
{
    return Millis{roundAtLeast(length.count() / 60)};
}

std::vector<WallTime> axisTicks(history::Range range, int most, Millis offset)
{
    std::vector<WallTime> out;
    if (most < 1 || range.from >= range.to)
        return out;
    const auto step = roundAtLeast(range.length().count() / most);
    const auto local = (range.from.time_since_epoch() + offset).count();
    auto tick = (local / step + (local % step ? 1 : 0)) * step;
    for (; WallTime{Millis{tick} - offset} <= range.to; tick += step)
        out.emplace_back(Millis{tick} - offset);
    return out;
}

} // namespace dg::items

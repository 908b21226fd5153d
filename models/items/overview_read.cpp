// SPDX-License-Identifier: Apache-2.0
// One cluster's week out of its history; on the reader's thread.
#include "items/overview_figures.h"
#include "items/timeline_picture.h"

#include <algorithm>

namespace dg::items {

namespace {

using history::Range;

constexpr Millis Day = std::chrono::hours{24};
constexpr std::size_t MostTroubles = 1'000'000; // a bound, not a page: as of the trend of the store

class Reading {
public:
    Reading(history::Store& store, const OverviewQuestion& question, const history::Scope& scope)
        : m_store(store)
        , m_now(question.now)
        , m_midnight(question.now - question.sinceMidnight)
        , m_scope(scope)
    {
    }

    Result<OverviewPast> read()
    {
        m_watched = take(m_store.watched(m_scope.cluster, {m_now - 2 * OverviewWeek, m_now + Millis{1}}));
        m_out.known = true;
        samples();
        deliveries();
        recoveries();
        worst();
        return m_error ? Result<OverviewPast>(tl::unexpected(*m_error)) : Result<OverviewPast>(std::move(m_out));
    }

private:
    template <class T> T take(Result<T> answer)
    {
        if (answer)
            return std::move(*answer);
        if (!m_error)
            m_error = answer.error();
        return {};
    }

    [[nodiscard]] bool mostlyWatched(Range range) const
    {
        if (range.length() <= Millis{0})
            return isWatched(m_watched, range.to);
        Millis missing{0};
        for (const auto& gap : gaps(m_watched, range))
            missing += gap.length();
        return missing * 2 <= range.length();
    }

    void samples()
    {
        const auto weekAgo = m_now - OverviewWeek;
        if (isWatched(m_watched, weekAgo)) {
            const auto then = take(m_store.samples(m_scope.cluster, {weekAgo, weekAgo + Millis{1}}, 1));
            if (!then.empty())
                m_out.weekAgo = then.front();
        }
        const auto all = take(m_store.samples(m_scope.cluster, {weekAgo, m_now}, OverviewBuckets * 4));
        for (std::size_t i = 0; i < OverviewBuckets; ++i) {
            const auto end = weekAgo + OverviewWeek * static_cast<std::int64_t>(i + 1) / static_cast<std::int64_t>(OverviewBuckets);
            const auto after = std::ranges::upper_bound(all, end, {}, &history::Sample::at);
            // What is being watched now was written a moment ago: the last bucket ends there.
            const bool known
                = i + 1 == OverviewBuckets ? mostlyWatched({end - OverviewWeek / OverviewBuckets, end}) : isWatched(m_watched, end);
            if (known && after != all.begin())
                m_out.week[i] = *(after - 1);
        }
    }

    OverviewDeliveries deliveriesIn(Range range)
    {
        OverviewDeliveries out;
        if (range.length() <= Millis{0})
            return out;
        for (const auto& day : take(m_store.deliveriesPerDay(m_scope, range))) {
            out.all += day.deliveries;
            out.failed += day.failed;
        }
        return out;
    }

    void deliveries()
    {
        m_out.today = deliveriesIn({m_midnight, m_now});
        const Range before{m_midnight - OverviewWeek, m_now - OverviewWeek};
        if (mostlyWatched(before))
            m_out.lastWeek = deliveriesIn(before);
        for (std::size_t i = 0; i < OverviewDays; ++i) {
            const auto from = m_midnight - Day * static_cast<std::int64_t>(OverviewDays - 1 - i);
            const Range range{from, std::min(from + Day, m_now)};
            if (i + 1 == OverviewDays)
                m_out.days[i] = m_out.today;
            else if (mostlyWatched(range))
                m_out.days[i] = deliveriesIn(range);
        }
    }

    std::vector<Millis> recoveredIn(Range range)
    {
        std::vector<Millis> out;
        for (const auto& [object, trouble] : take(m_store.troubles(m_scope, range, MostTroubles))) {
            if (trouble.ended && *trouble.ended < range.to)
                out.push_back(*trouble.ended - trouble.began);
        }
        return out;
    }

    void recoveries()
    {
        const auto weekAgo = m_now - OverviewWeek;
        m_out.recovered = recoveredIn({weekAgo, m_now});
        if (const Range before{weekAgo - OverviewWeek, weekAgo}; mostlyWatched(before))
            m_out.recoveredBefore = recoveredIn(before);
    }

    void worst()
    {
        for (const auto& lane : take(m_store.lanes(m_scope, {m_now - OverviewWeek, m_now}, m_now, OverviewWorst))) {
            if (lane.trouble <= Millis{0})
                continue;
            OverviewTrouble trouble{lane.object, lane.trouble, {}};
            if (!lane.segments.empty() && lane.segments.back().known)
                trouble.state = lane.segments.back().state;
            m_out.worst.push_back(std::move(trouble));
        }
    }

    history::Store& m_store;
    const WallTime m_now, m_midnight;
    const history::Scope m_scope;
    std::vector<history::Watched> m_watched;
    OverviewPast m_out;
    std::optional<Error> m_error;
};

} // namespace

Result<OverviewPast> readOverview(history::Store& store, const OverviewQuestion& question)
{
    TimelineScope named;
    named.cluster = question.cluster;
    const auto scope = resolve(store, named);
    if (!scope)
        return tl::unexpected(scope.error());
    if (!*scope)
        return OverviewPast{};
    return Reading(store, question, **scope).read();
}

} // namespace dg::items

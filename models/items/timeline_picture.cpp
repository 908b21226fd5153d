// SPDX-License-Identifier: Apache-2.0
#include "items/timeline_picture.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

namespace dg::items {

using history::Metric;
using history::Store;

namespace {

constexpr std::size_t MostRows = 500; // of a table beside a chart
constexpr std::size_t MostTotals = 20, MostSamples = 600;

// Takes a query's answer into its place; the first error stands.
class Taking {
public:
    template <class T> void operator()(T& place, Result<T> answer)
    {
        if (m_error)
            return;
        if (answer)
            place = std::move(*answer);
        else
            m_error = answer.error();
    }
    template <class T> [[nodiscard]] Result<T> result(T value) const
    {
        return m_error ? Result<T>(tl::unexpected(*m_error)) : Result<T>(std::move(value));
    }
    void operator()(const Status& status)
    {
        if (!m_error && !status)
            m_error = status.error();
    }
    [[nodiscard]] bool good() const { return !m_error; }

private:
    std::optional<Error> m_error;
};

std::vector<history::ObjectId> firstOf(const std::vector<history::Lane>& lanes, std::size_t most)
{
    std::vector<history::ObjectId> out;
    for (std::size_t i = 0; i < std::min(most, lanes.size()); ++i)
        out.push_back(lanes[i].object.id);
    return out;
}

} // namespace

Result<std::optional<history::Scope>> resolve(Store& store, const TimelineScope& scope)
{
    const auto found = store.find(scope.cluster);
    if (!found)
        return tl::unexpected(found.error());
    if (*found == 0)
        return std::nullopt;
    history::Scope out{*found, {}, 0, {}, {}};
    if (scope.filter) {
        out.ns = scope.filter->ns();
        if (scope.filter->hasMore()) {
            const auto all = store.clusters();
            if (!all)
                return tl::unexpected(all.error());
            const auto own = std::ranges::find(*all, *found, &history::Cluster::id);
            out.fits = [filter = scope.filter, cluster = own == all->end() ? std::string() : own->name.name](
                           const history::ObjectRow& object) { return filter->matches(object, cluster); };
        }
    }
    if (scope.object) {
        const auto& name = *scope.object;
        const auto object = store.find(out.cluster, name.group, name.kind, name.ns, name.name);
        if (!object)
            return tl::unexpected(object.error());
        if (!*object)
            return std::nullopt;
        out.object = (*object)->id;
    }
    return out;
}

Result<TimelinePicture> readTimeline(Store& store, TimelineQuestion question)
{
    TimelinePicture out;
    Taking take;
    std::optional<history::Scope> resolved;
    take(resolved, resolve(store, question.scope));
    take(out.facts, store.facts());
    out.question = question;
    if (!take.good() || !resolved)
        return take.result(std::move(out));
    out.known = true;
    const auto& scope = *resolved;
    const auto& range = question.range;
    take(out.lanes, store.laneList(scope, range, question.now));
    take(readSegments(store, scope.cluster, range, question.now,
        question.drawn.empty() ? firstOf(out.lanes, question.firstDrawn) : question.drawn, out.lanes));
    take(out.watched, store.watched(scope.cluster, range));
    take(out.entries, store.entries(scope, range, question.mostEntries));
    if (question.wants(TimelineMeasure::Duration))
        take(out.duration, store.trend(Metric::PassDuration, scope, range, question.bucket));
    if (question.wants(TimelineMeasure::Lag))
        take(out.lag, store.trend(Metric::SourceToApplied, scope, range, question.bucket));
    if (question.wants(TimelineMeasure::Recover)) {
        take(out.recover, store.trend(Metric::TimeToRecover, scope, range, question.bucket));
        take(out.troubles, store.troubles(scope, range, MostRows));
    }
    if (question.wants(TimelineMeasure::States))
        take(out.samples, store.samples(scope.cluster, range, MostSamples));
    if (question.wants(TimelineMeasure::Drift))
        take(out.episodes, store.driftEpisodes(scope, range, MostRows));
    if (question.wants(TimelineMeasure::Deliveries))
        take(out.days, store.deliveriesPerDay(scope, range));
    if (question.wants(TimelineMeasure::Flappers))
        take(out.flappers, store.totals(scope, range, Store::Order::MostChanges, MostTotals));
    if (question.wants(TimelineMeasure::Slowest))
        take(out.slowest, store.totals(scope, range, Store::Order::SlowestPass, MostTotals));
    return take.result(std::move(out));
}

Status readSegments(Store& store, history::ClusterId cluster, history::Range range, WallTime now,
    const std::vector<history::ObjectId>& objects, std::vector<history::Lane>& lanes)
{
    const std::unordered_set<history::ObjectId> wanted(objects.begin(), objects.end());
    std::vector<history::ObjectId> ids;
    std::vector<history::Lane*> places;
    for (auto& lane : lanes) {
        if (wanted.contains(lane.object.id)) {
            ids.push_back(lane.object.id);
            places.push_back(&lane);
        }
    }
    auto read = store.segments(cluster, range, now, ids);
    if (!read)
        return tl::unexpected<Error>(read.error());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i]->segments = std::move((*read)[i]);
    return {};
}

Result<TimelineTable> readTable(Store& store, const TimelineScope& scope, history::Range range, WallTime now, std::size_t most)
{
    TimelineTable out;
    Taking take;
    std::optional<history::Scope> resolved;
    take(resolved, resolve(store, scope));
    if (resolved) {
        take(out.lanes, store.laneList(*resolved, range, now));
        out.all = out.lanes.size();
        out.lanes.resize(std::min(most, out.lanes.size()));
        take(readSegments(store, resolved->cluster, range, now, firstOf(out.lanes, most), out.lanes));
    }
    return take.result(std::move(out));
}

Result<TimelineMoment> readMoment(Store& store, const TimelineScope& scope, WallTime at)
{
    TimelineMoment out;
    out.at = at;
    Taking take;
    std::vector<history::Watched> watched;
    std::optional<history::Scope> resolved;
    take(resolved, resolve(store, scope));
    if (resolved) {
        take(out.objects, store.at(*resolved, at));
        take(watched, store.watched(resolved->cluster, {at - Millis{1}, at + Millis{1}}));
    }
    std::ranges::sort(
        out.objects, {}, [](const history::ObjectAt& one) { return std::tie(one.object.ns, one.object.kind, one.object.name); });
    out.watched = isWatched(watched, at);
    return take.result(std::move(out));
}

Result<TimelineChanges> readChanges(Store& store, const TimelineScope& scope, history::Range between)
{
    TimelineChanges out;
    out.between = between;
    Taking take;
    std::optional<history::Scope> resolved;
    take(resolved, resolve(store, scope));
    if (resolved) {
        take(out.changes, store.changes(*resolved, between));
        take(out.episodes, store.driftEpisodes(*resolved, between, MostRows));
        take(out.events, store.events(*resolved, between, MostRows));
        take(out.watched, store.watched(resolved->cluster, between));
    }
    return take.result(std::move(out));
}

Result<TimelineDay> readDay(Store& store, const TimelineScope& scope, history::Range range)
{
    TimelineDay out;
    out.range = range;
    Taking take;
    std::optional<history::Scope> resolved;
    take(resolved, resolve(store, scope));
    if (resolved) {
        take(out.lanes, store.lanes(*resolved, range, range.to, 1));
        take(out.entries, store.entries(*resolved, range, MostRows));
        take(out.episodes, store.driftEpisodes(*resolved, range, MostRows));
    }
    return take.result(std::move(out));
}

Result<TimelineClusterDay> readClusterDay(Store& store, const std::string& cluster, history::Range range)
{
    TimelineClusterDay out;
    out.range = range;
    TimelineScope scope;
    scope.cluster = cluster;
    Taking take;
    std::optional<history::Scope> resolved;
    take(resolved, resolve(store, scope));
    if (resolved) {
        take(out.samples, store.samples(resolved->cluster, range, MostSamples));
        take(out.watched, store.watched(resolved->cluster, range));
    }
    return take.result(std::move(out));
}

bool isWatched(const std::vector<history::Watched>& watched, WallTime at)
{
    return std::ranges::any_of(watched, [at](const history::Watched& one) { return one.from <= at && at <= one.to; });
}

std::vector<history::Range> gaps(const std::vector<history::Watched>& watched, history::Range range)
{
    std::vector<history::Range> out;
    auto sorted = watched;
    std::ranges::sort(sorted, {}, &history::Watched::from);
    auto at = range.from;
    for (const auto& one : sorted) {
        if (one.from > at)
            out.push_back({at, std::min(one.from, range.to)});
        at = std::max(at, one.to);
        if (at >= range.to)
            return out;
    }
    if (at < range.to)
        out.push_back({at, range.to});
    return out;
}

} // namespace dg::items

// SPDX-License-Identifier: Apache-2.0
#include "items/timeline_picture.h"

#include <algorithm>
#include <tuple>

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
    [[nodiscard]] bool good() const { return !m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace

Result<history::ClusterId> clusterOf(Store& store, const std::string& identity)
{
    const auto all = store.clusters();
    if (!all)
        return tl::unexpected(all.error());
    const auto found = std::ranges::find(*all, identity, [](const history::Cluster& cluster) { return cluster.name.identity; });
    return found == all->end() ? history::ClusterId{0} : found->id;
}

Result<TimelinePicture> readTimeline(Store& store, TimelineQuestion question)
{
    TimelinePicture out;
    Taking take;
    take(question.scope.cluster, clusterOf(store, question.cluster));
    take(out.facts, store.facts());
    out.question = question;
    if (!take.good() || question.scope.cluster == 0)
        return take.result(std::move(out));
    out.known = true;
    const auto& scope = question.scope;
    const auto& range = question.range;
    take(out.lanes, store.lanes(scope, range, question.now, question.mostLanes));
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

Result<TimelineMoment> readMoment(Store& store, const std::string& cluster, history::Scope scope, WallTime at)
{
    TimelineMoment out;
    out.at = at;
    Taking take;
    std::vector<history::Watched> watched;
    take(scope.cluster, clusterOf(store, cluster));
    if (take.good() && scope.cluster != 0) {
        take(out.objects, store.at(scope, at));
        take(watched, store.watched(scope.cluster, {at - Millis{1}, at + Millis{1}}));
    }
    std::ranges::sort(
        out.objects, {}, [](const history::ObjectAt& one) { return std::tie(one.object.ns, one.object.kind, one.object.name); });
    out.watched = isWatched(watched, at);
    return take.result(std::move(out));
}

Result<TimelineChanges> readChanges(Store& store, const std::string& cluster, history::Scope scope, history::Range between)
{
    TimelineChanges out;
    out.between = between;
    Taking take;
    take(scope.cluster, clusterOf(store, cluster));
    if (take.good() && scope.cluster != 0) {
        take(out.changes, store.changes(scope, between));
        take(out.episodes, store.driftEpisodes(scope, between, MostRows));
        take(out.watched, store.watched(scope.cluster, between));
    }
    return take.result(std::move(out));
}

Result<TimelineDay> readDay(Store& store, const std::string& cluster, const history::ObjectRow& object, history::Range range)
{
    TimelineDay out;
    out.range = range;
    Taking take;
    history::Scope scope;
    std::optional<history::ObjectRow> found;
    take(scope.cluster, clusterOf(store, cluster));
    if (take.good() && scope.cluster != 0)
        take(found, store.find(scope.cluster, object.group, object.kind, object.ns, object.name));
    if (take.good() && found) {
        scope.object = found->id;
        take(out.lanes, store.lanes(scope, range, range.to, 1));
        take(out.entries, store.entries(scope, range, MostRows));
        take(out.episodes, store.driftEpisodes(scope, range, MostRows));
    }
    return take.result(std::move(out));
}

Result<std::vector<history::Sample>> readSamples(Store& store, const std::string& cluster, history::Range range)
{
    const auto id = clusterOf(store, cluster);
    if (!id)
        return tl::unexpected(id.error());
    return *id == 0 ? Result<std::vector<history::Sample>>() : store.samples(*id, range, MostSamples);
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

// SPDX-License-Identifier: Apache-2.0
// Durations over time and what objects come to, from the sums where the range is long.
#include "store_impl.h"

#include "delivery/runs.h"

#include <algorithm>

namespace dg::history {

namespace {

constexpr std::size_t MostOutliers = 50;

Quantiles quantilesOf(WallTime at, std::vector<Millis>& values)
{
    return {at, values.size(), delivery::percentile(values, 50), delivery::percentile(values, 95)};
}

// The same of buckets of a logarithm with their counts.
Quantiles quantilesOf(WallTime at, const std::map<int, std::uint64_t>& counts)
{
    Quantiles out{at, 0, {}, {}};
    for (const auto& [bucket, n] : counts)
        out.count += n;
    const auto rank = [&](unsigned percent) {
        const auto wanted = std::max<std::uint64_t>((out.count * percent + 99) / 100, 1);
        std::uint64_t below = 0;
        for (const auto& [bucket, n] : counts) {
            below += n;
            if (below >= wanted)
                return tallyMiddle(bucket);
        }
        return Millis{0};
    };
    out.p50 = rank(50);
    out.p95 = rank(95);
    return out;
}

struct Took {
    ObjectId object = 0;
    WallTime at{};
    Millis took{0};
    bool ok = true;
    std::string revision;
};

void takeOutliers(Trend& trend, std::vector<Took> values, const std::function<const ObjectRow*(ObjectId)>& nameOf)
{
    std::ranges::stable_sort(values, [](const Took& a, const Took& b) { return a.took > b.took; });
    for (auto& value : values) {
        const auto* object = nameOf(value.object);
        if (!object || value.took <= trend.whole.p95)
            continue;
        trend.outliers.push_back({*object, value.at, value.took, value.ok, std::move(value.revision)});
        if (trend.outliers.size() == MostOutliers)
            return;
    }
}

void takeRows(Trend& trend, const std::vector<Took>& values, Range range, Millis bucket)
{
    std::map<std::int64_t, std::vector<Millis>> buckets;
    std::vector<Millis> all;
    for (const auto& value : values) {
        buckets[floorTo(toMillis(value.at), bucket.count())].push_back(value.took);
        all.push_back(value.took);
    }
    for (auto& [at, took] : buckets)
        trend.buckets.push_back(quantilesOf(fromMillis(at), took));
    if (!all.empty())
        trend.whole = quantilesOf(range.from, all);
}

} // namespace

Result<Trend> Store::trend(Metric metric, const Scope& scope, Range range, Millis bucket)
{
    auto& d = *m_impl;
    bucket = std::max(bucket, Millis{1000});
    Trend out;
    out.whole.at = range.from;
    const auto known = d.objectsOf(scope.cluster);
    if (!known)
        return tl::unexpected<Error>(known.error());
    const auto chosen = d.chosen(**known, scope);
    const auto nameOf = [&](ObjectId id) -> const ObjectRow* {
        const auto found = (*known)->byId.find(id);
        return found == (*known)->byId.end() ? nullptr : &found->second.row;
    };
    std::vector<Took> rows;
    if (metric == Metric::TimeToRecover) {
        const auto ended = troubles(scope, range, 1'000'000);
        if (!ended)
            return tl::unexpected<Error>(ended.error());
        for (const auto& [object, trouble] : *ended) {
            if (trouble.ended && *trouble.ended < range.to)
                rows.push_back({object.id, *trouble.ended, *trouble.ended - trouble.began, true, {}});
        }
        takeRows(out, rows, range, bucket);
        takeOutliers(out, std::move(rows), nameOf);
        return out;
    }
    const std::string column = metric == Metric::PassDuration ? "p.duration" : "p.lag";
    const bool few = chosen && (scope.object != 0 || !scope.words.empty() || scope.fits) && chosen->size() <= 100;
    if (few || range.length() <= RowByRow) {
        const auto walk = [&](const char* of, std::int64_t id) -> bool {
            auto query = d.sql->query(
                join("SELECT p.object, p.at, ", column, ", p.ok, v.body FROM pass p LEFT JOIN word v ON v.id = p.revision WHERE ", of,
                    " = ? AND p.at >= ? AND p.at < ? AND ", column, " IS NOT NULL"));
            if (!query.run(id, range.from, range.to))
                return false;
            while (query.next()) {
                if (!chosen || chosen->contains(query.integer(0)))
                    rows.push_back({query.integer(0), query.time(1), Millis{query.integer(2)}, query.integer(3) != 0, query.text(4)});
            }
            return true;
        };
        bool read = true;
        if (few) {
            for (const auto id : *chosen)
                read = read && walk("p.object", id);
        } else {
            read = walk("p.cluster", scope.cluster);
        }
        if (!read)
            return d.sql->failed();
        takeRows(out, rows, range, bucket);
        takeOutliers(out, std::move(rows), nameOf);
        return out;
    }
    {
        // Words and queries that fit more than a hundred objects are read as the whole.
        const auto step = std::max(floorTo(bucket.count(), SlotMillis), SlotMillis);
        auto query
            = d.sql->query("SELECT slot / ? * ?, bucket, SUM(n) FROM tally WHERE cluster = ? AND metric = ? AND ns = ? AND slot >= ? AND"
                           " slot < ? GROUP BY 1, 2 ORDER BY 1");
        if (!query.run(step, step, scope.cluster, static_cast<int>(metric), scope.ns, floorTo(toMillis(range.from), SlotMillis), range.to))
            return d.sql->failed();
        std::map<std::int64_t, std::map<int, std::uint64_t>> buckets;
        std::map<int, std::uint64_t> all;
        while (query.next()) {
            const auto n = static_cast<std::uint64_t>(query.integer(2));
            buckets[query.integer(0)][static_cast<int>(query.integer(1))] += n;
            all[static_cast<int>(query.integer(1))] += n;
        }
        for (const auto& [at, counts] : buckets)
            out.buckets.push_back(quantilesOf(fromMillis(at), counts));
        if (!all.empty())
            out.whole = quantilesOf(range.from, all);
    }
    // Each object's longest of each day.
    const bool passes = metric == Metric::PassDuration;
    auto query = d.sql->query(passes
            ? "SELECT object, longest_at, longest FROM day WHERE cluster = ? AND day >= ? AND day < ? AND longest > ?"
            : "SELECT object, lag_at, longest_lag FROM day WHERE cluster = ? AND day >= ? AND day < ? AND longest_lag > ?");
    if (!query.run(scope.cluster, floorTo(toMillis(range.from), DayMillis), range.to, out.whole.p95))
        return d.sql->failed();
    while (query.next()) {
        if ((!chosen || chosen->contains(query.integer(0))) && query.time(1) >= range.from && query.time(1) < range.to)
            rows.push_back({query.integer(0), query.time(1), Millis{query.integer(2)}, true, {}});
    }
    takeOutliers(out, std::move(rows), nameOf);
    for (auto& outlier : out.outliers) {
        auto pass = d.sql->query("SELECT p.ok, v.body FROM pass p LEFT JOIN word v ON v.id = p.revision WHERE p.object = ? AND p.at = ?");
        if (!pass.run(outlier.object.id, outlier.at))
            return d.sql->failed();
        while (pass.next()) {
            outlier.ok = pass.integer(0) != 0;
            outlier.revision = pass.text(1);
        }
    }
    return out;
}

Result<std::vector<ObjectTotals>> Store::totals(const Scope& scope, Range range, Order order, std::size_t most)
{
    auto& d = *m_impl;
    const auto known = d.objectsOf(scope.cluster);
    if (!known)
        return tl::unexpected<Error>(known.error());
    const auto chosen = d.chosen(**known, scope);
    auto query
        = d.sql->query("SELECT object, SUM(changes), SUM(failures), SUM(passes), SUM(pass_time), MAX(longest) FROM day WHERE cluster = ?"
                       " AND day >= ? AND day < ? GROUP BY object");
    if (!query.run(scope.cluster, floorTo(toMillis(range.from), DayMillis), range.to))
        return d.sql->failed();
    std::vector<ObjectTotals> out;
    while (query.next()) {
        const auto found = (*known)->byId.find(query.integer(0));
        if (found == (*known)->byId.end() || (chosen && !chosen->contains(found->first)))
            continue;
        out.push_back({found->second.row, static_cast<std::uint32_t>(query.integer(1)), static_cast<std::uint32_t>(query.integer(2)),
            static_cast<std::uint32_t>(query.integer(3)), Millis{query.integer(4)}, Millis{query.integer(5)}});
    }
    const auto worth = [order](const ObjectTotals& of) {
        switch (order) {
        case Order::MostChanges:
            return static_cast<std::int64_t>(of.changes);
        case Order::MostFailures:
            return static_cast<std::int64_t>(of.failures);
        case Order::SlowestPass:
            break;
        }
        return of.passes == 0 ? 0 : of.passTime.count() / of.passes;
    };
    std::erase_if(out, [&](const ObjectTotals& of) { return worth(of) == 0; });
    std::ranges::stable_sort(out, [&](const ObjectTotals& a, const ObjectTotals& b) { return worth(a) > worth(b); });
    if (out.size() > most)
        out.resize(most);
    return out;
}

} // namespace dg::history

// SPDX-License-Identifier: Apache-2.0
// What one batch writes: rows, and the sums that make long ranges quick to read.
#include "store_impl.h"

#include <algorithm>
#include <cmath>

namespace dg::history {

namespace {

constexpr std::size_t MostWordsKept = 50'000;
constexpr double StepsADoubling = 8;

std::string keyOf(ClusterId cluster, const ObjectRow& row)
{
    return join(std::to_string(cluster), "\n", row.group, "\n", row.kind, "\n", row.ns, "\n", row.name);
}

int codeOf(flux::State state)
{
    return static_cast<int>(state);
}

} // namespace

int tallyBucket(Millis took)
{
    const auto millis = static_cast<double>(std::max<std::int64_t>(took.count(), 0));
    return static_cast<int>(std::floor(std::log2(millis + 1) * StepsADoubling));
}

Millis tallyMiddle(int bucket)
{
    return Millis{static_cast<std::int64_t>(std::llround(std::exp2((bucket + 0.5) / StepsADoubling) - 1))};
}

std::size_t Batch::rows() const
{
    return states.size() + repeats.size() + passes.size() + troubles.size() + drifts.size() + deliveries.size() + actions.size()
        + samples.size() + events.size();
}

Result<Store::Impl::KnownObject*> Store::Impl::object(ClusterId cluster, const ObjectRow& row)
{
    const auto key = keyOf(cluster, row);
    if (const auto found = objectIds.find(key); found != objectIds.end())
        return &found->second;
    KnownObject known;
    {
        auto find = sql->query("SELECT id, flux, gone FROM object WHERE cluster = ? AND kind = ? AND ns = ? AND name = ? AND grp = ?");
        if (!find.run(cluster, row.kind, row.ns, row.name, row.group))
            return sql->failed();
        if (find.next())
            known = {find.integer(0), find.integer(1) != 0, find.maybe(2).has_value()};
    }
    if (known.id == 0) {
        auto make = sql->query("INSERT INTO object (cluster, grp, kind, ns, name) VALUES (?, ?, ?, ?, ?) RETURNING id");
        if (!make.run(cluster, row.group, row.kind, row.ns, row.name) || !make.next())
            return sql->failed();
        known.id = make.integer(0);
    }
    return &objectIds.emplace(key, known).first->second;
}

Result<std::optional<std::int64_t>> Store::Impl::word(const std::string& text, WallTime now)
{
    if (text.empty())
        return std::optional<std::int64_t>{};
    // `used` tells when it may go: each text is noted anew once a day.
    const auto today = toMillis(now) / DayMillis;
    if (words.size() >= MostWordsKept || today > wordsDay)
        words.clear();
    wordsDay = std::max(wordsDay, today);
    if (const auto found = words.find(text); found != words.end())
        return std::optional(found->second);
    auto make = sql->query(
        "INSERT INTO word (body, used) VALUES (?, ?) ON CONFLICT (body) DO UPDATE SET used = CASE WHEN excluded.used > word.used THEN"
        " excluded.used ELSE word.used END RETURNING id");
    if (!make.run(text, today) || !make.next())
        return sql->failed();
    const auto id = make.integer(0);
    words.emplace(text, id);
    return std::optional(id);
}

void Store::Impl::count(Metric metric, const std::string& ns, WallTime at, Millis took)
{
    const auto slot = floorTo(toMillis(at), SlotMillis);
    const auto bucket = tallyBucket(took);
    ++tallies[{static_cast<int>(metric), {}, slot, bucket}];
    if (!ns.empty())
        ++tallies[{static_cast<int>(metric), ns, slot, bucket}];
}

Status Store::Impl::writeStates(const Batch& batch)
{
    for (const auto& [of, row] : batch.states) {
        auto known = object(batch.cluster, of);
        const auto reason = word(row.reason, row.at), message = word(row.message, row.at), revision = word(row.revision, row.at);
        if (!known || !reason || !message || !revision)
            return sql->failed();
        auto& entry = **known;
        const int flags = (row.suspended ? Suspended : 0) | (row.behind ? Behind : 0);
        auto insert
            = sql->query("INSERT INTO state (object, at, cluster, code, flags, reason, message, revision, origin, times, last)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (object, at) DO UPDATE SET code = excluded.code,"
                         " flags = excluded.flags, reason = excluded.reason, message = excluded.message, revision = excluded.revision,"
                         " origin = excluded.origin, times = excluded.times, last = excluded.last");
        const auto code = row.state ? std::optional<std::int64_t>(codeOf(*row.state)) : std::nullopt;
        if (!insert.run(entry.id, row.at, batch.cluster, code, flags, *reason, *message, *revision, static_cast<int>(row.origin), row.times,
                std::max(row.at, row.last)))
            return sql->failed();
        if (!entry.flux || entry.gone == row.state.has_value()) {
            auto mark = sql->query("UPDATE object SET flux = 1, born = COALESCE(born, ?), gone = ? WHERE id = ?");
            if (!mark.run(row.at, row.state ? std::nullopt : std::optional(row.at), entry.id))
                return sql->failed();
            entry.flux = true;
            entry.gone = !row.state;
        }
        ++days[{floorTo(toMillis(row.at), DayMillis), entry.id}].changes;
    }
    for (const auto& repeat : batch.repeats) {
        auto known = object(batch.cluster, repeat.object);
        auto update = sql->query("UPDATE state SET times = ?, last = ? WHERE object = ? AND at = ?");
        if (!known || !update.run(repeat.times, repeat.last, (*known)->id, repeat.at))
            return sql->failed();
    }
    return {};
}

Status Store::Impl::writePasses(const Batch& batch)
{
    for (const auto& [of, row] : batch.passes) {
        auto known = object(batch.cluster, of);
        const auto outcome = word(row.outcome, row.at), revision = word(row.revision, row.at);
        if (!known || !outcome || !revision)
            return sql->failed();
        auto insert = sql->query("INSERT INTO pass (object, at, cluster, duration, lag, ok, news, outcome, revision, origin)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (object, at) DO NOTHING");
        if (!insert.run((*known)->id, row.at, batch.cluster, row.duration, row.lag, row.ok, row.news, *outcome, *revision,
                static_cast<int>(row.origin)))
            return sql->failed();
        if (insert.affected() <= 0)
            continue; // known already: it is counted
        auto& day = days[{floorTo(toMillis(row.at), DayMillis), (*known)->id}];
        ++day.passes;
        if (row.duration) {
            day.passTime += row.duration->count();
            if (row.duration->count() > day.longest) {
                day.longest = row.duration->count();
                day.longestAt = toMillis(row.at);
            }
            count(Metric::PassDuration, of.ns, row.at, *row.duration);
        }
        if (row.lag) {
            if (row.lag->count() > day.longestLag) {
                day.longestLag = row.lag->count();
                day.lagAt = toMillis(row.at);
            }
            count(Metric::SourceToApplied, of.ns, row.at, *row.lag);
        }
    }
    return {};
}

Status Store::Impl::writeTroubles(const Batch& batch)
{
    for (const auto& [of, row, begins] : batch.troubles) {
        auto known = object(batch.cluster, of);
        const auto reason = word(row.reason, row.began), message = word(row.message, row.began);
        if (!known || !reason || !message)
            return sql->failed();
        auto insert = sql->query("INSERT INTO trouble (object, began, cluster, ended, worst, reason, message) VALUES (?, ?, ?, ?, ?, ?, ?)"
                                 " ON CONFLICT (object, began) DO UPDATE SET ended = excluded.ended, worst = excluded.worst,"
                                 " reason = excluded.reason, message = excluded.message");
        if (!insert.run((*known)->id, row.began, batch.cluster, row.ended, codeOf(row.worst), *reason, *message))
            return sql->failed();
        if (begins)
            ++days[{floorTo(toMillis(row.began), DayMillis), (*known)->id}].failures;
    }
    return {};
}

Status Store::Impl::writeDrifts(const Batch& batch)
{
    for (const auto& drift : batch.drifts) {
        auto known = object(batch.cluster, drift.object);
        if (!known)
            return sql->failed();
        const auto id = (*known)->id;
        std::optional<std::int64_t> owner;
        if (drift.owner) {
            auto owned = object(batch.cluster, *drift.owner);
            if (!owned)
                return sql->failed();
            owner = (*owned)->id;
        }
        const auto& row = drift.row;
        auto insert
            = sql->query("INSERT INTO drift (object, finding, opened, cluster, owner, closed, kind, confidence, expected, path, manager,"
                         " operation, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (object, finding, opened)"
                         " DO UPDATE SET owner = excluded.owner, closed = excluded.closed, kind = excluded.kind,"
                         " confidence = excluded.confidence, expected = excluded.expected, manager = excluded.manager,"
                         " operation = excluded.operation, origin = excluded.origin");
        if (!insert.run(id, row.id, row.opened, batch.cluster, owner, row.closed, static_cast<int>(row.kind),
                static_cast<int>(row.confidence), row.expected, row.path, row.manager, row.operation, static_cast<int>(row.origin)))
            return sql->failed();
    }
    return {};
}

Status Store::Impl::writeDeliveries(const Batch& batch)
{
    for (const auto& [of, run] : batch.deliveries) {
        WallTime at{};
        for (const auto& time : {run.committed, run.built, run.fetched, run.applied, run.healthy}) {
            if (time)
                at = std::max(at, *time);
        }
        auto known = object(batch.cluster, of);
        const auto revision = word(run.revision, at);
        if (!known || !revision)
            return sql->failed();
        const int flags = (run.failed ? DeliveryFailed : 0) | (run.image ? DeliveryImage : 0) | (run.checked ? DeliveryChecked : 0);
        auto insert
            = sql->query("INSERT INTO delivery (object, revision, cluster, at, sha, committed, built, fetched, applied, healthy, flags)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (object, revision) DO UPDATE SET at = excluded.at,"
                         " sha = excluded.sha, committed = COALESCE(excluded.committed, delivery.committed),"
                         " built = COALESCE(excluded.built, delivery.built), fetched = COALESCE(excluded.fetched, delivery.fetched),"
                         " applied = COALESCE(excluded.applied, delivery.applied),"
                         " healthy = COALESCE(excluded.healthy, delivery.healthy), flags = excluded.flags");
        if (!insert.run((*known)->id, *revision, batch.cluster, at, run.sha, run.committed, run.built, run.fetched, run.applied,
                run.healthy, flags))
            return sql->failed();
    }
    return {};
}

Status Store::Impl::writeRest(const Batch& batch)
{
    for (const auto& action : batch.actions) {
        std::optional<std::int64_t> id;
        if (!action.object.name.empty()) {
            auto known = object(batch.cluster, action.object);
            if (!known)
                return sql->failed();
            id = (*known)->id;
        }
        const auto message = word(action.row.message, action.row.at);
        auto insert = sql->query("INSERT INTO action (cluster, at, object, verb, outcome, message, duration) VALUES (?, ?, ?, ?, ?, ?, ?)");
        if (!message || !insert.run(batch.cluster, action.row.at, id, action.row.verb, action.row.outcome, *message, action.row.duration))
            return sql->failed();
    }
    for (const auto& sample : batch.samples) {
        const auto& by = sample.byState;
        auto insert = sql->query("INSERT INTO sample (cluster, at, s0, s1, s2, s3, s4, s5, s6, s7, s8, suspended, drifted)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (cluster, at) DO NOTHING");
        if (!insert.run(
                batch.cluster, sample.at, by[0], by[1], by[2], by[3], by[4], by[5], by[6], by[7], by[8], sample.suspended, sample.drifted))
            return sql->failed();
    }
    if (batch.watched) {
        auto insert = sql->query("INSERT INTO watch (cluster, started, ended) VALUES (?, ?, ?)"
                                 " ON CONFLICT (cluster, started) DO UPDATE SET ended = excluded.ended");
        if (!insert.run(batch.cluster, batch.watched->from, batch.watched->to))
            return sql->failed();
    }
    if (batch.lost > 0) {
        auto add = sql->query("INSERT INTO meta (name, value) VALUES ('lost', ?) ON CONFLICT (name) DO UPDATE SET"
                              " value = CAST(CAST(meta.value AS BIGINT) + CAST(excluded.value AS BIGINT) AS TEXT)");
        if (!add.run(std::to_string(batch.lost)))
            return sql->failed();
    }
    return {};
}

Status Store::Impl::writeSums(ClusterId cluster)
{
    for (const auto& [key, sums] : days) {
        auto add
            = sql->query("INSERT INTO day (cluster, day, object, changes, failures, passes, pass_time, longest, longest_at, longest_lag,"
                         " lag_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (cluster, day, object) DO UPDATE SET"
                         " changes = day.changes + excluded.changes, failures = day.failures + excluded.failures,"
                         " passes = day.passes + excluded.passes, pass_time = day.pass_time + excluded.pass_time,"
                         " longest_at = CASE WHEN excluded.longest > day.longest THEN excluded.longest_at ELSE day.longest_at END,"
                         " longest = CASE WHEN excluded.longest > day.longest THEN excluded.longest ELSE day.longest END,"
                         " lag_at = CASE WHEN excluded.longest_lag > day.longest_lag THEN excluded.lag_at ELSE day.lag_at END,"
                         " longest_lag = CASE WHEN excluded.longest_lag > day.longest_lag THEN excluded.longest_lag ELSE"
                         " day.longest_lag END");
        if (!add.run(cluster, key.day, key.object, sums.changes, sums.failures, sums.passes, sums.passTime, sums.longest, sums.longestAt,
                sums.longestLag, sums.lagAt))
            return sql->failed();
    }
    for (const auto& [key, n] : tallies) {
        auto add = sql->query("INSERT INTO tally (cluster, metric, ns, slot, bucket, n) VALUES (?, ?, ?, ?, ?, ?)"
                              " ON CONFLICT (cluster, metric, ns, slot, bucket) DO UPDATE SET n = tally.n + excluded.n");
        if (!add.run(cluster, key.metric, key.ns, key.slot, key.bucket, n))
            return sql->failed();
    }
    return {};
}

Status Store::write(const Batch& batch)
{
    auto& d = *m_impl;
    const auto done = d.sql->transaction([&]() -> Status {
        d.days.clear();
        d.tallies.clear();
        using Part = Status (Impl::*)(const Batch&);
        for (const Part part : {&Impl::writeStates, &Impl::writePasses, &Impl::writeTroubles, &Impl::writeDrifts, &Impl::writeDeliveries,
                 &Impl::writeEvents, &Impl::writeRest}) {
            if (auto written = (d.*part)(batch); !written)
                return written;
        }
        return d.writeSums(batch.cluster);
    });
    if (!done) {
        // What was made in the transaction is not there.
        d.objectIds.clear();
        d.words.clear();
    }
    return done;
}

} // namespace dg::history

// SPDX-License-Identifier: Apache-2.0
// What is too old, or too much, goes: in slices, so that the writer stays free for what comes.
#include "store_impl.h"

#include <algorithm>

namespace dg::history {

namespace {

constexpr std::int64_t MostRows = 20'000; // a slice

} // namespace

// Rows from before `before`; of states the one that is in force then stays. How many went.
Result<std::int64_t> Store::Impl::takeAway(ClusterId cluster, std::int64_t before, std::int64_t most)
{
    std::int64_t gone = 0;
    const auto erase = [&](std::string_view text) -> bool {
        auto query = sql->query(text);
        if (!query.run(cluster, before, std::max<std::int64_t>(most - gone, 0)))
            return false;
        gone += std::max(query.affected(), 0);
        return true;
    };
    const auto done = sql->transaction([&]() -> Status {
        auto states
            = sql->query("DELETE FROM state WHERE (object, at) IN (SELECT s.object, s.at FROM state s WHERE s.cluster = ? AND s.at < ?"
                         " AND EXISTS (SELECT 1 FROM state n WHERE n.object = s.object AND n.at > s.at AND n.at <= ?) LIMIT ?)");
        if (!states.run(cluster, before, before, std::max<std::int64_t>(most, 0)))
            return sql->failed();
        gone += std::max(states.affected(), 0);
        const bool erased
            = erase("DELETE FROM pass WHERE (object, at) IN (SELECT object, at FROM pass WHERE cluster = ? AND at < ? LIMIT ?)")
            && erase(
                "DELETE FROM trouble WHERE (object, began) IN (SELECT object, began FROM trouble WHERE cluster = ? AND ended < ? LIMIT ?)")
            && erase("DELETE FROM drift WHERE (object, finding, opened) IN (SELECT object, finding, opened FROM drift WHERE cluster = ? AND"
                     " closed < ? LIMIT ?)")
            && erase("DELETE FROM delivery WHERE (object, revision) IN (SELECT object, revision FROM delivery WHERE cluster = ? AND at < ?"
                     " LIMIT ?)")
            && erase("DELETE FROM event WHERE (object, mark, at) IN (SELECT object, mark, at FROM event WHERE cluster = ? AND last < ?"
                     " LIMIT ?)")
            && erase("DELETE FROM action WHERE id IN (SELECT id FROM action WHERE cluster = ? AND at < ? LIMIT ?)")
            && erase("DELETE FROM sample WHERE (cluster, at) IN (SELECT cluster, at FROM sample WHERE cluster = ? AND at < ? LIMIT ?)")
            && erase(
                "DELETE FROM tally WHERE (cluster, metric, ns, slot, bucket) IN (SELECT cluster, metric, ns, slot, bucket FROM tally WHERE"
                " cluster = ? AND slot < ? LIMIT ?)")
            && erase("DELETE FROM day WHERE (cluster, day, object) IN (SELECT cluster, day, object FROM day WHERE cluster = ? AND day + "
                     "86400000 < ?"
                     " LIMIT ?)")
            && erase("DELETE FROM watch WHERE (cluster, started) IN (SELECT cluster, started FROM watch WHERE cluster = ? AND ended < ?"
                     " LIMIT ?)");
        if (!erased)
            return sql->failed();
        if (gone > 0)
            return {};
        // The last slice: objects that ended before, and texts that nothing used for so long.
        auto rows = sql->query("DELETE FROM state WHERE object IN (SELECT id FROM object WHERE cluster = ? AND gone < ?)");
        auto objects = sql->query("DELETE FROM object WHERE cluster = ? AND gone < ? AND id NOT IN (SELECT object FROM drift) AND id NOT IN"
                                  " (SELECT owner FROM drift WHERE owner IS NOT NULL) AND id NOT IN (SELECT object FROM delivery)");
        if (!rows.run(cluster, before) || !objects.run(cluster, before))
            return sql->failed();
        return {};
    });
    objectIds.clear();
    if (!done)
        return tl::unexpected<Error>(done.error());
    return gone;
}

Result<bool> Store::retain(const Retention& retention, WallTime now)
{
    auto& d = *m_impl;
    const auto limit = toMillis(now) - std::chrono::duration_cast<Millis>(retention.age).count();
    const auto bytes = d.usedBytes();
    const auto known = clusters();
    if (!bytes || !known)
        return d.sql->failed();
    // PostgreSQL gives room back when it likes; how much it may take is its administrator's to say.
    const bool tooMuch = d.sql->dialect() == Sql::Dialect::Sqlite && *bytes > retention.bytes;
    std::int64_t gone = 0;
    for (const auto& cluster : *known) {
        auto before = limit;
        if (tooMuch && cluster.first)
            before = std::max(limit, std::min(toMillis(*cluster.first) + DayMillis, toMillis(now) - DayMillis));
        auto went = d.takeAway(cluster.id, before, MostRows - gone);
        if (!went)
            return tl::unexpected<Error>(went.error());
        gone += *went;
        if (*went == 0 && before > limit) {
            // This day is empty; the next slice looks at the next one.
            auto move = d.sql->query("UPDATE watch SET started = ? WHERE cluster = ? AND started < ? AND ended > ?");
            if (!move.run(before, cluster.id, before, before))
                return d.sql->failed();
            gone += std::max(move.affected(), 0);
        }
    }
    if (gone == 0) {
        if (auto forgotten = d.forgetEvents(now); !forgotten)
            return tl::unexpected<Error>(forgotten.error());
        // Texts that nothing used for so long, but for what is in force since. `used` lags by a day at most.
        auto texts
            = d.sql->query("DELETE FROM word WHERE used < ? AND id NOT IN (SELECT reason FROM state WHERE at < ? AND reason IS NOT NULL"
                           " UNION SELECT message FROM state WHERE at < ? AND message IS NOT NULL UNION SELECT revision FROM state"
                           " WHERE at < ? AND revision IS NOT NULL UNION SELECT reason FROM trouble WHERE began < ? AND reason IS NOT"
                           " NULL UNION SELECT message FROM trouble WHERE began < ? AND message IS NOT NULL)");
        const auto day = limit / DayMillis - 1;
        if (!texts.run(day, limit, limit, limit, limit, limit))
            return d.sql->failed();
        if (texts.affected() > 0)
            d.words.clear();
    }
    if (gone > 0 && d.sql->dialect() == Sql::Dialect::Sqlite) {
        if (auto less = d.sql->execute("PRAGMA incremental_vacuum(4000)"); !less)
            return tl::unexpected<Error>(less.error());
    }
    return gone > 0;
}

} // namespace dg::history

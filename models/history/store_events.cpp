// SPDX-License-Identifier: Apache-2.0
// Kubernetes Events: written, read, and what a writer takes up again.
#include "event_tracker.h"
#include "schema.h"
#include "store_impl.h"

#include <algorithm>

namespace dg::history {

namespace {

constexpr const char* EventColumns
    = "SELECT e.object, e.at, e.last, e.times, e.warning, e.reason, e.message, e.reporter, e.origin FROM event e WHERE ";

EventRow eventFrom(const Query& query) // from column 1 on
{
    EventRow row;
    row.at = query.time(1);
    row.last = query.time(2);
    row.times = static_cast<std::uint32_t>(query.integer(3));
    row.warning = query.integer(4) != 0;
    row.reason = query.text(5);
    row.message = query.text(6);
    row.reporter = query.text(7);
    row.origin = originFrom(query.integer(8));
    return row;
}

} // namespace

EntrySource eventSource()
{
    return {EventColumns, "e.cluster", "e.object", "e.at", {}, [](const Query& query, ObjectId&) {
                auto row = eventFrom(query);
                Entry entry;
                entry.kind = EntryKind::Event;
                entry.at = row.at;
                entry.state = row.warning ? flux::State::Failed : flux::State::Ready;
                entry.reason = std::move(row.reason);
                entry.message = std::move(row.message);
                entry.who = std::move(row.reporter);
                entry.times = row.times;
                entry.origin = row.origin;
                return entry;
            }};
}

Result<bool> Store::Impl::hasAdditions()
{
    if (additions)
        return true;
    const auto there = history::hasAdditions(*sql); // a writer may have made them since
    if (there)
        additions = *there;
    return there;
}

Status Store::Impl::writeEvents(const Batch& batch)
{
    for (const auto& [of, row] : batch.events) {
        auto known = object(batch.cluster, of);
        if (!known)
            return sql->failed();
        auto insert
            = sql->query("INSERT INTO event (object, mark, at, cluster, last, times, warning, reason, message, reporter, origin) VALUES"
                         " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (object, mark, at) DO UPDATE SET"
                         " last = CASE WHEN excluded.last > event.last THEN excluded.last ELSE event.last END,"
                         " times = CASE WHEN excluded.times > event.times THEN excluded.times ELSE event.times END");
        if (!insert.run((*known)->id, eventMark(row), row.at, batch.cluster, row.last, row.times, row.warning, row.reason, row.message,
                row.reporter, static_cast<int>(row.origin)))
            return sql->failed();
    }
    for (const auto& seen : batch.eventsSeen) {
        auto insert = sql->query("INSERT INTO event_seen (cluster, uid, times, last) VALUES (?, ?, ?, ?) ON CONFLICT (cluster, uid) DO"
                                 " UPDATE SET times = excluded.times, last = excluded.last WHERE excluded.times > event_seen.times");
        if (!insert.run(batch.cluster, seen.uid, seen.count, seen.last))
            return sql->failed();
    }
    return {};
}

Status Store::Impl::resumeEvents(ClusterId cluster, Resume& out)
{
    const auto known = objectsOf(cluster);
    if (!known)
        return sql->failed();
    const auto until = toMillis(out.watchedUntil.value_or(WallTime{}));
    {
        auto query = sql->query(join(EventColumns, "e.cluster = ? AND e.last >= ?"));
        if (!query.run(cluster, until - DayMillis)) // a row goes on for a day at most
            return sql->failed();
        while (query.next()) {
            if (const auto found = (*known)->byId.find(query.integer(0)); found != (*known)->byId.end())
                out.events.push_back({found->second.row, eventFrom(query)});
        }
    }
    auto query = sql->query("SELECT uid, times, last FROM event_seen WHERE cluster = ? AND last >= ?");
    if (!query.run(cluster, until - EventRemembered.count()))
        return sql->failed();
    while (query.next())
        out.eventsSeen.push_back({query.text(0), query.integer(1), query.time(2)});
    return {};
}

Status Store::Impl::forgetEvents(WallTime now)
{
    auto query = sql->query("DELETE FROM event_seen WHERE last < ?");
    return query.run(now - 2 * EventRemembered) ? Status{} : sql->failed();
}

Result<std::vector<ObjectEvent>> Store::events(const Scope& scope, Range range, std::size_t most)
{
    auto& d = *m_impl;
    const auto known = d.objectsOf(scope.cluster);
    const auto there = d.hasAdditions();
    if (!known || !there)
        return d.sql->failed();
    std::vector<ObjectEvent> out;
    if (!*there)
        return out;
    const auto chosen = d.chosen(**known, scope);
    auto query = d.sql->query(join(EventColumns, "e.cluster = ? AND e.last >= ? AND e.at < ? ORDER BY e.warning DESC, e.last DESC"));
    if (!query.run(scope.cluster, range.from, range.to))
        return d.sql->failed();
    while (out.size() < most && query.next()) {
        const auto found = (*known)->byId.find(query.integer(0));
        if (found != (*known)->byId.end() && (!chosen || chosen->contains(found->first)))
            out.push_back({found->second.row, eventFrom(query)});
    }
    return out;
}

} // namespace dg::history

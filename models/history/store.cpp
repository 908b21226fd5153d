// SPDX-License-Identifier: Apache-2.0
// Opening, leases, erasing (store_clusters.cpp has which cluster is which), and what a writer takes up again.
#include "schema.h"
#include "store_impl.h"

#include <array>

namespace dg::history {

namespace {

constexpr int LockClass = 744102; // of PostgreSQL's advisory locks: one number for each cluster beside it

Status prepareSqlite(Sql& sql)
{
    // Before the first table is made, or it has no effect.
    for (const auto* pragma : {"PRAGMA auto_vacuum = INCREMENTAL", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL",
             "PRAGMA journal_size_limit = 8000000", "PRAGMA secure_delete = ON", "PRAGMA cache_size = -16000"}) {
        if (auto done = sql.execute(pragma); !done)
            return done;
    }
    return {};
}

Status checkSqlite(Sql& sql)
{
    auto check = sql.query("PRAGMA quick_check(1)");
    if (!check.run() || !check.next())
        return sql.failed();
    const auto said = check.text(0);
    return said == "ok" ? Status{} : fail(ErrorCode::BadSyntax, "history", said);
}

Status prepare(Sql& sql, Store::Access access, bool check)
{
    const bool sqlite = sql.dialect() == Sql::Dialect::Sqlite;
    if (access == Store::Access::Write && sqlite) {
        if (auto done = prepareSqlite(sql); !done)
            return done;
    }
    if (check && sqlite) {
        if (auto sound = checkSqlite(sql); !sound)
            return sound;
    }
    if (access == Store::Access::Write)
        return migrate(sql);
    const auto version = schemaVersion(sql);
    if (!version)
        return tl::unexpected<Error>(version.error());
    if (*version == 0)
        return fail(ErrorCode::FileNotFound, "history");
    return *version > SchemaVersion ? fail(ErrorCode::Unsupported, "history", "schema " + std::to_string(*version)) : Status{};
}

} // namespace

Store::Store()
    : m_impl(std::make_unique<Impl>())
{
}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& url, Access access, bool check)
{
    auto sql = Sql::open(url, access == Access::Read);
    if (!sql)
        return tl::unexpected<Error>(sql.error());
    if (auto ready = prepare(**sql, access, check); !ready)
        return tl::unexpected<Error>(ready.error());
    std::unique_ptr<Store> store(new Store);
    store->m_impl->sql = std::move(*sql);
    store->m_impl->access = access;
    return store;
}

bool Store::isBroken() const
{
    return m_impl->sql->isBroken();
}

Result<bool> Store::lease(ClusterId cluster, const std::string& holder, WallTime now, WallTime until)
{
    auto& d = *m_impl;
    if (d.sql->dialect() == Sql::Dialect::Postgres) {
        // The server lets go of it when the connection ends, however it ends.
        if (d.locked.contains(cluster))
            return true;
        auto lock = d.sql->query("SELECT CASE WHEN pg_try_advisory_lock(CAST(? AS INTEGER), CAST(? AS INTEGER)) THEN 1 ELSE 0 END");
        if (!lock.run(LockClass, cluster) || !lock.next())
            return d.sql->failed();
        const bool held = lock.integer(0) == 1;
        if (held)
            d.locked.insert(cluster);
        return held;
    }
    auto take = d.sql->query("INSERT INTO lease (cluster, holder, until) VALUES (?, ?, ?) ON CONFLICT (cluster) DO UPDATE SET"
                             " holder = excluded.holder, until = excluded.until WHERE lease.holder = excluded.holder OR lease.until < ?");
    if (!take.run(cluster, holder, until, now))
        return d.sql->failed();
    return take.affected() > 0;
}

void Store::release(ClusterId cluster, const std::string& holder)
{
    auto& d = *m_impl;
    if (d.sql->dialect() == Sql::Dialect::Postgres) {
        auto unlock = d.sql->query("SELECT pg_advisory_unlock(CAST(? AS INTEGER), CAST(? AS INTEGER))");
        if (d.locked.erase(cluster) > 0)
            static_cast<void>(unlock.run(LockClass, cluster));
        return;
    }
    auto drop = d.sql->query("DELETE FROM lease WHERE cluster = ? AND holder = ?");
    static_cast<void>(drop.run(cluster, holder));
}

Status Store::erase(ClusterId cluster)
{
    auto& d = *m_impl;
    const auto done = d.sql->transaction([&]() -> Status {
        for (const auto* table : {"event", "event_seen", "alias", "state", "pass", "trouble", "drift", "delivery", "action", "sample",
                 "watch", "tally", "day", "lease", "object"}) {
            auto erased = d.sql->query(join("DELETE FROM ", table, " WHERE cluster = ?"));
            if (!erased.run(cluster))
                return d.sql->failed();
        }
        auto last = d.sql->query("DELETE FROM cluster WHERE id = ?");
        if (!last.run(cluster))
            return d.sql->failed();
        // The texts of what is gone may name what was to be forgotten.
        return d.sql->execute(
            "DELETE FROM word WHERE id NOT IN (SELECT reason FROM state WHERE reason IS NOT NULL UNION"
            " SELECT message FROM state WHERE message IS NOT NULL UNION SELECT revision FROM state WHERE revision IS NOT NULL"
            " UNION SELECT outcome FROM pass WHERE outcome IS NOT NULL UNION SELECT revision FROM pass WHERE revision IS NOT"
            " NULL UNION SELECT reason FROM trouble WHERE reason IS NOT NULL UNION SELECT message FROM trouble WHERE message"
            " IS NOT NULL UNION SELECT revision FROM delivery UNION SELECT message FROM action WHERE message IS NOT NULL)");
    });
    d.objectIds.clear();
    d.words.clear();
    d.objects.erase(cluster);
    if (!done)
        return done;
    // Nothing of it stays in free pages or in the log of the last writes.
    return d.sql->dialect() == Sql::Dialect::Sqlite ? d.sql->execute("VACUUM") : Status{};
}

Result<StoreFacts> Store::facts()
{
    auto& d = *m_impl;
    StoreFacts out;
    const auto bytes = d.usedBytes();
    const auto since = d.sql->number("SELECT COALESCE(MIN(started), 0) FROM watch");
    const auto lost = d.sql->number("SELECT COALESCE(MAX(CAST(value AS BIGINT)), 0) FROM meta WHERE name = 'lost'");
    if (!bytes || !since || !lost)
        return d.sql->failed();
    out.bytes = *bytes;
    if (*since > 0)
        out.since = fromMillis(*since);
    out.lost = static_cast<std::uint64_t>(*lost);
    return out;
}

Result<std::int64_t> Store::Impl::usedBytes()
{
    if (sql->dialect() == Sql::Dialect::Postgres)
        return sql->number("SELECT pg_database_size(current_database())");
    const auto pages = sql->number("PRAGMA page_count"), free = sql->number("PRAGMA freelist_count"),
               size = sql->number("PRAGMA page_size");
    if (!pages || !free || !size)
        return sql->failed();
    return (*pages - *free) * *size;
}

Result<Store::Resume> Store::resume(ClusterId cluster)
{
    auto& d = *m_impl;
    Resume out;
    auto states = at({cluster, {}, 0, {}}, WallTime::max());
    const auto known = d.objectsOf(cluster);
    if (!states || !known)
        return d.sql->failed();
    out.states = std::move(*states);
    const auto& objects = (*known)->byId;
    {
        auto open = d.sql->query("SELECT t.object, t.began, t.worst, r.body, m.body FROM trouble t LEFT JOIN word r ON r.id = t.reason"
                                 " LEFT JOIN word m ON m.id = t.message WHERE t.cluster = ? AND t.ended IS NULL");
        if (!open.run(cluster))
            return d.sql->failed();
        while (open.next()) {
            if (const auto found = objects.find(open.integer(0)); found != objects.end())
                out.troubles.push_back({found->second.row,
                    {open.time(1), std::nullopt, stateFromCode(open.integer(2)).value_or(flux::State::Failed), open.text(3),
                        open.text(4)}});
        }
    }
    auto drifts = driftEpisodes({cluster, {}, 0, {}}, {WallTime::max() - Millis{1}, WallTime::max()}, 1'000'000);
    if (!drifts)
        return tl::unexpected<Error>(drifts.error());
    out.drifts = std::move(*drifts);
    std::vector<ObjectId> applications;
    {
        auto with = d.sql->query("SELECT DISTINCT object FROM delivery WHERE cluster = ?");
        if (!with.run(cluster))
            return d.sql->failed();
        while (with.next())
            applications.push_back(with.integer(0));
    }
    for (const auto id : applications) {
        const auto found = objects.find(id);
        auto former = runs(id, delivery::MostRuns);
        if (!former)
            return tl::unexpected<Error>(former.error());
        if (found != objects.end())
            out.runs.emplace(join(found->second.row.kind, "/", found->second.row.ns, "/", found->second.row.name), std::move(*former));
    }
    auto until = d.sql->query("SELECT MAX(ended) FROM watch WHERE cluster = ?");
    if (!until.run(cluster))
        return d.sql->failed();
    while (until.next())
        out.watchedUntil = until.maybeTime(0);
    if (auto events = d.resumeEvents(cluster, out); !events)
        return tl::unexpected<Error>(events.error());
    return out;
}

} // namespace dg::history

// SPDX-License-Identifier: Apache-2.0
// The tables. Both dialects share them; only the column that counts up is written differently. Times are milliseconds of the epoch,
// codes are the enums' order (flux::State, drift::Kind, history::Origin), which only ever grow at their ends.
#include "schema.h"

#include "history/store.h"

#include <array>
#include <string>

namespace dg::history {

namespace {

static_assert(static_cast<int>(flux::State::Ready) == 0 && static_cast<int>(flux::State::Terminating) == 8, "kept in files");
static_assert(static_cast<int>(drift::Kind::FieldChanged) == 0 && static_cast<int>(drift::Kind::SopsUndecrypted) == 12, "kept in files");

// "$id" is the key that counts up.
constexpr std::array FirstTables{
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE cluster (id $id, identity TEXT NOT NULL UNIQUE, name TEXT NOT NULL, server TEXT NOT NULL)",
    // flux: it has states. born, gone: its first and its last time.
    "CREATE TABLE object (id $id, cluster BIGINT NOT NULL, grp TEXT NOT NULL, kind TEXT NOT NULL, ns TEXT NOT NULL, name TEXT NOT NULL,"
    " flux SMALLINT NOT NULL DEFAULT 0, born BIGINT, gone BIGINT, UNIQUE (cluster, kind, ns, name, grp))",
    // Texts repeat: each is kept once. used: the day.
    "CREATE TABLE word (id $id, body TEXT NOT NULL UNIQUE, used BIGINT NOT NULL)",
    "CREATE TABLE state (object BIGINT NOT NULL, at BIGINT NOT NULL, cluster BIGINT NOT NULL, code SMALLINT, flags SMALLINT NOT NULL,"
    " reason BIGINT, message BIGINT, revision BIGINT, origin SMALLINT NOT NULL, times INTEGER NOT NULL, last BIGINT NOT NULL,"
    " PRIMARY KEY (object, at))",
    "CREATE INDEX state_time ON state (cluster, at)",
    "CREATE TABLE pass (object BIGINT NOT NULL, at BIGINT NOT NULL, cluster BIGINT NOT NULL, duration BIGINT, lag BIGINT,"
    " ok SMALLINT NOT NULL, news SMALLINT NOT NULL, outcome BIGINT, revision BIGINT, origin SMALLINT NOT NULL, PRIMARY KEY (object, at))",
    "CREATE INDEX pass_time ON pass (cluster, at)",
    "CREATE INDEX pass_news ON pass (cluster, at) WHERE news = 1",
    "CREATE TABLE trouble (object BIGINT NOT NULL, began BIGINT NOT NULL, cluster BIGINT NOT NULL, ended BIGINT, worst SMALLINT NOT NULL,"
    " reason BIGINT, message BIGINT, PRIMARY KEY (object, began))",
    "CREATE INDEX trouble_end ON trouble (cluster, ended)",
    "CREATE TABLE drift (object BIGINT NOT NULL, finding TEXT NOT NULL, opened BIGINT NOT NULL, cluster BIGINT NOT NULL, owner BIGINT,"
    " closed BIGINT, kind SMALLINT NOT NULL, confidence SMALLINT NOT NULL, expected SMALLINT NOT NULL, path TEXT NOT NULL,"
    " manager TEXT NOT NULL, operation TEXT NOT NULL, origin SMALLINT NOT NULL, PRIMARY KEY (object, finding, opened))",
    "CREATE INDEX drift_end ON drift (cluster, closed)",
    "CREATE INDEX drift_begin ON drift (cluster, opened)",
    // at: the last time that is known of it.
    "CREATE TABLE delivery (object BIGINT NOT NULL, revision BIGINT NOT NULL, cluster BIGINT NOT NULL, at BIGINT NOT NULL, sha TEXT NOT "
    "NULL,"
    " committed BIGINT, built BIGINT, fetched BIGINT, applied BIGINT, healthy BIGINT, flags SMALLINT NOT NULL,"
    " PRIMARY KEY (object, revision))",
    "CREATE INDEX delivery_time ON delivery (cluster, at)",
    "CREATE INDEX delivery_object ON delivery (object, at)",
    "CREATE TABLE action (id $id, cluster BIGINT NOT NULL, at BIGINT NOT NULL, object BIGINT, verb TEXT NOT NULL, outcome TEXT NOT NULL,"
    " message BIGINT, duration BIGINT NOT NULL)",
    "CREATE INDEX action_time ON action (cluster, at)",
    "CREATE TABLE sample (cluster BIGINT NOT NULL, at BIGINT NOT NULL, s0 INTEGER NOT NULL, s1 INTEGER NOT NULL, s2 INTEGER NOT NULL,"
    " s3 INTEGER NOT NULL, s4 INTEGER NOT NULL, s5 INTEGER NOT NULL, s6 INTEGER NOT NULL, s7 INTEGER NOT NULL, s8 INTEGER NOT NULL,"
    " suspended INTEGER NOT NULL, drifted INTEGER NOT NULL, PRIMARY KEY (cluster, at))",
    "CREATE TABLE watch (cluster BIGINT NOT NULL, started BIGINT NOT NULL, ended BIGINT NOT NULL, PRIMARY KEY (cluster, started))",
    // How many passes took how long: bucket is a step of the logarithm, slot a quarter of an hour, ns empty for all of them.
    "CREATE TABLE tally (cluster BIGINT NOT NULL, metric SMALLINT NOT NULL, ns TEXT NOT NULL, slot BIGINT NOT NULL, bucket SMALLINT NOT "
    "NULL,"
    " n BIGINT NOT NULL, PRIMARY KEY (cluster, metric, ns, slot, bucket))",
    "CREATE TABLE day (cluster BIGINT NOT NULL, day BIGINT NOT NULL, object BIGINT NOT NULL, changes INTEGER NOT NULL, failures INTEGER "
    "NOT NULL,"
    " passes INTEGER NOT NULL, pass_time BIGINT NOT NULL, longest BIGINT NOT NULL, longest_at BIGINT NOT NULL, longest_lag BIGINT NOT NULL,"
    " lag_at BIGINT NOT NULL, PRIMARY KEY (cluster, day, object))",
    "CREATE TABLE lease (cluster BIGINT PRIMARY KEY, holder TEXT NOT NULL, until BIGINT NOT NULL)",
};

// What came later. Programs without it write beside these tables, so what they take away goes from here by itself: PostgreSQL follows
// the references, SQLite, which does so only when told, the triggers. Texts are in their rows: others clear `word` by what they know.
constexpr std::array Additions{
    // mark: of what it says, durations aside.
    "CREATE TABLE event (object BIGINT NOT NULL REFERENCES object (id) ON DELETE CASCADE, mark BIGINT NOT NULL, at BIGINT NOT NULL,"
    " cluster BIGINT NOT NULL, last BIGINT NOT NULL, times BIGINT NOT NULL, warning SMALLINT NOT NULL, reason TEXT NOT NULL,"
    " message TEXT NOT NULL, reporter TEXT NOT NULL, origin SMALLINT NOT NULL, PRIMARY KEY (object, mark, at))",
    "CREATE INDEX event_time ON event (cluster, at)",
    "CREATE INDEX event_last ON event (cluster, last)",
    "CREATE TABLE event_seen (cluster BIGINT NOT NULL REFERENCES cluster (id) ON DELETE CASCADE, uid TEXT NOT NULL, times BIGINT NOT"
    " NULL, last BIGINT NOT NULL, PRIMARY KEY (cluster, uid))",
    // Names of a cluster beside its first: its uid, other addresses.
    "CREATE TABLE alias (identity TEXT PRIMARY KEY, cluster BIGINT NOT NULL REFERENCES cluster (id) ON DELETE CASCADE)",
};
constexpr std::array Triggers{
    "CREATE TRIGGER event_object AFTER DELETE ON object BEGIN DELETE FROM event WHERE object = OLD.id; END",
    "CREATE TRIGGER alias_cluster AFTER DELETE ON cluster BEGIN DELETE FROM alias WHERE cluster = OLD.id; DELETE FROM event_seen WHERE"
    " cluster = OLD.id; END",
};

std::string inDialect(std::string text, Sql::Dialect dialect)
{
    constexpr std::string_view mark = "$id";
    if (const auto at = text.find(mark); at != std::string::npos)
        text.replace(at, mark.size(),
            dialect == Sql::Dialect::Sqlite ? "INTEGER PRIMARY KEY" : "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
    // Rows that lie in the order of their key: a lane is read from one place. An index would double what states and passes take.
    for (const auto* table : {"CREATE TABLE state ", "CREATE TABLE pass ", "CREATE TABLE tally ", "CREATE TABLE day "}) {
        if (dialect == Sql::Dialect::Sqlite && text.starts_with(table))
            text += " WITHOUT ROWID";
    }
    return text;
}

Status makeFirst(Sql& sql)
{
    for (const auto* table : FirstTables) {
        if (auto made = sql.execute(inDialect(table, sql.dialect())); !made)
            return made;
    }
    return sql.execute("INSERT INTO meta (name, value) VALUES ('schema', '1')");
}

Status add(Sql& sql)
{
    const auto there = hasAdditions(sql);
    if (!there)
        return tl::unexpected<Error>(there.error());
    if (*there)
        return {};
    for (const auto* table : Additions) {
        if (auto made = sql.execute(table); !made)
            return made;
    }
    for (const auto* trigger : Triggers) {
        if (auto made = sql.dialect() == Sql::Dialect::Sqlite ? sql.execute(trigger) : Status{}; !made)
            return made;
    }
    return {};
}

Result<bool> isThere(Sql& sql, const char* table)
{
    auto query = sql.query(sql.dialect() == Sql::Dialect::Sqlite
            ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
            : "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?");
    if (!query.run(std::string(table)) || !query.next())
        return sql.failed();
    return query.integer(0) > 0;
}

} // namespace

// SQLite's transaction is alone as it is.
Status lockNames(Sql& sql)
{
    return sql.dialect() == Sql::Dialect::Postgres ? sql.execute("SELECT pg_advisory_xact_lock(744101)") : Status{};
}

Result<bool> hasAdditions(Sql& sql)
{
    return isThere(sql, "alias"); // the last of them
}

Result<int> schemaVersion(Sql& sql)
{
    const auto there = isThere(sql, "meta");
    if (!there)
        return tl::unexpected<Error>(there.error());
    if (!*there)
        return 0;
    const auto version = sql.number("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'schema'");
    if (!version)
        return tl::unexpected<Error>(version.error());
    return static_cast<int>(*version);
}

Status migrate(Sql& sql)
{
    // Asked again inside the transaction: another program may have been quicker.
    return sql.transaction([&]() -> Status {
        if (auto locked = lockNames(sql); !locked)
            return locked;
        const auto version = schemaVersion(sql);
        if (!version)
            return tl::unexpected<Error>(version.error());
        if (*version > SchemaVersion)
            return fail(ErrorCode::Unsupported, "history", "schema " + std::to_string(*version));
        if (auto made = *version == 0 ? makeFirst(sql) : Status{}; !made)
            return made;
        return add(sql);
    });
}

} // namespace dg::history

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

} // namespace

Result<int> schemaVersion(Sql& sql)
{
    const auto there = sql.number(sql.dialect() == Sql::Dialect::Sqlite
            ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'meta'"
            : "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'meta'");
    if (!there)
        return tl::unexpected<Error>(there.error());
    if (*there == 0)
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
        if (sql.dialect() == Sql::Dialect::Postgres) {
            if (auto locked = sql.execute("SELECT pg_advisory_xact_lock(744101)"); !locked)
                return locked;
        }
        const auto version = schemaVersion(sql);
        if (!version)
            return tl::unexpected<Error>(version.error());
        if (*version > SchemaVersion)
            return fail(ErrorCode::Unsupported, "history", "schema " + std::to_string(*version));
        return *version == 0 ? makeFirst(sql) : Status{};
    });
}

} // namespace dg::history

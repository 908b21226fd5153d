// SPDX-License-Identifier: Apache-2.0
// A connection to SQLite or PostgreSQL by Qt Sql with prepared statements that are kept. For this library's files only; one thread.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QString>
#include <QVariant>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dg::history {

[[nodiscard]] inline std::int64_t toMillis(WallTime time)
{
    return time.time_since_epoch().count();
}
[[nodiscard]] inline WallTime fromMillis(std::int64_t millis)
{
    return WallTime{Millis{millis}};
}

class Sql;

// A prepared statement with its values bound in order. Only one result of one statement is walked at a time.
class Query {
public:
    Query(Sql& sql, QSqlQuery& query)
        : m_sql(sql)
        , m_query(query)
    {
    }
    ~Query() { m_query.finish(); } // else SQLite keeps its read lock
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    // Integers, times, optionals of both, texts.
    template <class... Values> [[nodiscard]] bool run(const Values&... values)
    {
        int at = 0;
        (bind(at++, values), ...);
        return execute();
    }
    [[nodiscard]] bool runAll(const QVariantList& values)
    {
        for (int at = 0; at < values.size(); ++at)
            bind(at, values[at]);
        return execute();
    }
    [[nodiscard]] bool next();
    [[nodiscard]] int columns() const { return m_query.record().count(); }
    [[nodiscard]] bool isNull(int column) const { return m_query.isNull(column); }
    [[nodiscard]] QVariant value(int column) const { return m_query.value(column); }
    [[nodiscard]] std::int64_t integer(int column) const { return m_query.value(column).toLongLong(); }
    [[nodiscard]] std::string text(int column) const { return m_query.value(column).toString().toStdString(); }
    [[nodiscard]] std::optional<std::int64_t> maybe(int column) const;
    [[nodiscard]] WallTime time(int column) const { return fromMillis(integer(column)); }
    [[nodiscard]] std::optional<WallTime> maybeTime(int column) const;
    [[nodiscard]] std::optional<Millis> maybeMillis(int column) const;
    [[nodiscard]] int affected() const { return m_query.numRowsAffected(); }

private:
    void bind(int at, const QVariant& value) { m_query.bindValue(at, value); }
    void bind(int at, std::int64_t value) { m_query.bindValue(at, QVariant::fromValue<qlonglong>(value)); }
    void bind(int at, std::uint64_t value) { bind(at, static_cast<std::int64_t>(value)); }
    void bind(int at, int value) { m_query.bindValue(at, value); }
    void bind(int at, unsigned value) { bind(at, static_cast<std::int64_t>(value)); }
    void bind(int at, bool value) { m_query.bindValue(at, value ? 1 : 0); }
    void bind(int at, WallTime value) { bind(at, toMillis(value)); }
    void bind(int at, Millis value) { bind(at, static_cast<std::int64_t>(value.count())); }
    void bind(int at, const std::string& value) { m_query.bindValue(at, QString::fromStdString(value)); }
    template <class T> void bind(int at, const std::optional<T>& value)
    {
        if (value)
            bind(at, *value);
        else
            m_query.bindValue(at, QVariant(QMetaType::fromType<qlonglong>()));
    }
    bool execute();
    Sql& m_sql;
    QSqlQuery& m_query;
};

class Sql {
public:
    enum class Dialect : std::uint8_t { Sqlite, Postgres };
    [[nodiscard]] static Result<std::unique_ptr<Sql>> open(const std::string& url, bool readOnly);
    ~Sql();
    Sql(const Sql&) = delete;
    Sql& operator=(const Sql&) = delete;

    [[nodiscard]] Dialect dialect() const { return m_dialect; }
    [[nodiscard]] Query query(std::string_view text); // "?" for each value
    [[nodiscard]] Status execute(std::string_view text); // at once, nothing bound
    [[nodiscard]] Result<std::int64_t> number(std::string_view text); // the first value of the first row; 0 without one
    [[nodiscard]] tl::unexpected<Error> failed() const { return tl::unexpected<Error>(m_error); }
    [[nodiscard]] bool isBroken() const { return m_broken; } // a statement failed
    void noteError(const QSqlQuery& query);
    // Everything that `work` does, or nothing of it.
    template <class Work> [[nodiscard]] Status transaction(Work&& work)
    {
        // Writers say so at once: two programs that first read and then write would lock each other out.
        if (auto begun = execute(m_dialect == Dialect::Sqlite ? "BEGIN IMMEDIATE" : "BEGIN"); !begun)
            return begun;
        Status done = work();
        if (done)
            done = execute("COMMIT");
        if (!done) {
            const auto error = done.error();
            static_cast<void>(execute("ROLLBACK"));
            return tl::unexpected<Error>(error);
        }
        return done;
    }

private:
    Sql() = default;
    QString m_name; // of the connection
    QSqlDatabase m_database;
    Dialect m_dialect = Dialect::Sqlite;
    std::string m_subject; // without a password
    Error m_error;
    bool m_broken = false;
    std::unordered_map<std::string, std::unique_ptr<QSqlQuery>> m_prepared;
};

} // namespace dg::history

// SPDX-License-Identifier: Apache-2.0
#include "sql.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUrl>
#include <QUrlQuery>

#include <atomic>

namespace dg::history {

namespace {

// SQLite's result codes (sqlite.org/rescode.html); the extended ones hold them in their low byte.
ErrorCode sqliteCode(int code)
{
    switch (code & 0xff) {
    case 11: // CORRUPT
    case 26: // NOTADB
        return ErrorCode::BadSyntax;
    case 5: // BUSY
    case 6: // LOCKED
        return ErrorCode::Timeout;
    case 3: // PERM
    case 8: // READONLY
    case 10: // IOERR
    case 13: // FULL
    case 14: // CANTOPEN
        return ErrorCode::FileUnwritable;
    default:
        return ErrorCode::Internal;
    }
}

// SQLSTATE classes (postgresql.org, appendix A): 08 connection, 28 authorisation, 53 resources, 57 shut down.
ErrorCode postgresCode(const QString& state)
{
    if (state.startsWith(QLatin1String("08")) || state.startsWith(QLatin1String("57")) || state.isEmpty())
        return ErrorCode::ConnectFailed;
    if (state.startsWith(QLatin1String("28")))
        return ErrorCode::Unauthorized;
    if (state.startsWith(QLatin1String("53")))
        return ErrorCode::FileUnwritable;
    if (state == QLatin1String("42501"))
        return ErrorCode::Forbidden;
    return ErrorCode::Internal;
}

QString connectionName()
{
    static std::atomic<int> next{0};
    return QStringLiteral("driftglass-history-%1").arg(next++);
}

} // namespace

std::optional<std::int64_t> Query::maybe(int column) const
{
    const auto value = m_query.value(column);
    return value.isNull() ? std::nullopt : std::optional<std::int64_t>(value.toLongLong());
}

std::optional<WallTime> Query::maybeTime(int column) const
{
    const auto value = maybe(column);
    return value ? std::optional(fromMillis(*value)) : std::nullopt;
}

std::optional<Millis> Query::maybeMillis(int column) const
{
    const auto value = maybe(column);
    return value ? std::optional(Millis{*value}) : std::nullopt;
}

bool Query::execute()
{
    if (m_query.exec())
        return true;
    m_sql.noteError(m_query);
    return false;
}

bool Query::next()
{
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        m_sql.noteError(m_query);
    return false;
}

Result<std::unique_ptr<Sql>> Sql::open(const std::string& url, bool readOnly)
{
    std::unique_ptr<Sql> sql(new Sql);
    sql->m_name = connectionName();
    const auto text = QString::fromStdString(url);
    const bool postgres = text.startsWith(QLatin1String("postgresql:")) || text.startsWith(QLatin1String("postgres:"));
    if (!postgres && text.contains(QLatin1String("://")))
        return fail(ErrorCode::Unsupported, url, "sqlite: or postgresql:");
    sql->m_dialect = postgres ? Dialect::Postgres : Dialect::Sqlite;
    const auto driver = postgres ? QStringLiteral("QPSQL") : QStringLiteral("QSQLITE");
    if (!QSqlDatabase::isDriverAvailable(driver))
        return fail(ErrorCode::Unsupported, url, "the Qt driver " + driver.toStdString() + " is not installed");
    sql->m_database = QSqlDatabase::addDatabase(driver, sql->m_name);
    auto& database = sql->m_database;
    if (postgres) {
        const QUrl parsed(text);
        sql->m_subject = parsed.toString(QUrl::RemovePassword).toStdString();
        database.setHostName(parsed.host());
        if (parsed.port() > 0)
            database.setPort(parsed.port());
        database.setUserName(parsed.userName(QUrl::FullyDecoded));
        if (!parsed.password().isEmpty())
            database.setPassword(parsed.password(QUrl::FullyDecoded));
        database.setDatabaseName(parsed.path().mid(1));
        QUrlQuery query(parsed);
        const auto host = parsed.host();
        const bool here = host.isEmpty() || host == QLatin1String("localhost") || host == QLatin1String("::1")
            || host.startsWith(QLatin1String("127."));
        if (!here && !query.hasQueryItem(QStringLiteral("sslmode")))
            query.addQueryItem(QStringLiteral("sslmode"), QStringLiteral("verify-full"));
        if (!query.hasQueryItem(QStringLiteral("connect_timeout")))
            query.addQueryItem(QStringLiteral("connect_timeout"), QStringLiteral("10"));
        database.setConnectOptions(query.query(QUrl::FullyDecoded).replace(QLatin1Char('&'), QLatin1Char(';')));
    } else {
        const auto path = text.startsWith(QLatin1String("sqlite:")) ? text.mid(7) : text;
        sql->m_subject = path.toStdString();
        if (readOnly && !QFileInfo::exists(path))
            return fail(ErrorCode::FileNotFound, sql->m_subject);
        // Names of a cluster are nobody else's to read; what SQLite lays beside it takes after it.
        if (QFile file(path); !readOnly && !file.exists() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
            file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        database.setDatabaseName(path);
        database.setConnectOptions(
            readOnly ? QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_READONLY") : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    }
    if (!database.open()) {
        const auto error = database.lastError();
        const auto code = postgres ? ErrorCode::ConnectFailed : sqliteCode(error.nativeErrorCode().toInt());
        return fail(code == ErrorCode::Internal ? ErrorCode::FileUnwritable : code, sql->m_subject, error.databaseText().toStdString());
    }
    return sql;
}

Sql::~Sql()
{
    m_prepared.clear();
    if (m_database.isValid()) {
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
    }
}

Query Sql::query(std::string_view text)
{
    auto& kept = m_prepared[std::string(text)];
    if (!kept) {
        kept = std::make_unique<QSqlQuery>(m_database);
        kept->setForwardOnly(true);
        if (!kept->prepare(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))))
            noteError(*kept);
    }
    return {*this, *kept};
}

Status Sql::execute(std::string_view text)
{
    QSqlQuery query(m_database);
    if (query.exec(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))))
        return {};
    noteError(query);
    return failed();
}

Result<std::int64_t> Sql::number(std::string_view text)
{
    auto asked = query(text);
    if (!asked.run())
        return failed();
    std::int64_t out = 0;
    while (asked.next())
        out = asked.integer(0);
    return out;
}

void Sql::noteError(const QSqlQuery& query)
{
    const auto error = query.lastError();
    const auto native = error.nativeErrorCode();
    m_error = {
        m_dialect == Dialect::Postgres ? postgresCode(native) : sqliteCode(native.toInt()), m_subject, error.databaseText().toStdString()};
    m_broken = true;
}

} // namespace dg::history

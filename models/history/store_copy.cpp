// SPDX-License-Identifier: Apache-2.0
// A cluster's rows as lines of JSON, for a snapshot's file, and back into a store of their own. Ids are the rows' own; the cluster's
// is left out.
#include "schema.h"
#include "store_impl.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace dg::history {

namespace {

struct Table {
    const char* name;
    const char* columns; // without the cluster
    const char* since; // condition with one `?`, a time in milliseconds
    std::int64_t unit = 1; // of that time
    bool addition = false; // hasAdditions()
};

// A state that was in force when the time began is told too. Objects and texts first: the others name them.
constexpr std::array<Table, 12> Tables{{
    {"object", "id, grp, kind, ns, name, flux, born, gone", "(gone IS NULL OR gone >= ?)"},
    {"state", "object, at, code, flags, reason, message, revision, origin, times, last",
        "at >= COALESCE((SELECT MAX(b.at) FROM state b WHERE b.object = t.object AND b.at < ?), t.at)"},
    {"pass", "object, at, duration, lag, ok, news, outcome, revision, origin", "at >= ?"},
    {"trouble", "object, began, ended, worst, reason, message", "(ended IS NULL OR ended >= ?)"},
    {"drift", "object, finding, opened, owner, closed, kind, confidence, expected, path, manager, operation, origin",
        "(closed IS NULL OR closed >= ?)"},
    {"delivery", "object, revision, at, sha, committed, built, fetched, applied, healthy, flags", "at >= ?"},
    {"action", "id, at, object, verb, outcome, message, duration", "at >= ?"},
    {"sample", "at, s0, s1, s2, s3, s4, s5, s6, s7, s8, suspended, drifted", "at >= ?"},
    {"watch", "started, ended", "ended >= ?"},
    {"tally", "metric, ns, slot, bucket, n", "slot >= ?", SlotMillis},
    {"day", "day, object, changes, failures, passes, pass_time, longest, longest_at, longest_lag, lag_at", "day >= ?", DayMillis},
    {"event", "object, mark, at, last, times, warning, reason, message, reporter, origin", "last >= ?", 1, true},
}};

constexpr const char* Word = "word";

QByteArray lineOf(const char* table, const QJsonArray& row)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("history"), QLatin1String(table)}, {QStringLiteral("row"), row}})
        .toJson(QJsonDocument::Compact);
}

std::string selectOf(const Table& table, const char* columns)
{
    std::string out = std::string("SELECT ") + columns + " FROM " + table.name + " t WHERE t.cluster = ?";
    return out + " AND " + table.since;
}

// Columns that name a text.
struct Text {
    const char* table;
    const char* column;
};
constexpr std::array<Text, 9> Texts{{{"state", "reason"}, {"state", "message"}, {"state", "revision"}, {"pass", "outcome"},
    {"pass", "revision"}, {"trouble", "reason"}, {"trouble", "message"}, {"delivery", "revision"}, {"action", "message"}}};

const Table* tableOf(std::string_view name)
{
    const auto it = std::ranges::find_if(Tables, [name](const Table& table) { return name == table.name; });
    return it == Tables.end() ? nullptr : &*it;
}

QVariantList boundsOf(const Table& table, ClusterId cluster, WallTime from)
{
    return {QVariant::fromValue<qlonglong>(cluster), QVariant::fromValue<qlonglong>(toMillis(from) / table.unit)};
}

Status tell(Query& query, const char* table, const std::function<Status(std::string_view)>& sink)
{
    while (query.next()) {
        QJsonArray row;
        for (int column = 0; column < query.columns(); ++column)
            row.append(query.isNull(column) ? QJsonValue() : QJsonValue::fromVariant(query.value(column)));
        const auto line = lineOf(table, row);
        if (auto told = sink({line.constData(), static_cast<std::size_t>(line.size())}); !told)
            return told;
    }
    return {};
}

} // namespace

Status Store::copyOut(ClusterId cluster, WallTime from, const std::function<Status(std::string_view line)>& sink)
{
    auto& sql = *m_impl->sql;
    const auto additions = m_impl->hasAdditions();
    if (!additions)
        return tl::unexpected<Error>(additions.error());
    {
        std::string select; // what no row of this time names stays here
        QVariantList values;
        for (const auto& text : Texts) {
            const auto& table = *tableOf(text.table);
            select += std::string(select.empty() ? "SELECT id, body FROM word WHERE id IN (" : " UNION ") + selectOf(table, text.column);
            values += boundsOf(table, cluster, from);
        }
        auto query = sql.query(select + ")");
        if (!query.runAll(values))
            return sql.failed();
        if (auto told = tell(query, Word, sink); !told)
            return told;
    }
    for (const auto& table : Tables) {
        if (table.addition && !*additions)
            continue;
        auto query = sql.query(selectOf(table, table.columns));
        if (!query.runAll(boundsOf(table, cluster, from)))
            return sql.failed();
        if (auto told = tell(query, table.name, sink); !told)
            return told;
    }
    return {};
}

Status Store::copyIn(ClusterId cluster, std::span<const std::string> lines)
{
    auto& sql = *m_impl->sql;
    return sql.transaction([&]() -> Status {
        for (const auto& line : lines) {
            const auto object = QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), static_cast<qsizetype>(line.size()))).object();
            const auto name = object[QLatin1String("history")].toString().toLatin1();
            const auto row = object[QLatin1String("row")].toArray();
            const auto* table = tableOf({name.constData(), static_cast<std::size_t>(name.size())});
            const bool word = name == Word;
            if (!table && !word)
                continue; // a later version's
            const std::string columns = word ? "id, body, used" : std::string(table->columns) + ", cluster";
            std::string marks = "?";
            for (qsizetype i = 0; i < row.size(); ++i)
                marks += ", ?";
            if (std::ranges::count(columns, ',') + 1 != row.size() + 1)
                return fail(ErrorCode::BadSyntax, "history", "a row of " + name.toStdString() + " with other columns");
            QVariantList values = row.toVariantList();
            values.append(QVariant::fromValue<qlonglong>(word ? 0 : cluster));
            auto query = sql.query("INSERT INTO " + std::string(word ? Word : table->name) + " (" + columns + ") VALUES (" + marks + ")");
            if (!query.runAll(values))
                return sql.failed();
        }
        return {};
    });
}

Status copyOf(const std::string& url, const std::string& identity, WallTime from, const std::function<Status(std::string_view line)>& sink)
{
    auto store = Store::open(url, Store::Access::Read);
    if (!store)
        return tl::unexpected<Error>(store.error());
    const auto cluster = (*store)->find(identity);
    if (!cluster)
        return tl::unexpected<Error>(cluster.error());
    return *cluster ? (*store)->copyOut(*cluster, from, sink) : Status{};
}

} // namespace dg::history

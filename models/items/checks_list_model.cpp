// SPDX-License-Identifier: Apache-2.0
#include "items/checks_list_model.h"

#include <QStringList>

#include <algorithm>
#include <tuple>

namespace dg::items {

namespace {

using Group = ChecksListModel::Group;
using Row = ChecksListModel::Row;

// Rows are always in this order: the group's own first.
auto place(const Row& row)
{
    return std::tuple(row.group, !row.isGroup, row.isGroup ? checks::Id{} : row.id);
}

} // namespace

ChecksListModel::Group ChecksListModel::groupOf(const checks::Outcome& outcome)
{
    if (outcome.isAccepted())
        return Group::Accepted;
    switch (outcome.verdict) {
    case checks::Verdict::FixSoon:
        return Group::FixSoon;
    case checks::Verdict::Consider:
        return Group::Consider;
    case checks::Verdict::CouldNotTell:
        return Group::CouldNotTell;
    default:
        return Group::Passed;
    }
}

void ChecksListModel::setWords(Words spoken, std::function<QString(const checks::Outcome&)> searched)
{
    m_spoken = std::move(spoken);
    m_searched = std::move(searched);
}

void ChecksListModel::setOutcomes(std::vector<checks::Outcome> outcomes)
{
    m_outcomes = std::move(outcomes);
    refresh();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
}

void ChecksListModel::setFilter(const QString& words)
{
    m_filter = words;
    refresh();
}

const checks::Outcome* ChecksListModel::outcome(checks::Id id) const
{
    const auto found = std::ranges::find(m_outcomes, id, &checks::Outcome::id);
    return found == m_outcomes.end() ? nullptr : &*found;
}

int ChecksListModel::rowOf(checks::Id id) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (!m_rows[i].isGroup && m_rows[i].id == id)
            return static_cast<int>(i);
    }
    return -1;
}

std::size_t ChecksListModel::countOf(const checks::Outcome& outcome)
{
    if (!outcome.subjects.empty())
        return outcome.subjects.size();
    if (!outcome.accepted.empty())
        return outcome.accepted.size();
    return outcome.verdict == checks::Verdict::CouldNotTell ? outcome.unclear.size() : outcome.looked;
}

std::vector<Row> ChecksListModel::makeRows() const
{
    const auto words = m_filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<Row> rows;
    for (const auto& outcome : m_outcomes) {
        if (outcome.verdict == checks::Verdict::NotApplicable)
            continue;
        const auto text = words.isEmpty() || !m_searched ? QString() : m_searched(outcome);
        if (std::ranges::all_of(words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); }))
            rows.push_back({groupOf(outcome), false, outcome.id, 0});
    }
    for (const auto group : {Group::FixSoon, Group::Consider, Group::CouldNotTell, Group::Accepted, Group::Passed}) {
        const auto count = std::ranges::count(rows, group, &Row::group);
        if (count > 0)
            rows.push_back({group, true, {}, static_cast<int>(count)});
    }
    std::ranges::sort(rows, {}, place);
    return rows;
}

// Both lists are in one order: what is in one only goes or comes.
void ChecksListModel::refresh()
{
    const auto fresh = makeRows();
    std::size_t at = 0;
    for (const auto& row : fresh) {
        while (at < m_rows.size() && place(m_rows[at]) < place(row)) {
            beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at));
            m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(at));
            endRemoveRows();
        }
        if (at == m_rows.size() || place(m_rows[at]) != place(row)) {
            beginInsertRows({}, static_cast<int>(at), static_cast<int>(at));
            m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(at), row);
            endInsertRows();
        } else if (m_rows[at] != row) {
            m_rows[at] = row;
            Q_EMIT dataChanged(index(static_cast<int>(at)), index(static_cast<int>(at)));
        }
        ++at;
    }
    if (at < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(at), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(at);
        endRemoveRows();
    }
}

int ChecksListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ChecksListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_spoken || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    return m_spoken(row(index.row()));
}

Qt::ItemFlags ChecksListModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return row(index.row()).isGroup ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace dg::items

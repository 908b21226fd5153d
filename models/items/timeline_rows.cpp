// SPDX-License-Identifier: Apache-2.0
#include "items/timeline_rows.h"

#include <algorithm>
#include <unordered_map>

namespace dg::items {

using history::Entry;
using history::Lane;

void TimelineLanesModel::setLanes(std::vector<Lane> lanes, bool keepOrder)
{
    if (keepOrder) {
        std::unordered_map<history::ObjectId, std::size_t> places;
        for (std::size_t i = 0; i < m_lanes.size(); ++i)
            places.emplace(m_lanes[i].object.id, i);
        std::ranges::stable_sort(lanes, {}, [&](const Lane& lane) {
            const auto found = places.find(lane.object.id);
            return found == places.end() ? m_lanes.size() : found->second;
        });
    }
    const auto sameId = [](const Lane& a, const Lane& b) { return a.object.id == b.object.id; };
    if (std::ranges::equal(lanes, m_lanes, sameId)) {
        m_lanes = std::move(lanes);
        if (!m_lanes.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    const auto kept = static_cast<int>(m_lanes.size());
    if (lanes.size() > m_lanes.size() && std::equal(m_lanes.begin(), m_lanes.end(), lanes.begin(), sameId)) {
        beginInsertRows({}, kept, static_cast<int>(lanes.size()) - 1);
        m_lanes = std::move(lanes);
        endInsertRows();
        if (kept > 0)
            Q_EMIT dataChanged(index(0), index(kept - 1));
        return;
    }
    beginResetModel();
    m_lanes = std::move(lanes);
    endResetModel();
}

void TimelineLanesModel::fill(const std::vector<Lane>& lanes)
{
    std::unordered_map<history::ObjectId, const Lane*> filled;
    for (const auto& lane : lanes) {
        if (!lane.segments.empty())
            filled.emplace(lane.object.id, &lane);
    }
    for (auto& lane : m_lanes) {
        if (const auto found = filled.find(lane.object.id); found != filled.end())
            lane.segments = found->second->segments;
    }
    if (!m_lanes.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int TimelineLanesModel::rowOf(history::ObjectId object) const
{
    const auto found = std::ranges::find(m_lanes, object, [](const Lane& lane) { return lane.object.id; });
    return found == m_lanes.end() ? -1 : static_cast<int>(found - m_lanes.begin());
}

int TimelineLanesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lanes.size());
}

QVariant TimelineLanesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) || !m_words)
        return {};
    return m_words(lane(index.row()));
}

namespace {

bool sameEntry(const Entry& a, const Entry& b)
{
    return a.kind == b.kind && a.at == b.at && a.object.id == b.object.id && a.reason == b.reason && a.state == b.state
        && a.message == b.message;
}

} // namespace

void TimelineEntriesModel::setEntries(std::vector<Entry> entries, bool more)
{
    m_more = more;
    std::size_t added = 0; // on top
    if (!m_entries.empty()) {
        while (added < entries.size() && !sameEntry(entries[added], m_entries.front()))
            ++added;
    }
    const auto kept = std::min(m_entries.size(), entries.size() - added);
    const auto offset = static_cast<std::ptrdiff_t>(added);
    const bool fits = !m_entries.empty() && kept > 0
        && std::equal(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>(kept), entries.begin() + offset, sameEntry);
    if (!fits) {
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
        return;
    }
    if (kept < m_entries.size()) { // the oldest left the range
        beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_entries.size()) - 1);
        m_entries.resize(kept);
        endRemoveRows();
    }
    if (added > 0) {
        beginInsertRows({}, 0, static_cast<int>(added) - 1);
        m_entries.insert(m_entries.begin(), entries.begin(), entries.begin() + offset);
        endInsertRows();
    }
    if (m_entries.size() < entries.size()) {
        beginInsertRows({}, static_cast<int>(m_entries.size()), static_cast<int>(entries.size()) - 1);
        m_entries.insert(m_entries.end(), entries.begin() + static_cast<std::ptrdiff_t>(m_entries.size()), entries.end());
        endInsertRows();
    }
    m_entries = std::move(entries); // how often they were repeated
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int TimelineEntriesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int TimelineEntriesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimelineEntriesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_words)
        return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return m_words(entry(index.row()), index.column());
    return {};
}

QVariant TimelineEntriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return m_heads.value(section);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Count ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
    return {};
}

bool TimelineEntriesModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more;
}

void TimelineEntriesModel::fetchMore(const QModelIndex&)
{
    if (!m_more)
        return;
    m_more = false; // asked once
    Q_EMIT moreWanted();
}

} // namespace dg::items

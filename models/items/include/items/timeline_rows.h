// SPDX-License-Identifier: Apache-2.0
// The two lists of a timeline: lanes, and what happened. Rows keep their place while a range goes on; the words come from the view.
// GUI thread only.
#pragma once

#include "history/queries.h"

#include <QAbstractListModel>
#include <QAbstractTableModel>
#include <QString>

#include <functional>
#include <vector>

namespace dg::items {

class TimelineLanesModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using Words = std::function<QString(const history::Lane& lane)>;
    using QAbstractListModel::QAbstractListModel;
    void setWords(Words words) { m_words = std::move(words); }
    // `keepOrder`: objects that were there stay where they are, new ones come below.
    void setLanes(std::vector<history::Lane> lanes, bool keepOrder);
    // The same lanes with more stretches.
    void fill(const std::vector<history::Lane>& lanes);
    [[nodiscard]] const history::Lane& lane(int row) const { return m_lanes[static_cast<std::size_t>(row)]; }
    [[nodiscard]] const std::vector<history::Lane>& lanes() const { return m_lanes; }
    [[nodiscard]] int rowOf(history::ObjectId object) const; // -1: none
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    Words m_words;
    std::vector<history::Lane> m_lanes;
};

class TimelineEntriesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { Time, Mark, Object, Reason, Message, Count, ColumnCount };
    using Words = std::function<QString(const history::Entry& entry, int column)>;
    using QAbstractTableModel::QAbstractTableModel;
    void setWords(Words words) { m_words = std::move(words); }
    void setHeads(const QStringList& heads) { m_heads = heads; } // as many as columns
    // Newest first. What came on top of the former ones is inserted there. `more`: there are more than these.
    void setEntries(std::vector<history::Entry> entries, bool more);
    [[nodiscard]] const history::Entry& entry(int row) const { return m_entries[static_cast<std::size_t>(row)]; }
    [[nodiscard]] const std::vector<history::Entry>& entries() const { return m_entries; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void moreWanted(); // answered by setEntries()

private:
    Words m_words;
    QStringList m_heads;
    std::vector<history::Entry> m_entries;
    bool m_more = false;
};

} // namespace dg::items

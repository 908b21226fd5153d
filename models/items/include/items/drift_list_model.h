// SPDX-License-Identifier: Apache-2.0
// Findings as rows: groups, and below them one row for each object (or each finding, grouped by object). What a rule expects
// stands in a group of its own at the end, folded. Rows come and go by name, nothing is reset. GUI thread only.
#pragma once

#include "drift/finding.h"
#include "query/query.h"

#include <QAbstractListModel>

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dg::items {

class DriftListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum class Grouping : unsigned char { Owner, Object, Manager, Field, Time };
    enum Role { GroupRole = Qt::UserRole };
    enum class Span : unsigned char { Hour, Day, Week, Older, Unknown }; // of grouping by time

    struct Row {
        bool group = false;
        bool expected = false; // the group at the end, and what is in it
        bool expanded = true;
        std::uint64_t id = 0; // stays as long as the same thing is meant
        ObjectKey object; // of an item; of a group by object
        flux::Reference owner; // of a group by owner; empty: nobody
        std::string label; // of a group by manager or field
        Span span = Span::Unknown; // of a group by time
        std::uint32_t objects = 0; // of a group
        std::vector<std::uint32_t> findings; // for finding()
    };
    // Words of a row, translated: what is displayed, or what a screen reader says.
    using Words = std::function<QString(const Row& row, bool spoken)>;

    explicit DriftListModel(QObject* parent = nullptr);
    void setWords(Words words);

    void setFindings(std::vector<drift::Finding> findings); // as the engine gives them
    void setNow(WallTime now); // for the filter's ages and the spans; seen at the next change
    void setGrouping(Grouping grouping);
    [[nodiscard]] Grouping grouping() const { return m_grouping; }
    void setFilter(const std::string& query);
    [[nodiscard]] const std::optional<query::Problem>& filterProblem() const { return m_filter.problem; }
    void setExpanded(int row, bool expanded);

    [[nodiscard]] const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    [[nodiscard]] const drift::Finding& finding(std::uint32_t index) const { return m_findings[index]; }
    [[nodiscard]] const std::vector<drift::Finding>& findings() const { return m_findings; }
    [[nodiscard]] std::vector<drift::Finding> findingsOf(const Row& row) const;
    [[nodiscard]] std::vector<drift::Finding> findingsOf(const ObjectKey& object) const; // whatever the filter
    [[nodiscard]] int rowOf(std::uint64_t id) const; // -1: none
    [[nodiscard]] int rowOf(const ObjectKey& object) const; // the first item of it
    [[nodiscard]] int groupOf(int row) const; // -1: none
    [[nodiscard]] std::size_t shown() const { return m_shown; } // findings that fit the filter

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] bool fits(std::uint32_t index) const;
    [[nodiscard]] std::vector<Row> makeRows();
    void refresh();

    Words m_words;
    std::vector<drift::Finding> m_findings;
    std::vector<std::string> m_texts; // what words are looked for in, by finding; made when somebody filters
    std::vector<Row> m_rows;
    std::unordered_set<std::uint64_t> m_folded, m_unfolded; // by a person
    Grouping m_grouping = Grouping::Owner;
    query::Query m_filter;
    WallTime m_now{};
    std::size_t m_shown = 0;
};

} // namespace dg::items

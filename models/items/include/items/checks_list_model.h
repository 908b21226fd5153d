// SPDX-License-Identifier: Apache-2.0
// The checks as rows: groups (Fix soon, Consider, Could not tell, Accepted, Passed), and the checks that apply below them.
// Rows come and go by name, nothing is reset. GUI thread only.
#pragma once

#include "checks/checks.h"

#include <QAbstractListModel>

#include <functional>
#include <vector>

namespace dg::items {

class ChecksListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum class Group : unsigned char { FixSoon, Consider, CouldNotTell, Accepted, Passed };
    struct Row {
        Group group = Group::FixSoon;
        bool isGroup = false;
        checks::Id id = checks::Id::ReceiverOpen; // of a check
        int checks = 0; // of a group
        friend bool operator==(const Row&, const Row&) = default;
    };
    // Of a row, translated: what a screen reader says; and what words of the filter are looked for in.
    using Words = std::function<QString(const Row& row)>;

    using QAbstractListModel::QAbstractListModel;
    void setWords(Words spoken, std::function<QString(const checks::Outcome&)> searched);
    void setOutcomes(std::vector<checks::Outcome> outcomes);
    void setFilter(const QString& words); // blanks between them; all have to be there

    [[nodiscard]] const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    [[nodiscard]] const checks::Outcome* outcome(checks::Id id) const; // null: not known
    [[nodiscard]] const std::vector<checks::Outcome>& outcomes() const { return m_outcomes; }
    [[nodiscard]] int rowOf(checks::Id id) const; // -1: none
    // "2": objects to be mended, accepted, unclear, or that were looked at.
    [[nodiscard]] static std::size_t countOf(const checks::Outcome& outcome);
    [[nodiscard]] static Group groupOf(const checks::Outcome& outcome); // of one that applies

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    [[nodiscard]] std::vector<Row> makeRows() const;
    void refresh();
    Words m_spoken;
    std::function<QString(const checks::Outcome&)> m_searched;
    std::vector<checks::Outcome> m_outcomes;
    std::vector<Row> m_rows;
    QString m_filter;
};

} // namespace dg::items

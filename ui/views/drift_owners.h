// SPDX-License-Identifier: Apache-2.0
// "Who owns which fields": the field managers of one object, from its managedFields.
#pragma once

#include "drift/finding.h"
#include "flux/ownership.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <vector>

namespace dg::views {

class DriftOwnersModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Manager, Operation, Fields, LastWrite, Verdict, ColumnCount };
    enum Role { DriftRole = Qt::UserRole };
    using QAbstractTableModel::QAbstractTableModel;
    // `undone`: Flux puts back what others change here.
    void setOwnership(const flux::Ownership* ownership, const std::vector<drift::Finding>& findings, bool undone, WallTime now);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line {
        QString manager, operation, fields, time, verdict, tip;
        bool drift = false;
        friend bool operator==(const Line&, const Line&) = default;
    };
    std::vector<Line> m_lines;
};

class DriftOwners final : public QWidget {
    Q_OBJECT
public:
    explicit DriftOwners(QWidget* parent = nullptr);
    [[nodiscard]] DriftOwnersModel& model() { return m_model; }
    void fit(); // as high as its rows, at most six; beside the differences as high as there is room
    void setBeside(bool beside);

private:
    void sizeColumns();
    DriftOwnersModel m_model;
    QTableView* m_table = nullptr;
    bool m_beside = false;
};

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
// The rows of "Who owns this?": a cluster's name above its objects; each with owner, source and path.
#pragma once

#include "items/cluster_model.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QStyledItemDelegate>

#include <optional>
#include <vector>

namespace dg::window {

struct OwnersRow {
    QPointer<items::ClusterModel> cluster;
    std::optional<tree::Ownership> ownership; // none: a heading
    QString heading;
};

class OwnersRows final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void set(std::vector<OwnersRow> rows);
    [[nodiscard]] const OwnersRow& at(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    // The next row that is no heading; -1: there is none.
    [[nodiscard]] int next(int from, int by) const;
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant data(const QModelIndex& index, int role) const override; // DisplayRole: the row as a sentence

private:
    std::vector<OwnersRow> m_rows;
};

class OwnersDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

// The columns' words, above the list.
class OwnersHeader final : public QWidget {
public:
    explicit OwnersHeader(QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace dg::window

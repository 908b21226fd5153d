// SPDX-License-Identifier: Apache-2.0
// The actions of the activity dock as rows, and how they are painted.
#pragma once

#include "session/session.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

#include <vector>

namespace dg::views {

class ActivityRows final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void set(const std::vector<session::Action>& actions, bool failedOnly);
    [[nodiscard]] const session::Action& at(int row) const { return m_actions.at(static_cast<std::size_t>(row)); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<session::Action> m_actions;
};

// Ended otherwise than ready.
[[nodiscard]] bool hasFailed(const session::Action& action);

class ActivityDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace dg::views

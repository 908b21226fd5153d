// SPDX-License-Identifier: Apache-2.0
// The list of checks: mark, check, about, objects (design §6), group rows of 28, painted from items::ChecksListModel.
#pragma once

#include "items/checks_list_model.h"
#include "theme/theme.h"

#include <QListView>

namespace dg::views {

// A verdict as the list and the detail show it.
struct CheckMark {
    QString icon;
    theme::Color ink = theme::Color::Neutral;
    theme::Color tint = theme::Color::NeutralTint;
};
[[nodiscard]] CheckMark checkMarkOf(items::ChecksListModel::Group group);
[[nodiscard]] QString checkGroupName(items::ChecksListModel::Group group);

class ChecksList final : public QListView {
    Q_OBJECT
public:
    static constexpr int MarkWidth = 34, AboutWidth = 118, ObjectsWidth = 84;
    explicit ChecksList(items::ChecksListModel& model, QWidget* parent = nullptr);
    [[nodiscard]] QString sentenceOf(const items::ChecksListModel::Row& row) const; // for screen readers

Q_SIGNALS:
    void rowChosen(int row);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    bool viewportEvent(QEvent* event) override;

private:
    items::ChecksListModel& m_model;
};

// The column words above it.
[[nodiscard]] QWidget* makeChecksHeader(const QListView& list, QWidget* parent);

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
// The left part's list: group rows of 28, two-line items of 52 (design §6), painted from items::DriftListModel.
#pragma once

#include "base/clock.h"
#include "items/drift_list_model.h"
#include "widgets/paint.h"

#include <QListView>
#include <QStyledItemDelegate>

#include <functional>

namespace dg::views {

[[nodiscard]] widgets::DriftMark driftMarkOf(const std::vector<drift::Finding>& findings);
[[nodiscard]] QString driftMarkWord(widgets::DriftMark mark);

// The two lines of a row, and what stands at their right ends.
struct DriftRowText {
    QString name, hint; // "podinfo", "deploy in apps"
    QString second, right; // "3 fields by kubectl-edit", "11 min ago"
    QString icon;
    widgets::DriftMark mark = widgets::DriftMark::None;
};

class DriftList final : public QListView {
    Q_OBJECT
public:
    explicit DriftList(items::DriftListModel& model, QWidget* parent = nullptr);
    // What a group says of its owner: "corrected in 18 min".
    void setOutlook(std::function<QString(const flux::Reference&)> outlook) { m_outlook = std::move(outlook); }
    void setNow(WallTime now) { m_now = now; }
    [[nodiscard]] DriftRowText textOf(const items::DriftListModel::Row& row) const;
    [[nodiscard]] QString sentenceOf(const items::DriftListModel::Row& row) const; // for screen readers

Q_SIGNALS:
    void rowChosen(int row);
    void rowActivated(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    bool viewportEvent(QEvent* event) override;

private:
    void toggle(int row);
    items::DriftListModel& m_model;
    std::function<QString(const flux::Reference&)> m_outlook;
    WallTime m_now{};
};

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
// The clusters at the left: mark, name, number, one line of facts. Shrinks to mark and number.
#pragma once

#include <QAbstractButton>
#include <QListView>
#include <QStyledItemDelegate>
#include <QWidget>

namespace dg::items {
class ClusterListModel;
class ClusterModel;
} // namespace dg::items

namespace dg::window {

class RailTides;

class RailDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setNarrow(bool narrow) { m_narrow = narrow; }
    void setTides(const RailTides* tides) { m_tides = tides; }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) override;

private:
    bool m_narrow = false;
    const RailTides* m_tides = nullptr;
};

class Rail final : public QWidget {
    Q_OBJECT
public:
    Rail(items::ClusterListModel& clusters, QWidget* parent);
    void setTides(const RailTides& tides); // outlives this
    void setWidth(int width); // 48 and less: narrow
    void setCurrent(int row);
    void setAllShown(bool shown); // "All clusters" is marked instead of a cluster
    [[nodiscard]] int current() const;
    void focusRows();

Q_SIGNALS:
    void chosen(int row);
    void allChosen();
    void addRequested();
    void closeRequested(int row);
    void moveRequested(int from, int to);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showMenu(const QPoint& at);
    items::ClusterListModel& m_clusters;
    QListView* m_list = nullptr;
    RailDelegate* m_delegate = nullptr;
    QWidget* m_title = nullptr;
    QAbstractButton* m_all = nullptr;
};

// "2 failed, 1 missing", "In sync", "Agent offline".
[[nodiscard]] QString clusterLine(const items::ClusterModel& cluster);
// The worst two terms of it.
[[nodiscard]] QString shortLine(const items::ClusterModel& cluster);

} // namespace dg::window

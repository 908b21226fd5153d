// SPDX-License-Identifier: Apache-2.0
// The state lanes: one row an object, its stretches of state along one time axis. Up and Down walk the lanes, Left and Right the
// stretches of one; a drag or Ctrl+wheel asks for another range.
#pragma once

#include "history/queries.h"
#include "timeline_axis.h"

#include <QListView>

#include <optional>
#include <utility>

class QRubberBand;

namespace dg::items {
class TimelineLanesModel;
}

namespace dg::views {

class TimelineLanes final : public QListView {
    Q_OBJECT
public:
    TimelineLanes(items::TimelineLanesModel& lanes, QWidget* parent = nullptr);
    void setRange(history::Range range, bool live);
    [[nodiscard]] TimeScale scale() const; // in the viewport's pixels
    [[nodiscard]] const history::Segment* currentSegment() const; // null: none chosen
    [[nodiscard]] int segmentAt(int row, WallTime time) const; // -1: none
    [[nodiscard]] int rowHeight() const;
    void setCurrentSegment(int index); // of the current lane
    [[nodiscard]] bool isLive() const { return m_live; }
    [[nodiscard]] std::pair<int, int> shownRows() const; // first and last; last before first: none
    [[nodiscard]] int chosenSegment() const { return m_segment; }

Q_SIGNALS:
    void brushed(const dg::history::Range& range); // a drag, or B
    void zoomed(double factor, const std::optional<dg::WallTime>& around);
    void moved(double part);
    void timePicked(dg::WallTime time); // double click, or R
    void segmentChanged();
    void rowsShown(int first, int last); // other ones than before, or larger

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void stepSegment(int step);
    [[nodiscard]] const std::vector<history::Segment>& segments() const; // of the current lane
    void announce();
    items::TimelineLanesModel& m_lanes;
    history::Range m_range{WallTime{}, WallTime{} + Millis{1}};
    bool m_live = true;
    int m_segment = -1;
    std::optional<double> m_from; // where a drag began
    double m_to = 0;
    bool m_dragged = false;
};

// The words below them; as wide as the lanes.
class TimelineAxis final : public QWidget {
    Q_OBJECT
public:
    explicit TimelineAxis(const TimelineLanes& lanes, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const TimelineLanes& m_lanes;
};

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
// One object's last 24 hours on one axis, for the inspector: its state as a tide, revisions as ticks above, drift below, and what a
// person asked for.
#pragma once

#include "items/timeline_picture.h"
#include "timeline_axis.h"
#include "widgets/strips.h"

#include <QWidget>

#include <vector>

class QPainter;

namespace dg::views {

class TimelineStrip final : public QWidget {
    Q_OBJECT
public:
    explicit TimelineStrip(QWidget* parent = nullptr);
    void setDay(const items::TimelineDay& day); // without a lane: nothing is known, and it hides
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void timelineRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Mark {
        enum Kind : unsigned char { Revision, Action, Warning, Drift } kind;
        WallTime from{}, to{};
        QString words;
    };
    [[nodiscard]] QString sum() const;
    [[nodiscard]] TimeScale scale() const;
    void drawMarks(QPainter& painter, double tideTop, double tideBottom) const;
    items::TimelineDay m_day;
    widgets::TideData m_tide{};
    std::vector<Mark> m_marks;
};

} // namespace dg::views

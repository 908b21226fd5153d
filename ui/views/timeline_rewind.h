// SPDX-License-Identifier: Apache-2.0
// The tree as it was at a time: read only, by namespace, marked with that time and with what nobody watched.
#pragma once

#include "items/timeline_picture.h"
#include "views/surface.h"

#include <QTimer>

class QLabel;
class QSlider;

namespace dg::items {
class TimelineDesk;
}

namespace dg::views {

class PlainTable;

class TimelineRewind final : public Surface {
    Q_OBJECT
public:
    explicit TimelineRewind(items::TimelineDesk& desk, QWidget* parent = nullptr);
    void open(WallTime at); // within the range that is shown; outside of it the range is made longer
    [[nodiscard]] WallTime at() const { return m_at; }
    void focusTable();

Q_SIGNALS:
    void backRequested(); // to now
    void objectActivated(const dg::history::ObjectRow& object);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void ask();
    void show(const Result<items::TimelineMoment>& answer);
    void moveTo(WallTime at);
    items::TimelineDesk& m_desk;
    history::Range m_range{WallTime{}, WallTime{} + Millis{1}};
    WallTime m_at{};
    items::TimelineMoment m_moment;
    QLabel *m_title, *m_hint;
    QSlider* m_slider;
    PlainTable* m_table;
    QTimer m_later; // a slider that is dragged asks when it stands
};

} // namespace dg::views

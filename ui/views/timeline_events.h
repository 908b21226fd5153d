// SPDX-License-Identifier: Apache-2.0
// What happened, newest first: states, passes, drift, actions. Enter opens the object.
#pragma once

#include "base/clock.h"
#include "history/queries.h"

#include <QTableView>

namespace dg::items {
class TimelineEntriesModel;
}

namespace dg::views {

class TimelineEvents final : public QTableView {
    Q_OBJECT
public:
    explicit TimelineEvents(items::TimelineEntriesModel& entries, QWidget* parent = nullptr);
    ~TimelineEvents() override;
    void setNow(WallTime now) { m_now = now; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QString cell(const history::Entry& entry, int column) const;
    void layOut();
    items::TimelineEntriesModel& m_entries;
    WallTime m_now{};
};

} // namespace dg::views

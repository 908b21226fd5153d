// SPDX-License-Identifier: Apache-2.0
// The kept times at the Timeline's bar: a button whose menu lists them, keeps what is shown and forgets.
#pragma once

#include "views/saved_range.h"
#include "widgets/buttons.h"

#include <functional>
#include <vector>

class QMenu;

namespace dg::views {

class TimelineRanges final : public QObject {
    Q_OBJECT
public:
    // `shown` is asked when the menu opens.
    TimelineRanges(widgets::ToolButton* button, std::function<SavedRange()> shown);
    void setRanges(std::vector<SavedRange> ranges) { m_ranges = std::move(ranges); }
    void open();

Q_SIGNALS:
    void chosen(const dg::views::SavedRange& range);
    void changed(const std::vector<dg::views::SavedRange>& ranges); // by the user

private:
    void fill();
    widgets::ToolButton* m_button;
    QMenu* m_menu;
    QMenu* m_forget;
    std::function<SavedRange()> m_shown;
    std::vector<SavedRange> m_ranges; // the newest first
};

} // namespace dg::views

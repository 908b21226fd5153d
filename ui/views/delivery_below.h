// SPDX-License-Identifier: Apache-2.0
// The lower part of the Delivery view: lead times as a chart, the same numbers as a table, or which project feeds what.
#pragma once

#include "delivery/runs.h"
#include "views/surface.h"

#include <vector>

class QLabel;
class QStackedWidget;

namespace dg::items {
class DeliveryModel;
}
namespace dg::widgets {
class ToolButton;
}

namespace dg::views {

class DeliveryChart;
class DeliveryLegend;
class PlainTable;

class DeliveryBelow final : public Surface {
    Q_OBJECT
public:
    explicit DeliveryBelow(QWidget* parent = nullptr);
    void setContent(const std::vector<delivery::Run>& runs, WallTime now, const items::DeliveryModel& model);
    void setMost(std::size_t bars);
    void setCurrent(int page); // chart, table, projects
    [[nodiscard]] int current() const;

Q_SIGNALS:
    void changed(); // by the user: content is wanted

private:
    QStackedWidget* m_pages;
    QLabel *m_title, *m_hint, *m_empty;
    DeliveryLegend* m_legend;
    widgets::ToolButton *m_tableButton, *m_projectsButton;
    DeliveryChart* m_chart;
    PlainTable *m_runs, *m_projects;
    std::size_t m_most = 24;
    std::vector<delivery::Run> m_shown;
    delivery::LeadTimes m_times;
};

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
// Fixed facts of the cluster that is shown: phase, server, warning; running actions, streams, age of the data, lag.
#pragma once

#include "base/clock.h"
#include "views/surface.h"

#include <utility>
#include <vector>

namespace dg::items {
class ClusterModel;
}
namespace dg::widgets {
class PlainLabel;
}

namespace dg::window {

class StatusBar final : public views::Surface {
    Q_OBJECT
public:
    StatusBar(const Clock& clock, QWidget* parent);
    void show(const items::ClusterModel* cluster, int running);
    void setAll(bool all) { m_all = all; } // no cluster alone: those that are open stand on the page; before show()
    using QWidget::show;
    [[nodiscard]] QString asText() const;

private:
    const Clock& m_clock;
    void placeSeparators();
    bool m_all = false;
    QWidget* m_mark = nullptr;
    QWidget* m_runningMark = nullptr;
    std::vector<std::pair<QWidget*, QWidget*>> m_separators; // line, the fact behind it
    widgets::PlainLabel* m_phase = nullptr;
    widgets::PlainLabel* m_server = nullptr;
    widgets::PlainLabel* m_warning = nullptr;
    widgets::PlainLabel* m_running = nullptr;
    widgets::PlainLabel* m_streams = nullptr;
    widgets::PlainLabel* m_age = nullptr;
    widgets::PlainLabel* m_lag = nullptr;
};

} // namespace dg::window

// SPDX-License-Identifier: Apache-2.0
// The last 24 hours of drift in one strip: an episode from its begin to its end, what is open up to now.
#pragma once

#include "base/clock.h"
#include "drift/finding.h"

#include <QWidget>

#include <vector>

namespace dg::views {

class DriftTimeline final : public QWidget {
    Q_OBJECT
public:
    explicit DriftTimeline(QWidget* parent = nullptr);
    void setData(const std::vector<drift::Finding>& open, const std::vector<drift::Finding>& episodes, WallTime now);
    [[nodiscard]] int episodeCount() const { return static_cast<int>(m_closed.size()); } // that reach into the last 24 h

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Bar {
        WallTime from{}, to{};
        QString words;
    };
    [[nodiscard]] QRectF track() const;
    [[nodiscard]] double xOf(WallTime time) const;
    std::vector<Bar> m_open, m_closed;
    WallTime m_now{};
};

} // namespace dg::views

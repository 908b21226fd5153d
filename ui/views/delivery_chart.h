// SPDX-License-Identifier: Apache-2.0
// Lead times of the runs as stacked bars, the 50th and 95th percentile as dashed lines with their words at the left. The same
// numbers are in the table (delivery_table.h), which is what a screen reader gets.
#pragma once

#include "delivery/runs.h"
#include "delivery_axis.h"

#include <QChartView>

#include <vector>

namespace dg::views {

class DeliveryChart final : public QChartView {
    Q_OBJECT
public:
    explicit DeliveryChart(QWidget* parent = nullptr);
    // The newest `most` of them are drawn.
    void setTimes(const delivery::LeadTimes& times, std::size_t most);

    // What stands above it at the right: a square and a word for each phase there is, and the dashed box.
    struct LegendEntry {
        QString word;
        QColor fill; // invalid: the dashed outline of what is not there yet
    };
    [[nodiscard]] std::vector<LegendEntry> legend() const;

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild();
    delivery::LeadTimes m_times;
    std::size_t m_most = 24;
    double m_unit = 1; // milliseconds of one on the axis
};

} // namespace dg::views

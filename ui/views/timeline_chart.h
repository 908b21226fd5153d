// SPDX-License-Identifier: Apache-2.0
// One chart of a timeline as Qt Charts draws it: lines, stacked areas, bars and dots over time, said by values; its words are
// painted here. A drag asks for another range, a dot opens what it stands for.
#pragma once

#include "history/queries.h"
#include "theme/theme.h"
#include "timeline_axis.h"

#include <QChartView>
#include <QValueAxis>

#include <optional>
#include <vector>

namespace dg::views {

// Values are in units of the axis; times in milliseconds since 1970.
struct ChartContent {
    struct Line {
        std::vector<std::vector<QPointF>> pieces; // a gap between two
        theme::Color ink = theme::Color::Accent;
        double width = 2;
        bool dashed = false;
        QString word; // at its end
    };
    struct Area { // from the one below up to its top
        std::vector<QPointF> top, bottom;
        theme::Color ink = theme::Color::Accent;
        Qt::BrushStyle fill = Qt::SolidPattern;
        double opacity = 1;
        QString word; // of the legend; the same for several: one entry
    };
    struct Dot {
        QPointF at;
        QString words;
        history::ObjectRow object;
        std::string revision;
        bool bad = false; // a cross rather than a ring
    };
    std::vector<Line> lines;
    std::vector<Area> areas; // lowest first
    std::vector<Dot> dots;
    double top = 1, step = 1; // of the axis
    [[nodiscard]] bool empty() const { return lines.empty() && areas.empty() && dots.empty(); }
};

class TimelineChart final : public QChartView {
    Q_OBJECT
public:
    explicit TimelineChart(QWidget* parent = nullptr);
    void setContent(ChartContent content, history::Range range, bool live);
    [[nodiscard]] const ChartContent& content() const { return m_content; }
    [[nodiscard]] TimeScale scale() const;

Q_SIGNALS:
    void brushed(const dg::history::Range& range);
    void zoomed(double factor, const std::optional<dg::WallTime>& around);
    void dotActivated(int dot);

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void rebuild();
    void addAreas(QValueAxis* across, QValueAxis* up);
    void addLines(QValueAxis* across, QValueAxis* up);
    void drawWords(QPainter* painter, const QRectF& plot) const;
    void drawDots(QPainter* painter) const;
    [[nodiscard]] QPointF place(const QPointF& value) const;
    [[nodiscard]] int dotAt(const QPointF& point) const; // -1: none
    ChartContent m_content;
    history::Range m_range{WallTime{}, WallTime{} + Millis{1}};
    bool m_live = true;
    std::optional<double> m_from;
    double m_to = 0;
    bool m_dragged = false;
};

} // namespace dg::views

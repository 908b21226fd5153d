// SPDX-License-Identifier: Apache-2.0
#include "timeline_chart.h"

#include "theme/draw.h"
#include "widgets/labels.h"

#include <QAreaSeries>
#include <QChart>
#include <QHelpEvent>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace dg::views {

using theme::Color;
using theme::FontRole;

namespace {

constexpr int LeftRoom = 40, RightRoom = 40, TopRoom = 8, BottomRoom = 22, WordApart = 12, DotRadius = 4, DotReach = 8, LeastDrag = 4;
constexpr double ZoomStep = 1.25;

QLineSeries* lineOf(const std::vector<QPointF>& points, QObject* parent = nullptr)
{
    auto* series = new QLineSeries(parent);
    for (const auto& point : points)
        series->append(point);
    return series;
}

} // namespace

TimelineChart::TimelineChart(QWidget* parent)
    : QChartView(parent)
{
    setObjectName(QStringLiteral("timelineChart"));
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setMargins(QMargins(LeftRoom, TopRoom, RightRoom, BottomRoom)); // room for words
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    connect(&theme::of(this), &theme::Theme::changed, this, &TimelineChart::rebuild);
    rebuild();
}

void TimelineChart::setContent(ChartContent content, history::Range range, bool live)
{
    m_content = std::move(content);
    m_range = range;
    m_live = live;
    rebuild();
}

TimeScale TimelineChart::scale() const
{
    const auto plot = chart()->plotArea();
    return {m_range, plot.left(), std::max(plot.left() + 1, plot.right())};
}

void TimelineChart::addAreas(QValueAxis* across, QValueAxis* up)
{
    const theme::Theme& theme = theme::of(this);
    for (const auto& area : m_content.areas) {
        auto* series = new QAreaSeries;
        series->setUpperSeries(lineOf(area.top, series));
        series->setLowerSeries(lineOf(area.bottom, series));
        auto color = theme.color(area.ink);
        color.setAlphaF(static_cast<float>(area.opacity));
        series->setBrush(QBrush(color, area.fill));
        series->setPen(QPen(theme.color(Color::Base), 1));
        if (area.fill != Qt::SolidPattern)
            series->setPen(QPen(theme.color(area.ink), 1));
        chart()->addSeries(series);
        series->attachAxis(across);
        series->attachAxis(up);
    }
}

void TimelineChart::addLines(QValueAxis* across, QValueAxis* up)
{
    const theme::Theme& theme = theme::of(this);
    for (const auto& line : m_content.lines) {
        for (const auto& piece : line.pieces) {
            auto* series = lineOf(piece);
            QPen pen(theme.color(line.ink), line.width);
            if (line.dashed)
                pen.setDashPattern({5 / line.width, 3 / line.width});
            series->setPen(pen);
            if (piece.size() == 1) { // a line of one point is a short stroke
                series->append(piece.front() + QPointF(static_cast<double>(m_range.length().count()) / 200, 0));
            }
            chart()->addSeries(series);
            series->attachAxis(across);
            series->attachAxis(up);
        }
    }
}

void TimelineChart::rebuild()
{
    const theme::Theme& theme = theme::of(this);
    setBackgroundBrush(theme.color(Color::Base));
    chart()->setBackgroundBrush(theme.color(Color::Base));
    chart()->setBackgroundPen(Qt::NoPen);
    chart()->removeAllSeries();
    for (auto* axis : chart()->axes()) {
        chart()->removeAxis(axis);
        axis->deleteLater();
    }
    auto* across = new QValueAxis;
    across->setRange(
        static_cast<double>(m_range.from.time_since_epoch().count()), static_cast<double>(m_range.to.time_since_epoch().count()));
    across->setLabelsVisible(false);
    across->setGridLineVisible(false);
    across->setLineVisible(false);
    auto* up = new QValueAxis;
    up->setRange(0, m_content.top);
    up->setTickType(QValueAxis::TicksDynamic);
    up->setTickAnchor(0);
    up->setTickInterval(m_content.step);
    up->setLabelsVisible(false);
    up->setLineVisible(false);
    up->setGridLinePen(QPen(theme.color(Color::Line), 1));
    chart()->addAxis(across, Qt::AlignBottom);
    chart()->addAxis(up, Qt::AlignLeft);
    addAreas(across, up);
    addLines(across, up);
    if (m_content.lines.empty() && m_content.areas.empty()) { // something has to stand on the axes, so that they are drawn
        auto* none = new QLineSeries;
        chart()->addSeries(none);
        none->attachAxis(across);
        none->attachAxis(up);
    }
    viewport()->update();
}

void TimelineChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    viewport()->update();
}

QPointF TimelineChart::place(const QPointF& value) const
{
    const auto plot = chart()->plotArea();
    const double x = static_cast<double>(m_range.from.time_since_epoch().count());
    const double wide = static_cast<double>(m_range.length().count());
    const double high = std::min(value.y(), m_content.top) / m_content.top;
    return {plot.left() + (value.x() - x) / wide * plot.width(), plot.bottom() - high * plot.height()};
}

int TimelineChart::dotAt(const QPointF& point) const
{
    int best = -1;
    double nearest = DotReach;
    for (std::size_t i = 0; i < m_content.dots.size(); ++i) {
        const auto away = place(m_content.dots[i].at) - point;
        const double far = std::hypot(away.x(), away.y());
        if (far <= nearest) {
            nearest = far;
            best = static_cast<int>(i);
        }
    }
    return best;
}

void TimelineChart::drawDots(QPainter* painter) const
{
    const theme::Theme& theme = theme::of(this);
    painter->setRenderHint(QPainter::Antialiasing);
    for (const auto& dot : m_content.dots) {
        const auto at = place(dot.at);
        painter->setBrush(theme.color(Color::Base));
        if (dot.bad) {
            painter->setPen(QPen(theme.color(Color::Failed), 1.75));
            painter->drawLine(at + QPointF(-DotRadius, -DotRadius), at + QPointF(DotRadius, DotRadius));
            painter->drawLine(at + QPointF(-DotRadius, DotRadius), at + QPointF(DotRadius, -DotRadius));
        } else {
            painter->setPen(QPen(theme.color(Color::Text2), 1.25));
            painter->drawEllipse(at, DotRadius - 0.5, DotRadius - 0.5);
        }
    }
}

void TimelineChart::drawWords(QPainter* painter, const QRectF& plot) const
{
    const theme::Theme& theme = theme::of(this);
    painter->setFont(theme.font(FontRole::Tiny));
    painter->setPen(theme.color(Color::Text3));
    for (double tick = 0; tick <= m_content.top + m_content.step / 2; tick += m_content.step) {
        const double y = place({0, tick}).y();
        painter->drawText(QRectF(0, y - 8, plot.left() - 8, 16), Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(tick, 'g', 6));
    }
    drawAxisWords(painter, theme, axisMarks(scale(), m_live), plot.bottom() + 4, plot.left() - 16, width());
    // At the ends of the lines, apart from one another.
    std::vector<std::pair<double, const ChartContent::Line*>> ends;
    for (const auto& line : m_content.lines) {
        if (!line.pieces.empty() && !line.word.isEmpty())
            ends.emplace_back(place(line.pieces.back().back()).y(), &line);
    }
    std::ranges::sort(ends, {}, [](const auto& end) { return end.first; });
    for (std::size_t i = 1; i < ends.size(); ++i)
        ends[i].first = std::max(ends[i].first, ends[i - 1].first + WordApart);
    painter->setFont(theme.font(FontRole::SmallBold));
    for (const auto& [y, line] : ends) {
        painter->setPen(theme.color(line->ink));
        painter->drawText(QRectF(plot.right() + 4, y - 8, RightRoom, 16), Qt::AlignLeft | Qt::AlignVCenter, line->word);
    }
}

// Qt Charts would give every series a legend box and the axes their own fonts.
void TimelineChart::drawForeground(QPainter* painter, const QRectF&)
{
    const auto plot = chart()->plotArea();
    if (plot.width() < 10)
        return;
    drawWords(painter, plot);
    drawDots(painter);
    if (m_from && m_dragged) {
        const theme::Theme& theme = theme::of(this);
        auto fill = theme.color(Color::Accent);
        fill.setAlphaF(0.14F);
        const QRectF area(std::min(*m_from, m_to), plot.top(), std::abs(m_to - *m_from), plot.height());
        painter->fillRect(area, fill);
        theme::drawBox(painter, area, {}, theme.color(Color::Accent), 1, 0);
    }
}

void TimelineChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_from = m_to = std::clamp(event->position().x(), scale().left, scale().right);
    m_dragged = false;
}

void TimelineChart::mouseMoveEvent(QMouseEvent* event)
{
    setCursor(dotAt(event->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (!m_from)
        return;
    m_to = std::clamp(event->position().x(), scale().left, scale().right);
    m_dragged = m_dragged || std::abs(m_to - *m_from) >= LeastDrag;
    viewport()->update();
}

void TimelineChart::mouseReleaseEvent(QMouseEvent* event)
{
    const bool dragged = m_from && m_dragged;
    const auto from = m_from;
    m_from.reset();
    m_dragged = false;
    viewport()->update();
    if (dragged)
        Q_EMIT brushed({scale().timeAt(std::min(*from, m_to)), scale().timeAt(std::max(*from, m_to))});
    else if (const int dot = dotAt(event->position()); dot >= 0)
        Q_EMIT dotActivated(dot);
}

void TimelineChart::wheelEvent(QWheelEvent* event)
{
    if (!(event->modifiers() & Qt::ControlModifier))
        return event->ignore();
    Q_EMIT zoomed(std::pow(ZoomStep, -event->angleDelta().y() / 120.0), scale().timeAt(event->position().x()));
    event->accept();
}

bool TimelineChart::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int dot = dotAt(help->pos());
        QToolTip::showText(
            help->globalPos(), dot < 0 ? QString() : widgets::plainToolTip(m_content.dots[static_cast<std::size_t>(dot)].words), this);
        return true;
    }
    return QChartView::viewportEvent(event);
}

} // namespace dg::views

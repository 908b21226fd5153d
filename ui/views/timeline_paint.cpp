// SPDX-License-Identifier: Apache-2.0
#include "timeline_paint.h"

#include "theme/draw.h"
#include "theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dg::views {

using theme::Color;

namespace {

constexpr double HatchHeight = 11, Narrowest = 2;

struct Bar {
    double height = 0;
    Color ink = Color::Ready;
    bool hollow = false;
    double opacity = 1;
};

Bar barOf(LegendMark mark)
{
    switch (mark) {
    case LegendMark::Ready:
        return {3, Color::Ready, false, 0.55};
    case LegendMark::Reconciling:
        return {5, Color::Accent};
    case LegendMark::Drifted:
        return {7, Color::DriftMark};
    case LegendMark::Waiting:
        return {10, Color::Waiting};
    case LegendMark::Failed:
        return {14, Color::Failed};
    case LegendMark::Neutral:
        return {8, Color::Neutral, true};
    case LegendMark::Suspended:
    case LegendMark::NoData:
        break;
    }
    return {};
}

LegendMark markOf(const history::Segment& segment)
{
    using flux::State;
    switch (*segment.state) {
    case State::Failed:
    case State::Stalled:
    case State::Missing:
        return LegendMark::Failed;
    case State::Waiting:
        return LegendMark::Waiting;
    case State::Reconciling:
        return segment.drifted ? LegendMark::Drifted : LegendMark::Reconciling;
    case State::Ready:
        return segment.drifted ? LegendMark::Drifted : LegendMark::Ready;
    case State::Stale:
    case State::Unknown:
    case State::Forbidden:
    case State::Terminating:
    case State::Orphaned:
        break;
    }
    return LegendMark::Neutral;
}

// Seldom a stretch is a pixel wide: the worse ones are painted last and at least two wide.
int weight(const history::Segment& segment)
{
    return segment.known && segment.state ? static_cast<int>(barOf(markOf(segment)).height) : -1;
}

void drawBar(QPainter* painter, const theme::Theme& theme, const QRectF& box, const Bar& bar)
{
    auto color = theme.color(bar.ink);
    color.setAlphaF(static_cast<float>(bar.opacity));
    const QRectF area(box.left(), box.bottom() - bar.height, box.width(), bar.height);
    if (bar.hollow)
        theme::drawBox(painter, area, theme.color(Color::NeutralTint), color, 1, 0);
    else
        painter->fillRect(area, color);
}

void drawHatch(QPainter* painter, const theme::Theme& theme, const QRectF& box)
{
    const QRectF area(box.left(), box.bottom() - HatchHeight, box.width(), HatchHeight);
    painter->fillRect(area, QBrush(theme.color(Color::Control), Qt::BDiagPattern));
    theme::drawBox(painter, area, {}, theme.color(Color::LineStrong), 1, 0);
}

void drawDashes(QPainter* painter, const theme::Theme& theme, const QRectF& box, double up, double on, double off)
{
    QPen pen(theme.color(Color::Control), 1);
    pen.setDashPattern({on, off});
    pen.setCapStyle(Qt::FlatCap);
    painter->setPen(pen);
    painter->drawLine(QPointF(box.left(), box.bottom() - up), QPointF(box.right(), box.bottom() - up));
}

void drawSegment(QPainter* painter, const theme::Theme& theme, const QRectF& box, const history::Segment& segment)
{
    if (!segment.known)
        return drawDashes(painter, theme, box, 1.5, 3, 3);
    if (!segment.state)
        return; // it was not there
    if (segment.suspended)
        drawHatch(painter, theme, box);
    const auto mark = markOf(segment);
    const auto bar = barOf(mark);
    drawBar(painter, theme, box, bar);
    if (segment.suspended && bar.height > 5) // the hatch goes on over it
        painter->fillRect(
            QRectF(box.left(), box.bottom() - bar.height, box.width(), bar.height), QBrush(theme.color(Color::Base), Qt::BDiagPattern));
    if (segment.drifted && mark != LegendMark::Drifted) // below the trouble, by its own place
        painter->fillRect(QRectF(box.left(), box.bottom() + 1, box.width(), 2), theme.color(Color::DriftMark));
    if (segment.origin == history::Origin::ReadLater)
        drawDashes(painter, theme, box, -2.5, 1, 2);
}

} // namespace

void drawSegments(
    QPainter* painter, const theme::Theme& theme, const QRectF& box, const std::vector<history::Segment>& segments, const TimeScale& scale)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    std::vector<const history::Segment*> order;
    for (const auto& segment : segments) {
        if (segment.to > scale.range.from && segment.from < scale.range.to)
            order.push_back(&segment);
    }
    std::ranges::stable_sort(order, {}, [](const auto* segment) { return weight(*segment); });
    for (const auto* segment : order) {
        const double left = std::round(scale.xIn(segment->from)), right = std::round(scale.xIn(segment->to));
        const double width = std::max(Narrowest, right - left);
        drawSegment(painter, theme, QRectF(std::min(left, scale.right - width), box.top(), width, box.height()), *segment);
    }
    painter->restore();
}

void drawLegendMark(QPainter* painter, const theme::Theme& theme, const QRectF& box, LegendMark mark)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    if (mark == LegendMark::Suspended)
        drawHatch(painter, theme, box);
    else if (mark == LegendMark::NoData)
        drawDashes(painter, theme, box, 1.5, 3, 3);
    else
        drawBar(painter, theme, box, barOf(mark));
    painter->restore();
}

} // namespace dg::views

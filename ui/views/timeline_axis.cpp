// SPDX-License-Identifier: Apache-2.0
#include "timeline_axis.h"

#include "items/timeline_range.h"
#include "text/timeline_words.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace dg::views {

namespace {
constexpr double RoomOfMark = 92; // px, that words never touch
constexpr int MostMarks = 8;
} // namespace

double TimeScale::xOf(WallTime time) const
{
    return left + (right - left) * static_cast<double>((time - range.from).count()) / static_cast<double>(range.length().count());
}

double TimeScale::xIn(WallTime time) const
{
    return xOf(std::clamp(time, range.from, range.to));
}

WallTime TimeScale::timeAt(double x) const
{
    const double part = right > left ? std::clamp((x - left) / (right - left), 0.0, 1.0) : 0;
    return range.from + Millis{static_cast<std::int64_t>(part * static_cast<double>(range.length().count()))};
}

std::vector<AxisMark> axisMarks(const TimeScale& scale, bool live)
{
    std::vector<AxisMark> out;
    const int most = std::clamp(static_cast<int>((scale.right - scale.left) / RoomOfMark), 1, MostMarks);
    const auto ticks = items::axisTicks(scale.range, most, text::localOffset(scale.range.from));
    const auto step = ticks.size() > 1 ? ticks[1] - ticks[0] : Millis{60'000};
    for (const auto tick : ticks) {
        const double x = scale.xOf(tick);
        if (!live || scale.right - x > RoomOfMark / 2)
            out.push_back({x, text::axisTime(tick, step)});
    }
    if (live)
        out.push_back({scale.right, QCoreApplication::translate("Timeline", "now")});
    return out;
}

void drawAxisWords(
    QPainter* painter, const theme::Theme& theme, const std::vector<AxisMark>& marks, double top, double leftEdge, double rightEdge)
{
    painter->setFont(theme.font(theme::FontRole::Tiny));
    painter->setPen(theme.color(theme::Color::Text3));
    const QFontMetricsF metrics(painter->font());
    for (const auto& mark : marks) {
        const double width = metrics.horizontalAdvance(mark.word) + 2;
        const double x = std::clamp(mark.x - width / 2, leftEdge, std::max(leftEdge, rightEdge - width));
        painter->drawText(QRectF(x, top, width, metrics.height() + 2), Qt::AlignCenter, mark.word);
    }
}

} // namespace dg::views

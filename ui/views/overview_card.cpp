// SPDX-License-Identifier: Apache-2.0
#include "overview_card.h"

#include "theme/draw.h"
#include "theme/theme.h"
#include "widgets/labels.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <utility>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {
constexpr int Height = 124, LeastWidth = 128, ChartHeight = 30;
constexpr qreal BarGap = 3;

double highest(const std::vector<std::optional<double>>& series)
{
    double out = 1; // nothing but zeros lies on the ground
    for (const auto& value : series)
        out = std::max(out, value.value_or(0));
    return out;
}
} // namespace

OverviewCard::OverviewCard(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme::of(this), &theme::Theme::changed, this, [this] { update(); });
}

void OverviewCard::setContent(OverviewCardContent content)
{
    m_content = std::move(content);
    setAccessibleName(m_content.sentence());
    setToolTip(widgets::plainToolTip(m_content.sentence() + QLatin1Char('\n') + m_content.hint));
    update();
}

QSize OverviewCard::sizeHint() const
{
    return {LeastWidth, Height};
}
QSize OverviewCard::minimumSizeHint() const
{
    return {LeastWidth, Height};
}

void OverviewCard::paintEvent(QPaintEvent*)
{
    const theme::Theme& theme = theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    theme::drawBox(&painter, QRectF(rect()), theme.color(Color::Base), theme.color(Color::Line), 1, metric::Radius);
    const QRect box = rect().adjusted(metric::Panel, metric::Gap, -metric::Panel, -metric::Gap);
    int top = box.top();
    const auto put = [&](FontRole role, Color ink, const QString& words, int left, int height) {
        painter.setFont(theme.font(role));
        painter.setPen(theme.color(ink));
        const QRect where(left, top, box.right() + 1 - left, height);
        const QFontMetrics metrics(painter.font());
        const QString shown = metrics.elidedText(words, Qt::ElideRight, where.width());
        painter.drawText(where, static_cast<int>(Qt::AlignLeading | Qt::AlignBottom) | Qt::TextSingleLine, shown);
        return metrics.horizontalAdvance(shown);
    };
    put(FontRole::SmallBold, Color::Text2, m_content.title, box.left(), 18);
    top += 18;
    const int taken = put(FontRole::DialogTitle, Color::Text1, m_content.value, box.left(), 28);
    if (!m_content.detail.isEmpty()) {
        top -= 3; // on the value's base line
        put(FontRole::Small, Color::Text2, m_content.detail, box.left() + taken + metric::Gap, 28);
        top += 3;
    }
    top += 28;
    put(FontRole::Small, Color::Text2, m_content.trend, box.left(), 20);
    const QRectF chart(box.left(), box.bottom() + 1 - ChartHeight, box.width(), ChartHeight);
    if (m_content.bars)
        paintBars(painter, chart);
    else
        paintLine(painter, chart);
}

// A stretch of time is as wide as any other; one without a value stays empty.
void OverviewCard::paintLine(QPainter& painter, const QRectF& box) const
{
    const theme::Theme& theme = theme::of(this);
    const auto& series = m_content.series;
    if (std::ranges::none_of(series, [](const auto& value) { return value.has_value(); }))
        return;
    theme::drawHairline(&painter, QLineF(box.bottomLeft(), box.bottomRight()), theme.color(Color::Line));
    const double top = highest(series);
    const qreal step = box.width() / static_cast<qreal>(series.size());
    painter.setPen(Qt::NoPen);
    QPainterPath line;
    bool before = false;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!series[i]) {
            before = false;
            continue;
        }
        const qreal left = box.left() + step * static_cast<qreal>(i);
        const qreal height = *series[i] / top * (box.height() - 2);
        painter.fillRect(QRectF(left, box.bottom() - height, step, height), theme.color(Color::AccentTint));
        const QPointF begin(left, box.bottom() - height);
        if (before)
            line.lineTo(begin);
        else
            line.moveTo(begin);
        line.lineTo(left + step, begin.y());
        before = true;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(Color::Accent), 1.5));
    painter.drawPath(line);
}

// What failed is at the bottom, in another ink and narrower, so that it shows without colours too.
void OverviewCard::paintBars(QPainter& painter, const QRectF& box) const
{
    const theme::Theme& theme = theme::of(this);
    const auto& series = m_content.series;
    theme::drawHairline(&painter, QLineF(box.bottomLeft(), box.bottomRight()), theme.color(Color::Line));
    const double top = highest(series);
    const qreal step = box.width() / static_cast<qreal>(std::max<std::size_t>(series.size(), 1));
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!series[i])
            continue;
        const qreal left = box.left() + step * static_cast<qreal>(i) + BarGap / 2, width = step - BarGap;
        const qreal height = *series[i] / top * (box.height() - 2), failed = m_content.failed[i] / top * (box.height() - 2);
        painter.fillRect(QRectF(left, box.bottom() - height, width, height), theme.color(Color::Accent));
        painter.fillRect(QRectF(left + width / 4, box.bottom() - failed, width / 2, failed), theme.color(Color::Base));
        painter.fillRect(QRectF(left + width / 4 + 1, box.bottom() - failed, width / 2 - 2, failed), theme.color(Color::Failed));
    }
}

} // namespace dg::views

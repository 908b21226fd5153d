// SPDX-License-Identifier: Apache-2.0
#include "timeline_legend.h"

#include "theme/theme.h"

#include <QPainter>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {
constexpr int MarkWidth = 12, MarkHeight = 14;
}

TimelineLegend::TimelineLegend(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    connect(&theme::of(this), &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void TimelineLegend::setEntries(std::vector<Entry> entries)
{
    m_entries = std::move(entries);
    updateGeometry();
    update();
}

QStringList TimelineLegend::words() const
{
    QStringList out;
    for (const auto& entry : m_entries)
        out << entry.word;
    return out;
}

int TimelineLegend::widthOf(const Entry& entry) const
{
    const QFontMetrics metrics(theme::of(this).font(FontRole::Small));
    return MarkWidth + metric::IconText + metrics.horizontalAdvance(entry.word) + 2;
}

QSize TimelineLegend::sizeHint() const
{
    int width = 0;
    for (const auto& entry : m_entries)
        width += widthOf(entry) + metric::GroupGap;
    return {width, metric::Row};
}

void TimelineLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& theme = theme::of(this);
    painter.setFont(theme.font(FontRole::Small));
    int x = std::max(0, width() - sizeHint().width() + metric::GroupGap); // at its end
    for (const auto& entry : m_entries) {
        const int wide = widthOf(entry);
        if (x + wide > width())
            return;
        entry.draw(&painter, QRectF(x, (height() - MarkHeight) / 2.0, MarkWidth, MarkHeight));
        painter.setPen(theme.color(Color::Text2));
        painter.drawText(QRect(x + MarkWidth + metric::IconText, 0, wide, height()), Qt::AlignVCenter | Qt::AlignLeft, entry.word);
        x += wide + metric::GroupGap;
    }
}

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
#include "graph_legend.h"

#include "graph_painter.h"
#include "theme/theme.h"

#include <QPainter>

namespace dg::views {

namespace metric = theme::metric;
using theme::Color;

namespace {

constexpr int Sample = 28; // px of line

} // namespace

GraphLegend::GraphLegend(QWidget* parent)
    : QWidget(parent)
    , m_entries{{graph::EdgeKind::Source, tr("Source")}, {graph::EdgeKind::DependsOn, tr("Depends on")},
          {graph::EdgeKind::Contains, tr("Contains")}}
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    QStringList words;
    for (const Entry& entry : m_entries)
        words << entry.word;
    setAccessibleName(tr("Lines: %1").arg(words.join(QStringLiteral(", "))));
    connect(&theme::of(this), &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize GraphLegend::sizeHint() const
{
    int width = 0;
    for (const Entry& entry : m_entries)
        width += Sample + metric::IconText + fontMetrics().horizontalAdvance(entry.word) + metric::GroupGap;
    return {width, std::max(metric::Icon, fontMetrics().height())};
}

void GraphLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Theme& theme = theme::of(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int x = 0;
    for (const Entry& entry : m_entries) {
        const int end = x + Sample + metric::IconText + fontMetrics().horizontalAdvance(entry.word);
        if (end > width())
            return; // a word is whole or not there
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        const auto place = [&](int left, int w) { return mirrored ? width() - left - w : left; };
        painter.setPen(edgePen(theme, entry.kind, Color::Text2, 1.5));
        const int left = place(x, Sample);
        painter.drawLine(QPointF(left, height() / 2.0), QPointF(left + Sample, height() / 2.0));
        painter.setPen(theme.color(Color::Text2));
        painter.drawText(QRect(place(x + Sample + metric::IconText, end - x - Sample - metric::IconText), 0, end, height()),
            Qt::AlignVCenter | Qt::AlignLeft, entry.word);
        x = end + metric::GroupGap;
    }
}

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
#include "widgets/strips.h"

#include "theme/draw.h"
#include "theme/theme.h"
#include "widgets/labels.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dg::widgets {

using theme::Color;

namespace {

constexpr int Dot = 8;
constexpr int DotStep = 18;

} // namespace

void drawStages(QPainter* painter, const theme::Theme& theme, const QRect& box, const std::vector<Stage>& stages)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool mirrored = painter->layoutDirection() == Qt::RightToLeft;
    const qreal y = box.y() + box.height() / 2.0;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const int offset = static_cast<int>(i) * DotStep;
        const qreal x = mirrored ? box.right() + 1 - Dot / 2.0 - offset : box.x() + Dot / 2.0 + offset;
        if (i + 1 < stages.size()) {
            const qreal sign = mirrored ? -1 : 1;
            const bool open = stages[i + 1] == Stage::Open;
            painter->setPen(QPen(theme.color(open ? Color::LineStrong : Color::Control), 1.25));
            painter->drawLine(QPointF(x + sign * (Dot / 2.0 + 1), y), QPointF(x + sign * (DotStep - Dot / 2.0 - 1), y));
        }
        const auto disc = [&](Color ink) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.color(ink));
            painter->drawEllipse(QPointF(x, y), Dot / 2.0, Dot / 2.0);
        };
        const auto ring = [&](Color ink, qreal width) {
            painter->setPen(QPen(theme.color(ink), width));
            painter->setBrush(Qt::NoBrush);
            painter->drawEllipse(QPointF(x, y), (Dot - width) / 2.0, (Dot - width) / 2.0);
        };
        switch (stages[i]) {
        case Stage::Done:
            disc(Color::Ready);
            break;
        case Stage::Failed:
            disc(Color::Failed);
            break;
        case Stage::Running:
            ring(Color::Accent, 2);
            break;
        case Stage::Open:
            ring(Color::LineStrong, 1.5);
            break;
        }
    }
    painter->restore();
}

StageDots::StageDots(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StageDots::setStages(std::vector<Stage> stages, const QString& description)
{
    m_stages = std::move(stages);
    setAccessibleName(description);
    updateGeometry();
    update();
}

QSize StageDots::sizeHint() const
{
    const int count = static_cast<int>(m_stages.size());
    return {count ? (count - 1) * DotStep + Dot : 0, Dot + 4};
}

void StageDots::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    drawStages(&painter, theme::of(this), rect(), m_stages);
}

void drawTide(QPainter* painter, const theme::Theme& theme, const QRectF& box, const TideData& data)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    const qreal ratio = theme::ratioOf(painter);
    const auto snap = [ratio](qreal v) { return std::round(v * ratio) / ratio; };
    QColor ready = theme.color(Color::Ready);
    ready.setAlphaF(0.55F);
    for (std::size_t i = 0; i < TideCells; ++i) {
        const qreal left = snap(box.x() + box.width() * static_cast<qreal>(i) / TideCells);
        const qreal right = snap(box.x() + box.width() * static_cast<qreal>(i + 1) / TideCells);
        const qreal width = std::max(1.0 / ratio, right - left - 1);
        const auto bar = [&](qreal height, const QColor& color, qreal w) {
            const qreal h = snap(std::max(1.0, height));
            painter->fillRect(QRectF(left, box.bottom() - h, w, h), color);
        };
        switch (data[i]) {
        case Tide::NoData:
            bar(1, theme.color(Color::Control), std::max(1.0 / ratio, snap(width / 2)));
            break;
        case Tide::Ready:
            bar(2, ready, width);
            break;
        case Tide::Waiting:
            bar(box.height() * 0.4, theme.color(Color::Waiting), width);
            break;
        case Tide::Drifted:
            bar(box.height() * 0.6, theme.color(Color::DriftMark), width);
            break;
        case Tide::Failed:
            bar(box.height(), theme.color(Color::Failed), width);
            break;
        }
    }
    painter->restore();
}

TideStrip::TideStrip(int height, QWidget* parent)
    : QWidget(parent)
    , m_height(height)
{
    setFixedHeight(height);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TideStrip::setData(const TideData& data, const QString& description)
{
    m_data = data;
    setAccessibleName(description);
    setToolTip(plainToolTip(description));
    update();
}

QSize TideStrip::sizeHint() const
{
    return {static_cast<int>(TideCells) * 3, m_height};
}

void TideStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawTide(&painter, theme::of(this), rect(), m_data);
}

} // namespace dg::widgets

// SPDX-License-Identifier: Apache-2.0
#include "theme/draw.h"

#include "theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dg::theme {

qreal ratioOf(const QPainter* painter)
{
    return painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
}

void drawBox(QPainter* painter, const QRectF& rect, const QColor& fill, const QColor& stroke, qreal pen, qreal radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(stroke.isValid() && pen > 0 ? QPen(stroke, pen) : QPen(Qt::NoPen));
    const qreal inset = stroke.isValid() ? pen / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), std::max(0.0, radius - inset), std::max(0.0, radius - inset));
    painter->restore();
}

void drawFocusRing(QPainter* painter, const QRectF& rect, const QColor& accent, qreal radius)
{
    drawBox(painter, rect, {}, accent, 2, radius);
}

void drawHairline(QPainter* painter, const QLineF& line, const QColor& color)
{
    const qreal ratio = ratioOf(painter);
    const qreal width = Theme::hairline(ratio);
    const auto snap = [ratio](qreal v) { return std::floor(v * ratio) / ratio; };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    if (line.y1() == line.y2())
        painter->fillRect(QRectF(line.x1(), snap(line.y1()), line.x2() - line.x1(), width), color);
    else
        painter->fillRect(QRectF(snap(line.x1()), line.y1(), width, line.y2() - line.y1()), color);
    painter->restore();
}

} // namespace dg::theme

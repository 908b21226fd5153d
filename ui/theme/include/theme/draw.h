// SPDX-License-Identifier: Apache-2.0
// The few shapes that the style and our own widgets draw alike. Coordinates are logical pixels.
#pragma once

#include <QColor>
#include <QLineF>
#include <QRectF>

class QPainter;

namespace dg::theme {

// A rounded box: fill, then an outline of `pen` pixels drawn inside `rect`. An invalid colour leaves its part out.
void drawBox(QPainter* painter, const QRectF& rect, const QColor& fill, const QColor& stroke, qreal pen, qreal radius);
// The focus ring: 2 px accent just inside `rect`.
void drawFocusRing(QPainter* painter, const QRectF& rect, const QColor& accent, qreal radius);
// A horizontal or vertical line one device pixel wide, on the device grid. x2 and y2 are exclusive.
void drawHairline(QPainter* painter, const QLineF& line, const QColor& color);
// The pixel ratio of what is painted on.
[[nodiscard]] qreal ratioOf(const QPainter* painter);

} // namespace dg::theme

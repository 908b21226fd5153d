// SPDX-License-Identifier: Apache-2.0
// A scene at one zoom as square pictures, made when they are first seen: while panning only what comes into sight is
// painted. Positions are view pixels from the scene's origin (scene pixels times zoom).
#pragma once

#include "graph_painter.h"

#include <QHash>
#include <QPixmap>
#include <QPoint>

namespace dg::views {

class GraphTiles {
public:
    explicit GraphTiles(GraphPainter& painter, const theme::Theme& theme);
    void clear();
    void setView(qreal zoom, qreal ratio); // clears when one of them is another
    void invalidate(const QRect& sceneArea);
    // Fills `view` (as it lies in the scene, in view pixels) at (0, 0) of the painter.
    void paint(QPainter* painter, const GraphScene& scene, const QRect& view);

private:
    QPixmap make(const GraphScene& scene, const QPoint& tile);
    void forgetFar(const QRect& tiles);
    GraphPainter& m_painter;
    const theme::Theme& m_theme;
    qreal m_zoom = 1;
    qreal m_ratio = 1;
    QHash<QPoint, QPixmap> m_tiles;
};

} // namespace dg::views

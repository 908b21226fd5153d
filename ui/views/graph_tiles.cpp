// SPDX-License-Identifier: Apache-2.0
#include "graph_tiles.h"

#include <QPainter>

#include <cmath>

namespace dg::views {

namespace {

constexpr int Size = 256; // view pixels
constexpr int MostKept = 400; // about 100 MB at ratio 1; a 4K page has 135

int tileOf(int at)
{
    return at >= 0 ? at / Size : -((-at + Size - 1) / Size);
}

} // namespace

GraphTiles::GraphTiles(GraphPainter& painter, const theme::Theme& theme)
    : m_painter(painter)
    , m_theme(theme)
{
}

void GraphTiles::clear()
{
    m_tiles.clear();
}

void GraphTiles::setView(qreal zoom, qreal ratio)
{
    if (zoom == m_zoom && ratio == m_ratio)
        return;
    m_zoom = zoom;
    m_ratio = ratio;
    clear();
}

void GraphTiles::invalidate(const QRect& area)
{
    const auto at = [this](int value) { return tileOf(static_cast<int>(std::floor(value * m_zoom))); };
    for (int y = at(area.top() - 1); y <= at(area.bottom() + 2); ++y) {
        for (int x = at(area.left() - 1); x <= at(area.right() + 2); ++x)
            m_tiles.remove({x, y});
    }
}

QPixmap GraphTiles::make(const GraphScene& scene, const QPoint& tile)
{
    const int side = static_cast<int>(std::ceil(Size * m_ratio));
    QPixmap picture(side, side);
    picture.setDevicePixelRatio(m_ratio);
    picture.fill(m_theme.color(theme::Color::Base));
    const QRectF inScene(tile.x() * Size / m_zoom, tile.y() * Size / m_zoom, Size / m_zoom, Size / m_zoom);
    const QRect area = inScene.toAlignedRect();
    if (!area.intersects(scene.bounds().adjusted(-8, -8, 8, 8)))
        return picture;
    QPainter painter(&picture);
    painter.translate(-tile.x() * Size, -tile.y() * Size);
    painter.scale(m_zoom, m_zoom);
    m_painter.paintArea(&painter, scene, area.adjusted(-4, -4, 4, 4), GraphPainter::detailFor(m_zoom));
    return picture;
}

void GraphTiles::forgetFar(const QRect& tiles)
{
    if (m_tiles.size() <= MostKept)
        return;
    m_tiles.removeIf([&](const QHash<QPoint, QPixmap>::iterator it) { return !tiles.contains(it.key()); });
}

void GraphTiles::paint(QPainter* painter, const GraphScene& scene, const QRect& view)
{
    const QRect tiles(QPoint(tileOf(view.left()), tileOf(view.top())), QPoint(tileOf(view.right()), tileOf(view.bottom())));
    for (int y = tiles.top(); y <= tiles.bottom(); ++y) {
        for (int x = tiles.left(); x <= tiles.right(); ++x) {
            auto found = m_tiles.find({x, y});
            if (found == m_tiles.end())
                found = m_tiles.insert({x, y}, make(scene, {x, y}));
            painter->drawPixmap(QPoint(x * Size - view.left(), y * Size - view.top()), *found);
        }
    }
    forgetFar(tiles);
}

} // namespace dg::views

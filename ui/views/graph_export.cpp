// SPDX-License-Identifier: Apache-2.0
#include "graph_export.h"

#include "graph/text_export.h"
#include "graph_painter.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace dg::views {

namespace {

constexpr int Margin = 24; // px about the graph
constexpr qreal Sharp = 2; // picture pixels a scene pixel, where that is not too many
constexpr qreal MostPixels = 64e6; // 256 MB while it is painted
constexpr qreal MostSide = 32'000; // QImage and most viewers end at 32,767

void paintWhole(QPainter* painter, const GraphScene& scene, const theme::Theme& theme)
{
    const QRect all = scene.bounds().adjusted(-Margin, -Margin, Margin, Margin);
    painter->translate(-all.topLeft());
    painter->fillRect(all, theme.color(theme::Color::Base));
    GraphPainter(theme).paintArea(painter, scene, all, GraphPainter::Detail::Full);
}

QSize sizeOf(const GraphScene& scene)
{
    return scene.bounds().size() + QSize(2 * Margin, 2 * Margin);
}

QByteArray svg(const GraphScene& scene, const theme::Theme& theme, const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(title);
    generator.setResolution(96); // a scene pixel is a CSS pixel
    generator.setSize(sizeOf(scene));
    generator.setViewBox(QRect(QPoint(0, 0), sizeOf(scene)));
    QPainter painter(&generator);
    paintWhole(&painter, scene, theme);
    painter.end();
    return bytes;
}

Result<QByteArray> png(const GraphScene& scene, const theme::Theme& theme)
{
    const QSize size = sizeOf(scene);
    const qreal area = static_cast<qreal>(size.width()) * size.height();
    const qreal ratio = std::min({Sharp, std::sqrt(MostPixels / area), MostSide / size.width(), MostSide / size.height()});
    QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return fail(ErrorCode::TooLarge);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    paintWhole(&painter, scene, theme);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

QString extensionOf(GraphFormat format)
{
    switch (format) {
    case GraphFormat::Svg:
        return QStringLiteral("svg");
    case GraphFormat::Png:
        return QStringLiteral("png");
    case GraphFormat::Dot:
        return QStringLiteral("dot");
    case GraphFormat::Mermaid:
        break;
    }
    return QStringLiteral("mmd");
}

Result<QByteArray> exportGraph(const GraphScene& scene, const theme::Theme& theme, GraphFormat format, const QString& title)
{
    switch (format) {
    case GraphFormat::Svg:
        return svg(scene, theme, title);
    case GraphFormat::Png:
        return png(scene, theme);
    case GraphFormat::Dot:
        return QByteArray::fromStdString(graph::toDot(scene.graph()));
    case GraphFormat::Mermaid:
        break;
    }
    return QByteArray::fromStdString(graph::toMermaid(scene.graph()));
}

} // namespace dg::views

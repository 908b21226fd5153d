// SPDX-License-Identifier: Apache-2.0
#include "window/screenshot.h"

#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QWidget>

namespace dg::window {

Status saveScreenshot(QWidget& window, const QSize& size, const QString& path, qreal ratio)
{
    window.resize(size);
    QCoreApplication::sendPostedEvents(); // what was asked for later: layouts, shown children
    QImage image(size * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    window.render(&image);
    if (!image.save(path, "PNG"))
        return fail(ErrorCode::FileUnwritable, path.toStdString());
    return {};
}

} // namespace dg::window

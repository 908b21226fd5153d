// SPDX-License-Identifier: Apache-2.0
#include "icons.h"
#include "theme/draw.h"
#include "theme/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QLoggingCategory>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>

namespace dg::theme {

namespace {

// Asks the theme each time it paints, so a change of theme needs no new icons.
class InkedIcon final : public QIconEngine {
public:
    InkedIcon(QString name, Color ink)
        : m_name(std::move(name))
        , m_ink(ink)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int side = std::min(rect.width(), rect.height());
        const qreal ratio = ratioOf(painter);
        const QPixmap picture = made(side, ratio, mode, state);
        painter->drawPixmap(QPointF(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0), picture);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return made(std::min(size.width(), size.height()), 1.0, mode, state);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // Qt gives the size in device pixels here.
        const int side = static_cast<int>(std::lround(std::min(size.width(), size.height()) / scale));
        return made(side, scale, mode, state);
    }
    QIconEngine* clone() const override { return new InkedIcon(m_name, m_ink); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

private:
    QPixmap made(int side, qreal ratio, QIcon::Mode mode, QIcon::State state) const
    {
        const Theme& theme = of(nullptr);
        Color ink = m_ink;
        if (mode == QIcon::Disabled)
            ink = Color::Disabled;
        else if (state == QIcon::On && m_name.startsWith(QLatin1String("view-")))
            ink = Color::Accent;
        return theme.pixmap(m_name, theme.color(ink), side, ratio);
    }
    QString m_name;
    Color m_ink;
};

} // namespace

bool mirrorsInRightToLeft(const QString& name)
{
    static constexpr std::array<const char*, 10> Names{"kind-ingress", "view-tree", "view-graph", "view-delivery", "view-checks",
        "action-group", "action-sort-problems", "action-open-browser", "chevron-right", "merge-request"};
    return std::any_of(Names.begin(), Names.end(), [&](const char* n) { return name == QLatin1String(n); });
}

QPixmap renderIcon(const QString& name, const QColor& ink, int size, qreal ratio, bool mirror)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (size <= 0 || !file.open(QIODevice::ReadOnly)) {
        if (size > 0)
            qWarning("theme: there is no icon %s", qUtf8Printable(name));
        return {};
    }
    QByteArray bytes = file.readAll();
    bytes.replace("currentColor", ink.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(bytes);
    const int device = static_cast<int>(std::lround(size * ratio));
    QPixmap pixmap(device, device);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    if (mirror) {
        painter.translate(device, 0);
        painter.scale(-1, 1);
    }
    renderer.render(&painter, QRectF(0, 0, device, device));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

QIcon Theme::icon(const QString& name, Color ink) const
{
    return QIcon(new InkedIcon(name, ink));
}

} // namespace dg::theme

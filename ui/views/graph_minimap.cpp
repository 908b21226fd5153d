// SPDX-License-Identifier: Apache-2.0
#include "graph_minimap.h"

#include "graph_painter.h"
#include "theme/draw.h"
#include "theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace dg::views {

using theme::Color;

namespace {

constexpr int Width = 178, Height = 104, Inset = 8; // design §6

} // namespace

GraphMinimap::GraphMinimap(const GraphPainter& painter, QWidget* parent)
    : QWidget(parent)
    , m_painter(painter)
{
    setObjectName(QStringLiteral("graphMinimap"));
    setFixedSize(Width, Height);
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Overview of the graph"));
}

void GraphMinimap::setScene(const GraphScene* scene)
{
    m_scene = scene;
    refresh();
}

void GraphMinimap::setView(const QRectF& inScene)
{
    m_view = inScene;
    update();
}

void GraphMinimap::refresh()
{
    m_picture = {};
    update();
}

QTransform GraphMinimap::toMap() const
{
    const QRectF box = QRectF(rect()).adjusted(Inset, Inset, -Inset, -Inset);
    const QRectF whole = m_scene->bounds();
    const qreal scale = std::min({box.width() / std::max(1.0, whole.width()), box.height() / std::max(1.0, whole.height()), 0.2});
    QTransform transform;
    transform.translate(box.center().x() - whole.width() * scale / 2, box.center().y() - whole.height() * scale / 2);
    return transform.scale(scale, scale);
}

void GraphMinimap::makePicture()
{
    const theme::Theme& theme = theme::of(this);
    const qreal ratio = devicePixelRatioF();
    m_picture = QPixmap(size() * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    theme::drawBox(&painter, rect(), theme.color(Color::Raised), theme.color(Color::LineStrong), 1, theme::metric::Radius);
    const QTransform transform = toMap();
    // Ready is quiet here; what needs a person stands out and comes last, on top.
    for (const bool loud : {false, true}) {
        for (graph::NodeIndex node = 0; node < m_scene->graph().nodes().size(); ++node) {
            const Color ink = m_painter.blockInk(m_scene->graph().nodes()[node]);
            const bool quiet = ink == Color::Ready || ink == Color::Neutral;
            if (quiet == loud)
                continue;
            QRectF box = transform.mapRect(QRectF(m_scene->nodeRect(node)));
            if (loud) // always to be seen
                box = QRectF(box.topLeft(), QSizeF(std::max(2.0, box.width()), std::max(2.0, box.height())));
            painter.fillRect(box, theme.color(quiet ? Color::Control : ink));
        }
    }
}

void GraphMinimap::paintEvent(QPaintEvent*)
{
    if (!m_scene)
        return;
    if (m_picture.isNull())
        makePicture();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    const QRectF view = toMap().mapRect(m_view).intersected(QRectF(rect()).adjusted(4, 4, -4, -4));
    painter.setPen(QPen(theme::of(this).color(Color::Accent), 1.5));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRect(view);
}

void GraphMinimap::mousePressEvent(QMouseEvent* event)
{
    if (m_scene && event->buttons() & Qt::LeftButton)
        Q_EMIT pointed(toMap().inverted().map(event->position()));
}

void GraphMinimap::mouseMoveEvent(QMouseEvent* event)
{
    mousePressEvent(event);
}

} // namespace dg::views

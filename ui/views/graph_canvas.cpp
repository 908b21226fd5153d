// SPDX-License-Identifier: Apache-2.0
#include "graph_canvas.h"

#include "graph/scope.h"
#include "graph_accessible.h"
#include "graph_minimap.h"
#include "graph_text.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

#include "widgets/labels.h"

namespace dg::views {

namespace metric = theme::metric;
using graph::NodeIndex;
using graph::NoNode;
using theme::Color;

namespace {

constexpr int MarginLeft = 16, MarginTop = 28; // design §6: where a graph begins
constexpr int MinimapInset = 12;
constexpr qreal LeastZoom = 0.04, MostZoom = 2;

} // namespace

GraphCanvas::GraphCanvas(QWidget* parent)
    : QWidget(parent)
    , m_theme(theme::of(this))
    , m_painter(m_theme)
    , m_tiles(m_painter, m_theme)
    , m_minimap(new GraphMinimap(m_painter, this))
    , m_offset(MarginLeft, MarginTop)
{
    installGraphAccessibility();
    setObjectName(QStringLiteral("graph"));
    setAccessibleName(QStringLiteral("Graph")); // a fixed name, as `Tree`: contracts.md §3
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_minimap->hide();
    connect(&m_theme, &theme::Theme::changed, this, [this] {
        m_painter.themeChanged();
        m_tiles.clear();
        m_minimap->refresh();
        update();
    });
    connect(
        m_minimap, &GraphMinimap::pointed, this, [this](const QPointF& at) { setOffset(QPointF(width(), height()) / 2 - at * m_zoom); });
}

GraphCanvas::~GraphCanvas() = default;

void GraphCanvas::setScene(std::unique_ptr<GraphScene> scene, bool keepView)
{
    const ObjectKey key = m_current == NoNode ? ObjectKey{} : m_scene->graph().nodes()[m_current].key;
    // The node that stays where it is on the screen.
    ObjectKey anchor;
    QPointF anchorAt;
    if (keepView && m_scene && scene) {
        NodeIndex node = m_current;
        if (node == NoNode || !viewRect(node).intersects(rect())) {
            const auto inView = m_scene->nodesIn(QRectF(toScene({0, 0}), toScene({qreal(width()), qreal(height())})).toAlignedRect());
            node = inView.empty() ? NoNode : inView[inView.size() / 2];
        }
        if (node != NoNode) {
            anchor = m_scene->graph().nodes()[node].key;
            anchorAt = m_offset + QPointF(m_scene->nodeRect(node).topLeft()) * m_zoom;
        }
    }
    m_scene = std::move(scene);
    m_tiles.clear();
    m_trail.clear();
    m_minimap->setScene(m_scene.get());
    m_current = m_scene ? m_scene->graph().find(key) : NoNode;
    const NodeIndex anchored = m_scene ? m_scene->graph().find(anchor) : NoNode;
    if (anchored != NoNode)
        setOffset(anchorAt - QPointF(m_scene->nodeRect(anchored).topLeft()) * m_zoom);
    else if (!keepView || !m_scene)
        setOffset({MarginLeft, MarginTop});
    viewMoved();
}

void GraphCanvas::nodesChanged(const std::vector<NodeIndex>& nodes)
{
    if (!m_scene || nodes.empty())
        return;
    for (const NodeIndex node : nodes)
        m_tiles.invalidate(m_scene->nodeRect(node).adjusted(-2, -2, 6, 6));
    const auto before = m_scene->blocked();
    if (m_scene->refreshBlocked()) {
        for (const auto* list : {&before, &m_scene->blocked()}) {
            for (const auto edge : *list)
                m_tiles.invalidate(m_scene->edgeRect(edge));
        }
    }
    m_minimap->refresh();
    update();
}

void GraphCanvas::setMessage(const QString& sentence)
{
    if (sentence == m_message)
        return;
    m_message = sentence;
    setAccessibleDescription(sentence);
    update();
}

void GraphCanvas::setCurrent(NodeIndex node, bool bringIntoView)
{
    if (node != m_current) {
        m_current = node;
        m_trail.clear();
        tellReaders();
        update();
    }
    if (bringIntoView && node != NoNode && !rect().adjusted(4, 4, -4, -4).contains(viewRect(node)))
        centreOn(node);
}

void GraphCanvas::choose(NodeIndex node)
{
    if (node == NoNode || node == m_current)
        return;
    m_current = node;
    const QRect at = viewRect(node).adjusted(-MarginLeft, -MarginLeft, MarginLeft, MarginLeft);
    const int dx = at.left() < 0 ? -at.left() : at.right() >= width() ? width() - 1 - at.right() : 0;
    const int dy = at.top() < 0 ? -at.top() : at.bottom() >= height() ? height() - 1 - at.bottom() : 0;
    if (dx != 0 || dy != 0)
        panBy({dx, dy});
    tellReaders();
    update();
    Q_EMIT currentChanged();
}

QRect GraphCanvas::viewRect(NodeIndex node) const
{
    const QRect at = m_scene->nodeRect(node);
    return QRectF(m_offset + QPointF(at.topLeft()) * m_zoom, QSizeF(at.size()) * m_zoom).toAlignedRect();
}

QPointF GraphCanvas::toScene(const QPointF& inWidget) const
{
    return (inWidget - m_offset) / m_zoom;
}

void GraphCanvas::setOffset(const QPointF& offset)
{
    // Some of the graph stays in view, whatever is dragged.
    QPointF at = offset;
    if (m_scene) {
        const QSizeF size = QSizeF(m_scene->bounds().size()) * m_zoom;
        at.setX(std::clamp(at.x(), width() / 2.0 - size.width(), std::max(width() / 2.0, width() / 2.0 - size.width())));
        at.setY(std::clamp(at.y(), height() / 2.0 - size.height(), std::max(height() / 2.0, height() / 2.0 - size.height())));
    }
    m_offset = QPointF(std::round(at.x()), std::round(at.y())); // whole pixels: tiles stay sharp
    viewMoved();
}

void GraphCanvas::viewMoved()
{
    if (m_scene) {
        const QRectF view(toScene({0, 0}), toScene({qreal(width()), qreal(height())}));
        m_minimap->setView(view);
        m_minimap->setVisible(!m_scene->graph().empty() && !view.contains(QRectF(m_scene->bounds())));
    } else {
        m_minimap->hide();
    }
    update();
}

void GraphCanvas::panBy(const QPoint& viewPixels)
{
    setOffset(m_offset + viewPixels);
}

void GraphCanvas::zoomAt(qreal zoom, const QPointF& inWidget)
{
    const QPointF at = toScene(inWidget);
    m_zoom = std::clamp(zoom, LeastZoom, MostZoom);
    if (std::abs(m_zoom - 1) < 0.02)
        m_zoom = 1;
    setOffset(inWidget - at * m_zoom);
    Q_EMIT zoomChanged();
}

void GraphCanvas::zoomBy(qreal factor)
{
    zoomTo(m_zoom * factor);
}

void GraphCanvas::zoomTo(qreal zoom)
{
    const bool seen = m_current != NoNode && viewRect(m_current).intersects(rect());
    zoomAt(zoom, seen ? QRectF(viewRect(m_current)).center() : QRectF(rect()).center());
}

void GraphCanvas::fit()
{
    if (!m_scene || m_scene->graph().empty())
        return;
    const QSizeF size = m_scene->bounds().size();
    m_zoom = std::clamp(
        std::min({(width() - 2.0 * MarginLeft) / size.width(), (height() - 2.0 * MarginLeft) / size.height(), 1.0}), LeastZoom, 1.0);
    setOffset({(width() - size.width() * m_zoom) / 2, (height() - size.height() * m_zoom) / 2});
    Q_EMIT zoomChanged();
}

void GraphCanvas::centreOn(NodeIndex node)
{
    if (!m_scene || node == NoNode)
        return;
    // Where the whole width or height fits, it is not moved for this.
    const QSizeF size = QSizeF(m_scene->bounds().size()) * m_zoom;
    const QPointF middle = QRectF(m_scene->nodeRect(node)).center() * m_zoom;
    const auto place = [](qreal room, qreal whole, qreal margin, qreal at) {
        if (whole + 2 * margin <= room)
            return margin;
        return std::clamp(room / 2 - at, room - margin - whole, margin);
    };
    setOffset({place(width(), size.width(), MarginLeft, middle.x()), place(height(), size.height(), MarginTop, middle.y())});
}

void GraphCanvas::paintInto(QPainter* painter)
{
    if (!m_scene || m_scene->graph().empty()) {
        painter->fillRect(rect(), m_theme.color(Color::Base));
        painter->setPen(m_theme.color(Color::Text2));
        painter->setFont(m_theme.font(theme::FontRole::Body));
        const int margin = metric::DialogPadding;
        painter->drawText(
            rect().adjusted(margin, margin * 2, -margin, -margin), Qt::AlignTop | Qt::AlignLeading | Qt::TextWordWrap, m_message);
        return;
    }
    m_tiles.setView(m_zoom, theme::ratioOf(painter));
    m_tiles.paint(painter, *m_scene, QRect(-m_offset.toPoint(), size()));
    if (m_current == NoNode)
        return;
    painter->save();
    painter->translate(m_offset);
    painter->scale(m_zoom, m_zoom);
    const auto detail = GraphPainter::detailFor(m_zoom);
    const auto& graph = m_scene->graph();
    std::vector<NodeIndex> path = graph::pathTo(graph, m_current);
    for (std::size_t i = 1; i < path.size(); ++i) {
        for (const auto edge : graph.in(path[i])) {
            if (graph.edges()[edge].from == path[i - 1] && graph::isDrawn(graph.edges()[edge])) {
                m_painter.paintStrong(
                    painter, *m_scene, edge, graph::isBlocked(graph, graph.edges()[edge]) ? Color::Waiting : Color::Accent);
                break;
            }
        }
    }
    // Strong lines wipe what they pass: the cards at their ends come back on top.
    for (const NodeIndex node : path) {
        if (node != m_current)
            m_painter.paintCard(painter, *m_scene, node, detail);
    }
    m_painter.paintCard(
        painter, *m_scene, m_current, detail, hasFocus() ? GraphPainter::Look::CurrentFocused : GraphPainter::Look::Current);
    painter->restore();
}

void GraphCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintInto(&painter);
}

void GraphCanvas::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_minimap->move(width() - m_minimap->width() - MinimapInset, height() - m_minimap->height() - MinimapInset);
    viewMoved();
}

void GraphCanvas::showTip(QHelpEvent* event)
{
    const NodeIndex node = m_scene ? m_scene->nodeAt(toScene(event->pos()).toPoint()) : NoNode;
    if (node == NoNode)
        return QToolTip::hideText();
    const QString links = nodeLinks(m_scene->graph(), node);
    QToolTip::showText(event->globalPos(),
        widgets::plainToolTip(nodeSentence(m_scene->graph().nodes()[node]) + (links.isEmpty() ? QString() : QLatin1Char('\n') + links)),
        this, viewRect(node));
}

bool GraphCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        showTip(static_cast<QHelpEvent*>(event));
        return true;
    }
    return QWidget::event(event);
}

void GraphCanvas::tellReaders()
{
    if (!m_scene || m_current == NoNode || !hasFocus())
        return;
    QAccessibleEvent focus(this, QAccessible::Focus);
    focus.setChild(static_cast<int>(m_current));
    QAccessible::updateAccessibility(&focus);
}

} // namespace dg::views

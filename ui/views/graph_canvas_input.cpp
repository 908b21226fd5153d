// SPDX-License-Identifier: Apache-2.0
// Keys, pointer and wheel of the canvas.
#include "graph/scope.h"
#include "graph_canvas.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace dg::views {

using graph::NodeIndex;
using graph::NoNode;

namespace {

constexpr qreal ZoomStep = 1.25;
constexpr int PanStep = 120; // view pixels
constexpr qreal WheelNotch = 120; // eighths of a degree, Qt's unit for one click of the wheel

} // namespace

NodeIndex GraphCanvas::inColumn(int step) const
{
    const auto& column = m_scene->layout().columns[m_scene->layout().columnOf[m_current]];
    const auto at = std::ranges::find(column, m_current) - column.begin();
    const auto last = static_cast<std::ptrdiff_t>(column.size()) - 1;
    return column[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at + step, 0, last))];
}

NodeIndex GraphCanvas::alongEdge(bool right) const
{
    const auto& graph = m_scene->graph();
    NodeIndex best = NoNode;
    int nearest = 0;
    const auto offer = [&](NodeIndex node) {
        const auto& here = m_scene->layout().at[m_current];
        const auto& there = m_scene->layout().at[node];
        if (right ? there.x <= here.x : there.x >= here.x)
            return;
        const int far = std::abs(there.y - here.y) + std::abs(there.x - here.x);
        if (best == NoNode || far < nearest) {
            best = node;
            nearest = far;
        }
    };
    for (const auto index : graph.out(m_current)) {
        if (graph::isDrawn(graph.edges()[index]))
            offer(graph.edges()[index].to);
    }
    for (const auto index : graph.in(m_current)) {
        if (graph::isDrawn(graph.edges()[index]))
            offer(graph.edges()[index].from);
    }
    const NodeIndex before = right ? NoNode : graph::mainPredecessor(graph, m_current);
    return before != NoNode ? before : best;
}

void GraphCanvas::keyPressEvent(QKeyEvent* event)
{
    if (!m_scene || m_scene->graph().empty())
        return QWidget::keyPressEvent(event);
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return QWidget::keyPressEvent(event);
    const bool pan = event->modifiers() & Qt::ShiftModifier;
    const int key = event->key();
    const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    if (arrow && pan)
        return panBy({key == Qt::Key_Left ? PanStep
                : key == Qt::Key_Right    ? -PanStep
                                          : 0,
            key == Qt::Key_Up         ? PanStep
                : key == Qt::Key_Down ? -PanStep
                                      : 0});
    if (m_current == NoNode && (arrow || key == Qt::Key_Home || key == Qt::Key_End))
        return choose(m_scene->layout().columns.front().front());
    switch (key) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_trail.clear();
        return choose(inColumn(key == Qt::Key_Up ? -1 : 1));
    case Qt::Key_Home:
    case Qt::Key_End:
        m_trail.clear();
        return choose(inColumn(key == Qt::Key_Home ? -1'000'000 : 1'000'000));
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const bool right = (key == Qt::Key_Right);
        const auto side = [&](NodeIndex node) { return (m_scene->layout().at[node].x > m_scene->layout().at[m_current].x) == right; };
        if (!m_trail.empty() && side(m_trail.back())) {
            const NodeIndex back = m_trail.back();
            m_trail.pop_back();
            return choose(back);
        }
        const NodeIndex next = alongEdge(right);
        if (next != NoNode) {
            m_trail.push_back(m_current);
            choose(next);
        }
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current != NoNode)
            Q_EMIT activated();
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(ZoomStep);
    case Qt::Key_Minus:
        return zoomBy(1 / ZoomStep);
    case Qt::Key_0:
        return fit();
    default:
        QWidget::keyPressEvent(event);
    }
}

void GraphCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_scene)
        return;
    m_pressed = event->pos();
    m_dragging = false;
}

void GraphCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton) || !m_scene)
        return;
    if (!m_dragging && (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    if (!m_dragging)
        setCursor(Qt::ClosedHandCursor);
    m_dragging = true;
    panBy(event->pos() - m_pressed);
    m_pressed = event->pos();
}

void GraphCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    unsetCursor();
    if (event->button() != Qt::LeftButton || !m_scene || std::exchange(m_dragging, false))
        return;
    m_trail.clear();
    choose(m_scene->nodeAt(toScene(event->pos()).toPoint()));
}

void GraphCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_scene)
        return;
    const NodeIndex node = m_scene->nodeAt(toScene(event->pos()).toPoint());
    if (node != NoNode && node == m_current)
        Q_EMIT activated();
}

void GraphCanvas::wheelEvent(QWheelEvent* event)
{
    if (!m_scene)
        return;
    const QPoint turn = event->angleDelta();
    if (event->modifiers() & Qt::ShiftModifier)
        panBy({turn.y() != 0 ? turn.y() : turn.x(), 0});
    else if (turn.x() != 0)
        panBy({turn.x(), turn.y()}); // a touch pad: two directions
    else
        zoomAt(m_zoom * std::pow(ZoomStep, turn.y() / WheelNotch), event->position());
    event->accept();
}

void GraphCanvas::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_scene)
        return;
    if (event->reason() == QContextMenuEvent::Mouse)
        choose(m_scene->nodeAt(toScene(event->pos()).toPoint()));
    if (m_current != NoNode)
        Q_EMIT contextMenuRequested(
            event->reason() == QContextMenuEvent::Mouse ? event->globalPos() : mapToGlobal(viewRect(m_current).bottomLeft()));
}

void GraphCanvas::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    tellReaders();
    update();
}

void GraphCanvas::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace dg::views

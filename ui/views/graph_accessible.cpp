// SPDX-License-Identifier: Apache-2.0
#include "graph_accessible.h"

#include "graph_canvas.h"
#include "graph_text.h"

#include <QWindow>

namespace dg::views {

namespace {

QAccessibleInterface* make(const QString& className, QObject* object)
{
    return className == QLatin1String("dg::views::GraphCanvas") ? new GraphAccessible(static_cast<GraphCanvas*>(object)) : nullptr;
}

} // namespace

void installGraphAccessibility()
{
    static const bool once = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(once);
}

GraphAccessible::GraphAccessible(GraphCanvas* canvas)
    : QAccessibleWidget(canvas, QAccessible::List)
{
}

GraphAccessible::~GraphAccessible()
{
    for (const auto& [key, id] : m_ids)
        QAccessible::deleteAccessibleInterface(id);
}

GraphCanvas* GraphAccessible::canvas() const
{
    return static_cast<GraphCanvas*>(widget());
}

int GraphAccessible::childCount() const
{
    return canvas()->scene() ? static_cast<int>(canvas()->scene()->graph().nodes().size()) : 0;
}

QAccessibleInterface* GraphAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    const ObjectKey& key = canvas()->scene()->graph().nodes()[static_cast<std::size_t>(index)].key;
    const auto found = m_ids.find(key);
    if (found != m_ids.end())
        return QAccessible::accessibleInterface(found->second);
    auto* node = new GraphNodeAccessible(canvas(), key);
    m_ids.emplace(key, QAccessible::registerAccessibleInterface(node));
    return node;
}

int GraphAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* node = dynamic_cast<const GraphNodeAccessible*>(child);
    return node ? node->index() : -1;
}

QAccessibleInterface* GraphAccessible::childAt(int x, int y) const
{
    for (int i = 0; i < childCount(); ++i) {
        if (canvas()->viewRect(static_cast<graph::NodeIndex>(i)).contains(canvas()->mapFromGlobal(QPoint(x, y))))
            return child(i);
    }
    return nullptr;
}

QAccessibleInterface* GraphAccessible::focusChild() const
{
    return canvas()->hasFocus() && canvas()->current() != graph::NoNode ? child(static_cast<int>(canvas()->current())) : nullptr;
}

GraphNodeAccessible::GraphNodeAccessible(GraphCanvas* canvas, const ObjectKey& key)
    : m_canvas(canvas)
    , m_key(key)
{
}

int GraphNodeAccessible::index() const
{
    const auto node = m_canvas && m_canvas->scene() ? m_canvas->scene()->graph().find(m_key) : graph::NoNode;
    return node == graph::NoNode ? -1 : static_cast<int>(node);
}

QWindow* GraphNodeAccessible::window() const
{
    return m_canvas ? m_canvas->window()->windowHandle() : nullptr;
}

QAccessibleInterface* GraphNodeAccessible::parent() const
{
    return m_canvas ? QAccessible::queryAccessibleInterface(m_canvas) : nullptr;
}

QString GraphNodeAccessible::text(QAccessible::Text text) const
{
    if (index() < 0)
        return {};
    const auto node = static_cast<graph::NodeIndex>(index());
    const GraphScene& scene = *m_canvas->scene();
    if (text == QAccessible::Name)
        return nodeSentence(scene.graph().nodes()[node]);
    return text == QAccessible::Description ? nodeLinks(scene.graph(), node) : QString();
}

QRect GraphNodeAccessible::rect() const
{
    if (index() < 0)
        return {};
    const QRect at = m_canvas->viewRect(static_cast<graph::NodeIndex>(index()));
    return {m_canvas->mapToGlobal(at.topLeft()), at.size()};
}

QAccessible::State GraphNodeAccessible::state() const
{
    QAccessible::State state;
    if (index() < 0) {
        state.invalid = true;
        return state;
    }
    const auto node = static_cast<graph::NodeIndex>(index());
    state.selectable = state.focusable = true;
    state.selected = m_canvas->current() == node;
    state.focused = state.selected && m_canvas->hasFocus();
    state.offscreen = !m_canvas->viewRect(node).intersects(m_canvas->rect());
    return state;
}

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
// The graph for screen readers: `Graph` holds nodes, a node is named by its sentence and described by its links. Made on
// demand; a node is known by its key, so one that stays is the same object in the next scene.
#pragma once

#include "base/object_key.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <unordered_map>

namespace dg::views {

class GraphCanvas;

void installGraphAccessibility(); // once; called by the canvas

class GraphAccessible final : public QAccessibleWidget {
public:
    explicit GraphAccessible(GraphCanvas* canvas);
    ~GraphAccessible() override;
    [[nodiscard]] GraphCanvas* canvas() const;
    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;

private:
    mutable std::unordered_map<ObjectKey, QAccessible::Id> m_ids;
};

class GraphNodeAccessible final : public QAccessibleInterface {
public:
    GraphNodeAccessible(GraphCanvas* canvas, const ObjectKey& key);
    [[nodiscard]] int index() const; // -1: not in the scene
    bool isValid() const override { return index() >= 0; }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override;
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text text) const override;
    void setText(QAccessible::Text, const QString&) override { }
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override;

private:
    QPointer<GraphCanvas> m_canvas;
    ObjectKey m_key;
};

} // namespace dg::views

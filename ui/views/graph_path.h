// SPDX-License-Identifier: Apache-2.0
// The row under the graph: the way to the current node and who waits behind it, as text with links. What is written here
// is what a screen reader says of the graph.
#pragma once

#include "graph/graph.h"

#include <QWidget>

class QHBoxLayout;

namespace dg::widgets {
class PlainLabel;
}

namespace dg::views {

class GraphScene;

class GraphPath final : public QWidget {
    Q_OBJECT
public:
    explicit GraphPath(QWidget* parent = nullptr);
    void show(const GraphScene* scene, graph::NodeIndex current); // null: empty
    [[nodiscard]] QString sentence() const { return accessibleName(); } // "Path: apps, payments Failed, web Waiting. 4 of 5 in this column"

Q_SIGNALS:
    void chosen(const dg::ObjectKey& key);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void clear();
    void addStep(const graph::Node& node, bool current, bool withState);
    QHBoxLayout* m_row;
    QHBoxLayout* m_steps;
    widgets::PlainLabel* m_place;
    QString m_shown; // what stands there, to leave it alone when it is the same
};

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
// The graph to look at and walk through: pan (drag, wheel with Shift, Shift+arrows), zoom (wheel, + - 0), arrows along
// edges and within the column, Enter opens. One node is current; screen readers see a list of nodes.
#pragma once

#include "graph_painter.h"
#include "graph_scene.h"
#include "graph_tiles.h"

#include <QWidget>

#include <memory>
#include <vector>

class QHelpEvent;

namespace dg::views {

class GraphMinimap;

class GraphCanvas final : public QWidget {
    Q_OBJECT
public:
    explicit GraphCanvas(QWidget* parent = nullptr);
    ~GraphCanvas() override;

    // `keepView`: what is current, or else in the middle, stays where it is on the screen.
    void setScene(std::unique_ptr<GraphScene> scene, bool keepView);
    [[nodiscard]] GraphScene* scene() const { return m_scene.get(); }
    void nodesChanged(const std::vector<graph::NodeIndex>& nodes); // of their live fields
    void setMessage(const QString& sentence); // in place of a graph; empty: none

    [[nodiscard]] graph::NodeIndex current() const { return m_current; }
    void setCurrent(graph::NodeIndex node, bool bringIntoView); // no signal
    [[nodiscard]] qreal zoom() const { return m_zoom; }
    void zoomBy(qreal factor);
    void zoomTo(qreal zoom);
    void fit(); // the whole graph, not larger than 100 %
    void centreOn(graph::NodeIndex node);
    void panBy(const QPoint& viewPixels);
    [[nodiscard]] QRect viewRect(graph::NodeIndex node) const; // in widget pixels
    // Paints now whatever is in view, as paintEvent() would; for measuring.
    void paintInto(QPainter* painter);

Q_SIGNALS:
    void currentChanged(); // by the user
    void activated(); // Enter, double click
    void zoomChanged();
    void contextMenuRequested(const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QPointF toScene(const QPointF& inWidget) const;
    void zoomAt(qreal zoom, const QPointF& inWidget);
    void setOffset(const QPointF& offset);
    void viewMoved();
    void choose(graph::NodeIndex node); // by the user
    [[nodiscard]] graph::NodeIndex inColumn(int step) const;
    [[nodiscard]] graph::NodeIndex alongEdge(bool right) const;
    void showTip(QHelpEvent* event);
    void tellReaders();
    const theme::Theme& m_theme;
    GraphPainter m_painter;
    GraphTiles m_tiles;
    std::unique_ptr<GraphScene> m_scene;
    GraphMinimap* m_minimap;
    QString m_message;
    graph::NodeIndex m_current = graph::NoNode;
    std::vector<graph::NodeIndex> m_trail; // where Left and Right came from: the way back is the way here
    QPointF m_offset; // widget pixels: the scene's origin in the widget
    qreal m_zoom = 1;
    QPoint m_pressed;
    bool m_dragging = false;
};

} // namespace dg::views

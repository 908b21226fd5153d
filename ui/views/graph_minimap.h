// SPDX-License-Identifier: Apache-2.0
// The whole scene in a corner, with what is in view; a click goes there. Screen readers have the path row instead.
#pragma once

#include <QPixmap>
#include <QWidget>

namespace dg::views {

class GraphPainter;
class GraphScene;

class GraphMinimap final : public QWidget {
    Q_OBJECT
public:
    GraphMinimap(const GraphPainter& painter, QWidget* parent);
    void setScene(const GraphScene* scene); // not owned
    void setView(const QRectF& inScene);
    void refresh(); // states or colours changed

Q_SIGNALS:
    void pointed(const QPointF& inScene);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QTransform toMap() const;
    void makePicture();
    const GraphPainter& m_painter;
    const GraphScene* m_scene = nullptr;
    QRectF m_view;
    QPixmap m_picture;
};

} // namespace dg::views

// SPDX-License-Identifier: Apache-2.0
// The live tree: a table over items::TreeModel's flat rows that paints itself as a tree. Fixed row height; the current row,
// the selection and what is on screen hold still while rows come and go; order is frozen while somebody is busy in it.
#pragma once

#include "base/object_key.h"

#include <QTableView>

#include <memory>
#include <vector>

namespace dg::items {
class TreeModel;
}
namespace dg::theme {
class Theme;
}

namespace dg::widgets {

class TreeView final : public QTableView {
    Q_OBJECT
public:
    explicit TreeView(const theme::Theme& theme, QWidget* parent = nullptr);
    ~TreeView() override;

    void setTreeModel(items::TreeModel* model); // not owned; null: an empty view. Another cluster: call again
    [[nodiscard]] items::TreeModel* treeModel() const;

    [[nodiscard]] ObjectKey currentObject() const; // empty for groups and notices
    [[nodiscard]] std::vector<ObjectKey> selectedObjects() const; // top to bottom
    bool select(const ObjectKey& key); // reveals; false when there is no such object
    void setComfortable(bool on); // 4 px more per row
    void setStale(bool on); // the stream is lost: text drops to text2

    // Acts on the current row and follows what the keys do.
    void expandAllRows();
    void collapseAllRows();
    void repaintAges(); // once a second: only the Applied and Next columns on screen
    // What the user dragged in the header, to be kept in the settings; anything not understood changes nothing.
    [[nodiscard]] QByteArray columnWidths() const;
    void setColumnWidths(const QByteArray& widths);
    void wordsChanged(); // language or TextSource changed: measures and repaints

    // The sentence of a row for screen readers; empty when there is no such row.
    [[nodiscard]] QString rowSentence(int row) const;

Q_SIGNALS:
    void currentObjectChanged(const dg::ObjectKey& key);
    void activated(const dg::ObjectKey& key); // Enter, double click
    void contextMenuRequested(const QPoint& globalPosition, const std::vector<dg::ObjectKey>& keys);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void keyboardSearch(const QString& search) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    friend class TreePainter;
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::widgets

// SPDX-License-Identifier: Apache-2.0
// The tree for screen readers (contracts.md §3): `Tree` holds rows, a row is named by its sentence and holds cells, a cell is
// named by its column and described by its content. Made on demand, kept by node id, so a row that moves stays the same object.
#pragma once

#include "base/result.h"
#include "tree/fleet_tree.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <unordered_map>

namespace dg::widgets {

class TreeView;

class TreeAccessible final : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit TreeAccessible(TreeView* view);
    ~TreeAccessible() override;

    [[nodiscard]] TreeView* view() const;
    // The interface of a row or of one of its cells; null for column < -1 or rows that are not there.
    [[nodiscard]] QAccessibleInterface* of(tree::NodeId id, int column) const;

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QAccessibleInterface* cellAt(int row, int column) const override;
    int selectedCellCount() const override;
    QList<QAccessibleInterface*> selectedCells() const override;
    QString columnDescription(int column) const override;
    QString rowDescription(int row) const override;
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override;
    int columnCount() const override;
    int rowCount() const override;
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override;
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override;
    bool selectRow(int row) override;
    bool selectColumn(int) override { return false; }
    bool unselectRow(int row) override;
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent* event) override;

private:
    void dropAll() const;
    mutable std::unordered_map<quint64, QAccessible::Id> m_ids; // (node id, column + 1)
    mutable bool m_dropping = false;
};

class TreeRowAccessible final : public QAccessibleInterface {
public:
    TreeRowAccessible(TreeView* view, tree::NodeId id)
        : m_view(view)
        , m_id(id)
    {
    }
    [[nodiscard]] int row() const; // -1 when it is not shown
    [[nodiscard]] tree::NodeId id() const { return m_id; }

    bool isValid() const override { return row() >= 0; }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int index) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QString text(QAccessible::Text text) const override;
    void setText(QAccessible::Text, const QString&) override { }
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::TreeItem; }
    QAccessible::State state() const override;

private:
    QPointer<TreeView> m_view;
    tree::NodeId m_id;
};

class TreeCellAccessible final : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    TreeCellAccessible(TreeView* view, tree::NodeId id, int column)
        : m_view(view)
        , m_id(id)
        , m_column(column)
    {
    }
    [[nodiscard]] int row() const;
    [[nodiscard]] int column() const { return m_column; }

    bool isValid() const override { return row() >= 0; }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override;
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text text) const override;
    void setText(QAccessible::Text, const QString&) override { }
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    bool isSelected() const override;
    QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_column; }
    int rowIndex() const override { return row(); }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface* table() const override;

private:
    QPointer<TreeView> m_view;
    tree::NodeId m_id;
    int m_column;
};

} // namespace dg::widgets

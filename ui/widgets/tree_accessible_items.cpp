// SPDX-License-Identifier: Apache-2.0
#include "tree_accessible.h"

#include "items/tree_model.h"
#include "text/words.h"
#include "widgets/tree_view.h"

#include <QCoreApplication>
#include <QItemSelectionModel>

namespace dg::widgets {

using items::TreeModel;

namespace {

TreeAccessible* treeOf(TreeView* view)
{
    return view ? static_cast<TreeAccessible*>(QAccessible::queryAccessibleInterface(view)) : nullptr;
}

int rowOf(const TreeView* view, tree::NodeId id)
{
    return view && view->treeModel() ? view->treeModel()->tree().indexOf(id) : -1;
}

QRect onScreen(const TreeView* view, const QRect& inViewport)
{
    return {view->viewport()->mapToGlobal(inViewport.topLeft()), inViewport.size()};
}

QWindow* windowOf(const TreeView* view)
{
    return view && view->window() ? view->window()->windowHandle() : nullptr;
}

QAccessible::State rowState(const TreeView* view, int row)
{
    QAccessible::State state;
    state.selectable = true;
    state.focusable = true;
    state.multiSelectable = true;
    state.selected = view->selectionModel() && view->selectionModel()->isSelected(view->treeModel()->index(row, 0));
    state.focused = view->hasFocus() && view->currentIndex().row() == row;
    const QRect place = view->visualRect(view->treeModel()->index(row, 0));
    if (!place.intersects(view->viewport()->rect()))
        state.offscreen = true;
    return state;
}

} // namespace

int TreeRowAccessible::row() const
{
    return rowOf(m_view, m_id);
}
QWindow* TreeRowAccessible::window() const
{
    return windowOf(m_view);
}
QAccessibleInterface* TreeRowAccessible::parent() const
{
    return treeOf(m_view);
}
int TreeRowAccessible::childCount() const
{
    return TreeModel::ColumnCount;
}

QAccessibleInterface* TreeRowAccessible::child(int index) const
{
    TreeAccessible* tree = treeOf(m_view);
    return tree && index >= 0 && index < TreeModel::ColumnCount ? tree->of(m_id, index) : nullptr;
}

int TreeRowAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* cell = dynamic_cast<const TreeCellAccessible*>(child);
    return cell ? cell->column() : -1;
}

QAccessibleInterface* TreeRowAccessible::childAt(int x, int y) const
{
    if (!isValid())
        return nullptr;
    const QModelIndex index = m_view->indexAt(m_view->viewport()->mapFromGlobal(QPoint(x, y)));
    return index.isValid() && index.row() == row() ? child(index.column()) : nullptr;
}

QString TreeRowAccessible::text(QAccessible::Text text) const
{
    const int r = row();
    if (r < 0)
        return {};
    if (text == QAccessible::Name)
        return m_view->rowSentence(r);
    if (text == QAccessible::Description) // Qt 6.4 hands on no level of its own
        return QCoreApplication::translate("dg::widgets::TreeView", "Level %1").arg(m_view->treeModel()->row(r).depth + 1);
    return {};
}

QRect TreeRowAccessible::rect() const
{
    const int r = row();
    if (r < 0)
        return {};
    QRect box = m_view->visualRect(m_view->treeModel()->index(r, 0));
    box.setLeft(0);
    box.setWidth(m_view->viewport()->width());
    return onScreen(m_view, box);
}

QAccessible::State TreeRowAccessible::state() const
{
    const int r = row();
    if (r < 0) {
        QAccessible::State gone;
        gone.invalid = true;
        return gone;
    }
    QAccessible::State state = rowState(m_view, r);
    const tree::Row row = m_view->treeModel()->row(r);
    state.expandable = row.hasChildren;
    state.expanded = row.hasChildren && row.expanded;
    state.collapsed = row.hasChildren && !row.expanded;
    return state;
}

int TreeCellAccessible::row() const
{
    return rowOf(m_view, m_id);
}
QWindow* TreeCellAccessible::window() const
{
    return windowOf(m_view);
}

QAccessibleInterface* TreeCellAccessible::parent() const
{
    TreeAccessible* tree = treeOf(m_view);
    return tree ? tree->of(m_id, -1) : nullptr;
}

QAccessibleInterface* TreeCellAccessible::table() const
{
    return treeOf(m_view);
}

QString TreeCellAccessible::text(QAccessible::Text text) const
{
    const int r = row();
    if (r < 0)
        return {};
    const TreeModel* model = m_view->treeModel();
    if (text == QAccessible::Name)
        return model->headerData(m_column, Qt::Horizontal, Qt::DisplayRole).toString();
    if (text == QAccessible::Value || text == QAccessible::Description) {
        const QModelIndex index = model->index(r, m_column);
        // The Name column's accessible text is the sentence of the row.
        const QString sentence = m_column == TreeModel::Name ? QString() : index.data(Qt::AccessibleTextRole).toString();
        return sentence.isEmpty() ? index.data(Qt::DisplayRole).toString() : sentence;
    }
    return {};
}

QRect TreeCellAccessible::rect() const
{
    const int r = row();
    return r < 0 ? QRect() : onScreen(m_view, m_view->visualRect(m_view->treeModel()->index(r, m_column)));
}

QAccessible::State TreeCellAccessible::state() const
{
    const int r = row();
    if (r < 0) {
        QAccessible::State gone;
        gone.invalid = true;
        return gone;
    }
    QAccessible::State state = rowState(m_view, r);
    state.focused = false; // the row has it
    state.invisible = m_view->isColumnHidden(m_column);
    return state;
}

void* TreeCellAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this) : nullptr;
}

bool TreeCellAccessible::isSelected() const
{
    return state().selected;
}

} // namespace dg::widgets

// SPDX-License-Identifier: Apache-2.0
// The tree as a whole; its rows and cells are in tree_accessible_items.cpp.
#include "tree_accessible.h"

#include "items/tree_model.h"
#include "tree_view_impl.h"
#include "widgets/tree_view.h"

#include <QItemSelectionModel>

namespace dg::widgets {

using items::TreeModel;

namespace {

constexpr std::size_t MaxKept = 4000; // rows and cells that a reader has looked at; then forgotten and made anew

QAccessibleInterface* make(const QString& className, QObject* object)
{
    if (className == QLatin1String("dg::widgets::TreeView"))
        return new TreeAccessible(static_cast<TreeView*>(object));
    return nullptr;
}

} // namespace

void installTreeAccessibility()
{
    static const bool once = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(once);
}

TreeAccessible::TreeAccessible(TreeView* view)
    : QAccessibleWidget(view, QAccessible::Tree)
{
}
TreeAccessible::~TreeAccessible()
{
    dropAll();
}

TreeView* TreeAccessible::view() const
{
    return static_cast<TreeView*>(widget());
}

void TreeAccessible::dropAll() const
{
    for (const auto& [key, id] : m_ids)
        QAccessible::deleteAccessibleInterface(id);
    m_ids.clear();
    m_dropping = false;
}

QAccessibleInterface* TreeAccessible::of(tree::NodeId id, int column) const
{
    if (!id || !view()->treeModel())
        return nullptr;
    const quint64 key = (static_cast<quint64>(id) << 8) | static_cast<quint64>(column + 1);
    const auto found = m_ids.find(key);
    if (found != m_ids.end()) {
        if (QAccessibleInterface* iface = QAccessible::accessibleInterface(found->second))
            return iface;
    }
    if (m_ids.size() > MaxKept && !m_dropping) {
        // Later: the caller may hold one of them now.
        m_dropping = true;
        QMetaObject::invokeMethod(
            view(),
            [view = view()] {
                if (auto* tree = dynamic_cast<TreeAccessible*>(QAccessible::queryAccessibleInterface(view)))
                    tree->dropAll();
            },
            Qt::QueuedConnection);
    }
    QAccessibleInterface* iface = nullptr;
    if (column < 0)
        iface = new TreeRowAccessible(view(), id);
    else
        iface = new TreeCellAccessible(view(), id, column);
    m_ids[key] = QAccessible::registerAccessibleInterface(iface);
    return iface;
}

int TreeAccessible::childCount() const
{
    return rowCount();
}

QAccessibleInterface* TreeAccessible::child(int index) const
{
    const TreeModel* model = view()->treeModel();
    if (!model || index < 0 || index >= model->rowCount())
        return nullptr;
    return of(model->tree().idAt(index), -1);
}

int TreeAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* row = dynamic_cast<const TreeRowAccessible*>(child);
    return row ? row->row() : -1;
}

QAccessibleInterface* TreeAccessible::childAt(int x, int y) const
{
    const QModelIndex index = view()->indexAt(view()->viewport()->mapFromGlobal(QPoint(x, y)));
    return index.isValid() ? child(index.row()) : nullptr;
}

QAccessibleInterface* TreeAccessible::focusChild() const
{
    const QModelIndex index = view()->currentIndex();
    return view()->hasFocus() && index.isValid() ? child(index.row()) : nullptr;
}

void* TreeAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface)
        return static_cast<QAccessibleTableInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessibleInterface* TreeAccessible::cellAt(int row, int column) const
{
    const TreeModel* model = view()->treeModel();
    if (!model || row < 0 || row >= model->rowCount() || column < 0 || column >= TreeModel::ColumnCount)
        return nullptr;
    return of(model->tree().idAt(row), column);
}

int TreeAccessible::selectedCellCount() const
{
    return selectedRowCount() * TreeModel::ColumnCount;
}

QList<QAccessibleInterface*> TreeAccessible::selectedCells() const
{
    QList<QAccessibleInterface*> cells;
    for (const int row : selectedRows()) {
        for (int column = 0; column < TreeModel::ColumnCount; ++column)
            cells.append(cellAt(row, column));
    }
    return cells;
}

QString TreeAccessible::columnDescription(int column) const
{
    const TreeModel* model = view()->treeModel();
    return model ? model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() : QString();
}

QString TreeAccessible::rowDescription(int row) const
{
    return view()->rowSentence(row);
}
int TreeAccessible::selectedRowCount() const
{
    return static_cast<int>(selectedRows().size());
}
int TreeAccessible::columnCount() const
{
    return view()->treeModel() ? int(TreeModel::ColumnCount) : 0;
}
int TreeAccessible::rowCount() const
{
    return view()->treeModel() ? view()->treeModel()->rowCount() : 0;
}

QList<int> TreeAccessible::selectedRows() const
{
    QList<int> rows;
    const QItemSelectionModel* selection = view()->selectionModel();
    if (!selection)
        return rows;
    for (const QModelIndex& index : selection->selectedRows())
        rows.append(index.row());
    return rows;
}

bool TreeAccessible::isRowSelected(int row) const
{
    const QItemSelectionModel* selection = view()->selectionModel();
    return selection && selection->isRowSelected(row);
}

bool TreeAccessible::selectRow(int row)
{
    if (row < 0 || row >= rowCount())
        return false;
    view()->setCurrentIndex(view()->treeModel()->index(row, 0));
    return true;
}

bool TreeAccessible::unselectRow(int row)
{
    if (row < 0 || row >= rowCount())
        return false;
    view()->selectionModel()->select(view()->treeModel()->index(row, 0), QItemSelectionModel::Deselect | QItemSelectionModel::Rows);
    return true;
}

void TreeAccessible::modelChange(QAccessibleTableModelChangeEvent* event)
{
    // Rows and cells know their node, not their place: only a reset can make many of them void.
    if (event->modelChangeType() == QAccessibleTableModelChangeEvent::ModelReset)
        dropAll();
}

} // namespace dg::widgets

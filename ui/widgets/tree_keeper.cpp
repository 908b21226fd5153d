// SPDX-License-Identifier: Apache-2.0
#include "tree_keeper.h"

#include "base/result.h"
#include "items/tree_model.h"

#include <QItemSelectionModel>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace dg::widgets {

using items::TreeModel;

TreeKeeper::TreeKeeper(QTableView* view)
    : QObject(view)
    , m_view(view)
{
}

void TreeKeeper::connectBefore(TreeModel* model)
{
    if (m_model)
        disconnect(m_model, nullptr, this, nullptr);
    m_model = model;
    m_anchors.clear();
    m_lost.clear();
    m_lostCurrent = 0;
    m_touched = false;
    if (!model)
        return;
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &TreeKeeper::rowsGo);
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &TreeKeeper::rowsWillCome);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &TreeKeeper::willReset);
    connect(model, &QObject::destroyed, this, [this] { m_model = nullptr; });
}

void TreeKeeper::connectAfter(TreeModel* model)
{
    if (!model)
        return;
    connect(model, &QAbstractItemModel::rowsInserted, this, &TreeKeeper::rowsCome);
    connect(model, &QAbstractItemModel::modelReset, this, &TreeKeeper::wasReset);
}

// The first change of a batch: what is on screen now must still be there when the batch is over.
void TreeKeeper::hold()
{
    if (m_holding || !m_model)
        return;
    m_holding = true;
    m_anchors.clear();
    const QItemSelectionModel* selection = m_view->selectionModel();
    m_hadSelection = selection && selection->hasSelection();
    if (m_touched || m_view->verticalScrollBar()->value() > 0) {
        const int rows = m_model->rowCount();
        const int height = m_view->viewport()->height();
        // The chosen row leads where it is on screen: what comes above it does not push it away.
        if (const QModelIndex current = m_view->currentIndex(); current.isValid() && m_hadSelection) {
            const int y = m_view->rowViewportPosition(current.row());
            if (y >= 0 && y < height)
                m_anchors.push_back({m_model->tree().idAt(current.row()), y});
        }
        for (int row = std::max(0, m_view->rowAt(0)); row < rows; ++row) {
            const int y = m_view->rowViewportPosition(row);
            if (y >= height)
                break;
            m_anchors.push_back({m_model->tree().idAt(row), y});
        }
    }
    // Before the paint event of the same turn: update requests are posted with a lower priority.
    QMetaObject::invokeMethod(this, &TreeKeeper::restore, Qt::QueuedConnection);
}

void TreeKeeper::rowsWillCome()
{
    hold();
}

void TreeKeeper::rowsGo(const QModelIndex&, int first, int last)
{
    hold();
    const QItemSelectionModel* selection = m_view->selectionModel();
    if (!selection)
        return;
    const QModelIndex current = m_view->currentIndex();
    if (current.isValid() && current.row() >= first && current.row() <= last && !m_lostCurrent)
        m_lostCurrent = m_model->tree().idAt(current.row());
    for (const QItemSelectionRange& range : selection->selection()) {
        for (int row = std::max(first, range.top()); row <= std::min(last, range.bottom()); ++row)
            m_lost.insert(m_model->tree().idAt(row));
    }
}

void TreeKeeper::selectRow(int row)
{
    m_view->selectionModel()->select(m_model->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void TreeKeeper::rowsCome(const QModelIndex&, int first, int last)
{
    if (m_lost.empty() && !m_lostCurrent)
        return;
    for (int row = first; row <= last; ++row) {
        const tree::NodeId id = m_model->tree().idAt(row);
        if (id == m_lostCurrent) {
            m_lostCurrent = 0;
            m_view->selectionModel()->setCurrentIndex(m_model->index(row, 0), QItemSelectionModel::NoUpdate);
        }
        if (m_lost.erase(id))
            selectRow(row);
    }
}

void TreeKeeper::willReset()
{
    hold();
    const QModelIndex current = m_view->currentIndex();
    if (current.isValid())
        m_lostCurrent = m_model->tree().idAt(current.row());
    const QItemSelectionModel* selection = m_view->selectionModel();
    for (const QModelIndex& index : selection->selectedRows())
        m_lost.insert(m_model->tree().idAt(index.row()));
}

void TreeKeeper::wasReset()
{
    for (const tree::NodeId id : m_lost) {
        const int row = m_model->tree().indexOf(id);
        if (row >= 0)
            selectRow(row);
    }
    m_lost.clear();
    const int row = m_lostCurrent ? m_model->tree().indexOf(m_lostCurrent) : -1;
    if (row >= 0) {
        m_view->selectionModel()->setCurrentIndex(m_model->index(row, 0), QItemSelectionModel::NoUpdate);
        m_lostCurrent = 0;
        m_anchors.clear(); // the user changed order or filter: the current row leads, not the place
        QMetaObject::invokeMethod(
            m_view, [view = m_view] { view->scrollTo(view->currentIndex()); }, Qt::QueuedConnection);
    }
}

void TreeKeeper::restore()
{
    m_holding = false;
    m_lost.clear();
    m_lostCurrent = 0;
    if (!m_model)
        return;
    QItemSelectionModel* selection = m_view->selectionModel();
    // The selected object is gone for good: the row that Qt chose beside it takes over.
    if (m_hadSelection && selection && !selection->hasSelection() && m_view->currentIndex().isValid())
        selectRow(m_view->currentIndex().row());
    for (const Anchor& anchor : m_anchors) {
        const int row = m_model->tree().indexOf(anchor.id);
        if (row < 0)
            continue;
        const int change = m_view->rowViewportPosition(row) - anchor.offset; // also lays out what the change delayed
        if (change)
            m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() + change);
        break;
    }
    m_anchors.clear();
    Q_EMIT settled();
}

} // namespace dg::widgets

// SPDX-License-Identifier: Apache-2.0
// TreeView: keys, mouse, the current object, and the freeze of the order.
#include "tree_view_impl.h"

#include "text/words.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScopeGuard>
#include <QScrollBar>

#include <algorithm>

namespace dg::widgets {

using items::TreeModel;

namespace {

constexpr int FrozenAfterKey = 2000; // ms, design §4 "Nothing jumps"
constexpr int TypeAheadPause = 1000; // ms, after which typing starts a new word

} // namespace

bool TreeView::Impl::busy() const
{
    return pointerInside || (sinceKey.isValid() && sinceKey.elapsed() < FrozenAfterKey);
}

void TreeView::Impl::touch()
{
    keeper.setTouched();
    if (model)
        model->tree().setFrozen(true);
    if (!pointerInside)
        thaw.start(FrozenAfterKey);
}

void TreeView::Impl::maybeThaw()
{
    if (busy()) {
        if (!pointerInside)
            thaw.start(FrozenAfterKey);
        return;
    }
    if (model)
        model->tree().setFrozen(false);
    refreshPill();
}

void TreeView::Impl::refreshPill()
{
    pill->setCount(model && busy() ? model->tree().pendingMoves() : 0);
}

void TreeView::Impl::setExpanded(int row, bool expanded)
{
    if (!model || row < 0)
        return;
    const tree::NodeId id = model->tree().idAt(row);
    if (!expanded) {
        // The current row must not vanish with the branch: it goes up to the branch's head.
        for (int up = view.currentIndex().row(); up >= 0; up = model->tree().parentRow(up)) {
            if (up == row && view.currentIndex().row() != row)
                view.setCurrentIndex(model->index(row, 0));
        }
    }
    model->tree().setExpanded(row, expanded);
    const int now = model->tree().indexOf(id);
    if (now >= 0)
        view.viewport()->update(view.visualRect(model->index(now, 0)).adjusted(0, 0, view.viewport()->width(), 0));
    if (QAccessible::isActive() && now >= 0) {
        QAccessible::State state;
        state.expanded = true;
        QAccessibleStateChangeEvent event(&view, state);
        event.setChild(now);
        QAccessible::updateAccessibility(&event);
    }
}

void TreeView::expandAllRows()
{
    if (m_impl->model)
        m_impl->model->tree().expandAll();
    viewport()->update();
}

void TreeView::collapseAllRows()
{
    if (!m_impl->model)
        return;
    int top = currentIndex().row();
    for (int up = top; up >= 0; up = m_impl->model->tree().parentRow(up))
        top = up;
    if (top >= 0)
        setCurrentIndex(m_impl->model->index(top, 0));
    m_impl->model->tree().collapseAll();
    viewport()->update();
}

void TreeView::keyPressEvent(QKeyEvent* event)
{
    TreeModel* model = m_impl->model;
    if (!model)
        return QTableView::keyPressEvent(event);
    m_impl->sinceKey.start();
    m_impl->touch();
    const int row = currentIndex().row();
    // The keys lead the view; rows that come and go by themselves never do, so Qt's own scrolling is off.
    const auto follow = qScopeGuard([this, row] {
        if (currentIndex().isValid() && currentIndex().row() != row)
            scrollTo(currentIndex());
    });
    int key = event->key();
    if (layoutDirection() == Qt::RightToLeft && (key == Qt::Key_Left || key == Qt::Key_Right))
        key = key == Qt::Key_Left ? Qt::Key_Right : Qt::Key_Left;
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const auto go = [&](int to) {
        if (to >= 0 && to < model->rowCount())
            setCurrentIndex(model->index(to, 0));
    };
    if (plain && row >= 0) {
        const tree::Row current = model->row(row);
        switch (key) {
        case Qt::Key_Right:
            if (current.hasChildren && !current.expanded)
                m_impl->setExpanded(row, true);
            else if (current.hasChildren && row + 1 < model->rowCount() && model->tree().parentRow(row + 1) == row)
                go(row + 1);
            return;
        case Qt::Key_Left:
            if (current.hasChildren && current.expanded)
                m_impl->setExpanded(row, false);
            else
                go(model->tree().parentRow(row));
            return;
        case Qt::Key_Plus:
            m_impl->setExpanded(row, true);
            return;
        case Qt::Key_Minus:
            m_impl->setExpanded(row, false);
            return;
        case Qt::Key_Asterisk:
            expandAllRows();
            return;
        case Qt::Key_Space:
            if (m_impl->typed.isEmpty() || m_impl->sinceTyped.elapsed() > TypeAheadPause) {
                selectionModel()->select(currentIndex(), QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
                return;
            }
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!current.key.empty())
                Q_EMIT activated(current.key);
            return;
        default:
            break;
        }
    }
    QTableView::keyPressEvent(event);
}

QModelIndex TreeView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (!m_impl->model || m_impl->model->rowCount() == 0)
        return {};
    const int last = m_impl->model->rowCount() - 1;
    const int row = currentIndex().row();
    const int page = std::max(1, viewport()->height() / verticalHeader()->defaultSectionSize() - 1);
    int to = row;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        to = row - 1;
        break;
    case MoveDown:
    case MoveNext:
        to = row + 1;
        break;
    case MoveHome:
        to = 0;
        break;
    case MoveEnd:
        to = last;
        break;
    case MovePageUp:
        to = row - page;
        break;
    case MovePageDown:
        to = row + page;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return m_impl->model->index(std::clamp(to, 0, last), 0);
}

void TreeView::keyboardSearch(const QString& search)
{
    TreeModel* model = m_impl->model;
    if (!model || search.isEmpty() || model->rowCount() == 0)
        return;
    const bool again = m_impl->sinceTyped.isValid() && m_impl->sinceTyped.elapsed() < TypeAheadPause;
    m_impl->typed = again ? m_impl->typed + search : search;
    m_impl->sinceTyped.start();
    // The same letter again means the next one; a longer word looks from here.
    const bool sameLetter = m_impl->typed.count(m_impl->typed.front()) == m_impl->typed.size();
    const QString wanted = sameLetter ? m_impl->typed.left(1) : m_impl->typed;
    const int rows = model->rowCount();
    const int from = std::max(0, currentIndex().row()) + (sameLetter ? 1 : 0);
    for (int i = 0; i < rows; ++i) {
        const int row = (from + i) % rows;
        if (text::qs(model->row(row).name).startsWith(wanted, Qt::CaseInsensitive)) {
            setCurrentIndex(model->index(row, 0));
            return;
        }
    }
}

void TreeView::mousePressEvent(QMouseEvent* event)
{
    m_impl->touch();
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && event->button() == Qt::LeftButton && m_impl->model) {
        const tree::Row row = m_impl->model->row(index.row());
        const QRect cell = m_impl->cells(visualRect(index).y(), verticalHeader()->defaultSectionSize())[TreeModel::Name];
        if (row.hasChildren && TreePainter::chevronBox(cell, row.depth, layoutDirection()).adjusted(-4, 0, 4, 0).contains(event->pos())) {
            m_impl->setExpanded(index.row(), !row.expanded);
            return;
        }
    }
    QTableView::mousePressEvent(event);
}

void TreeView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid() || event->button() != Qt::LeftButton || !m_impl->model)
        return;
    const tree::Row row = m_impl->model->row(index.row());
    if (!row.key.empty())
        Q_EMIT activated(row.key);
    else if (row.hasChildren)
        m_impl->setExpanded(index.row(), !row.expanded);
}

void TreeView::contextMenuEvent(QContextMenuEvent* event)
{
    QPoint where = event->globalPos();
    if (event->reason() != QContextMenuEvent::Mouse && currentIndex().isValid())
        where = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    Q_EMIT contextMenuRequested(where, selectedObjects());
    event->accept();
}

ObjectKey TreeView::currentObject() const
{
    const QModelIndex index = currentIndex();
    return m_impl->model && index.isValid() ? m_impl->model->row(index.row()).key : ObjectKey{};
}

std::vector<ObjectKey> TreeView::selectedObjects() const
{
    std::vector<ObjectKey> keys;
    if (!m_impl->model || !selectionModel())
        return keys;
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (const int row : rows) {
        const ObjectKey key = m_impl->model->row(row).key;
        if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end())
            keys.push_back(key);
    }
    return keys;
}

bool TreeView::select(const ObjectKey& key)
{
    const int row = m_impl->model ? m_impl->model->tree().reveal(key) : -1;
    if (row < 0)
        return false;
    m_impl->keeper.setTouched(); // what is asked for stays in sight while rows come
    setCurrentIndex(m_impl->model->index(row, 0));
    scrollTo(currentIndex());
    // Rows of the same batch may not be laid out yet: once more when they are.
    QMetaObject::invokeMethod(
        this,
        [this] {
            updateGeometries();
            scrollTo(currentIndex());
        },
        Qt::QueuedConnection);
    return true;
}

QString TreeView::rowSentence(int row) const
{
    if (!m_impl->model || row < 0 || row >= m_impl->model->rowCount())
        return {};
    const QString given = m_impl->model->index(row, TreeModel::Name).data(Qt::AccessibleTextRole).toString();
    if (!given.isEmpty())
        return given;
    const tree::Row r = m_impl->model->row(row);
    if (r.key.empty())
        return text::cleanLine(r.name);
    return QStringLiteral("%1, %2").arg(text::qs(r.key.toString()), text::stateName(r.verdict));
}

void TreeView::Impl::announceLater()
{
    if (announcePending)
        return;
    announcePending = true;
    // Rows that move are removed and inserted: only what stands when the turn is over counts.
    QMetaObject::invokeMethod(
        &view,
        [this] {
            announcePending = false;
            const ObjectKey now = view.currentObject();
            if (now == announced)
                return;
            announced = now;
            Q_EMIT view.currentObjectChanged(now);
        },
        Qt::QueuedConnection);
}

// QTableView's own versions tell a screen reader positions in its own accessible table; ours has rows.
void TreeView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QAbstractItemView::currentChanged(current, previous);
    viewport()->update();
    m_impl->announceLater();
    if (QAccessible::isActive() && current.isValid() && hasFocus()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(current.row());
        QAccessible::updateAccessibility(&event);
    }
}

void TreeView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    viewport()->update();
    if (QAccessible::isActive() && !selected.isEmpty()) {
        QAccessibleEvent event(this, QAccessible::SelectionWithin);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace dg::widgets

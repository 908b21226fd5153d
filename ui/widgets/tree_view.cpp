// SPDX-License-Identifier: Apache-2.0
// The view itself: set-up, painting, keyboard and mouse.
#include "tree_view_impl.h"

#include "widgets/labels.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace dg::widgets {

using items::TreeModel;
using theme::Color;
namespace metric = theme::metric;

namespace {
constexpr int SmallestColumn = 40, LargestColumn = 1200;
}

TreeView::TreeView(const theme::Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_impl(std::make_unique<Impl>(*this, theme))
{
    installTreeAccessibility();
    setObjectName(QStringLiteral("tree"));
    setAccessibleName(tr("Tree"));
    m_impl->header = new TreeHeader(this);
    setHorizontalHeader(m_impl->header);
    connect(
        m_impl->header, &QHeaderView::sectionResized, this, [this](int column, int, int width) { m_impl->columnDragged(column, width); });
    connect(m_impl->header, &QHeaderView::sectionHandleDoubleClicked, this, [this](int column) { // back to the design's width
        if (column < 0 || column >= TreeModel::ColumnCount)
            return;
        m_impl->userWidths[static_cast<std::size_t>(column)] = 0;
        m_impl->layOut();
        viewport()->update();
    });
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setDragDropMode(NoDragDrop);
    setAutoScroll(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    m_impl->corner = new Surface(Color::Raised, this);
    m_impl->corner->setFixedHeight(m_impl->header->sizeHint().height());
    addScrollBarWidget(m_impl->corner, Qt::AlignTop);
    m_impl->pill = new MovedPill(this);
    m_impl->thaw.setSingleShot(true);
    m_impl->pillTimer.setSingleShot(true);
    connect(m_impl->pill, &MovedPill::sortRequested, this, [this] {
        if (!m_impl->model)
            return;
        m_impl->model->tree().setFrozen(false);
        m_impl->touch();
        m_impl->refreshPill();
        setFocus();
    });
    connect(m_impl->pill, &MovedPill::resized, this, [this] { m_impl->placePill(); });
    connect(&m_impl->thaw, &QTimer::timeout, this, [this] { m_impl->maybeThaw(); });
    connect(&m_impl->pillTimer, &QTimer::timeout, this, [this] { m_impl->refreshPill(); });
    connect(&m_impl->keeper, &TreeKeeper::settled, this, [this] {
        m_impl->announceLater();
        m_impl->refreshPill();
    });
    connect(&theme, &theme::Theme::changed, this, [this] {
        m_impl->painter.refresh();
        viewport()->update();
    });
    setComfortable(false);
}

TreeView::~TreeView() = default;

void TreeView::setTreeModel(TreeModel* model)
{
    if (m_impl->model == model)
        return;
    if (m_impl->model) {
        m_impl->model->tree().setFrozen(false);
        disconnect(m_impl->model, nullptr, this, nullptr);
    }
    QItemSelectionModel* before = selectionModel();
    m_impl->keeper.connectBefore(model);
    m_impl->model = model;
    setModel(model);
    delete before; // a view keeps the selection models it no longer uses
    m_impl->keeper.connectAfter(model);
    if (model)
        connect(model, &QAbstractItemModel::dataChanged, this, [this] {
            if (!m_impl->pillTimer.isActive() && m_impl->busy())
                m_impl->pillTimer.start(100);
        });
    m_impl->hoverRow = -1;
    m_impl->layOut();
    m_impl->refreshPill();
    m_impl->announceLater();
}

TreeModel* TreeView::treeModel() const
{
    return m_impl->model;
}

void TreeView::setComfortable(bool on)
{
    m_impl->comfortable = on;
    const int text = QFontMetrics(m_impl->theme.font(theme::FontRole::Body)).height();
    const int height = std::max(metric::Row, text + 6) + (on ? 4 : 0);
    verticalHeader()->setDefaultSectionSize(height);
    verticalScrollBar()->setSingleStep(height);
    viewport()->update();
}

void TreeView::setStale(bool on)
{
    if (m_impl->stale == on)
        return;
    m_impl->stale = on;
    viewport()->update();
}

void TreeView::wordsChanged()
{
    setAccessibleName(tr("Tree"));
    m_impl->painter.refresh();
    m_impl->layOut();
    m_impl->header->viewport()->update();
    viewport()->update();
}

void TreeView::repaintAges()
{
    for (const int column : {int(TreeModel::Applied), int(TreeModel::Next)}) {
        if (!m_impl->header->isSectionHidden(column))
            viewport()->update(
                QRect(m_impl->header->sectionViewportPosition(column), 0, m_impl->header->sectionSize(column), viewport()->height()));
    }
}

std::array<QRect, TreeModel::ColumnCount> TreeView::Impl::cells(int y, int height) const
{
    std::array<QRect, TreeModel::ColumnCount> result;
    for (int column = 0; column < TreeModel::ColumnCount; ++column) {
        if (!header->isSectionHidden(column))
            result[static_cast<std::size_t>(column)]
                = QRect(header->sectionViewportPosition(column), y, header->sectionSize(column), height);
    }
    return result;
}

void TreeView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(layoutDirection());
    const QRect dirty = event->rect();
    const int rows = m_impl->model ? m_impl->model->rowCount() : 0;
    const int height = verticalHeader()->defaultSectionSize();
    const int top = -verticalHeader()->offset();
    int row = std::clamp((dirty.top() - top) / height, 0, rows);
    int y = top + row * height;
    const bool focused = hasFocus() && isActiveWindow();
    const int current = currentIndex().row();
    const QItemSelectionModel* selection = selectionModel();
    for (; row < rows && y <= dirty.bottom(); ++row, y += height) {
        RowLook look;
        look.selected = selection && selection->isSelected(m_impl->model->index(row, 0));
        look.current = row == current;
        look.focused = focused;
        look.hovered = row == m_impl->hoverRow;
        look.stale = m_impl->stale;
        look.kindsWrittenOut = m_impl->plan.kindsWrittenOut;
        m_impl->painter.paint(&painter, *m_impl->model, row, QRect(0, y, viewport()->width(), height), m_impl->cells(y, height), look);
    }
    if (y <= dirty.bottom())
        painter.fillRect(QRect(0, std::max(y, dirty.top()), viewport()->width(), dirty.bottom() + 1 - std::max(y, dirty.top())),
            m_impl->theme.color(Color::Base));
}

void TreeView::Impl::layOut()
{
    // The scroll bar lies inside the design's width: it takes its 10 px from Message.
    const int width = view.viewport()->width();
    plan = planColumns(width, painter.texts(), painter.longestState(), userWidths);
    if (!model)
        return;
    layingOut = true;
    for (int column = 0; column < TreeModel::ColumnCount; ++column) {
        const int size = plan.width[static_cast<std::size_t>(column)];
        header->setSectionHidden(column, size == 0);
        if (size)
            header->resizeSection(column, size);
        header->setSectionResizeMode(column, column == TreeModel::Message ? QHeaderView::Fixed : QHeaderView::Interactive);
    }
    layingOut = false;
    placePill();
}

void TreeView::Impl::placePill()
{
    const QRect area = view.viewport()->geometry();
    const QSize size = pill->sizeHint();
    const QRect box(area.right() + 1 - size.width() - metric::Gap, area.top() + 4, size.width(), size.height());
    pill->setGeometry(QStyle::visualRect(view.layoutDirection(), area, box));
    pill->raise();
}

void TreeView::resizeEvent(QResizeEvent* event)
{
    // A banner that appears below the filter, or a window made smaller, must not hide the chosen row.
    const QModelIndex current = currentIndex();
    const int before = event->oldSize().height();
    const int y = current.isValid() ? rowViewportPosition(current.row()) : -1;
    const bool wasVisible = y >= 0 && y < before && selectionModel() && selectionModel()->hasSelection();
    QTableView::resizeEvent(event);
    m_impl->layOut();
    if (wasVisible)
        scrollTo(current);
}

QByteArray TreeView::columnWidths() const
{
    QByteArrayList parts;
    for (const int width : m_impl->userWidths)
        parts << QByteArray::number(width);
    return parts.join(',');
}

void TreeView::setColumnWidths(const QByteArray& widths)
{
    const QByteArrayList parts = widths.split(',');
    if (parts.size() != TreeModel::ColumnCount)
        return; // another version's columns
    for (std::size_t column = 0; column < m_impl->userWidths.size(); ++column) {
        bool isNumber = false;
        const int width = parts.at(static_cast<int>(column)).toInt(&isNumber);
        m_impl->userWidths[column] = isNumber && width > 0 ? std::clamp(width, SmallestColumn, LargestColumn) : 0;
    }
    m_impl->layOut();
}

void TreeView::Impl::columnDragged(int column, int width)
{
    if (layingOut || column < 0 || column >= TreeModel::Message)
        return;
    userWidths[static_cast<std::size_t>(column)] = width;
    layOut();
    view.viewport()->update();
}

void TreeView::Impl::setHover(int row)
{
    if (row == hoverRow)
        return;
    const int height = view.verticalHeader()->defaultSectionSize();
    for (const int r : {hoverRow, row}) {
        if (r >= 0)
            view.viewport()->update(0, r * height - view.verticalHeader()->offset(), view.viewport()->width(), height);
    }
    hoverRow = row;
}

bool TreeView::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::Enter:
        m_impl->pointerInside = true;
        m_impl->touch();
        break;
    case QEvent::Leave:
        m_impl->pointerInside = false;
        m_impl->setHover(-1);
        m_impl->maybeThaw();
        break;
    case QEvent::MouseMove:
        m_impl->setHover(rowAt(static_cast<QMouseEvent*>(event)->pos().y()));
        break;
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QModelIndex index = indexAt(help->pos());
        const QString tip = index.isValid() ? index.data(Qt::ToolTipRole).toString() : QString();
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), plainToolTip(tip), viewport(), visualRect(index));
        return true;
    }
    default:
        break;
    }
    return QTableView::viewportEvent(event);
}

void TreeView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (!m_impl)
        return;
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) {
        wordsChanged();
        setComfortable(m_impl->comfortable);
    } else if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::ActivationChange) {
        viewport()->update();
    }
}

void TreeView::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && m_impl->model && m_impl->model->rowCount() > 0)
        setCurrentIndex(m_impl->model->index(0, 0));
    viewport()->update();
}

void TreeView::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

void TreeView::wheelEvent(QWheelEvent* event)
{
    m_impl->keeper.setTouched();
    QTableView::wheelEvent(event);
}

} // namespace dg::widgets

// SPDX-License-Identifier: Apache-2.0
#include "items/tree_model.h"

#include <QThread>

#include <array>

namespace dg::items {

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString isoTime(const std::optional<WallTime>& time)
{
    return time ? text(toRfc3339(*time)) : QString();
}

constexpr std::array<const char*, TreeModel::ColumnCount> Words{"name", "state", "drift", "revision", "applied", "next", "message"};

// What a test and the clipboard read when the window gave no words.
QString plainCell(const tree::Row& row, int column)
{
    switch (column) {
    case TreeModel::Name:
        return text(row.name);
    case TreeModel::State:
        return row.type == tree::RowType::Group || row.type == tree::RowType::Note ? QString()
                                                                                   : QLatin1String(flux::stateWord(row.verdict.state));
    case TreeModel::Drift:
        return row.below.missing ? QString::number(row.below.missing) : QString();
    case TreeModel::Revision:
        return text(row.revision);
    case TreeModel::Applied:
        return isoTime(row.applied);
    case TreeModel::Next:
        return isoTime(row.next);
    case TreeModel::Message:
        return text(row.verdict.message);
    default:
        return {};
    }
}

} // namespace

struct TreeModel::Impl {
    Impl(StringPool& pool, tree::TreeObserver& observer)
        : tree(pool, observer)
    {
    }
    tree::FleetTree tree;
    const TextSource* texts = nullptr;
};

TreeModel::TreeModel(StringPool& pool, QObject* parent)
    : QAbstractTableModel(parent)
    , m_impl(std::make_unique<Impl>(pool, static_cast<tree::TreeObserver&>(*this)))
{
}

TreeModel::~TreeModel() = default;

tree::FleetTree& TreeModel::tree()
{
    return m_impl->tree;
}
const tree::FleetTree& TreeModel::tree() const
{
    return m_impl->tree;
}
tree::Row TreeModel::row(int index) const
{
    return m_impl->tree.row(index);
}
int TreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_impl->tree.rowCount();
}
int TreeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TreeModel::data(const QModelIndex& index, int role) const
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == NodeRole)
        return m_impl->tree.idAt(index.row());
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole && (role < KeyRole || role > StateWordRole))
        return {};
    const auto row = m_impl->tree.row(index.row());
    const auto column = static_cast<Column>(index.column());
    const auto* texts = m_impl->texts;
    switch (role) {
    case Qt::DisplayRole:
        return texts ? texts->cell(row, column) : plainCell(row, column);
    case Qt::ToolTipRole:
        return texts ? texts->toolTip(row, column) : QString();
    case Qt::AccessibleTextRole:
        return texts ? texts->accessible(row, column) : plainCell(row, column);
    case KeyRole:
        return row.key.empty() ? QString() : text(row.key.toString());
    case DepthRole:
        return row.depth;
    case ExpandedRole:
        return row.expanded;
    case HasChildrenRole:
        return row.hasChildren;
    case StateWordRole:
        return plainCell(row, State);
    default:
        return {};
    }
}

QVariant TreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    return m_impl->texts ? m_impl->texts->header(static_cast<Column>(section))
                         : QString(QLatin1String(Words.at(static_cast<std::size_t>(section))));
}

void TreeModel::setTextSource(const TextSource* source)
{
    m_impl->texts = source;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void TreeModel::rowsAboutToBeInserted(int first, int last)
{
    Q_ASSERT(thread() == QThread::currentThread());
    beginInsertRows({}, first, last);
}
void TreeModel::rowsInserted()
{
    endInsertRows();
}
void TreeModel::rowsAboutToBeRemoved(int first, int last)
{
    beginRemoveRows({}, first, last);
}
void TreeModel::rowsRemoved()
{
    endRemoveRows();
}
void TreeModel::rowsChanged(int first, int last)
{
    Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}
void TreeModel::aboutToReset()
{
    beginResetModel();
}
void TreeModel::reset()
{
    endResetModel();
}

} // namespace dg::items

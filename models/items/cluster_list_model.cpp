// SPDX-License-Identifier: Apache-2.0
#include "items/cluster_list_model.h"

#include <algorithm>

namespace dg::items {

ClusterListModel::ClusterListModel(QObject* parent)
    : QAbstractListModel(parent)
{
}
ClusterListModel::~ClusterListModel() = default;

int ClusterListModel::add(std::unique_ptr<ClusterModel> cluster)
{
    const int row = count();
    auto* added = cluster.get();
    const auto tell = [this, added] { changed(added); };
    connect(added, &ClusterModel::statusChanged, this, tell);
    connect(added, &ClusterModel::summaryChanged, this, tell);
    connect(added, &ClusterModel::driftChanged, this, tell);
    connect(added, &ClusterModel::nameChanged, this, tell);
    beginInsertRows({}, row, row);
    m_clusters.push_back(std::move(cluster));
    endInsertRows();
    return row;
}

std::unique_ptr<ClusterModel> ClusterListModel::take(int row)
{
    if (!cluster(row))
        return nullptr;
    beginRemoveRows({}, row, row);
    auto taken = std::move(m_clusters[static_cast<std::size_t>(row)]);
    m_clusters.erase(m_clusters.begin() + row);
    endRemoveRows();
    taken->disconnect(this);
    return taken;
}

bool ClusterListModel::move(int from, int to)
{
    if (from == to || !cluster(from) || !cluster(to))
        return false;
    // Qt counts the place before the row is taken out.
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    const auto at = m_clusters.begin();
    if (from < to)
        std::rotate(at + from, at + from + 1, at + to + 1);
    else
        std::rotate(at + to, at + from, at + from + 1);
    endMoveRows();
    return true;
}

ClusterModel* ClusterListModel::cluster(int row) const
{
    return row >= 0 && row < count() ? m_clusters[static_cast<std::size_t>(row)].get() : nullptr;
}

int ClusterListModel::rowOf(const ClusterModel* cluster) const
{
    const auto found = std::ranges::find(m_clusters, cluster, &std::unique_ptr<ClusterModel>::get);
    return found == m_clusters.end() ? -1 : static_cast<int>(found - m_clusters.begin());
}

int ClusterListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ClusterListModel::data(const QModelIndex& index, int role) const
{
    auto* at = index.isValid() ? cluster(index.row()) : nullptr;
    if (!at)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return at->name();
    case ClusterRole:
        return QVariant::fromValue(static_cast<QObject*>(at));
    case ProblemsRole:
        return at->problemCount();
    case PhaseRole:
        return static_cast<int>(at->status().phase);
    case Qt::AccessibleDescriptionRole:
        return m_describe ? QVariant(m_describe(*at)) : QVariant();
    default:
        return {};
    }
}

void ClusterListModel::describeAgain()
{
    if (count() > 0)
        Q_EMIT dataChanged(index(0), index(count() - 1), {Qt::AccessibleDescriptionRole});
}

void ClusterListModel::changed(const ClusterModel* cluster)
{
    if (const int row = rowOf(cluster); row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

} // namespace dg::items

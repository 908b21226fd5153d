// SPDX-License-Identifier: Apache-2.0
// The rail: the open clusters in the user's order. GUI thread only.
#pragma once

#include "items/cluster_model.h"

#include <QAbstractListModel>

#include <functional>
#include <memory>
#include <vector>

namespace dg::items {

class ClusterListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { ClusterRole = Qt::UserRole, ProblemsRole, PhaseRole }; // ClusterModel* as QObject*, int, int (ConnectionPhase)

    explicit ClusterListModel(QObject* parent = nullptr);
    ~ClusterListModel() override;

    // Owns it. The row.
    int add(std::unique_ptr<ClusterModel> cluster);
    // Takes it out: the caller decides when it dies (stopping joins a thread).
    [[nodiscard]] std::unique_ptr<ClusterModel> take(int row);
    // `to` is the row it has afterwards. False when nothing moves.
    bool move(int from, int to);
    [[nodiscard]] int count() const { return static_cast<int>(m_clusters.size()); }
    [[nodiscard]] ClusterModel* cluster(int row) const; // null outside
    [[nodiscard]] int rowOf(const ClusterModel* cluster) const; // -1: not here

    // What a row says beside its name (Qt::AccessibleDescriptionRole).
    using Describe = std::function<QString(const ClusterModel& cluster)>;
    void setDescribe(Describe describe) { m_describe = std::move(describe); }
    void describeAgain(); // it is another

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override; // DisplayRole: the name

private:
    void changed(const ClusterModel* cluster);
    std::vector<std::unique_ptr<ClusterModel>> m_clusters;
    Describe m_describe;
};

} // namespace dg::items

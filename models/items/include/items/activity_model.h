// SPDX-License-Identifier: Apache-2.0
// The actions of all open clusters as rows, newest first. GUI thread only. DisplayRole gives untranslated words and
// numbers; delegates read action().
#pragma once

#include "items/cluster_list_model.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <vector>

namespace dg::items {

class ActivityModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { State, Verb, Object, Stages, Message, Duration, Time, ColumnCount };
    enum Role { IdRole = Qt::UserRole, RunningRole, StageRole, OutcomeRole, MillisRole };

    // `clusters` must outlive this.
    ActivityModel(ClusterListModel& clusters, const Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] const session::Action& action(int row) const;
    [[nodiscard]] ClusterModel* cluster(int row) const;
    [[nodiscard]] Millis duration(int row) const; // of a running one: until now
    [[nodiscard]] int runningCount() const;
    void setVisible(bool visible); // durations tick once a second only while somebody looks

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override; // the column's word, untranslated

Q_SIGNALS:
    void runningCountChanged();

private:
    struct Line {
        ClusterModel* cluster = nullptr;
        session::Action action;
    };
    void watch(ClusterModel* cluster);
    void update();
    void tick();
    void setTicking();

    ClusterListModel& m_clusters;
    const Clock& m_clock;
    std::vector<Line> m_lines;
    QTimer m_timer;
    bool m_visible = false;
    int m_running = 0;
};

} // namespace dg::items

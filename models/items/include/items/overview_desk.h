// SPDX-License-Identifier: Apache-2.0
// The Overview page's numbers of all open clusters, kept while somebody looks: from the clusters themselves, from their histories
// (asked on the histories' threads), and from posture checks that run for each. GUI thread only; nothing waits.
#pragma once

#include "checks/gitlab_facts.h"
#include "checks/mutes.h"
#include "items/overview_figures.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace dg::items {

class ChecksWatch;
class ClusterListModel;
class ClusterModel;
class HistoryDesk;

class OverviewDesk final : public QObject {
    Q_OBJECT
public:
    OverviewDesk(ClusterListModel& clusters, StringPool& pool, const Clock& clock, QObject* parent = nullptr);
    ~OverviewDesk() override;

    void setActive(bool active); // nobody looks: nothing is asked, no check runs
    [[nodiscard]] bool isActive() const { return m_active; }
    void setMutes(std::vector<checks::Mute> mutes);
    [[nodiscard]] const ChecksWatch* checksOf(const ClusterModel* cluster) const; // null: nobody looks
    void setGitLab(const ClusterModel* cluster, checks::GitLabAnswer answer); // see ChecksWatch

    // In the rail's order, as of now.
    [[nodiscard]] const std::vector<OverviewRow>& rows() const { return m_rows; }
    [[nodiscard]] WallTime now() const { return m_clock.wall(); }
    // Every cluster's history was read once, those that are live were judged, and rows() have it.
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void changed(); // rows()
    void gitlabWanted(dg::items::ClusterModel* cluster); // it was judged without what GitLab says: setGitLab() may follow

private:
    struct Entry;
    Entry& entryOf(ClusterModel* cluster);
    void clustersChanged();
    void ask(bool first); // the histories
    void historyChanged();
    void soon();
    void collect();
    ClusterListModel& m_clusters;
    StringPool& m_pool;
    const Clock& m_clock;
    std::map<const ClusterModel*, std::unique_ptr<Entry>> m_entries;
    std::vector<checks::Mute> m_mutes;
    std::vector<OverviewRow> m_rows;
    bool m_active = false;
    bool m_stale = false; // something was written since it was asked
    QTimer m_second; // ages, counts
    QTimer m_soon; // single shot: something changed
    QTimer m_again; // single shot: the histories are not asked before it
};

} // namespace dg::items

// SPDX-License-Identifier: Apache-2.0
#include "items/overview_desk.h"

#include "items/checks_watch.h"
#include "items/cluster_list_model.h"
#include "items/history_desk.h"

#include <QDateTime>
#include <QTimeZone>

#include <utility>

namespace dg::items {

namespace {

constexpr int Soon = 100, Second = 1000, AskEvery = 10'000; // ms

Millis sinceMidnight(WallTime now)
{
    const auto at = QDateTime::fromMSecsSinceEpoch(std::chrono::duration_cast<Millis>(now.time_since_epoch()).count());
    return Millis{at.date().startOfDay().msecsTo(at)};
}

OverviewNow nowOf(const ClusterModel& cluster, const Clock& clock)
{
    OverviewNow out;
    const auto& status = cluster.status();
    const auto& sum = cluster.summary();
    out.phase = status.phase;
    out.counted = status.complete;
    out.total = sum.total;
    out.suspended = sum.suspended;
    out.byState = sum.byState;
    if (cluster.knowsDrift())
        out.drifted = static_cast<std::uint32_t>(cluster.driftSummary().objects);
    if (status.lastGood != SteadyTime{})
        out.age = std::max(Millis{0}, std::chrono::duration_cast<Millis>(clock.steady() - status.lastGood));
    return out;
}

} // namespace

struct OverviewDesk::Entry {
    std::optional<OverviewPast> past;
    bool asked = false, answered = false; // or there is nothing to ask
    std::unique_ptr<ChecksWatch> watch;
    bool gitlabWanted = false; // was said of this watch
    std::optional<checks::Tally> posture; // stays while nobody looks
};

OverviewDesk::OverviewDesk(ClusterListModel& clusters, StringPool& pool, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clusters(clusters)
    , m_pool(pool)
    , m_clock(clock)
{
    m_second.setInterval(Second);
    m_again.setSingleShot(true);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &OverviewDesk::collect);
    connect(&m_second, &QTimer::timeout, this, &OverviewDesk::collect);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (m_active && m_stale)
            ask(false);
    });
    connect(&clusters, &QAbstractItemModel::rowsInserted, this, &OverviewDesk::clustersChanged);
    connect(&clusters, &QAbstractItemModel::rowsRemoved, this, &OverviewDesk::clustersChanged);
    connect(&clusters, &QAbstractItemModel::rowsMoved, this, &OverviewDesk::clustersChanged);
}

OverviewDesk::~OverviewDesk() = default;

void OverviewDesk::setActive(bool active)
{
    if (std::exchange(m_active, active) == active)
        return;
    if (active) {
        m_second.start();
        ask(false);
        clustersChanged();
        return;
    }
    m_second.stop();
    m_again.stop();
    m_soon.stop();
    for (auto& [cluster, entry] : m_entries)
        entry->watch.reset();
}

void OverviewDesk::setMutes(std::vector<checks::Mute> mutes)
{
    m_mutes = std::move(mutes);
    for (auto& [cluster, entry] : m_entries) {
        if (entry->watch)
            entry->watch->setMutes(m_mutes);
    }
}

const ChecksWatch* OverviewDesk::checksOf(const ClusterModel* cluster) const
{
    const auto found = m_entries.find(cluster);
    return found == m_entries.end() ? nullptr : found->second->watch.get();
}

void OverviewDesk::setGitLab(const ClusterModel* cluster, checks::GitLabAnswer answer)
{
    const auto found = m_entries.find(cluster);
    if (found != m_entries.end() && found->second->watch)
        found->second->watch->setGitLab(std::move(answer));
}

bool OverviewDesk::isSettled() const
{
    if (m_soon.isActive())
        return false;
    for (int row = 0; row < m_clusters.count(); ++row) {
        const auto* cluster = m_clusters.cluster(row);
        const auto found = m_entries.find(cluster);
        if (found == m_entries.end() || !found->second->answered)
            return false;
        if (cluster->status().phase == session::ConnectionPhase::Live && !found->second->posture)
            return false;
    }
    return true;
}

OverviewDesk::Entry& OverviewDesk::entryOf(ClusterModel* cluster)
{
    auto& entry = m_entries[cluster];
    if (!entry)
        entry = std::make_unique<Entry>();
    if (!entry->watch) {
        entry->gitlabWanted = false;
        entry->watch = std::make_unique<ChecksWatch>(m_pool, m_clock);
        entry->watch->setMutes(m_mutes);
        entry->watch->setCluster(cluster);
        connect(entry->watch.get(), &ChecksWatch::changed, this, [this, cluster, of = entry.get()] {
            if (of->watch && of->watch->isKnown()) {
                of->posture = checks::tally(of->watch->outcomes());
                if (!std::exchange(of->gitlabWanted, true))
                    Q_EMIT gitlabWanted(cluster);
            }
            soon();
        });
        connect(cluster, &ClusterModel::statusChanged, this, &OverviewDesk::soon, Qt::UniqueConnection);
        connect(cluster, &ClusterModel::summaryChanged, this, &OverviewDesk::soon, Qt::UniqueConnection);
        connect(cluster, &ClusterModel::driftChanged, this, &OverviewDesk::soon, Qt::UniqueConnection);
        connect(cluster, &ClusterModel::nameChanged, this, &OverviewDesk::soon, Qt::UniqueConnection);
    }
    return *entry;
}

void OverviewDesk::clustersChanged()
{
    std::erase_if(m_entries, [this](const auto& pair) { return m_clusters.rowOf(pair.first) < 0; });
    if (!m_active)
        return;
    for (int row = 0; row < m_clusters.count(); ++row)
        (void)entryOf(m_clusters.cluster(row));
    ask(true);
    collect();
}

void OverviewDesk::historyChanged()
{
    m_stale = true;
    if (m_active && !m_again.isActive())
        ask(false);
}

// A cluster may change sixty times a second.
void OverviewDesk::soon()
{
    if (m_active && !m_soon.isActive())
        m_soon.start(Soon);
}

// `first`: only those that were not asked yet.
void OverviewDesk::ask(bool first)
{
    if (!first) {
        m_stale = false;
        m_again.start(AskEvery);
    }
    for (int row = 0; row < m_clusters.count(); ++row) {
        auto* cluster = m_clusters.cluster(row);
        auto& entry = entryOf(cluster);
        if (first && entry.asked)
            continue;
        entry.asked = true;
        auto* history = cluster->historyDesk();
        if (!history) {
            entry.answered = true;
            continue;
        }
        connect(history, &HistoryDesk::changed, this, &OverviewDesk::historyChanged, Qt::UniqueConnection);
        OverviewQuestion question{cluster->historyName().identity, m_clock.wall() + cluster->status().clockSkew, {}};
        question.sinceMidnight = sinceMidnight(question.now);
        history->ask(
            0, this, [question](history::Store& store) { return readOverview(store, question); },
            [this, cluster](Result<OverviewPast> past) {
                const auto found = m_entries.find(cluster);
                if (found == m_entries.end())
                    return; // closed meanwhile
                found->second->answered = true;
                if (past)
                    found->second->past = std::move(*past);
                soon();
            });
    }
}

void OverviewDesk::collect()
{
    if (!m_active)
        return;
    m_rows.clear();
    for (int row = 0; row < m_clusters.count(); ++row) {
        const auto* cluster = m_clusters.cluster(row);
        OverviewRow out{cluster->name().toStdString(), nowOf(*cluster, m_clock), {}};
        if (const auto found = m_entries.find(cluster); found != m_entries.end()) {
            out.past = found->second->past;
            out.now.posture = found->second->posture;
        }
        m_rows.push_back(std::move(out));
    }
    Q_EMIT changed();
}

} // namespace dg::items

// SPDX-License-Identifier: Apache-2.0
#include "rail_tides.h"

#include "items/cluster_list_model.h"
#include "items/history_desk.h"
#include "text/words.h"
#include "views/timeline_tide.h"

#include <algorithm>

namespace dg::window {

namespace {

constexpr Millis Day = std::chrono::hours{24};
constexpr int FirstAfter = 500, Every = 30'000; // ms; a cell is half an hour

QString words(const widgets::TideData& cells)
{
    const auto time = [&](widgets::Tide tide) {
        return text::duration(Day * std::ranges::count(cells, tide) / static_cast<std::int64_t>(cells.size()));
    };
    //: %1 and %2 how long, to half an hour
    return RailTides::tr("Last 24 hours: %1 with failures, %2 with drift").arg(time(widgets::Tide::Failed), time(widgets::Tide::Drifted));
}

} // namespace

RailTides::RailTides(items::ClusterListModel& clusters, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clusters(clusters)
    , m_clock(clock)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &RailTides::ask);
    connect(&clusters, &QAbstractItemModel::rowsInserted, this, [this] { m_soon.start(FirstAfter); });
    connect(&clusters, &QAbstractItemModel::rowsRemoved, this,
        [this] { std::erase_if(m_tides, [this](const auto& pair) { return m_clusters.rowOf(pair.first) < 0; }); });
    m_soon.start(FirstAfter);
}

const RailTides::Tide* RailTides::of(const items::ClusterModel& cluster) const
{
    const auto found = m_tides.find(&cluster);
    return found == m_tides.end() ? nullptr : &found->second;
}

void RailTides::askSoon()
{
    if (!m_soon.isActive())
        m_soon.start(Every);
}

void RailTides::ask()
{
    for (int row = 0; row < m_clusters.count(); ++row) {
        const auto* cluster = m_clusters.cluster(row);
        auto* history = cluster->historyDesk();
        if (!history)
            continue;
        connect(history, &items::HistoryDesk::changed, this, &RailTides::askSoon, Qt::UniqueConnection);
        const auto now = m_clock.wall() + cluster->status().clockSkew;
        history->ask(
            0, this,
            [identity = cluster->historyName().identity, now](history::Store& store) {
                return items::readClusterDay(store, identity, {now - Day, now});
            },
            [this, cluster](const Result<items::TimelineClusterDay>& day) {
                if (day)
                    take(cluster, *day);
            });
    }
}

void RailTides::take(const items::ClusterModel* cluster, const items::TimelineClusterDay& day)
{
    if (m_clusters.rowOf(cluster) < 0 || day.watched.empty())
        return; // closed meanwhile, or new
    auto& tide = m_tides[cluster];
    tide.cells = views::tideOf(day.samples, items::gaps(day.watched, day.range), day.range);
    tide.words = words(tide.cells);
    Q_EMIT changed();
}

} // namespace dg::window

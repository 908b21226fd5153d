// SPDX-License-Identifier: Apache-2.0
// The last 24 hours of each open cluster, for the rail: asked of the histories now and then. GUI thread only.
#pragma once

#include "base/clock.h"
#include "items/timeline_picture.h"
#include "widgets/strips.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <map>

namespace dg::items {
class ClusterListModel;
class ClusterModel;
} // namespace dg::items

namespace dg::window {

class RailTides final : public QObject {
    Q_OBJECT
public:
    struct Tide {
        widgets::TideData cells{};
        QString words; // "Last 24 hours: …"
    };
    RailTides(items::ClusterListModel& clusters, const Clock& clock, QObject* parent);
    [[nodiscard]] const Tide* of(const items::ClusterModel& cluster) const; // null: nothing is known

Q_SIGNALS:
    void changed();

private:
    void ask();
    void askSoon();
    void take(const items::ClusterModel* cluster, const items::TimelineClusterDay& day);
    items::ClusterListModel& m_clusters;
    const Clock& m_clock;
    std::map<const items::ClusterModel*, Tide> m_tides;
    QTimer m_soon; // single shot
};

} // namespace dg::window

// SPDX-License-Identifier: Apache-2.0
// What a timeline shows of a range, read from the history in one go on the reader's thread. Plain values.
#pragma once

#include "history/store.h"
#include "items/timeline_filter.h"

#include <memory>
#include <string>
#include <vector>

namespace dg::items {

// Which charts somebody looks at: only those are read.
enum class TimelineMeasure : std::uint8_t { Duration, Lag, States, Drift, Recover, Deliveries, Flappers, Slowest };
inline constexpr std::size_t TimelineMeasureCount = 8;

// Of which cluster (ClusterName::identity) and which objects in it; by names, as the store's numbers are known to its thread only.
struct TimelineScope {
    std::string cluster;
    std::optional<history::ObjectRow> object; // only this one
    std::shared_ptr<const TimelineFilter> filter; // null: all
    [[nodiscard]] bool isFiltered() const { return filter && !filter->empty(); }
};

struct TimelineQuestion {
    TimelineScope scope;
    history::Range range;
    WallTime now{};
    Millis bucket{0};
    std::array<bool, TimelineMeasureCount> wanted{};
    std::vector<history::ObjectId> drawn; // whose stretches are wanted; none: the first lanes'
    std::size_t firstDrawn = 60, mostEntries = 200;
    [[nodiscard]] bool wants(TimelineMeasure chart) const { return wanted[static_cast<std::size_t>(chart)]; }
};

struct TimelinePicture {
    TimelineQuestion question;
    bool known = false; // the history has this cluster
    std::vector<history::Lane> lanes; // all; segments of those that were wanted
    std::vector<history::Watched> watched;
    std::vector<history::Entry> entries;
    history::Trend duration, lag, recover;
    std::vector<history::Sample> samples;
    std::vector<history::DriftEpisode> episodes;
    std::vector<history::Trouble> troubles;
    std::vector<history::DeliveryDay> days;
    std::vector<history::ObjectTotals> flappers, slowest;
    history::StoreFacts facts;
};

// The first lanes with their stretches, for a table and a file.
struct TimelineTable {
    std::vector<history::Lane> lanes;
    std::size_t all = 0; // lanes there are
};

// The tree as it was, and whether anybody watched then.
struct TimelineMoment {
    WallTime at{};
    std::vector<history::ObjectAt> objects; // by namespace, kind, name
    bool watched = false;
};

struct TimelineChanges {
    history::Range between;
    std::vector<history::Change> changes;
    std::vector<history::DriftEpisode> episodes; // that opened or closed between
    std::vector<history::ObjectEvent> events; // Warnings first
    std::vector<history::Watched> watched;
};

// A whole cluster's day for the rail.
struct TimelineClusterDay {
    history::Range range;
    std::vector<history::Sample> samples;
    std::vector<history::Watched> watched;
};

// One object's day for the inspector.
struct TimelineDay {
    history::Range range;
    std::vector<history::Lane> lanes; // one, or none
    std::vector<history::Entry> entries;
    std::vector<history::DriftEpisode> episodes;
};

// Empty: the history has no such cluster, or not this object.
[[nodiscard]] Result<std::optional<history::Scope>> resolve(history::Store& store, const TimelineScope& scope);
[[nodiscard]] Result<TimelinePicture> readTimeline(history::Store& store, TimelineQuestion question);
// Into those of `lanes` that are of these objects.
[[nodiscard]] Status readSegments(history::Store& store, history::ClusterId cluster, history::Range range, WallTime now,
    const std::vector<history::ObjectId>& objects, std::vector<history::Lane>& lanes);
[[nodiscard]] Result<TimelineTable> readTable(
    history::Store& store, const TimelineScope& scope, history::Range range, WallTime now, std::size_t most);
[[nodiscard]] Result<TimelineMoment> readMoment(history::Store& store, const TimelineScope& scope, WallTime at);
[[nodiscard]] Result<TimelineChanges> readChanges(history::Store& store, const TimelineScope& scope, history::Range between);
[[nodiscard]] Result<TimelineDay> readDay(history::Store& store, const TimelineScope& scope, history::Range range);
[[nodiscard]] Result<TimelineClusterDay> readClusterDay(history::Store& store, const std::string& cluster, history::Range range);

// Nobody watched at that time.
[[nodiscard]] bool isWatched(const std::vector<history::Watched>& watched, WallTime at);
// Stretches of a range without a watcher, in order.
[[nodiscard]] std::vector<history::Range> gaps(const std::vector<history::Watched>& watched, history::Range range);

} // namespace dg::items

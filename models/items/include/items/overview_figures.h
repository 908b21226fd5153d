// SPDX-License-Identifier: Apache-2.0
// What the Overview page says of all open clusters: today's numbers, what the histories have of a week ago, what needs a look. Plain
// values, any thread. What nobody watched is absent, never 0.
#pragma once

#include "checks/checks.h"
#include "history/store.h"
#include "session/session.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace dg::items {

inline constexpr Millis OverviewWeek = std::chrono::hours{24 * 7};
inline constexpr std::size_t OverviewBuckets = 56; // of a week: three hours each
inline constexpr std::size_t OverviewDays = 7;
inline constexpr std::size_t OverviewWorst = 5;
inline constexpr std::chrono::days OverviewExpiry{30};

// Times are the cluster's.
struct OverviewQuestion {
    std::string cluster; // history::ClusterName::identity
    WallTime now{};
    Millis sinceMidnight{0}; // of the local day that `now` is in
    friend bool operator==(const OverviewQuestion&, const OverviewQuestion&) = default;
};

struct OverviewDeliveries {
    std::uint32_t all = 0, failed = 0;
    friend bool operator==(const OverviewDeliveries&, const OverviewDeliveries&) = default;
};

// An object's trouble of the last seven days.
struct OverviewTrouble {
    history::ObjectRow object;
    Millis time{0};
    std::optional<flux::State> state; // the last one; empty: gone, or nobody watches
};

// What one cluster's history says.
struct OverviewPast {
    bool known = false; // the history has this cluster
    std::optional<history::Sample> weekAgo; // in force at this time a week ago, if somebody watched then
    std::optional<OverviewDeliveries> today; // from midnight on
    std::optional<OverviewDeliveries> lastWeek; // up to the same time of the same weekday; absent: less than half of it was watched
    std::vector<Millis> recovered; // how long each trouble took that ended in the last seven days
    std::optional<std::vector<Millis>> recoveredBefore; // in the seven days before; absent as above
    std::array<std::optional<history::Sample>, OverviewBuckets> week{}; // in force at each bucket's end, oldest first
    std::array<std::optional<OverviewDeliveries>, OverviewDays> days{}; // oldest first, the last is today
    std::vector<OverviewTrouble> worst; // at most OverviewWorst, the most trouble first
};
[[nodiscard]] Result<OverviewPast> readOverview(history::Store& store, const OverviewQuestion& question);

// A cluster as it is now.
struct OverviewNow {
    session::ConnectionPhase phase = session::ConnectionPhase::Idle;
    bool counted = false; // its first state was read whole, maybe before the connection was lost
    std::uint32_t total = 0, suspended = 0;
    std::array<std::uint32_t, flux::StateCount> byState{};
    std::optional<std::uint32_t> drifted; // absent: not judged
    std::optional<Millis> age; // of the data; absent: there is none
    std::optional<checks::Tally> posture; // absent: not judged yet
};
struct OverviewRow {
    std::string name;
    OverviewNow now;
    std::optional<OverviewPast> past; // absent: nothing is kept, or it was not read
};

[[nodiscard]] std::uint32_t notInSync(const std::array<std::uint32_t, flux::StateCount>& byState);
// Neither live nor beginning: what is shown of it is old.
[[nodiscard]] bool isStale(const OverviewNow& now);
// Passed of passed and to mend, in percent, rounded down so that 100 is without a finding. Accepted risks and what could not be told are
// left out. Absent: nothing of both.
[[nodiscard]] std::optional<int> postureScore(const checks::Tally& tally);

enum class OverviewMeasure : std::uint8_t { Objects, NotInSync, Suspended, Drifted };
// A number over the clusters, and its change over those that are known at both times.
struct OverviewFigure {
    std::int64_t now = 0;
    int counted = 0; // clusters behind it
    std::int64_t change = 0; // since a week ago
    int compared = 0; // clusters behind the change; 0: no data
};
[[nodiscard]] OverviewFigure figure(const std::vector<OverviewRow>& rows, OverviewMeasure measure);
struct OverviewDeliveryFigure {
    OverviewDeliveries now;
    int counted = 0;
    std::int64_t changeAll = 0, changeFailed = 0;
    int compared = 0;
};
[[nodiscard]] OverviewDeliveryFigure deliveryFigure(const std::vector<OverviewRow>& rows);
struct OverviewRecovery {
    std::optional<Millis> now; // the median; absent: nothing recovered
    std::size_t recovered = 0;
    int counted = 0; // clusters whose history was read
    std::optional<Millis> before; // the median of those that are known at both times
    std::optional<Millis> comparable; // the median of the same clusters now
    int compared = 0;
};
[[nodiscard]] OverviewRecovery recoveryFigure(const std::vector<OverviewRow>& rows);

// Sums of what is known at a bucket; absent where no cluster was watched.
[[nodiscard]] std::array<std::optional<std::int64_t>, OverviewBuckets> weekOf(
    const std::vector<OverviewRow>& rows, OverviewMeasure measure);
[[nodiscard]] std::array<std::optional<OverviewDeliveries>, OverviewDays> daysOf(const std::vector<OverviewRow>& rows);

struct OverviewWorstObject {
    std::size_t row = 0; // of its cluster
    OverviewTrouble trouble;
};
[[nodiscard]] std::vector<OverviewWorstObject> worstOf(const std::vector<OverviewRow>& rows);

struct OverviewToken {
    std::string host, user;
    WallTime expires{};
};
// Those that ended, or end within OverviewExpiry; the first to end first.
[[nodiscard]] std::vector<OverviewToken> expiring(std::vector<OverviewToken> tokens, WallTime now);

} // namespace dg::items

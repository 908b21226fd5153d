// SPDX-License-Identifier: Apache-2.0
// Deliveries of one application so far: what Flux keeps (status.history, at most five outcomes) and what was seen since the
// program runs. Lead times of them.
#pragma once

#include "delivery/delivery.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dg::delivery {

struct Run {
    std::string revision, sha;
    std::optional<WallTime> committed, built, fetched, applied, healthy;
    bool failed = false; // not healthy so far, and the last verdict says so
    bool image = false; // an artifact is built between commit and fetch
    bool checked = false; // health is checked after the apply
    friend bool operator==(const Run&, const Run&) = default;
};

// What the time of a run was spent with. `Unsplit`: nothing tells where one ended and the next began.
enum class Phase : std::uint8_t { Build, WaitForFetch, Apply, UntilHealthy, Unsplit };
inline constexpr std::size_t PhaseCount = 5;
enum class Origin : std::uint8_t { Commit, Artifact, Fetch }; // where the clock starts

struct LeadTime {
    std::size_t run = 0; // index of what was given
    std::array<Millis, PhaseCount> phases{};
    Millis total{0};
    bool reached = false; // healthy; otherwise `total` is until now
};
struct LeadTimes {
    Origin origin = Origin::Fetch;
    std::vector<LeadTime> times; // oldest first
    std::optional<Millis> p50, p95; // of those that were reached; empty: fewer than two
};
inline constexpr std::size_t MostRuns = 50;

// The earliest hop that a run with a known end has a time of; runs without that one are left out.
[[nodiscard]] LeadTimes leadTimes(std::span<const Run> runs, WallTime now);
// Nearest rank. `values` may be in any order and is not empty.
[[nodiscard]] Millis percentile(std::vector<Millis> values, unsigned percent);

// A former run as a delivery: what is kept of it, the rest unknown. `now`: the application as it stands.
[[nodiscard]] Delivery formerDelivery(const Delivery& now, const Run& run);

class RunBook {
public:
    // Takes in what the objects tell now. Cheap: called at every change of the applier or its source.
    void see(const Input& input);
    // What a history kept of earlier runs, oldest first; what is known already stays.
    void restore(const ObjectKey& applier, std::vector<Run> runs);
    // GitLab's times of commits, by sha.
    void setCommitted(const ObjectKey& applier, const std::string& sha, WallTime time);
    [[nodiscard]] const std::vector<Run>& runs(const ObjectKey& applier) const; // oldest first, at most MostRuns
    void forget(const ObjectKey& applier); // it is gone

private:
    std::map<std::string, std::vector<Run>, std::less<>> m_runs; // by ObjectKey::toString
};

} // namespace dg::delivery

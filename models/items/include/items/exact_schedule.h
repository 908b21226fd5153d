// SPDX-License-Identifier: Apache-2.0
// How one cluster is compared exactly, and when by itself. Values and a little arithmetic, no timer: whoever has the clock asks.
#pragma once

#include "base/clock.h"
#include "base/object_key.h"
#include "base/result.h"
#include "session/exact.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dg::items {

// What a person chose; kept for each cluster. Nothing in it is secret.
struct ExactSettings {
    std::map<std::string, std::string> folders; // of a source, by "KIND/NS/NAME": the root of its files
    bool dryRun = false;
    bool includeSecrets = false;
    Seconds every{0}; // 0: not by itself
    std::vector<ObjectName> owners; // compared by itself; empty: all HelmReleases
    friend bool operator==(const ExactSettings&, const ExactSettings&) = default;
};

// The next run, and longer pauses where the cluster refuses.
class ExactSchedule {
public:
    static constexpr Seconds FirstAfter{120}; // once it is connected, or sooner where `every` is
    static constexpr Seconds Least{60};
    static constexpr int MostDoublings = 4;

    void setEvery(Seconds every); // 0: off. A change begins anew
    // Connected: time runs. Else nothing is due, and it begins anew.
    void setConnected(bool connected, SteadyTime now);
    [[nodiscard]] bool isDue(SteadyTime now) const { return m_next && now >= *m_next; }
    void began() { m_next.reset(); }
    // `refused`: a right is missing, or the server asked for fewer requests; `retryAfter` at the earliest.
    void ended(SteadyTime now, bool refused, std::optional<Seconds> retryAfter);
    [[nodiscard]] std::optional<SteadyTime> next() const { return m_next; } // nullopt: off, not connected, or running
    [[nodiscard]] int doublings() const { return m_doublings; }

private:
    Seconds m_every{0};
    bool m_connected = false;
    int m_doublings = 0;
    std::optional<SteadyTime> m_next;
};

// Whether the cluster refused: all of it, or some objects for want of a right or of patience.
[[nodiscard]] bool wasRefused(const Result<session::ExactResult>& result);

} // namespace dg::items

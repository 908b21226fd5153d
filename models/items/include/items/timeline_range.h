// SPDX-License-Identifier: Apache-2.0
// The stretch of time that a timeline shows: so long up to now, or chosen by hand; with a way back. Plain values, any thread.
#pragma once

#include "history/queries.h"

#include <vector>

namespace dg::items {

inline constexpr Millis TimelineSpans[] = {
    std::chrono::hours{1},
    std::chrono::hours{6},
    std::chrono::hours{24},
    std::chrono::hours{24 * 7},
    std::chrono::hours{24 * 30},
};

class TimelineRange {
public:
    static constexpr Millis Shortest{60'000}, Longest{std::chrono::hours{24 * 366}};

    void setLast(Millis length); // up to now, and on with it
    void setFixed(history::Range range); // made as long as Shortest, at most Longest
    // `factor` below 1 shows less. The time `around` keeps its place. What then ends at or after `now` is live again.
    void zoom(double factor, WallTime around, WallTime now);
    void move(double part, WallTime now); // by that part of the length; never beyond `now`
    bool back(); // one step; false: there is none

    [[nodiscard]] bool isLive() const { return m_step.live; }
    [[nodiscard]] Millis length() const;
    [[nodiscard]] history::Range at(WallTime now) const;
    // Of TimelineSpans; -1: none of them.
    [[nodiscard]] int span() const;

private:
    struct Step {
        bool live = true;
        Millis length = TimelineSpans[2];
        history::Range fixed; // not live
    };
    void go(Step step);
    Step m_step;
    std::vector<Step> m_back;
};

// A round length that divides a range into about 48 buckets.
[[nodiscard]] Millis bucketFor(Millis length);

// Where a time axis has its marks: at most `most`, on round local times; `offset` is the local time minus UTC there.
[[nodiscard]] std::vector<WallTime> axisTicks(history::Range range, int most, Millis offset);

} // namespace dg::items

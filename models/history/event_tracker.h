// SPDX-License-Identifier: Apache-2.0
// Kubernetes Events as rows: each counted once, however often it is listed, and repetitions without a row of their own.
#pragma once

#include "flux/apply_event.h"
#include "history/store.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace dg::history {

// What tells rows of one object apart: the same for what differs in durations alone. Kept in files.
[[nodiscard]] std::int64_t eventMark(const EventRow& row);

// An Event is remembered so long after its last time: twice as long as the server keeps one (--event-ttl).
inline constexpr Millis EventRemembered{2 * 3'600'000};

class EventTracker {
public:
    EventTracker(const std::vector<ObjectEvent>& rows, const std::vector<EventSeen>& seen, std::optional<WallTime> watchedUntil);

    void take(std::shared_ptr<const flux::ApplyEvent> event, WallTime now);
    // What was taken becomes rows once a list had time to arrive whole: its order is not that of time.
    void tick(WallTime now, Batch& out);
    void finish(WallTime now, Batch& out); // at once
    // Of the last minutes, for who takes over.
    [[nodiscard]] std::vector<std::shared_ptr<const flux::ApplyEvent>> recent() const;

private:
    struct Seen {
        std::int64_t count = 0;
        WallTime last{};
    };
    void settle(const flux::ApplyEvent& event, WallTime now, Batch& out);
    void put(const flux::ApplyEvent& event, EventRow row, Batch& out);
    void forgetOld(WallTime now);

    std::unordered_map<std::string, EventRow> m_rows; // the newest of each object and mark
    std::unordered_map<std::string, Seen> m_seen; // by uid
    std::vector<std::shared_ptr<const flux::ApplyEvent>> m_pending, m_recent;
    std::optional<WallTime> m_watchedUntil, m_began, m_pendingSince;
    WallTime m_forgot{};
};

} // namespace dg::history

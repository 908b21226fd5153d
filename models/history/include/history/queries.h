// SPDX-License-Identifier: Apache-2.0
// What is asked of the history. Plain values; Store answers them on whatever thread owns it, Reader beside the GUI thread.
#pragma once

#include "history/rows.h"

#include <functional>

namespace dg::history {

struct Range {
    WallTime from{}, to{}; // from < to
    [[nodiscard]] Millis length() const { return to - from; }
};

// Which objects. All words (lower case) have to occur in "kind namespace/name".
struct Scope {
    ClusterId cluster = 0;
    std::string ns; // empty: all
    ObjectId object = 0; // 0: all
    std::vector<std::string> words;
    // What else holds of them, by their names alone; null: everything does. It is asked of each object for each question: one that is
    // dear remembers its answers by ObjectRow::id.
    std::function<bool(const ObjectRow&)> fits = {};
    [[nodiscard]] bool all() const { return ns.empty() && object == 0 && words.empty() && !fits; }
};

// Somebody was watching, so that silence means "no change".
struct Watched {
    WallTime from{}, to{};
    friend bool operator==(const Watched&, const Watched&) = default;
};

// A stretch of a lane. Not known: nobody watched and nothing was read later.
struct Segment {
    WallTime from{}, to{};
    bool known = true;
    std::optional<flux::State> state; // known: empty is "did not exist"
    bool suspended = false, drifted = false;
    std::string reason, message, revision;
    Origin origin = Origin::Seen;
    friend bool operator==(const Segment&, const Segment&) = default;
};
struct Lane {
    ObjectRow object;
    std::vector<Segment> segments; // without a hole, from range.from to range.to (or now)
    Millis trouble{0}, drifted{0}; // within the range
};

// A line of the list of what happened, newest first.
enum class EntryKind : std::uint8_t { State, Pass, DriftOpened, DriftClosed, Action, Event };
struct Entry {
    EntryKind kind = EntryKind::State;
    WallTime at{};
    ObjectRow object;
    std::optional<flux::State> state; // State: empty is "deleted"; Pass: Ready or Failed; Event: Failed is a Warning
    bool suspended = false;
    std::string reason; // Flux's reason or outcome; drift::kindWord; the action's verb
    std::string message; // drift: the path
    std::string revision;
    std::string who; // drift: the field manager; Event: the controller
    std::uint32_t times = 1;
    std::optional<Millis> duration;
    Origin origin = Origin::Seen;
};

enum class Metric : std::uint8_t { PassDuration, SourceToApplied, TimeToRecover };
struct Quantiles {
    WallTime at{}; // the bucket's begin
    std::uint64_t count = 0;
    Millis p50{0}, p95{0};
};
// A run that took longer than most; at most 50, the longest first.
struct Outlier {
    ObjectRow object;
    WallTime at{};
    Millis took{0};
    bool ok = true;
    std::string revision;
};
struct Trend {
    std::vector<Quantiles> buckets; // only those with something in them
    Quantiles whole; // of the range
    std::vector<Outlier> outliers;
};

struct DriftEpisode {
    ObjectRow object;
    std::optional<ObjectRow> owner;
    DriftRow drift;
};
struct Trouble {
    ObjectRow object;
    TroubleRow trouble;
};

struct ObjectEvent {
    ObjectRow object;
    EventRow event;
};

struct DeliveryDay {
    WallTime day{}; // 0:00 UTC
    std::uint32_t deliveries = 0, failed = 0; // of revisions that reached an application
};

// An object summed up over a range, for "flappers", "slowest", "worst".
struct ObjectTotals {
    ObjectRow object;
    std::uint32_t changes = 0; // of state
    std::uint32_t failures = 0; // turns into trouble
    std::uint32_t passes = 0;
    Millis passTime{0}, longestPass{0}; // passTime of all passes
};

// What differs between two times.
struct Change {
    ObjectRow object;
    StateRow before, after; // the rows in force at both times; no state: not there
    bool beforeKnown = true, afterKnown = true;
};

// The tree as it was: each object in force at a time.
struct ObjectAt {
    ObjectRow object;
    StateRow row;
};

struct StoreFacts {
    std::int64_t bytes = 0; // on disk
    std::optional<WallTime> since; // the oldest that is kept
    std::uint64_t lost = 0; // rows that could not be kept
};

} // namespace dg::history

// SPDX-License-Identifier: Apache-2.0
// What a history tells, in words: an entry, a stretch of a lane, a time, a range. For the window and for what is copied from it.
#pragma once

#include "history/queries.h"

#include <QString>

namespace dg::text {

[[nodiscard]] QString objectLine(const history::ObjectRow& object); // "Kustomization apps/payments", the name as it may be shown
[[nodiscard]] QString stateOrGone(const std::optional<flux::State>& state, bool suspended = false); // "Failed, suspended", "Not there"
// Of a segment: "Ready", "Drifted", "Failed, drifted, suspended", "Nobody watched".
[[nodiscard]] QString segmentState(const history::Segment& segment);
// The whole of it: state, from, to, how long, reason, revision. `now`: for "now" and days.
[[nodiscard]] QString segmentSentence(const history::Segment& segment, WallTime now);
// A lane for a screen reader: object, state at its end, how long in trouble and drifted.
[[nodiscard]] QString laneSentence(const history::Lane& lane);

[[nodiscard]] QString eventType(const history::Entry& event); // of a Kubernetes Event: Warning, Normal
[[nodiscard]] QString entryReason(const history::Entry& entry);
[[nodiscard]] QString entryMessage(const history::Entry& entry);
[[nodiscard]] QString entrySentence(const history::Entry& entry, WallTime now);

// "14:00" or "2 Oct", for the marks of an axis that are `step` apart; "now" is not said here.
[[nodiscard]] QString axisTime(WallTime time, Millis step);
[[nodiscard]] QString dayName(WallTime time); // "2 Oct"
// "14:00", with the day where that is another than `now`'s: "1 Oct 14:00".
[[nodiscard]] QString momentText(WallTime time, WallTime now);
[[nodiscard]] QString rangeText(history::Range range, WallTime now); // "14:00 to 14:20"
[[nodiscard]] Millis localOffset(WallTime time); // local time minus UTC

} // namespace dg::text

// SPDX-License-Identifier: Apache-2.0
// The posture checks and the arming of sources in words. For the window and the command line alike.
#pragma once

#include "checks/checks.h"

#include <QString>

namespace dg::text {

[[nodiscard]] QString checkName(checks::Id id); // "Open Receivers"
// The row: what was found, what could not be told and why, or what holds.
[[nodiscard]] QString checkTitle(const checks::Outcome& outcome);
[[nodiscard]] QString checkWhy(checks::Id id); // why it matters: two or three sentences
[[nodiscard]] QString checkRemedy(checks::Id id); // what to do; stands before the YAML where there is one
[[nodiscard]] QString areaName(checks::Area area); // "Receiver"
[[nodiscard]] QString verdictName(checks::Verdict verdict); // "Fix soon"
[[nodiscard]] QString factText(const checks::Subject& subject); // beside the object: "path matches"
// "GitRepository flux-system/docs"; a kind, or "this cluster" where no object is meant.
[[nodiscard]] QString subjectName(const ObjectKey& object);

// Whether a push reaches Flux: "Armed by the GitLab agent", "Polls every 10 min".
[[nodiscard]] QString armingText(const flux::Arming& arming);
// Why it is not armed, or what may still keep it from arriving; empty: nothing does.
[[nodiscard]] QString armingReason(const flux::Arming& arming);

} // namespace dg::text

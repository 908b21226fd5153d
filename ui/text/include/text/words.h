// SPDX-License-Identifier: Apache-2.0
// text: every word of the domain as a person reads it, translated: states, kinds, errors, ages, revisions. QtCore only,
// shared by the window and the command line (which makes no QGuiApplication).
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "flux/state.h"
#include "session/session.h"

#include <QString>

namespace dg::text {

[[nodiscard]] QString qs(std::string_view utf8);
[[nodiscard]] QString stateName(flux::State state); // "Ready"
[[nodiscard]] QString stateName(const flux::Verdict& verdict); // "Failed, suspended"
// The message a row shows: the controller's own text on one line, or our sentence for verdict.note; empty when ready.
[[nodiscard]] QString verdictMessage(const flux::Verdict& verdict);
[[nodiscard]] QString phaseName(session::ConnectionPhase phase); // "Live", "Agent offline"
[[nodiscard]] QString outcomeName(const session::Action& action); // "Reconciled", "Health check failed", "Running"
// What happened, to what, and what to do. Plain text, at most three sentences.
[[nodiscard]] QString errorSentence(const Error& error);
// Two to five words for a row, a rail item or the status bar: "Token not accepted".
[[nodiscard]] QString errorShort(const Error& error);
// A permanent warning of a connection (ConnectionSpec::warnings) or a Warning header's own text.
[[nodiscard]] QString warningSentence(std::string_view word);
// "40 s", "12 min", "3 h", "6 d"; "now" under a second; never negative ("in the future" when it is).
[[nodiscard]] QString age(Millis age);
// How long something took: "6.2 s", "38 s", "2 min 04 s", "1 h 05 min".
[[nodiscard]] QString duration(Millis value);
// Local time of day, "14:02:11".
[[nodiscard]] QString clockTime(WallTime time);
// Local time with zone, for tooltips and tables.
[[nodiscard]] QString localTime(WallTime time);
// "latest@sha256:4f1c9e2a…" -> "latest@4f1c9e2a"; plain versions stay.
[[nodiscard]] QString shortRevision(std::string_view revision);
// One line, no C0/C1 controls, bidi controls made visible: for anything that came from a cluster.
[[nodiscard]] QString cleanLine(std::string_view utf8);

} // namespace dg::text

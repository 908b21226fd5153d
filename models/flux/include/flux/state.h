// SPDX-License-Identifier: Apache-2.0
// One pure function from object to state: contracts.md §2 is the table, first match wins.
#pragma once

#include "base/clock.h"
#include "flux/object.h"

#include <array>
#include <optional>
#include <string>

namespace dg::flux {

// The nine states of Flux's objects (JSON words by stateWord), then the words for managed objects only.
enum class State : std::uint8_t {
    Ready,
    Reconciling,
    Failed,
    Stalled,
    Waiting,
    Stale,
    Unknown,
    Forbidden,
    Terminating, // nine
    Missing,
    Orphaned
};
inline constexpr std::size_t StateCount = 9;

[[nodiscard]] const char* stateWord(State state); // "ready", …, "missing", "orphaned"
[[nodiscard]] std::optional<State> stateFromWord(std::string_view word);
[[nodiscard]] bool isProblem(State state); // failed, stalled, waiting, stale, terminating, unknown, forbidden, missing
[[nodiscard]] int severity(State state); // for "problems first": higher is worse; ready 0

// Why the verdict has no message of its own; ui/text makes the sentence. None: `message` is the controller's text.
enum class Note : std::uint8_t { None, NoStatus, NotLookedAt, StaleGeneration, Deleting, SourceEditedWhileSuspended };

struct Verdict {
    State state = State::Unknown;
    bool suspended = false;
    std::optional<State> lastVerdict; // while reconciling: Ready or Failed as far as the object still tells
    std::string reason; // of the deciding condition
    std::string message; // of the deciding condition, as the controller wrote it
    Note note = Note::None;
    std::int64_t generation = 0; // with StaleGeneration: the generation nobody has seen
    Reference waitsFor; // with Waiting: the dependency or source, when known
    // Terminating: since when it is to be deleted. Reconciling: since when the stage that is under way runs, as far as the
    // conditions tell. By the cluster's clock.
    std::optional<WallTime> since;
    std::string heldBy; // Terminating: the finalizers that are left, ", " between them
};

// What the verdict needs of the object's source (contracts.md §2 rule 7): absent, not ready, ready, or not known
// (its kind could not be read: then ArtifactFailed stays failed).
enum class SourceCondition : std::uint8_t { NotKnown, Absent, NotReady, Ready };

[[nodiscard]] Verdict evaluate(const FluxObject& object, SourceCondition source = SourceCondition::NotKnown);
[[nodiscard]] Verdict evaluate(const ManagedObject& object);

// Source revision ahead of the applied one: a flag beside the state, not a state. `sourceRevision` empty: false.
[[nodiscard]] bool isBehind(const FluxObject& applier, std::string_view sourceRevision);

} // namespace dg::flux

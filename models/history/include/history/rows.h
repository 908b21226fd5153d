// SPDX-License-Identifier: Apache-2.0
// history: what was true when. Local SQLite or a team's PostgreSQL, one writer a cluster, never on the GUI thread. Kept are states,
// passes, deliveries, drift, actions; never a value of a Secret, never a token (texts pass the log's redaction).
// rows.h: what is written and what is read. Times are the cluster's (its clock, UTC, milliseconds).
#pragma once

#include "base/clock.h"
#include "base/object_key.h"
#include "delivery/runs.h"
#include "drift/finding.h"
#include "flux/state.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dg::history {

using ClusterId = std::int64_t; // of the store; 0: none
using ObjectId = std::int64_t;

// How it came into the store: seen when it happened, or read later from what Flux keeps (status.history, a condition's time).
enum class Origin : std::uint8_t { Seen, ReadLater };

// `identity` tells clusters apart and is stable across runs; `name` and `server` are for people. `uid`: of the namespace kube-system,
// where it may be read: clusters with the same one are one, however they are reached.
struct ClusterName {
    std::string identity, name, server;
    std::string uid = {};
};
// Of a server's address and the name that it is opened under (a context, an agent): whoever calls it the same shares its history.
[[nodiscard]] std::string identityOf(const std::string& server, const std::string& name);
struct Cluster {
    ClusterId id = 0;
    ClusterName name;
    std::optional<WallTime> first, last; // watched, altogether
};

struct ObjectRow {
    ObjectId id = 0;
    std::string group, kind, ns, name;
    friend bool operator==(const ObjectRow&, const ObjectRow&) = default;
};

// One state of one object from `at` on, until the object's next row. No state: the object was gone.
struct StateRow {
    WallTime at{};
    std::optional<flux::State> state;
    bool suspended = false, behind = false;
    std::string reason, message, revision; // revision: of a source the artifact's, else the applied one
    Origin origin = Origin::Seen;
    std::uint32_t times = 1; // Flux said the same so often; the last time at `last`
    WallTime last{};
    friend bool operator==(const StateRow&, const StateRow&) = default;
};

// One finished pass: of a Kustomization a reconciliation, of a HelmRelease a release, of a source a fetched artifact.
struct PassRow {
    WallTime at{}; // its end
    std::optional<Millis> duration;
    std::optional<Millis> lag; // from the source's artifact to its being applied; only the first pass of a revision has one
    bool ok = true;
    bool news = false; // the first of its revision
    std::string outcome, revision; // Flux's word: "ReconciliationSucceeded", "deployed"
    Origin origin = Origin::Seen;
};

// One stretch of trouble of one object: from the first problem state to Ready again.
struct TroubleRow {
    WallTime began{};
    std::optional<WallTime> ended; // empty: goes on
    flux::State worst = flux::State::Failed;
    std::string reason, message; // of the worst
};

// One finding from opening to closing.
struct DriftRow {
    std::string id; // drift::Finding::id()
    drift::Kind kind = drift::Kind::FieldChanged;
    drift::Confidence confidence = drift::Confidence::Likely;
    std::string path, manager, operation;
    bool expected = false; // a rule expects it
    WallTime opened{};
    std::optional<WallTime> closed;
    Origin origin = Origin::Seen; // ReadLater: its end was found when the cluster was opened again, or from Flux's Events
};

// What a person asked Driftglass to do.
struct ActionRow {
    WallTime at{};
    Millis duration{0};
    std::string verb; // "reconcile", "compare", "trigger"
    std::string outcome; // "ready", "failed", …
    std::string message;
};

// What an object's controller said in a Kubernetes Event. Repetitions, also those that differ in durations alone, are one row: a
// Warning's covers an hour at most, another's a day.
struct EventRow {
    WallTime at{}, last{}; // its first and its last time
    std::uint32_t times = 1;
    bool warning = false;
    std::string reason, message, reporter; // message: of the first time; reporter: the controller
    Origin origin = Origin::Seen; // ReadLater: it began while nobody watched
    friend bool operator==(const EventRow&, const EventRow&) = default;
};

// An Event of the cluster that has been counted, so that it is counted once: Kubernetes raises `count` of the same one.
struct EventSeen {
    std::string uid;
    std::int64_t count = 1;
    WallTime last{};
};

// Objects in each state at a time; written when it changed, at most once in ten seconds.
struct Sample {
    WallTime at{};
    std::array<std::uint32_t, flux::StateCount> byState{};
    std::uint32_t suspended = 0, drifted = 0; // drifted: objects with findings that count
    friend bool operator==(const Sample&, const Sample&) = default;
};

} // namespace dg::history

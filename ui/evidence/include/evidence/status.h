// SPDX-License-Identifier: Apache-2.0
// What `status` finds on one cluster, and its JSON. Needs no display; any thread, one at a time for a report.
#pragma once

#include "evidence/assessment.h"
#include "evidence/exit_codes.h"
#include "evidence/filter.h"
#include "evidence/json_writer.h"
#include "session/one_shot.h"

#include <QString>

#include <set>

namespace dg::evidence {

struct ClusterReport {
    ClusterReport() = default;
    ClusterReport(ClusterReport&&) = default; // `items` stays valid; a copy's would not
    ClusterReport& operator=(ClusterReport&&) = default;
    std::string name;
    std::string context;
    std::string server;
    std::string snapshot = {}; // the name of the file it was read from; empty: the cluster itself
    bool viaAgent = false;
    bool secretsLookedAt = true; // read->secrets says which are there; otherwise nothing is known of them
    Result<session::OneShotResult> read = fail(ErrorCode::Internal); // an error: nothing could be read
    WallTime observedAt{};
    std::vector<session::MissingPart> missing; // also for a cluster that could not be reached: every kind
    std::vector<std::vector<Assessed>> assessed; // what `items` points into
    std::vector<const Assessed*> items; // after the filter, problems first
    std::vector<std::string> fineAsJson; // those without a problem, in their order, where they are not among `items`
    Counts counts;
    Filter filter; // also of the managed objects
    bool inventory = false;
    [[nodiscard]] bool complete() const { return read && read->fluxServed && missing.empty(); }
    [[nodiscard]] int exitCode() const;
};

void writeCluster(JsonWriter& json, const ClusterReport& report); // "cluster":{"name",…}
// Nothing could be read: every kind is missing, for one reason.
void failWhole(ClusterReport& report, const Error& error, WallTime now);
void writeReference(JsonWriter& json, const flux::Reference& reference); // null for nobody
// The parts in scope that could not be read, as contracts.md §3 has them.
void writeMissing(JsonWriter& json, const std::vector<session::MissingPart>& missing);
// `read` must be there. `asJson`: what has no problem goes to `fineAsJson` rather than to `items`.
void assessStatus(ClusterReport& report, const Filter& filter, StringPool& pool, bool asJson);
void writeStatusItem(JsonWriter& json, const Assessed& one);
void writeStatusJson(JsonWriter& json, const ClusterReport& report);

} // namespace dg::evidence

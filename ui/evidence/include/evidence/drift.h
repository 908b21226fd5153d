// SPDX-License-Identifier: Apache-2.0
// What `drift` finds on one cluster, and the ways to write it down. Needs no display; any thread.
#pragma once

#include "drift/engine.h"
#include "evidence/status.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace dg::evidence {

enum class FailOn : unsigned char { Certain, Likely, None };

// An object, or a whole kind, that could not be judged.
struct NotJudged {
    std::string what; // "Secret", "Deployment/apps/web"
    QString why;
    bool byChoice = false; // left out by the options: said, and no reason for exit 2
};

struct DriftReport {
    ClusterReport cluster; // name, server, observedAt, missing; no items
    std::optional<WallTime> baseline; // of the earlier look it was compared with
    std::vector<drift::Finding> findings; // after the options' choice; expected ones too
    drift::Summary summary;
    std::vector<NotJudged> notJudged;
    [[nodiscard]] bool complete() const
    {
        return cluster.complete() && std::ranges::all_of(notJudged, [](const NotJudged& one) { return one.byChoice; });
    }
};

[[nodiscard]] QString nameOf(const flux::Reference& owner); // "Kustomization/apps/payments"; empty for nobody
[[nodiscard]] QString nameOf(const ObjectKey& object);
[[nodiscard]] QString wordOf(const drift::Finding& finding); // "field-changed (added)"
[[nodiscard]] QString summaryLine(const DriftReport& report);
// Whether this one makes the command exit with 1.
[[nodiscard]] bool fails(const drift::Finding& finding, FailOn failOn);
[[nodiscard]] int exitCodeOf(const std::vector<drift::Finding>& findings, bool complete, FailOn failOn);

void writeFinding(JsonWriter& json, const drift::Finding& finding);
void writeDriftJson(JsonWriter& json, const DriftReport& report);
void writeDriftMarkdown(const std::vector<DriftReport>& reports, const Sink& out); // for a merge request's comment
void writeDriftJUnit(const std::vector<DriftReport>& reports, FailOn failOn, const Sink& out); // a test case for each owner
[[nodiscard]] std::string driftSuite(const DriftReport& report, FailOn failOn, bool withMissing); // one <testsuite> of it
void writeDriftSarif(const std::vector<const DriftReport*>& reports, const Sink& out); // 2.1.0
void writeDriftCodeQuality(const DriftReport& report, const Sink& out); // GitLab's report, an issue a finding

// What is asked for of what was read. Empty: everything.
struct Scope {
    std::string ns;
    Filter filter;
    std::optional<ObjectKey> owner; // what it applied, and itself; atoms of any pool
};
// Of these the ones in scope.
[[nodiscard]] std::vector<drift::Finding> chosen(std::vector<drift::Finding> findings, const Scope& scope, const std::string& cluster);
// One look, judged: read only after driftWishes() of the command line (managed objects with their ownership).
void look(drift::Engine& engine, const session::OneShotResult& read, StringPool& pool);
// The findings of what was read. `report.cluster.read` must be there.
// `baseline`: an earlier look, may be null. `now`: takes what is known now, for the next look; may be null.
void judgeDrift(DriftReport& report, const drift::Facts* baseline, drift::RuleSet rules, const Scope& scope, StringPool& pool,
    drift::Facts* now = nullptr);
// What of the look itself could not be judged.
void addNotJudged(DriftReport& report);
// Of several corrections of one thing the last; `episodes` oldest first.
void addEpisodes(std::vector<drift::Finding>& findings, const std::vector<drift::Finding>& episodes);

} // namespace dg::evidence

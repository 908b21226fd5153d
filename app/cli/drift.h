// SPDX-License-Identifier: Apache-2.0
// What `drift` found on one cluster, and the ways to write it down.
#pragma once

#include "drift/engine.h"
#include "status.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace dg::cli {

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
void printDriftTable(const DriftReport& report, Streams& streams, bool colour, bool heading);
void writeDriftMarkdown(const std::vector<DriftReport>& reports, Streams& streams); // for a merge request's comment
void writeDriftJUnit(const std::vector<DriftReport>& reports, FailOn failOn, Streams& streams); // a test case for each owner
[[nodiscard]] std::string driftSuite(const DriftReport& report, FailOn failOn, bool withMissing); // one <testsuite> of it
void writeDriftSarif(const std::vector<DriftReport>& reports, Streams& streams); // 2.1.0

// What everybody who judges drift here needs. Throws Failure.
[[nodiscard]] drift::RuleSet rulesFor(const Options& options, const Environment& environment, const std::string& cluster);
// What to read for it, and the findings of what was read, after the options' choice. `report.cluster.read` must be there.
[[nodiscard]] session::OneShotOptions driftWishes();
void judgeDrift(DriftReport& report, const std::optional<drift::Facts>& baseline, const Options& options, const Environment& environment,
    StringPool& pool);
[[nodiscard]] std::optional<drift::Facts> baselineOf(const Options& options, StringPool& pool);
// Of these the ones that the options ask for (--owner, --namespace, --filter).
[[nodiscard]] std::vector<drift::Finding> chosen(std::vector<drift::Finding> findings, const Options& options, const std::string& cluster);
// --watch: JSON lines until the time is over.
[[nodiscard]] int watchDrift(const Options& options, Streams& streams, const Environment& environment);

} // namespace dg::cli

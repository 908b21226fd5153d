// SPDX-License-Identifier: Apache-2.0
// What `checks` finds on one cluster, and the ways to write it down. Needs no display; any thread.
#pragma once

#include "checks/checks.h"
#include "checks/gitlab_facts.h"
#include "checks/mutes.h"
#include "evidence/drift.h"

#include <vector>

namespace dg::evidence {

struct ChecksReport {
    ClusterReport cluster; // name, server, observedAt, missing; no items
    std::vector<checks::Outcome> outcomes; // empty: the cluster could not be read
};
// The same, of somebody else's parts.
struct ChecksView {
    const ClusterReport* cluster;
    const std::vector<checks::Outcome>* outcomes;
};
[[nodiscard]] int exitCodeOf(const std::vector<checks::Outcome>& outcomes);

// Of what was found what is in scope, but for an owner; what is about the cluster stays in a namespace's.
[[nodiscard]] std::vector<checks::Outcome> outcomesOf(const ClusterReport& cluster, const std::vector<checks::Mute>& mutes,
    const std::optional<checks::GitLabAnswer>& gitlab, const Scope& scope, StringPool& pool);
// The same of outcomes that are there already, of the whole cluster and with what `mutes` accept.
[[nodiscard]] std::vector<checks::Outcome> outcomesInScope(std::vector<checks::Outcome> outcomes, const ClusterReport& cluster,
    const std::vector<checks::Mute>& mutes, const Scope& scope, StringPool& pool);
[[nodiscard]] QString verdictOf(const checks::Outcome& one); // "Fix soon"; "Accepted"
[[nodiscard]] std::vector<const checks::Outcome*> inOrder(const std::vector<checks::Outcome>& outcomes); // worst first, accepted last

void writeChecksJson(JsonWriter& json, const ClusterReport& cluster, const std::vector<checks::Outcome>& outcomes);
[[nodiscard]] std::string checksSuite(const ClusterReport& cluster, const std::vector<checks::Outcome>& outcomes); // one <testsuite>
void writeChecksJUnit(const std::vector<ChecksView>& reports, const Sink& out); // a suite a cluster, a case a check
void writeChecksSarif(const ClusterReport& cluster, const std::vector<checks::Outcome>& outcomes, const Sink& out); // 2.1.0
void writeChecksCodeQuality(const std::vector<ChecksView>& reports, const Sink& out); // GitLab's report, an issue a finding

} // namespace dg::evidence

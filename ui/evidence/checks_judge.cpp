// SPDX-License-Identifier: Apache-2.0
#include "evidence/checks.h"
#include "scope_filter.h"

#include <algorithm>
#include <iterator>

namespace dg::evidence {

namespace {

checks::Input inputOf(const ClusterReport& report, const std::optional<checks::GitLabAnswer>& gitlab, StringPool& pool)
{
    const auto& read = *report.read;
    checks::Input input;
    input.pool = &pool;
    input.objects = read.objects;
    input.managed = read.managed;
    input.readKinds = {read.readKinds.begin(), read.readKinds.end()};
    input.notServed = {read.notServed.begin(), read.notServed.end()};
    input.sealedUnreadable
        = std::ranges::any_of(report.missing, [](const session::MissingPart& part) { return part.kind == "SealedSecret"; });
    input.controllers = read.controllers;
    if (report.secretsLookedAt)
        input.secrets = read.secrets;
    input.viaAgent = report.viaAgent;
    if (gitlab) {
        input.gitlab = gitlab->facts;
        input.reach = gitlab->reach;
    }
    input.now = read.observedAt;
    return input;
}

void narrow(std::vector<checks::Outcome>& outcomes, const ClusterReport& cluster, const Scope& scope, StringPool& pool)
{
    const ScopeFilter filter(cluster, scope, pool);
    if (filter.all())
        return;
    for (auto& outcome : outcomes)
        checks::narrow(outcome, [&](const checks::Subject& one) { return filter.holds(one.object, checks::info(outcome.id).word); });
}

} // namespace

std::vector<checks::Outcome> outcomesOf(const ClusterReport& cluster, const std::vector<checks::Mute>& mutes,
    const std::optional<checks::GitLabAnswer>& gitlab, const Scope& scope, StringPool& pool)
{
    if (!cluster.read || !cluster.read->fluxServed)
        return {};
    auto outcomes = checks::run(inputOf(cluster, gitlab, pool));
    narrow(outcomes, cluster, scope, pool);
    checks::apply(mutes, cluster.name, outcomes);
    return outcomes;
}

std::vector<checks::Outcome> outcomesInScope(std::vector<checks::Outcome> outcomes, const ClusterReport& cluster,
    const std::vector<checks::Mute>& mutes, const Scope& scope, StringPool& pool)
{
    if (scope.ns.empty() && scope.filter.empty())
        return outcomes;
    for (auto& outcome : outcomes) { // which mute accepts all that is left is another question in each scope
        std::ranges::move(outcome.accepted, std::back_inserter(outcome.subjects));
        outcome.accepted.clear();
        outcome.acceptedBy.clear();
    }
    narrow(outcomes, cluster, scope, pool);
    checks::apply(mutes, cluster.name, outcomes);
    return outcomes;
}

int exitCodeOf(const std::vector<checks::Outcome>& outcomes)
{
    if (std::ranges::any_of(outcomes, &checks::Outcome::needsAttention))
        return ExitNotInSync;
    const bool unclear = std::ranges::any_of(
        outcomes, [](const checks::Outcome& one) { return !one.isAccepted() && one.verdict == checks::Verdict::CouldNotTell; });
    return outcomes.empty() || unclear ? ExitCouldNotTell : ExitOk;
}

} // namespace dg::evidence

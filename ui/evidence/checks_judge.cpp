// SPDX-License-Identifier: Apache-2.0
#include "evidence/checks.h"

#include <algorithm>

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

// Only what is about objects of this namespace; what is about the cluster stays.
void narrow(std::vector<checks::Outcome>& outcomes, const std::string& ns)
{
    if (ns.empty())
        return;
    for (auto& outcome : outcomes) {
        const bool had = !outcome.subjects.empty();
        std::erase_if(
            outcome.subjects, [&](const checks::Subject& subject) { return !subject.object.ns.empty() && subject.object.ns.view() != ns; });
        if (had && outcome.subjects.empty())
            outcome.verdict = outcome.unclear.empty() ? checks::Verdict::Passed : checks::Verdict::CouldNotTell;
    }
}

} // namespace

std::vector<checks::Outcome> outcomesOf(const ClusterReport& cluster, const std::vector<checks::Mute>& mutes,
    const std::optional<checks::GitLabAnswer>& gitlab, const std::string& ns, StringPool& pool)
{
    if (!cluster.read || !cluster.read->fluxServed)
        return {};
    auto outcomes = checks::run(inputOf(cluster, gitlab, pool));
    narrow(outcomes, ns);
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

// SPDX-License-Identifier: Apache-2.0
#include "evidence/checks.h"
#include "sorted_objects.h"

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

// What is told of one cluster: --namespace (what is about the cluster stays) and --filter.
class Told {
public:
    Told(const ClusterReport& report, const Scope& scope, StringPool& pool)
        : m_report(report)
        , m_filter(scope.filter)
        , m_ns(scope.ns)
        , m_objects(report.read->objects)
        , m_assessor([this](const ObjectKey& key) { return m_objects.find(key); },
              [this](std::string_view kind) {
                  return std::ranges::any_of(m_report.read->readKinds, [&](flux::Kind read) { return kind == flux::info(read).name; });
              },
              pool, &report.read->controllers)
    {
    }
    [[nodiscard]] bool all() const { return m_ns.empty() && m_filter.empty(); }
    [[nodiscard]] bool holds(const checks::Subject& subject, const char* check) const
    {
        const auto& key = subject.object;
        if (!m_ns.empty() && !key.ns.empty() && key.ns.view() != m_ns)
            return false;
        const auto* object = m_filter.empty() ? nullptr : m_objects.find(key);
        if (!object)
            return m_filter.matches(key, check, m_report.name);
        const std::shared_ptr<const flux::FluxObject> borrowed(std::shared_ptr<void>(), object); // the report keeps it
        return m_filter.matches(m_assessor.assess(borrowed), {m_report.name, m_report.observedAt, nullptr});
    }

private:
    const ClusterReport& m_report;
    const Filter& m_filter;
    std::string m_ns;
    SortedObjects m_objects;
    Assessor m_assessor;
};

} // namespace

std::vector<checks::Outcome> outcomesOf(const ClusterReport& cluster, const std::vector<checks::Mute>& mutes,
    const std::optional<checks::GitLabAnswer>& gitlab, const Scope& scope, StringPool& pool)
{
    if (!cluster.read || !cluster.read->fluxServed)
        return {};
    auto outcomes = checks::run(inputOf(cluster, gitlab, pool));
    const Told told(cluster, scope, pool);
    for (auto& outcome : outcomes) {
        if (!told.all())
            checks::narrow(outcome, [&](const checks::Subject& one) { return told.holds(one, checks::info(outcome.id).word); });
    }
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

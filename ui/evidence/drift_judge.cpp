// SPDX-License-Identifier: Apache-2.0
#include "evidence/drift.h"
#include "translate.h"

#include <algorithm>
#include <ranges>
#include <set>

namespace dg::evidence {

namespace {

std::vector<store::Delta> deltasOf(const session::OneShotResult& read)
{
    std::vector<store::Delta> deltas;
    deltas.reserve(read.objects.size() + read.managed.size());
    for (const auto& object : read.objects)
        deltas.push_back({object->key, store::RecordType::Flux, object, {}});
    for (const auto& object : read.managed)
        deltas.push_back({object->key, store::RecordType::Managed, object, {}});
    for (const auto& event : read.applyEvents)
        deltas.push_back({event->key, store::RecordType::ApplyEvent, event, {}});
    return deltas;
}

bool same(const flux::Reference& a, const ObjectKey& b)
{
    return a.kind.view() == b.kind.view() && a.ns.view() == b.ns.view() && a.name.view() == b.name.view();
}

} // namespace

void look(drift::Engine& engine, const session::OneShotResult& read, StringPool& pool)
{
    std::vector<std::pair<Atom, Atom>> kinds;
    for (const auto kind : read.readKinds)
        kinds.emplace_back(pool.intern(flux::info(kind).group), pool.intern(flux::info(kind).name));
    for (const auto& kind : read.managedKinds)
        kinds.emplace_back(kind.group, kind.kind);
    engine.setReadKinds(kinds);
    engine.stage(deltasOf(read));
    for (const auto& key : read.absent)
        engine.confirmAbsent(key);
    engine.settle(read.observedAt);
}

void addEpisodes(std::vector<drift::Finding>& findings, const std::vector<drift::Finding>& episodes)
{
    std::set<std::string> told;
    for (const auto& episode : episodes | std::views::reverse) {
        if (told.insert(episode.id()).second)
            findings.push_back(episode);
    }
}

void judgeDrift(
    DriftReport& report, const drift::Facts* baseline, drift::RuleSet rules, const Scope& scope, StringPool& pool, drift::Facts* now)
{
    const auto& read = *report.cluster.read;
    drift::Engine engine(pool, std::move(rules));
    if (baseline) {
        report.baseline = baseline->observedAt;
        engine.setBaseline(*baseline);
    }
    look(engine, read, pool);
    auto findings = engine.findings();
    addEpisodes(findings, engine.episodes());
    report.findings = chosen(std::move(findings), scope, report.cluster.name);
    report.summary = engine.summary();
    if (now)
        *now = engine.facts(read.observedAt);
    addNotJudged(report);
}

void addNotJudged(DriftReport& report)
{
    const auto& read = *report.cluster.read;
    if (read.notLookedUp > 0)
        report.notJudged.push_back({Evidence::tr("%1 objects").arg(read.notLookedUp).toStdString(),
            Evidence::tr("They carry no label of Flux's, and only 2,000 are looked up by name.")});
    if (read.undecodable > 0)
        report.notJudged.push_back(
            {Evidence::tr("%1 objects").arg(read.undecodable).toStdString(), Evidence::tr("They could not be understood.")});
}

bool fails(const drift::Finding& finding, FailOn failOn)
{
    if (failOn == FailOn::None || !drift::counts(finding.kind) || !finding.ignoredBy.empty())
        return false;
    return failOn == FailOn::Likely || finding.confidence == drift::Confidence::Certain;
}

int exitCodeOf(const std::vector<drift::Finding>& findings, bool complete, FailOn failOn)
{
    if (std::ranges::any_of(findings, [failOn](const drift::Finding& finding) { return fails(finding, failOn); }))
        return ExitNotInSync;
    return complete ? ExitOk : ExitCouldNotTell;
}

std::vector<drift::Finding> chosen(std::vector<drift::Finding> findings, const Scope& scope, const std::string& cluster)
{
    std::erase_if(findings, [&](const drift::Finding& finding) {
        return (!scope.ns.empty() && finding.object.ns.view() != scope.ns) || (scope.owner && !same(finding.owner, *scope.owner))
            || !scope.filter.matches(finding, cluster);
    });
    return findings;
}

} // namespace dg::evidence

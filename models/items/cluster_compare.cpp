// SPDX-License-Identifier: Apache-2.0
// The exact comparison of an open cluster: begun by a person or by the schedule, its findings beside what is watched.
#include "cluster_impl.h"

#include "drift/merge.h"
#include "items/drift_digest.h"

#include <algorithm>

namespace dg::items {

namespace {

// The owners as the tree knows them, and what it could not read of them.
std::shared_ptr<const session::OneShotResult> knownObjects(const tree::FleetTree& tree, const std::vector<tree::Unreadable>& unreadable)
{
    auto known = std::make_shared<session::OneShotResult>();
    tree.forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
        if (object.kind == flux::Kind::Kustomization || object.kind == flux::Kind::HelmRelease)
            known->objects.push_back(tree.find(object.key));
    });
    for (const auto& kind : unreadable)
        known->missing.push_back({kind.kind.str(), kind.ns.empty() ? std::nullopt : std::optional(kind.ns.str()), kind.error});
    return known;
}

std::vector<ObjectName> helmReleasesOf(const tree::FleetTree& tree)
{
    std::vector<ObjectName> names;
    tree.forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
        if (object.kind == flux::Kind::HelmRelease)
            names.push_back({object.key.kind.str(), object.key.ns.str(), object.key.name.str()});
    });
    return names;
}

} // namespace

void ClusterModel::mergeDrift()
{
    auto& d = *m_impl;
    if (d.exact.empty()) {
        d.merged.clear();
        return;
    }
    d.merged = drift::merged(d.drift ? d.drift->findings() : d.shownFindings, d.exact.findings());
    d.mergedSummary = d.drift ? d.drift->summary() : d.shownSummary;
    drift::recount(d.mergedSummary, d.merged);
}

const drift::RuleSet& ClusterModel::driftRules() const
{
    return m_impl->exact.rules();
}

void ClusterModel::setDriftRules(drift::RuleSet rules)
{
    auto& d = *m_impl;
    d.exact.setRules(rules);
    if (d.drift)
        d.drift->setRules(std::move(rules)); // tells when it has judged again
    else if (d.knowsDrift)
        takeDrift();
}

std::uint64_t ClusterModel::compareExactly(const std::optional<ObjectKey>& object, std::vector<ObjectName> owners)
{
    auto& d = *m_impl;
    session::ExactOptions options;
    options.owners = owners;
    options.object = object;
    options.directories = d.exactSettings.folders;
    options.sources = d.exactSettings.fromSource ? d.sourceFiles : nullptr;
    options.kustomize = d.kustomize;
    options.dryRun = d.exactSettings.dryRun;
    options.includeSecrets = d.exactSettings.includeSecrets;
    ExactFindings::Run run{object, std::move(owners), knownObjects(tree(), d.unreadableKinds), {}};
    const auto read = run.read;
    // The answer must not come before its number is known.
    const auto id = std::make_shared<std::uint64_t>(0);
    *id = d.session->compareExactly(
        std::move(options), read, [gate = d.gate, id, run = std::move(run)](Result<session::ExactResult> answer) {
            const auto held = std::make_shared<Result<session::ExactResult>>(std::move(answer));
            gate->post([id, run, held](ClusterModel& model) { model.takeComparison(*id, run, std::move(*held)); });
        });
    d.comparing.push_back(*id);
    Q_EMIT comparisonChanged();
    return *id;
}

void ClusterModel::takeComparison(std::uint64_t id, const ExactFindings::Run& run, Result<session::ExactResult> result)
{
    auto& d = *m_impl;
    std::erase(d.comparing, id);
    if (std::exchange(d.scheduled, d.scheduled == id ? 0 : d.scheduled) == id) {
        const auto later = result ? std::nullopt : result.error().retryAfter;
        d.schedule.ended(d.clock.steady(), wasRefused(result), later);
    }
    d.comparison.error.reset();
    if (!result) {
        d.comparison.error = result.error();
    } else {
        d.comparison.at = d.clock.wall();
        d.comparison.compared = result->compared;
        d.comparison.differing = result->findings.size();
        auto now = run;
        now.at = d.clock.wall() + d.status.clockSkew;
        d.exact.add(now, std::move(*result));
        (void)d.exact.update(tree(), d.pool);
        takeDrift();
    }
    Q_EMIT comparisonChanged();
}

void ClusterModel::setExactHelpers(std::shared_ptr<artifact::SourceFiles> sources, std::optional<drift::KustomizeProgram> kustomize)
{
    m_impl->sourceFiles = std::move(sources);
    m_impl->kustomize = std::move(kustomize);
}

bool ClusterModel::canFetchSources() const
{
    return m_impl->sourceFiles != nullptr;
}

const ExactSettings& ClusterModel::exactSettings() const
{
    return m_impl->exactSettings;
}

void ClusterModel::setExactSettings(ExactSettings settings)
{
    auto& d = *m_impl;
    if (settings == d.exactSettings)
        return;
    d.exactSettings = std::move(settings);
    d.schedule.setEvery(d.exactSettings.every);
    tickSchedule();
    Q_EMIT exactSettingsChanged();
    Q_EMIT comparisonChanged();
}

ClusterModel::Comparison ClusterModel::comparison() const
{
    const auto& d = *m_impl;
    auto out = d.comparison;
    out.running = d.comparing.empty() ? 0 : d.comparing.front();
    if (const auto next = d.schedule.next())
        out.next = d.clock.wall() + std::chrono::duration_cast<Millis>(*next - d.clock.steady());
    out.backedOff = d.schedule.doublings() > 0;
    return out;
}

const std::vector<session::NotCompared>& ClusterModel::notCompared() const
{
    return m_impl->exact.notCompared();
}

// One at a time, and only while there is something to compare with: connected, and everything read.
void ClusterModel::tickSchedule()
{
    auto& d = *m_impl;
    const bool live = d.status.phase == session::ConnectionPhase::Live || d.status.phase == session::ConnectionPhase::CatchingUp;
    const bool before = d.schedule.next().has_value();
    const auto now = d.clock.steady();
    d.schedule.setConnected(live && d.status.complete, now);
    if (d.schedule.isDue(now) && d.comparing.empty()) {
        auto owners = d.exactSettings.owners.empty() ? helmReleasesOf(tree()) : d.exactSettings.owners;
        d.schedule.began();
        if (owners.empty()) // nothing there; an empty list would mean all
            d.schedule.ended(now, false, std::nullopt);
        else
            d.scheduled = compareExactly(std::nullopt, std::move(owners));
    }
    if (before != d.schedule.next().has_value())
        Q_EMIT comparisonChanged();
}

void ClusterModel::checkAccess(std::vector<session::AccessQuestion> questions, std::function<void(std::vector<session::AccessAnswer>)> done)
{
    m_impl->session->checkAccess(
        std::move(questions), [gate = m_impl->gate, done = std::move(done)](std::vector<session::AccessAnswer> answers) {
            gate->post([done, answers = std::move(answers)](ClusterModel&) { done(answers); });
        });
}

} // namespace dg::items

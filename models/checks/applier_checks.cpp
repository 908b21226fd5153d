// SPDX-License-Identifier: Apache-2.0
// Kustomizations and HelmReleases: how they apply, wait, retry, and as whom (domain.md §3.4, §3.5).
#include "judge.h"

#include <algorithm>
#include <unordered_map>

namespace dg::checks {

namespace {

using flux::Kind;

constexpr Millis LongInterval{300'000}; // from here on a retry at the interval is late

template <class Test> Outcome everyKustomization(const World& world, Id id, Fact fact, Test&& fails)
{
    Judge judge(id);
    for (const auto& one : judge.each(world, Kind::Kustomization)) {
        if (fails(*one))
            judge.found(one->key, fact);
    }
    return judge.finish();
}

bool managesSuspend(const flux::FieldManager& manager)
{
    return manager.fields && manager.fields->contains("spec.suspend");
}

// The youngest write of whoever owns spec.suspend: it has stood at least since then.
std::optional<WallTime> suspendedSince(const flux::FluxObject& object)
{
    std::optional<WallTime> since;
    if (!object.ownership)
        return since;
    for (const auto& manager : object.ownership->managers) {
        if (managesSuspend(manager) && manager.time && (!since || *manager.time > *since))
            since = manager.time;
    }
    return since;
}

} // namespace

Outcome prune(const World& world)
{
    return everyKustomization(world, Id::Prune, Fact::NoPrune, [](const flux::FluxObject& one) { return !one.prune; });
}

Outcome wait(const World& world)
{
    return everyKustomization(world, Id::Wait, Fact::NoWait,
        [](const flux::FluxObject& one) { return !one.wait && one.healthChecks.empty() && one.healthCheckExprs == 0; });
}

Outcome timeout(const World& world)
{
    return everyKustomization(world, Id::Timeout, Fact::NoTimeout, [](const flux::FluxObject& one) { return !one.timeout; });
}

Outcome retryInterval(const World& world)
{
    Judge judge(Id::RetryInterval);
    for (const auto& one : judge.each(world, Kind::Kustomization)) {
        if (!postureOf(*one).retryInterval && one->interval && *one->interval > LongInterval)
            judge.found(one->key, Fact::NoRetryInterval, std::to_string(one->interval->count() / 1000));
    }
    return judge.finish();
}

Outcome serviceAccount(const World& world)
{
    Judge judge(Id::ServiceAccount);
    for (const auto kind : {Kind::Kustomization, Kind::HelmRelease}) {
        for (const auto& one : judge.each(world, kind)) {
            // In Flux's own namespace the platform acts, as the controller's account.
            if (!world.isFluxNamespace(one->key.ns.view()) && postureOf(*one).serviceAccount.empty())
                judge.found(one->key, Fact::NoServiceAccount);
        }
    }
    return judge.finish();
}

Outcome crossNamespace(const World& world)
{
    Judge judge(Id::CrossNamespace);
    for (const auto kind : {Kind::Kustomization, Kind::HelmRelease}) {
        for (const auto& one : judge.each(world, kind)) {
            const auto& source = one->chartSource.empty() ? one->source : one->chartSource;
            if (!source.empty() && source.ns != one->key.ns)
                judge.found(one->key, Fact::SourceElsewhere, nameOf(source));
        }
    }
    return judge.finish();
}

Outcome twoOwners(const World& world)
{
    Judge judge(Id::TwoOwners);
    std::unordered_map<std::string, const flux::FluxObject*> owners;
    for (const auto kind : {Kind::Kustomization, Kind::HelmRelease}) {
        for (const auto& applier : world.of(kind)) {
            if (applier->remoteCluster)
                continue;
            applier->inventory.forEach([&](const flux::InventoryEntry& entry) {
                judge.looked();
                std::string id(entry.group);
                id.append(1, '\n').append(entry.kind).append(1, '\n').append(entry.ns).append(1, '\n').append(entry.name);
                const auto [at, fresh] = owners.try_emplace(std::move(id), applier.get());
                if (!fresh && at->second != applier.get())
                    judge.found(world.key(entry.group, entry.kind, entry.ns, entry.name), Fact::AlsoOwnedBy,
                        at->second->key.toString() + ", " + applier->key.toString());
            });
        }
        if (!world.isRead(kind))
            judge.unclear(world.key(flux::info(kind).group, flux::info(kind).name), Fact::CannotList);
    }
    return judge.finish();
}

Outcome suspendedLong(const World& world)
{
    Judge judge(Id::SuspendedLong);
    for (const auto& kind : flux::kinds()) {
        if (!kind.canSuspend || !kind.suspendAnnotation.empty())
            continue;
        for (const auto& object : judge.each(world, kind.kind)) {
            if (!object->suspended)
                continue;
            const auto since = suspendedSince(*object);
            const auto days = since ? std::chrono::duration_cast<std::chrono::days>(world.input().now - *since) : std::chrono::days{0};
            if (!since)
                judge.unclear(object->key, Fact::NoRecord);
            else if (days >= LongSuspended)
                judge.found(object->key, Fact::SuspendedFor, std::to_string(days.count()));
        }
    }
    return judge.finish();
}

Outcome helmDriftDetection(const World& world)
{
    Judge judge(Id::HelmDriftDetection);
    for (const auto& one : judge.each(world, Kind::HelmRelease)) {
        const auto mode = one->drift ? one->drift->mode : flux::DriftDetection::Disabled;
        if (mode == flux::DriftDetection::Disabled)
            judge.found(one->key, Fact::DriftDetectionOff);
        else if (mode == flux::DriftDetection::Warn)
            judge.found(one->key, Fact::DriftDetectionWarns);
    }
    return judge.finish();
}

Outcome helmRemediation(const World& world)
{
    Judge judge(Id::HelmRemediation);
    for (const auto& one : judge.each(world, Kind::HelmRelease)) {
        if (!postureOf(*one).retriesInstall || !postureOf(*one).retriesUpgrade)
            judge.found(one->key, Fact::NoRetries);
    }
    return judge.finish();
}

Outcome chartVersion(const World& world)
{
    Judge judge(Id::ChartVersion);
    for (const auto& one : judge.each(world, Kind::HelmRelease)) {
        const auto& version = one->chartVersion;
        if (!one->chart.empty() && (version.empty() || version == "*" || version.starts_with(">=0")))
            judge.found(one->key, Fact::AnyVersion, version);
    }
    return judge.finish();
}

} // namespace dg::checks

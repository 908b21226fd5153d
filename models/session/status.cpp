// SPDX-License-Identifier: Apache-2.0
// The snapshot that others see: rebuilt on the I/O thread at most ten times a second.
#include "impl.h"

#include <algorithm>

namespace dg::session {

namespace {

constexpr Millis PublishEvery{100};
constexpr Millis SnapshotEvery{500}, SnapshotDrift{5'000};

bool readable(const kube::StreamState& state)
{
    return state.phase != kube::StreamPhase::Forbidden && state.phase != kube::StreamPhase::NotServed;
}

bool isSignIn(ErrorCode code)
{
    return code == ErrorCode::Unauthorized || code == ErrorCode::GitLabUnauthorized;
}

} // namespace

void ClusterSession::Impl::statusSoon()
{
    if (publishTimer)
        return;
    publishTimer = loop.after(PublishEvery, [this] {
        publishTimer = 0;
        publish();
    });
}

ConnectionPhase ClusterSession::Impl::derivePhase(SessionStatus& status) const
{
    status.error = connectError;
    if (!discovery)
        return connectPhase;
    bool anyFlux = false;
    bool anyBehind = false;
    const Error* worst = nullptr;
    for (const auto& stream : streams) {
        const auto& state = stream.info().state;
        if (!stream.info().fluxKind || !readable(state))
            continue;
        anyFlux = true;
        if (state.phase == kube::StreamPhase::Live)
            continue;
        anyBehind = true;
        if (state.hasError && (!worst || isSignIn(state.error.code) || state.error.code == ErrorCode::AgentOffline))
            worst = &state.error;
    }
    const bool servesFlux = std::any_of(streams.begin(), streams.end(), [](const Stream& s) { return s.info().fluxKind; });
    if (!servesFlux)
        return ConnectionPhase::NoFlux;
    if (!anyFlux || !anyBehind)
        return ConnectionPhase::Live;
    if (!worst)
        return ConnectionPhase::CatchingUp;
    status.error = *worst;
    if (isSignIn(worst->code))
        return ConnectionPhase::Unauthorized;
    return worst->code == ErrorCode::AgentOffline ? ConnectionPhase::AgentOffline : ConnectionPhase::Stale;
}

void ClusterSession::Impl::publish()
{
    SessionStatus status;
    status.phase = derivePhase(status);
    status.viaAgent = spec.viaGitLabAgent;
    status.warnings = spec.warnings;
    status.user = user;
    status.groups = groups;
    status.clusterUid = clusterUid;
    status.capabilities = capabilities;
    status.workloadsLeftOut = workloadsLeftOut;
    if (discovery)
        status.serverVersion = discovery->serverVersion;
    for (const auto& kind : flux::kinds()) {
        if (discovery && !discovery->find(kind.group, kind.name))
            status.notServed.push_back(kind.kind);
    }
    status.clockSkew = clockSkew;
    if (spec.snapshot) { // a recording's time moves at a pace of its own
        status.snapshotOf = spec.snapshot->observedAt;
        status.clockSkew = std::chrono::duration_cast<Millis>(spec.snapshot->clock->wall() - clock.wall());
        watchSnapshotClock(status.clockSkew);
    }
    int controllers = 0;
    status.complete = discovery != nullptr;
    SteadyTime newest{};
    SteadyTime oldestLost = SteadyTime::max();
    for (const auto& stream : streams) {
        const auto& info = stream.info();
        status.streams.push_back(info);
        controllers += info.controllers && info.state.synced;
        if (!info.fluxKind || !readable(info.state))
            continue;
        status.complete = status.complete && info.state.synced;
        newest = std::max(newest, info.state.lastGood);
        if (info.state.phase != kube::StreamPhase::Live)
            oldestLost = std::min(oldestLost, info.state.lastGood);
    }
    status.controllersReadable = controllers == 2;
    // While everything is live the data is as old as the last sign of life; else as old as the stream that was lost first.
    status.lastGood = oldestLost == SteadyTime::max() ? newest : oldestLost;
    status.actions = actions;
    for (auto& action : status.actions) {
        if (!action.done())
            action.duration = clock.wall() - action.began;
    }
    status.wireBytes = loop.stats().wireBytes;
    std::function<void()> notify;
    {
        const std::scoped_lock lock(statusMutex);
        published = std::move(status);
        notify = statusNotify;
    }
    if (notify)
        notify();
}

// A snapshot's time stands or runs at a pace of its own: whoever shows ages is told when it has left ours.
void ClusterSession::Impl::watchSnapshotClock(Millis told)
{
    if (snapshotTimer)
        loop.cancelTimer(snapshotTimer);
    snapshotTimer = loop.after(SnapshotEvery, [this, told] {
        snapshotTimer = 0;
        if (std::chrono::abs(spec.snapshot->clock->wall() - clock.wall() - told) > SnapshotDrift)
            statusSoon();
        else
            watchSnapshotClock(told);
    });
}

SessionStatus ClusterSession::status() const
{
    const std::scoped_lock lock(m_impl->statusMutex);
    return m_impl->published;
}

void ClusterSession::setStatusNotify(std::function<void()> notify)
{
    const std::scoped_lock lock(m_impl->statusMutex);
    m_impl->statusNotify = std::move(notify);
}

} // namespace dg::session

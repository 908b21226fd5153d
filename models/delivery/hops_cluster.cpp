// SPDX-License-Identifier: Apache-2.0
// The hops that Flux's objects tell of: fetched, applied, healthy.
#include "assemble_impl.h"
#include "flux/revision.h"

#include <algorithm>

namespace dg::delivery {

namespace {

using flux::Kind;
using flux::State;

void stand(const Context& c, Hop at, HopState state, Cause cause, const std::string& message)
{
    auto& hop = c.hop(at);
    hop.state = state;
    hop.note = Note::None;
    if (state == HopState::Failed || state == HopState::Running)
        hop.evidence = Evidence::Status;
    hop.message = message;
    if (c.out.cause != Cause::None)
        return;
    c.out.cause = cause;
    c.out.message = message;
}

void wait(const Context& c, Hop hop)
{
    if (c.hop(hop).state != HopState::NotApplicable) {
        c.hop(hop).state = HopState::Waiting;
        c.hop(hop).note = Note::NotYet;
    }
}

void noChecks(const Context& c)
{
    c.hop(Hop::Healthy).state = HopState::NotApplicable;
    c.hop(Hop::Healthy).note = Note::NoChecks;
}

// Everything is applied, and healthy where somebody checks that.
void succeeded(const Context& c)
{
    const auto& applier = c.applier();
    auto& applied = c.hop(Hop::Applied);
    auto& healthy = c.hop(Hop::Healthy);
    applied.state = HopState::Done;
    applied.evidence = Evidence::Status;
    applied.time = applier.kind == Kind::HelmRelease ? applier.lastDeployed : checksBegan(applier, c.out.revision);
    const auto* entry = successOf(applier, c.out.revision);
    std::optional<WallTime> reached;
    if (entry && applier.kind == Kind::Kustomization) {
        const auto& fetched = c.source() ? c.source()->artifactUpdated : std::nullopt;
        const bool older = fetched && entry->first && *entry->first + Seconds{1} < *fetched;
        if (older)
            applied.note = Note::Unchanged;
        else
            reached = entry->first;
    }
    if (!checksHealth(applier)) {
        if (reached) {
            applied.time = reached;
            applied.evidence = Evidence::History;
        }
        noChecks(c);
        return;
    }
    healthy.state = HopState::Done;
    healthy.evidence = reached ? Evidence::History : Evidence::Status;
    healthy.note = applied.note;
    healthy.time = reached;
    if (applier.kind == Kind::HelmRelease) {
        if (const auto* ready = applier.condition("Ready"); ready && ready->status == flux::Tri::True)
            healthy.time = ready->lastTransition;
        else
            healthy.time = applied.time;
        if (applied.time && healthy.time && *healthy.time < *applied.time)
            healthy.time = applied.time;
    }
}

Cause causeOf(const Context& c, const std::string& reason)
{
    if (reason == "HealthCheckFailed" || reason == "TestFailed")
        return Cause::HealthCheckFailed;
    if (c.applier().kind == Kind::HelmRelease)
        return Cause::ReleaseFailed;
    if (reason == "BuildFailed" || reason == "InvalidCELExpression" || reason == "InvalidSpec")
        return Cause::BuildFailed;
    return Cause::ApplyFailed;
}

void failed(const Context& c)
{
    const auto& verdict = c.input.applierVerdict;
    const auto cause = causeOf(c, verdict.reason);
    if (cause != Cause::HealthCheckFailed) {
        stand(c, Hop::Applied, HopState::Failed, cause, verdict.message);
        wait(c, Hop::Healthy);
        return;
    }
    auto& applied = c.hop(Hop::Applied);
    applied.state = HopState::Done; // the checks follow the apply
    applied.evidence = Evidence::Status;
    if (c.applier().kind == Kind::HelmRelease) {
        applied.time = c.applier().lastDeployed;
    } else if (!trailOf(c.applier()).history.empty()) {
        const auto& entry = trailOf(c.applier()).history.front(); // its pass took as long as the checks lasted
        if (entry.status == "HealthCheckFailed" && entry.first && entry.duration && entry.first == entry.last)
            applied.time = *entry.first - *entry.duration;
    }
    stand(c, Hop::Healthy, HopState::Failed, cause, verdict.message);
}

void underWay(const Context& c)
{
    const auto& applier = c.applier();
    const auto& verdict = c.input.applierVerdict;
    if (const auto checks = checksBegan(applier, c.out.revision)) {
        c.hop(Hop::Applied).state = HopState::Done;
        c.hop(Hop::Applied).evidence = Evidence::Status;
        c.hop(Hop::Applied).time = checks;
        stand(c, Hop::Healthy, HopState::Running, Cause::HealthChecking, verdict.message);
        c.out.since = checks;
        return;
    }
    stand(c, Hop::Applied, HopState::Running, Cause::Applying, verdict.message);
    c.out.since = verdict.since;
    wait(c, Hop::Healthy);
}

void notApplied(const Context& c)
{
    const auto& verdict = c.input.applierVerdict;
    if (verdict.suspended) {
        stand(c, Hop::Applied, HopState::Waiting, Cause::ApplierSuspended, {});
        wait(c, Hop::Healthy);
        return;
    }
    switch (verdict.state) {
    case State::Failed:
    case State::Stalled:
        failed(c);
        return;
    case State::Waiting:
        stand(c, Hop::Applied, HopState::Waiting, Cause::DependencyNotReady, verdict.message);
        break;
    case State::Reconciling:
        underWay(c);
        return;
    case State::Ready:
        stand(c, Hop::Applied, HopState::Waiting, Cause::NotStarted, {});
        break;
    default:
        stand(c, Hop::Applied, HopState::Unknown, Cause::NotKnown, verdict.message);
        c.hop(Hop::Applied).note = Note::NotKnown;
    }
    wait(c, Hop::Healthy);
}

} // namespace

void judgeFetched(const Context& c)
{
    auto& hop = c.hop(Hop::Fetched);
    hop.object = c.applier().source;
    const auto* source = c.source();
    if (!source) {
        stand(c, Hop::Fetched, HopState::Unknown, Cause::SourceMissing, {});
        hop.note = Note::NotKnown;
        return;
    }
    const auto& verdict = c.input.sourceVerdict;
    if (verdict.state == State::Failed || verdict.state == State::Stalled) {
        stand(c, Hop::Fetched, HopState::Failed, Cause::SourceFailed, verdict.message);
        if (const auto* ready = source->condition("Ready"))
            c.out.since = ready->lastTransition;
    } else if (c.out.pending) {
        // An artifact that is not built yet is what everything waits for.
        const auto built = c.hop(Hop::Artifact).state;
        const bool before = built == HopState::Running || built == HopState::Failed;
        const auto cause = built == HopState::Running ? Cause::PipelineRunning
            : built == HopState::Failed               ? Cause::PipelineFailed
            : verdict.suspended                       ? Cause::SourceSuspended
                                                      : Cause::NotFetchedYet;
        if (before)
            c.out.message = c.hop(Hop::Artifact).message;
        stand(c, Hop::Fetched, HopState::Waiting, cause, before ? c.out.message : std::string());
        hop.note = Note::NotYet;
    } else if (source->artifactRevision.empty()) {
        stand(c, Hop::Fetched, verdict.state == State::Reconciling ? HopState::Running : HopState::Waiting, Cause::NotFetchedYet,
            verdict.message);
        hop.note = Note::NotYet;
    } else {
        hop.state = HopState::Done;
        hop.evidence = Evidence::Artifact;
        hop.time = source->artifactUpdated;
    }
}

void judgeApplied(const Context& c)
{
    c.hop(Hop::Applied).object = referenceOf(c.applier());
    c.hop(Hop::Healthy).object = referenceOf(c.applier());
    if (!checksHealth(c.applier()))
        noChecks(c);
    if (c.hop(Hop::Fetched).state != HopState::Done) {
        wait(c, Hop::Applied);
        wait(c, Hop::Healthy);
        return;
    }
    const auto state = c.input.applierVerdict.state;
    const bool trouble = state == State::Failed || state == State::Stalled;
    if (hasSourceRevision(c) && !(trouble && c.applier().kind == Kind::HelmRelease))
        succeeded(c);
    else
        notApplied(c);
    // A revision that was healthy once and is not any more.
    if (hasSourceRevision(c) && trouble && c.applier().kind == Kind::Kustomization) {
        const auto cause = causeOf(c, c.input.applierVerdict.reason);
        stand(c, cause == Cause::HealthCheckFailed ? Hop::Healthy : Hop::Applied, HopState::Failed, cause, c.input.applierVerdict.message);
    }
}

} // namespace dg::delivery

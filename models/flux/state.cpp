// SPDX-License-Identifier: Apache-2.0
// The numbers at the branches are the rules of contracts.md §2.
#include "flux/state.h"

#include "flux/revision.h"

#include <algorithm>

namespace dg::flux {

namespace {

struct Word {
    State state;
    const char* word;
    int severity;
    bool problem;
};
constexpr std::array<Word, 11> Words{{
    {State::Ready, "ready", 0, false},
    {State::Reconciling, "reconciling", 1, false},
    {State::Failed, "failed", 9, true},
    {State::Stalled, "stalled", 10, true},
    {State::Waiting, "waiting", 6, true},
    {State::Stale, "stale", 4, true},
    {State::Unknown, "unknown", 3, true},
    {State::Forbidden, "forbidden", 7, true},
    {State::Terminating, "terminating", 5, true},
    {State::Missing, "missing", 8, true},
    {State::Orphaned, "orphaned", 2, false},
}};

const Word& wordOf(State state)
{
    return Words.at(static_cast<std::size_t>(state));
}

bool isTrue(const Condition* condition)
{
    return condition && condition->status == Tri::True;
}

bool hasNoStatus(const FluxObject& object)
{
    if (object.kind == Kind::HelmRepository)
        return object.ociHelmRepository;
    // Up to v1beta2 these two had conditions; what is left of them without any is as static as v1beta3 (domain.md §3.7).
    return (object.kind == Kind::Alert || object.kind == Kind::Provider)
        && (object.apiVersion.ends_with("/v1beta3") || !object.condition("Ready"));
}

// Suspending moves the generation by one (flux-live.md B2): a gap of one while suspended is not an edit.
bool isBehindBy(std::int64_t observed, const FluxObject& object)
{
    return object.generation - observed > (object.suspended ? 1 : 0);
}

bool isStale(const FluxObject& object, const Condition& ready)
{
    // A suspended source gets its Ready stamped anew, nothing else does (flux-live.md B2). A Receiver does not, other than
    // said there: notification-controller 1.9.3 moves status.observedGeneration only (the truth suite's receiver-suspended).
    const bool stampedAnew = object.kind != Kind::Other && info(object.kind).isSource;
    // Where a controller does not fill it in, the status's own number tells of success only: a failing object leaves it
    // behind on purpose (domain.md §3.2), and that must not hide the failure.
    const auto observed = ready.observedGeneration != 0 ? ready.observedGeneration
        : ready.status == Tri::True                     ? object.observedGeneration
                                                        : 0;
    if (observed == 0 || object.generation == 0)
        return false;
    return stampedAnew ? observed < object.generation : isBehindBy(observed, object);
}

// Sources re-stamp Ready while suspended; only the stored artifact tells which spec was fetched.
bool isEditedWhileSuspended(const FluxObject& object)
{
    const auto* stored = object.condition("ArtifactInStorage");
    return object.suspended && stored && stored->observedGeneration > 0 && isBehindBy(stored->observedGeneration, object);
}

// "dependency 'ns/name' is not ready" and "dependency 'ns/name' not found: …"
Reference dependencyIn(const FluxObject& object, std::string_view message)
{
    const auto begin = message.find("dependency '");
    if (begin != std::string_view::npos) {
        const auto from = begin + std::string_view("dependency '").size();
        const auto text = message.substr(from, message.find('\'', from) - from);
        const auto slash = text.find('/');
        for (const auto& dependency : object.dependsOn) {
            const bool same = slash == std::string_view::npos
                ? dependency.name.view() == text
                : dependency.ns.view() == text.substr(0, slash) && dependency.name.view() == text.substr(slash + 1);
            if (same)
                return dependency;
        }
    }
    return object.dependsOn.size() == 1 ? object.dependsOn.front() : Reference{};
}

void decide(Verdict& verdict, State state, const Condition& by)
{
    verdict.state = state;
    verdict.reason = by.reason;
    verdict.message = by.message;
}

void evaluateNotReady(Verdict& verdict, const FluxObject& object, const Condition& ready, SourceCondition source)
{
    decide(verdict, State::Failed, ready);
    if (ready.reason == "DependencyNotReady") {
        verdict.state = State::Waiting;
        verdict.waitsFor = object.kind == Kind::ImagePolicy ? object.source : dependencyIn(object, ready.message);
    } else if (ready.reason == "HealthCheckCanceled") {
        verdict.state = State::Waiting;
    } else if (ready.reason == "ArtifactFailed" || ready.reason == "SourceNotReady" || ready.reason == "SourceUnavailable") {
        if (source == SourceCondition::Absent || source == SourceCondition::NotReady) {
            verdict.state = State::Waiting;
            verdict.waitsFor = object.source;
        }
    }
}

std::optional<State> lastVerdictOf(const FluxObject& object, const Condition& ready)
{
    if (ready.status == Tri::True)
        return State::Ready;
    if (!object.lastReconciledStatus.empty())
        return object.lastReconciledStatus == "ReconciliationSucceeded" ? State::Ready : State::Failed;
    if (const auto* released = object.condition("Released"); released && released->status != Tri::Unknown)
        return released->status == Tri::True ? State::Ready : State::Failed;
    return std::nullopt;
}

} // namespace

const char* stateWord(State state)
{
    return wordOf(state).word;
}

std::optional<State> stateFromWord(std::string_view word)
{
    const auto found = std::ranges::find(Words, word, [](const Word& entry) { return std::string_view(entry.word); });
    return found == Words.end() ? std::nullopt : std::optional(found->state);
}

bool isProblem(State state)
{
    return wordOf(state).problem;
}
int severity(State state)
{
    return wordOf(state).severity;
}

Verdict evaluate(const FluxObject& object, SourceCondition source)
{
    Verdict verdict;
    verdict.suspended = object.suspended;
    const auto* ready = object.condition("Ready");
    if (object.deletionTimestamp) { // 1
        if (ready && ready->status == Tri::False)
            decide(verdict, State::Terminating, *ready);
        verdict.state = State::Terminating;
        verdict.note = Note::Deleting;
        verdict.since = object.deletionTimestamp;
        for (const auto& finalizer : object.finalizers)
            verdict.heldBy.append(verdict.heldBy.empty() ? "" : ", ").append(finalizer);
        return verdict;
    }
    if (hasNoStatus(object)) { // 3 (2, a forbidden list, has no object)
        verdict.state = State::Ready;
        verdict.note = Note::NoStatus;
        return verdict;
    }
    if (!ready) { // 4
        verdict.state = State::Unknown;
        verdict.note = Note::NotLookedAt;
        return verdict;
    }
    const bool edited = isEditedWhileSuspended(object);
    if (edited || isStale(object, *ready)) { // 5
        decide(verdict, State::Stale, *ready);
        verdict.note = edited ? Note::SourceEditedWhileSuspended : Note::StaleGeneration;
        verdict.generation = object.generation;
        return verdict;
    }
    if (const auto* stalled = object.condition("Stalled"); isTrue(stalled)) { // 6
        decide(verdict, State::Stalled, *stalled);
        return verdict;
    }
    if (ready->status == Tri::False) { // 7
        evaluateNotReady(verdict, object, *ready, source);
        return verdict;
    }
    const auto* reconciling = object.condition("Reconciling");
    if (ready->status == Tri::Unknown || isTrue(reconciling)) { // 8
        const auto& by = isTrue(reconciling) ? *reconciling : *ready;
        decide(verdict, State::Reconciling, by);
        verdict.since = by.lastTransition;
        verdict.lastVerdict = lastVerdictOf(object, *ready);
        return verdict;
    }
    decide(verdict, State::Ready, *ready); // 9
    return verdict;
}

Verdict evaluate(const ManagedObject& object)
{
    Verdict verdict;
    verdict.message = object.healthMessage;
    if (object.deletionTimestamp || object.health == Health::Terminating) {
        verdict.state = State::Terminating;
        verdict.since = object.deletionTimestamp;
        verdict.note = Note::Deleting;
        return verdict;
    }
    switch (object.health) {
    case Health::Current:
        verdict.state = State::Ready;
        break;
    case Health::InProgress:
        verdict.state = State::Reconciling;
        break;
    case Health::Failed:
        verdict.state = State::Failed;
        break;
    case Health::Terminating:
        break;
    case Health::NotRead: // present, but nobody has looked at its health: neither ready nor a finding
        verdict.state = State::Unknown;
        verdict.note = Note::NotLookedAt;
        break;
    }
    return verdict;
}

bool isBehind(const FluxObject& applier, std::string_view sourceRevision)
{
    const auto& applied = applier.lastAppliedRevision;
    if (sourceRevision.empty() || applied.empty())
        return false;
    if (applier.kind == Kind::Kustomization)
        return !sameRevision(applied, sourceRevision);
    if (applier.kind == Kind::HelmRelease && applier.source.kind.view() == "OCIRepository") {
        // The version carries the first twelve digits of the artifact's digest: "0.1.0+df4d3f9c8b0e" (domain.md §3.9).
        const auto plus = applied.rfind('+');
        const auto digest = splitRevision(sourceRevision).digest;
        if (plus == std::string::npos || digest.empty())
            return false;
        const auto part = std::string_view(applied).substr(plus + 1);
        return part.size() == 12 && !digest.starts_with(part);
    }
    return false;
}

} // namespace dg::flux

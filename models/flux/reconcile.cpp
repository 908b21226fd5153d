// SPDX-License-Identifier: Apache-2.0
#include "flux/reconcile.h"

#include <utility>

namespace dg::flux {

namespace {

constexpr Millis DefaultTimeout = std::chrono::minutes{5}; // the flux CLI's
constexpr Millis TimeoutMargin = std::chrono::seconds{30};

void appendQuoted(std::string& out, std::string_view text)
{
    constexpr std::string_view Hex = "0123456789abcdef";
    out.push_back('"');
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (byte < 0x20) {
            out.append("\\u00").push_back(Hex[byte >> 4]);
            out.push_back(Hex[byte & 15]);
        } else {
            out.push_back(c);
        }
    }
    out.push_back('"');
}

std::string_view groupOf(std::string_view kind)
{
    for (const auto& entry : kinds()) {
        if (entry.name == kind)
            return entry.group;
    }
    return {};
}

bool isCurrent(const FluxObject& object, const Condition& ready)
{
    const auto observed = ready.observedGeneration != 0 ? ready.observedGeneration : object.observedGeneration;
    return observed == 0 || observed >= object.generation;
}

} // namespace

ObjectKey keyOf(const Reference& reference, StringPool& pool)
{
    return {pool.intern(groupOf(reference.kind.view())), reference.kind, reference.ns, reference.name};
}

std::string reconcilePatch(std::string_view token)
{
    std::string body = R"({"metadata":{"annotations":{"reconcile.fluxcd.io/requestedAt":)";
    appendQuoted(body, token);
    return body.append("}}}");
}

std::string suspendPatch(bool suspend)
{
    return suspend ? R"({"spec":{"suspend":true}})" : R"({"spec":{"suspend":false}})";
}

bool canReconcile(const FluxObject& object)
{
    return object.kind != Kind::Other && info(object.kind).canReconcile && !object.ociHelmRepository;
}

std::vector<ObjectKey> reconcilePlan(const FluxObject& object, bool withSource, const FindFlux& find, StringPool& pool)
{
    std::vector<ObjectKey> steps;
    const auto add = [&](const Reference& reference) -> const FluxObject* {
        if (reference.empty())
            return nullptr;
        const auto key = keyOf(reference, pool);
        const auto* source = find(key);
        if (source && canReconcile(*source))
            steps.push_back(key);
        return source;
    };
    if (withSource) {
        const bool chart = object.kind == Kind::HelmRelease && object.source.kind.view() == "HelmChart";
        const auto* helmChart = chart && !object.source.empty() ? find(keyOf(object.source, pool)) : nullptr;
        if (chart)
            add(helmChart && !helmChart->chartSource.empty() ? helmChart->chartSource : object.chartSource);
        add(object.source);
    }
    steps.push_back(object.key);
    return steps;
}

SourceCondition sourceCondition(
    const FluxObject& object, const FindFlux& find, const std::function<bool(std::string_view)>& kindReadable, StringPool& pool)
{
    if (object.source.empty())
        return SourceCondition::NotKnown;
    if (const auto* source = find(keyOf(object.source, pool))) {
        const auto state = evaluate(*source).state;
        // A running check keeps the artifact; only a source that has never been ready has none to give.
        const bool ready = state == State::Ready || (state == State::Reconciling && !source->artifactRevision.empty());
        return ready ? SourceCondition::Ready : SourceCondition::NotReady;
    }
    return kindReadable(object.source.kind.view()) ? SourceCondition::Absent : SourceCondition::NotKnown;
}

ReconcileTracker::ReconcileTracker(std::vector<ObjectKey> steps, std::string token)
    : m_steps(std::move(steps))
    , m_token(std::move(token))
{
    if (m_steps.empty())
        m_outcome = ReconcileOutcome::NotReconcilable;
}

void ReconcileTracker::end(ReconcileOutcome outcome, const Condition* why)
{
    m_outcome = outcome;
    if (why) {
        m_reason = why->reason;
        m_message = why->message;
    }
}

std::optional<ObjectKey> ReconcileTracker::advance(const FindFlux& find, SteadyTime now)
{
    while (m_outcome == ReconcileOutcome::Pending) {
        const auto* object = find(current());
        if (!object) {
            end(ReconcileOutcome::Gone);
        } else if (!canReconcile(*object)) {
            end(ReconcileOutcome::NotReconcilable);
        } else if (object->suspended) { // also when somebody suspends it meanwhile: the token is swallowed
            end(ReconcileOutcome::Suspended);
        } else if (!m_asked) {
            const auto* ready = object->condition("Ready");
            m_asked = true;
            m_handledBefore = object->lastHandledReconcileAt;
            m_transitionBefore = ready ? ready->lastTransition : std::nullopt;
            m_deadline = now + (object->timeout ? *object->timeout + TimeoutMargin : DefaultTimeout);
            return current();
        } else if (judge(*object)) {
            if (m_step + 1 == m_steps.size()) {
                end(ReconcileOutcome::Ready, object->condition("Ready"));
            } else {
                ++m_step;
                m_asked = false;
            }
        } else if (m_outcome == ReconcileOutcome::Pending) {
            if (now >= m_deadline)
                end(ReconcileOutcome::TimedOut, object->condition("Ready"));
            break;
        }
    }
    return std::nullopt;
}

// True: this step is ready. Otherwise it goes on, or has set the outcome.
bool ReconcileTracker::judge(const FluxObject& object)
{
    const auto* ready = object.condition("Ready");
    const bool own = object.lastHandledReconcileAt == m_token;
    const bool moved = ready && ready->lastTransition && (!m_transitionBefore || *ready->lastTransition > *m_transitionBefore);
    const bool overwritten = object.lastHandledReconcileAt != m_handledBefore && moved; // one pass serves both requests
    if (!ready || !(own || overwritten))
        return false;
    if (ready->status == Tri::True)
        return isCurrent(object, *ready);
    if (ready->status == Tri::Unknown)
        return false;
    const auto* stalled = object.condition("Stalled");
    if (stalled && stalled->status == Tri::True)
        end(ReconcileOutcome::Stalled, stalled);
    else if (ready->reason == "DependencyNotReady")
        end(ReconcileOutcome::Waiting, ready);
    else if (ready->reason != "HealthCheckCanceled") // given up for a newer revision, whose pass follows at once
        end(ReconcileOutcome::Failed, ready);
    return false;
}

} // namespace dg::flux

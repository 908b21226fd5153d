// SPDX-License-Identifier: Apache-2.0
#include "assessment.h"

namespace dg::cli {

void Counts::add(const Assessed& one)
{
    ++total;
    suspended += one.verdict.suspended ? 1 : 0;
    behind += one.behind ? 1 : 0;
    const auto index = static_cast<std::size_t>(one.verdict.state);
    if (index < byState.size())
        ++byState[index];
}

const flux::FluxObject* Assessor::find(const ObjectKey& key) const
{
    const auto found = m_objects.find(key);
    return found == m_objects.end() ? nullptr : found->second.get();
}

flux::Verdict Assessor::verdict(const flux::FluxObject& object) const
{
    const auto lookUp = [this](const ObjectKey& key) { return find(key); };
    return flux::evaluate(object, flux::sourceCondition(object, lookUp, m_kindRead, m_pool));
}

std::optional<RootCause> Assessor::rootCause(const flux::Verdict& verdict) const
{
    // Follows "waits for" to its end; a circle of dependencies ends after so many steps with the last one named.
    constexpr int MostSteps = 32;
    if (verdict.waitsFor.empty())
        return std::nullopt;
    RootCause cause{verdict.waitsFor, {}, {}};
    for (int step = 0; step < MostSteps; ++step) {
        const auto* object = find(flux::keyOf(cause.object, m_pool));
        if (!object) {
            cause.reason = m_kindRead(cause.object.kind.view()) ? "NotFound" : "NotRead";
            cause.message.clear();
            return cause;
        }
        const auto next = this->verdict(*object);
        cause.reason = next.reason;
        cause.message = next.message;
        if (next.waitsFor.empty() || next.waitsFor == verdict.waitsFor)
            return cause;
        cause.object = next.waitsFor;
    }
    return cause;
}

Assessed Assessor::assess(const std::shared_ptr<const flux::FluxObject>& object) const
{
    Assessed out;
    out.object = object;
    out.verdict = verdict(*object);
    if (!object->source.empty()) {
        if (const auto* source = find(flux::keyOf(object->source, m_pool)))
            out.behind = flux::isBehind(*object, source->artifactRevision);
    }
    out.rootCause = rootCause(out.verdict);
    return out;
}

bool notInSync(const flux::Verdict& verdict)
{
    switch (verdict.state) {
    case flux::State::Failed:
    case flux::State::Stalled:
    case flux::State::Waiting:
    case flux::State::Stale:
    case flux::State::Terminating:
    case flux::State::Unknown:
        return true;
    case flux::State::Reconciling:
        return verdict.lastVerdict != flux::State::Ready;
    default:
        return false;
    }
}

} // namespace dg::cli

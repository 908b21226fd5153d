// SPDX-License-Identifier: Apache-2.0
#include "evidence/assessment.h"

namespace dg::evidence {

void Counts::add(const Assessed& one)
{
    ++total;
    suspended += one.verdict.suspended ? 1 : 0;
    behind += one.behind ? 1 : 0;
    const auto index = static_cast<std::size_t>(one.verdict.state);
    if (index < byState.size())
        ++byState[index];
}

void Counts::add(const Counts& more)
{
    total += more.total;
    suspended += more.suspended;
    behind += more.behind;
    for (std::size_t i = 0; i < byState.size(); ++i)
        byState[i] += more.byState[i];
}

const Assessor::Source& Assessor::sourceOf(const flux::FluxObject& object) const
{
    const auto [at, fresh] = m_sources.try_emplace(object.source);
    if (fresh) {
        at->second.condition = flux::sourceCondition(object, m_find, m_kindRead, m_pool);
        at->second.object = object.source.empty() ? nullptr : m_find(flux::keyOf(object.source, m_pool));
    }
    return at->second;
}

flux::Verdict Assessor::verdict(const flux::FluxObject& object) const
{
    return flux::evaluate(object, sourceOf(object).condition);
}

Assessed Assessor::assess(const std::shared_ptr<const flux::FluxObject>& object) const
{
    Assessed out;
    out.object = object;
    out.verdict = verdict(*object);
    if (const auto* source = sourceOf(*object).object)
        out.behind = flux::isBehind(*object, source->artifactRevision);
    if (!flux::isProblem(out.verdict.state))
        return out; // most
    const flux::Surroundings around{m_find, [this](const flux::FluxObject& other) { return verdict(other); }, m_kindRead, m_controllers};
    out.rootCause = flux::rootCause(*object, out.verdict, around, m_pool);
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

} // namespace dg::evidence

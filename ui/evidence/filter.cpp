// SPDX-License-Identifier: Apache-2.0
#include "evidence/filter.h"

namespace dg::evidence {

bool Filter::matches(const Assessed& one, const FilterScope& scope) const
{
    if (empty())
        return true;
    const auto& object = *one.object;
    const auto code = flux::codeForKind(object.key.kind.view());
    const auto text = query::searchText(object, code, one.verdict);
    auto candidate = query::candidateOf(object, code, one.verdict, one.behind, text);
    candidate.cluster = scope.cluster;
    if (const auto applied = query::appliedTime(object))
        candidate.age = std::chrono::duration_cast<Millis>(scope.now - *applied);
    if (scope.managed && needsManaged()) {
        const auto counts = scope.managed->count(object);
        candidate.drift = query::driftOf(object, counts.managed, counts.missing);
    }
    return query::matches(m_query, candidate);
}

bool Filter::matches(const drift::Finding& finding, std::string_view cluster) const
{
    if (empty())
        return true;
    query::Candidate candidate;
    candidate.owner = query::nameOf(finding.owner);
    candidate.cluster = cluster;
    candidate.kindCode = flux::codeForKind(finding.object.kind.view());
    candidate.fluxKind = flux::kindFromGroupKind(finding.object.group.view(), finding.object.kind.view());
    const auto kind = query::toLower(finding.object.kind.view());
    const auto ns = query::toLower(finding.object.ns.view()), name = query::toLower(finding.object.name.view());
    candidate.kind = kind;
    candidate.ns = ns;
    candidate.name = name;
    std::string text = ns.empty() ? name : ns + "/" + name;
    text.append(1, '\x01').append(candidate.kindCode).append(1, '\x01').append(kind).append(1, '\x01').append(query::toLower(finding.path));
    candidate.text = text;
    candidate.findings = query::findingBit(drift::kindWord(finding.kind));
    candidate.drift = finding.kind == drift::Kind::Missing ? query::Drift::Missing
        : finding.kind == drift::Kind::Orphaned            ? query::Drift::Orphaned
                                                           : query::Drift::None;
    const std::vector<std::string> managers{finding.manager};
    candidate.managers = &managers;
    return query::matches(m_query, candidate);
}

bool Filter::matches(const flux::FluxObject& owner, const flux::InventoryEntry& entry, const FilterScope& scope) const
{
    if (empty())
        return true;
    query::Candidate candidate;
    candidate.owner = {owner.key.kind.view(), owner.key.ns.view(), owner.key.name.view()};
    candidate.cluster = scope.cluster;
    if (!query::mayMatch(m_query, candidate))
        return false;
    const auto kind = query::toLower(entry.kind);
    const auto ns = query::toLower(entry.ns), name = query::toLower(entry.name);
    candidate.kindCode = flux::codeForKind(entry.kind);
    candidate.kind = kind;
    candidate.ns = ns;
    candidate.name = name;
    std::string text = ns.empty() ? name : ns + "/" + name;
    text.append(1, '\x01').append(candidate.kindCode).append(1, '\x01').append(kind);
    candidate.text = text;
    if (scope.managed) {
        const auto* record = scope.managed->find(owner, entry);
        const bool missing = !record && scope.managed->isMissing(owner, entry);
        candidate.hasState = record || missing;
        candidate.state = record ? flux::evaluate(*record).state : missing ? flux::State::Missing : flux::State::Unknown;
        candidate.drift = record ? query::Drift::None : missing ? query::Drift::Missing : query::Drift::NotKnown;
        if (record) {
            candidate.labels = &record->labels;
            candidate.labelOwner = query::nameOf(record->owner);
        }
    }
    return query::matches(m_query, candidate);
}

} // namespace dg::evidence

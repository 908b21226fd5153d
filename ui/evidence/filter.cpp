// SPDX-License-Identifier: Apache-2.0
#include "evidence/filter.h"

#include "query/by_name.h"

namespace dg::evidence {

using query::ByName;

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

bool Filter::matches(const ObjectKey& key, std::string_view about, std::string_view cluster) const
{
    if (empty())
        return true;
    query::Candidate candidate;
    candidate.cluster = cluster;
    candidate.fluxKind = flux::kindFromGroupKind(key.group.view(), key.kind.view());
    const ByName words(key.kind.view(), key.ns.view(), key.name.view(), about, candidate);
    return query::matches(m_query, candidate);
}

bool Filter::matches(const drift::Finding& finding, std::string_view cluster) const
{
    if (empty())
        return true;
    query::Candidate candidate;
    candidate.owner = query::nameOf(finding.owner);
    candidate.cluster = cluster;
    const auto& key = finding.object;
    candidate.fluxKind = flux::kindFromGroupKind(key.group.view(), key.kind.view());
    const ByName words(key.kind.view(), key.ns.view(), key.name.view(), finding.path, candidate);
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
    const ByName words(entry.kind, entry.ns, entry.name, {}, candidate);
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

// SPDX-License-Identifier: Apache-2.0
#include "evidence/filter.h"

namespace dg::evidence {

namespace {

// What a candidate's name is looked for in; it lives as long as the candidate is asked. As query::searchText() has it for an object.
struct ByName {
    std::string kind, ns, name, text;
    ByName(std::string_view itsKind, std::string_view itsNs, std::string_view itsName, std::string_view more, query::Candidate& of)
        : kind(query::toLower(itsKind))
        , ns(query::toLower(itsNs))
        , name(query::toLower(itsName))
        , text(ns.empty() ? name : ns + "/" + name)
    {
        of.kindCode = flux::codeForKind(itsKind);
        text.append(1, '\x01').append(of.kindCode).append(1, '\x01').append(kind);
        if (!more.empty())
            text.append(1, '\x01').append(query::toLower(more));
        of.kind = kind;
        of.ns = ns;
        of.name = name;
        of.text = text;
    }
    ByName(const ByName&) = delete; // the candidate looks into it
    ByName& operator=(const ByName&) = delete;
};

} // namespace

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

// SPDX-License-Identifier: Apache-2.0
#include "items/timeline_filter.h"

#include "query/by_name.h"

#include <algorithm>

namespace dg::items {

using query::Field;
using query::Term;

namespace {

bool isOneNamespace(const Term& term)
{
    return term.field == Field::Namespace && !term.negate && term.values.size() == 1 && !term.values.front().wild;
}

} // namespace

bool TimelineFilter::knows(Field field)
{
    return field == Field::Word || field == Field::Kind || field == Field::Namespace || field == Field::Name || field == Field::Cluster;
}

TimelineFilter::TimelineFilter(std::string_view text)
    : m_query(query::parse(text))
{
    auto& terms = m_query.terms;
    const auto unknown = std::ranges::find_if(terms, [](const Term& term) { return !knows(term.field); });
    if (unknown != terms.end())
        m_unknown = std::ranges::find(query::fieldWords(), unknown->field, &query::FieldWord::field)->word;
    std::erase_if(terms, [](const Term& term) { return !knows(term.field); });
    if (const auto ns = std::ranges::find_if(terms, isOneNamespace); ns != terms.end()) {
        m_ns = ns->values.front().text;
        terms.erase(ns);
    }
}

bool TimelineFilter::matches(const history::ObjectRow& object, std::string_view cluster) const
{
    const auto [found, fresh] = m_known.try_emplace(object.id);
    if (fresh) {
        query::Candidate candidate;
        candidate.cluster = cluster;
        candidate.fluxKind = flux::kindFromGroupKind(object.group, object.kind);
        const query::ByName words(object.kind, object.ns, object.name, {}, candidate);
        found->second = query::matches(m_query, candidate);
    }
    return found->second;
}

} // namespace dg::items

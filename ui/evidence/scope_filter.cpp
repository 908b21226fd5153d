// SPDX-License-Identifier: Apache-2.0
#include "scope_filter.h"

#include <algorithm>

namespace dg::evidence {

namespace {

const SortedObjects::Objects& objectsOf(const ClusterReport& report)
{
    static const SortedObjects::Objects none;
    return report.read ? report.read->objects : none;
}

} // namespace

ScopeFilter::ScopeFilter(const ClusterReport& report, const Scope& scope, StringPool& pool)
    : m_report(report)
    , m_scope(scope)
    , m_objects(objectsOf(report))
    , m_assessor([this](const ObjectKey& key) { return m_objects.find(key); },
          [this](std::string_view kind) {
              return m_report.read
                  && std::ranges::any_of(m_report.read->readKinds, [&](flux::Kind read) { return kind == flux::info(read).name; });
          },
          pool, report.read ? &report.read->controllers : nullptr)
{
}

bool ScopeFilter::holds(const ObjectKey& key, std::string_view about) const
{
    if (!m_scope.ns.empty() && !key.ns.empty() && key.ns.view() != m_scope.ns)
        return false;
    const auto* object = m_scope.filter.empty() ? nullptr : m_objects.find(key);
    if (!object)
        return m_scope.filter.matches(key, about, m_report.name);
    const std::shared_ptr<const flux::FluxObject> borrowed(std::shared_ptr<void>(), object); // the report keeps it
    return m_scope.filter.matches(m_assessor.assess(borrowed), {m_report.name, m_report.observedAt, nullptr});
}

} // namespace dg::evidence

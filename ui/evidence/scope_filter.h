// SPDX-License-Identifier: Apache-2.0
// Which objects are in a scope, asked by their names: the checks and the history know no more of them. What the look has is asked with
// all that the look knows, the rest by its name. Any thread.
#pragma once

#include "evidence/drift.h"
#include "sorted_objects.h"

#include <string_view>

namespace dg::evidence {

class ScopeFilter {
public:
    // All of these outlive it. The scope's owner is left out.
    ScopeFilter(const ClusterReport& report, const Scope& scope, StringPool& pool);
    [[nodiscard]] bool all() const { return m_scope.ns.empty() && m_scope.filter.empty(); }
    // What has no namespace is in each. `about`: one more word to look for.
    [[nodiscard]] bool holds(const ObjectKey& key, std::string_view about) const;

private:
    const ClusterReport& m_report;
    const Scope& m_scope;
    SortedObjects m_objects;
    Assessor m_assessor;
};

} // namespace dg::evidence

// SPDX-License-Identifier: Apache-2.0
// The filter language (query/query.h), asked of what one look at a cluster has read.
#pragma once

#include "drift/finding.h"
#include "evidence/assessment.h"
#include "evidence/managed_view.h"
#include "query/match.h"

#include <optional>
#include <string_view>

namespace dg::evidence {

// Where a candidate stands.
struct FilterScope {
    std::string_view cluster;
    WallTime now{};
    const ManagedView* managed = nullptr; // null: managed objects were not read
};

class Filter {
public:
    Filter() = default;
    explicit Filter(std::string_view text)
        : m_query(query::parse(text))
    {
    }
    [[nodiscard]] const std::optional<query::Problem>& problem() const { return m_query.problem; } // what was not understood
    [[nodiscard]] bool empty() const { return m_query.empty(); }
    // Its answer needs the inventories and what they name.
    [[nodiscard]] bool needsManaged() const { return m_query.uses(query::Field::Drift); }
    [[nodiscard]] bool matches(const Assessed& one, const FilterScope& scope) const;
    // What drifted, asked as the object it is about; "by:" is its field manager, "drift:" its finding.
    [[nodiscard]] bool matches(const drift::Finding& finding, std::string_view cluster) const;
    // An object that is known by its name alone, or none: `about` is one more word to look for.
    [[nodiscard]] bool matches(const ObjectKey& key, std::string_view about, std::string_view cluster) const;
    // An entry of an inventory.
    [[nodiscard]] bool matches(const flux::FluxObject& owner, const flux::InventoryEntry& entry, const FilterScope& scope) const;

private:
    query::Query m_query;
};

} // namespace dg::evidence

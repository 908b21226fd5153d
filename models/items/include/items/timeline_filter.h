// SPDX-License-Identifier: Apache-2.0
// The filter language asked of a history, which tells objects by their names: words, kind, ns, name and cluster. Other fields are of
// what an object is now; a term of one is left out, and told. Made anew for each text: it remembers its answers by the store's numbers
// of objects. Made on the GUI thread, asked on the history's reader alone.
#pragma once

#include "history/queries.h"
#include "query/query.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dg::items {

class TimelineFilter {
public:
    [[nodiscard]] static bool knows(query::Field field);
    explicit TimelineFilter(std::string_view text);
    [[nodiscard]] const std::optional<query::Problem>& problem() const { return m_query.problem; }
    // The first field that the history does not know; empty: it knows them all.
    [[nodiscard]] std::string_view unknownField() const { return m_unknown; }
    [[nodiscard]] bool empty() const { return m_query.empty() && m_ns.empty(); }
    // Of one namespace, which the history has sums of; the rest is matches()'s.
    [[nodiscard]] const std::string& ns() const { return m_ns; }
    [[nodiscard]] bool hasMore() const { return !m_query.empty(); }
    [[nodiscard]] bool matches(const history::ObjectRow& object, std::string_view cluster) const;

private:
    query::Query m_query;
    std::string m_ns;
    std::string_view m_unknown; // of query::fieldWords()
    mutable std::unordered_map<history::ObjectId, bool> m_known; // one history's
};

} // namespace dg::items

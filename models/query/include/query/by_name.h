// SPDX-License-Identifier: Apache-2.0
// A candidate of which nothing but its name is known: what an inventory, a finding or a history tells of an object.
#pragma once

#include "query/match.h"

#include <string>

namespace dg::query {

// What the candidate's views look into; it lives as long as the candidate is asked.
class ByName {
public:
    // `more`: one more text that words are looked for in; may be empty. Sets kind, code, namespace, name and text of `of`.
    ByName(std::string_view kind, std::string_view ns, std::string_view name, std::string_view more, Candidate& of);
    ByName(const ByName&) = delete;
    ByName& operator=(const ByName&) = delete;

private:
    std::string m_kind, m_ns, m_name, m_text;
};

} // namespace dg::query

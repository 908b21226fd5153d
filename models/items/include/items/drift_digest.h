// SPDX-License-Identifier: Apache-2.0
// Findings summed up: by object for the tree, by hand for people.
#pragma once

#include "drift/finding.h"
#include "tree/drift_table.h"

#include <optional>
#include <string>
#include <vector>

namespace dg::items {

[[nodiscard]] tree::DriftTable driftTable(const std::vector<drift::Finding>& findings, StringPool& pool);

// What one field manager did, of what is open and not expected.
struct Hand {
    std::string manager; // empty: nobody was recorded
    std::uint32_t fields = 0; // findings
    std::uint32_t objects = 0;
    std::uint32_t namespaces = 0;
    std::optional<WallTime> first, last; // of what has a time
    friend bool operator==(const Hand&, const Hand&) = default;
};
[[nodiscard]] std::vector<Hand> hands(const std::vector<drift::Finding>& findings); // the last to write first

} // namespace dg::items

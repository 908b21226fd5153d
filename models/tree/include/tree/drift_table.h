// SPDX-License-Identifier: Apache-2.0
// What drifted, as the rows and the filter know it: a value that the engine's findings are turned into.
#pragma once

#include "base/object_key.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace dg::tree {

struct DriftOf {
    std::uint32_t findings = 0; // that count and are not expected
    std::uint32_t kinds = 0; // query::findingBit() of each open one that is not expected
    bool missing = false;
    bool orphaned = false; // and nothing else that counts
    bool expected = false; // there is one that a rule expects
    std::vector<std::string> managers; // of those that are not expected, each once, sorted
    ObjectKey owner; // empty: nobody
    friend bool operator==(const DriftOf&, const DriftOf&) = default;
};
using DriftTable = std::unordered_map<ObjectKey, DriftOf>;

} // namespace dg::tree

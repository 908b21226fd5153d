// SPDX-License-Identifier: Apache-2.0
// What a node adds to the counts of those above it, and how bad it is.
#pragma once

#include "tree/fleet_tree.h"

namespace dg::tree {

struct Counts {
    std::array<std::uint32_t, flux::StateCount> byState{};
    std::uint32_t suspended = 0;
    std::uint32_t behind = 0;
    std::uint32_t managed = 0;
    std::uint32_t missing = 0;
    std::uint32_t drifted = 0; // objects, missing ones not among them
    std::uint32_t managedFailed = 0;
    std::uint32_t managedTerminating = 0;

    friend bool operator==(const Counts&, const Counts&) = default;
    // Unsigned wrap-around makes differences add up exactly.
    Counts& operator+=(const Counts& other);
    Counts& operator-=(const Counts& other);
    [[nodiscard]] int worst() const; // the highest flux::severity of anything counted; 0: nothing
    [[nodiscard]] RollUp rollUp() const;
};

} // namespace dg::tree

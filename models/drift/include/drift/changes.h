// SPDX-License-Identifier: Apache-2.0
// What changed between two looks at a cluster, as far as what is remembered of each tells (facts.h): objects that came, went, were
// made anew, changed their owner or were applied again. Two snapshots, or a snapshot and now. Pure; any thread.
#pragma once

#include "drift/facts.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dg::drift {

enum class Difference : std::uint8_t {
    Added,
    Removed,
    Replaced, // another uid: deleted and made again
    OwnerChanged, // its labels name another owner
    Applied, // Flux wrote it again, or owns other fields of it
    NotLookedAt // was there; the later look did not read its kind
};
inline constexpr std::size_t DifferenceCount = 6;

struct ObjectDifference {
    Difference difference = Difference::Added; // the first that fits, in that order
    ObjectKey object;
    flux::Reference owner; // of the later look; of what is gone, of the earlier
    flux::Reference ownerBefore; // OwnerChanged
    std::optional<WallTime> before, after; // Flux's last write, in each
    std::vector<std::string> gained, lost; // paths that Flux owns only in the later, only in the earlier look; sorted
};

// `wasRead`: whether the later look read the object's kind whole; empty: it did. Both facts are of one pool. By owner, then object.
[[nodiscard]] std::vector<ObjectDifference> differencesBetween(
    const Facts& before, const Facts& after, const std::function<bool(const ObjectKey&)>& wasRead = {});
[[nodiscard]] const char* differenceWord(Difference difference); // "added", "owner-changed"

} // namespace dg::drift

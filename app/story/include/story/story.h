// SPDX-License-Identifier: Apache-2.0
// story: the past of the demo's objects, so that its timeline has something to tell: what is in force at the end is what the demo
// serves at its start. Only for a history that is thrown away with the program.
#pragma once

#include "history/store.h"

#include <cstdint>
#include <vector>

namespace dg::story {

// Batches to write one after the other, up to `now`. Equal seeds give the same, but for times.
[[nodiscard]] std::vector<history::Batch> ofDemo(history::ClusterId cluster, std::uint32_t seed, WallTime now);

} // namespace dg::story

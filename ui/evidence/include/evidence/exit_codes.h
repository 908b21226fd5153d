// SPDX-License-Identifier: Apache-2.0
// What a look at a cluster comes to, as the command line's exit codes (contracts.md §3); a report says it too.
#pragma once

#include <functional>
#include <string_view>

namespace dg::evidence {

inline constexpr int ExitOk = 0;
inline constexpr int ExitNotInSync = 1; // something in scope is in trouble or drifted
inline constexpr int ExitCouldNotTell = 2; // something in scope could not be read

// Takes bytes as they come.
using Sink = std::function<void(std::string_view)>;

} // namespace dg::evidence

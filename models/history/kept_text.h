// SPDX-License-Identifier: Apache-2.0
// How texts of a cluster are kept: without what looks like a credential, and not endlessly long.
#pragma once

#include <string>

namespace dg::history {

[[nodiscard]] std::string keptText(const std::string& text);
// The same for texts that differ in durations alone ("finished in 1.2s, next run in 10m0s").
[[nodiscard]] std::string withoutDurations(const std::string& text);

} // namespace dg::history

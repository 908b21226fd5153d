// SPDX-License-Identifier: Apache-2.0
// Who holds the lease of a cluster: this program, told from every other and from itself at another start.
#pragma once

#include <string>

namespace dg::history {

[[nodiscard]] std::string newHolder(); // machine, process, a random number; another one with each call

} // namespace dg::history

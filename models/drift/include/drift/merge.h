// SPDX-License-Identifier: Apache-2.0
// The read-only engine's findings and the exact comparison's as one list. Pure.
#pragma once

#include "drift/engine.h"
#include "drift/finding.h"

#include <vector>

namespace dg::drift {

// Where both speak of one object and path, the exact finding stays: it knows the desired value. It takes over what ownership knows
// beside (who, when, since) and the greater confidence. By owner, object, path.
[[nodiscard]] std::vector<Finding> merged(std::vector<Finding> readOnly, std::vector<Finding> exact);
// Counts these again: by kind, certain, likely, expected, objects. What else the summary says stays.
void recount(Summary& summary, const std::vector<Finding>& findings);

} // namespace dg::drift

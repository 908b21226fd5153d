// SPDX-License-Identifier: Apache-2.0
// Which project of a GitLab an object of Flux belongs to. Private to checks.
#pragma once

#include "flux/object.h"
#include "gitlab/host.h"

#include <string>
#include <vector>

namespace dg::checks {

// The paths to ask for, the likeliest first; empty: none of this GitLab's. A Provider of type gitlab reports to one.
[[nodiscard]] std::vector<std::string> projectPaths(const flux::FluxObject& object, const gitlab::Host& host);

} // namespace dg::checks

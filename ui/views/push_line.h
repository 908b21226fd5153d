// SPDX-License-Identifier: Apache-2.0
// The inspector's line about a source: whether a push reaches Flux at once, or the interval decides.
#pragma once

#include "flux/arming.h"
#include "overview.h"

namespace dg::views {

// After the line of the interval; nothing for what is no GitRepository or OCIRepository.
void addPushLine(std::vector<Line>& lines, const tree::FleetTree& tree, const session::SessionStatus& status, const flux::AgentReach& reach,
    const ObjectKey& key);

} // namespace dg::views

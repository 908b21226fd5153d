// SPDX-License-Identifier: Apache-2.0
// Asks GitLab for what the checks want to know of the agent and the token. Blocks its caller's thread (gitlab/client.h).
#pragma once

#include "checks/checks.h"
#include "gitlab/client.h"

namespace dg::checks {

struct GitLabAnswer {
    GitLabFacts facts; // what may not be asked is absent
    flux::AgentReach reach;
};
// `agentId`: the agent's number; 0 asks for the token alone. Errors: what keeps GitLab from being asked at all.
[[nodiscard]] Result<GitLabAnswer> askGitLab(gitlab::Client& client, std::uint64_t agentId);

} // namespace dg::checks

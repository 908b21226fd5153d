// SPDX-License-Identifier: Apache-2.0
// Asks GitLab for what the checks want to know of the agent, the token and Flux's projects. Blocks its caller's thread
// (gitlab/client.h).
#pragma once

#include "checks/checks.h"
#include "gitlab/client.h"

namespace dg::checks {

struct ProjectQuestion {
    std::vector<std::string> paths; // of one project, the likeliest first: an image lies somewhere below its project
    bool tokens = false; // something has a Secret for it
    bool push = false; // a push there is to reach Flux: whether the agent is told of it
    friend bool operator==(const ProjectQuestion&, const ProjectQuestion&) = default;
};
// What these objects make one want to ask this GitLab; sorted, each project once.
[[nodiscard]] std::vector<ProjectQuestion> projectsToAsk(
    std::span<const std::shared_ptr<const flux::FluxObject>> objects, const gitlab::Host& host);

struct GitLabQuestion {
    std::uint64_t agentId = 0; // the agent's number; 0: the token and the projects alone
    std::vector<ProjectQuestion> projects; // at most MostProjects are asked for
    friend bool operator==(const GitLabQuestion&, const GitLabQuestion&) = default;
};
inline constexpr std::size_t MostProjects = 24; // four calls each

struct GitLabAnswer {
    GitLabFacts facts; // what may not be asked is absent
    flux::AgentReach reach;
};
// Errors: what keeps GitLab from being asked at all.
[[nodiscard]] Result<GitLabAnswer> askGitLab(gitlab::Client& client, const GitLabQuestion& question);

} // namespace dg::checks

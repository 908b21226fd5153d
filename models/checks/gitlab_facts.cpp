// SPDX-License-Identifier: Apache-2.0
#include "checks/gitlab_facts.h"

#include <algorithm>

namespace dg::checks {

Result<GitLabAnswer> askGitLab(gitlab::Client& client, std::uint64_t agentId)
{
    GitLabAnswer out;
    auto token = client.token();
    if (!token && token.error().code != ErrorCode::BadRequest && token.error().code != ErrorCode::Forbidden)
        return tl::unexpected(token.error());
    if (token)
        out.facts.token = std::move(*token);
    if (const auto metadata = client.metadata())
        out.facts.kasVersion = metadata->kasVersion;
    out.reach.host = client.access().host.name();
    if (agentId == 0)
        return out;
    const auto list = client.agents({});
    if (!list)
        return out;
    const auto agent = std::ranges::find(list->agents, agentId, &gitlab::Agent::id);
    if (agent == list->agents.end())
        return out;
    out.facts.agent = agent->name;
    out.facts.agentVersions = agent->versions;
    out.reach.configProject = agent->project;
    const auto yaml = client.agentConfig(*agent);
    if (yaml) {
        if (auto config = gitlab::readAgentConfig(*yaml))
            out.facts.config = std::move(*config);
    } else if (yaml.error().code == ErrorCode::NotFound) {
        out.facts.config.emplace(); // no file: nothing is set
    }
    return out;
}

} // namespace dg::checks

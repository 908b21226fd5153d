// SPDX-License-Identifier: Apache-2.0
// What an agent's config.yaml says about people's access (`user_access`) and where it tells Flux of pushes (`flux`), and the text that would open it. Pure; the guards of
// quality.md §3.3 apply while reading. Source: domain.md §1.6, §1.7 (pkg/agentcfg/agentcfg.proto).
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace dg::gitlab {

enum class AccessAs : unsigned char { NotSaid, Agent, User };

struct AgentConfig {
    bool userAccess = false; // the block is there
    AccessAs accessAs = AccessAs::NotSaid; // GitLab 18.3 and later take it for agent
    std::vector<std::string> projects; // full paths
    std::vector<std::string> groups;
    std::string webhookReceiverUrl; // flux.webhook_receiver_url; empty: the default inside the cluster
    [[nodiscard]] bool namesAnybody() const { return !projects.empty() || !groups.empty(); }
};

// Errors: BadSyntax, BadValue with the line; subject empty.
[[nodiscard]] Result<AgentConfig> readAgentConfig(std::string_view yaml);

// A block to add to config.yaml that opens the agent to the Developers of these projects and groups; one of the two must name one.
[[nodiscard]] std::string userAccessYaml(const std::vector<std::string>& projects, const std::vector<std::string>& groups, AccessAs as);

// For the cluster: a ClusterRole that may get, list and watch Flux's kinds, bound to one identity. `subjectKind`: User, Group or ServiceAccount; `ns` of a service account.
[[nodiscard]] std::string readRightsYaml(const std::string& subjectKind, const std::string& subjectName, const std::string& ns);

} // namespace dg::gitlab

// SPDX-License-Identifier: Apache-2.0
// A kubeconfig as `glab cluster agent update-kubeconfig` writes it, both ways. Pure. Source: domain.md §9.4.
#pragma once

#include "base/result.h"
#include "gitlab/host.h"
#include "kube/connection.h"

#include <QString>
#include <cstdint>

#include <optional>
#include <string>

namespace dg::gitlab {

struct GlabContext {
    Host host;
    std::string proxyUrl;
    std::uint64_t agentId = 0;
    std::string agentName;
    std::string project; // full path of the configuration project
    std::string command; // absolute path of glab
    std::string expiry = "24h0m0s"; // of each token that glab makes
    std::string cacheMode = "force-keyring";
};

// Names: cluster "gitlab_example_com", user "<cluster>-<id>", context "<cluster>-<project>-<agent>" with everything but letters,
// digits and '-' as '_'. Holds no token: glab makes one when kubectl asks.
[[nodiscard]] std::string glabContextName(const GlabContext& context);
[[nodiscard]] std::string glabKubeconfig(const GlabContext& context);
// Into a file of the owner's alone, replaced as a whole; an empty `command` is looked for in PATH. FileUnwritable.
[[nodiscard]] Status writeGlabKubeconfig(GlabContext context, const QString& path);

// What a context made by glab says about GitLab: the agent's number from `--agent`, the host from GITLAB_HOST (otherwise
// gitlab.com). nullopt: the credential plugin is another.
struct GlabAgent {
    Host host;
    std::uint64_t agentId = 0;
};
[[nodiscard]] std::optional<GlabAgent> glabAgent(const kube::ConnectionSpec& spec);

} // namespace dg::gitlab

// SPDX-License-Identifier: Apache-2.0
// What can be said of a context by its text alone, without opening a file.
#pragma once

#include "kube/kubeconfig.h"

#include <optional>
#include <string>

namespace dg::kube {

// "https://" added when there is no scheme, the scheme in small letters, no slash at the end; the path prefix stays.
[[nodiscard]] std::string normalisedServer(const std::string& server);
// Why the context cannot be used; nullopt when its text is in order.
[[nodiscard]] std::optional<Error> contextProblem(const Kubeconfig& config, const KubeContext& context);
// Written by glab, or its address is a KAS proxy (domain.md §9.4).
[[nodiscard]] bool reachesGitLabAgent(const KubeCluster& cluster, const KubeUser* user);

} // namespace dg::kube

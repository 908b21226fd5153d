// SPDX-License-Identifier: Apache-2.0
// kube: Kubernetes without Flux. kubeconfig, credentials, discovery, access reviews, and the list/watch protocol.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dg::kube {

// One served resource, as discovery names it.
struct Resource {
    std::string group; // empty: core
    std::string version; // "v1"
    std::string kind; // "Kustomization"
    std::string plural; // "kustomizations"
    bool namespaced = true;
    std::vector<std::string> verbs;
    [[nodiscard]] std::string apiVersion() const { return group.empty() ? version : group + "/" + version; }
    // "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/NS/kustomizations[/NAME]"; empty ns: all namespaces.
    [[nodiscard]] std::string path(const std::string& ns = {}, const std::string& name = {}) const;
    friend bool operator==(const Resource&, const Resource&) = default;
};

// For a path segment or a query value: everything but unreserved characters as %XX.
[[nodiscard]] std::string percentEncode(std::string_view text);

} // namespace dg::kube

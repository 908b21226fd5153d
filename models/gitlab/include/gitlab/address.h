// SPDX-License-Identifier: Apache-2.0
// Which GitLab project a source comes from. Pure; any thread. Source: domain.md §2.2, §10.
#pragma once

#include "flux/kinds.h"
#include "gitlab/host.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dg::gitlab {

struct ProjectAddress {
    std::string host; // lower case, without user, password and port
    std::string path; // "group/sub/project", of an image with what stands after the project
    bool image = false;
    [[nodiscard]] bool empty() const { return host.empty() || path.empty(); }
    friend bool operator==(const ProjectAddress&, const ProjectAddress&) = default;
};

// `originSource`: org.opencontainers.image.source, which wins over an image's own address: a registry may have any host. Empty
// for what is neither Git nor an image.
[[nodiscard]] ProjectAddress projectAddress(flux::Kind source, std::string_view url, std::string_view originSource);

[[nodiscard]] std::string hostOf(const Host& gitlab); // lower case, without port and root

// The GitLab among those a person is signed in to, and the paths its project may have there, the likeliest first. A registry is
// its GitLab's own host, a neighbour of it, or the only one there is (`anyRegistry`); Git's host is the GitLab's.
struct ProjectMatch {
    std::size_t host = 0; // of `hosts`
    std::vector<std::string> projects;
};
[[nodiscard]] std::optional<ProjectMatch> matchProject(const ProjectAddress& address, std::span<const Host> hosts, bool anyRegistry = true);

// The page of a commit; GitLab sends a path that the project had before on to where it is now.
[[nodiscard]] std::string commitPage(const Host& host, std::string_view project, std::string_view sha);

} // namespace dg::gitlab

// SPDX-License-Identifier: Apache-2.0
// A commit's files from GitLab's API (GET /projects/:id/repository/archive.tar.gz?sha=…). Private to artifact.
#pragma once

#include "http_get.h"

namespace dg::artifact {

struct GitLabProject {
    std::string baseUrl; // of GitLab
    std::string path; // "group/subgroup/project"
    const GitLabLogin* login = nullptr; // the one that belongs to it; null: none
};
// Where a Git repository's URL (https, http, ssh) lives. nullopt: on a host that nobody called a GitLab, or no such URL. A GitLab
// is what `known` names, gitlab.com, and a host called gitlab.*.
[[nodiscard]] std::optional<GitLabProject> gitLabProject(std::string_view url, const std::vector<GitLabLogin>& known);

// The archive as it is sent. Errors: source_files.h.
[[nodiscard]] Result<std::string> commitArchive(
    const GitLabProject& project, const SourceReference& source, const std::string& commit, const Access& access, const Getter& getter);

} // namespace dg::artifact

// SPDX-License-Identifier: Apache-2.0
// Where the files of a kustomization are, within its source. Private to drift.
#pragma once

#include "drift/build.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dg::drift {

// "a/./b/../c" as "a/c"; nullopt: it leads out of the source.
[[nodiscard]] std::optional<std::string> normalPath(std::string_view path);
[[nodiscard]] std::string joinPath(const std::string& folder, std::string_view name);
// The folder's kustomization.yaml, under whichever of its names; nullopt: it has none.
[[nodiscard]] std::optional<std::string> kustomizationIn(const Files& files, const std::string& folder);
// What kustomize would fetch from elsewhere (api/internal/git/repospec.go, api/internal/loader).
[[nodiscard]] bool isRemote(std::string_view entry);
// What Flux lists where `path` has no kustomization.yaml: every YAML file below; a folder with one counts as a whole. Paths from
// the source's root. Errors: Unsupported (a .sourceignore above or below), TooLarge.
[[nodiscard]] Result<std::vector<std::string>> generatedResources(const Files& files, const std::string& path);
// A file's YAML documents; an error names the file.
[[nodiscard]] Result<std::vector<Value>> readDocuments(const Files& files, const std::string& path);
// The one document of a kustomization.yaml. Errors: as read(), BadSyntax.
[[nodiscard]] Result<Value> readKustomization(const Files& files, const std::string& path);

inline constexpr std::size_t DeepestResources = 32; // kustomization.yaml that lists another that lists …

} // namespace dg::drift

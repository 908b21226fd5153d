// SPDX-License-Identifier: Apache-2.0
// A Kustomization built by kustomize's own program, where one is installed: for what drift/build.h refuses (patches, components,
// generators, transformers). The files that its kustomization.yaml name, and no others, are put into a private folder; what the
// Kustomization says is merged in as kustomize-controller does (fluxcd/pkg/kustomize, GenerateManifest). Nothing is fetched and no
// plugin runs: such kustomizations are refused by name before.
#pragma once

#include "drift/build.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dg::drift {

struct KustomizeProgram {
    std::string file; // absolute
    bool kubectl = false; // `kubectl kustomize`, otherwise `kustomize build`
};
// The first of `kustomize` and `kubectl` in this PATH.
[[nodiscard]] std::optional<KustomizeProgram> findKustomize(const std::string& path);

// Whether the program would do what buildKustomization() refused so.
[[nodiscard]] bool kustomizeCould(const Error& refusal);

// Waits for the program, a minute at most. Errors: as buildKustomization; BadValue (subject: the path; detail: what the program
// says), PluginTimeout, PluginMissing, PluginFailed, Cancelled.
[[nodiscard]] Result<std::vector<Value>> buildWithProgram(
    const Files& files, const BuildSpec& spec, const KustomizeProgram& program, const std::stop_token& stop);

} // namespace dg::drift

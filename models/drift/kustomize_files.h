// SPDX-License-Identifier: Apache-2.0
// Which files a kustomization needs, and whether it may be given to kustomize at all. Private to drift.
#pragma once

#include "drift/build.h"

namespace dg::drift {

struct KustomizeInput {
    FileMap files; // those that are named, with the merged kustomization.yaml
    std::string folder; // where kustomize starts
    bool readsBeside = false; // some lie outside of the folder that names them, so kustomize must be told to allow it
};
// Errors: Unsupported (subject: the file; detail: "remote resources", "helmCharts", "plugins", "resources outside of the source"),
// FileNotFound, BadSyntax, BadValue, TooLarge.
[[nodiscard]] Result<KustomizeInput> kustomizeInput(const Files& files, const BuildSpec& spec);

} // namespace dg::drift

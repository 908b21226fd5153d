// SPDX-License-Identifier: Apache-2.0
// What a HelmRelease applied, read from the release that Helm stored in a Secret: for Flux before 2.8, which wrote no
// inventory. Only ever on a person's word, and nothing but kinds and names is kept (domain.md §3.5).
#pragma once

#include "base/result.h"
#include "flux/object.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dg::flux {

// "sh.helm.release.v1.<name>.v<version>"; empty where the HelmRelease does not say which release it made.
[[nodiscard]] std::string storedReleaseName(const FluxObject& release);

// Whether a kind is namespaced; nullopt: not served.
using IsNamespaced = std::function<std::optional<bool>(std::string_view group, std::string_view kind)>;

// `secret`: the Secret as JSON. An object without a namespace is in the release's own where its kind is namespaced. What is
// decoded on the way is zeroed. Errors: BadSyntax (no release, or damaged), TooLarge (over 64 MB unpacked).
[[nodiscard]] Result<Inventory> inventoryOfStoredRelease(std::string_view secret, const IsNamespaced& namespaced);

// What Helm applied, as text: many documents, without hooks and without what a chart's crds/ holds. Zeroed when it goes.
struct StoredManifest {
    std::string text;
    std::string ns; // of the release: where an object without a namespace is
    StoredManifest() = default;
    StoredManifest(StoredManifest&&) = default;
    StoredManifest& operator=(StoredManifest&&) = delete;
    ~StoredManifest();
};
// Errors: as above.
[[nodiscard]] Result<StoredManifest> manifestOfStoredRelease(std::string_view secret);

} // namespace dg::flux

// SPDX-License-Identifier: Apache-2.0
// What an exact comparison would read: owners in scope, their sources, the rights it needs. Looks at the tree only.
#pragma once

#include "items/exact_schedule.h"
#include "session/session.h"
#include "tree/fleet_tree.h"

#include <optional>
#include <string>
#include <vector>

namespace dg::window {

struct CompareScope {
    std::optional<ObjectKey> object; // only this one
    std::vector<ObjectName> owners; // only these; empty: all
};

struct ComparePlan {
    int kustomizations = 0, helmReleases = 0;
    int withoutFiles = 0; // Kustomizations whose source has no folder
    bool unknownKinds = false; // a HelmRelease without an inventory: what it applied shows only when it is compared
    std::vector<std::string> sources; // of the Kustomizations, "KIND/NS/NAME"; by name
    std::vector<session::AccessQuestion> rights; // by kind, get before patch
};

[[nodiscard]] ComparePlan planOf(const tree::FleetTree& tree, const CompareScope& scope, const items::ExactSettings& settings);
// Who applied it: by its label, or by the inventory that lists it; itself where it is a Kustomization or HelmRelease. Empty: nobody.
[[nodiscard]] ObjectKey ownerOf(const tree::FleetTree& tree, const ObjectKey& key, StringPool& pool);
[[nodiscard]] bool isOwner(const ObjectKey& key); // a Kustomization or HelmRelease
[[nodiscard]] ObjectName nameOf(const ObjectKey& key);

} // namespace dg::window

// SPDX-License-Identifier: Apache-2.0
// The managed objects of one look at a cluster, found by what inventories say.
#pragma once

#include "session/one_shot.h"

#include <set>
#include <string>
#include <unordered_map>

namespace dg::evidence {

class ManagedView {
public:
    // `read` must outlive this.
    explicit ManagedView(const session::OneShotResult& read);
    // Null: not there, not read, or in another cluster.
    [[nodiscard]] const flux::ManagedObject* find(const flux::FluxObject& owner, const flux::InventoryEntry& entry) const;
    // Its kind was read whole and it is not there.
    [[nodiscard]] bool isMissing(const flux::FluxObject& owner, const flux::InventoryEntry& entry) const;

    struct Counts {
        std::size_t managed = 0; // objects of its inventory that are none of Flux's
        std::size_t missing = 0;
    };
    [[nodiscard]] Counts count(const flux::FluxObject& applier) const;

private:
    std::unordered_map<std::string, const flux::ManagedObject*> m_present; // "group/kind/ns/name"
    std::set<std::pair<std::string_view, std::string_view>> m_readKinds;
};

} // namespace dg::evidence

// SPDX-License-Identifier: Apache-2.0
// What one object's ownership says: flux-live.md A1 (with what is remembered) and A2 (one look). Pure. Private to drift.
#pragma once

#include "drift/finding.h"
#include "flux/object.h"

#include <optional>
#include <vector>

namespace dg::drift {

// A managed object, one of Flux's own or another.
struct ObjectView {
    explicit ObjectView(const store::Record& record);
    const ObjectKey& key;
    const std::string* apiVersion = nullptr;
    const flux::Reference* owner = nullptr; // by label; empty: none
    const flux::Labels* labels = nullptr;
    const flux::Marks* marks = nullptr;
    const flux::Ownership* ownership = nullptr; // null: no managedFields
    std::optional<WallTime> created;
    bool terminating = false;
    bool isFlux = false;
};

// What Flux owns of it: one entry, or the union of helm-controller's (flux-live.md A5.5).
struct FluxEntry {
    flux::FieldSetPtr fields; // null: it has none
    std::optional<WallTime> time; // the latest
};
[[nodiscard]] FluxEntry fluxEntryOf(const flux::Ownership* ownership, std::string_view ownerKind);

// When the owner last compared or applied everything: what is older and still stands was let stand.
[[nodiscard]] std::optional<WallTime> lastPassOf(const flux::FluxObject& owner);

struct Judged {
    std::vector<Finding> findings; // without since and ignoredBy
    std::uint32_t letStand = 0; // foreign paths older than the owner's last pass
    bool held = false; // a mark keeps Flux away from it
};
// `owner`: its record, null where it is not known; `reference`: the owner's name. `remembered`: what Flux owned at its entry's
// time, as far as an earlier look saw it; null: this is the first look. `listed`: an inventory of the owner names it.
[[nodiscard]] Judged judgeFields(const ObjectView& object, const flux::Reference& reference, const flux::FluxObject* owner,
    const FluxEntry& entry, const flux::FieldSet* remembered, bool listed);

} // namespace dg::drift

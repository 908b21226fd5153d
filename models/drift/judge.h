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

// The owner's own rules leave this path out (spec.ignore, spec.driftDetection.ignore).
[[nodiscard]] bool leftOut(const flux::FluxObject& owner, const ObjectView& object, std::string_view path);

struct Judged {
    std::vector<Finding> findings; // without since and ignoredBy
    std::uint32_t letStand = 0; // foreign paths older than the owner's last pass
    bool held = false; // a mark keeps Flux away from it
};
// What is known beside the object itself.
struct Known {
    const flux::FluxObject* owner = nullptr; // null: not known
    const flux::FieldSet* remembered = nullptr; // what Flux owned at its entry's time, as an earlier look saw it; null: the same
    std::optional<WallTime> since; // of that earlier look: what others wrote later and Flux did not own, they added
    bool replaced = false; // an earlier look saw it with Flux's entry, under another uid
    bool listed = false; // an inventory of the owner names it
};
[[nodiscard]] Judged judgeFields(const ObjectView& object, const flux::Reference& reference, const FluxEntry& entry, const Known& known);

} // namespace dg::drift

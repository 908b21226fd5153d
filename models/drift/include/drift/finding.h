// SPDX-License-Identifier: Apache-2.0
// drift: what in a cluster is not what Flux applied, who did it, when, which field. Engine (always on, reads ownership and
// inventories only), rules for what is expected, facts kept across restarts and in snapshots, and the exact comparison with
// manifests. Plain C++, no threads of its own; models of the window and the command line use it. Sources: flux-live.md A, domain.md §5.
#pragma once

#include "base/clock.h"
#include "base/object_key.h"
#include "flux/object.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dg::drift {

enum class Kind : std::uint8_t {
    FieldChanged,
    FieldTaken, // another manager owns what Flux applied; the values were read and are equal
    Missing, // in the inventory, not in the cluster
    Orphaned, // carries Flux's labels, in no inventory
    PrunedLater, // in the inventory, no longer in the source
    HelmDrifted, // helm-controller says so
    Corrected, // Flux put it back: since and until
    SuspendedBehind, // suspended while its source moved on
    RevisionLag,
    Fight, // two owners, or a controller and a manifest, undo each other
    SealedStale, // a SealedSecret changed after its Secret
    SealedPending, // nobody unsealed it
    SopsUndecrypted // a manifest reached the cluster still encrypted
};
inline constexpr std::size_t KindCount = 13;

enum class Change : std::uint8_t { None, Changed, Added, Removed, Unknown };
enum class Confidence : std::uint8_t { Likely, Certain };

// How we know. ui/text makes the sentence.
enum class Evidence : std::uint8_t {
    FluxLostField, // its entry lost the path while its time stood still (flux-live.md A1)
    KubectlOwnsField, // Flux takes over what kubectl owns and drops what it does not want (A2)
    FluxEntryGone, // replaced by hand
    OwnerLabelTaken, // Flux always owns its label
    TwoInventories,
    ScaleOwnsReplicas, // somebody owned replicas before, or no entry would be there (A3)
    SiblingsAreFluxs, // of the same element, and Flux must have owned this one
    EverythingTaken, // Flux owns nothing but its labels any more
    WrittenSincePass, // after the owner's last pass, so Flux has not judged it: changed or added
    NotInCluster, // in the inventory; looked up by name
    SeenDeleted, // was there before
    NotInInventory,
    OwnerAbsent, // its label names an owner that does not exist
    ConditionDrifted,
    SourceMovedOn,
    PutBack, // Flux's entry has the path again
    ApplyEvent, // kustomize-controller's event names it
    SealedGeneration, // the controller has not seen the SealedSecret's generation
    SealedFailed, // its condition says why
    EncryptedField, // Flux applied a "sops" block
    KustomizationSays, // the owner's own message
    StoredManifest, // compared with what Helm stored (exact)
    DryRun, // the server's own answer (exact)
    Files, // compared with files: a folder, an artifact (exact)
};
inline constexpr std::size_t EvidenceCount = 24;

struct Finding {
    Kind kind = Kind::FieldChanged;
    Change change = Change::None;
    Confidence confidence = Confidence::Likely;
    Evidence evidence = Evidence::FluxLostField;
    ObjectKey object;
    std::string apiVersion;
    flux::Reference owner; // empty: nobody
    std::string path; // flux/ownership.h; empty: the object as a whole
    std::string manager; // empty: unknown
    std::optional<flux::Operation> operation;
    std::string subresource; // of the manager's entry
    std::optional<WallTime> time; // of the manager's last write: the change is not younger
    std::optional<WallTime> since; // when we first saw it
    std::optional<WallTime> until; // Corrected
    std::optional<std::string> live, desired; // only where they were read; a Secret's never
    std::string detail; // what the evidence says beside: the other owner, the controller's message, the revision
    std::string ignoredBy; // the rule that expects it; empty: it counts
    // Of an exact comparison that stands beside what is watched (the window): when it was made, and whether the owner has completed
    // a pass since. A single look has neither.
    std::optional<WallTime> comparedAt;
    bool beforeLastPass = false;
    // Stable for the same finding, path and object: 16 hexadecimal digits.
    [[nodiscard]] std::string id() const;
    friend bool operator==(const Finding&, const Finding&) = default;
};

// "field-changed", "helm-drifted"; "changed"; "certain"; "fluxLostField". None is empty.
[[nodiscard]] const char* kindWord(Kind kind);
[[nodiscard]] std::optional<Kind> kindFromWord(std::string_view word);
[[nodiscard]] const char* changeWord(Change change);
[[nodiscard]] const char* confidenceWord(Confidence confidence);
[[nodiscard]] const char* evidenceWord(Evidence evidence);
// Whether an engine able to see this very change compared values: only then a hunk is "exact" (contracts.md §4).
[[nodiscard]] bool isExact(Evidence evidence);
// Makes `drift` exit with 1 where it is not expected: field-changed, field-taken, missing, orphaned, helm-drifted, fight.
[[nodiscard]] bool counts(Kind kind);

} // namespace dg::drift

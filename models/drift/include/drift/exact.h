// SPDX-License-Identifier: Apache-2.0
// The exact comparison: an object as it is desired (Helm's stored manifest, built files, the server's answer to a dry run) with
// the live one. Pure. Opt-in, because it reads whole objects. Values of Secrets are compared by keyed hash and never leave;
// what SOPS encrypted is compared by its keys. Sources: domain.md §5.1, §5.6, §5.7; flux-live.md A6, B1, B4.
#pragma once

#include "drift/finding.h"
#include "drift/value.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dg::drift {

// What a manifest calls itself.
struct Identity {
    std::string group, version, kind, ns, name;
    [[nodiscard]] std::string apiVersion() const { return group.empty() ? version : group + "/" + version; }
    friend bool operator==(const Identity&, const Identity&) = default;
};
// nullopt: no Kubernetes object.
[[nodiscard]] std::optional<Identity> identityOf(const Value& object);

struct LiveObject {
    Value value;
    std::shared_ptr<const flux::ManagedObject> record; // key, labels, marks, ownership
};
// One object as the server answers a GET. Errors: BadSyntax, BadAnswer (another kind).
[[nodiscard]] Result<LiveObject> liveFromJson(std::string_view json, const Identity& identity, StringPool& pool);

struct Comparison {
    Evidence evidence = Evidence::Files; // or StoredManifest
    bool byHelm = false; // helm-controller applies it: what anybody adds stays, so it is no more than likely
    flux::Reference owner;
};

// Every field of the manifest has to be there with the same meaning; beside that, what kubectl or another manager owns and the
// manifest lacks is `added`. A finding's path is the topmost that differs. Certain where somebody else owns what differs, or
// what the manifest has is gone; likely where Flux itself or nobody owns it (then the files moved on, or an admission changed
// it), and for what a manager other than kubectl added. Equal values that somebody else owns now are FieldTaken.
[[nodiscard]] std::vector<Finding> compareManifest(const Value& desired, const LiveObject& live, const Comparison& of);
// The server's answer to a dry run of the manifest (flux-live.md A6): labels, annotations and everything but metadata and
// status must be the same both ways. `desired` is what was sent: for what kubectl added, which no dry run shows.
[[nodiscard]] std::vector<Finding> compareDryRun(const Value& desired, const Value& answer, const LiveObject& live, const Comparison& of);
// The manifest names it, the cluster lacks it. `applied`: the owner's inventory has it, so it was there.
[[nodiscard]] Finding missingObject(const ObjectKey& key, const std::string& apiVersion, const Comparison& of, bool applied);

// A mark on either side keeps Flux from applying it: reconcile disabled, ssa Ignore, or IfNotPresent while it is there.
[[nodiscard]] bool heldByMark(const Value& desired, const LiveObject& live);
// Without what the owner's own rules leave out (spec.ignore, spec.driftDetection.ignore).
void dropLeftOut(std::vector<Finding>& findings, const flux::FluxObject& owner, const LiveObject& live);
// A `sops` block, or values that say ENC[…].
[[nodiscard]] bool isEncrypted(const Value& object);
// The labels and annotations that the owner puts on what it applies, so that a dry run asks for the same. `releaseNs`: where
// Helm put the release; of a Kustomization empty.
void addOwnerMarks(Value& desired, const flux::FluxObject& owner, std::string_view releaseNs);

} // namespace dg::drift

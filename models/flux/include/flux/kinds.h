// SPDX-License-Identifier: Apache-2.0
// flux: Flux's kinds, their records, sync state, inventory, revisions and actions, and the health of what they apply.
// Source: domain.md §3-4 and §6, flux-live.md B, contracts.md §2 (which wins).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace dg::flux {

enum class Kind : std::uint8_t {
    GitRepository,
    OCIRepository,
    Bucket,
    HelmRepository,
    HelmChart,
    ExternalArtifact,
    ArtifactGenerator,
    Kustomization,
    HelmRelease,
    ImageRepository,
    ImagePolicy,
    ImageUpdateAutomation,
    Alert,
    Provider,
    Receiver,
    FluxInstance, // this and what follows: flux-operator's
    FluxReport,
    ResourceSet,
    ResourceSetInputProvider,
    Other
};
inline constexpr std::size_t KindCount = 19; // without Other

struct KindInfo {
    Kind kind;
    std::string_view name; // "Kustomization"
    std::string_view group; // "kustomize.toolkit.fluxcd.io"
    std::string_view plural; // "kustomizations"
    std::string_view code; // the short word of rows and filters: git oci bucket hrepo chart ea ks hr
    bool isSource; // others fetch from it
    bool isApplier; // has an inventory of what it applied
    bool canSuspend; // by spec.suspend, or by suspendAnnotation where there is one
    bool canReconcile; // honours reconcile.fluxcd.io/requestedAt (not ExternalArtifact, not an OCI HelmRepository)
    std::string_view controller; // who looks after it: "source-controller"
    std::string_view suspendAnnotation; // "…/reconcile": "disabled" suspends; empty: spec.suspend does
    std::span<const std::string_view> versions; // newest first: fallback order when discovery cannot be had
};

[[nodiscard]] std::span<const KindInfo> kinds();
[[nodiscard]] const KindInfo& info(Kind kind); // not for Other
// By kind name, plural, short name or code, any case: "ks", "kustomizations", "Kustomization". Other if none.
[[nodiscard]] Kind kindFromWord(std::string_view word);
// An API group of Flux or of flux-operator: its objects are no managed objects but rows of their own.
[[nodiscard]] bool isFluxGroup(std::string_view group);
[[nodiscard]] Kind kindFromGroupKind(std::string_view group, std::string_view kind);
// The short word of any Kubernetes kind for rows and filters: "deploy", "cm", "secret", "svc"; otherwise the kind in lower case.
[[nodiscard]] std::string_view codeForKind(std::string_view kind);

} // namespace dg::flux

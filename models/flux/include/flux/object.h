// SPDX-License-Identifier: Apache-2.0
// The records of the store: FluxObject (a Flux object, the fields somebody shows) and ManagedObject (an object that
// carries Flux's labels: metadata, and health where its kind was read whole). Immutable once stored.
#pragma once

#include "base/clock.h"
#include "flux/kinds.h"
#include "flux/ownership.h"
#include "store/store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dg::flux {

struct Posture; // flux/posture.h

enum class Tri : std::uint8_t { Unknown, True, False };

struct Condition {
    std::string type;
    Tri status = Tri::Unknown;
    std::string reason;
    std::string message;
    std::optional<WallTime> lastTransition; // Flux moves it on every change of reason or message too (domain.md §4.3)
    std::int64_t observedGeneration = 0; // 0: not given
};

struct Reference {
    Atom kind;
    Atom ns; // already resolved: the referrer's namespace when the object gave none
    Atom name;
    [[nodiscard]] bool empty() const { return name.empty(); }
    friend bool operator==(const Reference&, const Reference&) = default;
};

// status.inventory, kept packed: "<id>\n<version>\n" for each entry. Decoded on demand (domain.md §3.4).
struct InventoryEntry {
    std::string_view ns, name, group, kind, version; // name: "__" already turned into ":"
};
class Inventory {
public:
    void add(std::string_view id, std::string_view version);
    void addUnkept(); // counts an entry whose id nobody needs
    void clear(); // keeps the storage for the next one
    [[nodiscard]] std::size_t size() const { return m_count; }
    [[nodiscard]] bool present() const { return m_present; } // an empty inventory differs from none
    void setPresent() { m_present = true; }
    // False: certainly none of its entries is an object of Flux itself, so that nobody need look.
    [[nodiscard]] bool mayHoldFlux() const { return m_mayHoldFlux; }
    // Malformed ids are skipped and not counted by forEach; views live during the call only.
    template <class Visit> void forEach(Visit&& visit) const
    {
        InventoryEntry entry;
        std::string name; // storage of the names that hold "__"
        for (std::size_t at = 0; at < m_packed.size();) {
            if (next(at, entry, name))
                visit(std::as_const(entry));
        }
    }
    friend bool operator==(const Inventory&, const Inventory&) = default;

private:
    bool next(std::size_t& at, InventoryEntry& entry, std::string& name) const; // false: malformed, skipped
    std::string m_packed;
    std::size_t m_count = 0;
    bool m_present = false;
    bool m_mayHoldFlux = false;
};

// metadata.labels, packed: "key=value\n" for each, in the server's order. The labels that name the owner are left out (they
// are `parent` and `owner`). Objects with the same labels share one text, so that half a million records stay small.
class Labels {
public:
    Labels() = default;
    explicit Labels(std::shared_ptr<const std::string> packed)
        : m_packed(std::move(packed))
    {
    }
    [[nodiscard]] bool empty() const { return !m_packed || m_packed->empty(); }
    [[nodiscard]] std::string_view packed() const { return m_packed ? std::string_view(*m_packed) : std::string_view{}; }
    [[nodiscard]] const std::shared_ptr<const std::string>& shared() const { return m_packed; }
    template <class F> void forEach(F&& visit) const // (key, value)
    {
        const auto text = packed();
        for (std::size_t at = 0; at < text.size();) {
            const auto equals = text.find('=', at);
            const auto end = text.find('\n', equals);
            visit(text.substr(at, equals - at), text.substr(equals + 1, end - equals - 1));
            at = end + 1;
        }
    }
    friend bool operator==(const Labels& a, const Labels& b) { return a.packed() == b.packed(); }

private:
    std::shared_ptr<const std::string> m_packed;
};

// A part of Flux as FluxInstance and FluxReport list it.
struct ComponentStatus {
    std::string name, image; // image: with its tag
    std::string status; // in the operator's words; FluxReport only
    bool ready = true;
    friend bool operator==(const ComponentStatus&, const ComponentStatus&) = default;
};

// What only some kinds have (domain.md §3.3, §3.6-3.8).
struct Extras {
    std::string type; // Receiver, Provider, ResourceSetInputProvider: spec.type
    std::string channel; // Provider. Its address may hold a secret and is not kept
    std::vector<Reference> covers; // Alert eventSources, Receiver resources, ArtifactGenerator sources; name "*": all of them
    std::string image; // ImageRepository: what it scans; ImagePolicy: the image it chose, with tag and digest
    std::optional<std::int64_t> tagCount; // ImageRepository: of the last scan
    std::optional<WallTime> lastRun; // ImageRepository: last scan; ImageUpdateAutomation: last run
    std::optional<WallTime> lastPush; // ImageUpdateAutomation
    std::string distribution; // FluxInstance, FluxReport: Flux's version
    std::string distributionStatus; // FluxReport: "Installed"
    std::string operatorVersion; // FluxReport
    std::vector<ComponentStatus> components;
};

// What a Kustomization's spec.ignore or a HelmRelease's spec.driftDetection.ignore leaves out: JSON pointers on the objects
// that fit the target (an empty word fits all; group, version, kind, name and namespace are regular expressions, selectors
// are kept as written).
struct IgnoredPaths {
    std::vector<std::string> pointers;
    std::string group, version, kind, name, ns, labelSelector, annotationSelector;
};
enum class DriftDetection : std::uint8_t { Disabled, Warn, Enabled }; // of a HelmRelease
struct DriftSettings {
    DriftDetection mode = DriftDetection::Disabled;
    std::vector<IgnoredPaths> ignore;
};

// One entry of status.history: an outcome of a Kustomization (manifests and verdict), a release of a HelmRelease.
struct HistoryEntry {
    std::string revision; // metadata.revision; HelmRelease: the chart's version
    std::string originRevision; // metadata.originRevision: of an OCI source, where its pusher said so
    std::string status; // "ReconciliationSucceeded", "HealthCheckFailed", …; HelmRelease: "deployed", "superseded", …
    std::optional<WallTime> first, last; // of this outcome; HelmRelease: of this release
    std::optional<Millis> duration; // of its last pass (Kustomization)
};

// What leads from an object to a commit and tells of deliveries before this one (domain.md §3.3-3.4, §3.7, §10).
struct Trail {
    std::string originRevision; // source: org.opencontainers.image.revision; Kustomization: status.lastAppliedOriginRevision
    std::string originSource; // source: org.opencontainers.image.source
    std::optional<WallTime> built; // source: org.opencontainers.image.created
    std::vector<HistoryEntry> history; // newest first, as Flux keeps them (at most 5)
    std::optional<Millis> retryInterval; // spec.retryInterval
    std::string agentProject; // Receiver: annotation agent.gitlab.com/project: an agent made it
};

struct FluxObject final : store::Record {
    FluxObject()
        : Record(store::RecordType::Flux)
    {
    }
    Kind kind = Kind::Other;
    std::string apiVersion;
    std::int64_t generation = 0;
    std::optional<WallTime> created;
    std::optional<WallTime> deletionTimestamp;
    std::vector<std::string> finalizers;
    Reference parent; // who applied it: kustomize.toolkit.fluxcd.io/name+namespace or helm.… labels
    Labels labels;
    std::string requestedAt; // annotation reconcile.fluxcd.io/requestedAt
    std::string reconcileAnnotation; // annotation kustomize.toolkit.fluxcd.io/reconcile
    std::string suspendedBy; // annotation fluxcd.controlplane.io/suspendedBy

    bool suspended = false;
    std::optional<Millis> interval;
    std::optional<Millis> timeout;
    std::string url; // sources
    std::string path; // Kustomization
    bool ociHelmRepository = false; // HelmRepository type oci: has no status
    bool remoteCluster = false; // spec.kubeConfig
    bool prune = false;
    bool wait = false;
    // sourceRef, chartRef; of a HelmRelease with chart.spec: the HelmChart (status.helmChart); of an ImagePolicy its
    // ImageRepository; of an Alert its Provider.
    Reference source;
    Reference chartSource; // HelmRelease chart.spec.sourceRef; HelmChart's own sourceRef
    std::string chart; // HelmRelease chart.spec.chart, HelmChart spec.chart
    std::string chartVersion;
    std::vector<Reference> dependsOn;
    Atom secretName; // spec.secretRef, in its own namespace: credentials. Never read
    std::vector<Reference> healthChecks; // Kustomization
    std::size_t healthCheckExprs = 0; // how many; their CEL is judged by Flux alone

    bool hasStatus = false;
    std::int64_t observedGeneration = 0; // of the status; -1 is Flux's default
    std::vector<Condition> conditions;
    std::string artifactRevision;
    std::string artifactDigest;
    std::optional<WallTime> artifactUpdated;
    // HelmRelease: history[0].chartVersion; ImagePolicy: the tag; ImageUpdateAutomation: the commit it pushed last;
    // FluxReport: Flux's version; ResourceSetInputProvider: the revision it exported.
    std::string lastAppliedRevision;
    std::string lastAttemptedRevision;
    std::string lastHandledReconcileAt;
    std::optional<WallTime> lastReconciled; // history[0].lastReconciled (Kustomization only)
    std::optional<WallTime> appliedSince; // history[0].firstReconciled (Kustomization only): since when it applies these very manifests
    std::string lastReconciledStatus;
    std::optional<WallTime> lastDeployed; // HelmRelease history[0].lastDeployed
    // HelmRelease, history[0]: the release that Helm stored; empty and 0: not said (v2beta1).
    std::string releaseName, storageNamespace;
    std::int64_t releaseVersion = 0;
    Inventory inventory;
    bool inventoryFromRelease = false; // read from Helm's stored release, at a person's wish
    std::shared_ptr<const Extras> extras; // null: a kind without
    std::shared_ptr<const Ownership> ownership; // null where the decoder was not asked to keep it
    std::shared_ptr<const Trail> trail; // null where ownership is not kept, or there is none
    Marks marks;
    std::shared_ptr<const DriftSettings> drift; // null: none of it is set
    std::shared_ptr<const Posture> posture; // null: none of it is set
    // When the last pass that applied everything began (Kustomization; flux-live.md A4): what somebody wrote before it and still
    // stands was looked at by Flux and let stand. Minus a second for the resolution.
    std::optional<WallTime> lastApplyBegan;

    [[nodiscard]] const Condition* condition(std::string_view type) const;
    // What the Revision column shows: sources artifactRevision, others lastAppliedRevision.
    [[nodiscard]] const std::string& revision() const;
};

enum class Health : std::uint8_t { NotRead, Current, InProgress, Failed, Terminating };

// How far the sealed-secrets controller is with a SealedSecret.
struct SealedState {
    std::int64_t generation = 0, observedGeneration = 0; // 0: it has not looked yet
    Tri synced = Tri::Unknown;
    std::string message; // of the condition
};

struct ManagedObject : store::Record {
    explicit ManagedObject(store::RecordType recordType = store::RecordType::Managed)
        : Record(recordType)
    {
    }
    std::string apiVersion;
    Reference owner; // by label; kind Kustomization or HelmRelease
    Labels labels;
    std::optional<WallTime> created;
    std::optional<WallTime> deletionTimestamp;
    std::shared_ptr<const Ownership> ownership; // null: no managedFields
    Marks marks;
    Health health = Health::NotRead; // NotRead: only metadata was read and the kind's health needs more
    std::string healthMessage; // "0 of 3 replicas ready"
    std::shared_ptr<const SealedState> sealed; // of a SealedSecret (bitnami.com), read whole; else null
};

} // namespace dg::flux

// SPDX-License-Identifier: Apache-2.0
// Reconcile, suspend, resume: what to write and how to tell that it is done (domain.md §6.1, §6.2). Pure: the caller
// sends the patches and hands back records and time. Any one thread.
#pragma once

#include "flux/object.h"
#include "flux/state.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dg::flux {

using FindFlux = std::function<const FluxObject*(const ObjectKey&)>; // null: no such object

// The key of what a reference names; the group follows from the kind.
[[nodiscard]] ObjectKey keyOf(const Reference& reference, StringPool& pool);

// Merge patch bodies (application/merge-patch+json).
[[nodiscard]] std::string reconcilePatch(std::string_view token);
[[nodiscard]] std::string suspendPatch(bool suspend);

// False: its controller never answers requestedAt (ExternalArtifact, an OCI HelmRepository, Alert, Provider, …).
[[nodiscard]] bool canReconcile(const FluxObject& object);

// What to annotate, in order; the object itself is last. With its sources: HelmRepository, HelmChart, HelmRelease;
// sources that are absent or answer no request are left out.
[[nodiscard]] std::vector<ObjectKey> reconcilePlan(const FluxObject& object, bool withSource, const FindFlux& find, StringPool& pool);

// Contract rule 7: how the source that `object` needs stands. `kindReadable`: whether the kind's list can be read at all
// (else NotKnown rather than Absent). Shared by the tree and the command line.
[[nodiscard]] SourceCondition sourceCondition(
    const FluxObject& object, const FindFlux& find, const std::function<bool(std::string_view kind)>& kindReadable, StringPool& pool);

enum class ReconcileOutcome : std::uint8_t {
    Pending,
    Ready,
    Failed,
    Stalled,
    Waiting, // for a dependency: DependencyNotReady
    TimedOut,
    Gone,
    Suspended, // refused: Kustomization and HelmRelease swallow a request without work
    NotReconcilable, // refused: see canReconcile
};

// Follows one reconcile through its steps. Use: call advance() at the start, whenever a record of current() arrives and
// at deadline(); annotate the key it returns with token(); stop when outcome() is not Pending.
class ReconcileTracker {
public:
    ReconcileTracker() = default;
    ReconcileTracker(std::vector<ObjectKey> steps, std::string token);
    // The object to annotate now, once for each step; nullopt: nothing to send.
    [[nodiscard]] std::optional<ObjectKey> advance(const FindFlux& find, SteadyTime now);
    [[nodiscard]] ReconcileOutcome outcome() const { return m_outcome; }
    [[nodiscard]] const std::string& token() const { return m_token; }
    // The step under way, or the one that decided the outcome. Empty key when there are no steps.
    [[nodiscard]] ObjectKey current() const { return m_steps.empty() ? ObjectKey{} : m_steps[m_step]; }
    [[nodiscard]] std::size_t step() const { return m_step; }
    [[nodiscard]] std::size_t steps() const { return m_steps.size(); }
    [[nodiscard]] SteadyTime deadline() const { return m_deadline; }
    [[nodiscard]] const std::string& reason() const { return m_reason; } // of the deciding condition
    [[nodiscard]] const std::string& message() const { return m_message; } // as the controller wrote it

private:
    bool judge(const FluxObject& object);
    void end(ReconcileOutcome outcome, const Condition* why = nullptr);

    std::vector<ObjectKey> m_steps;
    std::string m_token;
    std::size_t m_step = 0;
    bool m_asked = false; // the current step's annotation was handed out
    std::string m_handledBefore; // lastHandledReconcileAt then
    std::optional<WallTime> m_transitionBefore; // of Ready then
    SteadyTime m_deadline{};
    ReconcileOutcome m_outcome = ReconcileOutcome::Pending;
    std::string m_reason, m_message;
};

} // namespace dg::flux

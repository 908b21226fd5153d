// SPDX-License-Identifier: Apache-2.0
// What the checks share: the input, indexed, and the collector of one check's outcome. Private to checks.
#pragma once

#include "checks/checks.h"
#include "flux/posture.h"

#include <array>
#include <map>

namespace dg::checks {

using FluxPtr = std::shared_ptr<const flux::FluxObject>;

class World {
public:
    explicit World(const Input& input);
    [[nodiscard]] const Input& input() const { return m_input; }
    [[nodiscard]] std::span<const FluxPtr> of(flux::Kind kind) const { return m_byKind[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] ObjectKey key(std::string_view group, std::string_view kind, std::string_view ns = {}, std::string_view name = {}) const;
    [[nodiscard]] bool isRead(flux::Kind kind) const { return m_input.readKinds.contains(kind) || m_input.notServed.contains(kind); }
    [[nodiscard]] bool isFluxNamespace(std::string_view ns) const;
    [[nodiscard]] const flux::SecretFact* secret(const flux::SecretName& name) const; // null: not looked at
    [[nodiscard]] flux::Arming arming(const flux::FluxObject& source) const;
    // Whether a Kustomization, HelmRelease or chart fetches from it.
    [[nodiscard]] bool isUsed(const flux::FluxObject& source) const;

private:
    const Input& m_input;
    std::array<std::vector<FluxPtr>, flux::KindCount + 1> m_byKind;
    std::set<std::string> m_fluxNamespaces;
    std::map<flux::SecretName, const flux::SecretFact*> m_secrets;
    std::set<std::string> m_used; // "Kind/ns/name"
};

class Judge {
public:
    explicit Judge(Id id) { m_outcome.id = id; }
    // The check is about this kind: what may not be listed is unclear.
    std::span<const FluxPtr> each(const World& world, flux::Kind kind);
    void looked(std::size_t objects = 1) { m_outcome.looked += objects; }
    void found(const ObjectKey& object, Fact fact, std::string detail = {}, std::optional<Verdict> severity = {});
    void found(Subject subject, std::optional<Verdict> severity = {});
    void unclear(const ObjectKey& object, Fact fact, std::string detail = {});
    [[nodiscard]] Outcome finish();

private:
    Outcome m_outcome;
};

[[nodiscard]] inline const flux::Posture& postureOf(const flux::FluxObject& object)
{
    return object.posture ? *object.posture : flux::noPosture();
}
// Whether there is anything of GitLab's to judge; null: the outcome is made already.
[[nodiscard]] const GitLabFacts* gitlabOf(const World& world, Judge& judge);
[[nodiscard]] std::string nameOf(const flux::Reference& reference); // "KIND/NS/NAME"

// One function a check; named like its Id.
[[nodiscard]] Outcome receiverOpen(const World& world);
[[nodiscard]] Outcome plainSecrets(const World& world);
[[nodiscard]] Outcome sopsKey(const World& world);
[[nodiscard]] Outcome sealedSecrets(const World& world);
[[nodiscard]] Outcome credentials(const World& world);
[[nodiscard]] Outcome sourceInsecure(const World& world);
[[nodiscard]] Outcome twoOwners(const World& world);
[[nodiscard]] Outcome suspendedLong(const World& world);
[[nodiscard]] Outcome fluxVersion(const World& world);
[[nodiscard]] Outcome tokenScopes(const World& world);
[[nodiscard]] Outcome tokenExpiry(const World& world);
[[nodiscard]] Outcome fluxTokenExpiry(const World& world);
[[nodiscard]] Outcome fluxTokenWrite(const World& world);
[[nodiscard]] Outcome fluxTokenUnused(const World& world);
[[nodiscard]] Outcome sourceFromGit(const World& world);
[[nodiscard]] Outcome sourceMoving(const World& world);
[[nodiscard]] Outcome sourceUnverified(const World& world);
[[nodiscard]] Outcome sourceInterval(const World& world);
[[nodiscard]] Outcome pushArmed(const World& world);
[[nodiscard]] Outcome prune(const World& world);
[[nodiscard]] Outcome wait(const World& world);
[[nodiscard]] Outcome timeout(const World& world);
[[nodiscard]] Outcome retryInterval(const World& world);
[[nodiscard]] Outcome serviceAccount(const World& world);
[[nodiscard]] Outcome crossNamespace(const World& world);
[[nodiscard]] Outcome helmDriftDetection(const World& world);
[[nodiscard]] Outcome helmRemediation(const World& world);
[[nodiscard]] Outcome chartVersion(const World& world);
[[nodiscard]] Outcome commitStatus(const World& world);
[[nodiscard]] Outcome deliveryRepository(const World& world);
[[nodiscard]] Outcome agentVersion(const World& world);
[[nodiscard]] Outcome userAccess(const World& world);
[[nodiscard]] Outcome webhookProxy(const World& world);

// YAML that mends the first subject of the outcome; empty: a text would not help.
[[nodiscard]] std::string fixFor(const Outcome& outcome);

} // namespace dg::checks

// SPDX-License-Identifier: Apache-2.0
#include "checks/checks.h"

#include "judge.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace dg::checks {

namespace {

struct Entry {
    CheckInfo info;
    Outcome (*judge)(const World&);
};

constexpr const char* GitRepositories = "https://fluxcd.io/flux/components/source/gitrepositories/";
constexpr const char* OciRepositories = "https://fluxcd.io/flux/components/source/ocirepositories/";
constexpr const char* Kustomizations = "https://fluxcd.io/flux/components/kustomize/kustomizations/";
constexpr const char* HelmReleases = "https://fluxcd.io/flux/components/helm/helmreleases/";
constexpr const char* AgentGitOps = "https://docs.gitlab.com/user/clusters/agent/gitops/";
constexpr const char* AgentAccess = "https://docs.gitlab.com/user/clusters/agent/user_access/";
constexpr const char* Tokens = "https://docs.gitlab.com/security/tokens/";

constexpr std::array<Entry, IdCount> Table{{
    {{Id::ReceiverOpen, "receiver-open", Area::Receiver, Verdict::FixSoon, "https://fluxcd.io/flux/components/notification/receivers/"},
        receiverOpen},
    {{Id::PlainSecrets, "plain-secrets", Area::Secret, Verdict::FixSoon, "https://fluxcd.io/flux/guides/mozilla-sops/"}, plainSecrets},
    {{Id::SopsKey, "sops-key", Area::Secret, Verdict::FixSoon, "https://fluxcd.io/flux/guides/mozilla-sops/"}, sopsKey},
    {{Id::SealedSecrets, "sealed-secrets", Area::Secret, Verdict::FixSoon, "https://fluxcd.io/flux/guides/sealed-secrets/"}, sealedSecrets},
    {{Id::Credentials, "credentials", Area::Secret, Verdict::FixSoon, Tokens}, credentials},
    {{Id::SourceInsecure, "source-insecure", Area::Source, Verdict::FixSoon, OciRepositories}, sourceInsecure},
    {{Id::TwoOwners, "two-owners", Area::Inventory, Verdict::FixSoon, Kustomizations}, twoOwners},
    {{Id::SuspendedLong, "suspended-long", Area::Applier, Verdict::FixSoon, Kustomizations}, suspendedLong},
    {{Id::FluxVersion, "flux-version", Area::Controller, Verdict::FixSoon, "https://fluxcd.io/flux/releases/"}, fluxVersion},
    {{Id::TokenScopes, "token-scopes", Area::Token, Verdict::FixSoon, Tokens}, tokenScopes},
    {{Id::TokenExpiry, "token-expiry", Area::Token, Verdict::FixSoon, Tokens}, tokenExpiry},
    {{Id::FluxTokenExpiry, "flux-token-expiry", Area::Token, Verdict::FixSoon, Tokens}, fluxTokenExpiry},
    {{Id::SourceFromGit, "source-from-git", Area::Source, Verdict::Consider, AgentGitOps}, sourceFromGit},
    {{Id::SourceMoving, "source-moving", Area::Source, Verdict::Consider, OciRepositories}, sourceMoving},
    {{Id::SourceUnverified, "source-unverified", Area::Source, Verdict::Consider, OciRepositories}, sourceUnverified},
    {{Id::SourceInterval, "source-interval", Area::Source, Verdict::Consider, GitRepositories}, sourceInterval},
    {{Id::PushArmed, "push-armed", Area::Source, Verdict::Consider, AgentGitOps}, pushArmed},
    {{Id::Prune, "prune", Area::Kustomization, Verdict::Consider, Kustomizations}, prune},
    {{Id::Wait, "wait", Area::Kustomization, Verdict::Consider, Kustomizations}, wait},
    {{Id::Timeout, "timeout", Area::Kustomization, Verdict::Consider, Kustomizations}, timeout},
    {{Id::RetryInterval, "retry-interval", Area::Kustomization, Verdict::Consider, Kustomizations}, retryInterval},
    {{Id::ServiceAccount, "service-account", Area::Applier, Verdict::Consider,
         "https://fluxcd.io/flux/installation/configuration/multitenancy/"},
        serviceAccount},
    {{Id::CrossNamespace, "cross-namespace", Area::Applier, Verdict::Consider,
         "https://fluxcd.io/flux/installation/configuration/multitenancy/"},
        crossNamespace},
    {{Id::HelmDriftDetection, "helm-drift-detection", Area::HelmRelease, Verdict::Consider, HelmReleases}, helmDriftDetection},
    {{Id::HelmRemediation, "helm-remediation", Area::HelmRelease, Verdict::Consider, HelmReleases}, helmRemediation},
    {{Id::ChartVersion, "chart-version", Area::HelmRelease, Verdict::Consider, HelmReleases}, chartVersion},
    {{Id::CommitStatus, "commit-status", Area::Notification, Verdict::Consider,
         "https://fluxcd.io/flux/components/notification/providers/"},
        commitStatus},
    {{Id::FluxTokenWrite, "flux-token-write", Area::Token, Verdict::Consider, Tokens}, fluxTokenWrite},
    {{Id::FluxTokenUnused, "flux-token-unused", Area::Token, Verdict::Consider, Tokens}, fluxTokenUnused},
    {{Id::DeliveryRepository, "delivery-repository", Area::GitLab, Verdict::Consider, AgentGitOps}, deliveryRepository},
    {{Id::AgentVersion, "agent-version", Area::GitLab, Verdict::Consider, "https://docs.gitlab.com/user/clusters/agent/install/"},
        agentVersion},
    {{Id::UserAccess, "user-access", Area::GitLab, Verdict::Consider, AgentAccess}, userAccess},
    {{Id::WebhookProxy, "webhook-service-proxy", Area::GitLab, Verdict::Consider, AgentGitOps}, webhookProxy},
}};

std::string usedKey(std::string_view kind, std::string_view ns, std::string_view name)
{
    return std::string(kind) + "/" + std::string(ns) + "/" + std::string(name);
}

} // namespace

std::span<const CheckInfo> table()
{
    static const auto infos = [] {
        std::array<CheckInfo, IdCount> all{};
        for (std::size_t i = 0; i < IdCount; ++i)
            all[i] = Table[i].info;
        return all;
    }();
    return infos;
}

const CheckInfo& info(Id id)
{
    return Table[static_cast<std::size_t>(id)].info;
}

std::optional<Id> idFromWord(std::string_view word)
{
    for (const auto& entry : Table) {
        if (word == entry.info.word)
            return entry.info.id;
    }
    return std::nullopt;
}

const char* verdictWord(Verdict verdict)
{
    constexpr std::array words{"fix-soon", "consider", "could-not-tell", "passed", "not-applicable"};
    return words[static_cast<std::size_t>(verdict)];
}

const char* areaWord(Area area)
{
    constexpr std::array words{"source", "receiver", "kustomization", "helm-release", "applier", "secret", "inventory", "controller",
        "notification", "token", "gitlab"};
    return words[static_cast<std::size_t>(area)];
}

const char* factWord(Fact fact)
{
    constexpr std::array words{"", "cannot-list", "cannot-read-secret", "keys-unknown", "no-record", "gitlab-not-asked", "config-not-read",
        "controllers-not-read", "service-not-seen", "tokens-not-read", "token-not-of-project", "path-matches", "plain-secret",
        "key-secret-absent", "not-unsealed", "unseal-failed", "secret-absent", "no-known-hosts", "no-deploy-key", "password-for-ssh",
        "bearer-token", "no-token-key", "plain-http", "insecure", "also-owned-by", "suspended-for", "out-of-support", "scopes-too-wide",
        "expires-soon", "expired", "from-git", "moving-tag", "not-verified", "polls-often", "polls-rarely", "not-armed", "no-prune",
        "no-wait", "no-timeout", "no-retry-interval", "no-service-account", "source-elsewhere", "drift-detection-off",
        "drift-detection-warns", "no-retries", "any-version", "no-status-provider", "no-alert", "shared-by", "agent-older", "agent-newer",
        "acts-as-agent", "service-proxy", "other-service", "token-ends-soon", "tokens-ended", "token-may-write", "token-unused"};
    static_assert(words.size() == static_cast<std::size_t>(Fact::TokenUnused) + 1);
    return words[static_cast<std::size_t>(fact)];
}

std::vector<Outcome> run(const Input& input)
{
    const World world(input);
    std::vector<Outcome> out;
    out.reserve(IdCount);
    for (const auto& entry : Table) {
        out.push_back(entry.judge(world));
        out.back().fix = fixFor(out.back());
    }
    return out;
}

std::vector<flux::SecretName> secretsToLookAt(std::span<const std::shared_ptr<const flux::FluxObject>> objects)
{
    std::set<flux::SecretName> names;
    for (const auto& object : objects) {
        if (!object->secretName.empty() && (flux::info(object->kind).isSource || object->kind == flux::Kind::Provider))
            names.insert({object->key.ns.str(), object->secretName.str()});
        if (const auto& key = postureOf(*object).decryptionSecret; !key.empty())
            names.insert({object->key.ns.str(), key.str()});
    }
    return {names.begin(), names.end()};
}

void narrow(Outcome& outcome, const std::function<bool(const Subject&)>& holds)
{
    const bool had = !outcome.subjects.empty() || !outcome.unclear.empty();
    std::erase_if(outcome.subjects, [&](const Subject& one) { return !holds(one); });
    // A kind that may not be listed could hold anything.
    std::erase_if(outcome.unclear, [&](const Subject& one) { return !one.object.name.empty() && !holds(one); });
    if (had && outcome.subjects.empty())
        outcome.verdict = outcome.unclear.empty() ? Verdict::Passed : Verdict::CouldNotTell;
    outcome.fix = fixFor(outcome); // of the first that is left
}

Tally tally(std::span<const Outcome> outcomes)
{
    Tally out;
    for (const auto& one : outcomes) {
        if (one.isAccepted())
            ++out.accepted;
        else if (one.verdict == Verdict::FixSoon)
            ++out.fixSoon;
        else if (one.verdict == Verdict::Consider)
            ++out.consider;
        else if (one.verdict == Verdict::CouldNotTell)
            ++out.couldNotTell;
        else if (one.verdict == Verdict::Passed)
            ++out.passed;
    }
    return out;
}

World::World(const Input& input)
    : m_input(input)
{
    for (const auto& object : input.objects) {
        m_byKind[static_cast<std::size_t>(object->kind)].push_back(object);
        for (const auto& source : {object->source, object->chartSource}) {
            if (!source.empty())
                m_used.insert(usedKey(source.kind.view(), source.ns.view(), source.name.view()));
        }
    }
    for (const auto& controller : input.controllers.list())
        m_fluxNamespaces.insert(controller.ns);
    if (m_fluxNamespaces.empty())
        m_fluxNamespaces.insert("flux-system");
    if (input.secrets) {
        for (const auto& fact : *input.secrets)
            m_secrets.emplace(fact.secret, &fact);
    }
}

ObjectKey World::key(std::string_view group, std::string_view kind, std::string_view ns, std::string_view name) const
{
    auto& pool = *m_input.pool;
    return {pool.intern(group), pool.intern(kind), pool.intern(ns), pool.intern(name)};
}

bool World::isFluxNamespace(std::string_view ns) const
{
    return m_fluxNamespaces.contains(std::string(ns));
}

const flux::SecretFact* World::secret(const flux::SecretName& name) const
{
    const auto found = m_secrets.find(name);
    return found == m_secrets.end() ? nullptr : found->second;
}

flux::Arming World::arming(const flux::FluxObject& source) const
{
    return flux::armingOf(source,
        {of(flux::Kind::Receiver), m_input.readKinds.contains(flux::Kind::Receiver), !m_input.notServed.contains(flux::Kind::Receiver),
            &m_input.controllers, m_input.reach ? &*m_input.reach : nullptr});
}

bool World::isUsed(const flux::FluxObject& source) const
{
    return m_used.contains(usedKey(source.key.kind.view(), source.key.ns.view(), source.key.name.view()));
}

std::span<const FluxPtr> Judge::each(const World& world, flux::Kind kind)
{
    const auto objects = world.of(kind);
    looked(objects.size());
    if (!world.isRead(kind)) {
        unclear(world.key(flux::info(kind).group, flux::info(kind).name), Fact::CannotList);
    }
    return objects;
}

void Judge::found(const ObjectKey& object, Fact fact, std::string detail, std::optional<Verdict> severity)
{
    found(Subject{object, fact, std::move(detail), {}, {}}, severity);
}

void Judge::found(Subject subject, std::optional<Verdict> severity)
{
    const auto now = severity.value_or(info(m_outcome.id).severity);
    m_outcome.verdict = std::min(m_outcome.verdict, now); // FixSoon comes first
    m_outcome.subjects.push_back(std::move(subject));
}

void Judge::unclear(const ObjectKey& object, Fact fact, std::string detail)
{
    m_outcome.unclear.push_back({object, fact, std::move(detail), {}, {}});
}

Outcome Judge::finish()
{
    // The same cluster gives the same answer, in whatever order its objects come.
    for (auto* subjects : {&m_outcome.subjects, &m_outcome.unclear}) {
        std::ranges::stable_sort(*subjects, [](const Subject& a, const Subject& b) {
            const auto place = [](const Subject& one) {
                const auto& key = one.object;
                return std::tuple(key.kind.view(), key.ns.view(), key.name.view(), one.fact, std::string_view(one.detail));
            };
            return place(a) < place(b);
        });
        const auto same = std::ranges::unique(*subjects);
        subjects->erase(same.begin(), same.end());
    }
    if (m_outcome.subjects.empty())
        m_outcome.verdict = !m_outcome.unclear.empty() ? Verdict::CouldNotTell
            : m_outcome.looked == 0                    ? Verdict::NotApplicable
                                                       : Verdict::Passed;
    return std::move(m_outcome);
}

std::string nameOf(const flux::Reference& reference)
{
    return usedKey(reference.kind.view(), reference.ns.view(), reference.name.view());
}

} // namespace dg::checks

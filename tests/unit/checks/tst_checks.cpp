// SPDX-License-Identifier: Apache-2.0
// Each check on what fails it, what passes it, and what keeps it from telling.
#include "flux/posture.h"
#include "world.h"

#include <QtTest>

using namespace dg;
using namespace dg::checks;
using flux::Kind;
using Presence = flux::SecretFact::Presence;

namespace {

using Change = std::function<void(Input&)>;

Change with(Kind kind, const char* name, const char* rest, const char* meta = "")
{
    return [=](Input& input) { input.objects.push_back(world::flux(kind, name, rest, meta)); };
}
Change both(Change a, Change b)
{
    return [a, b](Input& input) {
        a(input);
        b(input);
    };
}
Change unread(Kind kind)
{
    return [kind](Input& input) { input.readKinds.erase(kind); };
}
Change knows(flux::SecretFact fact)
{
    return [fact](Input& input) { input.secrets->push_back(fact); };
}
Change sealed(const char* rest)
{
    return [rest](Input& input) { input.managed.push_back(world::managed("bitnami.com", "SealedSecret", "apps/db", rest)); };
}
Change viaAgent()
{
    return [](Input& input) { input.viaAgent = true; };
}
Change gitlab(std::function<void(GitLabFacts&)> set)
{
    return [set](Input& input) {
        input.viaAgent = true;
        input.gitlab.emplace();
        input.gitlab->kasVersion = "18.5.0";
        set(*input.gitlab);
    };
}
Change config(const char* yaml)
{
    return gitlab([yaml](GitLabFacts& facts) { facts.config = *gitlab::readAgentConfig(yaml); });
}
Change token(std::vector<std::string> scopes, const char* expires)
{
    return gitlab([scopes, expires](GitLabFacts& facts) {
        facts.token.emplace();
        facts.token->scopes = scopes;
        if (*expires)
            facts.token->expires = std::chrono::floor<std::chrono::days>(*parseRfc3339(expires));
    });
}

gitlab::Credential credential(gitlab::CredentialKind kind, std::vector<std::string> scopes, const char* expires = "", bool mayPush = false)
{
    gitlab::Credential out;
    out.kind = kind;
    out.name = "flux";
    out.scopes = std::move(scopes);
    out.mayPush = mayPush;
    if (*expires)
        out.expires = gitlab::readDate(expires);
    return out;
}
gitlab::Credential used(gitlab::Credential one, const char* last)
{
    one.useTold = true;
    one.lastUsed = parseRfc3339(last);
    return one;
}
// What GitLab lists of team/app; a list that is empty may be read, and holds nothing.
Change project(std::vector<gitlab::Credential> credentials, bool readable = true)
{
    return gitlab([credentials, readable](GitLabFacts& facts) {
        facts.host = *gitlab::parseHost("https://gitlab.example.com");
        auto& own = facts.projects["team/app"];
        own.path = "team/app";
        if (!readable)
            return;
        own.credentials = {std::vector<gitlab::Credential>{}, std::vector<gitlab::Credential>{}, std::vector<gitlab::Credential>{}};
        for (const auto& one : credentials) {
            auto& list = one.kind == gitlab::CredentialKind::AccessToken ? own.credentials.accessTokens
                : one.kind == gitlab::CredentialKind::DeployToken        ? own.credentials.deployTokens
                                                                         : own.credentials.deployKeys;
            list->push_back(one);
        }
    });
}

const char* const Oci = ",'spec':{'url':'oci://r/a','interval':'5m','ref':{'tag':'latest'}}";
const char* const Git = ",'spec':{'url':'https://h/p','interval':'5m'}";
const char* const FromGit = ",'spec':{'prune':true,'wait':true,'sourceRef':{'kind':'GitRepository','name':'a'}}";

struct Row {
    const char* name;
    Id id;
    Change world;
    Verdict verdict;
    std::vector<const char*> facts; // of the subjects, then of the unclear
};

const auto PushReceiver = with(Kind::Receiver, "apps/push",
    ",'spec':{'resources':[{'kind':'GitRepository','name':'a'}]},'status':{"
    "'webhookPath':'/hook/1','conditions':[{'type':'Ready','status':'True'}]}");

std::vector<Row> rows()
{
    using enum Verdict;
    // sha256("open" + "apps"), by hand: printf openapps | sha256sum
    const char* const openPath = ",'spec':{'type':'generic'},'status':{'webhookPath':"
                                 "'/hook/@OPEN@'}";
    const auto open = QByteArray(openPath).replace("@OPEN@", "fddd15c39b112a766715266ad63149c021a9f620e87dee1733a31d8421876ddb");
    static const auto openText = open.toStdString();
    const auto ks = [](const char* spec, const char* meta = "") { return with(Kind::Kustomization, "apps/a", spec, meta); };
    const auto hr = [](const char* spec) { return with(Kind::HelmRelease, "apps/r", spec); };
    const auto suspended = ",'spec':{'suspend':true}";
    using enum gitlab::CredentialKind;
    const auto deployToken = [](const char* expires) { return credential(DeployToken, {"read_repository"}, expires); };
    const auto https
        = with(Kind::GitRepository, "apps/a", ",'spec':{'url':'https://gitlab.example.com/team/app.git','secretRef':{'name':'s'}}");
    const auto ssh
        = with(Kind::GitRepository, "apps/a", ",'spec':{'url':'ssh://git@gitlab.example.com/team/app','secretRef':{'name':'s'}}");
    const auto image
        = with(Kind::OCIRepository, "apps/a", ",'spec':{'url':'oci://registry.example.com/team/app/manifests','secretRef':{'name':'s'}}");
    const auto provider = with(
        Kind::Provider, "apps/a", ",'spec':{'address':'https://gitlab.example.com/team/app','type':'gitlab','secretRef':{'name':'s'}}");
    return {
        {"open receiver", Id::ReceiverOpen, with(Kind::Receiver, "apps/open", openText.c_str()), FixSoon, {"path-matches"}},
        {"receiver with a token", Id::ReceiverOpen, PushReceiver, Passed, {}},
        {"receivers unread", Id::ReceiverOpen, unread(Kind::Receiver), CouldNotTell, {"cannot-list"}},

        {"plain secret", Id::PlainSecrets, ks(",'status':{'inventory':{'entries':[{'id':'apps_db__Secret','v':'v1'}]}}"), FixSoon,
            {"plain-secret"}},
        {"encrypted secret", Id::PlainSecrets,
            ks(",'spec':{'decryption':{'provider':'sops'}},'status':{'inventory':{'entries':[{'id':'apps_db__Secret','v':'v1'}]}}"), Passed,
            {}},
        {"secrets of what is unread", Id::PlainSecrets, unread(Kind::Kustomization), CouldNotTell, {"cannot-list"}},

        {"sops key absent", Id::SopsKey,
            both(ks(",'spec':{'decryption':{'provider':'sops','secretRef':{'name':'age'}}}"),
                knows(world::secret("apps", "age", {}, Presence::Absent))),
            FixSoon, {"key-secret-absent"}},
        {"sops key there", Id::SopsKey,
            both(ks(",'spec':{'decryption':{'provider':'sops','secretRef':{'name':'age'}}}"),
                knows(world::secret("apps", "age", {"age.agekey"}))),
            Passed, {}},
        {"sops key forbidden", Id::SopsKey,
            both(ks(",'spec':{'decryption':{'provider':'sops','secretRef':{'name':'age'}}}"),
                knows(world::secret("apps", "age", {}, Presence::Forbidden))),
            CouldNotTell, {"cannot-read-secret"}},

        {"unseal failed", Id::SealedSecrets,
            sealed(",'status':{'observedGeneration':2,'conditions':[{'type':'Synced','status':'False','message':'no key'}]}"), FixSoon,
            {"unseal-failed"}},
        {"not unsealed yet", Id::SealedSecrets, sealed(""), FixSoon, {"not-unsealed"}},
        {"unsealed", Id::SealedSecrets, sealed(",'status':{'observedGeneration':2,'conditions':[{'type':'Synced','status':'True'}]}"),
            Passed, {}},
        {"no sealed secrets", Id::SealedSecrets, [](Input&) {}, NotApplicable, {}},
        {"sealed secrets unread", Id::SealedSecrets, [](Input& input) { input.sealedUnreadable = true; }, CouldNotTell, {"cannot-list"}},

        {"source secret absent", Id::Credentials,
            both(with(Kind::GitRepository, "apps/a", ",'spec':{'url':'https://h/p','secretRef':{'name':'s'}}"),
                knows(world::secret("apps", "s", {}, Presence::Absent))),
            FixSoon, {"secret-absent"}},
        {"ssh without known hosts", Id::Credentials,
            both(with(Kind::GitRepository, "apps/a", ",'spec':{'url':'ssh://git@h/p','secretRef':{'name':'s'}}"),
                knows(world::secret("apps", "s", {"identity"}))),
            FixSoon, {"no-known-hosts"}},
        {"a password for ssh", Id::Credentials,
            both(with(Kind::GitRepository, "apps/a", ",'spec':{'url':'ssh://git@h/p','secretRef':{'name':'s'}}"),
                knows(world::secret("apps", "s", {"username", "password"}))),
            FixSoon, {"password-for-ssh"}},
        {"a bearer token", Id::Credentials,
            both(with(Kind::GitRepository, "apps/a", ",'spec':{'url':'https://h/p','secretRef':{'name':'s'}}"),
                knows(world::secret("apps", "s", {"bearerToken"}))),
            Consider, {"bearer-token"}},
        {"a deploy token", Id::Credentials,
            both(with(Kind::GitRepository, "apps/a", ",'spec':{'url':'https://h/p','secretRef':{'name':'s'}}"),
                knows(world::secret("apps", "s", {"username", "password"}))),
            Passed, {}},
        {"keys nobody recorded", Id::Credentials,
            both(with(Kind::GitRepository, "apps/a", ",'spec':{'url':'ssh://git@h/p','secretRef':{'name':'s'}}"),
                knows(world::secret("apps", "s", {}))),
            CouldNotTell, {"keys-unknown"}},
        {"provider without a token", Id::Credentials,
            both(with(Kind::Provider, "apps/a", ",'spec':{'type':'gitlab','secretRef':{'name':'s'}}"),
                knows(world::secret("apps", "s", {"address"}))),
            FixSoon, {"no-token-key"}},
        {"a secret not looked at", Id::Credentials,
            with(Kind::GitRepository, "apps/a", ",'spec':{'url':'https://h/p','secretRef':{'name':'s'}}"), CouldNotTell,
            {"cannot-read-secret"}},

        {"plain http", Id::SourceInsecure, with(Kind::GitRepository, "apps/a", ",'spec':{'url':'http://h/p'}"), FixSoon, {"plain-http"}},
        {"insecure registry", Id::SourceInsecure, with(Kind::OCIRepository, "apps/a", ",'spec':{'url':'oci://h/p','insecure':true}"),
            FixSoon, {"insecure"}},
        {"https", Id::SourceInsecure, with(Kind::GitRepository, "apps/a", Git), Passed, {}},
        {"buckets unread", Id::SourceInsecure, unread(Kind::Bucket), CouldNotTell, {"cannot-list"}},

        {"two owners", Id::TwoOwners,
            both(ks(",'status':{'inventory':{'entries':[{'id':'apps_x_apps_Deployment','v':'v1'}]}}"),
                with(Kind::Kustomization, "web/b", ",'status':{'inventory':{'entries':[{'id':'apps_x_apps_Deployment','v':'v1'}]}}")),
            FixSoon, {"also-owned-by"}},
        {"one owner", Id::TwoOwners, ks(",'status':{'inventory':{'entries':[{'id':'apps_x_apps_Deployment','v':'v1'}]}}"), Passed, {}},
        {"owners unread", Id::TwoOwners, unread(Kind::HelmRelease), CouldNotTell, {"cannot-list"}},

        {"suspended since May", Id::SuspendedLong,
            ks(suspended,
                ",'managedFields':[{'manager':'flux','operation':'Update','time':'2026-05-01T00:00:00Z','fieldsV1':{'f:spec':{"
                "'f:suspend':{}}}}]"),
            FixSoon, {"suspended-for"}},
        {"suspended yesterday", Id::SuspendedLong,
            ks(suspended,
                ",'managedFields':[{'manager':'flux','operation':'Update','time':'2026-07-19T00:00:00Z','fieldsV1':{'f:spec':{"
                "'f:suspend':{}}}}]"),
            Passed, {}},
        {"suspended, nobody recorded", Id::SuspendedLong, ks(suspended), CouldNotTell, {"no-record"}},

        {"flux out of support", Id::FluxVersion, [](Input& input) { input = world::empty("v2.3.0"); }, FixSoon, {"out-of-support"}},
        {"flux supported", Id::FluxVersion, [](Input&) {}, Passed, {}},
        {"controllers unread", Id::FluxVersion, [](Input& input) { input.controllers = {}; }, CouldNotTell, {"controllers-not-read"}},

        {"wide token", Id::TokenScopes, token({"k8s_proxy", "api"}, ""), FixSoon, {"scopes-too-wide"}},
        {"narrow token", Id::TokenScopes, token({"k8s_proxy", "read_api"}, ""), Passed, {}},
        {"scopes not asked", Id::TokenScopes, viaAgent(), CouldNotTell, {"gitlab-not-asked"}},
        {"no agent, no token", Id::TokenScopes, [](Input&) {}, NotApplicable, {}},
        {"token ends in 5 days", Id::TokenExpiry, token({}, "2026-07-25T00:00:00Z"), FixSoon, {"expires-soon"}},
        {"token has ended", Id::TokenExpiry, token({}, "2026-07-01T00:00:00Z"), FixSoon, {"expired"}},
        {"token lives on", Id::TokenExpiry, token({}, "2026-12-01T00:00:00Z"), Passed, {}},
        {"expiry not asked", Id::TokenExpiry, viaAgent(), CouldNotTell, {"gitlab-not-asked"}},

        {"deploy token ends in 5 days", Id::FluxTokenExpiry, both(https, project({deployToken("2026-07-26")})), FixSoon,
            {"token-ends-soon"}},
        {"one of two ends", Id::FluxTokenExpiry, both(https, project({deployToken("2026-07-26"), deployToken("")})), FixSoon,
            {"token-ends-soon"}},
        {"all have ended", Id::FluxTokenExpiry, both(https, project({deployToken("2026-07-01"), deployToken("2026-06-01")})), FixSoon,
            {"tokens-ended"}},
        {"one has ended, one lives", Id::FluxTokenExpiry, both(https, project({deployToken("2026-07-01"), deployToken("2026-12-01")})),
            Passed, {}},
        {"a registry's token is no repository's", Id::FluxTokenExpiry,
            both(https, project({credential(DeployToken, {"read_registry"}, "2026-07-22")})), CouldNotTell, {"token-not-of-project"}},
        {"image by a token that ends", Id::FluxTokenExpiry,
            both(image, project({credential(DeployToken, {"read_registry"}, "2026-07-22")})), FixSoon, {"token-ends-soon"}},
        {"a key for ssh ends", Id::FluxTokenExpiry,
            both(ssh, project({credential(DeployKey, {}, "2026-07-22"), deployToken("2026-07-22")})), FixSoon, {"token-ends-soon"}},
        {"a provider's token ends", Id::FluxTokenExpiry,
            both(provider, project({credential(AccessToken, {"api"}, "2026-07-22"), deployToken("2026-07-22")})), FixSoon,
            {"token-ends-soon"}},
        {"a token nobody uses may end", Id::FluxTokenExpiry,
            both(https, project({used(credential(AccessToken, {"read_repository"}, "2026-07-22"), "2026-05-01T00:00:00Z")})), Passed, {}},
        {"the project's tokens unread", Id::FluxTokenExpiry, both(https, project({}, false)), CouldNotTell, {"tokens-not-read"}},
        {"another project", Id::FluxTokenExpiry,
            both(https, gitlab([](GitLabFacts& facts) { facts.host = *gitlab::parseHost("https://gitlab.example.com"); })), CouldNotTell,
            {"tokens-not-read"}},
        {"a project elsewhere", Id::FluxTokenExpiry,
            both(
                with(Kind::GitRepository, "apps/a", ",'spec':{'url':'https://github.com/team/app','secretRef':{'name':'s'}}"), project({})),
            NotApplicable, {}},
        {"a source without a Secret", Id::FluxTokenExpiry,
            both(with(Kind::GitRepository, "apps/a", ",'spec':{'url':'https://gitlab.example.com/team/app'}"), project({}, false)),
            NotApplicable, {}},
        {"a source's token writes", Id::FluxTokenWrite, both(https, project({credential(AccessToken, {"api"})})), Consider,
            {"token-may-write"}},
        {"a key may push", Id::FluxTokenWrite, both(ssh, project({credential(DeployKey, {}, "", true)})), Consider, {"token-may-write"}},
        {"a key reads", Id::FluxTokenWrite, both(ssh, project({credential(DeployKey, {})})), Passed, {}},
        {"a provider has to write", Id::FluxTokenWrite, both(provider, project({credential(AccessToken, {"api"})})), NotApplicable, {}},
        {"rights unread", Id::FluxTokenWrite, both(https, project({}, false)), CouldNotTell, {"tokens-not-read"}},
        {"unused since May", Id::FluxTokenUnused,
            both(https, project({used(credential(AccessToken, {"read_repository"}), "2026-05-01T00:00:00Z")})), Consider, {"token-unused"}},
        {"used today", Id::FluxTokenUnused,
            both(https, project({used(credential(AccessToken, {"read_repository"}), "2026-07-19T00:00:00Z")})), Passed, {}},
        {"of deploy tokens no use is told", Id::FluxTokenUnused, both(https, project({deployToken("")})), NotApplicable, {}},
        {"use unread", Id::FluxTokenUnused, both(https, project({}, false)), CouldNotTell, {"tokens-not-read"}},

        {"from git", Id::SourceFromGit, both(with(Kind::GitRepository, "apps/a", Git), ks(FromGit)), Consider, {"from-git"}},
        {"from a registry", Id::SourceFromGit, with(Kind::OCIRepository, "apps/a", Oci), Passed, {}},
        {"repositories unread", Id::SourceFromGit, unread(Kind::GitRepository), CouldNotTell, {"cannot-list"}},

        {"moving tag", Id::SourceMoving, with(Kind::OCIRepository, "apps/a", Oci), Consider, {"moving-tag"}},
        {"no ref at all", Id::SourceMoving, with(Kind::OCIRepository, "apps/a", ",'spec':{'url':'oci://r/a'}"), Consider, {"moving-tag"}},
        {"a version's tag", Id::SourceMoving, with(Kind::OCIRepository, "apps/a", ",'spec':{'ref':{'tag':'v1.20.3-rc1'}}"), Passed, {}},
        {"a digest", Id::SourceMoving, with(Kind::OCIRepository, "apps/a", ",'spec':{'ref':{'tag':'x','digest':'sha256:1'}}"), Passed, {}},
        {"a range", Id::SourceMoving, with(Kind::OCIRepository, "apps/a", ",'spec':{'ref':{'semver':'1.x'}}"), Passed, {}},
        {"registries unread", Id::SourceMoving, unread(Kind::OCIRepository), CouldNotTell, {"cannot-list"}},

        {"unverified", Id::SourceUnverified, with(Kind::GitRepository, "apps/a", Git), Consider, {"not-verified"}},
        {"verified", Id::SourceUnverified, with(Kind::OCIRepository, "apps/a", ",'spec':{'verify':{'provider':'cosign'}}"), Passed, {}},
        {"a commit", Id::SourceUnverified, with(Kind::GitRepository, "apps/a", ",'spec':{'ref':{'commit':'1f'}}"), Passed, {}},
        {"verification unread", Id::SourceUnverified, unread(Kind::OCIRepository), CouldNotTell, {"cannot-list"}},

        {"polls often", Id::SourceInterval, with(Kind::GitRepository, "apps/a", ",'spec':{'url':'https://h/p','interval':'30s'}"), Consider,
            {"polls-often"}},
        {"polls rarely", Id::SourceInterval, with(Kind::GitRepository, "apps/a", ",'spec':{'url':'https://h/p','interval':'2h'}"), Consider,
            {"polls-rarely"}},
        {"rarely, but armed", Id::SourceInterval,
            both(with(Kind::GitRepository, "apps/a", ",'spec':{'url':'https://h/p','interval':'2h'}"), PushReceiver), Passed, {}},
        {"intervals unread", Id::SourceInterval, unread(Kind::Bucket), CouldNotTell, {"cannot-list"}},

        {"not armed", Id::PushArmed, with(Kind::GitRepository, "apps/a", Git), Consider, {"not-armed"}},
        {"armed", Id::PushArmed, both(with(Kind::GitRepository, "apps/a", Git), PushReceiver), Passed, {}},
        {"arming unread", Id::PushArmed, both(with(Kind::GitRepository, "apps/a", Git), unread(Kind::Receiver)), CouldNotTell,
            {"cannot-list"}},

        {"no prune", Id::Prune, ks(",'spec':{'prune':false}"), Consider, {"no-prune"}},
        {"prunes", Id::Prune, ks(",'spec':{'prune':true}"), Passed, {}},
        {"prune unread", Id::Prune, unread(Kind::Kustomization), CouldNotTell, {"cannot-list"}},
        {"no wait", Id::Wait, ks(",'spec':{'prune':true}"), Consider, {"no-wait"}},
        {"health checks", Id::Wait, ks(",'spec':{'healthChecks':[{'kind':'Deployment','name':'x'}]}"), Passed, {}},
        {"wait unread", Id::Wait, unread(Kind::Kustomization), CouldNotTell, {"cannot-list"}},
        {"no timeout", Id::Timeout, ks(",'spec':{}"), Consider, {"no-timeout"}},
        {"a timeout", Id::Timeout, ks(",'spec':{'timeout':'5m'}"), Passed, {}},
        {"timeout unread", Id::Timeout, unread(Kind::Kustomization), CouldNotTell, {"cannot-list"}},
        {"no retry interval", Id::RetryInterval, ks(",'spec':{'interval':'30m'}"), Consider, {"no-retry-interval"}},
        {"short interval", Id::RetryInterval, ks(",'spec':{'interval':'2m'}"), Passed, {}},
        {"a retry interval", Id::RetryInterval, ks(",'spec':{'interval':'30m','retryInterval':'2m'}"), Passed, {}},
        {"retry unread", Id::RetryInterval, unread(Kind::Kustomization), CouldNotTell, {"cannot-list"}},

        {"no service account", Id::ServiceAccount, ks(",'spec':{}"), Consider, {"no-service-account"}},
        {"a service account", Id::ServiceAccount, ks(",'spec':{'serviceAccountName':'deployer'}"), Passed, {}},
        {"the platform's", Id::ServiceAccount, with(Kind::Kustomization, "flux-system/a", ",'spec':{}"), Passed, {}},
        {"accounts unread", Id::ServiceAccount, unread(Kind::HelmRelease), CouldNotTell, {"cannot-list"}},
        {"source elsewhere", Id::CrossNamespace, ks(",'spec':{'sourceRef':{'kind':'GitRepository','name':'a','namespace':'flux-system'}}"),
            Consider, {"source-elsewhere"}},
        {"source here", Id::CrossNamespace, ks(FromGit), Passed, {}},
        {"references unread", Id::CrossNamespace, unread(Kind::HelmRelease), CouldNotTell, {"cannot-list"}},

        {"no drift detection", Id::HelmDriftDetection, hr(",'spec':{}"), Consider, {"drift-detection-off"}},
        {"drift detection warns", Id::HelmDriftDetection, hr(",'spec':{'driftDetection':{'mode':'warn'}}"), Consider,
            {"drift-detection-warns"}},
        {"drift detection", Id::HelmDriftDetection, hr(",'spec':{'driftDetection':{'mode':'enabled'}}"), Passed, {}},
        {"releases unread", Id::HelmDriftDetection, unread(Kind::HelmRelease), CouldNotTell, {"cannot-list"}},
        {"no remediation", Id::HelmRemediation, hr(",'spec':{'upgrade':{'remediation':{'retries':3}}}"), Consider, {"no-retries"}},
        {"remediation", Id::HelmRemediation,
            hr(",'spec':{'install':{'strategy':{'name':'RetryOnFailure'}},'upgrade':{'remediation':{'retries':-1}}}"), Passed, {}},
        {"remediation unread", Id::HelmRemediation, unread(Kind::HelmRelease), CouldNotTell, {"cannot-list"}},
        {"any chart version", Id::ChartVersion, hr(",'spec':{'chart':{'spec':{'chart':'redis'}}}"), Consider, {"any-version"}},
        {"a chart version", Id::ChartVersion, hr(",'spec':{'chart':{'spec':{'chart':'redis','version':'19.x'}}}"), Passed, {}},
        {"charts unread", Id::ChartVersion, unread(Kind::HelmRelease), CouldNotTell, {"cannot-list"}},

        {"no status provider", Id::CommitStatus, ks(FromGit), Consider, {"no-status-provider"}},
        {"no alert", Id::CommitStatus, with(Kind::Provider, "apps/p", ",'spec':{'type':'gitlab'}"), Consider, {"no-alert"}},
        {"commit status", Id::CommitStatus,
            both(with(Kind::Provider, "apps/p", ",'spec':{'type':'gitlab'}"),
                with(Kind::Alert, "apps/p", ",'spec':{'providerRef':{'name':'p'},'eventSources':[{'kind':'Kustomization','name':'*'}]}")),
            Passed, {}},
        {"providers unread", Id::CommitStatus, both(ks(FromGit), unread(Kind::Provider)), CouldNotTell, {"cannot-list"}},

        {"shared source", Id::DeliveryRepository,
            both(with(Kind::GitRepository, "flux-system/a", Git),
                both(with(Kind::Kustomization, "web/x",
                         ",'spec':{'sourceRef':{'kind':'GitRepository','name':'a','namespace':'flux-system'}}"),
                    with(Kind::Kustomization, "pay/x",
                        ",'spec':{'sourceRef':{'kind':'GitRepository','name':'a','namespace':'flux-system'}}"))),
            Consider, {"shared-by"}},
        {"a source a team", Id::DeliveryRepository, both(with(Kind::GitRepository, "apps/a", Git), ks(FromGit)), Passed, {}},
        {"teams unread", Id::DeliveryRepository, unread(Kind::Kustomization), CouldNotTell, {"cannot-list"}},

        {"agent newer", Id::AgentVersion, gitlab([](GitLabFacts& facts) { facts.agentVersions = {"v18.6.0"}; }), Consider, {"agent-newer"}},
        {"agent a major older", Id::AgentVersion, gitlab([](GitLabFacts& facts) { facts.agentVersions = {"v17.9.0"}; }), Consider,
            {"agent-older"}},
        {"agent of the same major", Id::AgentVersion, gitlab([](GitLabFacts& facts) { facts.agentVersions = {"v18.1.2"}; }), Passed, {}},
        {"agent's version not said", Id::AgentVersion, gitlab([](GitLabFacts&) {}), CouldNotTell, {"no-record"}},
        {"everybody is the agent", Id::UserAccess, config("user_access:\n  access_as:\n    agent: {}\n  groups:\n    - id: shop\n"),
            Consider, {"acts-as-agent"}},
        {"each as himself", Id::UserAccess, config("user_access:\n  access_as:\n    user: {}\n  groups:\n    - id: shop\n"), Passed, {}},
        {"configuration not read", Id::UserAccess, gitlab([](GitLabFacts&) {}), CouldNotTell, {"config-not-read"}},
        {"service proxy", Id::WebhookProxy,
            both(config("flux:\n  webhook_receiver_url: "
                        "https://api/api/v1/namespaces/flux-system/services/http:webhook-receiver:80/proxy\n"),
                [](Input& input) { input.managed.push_back(world::managed("", "Service", "flux-system/webhook-receiver")); }),
            Consider, {"service-proxy"}},
        {"another's service", Id::WebhookProxy,
            config("flux:\n  webhook_receiver_url: https://api/api/v1/namespaces/web/services/collector/proxy\n"), FixSoon,
            {"service-proxy", "other-service"}},
        {"the default address", Id::WebhookProxy, config("flux: {}\n"), Passed, {}},
        {"address not read", Id::WebhookProxy, viaAgent(), CouldNotTell, {"gitlab-not-asked"}},
    };
}

} // namespace

class TestChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachCheckTellsWhatItFinds_data()
    {
        QTest::addColumn<int>("row");
        const auto all = rows();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << int(i);
    }
    void eachCheckTellsWhatItFinds()
    {
        QFETCH(int, row);
        const auto all = rows();
        const auto& one = all[std::size_t(row)];
        auto input = world::empty();
        one.world(input);
        const auto outcomes = run(input);
        QCOMPARE(outcomes.size(), IdCount);
        const auto& outcome = outcomes[std::size_t(one.id)];
        QCOMPARE(int(outcome.id), int(one.id));
        QStringList is, expected;
        for (const auto& list : {outcome.subjects, outcome.unclear}) {
            for (const auto& subject : list)
                is << QLatin1String(factWord(subject.fact));
        }
        for (const auto* fact : one.facts)
            expected << QLatin1String(fact);
        QCOMPARE(is, expected);
        QCOMPARE(QLatin1String(verdictWord(outcome.verdict)), QLatin1String(verdictWord(one.verdict)));
    }
    // Passed, failed, and could not tell: of each check all three are among the rows.
    void theRowsHoldEveryCheckPassedFailedAndUnclear()
    {
        std::set<std::pair<Id, int>> seen;
        for (const auto& row : rows())
            seen.emplace(row.id, row.verdict == Verdict::Consider ? int(Verdict::FixSoon) : int(row.verdict));
        for (const auto& check : table()) {
            for (const auto verdict : {Verdict::FixSoon, Verdict::CouldNotTell, Verdict::Passed})
                QVERIFY2(seen.contains({check.id, int(verdict)}), (std::string(check.word) + " " + verdictWord(verdict)).c_str());
        }
    }
    void theTableIsInOrderAndItsWordsAreUnique()
    {
        std::set<std::string> words;
        for (std::size_t i = 0; i < IdCount; ++i) {
            QCOMPARE(std::size_t(table()[i].id), i);
            QVERIFY(words.insert(table()[i].word).second);
            QVERIFY(idFromWord(table()[i].word) == table()[i].id);
            QVERIFY(std::string_view(table()[i].documentation).starts_with("https://"));
        }
    }
    // A finding beside something unreadable is still a finding.
    void whatIsFoundOutweighsWhatCouldNotBeRead()
    {
        auto input = world::empty();
        input.objects.push_back(world::flux(Kind::Kustomization, "apps/a", ",'spec':{'prune':false}"));
        input.readKinds.erase(Kind::Kustomization);
        const auto outcome = run(input)[std::size_t(Id::Prune)];
        QCOMPARE(int(outcome.verdict), int(Verdict::Consider));
        QCOMPARE(outcome.unclear.size(), std::size_t(1));
        QVERIFY(outcome.fix.find("prune: true") != std::string::npos);
    }
    void theOrderOfTheObjectsChangesNothing()
    {
        auto input = world::empty();
        for (const auto* name : {"web/b", "apps/z", "apps/a"})
            input.objects.push_back(world::flux(Kind::Kustomization, name, ",'spec':{'prune':false}"));
        const auto once = run(input);
        std::ranges::reverse(input.objects);
        QVERIFY(once == run(input));
        const auto& subjects = once[std::size_t(Id::Prune)].subjects;
        QCOMPARE(subjects.front().object.toString(), std::string("Kustomization/apps/a"));
        QCOMPARE(subjects.back().object.toString(), std::string("Kustomization/web/b"));
    }
    void whatIsNarrowedLeavesTheFixOfTheFirstThatIsLeft()
    {
        auto input = world::empty();
        for (const auto* name : {"apps/a", "web/b"})
            input.objects.push_back(world::flux(Kind::Kustomization, name, ",'spec':{'prune':false}"));
        auto outcome = run(input)[std::size_t(Id::Prune)];
        QVERIFY(outcome.fix.find("name: a") != std::string::npos);
        narrow(outcome, [](const Subject& one) { return one.object.ns.view() == "web"; });
        QCOMPARE(outcome.subjects.size(), std::size_t(1));
        QVERIFY(outcome.fix.find("name: b") != std::string::npos);
        narrow(outcome, [](const Subject&) { return false; });
        QCOMPARE(int(outcome.verdict), int(Verdict::Passed));
        QVERIFY(outcome.fix.empty());
    }
    void aSecretIsKnownByItsKeysOnly()
    {
        const auto fact = flux::readSecretFact({"apps", "s"},
            R"({"kind":"PartialObjectMetadata","metadata":{"name":"s","namespace":"apps","managedFields":[{"manager":"kubectl",)"
            R"("operation":"Update","time":"2026-01-01T00:00:00Z","fieldsV1":{"f:data":{".":{},"f:identity":{},"f:known_hosts":{}},)"
            R"("f:type":{}}}]}})");
        QCOMPARE(int(fact.presence), int(Presence::Present));
        QVERIFY(fact.keysKnown && fact.has("identity") && fact.has("known_hosts") && fact.keys.size() == 2);
        const auto bare = flux::readSecretFact({"apps", "s"}, R"({"metadata":{"name":"s","namespace":"apps"}})");
        QVERIFY(bare.presence == Presence::Present && !bare.keysKnown);
        QCOMPARE(int(flux::readSecretFact({"apps", "s"}, "no").presence), int(Presence::Failed));
    }
    // Other types' addresses are secrets themselves (a Slack web hook).
    void ofProvidersAddressesOnlyAGitLabProjectIsKept()
    {
        const auto kept = [](const char* spec) {
            const auto provider = world::flux(Kind::Provider, "apps/p", spec);
            return provider->posture ? provider->posture->statusProject : std::string();
        };
        QCOMPARE(kept(",'spec':{'address':'https://h/team/app','type':'gitlab'}"), std::string("https://h/team/app"));
        QCOMPARE(kept(",'spec':{'address':'https://hooks.slack.com/services/T/B/X','type':'slack'}"), std::string());
        QCOMPARE(kept(",'spec':{'type':'gitlab','address':'https://me:secret@h/team/app'}"), std::string());
        QCOMPARE(kept(",'spec':{'type':'gitlab','address':'https://h/team/app?private_token=x'}"), std::string());
    }
    void onlyReferredSecretsAreLookedAt()
    {
        const std::vector objects{world::flux(Kind::GitRepository, "apps/a", ",'spec':{'secretRef':{'name':'s'}}"),
            world::flux(Kind::Kustomization, "apps/k", ",'spec':{'decryption':{'provider':'sops','secretRef':{'name':'age'}}}"),
            world::flux(Kind::Receiver, "apps/r", ",'spec':{'secretRef':{'name':'hook'}}")};
        QVERIFY((secretsToLookAt(objects) == std::vector<flux::SecretName>{{"apps", "age"}, {"apps", "s"}}));
    }
};

QTEST_GUILESS_MAIN(TestChecks)
#include "tst_checks.moc"

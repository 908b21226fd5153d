// SPDX-License-Identifier: Apache-2.0
// Flux as a whole, and its way back to GitLab: versions, commit status, the agent, the token at hand (domain.md §1.6, §2.4, §10).
#include "judge.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace dg::checks {

namespace {

using flux::Kind;

std::string joined(const std::vector<std::string>& words)
{
    std::string out;
    for (const auto& word : words)
        out += (out.empty() ? "" : ", ") + word;
    return out;
}

const gitlab::AgentConfig* configOf(const World& world, Judge& judge)
{
    const auto* facts = gitlabOf(world, judge);
    if (facts && !facts->config)
        judge.unclear({}, Fact::ConfigNotRead, facts->agent);
    if (!facts || !facts->config)
        return nullptr;
    judge.looked();
    return &*facts->config;
}

// Kinds of Provider that write a commit's status (domain.md §3.7).
bool writesCommitStatus(const flux::FluxObject& provider)
{
    constexpr std::array types{"gitlab", "github", "gitea", "bitbucket", "bitbucketserver", "azuredevops"};
    return provider.extras && std::ranges::find(types, provider.extras->type) != types.end();
}

bool coversAppliers(const flux::FluxObject& alert)
{
    return alert.extras && std::ranges::any_of(alert.extras->covers, [](const flux::Reference& covered) {
        return covered.kind.view() == "Kustomization" || covered.kind.view() == "HelmRelease" || covered.kind.view() == "*";
    });
}

struct Version {
    int major = 0, minor = 0;
    friend auto operator<=>(const Version&, const Version&) = default;
};

std::optional<Version> versionOf(std::string_view text) // "v17.3.1", "17.3.1-rc1"
{
    if (text.starts_with('v'))
        text.remove_prefix(1);
    Version out;
    const auto* end = text.data() + text.size();
    const auto [dot, bad] = std::from_chars(text.data(), end, out.major);
    if (bad != std::errc{} || dot == end || *dot != '.')
        return std::nullopt;
    if (std::from_chars(dot + 1, end, out.minor).ec != std::errc{})
        return std::nullopt;
    return out;
}

struct ServicePath {
    std::string ns, service;
};

// "…/api/v1/namespaces/NS/services/[http:]NAME[:PORT]/proxy": sent with the agent's own credentials (domain.md §2.4).
std::optional<ServicePath> servicePath(std::string_view url)
{
    constexpr std::string_view lead = "/api/v1/namespaces/", middle = "/services/", tail = "/proxy";
    const auto at = url.find(lead);
    if (at == std::string_view::npos)
        return std::nullopt;
    const auto rest = url.substr(at + lead.size());
    const auto services = rest.find(middle);
    const auto proxy = rest.find(tail);
    if (services == std::string_view::npos || proxy == std::string_view::npos || proxy < services + middle.size())
        return std::nullopt;
    auto name = rest.substr(services + middle.size(), proxy - services - middle.size());
    for (const std::string_view scheme : {"http:", "https:"}) {
        if (name.starts_with(scheme))
            name.remove_prefix(scheme.size());
    }
    return ServicePath{std::string(rest.substr(0, services)), std::string(name.substr(0, name.find(':')))};
}

} // namespace

const GitLabFacts* gitlabOf(const World& world, Judge& judge)
{
    const auto& input = world.input();
    if (!input.gitlab && input.viaAgent)
        judge.unclear({}, Fact::GitLabNotAsked);
    return input.gitlab ? &*input.gitlab : nullptr;
}

Outcome fluxVersion(const World& world)
{
    Judge judge(Id::FluxVersion);
    auto version = world.input().controllers.distribution();
    for (const auto kind : {Kind::FluxReport, Kind::FluxInstance}) {
        for (const auto& object : world.of(kind)) {
            if (version.empty() && object->extras)
                version = object->extras->distribution;
        }
    }
    if (!version.empty() && !version.starts_with('v'))
        version.insert(version.begin(), 'v');
    switch (flux::supportOf(version)) {
    case flux::Support::OutOfSupport:
        judge.found({}, Fact::OutOfSupport, version);
        break;
    case flux::Support::Supported:
        judge.looked();
        break;
    case flux::Support::NotKnown:
        judge.unclear({}, Fact::ControllersNotRead, version);
        break;
    }
    return judge.finish();
}

Outcome commitStatus(const World& world)
{
    Judge judge(Id::CommitStatus);
    const auto providers = judge.each(world, Kind::Provider);
    const auto alerts = judge.each(world, Kind::Alert);
    const bool anything = !world.of(Kind::Kustomization).empty() || !world.of(Kind::HelmRelease).empty();
    bool any = false;
    for (const auto& provider : providers) {
        if (!writesCommitStatus(*provider))
            continue;
        any = true;
        const bool told = std::ranges::any_of(alerts, [&](const FluxPtr& alert) {
            return alert->source.name == provider->key.name && alert->source.ns == provider->key.ns && coversAppliers(*alert)
                && !alert->suspended;
        });
        if (!told && world.isRead(Kind::Alert))
            judge.found(provider->key, Fact::NoAlert);
    }
    if (!any && anything && world.isRead(Kind::Provider))
        judge.found(world.key(flux::info(Kind::Provider).group, "Provider"), Fact::NoStatusProvider);
    return judge.finish();
}

Outcome tokenScopes(const World& world)
{
    Judge judge(Id::TokenScopes);
    const auto* facts = gitlabOf(world, judge);
    if (!facts || !facts->token)
        return judge.finish();
    judge.looked();
    std::vector<std::string> wide; // k8s_proxy reaches the cluster, read_api what this program reads of GitLab
    for (const auto& scope : facts->token->scopes) {
        if (scope != "k8s_proxy" && scope != "read_api" && scope != "read_user" && scope != "self_rotate" && scope != "read_repository")
            wide.push_back(scope);
    }
    if (!wide.empty())
        judge.found({}, Fact::ScopesTooWide, joined(wide));
    return judge.finish();
}

Outcome tokenExpiry(const World& world)
{
    Judge judge(Id::TokenExpiry);
    const auto* facts = gitlabOf(world, judge);
    if (!facts || !facts->token)
        return judge.finish();
    judge.looked();
    const auto days = facts->token->daysLeft(world.input().now);
    if (days && *days < 0)
        judge.found({}, Fact::Expired);
    else if (days && *days <= gitlab::ExpiryWarningDays)
        judge.found({}, Fact::ExpiresSoon, std::to_string(*days));
    return judge.finish();
}

Outcome agentVersion(const World& world)
{
    Judge judge(Id::AgentVersion);
    const auto* facts = gitlabOf(world, judge);
    if (!facts)
        return judge.finish();
    const auto server = versionOf(facts->kasVersion);
    if (!server || facts->agentVersions.empty())
        judge.unclear({}, Fact::NoRecord);
    for (const auto& text : facts->agentVersions) {
        const auto version = versionOf(text);
        if (!version || !server)
            continue;
        judge.looked();
        // An agent may be older within a major version, and must not be newer (GitLab documentation, install).
        if (*version > *server)
            judge.found({}, Fact::AgentNewer, text + ", " + facts->kasVersion);
        else if (version->major < server->major)
            judge.found({}, Fact::AgentOlder, text + ", " + facts->kasVersion);
    }
    return judge.finish();
}

Outcome userAccess(const World& world)
{
    Judge judge(Id::UserAccess);
    const auto* config = configOf(world, judge);
    // Since GitLab 18.3 what is not said is `agent`.
    if (config && config->userAccess && config->namesAnybody() && config->accessAs != gitlab::AccessAs::User) {
        auto who = config->projects;
        who.insert(who.end(), config->groups.begin(), config->groups.end());
        judge.found({}, Fact::ActsAsAgent, joined(who));
    }
    return judge.finish();
}

Outcome webhookProxy(const World& world)
{
    Judge judge(Id::WebhookProxy);
    const auto* config = configOf(world, judge);
    const auto path = config ? servicePath(config->webhookReceiverUrl) : std::nullopt;
    if (!path)
        return judge.finish();
    judge.found({}, Fact::ServiceProxy, config->webhookReceiverUrl);
    const auto service = world.key("", "Service", path->ns, path->service);
    const bool seen = std::ranges::any_of(world.input().managed, [&](const auto& object) { return object->key == service; });
    if (path->service != "webhook-receiver" && path->service != "notification-controller")
        judge.found(service, Fact::OtherService, path->ns + "/" + path->service, Verdict::FixSoon);
    else if (!seen)
        judge.unclear(service, Fact::ServiceNotSeen, path->ns + "/" + path->service);
    return judge.finish();
}

} // namespace dg::checks

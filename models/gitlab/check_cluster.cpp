// SPDX-License-Identifier: Apache-2.0
// The cluster's side of the connection test: user_access, Kubernetes, Flux, rights.
#include "check_run.h"

#include "flux/kinds.h"
#include "kube/api_error.h"
#include "kube/connection.h"
#include "json/json.h"

#include <algorithm>

namespace dg::gitlab {

namespace {

std::string gitVersion(std::string_view body)
{
    simdjson::dom::parser parser;
    const simdjson::padded_string padded(body);
    std::string_view version;
    return parser.parse(padded)["gitVersion"].get_string().get(version) == simdjson::SUCCESS ? std::string(version) : std::string();
}

// One name of every Flux kind that is served, at its preferred version.
std::vector<const kube::Resource*> fluxKinds(const kube::Discovery& discovery)
{
    std::vector<const kube::Resource*> out;
    for (const auto& kind : flux::kinds()) {
        if (const auto* resource = discovery.find(kind.group, kind.name))
            out.push_back(resource);
    }
    return out;
}

} // namespace

bool CheckRun::proxyFailed(const Error& error)
{
    switch (error.code) {
    case ErrorCode::GitLabUnauthorized:
        whyRefused();
        return false;
    case ErrorCode::AgentOffline:
    case ErrorCode::AgentBroken:
    case ErrorCode::Unauthorized: // without GitLab's header: the cluster's own refusal
    case ErrorCode::Forbidden:
    case ErrorCode::ServerError:
    case ErrorCode::Unavailable:
        end(Step::UserAccess, StepState::Passed, Finding::AccessGranted, {""});
        begin(Step::Kubernetes);
        fail(Step::Kubernetes, error);
        return false;
    case ErrorCode::NotFound:
    case ErrorCode::BadAnswer:
    case ErrorCode::BadRequest:
    case ErrorCode::Redirected:
        end(Step::UserAccess, StepState::Failed, Finding::NotAProxy, {m_report.proxyUrl}, error);
        return false;
    default:
        fail(Step::UserAccess, error);
        return false;
    }
}

bool CheckRun::proxy()
{
    begin(Step::UserAccess);
    const bool ci = proxyToken().kind == TokenKind::CiJob;
    auto spec = kube::agentConnection(m_report.proxyUrl, m_request.agentId, proxyToken().value, ci);
    if (!spec) {
        if (spec.error().code == ErrorCode::InsecureRefused)
            end(Step::UserAccess, StepState::Failed, Finding::ProxyPlainHttp, {m_report.proxyUrl});
        else
            fail(Step::UserAccess, spec.error());
        return false;
    }
    spec->endpoint.caPem = m_request.access.caPem;
    spec->endpoint.proxyUrl = m_request.access.proxyUrl;
    spec->endpoint.livenessIdle = Millis{0};
    m_proxy.emplace(spec->endpoint, m_userAgent, m_clock, m_log, m_stop);
    m_proxy->loop().setAuthorize([bearer = spec->auth.token](std::vector<std::pair<std::string, std::string>>& headers) {
        headers.emplace_back("Authorization", "Bearer ").second += bearer.reveal();
    });
    net::Request request;
    request.path = "/version";
    request.headers.emplace_back("Accept", "application/json");
    request.totalTimeout = Millis{40'000}; // KAS looks for the agent for 20 s (domain.md §1.3)
    const auto answer = m_proxy->fetch(request, 1u << 20);
    if (!answer)
        return proxyFailed(answer.error());
    if (answer->head.status != 200)
        return proxyFailed(kube::apiError(answer->head, answer->body, "version", m_clock.wall()));
    m_report.kubernetes = gitVersion(answer->body);
    if (m_report.kubernetes.empty())
        return proxyFailed({ErrorCode::BadAnswer, m_report.proxyUrl, {}});
    end(Step::UserAccess, StepState::Passed, ci ? Finding::JobAccessGranted : Finding::AccessGranted, {""});
    end(Step::Kubernetes, StepState::Passed, Finding::KubernetesAnswers, {m_report.kubernetes});
    return true;
}

// With the block that would open the agent: what stands there now, and the agent's own project.
void CheckRun::refusedBecause(Finding finding, std::vector<std::string> words, const AgentConfig& now)
{
    end(Step::UserAccess, StepState::Failed, finding, std::move(words));
    const bool known = m_report.agent && !m_report.agent->project.empty();
    const auto project = known ? m_report.agent->project : std::string("GROUP/PROJECT");
    auto projects = now.projects;
    if (std::find(projects.begin(), projects.end(), project) == projects.end())
        projects.push_back(project);
    auto& result = at(Step::UserAccess);
    result.yaml = userAccessYaml(projects, now.groups, now.accessAs);
    result.yamlFor = known ? project + "/" + m_report.agent->configPath() : ".gitlab/agents/NAME/config.yaml";
    if (m_progress)
        m_progress(m_report.steps);
}

void CheckRun::whyRefused()
{
    if (proxyToken().kind == TokenKind::CiJob) {
        fail(Step::UserAccess, {ErrorCode::GitLabUnauthorized, "", "Unauthorized: CI job token", 0, 401, {}});
        return;
    }
    if (!readsApi() || !m_report.agent)
        return refusedBecause(Finding::AccessRefused, {});
    const auto& agent = *m_report.agent;
    const auto path = agent.configPath();
    const auto file = m_client->agentConfig(agent);
    if (!file) {
        const bool absent = file.error().code == ErrorCode::NotFound;
        return refusedBecause(absent ? Finding::NoConfigFile : Finding::AccessRefused, {agent.project, path});
    }
    const auto config = readAgentConfig(*file);
    if (!config)
        return refusedBecause(Finding::BrokenConfigFile, {agent.project, path, std::to_string(config.error().line)});
    if (!config->userAccess)
        return refusedBecause(Finding::NoUserAccess, {agent.project, path});
    if (!config->namesAnybody())
        return refusedBecause(Finding::NobodyNamed, {agent.project, path});
    std::string names;
    for (const auto* list : {&config->projects, &config->groups}) {
        for (const auto& name : *list)
            names += (names.empty() ? "" : ", ") + name;
    }
    refusedBecause(Finding::NotAmongNamed, {m_report.user ? m_report.user->username : std::string(), agent.project, path, names}, *config);
}

bool CheckRun::flux()
{
    begin(Step::Flux);
    auto discovery = m_proxy->ask<kube::Discovery>(
        [this](std::function<void(Result<kube::Discovery>)> done) { kube::discover(m_proxy->loop(), std::move(done)); });
    if (!discovery) {
        fail(Step::Flux, discovery.error());
        return false;
    }
    m_discovery = std::move(*discovery);
    const auto count = fluxKinds(*m_discovery).size();
    if (count == 0) {
        end(Step::Flux, StepState::Failed, Finding::NoFlux);
        return false;
    }
    end(Step::Flux, StepState::Passed, Finding::FluxFound, {std::to_string(count)});
    return true;
}

void CheckRun::rights()
{
    begin(Step::Rights);
    const auto me = m_proxy->ask<kube::Identity>(
        [this](std::function<void(Result<kube::Identity>)> done) { kube::whoAmI(m_proxy->loop(), std::move(done)); });
    if (me)
        m_report.identity = me->username;
    const auto served = fluxKinds(*m_discovery);
    const auto total = std::to_string(served.size());
    const auto may = [this](const kube::Resource& resource, const char* verb) {
        return m_proxy->ask<bool>([&](std::function<void(Result<bool>)> done) {
            kube::checkAccess(m_proxy->loop(), resource.group, resource.plural, verb, {}, std::move(done));
        });
    };
    std::size_t read = 0;
    std::size_t patched = 0;
    std::string refused;
    for (std::size_t i = 0; i < served.size(); ++i) {
        const auto list = may(*served[i], "list");
        if (!list) {
            fail(Step::Rights, list.error());
            return;
        }
        if (*list)
            ++read;
        else
            refused += (refused.empty() ? "" : ", ") + served[i]->kind;
        const auto patch = may(*served[i], "patch");
        patched += patch && *patch ? 1 : 0;
        auto& result = at(Step::Rights);
        result.finding = Finding::RightsBeingRead;
        result.words = {std::to_string(i + 1), total};
        if (m_progress)
            m_progress(m_report.steps);
    }
    const auto& identity = m_report.identity;
    const auto count = std::to_string(read);
    if (read == 0)
        end(Step::Rights, StepState::Failed, Finding::NoRights, {identity});
    else if (read < served.size())
        end(Step::Rights, StepState::Warned, Finding::SomeRights, {count, total, identity, refused});
    else
        end(Step::Rights, StepState::Passed, patched > 0 ? Finding::RightsSuffice : Finding::ReadOnly, {count, total, identity});
    if (read == served.size())
        return;
    constexpr std::string_view ServiceAccount = "system:serviceaccount:"; // "…:namespace:name"
    const bool account = identity.starts_with(ServiceAccount);
    const auto rest = account ? identity.substr(ServiceAccount.size()) : std::string();
    const auto colon = rest.find(':');
    auto& yaml = at(Step::Rights).yaml;
    if (account && colon != std::string::npos)
        yaml = readRightsYaml("ServiceAccount", rest.substr(colon + 1), rest.substr(0, colon));
    else if (!identity.empty())
        yaml = readRightsYaml("User", identity, {});
}

const char* stepWord(Step step)
{
    static constexpr const char* Words[]
        = {"address", "encryption", "token", "scope", "agent", "userAccess", "kubernetes", "flux", "rights"};
    static_assert(std::size(Words) == StepCount);
    return Words[static_cast<std::size_t>(step)];
}

const char* stateWord(StepState state)
{
    static constexpr const char* Words[] = {"waiting", "running", "passed", "warned", "failed", "skipped"};
    return Words[static_cast<std::size_t>(state)];
}

const char* findingWord(Finding finding)
{
    static constexpr const char* Words[] = {"none", "stepBefore", "failure", "gitLabAnswers", "proxyAnswers", "notGitLab", "trusted",
        "thisMachine", "plainHttp", "tokenAccepted", "tokenEndsSoon", "tokenExpired", "tokenRevoked", "tokenRefused", "tokenNotExamined",
        "scopesSuffice", "noProxyScope", "noApiScope", "scopesNotTold", "agentConnected", "agentNotConnected", "agentNeverConnected",
        "agentStateUnknown", "agentNotListed", "agentServerOff", "noProxyAddress", "proxyPlainHttp", "accessGranted", "jobAccessGranted",
        "noConfigFile", "brokenConfigFile", "noUserAccess", "nobodyNamed", "notAmongNamed", "accessRefused", "notAProxy",
        "kubernetesAnswers", "fluxFound", "noFlux", "rightsSuffice", "readOnly", "someRights", "noRights", "rightsBeingRead"};
    static_assert(std::size(Words) == static_cast<std::size_t>(Finding::RightsBeingRead) + 1);
    return Words[static_cast<std::size_t>(finding)];
}

} // namespace dg::gitlab

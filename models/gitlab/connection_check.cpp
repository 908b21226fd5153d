// SPDX-License-Identifier: Apache-2.0
// GitLab's side: address, encryption, token, scope, agent.
#include "gitlab/connection_check.h"

#include "check_run.h"

#include <algorithm>

namespace dg::gitlab {

namespace {

std::string joined(const std::vector<std::string>& list, const char* between = ", ")
{
    std::string out;
    for (const auto& word : list)
        out += (out.empty() ? "" : between) + word;
    return out;
}

bool aboutTls(ErrorCode code)
{
    return code == ErrorCode::TlsFailed || code == ErrorCode::TlsUntrusted;
}

std::string dateOf(const std::optional<std::chrono::sys_days>& day)
{
    return day ? toRfc3339(WallTime{*day}).substr(0, 10) : std::string();
}

} // namespace

CheckRun::CheckRun(const CheckRequest& request, std::string userAgent, const Clock& clock, Logger& log, const CheckProgress& progress,
    std::stop_token stop)
    : m_request(request)
    , m_userAgent(std::move(userAgent))
    , m_clock(clock)
    , m_log(log)
    , m_progress(progress)
    , m_stop(std::move(stop))
{
    for (std::size_t i = 0; i < StepCount; ++i) {
        m_report.steps.emplace_back();
        m_report.steps.back().step = static_cast<Step>(i);
    }
}

void CheckRun::begin(Step step)
{
    at(step).state = StepState::Running;
    m_begun = m_clock.steady();
    if (m_progress)
        m_progress(m_report.steps);
}

void CheckRun::end(Step step, StepState state, Finding finding, std::vector<std::string> words, std::optional<Error> error)
{
    auto& result = at(step);
    if (result.state == StepState::Running)
        result.took = std::chrono::duration_cast<Millis>(m_clock.steady() - m_begun);
    result.state = state;
    result.finding = finding;
    result.words = std::move(words);
    result.error = std::move(error);
    if (m_progress)
        m_progress(m_report.steps);
}

void CheckRun::skipRest()
{
    for (auto& step : m_report.steps) {
        if (step.state == StepState::Waiting || step.state == StepState::Running) {
            step.state = StepState::Skipped;
            step.finding = Finding::StepBefore;
        }
    }
    if (m_progress)
        m_progress(m_report.steps);
}

CheckReport CheckRun::run()
{
    if (address() && token() && scope() && agent() && proxy() && flux())
        rights();
    skipRest();
    return std::move(m_report);
}

bool CheckRun::readsApi() const
{
    if (!hasHost())
        return false;
    if (m_request.access.token.kind == TokenKind::OAuth)
        return true; // its scope was asked for at the sign-in
    return m_report.token && m_report.token->readsApi();
}

bool CheckRun::address()
{
    begin(Step::Address);
    m_report.proxyUrl = m_request.proxyUrl;
    if (!hasHost()) {
        end(Step::Address, StepState::Skipped, Finding::ProxyAnswers, {m_request.proxyUrl});
        end(Step::Encryption, StepState::Skipped, Finding::ProxyAnswers, {m_request.proxyUrl});
        return true;
    }
    const auto& host = m_request.access.host;
    if (host.plainHttp() && !host.loopback()) {
        end(Step::Address, StepState::Skipped, Finding::None);
        end(Step::Encryption, StepState::Failed, Finding::PlainHttp, {host.name()});
        return false;
    }
    m_client.emplace(m_request.access, m_userAgent, m_clock, m_log, m_stop);
    const auto metadata = m_client->metadata();
    const auto code = metadata ? ErrorCode::Internal : metadata.error().code;
    if (!metadata && aboutTls(code)) {
        end(Step::Address, StepState::Passed, Finding::GitLabAnswers, {"", host.name()});
        fail(Step::Encryption, metadata.error());
        return false;
    }
    if (!metadata && code != ErrorCode::Unauthorized && code != ErrorCode::Forbidden) {
        if (code == ErrorCode::NotFound || code == ErrorCode::BadAnswer)
            end(Step::Address, StepState::Failed, Finding::NotGitLab, {host.name()}, metadata.error());
        else
            fail(Step::Address, metadata.error());
        return false;
    }
    if (metadata)
        m_report.metadata = *metadata;
    end(Step::Address, StepState::Passed, Finding::GitLabAnswers, {metadata ? metadata->version : std::string(), host.name()});
    if (host.plainHttp())
        end(Step::Encryption, StepState::Warned, Finding::ThisMachine);
    else
        end(Step::Encryption, StepState::Passed, Finding::Trusted, {m_request.access.caPem.empty() ? "system" : "own"});
    return true;
}

bool CheckRun::token()
{
    begin(Step::Token);
    if (!hasHost() || m_request.access.token.kind == TokenKind::CiJob) {
        end(Step::Token, StepState::Skipped, Finding::TokenNotExamined);
        return true;
    }
    const bool oauth = m_request.access.token.kind == TokenKind::OAuth;
    if (!oauth) {
        auto facts = m_client->token();
        if (!facts && facts.error().code == ErrorCode::Unauthorized) {
            const auto& why = facts.error().detail; // GitLab: "Token is expired. …", "Token was revoked. …"
            const auto finding = why.find("expired") != std::string::npos ? Finding::TokenExpired
                : why.find("revoked") != std::string::npos                ? Finding::TokenRevoked
                                                                          : Finding::TokenRefused;
            end(Step::Token, StepState::Failed, finding, {""}, facts.error());
            return false;
        }
        if (!facts && facts.error().code != ErrorCode::BadRequest && facts.error().code != ErrorCode::NotFound
            && facts.error().code != ErrorCode::Forbidden) {
            fail(Step::Token, facts.error());
            return false;
        }
        if (!facts) { // not a token that GitLab describes
            end(Step::Token, StepState::Skipped, Finding::TokenNotExamined, {}, facts.error());
            return true;
        }
        m_report.token = std::move(*facts);
    }
    if (oauth || m_report.token->readsApi() || m_report.token->has("read_user")) {
        auto user = m_client->user();
        if (user)
            m_report.user = std::move(*user);
        else if (oauth) {
            fail(Step::Token, user.error());
            return false;
        }
    }
    const auto name = m_report.user ? m_report.user->username : std::string();
    const auto days = m_report.token ? m_report.token->daysLeft(m_clock.wall()) : std::nullopt;
    const auto left = days ? std::to_string(*days) : std::string();
    if (m_report.token && m_report.token->revoked) {
        end(Step::Token, StepState::Failed, Finding::TokenRevoked);
        return false;
    }
    if ((days && *days < 0) || (m_report.token && !m_report.token->active)) {
        end(Step::Token, StepState::Failed, Finding::TokenExpired, {dateOf(m_report.token->expires)});
        return false;
    }
    const bool soon = days && *days <= ExpiryWarningDays;
    end(Step::Token, soon ? StepState::Warned : StepState::Passed, soon ? Finding::TokenEndsSoon : Finding::TokenAccepted, {name, left});
    return true;
}

bool CheckRun::scope()
{
    begin(Step::Scope);
    if (!m_report.token || m_request.proxyToken) { // the proxy's own token tells at the proxy
        end(Step::Scope, StepState::Skipped, Finding::ScopesNotTold);
        return true;
    }
    const auto scopes = joined(m_report.token->scopes);
    if (!m_report.token->has("k8s_proxy")) {
        end(Step::Scope, StepState::Failed, Finding::NoProxyScope, {scopes});
        return false;
    }
    if (m_report.token->readsApi())
        end(Step::Scope, StepState::Passed, Finding::ScopesSuffice, {scopes});
    else
        end(Step::Scope, StepState::Warned, Finding::NoApiScope, {scopes});
    return true;
}

bool CheckRun::proxyAddressKnown()
{
    if (!m_report.proxyUrl.empty())
        return true;
    if (!m_report.metadata) {
        end(Step::Agent, StepState::Failed, Finding::NoProxyAddress);
        return false;
    }
    const auto found = proxyAddress(*m_report.metadata);
    if (!m_report.metadata->kasEnabled)
        end(Step::Agent, StepState::Failed, Finding::AgentServerOff);
    else if (found.url.empty())
        end(Step::Agent, StepState::Failed, Finding::NoProxyAddress);
    else if (found.plainHttp)
        end(Step::Agent, StepState::Failed, Finding::ProxyPlainHttp, {found.url});
    else
        m_report.proxyUrl = found.url;
    return !m_report.proxyUrl.empty();
}

void CheckRun::judgeAgent(const Agent& agent, bool byRest)
{
    const auto& proxy = m_report.proxyUrl;
    switch (agent.state) {
    case AgentState::Connected:
        end(Step::Agent, StepState::Passed, Finding::AgentConnected,
            {agent.name, joined(agent.versions), std::to_string(agent.pods.size()), proxy});
        break;
    case AgentState::Offline: // the last contact alone may lag behind; a live "nobody" does not
        end(Step::Agent, byRest ? StepState::Warned : StepState::Failed, Finding::AgentNotConnected,
            {agent.name, agent.lastContact ? toRfc3339(*agent.lastContact) : std::string(), proxy});
        break;
    case AgentState::NeverConnected:
        end(Step::Agent, StepState::Failed, Finding::AgentNeverConnected, {agent.name, agent.project, proxy});
        break;
    case AgentState::Unknown:
        end(Step::Agent, StepState::Skipped, Finding::AgentStateUnknown, {agent.name, proxy});
        break;
    }
}

bool CheckRun::agent()
{
    begin(Step::Agent);
    if (!proxyAddressKnown())
        return false;
    const auto id = std::to_string(m_request.agentId);
    if (!readsApi()) {
        end(Step::Agent, StepState::Skipped, Finding::AgentStateUnknown, {id, m_report.proxyUrl});
        return true;
    }
    const auto list = m_client->agents({});
    if (!list) {
        end(Step::Agent, StepState::Warned, Finding::AgentStateUnknown, {id, m_report.proxyUrl}, list.error());
        return list.error().code != ErrorCode::Cancelled;
    }
    const auto found
        = std::find_if(list->agents.begin(), list->agents.end(), [&](const Agent& agent) { return agent.id == m_request.agentId; });
    if (found == list->agents.end()) {
        end(Step::Agent, StepState::Warned, Finding::AgentNotListed, {id, m_report.proxyUrl});
        return true;
    }
    m_report.agent = *found;
    judgeAgent(*found, list->byRest);
    return at(Step::Agent).state != StepState::Failed;
}

bool CheckReport::passed() const
{
    const bool failed = std::any_of(steps.begin(), steps.end(), [](const StepResult& step) { return step.state == StepState::Failed; });
    return !failed && !kubernetes.empty();
}

CheckReport checkConnection(const CheckRequest& request, const std::string& userAgent, const Clock& clock, Logger& log,
    const CheckProgress& progress, std::stop_token stop)
{
    return CheckRun(request, userAgent, clock, log, progress, std::move(stop)).run();
}

} // namespace dg::gitlab

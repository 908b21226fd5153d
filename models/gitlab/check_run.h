// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gitlab/connection_check.h"
#include "kube/discovery.h"
#include "waiting_loop.h"

namespace dg::gitlab {

class CheckRun {
public:
    CheckRun(const CheckRequest& request, std::string userAgent, const Clock& clock, Logger& log, const CheckProgress& progress,
        std::stop_token stop);
    CheckReport run();

private:
    // Each answers false when nothing after it makes sense.
    bool address();
    bool token();
    bool scope();
    bool agent();
    bool proxy(); // UserAccess and Kubernetes: one request tells both
    bool flux();
    void rights();

    bool proxyAddressKnown();
    void judgeAgent(const Agent& agent, bool byRest);
    void whyRefused();
    void refusedBecause(Finding finding, std::vector<std::string> words, const AgentConfig& now = {});
    bool proxyFailed(const Error& error);
    [[nodiscard]] const Token& proxyToken() const { return m_request.proxyToken ? *m_request.proxyToken : m_request.access.token; }
    [[nodiscard]] bool hasHost() const { return !m_request.access.host.origin.empty(); }
    [[nodiscard]] bool readsApi() const;

    StepResult& at(Step step) { return m_report.steps[static_cast<std::size_t>(step)]; }
    void begin(Step step);
    void end(Step step, StepState state, Finding finding, std::vector<std::string> words = {}, std::optional<Error> error = {});
    void fail(Step step, const Error& error) { end(step, StepState::Failed, Finding::Failure, {}, error); }
    void skipRest();

    const CheckRequest& m_request;
    std::string m_userAgent;
    const Clock& m_clock;
    Logger& m_log;
    const CheckProgress& m_progress;
    std::stop_token m_stop;
    std::optional<Client> m_client;
    std::optional<WaitingLoop> m_proxy;
    std::optional<kube::Discovery> m_discovery;
    CheckReport m_report;
    SteadyTime m_begun{};
};

} // namespace dg::gitlab

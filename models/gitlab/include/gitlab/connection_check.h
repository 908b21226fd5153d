// SPDX-License-Identifier: Apache-2.0
// The way from a host name to the rights in a cluster, step by step, each with what was found and, where it fails, what to
// change. Values only: the sentences are made in ui/text (gitlab_words.h). Blocks its caller's thread like client.h.
#pragma once

#include "gitlab/agent_config.h"
#include "gitlab/client.h"
#include "kube/access.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dg::gitlab {

enum class Step : unsigned char { Address, Encryption, Token, Scope, Agent, UserAccess, Kubernetes, Flux, Rights };
inline constexpr std::size_t StepCount = 9;

// Skipped: it could not be looked at, because a step before failed or because the token may not; see the finding.
enum class StepState : unsigned char { Waiting, Running, Passed, Warned, Failed, Skipped };

// `words` of the result, in this order, in parentheses.
enum class Finding : unsigned char {
    None,
    StepBefore, // skipped: a step before failed
    Failure, // `error` says it
    // Address
    GitLabAnswers, // (version or "", host)
    ProxyAnswers, // no GitLab host was named: only the agent proxy is asked (host)
    NotGitLab, // (host)
    // Encryption
    Trusted, // ("system" or "own")
    ThisMachine, // plain http, loopback
    PlainHttp, // (host)
    // Token
    TokenAccepted, // (user or "", days left or "")
    TokenEndsSoon, // (user, days left)
    TokenExpired, // (date or "")
    TokenRevoked,
    TokenRefused,
    TokenNotExamined, // a job's token, or no GitLab host: GitLab does not tell
    // Scope
    ScopesSuffice, // (scopes)
    NoProxyScope, // (scopes)
    NoApiScope, // (scopes) agents cannot be searched
    ScopesNotTold,
    // Agent
    AgentConnected, // (name, versions, pods' number, proxy address)
    AgentNotConnected, // (name, last contact RFC 3339 or "", proxy address)
    AgentNeverConnected, // (name, project, proxy address)
    AgentStateUnknown, // (name or id, proxy address): the token may not see it
    AgentNotListed, // (id, proxy address): not among the agents that this user's projects have
    AgentServerOff, // the instance has no agent server
    NoProxyAddress, // the instance names none, or the token may not ask
    ProxyPlainHttp, // (address): the instance names an http address
    // UserAccess
    AccessGranted, // ("agent", "user" or "")
    JobAccessGranted,
    NoConfigFile, // (project, path)
    BrokenConfigFile, // (project, path, line)
    NoUserAccess, // (project, path)
    NobodyNamed, // (project, path)
    NotAmongNamed, // (user, project, path, names)
    AccessRefused, // GitLab refuses, and the file could not be read
    NotAProxy, // (address) something else answers there
    // Kubernetes
    KubernetesAnswers, // (version)
    // Flux
    FluxFound, // (kinds served)
    NoFlux,
    // Rights
    RightsSuffice, // (kinds read, kinds served, identity)
    ReadOnly, // (kinds read, kinds served, identity)
    SomeRights, // (kinds read, kinds served, identity, kinds not read)
    NoRights, // (identity)
    RightsBeingRead, // (kinds asked, kinds served)
};

struct StepResult {
    Step step = Step::Address;
    StepState state = StepState::Waiting;
    Finding finding = Finding::None;
    std::vector<std::string> words;
    std::optional<Error> error;
    Millis took{0};
    std::string yaml; // ready to copy; empty: nothing to write
    std::string yamlFor; // "project/.gitlab/agents/NAME/config.yaml"; empty: for kubectl apply
    [[nodiscard]] std::string word(std::size_t at) const { return at < words.size() ? words[at] : std::string(); }
};

struct CheckRequest {
    Access access; // an empty host: only the proxy is asked
    std::optional<Token> proxyToken; // nullopt: access.token (an OAuth token never reaches the proxy)
    std::uint64_t agentId = 0;
    std::string proxyUrl; // typed; empty: the instance's own
};

struct CheckReport {
    std::vector<StepResult> steps; // StepCount, in order
    std::optional<Metadata> metadata;
    std::optional<TokenFacts> token;
    std::optional<User> user;
    std::optional<Agent> agent;
    std::string proxyUrl;
    std::string kubernetes; // "v1.36.3"
    std::string identity; // of the cluster
    [[nodiscard]] bool passed() const; // nothing failed, and the cluster answers
};

// Called on the caller's thread whenever a step changes, with all of them.
using CheckProgress = std::function<void(const std::vector<StepResult>&)>;
[[nodiscard]] CheckReport checkConnection(const CheckRequest& request, const std::string& userAgent, const Clock& clock, Logger& log,
    const CheckProgress& progress, std::stop_token stop = {});

[[nodiscard]] const char* stepWord(Step step); // "address", "encryption", … for JSON
[[nodiscard]] const char* stateWord(StepState state); // "passed", …
[[nodiscard]] const char* findingWord(Finding finding); // "gitLabAnswers", …

} // namespace dg::gitlab

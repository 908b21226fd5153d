// SPDX-License-Identifier: Apache-2.0
// Calls to one GitLab instance with one token. Each blocks its caller's thread (a worker's or the command line's, never a GUI
// thread) and answers Cancelled soon after a stop request. Answers are bounded: 2 MB each, 30 s, 20 pages. A 429 or 503 that names
// a wait of at most 30 s is waited for, twice at most; a failed GET of another kind (5xx, a broken connection) is asked once more.
// After a 401 nothing more is sent with that token: a revoked token makes one refused request, not a storm.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "gitlab/commits.h"
#include "gitlab/credentials.h"
#include "gitlab/facts.h"
#include "gitlab/host.h"
#include "net/http.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dg::gitlab {

// How to reach the instance and as whom. A value with a secret: never logged.
struct Access {
    Host host;
    std::string caPem; // empty: the system's roots
    std::string proxyUrl; // an HTTP proxy; empty: HTTPS_PROXY of the environment
    Token token; // an empty value: no token is sent
};

struct AgentSearch {
    std::string words; // part of an agent's name or a project's path; empty: all
    int mostProjects = 100;
};
struct AgentList {
    std::vector<Agent> agents; // each once; the projects used last first
    bool complete = true; // false: there are more projects than were asked
    bool byRest = false; // the instance's GraphQL did not have what was asked
};

class Client {
public:
    Client(Access access, std::string userAgent, const Clock& clock, Logger& log, std::stop_token stop = {});
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // Errors of all: the transport's codes (net/http.h), Unauthorized (the token is not accepted), Forbidden (a scope or role is
    // missing; detail: GitLab's text), NotFound, TooManyRequests, ServerError, Unavailable, BadAnswer (not GitLab), TooLarge,
    // Cancelled. Subject: the host, or what was asked for.
    [[nodiscard]] Result<Metadata> metadata();
    [[nodiscard]] Result<User> user();
    [[nodiscard]] Result<TokenFacts> token(); // BadRequest: not a personal, project or group token
    [[nodiscard]] Result<AgentList> agents(const AgentSearch& search);
    [[nodiscard]] Result<std::vector<Agent>> agentsOfProject(const std::string& project);
    // The text of .gitlab/agents/NAME/config.yaml on the default branch. NotFound: no such file, or not for this token.
    [[nodiscard]] Result<std::string> agentConfig(const Agent& agent);
    [[nodiscard]] Result<Environment> environment(const EnvironmentAddress& address);
    // By full path; a project that was renamed or moved answers as what it is called today.
    [[nodiscard]] Result<Project> project(const std::string& path);
    // Three calls, more for more than 100 of a kind. Errors: of the connection and of the token.
    [[nodiscard]] Result<ProjectCredentials> projectCredentials(std::uint64_t project);
    [[nodiscard]] Result<Commit> commit(std::uint64_t project, const std::string& sha);
    [[nodiscard]] Result<std::vector<MergeRequest>> mergeRequests(std::uint64_t project, const std::string& sha); // that brought it
    [[nodiscard]] Result<std::vector<Pipeline>> pipelines(std::uint64_t project, const std::string& sha); // newest first
    [[nodiscard]] Result<Pipeline> pipeline(std::uint64_t project, std::uint64_t id); // with its times, and the job that failed
    [[nodiscard]] Result<std::vector<CommitStatus>> statuses(std::uint64_t project, const std::string& sha); // the whole sha
    [[nodiscard]] Result<Comparison> compare(std::uint64_t project, const std::string& from, const std::string& to);
    // A new token for the old, which ends at once. `expires`: nullopt leaves it to GitLab (one week). Needs api or self_rotate.
    struct Rotated {
        Secret token;
        TokenFacts facts;
    };
    [[nodiscard]] Result<Rotated> rotate(std::optional<std::chrono::sys_days> expires);

    [[nodiscard]] const Access& access() const;

    struct Impl;

private:
    friend class OAuth;
    std::unique_ptr<Impl> m_impl;
};

// The reading of an environment's page that this token can see; asks one after another. NotFound: none.
struct FoundEnvironment {
    Host host;
    std::string project;
    Environment environment;
};
[[nodiscard]] Result<FoundEnvironment> findEnvironment(const std::vector<EnvironmentAddress>& readings, const Access& access,
    const std::string& userAgent, const Clock& clock, Logger& log, std::stop_token stop = {});

} // namespace dg::gitlab

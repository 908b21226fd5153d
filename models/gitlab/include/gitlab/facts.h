// SPDX-License-Identifier: Apache-2.0
// What GitLab answers, as values, and the pure parts that read it. A field of the wrong type reads as absent.
// Source: domain.md §1.1, §1.7; GitLab documentation, REST and GraphQL.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dg::gitlab {

struct Metadata {
    std::string version; // "18.5.0-ee"
    bool kasEnabled = false;
    std::string kasUrl; // wss://, ws://, grpcs://, grpc://
    std::string proxyUrl; // since 17.6; empty: absent
    std::string kasVersion;
};

struct User {
    std::uint64_t id = 0;
    std::string username;
    std::string name;
    bool bot = false; // of a project's or group's token
};

// "2026-12-31", also with what follows it; nullopt: no date.
[[nodiscard]] std::optional<std::chrono::sys_days> readDate(std::string_view date);
// Whole days until something ends that ends at the beginning of `end`, UTC: 0 on its last; negative: it has ended. nullopt: never.
[[nodiscard]] std::optional<int> daysUntil(std::optional<std::chrono::sys_days> end, WallTime now);

struct TokenFacts {
    std::uint64_t id = 0;
    std::string name;
    std::vector<std::string> scopes;
    bool active = true;
    bool revoked = false;
    std::uint64_t userId = 0;
    std::optional<std::chrono::sys_days> expires; // at its beginning, UTC; nullopt: never
    [[nodiscard]] bool has(std::string_view scope) const;
    [[nodiscard]] bool readsApi() const { return has("api") || has("read_api"); }
    [[nodiscard]] bool mayRotate() const { return has("api") || has("self_rotate"); }
    // As daysUntil().
    [[nodiscard]] std::optional<int> daysLeft(WallTime now) const;
};
inline constexpr int ExpiryWarningDays = 14; // from here on a person is told

enum class AgentState : unsigned char { Unknown, Connected, Offline, NeverConnected };

struct Agent {
    std::uint64_t id = 0;
    std::string name;
    std::string project; // full path of the configuration project
    std::uint64_t projectId = 0; // 0: not said (GraphQL)
    AgentState state = AgentState::Unknown;
    std::optional<WallTime> lastContact; // of one of its tokens
    std::vector<std::string> versions; // of the pods connected now, each once
    std::vector<std::string> pods; // "namespace/name"
    [[nodiscard]] std::string configPath() const { return ".gitlab/agents/" + name + "/config.yaml"; }
};
inline constexpr std::chrono::minutes ActiveConnection{8}; // GitLab's own clusters list: contact younger than this is connected

struct Environment {
    std::uint64_t id = 0;
    std::string name;
    std::string state; // "available", "stopped"
    std::string ns; // Kubernetes namespace, may be empty
    std::string fluxResource; // "kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps"
    std::optional<Agent> agent; // nullopt: none is set
};

// nullopt: another document. Bounded by what the client lets in.
[[nodiscard]] std::optional<Metadata> readMetadata(std::string_view json);
[[nodiscard]] std::optional<User> readUser(std::string_view json);
[[nodiscard]] std::optional<TokenFacts> readToken(std::string_view json);
[[nodiscard]] std::optional<std::vector<Agent>> readAgents(std::string_view json); // a page of REST; states Unknown
[[nodiscard]] std::optional<Environment> readEnvironment(std::string_view json);
struct ProjectName {
    std::uint64_t id = 0;
    std::string path;
};
[[nodiscard]] std::optional<std::vector<ProjectName>> readProjects(std::string_view json);
// A page of the GraphQL question in agents.cpp.
struct AgentPage {
    std::vector<Agent> agents;
    std::string next; // cursor; empty: the last page
};
// Errors: BadAnswer, Unsupported (the instance's schema lacks a field: ask by REST). Detail: GraphQL's own message.
[[nodiscard]] Result<AgentPage> readAgentPage(std::string_view json, WallTime now);
[[nodiscard]] std::optional<WallTime> readLastUsed(std::string_view json); // of one agent token
[[nodiscard]] Secret readNewToken(std::string_view json); // "token" of a rotated or created token; empty: none
// What the age of the last contact says when nobody told of connections.
[[nodiscard]] AgentState stateByContact(std::optional<WallTime> lastContact, WallTime now);
// The message in an error body: "message", else "error" with its "error_description", or a text without tags; empty: none.
[[nodiscard]] std::string readMessage(std::string_view body);

// Where the agent proxy is, from the instance's own words; never made up where there are none.
struct ProxyAddress {
    std::string url; // no trailing slash; empty: the instance names none
    bool derived = false; // from externalUrl: GitLab before 17.6
    bool plainHttp = false; // not https, and not this machine: nothing is sent there without a person's word
};
[[nodiscard]] ProxyAddress proxyAddress(const Metadata& metadata);

} // namespace dg::gitlab

// SPDX-License-Identifier: Apache-2.0
// gitlab: a GitLab instance seen by a client: its address, tokens, agents and their configuration, environments, and a
// connection test from the host name to the rights in the cluster (domain.md §1). Calls block the thread that makes them
// (a worker's, or the command line's) and end at once on a stop request; nothing here waits on a GUI thread. Tokens are
// Secrets, sent only to the host they belong to.
// host.h: what a person types or pastes, made into one address. Pure.
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dg::gitlab {

// An instance. `origin` is "https://host[:port]", the host in lower case and ASCII (IDN as punycode), the usual port left
// out; `root` is its relative URL root, "" or "/gitlab" (GitLab documentation, "Install under a relative URL").
struct Host {
    std::string origin;
    std::string root;
    [[nodiscard]] std::string url() const { return origin + root; }
    // Without the scheme: what a keychain entry and a kubeconfig call it.
    [[nodiscard]] std::string name() const;
    [[nodiscard]] bool plainHttp() const;
    [[nodiscard]] bool loopback() const;
    friend bool operator==(const Host&, const Host&) = default;
};

// "gitlab.example.com", "https://gitlab.example.com:8443/gitlab/", also the address of one of its pages: what follows
// "/-/", "/api/", "/users/" or "?" is dropped. No scheme means https. BadValue where no address can be seen.
[[nodiscard]] Result<Host> parseHost(std::string_view typed);

// A page of an environment: https://HOST[/ROOT]/GROUP/PROJECT/-/environments/N, with or without what follows, and the same as
// driftglass://HOST/…. Where the instance's root ends and the group begins cannot be seen in it: each possible reading, the
// shortest root first.
struct EnvironmentAddress {
    Host host;
    std::string project; // "group/project"
    std::uint64_t id = 0;
    friend bool operator==(const EnvironmentAddress&, const EnvironmentAddress&) = default;
};
[[nodiscard]] Result<std::vector<EnvironmentAddress>> parseEnvironment(std::string_view url);

// How a token is sent: personal, project and group access tokens as PRIVATE-TOKEN, OAuth as Bearer, a job's as JOB-TOKEN.
enum class TokenKind : unsigned char { Access, OAuth, CiJob };
struct Token {
    TokenKind kind = TokenKind::Access;
    Secret value;
};
// One printable word of at most 1,000 bytes: a header line. BadValue, subject "token"; the token is not in the error.
[[nodiscard]] Status checkToken(const Secret& value);

// The form where a person makes an access token, filled in with no more scopes than wanted: k8s_proxy, and read_api for
// finding agents (GitLab documentation, "Prefill personal access token details").
[[nodiscard]] std::string tokenForm(const Host& host, bool withApi);

} // namespace dg::gitlab

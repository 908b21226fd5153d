// SPDX-License-Identifier: Apache-2.0
// What it takes to reach one cluster, resolved from a kubeconfig context or from a GitLab agent's address.
// A value: may be copied between threads. Contains secrets: never logged.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "net/http.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dg::kube {

// `exec` of a kubeconfig user (domain.md §9.3).
struct ExecSpec {
    std::string apiVersion;
    std::string command; // absolute, or looked up in PATH
    std::vector<std::string> args;
    std::vector<std::pair<std::string, std::string>> env;
    std::string installHint;
    bool provideClusterInfo = false;
    std::string interactiveMode; // Never, IfAvailable, Always
    std::string clusterInfoJson; // spec.cluster, when provideClusterInfo
    std::string definedIn; // the kubeconfig's path, for the consent
};

struct Impersonation {
    std::string user;
    std::string uid;
    std::vector<std::string> groups;
    std::vector<std::pair<std::string, std::string>> extra;
    [[nodiscard]] bool empty() const { return user.empty(); }
};

// One way in at most of token/tokenFile/basic/exec, plus perhaps a client certificate (in the endpoint).
struct AuthSpec {
    Secret token; // the whole bearer, also "pat:<id>:<token>"
    std::string tokenFile; // re-read once a minute
    std::string username;
    Secret password;
    std::optional<ExecSpec> exec;
    Impersonation impersonation;
};

// The cluster is a file: what a cluster was known to hold, behind a server of this program's own.
struct SnapshotOrigin {
    std::string file; // its path
    std::string server; // the address of the cluster then
    WallTime observedAt{};
    bool recording = false;
    std::shared_ptr<const Clock> clock; // the cluster's time: stands still, or moves as a recording is played. Thread-safe
};

struct ConnectionSpec {
    std::string name; // what the rail shows: context or agent name
    std::string context; // kubeconfig context, empty for others
    std::string defaultNamespace; // of the context, may be empty
    net::Endpoint endpoint;
    AuthSpec auth;
    bool viaGitLabAgent = false; // the base URL ends with /k8s-proxy or the token has the pat:/ci: form
    std::optional<SnapshotOrigin> snapshot = {}; // read-only
    // The address that people know the cluster by.
    [[nodiscard]] const std::string& server() const { return snapshot ? snapshot->server : endpoint.baseUrl; }
    std::vector<std::string> warnings; // permanent ones, words of ui/text: "insecureSkipTlsVerify", …
};

// base URL of the proxy (any prefix), numeric agent id, token; `ci` for a job token. Refuses http unless loopback.
[[nodiscard]] Result<ConnectionSpec> agentConnection(std::string baseUrl, std::uint64_t agentId, const Secret& token, bool ci = false);

} // namespace dg::kube

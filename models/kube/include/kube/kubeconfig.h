// SPDX-License-Identifier: Apache-2.0
// kubeconfig as kubectl reads it: which files, how they merge, what a context resolves to. A bad file is a named error
// with file and line; the others still load. Source: domain.md §9.1-9.2, quality.md §3.3 (guards) and fault 42.
// Reading is slow for big files (10 MB/s): keep it off the GUI thread. Nothing here is ever written back.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "kube/connection.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dg::kube {

// Where an entry stands; relative paths in it are relative to the folder of `file`.
struct Origin {
    std::string file;
    int line = 0;
};

struct KubeCluster {
    std::string name;
    Origin origin;
    std::string server;
    std::string tlsServerName;
    std::string caFile;
    std::string caData; // base64, as it stands
    std::string proxyUrl;
    bool insecureSkipTlsVerify = false;
    bool disableCompression = false;
    std::string execConfigJson; // the extension client.authentication.k8s.io/exec
};

struct KubeUser {
    std::string name;
    Origin origin;
    std::string certFile, certData, keyFile; // …Data: base64, as it stands
    Secret keyData;
    Secret token;
    std::string tokenFile;
    std::string username;
    Secret password;
    Impersonation impersonation;
    std::string authProvider; // its name; "" none
    std::optional<ExecSpec> exec;
};

struct KubeContext {
    std::string name;
    Origin origin;
    std::string cluster;
    std::string user;
    std::string ns;
};

enum class WarningKind : unsigned char {
    Shadowed, // `what` is defined in `origin` too, but `winner` came first
    DataOverFile, // both the data and the file form are given: the data counts
};
struct KubeconfigWarning {
    WarningKind kind = WarningKind::Shadowed;
    std::string what; // "user admin"
    Origin origin;
    std::string winner; // a file
};

struct Kubeconfig {
    std::vector<std::string> files; // read, in order
    std::vector<KubeCluster> clusters;
    std::vector<KubeUser> users;
    std::vector<KubeContext> contexts;
    std::string currentContext;
    std::vector<Error> problems; // subject: the file; line; detail: the cause
    std::vector<KubeconfigWarning> warnings;
    [[nodiscard]] const KubeCluster* cluster(std::string_view name) const;
    [[nodiscard]] const KubeUser* user(std::string_view name) const;
    [[nodiscard]] const KubeContext* context(std::string_view name) const;
};

// What decides about the files; passed in, so that tests have no environment.
struct KubeconfigSources {
    std::optional<std::string> explicitFile; // --kubeconfig: only this file, and it must exist
    std::string list; // $KUBECONFIG
    std::string home; // holds .kube/config
    static KubeconfigSources fromEnvironment(std::optional<std::string> explicitFile = {});
};

inline constexpr std::size_t MaxKubeconfigBytes = 8u << 20;

[[nodiscard]] std::vector<std::string> kubeconfigFiles(const KubeconfigSources& sources);
[[nodiscard]] Kubeconfig loadKubeconfig(const KubeconfigSources& sources);
// One file's text. Errors: FileTooLarge, BadSyntax, BadValue, Unsupported (subject: `file`).
[[nodiscard]] Result<Kubeconfig> parseKubeconfig(std::string_view text, const std::string& file);

// Everything that a connection needs; reads the CA and certificate files that the context names. Errors: BadValue (subject:
// the kubeconfig, or the context when there is none of that name), FileNotFound/FileUnreadable/FileTooLarge (subject: that file),
// Unsupported (auth-provider), InsecureRefused (http to a host that is not this machine).
[[nodiscard]] Result<ConnectionSpec> resolve(const Kubeconfig& config, std::string_view contextName);

enum class UserKind : unsigned char { None, Token, TokenFile, Certificate, Basic, Exec, AuthProvider };
[[nodiscard]] const char* userKindWord(UserKind kind); // "token", "tokenFile", … for JSON

// One row of the context list.
struct ContextInfo {
    std::string name;
    std::string cluster;
    std::string server;
    std::string user;
    UserKind userKind = UserKind::None;
    std::string ns;
    std::string file;
    bool current = false;
    bool viaGitLabAgent = false;
    std::optional<Error> problem; // why it cannot be used, as far as the text tells (no file is opened for this)
};
[[nodiscard]] std::vector<ContextInfo> listContexts(const Kubeconfig& config);

// What in a context of a foreign file can hurt whoever uses it (quality.md §3.1 "untrusted kubeconfig").
enum class Danger : unsigned char { Exec, ProxyUrl, FileRead, InsecureTls, TlsServerName, Impersonation, PlainHttp };
struct DangerousField {
    Danger danger;
    std::string field; // "exec", "certificate-authority", …
    std::string value; // command with arguments, path, URL without its password; never a secret
};
[[nodiscard]] std::vector<DangerousField> dangerousFields(const Kubeconfig& config, std::string_view contextName);

} // namespace dg::kube

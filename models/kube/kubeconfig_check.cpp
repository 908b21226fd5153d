// SPDX-License-Identifier: Apache-2.0
#include "kubeconfig_check.h"

#include "base/loopback.h"

#include <QUrl>

#include <algorithm>
#include <unordered_map>

namespace dg::kube {

namespace {

std::optional<Error> serverProblem(const KubeCluster& cluster)
{
    const auto bad = [&](const std::string& cause) {
        return Error{ErrorCode::BadValue, cluster.origin.file, "cluster \"" + cluster.name + "\": " + cause, cluster.origin.line};
    };
    if (cluster.server.empty())
        return bad("server is missing"); // kubectl would take http://localhost:8080: nobody means that
    const auto text = normalisedServer(cluster.server);
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return bad("server is not an address");
    if (!url.userInfo().isEmpty())
        return bad("server holds a user name");
    if (url.hasQuery() || url.hasFragment())
        return bad("server has a query or a fragment");
    if (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))
        return bad("server is neither https nor http");
    if (url.scheme() == QLatin1String("http") && !isLoopbackHost(url.host().toLower().toStdString()))
        return Error{ErrorCode::InsecureRefused, url.host().toStdString(), "cluster \"" + cluster.name + "\" in " + cluster.origin.file,
            cluster.origin.line};
    if (cluster.insecureSkipTlsVerify && (!cluster.caData.empty() || !cluster.caFile.empty()))
        return bad("insecure-skip-tls-verify together with a certificate-authority");
    if (!cluster.proxyUrl.empty()) {
        const QUrl proxy(QString::fromStdString(cluster.proxyUrl), QUrl::StrictMode);
        const auto scheme = proxy.scheme();
        if (!proxy.isValid() || proxy.host().isEmpty()
            || (scheme != QLatin1String("http") && scheme != QLatin1String("https") && scheme != QLatin1String("socks5")))
            return bad("proxy-url is not an http, https or socks5 address");
    }
    return std::nullopt;
}

std::optional<std::string> execProblem(const ExecSpec& exec)
{
    if (exec.command.empty())
        return "exec: command is missing";
    if (exec.apiVersion.empty())
        return "exec: apiVersion is missing";
    if (exec.apiVersion != "client.authentication.k8s.io/v1" && exec.apiVersion != "client.authentication.k8s.io/v1beta1")
        return "exec: apiVersion " + exec.apiVersion + " is not served any more";
    if (std::any_of(exec.env.begin(), exec.env.end(),
            [](const auto& pair) { return pair.first.empty() || pair.first.find('=') != std::string::npos; }))
        return "exec: env has an entry without a name";
    if (exec.interactiveMode.empty() && exec.apiVersion.ends_with("/v1"))
        return "exec: interactiveMode is missing";
    if (!exec.interactiveMode.empty() && exec.interactiveMode != "Never" && exec.interactiveMode != "IfAvailable"
        && exec.interactiveMode != "Always")
        return "exec: interactiveMode is none of Never, IfAvailable, Always";
    return std::nullopt;
}

std::optional<Error> userProblem(const KubeUser& user)
{
    const auto bad = [&](const std::string& cause) {
        return Error{ErrorCode::BadValue, user.origin.file, "user \"" + user.name + "\": " + cause, user.origin.line};
    };
    const bool token = !user.token.empty() || !user.tokenFile.empty();
    const bool basic = !user.username.empty() || !user.password.empty();
    if (token && basic)
        return bad("a token and a user name with password: only one is allowed");
    const bool cert = !user.certData.empty() || !user.certFile.empty();
    if (cert && user.keyData.empty() && user.keyFile.empty())
        return bad("client-certificate without client-key");
    if (user.exec && !user.authProvider.empty())
        return bad("exec together with auth-provider");
    if (user.exec) {
        if (const auto cause = execProblem(*user.exec))
            return bad(*cause);
    }
    const auto& as = user.impersonation;
    if (as.user.empty() && (!as.uid.empty() || !as.groups.empty() || !as.extra.empty()))
        return bad("as-uid, as-groups or as-user-extra without as");
    // With a static credential beside it an auth-provider would not be asked.
    if (!user.authProvider.empty() && !token && !basic && !cert)
        return Error{
            ErrorCode::Unsupported, user.origin.file, "user \"" + user.name + "\": auth-provider " + user.authProvider, user.origin.line};
    return std::nullopt;
}

std::optional<Error> problemOf(const KubeContext& context, const KubeCluster* cluster, const KubeUser* user)
{
    const auto bad = [&](const std::string& cause) {
        return Error{ErrorCode::BadValue, context.origin.file, "context \"" + context.name + "\": " + cause, context.origin.line};
    };
    if (context.cluster.empty())
        return bad("no cluster is named");
    if (!cluster)
        return bad("the cluster \"" + context.cluster + "\" is not defined");
    if (!context.user.empty() && !user)
        return bad("the user \"" + context.user + "\" is not defined");
    if (auto problem = serverProblem(*cluster))
        return problem;
    return user ? userProblem(*user) : std::nullopt;
}

UserKind kindOf(const KubeUser* user)
{
    if (!user)
        return UserKind::None;
    if (!user->token.empty())
        return UserKind::Token;
    if (!user->tokenFile.empty())
        return UserKind::TokenFile;
    if (!user->username.empty() || !user->password.empty())
        return UserKind::Basic;
    if (user->exec)
        return UserKind::Exec;
    if (!user->certData.empty() || !user->certFile.empty())
        return UserKind::Certificate;
    return user->authProvider.empty() ? UserKind::None : UserKind::AuthProvider;
}

std::string withoutPassword(const std::string& url)
{
    const QUrl parsed(QString::fromStdString(url));
    return parsed.isValid() ? parsed.toString(QUrl::RemoveUserInfo).toStdString() : "(not an address)";
}

std::string commandLine(const ExecSpec& exec)
{
    auto line = exec.command;
    for (const auto& argument : exec.args)
        line += " " + argument;
    return line;
}

} // namespace

std::string normalisedServer(const std::string& server)
{
    auto out = server;
    const auto colon = out.find("://");
    if (colon == std::string::npos && !out.empty())
        out.insert(0, "https://");
    else if (colon != std::string::npos) // schemes are case-insensitive (RFC 3986, 3.1): "HTTP://" is plain HTTP too
        std::transform(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(colon), out.begin(),
            [](unsigned char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : static_cast<char>(c); });
    while (out.ends_with('/'))
        out.pop_back();
    return out;
}

std::optional<Error> contextProblem(const Kubeconfig& config, const KubeContext& context)
{
    return problemOf(context, config.cluster(context.cluster), config.user(context.user));
}

bool reachesGitLabAgent(const KubeCluster& cluster, const KubeUser* user)
{
    if (normalisedServer(cluster.server).ends_with("/k8s-proxy"))
        return true;
    if (!user)
        return false;
    const auto token = user->token.reveal();
    if (token.starts_with("pat:") || token.starts_with("ci:"))
        return true;
    if (!user->exec)
        return false;
    const auto& args = user->exec->args;
    return std::find(args.begin(), args.end(), "get-token") != args.end() && std::find(args.begin(), args.end(), "--agent") != args.end();
}

const char* userKindWord(UserKind kind)
{
    switch (kind) {
    case UserKind::None:
        return "none";
    case UserKind::Token:
        return "token";
    case UserKind::TokenFile:
        return "tokenFile";
    case UserKind::Certificate:
        return "certificate";
    case UserKind::Basic:
        return "basic";
    case UserKind::Exec:
        return "exec";
    case UserKind::AuthProvider:
        return "authProvider";
    }
    return "none";
}

std::vector<ContextInfo> listContexts(const Kubeconfig& config)
{
    // Maps, because a file may hold 100,000 contexts (quality.md, fault 42).
    std::unordered_map<std::string_view, const KubeCluster*> clusters;
    std::unordered_map<std::string_view, const KubeUser*> users;
    for (const auto& cluster : config.clusters)
        clusters.try_emplace(cluster.name, &cluster);
    for (const auto& user : config.users)
        users.try_emplace(user.name, &user);
    std::vector<ContextInfo> out;
    out.reserve(config.contexts.size());
    for (const auto& context : config.contexts) {
        const auto c = clusters.find(context.cluster);
        const auto u = users.find(context.user);
        const auto* cluster = c == clusters.end() ? nullptr : c->second;
        const auto* user = u == users.end() ? nullptr : u->second;
        ContextInfo info;
        info.name = context.name;
        info.cluster = context.cluster;
        info.server = cluster ? withoutPassword(normalisedServer(cluster->server)) : std::string();
        info.user = context.user;
        info.userKind = kindOf(user);
        info.ns = context.ns;
        info.file = context.origin.file;
        info.current = context.name == config.currentContext;
        info.viaGitLabAgent = cluster && reachesGitLabAgent(*cluster, user);
        info.problem = problemOf(context, cluster, user);
        out.push_back(std::move(info));
    }
    return out;
}

std::vector<DangerousField> dangerousFields(const Kubeconfig& config, std::string_view contextName)
{
    std::vector<DangerousField> out;
    const auto* context = config.context(contextName);
    if (!context)
        return out;
    const auto file = [&out](const char* field, const std::string& path) {
        if (!path.empty())
            out.push_back({Danger::FileRead, field, path});
    };
    if (const auto* cluster = config.cluster(context->cluster)) {
        if (normalisedServer(cluster->server).starts_with("http://"))
            out.push_back({Danger::PlainHttp, "server", withoutPassword(cluster->server)});
        if (!cluster->proxyUrl.empty())
            out.push_back({Danger::ProxyUrl, "proxy-url", withoutPassword(cluster->proxyUrl)});
        if (cluster->insecureSkipTlsVerify)
            out.push_back({Danger::InsecureTls, "insecure-skip-tls-verify", "true"});
        if (!cluster->tlsServerName.empty())
            out.push_back({Danger::TlsServerName, "tls-server-name", cluster->tlsServerName});
        file("certificate-authority", cluster->caFile);
    }
    if (const auto* user = config.user(context->user)) {
        if (user->exec)
            out.push_back({Danger::Exec, "exec", commandLine(*user->exec)});
        file("client-certificate", user->certFile);
        file("client-key", user->keyFile);
        file("tokenFile", user->tokenFile);
        if (!user->impersonation.user.empty())
            out.push_back({Danger::Impersonation, "as", user->impersonation.user});
    }
    return out;
}

} // namespace dg::kube

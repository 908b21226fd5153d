// SPDX-License-Identifier: Apache-2.0
// From a context's name to what a connection needs, by client-go's validation rules (tools/clientcmd/validation.go).
#include "kube/kubeconfig.h"

#include "kubeconfig_check.h"
#include "kubeconfig_file.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <filesystem>

namespace dg::kube {

namespace {

constexpr std::size_t MaxPemBytes = 1u << 20;

std::string besideFile(const std::string& path, const Origin& origin)
{
    const std::filesystem::path given(path);
    if (given.is_absolute())
        return path;
    return (std::filesystem::path(origin.file).parent_path() / given).lexically_normal().string();
}

Result<std::string> decoded(std::string_view base64, const Origin& origin, const std::string& what)
{
    const auto result
        = QByteArray::fromBase64Encoding(QByteArray(base64.data(), static_cast<qsizetype>(base64.size())).simplified().replace(' ', ""),
            QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        return fail(ErrorCode::BadValue, origin.file, what + " is not base64", origin.line);
    return result.decoded.toStdString();
}

// PEM text from its data form, or else from its file; empty when neither is given.
Result<std::string> pem(std::string_view data, const std::string& file, const Origin& origin, const std::string& what)
{
    std::string text;
    if (!data.empty()) {
        auto bytes = decoded(data, origin, what + "-data");
        if (!bytes)
            return bytes;
        text = std::move(*bytes);
    } else if (!file.empty()) {
        auto bytes = readWholeFile(besideFile(file, origin), MaxPemBytes);
        if (!bytes) {
            auto error = bytes.error();
            error.detail = what + " in " + origin.file + ": " + error.detail;
            return tl::unexpected(std::move(error));
        }
        text = std::move(*bytes);
    } else {
        return std::string();
    }
    if (text.find("-----BEGIN ") == std::string::npos)
        return fail(ErrorCode::BadValue, origin.file, what + " holds no PEM text", origin.line);
    return text;
}

Status fillEndpoint(const KubeCluster& cluster, ConnectionSpec& spec)
{
    auto& endpoint = spec.endpoint;
    const auto what = "cluster \"" + cluster.name + "\": ";
    endpoint.baseUrl = normalisedServer(cluster.server);
    endpoint.tlsServerName = cluster.tlsServerName;
    endpoint.insecureSkipTlsVerify = cluster.insecureSkipTlsVerify;
    endpoint.proxyUrl = cluster.proxyUrl;
    endpoint.disableCompression = cluster.disableCompression;
    auto ca = pem(cluster.caData, cluster.caFile, cluster.origin, what + "certificate-authority");
    if (!ca)
        return tl::unexpected(ca.error());
    endpoint.caPem = std::move(*ca);
    if (cluster.insecureSkipTlsVerify)
        spec.warnings.emplace_back("insecureSkipTlsVerify");
    return {};
}

Status fillCertificate(const KubeUser& user, ConnectionSpec& spec)
{
    const auto what = "user \"" + user.name + "\": ";
    auto cert = pem(user.certData, user.certFile, user.origin, what + "client-certificate");
    if (!cert)
        return tl::unexpected(cert.error());
    if (cert->empty())
        return {}; // a key alone means nothing, as with client-go
    auto key = pem(user.keyData.reveal(), user.keyFile, user.origin, what + "client-key");
    if (!key)
        return tl::unexpected(key.error());
    spec.endpoint.clientCertPem = std::move(*cert);
    spec.endpoint.clientKeyPem = Secret::take(*key);
    return {};
}

// spec.cluster of ExecCredential, for plugins that asked for it.
std::string clusterInfo(const KubeCluster& cluster, const net::Endpoint& endpoint)
{
    QJsonObject info;
    const auto put = [&info](const char* key, const std::string& value) {
        if (!value.empty())
            info.insert(QLatin1String(key), QString::fromStdString(value));
    };
    put("server", endpoint.baseUrl);
    put("tls-server-name", endpoint.tlsServerName);
    if (endpoint.insecureSkipTlsVerify)
        info.insert(QLatin1String("insecure-skip-tls-verify"), true);
    put("certificate-authority-data", QByteArray::fromStdString(endpoint.caPem).toBase64().toStdString());
    put("proxy-url", endpoint.proxyUrl);
    if (endpoint.disableCompression)
        info.insert(QLatin1String("disable-compression"), true);
    if (!cluster.execConfigJson.empty()) {
        // Wrapped, because QJsonDocument reads objects and arrays only.
        const auto wrapped = QJsonDocument::fromJson(QByteArray::fromStdString("{\"config\":" + cluster.execConfigJson + "}"));
        info.insert(QLatin1String("config"), wrapped.object().value(QLatin1String("config")));
    }
    return QJsonDocument(info).toJson(QJsonDocument::Compact).toStdString();
}

Status fillUser(const KubeUser& user, const KubeCluster& cluster, ConnectionSpec& spec)
{
    auto& auth = spec.auth;
    auth.token = user.token;
    auth.username = user.username;
    auth.password = user.password;
    auth.impersonation = user.impersonation;
    if (!user.tokenFile.empty()) {
        auth.tokenFile = besideFile(user.tokenFile, user.origin);
        // client-go reads it once here: a missing file is an error of the configuration.
        if (const auto readable = readWholeFile(auth.tokenFile, MaxPemBytes); !readable)
            return tl::unexpected(readable.error());
    }
    if (auto status = fillCertificate(user, spec); !status)
        return status;
    if (user.exec) {
        auth.exec = *user.exec;
        auto& exec = *auth.exec;
        if (exec.interactiveMode.empty())
            exec.interactiveMode = "IfAvailable"; // v1beta1's default; with v1 the check has refused it
        if (exec.command.find('/') != std::string::npos || exec.command.find('\\') != std::string::npos)
            exec.command = besideFile(exec.command, user.origin);
        if (exec.provideClusterInfo)
            exec.clusterInfoJson = clusterInfo(cluster, spec.endpoint);
    }
    return {};
}

} // namespace

Result<ConnectionSpec> resolve(const Kubeconfig& config, std::string_view contextName)
{
    const auto* context = config.context(contextName);
    if (!context)
        return fail(ErrorCode::BadValue, std::string(contextName), "no context of this name");
    if (auto problem = contextProblem(config, *context))
        return tl::unexpected(std::move(*problem));
    const auto& cluster = *config.cluster(context->cluster);
    ConnectionSpec spec;
    spec.name = context->name;
    spec.context = context->name;
    spec.defaultNamespace = context->ns;
    if (auto status = fillEndpoint(cluster, spec); !status)
        return tl::unexpected(status.error());
    const auto* user = config.user(context->user);
    if (user) {
        if (auto status = fillUser(*user, cluster, spec); !status)
            return tl::unexpected(status.error());
    }
    spec.viaGitLabAgent = reachesGitLabAgent(cluster, user);
    return spec;
}

} // namespace dg::kube

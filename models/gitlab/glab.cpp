// SPDX-License-Identifier: Apache-2.0
#include "gitlab/glab.h"

#include "json/quote.h"

#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <charconv>

namespace dg::gitlab {

namespace {

bool letterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string sanitised(std::string_view text)
{
    std::string out(text);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return !letterOrDigit(c) && c != '-'; }, '_');
    return out;
}

std::string clusterName(const Host& host)
{
    auto name = host.name();
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '.' || c == '/' || c == ':'; }, '_');
    return name;
}

} // namespace

std::string glabContextName(const GlabContext& context)
{
    return clusterName(context.host) + "-" + sanitised(context.project) + "-" + context.agentName;
}

std::string glabKubeconfig(const GlabContext& context)
{
    const auto cluster = clusterName(context.host);
    const auto id = std::to_string(context.agentId);
    const auto user = cluster + "-" + id;
    const auto name = glabContextName(context);
    std::string out = "apiVersion: v1\nkind: Config\npreferences: {}\n";
    out += "clusters:\n- cluster:\n    server: " + json::quote(context.proxyUrl) + "\n  name: " + json::quote(cluster) + "\n";
    out += "contexts:\n- context:\n    cluster: " + json::quote(cluster) + "\n    user: " + json::quote(user)
        + "\n  name: " + json::quote(name) + "\n";
    out += "current-context: " + json::quote(name) + "\n";
    out += "users:\n- name: " + json::quote(user)
        + "\n  user:\n    exec:\n      apiVersion: client.authentication.k8s.io/v1\n      args:\n";
    for (const std::string& argument : {std::string("cluster"), std::string("agent"), std::string("get-token"), std::string("--agent"), id,
             std::string("--token-expiry-duration"), context.expiry, std::string("--cache-mode"), context.cacheMode})
        out += "      - " + json::quote(argument) + "\n";
    out += "      command: " + json::quote(context.command) + "\n      env:\n      - name: GITLAB_HOST\n        value: "
        + json::quote(context.host.url()) + "\n      interactiveMode: Never\n      provideClusterInfo: false\n";
    return out;
}

Status writeGlabKubeconfig(GlabContext context, const QString& path)
{
    if (context.command.empty()) {
        const auto glab = QStandardPaths::findExecutable(QStringLiteral("glab"));
        context.command = glab.isEmpty() ? std::string("glab") : glab.toStdString();
    }
    const auto yaml = QByteArray::fromStdString(glabKubeconfig(context));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(yaml) != yaml.size()
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) || !file.commit())
        return fail(ErrorCode::FileUnwritable, path.toStdString(), file.errorString().toStdString());
    return {};
}

std::optional<GlabAgent> glabAgent(const kube::ConnectionSpec& spec)
{
    if (!spec.auth.exec)
        return std::nullopt;
    const auto& exec = *spec.auth.exec;
    if (std::find(exec.args.begin(), exec.args.end(), "get-token") == exec.args.end())
        return std::nullopt;
    GlabAgent out;
    for (std::size_t i = 0; i < exec.args.size(); ++i) {
        std::string_view number;
        if (exec.args[i] == "--agent" && i + 1 < exec.args.size())
            number = exec.args[i + 1];
        else if (exec.args[i].starts_with("--agent="))
            number = std::string_view(exec.args[i]).substr(8);
        std::from_chars(number.data(), number.data() + number.size(), out.agentId);
    }
    std::string host = "https://gitlab.com";
    for (const auto& [name, value] : exec.env) {
        if (name == "GITLAB_HOST" && !value.empty())
            host = value;
    }
    auto parsed = parseHost(host);
    if (out.agentId == 0 || !parsed)
        return std::nullopt;
    out.host = std::move(*parsed);
    return out;
}

} // namespace dg::gitlab

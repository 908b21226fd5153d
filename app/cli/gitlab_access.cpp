// SPDX-License-Identifier: Apache-2.0
#include "gitlab_access.h"
#include "translate.h"

#include "target.h"
#include "text/words.h"

#include <QFile>

namespace dg::cli {

namespace {

std::string readCa(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Failure{{file.exists() ? ErrorCode::FileUnreadable : ErrorCode::FileNotFound, path.toStdString(), {}}, {}};
    const auto text = file.read(1 << 20);
    if (!text.contains("-----BEGIN CERTIFICATE-----"))
        throw Failure{{}, CommandLine::tr("%1 holds no certificate in PEM form.").arg(path)};
    return text.toStdString();
}

gitlab::Token readToken(const Options& options, Streams& streams, const Environment& environment)
{
    const char* name = options.agentCi ? "CI_JOB_TOKEN" : "DRIFTGLASS_TOKEN";
    auto text = environment.variable(name).trimmed().toStdString();
    gitlab::Token token{options.agentCi ? gitlab::TokenKind::CiJob : gitlab::TokenKind::Access, Secret::take(text)};
    if (token.value.empty() && streams.readSecret && !options.agentCi) {
        if (auto typed = streams.readSecret(CommandLine::tr("Token (scopes k8s_proxy and read_api): ")))
            token.value = std::move(*typed);
    }
    if (token.value.empty())
        throw Failure{{}, CommandLine::tr("There is no token. Put it into the environment variable %1.").arg(QLatin1String(name))};
    if (const auto good = gitlab::checkToken(token.value); !good)
        throw Failure{{}, CommandLine::tr("The token has a blank or another character that no token has. Copy it again.")};
    return token;
}

} // namespace

gitlab::Access gitlabAccess(const Options& options, Streams& streams, const Environment& environment)
{
    gitlab::Access access;
    if (!options.gitlab.isEmpty()) {
        auto host = gitlab::parseHost(options.gitlab.toStdString());
        if (!host)
            throw Failure{{}, CommandLine::tr("\"%1\" is no address of a GitLab.").arg(text::cleanLine(options.gitlab.toStdString()))};
        access.host = std::move(*host);
        // Before a token is even asked for: none is sent unencrypted.
        if (access.host.plainHttp() && !access.host.loopback())
            throw Failure{{ErrorCode::InsecureRefused, access.host.name(), {}}, {}};
    }
    if (!options.gitlabCa.isEmpty())
        access.caPem = readCa(options.gitlabCa);
    access.proxyUrl = options.gitlabProxy.toStdString();
    access.token = readToken(options, streams, environment);
    return access;
}

} // namespace dg::cli

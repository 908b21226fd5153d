// SPDX-License-Identifier: Apache-2.0
#include "artifact/docker_login.h"

#include "kube/exec_process.h"

#include <QByteArray>
#include <QFile>

#include <algorithm>
#include <cctype>

namespace dg::artifact {

namespace {

constexpr qint64 LargestConfig = 1 << 20;
constexpr std::size_t LargestAnswer = 64u << 10;

// "https://ghcr.io/v2/" as "ghcr.io".
std::string_view registryOf(std::string_view key)
{
    if (const auto scheme = key.find("://"); scheme != std::string_view::npos)
        key.remove_prefix(scheme + 3);
    return key.substr(0, key.find('/'));
}

std::string_view known(std::string_view registry)
{
    return registry == "index.docker.io" ? "https://index.docker.io/v1/" : registry;
}

const drift::Value* entryFor(const drift::Value* entries, std::string_view registry)
{
    for (std::size_t i = 0; entries && i < entries->keys.size(); ++i) {
        if (registryOf(entries->keys[i]) == registry)
            return &entries->children[i];
    }
    return nullptr;
}

Result<std::optional<Login>> helperLogin(const std::string& name, const std::string& registry, const std::stop_token& stop)
{
    const auto program = "docker-credential-" + name;
    const auto plain = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; };
    if (name.empty() || !std::ranges::all_of(name, plain))
        return fail(ErrorCode::PluginMissing, program);
    kube::ExecCommand command;
    command.command = program;
    command.args = {"get"};
    command.input = known(registry);
    command.maxOutput = LargestAnswer;
    const auto ran = kube::ExecRun::wait(std::move(command), stop);
    if (!ran)
        return tl::unexpected(ran.error());
    const auto said = ran->output.reveal();
    if (ran->exitCode != 0) {
        // The protocol has no code for it, only this text (credentials/error.go).
        if (said.find("credentials not found") != std::string_view::npos)
            return std::nullopt;
        return fail(ErrorCode::PluginFailed, program, ran->errors);
    }
    auto document = drift::fromJson(said);
    if (!document)
        return fail(ErrorCode::PluginBadAnswer, program);
    const drift::Wiped answer(std::move(*document));
    const auto secret = answer.value.textAt({"Secret"});
    if (secret.empty())
        return fail(ErrorCode::PluginBadAnswer, program);
    return Login{std::string(answer.value.textAt({"Username"})), Secret(secret)};
}

std::optional<Login> storedLogin(const drift::Value& entry)
{
    if (!entry.textAt({"identitytoken"}).empty())
        return Login{"<token>", Secret(entry.textAt({"identitytoken"}))};
    if (const auto auth = entry.textAt({"auth"}); !auth.empty()) {
        auto pair = QByteArray::fromBase64(QByteArray::fromRawData(auth.data(), static_cast<qsizetype>(auth.size())));
        while (pair.endsWith('\0'))
            pair.chop(1);
        const auto colon = pair.indexOf(':');
        std::optional<Login> out;
        if (colon > 0)
            out = Login{pair.left(colon).toStdString(),
                Secret(std::string_view(pair.constData() + colon + 1, static_cast<std::size_t>(pair.size() - colon - 1)))};
        secureZero(pair.data(), static_cast<std::size_t>(pair.size()));
        return out;
    }
    if (const auto user = entry.textAt({"username"}); !user.empty())
        return Login{std::string(user), Secret(entry.textAt({"password"}))};
    return std::nullopt;
}

} // namespace

Result<std::optional<Login>> dockerLogin(const std::string& path, const std::string& registry, const std::stop_token& stop)
{
    QFile file(QString::fromStdString(path));
    if (!file.exists())
        return std::nullopt;
    if (file.size() > LargestConfig || !file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, path, file.errorString().toStdString());
    auto bytes = file.readAll();
    auto document = drift::fromJson({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    secureZero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    if (!document)
        return fail(ErrorCode::BadSyntax, path);
    const drift::Wiped config(std::move(*document));
    std::string helper(config.value.textAt({"credsStore"}));
    if (const auto* const own = entryFor(config.value.find("credHelpers"), registry))
        helper = own->text;
    if (!helper.empty()) {
        auto login = helperLogin(helper, registry, stop);
        if (!login || *login)
            return login;
    }
    const auto* const entry = entryFor(config.value.find("auths"), registry);
    return entry ? storedLogin(*entry) : std::nullopt;
}

Result<std::optional<Login>> dockerLoginIn(std::string_view text, const std::string& registry)
{
    auto document = drift::fromJson(text);
    if (!document)
        return fail(ErrorCode::BadSyntax);
    const drift::Wiped config(std::move(*document));
    const auto* const entry = entryFor(config.value.find("auths"), registry);
    return entry ? storedLogin(*entry) : std::nullopt;
}

} // namespace dg::artifact

// SPDX-License-Identifier: Apache-2.0
#include "core/gitlab_accounts.h"

#include <QFile>

#include <algorithm>

namespace dg::core {

namespace {

constexpr std::size_t MostRecent = 12;

bool same(const window::GitLabAccount& one, const window::GitLabAccount& other)
{
    return one.host == other.host && one.user == other.user && one.kind == other.kind;
}

constexpr auto OAuthWord = "oauth"; // without the key, as settings were written before: an access token

window::GitLabAccount readAccount(const QSettings& from)
{
    window::GitLabAccount account;
    account.host = from.value(QStringLiteral("host")).toString();
    account.user = from.value(QStringLiteral("user")).toString();
    account.caFile = from.value(QStringLiteral("caFile")).toString();
    account.proxy = from.value(QStringLiteral("proxy")).toString();
    account.expires = from.value(QStringLiteral("expires")).toLongLong();
    account.kept = from.value(QStringLiteral("kept")).toBool();
    const bool oauth = from.value(QStringLiteral("kind")).toString() == QLatin1String(OAuthWord);
    account.kind = oauth ? window::AccountKind::OAuth : window::AccountKind::Access;
    return account;
}

void writeAccount(QSettings& to, const window::GitLabAccount& account)
{
    to.setValue(QStringLiteral("host"), account.host);
    to.setValue(QStringLiteral("user"), account.user);
    to.setValue(QStringLiteral("caFile"), account.caFile);
    to.setValue(QStringLiteral("proxy"), account.proxy);
    to.setValue(QStringLiteral("expires"), account.expires);
    to.setValue(QStringLiteral("kept"), account.kept);
    to.setValue(QStringLiteral("kind"), account.kind == window::AccountKind::OAuth ? QLatin1String(OAuthWord) : QLatin1String("access"));
}

} // namespace

QString keychainKey(const window::GitLabAccount& account)
{
    const auto key = QStringLiteral("gitlab %1 %2").arg(account.host.section(QStringLiteral("://"), -1), account.user);
    return account.kind == window::AccountKind::OAuth ? key + QLatin1Char(' ') + QLatin1String(OAuthWord) : key;
}

GitLabAccounts::GitLabAccounts(const QString& settingsFile, std::unique_ptr<keychain::Keychain> system, QObject* parent)
    : QObject(parent)
    , m_settings(settingsFile, QSettings::IniFormat)
    , m_system(std::move(system))
{
    auto known = accounts();
    const auto ended = [](const window::GitLabAccount& account) { return account.kind == window::AccountKind::OAuth && !account.kept; };
    if (std::erase_if(known, ended) > 0) // of an earlier run: its token went with it
        store(known);
}

std::vector<window::GitLabAccount> GitLabAccounts::accounts() const
{
    auto& from = const_cast<QSettings&>(m_settings); // arrays are read through a cursor
    std::vector<window::GitLabAccount> out;
    const int count = from.beginReadArray(QStringLiteral("gitlabAccounts"));
    for (int i = 0; i < count; ++i) {
        from.setArrayIndex(i);
        out.push_back(readAccount(from));
    }
    from.endArray();
    return out;
}

std::vector<window::AgentChoice> GitLabAccounts::recent() const
{
    auto& from = const_cast<QSettings&>(m_settings);
    std::vector<window::AgentChoice> out;
    const int count = from.beginReadArray(QStringLiteral("gitlabAgents"));
    for (int i = 0; i < count; ++i) {
        from.setArrayIndex(i);
        window::AgentChoice choice;
        choice.proxyUrl = from.value(QStringLiteral("proxyUrl")).toString();
        choice.agentId = from.value(QStringLiteral("agentId")).toULongLong();
        choice.name = from.value(QStringLiteral("name")).toString();
        choice.project = from.value(QStringLiteral("project")).toString();
        choice.account = readAccount(from);
        if (choice.agentId != 0)
            out.push_back(std::move(choice));
    }
    from.endArray();
    return out;
}

void GitLabAccounts::store(const std::vector<window::GitLabAccount>& accounts)
{
    m_settings.remove(QStringLiteral("gitlabAccounts"));
    m_settings.beginWriteArray(QStringLiteral("gitlabAccounts"), static_cast<int>(accounts.size()));
    for (int i = 0; i < static_cast<int>(accounts.size()); ++i) {
        m_settings.setArrayIndex(i);
        writeAccount(m_settings, accounts[static_cast<std::size_t>(i)]);
    }
    m_settings.endArray();
    m_settings.sync();
    QFile::setPermissions(m_settings.fileName(), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

void GitLabAccounts::storeRecent(const std::vector<window::AgentChoice>& recent)
{
    m_settings.remove(QStringLiteral("gitlabAgents"));
    m_settings.beginWriteArray(QStringLiteral("gitlabAgents"), static_cast<int>(recent.size()));
    for (int i = 0; i < static_cast<int>(recent.size()); ++i) {
        const auto& choice = recent[static_cast<std::size_t>(i)];
        m_settings.setArrayIndex(i);
        writeAccount(m_settings, choice.account);
        m_settings.setValue(QStringLiteral("proxyUrl"), choice.proxyUrl);
        m_settings.setValue(QStringLiteral("agentId"), choice.agentId);
        m_settings.setValue(QStringLiteral("name"), choice.name);
        m_settings.setValue(QStringLiteral("project"), choice.project);
    }
    m_settings.endArray();
    m_settings.sync();
}

void GitLabAccounts::use(const window::AgentChoice& choice, const Secret& token, std::function<void(Status)> kept)
{
    auto agents = recent();
    std::erase_if(agents,
        [&](const window::AgentChoice& other) { return other.agentId == choice.agentId && other.account.host == choice.account.host; });
    agents.insert(agents.begin(), choice);
    agents.resize(std::min(agents.size(), MostRecent));
    storeRecent(agents);
    replaceToken(choice.account, token, std::move(kept));
}

void GitLabAccounts::replaceToken(const window::GitLabAccount& account, const Secret& token, std::function<void(Status)> kept)
{
    auto known = accounts();
    std::erase_if(known, [&](const window::GitLabAccount& other) { return same(other, account); });
    known.insert(known.begin(), account);
    store(known);
    const auto key = keychainKey(account);
    m_memory.write(key, token, [](const Status&) {});
    if (!account.kept)
        return kept({});
    if (!m_system)
        return kept(fail(ErrorCode::KeychainAbsent, key.toStdString()));
    m_system->write(key, token, std::move(kept));
}

void GitLabAccounts::read(const window::GitLabAccount& account, std::function<void(Result<Secret>)> done)
{
    const auto key = keychainKey(account);
    m_memory.read(key, [this, key, kept = account.kept, done = std::move(done)](Result<Secret> token) {
        if (token || !kept)
            done(std::move(token));
        else if (!m_system)
            done(fail(ErrorCode::KeychainAbsent, key.toStdString()));
        else
            m_system->read(key, done);
    });
}

void GitLabAccounts::forget(const window::GitLabAccount& account, std::function<void(Status)> done)
{
    auto known = accounts();
    std::erase_if(known, [&](const window::GitLabAccount& other) { return same(other, account); });
    store(known);
    auto agents = recent();
    std::erase_if(agents, [&](const window::AgentChoice& other) { return same(other.account, account); });
    storeRecent(agents);
    const auto key = keychainKey(account);
    m_memory.erase(key, [](const Status&) {});
    if (!account.kept)
        return done({});
    if (!m_system)
        return done(fail(ErrorCode::KeychainAbsent, key.toStdString()));
    m_system->erase(key, std::move(done));
}

} // namespace dg::core

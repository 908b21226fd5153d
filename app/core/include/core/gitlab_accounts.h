// SPDX-License-Identifier: Apache-2.0
// Which accounts of which GitLabs are known, and their tokens: in the system's keychain, or for the running program only.
// The settings hold hosts, names and dates; a token is in none of them. GUI thread; what the keychain takes time for answers
// by callback, once.
#pragma once

#include "keychain/keychain.h"
#include "window/services.h"

#include <QObject>
#include <QSettings>

#include <functional>
#include <memory>
#include <vector>

namespace dg::core {

class GitLabAccounts final : public QObject {
    Q_OBJECT
public:
    // `system` null: there is none to use; tokens then live with the program.
    GitLabAccounts(const QString& settingsFile, std::unique_ptr<keychain::Keychain> system, QObject* parent = nullptr);

    [[nodiscard]] std::vector<window::GitLabAccount> accounts() const;
    [[nodiscard]] std::vector<window::AgentChoice> recent() const; // at most 12
    // Remembers account and agent as used last and keeps the token where account.kept says. The token works at once, also where
    // the keychain fails: the error says why it will not be there at the next start.
    void use(const window::AgentChoice& choice, const Secret& token, std::function<void(Status)> kept);
    void replaceToken(const window::GitLabAccount& account, const Secret& token, std::function<void(Status)> kept);
    // KeychainEntryMissing, KeychainLocked, KeychainAbsent, KeychainDenied, KeychainTimeout: told apart.
    void read(const window::GitLabAccount& account, std::function<void(Result<Secret>)> done);
    // Gone from the settings at once; success only when the keychain gives the token back no more.
    void forget(const window::GitLabAccount& account, std::function<void(Status)> done);

private:
    void store(const std::vector<window::GitLabAccount>& accounts);
    void storeRecent(const std::vector<window::AgentChoice>& recent);
    QSettings m_settings;
    std::unique_ptr<keychain::Keychain> m_system;
    keychain::MemoryKeychain m_memory;
};

// One account's entry in a keychain: "gitlab host/root user", of an OAuth token followed by " oauth".
[[nodiscard]] QString keychainKey(const window::GitLabAccount& account);

} // namespace dg::core

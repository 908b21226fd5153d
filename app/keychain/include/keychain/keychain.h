// SPDX-License-Identifier: Apache-2.0
// keychain: where tokens are kept. One interface; SystemKeychain is QtKeychain (Secret Service, KWallet, macOS Keychain,
// Windows Credential Manager) with the guards it needs, MemoryKeychain lasts as long as the program. GUI thread; nothing
// waits: answers come by callback, once, also when the keychain never answers. Entries are UTF-8 of at most 2,048 bytes
// (Windows takes 2,560).
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

#include <QObject>
#include <QString>

#include <functional>
#include <map>

namespace dg::keychain {

class Keychain : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    using ReadDone = std::function<void(Result<Secret>)>;
    using Done = std::function<void(Status)>;
    // Errors: KeychainEntryMissing, KeychainLocked, KeychainAbsent (no keychain service), KeychainDenied, KeychainTimeout.
    virtual void read(const QString& key, ReadDone done) = 0;
    virtual void write(const QString& key, const Secret& secret, Done done) = 0;
    // Success only when reading it back finds nothing.
    virtual void erase(const QString& key, Done done) = 0;
};

class SystemKeychain final : public Keychain {
    Q_OBJECT
public:
    explicit SystemKeychain(QString service, Millis timeout = Millis{10'000}, QObject* parent = nullptr);
    void read(const QString& key, ReadDone done) override;
    void write(const QString& key, const Secret& secret, Done done) override;
    void erase(const QString& key, Done done) override;

private:
    void readRaw(const QString& key, ReadDone done);
    QString m_service;
    Millis m_timeout;
};

class MemoryKeychain final : public Keychain {
    Q_OBJECT
public:
    using Keychain::Keychain;
    void read(const QString& key, ReadDone done) override;
    void write(const QString& key, const Secret& secret, Done done) override;
    void erase(const QString& key, Done done) override;

private:
    std::map<QString, Secret> m_entries;
};

} // namespace dg::keychain

// SPDX-License-Identifier: Apache-2.0
#include "keychain/keychain.h"

#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>
#ifdef DRIFTGLASS_SECRET_SERVICE
#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

#include <memory>

namespace dg::keychain {

namespace {

constexpr std::size_t MaxBytes = 2048;

Error keychainError(QKeychain::Error error, const QString& text, const QString& key)
{
    auto code = ErrorCode::KeychainAbsent;
    switch (error) {
    case QKeychain::EntryNotFound:
        code = ErrorCode::KeychainEntryMissing;
        break;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        code = ErrorCode::KeychainDenied;
        break;
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        break;
    }
    return {code, key.toStdString(), text.toStdString()};
}

// Runs a job with a limit of our own: a hung keychain service never answers (the job is then left to itself).
template <class Done> void runGuarded(QKeychain::Job* job, Millis timeout, Done done)
{
    auto answered = std::make_shared<bool>(false);
    auto* timer = new QTimer(job);
    timer->setSingleShot(true);
    QObject::connect(job, &QKeychain::Job::finished, job, [answered, done, timer](QKeychain::Job* finished) {
        timer->stop();
        if (!std::exchange(*answered, true))
            done(finished, false);
    });
    QObject::connect(timer, &QTimer::timeout, job, [answered, done, job] {
        if (!std::exchange(*answered, true))
            done(job, true);
    });
    timer->start(timeout);
    job->start();
}

// Is the default collection locked? Asked before "not found" is believed: with a locked keyring QtKeychain says
// "not found" to reading and success to deleting. Answers false where there is no Secret Service to ask.
void askLocked(QObject* context, Millis timeout, std::function<void(bool)> done)
{
#ifdef DRIFTGLASS_SECRET_SERVICE
    auto call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"),
        QStringLiteral("/org/freedesktop/secrets/aliases/default"), QStringLiteral("org.freedesktop.DBus.Properties"),
        QStringLiteral("Get"));
    call << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, static_cast<int>(timeout.count())), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [done = std::move(done)](QDBusPendingCallWatcher* answer) {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        answer->deleteLater();
        done(reply.isValid() && reply.value().variant().toBool());
    });
#else
    Q_UNUSED(timeout)
    QTimer::singleShot(0, context, [done = std::move(done)] { done(false); });
#endif
}

} // namespace

SystemKeychain::SystemKeychain(QString service, Millis timeout, QObject* parent)
    : Keychain(parent)
    , m_service(std::move(service))
    , m_timeout(timeout)
{
}

void SystemKeychain::readRaw(const QString& key, ReadDone done)
{
    auto* job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(key);
    job->setInsecureFallback(false);
    runGuarded(job, m_timeout, [key, done = std::move(done)](QKeychain::Job* finished, bool timedOut) {
        if (timedOut) {
            done(fail(ErrorCode::KeychainTimeout, key.toStdString()));
            return;
        }
        if (finished->error() != QKeychain::NoError) {
            done(tl::unexpected(keychainError(finished->error(), finished->errorString(), key)));
            return;
        }
        auto bytes = static_cast<QKeychain::ReadPasswordJob*>(finished)->binaryData();
        Secret secret{std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))};
        secureZero(bytes.data(), static_cast<std::size_t>(bytes.size()));
        done(std::move(secret));
    });
}

void SystemKeychain::read(const QString& key, ReadDone done)
{
    readRaw(key, [this, self = QPointer(this), key, done = std::move(done)](Result<Secret> result) {
        if (result || result.error().code != ErrorCode::KeychainEntryMissing || !self) {
            done(std::move(result));
            return;
        }
        askLocked(this, m_timeout, [key, done](bool locked) {
            done(fail(locked ? ErrorCode::KeychainLocked : ErrorCode::KeychainEntryMissing, key.toStdString()));
        });
    });
}

void SystemKeychain::write(const QString& key, const Secret& secret, Done done)
{
    if (secret.size() > MaxBytes) {
        QTimer::singleShot(0, this, [key, done = std::move(done)] { done(fail(ErrorCode::TooLarge, key.toStdString())); });
        return;
    }
    auto* job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(key);
    job->setInsecureFallback(false);
    job->setBinaryData(QByteArray(secret.reveal().data(), static_cast<qsizetype>(secret.size())));
    runGuarded(job, m_timeout, [this, self = QPointer(this), key, done = std::move(done)](QKeychain::Job* finished, bool timedOut) {
        if (timedOut) {
            done(fail(ErrorCode::KeychainTimeout, key.toStdString()));
            return;
        }
        if (finished->error() == QKeychain::NoError) {
            done({});
            return;
        }
        const auto error = keychainError(finished->error(), finished->errorString(), key);
        if (error.code != ErrorCode::KeychainDenied || !self) {
            done(tl::unexpected(error));
            return;
        }
        askLocked(this, m_timeout, [error, key, done](bool locked) { // a locked keyring reads as "access denied"
            done(locked ? Status(fail(ErrorCode::KeychainLocked, key.toStdString(), error.detail)) : Status(tl::unexpected(error)));
        });
    });
}

void SystemKeychain::erase(const QString& key, Done done)
{
    askLocked(this, m_timeout, [this, self = QPointer(this), key, done = std::move(done)](bool locked) {
        if (locked || !self) {
            done(fail(ErrorCode::KeychainLocked, key.toStdString()));
            return;
        }
        auto* job = new QKeychain::DeletePasswordJob(m_service);
        job->setKey(key);
        job->setInsecureFallback(false);
        runGuarded(job, m_timeout, [this, self, key, done](QKeychain::Job* finished, bool timedOut) {
            if (timedOut || !self) {
                done(fail(ErrorCode::KeychainTimeout, key.toStdString()));
                return;
            }
            if (finished->error() != QKeychain::NoError && finished->error() != QKeychain::EntryNotFound) {
                done(tl::unexpected(keychainError(finished->error(), finished->errorString(), key)));
                return;
            }
            readRaw(key, [key, done](Result<Secret> left) { // only an entry that cannot be read back is gone
                if (!left && left.error().code == ErrorCode::KeychainEntryMissing)
                    done({});
                else
                    done(fail(left ? ErrorCode::KeychainDenied : left.error().code, key.toStdString()));
            });
        });
    });
}

void MemoryKeychain::read(const QString& key, ReadDone done)
{
    const auto it = m_entries.find(key);
    auto result
        = it == m_entries.end() ? Result<Secret>(fail(ErrorCode::KeychainEntryMissing, key.toStdString())) : Result<Secret>(it->second);
    QTimer::singleShot(0, this, [done = std::move(done), result = std::move(result)] { done(result); });
}

void MemoryKeychain::write(const QString& key, const Secret& secret, Done done)
{
    m_entries.insert_or_assign(key, secret);
    QTimer::singleShot(0, this, [done = std::move(done)] { done({}); });
}

void MemoryKeychain::erase(const QString& key, Done done)
{
    m_entries.erase(key);
    QTimer::singleShot(0, this, [done = std::move(done)] { done({}); });
}

} // namespace dg::keychain

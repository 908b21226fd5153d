// SPDX-License-Identifier: Apache-2.0
// Against a real gnome-keyring-daemon (with-secret-service).
#include "keychain/keychain.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <optional>

using namespace dg;
using namespace dg::keychain;

namespace {

template <class R> R waitFor(std::optional<R>& answer)
{
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 15'000))
        return fail(ErrorCode::Internal, "no answer at all");
    return *answer;
}

Result<Secret> readNow(Keychain& chain, const QString& key)
{
    std::optional<Result<Secret>> answer;
    chain.read(key, [&](Result<Secret> result) { answer = std::move(result); });
    return waitFor(answer);
}

Status writeNow(Keychain& chain, const QString& key, std::string_view text)
{
    std::optional<Status> answer;
    chain.write(key, Secret(text), [&](Status result) { answer = std::move(result); });
    return waitFor(answer);
}

Status eraseNow(Keychain& chain, const QString& key)
{
    std::optional<Status> answer;
    chain.erase(key, [&](Status result) { answer = std::move(result); });
    return waitFor(answer);
}

// The collection's lock, turned by the Secret Service itself.
bool lockCollection()
{
    return QProcess::execute(QStringLiteral("dbus-send"),
               {QStringLiteral("--session"), QStringLiteral("--print-reply"), QStringLiteral("--dest=org.freedesktop.secrets"),
                   QStringLiteral("/org/freedesktop/secrets"), QStringLiteral("org.freedesktop.Secret.Service.Lock"),
                   QStringLiteral("array:objpath:/org/freedesktop/secrets/aliases/default")})
        == 0;
}

} // namespace

class KeychainTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTokenIsWrittenReadAndGoneAfterDeletion()
    {
        SystemKeychain chain(QStringLiteral("driftglass-test"));
        QVERIFY(writeNow(chain, QStringLiteral("gitlab.example.com"), "glpat-canary-1"));
        const auto read = readNow(chain, QStringLiteral("gitlab.example.com"));
        QVERIFY(read);
        QVERIFY(read->sameAs(Secret("glpat-canary-1")));
        QVERIFY(eraseNow(chain, QStringLiteral("gitlab.example.com")));
        const auto gone = readNow(chain, QStringLiteral("gitlab.example.com"));
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, ErrorCode::KeychainEntryMissing);
    }

    void anEntryThatNeverExistedIsMissingAndNothingElse()
    {
        SystemKeychain chain(QStringLiteral("driftglass-test"));
        const auto read = readNow(chain, QStringLiteral("never"));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::KeychainEntryMissing);
    }

    void aTooLongSecretIsRefusedBeforeItReachesTheService()
    {
        SystemKeychain chain(QStringLiteral("driftglass-test"));
        const auto status = writeNow(chain, QStringLiteral("long"), std::string(3000, 'x'));
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::TooLarge);
    }

    void aHungServiceIsATimeoutAndNotASilence()
    {
        QFile pidFile(qEnvironmentVariable("DG_KEYRING_HOME") + QStringLiteral("/pid"));
        QVERIFY(pidFile.open(QIODevice::ReadOnly));
        const auto pid = static_cast<pid_t>(pidFile.readAll().trimmed().toInt());
        QVERIFY(pid > 1);
        SystemKeychain chain(QStringLiteral("driftglass-test"), Millis{400});
        QVERIFY(writeNow(chain, QStringLiteral("hung"), "value"));
        QCOMPARE(::kill(pid, SIGSTOP), 0);
        const auto read = readNow(chain, QStringLiteral("hung"));
        ::kill(pid, SIGCONT);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::KeychainTimeout);
    }

    // Last: nobody unlocks it again.
    void aLockedKeyringIsNeitherEmptyNorCleared()
    {
        SystemKeychain chain(QStringLiteral("driftglass-test"), Millis{3000});
        QVERIFY(writeNow(chain, QStringLiteral("locked"), "still-there"));
        QVERIFY(lockCollection());
        const auto read = readNow(chain, QStringLiteral("locked"));
        QVERIFY(!read);
        QVERIFY2(read.error().code == ErrorCode::KeychainLocked || read.error().code == ErrorCode::KeychainTimeout,
            errorWord(read.error().code));
        const auto erased = eraseNow(chain, QStringLiteral("locked"));
        QVERIFY(!erased);
        QCOMPARE(erased.error().code, ErrorCode::KeychainLocked);
    }
};

QTEST_GUILESS_MAIN(KeychainTest)
#include "tst_keychain.moc"

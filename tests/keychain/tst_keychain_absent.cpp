// SPDX-License-Identifier: Apache-2.0
// Without any session bus: the keychain is absent, said so at once, and the memory one works.
#include "keychain/keychain.h"

#include <QTest>

#include <optional>

using namespace dg;
using namespace dg::keychain;

class KeychainAbsentTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutAServiceWritingSaysThatThereIsNone()
    {
        SystemKeychain chain(QStringLiteral("driftglass-test"), Millis{3000});
        std::optional<Status> answer;
        chain.write(QStringLiteral("key"), Secret("value"), [&](Status status) { answer = std::move(status); });
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 10'000);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().code, ErrorCode::KeychainAbsent);
    }

    void theMemoryKeychainLastsAsLongAsTheProgram()
    {
        MemoryKeychain chain;
        std::optional<Result<Secret>> answer;
        chain.write(QStringLiteral("key"), Secret("value"), [](const Status&) {});
        chain.read(QStringLiteral("key"), [&](Result<Secret> result) { answer = std::move(result); });
        QTRY_VERIFY(answer.has_value());
        QVERIFY(*answer);
        QVERIFY((*answer)->sameAs(Secret("value")));
    }
};

QTEST_GUILESS_MAIN(KeychainAbsentTest)
#include "tst_keychain_absent.moc"

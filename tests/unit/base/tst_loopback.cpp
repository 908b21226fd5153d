// SPDX-License-Identifier: Apache-2.0
#include "base/loopback.h"

#include <QTest>

class TestLoopback final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyThisMachineIsLoopback()
    {
        for (const auto* here : {"localhost", "::1", "[::1]", "127.0.0.1", "127.255.0.9"})
            QVERIFY2(dg::isLoopbackHost(here), here);
        for (const auto* there : {"", "localhost.example.com", "127.example.com", "127.0.0.1.example.com", "127.0.0", "127.0.0.256",
                 "127.0.0.", "127.0..1", "127.0.0.0001", "127.1", "128.0.0.1", "::2", "[::1]:80", "0.0.0.0"})
            QVERIFY2(!dg::isLoopbackHost(there), there);
    }
};

QTEST_GUILESS_MAIN(TestLoopback)
#include "tst_loopback.moc"

// SPDX-License-Identifier: Apache-2.0
#include "window_options.h"

#include <QTest>

using namespace dg;
using namespace dg::core;

class WindowOptionsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyOptionOfTheContractIsTaken()
    {
        const auto options = parseWindowOptions({QStringLiteral("--context"), QStringLiteral("a"), QStringLiteral("--context"),
            QStringLiteral("b"), QStringLiteral("--demo"), QStringLiteral("--demo-size"), QStringLiteral("20000"), QStringLiteral("--view"),
            QStringLiteral("tree"), QStringLiteral("--select"), QStringLiteral("Kustomization/apps/payments"), QStringLiteral("--theme"),
            QStringLiteral("dark"), QStringLiteral("--size"), QStringLiteral("1920x1080"), QStringLiteral("--language"),
            QStringLiteral("ja"), QStringLiteral("--screenshot"), QStringLiteral("x.png"), QStringLiteral("--log-level"),
            QStringLiteral("debug"), QStringLiteral("--filter"), QStringLiteral("state:failed"), QStringLiteral("--profile"),
            QStringLiteral("p")});
        QVERIFY(options);
        QCOMPARE(options->contexts, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QVERIFY(options->demo);
        QCOMPARE(options->demoSize, 20000);
        QCOMPARE(options->select, QStringLiteral("Kustomization/apps/payments"));
        QCOMPARE(*options->theme, QStringLiteral("dark"));
        QCOMPARE(options->size, QSize(1920, 1080));
        QCOMPARE(*options->language, QStringLiteral("ja"));
        QCOMPARE(options->screenshot, QStringLiteral("x.png"));
        QCOMPARE(options->logLevel, LogLevel::Debug);
        QCOMPARE(options->filter, QStringLiteral("state:failed"));
        QCOMPARE(options->profile, QStringLiteral("p"));
    }

    void aWrongOptionIsOnePlainSentenceThatNamesTheValue_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("theme") << QStringList{QStringLiteral("--theme"), QStringLiteral("pink")} << QStringLiteral("pink");
        QTest::newRow("size") << QStringList{QStringLiteral("--size"), QStringLiteral("12x")} << QStringLiteral("12x");
        QTest::newRow("huge size") << QStringList{QStringLiteral("--size"), QStringLiteral("99999x99999")} << QStringLiteral("99999x99999");
        QTest::newRow("language") << QStringList{QStringLiteral("--language"), QStringLiteral("tlh")} << QStringLiteral("tlh");
        QTest::newRow("log level") << QStringList{QStringLiteral("--log-level"), QStringLiteral("loud")} << QStringLiteral("loud");
        QTest::newRow("demo size") << QStringList{QStringLiteral("--demo-size"), QStringLiteral("many")} << QStringLiteral("many");
        QTest::newRow("unknown") << QStringList{QStringLiteral("--frobnicate")} << QStringLiteral("frobnicate");
        QTest::newRow("command") << QStringList{QStringLiteral("stauts")} << QStringLiteral("stauts");
        QTest::newRow("agent without id") << QStringList{QStringLiteral("--agent-url"), QStringLiteral("https://kas")}
                                          << QStringLiteral("--agent-id");
    }
    void aWrongOptionIsOnePlainSentenceThatNamesTheValue()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto options = parseWindowOptions(arguments);
        QVERIFY(!options);
        const auto sentence = QString::fromStdString(options.error().detail);
        QVERIFY2(sentence.contains(named), qPrintable(sentence));
        QVERIFY(!sentence.contains(u'\n'));
    }
};

QTEST_GUILESS_MAIN(WindowOptionsTest)
#include "tst_window_options.moc"

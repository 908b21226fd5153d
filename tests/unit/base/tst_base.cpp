// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"
#include "base/log.h"
#include "base/object_key.h"
#include "base/secret.h"

#include <QtTest>

using namespace dg;

class TestBase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void credentialsAreTakenOut_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("out");
        QTest::newRow("header") << u"Authorization: Bearer abc\nnext"_qs << u"Authorization: <redacted>\nnext"_qs;
        QTest::newRow("agent token") << u"pat:12:glpat-abcdefghij end"_qs << u"pat:12:<redacted> end"_qs;
        QTest::newRow("path of a Receiver") << u"for path: /hook/c87eccc21bf683564bdbf16dff520f6b6ca0bbf2233f64f5b30f171b3121bab8"_qs
                                            << u"for path: /hook/<redacted>"_qs;
        QTest::newRow("gitlab token") << u"token is glpat-abcdefghij."_qs << u"token is <redacted>"_qs;
        QTest::newRow("bearer") << u"sent bearer abc123 to"_qs << u"sent bearer <redacted> to"_qs;
        QTest::newRow("url") << u"https://me:pw@host/x"_qs << u"https://<redacted>@host/x"_qs;
        QTest::newRow("parameter") << u"?private_token=abc&x=1"_qs << u"?private_token=<redacted>&x=1"_qs;
        QTest::newRow("jwt") << u"eyJhbGciOi.abc.def"_qs << u"<redacted>"_qs;
        QTest::newRow("nothing") << u"main@sha1:abc at https://host/a@b"_qs << u"main@sha1:abc at https://host/a@b"_qs;
    }
    void credentialsAreTakenOut()
    {
        QFETCH(QString, given);
        QTEST(QString::fromStdString(redact(given.toStdString())), "out");
    }
    void timesOfKubernetesAreRead()
    {
        const auto plain = parseRfc3339("2026-11-23T10:00:00Z");
        QVERIFY(plain && toRfc3339(*plain) == "2026-11-23T10:00:00Z");
        for (const auto* text : {"0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2024-02-29T09:08:07Z", "9999-12-31T23:59:59Z"})
            QCOMPARE(toRfc3339(parseRfc3339(text).value()), std::string(text));
        QVERIFY(parseRfc3339("2026-11-23T12:00:00.5+02:00") == *plain + Millis{500});
        QCOMPARE(toRfc3339Nano(*plain + Millis{7}, 42), std::string("2026-11-23T10:00:00.007000042Z"));
        for (const char* bad : {"", "2026-11-23", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-23T10:00:00",
                 "2026-11-23T10:00:00.Z", "2026-11-23T24:00:00Z"})
            QVERIFY2(!parseRfc3339(bad), bad);
    }
    void durationsOfGoAreRead()
    {
        QVERIFY(parseGoDuration("1h30m") == Millis{5400000} && parseGoDuration("1.5s") == Millis{1500} && parseGoDuration("0") == Millis{0}
            && parseGoDuration("10ms") == Millis{10});
        for (const char* bad : {"", "5", "-1s", "nans", "infs", "1x", "s", "99999999999h"})
            QVERIFY2(!parseGoDuration(bad), bad);
    }
    void aPoolGivesOneAtomForOneText()
    {
        StringPool pool;
        QVERIFY(pool.intern("a") == pool.intern(std::string("a")));
        QVERIFY(pool.intern("a") != pool.intern("b"));
        QVERIFY(pool.intern("").empty());
        QCOMPARE(pool.size(), std::size_t(2));
        QCOMPARE((ObjectKey{{}, pool.intern("Namespace"), {}, pool.intern("apps")}).toString(), std::string("Namespace/apps"));
    }
    void aGrowingPoolKeepsItsAtoms()
    {
        StringPool pool;
        std::vector<Atom> atoms;
        for (int i = 0; i < 20'000; ++i)
            atoms.push_back(pool.intern("app-" + std::to_string(i)));
        QCOMPARE(pool.size(), atoms.size());
        for (std::size_t i = 0; i < atoms.size(); ++i) {
            const auto text = "app-" + std::to_string(i);
            QVERIFY2(atoms[i].view() == text && pool.intern(text) == atoms[i], text.c_str());
        }
        QCOMPARE(pool.size(), atoms.size());
    }
    void aSecretIsTakenAndMovedWithoutACopyLeftBehind()
    {
        std::string text = "a long enough secret for the heap";
        auto secret = Secret::take(text);
        QVERIFY(text.empty());
        Secret moved = std::move(secret);
        QVERIFY(moved.sameAs(Secret(std::string_view("a long enough secret for the heap"))));
        QVERIFY(!moved.sameAs(Secret(std::string_view("b long enough secret for the heap"))) && !moved.sameAs(Secret()));
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"

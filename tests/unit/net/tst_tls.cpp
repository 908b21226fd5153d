// SPDX-License-Identifier: Apache-2.0
// Who is trusted: authorities, names, dates, client certificates.
#include "loop_driver.h"

#include "support/fault_server.h"

#include <QtTest>

using namespace dg;
using namespace dg::net;
using namespace dg::net::test;
using dg::test::Exchange;
using dg::test::FaultServer;
using dg::test::TlsIdentity;
using dg::test::TlsWishes;

class TstTls : public QObject {
    Q_OBJECT
    static std::shared_ptr<TlsIdentity> identity(std::vector<std::string> names = {"127.0.0.1"}, int from = -1, int to = 30)
    {
        TlsWishes wishes;
        wishes.names = std::move(names);
        wishes.validFromDays = from;
        wishes.validToDays = to;
        return std::make_shared<TlsIdentity>(wishes);
    }
    static void answer(FaultServer& server)
    {
        server.on("/x", [](Exchange& x) { x.reply(200, "text/plain", "ok"); });
    }
    static QString word(const Heard& heard)
    {
        if (!heard.outcome || *heard.outcome)
            return QStringLiteral("no error");
        const QString detail = QString::fromStdString(heard.outcome->error().detail);
        return detail.left(detail.indexOf(QLatin1Char(':')));
    }

private Q_SLOTS:
    void theAuthorityOfTheEndpointIsTrusted()
    {
        const auto own = identity();
        FaultServer server(own);
        answer(server);
        Driver driver(endpointFor(server.url(), own->caPem()));
        QCOMPARE(driver.get("/x").body, std::string("ok"));
    }

    void whatIsNotTrustedIsToldApart_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("otherAuthority");
        QTest::addColumn<QString>("expected");
        QTest::newRow("expired") << QStringLiteral("127.0.0.1") << -20 << -1 << false << QStringLiteral("expired");
        QTest::newRow("not yet valid") << QStringLiteral("127.0.0.1") << 2 << 20 << false << QStringLiteral("notYetValid");
        QTest::newRow("another host") << QStringLiteral("elsewhere.example") << -1 << 20 << false << QStringLiteral("wrongHost");
        QTest::newRow("an authority of the same name with another key")
            << QStringLiteral("127.0.0.1") << -1 << 20 << true << QStringLiteral("unknownAuthority");
    }
    void whatIsNotTrustedIsToldApart()
    {
        QFETCH(QString, name);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(bool, otherAuthority);
        QFETCH(QString, expected);
        const auto own = identity({name.toStdString()}, from, to);
        FaultServer server(own);
        answer(server);
        Endpoint endpoint = endpointFor(server.url(), otherAuthority ? identity()->caPem() : own->caPem());
        Driver driver(endpoint);
        const Heard heard = driver.get("/x");
        QVERIFY2(heard.code() == ErrorCode::TlsUntrusted, heard.outcome->error().detail.c_str());
        QCOMPARE(word(heard), expected);
        QCOMPARE(heard.outcome->error().subject, "127.0.0.1:" + std::to_string(server.port()));
        QCOMPARE(server.count("/x"), 0);
        endpoint.insecureSkipTlsVerify = true;
        Driver careless(endpoint);
        QVERIFY(careless.get("/x").good());
    }

    void withoutAnAuthorityTheSystemsRootsDecide()
    {
        FaultServer server(identity());
        Driver driver(endpointFor(server.url()));
        const Heard heard = driver.get("/x");
        QCOMPARE(heard.code(), ErrorCode::TlsUntrusted);
        QCOMPARE(word(heard), QStringLiteral("unknownAuthority"));
    }

    void tlsServerNameIsTheNameThatIsChecked()
    {
        const auto own = identity({"kas.gitlab.example"});
        FaultServer server(own);
        answer(server);
        Endpoint endpoint = endpointFor(server.url(), own->caPem());
        endpoint.tlsServerName = "kas.gitlab.example";
        Driver driver(endpoint);
        QVERIFY(driver.get("/x").good());
        QCOMPARE(server.seen().at(0).header("host"), "127.0.0.1:" + std::to_string(server.port()));
        endpoint.tlsServerName = "other.example";
        Driver wrong(endpoint);
        QCOMPARE(word(wrong.get("/x")), QStringLiteral("wrongHost"));
    }

    void aClientCertificateIsShownAndItsChangeTakesANewConnection()
    {
        const auto own = identity();
        FaultServer server(own, true);
        answer(server);
        server.on("/watch", [](Exchange& x) {
            x.beginChunked(200, "text/plain");
            x.chunk("a");
            x.hang();
        });
        Endpoint endpoint = endpointFor(server.url(), own->caPem());
        const auto first = own->makeClient("one");
        endpoint.clientCertPem = first.certPem;
        endpoint.clientKeyPem = Secret(first.keyPem);
        Driver driver(endpoint);
        QVERIFY(driver.get("/x").good());
        Heard watch;
        Request request;
        request.path = "/watch";
        request.stream = true;
        driver.loop.start(request, watch);
        QVERIFY(driver.runUntil([&] { return !watch.body.empty(); }));
        const int before = server.connections();
        const auto second = own->makeClient("two");
        endpoint.clientCertPem = second.certPem;
        endpoint.clientKeyPem = Secret(second.keyPem);
        driver.loop.setEndpoint(endpoint);
        QVERIFY(driver.runUntil([&] { return watch.outcome.has_value(); }));
        QCOMPARE(watch.code(), ErrorCode::ConnectionLost);
        QVERIFY(driver.get("/x").good());
        QCOMPARE(server.connections(), before + 1);
        endpoint.clientCertPem.clear();
        Driver without(endpoint);
        QVERIFY(!without.get("/x").good());
    }
};

QTEST_GUILESS_MAIN(TstTls)
#include "tst_tls.moc"

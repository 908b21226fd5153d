// SPDX-License-Identifier: Apache-2.0
// The faults of transport, one row or test each: how every one of them is named, and that none hangs.
#include "loop_driver.h"

#include "support/fault_server.h"

#include <QtTest>

#include <atomic>

using namespace dg;
using namespace dg::net;
using namespace dg::net::test;
using dg::test::Exchange;
using dg::test::FaultServer;

namespace {

// Wall time that can jump while steady time runs on.
class JumpingClock final : public Clock {
public:
    [[nodiscard]] SteadyTime steady() const override { return m_system.steady(); }
    [[nodiscard]] WallTime wall() const override { return m_system.wall() + Millis(jump.load()); }
    std::atomic<std::int64_t> jump{0};

private:
    SystemClock m_system;
};

} // namespace

class TstFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBrokenAnswerHasItsName_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto row
            = [](const char* name, const QByteArray& bytes, ErrorCode code) { QTest::newRow(name) << bytes << static_cast<int>(code); };
        row("nothing", "", ErrorCode::ConnectionLost);
        row("cut in the head", "HTTP/1.1 200 OK\r\nContent-Le", ErrorCode::ConnectionLost);
        row("cut in the body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", ErrorCode::ConnectionLost);
        row("cut between chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", ErrorCode::ConnectionLost);
        row("not HTTP", "SSH-2.0-OpenSSH_9.2\r\n", ErrorCode::BadAnswer);
        row("not gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 30\r\n\r\nabcdefghijklmnopqrstuvwxyz1234",
            ErrorCode::BadAnswer);
        row("a header line of 300 kB", "HTTP/1.1 200 OK\r\nX: " + QByteArray(300 << 10, 'x') + "\r\n\r\n", ErrorCode::TooLarge);
        QByteArray many = "HTTP/1.1 200 OK\r\n";
        for (int i = 0; i < 300; ++i)
            many += "X-" + QByteArray::number(i) + ": " + QByteArray(1000, 'x') + "\r\n";
        row("300 kB of headers", many + "\r\n", ErrorCode::TooLarge);
    }
    void aBrokenAnswerHasItsName()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        FaultServer server;
        server.on("/x", [&](Exchange& x) {
            x.raw(bytes.toStdString());
            x.close();
        });
        Driver driver(endpointFor(server.url()));
        const Heard heard = driver.get("/x");
        QVERIFY(heard.outcome && !*heard.outcome);
        QVERIFY2(heard.code() == static_cast<ErrorCode>(code),
            (std::string(errorWord(heard.code())) + " " + heard.outcome->error().detail).c_str());
        QCOMPARE(heard.outcome->error().subject, "127.0.0.1:" + std::to_string(server.port()));
    }

    void aResetInTheMiddleOfAWatchIsALostConnection()
    {
        FaultServer server;
        server.on("/x", [](Exchange& x) {
            x.beginChunked(200, "text/plain");
            x.chunk("{}\n");
            x.hang();
        });
        Driver driver(endpointFor(server.url()));
        Heard heard;
        Request request;
        request.path = "/x";
        request.stream = true;
        driver.loop.start(request, heard);
        QVERIFY(driver.runUntil([&] { return !heard.body.empty(); }));
        server.dropAll();
        QVERIFY(driver.runUntil([&] { return heard.outcome.has_value(); }));
        QCOMPARE(heard.code(), ErrorCode::ConnectionLost);
    }

    void nobodyListening()
    {
        std::uint16_t port = 0;
        {
            const FaultServer gone;
            port = gone.port();
        }
        Driver driver(endpointFor("http://127.0.0.1:" + std::to_string(port)));
        QCOMPARE(driver.get("/x").code(), ErrorCode::ConnectionRefused);
    }

    void aNameThatDoesNotResolve()
    {
        Driver driver(endpointFor("https://no-such-host.invalid"));
        QCOMPARE(driver.get("/x").code(), ErrorCode::DnsFailed);
    }

    void aServerThatNeverAnswersTimesOutAlsoWhenItDripsHeaders()
    {
        FaultServer server;
        server.on("/silent", [](Exchange& x) { x.hang(); });
        server.on("/drip", [](Exchange& x) {
            x.raw("HTTP/1.1 200 OK\r\nX: ");
            while (x.raw("x") && x.pause(Millis(10))) { }
            x.close();
        });
        Driver driver(endpointFor(server.url()));
        for (const char* path : {"/silent", "/drip"})
            QCOMPARE(driver.get(path, [](Request& r) { r.firstByteTimeout = Millis(150); }).code(), ErrorCode::Timeout);
    }

    void aBodyThatDripsTimesOutButAWatchMay()
    {
        FaultServer server;
        std::atomic<bool> enough{false};
        server.on("/drip", [&](Exchange& x) {
            x.beginChunked(200, "text/plain");
            while (!enough && x.chunk("x") && x.pause(Millis(10))) { }
            x.endChunks();
        });
        Driver driver(endpointFor(server.url()));
        const auto strict = [](Request& r) {
            r.minSpeedWindow = Millis(150);
            r.minBytesPerSecond = 100'000;
        };
        QCOMPARE(driver.get("/drip", strict).code(), ErrorCode::Timeout);
        Heard watch;
        Request request;
        request.path = "/drip";
        request.stream = true;
        strict(request);
        driver.loop.start(request, watch);
        QVERIFY(driver.runUntil([&] { return watch.bytes > 40 || watch.outcome; }));
        enough = true;
        QVERIFY(driver.runUntil([&] { return watch.outcome.has_value(); }));
        QVERIFY(watch.good());
    }

    void aDeadProxyAndOneThatWantsAPasswordAreNamed()
    {
        FaultServer proxy;
        proxy.on("*", [](Exchange& x) { x.reply(407, "text/plain", "who are you", {{"Proxy-Authenticate", "Basic realm=\"x\""}}); });
        Endpoint endpoint = endpointFor("https://cluster.example:6443");
        endpoint.proxyUrl = "http://user:geheim@127.0.0.1:" + std::to_string(proxy.port());
        Driver driver(endpoint);
        const Heard asked = driver.get("/x");
        QCOMPARE(asked.code(), ErrorCode::ProxyFailed);
        QCOMPARE(asked.outcome->error().httpStatus, 407);
        QCOMPARE(asked.outcome->error().subject, "127.0.0.1:" + std::to_string(proxy.port()));
        QVERIFY(asked.outcome->error().detail.find("geheim") == std::string::npos);
        proxy.refuseConnections(true);
        endpoint.proxyUrl = "http://127.0.0.1:1";
        Driver dead(endpoint);
        QCOMPARE(dead.get("/x").code(), ErrorCode::ProxyFailed);
    }

    void aSilentStreamWhoseProbeIsAnsweredGoesOn()
    {
        FaultServer server;
        server.on("/watch", [](Exchange& x) {
            x.beginChunked(200, "text/plain");
            x.chunk("a");
            x.hang();
        });
        server.on("/version", [](Exchange& x) { x.reply(403, "text/plain", "no"); });
        Endpoint endpoint = endpointFor(server.url());
        endpoint.livenessIdle = Millis(50);
        Driver driver(endpoint);
        Heard watch;
        Request request;
        request.path = "/watch";
        request.stream = true;
        driver.loop.start(request, watch);
        QVERIFY(driver.runUntil([&] { return server.count("/version") >= 3; }));
        QVERIFY(!watch.outcome);
    }

    void aProbeThatStaysUnansweredEndsEveryStreamAndTakesNewConnections()
    {
        FaultServer server;
        server.on("/watch*", [](Exchange& x) {
            x.beginChunked(200, "text/plain");
            x.chunk("a");
            x.hang();
        });
        server.on("/version", [](Exchange& x) { x.hang(); });
        server.on("/small", [](Exchange& x) { x.reply(200, "text/plain", "ok"); });
        Endpoint endpoint = endpointFor(server.url());
        endpoint.livenessIdle = Millis(50);
        endpoint.livenessAnswer = Millis(100);
        Driver driver(endpoint);
        std::vector<Heard> watches(3);
        for (auto& watch : watches) {
            Request request;
            request.path = "/watch";
            request.stream = true;
            driver.loop.start(request, watch);
        }
        QVERIFY(driver.runUntil(
            [&] { return std::all_of(watches.begin(), watches.end(), [](const Heard& h) { return h.outcome.has_value(); }); }));
        for (const auto& watch : watches)
            QCOMPARE(watch.code(), ErrorCode::ConnectionLost);
        QCOMPARE(driver.loop.stats().openConnections, 0);
        QVERIFY(driver.get("/small").good());
    }

    void aSleepOfTheMachineEndsEveryStream()
    {
        FaultServer server;
        server.on("/watch", [](Exchange& x) {
            x.beginChunked(200, "text/plain");
            x.chunk("a");
            x.hang();
        });
        JumpingClock clock;
        Driver driver(endpointFor(server.url()), clock);
        Heard watch;
        Request request;
        request.path = "/watch";
        request.stream = true;
        driver.loop.start(request, watch);
        QVERIFY(driver.runUntil([&] { return !watch.body.empty(); }));
        clock.jump = 29'000;
        int turns = 0;
        QVERIFY(driver.runUntil([&] { return ++turns > 5; }));
        QVERIFY(!watch.outcome);
        clock.jump = 8 * 3'600'000;
        QVERIFY(driver.runUntil([&] { return watch.outcome.has_value(); }));
        QCOMPARE(watch.code(), ErrorCode::ConnectionLost);
    }
};

QTEST_GUILESS_MAIN(TstFaults)
#include "tst_faults.moc"

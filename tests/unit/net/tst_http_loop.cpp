// SPDX-License-Identifier: Apache-2.0
// What HttpLoop asks, hears and refuses over HTTP/1.1.
#include "loop_driver.h"

#include "support/fault_server.h"

#include <QtTest>

using namespace dg;
using namespace dg::net;
using namespace dg::net::test;
using dg::test::Exchange;
using dg::test::FaultServer;
using dg::test::Gate;

class TstHttpLoop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAnswerArrivesWithHeadAndBody()
    {
        FaultServer server;
        server.on("/prefix/version", [](Exchange& x) {
            x.reply(200, "application/json", "{}", {{"Date", "Mon, 23 Nov 2026 10:00:00 GMT"}});
        });
        Driver driver(endpointFor(server.url() + "/prefix"));
        driver.loop.setAuthorize([](auto& headers) { headers.emplace_back("Authorization", "Bearer t"); });
        const Heard heard = driver.get("/version?a=b", [](Request& r) { r.headers = {{"Accept", "application/json"}}; });
        QVERIFY(heard.good());
        QCOMPARE(heard.head->status, 200);
        QCOMPARE(heard.head->httpVersion, 11);
        QCOMPARE(heard.head->header("date"), std::string_view("Mon, 23 Nov 2026 10:00:00 GMT"));
        QCOMPARE(heard.body, std::string("{}"));
        const auto seen = server.seen().at(0);
        QCOMPARE(seen.target, std::string("/prefix/version?a=b"));
        QCOMPARE(seen.header("authorization"), std::string("Bearer t"));
        QCOMPARE(seen.header("user-agent"), std::string("driftglass/test"));
        QCOMPARE(seen.header("accept-encoding"), std::string("gzip"));
        QCOMPARE(seen.header("origin"), std::string());
        QCOMPARE(seen.header("cookie"), std::string());
    }

    void aPatchSendsItsBodyAndType()
    {
        FaultServer server;
        server.on("/x", [](Exchange& x) { x.reply(200, "text/plain", "ok"); });
        Driver driver(endpointFor(server.url()));
        QVERIFY(driver
                    .get("/x",
                        [](Request& r) {
                            r.method = "PATCH";
                            r.body = "[1]";
                            r.contentType = "application/merge-patch+json";
                        })
                    .good());
        const auto seen = server.seen().at(0);
        QCOMPARE(seen.method, std::string("PATCH"));
        QCOMPARE(seen.body, std::string("[1]"));
        QCOMPARE(seen.header("content-type"), std::string("application/merge-patch+json"));
    }

    void anErrorStatusIsNotATransportError()
    {
        FaultServer server;
        server.on("/x", [](Exchange& x) { x.reply(502, "text/html", "<html>"); });
        Driver driver(endpointFor(server.url()));
        const Heard heard = driver.get("/x");
        QVERIFY(heard.good());
        QCOMPARE(heard.head->status, 502);
        QCOMPARE(heard.body, std::string("<html>"));
    }

    void fetchGivesTheWholeAnswerAndItsCap()
    {
        FaultServer server;
        server.on("/x", [](Exchange& x) { x.reply(200, "text/plain", std::string(2000, 'x')); });
        Driver driver(endpointFor(server.url()));
        std::optional<Result<Response>> whole, capped;
        Request request;
        request.path = "/x";
        driver.loop.fetch(request, [&](Result<Response> r) { whole = std::move(r); });
        driver.loop.fetch(
            request, [&](Result<Response> r) { capped = std::move(r); }, 1999);
        QVERIFY(driver.runUntil([&] { return whole && capped; }));
        QCOMPARE(whole->value().body.size(), std::size_t(2000));
        QCOMPARE(capped->error().code, ErrorCode::TooLarge);
    }

    void aRedirectIsNotFollowedAndTheTokenStays()
    {
        FaultServer other;
        FaultServer server;
        server.on("/x", [&](Exchange& x) { x.reply(302, "text/plain", "", {{"Location", other.url() + "/stolen"}}); });
        Driver driver(endpointFor(server.url()));
        driver.loop.setAuthorize([](auto& headers) { headers.emplace_back("Authorization", "Bearer t"); });
        const Heard heard = driver.get("/x");
        QCOMPARE(heard.code(), ErrorCode::Redirected);
        QCOMPARE(heard.outcome->error().httpStatus, 302);
        QCOMPARE(QString::fromStdString(heard.outcome->error().detail), QString::fromStdString(other.url() + "/stolen"));
        QCOMPARE(other.connections(), 0);
    }

    void plainHttpToAnotherHostIsRefused()
    {
        Driver driver(endpointFor("http://192.0.2.1:8080"));
        QCOMPARE(driver.get("/x").code(), ErrorCode::InsecureRefused);
    }

    void lineBreaksInHeadersAreRefused()
    {
        FaultServer server;
        Driver driver(endpointFor(server.url()));
        QCOMPARE(driver.get("/x", [](Request& r) { r.headers = {{"Accept", "a\r\nX-Evil: 1"}}; }).code(), ErrorCode::BadValue);
        QCOMPARE(server.connections(), 0);
    }

    void thirtyWatchesOverHttp1NeverStarveTheRest()
    {
        FaultServer server;
        server.on("/watch*", [](Exchange& x) {
            x.beginChunked(200, "application/json");
            x.chunk("{}\n");
            x.hang();
        });
        server.on("/small", [](Exchange& x) { x.reply(200, "text/plain", "ok"); });
        Driver driver(endpointFor(server.url()));
        std::vector<Heard> watches(30);
        for (std::size_t i = 0; i < watches.size(); ++i) {
            Request request;
            request.path = "/watch" + std::to_string(i);
            request.stream = true;
            driver.loop.start(request, watches[i]);
        }
        QVERIFY(
            driver.runUntil([&] { return std::all_of(watches.begin(), watches.end(), [](const Heard& h) { return h.body == "{}\n"; }); }));
        QVERIFY(driver.get("/small").good());
        QCOMPARE(driver.loop.stats().openRequests, 30);
        QVERIFY(driver.loop.stats().openConnections >= 30);
    }

    void aHandlerMayCancelAndStartFromWithinItsCalls()
    {
        FaultServer server;
        server.on("/x", [](Exchange& x) {
            x.beginChunked(200, "text/plain");
            while (x.chunk("some bytes")) { }
        });
        server.on("/next", [](Exchange& x) { x.reply(200, "text/plain", "ok"); });
        Driver driver(endpointFor(server.url()));
        Heard first, next;
        RequestId id = 0;
        first.atBytes = [&](std::string_view) {
            driver.loop.cancel(id);
            Request request;
            request.path = "/next";
            driver.loop.start(request, next);
            return Flow::Continue;
        };
        Request request;
        request.path = "/x";
        id = driver.loop.start(request, first);
        QVERIFY(driver.runUntil([&] { return next.outcome.has_value(); }));
        QVERIFY(next.good());
        QVERIFY(!first.outcome);
        QCOMPARE(driver.loop.stats().openRequests, 0);
    }

    void tasksFromOtherThreadsRunInOrder()
    {
        Driver driver(endpointFor("http://127.0.0.1:1"));
        std::vector<int> order;
        std::thread other([&] {
            for (int i = 0; i < 100; ++i)
                driver.loop.post([&order, i] { order.push_back(i); });
            driver.loop.post([&] { driver.loop.quit(); });
        });
        driver.loop.run();
        other.join();
        QCOMPARE(order.size(), std::size_t(100));
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }

    void aPausedStreamHoldsTheServerBack()
    {
        FaultServer server;
        std::atomic<std::uint64_t> sent{0};
        server.on("/x", [&](Exchange& x) {
            x.beginChunked(200, "text/plain");
            const std::string block(64 << 10, 'x');
            while (sent < (200u << 20) && x.chunk(block))
                sent += block.size();
            x.endChunks();
        });
        Driver driver(endpointFor(server.url()));
        Heard heard;
        heard.keepBody = false;
        bool pauseOnce = true;
        heard.atBytes = [&](std::string_view) { return std::exchange(pauseOnce, false) ? Flow::Pause : Flow::Continue; };
        Request request;
        request.path = "/x";
        request.stream = true;
        const auto id = driver.loop.start(request, heard);
        // Standing still twice in a row: the socket's buffers are full.
        std::uint64_t before = 1;
        int still = 0;
        QVERIFY(driver.runUntil([&] {
            still = sent == before && sent > 0 ? still + 1 : 0;
            before = sent;
            return still > 20;
        }));
        QVERIFY2(sent < (32u << 20), qPrintable(QString::number(sent)));
        QVERIFY(heard.bytes <= (1u << 20));
        driver.loop.resume(id);
        QVERIFY(driver.runUntil([&] { return heard.outcome.has_value(); }));
        QVERIFY(heard.good());
        QCOMPARE(heard.bytes, sent.load());
    }

    void gzipIsDecodedAndABombIsCapped()
    {
        FaultServer server;
        const std::string plain(64 << 20, 'a');
        const std::string packed = dg::test::gzip(plain);
        server.on("/x", [&](Exchange& x) { x.reply(200, "text/plain", packed, {{"Content-Encoding", "gzip"}}); });
        Driver driver(endpointFor(server.url()));
        const Heard whole = driver.get("/x");
        QVERIFY(whole.good());
        QVERIFY(whole.body == plain);
        QVERIFY(driver.loop.stats().wireBytes < plain.size() / 100);
        QCOMPARE(driver.loop.stats().decodedBytes, std::uint64_t(plain.size()));
        const Heard capped = driver.get("/x", [](Request& r) { r.maxDecodedBytes = 1 << 20; });
        QCOMPARE(capped.code(), ErrorCode::TooLarge);
        QVERIFY(capped.bytes <= (1 << 20));
    }

    void aPausedGzipAnswerGoesOnWhereItStopped()
    {
        FaultServer server;
        std::string plain(8u << 20, ' ');
        for (std::size_t i = 0; i < plain.size(); ++i)
            plain[i] = static_cast<char>('a' + i * i / 7 % 23);
        const std::string packed = dg::test::gzip(plain);
        server.on("/x", [packed](Exchange& x) { x.reply(200, "text/plain", packed, {{"Content-Encoding", "gzip"}}); });
        Driver driver(endpointFor(server.url()));
        Heard heard;
        std::uint64_t pieces = 0;
        heard.atBytes = [&](std::string_view) { // after every one: also in the middle and at the end of what libcurl gave
            ++pieces;
            return Flow::Pause;
        };
        Request request;
        request.path = "/x";
        const auto id = driver.loop.start(request, heard);
        while (!heard.outcome) {
            const auto before = pieces;
            QVERIFY(driver.runUntil([&] { return pieces > before || heard.outcome.has_value(); }));
            QVERIFY(pieces <= before + 1);
            driver.loop.resume(id);
        }
        QVERIFY(heard.good());
        QVERIFY(heard.body == plain);
    }

    void aPackedAnswerThatEndsEarlyIsBad_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto packed = QByteArray::fromStdString(dg::test::gzip(std::string(100'000, 'a')));
        auto wrong = packed, otherSize = packed;
        wrong[wrong.size() - 6] = static_cast<char>(~wrong[wrong.size() - 6]);
        otherSize[otherSize.size() - 4] = static_cast<char>(~otherSize[otherSize.size() - 4]);
        QTest::newRow("in the middle") << packed.first(packed.size() / 2);
        QTest::newRow("without its check sum") << packed.chopped(8);
        QTest::newRow("with a wrong check sum") << wrong;
        QTest::newRow("with a wrong size") << otherSize;
        QTest::newRow("with more behind it") << packed + "x";
    }
    void aPackedAnswerThatEndsEarlyIsBad()
    {
        QFETCH(QByteArray, bytes);
        FaultServer server;
        server.on("/x", [bytes](Exchange& x) { x.reply(200, "text/plain", bytes.toStdString(), {{"Content-Encoding", "gzip"}}); });
        Driver driver(endpointFor(server.url()));
        QCOMPARE(driver.get("/x").code(), ErrorCode::BadAnswer);
    }

    void anEmptyAnswerThatIsCalledPackedIsFine()
    {
        FaultServer server;
        server.on("/x", [&](Exchange& x) { x.reply(200, "text/plain", "", {{"Content-Encoding", "gzip"}}); });
        Driver driver(endpointFor(server.url()));
        const Heard heard = driver.get("/x");
        QVERIFY(heard.good());
        QVERIFY(heard.body.empty());
    }
};

QTEST_GUILESS_MAIN(TstHttpLoop)
#include "tst_http_loop.moc"

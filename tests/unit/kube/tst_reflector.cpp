// SPDX-License-Identifier: Apache-2.0
// The reflector over real HTTP, against a server that misbehaves.
#include "reflector_rig.h"

#include <QtTest>

#include <atomic>
#include <random>

using namespace dg;
using namespace dg::kube;
using dg::test::Exchange;
using dg::test::Gate;
using Content = std::map<std::string, std::string>;

namespace {

const char* const Json = "application/json";
const char* const Path = "/apis/example.org/v1/things";

} // namespace

class TestReflector : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWatchListShowsRowsEarlyAndFollows()
    {
        Rig rig;
        Gate rest, live;
        rig.server.on(Path, [&](Exchange& x) {
            x.beginChunked(200, Json);
            x.chunk(eventLine("ADDED", thing("a", "1")));
            x.waitAt(rest);
            x.chunk(eventLine("ADDED", thing("b", "2")) + bookmarkLine("5", true));
            x.waitAt(live);
            x.chunk(eventLine("MODIFIED", thing("a", "6", "new")) + eventLine("DELETED", thing("b", "7"))
                + eventLine("ADDED", thing("c", "8")));
            x.hang();
        });
        rig.start();
        QVERIFY(rig.until([&] { return rig.sink.content() == Content{{"a", "v"}}; }));
        rest.open();
        QVERIFY(rig.untilContent({{"a", "v"}, {"b", "v"}}));
        QVERIFY(rig.untilPhase(StreamPhase::Live));
        live.open();
        QVERIFY(rig.untilContent({{"a", "new"}, {"c", "v"}}));
        rig.onLoop([&] { QCOMPARE(rig.reflector->state().objects, std::size_t{2}); });
        QVERIFY(rig.server.seen()[0].header("accept-encoding").empty()); // watches are never compressed
    }

    void aListIsReadWithGzipAndThenWatched()
    {
        Rig rig;
        std::vector<std::string> items;
        Content expected;
        for (int i = 0; i < 300; ++i) {
            items.push_back(thing("o" + std::to_string(i), "1"));
            expected["o" + std::to_string(i)] = "v";
        }
        rig.server.on(Path, [&](Exchange& x) {
            if (isWatch(x)) {
                x.beginChunked(200, Json);
                x.hang();
            } else {
                x.reply(200, Json, dg::test::gzip(listBody(items, "42")), {{"Content-Encoding", "gzip"}});
            }
        });
        rig.start(listFirst());
        QVERIFY(rig.untilContent(expected));
        QVERIFY(rig.untilPhase(StreamPhase::Live));
        const auto seen = rig.server.seen();
        QCOMPARE(seen[0].query, std::string("limit=500&resourceVersion=0"));
        QVERIFY(seen[0].header("accept-encoding").find("gzip") != std::string::npos);
        QVERIFY(seen[1].query.starts_with("watch=1&resourceVersion=42&allowWatchBookmarks=true&timeoutSeconds="));
        rig.onLoop([&] { QVERIFY2(rig.sink.phases.size() < 8, std::to_string(rig.sink.phases.size()).c_str()); });
    }

    void pagesMakeOneList()
    {
        Rig rig;
        rig.server.on(Path, [&](Exchange& x) {
            if (isWatch(x)) {
                x.beginChunked(200, Json);
                x.hang();
            } else if (has(x, "continue=t1")) {
                x.reply(200, Json, listBody({thing("b", "2")}, "9"));
            } else {
                x.reply(200, Json, listBody({thing("a", "1")}, "9", "t1"));
            }
        });
        rig.start(listFirst());
        QVERIFY(rig.untilContent({{"a", "v"}, {"b", "v"}}));
        rig.onLoop([&] {
            QCOMPARE(rig.sink.begun, 1);
            QCOMPARE(rig.sink.ended, 1);
        });
    }

    void a410RelistsAndLeavesNoGhosts_data()
    {
        QTest::addColumn<bool>("asEvent");
        QTest::newRow("ERROR event") << true;
        QTest::newRow("HTTP status") << false;
    }
    void a410RelistsAndLeavesNoGhosts()
    {
        QFETCH(bool, asEvent);
        Rig rig;
        rig.server.on(Path, [&](Exchange& x) {
            if (!isWatch(x)) {
                const bool again = has(x, "resourceVersion=5");
                x.reply(200, Json,
                    again ? listBody({thing("b", "2"), thing("c", "8")}, "9") : listBody({thing("a", "1"), thing("b", "2")}, "5"));
            } else if (has(x, "resourceVersion=5")) {
                if (asEvent)
                    x.reply(200, Json, errorLine(410, "Expired"));
                else
                    x.reply(410, Json, R"({"kind":"Status","reason":"Gone","code":410})");
            } else {
                x.beginChunked(200, Json);
                x.hang();
            }
        });
        rig.start(listFirst());
        QVERIFY(rig.untilContent({{"b", "v"}, {"c", "v"}}));
        QVERIFY(rig.untilPhase(StreamPhase::Live));
    }

    void aCutLineIsDroppedAndTheWatchGoesOnFromTheLastGoodVersion()
    {
        Rig rig;
        rig.server.on(Path, [&](Exchange& x) {
            if (!isWatch(x)) {
                x.reply(200, Json, listBody({thing("a", "1")}, "5"));
            } else if (has(x, "resourceVersion=5")) {
                const auto cut = eventLine("MODIFIED", thing("a", "7", "cut"));
                x.beginChunked(200, Json);
                x.chunk(eventLine("MODIFIED", thing("a", "6", "good")) + cut.substr(0, cut.size() - 3));
                x.endChunks();
            } else {
                x.beginChunked(200, Json);
                x.hang();
            }
        });
        rig.impatient();
        rig.start(listFirst());
        QVERIFY(rig.untilContent({{"a", "good"}}));
        QVERIFY(rig.until([&] { return rig.sink.last.undecodable == 1 && rig.sink.last.phase == StreamPhase::Live; }));
        QVERIFY(rig.server.seen().back().query.find("resourceVersion=6&") != std::string::npos);
    }

    void aDamagedLineRelists()
    {
        Rig rig;
        rig.server.on(Path, [&](Exchange& x) {
            if (!isWatch(x)) {
                x.reply(
                    200, Json, has(x, "resourceVersion=5") ? listBody({thing("a", "7", "healed")}, "7") : listBody({thing("a", "1")}, "5"));
                return;
            }
            x.beginChunked(200, Json);
            if (has(x, "resourceVersion=5"))
                x.chunk("{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"name\":\"\xff\xfe\"}}}\n"
                    + eventLine("MODIFIED", thing("a", "8", "must not be read")));
            x.hang();
        });
        rig.start(listFirst());
        QVERIFY(rig.untilContent({{"a", "healed"}}));
        rig.onLoop([&] { QCOMPARE(rig.sink.applications, 2); }); // the line behind the damage was not read
    }

    void everySplitPointGivesTheSameStore()
    {
        const auto stream = eventLine("ADDED", thing("a", "1", "\xC3\xA4\\u00e4\\\"}")) + "\r\n\n" + eventLine("ADDED", thing("b", "2"))
            + bookmarkLine("5", true) + eventLine("DELETED", thing("b", "6"));
        const Content expected{{"a", "\xC3\xA4\xC3\xA4\"}"}};
        std::atomic<std::size_t> at{0};
        Rig rig;
        rig.server.on(Path, [&](Exchange& x) {
            x.beginChunked(200, Json);
            if (at == 0) {
                for (const char c : stream)
                    x.chunk({&c, 1});
            } else {
                x.chunk(std::string_view(stream).substr(0, at));
                x.chunk(std::string_view(stream).substr(at));
            }
            x.hang();
        });
        for (std::size_t i = 0; i < stream.size(); i += 1) {
            at = i;
            rig.start();
            QVERIFY2(rig.untilContent(expected), std::to_string(i).c_str());
            rig.onLoop([&] {
                rig.reflector.reset();
                rig.sink.store.dropList(1, {});
                rig.sink.last = {};
            });
        }
    }

    void a401RefreshesOnceAndGoesOn()
    {
        Rig rig;
        std::atomic<int> asked{0};
        rig.server.on(Path, [&](Exchange& x) {
            if (++asked == 1) {
                x.reply(401, Json, R"({"kind":"Status","code":401})");
                return;
            }
            x.beginChunked(200, Json);
            x.chunk(bookmarkLine("1", true));
            x.hang();
        });
        int refreshed = 0;
        rig.start({}, [&](Reflector& reflector) {
            reflector.refreshCredentials = [&](std::function<void(Status)> done) {
                ++refreshed;
                done(Status{});
            };
        });
        QVERIFY(rig.untilPhase(StreamPhase::Live));
        QCOMPARE(refreshed, 1);
        QCOMPARE(asked.load(), 2);
    }

    void a401WithoutRefreshIsAFailure()
    {
        Rig rig;
        rig.server.on(Path, [&](Exchange& x) { x.reply(401, Json, "{}", {{"Gitlab-Unauthorized", "true"}}); });
        rig.start();
        QVERIFY(rig.untilPhase(StreamPhase::Failed));
        rig.onLoop([&] { QCOMPARE(rig.sink.last.error.code, ErrorCode::GitLabUnauthorized); });
        QCOMPARE(rig.server.count(Path), 1);
    }

    void aForbiddenKindKeepsItsDataAndComesBackOnDemand()
    {
        Rig rig;
        std::atomic<int> watches{0};
        rig.server.on(Path, [&](Exchange& x) {
            if (!isWatch(x)) {
                x.reply(200, Json, listBody({thing("a", "1")}, "5"));
            } else if (++watches == 1) {
                x.reply(403, Json, R"({"kind":"Status","message":"things is forbidden","reason":"Forbidden","code":403})");
            } else {
                x.beginChunked(200, Json);
                x.hang();
            }
        });
        rig.start(listFirst());
        QVERIFY(rig.untilPhase(StreamPhase::Forbidden));
        rig.onLoop([&] {
            QCOMPARE(rig.sink.content().size(), std::size_t{1});
            QCOMPARE(rig.sink.last.error.detail, std::string("things is forbidden"));
            rig.reflector->retryNow();
        });
        QVERIFY(rig.untilPhase(StreamPhase::Live));
    }

    void aListThatEndsEarlyOrIsNoListIsNotBelieved_data()
    {
        QTest::addColumn<std::string>("body");
        const auto whole = listBody({thing("a", "1"), thing("b", "2")}, "5");
        QTest::newRow("cut") << whole.substr(0, whole.size() - 20);
        QTest::newRow("login page") << std::string("<html><body>Sign in</body></html>");
        QTest::newRow("Table") << std::string(R"({"kind":"Table","metadata":{"resourceVersion":"5"},"rows":[]})");
        QTest::newRow("empty") << std::string();
    }
    void aListThatEndsEarlyOrIsNoListIsNotBelieved()
    {
        QFETCH(std::string, body);
        Rig rig;
        rig.server.on(Path, [&](Exchange& x) { x.reply(200, Json, body); });
        rig.start(listFirst());
        QVERIFY(rig.untilPhase(StreamPhase::Waiting));
        rig.onLoop([&] {
            QCOMPARE(rig.sink.ended, 0);
            QVERIFY(!rig.sink.last.synced && rig.sink.last.hasError);
            QCOMPARE(rig.sink.last.error.code, ErrorCode::BadAnswer);
        });
    }

    void metadataOnlyAndSelectorsAreAskedFor()
    {
        Rig rig;
        rig.server.on("/apis/example.org/v1/namespaces/ns/things", [&](Exchange& x) {
            if (isWatch(x)) {
                x.beginChunked(200, Json);
                x.hang();
            } else {
                x.reply(200, Json,
                    R"({"kind":"PartialObjectMetadataList","metadata":{"resourceVersion":"5"},"items":[)" + thing("a", "1") + "]}");
            }
        });
        auto options = listFirst();
        options.ns = "ns";
        options.labelSelector = "a in (b,c)";
        options.metadataOnly = true;
        rig.start(options);
        QVERIFY(rig.untilPhase(StreamPhase::Live));
        const auto seen = rig.server.seen();
        QVERIFY(seen[0].header("accept").starts_with("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,"));
        QVERIFY(seen[1].header("accept").starts_with("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,"));
        for (const auto& request : seen)
            QVERIFY(request.query.ends_with("labelSelector=a%20in%20%28b%2Cc%29"));
    }

    void aStoppedReflectorSaysNothingMore()
    {
        Rig rig;
        Gate gate;
        rig.server.on(Path, [&](Exchange& x) {
            x.beginChunked(200, Json);
            x.chunk(eventLine("ADDED", thing("a", "1")));
            x.waitAt(gate);
            x.chunk(eventLine("ADDED", thing("b", "2")));
        });
        rig.server.on("/probe", [](Exchange& x) { x.reply(200, Json, "{}"); });
        rig.start();
        QVERIFY(rig.until([&] { return rig.sink.content().size() == 1; }));
        rig.onLoop([&] {
            rig.reflector->stop();
            QVERIFY(rig.sink.last.phase == StreamPhase::Idle);
        });
        gate.open();
        (void)rig.ask<Result<net::Response>>([&](auto done) {
            net::Request r;
            r.path = "/probe";
            rig.loop.fetch(std::move(r), done);
        });
        rig.onLoop([&] { QCOMPARE(rig.sink.content().size(), std::size_t{1}); });
    }

    // The server's truth changes while its streams are cut, damaged and expired at random.
    void underRandomFaultsTheStoreEndsAsTheServersState()
    {
        struct Truth {
            std::mutex mutex;
            std::mt19937 random{4711};
            std::vector<std::string> events; // events[i] has the version i + 1
            std::map<std::string, std::pair<std::string, int>> objects;
            bool faults = true;
            void mutate()
            {
                const auto name = "o" + std::to_string(random() % 8);
                const auto rv = static_cast<int>(events.size()) + 1;
                const auto value = std::to_string(random() % 100);
                const bool known = objects.count(name) > 0;
                if (known && random() % 3 == 0) {
                    objects.erase(name);
                    events.push_back(eventLine("DELETED", thing(name, std::to_string(rv))));
                } else {
                    objects[name] = {value, rv};
                    events.push_back(eventLine(known ? "MODIFIED" : "ADDED", thing(name, std::to_string(rv), value)));
                }
            }
        } truth;
        for (int i = 0; i < 10; ++i)
            truth.mutate();
        Rig rig;
        rig.server.on(Path, [&](Exchange& x) {
            std::unique_lock lock(truth.mutex);
            if (!isWatch(x)) {
                std::vector<std::string> items;
                for (const auto& [name, entry] : truth.objects)
                    items.push_back(thing(name, std::to_string(entry.second), entry.first));
                const auto body = listBody(items, std::to_string(truth.events.size()));
                if (truth.faults && truth.random() % 5 == 0) {
                    x.reply(503, "text/html", "<h1>later</h1>");
                    return;
                }
                x.reply(200, Json, body);
                return;
            }
            const auto& query = x.request().query;
            auto position = static_cast<std::size_t>(std::stoul(query.substr(query.find("resourceVersion=") + 16)));
            if (truth.faults && truth.random() % 6 == 0) {
                x.reply(410, Json, R"({"kind":"Status","reason":"Expired","code":410})");
                return;
            }
            x.beginChunked(200, Json);
            while (true) {
                if (truth.faults) {
                    for (auto n = truth.random() % 4; n > 0; --n)
                        truth.mutate();
                    if (truth.events.size() > 400)
                        truth.faults = false;
                }
                std::string out;
                while (position < truth.events.size())
                    out += truth.events[position++];
                const auto fault = truth.faults ? truth.random() % 8 : 7;
                if (fault == 0 && out.size() > 4) { // in the middle of a line, and the connection is reset
                    x.chunk(out.substr(0, out.size() - 4));
                    x.abort();
                    return;
                }
                if (fault == 1) {
                    x.chunk(out + "{\"type\":\xff}\n");
                    x.endChunks();
                    return;
                }
                if (fault == 2) {
                    x.chunk(out);
                    x.endChunks();
                    return;
                }
                if (fault == 3)
                    out += errorLine(410, "Expired");
                if (!out.empty() && !x.chunk(out))
                    return;
                if (!truth.faults) {
                    lock.unlock();
                    x.hang();
                    return;
                }
            }
        });
        rig.impatient();
        rig.start(listFirst());
        QVERIFY(rig.until([&] {
            const std::scoped_lock lock(truth.mutex);
            if (truth.faults || rig.sink.last.phase != StreamPhase::Live)
                return false;
            Content expected;
            for (const auto& [name, entry] : truth.objects)
                expected[name] = entry.first;
            return rig.sink.content() == expected;
        }));
        rig.onLoop([&] { QVERIFY(rig.sink.ended > 2); });
    }
};

QTEST_GUILESS_MAIN(TestReflector)
#include "tst_reflector.moc"

// SPDX-License-Identifier: Apache-2.0
// A session against the simulated API server of the demo: real HTTP, lists, watches and patches.
#include "demo/demo_cluster.h"
#include "flux/controllers.h"
#include "flux/state.h"
#include "session/session.h"
#include "support/fault_server.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

using namespace dg;

namespace {

class Client {
public:
    explicit Client(const std::string& baseUrl, const Secret& token)
    {
        kube::ConnectionSpec spec;
        spec.name = "test";
        spec.endpoint.baseUrl = baseUrl;
        spec.auth.token = token;
        session = std::make_unique<session::ClusterSession>(
            std::move(spec), session::SessionOptions{}, pool, clock, log, [](const kube::ExecSpec&) { return false; });
        session->start();
    }
    void pump()
    {
        std::vector<store::Delta> deltas;
        session->inbox().drain(deltas, 1'000'000);
        for (const auto& delta : deltas) {
            if (delta.record)
                records[delta.key.toString()] = delta.record;
            else
                records.erase(delta.key.toString());
        }
    }
    session::SessionStatus status()
    {
        pump();
        return session->status();
    }
    std::size_t fluxObjects()
    {
        pump();
        return static_cast<std::size_t>(
            std::count_if(records.begin(), records.end(), [](const auto& r) { return r.second->type == store::RecordType::Flux; }));
    }
    // Any Kustomization in the state, not suspended.
    std::optional<ObjectKey> anyKustomization(flux::State state)
    {
        pump();
        for (const auto& [name, record] : records) {
            if (record->type != store::RecordType::Flux)
                continue;
            const auto& object = static_cast<const flux::FluxObject&>(*record);
            if (object.kind == flux::Kind::Kustomization && !object.suspended && flux::evaluate(object).state == state)
                return object.key;
        }
        return std::nullopt;
    }
    session::Action follow(const ObjectKey& key, bool withSource)
    {
        const auto id = session->reconcile(key, withSource);
        session::Action found;
        const bool done = QTest::qWaitFor(
            [&] {
                for (const auto& action : status().actions) {
                    if (action.id == id)
                        found = action;
                }
                return found.done();
            },
            40'000);
        if (!done)
            qWarning("the action did not end");
        return found;
    }

    StringPool pool;
    SystemClock clock;
    Logger log;
    std::map<std::string, store::RecordPtr> records;
    std::unique_ptr<session::ClusterSession> session;
};

} // namespace

class SessionTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        demo::DemoOptions options;
        options.alive = false;
        options.timeFactor = 10; // a pass takes tenths of a second
        m_demo = std::make_unique<demo::DemoCluster>(options);
        QVERIFY(m_demo->start());
    }

    void whatIsLookedUpByNameArrivesOrIsAbsentAtTheSecondLook()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        QTRY_VERIFY_WITH_TIMEOUT(client.status().complete, 20'000);
        const ObjectKey there{{}, client.pool.intern("Namespace"), {}, client.pool.intern("flux-system")};
        const ObjectKey absent{{}, client.pool.intern("ConfigMap"), client.pool.intern("apps"), client.pool.intern("not-there")};
        std::mutex mutex;
        std::vector<ObjectKey> told;
        const auto began = client.clock.steady();
        client.session->lookUp({there, absent}, [&](const ObjectKey& key) {
            const std::scoped_lock lock(mutex);
            told.push_back(key);
        });
        const auto count = [&] {
            const std::scoped_lock lock(mutex);
            return told.size();
        };
        QTRY_COMPARE_WITH_TIMEOUT(count(), 1u, 10'000);
        QVERIFY(told.front() == absent);
        QVERIFY(client.clock.steady() - began >= Millis{1'000}); // who recreates leaves a gap
        QTRY_VERIFY_WITH_TIMEOUT((client.pump(), client.records.contains(there.toString())), 10'000);
        client.session->stop(); // before what the callback writes to goes
    }

    void everyKindIsReadOrNamedAsUnreadable()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        QTRY_VERIFY_WITH_TIMEOUT(client.status().complete, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(client.status().phase, session::ConnectionPhase::Live, 20'000);
        QVERIFY(client.fluxObjects() >= 30);
        const auto status = client.status();
        const auto buckets
            = std::find_if(status.streams.begin(), status.streams.end(), [](const auto& s) { return s.resource.kind == "Bucket"; });
        QVERIFY(buckets != status.streams.end());
        QCOMPARE(buckets->state.phase, kube::StreamPhase::Forbidden);
        QVERIFY(buckets->state.hasError);
        QVERIFY(!status.serverVersion.empty());
    }

    void inventoriesOpenTheStreamsOfWhatTheyName()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        QTRY_VERIFY_WITH_TIMEOUT(std::any_of(client.records.begin(), client.records.end(),
                                     [](const auto& r) { return r.second->type == store::RecordType::Managed; })
                || (client.pump(), false),
            20'000);
        // The snapshot follows the records within a tenth of a second.
        const auto deployments = [&] {
            const auto status = client.status();
            return std::any_of(status.streams.begin(), status.streams.end(),
                [](const auto& s) { return s.resource.kind == "Deployment" && !s.fluxKind && !s.controllers; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(deployments(), 20'000);
    }

    void theControllersOfFluxAreReadApartFromWhatItApplies()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        QTRY_VERIFY_WITH_TIMEOUT(client.status().controllersReadable, 20'000);
        flux::Controllers controllers;
        client.pump();
        for (const auto& [name, record] : client.records)
            controllers.apply({record->key, record->type, record, {}});
        QVERIFY(controllers.list().size() >= 4);
        QCOMPARE(controllers.distribution(), std::string("v2.9.1"));
        // The same Deployment is an inventory's entry too: neither record takes the other's place.
        QTRY_VERIFY_WITH_TIMEOUT((client.pump(),
                                     std::any_of(client.records.begin(), client.records.end(),
                                         [](const auto& r) {
                                             return r.second->type == store::RecordType::Managed
                                                 && r.second->key.name.view() == "source-controller"
                                                 && r.second->key.kind.view() == "Deployment";
                                         })),
            20'000);
    }

    void theServersClockIsReadFromItsDateHeader_data()
    {
        QTest::addColumn<int>("ahead"); // seconds
        QTest::addColumn<int>("skew");
        QTest::newRow("two hours ahead") << 7200 << 7200;
        QTest::newRow("two hours behind") << -7200 << -7200;
        QTest::newRow("within the header's grain") << 1 << 0;
    }
    void theServersClockIsReadFromItsDateHeader()
    {
        QFETCH(int, ahead);
        QFETCH(int, skew);
        test::FaultServer server;
        const auto answer = [ahead](const char* body) {
            return [ahead, body](test::Exchange& exchange) {
                const auto now = QDateTime::currentDateTimeUtc().addSecs(ahead);
                const auto date = QLocale::c().toString(now, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toStdString();
                exchange.reply(200, "application/json", body, {{"Date", date}});
            };
        };
        const char* const nothing = R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[]})";
        server.on("/apis", answer(nothing));
        server.on("/api", answer(nothing));
        server.on("/version", answer(R"({"gitVersion":"v1.36.3"})"));
        Client client(server.url(), {});
        QTRY_COMPARE_WITH_TIMEOUT(client.status().phase, session::ConnectionPhase::NoFlux, 20'000);
        const auto seconds = std::chrono::duration_cast<Seconds>(client.status().clockSkew).count();
        QVERIFY2(std::abs(static_cast<int>(seconds) - skew) <= 3, qPrintable(QString::number(seconds)));
        QCOMPARE(seconds == 0, skew == 0);
    }

    void aReadyKustomizationReconcilesToReady()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        std::optional<ObjectKey> key;
        QTRY_VERIFY_WITH_TIMEOUT((key = client.anyKustomization(flux::State::Ready)).has_value(), 20'000);
        const auto action = client.follow(*key, false);
        QCOMPARE(action.outcome, session::ActionOutcome::Ready);
        QVERIFY(action.duration.count() > 0);
    }

    void aFailingKustomizationReconcilesToItsFailureWithTheMessage()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        std::optional<ObjectKey> key;
        QTRY_VERIFY_WITH_TIMEOUT((key = client.anyKustomization(flux::State::Failed)).has_value(), 20'000);
        const auto action = client.follow(*key, false);
        QVERIFY2(action.outcome == session::ActionOutcome::Failed, std::to_string(int(action.outcome)).c_str());
        QVERIFY(!action.message.empty());
    }

    void anObjectThatIsNotThereIsRefusedAndNotFollowedForEver()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        QTRY_VERIFY_WITH_TIMEOUT(client.status().complete, 20'000);
        const auto action = client.follow({client.pool.intern("kustomize.toolkit.fluxcd.io"), client.pool.intern("Kustomization"),
                                              client.pool.intern("nowhere"), client.pool.intern("nobody")},
            false);
        QCOMPARE(action.outcome, session::ActionOutcome::Refused);
    }

    void aWrongTokenIsASignInProblemAndAsksNoMoreThanItMust()
    {
        Client client(m_demo->baseUrl(), Secret("wrong"));
        QTRY_COMPARE_WITH_TIMEOUT(client.status().phase, session::ConnectionPhase::Unauthorized, 20'000);
        QVERIFY(!client.status().complete);
        QCOMPARE(client.fluxObjects(), std::size_t{0});
    }

    void oneClusterThatCannotBeReachedLeavesTheOtherAlone()
    {
        Client dead("http://127.0.0.1:1", Secret("any"));
        Client alive(m_demo->baseUrl(), m_demo->token());
        QTRY_COMPARE_WITH_TIMEOUT(alive.status().phase, session::ConnectionPhase::Live, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(dead.status().phase, session::ConnectionPhase::Unreachable, 20'000);
        QCOMPARE(dead.status().error.code, ErrorCode::ConnectionRefused);
        QCOMPARE(alive.status().phase, session::ConnectionPhase::Live);
    }

    void secretsAreRefusedBeforeAnythingIsAsked()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        QTRY_VERIFY_WITH_TIMEOUT(client.status().complete, 20'000);
        std::atomic<int> code{-1};
        client.session->fetchObject({{}, client.pool.intern("Secret"), client.pool.intern("apps"), client.pool.intern("any")}, "v1",
            [&](const Result<std::string>& answer) { code = answer ? -2 : int(answer.error().code); });
        QTRY_COMPARE_WITH_TIMEOUT(code.load(), int(ErrorCode::Refused), 10'000);
    }

    void stoppingWhileConnectingEndsAtOnce()
    {
        for (int i = 0; i < 5; ++i)
            Client client(m_demo->baseUrl(), m_demo->token());
        for (int i = 0; i < 5; ++i)
            Client client("http://127.0.0.1:1", Secret("any"));
    }

private:
    std::unique_ptr<demo::DemoCluster> m_demo;
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"

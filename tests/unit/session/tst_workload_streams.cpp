// SPDX-License-Identifier: Apache-2.0
// Pods, ReplicaSets and Jobs of wanted namespaces: against the demo's API server, and against one that refuses.
#include "demo/demo_cluster.h"
#include "flux/workload_object.h"
#include "session/session.h"
#include "support/fault_server.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

using namespace dg;

namespace {

class Client {
public:
    Client(const std::string& baseUrl, const Secret& token, Millis linger = Millis{3'600'000})
    {
        session::SessionOptions options;
        options.workloadLinger = linger;
        kube::ConnectionSpec spec;
        spec.name = "test";
        spec.endpoint.baseUrl = baseUrl;
        spec.auth.token = token;
        session = std::make_unique<session::ClusterSession>(
            std::move(spec), options, pool, clock, log, [](const kube::ExecSpec&) { return false; });
        session->start();
    }
    void pump()
    {
        std::vector<store::Delta> deltas;
        session->inbox().drain(deltas, 1'000'000);
        for (const auto& delta : deltas) {
            auto& of = delta.type == store::RecordType::Workload ? children : others;
            if (delta.record)
                of[delta.key.toString()] = delta.record;
            else
                of.erase(delta.key.toString());
        }
    }
    std::vector<session::StreamInfo> streams()
    {
        pump();
        auto all = session->status().streams;
        std::erase_if(all, [](const session::StreamInfo& s) { return !s.workload; });
        return all;
    }
    std::set<std::string> namespaces()
    {
        std::set<std::string> found;
        for (const auto& stream : streams())
            found.insert(stream.ns);
        return found;
    }
    bool read()
    {
        const auto all = streams();
        return !all.empty() && std::all_of(all.begin(), all.end(), [](const auto& s) { return s.state.synced; });
    }
    std::size_t count(const std::string& prefix)
    {
        pump();
        return static_cast<std::size_t>(
            std::count_if(children.begin(), children.end(), [&](const auto& c) { return c.first.starts_with(prefix); }));
    }

    StringPool pool;
    SystemClock clock;
    Logger log;
    std::map<std::string, store::RecordPtr> children, others;
    std::unique_ptr<session::ClusterSession> session;
};

std::string group(const char* name, const char* kind, const char* plural)
{
    return std::string(R"({"metadata":{"name":")") + name
        + R"("},"versions":[{"version":"v1","freshness":"Current","resources":[{"resource":")" + plural
        + R"(","responseKind":{"group":"","version":"","kind":")" + kind
        + R"("},"scope":"Namespaced","singularResource":"x","verbs":["list","watch"]}]}]})";
}

} // namespace

class WorkloadStreams final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        demo::DemoOptions options;
        options.alive = false;
        m_demo = std::make_unique<demo::DemoCluster>(options);
        QVERIFY(m_demo->start());
    }

    void nobodyAsksForPodsUntilSomebodyLooks()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        QTRY_VERIFY_WITH_TIMEOUT((client.pump(), client.session->status().complete), 20'000);
        QVERIFY(client.streams().empty());
        QVERIFY(client.children.empty());
    }

    void aWantedNamespaceBringsItsPodsReplicaSetsAndJobsAndNoOthers()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        client.session->watchWorkloads({"payments"}); // before anything is discovered
        QTRY_VERIFY_WITH_TIMEOUT(client.read(), 20'000);
        QCOMPARE(client.streams().size(), std::size_t{3});
        QTRY_VERIFY_WITH_TIMEOUT(client.count("Pod/payments/api-") == 3, 20'000);
        QVERIFY(client.count("ReplicaSet/payments/") > 3);
        QVERIFY(client.count("Job/payments/settle-") > 0);
        for (const auto& [name, record] : client.children)
            QCOMPARE(record->key.ns.str(), std::string("payments"));
        const auto pod = std::find_if(
            client.children.begin(), client.children.end(), [](const auto& c) { return c.first.starts_with("Pod/payments/api-"); });
        const auto& facts = static_cast<const flux::WorkloadObject&>(*pod->second);
        QCOMPARE(facts.waitingReason, std::string("ImagePullBackOff"));
        QVERIFY(client.children.contains("ReplicaSet/payments/" + facts.controllerName.str()));
    }

    void atMostEightNamespacesAreWatchedTheMostWantedFirst()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        std::vector<std::string> wanted;
        for (int i = 0; i < 11; ++i)
            wanted.push_back("ns-" + std::to_string(i));
        client.session->watchWorkloads(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(client.session->status().workloadsLeftOut, (std::vector<std::string>{"ns-8", "ns-9", "ns-10"}), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(client.namespaces().size(), session::MaxWorkloadNamespaces, 20'000);
        client.session->watchWorkloads({"ns-10", "ns-0"}); // the others linger where there is room
        QTRY_VERIFY_WITH_TIMEOUT(client.namespaces().contains("ns-10"), 20'000);
        QCOMPARE(client.namespaces().size(), session::MaxWorkloadNamespaces);
        QVERIFY(client.session->status().workloadsLeftOut.empty());
    }

    void anUnwantedNamespaceMakesRoomAndItsObjectsLeave()
    {
        Client client(m_demo->baseUrl(), m_demo->token());
        client.session->watchWorkloads({"payments"});
        QTRY_VERIFY_WITH_TIMEOUT(client.count("Pod/payments/") > 0, 20'000);
        std::vector<std::string> wanted;
        for (std::size_t i = 0; i < session::MaxWorkloadNamespaces; ++i)
            wanted.push_back("ns-" + std::to_string(i));
        client.session->watchWorkloads(wanted); // no room to linger
        QTRY_COMPARE_WITH_TIMEOUT(client.count(""), std::size_t{0}, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!client.namespaces().contains("payments"), 20'000); // the status follows within its interval
    }

    void aNamespaceNobodyWantsEndsAfterAWhile()
    {
        Client client(m_demo->baseUrl(), m_demo->token(), Millis{100});
        client.session->watchWorkloads({"payments"});
        QTRY_VERIFY_WITH_TIMEOUT(client.count("Pod/payments/") > 0, 20'000);
        client.session->watchWorkloads({});
        QTRY_VERIFY_WITH_TIMEOUT(client.streams().empty() && client.children.empty(), 20'000);
        QVERIFY(!client.others.empty()); // what inventories name stays
    }

    void aRefusedListIsNamedAndTheOthersAreRead()
    {
        test::FaultServer server;
        const auto json = [&](const std::string& path, const std::string& body, int status = 200) {
            server.on(path, [body, status](test::Exchange& x) { x.reply(status, "application/json", body); });
        };
        const char* type = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
        const auto discovery = [&](const std::string& path, const std::string& groups) {
            server.on(path, [groups, type](test::Exchange& x) {
                x.reply(200, type,
                    R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[)" + groups + "]}");
            });
        };
        json("/version", R"({"gitVersion":"v1.36.3"})");
        discovery("/api", group("", "Pod", "pods"));
        discovery("/apis",
            group("apps", "ReplicaSet", "replicasets") + "," + group("batch", "Job", "jobs") + ","
                + group("kustomize.toolkit.fluxcd.io", "Kustomization", "kustomizations"));
        json("/api/v1/namespaces/payments/pods",
            R"({"kind":"Status","apiVersion":"v1","status":"Failure","message":"pods is forbidden","reason":"Forbidden","code":403})", 403);
        const auto lists = [&](const std::string& path, const std::string& items) {
            server.on(path, [items](test::Exchange& x) {
                if (x.request().query.find("watch=") != std::string::npos) {
                    if (x.request().query.find("sendInitialEvents") != std::string::npos)
                        x.reply(422, "application/json",
                            R"({"kind":"Status","apiVersion":"v1","status":"Failure","message":"no","reason":"Invalid","code":422})");
                    else if (x.beginChunked(200, "application/json"))
                        x.hang();
                    return;
                }
                x.reply(200, "application/json",
                    R"({"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"5"},"items":[)" + items + "]}");
            });
        };
        lists("/apis/apps/v1/namespaces/payments/replicasets", R"({"metadata":{"name":"api-1","namespace":"payments","uid":"u"}})");
        lists("/apis/batch/v1/namespaces/payments/jobs", "");
        lists("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations", "");
        Client client(server.url(), Secret("any"));
        client.session->watchWorkloads({"payments"});
        QTRY_COMPARE_WITH_TIMEOUT(client.count("ReplicaSet/payments/api-1"), std::size_t{1}, 20'000);
        const auto pods = [&] {
            for (const auto& stream : client.streams()) {
                if (stream.resource.kind == "Pod")
                    return stream.state;
            }
            return kube::StreamState{};
        };
        QTRY_COMPARE_WITH_TIMEOUT(pods().phase, kube::StreamPhase::Forbidden, 20'000);
        QCOMPARE(pods().error.code, ErrorCode::Forbidden);
        QTRY_COMPARE_WITH_TIMEOUT(client.session->status().phase, session::ConnectionPhase::Live, 20'000);
    }

private:
    std::unique_ptr<demo::DemoCluster> m_demo;
};

QTEST_GUILESS_MAIN(WorkloadStreams)
#include "tst_workload_streams.moc"

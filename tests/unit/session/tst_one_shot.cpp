// SPDX-License-Identifier: Apache-2.0
#include "session/one_shot.h"

#include "support/fault_server.h"

#include <QTest>

#include <atomic>
#include <map>

using namespace dg;
using namespace dg::session;
using std::string;

namespace {

string resource(const char* kind, const char* plural)
{
    return string("{\"resource\":\"") + plural + "\",\"responseKind\":{\"group\":\"\",\"version\":\"\",\"kind\":\"" + kind
        + "\"},\"scope\":\"Namespaced\",\"singularResource\":\"x\",\"verbs\":[\"list\",\"watch\",\"patch\"]}";
}
string group(const char* name, const char* version, const string& resources)
{
    return string("{\"metadata\":{\"name\":\"") + name + "\"},\"versions\":[{\"version\":\"" + version
        + "\",\"freshness\":\"Current\",\"resources\":[" + resources + "]}]}";
}
string discoveryOf(const string& groups)
{
    return "{\"kind\":\"APIGroupDiscoveryList\",\"apiVersion\":\"apidiscovery.k8s.io/v2\",\"metadata\":{},\"items\":[" + groups + "]}";
}
string kustomization(const string& ns, const string& name, const string& ready)
{
    return "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"" + ns + "\",\"uid\":\"u-" + ns + name
        + "\",\"resourceVersion\":\"1\",\"generation\":1},"
          "\"spec\":{\"sourceRef\":{\"kind\":\"GitRepository\",\"name\":\"git\"}},"
          "\"status\":{\"observedGeneration\":1,\"inventory\":{\"entries\":[{\"id\":\"apps_web_apps_Deployment\",\"v\":\"v1\"},{\"id\":"
          "\"apps_cfg__ConfigMap\",\"v\":\"v1\"}]},"
          "\"conditions\":[{\"type\":\"Ready\",\"status\":\""
        + ready + "\",\"reason\":\"R\",\"message\":\"m\",\"observedGeneration\":1}]}}";
}
string list(const string& items, const string& next = {})
{
    return "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5\",\"continue\":\"" + next + "\"},\"items\":["
        + items + "]}";
}
string failure(int code, const char* reason)
{
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"no\",\"reason\":\"" + string(reason)
        + "\",\"code\":" + std::to_string(code) + "}";
}

constexpr const char* Kustomizations = "/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations";
constexpr const char* Gits = "/apis/source.toolkit.fluxcd.io/v1/gitrepositories";
string inNamespace(const string& ns)
{
    return "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/" + ns + "/kustomizations";
}

} // namespace

class TestOneShot : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::FaultServer> m_server;
    SystemClock m_clock;
    Logger m_log;
    StringPool m_pool;

    void json(const string& path, const string& body, int status = 200)
    {
        m_server->on(path, [body, status](test::Exchange& x) { x.reply(status, "application/json", body); });
    }
    void serve(const string& version = "v1.36.3")
    {
        json("/version", "{\"gitVersion\":\"" + version + "\"}");
        const char* type = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
        const auto core = discoveryOf(group("", "v1", resource("Namespace", "namespaces") + "," + resource("ConfigMap", "configmaps")));
        const auto groups = discoveryOf(group("kustomize.toolkit.fluxcd.io", "v1", resource("Kustomization", "kustomizations")) + ","
            + group("source.toolkit.fluxcd.io", "v1", resource("GitRepository", "gitrepositories")) + ","
            + group("apps", "v1", resource("Deployment", "deployments")));
        m_server->on("/api", [core, type](test::Exchange& x) { x.reply(200, type, core); });
        m_server->on("/apis", [groups, type](test::Exchange& x) { x.reply(200, type, groups); });
        json(Kustomizations, list(kustomization("apps", "a", "True") + "," + kustomization("apps", "b", "False")));
        json(Gits, list(""));
    }
    Result<OneShotResult> read(OneShotOptions options = {}, const char* defaultNamespace = "")
    {
        kube::ConnectionSpec spec;
        spec.name = "test";
        spec.defaultNamespace = defaultNamespace;
        spec.endpoint.baseUrl = m_server->url();
        spec.auth.token = Secret("t");
        return readOnce(spec, options, m_pool, m_clock, m_log, nullptr);
    }
    string queryOf(const string& path) const
    {
        for (const auto& request : m_server->seen()) {
            if (request.path == path)
                return request.query;
        }
        return "not asked";
    }

private Q_SLOTS:
    void init() { m_server = std::make_unique<test::FaultServer>(); }

    void oneListAKindAndNothingMore()
    {
        serve();
        const auto result = read();
        QVERIFY(result);
        QCOMPARE(result->objects.size(), 2u);
        QCOMPARE(result->objects[1]->key.toString(), string("Kustomization/apps/b"));
        QCOMPARE(result->objects[0]->inventory.size(), 2u);
        QVERIFY(result->fluxServed && result->missing.empty() && !result->fromCache);
        QCOMPARE(result->serverVersion, string("v1.36.3"));
        QCOMPARE(result->readKinds.size(), 2u);
        QCOMPARE(m_server->count(Kustomizations), 1);
        QCOMPARE(queryOf(Kustomizations), string());
        for (const auto& request : m_server->seen())
            QVERIFY2(request.path != "/api/v1/namespaces", "namespaces are not needed");
    }

    void objectsComeInOrderHoweverTheyAreListed_data()
    {
        QTest::addColumn<QString>("listed"); // namespace/name each, on two pages
        QTest::newRow("in order") << QStringLiteral("a/x a/y | b/a b/b");
        QTest::newRow("names not") << QStringLiteral("a/y a/x | b/a b/b");
        QTest::newRow("namespaces not") << QStringLiteral("b/a a/x | a/y b/b");
        QTest::newRow("pages not") << QStringLiteral("b/a b/b | a/x a/y");
    }
    void objectsComeInOrderHoweverTheyAreListed()
    {
        QFETCH(QString, listed);
        serve();
        const auto page = [&](int number) {
            string items;
            for (const auto& word : listed.split(QStringLiteral(" | "))[number].split(QLatin1Char(' ')))
                items += (items.empty() ? "" : ",")
                    + kustomization(
                        word.section(QLatin1Char('/'), 0, 0).toStdString(), word.section(QLatin1Char('/'), 1).toStdString(), "True");
            return items;
        };
        m_server->on(Kustomizations, [first = page(0), second = page(1)](test::Exchange& x) {
            const bool more = x.request().query.find("continue=") != string::npos;
            x.reply(200, "application/json", more ? list(second) : list(first, "next"));
        });
        const auto result = read();
        QVERIFY(result);
        string order;
        for (const auto& object : result->objects)
            order += object->key.toString() + " ";
        QCOMPARE(order, string("Kustomization/a/x Kustomization/a/y Kustomization/b/a Kustomization/b/b "));
    }

    void anOldServerIsAskedForItsCache()
    {
        serve("v1.30.9");
        const auto result = read();
        QVERIFY(result && result->fromCache);
        QCOMPARE(queryOf(Kustomizations), string("resourceVersion=0"));
    }

    void whichServersServeConsistentLists()
    {
        for (const char* version : {"v1.31.0", "v1.36.3", "v2.0.0", "v1.31.1+k3s1", "v1.33-eks"})
            QVERIFY2(servesConsistentLists(version), version);
        for (const char* version : {"v1.30.9", "v1.9.0", "", "1.36", "v1", "vx.y"})
            QVERIFY2(!servesConsistentLists(version), version);
    }

    void noFluxIsSaidAndIsNotAnError()
    {
        serve();
        m_server->on("/apis", [](test::Exchange& x) {
            x.reply(200, "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", discoveryOf(""));
        });
        const auto result = read();
        QVERIFY(result);
        QVERIFY(!result->fluxServed && result->missing.empty());
    }

    void aBusyServerIsAskedAgain()
    {
        serve();
        auto calls = std::make_shared<std::atomic<int>>(0);
        m_server->on(Kustomizations, [calls](test::Exchange& x) {
            if (++*calls == 1)
                x.reply(429, "application/json", failure(429, "TooManyRequests"), {{"Retry-After", "0"}});
            else if (*calls == 2)
                x.reply(410, "application/json", failure(410, "Expired"));
            else
                x.reply(200, "application/json", list(kustomization("apps", "a", "True")));
        });
        const auto result = read();
        QVERIFY(result && result->missing.empty());
        QCOMPARE(result->objects.size(), 1u);
        QCOMPARE(calls->load(), 3);
    }

    void aListThatIsCutIntoPagesIsReadToItsEnd()
    {
        serve();
        m_server->on(Kustomizations, [](test::Exchange& x) {
            const bool second = x.request().query.find("continue=a%2Fb") != string::npos;
            x.reply(200, "application/json", list(kustomization("apps", second ? "b" : "a", "True"), second ? "" : "a/b"));
        });
        const auto result = read();
        QVERIFY(result && result->missing.empty());
        QCOMPARE(result->objects.size(), 2u);
    }

    void aRefusedKindIsReadNamespaceByNamespace()
    {
        serve();
        json(Kustomizations, failure(403, "Forbidden"), 403);
        json("/api/v1/namespaces", list("{\"metadata\":{\"name\":\"apps\"}},{\"metadata\":{\"name\":\"infra\"}}"));
        json(inNamespace("apps"), list(kustomization("apps", "a", "True")));
        json(inNamespace("infra"), failure(403, "Forbidden"), 403);
        const auto result = read();
        QVERIFY(result);
        QCOMPARE(result->objects.size(), 1u);
        QCOMPARE(result->missing.size(), 1u);
        QCOMPARE(result->missing[0].kind, string("Kustomization"));
        QCOMPARE(result->missing[0].ns.value_or("all"), string("infra"));
        QVERIFY(result->missing[0].error.code == ErrorCode::Forbidden);
    }

    void whereNamespacesAreRefusedTooTheContextsOwnIsTried()
    {
        serve();
        json(Kustomizations, failure(403, "Forbidden"), 403);
        json("/api/v1/namespaces", failure(403, "Forbidden"), 403);
        json(inNamespace("apps"), list(kustomization("apps", "a", "True")));
        const auto result = read({}, "apps");
        QVERIFY(result);
        QCOMPARE(result->objects.size(), 1u);
        QCOMPARE(result->missing.size(), 1u);
        QVERIFY(!result->missing[0].ns); // the rest of the cluster
    }

    void oneNamespaceMeansOnlyThatNamespace()
    {
        serve();
        json(inNamespace("apps"), list(kustomization("apps", "a", "True")));
        json("/apis/source.toolkit.fluxcd.io/v1/namespaces/apps/gitrepositories", failure(403, "Forbidden"), 403);
        OneShotOptions options;
        options.ns = "apps";
        const auto result = read(options);
        QVERIFY(result);
        QCOMPARE(result->objects.size(), 1u);
        QCOMPARE(m_server->count(Kustomizations), 0);
        QCOMPARE(result->missing.size(), 1u);
        QCOMPARE(result->missing[0].ns.value_or("all"), string("apps"));
    }

    void theInventoryIsReadAsMetadataByFluxsLabels()
    {
        serve();
        string accept;
        json("/apis/apps/v1/deployments",
            list("{\"metadata\":{\"name\":\"web\",\"namespace\":\"apps\",\"uid\":\"w\",\"resourceVersion\":\"1\"}}"));
        json(
            "/api/v1/configmaps", list("{\"metadata\":{\"name\":\"cfg\",\"namespace\":\"apps\",\"uid\":\"c\",\"resourceVersion\":\"1\"}}"));
        OneShotOptions options;
        options.managed = true;
        const auto result = read(options);
        QVERIFY(result && result->missing.empty());
        QCOMPARE(result->managed.size(), 2u);
        QCOMPARE(result->managedKinds.size(), 2u);
        QCOMPARE(queryOf("/api/v1/configmaps"), string("labelSelector=kustomize.toolkit.fluxcd.io%2Fname"));
        for (const auto& request : m_server->seen()) {
            if (request.path == "/api/v1/configmaps")
                QVERIFY(request.header("accept").find("PartialObjectMetadataList") != string::npos);
        }
    }

    void anObjectOfTheInventoryWithoutFluxsLabelIsLookedUpByName()
    {
        serve();
        m_server->on("/apis/apps/v1/deployments", [](test::Exchange& x) { x.reply(200, "application/json", list("")); });
        json("/apis/apps/v1/namespaces/apps/deployments", // there, but `ssa: IfNotPresent` left it without a label
            list("{\"metadata\":{\"name\":\"web\",\"namespace\":\"apps\",\"uid\":\"w\",\"resourceVersion\":\"1\"}}"));
        json("/api/v1/configmaps", list(""));
        json("/api/v1/namespaces/apps/configmaps", list("")); // really gone
        OneShotOptions options;
        options.managed = true;
        const auto result = read(options);
        QVERIFY(result && result->missing.empty());
        QCOMPARE(result->managed.size(), 1u);
        QCOMPARE(result->managed[0]->key.name.str(), string("web"));
        QCOMPARE(queryOf("/apis/apps/v1/namespaces/apps/deployments"), string("fieldSelector=metadata.name%3Dweb"));
        QCOMPARE(m_server->count("/api/v1/namespaces/apps/configmaps"), 1); // once, though two inventories name it
    }

    void noConnectionIsTheErrorOfTheWhole()
    {
        kube::ConnectionSpec spec;
        spec.endpoint.baseUrl = m_server->url();
        m_server.reset();
        const auto result = readOnce(spec, {}, m_pool, m_clock, m_log, nullptr);
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::ConnectionRefused);
        m_server = std::make_unique<test::FaultServer>();
    }

    void aStopRequestEndsIt()
    {
        serve();
        test::Gate gate;
        m_server->on(Kustomizations, [&gate](test::Exchange& x) {
            gate.open();
            x.hang();
        });
        std::stop_source stop;
        std::thread stopper([&] {
            gate.wait();
            stop.request_stop();
        });
        kube::ConnectionSpec spec;
        spec.endpoint.baseUrl = m_server->url();
        const auto result = readOnce(spec, {}, m_pool, m_clock, m_log, nullptr, stop.get_token());
        stopper.join();
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestOneShot)
#include "tst_one_shot.moc"

// SPDX-License-Identifier: Apache-2.0
// Discovery, access reviews and single requests over real HTTP.
#include "kube/access.h"
#include "kube/discovery.h"
#include "kube/requests.h"
#include "loop_fixture.h"

#include <QtTest>

using namespace dg;
using namespace dg::kube;
using dg::test::Exchange;

namespace {

const char* const Json = "application/json";
const std::string Core
    = R"({"kind":"APIGroupDiscoveryList","items":[{"versions":[{"version":"v1","resources":[{"resource":"nodes","responseKind":{"kind":"Node"},"scope":"Cluster"}]}]}]})";
const std::string Groups
    = R"({"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[{"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced"}]}]}]})";

Result<Discovery> discovered(LoopFixture& rig, std::shared_ptr<const Discovery> previous = nullptr)
{
    return rig.ask<Result<Discovery>>([&](auto done) { discover(rig.loop, done, previous); });
}

} // namespace

class TestKubeRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aggregatedDiscoveryTakesTwoRequestsAndThenNone()
    {
        LoopFixture rig;
        const auto tagged = [](std::string body, std::string tag) {
            return [=](Exchange& x) {
                if (x.request().header("if-none-match") == tag)
                    x.head(304, {{"Content-Length", "0"}});
                else
                    x.reply(200, Json, body, {{"ETag", tag}});
            };
        };
        rig.server.on("/api", tagged(Core, "\"c\""));
        rig.server.on("/apis", tagged(Groups, "\"g\""));
        rig.server.on("/version", [](Exchange& x) { x.reply(200, Json, R"({"gitVersion":"v1.36.3"})"); });
        const auto first = discovered(rig);
        QVERIFY(first);
        QCOMPARE(first->serverVersion, std::string("v1.36.3"));
        QCOMPARE(first->etag, std::string("\"g\""));
        QVERIFY(first->find("", "Node") && first->find("apps", "Deployment"));
        const auto again = discovered(rig, std::make_shared<Discovery>(*first));
        QVERIFY(again);
        QCOMPARE(again->resources, first->resources);
        QCOMPARE(again->etag, first->etag);
        QCOMPARE(rig.server.seen().size(), std::size_t{6});
    }

    void anOldServerIsReadGroupByGroupAndABrokenGroupIsNamed()
    {
        LoopFixture rig;
        rig.server.on("/api", [](Exchange& x) { x.reply(200, Json, R"({"kind":"APIVersions","versions":["v1"]})"); });
        rig.server.on("/apis", [](Exchange& x) {
            if (x.request().header("accept").find("APIGroupDiscoveryList") != std::string::npos)
                x.reply(406, "text/plain", "no");
            else
                x.reply(200, Json,
                    R"({"kind":"APIGroupList","groups":[{"name":"apps","preferredVersion":{"version":"v1"},"versions":[{"version":"v1"}]},
                    {"name":"metrics.k8s.io","preferredVersion":{"version":"v1beta1"},"versions":[{"version":"v1beta1"}]}]})");
        });
        rig.server.on("/api/v1", [](Exchange& x) {
            x.reply(200, Json, R"({"kind":"APIResourceList","resources":[{"name":"nodes","kind":"Node","namespaced":false}]})");
        });
        rig.server.on("/apis/apps/v1", [](Exchange& x) {
            x.reply(200, Json, R"({"kind":"APIResourceList","resources":[{"name":"deployments","kind":"Deployment","namespaced":true}]})");
        });
        rig.server.on("/apis/metrics.k8s.io/v1beta1", [](Exchange& x) { x.reply(503, "text/plain", "service unavailable"); });
        const auto found = discovered(rig);
        QVERIFY(found);
        QVERIFY(found->find("", "Node") && found->find("apps", "Deployment"));
        QCOMPARE(found->broken, std::vector<std::string>{"metrics.k8s.io/v1beta1"});
        QVERIFY(found->serverVersion.empty());
    }

    void aRefusedDiscoveryIsTheError()
    {
        LoopFixture rig;
        rig.server.on(
            std::string("/") + "*", [](Exchange& x) { x.reply(401, Json, R"({"kind":"Status","message":"Unauthorized","code":401})"); });
        const auto found = discovered(rig);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Unauthorized);
    }

    void accessIsAskedAndAnswered()
    {
        LoopFixture rig;
        rig.server.on("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", [](Exchange& x) {
            const bool yes = x.request().body.find("\"verb\":\"patch\",\"namespace\":\"a\\\"b\"") != std::string::npos;
            x.reply(201, Json, yes ? R"({"status":{"allowed":true}})" : R"({"status":{"allowed":false,"reason":"x"}})");
        });
        const auto ask = [&](const std::string& verb) {
            return rig.ask<Result<bool>>([&](auto done) { checkAccess(rig.loop, "g", "things", verb, "a\"b", done); });
        };
        QCOMPARE(ask("patch"), Result<bool>(true));
        QCOMPARE(ask("get"), Result<bool>(false));
        QCOMPARE(rig.server.seen()[0].header("content-type"), std::string(Json));
    }

    void anOlderServerKnowsMeTooAndAnOldOneDoesNot()
    {
        LoopFixture rig;
        const auto who = [&] { return rig.ask<Result<Identity>>([&](auto done) { whoAmI(rig.loop, done); }); };
        const auto nobody = who();
        QVERIFY(!nobody);
        QCOMPARE(nobody.error().code, ErrorCode::NotFound);
        rig.server.on("/apis/authentication.k8s.io/v1beta1/selfsubjectreviews",
            [](Exchange& x) { x.reply(201, Json, R"({"status":{"userInfo":{"username":"gitlab:user:ada","groups":["gitlab:user"]}}})"); });
        const auto me = who();
        QVERIFY(me);
        QCOMPARE(me->username, std::string("gitlab:user:ada"));
        QCOMPARE(me->groups.size(), std::size_t{1});
    }

    void anObjectIsReadAndPatched()
    {
        LoopFixture rig;
        const Resource things{"g", "v1", "Thing", "things", true, {}};
        rig.server.on(
            "/apis/g/v1/namespaces/ns/things/a", [](Exchange& x) { x.reply(200, Json, "{\"m\":\"" + x.request().method + "\"}"); });
        const auto read = rig.ask<Result<std::string>>([&](auto done) { getObject(rig.loop, things, "ns", "a", done); });
        QCOMPARE(read, Result<std::string>(R"({"m":"GET"})"));
        const auto patched
            = rig.ask<Result<std::string>>([&](auto done) { mergePatch(rig.loop, things, "ns", "a", R"({"spec":{}})", done); });
        QCOMPARE(patched, Result<std::string>(R"({"m":"PATCH"})"));
        const auto seen = rig.server.seen();
        QCOMPARE(seen[1].query, std::string("fieldManager=driftglass"));
        QCOMPARE(seen[1].header("content-type"), std::string("application/merge-patch+json"));
        QCOMPARE(seen[1].body, std::string(R"({"spec":{}})"));
        const auto missing = rig.ask<Result<std::string>>([&](auto done) { getObject(rig.loop, things, "ns", "b", done); });
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
    }

    void secretsAndNamelessObjectsAreNeverRequested()
    {
        LoopFixture rig;
        for (const Resource& secret : {Resource{"", "v1", "Secret", "secrets", true, {}}, Resource{"", "v1", "", "secrets", true, {}}}) {
            const auto read = rig.ask<Result<std::string>>([&](auto done) { getObject(rig.loop, secret, "ns", "a", done); });
            QCOMPARE(read.error().code, ErrorCode::Refused);
            const auto patched = rig.ask<Result<std::string>>([&](auto done) { mergePatch(rig.loop, secret, "ns", "a", "{}", done); });
            QCOMPARE(patched.error().code, ErrorCode::Refused);
        }
        const Resource things{"g", "v1", "Thing", "things", true, {}};
        QCOMPARE(rig.ask<Result<std::string>>([&](auto done) { getObject(rig.loop, things, "ns", "", done); }).error().code,
            ErrorCode::BadValue);
        QCOMPARE(
            rig.ask<Result<std::string>>([&](auto done) { getObject(rig.loop, things, "", "a", done); }).error().code, ErrorCode::BadValue);
        QVERIFY(rig.server.seen().empty());
    }
};

QTEST_GUILESS_MAIN(TestKubeRequests)
#include "tst_kube_requests.moc"

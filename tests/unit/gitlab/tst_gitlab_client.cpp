// SPDX-License-Identifier: Apache-2.0
// The client against an in-process server that misbehaves on demand.
#include "gitlab/client.h"
#include "gitlab/oauth.h"
#include "support/fault_server.h"

#include <QTest>

#include <algorithm>

#include <future>
#include <thread>

using namespace dg;
using namespace dg::gitlab;
using dg::test::Exchange;

namespace {

// JSON with single quotes: moc loses its way in raw strings that hold URLs or quotes.
std::string js(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

constexpr const char* Json = "application/json";
const std::string AdasToken = js("{'id':5,'name':'t','scopes':['k8s_proxy','read_api'],'active':true,'user_id':3,'expires_at':null}");

struct Bench {
    test::FaultServer server;
    SystemClock clock;
    Logger log;
    std::stop_source stop;
    Access access(const char* root = "", TokenKind kind = TokenKind::Access)
    {
        Access out;
        out.host = *parseHost(server.url() + root);
        out.token = {kind, Secret("glpat-canary")};
        return out;
    }
    Client client(const char* root = "", TokenKind kind = TokenKind::Access)
    {
        return Client(access(root, kind), "driftglass/test", clock, log, stop.get_token());
    }
};

std::string agentRow(int id)
{
    return js("{'id':") + std::to_string(id) + js(",'name':'a") + std::to_string(id)
        + js("','config_project':{'id':9,'path_with_namespace':'team/agents'}}");
}

} // namespace

class TestGitLabClient final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachKindOfTokenHasItsOwnHeader()
    {
        Bench bench;
        bench.server.on("/git/api/v4/user", [](Exchange& x) { x.reply(200, Json, js("{'id':3,'username':'ada','name':'Ada'}")); });
        for (const auto kind : {TokenKind::Access, TokenKind::OAuth, TokenKind::CiJob}) {
            auto client = bench.client("/git", kind);
            const auto user = client.user();
            QVERIFY(user);
            QCOMPARE(user->username, std::string("ada"));
        }
        const auto seen = bench.server.seen();
        QCOMPARE(seen[0].header("private-token"), std::string("glpat-canary"));
        QVERIFY(seen[0].header("authorization").empty());
        QCOMPARE(seen[1].header("authorization"), std::string("Bearer glpat-canary"));
        QCOMPARE(seen[2].header("job-token"), std::string("glpat-canary"));
        for (const auto& request : seen)
            QVERIFY(request.target.find("canary") == std::string::npos);
    }
    void aRevokedTokenIsSentOnce()
    {
        Bench bench;
        bench.server.on("/api/v4/*", [](Exchange& x) {
            x.reply(401, Json,
                js("{'error':'invalid_token','error_description':'Token was revoked. You have to re-authorize from the user.'}"));
        });
        auto client = bench.client();
        const auto first = client.token();
        QVERIFY(!first);
        QCOMPARE(first.error().code, ErrorCode::Unauthorized);
        QVERIFY(first.error().detail.find("revoked") != std::string::npos);
        QVERIFY(!client.user());
        QVERIFY(!client.agents({}));
        QCOMPARE(bench.server.seen().size(), std::size_t{1});
    }
    void aBusyInstanceIsWaitedForAsLongAsItAsks()
    {
        Bench bench;
        std::atomic<int> asked = 0;
        bench.server.on("/api/v4/metadata", [&](Exchange& x) {
            if (++asked == 1)
                x.reply(429, Json, js("{'message':'too many'}"), {{"Retry-After", "0"}});
            else
                x.reply(200, Json, js("{'version':'18.5.0','kas':{'enabled':true,'externalUrl':'wss://k'}}"));
        });
        QVERIFY(bench.client().metadata());
        QCOMPARE(asked.load(), 2);
    }
    void aLongWaitIsHandedOnAndNotServed()
    {
        Bench bench;
        bench.server.on("/api/v4/metadata", [](Exchange& x) { x.reply(429, Json, "{}", {{"Retry-After", "90"}}); });
        const auto answer = bench.client().metadata();
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::TooManyRequests);
        QCOMPARE(answer.error().retryAfter->count(), 90);
        QCOMPARE(bench.server.count("/api/v4/metadata"), 1);
    }
    void aFailedReadIsTriedOnceMoreAndARotationNever()
    {
        Bench bench;
        bench.server.on("/api/v4/*", [](Exchange& x) { x.reply(502, "text/html", "<html><h1>502</h1> whoops</html>"); });
        auto client = bench.client();
        const auto read = client.metadata();
        QCOMPARE(read.error().code, ErrorCode::ServerError);
        QCOMPARE(read.error().detail, std::string("502 whoops"));
        QCOMPARE(bench.server.count("/api/v4/metadata"), 2);
        QVERIFY(!client.rotate(std::nullopt));
        QCOMPARE(bench.server.count("/api/v4/personal_access_tokens/self/rotate"), 1);
    }
    void anEndlessAnswerIsCut()
    {
        Bench bench;
        bench.server.on("/api/v4/user", [](Exchange& x) {
            x.beginChunked(200, Json);
            while (x.chunk(std::string(65536, ' '))) { }
        });
        const auto user = bench.client().user();
        QVERIFY(!user);
        QCOMPARE(user.error().code, ErrorCode::TooLarge);
    }
    void aStopRequestEndsASilentCallAtOnce()
    {
        Bench bench;
        bench.server.on("/api/v4/user", [](Exchange& x) { x.hang(); });
        auto client = bench.client();
        auto answer = std::async(std::launch::async, [&] { return client.user(); });
        QVERIFY(bench.server.waitForRequests("/api/v4/user", 1));
        bench.stop.request_stop();
        QCOMPARE(answer.get().error().code, ErrorCode::Cancelled);
    }
    void aRedirectIsNotFollowedWithTheToken()
    {
        Bench bench;
        test::FaultServer elsewhere;
        bench.server.on("/api/v4/user", [&](Exchange& x) {
            x.reply(302, "text/html", "", {{"Location", elsewhere.url() + "/api/v4/user"}});
        });
        const auto user = bench.client().user();
        QCOMPARE(user.error().code, ErrorCode::Redirected);
        QVERIFY(elsewhere.seen().empty());
    }
    void agentsAreFoundByTheNameOfTheirProjectAndByTheirOwn()
    {
        Bench bench;
        bench.server.on("/api/graphql", [](Exchange& x) {
            const bool byWords = x.request().body.find("\"search\":\"prod\"") != std::string::npos;
            const bool second = x.request().body.find("\"after\":\"c1\"") != std::string::npos;
            const auto page = [&](const std::string& nodes, const char* next) {
                x.reply(200, Json,
                    std::string(js("{'data':{'projects':{'pageInfo':{'hasNextPage':")) + (*next ? "true" : "false") + js(",'endCursor':'")
                        + next + js("'},'nodes':[{'clusterAgents':{'nodes':[") + nodes + "]}}]}}}");
            };
            if (byWords)
                page(js("{'id':'gid://gitlab/Clusters::Agent/1','name':'x','project':{'fullPath':'prod/agents'}}"), "");
            else if (!second)
                page(js("{'id':'gid://gitlab/Clusters::Agent/2','name':'prod-eu','project':{'fullPath':'a/b'}}"), "c1");
            else
                page(js("{'id':'gid://gitlab/Clusters::Agent/3','name':'other','project':{'fullPath':'a/b'}}"), "");
        });
        auto client = bench.client();
        const auto list = client.agents({"prod", 100});
        QVERIFY(list);
        QCOMPARE(list->agents.size(), std::size_t{2});
        QVERIFY(list->complete && !list->byRest);
        const auto all = client.agents({"", 20});
        QVERIFY(all && !all->complete); // there was a second page
        QCOMPARE(all->agents.size(), std::size_t{1});
    }
    void anInstanceWithoutThatSchemaIsAskedByRest()
    {
        Bench bench;
        bench.server.on("/api/graphql", [](Exchange& x) {
            x.reply(200, Json, "{\"errors\":[{\"message\":\"Field 'connections' doesn't exist on type 'ClusterAgent'\"}]}");
        });
        bench.server.on("/api/v4/projects", [](Exchange& x) {
            const bool second = x.request().query.ends_with("page=2");
            x.reply(200, Json,
                second ? js("[{'id':10,'path_with_namespace':'team/none'}]") : js("[{'id':9,'path_with_namespace':'team/agents'}]"),
                {{"X-Next-Page", second ? "" : "2"}});
        });
        bench.server.on("/api/v4/projects/9/cluster_agents", [](Exchange& x) { x.reply(200, Json, "[" + agentRow(7) + "]"); });
        bench.server.on("/api/v4/projects/10/cluster_agents", [](Exchange& x) { x.reply(403, Json, "{}"); });
        bench.server.on("/api/v4/projects/9/cluster_agents/7/tokens", [](Exchange& x) { x.reply(200, Json, js("[{'id':70}]")); });
        bench.server.on("/api/v4/projects/9/cluster_agents/7/tokens/70",
            [](Exchange& x) { x.reply(200, Json, js("{'id':70,'last_used_at':'") + toRfc3339(SystemClock().wall()) + js("'}")); });
        const auto list = bench.client().agents({});
        QVERIFY(list && list->byRest);
        QCOMPARE(list->agents.size(), std::size_t{1});
        QCOMPARE(list->agents[0].project, std::string("team/agents"));
        QCOMPARE(list->agents[0].state, AgentState::Connected);
    }
    void aRotatedTokenIsUsedFromThenOn()
    {
        Bench bench;
        bench.server.on("/api/v4/personal_access_tokens/self/rotate", [](Exchange& x) {
            x.reply(200, Json,
                js("{'id':6,'scopes':['self_rotate','k8s_proxy'],'active':true,'expires_at':'2027-01-01','token':'glpat-next'}"));
        });
        bench.server.on("/api/v4/personal_access_tokens/self", [](Exchange& x) { x.reply(200, Json, AdasToken); });
        auto client = bench.client();
        const auto rotated = client.rotate(std::chrono::sys_days{std::chrono::year{2027} / 1 / 1});
        QVERIFY(rotated);
        QCOMPARE(rotated->token.reveal(), std::string_view("glpat-next"));
        QVERIFY(client.token());
        const auto seen = bench.server.seen();
        QCOMPARE(seen[0].body, std::string("expires_at=2027-01-01"));
        QCOMPARE(seen[0].header("private-token"), std::string("glpat-canary"));
        QCOMPARE(seen[1].header("private-token"), std::string("glpat-next"));
    }
    void anEnvironmentIsFoundUnderTheRootThatKnowsIt()
    {
        Bench bench;
        bench.server.on("/git/api/v4/projects/group%2Fapp/environments/42", [](Exchange& x) {
            x.reply(200, Json,
                js("{'id':42,'name':'prod','state':'available','kubernetes_namespace':'apps','cluster_agent':") + agentRow(7) + "}");
        });
        const auto readings = parseEnvironment(bench.server.url() + "/git/group/app/-/environments/42");
        QVERIFY(readings);
        const auto found = findEnvironment(*readings, bench.access(), "driftglass/test", bench.clock, bench.log);
        QVERIFY(found);
        QCOMPARE(found->host.root, std::string("/git"));
        QCOMPARE(found->project, std::string("group/app"));
        QCOMPARE(found->environment.ns, std::string("apps"));
        QCOMPARE(found->environment.agent->id, std::uint64_t{7});
    }
    void theDeviceFlowWaitsForThePersonAndSlowsDownWhenAsked()
    {
        Bench bench;
        std::atomic<int> asked = 0;
        bench.server.on("/oauth/authorize_device", [&](Exchange& x) {
            x.reply(200, Json,
                js("{'device_code':'d-canary','user_code':'ABCD-EFGH','verification_uri':'") + bench.server.url()
                    + js("/oauth/device','expires_in':300,'interval':1}"));
        });
        bench.server.on("/oauth/token", [&](Exchange& x) {
            if (++asked == 1)
                x.reply(
                    400, Json, js("{'error':'authorization_pending','error_description':'The authorization request is still pending'}"));
            else
                x.reply(200, Json, js("{'access_token':'oauth-canary','refresh_token':'r-canary','expires_in':7200,'scope':'read_api'}"));
        });
        OAuth oauth(bench.access(), "app-id", "driftglass/test", bench.clock, bench.log);
        const auto code = oauth.begin();
        QVERIFY(code);
        QCOMPARE(code->userCode, std::string("ABCD-EFGH"));
        const auto tokens = oauth.finish(*code);
        QVERIFY(tokens);
        QCOMPARE(tokens->access.reveal(), std::string_view("oauth-canary"));
        QCOMPARE(asked.load(), 2);
        for (const auto& request : bench.server.seen()) {
            QVERIFY(request.header("private-token").empty());
            QVERIFY(request.target.find("canary") == std::string::npos);
        }
    }
    void aDeviceFlowThatSendsThePersonElsewhereIsRefused()
    {
        Bench bench;
        bench.server.on("/oauth/authorize_device", [](Exchange& x) {
            x.reply(200, Json, js("{'device_code':'d','user_code':'A','verification_uri':'https://evil.example.com/device','interval':1}"));
        });
        OAuth oauth(bench.access(), "app-id", "driftglass/test", bench.clock, bench.log);
        const auto code = oauth.begin();
        QVERIFY(!code);
        QCOMPARE(code.error().code, ErrorCode::BadAnswer);
    }
    void aPersonsNoEndsTheDeviceFlow()
    {
        Bench bench;
        bench.server.on("/oauth/token", [](Exchange& x) { x.reply(400, Json, js("{'error':'access_denied','error_description':'no'}")); });
        OAuth oauth(bench.access(), "app-id", "driftglass/test", bench.clock, bench.log);
        DeviceCode code;
        code.deviceCode = Secret("d");
        code.interval = Seconds{0};
        QCOMPARE(oauth.finish(code).error().code, ErrorCode::Refused);
    }
    void aRefreshThatIsRefusedMeansSignInAgain()
    {
        Bench bench;
        bench.server.on("/oauth/token", [](Exchange& x) { x.reply(400, Json, js("{'error':'invalid_grant'}")); });
        OAuth oauth(bench.access(), "app-id", "driftglass/test", bench.clock, bench.log);
        QCOMPARE(oauth.renew(Secret("r")).error().code, ErrorCode::Unauthorized);
    }
};

QTEST_GUILESS_MAIN(TestGitLabClient)
#include "tst_gitlab_client.moc"

// SPDX-License-Identifier: Apache-2.0
// Every step of the connection test brought to fail, one at a time, against an in-process server that plays GitLab, its
// agent proxy and the cluster's API.
#include "gitlab/connection_check.h"
#include "support/fault_server.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace dg;
using namespace dg::gitlab;
using dg::test::Exchange;

namespace {

constexpr const char* Json = "application/json";

// JSON with single quotes: moc loses its way in raw strings that hold URLs or quotes.
std::string js(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

// A GitLab in which everything is right; a test replaces one answer.
struct World {
    SystemClock clock;
    Logger log;
    std::string scopes = "'k8s_proxy','read_api'";
    std::string expires = "null";
    std::string connections = "{'metadata':{'version':'18.5.0','podNamespace':'agent','podName':'a-1'}}";
    std::string lastUsed = "'2026-11-20T10:00:00Z'";
    std::string config = "user_access:\n  access_as:\n    user: {}\n  groups:\n    - id: team\n";
    int refuseProxy = 0; // an HTTP status instead of the cluster
    std::string refuseBody;
    bool gitlabHeader = false;
    std::string denied; // plurals that may not be listed, with commas around
    bool flux = true;
    test::FaultServer server; // last: its threads end before what they answer with

    World()
    {
        on("/api/v4/metadata", [this] {
            return js("{'version':'18.5.0','kas':{'enabled':true,'externalUrl':'wss://kas','externalK8sProxyUrl':'") + server.url()
                + js("/k8s-proxy/'}}");
        });
        on("/api/v4/personal_access_tokens/self", [this] {
            return js("{'id':5,'scopes':[" + scopes + "],'active':true,'revoked':false,'user_id':3,'expires_at':" + expires + "}");
        });
        on("/api/v4/user", [] { return js("{'id':3,'username':'ada','name':'Ada'}"); });
        on("/api/graphql", [this] {
            return js("{'data':{'projects':{'pageInfo':{'hasNextPage':false},'nodes':[{'clusterAgents':{'nodes':["
                      "{'id':'gid://gitlab/Clusters::Agent/7','name':'prod','project':{'fullPath':'team/"
                      "agents'},'tokens':{'nodes':[{'lastUsedAt':"
                + lastUsed + "}]},'connections':{'nodes':[" + connections + "]}}]}}]}}}");
        });
        server.on("/api/v4/projects/team%2Fagents/repository/files/.gitlab%2Fagents%2Fprod%2Fconfig.yaml/raw", [this](Exchange& x) {
            if (config.empty())
                x.reply(404, Json, js("{'message':'404 File Not Found'}"));
            else
                x.reply(200, "text/plain", config);
        });
        server.on("/k8s-proxy/*", [this](Exchange& x) { cluster(x); });
    }
    void on(const char* path, std::function<std::string()> body)
    {
        server.on(path, [body = std::move(body)](Exchange& x) { x.reply(200, Json, body()); });
    }
    void cluster(Exchange& x)
    {
        if (x.request().header("authorization") != "Bearer pat:7:glpat-canary"
            && x.request().header("authorization") != "Bearer ci:7:glpat-canary")
            return void(x.reply(
                401, Json, js("{'kind':'Status','message':'GitLab Agent Server: Unauthorized'}"), {{"Gitlab-Unauthorized", "true"}}));
        if (refuseProxy != 0) {
            x.reply(refuseProxy, Json, refuseBody, gitlabHeader ? test::Headers{{"Gitlab-Unauthorized", "true"}} : test::Headers{});
            return;
        }
        const auto path = x.request().path.substr(10);
        if (path == "/version")
            x.reply(200, Json, js("{'gitVersion':'v1.36.3'}"));
        else if (path == "/api")
            x.reply(200, "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
                js("{'kind':'APIGroupDiscoveryList','apiVersion':'apidiscovery.k8s.io/v2','items':[]}"));
        else if (path == "/apis")
            x.reply(200, "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", groups());
        else if (path.ends_with("selfsubjectreviews"))
            x.reply(201, Json, js("{'status':{'userInfo':{'username':'system:serviceaccount:agent:prod-agent','groups':[]}}}"));
        else if (path.ends_with("selfsubjectaccessreviews")) {
            const auto& body = x.request().body;
            const auto at = body.find("\"resource\":\"") + 12;
            const auto plural = body.substr(at, body.find('"', at) - at);
            const bool list = body.find("\"verb\":\"list\"") != std::string::npos;
            const bool allowed = list && denied.find("," + plural + ",") == std::string::npos;
            x.reply(201, Json, js(std::string("{'status':{'allowed':") + (allowed ? "true" : "false") + "}}"));
        } else
            x.reply(404, Json, js("{'kind':'Status','code':404}"));
    }
    [[nodiscard]] std::string groups() const
    {
        const auto kind = [](const char* name, const char* plural) {
            return std::string("{'resource':'") + plural + "','responseKind':{'kind':'" + name
                + "'},'scope':'Namespaced','verbs':['list','watch','patch']}";
        };
        std::string items;
        if (flux)
            items = "{'metadata':{'name':'kustomize.toolkit.fluxcd.io'},'versions':[{'version':'v1','resources':["
                + kind("Kustomization", "kustomizations")
                + "],'freshness':'Current'}]},{'metadata':{'name':'source.toolkit.fluxcd.io'},'versions':[{'version':'v1','resources':["
                + kind("GitRepository", "gitrepositories") + "],'freshness':'Current'}]}";
        return js("{'kind':'APIGroupDiscoveryList','apiVersion':'apidiscovery.k8s.io/v2','items':[" + items + "]}");
    }
    CheckRequest request()
    {
        CheckRequest out;
        out.access.host = *parseHost(server.url());
        out.access.token = {TokenKind::Access, Secret("glpat-canary")};
        out.agentId = 7;
        return out;
    }
    CheckReport check(const CheckRequest& wish) { return checkConnection(wish, "driftglass/test", clock, log, {}); }
    CheckReport check() { return check(request()); }
};

const StepResult& step(const CheckReport& report, Step wanted)
{
    return report.steps.at(static_cast<std::size_t>(wanted));
}

} // namespace

#define STEP_IS(report, wanted, wantedState, wantedFinding)                                                                                \
    do {                                                                                                                                   \
        const StepResult looked = step(report, wanted);                                                                                    \
        QCOMPARE(QLatin1String(findingWord(looked.finding)), QLatin1String(findingWord(wantedFinding)));                                   \
        QCOMPARE(QLatin1String(stateWord(looked.state)), QLatin1String(stateWord(wantedState)));                                           \
    } while (false)

class TestConnectionCheck final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStepPassesWhereEverythingIsRight()
    {
        World world;
        const auto report = world.check();
        STEP_IS(report, Step::Address, StepState::Passed, Finding::GitLabAnswers);
        STEP_IS(report, Step::Encryption, StepState::Warned, Finding::ThisMachine);
        STEP_IS(report, Step::Token, StepState::Passed, Finding::TokenAccepted);
        STEP_IS(report, Step::Scope, StepState::Passed, Finding::ScopesSuffice);
        STEP_IS(report, Step::Agent, StepState::Passed, Finding::AgentConnected);
        STEP_IS(report, Step::UserAccess, StepState::Passed, Finding::AccessGranted);
        STEP_IS(report, Step::Kubernetes, StepState::Passed, Finding::KubernetesAnswers);
        STEP_IS(report, Step::Flux, StepState::Passed, Finding::FluxFound);
        STEP_IS(report, Step::Rights, StepState::Passed, Finding::ReadOnly);
        QVERIFY(report.passed());
        QCOMPARE(report.kubernetes, std::string("v1.36.3"));
        QCOMPARE(report.user->username, std::string("ada"));
        QCOMPARE(report.proxyUrl, world.server.url() + "/k8s-proxy");
    }
    void aHostThatDoesNotListenIsTheFirstFailure()
    {
        World world;
        auto wish = world.request();
        wish.access.host = *parseHost("http://127.0.0.1:1");
        const auto report = world.check(wish);
        STEP_IS(report, Step::Address, StepState::Failed, Finding::Failure);
        QCOMPARE(step(report, Step::Address).error->code, ErrorCode::ConnectionRefused);
        STEP_IS(report, Step::Rights, StepState::Skipped, Finding::StepBefore);
        QVERIFY(!report.passed());
    }
    void anotherWebSiteIsNotGitLab()
    {
        World world;
        world.server.on("/api/v4/metadata", [](Exchange& x) { x.reply(404, "text/html", "<html>nothing here</html>"); });
        STEP_IS(world.check(), Step::Address, StepState::Failed, Finding::NotGitLab);
    }
    void anUnencryptedHostIsNotAskedAtAll()
    {
        World world;
        auto wish = world.request();
        wish.access.host = *parseHost("http://gitlab.example.com");
        STEP_IS(world.check(wish), Step::Encryption, StepState::Failed, Finding::PlainHttp);
        QVERIFY(world.server.seen().empty());
    }
    void anUntrustedCertificateFailsTheEncryptionAndNotTheAddress()
    {
        test::FaultServer tls(std::make_shared<test::TlsIdentity>());
        World world;
        auto wish = world.request();
        wish.access.host = *parseHost(tls.url());
        const auto report = world.check(wish);
        STEP_IS(report, Step::Address, StepState::Passed, Finding::GitLabAnswers);
        STEP_IS(report, Step::Encryption, StepState::Failed, Finding::Failure);
        QCOMPARE(step(report, Step::Encryption).error->code, ErrorCode::TlsUntrusted);
    }
    void aTokenIsExpiredRevokedOrUnknown()
    {
        const std::map<std::string, Finding> told{
            {"Token is expired. You can either do re-authorization or token refresh.", Finding::TokenExpired},
            {"Token was revoked. You have to re-authorize from the user.", Finding::TokenRevoked},
            {"401 Unauthorized", Finding::TokenRefused}};
        for (const auto& [text, finding] : told) {
            World world;
            world.server.on(
                "/api/v4/*", [&](Exchange& x) { x.reply(401, Json, js("{'error':'invalid_token','error_description':'" + text + "'}")); });
            for (const auto* path : {"/api/v4/metadata", "/api/v4/personal_access_tokens/self"})
                world.server.on(
                    path, [&](Exchange& x) { x.reply(401, Json, js("{'error':'invalid_token','error_description':'" + text + "'}")); });
            const auto report = world.check();
            STEP_IS(report, Step::Address, StepState::Passed, Finding::GitLabAnswers);
            STEP_IS(report, Step::Token, StepState::Failed, finding);
            QCOMPARE(world.server.seen().size(), std::size_t{1}); // and nothing more is sent with it
        }
    }
    void aTokenThatEndsWithinTwoWeeksIsAWarning()
    {
        World world;
        const auto day = toRfc3339(WallTime{std::chrono::floor<std::chrono::days>(SystemClock().wall())} + std::chrono::days{13});
        world.expires = "'" + day.substr(0, 10) + "'";
        const auto report = world.check();
        STEP_IS(report, Step::Token, StepState::Warned, Finding::TokenEndsSoon);
        QCOMPARE(step(report, Step::Token).word(1), std::string("12"));
        QVERIFY(report.passed());
    }
    void aTokenWithoutTheProxysScopeStopsThere()
    {
        World world;
        world.scopes = "'api'";
        const auto report = world.check();
        STEP_IS(report, Step::Scope, StepState::Failed, Finding::NoProxyScope);
        QCOMPARE(world.server.count("/k8s-proxy/version"), 0);
    }
    void aTokenForTheProxyAloneWorksWithATypedAddress()
    {
        World world;
        world.scopes = "'k8s_proxy'";
        world.server.on("/api/v4/metadata", [](Exchange& x) { x.reply(403, Json, js("{'error':'insufficient_scope'}")); });
        STEP_IS(world.check(), Step::Agent, StepState::Failed, Finding::NoProxyAddress);
        auto wish = world.request();
        wish.proxyUrl = world.server.url() + "/k8s-proxy";
        const auto report = world.check(wish);
        STEP_IS(report, Step::Scope, StepState::Warned, Finding::NoApiScope);
        STEP_IS(report, Step::Agent, StepState::Skipped, Finding::AgentStateUnknown);
        STEP_IS(report, Step::Kubernetes, StepState::Passed, Finding::KubernetesAnswers);
        QVERIFY(report.passed());
    }
    void withoutAGitLabHostOnlyTheProxyIsAsked()
    {
        World world;
        CheckRequest wish;
        wish.access.token = {TokenKind::Access, Secret("glpat-canary")};
        wish.agentId = 7;
        wish.proxyUrl = world.server.url() + "/k8s-proxy";
        const auto report = world.check(wish);
        QVERIFY(report.passed());
        STEP_IS(report, Step::Token, StepState::Skipped, Finding::TokenNotExamined);
        QCOMPARE(world.server.count("/api/v4/metadata"), 0);
    }
    void aJobsTokenIsSentInItsOwnForm()
    {
        World world;
        auto wish = world.request();
        wish.access.token.kind = TokenKind::CiJob;
        wish.proxyUrl = world.server.url() + "/k8s-proxy";
        STEP_IS(world.check(wish), Step::UserAccess, StepState::Passed, Finding::JobAccessGranted);
    }
    void anAgentThatIsGoneWasNeverThereOrIsUnknown()
    {
        {
            World world;
            world.connections.clear();
            STEP_IS(world.check(), Step::Agent, StepState::Failed, Finding::AgentNotConnected);
        }
        {
            World world;
            world.connections.clear();
            world.lastUsed = "null";
            STEP_IS(world.check(), Step::Agent, StepState::Failed, Finding::AgentNeverConnected);
        }
        World world;
        auto wish = world.request();
        wish.agentId = 8;
        STEP_IS(world.check(wish), Step::Agent, StepState::Warned, Finding::AgentNotListed);
    }
    void anUnencryptedProxyIsNeverUsedInSilence()
    {
        World world;
        world.on("/api/v4/metadata",
            [] { return js("{'version':'18.5.0','kas':{'enabled':true,'externalK8sProxyUrl':'http://10.0.0.16/k8s-proxy/'}}"); });
        const auto report = world.check();
        STEP_IS(report, Step::Agent, StepState::Failed, Finding::ProxyPlainHttp);
        QCOMPARE(step(report, Step::Agent).word(0), std::string("http://10.0.0.16/k8s-proxy"));
        world.on("/api/v4/metadata", [] { return js("{'version':'18.5.0','kas':{'enabled':false}}"); });
        STEP_IS(world.check(), Step::Agent, StepState::Failed, Finding::AgentServerOff);
    }
    void aRefusalIsExplainedByTheAgentsConfiguration()
    {
        World world;
        world.refuseProxy = 401;
        world.gitlabHeader = true;
        world.refuseBody = js("{'kind':'Status','message':'GitLab Agent Server: Unauthorized'}");
        const auto becomes = [&](const char* config) {
            world.config = config;
            return world.check();
        };
        STEP_IS(becomes(""), Step::UserAccess, StepState::Failed, Finding::NoConfigFile);
        STEP_IS(becomes("ci_access: {}\n"), Step::UserAccess, StepState::Failed, Finding::NoUserAccess);
        STEP_IS(becomes("user_access:\n  access_as:\n    agent: {}\n"), Step::UserAccess, StepState::Failed, Finding::NobodyNamed);
        STEP_IS(becomes("user_access: [\n"), Step::UserAccess, StepState::Failed, Finding::BrokenConfigFile);
        const auto report = becomes("user_access:\n  access_as:\n    user: {}\n  groups:\n    - id: others\n");
        STEP_IS(report, Step::UserAccess, StepState::Failed, Finding::NotAmongNamed);
        const auto& result = step(report, Step::UserAccess);
        QCOMPARE(result.yamlFor, std::string("team/agents/.gitlab/agents/prod/config.yaml"));
        const auto offered = readAgentConfig(result.yaml);
        QVERIFY2(offered, result.yaml.c_str());
        QCOMPARE(offered->groups, std::vector<std::string>{"others"}); // what stands there stays
        QCOMPARE(offered->projects, std::vector<std::string>{"team/agents"});
        QCOMPARE(offered->accessAs, AccessAs::User);
        STEP_IS(report, Step::Kubernetes, StepState::Skipped, Finding::StepBefore);
    }
    void theClustersRefusalIsNotGitLabs()
    {
        World world;
        world.refuseProxy = 401;
        world.refuseBody = js("{'kind':'Status','message':'Unauthorized','reason':'Unauthorized'}");
        const auto report = world.check();
        STEP_IS(report, Step::UserAccess, StepState::Passed, Finding::AccessGranted);
        STEP_IS(report, Step::Kubernetes, StepState::Failed, Finding::Failure);
        QCOMPARE(step(report, Step::Kubernetes).error->code, ErrorCode::Unauthorized);
        QCOMPARE(world.server.count("/k8s-proxy/version"), 1);
    }
    void anAgentThatVanishedInBetweenIsToldAsThat()
    {
        World world;
        world.refuseProxy = 502;
        world.refuseBody
            = js("{'kind':'Status','code':502,'message':'GitLab Agent Server: HTTP->gRPC: failed to read gRPC response: rpc error: code = "
                 "DeadlineExceeded desc = Agent connection not found. Is agent up to date and connected?'}");
        const auto report = world.check();
        STEP_IS(report, Step::Kubernetes, StepState::Failed, Finding::Failure);
        QCOMPARE(step(report, Step::Kubernetes).error->code, ErrorCode::AgentOffline);
    }
    void aWrongProxyAddressIsNamed()
    {
        World world;
        auto wish = world.request();
        wish.proxyUrl = world.server.url() + "/elsewhere";
        STEP_IS(world.check(wish), Step::UserAccess, StepState::Failed, Finding::NotAProxy);
    }
    void aClusterWithoutFluxSaysSo()
    {
        World world;
        world.flux = false;
        const auto report = world.check();
        STEP_IS(report, Step::Flux, StepState::Failed, Finding::NoFlux);
        QVERIFY(!report.passed());
    }
    void missingRightsAreNamedWithWhatWouldGrantThem()
    {
        World world;
        world.denied = ",gitrepositories,";
        auto report = world.check();
        STEP_IS(report, Step::Rights, StepState::Warned, Finding::SomeRights);
        QCOMPARE(step(report, Step::Rights).word(3), std::string("GitRepository"));
        world.denied = ",gitrepositories,kustomizations,";
        report = world.check();
        STEP_IS(report, Step::Rights, StepState::Failed, Finding::NoRights);
        const auto& yaml = step(report, Step::Rights).yaml;
        QVERIFY(yaml.find("kind: ServiceAccount\n    name: \"prod-agent\"\n    namespace: \"agent\"") != std::string::npos);
        QVERIFY(yaml.find("kustomize.toolkit.fluxcd.io") != std::string::npos);
    }
    void progressIsToldStepByStep()
    {
        World world;
        std::vector<std::string> running;
        (void)checkConnection(world.request(), "driftglass/test", world.clock, world.log, [&](const std::vector<StepResult>& steps) {
            for (const auto& each : steps) {
                if (each.state == StepState::Running && (running.empty() || running.back() != stepWord(each.step)))
                    running.emplace_back(stepWord(each.step));
            }
        });
        QCOMPARE(running, (std::vector<std::string>{"address", "token", "scope", "agent", "userAccess", "flux", "rights"}));
    }
};

QTEST_GUILESS_MAIN(TestConnectionCheck)
#include "tst_connection_check.moc"

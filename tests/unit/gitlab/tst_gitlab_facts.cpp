// SPDX-License-Identifier: Apache-2.0
#include "gitlab/agent_config.h"
#include "gitlab/facts.h"
#include "gitlab/glab.h"
#include "kube/kubeconfig.h"

#include <QTest>

#include <algorithm>

using namespace dg;
using namespace dg::gitlab;

namespace {

// JSON with single quotes: moc loses its way in raw strings that hold URLs or quotes.
std::string js(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

WallTime at(const char* text)
{
    return *parseRfc3339(text);
}

} // namespace

class TestGitLabFacts final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDaysLeftOfATokenEndWithItsLastWholeDay()
    {
        const auto token = readToken(js("{'id':5,'scopes':['k8s_proxy','read_api'],'active':true,'expires_at':'2026-12-10'}"));
        QVERIFY(token);
        QVERIFY(token->has("k8s_proxy") && token->readsApi() && !token->mayRotate());
        QCOMPARE(*token->daysLeft(at("2026-11-26T12:00:00Z")), 13);
        QCOMPARE(*token->daysLeft(at("2026-12-09T23:59:59Z")), 0);
        QCOMPARE(*token->daysLeft(at("2026-12-10T00:00:00Z")), -1);
        QVERIFY(!readToken(js("{'id':5,'expires_at':null}"))->daysLeft(at("2026-12-10T00:00:00Z")));
        QVERIFY(!readToken("[]"));
        QVERIFY(!readToken("<html>"));
    }
    void anAgentIsConnectedOfflineOrNeverSeen()
    {
        const auto now = at("2026-11-26T12:00:00Z");
        const auto page
            = readAgentPage(js("{'data':{'projects':{'pageInfo':{'hasNextPage':true,'endCursor':'abc'},'nodes':["
                               "{'clusterAgents':{'nodes':["
                               "{'id':'gid://gitlab/Clusters::Agent/7','name':'prod','project':{'fullPath':'platform/agents'},"
                               "'tokens':{'nodes':[{'lastUsedAt':'2026-11-26T11:59:00Z'},{'lastUsedAt':null}]},"
                               "'connections':{'nodes':[{'metadata':{'version':'18.5.0','podNamespace':'agent','podName':'a-1'}},"
                               "{'metadata':{'version':'18.5.0','podNamespace':'agent','podName':'a-2'}}]}},"
                               "{'id':'gid://gitlab/Clusters::Agent/8','name':'gone','project':{'fullPath':'platform/agents'},"
                               "'tokens':{'nodes':[{'lastUsedAt':'2026-11-26T11:59:00Z'}]},'connections':{'nodes':[]}},"
                               "{'id':'gid://gitlab/Clusters::Agent/9','name':'new','project':{'fullPath':'platform/agents'},"
                               "'tokens':{'nodes':[{'lastUsedAt':null}]},'connections':{'nodes':[]}}]},"
                               "'userAccessAuthorizedAgents':{'nodes':["
                               "{'agent':{'id':'gid://gitlab/Clusters::Agent/7','name':'prod'}},"
                               "{'agent':{'id':'gid://gitlab/Clusters::Agent/"
                               "11','name':'old','tokens':{'nodes':[{'lastUsedAt':'2026-11-26T11:51:00Z'}]}}}]}}"
                               "]}}}"),
                now);
        QVERIFY(page);
        QCOMPARE(page->next, std::string("abc"));
        QCOMPARE(page->agents.size(), std::size_t{4}); // 7 once
        QCOMPARE(page->agents[0].state, AgentState::Connected);
        QCOMPARE(page->agents[0].versions, std::vector<std::string>{"18.5.0"});
        QCOMPARE(page->agents[0].pods.size(), std::size_t{2});
        QCOMPARE(page->agents[1].state, AgentState::Offline); // nobody is there now, however young the contact
        QCOMPARE(page->agents[2].state, AgentState::NeverConnected);
        QCOMPARE(page->agents[3].state, AgentState::Offline); // nine minutes
        QCOMPARE(stateByContact(at("2026-11-26T11:53:00Z"), now), AgentState::Connected);
    }
    void anOlderSchemaIsToldApartFromARefusal()
    {
        const auto old = readAgentPage(
            "{\"errors\":[{\"message\":\"Field 'userAccessAuthorizedAgents' doesn't exist on type 'Project'\"}]}", WallTime{});
        QVERIFY(!old);
        QCOMPARE(old.error().code, ErrorCode::Unsupported);
        const auto other = readAgentPage(js("{'errors':[{'message':'Internal server error'}]}"), WallTime{});
        QCOMPARE(other.error().code, ErrorCode::BadAnswer);
    }
    void anAnswerOfTheWrongShapeIsNotHalfRead()
    {
        QVERIFY(!readMetadata(js("{'kas':{}}")));
        QVERIFY(!readUser(js("{'id':'1','username':'ada'}")));
        QVERIFY(!readAgents(js("{'message':'404'}")));
        QVERIFY(!readEnvironment("null"));
        QCOMPARE(readMessage(js("{'error':'insufficient_scope','error_description':'The request requires higher privileges'}")),
            std::string("insufficient_scope: The request requires higher privileges"));
        QCOMPARE(readMessage("<html><b>502</b> Bad gateway</html>"), std::string("502 Bad gateway"));
    }
    void theAgentsConfigurationTellsWhoMayUseIt()
    {
        const auto config = readAgentConfig("user_access:\n  access_as:\n    user: {}\n  projects:\n  - id: a/b\n  groups:\n  - id: g\n");
        QVERIFY(config && config->userAccess && config->namesAnybody());
        QCOMPARE(config->accessAs, AccessAs::User);
        QCOMPARE(config->projects, std::vector<std::string>{"a/b"});
        QCOMPARE(config->groups, std::vector<std::string>{"g"});
        const auto ci = readAgentConfig("ci_access:\n  projects:\n  - id: a/b\n");
        QVERIFY(ci && !ci->userAccess);
        QVERIFY(readAgentConfig(""));
        const auto broken = readAgentConfig("user_access:\n  projects: [\n");
        QVERIFY(!broken);
        QVERIFY(broken.error().line > 0);
        QVERIFY(!readAgentConfig("a: &x [*x]\n")); // an alias
    }
    void theBlockToCopyIsReadBackAsWhatWasMeant()
    {
        const auto yaml = userAccessYaml({"platform/agents", "odd 'name: #{"}, {"team"}, AccessAs::User);
        const auto config = readAgentConfig(yaml);
        QVERIFY2(config, yaml.c_str());
        QCOMPARE(config->accessAs, AccessAs::User);
        QCOMPARE(config->projects, (std::vector<std::string>{"platform/agents", "odd 'name: #{"}));
        QCOMPARE(config->groups, std::vector<std::string>{"team"});
    }
    void aKubeconfigLikeGlabsIsReadBackWithItsAgent()
    {
        GlabContext context;
        context.host = *parseHost("https://gitlab.example.com/git");
        context.proxyUrl = "https://kas.example.com/k8s-proxy";
        context.agentId = 42;
        context.agentName = "prod-eu";
        context.project = "platform/k8s.agents";
        context.command = "/usr/bin/glab";
        const auto text = glabKubeconfig(context);
        const auto config = kube::parseKubeconfig(text, "glab.yaml");
        QVERIFY2(config, text.c_str());
        QCOMPARE(config->currentContext, std::string("gitlab_example_com_git-platform_k8s_agents-prod-eu"));
        const auto spec = kube::resolve(*config, config->currentContext);
        QVERIFY(spec);
        QCOMPARE(spec->endpoint.baseUrl, context.proxyUrl);
        QVERIFY(spec->viaGitLabAgent);
        QCOMPARE(spec->auth.exec->command, std::string("/usr/bin/glab"));
        const auto agent = glabAgent(*spec);
        QVERIFY(agent);
        QCOMPARE(agent->agentId, std::uint64_t{42});
        QCOMPARE(agent->host.url(), std::string("https://gitlab.example.com/git"));
        auto other = *spec;
        other.auth.exec->args = {"eks", "get-token"};
        QVERIFY(!glabAgent(other));
    }
};

QTEST_GUILESS_MAIN(TestGitLabFacts)
#include "tst_gitlab_facts.moc"

// SPDX-License-Identifier: Apache-2.0
// What GitLab is asked for, and what is left unknown where it may not be asked.
#include "checks/gitlab_facts.h"
#include "kube/resource.h"
#include "support/fault_server.h"

#include <QTest>

#include <algorithm>

using namespace dg;
using namespace dg::checks;
using dg::test::Exchange;

namespace {

std::string js(std::string text) // JSON with single quotes
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

constexpr const char* Json = "application/json";

struct Bench {
    test::FaultServer server;
    SystemClock clock;
    Logger log;
    Bench()
    {
        server.on("/api/v4/metadata",
            [](Exchange& x) { x.reply(200, Json, js("{'version':'18.5.0','kas':{'enabled':true,'version':'18.5.0'}}")); });
        server.on("/api/v4/personal_access_tokens/self",
            [](Exchange& x) { x.reply(200, Json, js("{'id':5,'name':'t','scopes':['k8s_proxy','api'],'active':true,'user_id':3}")); });
        server.on("/api/graphql", [](Exchange& x) {
            x.reply(200, Json,
                js("{'data':{'projects':{'pageInfo':{'hasNextPage':false},'nodes':[{'clusterAgents':{'nodes':["
                   "{'id':'gid://gitlab/Clusters::Agent/7','name':'prod','project':{'fullPath':'team/agents'},'tokens':{'nodes':[]},"
                   "'connections':{'nodes':[{'metadata':{'version':'18.4.1'}}]}}]}}]}}}"));
        });
    }
    void config(int status, const std::string& text)
    {
        server.on("/api/v4/projects/team%2Fagents/repository/files/.gitlab%2Fagents%2Fprod%2Fconfig.yaml/raw",
            [status, text](Exchange& x) { x.reply(status, status == 200 ? "text/plain" : Json, text); });
    }
    void project(const char* path, int id, const char* rest)
    {
        const auto body = js("{'id':" + std::to_string(id) + ",'path_with_namespace':'" + path + "'" + rest + "}");
        server.on("/api/v4/projects/" + kube::percentEncode(path), [body](Exchange& x) { x.reply(200, Json, body); });
    }
    void list(const std::string& path, int status, const std::string& body)
    {
        server.on("/api/v4/projects/" + path, [status, body](Exchange& x) { x.reply(status, Json, js(body)); });
    }
    Result<GitLabAnswer> ask(std::uint64_t agent = 7, std::vector<ProjectQuestion> projects = {})
    {
        gitlab::Access access;
        access.host = *gitlab::parseHost(server.url());
        access.token = {gitlab::TokenKind::Access, Secret("glpat-canary")};
        gitlab::Client client(access, "driftglass/test", clock, log);
        return askGitLab(client, {agent, std::move(projects)});
    }
};

} // namespace

class TestGitLabAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokenAgentAndConfigurationAreRead()
    {
        Bench bench;
        bench.config(200,
            "flux:\n  webhook_receiver_url: https://api/api/v1/namespaces/flux-system/services/webhook-receiver/proxy\n"
            "user_access:\n  access_as:\n    agent: {}\n  projects:\n    - id: team/shop\n");
        const auto answer = bench.ask();
        QVERIFY(answer);
        QVERIFY(answer->facts.token && answer->facts.token->has("api"));
        QCOMPARE(answer->facts.agent, std::string("prod"));
        QCOMPARE(answer->facts.agentVersions, std::vector<std::string>{"18.4.1"});
        QCOMPARE(answer->facts.kasVersion, std::string("18.5.0"));
        QVERIFY(answer->facts.config);
        QVERIFY(answer->facts.config->webhookReceiverUrl.ends_with("/proxy"));
        QCOMPARE(int(answer->facts.config->accessAs), int(gitlab::AccessAs::Agent));
        QCOMPARE(answer->reach.configProject, std::string("team/agents"));
        QVERIFY(answer->reach.hiddenProjects.empty());
    }
    void noFileIsNothingSetAndARefusalIsUnknown()
    {
        Bench bench;
        bench.config(404, "{}");
        const auto none = bench.ask();
        QVERIFY(none && none->facts.config && !none->facts.config->userAccess);
        bench.config(403, "{}");
        const auto refused = bench.ask();
        QVERIFY(refused && !refused->facts.config);
    }
    void anotherAgentIsNotGuessed()
    {
        Bench bench;
        const auto answer = bench.ask(8);
        QVERIFY(answer && answer->facts.agent.empty() && !answer->facts.config);
    }
    void theAgentIsToldOfPublicProjectsAndItsOwn()
    {
        Bench bench;
        bench.config(404, "{}");
        bench.project("team/open", 1, ",'visibility':'public','repository_access_level':'enabled'");
        bench.project("team/members", 2, ",'visibility':'public','repository_access_level':'private'"); // its code is not public
        bench.project("team/inside", 3, ",'visibility':'internal'");
        bench.project("team/agents", 4, ",'visibility':'private'");
        bench.server.on("/api/v4/projects/team%2Funseen", [](Exchange& x) { x.reply(404, Json, "{}"); });
        bench.server.on("/api/v4/projects/team%2Fbroken", [](Exchange& x) { x.reply(500, Json, "{}"); });
        std::vector<ProjectQuestion> all;
        for (const auto* path : {"team/open", "team/members", "team/inside", "team/agents", "team/unseen", "team/broken"})
            all.push_back({{path}, false, true});
        const auto answer = bench.ask(7, all);
        QVERIFY(answer);
        QVERIFY((answer->reach.hiddenProjects == std::vector<std::string>{"team/members", "team/inside", "team/unseen"}));
        // Without an agent nobody is told of anything: nothing is known.
        QVERIFY(bench.ask(8, all)->reach.hiddenProjects.empty());
    }
    void aProjectsTokensAreListedWhereTheyMayBe()
    {
        Bench bench;
        bench.config(404, "{}");
        bench.project("team/app", 5, ",'visibility':'private'");
        bench.server.on("/api/v4/projects/team%2Fapp%2Fimage", [](Exchange& x) { x.reply(404, Json, "{}"); });
        bench.list("5/access_tokens", 200,
            "[{'name':'ci','scopes':['api'],'access_level':40,'expires_at':'2026-08-01','created_at':'2026-01-01T00:00:00Z',"
            "'last_used_at':null,'revoked':false},{'name':'gone','revoked':true}]");
        bench.list("5/deploy_tokens", 200, "[{'name':'pull','scopes':['read_registry'],'expires_at':'2026-09-01T00:00:00.000Z'}]");
        bench.list("5/deploy_keys", 200, "[{'title':'flux','can_push':true,'expires_at':null}]");
        const ProjectQuestion question{{"team/app/image", "team/app"}, true, false};
        const auto whole = bench.ask(7, {question});
        QVERIFY(whole && whole->facts.projects.contains("team/app"));
        const auto& found = whole->facts.projects.at("team/app").credentials;
        QVERIFY(found.accessTokens && found.accessTokens->size() == 1 && found.deployTokens && found.deployKeys);
        const auto& token = found.accessTokens->front();
        QVERIFY(token.name == "ci" && token.useTold && !token.lastUsed && token.accessLevel == 40 && token.mayWrite());
        QCOMPARE(found.deployTokens->front().expires->time_since_epoch().count(),
            (std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}).time_since_epoch().count());
        QVERIFY(!found.deployTokens->front().mayWrite() && found.deployKeys->front().mayWrite());
    }
    // Below Maintainer GitLab refuses the three lists in three ways, one of them a 401: the token itself is still good.
    void aRoleThatIsTooLowLeavesTheListsOutAndAsksOn()
    {
        Bench bench;
        bench.config(404, "{}");
        bench.project("team/app", 5, ",'visibility':'private'");
        bench.project("team/next", 6, ",'visibility':'private'");
        for (const auto* id : {"5", "6"}) {
            bench.list(std::string(id) + "/access_tokens", 401, "{'message':'401 Unauthorized'}");
            bench.list(std::string(id) + "/deploy_tokens", 403, "{'message':'403 Forbidden'}");
            bench.list(std::string(id) + "/deploy_keys", 404, "{}");
        }
        const auto answer = bench.ask(7, {{{"team/app"}, true, false}, {{"team/next"}, true, true}});
        QVERIFY(answer);
        QCOMPARE(answer->facts.projects.size(), std::size_t(2));
        for (const auto& [path, project] : answer->facts.projects)
            QVERIFY(!project.credentials.accessTokens && !project.credentials.deployTokens && !project.credentials.deployKeys);
        QVERIFY(answer->reach.hiddenProjects == std::vector<std::string>{"team/next"});
    }
    void aRefusedTokenIsAnError()
    {
        Bench bench;
        bench.server.on("/api/v4/personal_access_tokens/self", [](Exchange& x) { x.reply(401, Json, "{}"); });
        const auto answer = bench.ask();
        QVERIFY(!answer);
        QCOMPARE(int(answer.error().code), int(ErrorCode::Unauthorized));
    }
};

QTEST_GUILESS_MAIN(TestGitLabAnswer)
#include "tst_gitlab_answer.moc"

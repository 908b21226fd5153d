// SPDX-License-Identifier: Apache-2.0
// What GitLab is asked for, and what is left unknown where it may not be asked.
#include "checks/gitlab_facts.h"
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
    Result<GitLabAnswer> ask(std::uint64_t agent = 7)
    {
        gitlab::Access access;
        access.host = *gitlab::parseHost(server.url());
        access.token = {gitlab::TokenKind::Access, Secret("glpat-canary")};
        gitlab::Client client(access, "driftglass/test", clock, log);
        return askGitLab(client, agent);
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
        QVERIFY(!answer->reach.visibilityKnown);
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

// SPDX-License-Identifier: Apache-2.0
// What the Delivery view asks of one commit, against an in-process server.
#include "gitlab/client.h"
#include "support/fault_server.h"

#include <QTest>

#include <algorithm>

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
const std::string Sha = "9a7bc31e0f1d2c3b4a5968778695a4b3c2d1e0f1";
const std::string Head = "bbbbbbbb0f1d2c3b4a5968778695a4b3c2d1e0f1";
const std::string ProjectJson
    = js("{'id':51,'path_with_namespace':'payments/delivery','web_url':'https://g/payments/delivery','default_branch':'main'}");

std::string commitJson(const std::string& sha)
{
    return js("{'id':'") + sha
        + js("','title':'Raise api','author_name':'M. Okafor','committed_date':'2026-11-23T13:21:04Z','web_url':'https://g/c'}");
}

struct Bench {
    test::FaultServer server;
    SystemClock clock;
    Logger log;
    Client client()
    {
        Access out;
        out.host = *parseHost(server.url());
        out.token = {TokenKind::Access, Secret("glpat-canary")};
        return Client(out, "driftglass/test", clock, log);
    }
    void answer(const std::string& path, std::string body)
    {
        server.on(path, [body](Exchange& x) { x.reply(200, Json, body); });
    }
    // Everything that belongs to Sha, one commit ahead of it.
    void whole()
    {
        const std::string base = "/api/v4/projects/51";
        answer("/api/v4/projects/payments%2Fdelivery", ProjectJson);
        answer(base + "/repository/commits/" + Sha, commitJson(Sha));
        answer(base + "/repository/commits/" + Sha + "/merge_requests",
            js("[{'iid':482,'title':'Api','state':'merged','web_url':'https://g/482'},{'id':'x'}]"));
        answer(base + "/repository/commits/" + Sha + "/statuses",
            js("[{'name':'kustomization/payments/a1','status':'success','created_at':'2026-11-23T13:28:03Z','author':{'name':'bot'}}]"));
        server.on(base + "/pipelines", [](Exchange& x) {
            const bool own = x.request().query == "per_page=20&sha=" + Sha;
            x.reply(
                200, Json, own ? js("[{'id':9,'status':'success','source':'external'},{'id':7,'status':'failed','source':'push'}]") : "[]");
        });
        answer(base + "/pipelines/7",
            js("{'id':7,'status':'failed','source':'push','finished_at':'2026-11-23T13:24:31Z','web_url':'https://g/7'}"));
        answer(base + "/pipelines/7/jobs", js("[{'id':1,'name':'push artifact'}]"));
        answer(base + "/repository/compare", js("{'commits':[") + commitJson(Head) + "]}");
    }
};

CommitQuestion question()
{
    CommitQuestion out;
    out.projects = {"payments/delivery"};
    out.sha = Sha;
    out.applied = Sha;
    return out;
}

} // namespace

class TestGitLabCommits final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneCommitWithAllThatBelongsToIt()
    {
        Bench bench;
        bench.whole();
        auto client = bench.client();
        const auto got = askCommit(client, question());
        QVERIFY(got);
        QCOMPARE(got->project.path, std::string("payments/delivery"));
        QCOMPARE(got->commit->author, std::string("M. Okafor"));
        QCOMPARE(got->mergeRequests.size(), std::size_t{1}); // what is none is left out
        QCOMPARE(got->mergeRequests[0].iid, std::uint64_t{482});
        QCOMPARE(got->pipeline->id, std::uint64_t{7}); // not the one that posted statuses made
        QCOMPARE(got->pipeline->failedJob, std::string("push artifact"));
        QCOMPARE(got->statuses[0].author, std::string("bot"));
        QCOMPARE(got->ahead->commits.size(), std::size_t{1});
        QVERIFY(!got->headPipeline);
        QCOMPARE(bench.server.seen().size(), std::size_t{9});
    }
    void aRenamedProjectAnswersAsWhatItIsCalledToday()
    {
        Bench bench;
        bench.server.on("/api/v4/projects/old%2Fname", [](Exchange& x) {
            x.reply(301, Json, "{}", {{"Location", "https://evil.example.com/api/v4/projects/51"}});
        });
        bench.answer("/api/v4/projects/51", ProjectJson);
        auto client = bench.client();
        const auto project = client.project("old/name");
        QVERIFY(project);
        QCOMPARE(project->path, std::string("payments/delivery")); // asked of the same host, whatever the redirect said
        QCOMPARE(bench.server.count("/api/v4/projects/51"), 1);
    }
    void theProjectOfAnImageIsFoundAboveIt()
    {
        Bench bench;
        bench.whole();
        bench.server.on("/api/v4/projects/payments%2Fdelivery%2Fweb",
            [](Exchange& x) { x.reply(404, Json, js("{'message':'404 Project Not Found'}")); });
        auto client = bench.client();
        auto asked = question();
        asked.projects = {"payments/delivery/web", "payments/delivery"};
        const auto got = askCommit(client, asked);
        QVERIFY(got);
        QCOMPARE(got->project.id, std::uint64_t{51});
    }
    void aPartThatMayNotBeReadIsAbsentAndTheRestIsThere()
    {
        Bench bench;
        bench.whole();
        bench.server.on("/api/v4/projects/51/pipelines", [](Exchange& x) { x.reply(403, Json, js("{'message':'403 Forbidden'}")); });
        bench.server.on(
            "/api/v4/projects/51/repository/compare", [](Exchange& x) { x.reply(404, Json, js("{'message':'404 Ref Not Found'}")); });
        auto client = bench.client();
        const auto got = askCommit(client, question());
        QVERIFY(got);
        QVERIFY(got->commit && !got->pipeline && !got->ahead);
    }
    void aTokenThatIsRefusedIsSentOnce()
    {
        Bench bench;
        bench.server.on("/api/v4/*", [](Exchange& x) { x.reply(401, Json, js("{'message':'401 Unauthorized'}")); });
        auto client = bench.client();
        const auto got = askCommit(client, question());
        QVERIFY(!got);
        QCOMPARE(got.error().code, ErrorCode::Unauthorized);
        QCOMPARE(bench.server.seen().size(), std::size_t{1});
    }
    void whatIsNoAnswerOfGitLabReadsAsNothing()
    {
        QVERIFY(
            !readProject("[]") && !readProject(js("{'id':0}")) && !readCommit("<html>") && !readPipelines("{}") && !readComparison("[]"));
        QCOMPARE(readComparison("{}")->commits.size(), std::size_t{0});
        QVERIFY(readFailedJob("[]").empty() && readFailedJob("nonsense").empty());
        QCOMPARE(pipelineState("canceled"), PipelineState::Failed);
        QCOMPARE(pipelineState("something new"), PipelineState::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestGitLabCommits)
#include "tst_gitlab_commits.moc"

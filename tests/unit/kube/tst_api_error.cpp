// SPDX-License-Identifier: Apache-2.0
#include "kube/api_error.h"
#include "kube/connection.h"
#include "kube/resource.h"

#include <QtTest>

using namespace dg;
using namespace dg::kube;
using namespace std::chrono_literals;

namespace {

const WallTime Now = std::chrono::sys_days{std::chrono::year{1994} / 11 / 6} + 8h + 49min;

std::string status(const std::string& message, int code, const std::string& reason = {})
{
    return R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":")" + message + R"(","reason":")" + reason
        + R"(","code":)" + std::to_string(code) + "}";
}

net::ResponseHead head(int code, std::vector<std::pair<std::string, std::string>> headers = {})
{
    return {code, std::move(headers), 11};
}

} // namespace

class TestApiError : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachRefusalIsToldApart()
    {
        const std::string offline
            = "GitLab Agent Server: HTTP->gRPC: failed to read gRPC response: rpc error: code = DeadlineExceeded desc = "
              "Agent connection not found. Is agent up to date and connected?. Trace ID: 01";
        const std::string broken = "GitLab Agent Server: HTTP->gRPC: failed to read gRPC response: rpc error: code = Unavailable desc = x";
        const std::vector<std::tuple<const char*, net::ResponseHead, std::string, ErrorCode>> rows{
            {"offline", head(502), status(offline, 502), ErrorCode::AgentOffline},
            {"tunnel", head(502), status(broken, 502), ErrorCode::AgentBroken},
            {"via", head(502, {{"via", "1.1 nginx, gRPC/1.0 gitlab-kas/v16.5"}}), "", ErrorCode::AgentBroken},
            {"nginx", head(502), "<html><body><h1>502 Bad Gateway</h1></body></html>", ErrorCode::Unavailable},
            {"gitlab", head(401, {{"gitlab-unauthorized", "true"}}), status("GitLab Agent Server: Unauthorized", 401),
                ErrorCode::GitLabUnauthorized},
            {"cluster", head(401), status("Unauthorized", 401, "Unauthorized"), ErrorCode::Unauthorized},
            {"job token", head(401), status("GitLab Agent Server: Unauthorized: CI job token", 401), ErrorCode::GitLabUnauthorized},
            {"job agent", head(403), status("GitLab Agent Server: Forbidden: agentId is not allowed", 403), ErrorCode::GitLabUnauthorized},
            {"rbac", head(403), status("kustomizations is forbidden", 403, "Forbidden"), ErrorCode::Forbidden},
            {"origin", head(403), "", ErrorCode::Forbidden},
            {"no agents", head(404), status("GitLab Agent Server: Not found: agents for CI job token", 404), ErrorCode::GitLabUnauthorized},
            {"404", head(404), "404 page not found", ErrorCode::NotFound},
            {"prefix", head(400), status("GitLab Agent Server: Bad request: URL does not start with expected prefix", 400),
                ErrorCode::BadRequest},
            {"406", head(406), "not acceptable", ErrorCode::BadRequest},
            {"409", head(409), status("conflict", 409, "Conflict"), ErrorCode::Conflict},
            {"410", head(410), status("too old", 410, "Expired"), ErrorCode::Gone},
            {"422", head(422), status("sendInitialEvents is forbidden", 422, "Invalid"), ErrorCode::Invalid},
            {"429", head(429), status("storage is (re)initializing", 429, "TooManyRequests"), ErrorCode::TooManyRequests},
            {"500", head(500), status("GitLab Agent Server: Failed to authorize user session", 500), ErrorCode::ServerError},
            {"503", head(503), "", ErrorCode::Unavailable},
            {"504", head(504), "<html>", ErrorCode::Unavailable},
            {"302", head(302), "", ErrorCode::Redirected},
            {"407", head(407), "", ErrorCode::ProxyFailed},
        };
        for (const auto& [name, answer, body, code] : rows) {
            const auto error = apiError(answer, body, "things", Now);
            QVERIFY2(error.code == code, name);
            QCOMPARE(error.httpStatus, answer.status);
            QCOMPARE(error.subject, std::string("things"));
        }
    }

    void aBodyOfAProxyBecomesShortPlainText()
    {
        const auto error = apiError(
            head(503), "<html>\r\n<head><title>Bad\x1b[31m &amp; gone</title></head>\n<p>a < b</p>" + std::string(900, 'x'), "s", Now);
        QVERIFY(error.detail.starts_with("Bad [31m &amp; gone a < b"));
        QVERIFY(error.detail.size() <= 300);
        QVERIFY(error.detail.find_first_of("\n\r\x1b") == std::string::npos);
        const std::string umlauts = "\xC3\xA4\xC3\xA4\xC3\xA4"; // three characters of two bytes
        QCOMPARE(plainText(umlauts, 5), umlauts.substr(0, 4));
        QCOMPARE(plainText("a\xC2\x9Bm"), std::string("am")); // C1: a terminal takes it for an escape
    }

    void retryAfterIsReadAsSecondsOrDateAndCapped()
    {
        QCOMPARE(parseRetryAfter("1", Now), std::optional(1s));
        QCOMPARE(parseRetryAfter(" 120 ", Now), std::optional(120s));
        QCOMPARE(parseRetryAfter("99999999999999999999", Now), std::optional(120s));
        QCOMPARE(parseRetryAfter("Sun, 06 Nov 1994 08:49:37 GMT", Now), std::optional(37s));
        QCOMPARE(parseRetryAfter("Sun, 06 Nov 1994 08:40:00 GMT", Now), std::optional(0s));
        QCOMPARE(parseRetryAfter("Sun, 06 Nov 2094 08:40:00 GMT", Now), std::optional(120s));
        for (const char* garbage :
            {"", "soon", "-1", "1.5", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 99:49:37 GMT"})
            QVERIFY2(!parseRetryAfter(garbage, Now), garbage);
        QCOMPARE(apiError(head(429, {{"retry-after", "7"}}), "", "s", Now).retryAfter, std::optional(7s));
        QCOMPARE(apiError(head(429), R"({"kind":"Status","details":{"retryAfterSeconds":4}})", "s", Now).retryAfter, std::optional(4s));
    }

    void aStatusIsReadAndOtherBodiesAreNot()
    {
        const auto read = parseStatus(R"({"kind":"Status","message":"m","reason":"Expired","code":410,"metadata":{"continue":"tok"}})");
        QVERIFY(read);
        QCOMPARE(read->continueToken, std::string("tok"));
        QCOMPARE(statusError(*read, "s").code, ErrorCode::Gone);
        QVERIFY(parseStatus(R"({"kind":"Status","code":504,"details":{"causes":[{"reason":"ResourceVersionTooLarge"}]}})")
                    ->tooLargeResourceVersion);
        QVERIFY(
            parseStatus(R"({"kind":"Status","message":"Timeout: Too large resource version: 5, current: 3"})")->tooLargeResourceVersion);
        for (const char* other : {"", "{", "[]", "null", R"({"kind":"Pod"})", R"({"kind":7})", "<html>"})
            QVERIFY2(!parseStatus(other), other);
    }

    void pathsAreEncoded()
    {
        const Resource ks{"kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations", true, {}};
        QCOMPARE(ks.path(), std::string("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations"));
        QCOMPARE(ks.path("apps", "a b/../?x#%"),
            std::string("/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/apps/kustomizations/a%20b%2F..%2F%3Fx%23%25"));
        QCOMPARE(ks.path("..", "."), std::string("/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/%2E%2E/kustomizations/%2E"));
        const Resource node{"", "v1", "Node", "nodes", false, {}};
        QCOMPARE(node.path("ignored", "n1"), std::string("/api/v1/nodes/n1"));
    }

    void anAgentsAddressKeepsItsPrefixAndLosesItsSlash()
    {
        const auto spec = agentConnection("https://gitlab.example.com/git/-/kubernetes-agent/k8s-proxy/", 17, Secret("glpat-a:b"));
        QVERIFY(spec);
        QCOMPARE(spec->endpoint.baseUrl, std::string("https://gitlab.example.com/git/-/kubernetes-agent/k8s-proxy"));
        QVERIFY(spec->auth.token.reveal() == "pat:17:glpat-a:b");
        QVERIFY(spec->viaGitLabAgent);
        QVERIFY(spec->name.find("gitlab.example.com") != std::string::npos && spec->name.find("17") != std::string::npos);
        QVERIFY(agentConnection("https://h", 3, Secret("t"), true)->auth.token.reveal() == "ci:3:t");
    }

    void anAgentsTokenNeverGoesOverPlainHttpToAnotherHost()
    {
        for (const char* local : {"http://localhost:8080/k8s-proxy", "http://127.0.0.1", "http://[::1]:80/x", "HTTP://LOCALHOST"})
            QVERIFY2(agentConnection(local, 1, Secret("t")), local);
        for (const char* away : {"http://10.0.0.16:8080/-/k8s-proxy/", "http://kas.example.com", "http://127.evil.example",
                 "http://localhost.evil.example", "http://127.0.0.1.evil.example"}) {
            const auto refused = agentConnection(away, 1, Secret("t"));
            QVERIFY2(!refused && refused.error().code == ErrorCode::InsecureRefused, away);
        }
        for (const char* bad : {"", "kas.example.com", "wss://kas.example.com", "https://", "https://u:p@kas.example.com", "https://h/x?y",
                 "https://h:port", "https://a b", "http://localhost\\@evil.example/"}) {
            const auto refused = agentConnection(bad, 1, Secret("t"));
            QVERIFY2(!refused && refused.error().code == ErrorCode::BadValue, bad);
        }
        QVERIFY(!agentConnection("https://h", 0, Secret("t")));
        QVERIFY(!agentConnection("https://h", 1, Secret("")));
        QVERIFY(!agentConnection("https://h", 1, Secret("t\r\nX: y")));
    }
};

QTEST_GUILESS_MAIN(TestApiError)
#include "tst_api_error.moc"

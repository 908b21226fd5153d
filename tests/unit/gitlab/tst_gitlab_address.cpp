// SPDX-License-Identifier: Apache-2.0
#include "gitlab/facts.h"
#include "gitlab/host.h"

#include <QTest>

using namespace dg;
using namespace dg::gitlab;

class TestGitLabAddress final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTypedAddressBecomesOneForm_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("url");
        const auto row
            = [](const char* name, const char* typed, const char* url) { QTest::newRow(name) << QByteArray(typed) << QByteArray(url); };
        row("a name", "gitlab.example.com", "https://gitlab.example.com");
        row("blanks and slash", "  https://GitLab.Example.com/ \n", "https://gitlab.example.com");
        row("a port", "gitlab.example.com:8443", "https://gitlab.example.com:8443");
        row("the usual port", "https://gitlab.example.com:443/", "https://gitlab.example.com");
        row("a relative root", "https://example.com/gitlab/", "https://example.com/gitlab");
        row("a page", "https://example.com/gitlab/-/user_settings/personal_access_tokens?page=2", "https://example.com/gitlab");
        row("the API", "https://example.com/api/v4/user", "https://example.com");
        row("the sign-in page", "https://example.com/gitlab/users/sign_in", "https://example.com/gitlab");
        row("IDN", "https://gitläb.example.com", "https://xn--gitlb-jra.example.com");
        row("IPv6", "http://[::1]:8080/git", "http://[::1]:8080/git");
        row("http", "http://127.0.0.1:1234", "http://127.0.0.1:1234");
    }
    void aTypedAddressBecomesOneForm()
    {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, url);
        const auto host = parseHost(typed.toStdString());
        QVERIFY2(host, typed.constData());
        QCOMPARE(QByteArray::fromStdString(host->url()), url);
    }
    void whatIsNoAddressIsRefused()
    {
        for (const auto* typed : {"", "   ", "ftp://gitlab.example.com", "https://", "https://a b.example.com", "file:///etc/passwd",
                 "https://gitlab.example.com:0", "https://gitlab.example.com:99999", "javascript:alert(1)"}) {
            const auto host = parseHost(typed);
            QVERIFY2(!host, typed);
            QCOMPARE(host.error().code, ErrorCode::BadValue);
        }
    }
    void aPasswordInAnAddressIsRefusedAndNotRepeated()
    {
        const auto host = parseHost("https://ada:hunter2@gitlab.example.com");
        QVERIFY(!host);
        QVERIFY((host.error().subject + host.error().detail).find("hunter2") == std::string::npos);
    }
    void onlyThisMachineIsLoopback()
    {
        QVERIFY(parseHost("http://127.0.0.1:80")->loopback());
        QVERIFY(parseHost("http://[::1]")->loopback());
        QVERIFY(!parseHost("http://127.example.com")->loopback());
        QVERIFY(!parseHost("http://gitlab.localhost.example.com")->loopback());
    }
    void anEnvironmentsPageIsReadInEveryWayItsRootCanEnd()
    {
        const auto readings = parseEnvironment("https://example.com/git/group/app/-/environments/42/kubernetes?x=1");
        QVERIFY(readings);
        QCOMPARE(readings->size(), std::size_t{2});
        QCOMPARE((*readings)[0].project, std::string("git/group/app"));
        QCOMPARE((*readings)[0].host.url(), std::string("https://example.com"));
        QCOMPARE((*readings)[1].project, std::string("group/app"));
        QCOMPARE((*readings)[1].host.url(), std::string("https://example.com/git"));
        QCOMPARE((*readings)[1].id, std::uint64_t{42});
    }
    void aDriftglassLinkIsTheSamePage()
    {
        const auto link = parseEnvironment("driftglass://example.com/group/app/-/environments/42");
        const auto page = parseEnvironment("https://example.com/group/app/-/environments/42");
        QVERIFY(link && page);
        QVERIFY(*link == *page);
    }
    void aPageThatIsNoEnvironmentIsRefused()
    {
        for (const auto* url : {"https://example.com/group/app/-/pipelines/42", "https://example.com/group/app/-/environments/x",
                 "https://example.com/group/app/-/environments/0", "https://example.com/-/environments/42",
                 "https://example.com/app/-/environments/42", "driftglass://"})
            QVERIFY2(!parseEnvironment(url), url);
    }
    void aPastedTokenThatCannotBeAHeaderIsRefused()
    {
        QVERIFY(checkToken(Secret("glpat-abc")));
        for (const auto* text : {"", "glpat abc", "glpat\r\nX: y", "gl\tpat"}) {
            const auto status = checkToken(Secret(text));
            QVERIFY2(!status, text);
            QVERIFY(status.error().detail.find("pat") == std::string::npos);
        }
        QVERIFY(!checkToken(Secret(std::string(1001, 'a'))));
    }
    void theTokensFormAsksForNoMoreThanWanted()
    {
        const auto host = *parseHost("https://example.com/gitlab");
        QCOMPARE(tokenForm(host, false),
            std::string("https://example.com/gitlab/-/user_settings/personal_access_tokens?name=Driftglass&scopes=k8s_proxy"));
        QVERIFY(tokenForm(host, true).ends_with("scopes=k8s_proxy,read_api"));
    }
    void theProxysAddressIsTheInstancesOwn()
    {
        Metadata metadata;
        QVERIFY(proxyAddress(metadata).url.empty());
        metadata.kasUrl = "wss://gitlab.example.com/-/kubernetes-agent/";
        QCOMPARE(proxyAddress(metadata).url, std::string("https://gitlab.example.com/-/kubernetes-agent/k8s-proxy"));
        QVERIFY(proxyAddress(metadata).derived);
        metadata.kasUrl = "grpcs://kas.example.com:8443";
        QCOMPARE(proxyAddress(metadata).url, std::string("https://kas.example.com:8443/k8s-proxy"));
        metadata.proxyUrl = "https://kas.example.com/k8s-proxy/";
        QCOMPARE(proxyAddress(metadata).url, std::string("https://kas.example.com/k8s-proxy"));
        QVERIFY(!proxyAddress(metadata).derived);
    }
    void anUnencryptedProxyAddressIsMarked()
    {
        Metadata metadata;
        metadata.proxyUrl = "http://10.0.0.16:8080/-/kubernetes-agent/k8s-proxy/";
        QVERIFY(proxyAddress(metadata).plainHttp);
        metadata.proxyUrl.clear();
        metadata.kasUrl = "ws://gitlab.example.com/-/kubernetes-agent";
        QVERIFY(proxyAddress(metadata).plainHttp);
        metadata.proxyUrl = "http://127.0.0.1:8080/k8s-proxy";
        QVERIFY(!proxyAddress(metadata).plainHttp);
        metadata.proxyUrl = "http://127.evil.example.com/k8s-proxy";
        QVERIFY(proxyAddress(metadata).plainHttp);
        metadata.proxyUrl = "javascript:alert(1)";
        QVERIFY(proxyAddress(metadata).url.empty());
    }
};

QTEST_GUILESS_MAIN(TestGitLabAddress)
#include "tst_gitlab_address.moc"

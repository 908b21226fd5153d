// SPDX-License-Identifier: Apache-2.0
#include "kube/kubeconfig.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace dg;
using namespace dg::kube;
using std::string;

namespace {

const string Pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
string base64(const string& text)
{
    return QByteArray::fromStdString(text).toBase64().toStdString();
}

// A whole file with one cluster c, one user u, one context x; the lines are put into the cluster's and the user's map.
string config(const string& cluster, const string& user)
{
    return "apiVersion: v1\nkind: Config\ncurrent-context: x\n"
           "clusters:\n- name: c\n  cluster: {"
        + cluster
        + "}\n"
          "users:\n- name: u\n  user: {"
        + user
        + "}\n"
          "contexts:\n- name: x\n  context: {cluster: c, user: u, namespace: apps}\n";
}

Result<ConnectionSpec> resolved(const string& cluster, const string& user, const string& file = "/nowhere/config")
{
    const auto parsed = parseKubeconfig(config(cluster, user), file);
    if (!parsed)
        return tl::unexpected(parsed.error());
    return resolve(*parsed, "x");
}

string word(const Result<ConnectionSpec>& result)
{
    return result ? "ok" : errorWord(result.error().code);
}

} // namespace

class TestKubeconfig : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    string path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)).toStdString(); }
    string write(const char* name, const string& text) const
    {
        const auto file = path(name);
        QDir().mkpath(QFileInfo(QString::fromStdString(file)).path());
        QFile out(QString::fromStdString(file));
        if (!out.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        out.write(QByteArray::fromStdString(text));
        return file;
    }

private Q_SLOTS:
    void aContextResolvesToAllItsFields()
    {
        const auto spec
            = resolved("server: 'https://h:6443/a/b/', tls-server-name: sni, proxy-url: 'socks5://p:1080', disable-compression: true, "
                       "certificate-authority-data: "
                    + base64(Pem),
                "token: t0k, as: jane, as-uid: '7', as-groups: [g1, g2], as-user-extra: {Scope: [a, b]}");
        QVERIFY(spec);
        QCOMPARE(spec->name, string("x"));
        QCOMPARE(spec->context, string("x"));
        QCOMPARE(spec->defaultNamespace, string("apps"));
        QCOMPARE(spec->endpoint.baseUrl, string("https://h:6443/a/b"));
        QCOMPARE(spec->endpoint.tlsServerName, string("sni"));
        QCOMPARE(spec->endpoint.proxyUrl, string("socks5://p:1080"));
        QVERIFY(spec->endpoint.disableCompression);
        QCOMPARE(spec->endpoint.caPem, Pem);
        QVERIFY(spec->auth.token.sameAs(Secret("t0k")));
        QCOMPARE(spec->auth.impersonation.user, string("jane"));
        QCOMPARE(spec->auth.impersonation.uid, string("7"));
        QCOMPARE(spec->auth.impersonation.groups, (std::vector<string>{"g1", "g2"}));
        QCOMPARE(spec->auth.impersonation.extra, (std::vector<std::pair<string, string>>{{"Scope", "a"}, {"Scope", "b"}}));
        QVERIFY(spec->warnings.empty());
        QVERIFY(!spec->viaGitLabAgent);
    }

    void rulesOfValidation_data()
    {
        QTest::addColumn<QString>("cluster");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("outcome");
        const char* exec = "exec: {apiVersion: client.authentication.k8s.io/v1, command: p, interactiveMode: Never}";
        const auto row = [](const char* name, const char* cluster, const QString& user, const char* outcome) {
            QTest::newRow(name) << QString::fromLatin1(cluster) << user << QString::fromLatin1(outcome);
        };
        const auto q = [](const char* text) { return QString::fromLatin1(text); };
        row("plain", "server: https://h", q("token: t"), "ok");
        row("no server", "", q("token: t"), "badValue");
        row("scheme is https when missing", "server: 'h:6443'", q(""), "ok");
        row("http on this machine", "server: 'http://127.0.0.1:8001'", q(""), "ok");
        row("http on localhost", "server: 'http://localhost:8001'", q(""), "ok");
        row("http on IPv6 loopback", "server: 'http://[::1]:8001'", q(""), "ok");
        row("http elsewhere", "server: 'http://10.0.0.1:8001'", q(""), "insecureRefused");
        row("http to a name like a loopback", "server: 'http://127.example.com'", q(""), "insecureRefused");
        row("another scheme", "server: 'ftp://h'", q(""), "badValue");
        row("user in the address", "server: 'https://a:b@h'", q(""), "badValue");
        row("query in the address", "server: 'https://h/?a=b'", q(""), "badValue");
        row("insecure", "server: https://h, insecure-skip-tls-verify: true", q(""), "ok");
        row("insecure with CA data", "server: https://h, insecure-skip-tls-verify: true, certificate-authority-data: QUFB", q(""),
            "badValue");
        row("insecure with CA file", "server: https://h, insecure-skip-tls-verify: true, certificate-authority: ca", q(""), "badValue");
        row("CA that is not base64", "server: https://h, certificate-authority-data: '***'", q(""), "badValue");
        row("CA that is not PEM", "server: https://h, certificate-authority-data: QUFB", q(""), "badValue");
        row("CA file missing", "server: https://h, certificate-authority: ca.pem", q(""), "fileNotFound");
        row("proxy of another kind", "server: https://h, proxy-url: 'ftp://p'", q(""), "badValue");
        row("token and basic", "server: https://h", q("token: t, username: u, password: p"), "badValue");
        row("basic", "server: https://h", q("username: u, password: p"), "ok");
        row("certificate without key", "server: https://h", q("client-certificate-data: QUFB"), "badValue");
        row("key without certificate", "server: https://h", q("client-key-data: QUFB"), "ok");
        row("token file missing", "server: https://h", q("tokenFile: nowhere"), "fileNotFound");
        row("exec", "server: https://h", q(exec), "ok");
        row("exec and auth-provider", "server: https://h", q(exec) + q(", auth-provider: {name: oidc}"), "badValue");
        row("exec without command", "server: https://h", q("exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}"),
            "badValue");
        row("exec v1 without interactiveMode", "server: https://h", q("exec: {apiVersion: client.authentication.k8s.io/v1, command: p}"),
            "badValue");
        row("exec v1beta1 without interactiveMode", "server: https://h",
            q("exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: p}"), "ok");
        row("exec v1alpha1", "server: https://h", q("exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: p}"), "badValue");
        row("exec with an odd mode", "server: https://h",
            q("exec: {apiVersion: client.authentication.k8s.io/v1, command: p, interactiveMode: Maybe}"), "badValue");
        row("exec env without name", "server: https://h", q(exec).chopped(1) + q(", env: [{value: v}]}"), "badValue");
        row("auth-provider", "server: https://h", q("auth-provider: {name: oidc}"), "unsupported");
        row("groups without user", "server: https://h", q("token: t, as-groups: [g]"), "badValue");
        row("boolean that is none", "server: https://h, insecure-skip-tls-verify: 'true'", q(""), "badValue");
        row("YAML 1.1 boolean", "server: https://h, insecure-skip-tls-verify: yes", q(""), "ok");
        row("a number reads as text", "server: https://h", q("token: 010"), "ok");
        row("a map where text belongs", "server: {a: b}", q(""), "badValue");
    }
    void rulesOfValidation()
    {
        QFETCH(QString, cluster);
        QFETCH(QString, user);
        QFETCH(QString, outcome);
        const auto spec = resolved(cluster.toStdString(), user.toStdString());
        QCOMPARE(word(spec), outcome.toStdString());
        if (!spec)
            QVERIFY(!spec.error().detail.empty());
    }

    void insecureIsAPermanentWarning()
    {
        QCOMPARE(
            resolved("server: https://h, insecure-skip-tls-verify: true", "")->warnings, (std::vector<string>{"insecureSkipTlsVerify"}));
    }

    void aNumberKeepsItsDigits() { QVERIFY(resolved("server: https://h", "token: 010")->auth.token.sameAs(Secret("010"))); }

    void unknownContextsAndDanglingNamesAreErrors()
    {
        const auto parsed = parseKubeconfig("contexts:\n- name: a\n  context: {cluster: none, user: none}\n", "f");
        QVERIFY(parsed);
        QCOMPARE(word(resolve(*parsed, "b")), string("badValue"));
        const auto dangling = resolve(*parsed, "a");
        QCOMPARE(word(dangling), string("badValue"));
        QCOMPARE(dangling.error().line, 2);
        QCOMPARE(dangling.error().subject, string("f"));
    }

    void pathsAreRelativeToTheFileThatHoldsThem()
    {
        write("sub/ca.pem", Pem);
        write("sub/token", "filetoken\n");
        const auto file = write("sub/config",
            config("server: https://h, certificate-authority: ca.pem",
                "tokenFile: token, exec: {apiVersion: client.authentication.k8s.io/v1, command: bin/p, interactiveMode: Never}"));
        const auto loaded = loadKubeconfig({file, {}, {}});
        QVERIFY(loaded.problems.empty());
        const auto spec = resolve(loaded, "x");
        QVERIFY(spec);
        QCOMPARE(spec->endpoint.caPem, Pem);
        QCOMPARE(spec->auth.tokenFile, path("sub/token"));
        QCOMPARE(spec->auth.exec->command, path("sub/bin/p"));
        QCOMPARE(spec->auth.exec->definedIn, file);
        const auto bare
            = resolved("server: https://h", "exec: {apiVersion: client.authentication.k8s.io/v1, command: p, interactiveMode: Never}");
        QCOMPARE(bare->auth.exec->command, string("p")); // from PATH
    }

    void dataWinsOverTheFileAndIsMentioned()
    {
        const auto parsed = parseKubeconfig(
            config("server: https://h, certificate-authority: missing.pem, certificate-authority-data: " + base64(Pem), ""), "f");
        QVERIFY(parsed);
        QCOMPARE(parsed->warnings.size(), 1u);
        QVERIFY(parsed->warnings[0].kind == WarningKind::DataOverFile);
        QCOMPARE(resolve(*parsed, "x")->endpoint.caPem, Pem);
    }

    void clientCertificatesComeFromDataOrFiles()
    {
        const string key = "-----BEGIN PRIVATE KEY-----\nBBBB\n-----END PRIVATE KEY-----\n";
        write("c.pem", Pem);
        write("k.pem", key);
        const auto file = write("certs", config("server: https://h", "client-certificate: c.pem, client-key: k.pem"));
        const auto fromFiles = resolve(loadKubeconfig({file, {}, {}}), "x");
        const auto fromData
            = resolved("server: https://h", "client-certificate-data: " + base64(Pem) + ", client-key-data: " + base64(key));
        for (const auto* spec : {&fromFiles, &fromData}) {
            QVERIFY(*spec);
            QCOMPARE((*spec)->endpoint.clientCertPem, Pem);
            QVERIFY((*spec)->endpoint.clientKeyPem.sameAs(Secret(key)));
        }
    }

    void clusterInformationForThePluginIsComplete()
    {
        const auto spec = resolved("server: https://h, certificate-authority-data: " + base64(Pem)
                + ", extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: a, n: 3, on: true, s: '3'}}]",
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: p, interactiveMode: Never, provideClusterInfo: true}");
        QVERIFY(spec);
        QCOMPARE(spec->auth.exec->clusterInfoJson,
            "{\"certificate-authority-data\":\"" + base64(Pem)
                + "\",\"config\":{\"audience\":\"a\",\"n\":3,\"on\":true,\"s\":\"3\"},\"server\":\"https://h\"}");
    }

    void contextsOfGlabAreRecognised()
    {
        const auto exec = [](const char* args) {
            return string("exec: {apiVersion: client.authentication.k8s.io/v1, command: glab, interactiveMode: Never, args: [") + args
                + "]}";
        };
        QVERIFY(resolved("server: 'https://kas.gitlab.com/k8s-proxy'", "")->viaGitLabAgent);
        QVERIFY(resolved("server: 'https://g/-/kubernetes-agent/k8s-proxy/'", "")->viaGitLabAgent);
        QVERIFY(resolved("server: 'https://h/other'", exec("cluster, agent, get-token, --agent, '7'"))->viaGitLabAgent);
        QVERIFY(resolved("server: https://h", "token: 'pat:7:glpat-x'")->viaGitLabAgent);
        QVERIFY(!resolved("server: https://h", exec("get-token"))->viaGitLabAgent);
    }

    void theFirstFileWinsWithTheWholeEntryAndTheOtherIsReported()
    {
        const auto a = write(
            "a", "current-context: ''\nclusters:\n- name: c\n  cluster: {server: https://a}\nusers:\n- name: admin\n  user: {token: a}\n");
        const auto b = write("b",
            "current-context: two\nclusters:\n- name: c\n  cluster: {server: https://b, tls-server-name: b}\n"
            "users:\n- name: admin\n  user: {token: b}\ncontexts:\n- name: two\n  context: {cluster: c, user: admin}\n");
        const auto list = ":" + a + "::" + b + ":" + path("missing") + ":" + a;
        QCOMPARE(kubeconfigFiles({{}, list, "/home/x"}), (std::vector<string>{a, b, path("missing")}));
        const auto loaded = loadKubeconfig({{}, list, "/home/x"});
        QVERIFY(loaded.problems.empty());
        QCOMPARE(loaded.currentContext, string("two"));
        QCOMPARE(loaded.warnings.size(), 2u);
        QCOMPARE(loaded.warnings[0].what, string("cluster c"));
        QCOMPARE(loaded.warnings[1].what, string("user admin"));
        QCOMPARE(loaded.warnings[1].origin.file, b);
        QCOMPARE(loaded.warnings[1].winner, a);
        const auto spec = resolve(loaded, "two");
        QVERIFY(spec);
        QCOMPARE(spec->endpoint.baseUrl, string("https://a"));
        QVERIFY(spec->endpoint.tlsServerName.empty());
        QVERIFY(spec->auth.token.sameAs(Secret("a")));
    }

    void homeIsReadOnlyWithoutAList()
    {
        const auto file = write("home/.kube/config", config("server: https://h", ""));
        QCOMPARE(kubeconfigFiles({{}, {}, path("home")}), (std::vector<string>{file}));
        QCOMPARE(loadKubeconfig({{}, {}, path("home")}).contexts.size(), 1u);
        const auto none = loadKubeconfig({{}, {}, path("elsewhere")});
        QVERIFY(none.contexts.empty() && none.problems.empty());
    }

    void anExplicitFileMustExist()
    {
        const auto loaded = loadKubeconfig({path("none"), {}, {}});
        QCOMPARE(loaded.problems.size(), 1u);
        QVERIFY(loaded.problems[0].code == ErrorCode::FileNotFound);
        QCOMPARE(loaded.problems[0].subject, path("none"));
        QVERIFY(loadKubeconfig({m_dir.path().toStdString(), {}, {}}).problems.at(0).code == ErrorCode::FileUnreadable);
    }

    void aBadFileIsNamedAndTheOthersStillLoad()
    {
        const auto bad = write("bad", "apiVersion: v1\nclusters:\n\t- tab\n");
        const auto good = write("good", config("server: https://h", ""));
        const auto loaded = loadKubeconfig({{}, bad + ":" + good, {}});
        QCOMPARE(loaded.problems.size(), 1u);
        QCOMPARE(loaded.problems[0].subject, bad);
        QCOMPARE(loaded.problems[0].line, 3);
        QVERIFY(loaded.problems[0].code == ErrorCode::BadSyntax);
        QVERIFY(loaded.context("x"));
    }

    void uglyFiles_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<int>("line");
        const auto row = [](const char* name, const QByteArray& text, const char* outcome, int line) {
            QTest::newRow(name) << text << QString::fromLatin1(outcome) << line;
        };
        row("empty", "", "ok", 0);
        row("only a comment", "# nothing\n", "ok", 0);
        row("JSON", "{\"kind\": \"Config\", \"clusters\": [], \"users\": null}", "ok", 0);
        row("JSON with tabs", "{\n\t\"kind\": \"Config\",\n\t\"clusters\": [\n\t\t{\"name\": \"a\"}\n\t]\n}\n", "ok", 0);
        row("Windows line ends", "kind: Config\r\nclusters: []\r\n", "ok", 0);
        row("byte order mark", "\xef\xbb\xbfkind: Config\n", "ok", 0);
        row("UTF-16LE", QByteArray("\xff\xfe", 2) + QByteArray("k\0i\0n\0d\0:\0 \0X\0\n\0", 16), "badValue", 1);
        row("UTF-16BE", QByteArray("\xfe\xff", 2) + QByteArray("\0k\0i\0n\0d\0:\0 \0X\0\n", 16), "badValue", 1);
        row("not UTF-8", "kind: \"\xff\"\n", "badSyntax", 0);
        row("NUL", QByteArray("kind: Config\nx: a\0b\n", 20), "badSyntax", 2);
        row("truncated", "kind: Config\nclusters: [{name: a, cluster: {server: ", "badSyntax", 2);
        row("unclosed quote", "kind: \"Config\n", "badSyntax", 3);
        row("alias", "a: &a b\nc: *a\n", "unsupported", 2);
        row("cycle", "a: &a [*a]\n", "unsupported", 1);
        row("merge key", "a: {x: y}\nb:\n  <<: {z: 1}\n", "unsupported", 3);
        row("duplicate key", "kind: Config\nusers: []\nkind: Config\n", "badSyntax", 3);
        row("duplicate key far below", "clusters:\n- name: a\n  cluster:\n    server: x\n    server: y\n", "badSyntax", 5);
        row("duplicate name", "users:\n- name: a\n- name: b\n- name: a\n", "badValue", 4);
        row("a list as key", "? [a]\n: b\n", "badSyntax", 1);
        row("quote unclosed at the end", "users:\n- name: u\n  user:\n    token: \"abc", "badSyntax", 5);
        row("too deep", QByteArray(100, '[') + QByteArray(100, ']'), "unsupported", 1);
        row("hopelessly deep", QByteArray(200'000, '['), "badSyntax", 1);
        row("a list at the top", "- a\n- b\n", "badValue", 1);
        row("another kind", "apiVersion: v1\nkind: Secret\n", "badValue", 2);
        row("another version", "apiVersion: v2\nkind: Config\n", "unsupported", 1);
        row("clusters is a map", "clusters: {a: b}\n", "badValue", 1);
        row("args is text", "users:\n- name: u\n  user:\n    exec:\n      args: a\n", "badValue", 5);
        row("9 MB", QByteArray(9 << 20, '#'), "fileTooLarge", 0);
    }
    void uglyFiles()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, outcome);
        QFETCH(int, line);
        const auto parsed = parseKubeconfig(text.toStdString(), "file");
        QCOMPARE(QString::fromLatin1(parsed ? "ok" : errorWord(parsed.error().code)), outcome);
        if (!parsed) {
            QCOMPARE(parsed.error().line, line);
            QCOMPARE(parsed.error().subject, string("file"));
            QVERIFY(!parsed.error().detail.empty());
        }
    }

    void everyTruncationIsAnErrorOrAConfigurationButNeverACrash()
    {
        const auto text = config("server: https://h, certificate-authority-data: QUFB", "token: t, as-groups: [a]");
        for (std::size_t length = 0; length < text.size(); ++length) {
            const auto parsed = parseKubeconfig(text.substr(0, length), "f");
            if (parsed) {
                for (const auto& context : parsed->contexts)
                    (void)resolve(*parsed, context.name);
            } else {
                QCOMPARE(parsed.error().subject, string("f"));
            }
        }
    }

    void theListSaysWhatEachContextIsAndWhatIsWrongWithIt()
    {
        const auto parsed = parseKubeconfig(
            "current-context: b\nclusters:\n- name: c\n  cluster: {server: 'https://h'}\nusers:\n- name: u\n  user: {username: a, "
            "password: b}\n"
            "contexts:\n- name: a\n  context: {cluster: none}\n- name: b\n  context: {cluster: c, user: u, namespace: n}\n",
            "f");
        QVERIFY(parsed);
        const auto list = listContexts(*parsed);
        QCOMPARE(list.size(), 2u);
        QVERIFY(list[0].problem && !list[0].current);
        QVERIFY(!list[1].problem && list[1].current);
        QCOMPARE(list[1].server, string("https://h"));
        QCOMPARE(string(userKindWord(list[1].userKind)), string("basic"));
        QCOMPARE(list[1].ns, string("n"));
        QCOMPARE(list[1].file, string("f"));
    }

    void aHundredThousandContextsAreRefusedOrListed()
    {
        string text = "clusters:\n- name: c\n  cluster: {server: https://h}\ncontexts:\n";
        for (int i = 0; i < 100'000; ++i)
            text += "- {name: c" + std::to_string(i) + ", context: {cluster: c}}\n";
        const auto parsed = parseKubeconfig(text, "f");
        QVERIFY(parsed);
        QCOMPARE(listContexts(*parsed).size(), 100'000u);
    }

    void aForeignFileShowsWhatItCanDo()
    {
        const auto parsed = parseKubeconfig(config("server: 'http://evil', proxy-url: 'http://me:secret@p:1', insecure-skip-tls-verify: "
                                                   "true, tls-server-name: s, certificate-authority: /etc/shadow",
                                                "tokenFile: /x, client-key: /k, as: root, exec: {command: sh, args: [-c, rm]}"),
            "f");
        QVERIFY(parsed);
        QStringList seen;
        for (const auto& field : dangerousFields(*parsed, "x"))
            seen << QString::fromStdString(field.field + "=" + field.value);
        QCOMPARE(seen,
            (QStringList{QStringLiteral("server=http://evil"), QStringLiteral("proxy-url=http://p:1"),
                QStringLiteral("insecure-skip-tls-verify=true"), QStringLiteral("tls-server-name=s"),
                QStringLiteral("certificate-authority=/etc/shadow"), QStringLiteral("exec=sh -c rm"), QStringLiteral("client-key=/k"),
                QStringLiteral("tokenFile=/x"), QStringLiteral("as=root")}));
        QVERIFY(dangerousFields(*parseKubeconfig(config("server: https://h", "token: t"), "f"), "x").empty());
    }

    // A scheme is case-insensitive (RFC 3986, 3.1): capitals must not get plain HTTP past the warning.
    void aSchemeInCapitalsIsTheSameScheme()
    {
        const auto parsed = parseKubeconfig(config("server: 'HTTP://evil'", "token: t"), "f");
        QVERIFY(parsed);
        const auto fields = dangerousFields(*parsed, "x");
        QCOMPARE(fields.size(), 1u);
        QCOMPARE(fields.front().danger, Danger::PlainHttp);
        QCOMPARE(resolved("server: 'httP://127.0.0.1:1'", "token: t")->endpoint.baseUrl, std::string("http://127.0.0.1:1"));
        QCOMPARE(resolved("server: 'HTTPS://Host/K8S'", "token: t")->endpoint.baseUrl, std::string("https://Host/K8S"));
    }
};

QTEST_GUILESS_MAIN(TestKubeconfig)
#include "tst_kubeconfig.moc"

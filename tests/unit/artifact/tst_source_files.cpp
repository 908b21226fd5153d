// SPDX-License-Identifier: Apache-2.0
// Sources fetched from stand-ins of a registry and of GitLab: servers in this process that say what real ones will not say on
// demand. A real registry is asked by tests/cluster.
#include "artifact/source_files.h"

#include "support/fault_server.h"
#include "tar.h"

#include <QCryptographicHash>
#include <QTest>

using namespace dg;
using namespace dg::artifact;
using dg::test::Exchange;
using dg::test::FaultServer;
using dg::test::gzip;
using dg::test::tarEnd;
using dg::test::tarEntry;
using std::string;

namespace {

constexpr const char* ManifestType = "application/vnd.oci.image.manifest.v1+json";
constexpr const char* LayerType = "application/vnd.cncf.flux.content.v1.tar+gzip";
constexpr const char* Commit = "4ba9e0c1d2f3a4b5c6d7e8f9a0b1c2d3e4f5a6b7";

string digestOf(const string& bytes)
{
    return "sha256:" + QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256).toHex().toStdString();
}

string layerText(const string& type, const string& digest, std::size_t size)
{
    return R"({"mediaType":")" + type + R"(","digest":")" + digest + R"(","size":)" + std::to_string(size) + "}";
}

string manifestOf(const string& layers)
{
    return R"({"schemaVersion":2,"layers":[)" + layers + "]}";
}

} // namespace

class TestSourceFiles : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FaultServer> m_server, m_other;
    SystemClock m_clock;
    Logger m_log;
    Access m_access;
    string m_layer = gzip(tarEntry("./apps/a.yaml", "one") + tarEntry("./.sourceignore", "*.md") + tarEnd());
    string m_manifest;

    static string host(const FaultServer& server) { return "127.0.0.1:" + std::to_string(server.port()); }
    // The registry's stand-in has this manifest, and the layer it names.
    void push(const string& manifest)
    {
        m_manifest = manifest;
        m_server->on("/v2/", [](Exchange& x) { x.reply(200, "application/json", "{}"); });
        m_server->on("/v2/team/app/manifests/*", [manifest](Exchange& x) { x.reply(200, ManifestType, manifest); });
        m_server->on("/v2/team/app/blobs/*", [this](Exchange& x) { x.reply(200, "application/octet-stream", m_layer); });
    }
    void pushLayer() { push(manifestOf(layerText(LayerType, digestOf(m_layer), m_layer.size()))); }
    // Asks for a token, which its own token endpoint gives to this login.
    void wantToken(const string& login)
    {
        const auto guarded = [this](const string& path, auto then) {
            m_server->on(path, [this, then](Exchange& x) {
                if (x.request().header("authorization") == "Bearer t0ken")
                    return then(x);
                x.reply(401, "application/json", "{}",
                    {{"WWW-Authenticate", "Bearer realm=\"" + m_server->url() + "/token\",service=\"a b\",scope=\"ignored\""}});
            });
        };
        guarded("/v2/", [](Exchange& x) { x.reply(200, "application/json", "{}"); });
        guarded("/v2/team/app/manifests/*", [this](Exchange& x) { x.reply(200, ManifestType, m_manifest); });
        m_server->on("/token", [login](Exchange& x) {
            if (x.request().header("authorization") == login)
                x.reply(200, "application/json", R"({"token":"t0ken","expires_in":300})");
            else
                x.reply(401, "application/json", "{}");
        });
    }
    SourceReference oci()
    {
        SourceReference source;
        source.kind = "OCIRepository";
        source.ns = "flux-system";
        source.name = "app";
        source.url = "oci://" + host(*m_server) + "/team/app";
        source.revision = "latest@" + digestOf(m_manifest);
        return source;
    }
    SourceReference git(const string& url)
    {
        SourceReference source;
        source.kind = "GitRepository";
        source.name = "app";
        source.url = url;
        source.revision = string("main@sha1:") + Commit;
        return source;
    }
    string get(const SourceReference& source)
    {
        const auto files = remoteSourceFiles(m_access, m_clock, m_log)->get(source, {});
        if (!files)
            return string(errorWord(files.error().code)) + " " + files.error().detail;
        string out;
        for (const auto& name : (*files)->list(""))
            out += name + " ";
        const auto text = (*files)->read("apps/a.yaml");
        return out + (text ? *text : "-");
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<FaultServer>();
        m_other = std::make_unique<FaultServer>();
        m_access = {};
    }

    void theRevisionThatWasAppliedIsPulledByItsDigest()
    {
        pushLayer();
        QCOMPARE(get(oci()), string("apps one")); // what .sourceignore said was obeyed when it was pushed
        QCOMPARE(m_server->count("/v2/team/app/manifests/" + digestOf(m_manifest)), 1);
        for (const auto& request : m_server->seen())
            QVERIFY(request.method == "GET" && request.header("authorization").empty());
        auto source = oci();
        source.revision = digestOf(m_manifest); // of ref.digest
        QCOMPARE(get(source), string("apps one"));
    }

    void oneSourceIsFetchedOnce()
    {
        pushLayer();
        const auto files = remoteSourceFiles(m_access, m_clock, m_log);
        QVERIFY(files->get(oci(), {}) && files->get(oci(), {}));
        QCOMPARE(m_server->count("/v2/team/app/blobs/" + digestOf(m_layer)), 1);
    }

    void whatDoesNotHaveItsDigestIsNotUsed()
    {
        pushLayer();
        auto source = oci();
        source.revision = "latest@" + digestOf("another manifest");
        QCOMPARE(get(source), string("badAnswer digest"));
        const auto other = gzip(tarEntry("apps/a.yaml", "two") + tarEnd());
        push(manifestOf(layerText(LayerType, digestOf(other), m_layer.size())));
        QCOMPARE(get(oci()), string("badAnswer digest"));
        push(manifestOf(layerText(LayerType, digestOf(m_layer), m_layer.size() + 1)));
        QCOMPARE(get(oci()), string("badAnswer size"));
        push(manifestOf(layerText(LayerType, digestOf(m_layer), m_layer.size() - 1)));
        QVERIFY(get(oci()).starts_with("tooLarge"));
        push(manifestOf(layerText(LayerType, "md5:d41d8cd98f00b204e9800998ecf8427e", m_layer.size())));
        QCOMPARE(get(oci()), string("unsupported digest"));
    }

    void aLayerThatIsCutShortIsSaid()
    {
        pushLayer();
        m_server->on("/v2/team/app/blobs/*", [this](Exchange& x) {
            x.head(200, {{"Content-Length", std::to_string(m_layer.size())}});
            x.raw(m_layer.substr(0, m_layer.size() / 2));
            x.close();
        });
        QVERIFY2(get(oci()).starts_with("connectionLost"), get(oci()).c_str());
    }

    void aManifestThatNobodyCanUseIsSaid()
    {
        push("not json");
        QCOMPARE(get(oci()), string("badAnswer manifest"));
        push(R"({"schemaVersion":2,"manifests":[]})");
        QCOMPARE(get(oci()), string("unsupported index"));
        push(manifestOf(""));
        QCOMPARE(get(oci()), string("badAnswer layers"));
        push(manifestOf(layerText(LayerType, digestOf(m_layer), std::size_t{1} << 40)));
        QCOMPARE(get(oci()), string("tooLarge layer"));
        QCOMPARE(m_server->count("/v2/team/app/blobs/" + digestOf(m_layer)), 0); // not even begun
    }

    void theLayerIsTheFirstOrTheSelected()
    {
        const auto chart = layerText("chart", digestOf(m_layer), m_layer.size());
        push(manifestOf(layerText(LayerType, digestOf("x"), 1) + "," + chart));
        auto source = oci();
        source.layerMediaType = "chart";
        QCOMPARE(get(source), string("apps one"));
        source.layerMediaType = "other";
        QCOMPARE(get(source), string("notFound other"));
        source.layerOperation = "copy";
        QCOMPARE(get(source), string("unsupported layerOperation"));
    }

    void aTokenIsFetchedWhereTheRegistryAsksForOne()
    {
        pushLayer();
        wantToken({});
        QCOMPARE(get(oci()), string("apps one")); // anonymously
        string asked;
        wantToken("Basic YWRhOnMzY3JldA==");
        m_access.registryLogin = [&asked](const string& registry, const std::stop_token&) -> Result<std::optional<Login>> {
            asked = registry;
            return Login{"ada", Secret("s3cret")};
        };
        QCOMPARE(get(oci()), string("apps one"));
        QCOMPARE(asked, host(*m_server));
        for (const auto& request : m_server->seen()) {
            if (request.path == "/token")
                QCOMPARE(request.query, string("service=a%20b&scope=repository%3Ateam%2Fapp%3Apull"));
        }
        wantToken("Basic another");
        QCOMPARE(get(oci()), string("unauthorized HTTP 401"));
        m_access.registryLogin = [](const string&, const std::stop_token&) -> Result<std::optional<Login>> {
            return Login{"<token>", Secret("x")};
        };
        QCOMPARE(get(oci()), string("unsupported identityToken"));
    }

    void aRegistryMayAskForALoginAtTheRepositoryOnly()
    {
        pushLayer();
        wantToken({});
        m_server->on("/v2/", [](Exchange& x) { x.reply(200, "application/json", "{}"); });
        QCOMPARE(get(oci()), string("apps one"));
        QCOMPARE(m_server->count("/token"), 1);
    }

    void aLoginIsNotSentInPlainToAnotherMachine()
    {
        pushLayer();
        m_access.registryLogin = [](const string&, const std::stop_token&) -> Result<std::optional<Login>> {
            return Login{"ada", Secret("s3cret")};
        };
        m_server->on("/v2/", [](Exchange& x) {
            x.reply(401, "application/json", "{}", {{"WWW-Authenticate", "Bearer realm=\"http://tokens.invalid/token\",service=\"s\""}});
        });
        QCOMPARE(get(oci()), string("insecureRefused plain http"));
        m_server->on("/v2/", [](Exchange& x) { x.reply(401, "application/json", "{}", {{"WWW-Authenticate", "Basic realm=\"r\""}}); });
        m_server->on("/v2/team/app/manifests/*", [this](Exchange& x) {
            const bool known = x.request().header("authorization") == "Basic YWRhOnMzY3JldA==";
            x.reply(known ? 200 : 403, ManifestType, m_manifest);
        });
        QCOMPARE(get(oci()), string("apps one"));
        // No plain http at all but to this machine or with spec.insecure.
        auto source = oci();
        source.url = "oci://registry.invalid/team/app";
        QVERIFY2(!get(source).starts_with("insecureRefused") && get(source).find("apps") == string::npos, get(source).c_str());
    }

    void aRedirectToAnotherHostDoesNotGetTheCredential()
    {
        pushLayer();
        wantToken({});
        m_server->on("/v2/team/app/blobs/*", [this](Exchange& x) {
            x.reply(307, "text/plain", "", {{"Location", m_other->url() + "/store/blob?signature=abc"}});
        });
        m_other->on("/store/blob", [this](Exchange& x) { x.reply(200, "application/octet-stream", m_layer); });
        QCOMPARE(get(oci()), string("apps one"));
        QCOMPARE(m_other->seen().size(), 1u);
        QCOMPARE(m_other->seen().front().header("authorization"), string());
        QCOMPARE(m_other->seen().front().query, string("signature=abc"));
        // Within the registry it goes along.
        m_server->on("/v2/team/app/blobs/*", [](Exchange& x) { x.reply(307, "text/plain", "", {{"Location", "/elsewhere"}}); });
        m_server->on("/elsewhere", [this](Exchange& x) {
            const bool known = x.request().header("authorization") == "Bearer t0ken";
            x.reply(known ? 200 : 401, "application/octet-stream", m_layer);
        });
        QCOMPARE(get(oci()), string("apps one"));
    }

    void redirectsEnd()
    {
        pushLayer();
        m_server->on("/v2/team/app/blobs/*", [](Exchange& x) { x.reply(307, "text/plain", "", {{"Location", "/loop"}}); });
        m_server->on("/loop", [](Exchange& x) { x.reply(307, "text/plain", "", {{"Location", "/loop"}}); });
        QCOMPARE(get(oci()), string("redirected "));
        QCOMPARE(m_server->count("/loop"), 5);
        m_server->on("/loop", [](Exchange& x) { x.reply(307, "text/plain", "", {{"Location", "http://elsewhere.invalid/"}}); });
        auto source = oci();
        source.insecure = false; // to this machine plain http is fine, from there to another it is not
        m_server->on("/v2/team/app/blobs/*", [](Exchange& x) { x.reply(307, "text/plain", "", {{"Location", "file:///etc/passwd"}}); });
        QCOMPARE(get(source), string("redirected "));
    }

    void tlsIsVerified()
    {
        const auto identity = std::make_shared<test::TlsIdentity>();
        m_server = std::make_unique<FaultServer>(identity);
        pushLayer();
        m_access.caPem = identity->caPem();
        QCOMPARE(get(oci()), string("apps one"));
        const test::TlsIdentity stranger;
        m_access.caPem = stranger.caPem();
        QVERIFY2(get(oci()).find("apps") == string::npos, get(oci()).c_str());
        QVERIFY(m_server->seen().size() > 0);
    }

    void whatARegistryRefusesIsToldApart()
    {
        pushLayer();
        for (const auto& [status, word] : {std::pair(403, "forbidden"), std::pair(404, "notFound"), std::pair(429, "tooManyRequests"),
                 std::pair(500, "serverError"), std::pair(418, "badAnswer")}) {
            const int code = status;
            m_server->on("/v2/team/app/manifests/*", [code](Exchange& x) { x.reply(code, "application/json", "{}"); });
            QCOMPARE(get(oci()), string(word) + " HTTP " + std::to_string(status));
        }
    }

    void sourcesThatCannotBeFetchedAreSaid()
    {
        pushLayer();
        auto source = oci();
        source.kind = "Bucket";
        QCOMPARE(get(source), string("unsupported kind"));
        source = oci();
        source.revision.clear();
        QCOMPARE(get(source), string("notFound revision"));
        source.revision = "6.0.3";
        QCOMPARE(get(source), string("unsupported revision"));
        source = oci();
        source.url = "https://" + host(*m_server) + "/team/app";
        QCOMPARE(get(source), string("badValue spec.url"));
        source.url = "oci://" + host(*m_server) + "/team/../../secret";
        QCOMPARE(get(source), string("badValue spec.url"));
        QCOMPARE(get(git("https://github.com/team/app")), string("unsupported host"));
        QCOMPARE(get(git("git@gitlab.com:team/app")), string("unsupported host")); // Flux knows no such URL either
        for (const char* const field : {"include", "sparseCheckout", "recurseSubmodules"}) {
            const string value = string(field) == "recurseSubmodules" ? "true" : "[\"x\"]";
            const auto object = drift::fromJson(string("{\"kind\":\"GitRepository\",\"spec\":{\"") + field + "\":" + value + "}}");
            QCOMPARE(get(sourceReference(*object, string("main@sha1:") + Commit)), string("unsupported spec.") + field);
        }
        // What spec.ignore takes away decides a build only where nothing lists the files: it finds this then.
        source = oci();
        source.ignores = true;
        QCOMPARE(get(source), string(".sourceignore apps one"));
    }

    void aCommitIsFetchedFromGitLabsApi()
    {
        const string archive = gzip(tarEntry("app-main/", {}, '5') + tarEntry("app-main/apps/a.yaml", "git") + tarEnd());
        const string path = "/gitlab/api/v4/projects/team%2Fsub%2Fapp/repository/archive.tar.gz";
        m_server->on(path, [archive](Exchange& x) {
            const bool right = x.request().query == string("sha=") + Commit && x.request().header("private-token") == "glpat-x";
            x.reply(right ? 200 : 404, "application/gzip", archive);
        });
        m_access.gitlab = {{"https://gitlab.example.com", Secret("glpat-other")}, {m_server->url() + "/gitlab", Secret("glpat-x")}};
        QCOMPARE(get(git(m_server->url() + "/gitlab/team/sub/app.git")), string("apps git"));
        QCOMPARE(get(git("ssh://git@127.0.0.1:2222/team/sub/app.git")), string("apps git")); // its API is where GITLAB_HOST says
        QVERIFY(m_server->seen().front().header("authorization").empty());
        // An archive that is elsewhere: the token stays.
        m_server->on(path, [this](Exchange& x) { x.reply(302, "text/plain", "", {{"Location", m_other->url() + "/archive"}}); });
        m_other->on("/archive", [archive](Exchange& x) { x.reply(200, "application/gzip", archive); });
        QCOMPARE(get(git(m_server->url() + "/gitlab/team/sub/app")), string("apps git"));
        QCOMPARE(m_other->seen().front().header("private-token"), string());
        // A GitLab that was not named gets no token, and a port is part of the name.
        m_access.gitlab = {{"https://127.0.0.1:1", Secret("glpat-x")}};
        QCOMPARE(get(git(m_server->url() + "/team/app")), string("unsupported host"));
    }

    void theEnvironmentNamesLoginsAndTheirHosts()
    {
        const std::map<string, string> set{{"GITLAB_TOKEN", "glpat-x"}, {"GITLAB_HOST", "git.example.com"},
            {"DRIFTGLASS_REGISTRY_HOST", "reg.example.com"}, {"DRIFTGLASS_REGISTRY_USER", "ada"},
            {"DRIFTGLASS_REGISTRY_PASSWORD", "s3cret"}, {"DOCKER_CONFIG", "/nonexistent"}};
        const auto access = accessFromEnvironment([&](const char* name) {
            const auto found = set.find(name);
            return found == set.end() ? string() : found->second;
        });
        QCOMPARE(access.gitlab.size(), 1u);
        QCOMPARE(access.gitlab.front().baseUrl, string("https://git.example.com"));
        QCOMPARE(access.gitlab.front().token.reveal(), std::string_view("glpat-x"));
        const auto own = access.registryLogin("reg.example.com", {});
        QVERIFY(own && *own && (*own)->user == "ada" && (*own)->password.reveal() == "s3cret");
        const auto other = access.registryLogin("reg.example.com:5000", {}); // another host
        QVERIFY(other && !*other);
    }

    void whatFluxLogsInWithServesItsOwnHostOnly()
    {
        pushLayer();
        wantToken("Basic YWRhOnMzY3JldA==");
        auto source = oci();
        const auto secret = [&](const string& key, const QByteArray& text) {
            const auto value = drift::fromJson("{\"data\":{\"" + key + "\":\"" + text.toBase64().toStdString() + "\"}}");
            takeSecret(source, *value);
        };
        const auto docker = [](const string& registry) {
            return QByteArray::fromStdString("{\"auths\":{\"" + registry + "\":{\"auth\":\"YWRhOnMzY3JldA==\"}}}");
        };
        secret(".dockerconfigjson", docker("other.example.com"));
        QVERIFY(!source.login);
        secret(".dockerconfigjson", docker(host(*m_server)));
        QCOMPARE(get(source), string("apps one"));
        // A person's own login goes first.
        m_access.registryLogin = [](const string&, const std::stop_token&) -> Result<std::optional<Login>> {
            return Login{"bob", Secret("p")};
        };
        QCOMPARE(get(source), string("unauthorized HTTP 401"));

        const auto spec = drift::fromJson("{\"spec\":{\"secretRef\":{\"name\":\"a\"},\"certSecretRef\":{\"name\":\"b\"}}}");
        QCOMPARE(secretsOf(*spec), (std::vector<string>{"a", "b"}));
    }

    void aSourcesOwnAuthorityIsTrustedForItsHostOnly()
    {
        const auto identity = std::make_shared<test::TlsIdentity>();
        m_server = std::make_unique<FaultServer>(identity);
        pushLayer();
        auto source = oci();
        QVERIFY(get(source).find("apps") == string::npos);
        const auto secret
            = drift::fromJson("{\"data\":{\"ca.crt\":\"" + QByteArray::fromStdString(identity->caPem()).toBase64().toStdString() + "\"}}");
        takeSecret(source, *secret);
        QCOMPARE(get(source), string("apps one"));
        m_other = std::make_unique<FaultServer>(identity);
        m_server->on("/v2/team/app/blobs/*", [this](Exchange& x) {
            x.reply(307, "text/plain", "", {{"Location", m_other->url() + "/blob"}});
        });
        m_other->on("/blob", [this](Exchange& x) { x.reply(200, "application/octet-stream", m_layer); });
        QVERIFY2(get(source).starts_with("tlsUntrusted"), get(source).c_str());
        QVERIFY(m_other->seen().empty());
    }

    void stoppingEndsAWait()
    {
        pushLayer();
        std::stop_source stop;
        m_server->on("/v2/team/app/blobs/*", [&stop](Exchange& x) {
            stop.request_stop();
            x.hang();
        });
        const auto files = remoteSourceFiles(m_access, m_clock, m_log)->get(oci(), stop.get_token());
        QVERIFY(!files && files.error().code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSourceFiles)
#include "tst_source_files.moc"

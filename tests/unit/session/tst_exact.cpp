// SPDX-License-Identifier: Apache-2.0
// The exact comparison against a server: what it asks, what it says, and which right it misses.
#include "session/exact.h"

#include "support/fault_server.h"

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace dg;
using namespace dg::session;
using std::string;

namespace {

string resource(const char* kind, const char* plural)
{
    return string("{\"resource\":\"") + plural + "\",\"responseKind\":{\"group\":\"\",\"version\":\"\",\"kind\":\"" + kind
        + "\"},\"scope\":\"Namespaced\",\"singularResource\":\"x\",\"verbs\":[\"get\",\"list\",\"watch\",\"patch\"]}";
}
string group(const char* name, const char* version, const string& resources)
{
    return string("{\"metadata\":{\"name\":\"") + name + "\"},\"versions\":[{\"version\":\"" + version
        + "\",\"freshness\":\"Current\",\"resources\":[" + resources + "]}]}";
}
string discoveryOf(const string& groups)
{
    return "{\"kind\":\"APIGroupDiscoveryList\",\"apiVersion\":\"apidiscovery.k8s.io/v2\",\"metadata\":{},\"items\":[" + groups + "]}";
}
string failure(int code, const char* reason, const char* message)
{
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"" + string(message) + "\",\"reason\":\""
        + string(reason) + "\",\"code\":" + std::to_string(code) + "}";
}

constexpr const char* Release = "/api/v1/namespaces/apps/secrets/sh.helm.release.v1.web.v3";
constexpr const char* Web = "/apis/apps/v1/namespaces/apps/deployments/web";
constexpr const char* Config = "/api/v1/namespaces/apps/configmaps/cfg";
constexpr const char* Vars = "/api/v1/namespaces/flux-system/configmaps/vars";
constexpr const char* Password = "/api/v1/namespaces/apps/secrets/password";
constexpr const char* Source = "/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories/git";
constexpr const char* Owner = "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps";

const string Manifest = "---\\napiVersion: apps/v1\\nkind: Deployment\\nmetadata: {name: web}\\nspec: {replicas: 2}\\n"
                        "---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: cfg, namespace: apps}\\ndata: {a: b}\\n"
                        "---\\napiVersion: v1\\nkind: Secret\\nmetadata: {name: password}\\nstringData: {p: hunter2}\\n"
                        "---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: hook, annotations: {helm.sh/hook: test}}\\n"
                        "---\\napiVersion: x.io/v1\\nkind: Widget\\nmetadata: {name: w}\\n";

string live(const char* apiVersion, const char* kind, const char* name, const string& more, const string& labels = "{}")
{
    return string("{\"apiVersion\":\"") + apiVersion + "\",\"kind\":\"" + kind + "\",\"metadata\":{\"name\":\"" + name
        + "\",\"namespace\":\"apps\",\"uid\":\"u\",\"labels\":" + labels
        + ",\"managedFields\":[{\"manager\":\"kubectl-edit\",\"operation\":\"Update\",\"apiVersion\":\"v1\",\"time\":\"2026-01-01T10:00:"
          "00Z\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:spec\":{\"f:replicas\":{}}}}]},"
        + more + "}";
}

// A stand-in for registry and GitLab: says what it was asked, and gives these files or this error.
class GivenFiles final : public artifact::SourceFiles {
public:
    Result<std::shared_ptr<const drift::Files>> get(const artifact::SourceReference& source, const std::stop_token& stop) override
    {
        asked.push_back(source.kind + "/" + source.ns + "/" + source.name + " " + source.url + " " + source.revision);
        logins.push_back(source.login ? source.login->user + ":" + string(source.login->password.reveal()) : string());
        if (onGet)
            onGet(stop);
        if (error)
            return tl::unexpected(*error);
        return drift::memoryFiles(files);
    }
    std::vector<string> asked, logins;
    drift::FileMap files;
    std::optional<Error> error;
    std::function<void(const std::stop_token&)> onGet;
};

} // namespace

class TestExact : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::FaultServer> m_server;
    SystemClock m_clock;
    Logger m_log;
    StringPool m_pool;
    QTemporaryDir m_folder;
    std::stop_source m_stop;

    void json(const string& path, const string& body, int status = 200)
    {
        m_server->on(path, [body, status](test::Exchange& x) { x.reply(status, "application/json", body); });
    }
    ObjectKey key(const char* kind, const char* ns, const char* name)
    {
        const auto info = flux::info(flux::kindFromWord(kind));
        return {m_pool.intern(info.group), m_pool.intern(kind), m_pool.intern(ns), m_pool.intern(name)};
    }
    std::shared_ptr<flux::FluxObject> release()
    {
        auto object = std::make_shared<flux::FluxObject>();
        object->kind = flux::Kind::HelmRelease;
        object->key = key("HelmRelease", "apps", "web");
        object->releaseName = "web";
        object->releaseVersion = 3;
        return object;
    }
    std::shared_ptr<flux::FluxObject> kustomization()
    {
        auto object = std::make_shared<flux::FluxObject>();
        object->kind = flux::Kind::Kustomization;
        object->key = key("Kustomization", "flux-system", "apps");
        object->source = {m_pool.intern("GitRepository"), m_pool.intern("flux-system"), m_pool.intern("git")};
        for (const char* id : {"apps_cfg__ConfigMap", "apps_old__ConfigMap"})
            object->inventory.add(id, "v1");
        return object;
    }
    void write(const char* name, const char* text)
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) > 0);
    }
    Result<ExactResult> compare(std::vector<std::shared_ptr<const flux::FluxObject>> owners, const ExactOptions& options = {})
    {
        kube::ConnectionSpec spec;
        spec.name = "test";
        spec.endpoint.baseUrl = m_server->url();
        spec.auth.token = Secret("t");
        OneShotResult read;
        read.objects = std::move(owners);
        return compareExactly(spec, options, read, m_pool, m_clock, m_log, nullptr, m_stop.get_token());
    }
    Result<ExactResult> compareUnread(const ExactOptions& options)
    {
        kube::ConnectionSpec spec;
        spec.endpoint.baseUrl = m_server->url();
        OneShotResult read;
        read.missing.push_back({"HelmRelease", "apps", Error{ErrorCode::Forbidden, "helmreleases", {}}});
        return compareExactly(spec, options, read, m_pool, m_clock, m_log, nullptr);
    }
    static string lines(const ExactResult& result)
    {
        string out;
        for (const auto& f : result.findings)
            out += f.object.toString() + " " + std::to_string(static_cast<int>(f.kind)) + " " + f.path + " " + f.live.value_or("-") + "/"
                + f.desired.value_or("-") + (f.manager.empty() ? "" : " by " + f.manager)
                + (f.confidence == drift::Confidence::Certain ? " certain" : " likely") + "\n";
        for (const auto& n : result.notCompared)
            out += "not " + n.object.toString() + " " + std::to_string(static_cast<int>(n.why)) + " " + n.right
                + (n.ns.empty() ? "" : " in " + n.ns) + "\n";
        return out;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<test::FaultServer>();
        json("/version", "{\"gitVersion\":\"v1.36.3\"}");
        const char* type = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
        const auto core = discoveryOf(group("", "v1", resource("ConfigMap", "configmaps") + "," + resource("Secret", "secrets")));
        const auto groups = discoveryOf(group("kustomize.toolkit.fluxcd.io", "v1", resource("Kustomization", "kustomizations")) + ","
            + group("source.toolkit.fluxcd.io", "v1", resource("GitRepository", "gitrepositories")) + ","
            + group("apps", "v1", resource("Deployment", "deployments")));
        m_server->on("/api", [core, type](test::Exchange& x) { x.reply(200, type, core); });
        m_server->on("/apis", [groups, type](test::Exchange& x) { x.reply(200, type, groups); });
        const auto stored = ("{\"name\":\"web\",\"namespace\":\"apps\",\"manifest\":\"" + Manifest + "\"}");
        json(Release,
            "{\"kind\":\"Secret\",\"data\":{\"release\":\"" + QByteArray::fromStdString(stored).toBase64().toBase64().toStdString()
                + "\"}}");
        json(Web, live("apps/v1", "Deployment", "web", "\"spec\":{\"replicas\":5}"));
        json(Config, live("v1", "ConfigMap", "cfg", "\"data\":{\"a\":\"b\"}"));
        json(Password, live("v1", "Secret", "password", "\"data\":{\"p\":\"aHVudGVyMw==\"}"));
    }

    void whatHelmStoredIsComparedWithWhatIsThere()
    {
        const auto result = compare({release()});
        QVERIFY(result);
        QCOMPARE(lines(*result),
            string("Deployment/apps/web 0 spec.replicas 5/2 by kubectl-edit certain\nnot Secret/apps/password 6 \nnot Widget/w 5 \n"));
        QCOMPARE(result->compared, 2u);
        QCOMPARE(m_server->count(Password), 0); // nobody asked for Secrets
        for (const auto& request : m_server->seen())
            QVERIFY(request.method == "GET");
    }

    void aSecretIsComparedWhenAskedAndNeverShown()
    {
        ExactOptions options;
        options.includeSecrets = true;
        const auto result = compare({release()}, options);
        QVERIFY(result);
        QVERIFY2(lines(*result).find("Secret/apps/password 0 data.p -/- ") != string::npos, lines(*result).c_str());
    }

    void whatIsGoneIsMissingForCertain()
    {
        json(Web, failure(404, "NotFound", "no"), 404);
        const auto result = compare({release()});
        QVERIFY(result && lines(*result).starts_with("Deployment/apps/web 2  -/- certain\n"));
    }

    void theRightThatIsMissingIsNamed()
    {
        json(Web, failure(403, "Forbidden", "no"), 403);
        auto result = compare({release()});
        QVERIFY(result && lines(*result).find("not Deployment/apps/web 4 get deployments.apps in apps\n") != string::npos);
        json(Release, failure(403, "Forbidden", "no"), 403);
        result = compare({release()});
        QVERIFY(result);
        QCOMPARE(lines(*result), string("not / 4 get secrets in apps\n"));
    }

    void aKustomizationNeedsItsFiles()
    {
        const auto result = compare({kustomization()});
        QVERIFY(result);
        QCOMPARE(lines(*result), string("not / 0 \n"));
        QCOMPARE(m_server->count(Owner), 0);
    }

    void filesAreBuiltAsTheOwnerSays()
    {
        json(Owner,
            "{\"spec\":{\"path\":\"./"
            "\",\"prune\":true,\"postBuild\":{\"substitute\":{\"own\":\"o\"},\"substituteFrom\":[{\"kind\":\"ConfigMap\",\"name\":\"vars\"}"
            "]}}}");
        json(Vars, "{\"data\":{\"a\":\"c\",\"own\":\"x\"}}");
        write("cfg.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cfg, namespace: apps}\ndata: {a: '${a}', own: '${own}'}\n");
        write("new.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: new, namespace: apps}\n");
        json("/api/v1/namespaces/apps/configmaps/new", failure(404, "NotFound", "no"), 404);
        ExactOptions options;
        options.directory = m_folder.path().toStdString();
        auto result = compare({kustomization()}, options);
        QVERIFY(result);
        QCOMPARE(lines(*result),
            string("ConfigMap/apps/cfg 0 data.a \"b\"/\"c\" likely\nConfigMap/apps/cfg 0 data.own -/\"o\" certain\n"
                   "ConfigMap/apps/new 2  -/- likely\nConfigMap/apps/old 4  -/- certain\n"));
        // A Secret's variables are not read.
        json(Owner, "{\"spec\":{\"postBuild\":{\"substituteFrom\":[{\"kind\":\"Secret\",\"name\":\"vars\"}]}}}");
        result = compare({kustomization()}, options);
        QVERIFY(result && result->notCompared.size() == 1 && result->notCompared[0].why == NotCompared::Why::CannotBuild);
        QCOMPARE(result->notCompared[0].error.detail, string("Secret/vars"));
        auto other = kustomization();
        other->source.name = m_pool.intern("another");
        result = compare({kustomization(), other}, options);
        QVERIFY(!result && result.error().subject == "sources");
    }

    void theSourceIsAskedForTheRevisionThatWasApplied()
    {
        const auto given = std::make_shared<GivenFiles>();
        given->files = {{"k/cfg.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cfg, namespace: apps}\ndata: {a: c}\n"}};
        json(Owner,
            "{\"spec\":{\"path\":\"./k\"},\"status\":{\"lastAppliedRevision\":\"main@sha1:1\",\"lastAttemptedRevision\":\"main@sha1:2\"}}");
        json(Source,
            "{\"kind\":\"GitRepository\",\"metadata\":{\"name\":\"git\",\"namespace\":\"flux-system\"},\"spec\":{\"url\":\"https://h/p\"},"
            "\"status\":{\"artifact\":{\"revision\":\"main@sha1:3\"}}}");
        ExactOptions options;
        options.sources = given;
        auto other = kustomization();
        other->source.name = m_pool.intern("another"); // several sources are no hindrance
        json("/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories/another", failure(403, "Forbidden", "no"), 403);
        const auto result = compare({kustomization(), other}, options);
        QVERIFY(result);
        QCOMPARE(lines(*result),
            string(
                "ConfigMap/apps/cfg 0 data.a \"b\"/\"c\" likely\nnot / 4 get gitrepositories.source.toolkit.fluxcd.io in flux-system\n"));
        QCOMPARE(given->asked, std::vector<string>{"GitRepository/flux-system/git https://h/p main@sha1:1"});
    }

    void theSourcesOwnSecretIsReadOnlyWhenAsked()
    {
        const auto given = std::make_shared<GivenFiles>();
        json(Owner, "{\"spec\":{},\"status\":{\"lastAppliedRevision\":\"main@sha1:1\"}}");
        json(Source,
            "{\"kind\":\"GitRepository\",\"metadata\":{\"namespace\":\"flux-system\"},\"spec\":{\"secretRef\":{\"name\":\"login\"}}}");
        const char* const login = "/api/v1/namespaces/flux-system/secrets/login";
        json(login, "{\"data\":{\"username\":\"YWRh\",\"password\":\"czNjcmV0\"}}");
        ExactOptions options;
        options.sources = given;
        QVERIFY(compare({kustomization()}, options));
        QCOMPARE(m_server->count(login), 0);
        QCOMPARE(given->logins, std::vector<string>{""});
        options.includeSecrets = true;
        QVERIFY(compare({kustomization()}, options));
        QCOMPARE(given->logins, (std::vector<string>{"", "ada:s3cret"}));
        json(login, failure(403, "Forbidden", "no"), 403); // another login may do
        QVERIFY(compare({kustomization()}, options));
        QCOMPARE(given->logins.back(), string());
    }

    void whyASourceHasNoFilesIsSaid()
    {
        const auto given = std::make_shared<GivenFiles>();
        given->error = Error{ErrorCode::Unsupported, "Bucket", "kind"};
        json(Owner, "{\"spec\":{},\"status\":{\"lastAppliedRevision\":\"sha256:1\"}}");
        auto owner = kustomization();
        owner->source.kind = m_pool.intern("Bucket"); // which nobody need read
        ExactOptions options;
        options.sources = given;
        const auto result = compare({owner}, options);
        QVERIFY(result && result->notCompared.size() == 1 && result->notCompared[0].why == NotCompared::Why::NotFetched);
        QCOMPARE(result->notCompared[0].error.subject, string("Bucket"));
    }

    void stoppingWhileASourceIsFetchedEndsTheComparison()
    {
        const auto given = std::make_shared<GivenFiles>();
        bool told = false;
        given->onGet = [&](const std::stop_token& stop) {
            m_stop.request_stop();
            std::mutex mutex; // until the comparison says so here too
            std::condition_variable_any changed;
            std::unique_lock lock(mutex);
            changed.wait(lock, stop, [] { return false; });
            told = true;
        };
        json(Owner, "{\"spec\":{},\"status\":{\"lastAppliedRevision\":\"main@sha1:1\"}}");
        json(Source, "{\"kind\":\"GitRepository\"}");
        ExactOptions options;
        options.sources = given;
        const auto result = compare({kustomization()}, options);
        m_stop = {};
        QVERIFY(!result && result.error().code == ErrorCode::Cancelled && told);
    }

    void aSecretsVariablesAreReadWhenAskedAndNeverShown()
    {
        json(Owner, "{\"spec\":{\"postBuild\":{\"substituteFrom\":[{\"kind\":\"Secret\",\"name\":\"vars\"}]}}}");
        json("/api/v1/namespaces/flux-system/secrets/vars", "{\"data\":{\"a\":\"aHVudGVyMg==\"}}");
        ExactOptions options;
        const auto given = std::make_shared<GivenFiles>();
        options.sources = given;
        given->files = {{"cfg.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cfg, namespace: apps}\ndata: {a: '${a}', b: c}\n"}};
        json(Source, "{\"kind\":\"GitRepository\"}");
        auto result = compare({kustomization()}, options);
        QVERIFY(result && result->notCompared.size() == 1 && result->notCompared[0].error.detail == "Secret/vars");
        options.includeSecrets = true;
        result = compare({kustomization()}, options);
        QVERIFY(result);
        QCOMPARE(lines(*result), string("ConfigMap/apps/cfg 0 data.a -/- likely\nConfigMap/apps/cfg 0 data.b -/- certain\n"));
        // Nor what the server says of it when it refuses.
        options.dryRun = true;
        m_server->on(Config, [](test::Exchange& x) {
            if (x.request().method == "PATCH")
                x.reply(422, "application/json", failure(422, "Invalid", "hunter2 is no value"));
            else
                x.reply(200, "application/json", live("v1", "ConfigMap", "cfg", "\"data\":{\"a\":\"hunter1\"}"));
        });
        result = compare({kustomization()}, options);
        QVERIFY(result && result->notCompared.size() == 1 && result->notCompared[0].why == NotCompared::Why::DryRunRefused);
        QVERIFY(result->notCompared[0].error.detail.find("hunter") == string::npos);
    }

    void aDryRunAsksTheServerAndSaysWhichRightItNeeds()
    {
        ExactOptions options;
        options.dryRun = true;
        string query, body, type;
        m_server->on(Web, [&](test::Exchange& x) {
            if (x.request().method == "PATCH") {
                query = x.request().query;
                body = x.request().body;
            }
            x.reply(200, "application/json",
                live("apps/v1", "Deployment", "web",
                    x.request().method == "PATCH" ? "\"spec\":{\"replicas\":2,\"paused\":true}" : "\"spec\":{\"replicas\":5}"));
        });
        json(Config, failure(403, "Forbidden", "no"), 403);
        m_server->on(Config, [&](test::Exchange& x) {
            if (x.request().method == "PATCH")
                x.reply(403, "application/json", failure(403, "Forbidden", "no"));
            else
                x.reply(200, "application/json", live("v1", "ConfigMap", "cfg", "\"data\":{\"a\":\"z\"}"));
        });
        const auto result = compare({release()}, options);
        QVERIFY(result);
        const auto said = lines(*result);
        QVERIFY2(said.find("Deployment/apps/web 0 spec.replicas 5/2 by kubectl-edit certain\n") != string::npos, said.c_str());
        QVERIFY2(said.find("Deployment/apps/web 0 spec.paused -/true certain\n") != string::npos, said.c_str());
        QVERIFY2(said.find("not ConfigMap/apps/cfg 4 patch configmaps in apps\n") != string::npos, said.c_str());
        QVERIFY2(said.find("ConfigMap/apps/cfg 0 data.a \"z\"/\"b\" likely\n") != string::npos, said.c_str()); // field by field then
        QCOMPARE(query, string("dryRun=All&force=true&fieldManager=helm-controller"));
        for (const char* mark :
            {"helm.toolkit.fluxcd.io/name\":\"web", "app.kubernetes.io/managed-by\":\"Helm", "meta.helm.sh/release-namespace\":\"apps"})
            QVERIFY2(body.find(mark) != string::npos, body.c_str());
    }

    void anOwnerThatIsNotThereIsSaid()
    {
        ExactOptions options;
        options.owner = ObjectName{"HelmRelease", "apps", "nobody"};
        const auto result = compare({release()}, options);
        QVERIFY(!result && result.error().code == ErrorCode::NotFound);
        const auto unread = compareUnread(options); // it may be there
        QVERIFY(unread);
        QCOMPARE(lines(*unread), string("not / 4 list helmreleases.helm.toolkit.fluxcd.io in apps\n"));
        options.owner.reset();
        options.directory = "/nowhere/at/all";
        QVERIFY(!compare({release()}, options));
    }
};

QTEST_GUILESS_MAIN(TestExact)
#include "tst_exact.moc"

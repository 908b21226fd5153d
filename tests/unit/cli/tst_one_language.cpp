// SPDX-License-Identifier: Apache-2.0
// One table of queries, asked in both places: the window's tree and `status --filter` over the same server. And
// `driftglass owner` on it.
#include "command_run.h"
#include "session/one_shot.h"
#include "tree/fleet_tree.h"
#include "tree/silent_observer.h"

#include "support/fault_server.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace dg;
using std::string;

namespace {

// JSON is written with ' for ".
string asJson(string text)
{
    std::ranges::replace(text, '\'', '"');
    return text;
}
string listOf(const string& items)
{
    return asJson("{'kind':'List','apiVersion':'v1','metadata':{'resourceVersion':'5'},'items':[" + items + "]}");
}
string metadata(const string& ns, const string& name, const string& labels = {})
{
    return "'metadata':{'name':'" + name + "','namespace':'" + ns + "','uid':'" + ns + name
        + "','resourceVersion':'1','generation':1,'labels':{" + labels + "}}";
}
string ready(const char* status, const char* reason, const char* message)
{
    return string("'conditions':[{'type':'Ready','status':'") + status + "','reason':'" + reason + "','message':'" + message
        + "','observedGeneration':1}]";
}
string kustomization(
    const string& name, const string& labels, const string& spec, const string& condition, const string& applied, const string& inventory)
{
    string entries;
    for (std::size_t from = 0; from < inventory.size();) {
        const auto end = std::min(inventory.find(' ', from), inventory.size());
        entries += (entries.empty() ? "" : ",") + string("{'id':'") + inventory.substr(from, end - from) + "','v':'v1'}";
        from = end + 1;
    }
    return "{" + metadata("flux-system", name, labels) + ",'spec':{'path':'./" + name + "'," + spec
        + "'sourceRef':{'kind':'GitRepository','name':'fleet'}},'status':{'observedGeneration':1,'lastAppliedRevision':'main@sha1:11',"
        + "'history':[{'lastReconciled':'" + applied + "'}],'inventory':{'entries':[" + entries + "]}," + condition + "}}";
}

} // namespace

class TestOneLanguage : public QObject, private test::CommandRun {
    Q_OBJECT

private:
    test::FaultServer m_server;
    QTemporaryDir m_dir;
    QString m_config;
    StringPool m_pool;
    tree::SilentObserver m_silent;
    std::unique_ptr<tree::FleetTree> m_tree;

    void serve();
    std::set<string> fromTree(const string& query)
    {
        m_tree->setFilter(query);
        std::set<string> found;
        for (int i = 0; i < m_tree->rowCount(); ++i) {
            if (const auto row = m_tree->row(i); row.match && (row.type == tree::RowType::Flux || row.type == tree::RowType::Managed))
                found.insert(row.key.toString());
        }
        return found;
    }
    std::set<string> fromCommand(const QString& query)
    {
        run({QStringLiteral("status"), QStringLiteral("--inventory"), QStringLiteral("--output"), QStringLiteral("json"),
            QStringLiteral("--filter"), query});
        std::set<string> found;
        for (const auto& item : answer()[QLatin1String("items")].toArray()) {
            const auto part = [&](const char* name) { return item[QLatin1String(name)].toString().toStdString(); };
            found.insert(part("kind") + "/" + part("namespace") + "/" + part("name"));
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase();
    void theSameTextGivesTheSameResultInBothPlaces_data();
    void theSameTextGivesTheSameResultInBothPlaces();
    void mistakesAreRefusedByTheCommand();
    void anOwnerIsNamedWithSourceAndPath();
    void anOwnerIsFoundByPartsOfTheName();
    void whatNothingOwnsExitsWithOne();
    void whatOnlyItsLabelsNameIsSaidSo();
    void withoutTheAppliersNobodyCanTell();
    void theOwnersTableReadsLikeTheStatus();
};

void TestOneLanguage::serve()
{
    const char* type = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    const auto group = [](const string& name, const string& resources) {
        return "{'metadata':{'name':'" + name + "'},'versions':[{'version':'v1','freshness':'Current','resources':[" + resources + "]}]}";
    };
    const auto resource = [](const string& plural, const string& kind) {
        return "{'resource':'" + plural + "','responseKind':{'group':'','version':'','kind':'" + kind
            + "'},'scope':'Namespaced','singularResource':'x','verbs':['list','watch']}";
    };
    const auto groups = [](const string& items) {
        return asJson("{'kind':'APIGroupDiscoveryList','apiVersion':'apidiscovery.k8s.io/v2','metadata':{},'items':[" + items + "]}");
    };
    const auto give = [this](const char* path, const char* contentType, const string& body) {
        m_server.on(path, [contentType, body](test::Exchange& x) { x.reply(200, contentType, body); });
    };
    give("/version", "application/json", asJson("{'gitVersion':'v1.36.3'}"));
    give("/api", type, groups(group("", resource("configmaps", "ConfigMap"))));
    give("/apis", type,
        groups(group("kustomize.toolkit.fluxcd.io", resource("kustomizations", "Kustomization")) + ","
            + group("source.toolkit.fluxcd.io", resource("gitrepositories", "GitRepository")) + ","
            + group("apps", resource("deployments", "Deployment"))));
    const auto ago = [this](int hours) { return toRfc3339(m_clock.wall() - std::chrono::hours(hours)); };
    give("/apis/source.toolkit.fluxcd.io/v1/gitrepositories", "application/json",
        listOf("{" + metadata("flux-system", "fleet")
            + ",'spec':{'url':'https://x'},'status':{'observedGeneration':1,'artifact':{'revision':'" + "main@sha1:22','lastUpdateTime':'"
            + ago(5) + "'}," + ready("True", "Succeeded", "stored") + "}}"));
    const string byRoot = "'kustomize.toolkit.fluxcd.io/name':'root','kustomize.toolkit.fluxcd.io/namespace':'flux-system'";
    give("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations", "application/json",
        listOf(kustomization("root", "", "", ready("True", "R", "applied"), ago(1),
                   "flux-system_web_kustomize.toolkit.fluxcd.io_Kustomization flux-system_api_kustomize.toolkit.fluxcd.io_Kustomization")
            + ","
            + kustomization("web", byRoot + ",'team':'a'", "'suspend':true,", ready("True", "R", "applied"), ago(30),
                "apps_web_apps_Deployment apps_settings__ConfigMap")
            + ","
            + kustomization("api", byRoot + ",'team':'b','tier':''", "", ready("False", "BuildFailed", "kustomize build failed: no file"),
                ago(200), "apps_api_apps_Deployment apps_api-config__ConfigMap")));
    const auto labels = [](const string& owner, const string& more) {
        return "'kustomize.toolkit.fluxcd.io/name':'" + owner + "','kustomize.toolkit.fluxcd.io/namespace':'flux-system'," + more;
    };
    const string healthy = ",'spec':{'replicas':1},'status':{'observedGeneration':1,'replicas':1,'updatedReplicas':1,'readyReplicas':1,"
                           "'availableReplicas':1,'conditions':[{'type':'Available','status':'True'}]}";
    give("/apis/apps/v1/deployments", "application/json",
        listOf("{" + metadata("apps", "web", labels("web", "'app':'web'")) + healthy + "},{"
            + metadata("apps", "api", labels("api", "'app':'api','Tier':'Gold'"))
            + ",'spec':{'replicas':3},'status':{'observedGeneration':1,'conditions':[{'type':'Progressing','status':'False','reason':"
            + "'ProgressDeadlineExceeded'}]}},{" + metadata("apps", "left-over", labels("api", "'app':'old'")) + healthy + "}"));
    // The settings are there, api-config is not: missing.
    give("/api/v1/configmaps", "application/json", listOf("{" + metadata("apps", "settings", labels("web", "'app':'web'")) + "}"));
}

void TestOneLanguage::initTestCase()
{
    serve();
    m_config = m_dir.filePath(QStringLiteral("config"));
    m_variable = [this](const char* name) {
        return qstrcmp(name, "KUBECONFIG") == 0 ? m_config : qstrcmp(name, "HOME") == 0 ? m_dir.path() : QString();
    };
    QFile file(m_config);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("current-context: prod-eu\nclusters:\n- name: c\n  cluster: {server: '" + QByteArray::fromStdString(m_server.url())
        + "'}\nusers:\n- name: u\n  user: {token: t}\ncontexts:\n- name: prod-eu\n  context: {cluster: c, user: u}\n");
    file.close();
    kube::ConnectionSpec spec;
    spec.name = "prod-eu";
    spec.endpoint.baseUrl = m_server.url();
    spec.auth.token = Secret(std::string_view("t"));
    session::OneShotOptions wishes;
    wishes.managed = true;
    Logger log;
    const auto read = session::readOnce(spec, wishes, m_pool, m_clock, log, [](const kube::ExecSpec&) { return false; });
    QVERIFY(read);
    QCOMPARE(read->objects.size(), std::size_t{4});
    QCOMPARE(read->managed.size(), std::size_t{4});
    m_tree = std::make_unique<tree::FleetTree>(m_pool, m_silent);
    std::vector<store::Delta> deltas;
    for (const auto& object : read->objects)
        deltas.push_back({object->key, store::RecordType::Flux, object, {}});
    for (const auto& object : read->managed)
        deltas.push_back({object->key, store::RecordType::Managed, object, {}});
    std::vector<std::pair<Atom, Atom>> watched;
    for (const auto& kind : read->managedKinds)
        watched.emplace_back(kind.group, kind.kind);
    m_tree->setNow(read->observedAt);
    m_tree->setClusterName("prod-eu");
    m_tree->apply(deltas);
    m_tree->setWatchedKinds(watched);
    while (m_tree->prepare()) { }
}

void TestOneLanguage::theSameTextGivesTheSameResultInBothPlaces_data()
{
    QTest::addColumn<int>("count");
    const auto rows = [](int count, std::initializer_list<const char*> queries) {
        for (const auto* query : queries)
            QTest::newRow(query) << count;
    };
    rows(8, {"*", "cluster:prod-*", "-nothing", "a,e,o"});
    rows(5, {"label:kustomize.toolkit.fluxcd.io/name"});
    rows(4,
        {"ns:apps", "ns:app?", "kind:deploy,cm", "-ns:flux-*", "source:fleet", "source:flux-system/fleet", "source:git/flux-system/fleet",
            "source:GitRepository/*/fleet", "drift:no", "age>30m"});
    rows(3,
        {"kind:ks", "kind:Kustomizations", "-kind:git,deploy,cm", "kind:kust*", "name:*api*", "api", "state:problem", "behind:yes",
            "label:app", "sha1:11"});
    rows(2,
        {"kind:deployments", "kind:cm", "kind:config*", "name:web", "state:failed", "state:failed,stalled", "owner:web", "owner:api",
            "owner:flux-system/api", "owner:ks/flux-system/api", "owner:root", "suspended:no -state:failed,unknown", "label:tier",
            "drift:missing", "drift:yes", "label:team", "label:team=?", "age>6h"});
    rows(1,
        {"state:missing", "suspended:yes", "state:suspended", "drift:missing -kind:ks", "label:team=a", "label:app=api", "label:tier=gold",
            "\"no file\"", "build*failed", "kind:ks drift:no", "state:failed owner:root", "age>100h"});
    rows(0,
        {"nothing", "by:kubectl", "cluster:other", "-cluster:prod-eu", "drift:field-changed", "kind:pod", "age<1s", "label:none",
            "state:reconciling", "name:web -kind:deploy,ks"});
}

void TestOneLanguage::theSameTextGivesTheSameResultInBothPlaces()
{
    const auto window = fromTree(QTest::currentDataTag());
    const auto command = fromCommand(QString::fromLatin1(QTest::currentDataTag()));
    const auto show = [](const std::set<string>& found) {
        string text;
        for (const auto& one : found)
            text += one + " ";
        return text;
    };
    QVERIFY2(window == command, ("window: " + show(window) + "\ncommand: " + show(command) + "\n" + m_err).c_str());
    QFETCH(int, count);
    QVERIFY2(static_cast<int>(window.size()) == count, show(window).c_str());
}

void TestOneLanguage::mistakesAreRefusedByTheCommand()
{
    for (const auto& [query, says] : {std::pair("state:faild", "Did you mean failed?"), {"sate:failed", "Did you mean state?"},
             {"foo:x", "kind, ns, name"}, {"state:fai", "There is no state"}, {"age>x", "age>1h"}, {"suspended:perhaps", "yes or no"},
             {"drift:fihgt", "Did you mean fight?"}}) {
        m_tree->setFilter(query);
        QVERIFY(m_tree->filterProblem());
        QCOMPARE(run({QStringLiteral("status"), QStringLiteral("--filter"), QString::fromLatin1(query)}), 2);
        QVERIFY2(m_err.find(says) != string::npos, m_err.c_str());
        QVERIFY(m_err.find("help status") != string::npos);
    }
}

void TestOneLanguage::anOwnerIsNamedWithSourceAndPath()
{
    QCOMPARE(run("owner deploy/apps/web --output json"), 0);
    QCOMPARE(answer()[QLatin1String("kind")].toString(), QStringLiteral("Owners"));
    QCOMPARE(answer()[QLatin1String("apiVersion")].toString(), QStringLiteral("driftglass/v1"));
    QCOMPARE(answer()[QLatin1String("clusters")][0][QLatin1String("complete")].toBool(), true);
    const auto items = answer()[QLatin1String("items")].toArray();
    QCOMPARE(items.size(), 1);
    QCOMPARE(items[0][QLatin1String("cluster")].toString(), QStringLiteral("prod-eu"));
    QCOMPARE(items[0][QLatin1String("kind")].toString(), QStringLiteral("Deployment"));
    QCOMPARE(items[0][QLatin1String("state")].toString(), QStringLiteral("ready"));
    QCOMPARE(items[0][QLatin1String("owner")][QLatin1String("kind")].toString(), QStringLiteral("Kustomization"));
    QCOMPARE(items[0][QLatin1String("owner")][QLatin1String("namespace")].toString(), QStringLiteral("flux-system"));
    QCOMPARE(items[0][QLatin1String("owner")][QLatin1String("name")].toString(), QStringLiteral("web"));
    QCOMPARE(items[0][QLatin1String("source")][QLatin1String("name")].toString(), QStringLiteral("fleet"));
    QCOMPARE(items[0][QLatin1String("path")].toString(), QStringLiteral("./web"));
    QCOMPARE(items[0][QLatin1String("proof")].toString(), QStringLiteral("inventory"));
}

void TestOneLanguage::anOwnerIsFoundByPartsOfTheName()
{
    QCOMPARE(run("owner web --output json"), 0); // the Kustomization itself, applied by root, and its Deployment
    QCOMPARE(answer()[QLatin1String("items")].toArray().size(), 2);
    QCOMPARE(run("owner apps/api-config --output json"), 0);
    QCOMPARE(answer()[QLatin1String("items")][0][QLatin1String("state")].toString(), QStringLiteral("missing"));
    QCOMPARE(run({QStringLiteral("owner"), QStringLiteral("Deployment"), QStringLiteral("apps/api")}), 0);
    QCOMPARE(run("owner api* --output json"), 0);
    QCOMPARE(answer()[QLatin1String("items")].toArray().size(), 3);
}

void TestOneLanguage::whatNothingOwnsExitsWithOne()
{
    QCOMPARE(run("owner we"), 1);
    QVERIFY2(m_err.find("Nothing of Flux owns an object called we.") != string::npos, m_err.c_str());
    QVERIFY2(m_err.find("Deployment apps/web") != string::npos, m_err.c_str());
    QCOMPARE(m_out, string());
    QCOMPARE(run("owner git/flux-system/fleet --output json"), 1); // there, and made by nobody
    QCOMPARE(answer()[QLatin1String("items")][0][QLatin1String("proof")].toString(), QStringLiteral("none"));
    QVERIFY(answer()[QLatin1String("items")][0][QLatin1String("owner")].isNull());
    QCOMPARE(run("owner a/b/c/d"), 2);
    QVERIFY(m_err.find("KIND/NAMESPACE/NAME") != string::npos);
    QCOMPARE(run("owner"), 2);
}

void TestOneLanguage::whatOnlyItsLabelsNameIsSaidSo()
{
    QCOMPARE(run("owner left-over"), 1);
    QVERIFY2(m_out.find("labelled Kustomization flux-system/api, in no inventory") != string::npos, m_out.c_str());
    QCOMPARE(run("owner left-over --output json"), 1);
    QCOMPARE(answer()[QLatin1String("items")][0][QLatin1String("proof")].toString(), QStringLiteral("label"));
}

void TestOneLanguage::withoutTheAppliersNobodyCanTell()
{
    m_server.on("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations", [](test::Exchange& x) {
        x.reply(403, "application/json", asJson("{'kind':'Status','status':'Failure','message':'no','reason':'Forbidden','code':403}"));
    });
    QCOMPARE(run("owner web --output json"), 2);
    QCOMPARE(answer()[QLatin1String("clusters")][0][QLatin1String("complete")].toBool(true), false);
    QVERIFY(!m_err.empty());
    serve();
}

void TestOneLanguage::theOwnersTableReadsLikeTheStatus()
{
    QCOMPARE(run("owner api"), 0);
    QVERIFY2(m_out.find("OBJECT") == 0, m_out.c_str());
    QVERIFY2(m_out.find("Deployment apps/api") != string::npos && m_out.find("GitRepository flux-system/fleet") != string::npos
            && m_out.find("./api") != string::npos && m_out.find("Kustomization flux-system/root") != string::npos,
        m_out.c_str());
    QCOMPARE(run("help owner"), 0);
    QVERIFY(m_out.find("Who owns this?") != string::npos);
}

QTEST_GUILESS_MAIN(TestOneLanguage)
#include "tst_one_language.moc"

// SPDX-License-Identifier: Apache-2.0
// What the demo shows: every state of contracts.md's table, inventories that match, the same from the same seed.
#include "demo_client.h"

#include <QRegularExpression>
#include <QSet>

using namespace dg::demo;
using namespace dg::demo::test;

namespace {

const QByteArrayList FluxCollections{Kustomizations, HelmReleases, SourceGroup + "ocirepositories", SourceGroup + "gitrepositories",
    SourceGroup + "helmrepositories", SourceGroup + "helmcharts", SourceGroup + "externalartifacts"};
const QByteArrayList ManagedCollections{"/api/v1/configmaps", "/api/v1/services", "/api/v1/serviceaccounts", "/apis/apps/v1/deployments",
    "/apis/apps/v1/statefulsets", "/apis/apps/v1/daemonsets", "/apis/batch/v1/cronjobs", "/apis/networking.k8s.io/v1/ingresses",
    "/apis/networking.k8s.io/v1/networkpolicies", "/apis/rbac.authorization.k8s.io/v1/roles",
    "/apis/rbac.authorization.k8s.io/v1/clusterroles", "/api/v1/secrets"};

// Everything the demo holds, without times.
QByteArray everything(Client& client)
{
    QByteArray all;
    const QByteArrayList children{"/api/v1/pods", "/apis/apps/v1/replicasets", "/apis/batch/v1/jobs"};
    for (const auto& path : FluxCollections + ManagedCollections + children)
        all += client.get(path, path == "/api/v1/secrets" ? Headers{{"Accept", MetadataList}} : Headers{}).body;
    return QString::fromUtf8(all).replace(QRegularExpression(u"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"_s), u"TIME"_s).toUtf8();
}

std::unique_ptr<DemoCluster> still(std::uint32_t seed, int size = 0)
{
    DemoOptions options;
    options.seed = seed;
    options.size = size;
    options.alive = false;
    auto cluster = std::make_unique<DemoCluster>(options);
    return cluster->start() ? std::move(cluster) : nullptr;
}

} // namespace

class TestDemoContent : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void thirtyFluxObjectsAndMore();
    void everyStateIsThere_data();
    void everyStateIsThere();
    void anOciHelmRepositoryHasNoStatus();
    void someAreBehindTheirSource();
    void nestedKustomizationsNameTheirParent();
    void inventoriesNameWhatIsThereButForWhatIsMissing();
    void driftedObjectsShowAForeignManager();
    void oneOwnedObjectIsInNoInventory();
    void theSameSeedGivesTheSameContent();
    void aSizedClusterHasAsManyKustomizationsWithTheirObjects();

private:
    [[nodiscard]] QJsonObject fetch(const QByteArray& collection, const QByteArray& nsName)
    {
        return m_client->get(onePath(collection, nsName)).json();
    }
    std::unique_ptr<DemoCluster> m_cluster;
    std::unique_ptr<Client> m_client;
};

void TestDemoContent::initTestCase()
{
    m_cluster = still(1);
    QVERIFY(m_cluster);
    m_client = std::make_unique<Client>(*m_cluster);
}

void TestDemoContent::thirtyFluxObjectsAndMore()
{
    qsizetype count = 0;
    int suspended = 0;
    for (const auto& path : FluxCollections)
        for (const auto& item : m_client->get(path).items()) {
            ++count;
            suspended += item.toObject()["spec"_L1].toObject()["suspend"_L1].toBool();
        }
    QVERIFY2(count >= 30, QByteArray::number(count).constData());
    QVERIFY(suspended >= 4);
}

// The condition pattern behind each state, written by hand after contracts.md §2.
void TestDemoContent::everyStateIsThere_data()
{
    QTest::addColumn<QByteArray>("collection");
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("ready"); // status, empty: no condition
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("other"); // another condition that must be True
    QTest::addColumn<int>("gap"); // generation - Ready.observedGeneration
    QTest::addColumn<bool>("suspended");
    const auto row = [](const char* name, const QByteArray& collection, const char* object, const char* ready, const char* reason,
                         const char* other, int gap, bool suspended) {
        QTest::newRow(name) << collection << QByteArray(object) << QString::fromLatin1(ready) << QString::fromLatin1(reason)
                            << QString::fromLatin1(other) << gap << suspended;
    };
    row("ready", Kustomizations, "flux-system/infrastructure", "True", "ReconciliationSucceeded", "", 0, false);
    row("reconciling", Kustomizations, "flux-system/tenants", "Unknown", "Progressing", "Reconciling", 0, false);
    row("reconciling release", HelmReleases, "ingress-nginx/ingress-nginx", "Unknown", "Progressing", "Reconciling", 0, false);
    row("failed", Kustomizations, "flux-system/payments", "False", "HealthCheckFailed", "Reconciling", 0, false);
    row("failed and suspended", Kustomizations, "flux-system/batch-jobs", "False", "BuildFailed", "Reconciling", 1, true);
    row("failed source", SourceGroup + "gitrepositories", "web/campaigns", "False", "GitOperationFailed", "FetchFailed", 0, false);
    row("stalled", Kustomizations, "web/experiments", "False", "InvalidCELExpression", "Stalled", 0, false);
    row("stalled release", HelmReleases, "external-dns/external-dns", "False", "UpgradeFailed", "Stalled", 0, false);
    row("stalled source", SourceGroup + "ocirepositories", "web/legacy-assets", "False", "URLInvalid", "Stalled", 0, false);
    row("waiting", Kustomizations, "flux-system/web", "False", "DependencyNotReady", "", 0, false);
    row("waiting for its source", Kustomizations, "web/assets", "False", "ArtifactFailed", "", 0, false);
    row("waiting release", HelmReleases, "web/newsletter", "False", "DependencyNotReady", "Reconciling", 0, false);
    row("stale", Kustomizations, "flux-system/policies", "True", "ReconciliationSucceeded", "", 1, false);
    row("unknown", HelmReleases, "logging/loki", "", "", "", 0, false);
    row("suspended", HelmReleases, "web/cache", "True", "UpgradeSucceeded", "", 1, true);
    row("suspended source", SourceGroup + "gitrepositories", "payments/ledger-legacy", "True", "Succeeded", "ArtifactInStorage", 0, true);
    row("drifted, warn only", HelmReleases, "redis/redis", "True", "UpgradeSucceeded", "Drifted", 0, false);
}

void TestDemoContent::everyStateIsThere()
{
    QFETCH(QByteArray, collection);
    QFETCH(QByteArray, object);
    QFETCH(QString, ready);
    QFETCH(QString, reason);
    QFETCH(QString, other);
    QFETCH(int, gap);
    QFETCH(bool, suspended);
    const auto json = fetch(collection, object);
    const auto condition = conditionOf(json, u"Ready"_s);
    QCOMPARE(condition["status"_L1].toString(), ready);
    QCOMPARE(condition["reason"_L1].toString(), reason);
    if (!other.isEmpty())
        QCOMPARE(conditionOf(json, other)["status"_L1].toString(), u"True"_s);
    else
        QCOMPARE(conditionOf(json, u"Stalled"_s)["status"_L1].toString(), QString());
    if (!ready.isEmpty())
        QCOMPARE(json["metadata"_L1].toObject()["generation"_L1].toInt() - condition["observedGeneration"_L1].toInt(), gap);
    QCOMPARE(json["spec"_L1].toObject()["suspend"_L1].toBool(), suspended);
    QVERIFY(!json["metadata"_L1].toObject().contains("deletionTimestamp"_L1));
}

void TestDemoContent::anOciHelmRepositoryHasNoStatus()
{
    const auto json = fetch(SourceGroup + "helmrepositories", "flux-system/shared-charts");
    QCOMPARE(json["spec"_L1].toObject()["type"_L1].toString(), "oci"_L1);
    QVERIFY(!json.contains("status"_L1));
    // and the states that are no condition: terminating, forbidden
    QVERIFY(fetch(Kustomizations, "payments/sandbox")["metadata"_L1].toObject().contains("deletionTimestamp"_L1));
    QCOMPARE(m_client->get(SourceGroup + "buckets").status, 403);
}

void TestDemoContent::someAreBehindTheirSource()
{
    const auto revision = fetch(SourceGroup + "ocirepositories", "flux-system/flux-system")["status"_L1]
                              .toObject()["artifact"_L1]
                              .toObject()["revision"_L1]
                              .toString();
    QVERIFY(revision.startsWith("6.1.0@sha256:"_L1));
    QCOMPARE(fetch(Kustomizations, "flux-system/infrastructure")["status"_L1].toObject()["lastAppliedRevision"_L1].toString(), revision);
    const auto quotas = fetch(Kustomizations, "flux-system/quotas")["status"_L1].toObject()["lastAppliedRevision"_L1].toString();
    QVERIFY(quotas.startsWith("6.1.0@sha256:"_L1) && quotas != revision);
}

void TestDemoContent::nestedKustomizationsNameTheirParent()
{
    for (const auto& [child, parent] : {std::pair{"flux-system/infrastructure", "flux-system"}, {"flux-system/platform", "flux-system"},
             {"flux-system/policies", "platform"}}) {
        const auto labels = fetch(Kustomizations, child)["metadata"_L1].toObject()["labels"_L1].toObject();
        QCOMPARE(labels["kustomize.toolkit.fluxcd.io/name"_L1].toString(), QString::fromLatin1(parent));
        const auto entries = fetch(Kustomizations, QByteArray("flux-system/") + parent)["status"_L1]
                                 .toObject()["inventory"_L1]
                                 .toObject()["entries"_L1]
                                 .toArray();
        const auto id = QString::fromLatin1(child).replace(u'/', u'_') + "_kustomize.toolkit.fluxcd.io_Kustomization"_L1;
        QVERIFY(entries.contains(QJsonObject{{"id"_L1, id}, {"v"_L1, "v1"_L1}}));
    }
}

void TestDemoContent::inventoriesNameWhatIsThereButForWhatIsMissing()
{
    QMap<QString, QString> collections; // "group_Kind" -> "/apis/g/v plural"
    for (const auto* root : {"/api", "/apis"}) {
        const auto groups
            = m_client->get(root, {{"Accept", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"}}).items();
        for (const auto& group : groups)
            for (const auto& version : group.toObject()["versions"_L1].toArray())
                for (const auto& entry : version.toObject()["resources"_L1].toArray()) {
                    const auto name = group.toObject()["metadata"_L1].toObject()["name"_L1].toString();
                    const auto base
                        = name.isEmpty() ? u"/api/v1"_s : "/apis/"_L1 + name + u'/' + version.toObject()["version"_L1].toString();
                    collections[name + u'_' + entry.toObject()["responseKind"_L1].toObject()["kind"_L1].toString()]
                        = base + u' ' + entry.toObject()["resource"_L1].toString();
                }
    }
    QStringList missing;
    int entriesSeen = 0;
    for (const auto& path : {Kustomizations, HelmReleases})
        for (const auto& item : m_client->get(path).items()) {
            if (item.toObject()["spec"_L1].toObject().contains("kubeConfig"_L1))
                continue; // lives in another cluster
            for (const auto& entry : item.toObject()["status"_L1].toObject()["inventory"_L1].toObject()["entries"_L1].toArray()) {
                const auto id = entry.toObject()["id"_L1].toString();
                const auto words = id.split(u'_');
                QCOMPARE(words.size(), 4);
                const auto where = collections.value(words[2] + u'_' + words[3]).split(u' ');
                QVERIFY2(where.size() == 2, qPrintable(id));
                const auto ns = words[0].isEmpty() ? QString() : "/namespaces/"_L1 + words[0];
                const auto answer
                    = m_client->get((where[0] + ns + u'/' + where[1] + u'/' + words[1]).toLatin1(), {{"Accept", MetadataOne}});
                ++entriesSeen;
                if (answer.status != 200)
                    missing << id;
            }
        }
    missing.sort();
    QVERIFY(entriesSeen > 100);
    QCOMPARE(missing, (QStringList{u"apps_podinfo-theme__ConfigMap"_s, u"web_storefront-flags__ConfigMap"_s}));
    QVERIFY(fetch(Kustomizations, "flux-system/edge-osaka")["spec"_L1].toObject().contains("kubeConfig"_L1));
}

void TestDemoContent::driftedObjectsShowAForeignManager()
{
    QStringList managers;
    for (const auto& path : ManagedCollections)
        for (const auto& item : m_client->get(path, {{"Accept", MetadataList}}).items()) {
            const auto metadata = item.toObject()["metadata"_L1].toObject();
            if (metadata["labels"_L1].toObject().isEmpty())
                continue; // nobody applied it: a Secret that a person made for Flux
            for (const auto& entry : metadata["managedFields"_L1].toArray())
                if (const auto e = entry.toObject(); e["operation"_L1].toString() == "Update"_L1 && !e.contains("subresource"_L1))
                    managers << e["manager"_L1].toString();
        }
    managers.sort();
    QCOMPARE(managers, (QStringList{u"curl"_s, u"helm"_s, u"k9s"_s, u"kubectl-edit"_s, u"kubectl-edit"_s, u"kubectl-set"_s}));
    // The path that was taken is no longer Flux's.
    const auto fields
        = m_client->get("/apis/apps/v1/namespaces/apps/deployments/podinfo").json()["metadata"_L1].toObject()["managedFields"_L1].toArray();
    QCOMPARE(fields[0].toObject()["manager"_L1].toString(), "kustomize-controller"_L1);
    QVERIFY(!QJsonDocument(fields[0].toObject()).toJson().contains("f:image"));
    QVERIFY(QJsonDocument(fields[1].toObject()).toJson().contains("f:image"));
}

void TestDemoContent::oneOwnedObjectIsInNoInventory()
{
    const auto object = m_client->get("/apis/networking.k8s.io/v1/namespaces/payments/networkpolicies/allow-legacy").json();
    QCOMPARE(object["metadata"_L1].toObject()["labels"_L1].toObject()["kustomize.toolkit.fluxcd.io/name"_L1].toString(), "payments"_L1);
    const auto entries
        = fetch(Kustomizations, "flux-system/payments")["status"_L1].toObject()["inventory"_L1].toObject()["entries"_L1].toArray();
    QCOMPARE(entries.size(), 14);
    QVERIFY(!QJsonDocument(entries).toJson().contains("allow-legacy"));
}

void TestDemoContent::theSameSeedGivesTheSameContent()
{
    const auto second = still(1);
    const auto other = still(2);
    QVERIFY(second && other);
    Client secondClient(*second);
    Client otherClient(*other);
    const auto mine = everything(*m_client);
    QVERIFY(mine.size() > 50'000);
    QVERIFY(mine == everything(secondClient));
    QVERIFY(mine != everything(otherClient));
}

void TestDemoContent::aSizedClusterHasAsManyKustomizationsWithTheirObjects()
{
    const auto sized = still(1, 500);
    QVERIFY(sized);
    Client client(*sized);
    const auto items = client.get("/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/team-003/kustomizations").items();
    QCOMPARE(items.size(), 50);
    int total = 0;
    for (const auto& item : client.get(Kustomizations).items())
        total += item.toObject()["metadata"_L1].toObject()["name"_L1].toString().startsWith("app-"_L1);
    QCOMPARE(total, 500);
    const auto entries = items[7].toObject()["status"_L1].toObject()["inventory"_L1].toObject()["entries"_L1].toArray();
    QCOMPARE(entries.size(), 25);
    QSet<QString> inventory;
    for (const auto& entry : entries)
        inventory.insert(entry.toObject()["id"_L1].toString());
    QSet<QString> live;
    const auto owner = items[7].toObject()["metadata"_L1].toObject()["name"_L1].toString();
    const std::pair<QByteArray, QString> kinds[]
        = {{"/api/v1", u"_ConfigMap"_s}, {"/api/v1", u"_Service"_s}, {"/api/v1", u"_ServiceAccount"_s},
            {"/apis/apps/v1", u"apps_Deployment"_s}, {"/apis/networking.k8s.io/v1", u"networking.k8s.io_Ingress"_s},
            {"/apis/networking.k8s.io/v1", u"networking.k8s.io_NetworkPolicy"_s}};
    const QByteArrayList plurals{"configmaps", "services", "serviceaccounts", "deployments", "ingresses", "networkpolicies"};
    for (int i = 0; i < 6; ++i)
        for (const auto& item : client
                                    .get(kinds[i].first + "/namespaces/team-003/" + plurals[i]
                                        + "?labelSelector=kustomize.toolkit.fluxcd.io/name=" + owner.toLatin1())
                                    .items())
            live.insert("team-003_"_L1 + item.toObject()["metadata"_L1].toObject()["name"_L1].toString() + u'_' + kinds[i].second);
    QCOMPARE(live, inventory);
    const auto name = owner.toLatin1();
    QCOMPARE(client.get("/apis/apps/v1/namespaces/team-003/deployments/" + name).status, 200);
    QCOMPARE(client.get("/api/v1/namespaces/team-003/configmaps/" + name + "-cm-19").status, 200);
    QCOMPARE(client.get("/api/v1/namespaces/team-003/configmaps/" + name + "-cm-20").status, 404);
    QCOMPARE(client.get("/api/v1/namespaces/team-004/configmaps/" + name + "-cm-19").status, 404);
}

QTEST_GUILESS_MAIN(TestDemoContent)
#include "tst_demo_content.moc"

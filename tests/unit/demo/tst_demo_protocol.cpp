// SPDX-License-Identifier: Apache-2.0
// The demo speaks as a Kubernetes API server does (domain.md §8).
#include "demo_client.h"

#include <QSet>

using namespace dg::demo;
using namespace dg::demo::test;

class TestDemoProtocol : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aggregatedDiscoveryNamesEveryKindWithItsVerbs();
    void olderDiscoveryFormsAreServed();
    void aListIsOneKindWithAVersion();
    void aNamespacedListHoldsThatNamespaceOnly();
    void pagesJoinToTheWholeList();
    void version0IgnoresTheLimit();
    void aMetadataListHasNeitherSpecNorStatus();
    void labelSelectorsSelect_data();
    void labelSelectorsSelect();
    void eventsAreLeftOutByTheKindTheyAreAbout();
    void aMalformedSelectorIsABadRequest();
    void aWatchSeesAPatch();
    void aWatchOfMetadataSendsMetadata();
    void aWatchWithASelectorSeesObjectsComeAndGo();
    void watchListEndsWithTheAnnotatedBookmark();
    void aWatchFromAnOldVersionIsGone();
    void aWatchEndsAtItsTimeout();
    void aVersionFromTheFutureIsTooLarge();
    void aSpecPatchMovesTheGeneration();
    void anAnnotationPatchLeavesTheGeneration();
    void errorsAreStatusObjects_data();
    void errorsAreStatusObjects();
    void aWrongTokenIsUnauthorized();
    void secretsAreMetadataOnly();
    void accessReviewsAgreeWithWhatIsServed_data();
    void accessReviewsAgreeWithWhatIsServed();
    void bigListsAreCompressedOnRequest();
    void malformedRequestsNeverCrash_data();
    void malformedRequestsNeverCrash();
    void pipelinedRequestsAreAnsweredInOrder();

private:
    std::unique_ptr<DemoCluster> m_cluster;
    std::unique_ptr<Client> m_client;
};

void TestDemoProtocol::initTestCase()
{
    DemoOptions options;
    options.size = 300; // enough for a list over the compression limit
    options.alive = false;
    m_cluster = std::make_unique<DemoCluster>(options);
    QVERIFY(m_cluster->start());
    QVERIFY(!m_cluster->start()); // once is enough
    QCOMPARE(m_cluster->name(), std::string("demo"));
    m_client = std::make_unique<Client>(*m_cluster);
}

void TestDemoProtocol::aggregatedDiscoveryNamesEveryKindWithItsVerbs()
{
    const auto answer
        = m_client->get("/apis", {{"Accept", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"}});
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.contentType.contains("as=APIGroupDiscoveryList"));
    QCOMPARE(answer.json()["apiVersion"_L1].toString(), "apidiscovery.k8s.io/v2"_L1);
    QSet<QString> found;
    for (const auto& group : answer.items())
        for (const auto& version : group.toObject()["versions"_L1].toArray())
            for (const auto& entry : version.toObject()["resources"_L1].toArray()) {
                const auto resource = entry.toObject();
                QVERIFY(!resource["verbs"_L1].toArray().isEmpty());
                found.insert(group.toObject()["metadata"_L1].toObject()["name"_L1].toString() + u'/'
                    + version.toObject()["version"_L1].toString() + u' ' + resource["responseKind"_L1].toObject()["kind"_L1].toString()
                    + u' ' + resource["scope"_L1].toString());
            }
    for (const auto* wanted : {"source.toolkit.fluxcd.io/v1 GitRepository Namespaced",
             "source.toolkit.fluxcd.io/v1 OCIRepository Namespaced", "source.toolkit.fluxcd.io/v1 Bucket Namespaced",
             "source.toolkit.fluxcd.io/v1 HelmRepository Namespaced", "source.toolkit.fluxcd.io/v1 HelmChart Namespaced",
             "source.toolkit.fluxcd.io/v1 ExternalArtifact Namespaced", "kustomize.toolkit.fluxcd.io/v1 Kustomization Namespaced",
             "helm.toolkit.fluxcd.io/v2 HelmRelease Namespaced", "apps/v1 Deployment Namespaced",
             "rbac.authorization.k8s.io/v1 ClusterRole Cluster", "authorization.k8s.io/v1 SelfSubjectAccessReview Cluster"})
        QVERIFY2(found.contains(QLatin1String(wanted)), wanted);
}

void TestDemoProtocol::olderDiscoveryFormsAreServed()
{
    QCOMPARE(m_client->get("/api").json()["versions"_L1].toArray(), QJsonArray{"v1"_L1});
    const auto groups = m_client->get("/apis").json();
    QCOMPARE(groups["kind"_L1].toString(), "APIGroupList"_L1);
    const auto list = m_client->get("/apis/kustomize.toolkit.fluxcd.io/v1").json();
    QCOMPARE(list["kind"_L1].toString(), "APIResourceList"_L1);
    QCOMPARE(list["resources"_L1].toArray().first().toObject()["name"_L1].toString(), "kustomizations"_L1);
    QCOMPARE(m_client->get("/apis/kustomize.toolkit.fluxcd.io/v1beta2").status, 404);
    QVERIFY(m_client->get("/version").json()["gitVersion"_L1].toString().startsWith("v1.36."_L1));
}

void TestDemoProtocol::aListIsOneKindWithAVersion()
{
    const auto list = m_client->get(Kustomizations);
    QCOMPARE(list.json()["kind"_L1].toString(), "KustomizationList"_L1);
    QVERIFY(list.json()["metadata"_L1].toObject()["resourceVersion"_L1].toString().toULongLong() > 0);
    QCOMPARE(list.items().first().toObject()["kind"_L1].toString(), "Kustomization"_L1);
    QVERIFY(list.items().size() > 300);
    QVERIFY(!list.date.isEmpty());
    // Items of a built-in kind carry no type.
    QVERIFY(!m_client->get("/apis/apps/v1/deployments").items().first().toObject().contains("kind"_L1));
}

void TestDemoProtocol::aNamespacedListHoldsThatNamespaceOnly()
{
    const auto items = m_client->get("/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/payments/kustomizations").items();
    QVERIFY(items.size() >= 4);
    for (const auto& item : items)
        QCOMPARE(item.toObject()["metadata"_L1].toObject()["namespace"_L1].toString(), "payments"_L1);
    QCOMPARE(m_client->get("/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/none-such/kustomizations").items().size(), 0);
}

void TestDemoProtocol::pagesJoinToTheWholeList()
{
    for (const auto& path : {Kustomizations, QByteArray("/api/v1/configmaps")}) { // stored ones, and stored and generated ones
        QStringList whole;
        for (const auto& item : m_client->get(path).items())
            whole << nsNameOf(item.toObject());
        QStringList joined;
        QByteArray token;
        int pages = 0;
        do {
            const auto page = m_client->get(path + "?limit=97" + (token.isEmpty() ? QByteArray() : "&continue=" + token));
            QCOMPARE(page.status, 200);
            for (const auto& item : page.items())
                joined << nsNameOf(item.toObject());
            token = page.json()["metadata"_L1].toObject()["continue"_L1].toString().toLatin1();
            ++pages;
        } while (!token.isEmpty() && pages < 1000);
        QVERIFY(pages > 2);
        QCOMPARE(joined, whole);
    }
    QCOMPARE(m_client->get(Kustomizations + "?limit=10&continue=garbage").status, 400);
}

void TestDemoProtocol::version0IgnoresTheLimit()
{
    QCOMPARE(m_client->get(Kustomizations + "?resourceVersion=0&limit=5").items().size(), m_client->get(Kustomizations).items().size());
    QCOMPARE(m_client->get(Kustomizations + "?limit=5").items().size(), 5);
}

void TestDemoProtocol::aMetadataListHasNeitherSpecNorStatus()
{
    const auto list = m_client->get("/apis/apps/v1/deployments", {{"Accept", MetadataList}});
    QCOMPARE(list.json()["kind"_L1].toString(), "PartialObjectMetadataList"_L1);
    QCOMPARE(list.json()["apiVersion"_L1].toString(), "meta.k8s.io/v1"_L1);
    for (const auto& item : list.items())
        QCOMPARE(item.toObject().keys(), QStringList{"metadata"_L1});
    const auto one = m_client->get("/apis/apps/v1/namespaces/payments/deployments/api", {{"Accept", MetadataOne}}).json();
    QCOMPARE(one["kind"_L1].toString(), "PartialObjectMetadata"_L1);
    QVERIFY(!one.contains("spec"_L1));
}

void TestDemoProtocol::labelSelectorsSelect_data()
{
    QTest::addColumn<QByteArray>("selector");
    QTest::addColumn<QStringList>("names");
    const QStringList mine{"api"_L1, "worker"_L1};
    QTest::newRow("equality") << QByteArray("kustomize.toolkit.fluxcd.io/name=payments") << mine;
    QTest::newRow("double equality") << QByteArray("kustomize.toolkit.fluxcd.io/name%3D%3Dpayments") << mine;
    QTest::newRow("in") << QByteArray("app.kubernetes.io/name in (api,worker,absent)") << mine;
    QTest::newRow("notin") << QByteArray(
        "kustomize.toolkit.fluxcd.io/name,kustomize.toolkit.fluxcd.io/name notin (ledger,gateway,reports,ledger-legacy,sandbox)")
                           << mine;
    QTest::newRow("existence of another label") << QByteArray("no.such/label") << QStringList{};
    QTest::newRow("absence") << QByteArray("!kustomize.toolkit.fluxcd.io/name") << QStringList{};
    QTest::newRow("two requirements") << QByteArray("kustomize.toolkit.fluxcd.io/name=payments,app.kubernetes.io/name!=api")
                                      << QStringList{"worker"_L1};
}

void TestDemoProtocol::labelSelectorsSelect()
{
    QFETCH(QByteArray, selector);
    QFETCH(QStringList, names);
    QStringList found;
    for (const auto& item :
        m_client->get("/apis/apps/v1/namespaces/payments/deployments?labelSelector=" + selector.replace(' ', "%20")).items())
        found << item.toObject()["metadata"_L1].toObject()["name"_L1].toString();
    QCOMPARE(found, names);
}

void TestDemoProtocol::eventsAreLeftOutByTheKindTheyAreAbout()
{
    const auto count
        = [this](const char* fields) { return m_client->get("/api/v1/events?fieldSelector=" + QByteArray(fields)).items().size(); };
    QVERIFY(count("involvedObject.kind!%3DPod,involvedObject.kind!%3DNode") > 0);
    QCOMPARE(count("involvedObject.kind!%3DPod,involvedObject.kind!%3DKustomization"), qsizetype{0});
}

void TestDemoProtocol::aMalformedSelectorIsABadRequest()
{
    for (const auto* selector : {"a in x", "(a", "a in (x", "=x", "a b", "a=)"})
        QCOMPARE(m_client->get(Kustomizations + "?labelSelector=" + QByteArray(selector).toPercentEncoding()).status, 400);
    QCOMPARE(m_client->get(Kustomizations + "?fieldSelector=spec.path%3Dx").status, 400);
}

void TestDemoProtocol::aWatchSeesAPatch()
{
    const auto version
        = m_client->get(Kustomizations + "?limit=1").json()["metadata"_L1].toObject()["resourceVersion"_L1].toString().toLatin1();
    const auto watch = m_client->watch(Kustomizations + "?watch=1&resourceVersion=" + version);
    const auto path = onePath(Kustomizations, "web/search");
    QCOMPARE(m_client->patch(path, R"({"metadata":{"labels":{"seen":"yes"}}})").status, 200);
    const auto event = watch->until([](const QJsonObject& e) { return nsNameOf(e["object"_L1].toObject()) == "web/search"_L1; });
    QCOMPARE(event["type"_L1].toString(), "MODIFIED"_L1);
    QCOMPARE(event["object"_L1].toObject()["metadata"_L1].toObject()["labels"_L1].toObject()["seen"_L1].toString(), "yes"_L1);
    QCOMPARE(watch->types, QStringList{"MODIFIED"_L1}); // and nothing before it: the list was complete
}

void TestDemoProtocol::aWatchOfMetadataSendsMetadata()
{
    const auto watch = m_client->watch("/apis/apps/v1/deployments?watch=1", {{"Accept", MetadataOne}});
    const auto object = watch->until([](const QJsonObject&) { return true; })["object"_L1].toObject();
    QCOMPARE(object["kind"_L1].toString(), "PartialObjectMetadata"_L1);
    QVERIFY(!object.contains("spec"_L1) && !object.contains("status"_L1));
}

void TestDemoProtocol::aWatchWithASelectorSeesObjectsComeAndGo()
{
    const auto path = onePath(Kustomizations, "payments/gateway");
    const auto version
        = m_client->get(Kustomizations + "?limit=1").json()["metadata"_L1].toObject()["resourceVersion"_L1].toString().toLatin1();
    const auto watch = m_client->watch(Kustomizations + "?watch=1&labelSelector=tier%3Dfront&resourceVersion=" + version);
    for (const auto* body : {R"({"metadata":{"labels":{"tier":"front"}}})", R"({"metadata":{"labels":{"note":"x"}}})",
             R"({"metadata":{"labels":{"tier":null}}})"})
        QCOMPARE(m_client->patch(path, body).status, 200);
    watch->until([](const QJsonObject& e) { return e["type"_L1].toString() == "DELETED"_L1; });
    QCOMPARE(watch->types, (QStringList{"ADDED"_L1, "MODIFIED"_L1, "DELETED"_L1}));
}

void TestDemoProtocol::watchListEndsWithTheAnnotatedBookmark()
{
    const auto listed = m_client->get("/api/v1/configmaps").items().size();
    const auto watch
        = m_client->watch("/api/v1/configmaps?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
    const auto bookmark = watch->until([](const QJsonObject& e) { return e["type"_L1].toString() != "ADDED"_L1; });
    QCOMPARE(bookmark["type"_L1].toString(), "BOOKMARK"_L1);
    const auto metadata = bookmark["object"_L1].toObject()["metadata"_L1].toObject();
    QCOMPARE(metadata["annotations"_L1].toObject()["k8s.io/initial-events-end"_L1].toString(), "true"_L1);
    QVERIFY(metadata["resourceVersion"_L1].toString().toULongLong() > 0);
    QCOMPARE(watch->types.size() - 1, listed);
    QCOMPARE(m_client->get("/api/v1/configmaps?watch=1&sendInitialEvents=true").status, 422);
}

void TestDemoProtocol::aWatchFromAnOldVersionIsGone()
{
    const auto watch = m_client->watch(Kustomizations + "?watch=1&resourceVersion=1");
    const auto event = watch->until([](const QJsonObject&) { return true; });
    QCOMPARE(event["type"_L1].toString(), "ERROR"_L1);
    QCOMPARE(event["object"_L1].toObject()["code"_L1].toInt(), 410);
    QCOMPARE(event["object"_L1].toObject()["reason"_L1].toString(), "Expired"_L1);
    QVERIFY(watch->until([](const QJsonObject&) { return true; }).isEmpty()); // and the stream is over
}

void TestDemoProtocol::aWatchEndsAtItsTimeout()
{
    const auto version
        = m_client->get(Kustomizations + "?limit=1").json()["metadata"_L1].toObject()["resourceVersion"_L1].toString().toLatin1();
    const auto answer = m_client->get("/api/v1/namespaces?watch=1&timeoutSeconds=1&allowWatchBookmarks=true&resourceVersion=" + version);
    QCOMPARE(answer.status, 200);
    const auto bookmark = QJsonDocument::fromJson(answer.body).object(); // the last line before the end
    QCOMPARE(bookmark["type"_L1].toString(), "BOOKMARK"_L1);
    QVERIFY(!bookmark["object"_L1].toObject()["metadata"_L1].toObject().contains("annotations"_L1));
}

void TestDemoProtocol::aVersionFromTheFutureIsTooLarge()
{
    const auto answer = m_client->get(Kustomizations + "?watch=1&resourceVersion=99999999999");
    QCOMPARE(answer.status, 504);
    QCOMPARE(answer.json()["details"_L1].toObject()["causes"_L1].toArray().first().toObject()["reason"_L1].toString(),
        "ResourceVersionTooLarge"_L1);
}

void TestDemoProtocol::aSpecPatchMovesTheGeneration()
{
    const auto path = onePath(HelmReleases, "cert-manager/cert-manager");
    const auto before = m_client->get(path).json()["metadata"_L1].toObject()["generation"_L1].toInt();
    const auto after = m_client->patch(path, R"({"spec":{"suspend":true}})").json();
    QCOMPARE(after["metadata"_L1].toObject()["generation"_L1].toInt(), before + 1);
    QCOMPARE(after["spec"_L1].toObject()["suspend"_L1].toBool(), true);
    // The same again changes nothing.
    QCOMPARE(m_client->patch(path, R"({"spec":{"suspend":true}})").json()["metadata"_L1].toObject()["generation"_L1].toInt(), before + 1);
    QCOMPARE(m_client->patch(path, R"({"status":{"conditions":[]}})").json()["status"_L1].toObject()["conditions"_L1].toArray().isEmpty(),
        false);
}

void TestDemoProtocol::anAnnotationPatchLeavesTheGeneration()
{
    const auto path = onePath(Kustomizations, "flux-system/docs");
    const auto before = m_client->get(path).json()["metadata"_L1].toObject();
    const auto after = m_client->patch(path, R"({"metadata":{"annotations":{"note":"x"}}})").json()["metadata"_L1].toObject();
    QCOMPARE(after["generation"_L1], before["generation"_L1]);
    QVERIFY(after["resourceVersion"_L1] != before["resourceVersion"_L1]);
    const auto entry = after["managedFields"_L1].toArray().last().toObject();
    QCOMPARE(entry["manager"_L1].toString(), "driftglass"_L1);
    QCOMPARE(QJsonDocument(entry["fieldsV1"_L1].toObject()).toJson(QJsonDocument::Compact),
        QByteArray(R"({"f:metadata":{"f:annotations":{"f:note":{}}}})"));
}

void TestDemoProtocol::errorsAreStatusObjects_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    const QByteArray merge = "application/merge-patch+json";
    const auto one = onePath(Kustomizations, "web/search");
    QTest::newRow("no such object") << QByteArray("GET") << onePath(Kustomizations, "web/none") << merge << QByteArray() << 404
                                    << u"NotFound"_s;
    QTest::newRow("no such kind") << QByteArray("GET") << QByteArray("/apis/kustomize.toolkit.fluxcd.io/v1/things") << merge << QByteArray()
                                  << 404 << u"NotFound"_s;
    QTest::newRow("no such path") << QByteArray("GET") << QByteArray("/nothing/here") << merge << QByteArray() << 404 << u"NotFound"_s;
    QTest::newRow("a denied kind") << QByteArray("GET") << SourceGroup + "buckets" << merge << QByteArray() << 403 << u"Forbidden"_s;
    QTest::newRow("a denied kind watched") << QByteArray("GET") << SourceGroup + "buckets?watch=1" << merge << QByteArray() << 403
                                           << u"Forbidden"_s;
    QTest::newRow("whole secrets") << QByteArray("GET") << QByteArray("/api/v1/secrets") << merge << QByteArray() << 403 << u"Forbidden"_s;
    QTest::newRow("patch of a workload") << QByteArray("PATCH") << QByteArray("/apis/apps/v1/namespaces/web/deployments/search") << merge
                                         << QByteArray("{}") << 403 << u"Forbidden"_s;
    QTest::newRow("delete") << QByteArray("DELETE") << one << merge << QByteArray() << 403 << u"Forbidden"_s;
    QTest::newRow("patch of nothing") << QByteArray("PATCH") << onePath(Kustomizations, "web/none") << merge << QByteArray("{}") << 404
                                      << u"NotFound"_s;
    QTest::newRow("patch of another type") << QByteArray("PATCH") << one << QByteArray("application/json-patch+json") << QByteArray("[]")
                                           << 415 << u"UnsupportedMediaType"_s;
    QTest::newRow("patch that is no JSON") << QByteArray("PATCH") << one << merge << QByteArray("{{{") << 400 << u"BadRequest"_s;
    QTest::newRow("annotation that is no text")
        << QByteArray("PATCH") << one << merge << QByteArray(R"({"metadata":{"annotations":{"a":1}}})") << 400 << u"BadRequest"_s;
    QTest::newRow("a version that moved on") << QByteArray("PATCH") << one << merge << QByteArray(R"({"metadata":{"resourceVersion":"5"}})")
                                             << 409 << u"Conflict"_s;
    QTest::newRow("a version that is no number")
        << QByteArray("GET") << Kustomizations + "?resourceVersion=x" << merge << QByteArray() << 400 << u"BadRequest"_s;
}

void TestDemoProtocol::errorsAreStatusObjects()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, reason);
    const auto answer = m_client->send(method, path, body, type);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json()["kind"_L1].toString(), "Status"_L1);
    QCOMPARE(answer.json()["code"_L1].toInt(), status);
    QCOMPARE(answer.json()["reason"_L1].toString(), reason);
    QVERIFY(!answer.json()["message"_L1].toString().isEmpty());
}

void TestDemoProtocol::aWrongTokenIsUnauthorized()
{
    Client stranger(*m_cluster);
    for (const auto& token : {QByteArray("wrong"), QByteArray(), m_client->token() + "x", m_client->token().chopped(1)}) {
        stranger.setToken(token);
        const auto answer = stranger.get(Kustomizations);
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.json()["reason"_L1].toString(), "Unauthorized"_L1);
    }
    DemoCluster other;
    QVERIFY(other.start());
    QVERIFY(!other.token().sameAs(m_cluster->token())); // random for each start
}

void TestDemoProtocol::secretsAreMetadataOnly()
{
    const auto list = m_client->get("/api/v1/secrets", {{"Accept", MetadataList}});
    QCOMPARE(list.status, 200);
    QVERIFY(!list.items().isEmpty());
    QVERIFY(!list.body.contains("\"data\":{\"log"));
    const QByteArray one = "/api/v1/namespaces/payments/secrets/api-credentials";
    QCOMPARE(m_client->get(one).status, 403);
    QCOMPARE(m_client->get(one, {{"Accept", MetadataOne}}).status, 200);
}

void TestDemoProtocol::accessReviewsAgreeWithWhatIsServed_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("verb");
    QTest::addColumn<bool>("may");
    const auto source = u"source.toolkit.fluxcd.io"_s;
    QTest::newRow("list kustomizations") << u"kustomize.toolkit.fluxcd.io"_s << u"kustomizations"_s << u"list"_s << true;
    QTest::newRow("patch kustomizations") << u"kustomize.toolkit.fluxcd.io"_s << u"kustomizations"_s << u"patch"_s << true;
    QTest::newRow("delete kustomizations") << u"kustomize.toolkit.fluxcd.io"_s << u"kustomizations"_s << u"delete"_s << false;
    QTest::newRow("list buckets") << source << u"buckets"_s << u"list"_s << false;
    QTest::newRow("list secrets") << QString() << u"secrets"_s << u"list"_s << false;
    QTest::newRow("list deployments") << u"apps"_s << u"deployments"_s << u"list"_s << true;
    QTest::newRow("patch deployments") << u"apps"_s << u"deployments"_s << u"patch"_s << false;
}

void TestDemoProtocol::accessReviewsAgreeWithWhatIsServed()
{
    QFETCH(QString, group);
    QFETCH(QString, resource);
    QFETCH(QString, verb);
    QFETCH(bool, may);
    const QJsonObject review{{"apiVersion"_L1, "authorization.k8s.io/v1"_L1}, {"kind"_L1, "SelfSubjectAccessReview"_L1},
        {"spec"_L1,
            QJsonObject{{"resourceAttributes"_L1, QJsonObject{{"group"_L1, group}, {"resource"_L1, resource}, {"verb"_L1, verb}}}}}};
    const auto answer = m_client->send(
        "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", QJsonDocument(review).toJson(), "application/json");
    QCOMPARE(answer.status, 201);
    QCOMPARE(answer.json()["status"_L1].toObject()["allowed"_L1].toBool(), may);
}

void TestDemoProtocol::bigListsAreCompressedOnRequest()
{
    const auto plain = m_client->get(Kustomizations, {{"Accept-Encoding", "identity"}});
    QVERIFY(plain.body.size() > 128 * 1024);
    QCOMPARE(plain.encoding, QByteArray());
    const auto packed = m_client->get(Kustomizations, {{"Accept-Encoding", "gzip"}}); // set by hand: not unpacked
    QCOMPARE(packed.encoding, QByteArray("gzip"));
    QVERIFY(packed.body.startsWith("\x1f\x8b"));
    QVERIFY(packed.body.size() * 3 < plain.body.size());
    QCOMPARE(m_client->get(Kustomizations).body, plain.body); // by default Qt asks for gzip and unpacks
    QCOMPARE(m_client->get("/api/v1/namespaces/web/configmaps", {{"Accept-Encoding", "gzip"}}).encoding, QByteArray()); // small
}

void TestDemoProtocol::malformedRequestsNeverCrash_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("answer"); // the status line's beginning; empty: any or none
    QTest::newRow("garbage") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 11) << QByteArray("HTTP/1.1 400");
    QTest::newRow("one word") << QByteArray("GET\r\n\r\n") << QByteArray("HTTP/1.1 400");
    QTest::newRow("no path") << QByteArray("GET x HTTP/1.1\r\n\r\n") << QByteArray("HTTP/1.1 400");
    QTest::newRow("another protocol") << QByteArray("GET / HTTP/9.9\r\n\r\n") << QByteArray("HTTP/1.1 505");
    QTest::newRow("a header without colon") << QByteArray("GET / HTTP/1.1\r\nnothing\r\n\r\n") << QByteArray("HTTP/1.1 400");
    QTest::newRow("a negative length") << QByteArray("PATCH / HTTP/1.1\r\nContent-Length: -5\r\n\r\n") << QByteArray("HTTP/1.1 400");
    QTest::newRow("a huge length") << QByteArray("PATCH / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n") << QByteArray("HTTP/1.1 413");
    QTest::newRow("a length beyond numbers") << QByteArray("PATCH / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n")
                                             << QByteArray("HTTP/1.1 400");
    QTest::newRow("a chunked body") << QByteArray("PATCH / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                    << QByteArray("HTTP/1.1 411");
    QTest::newRow("an endless header") << "GET / HTTP/1.1\r\nX: " + QByteArray(70'000, 'x') << QByteArray("HTTP/1.1 431");
    QTest::newRow("percent signs at the end") << QByteArray("GET /api/%/%2?%=%&=&& HTTP/1.1\r\nConnection: close\r\n\r\n")
                                              << QByteArray("HTTP/1.1 401");
    QTest::newRow("an answer nobody waits for") << QByteArray("GET /api") << QByteArray();
    QTest::newRow("slashes only") << QByteArray("GET ///// HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer TOKEN\r\n\r\n")
                                  << QByteArray("HTTP/1.1 404");
    QTest::newRow("namespaces without a kind") << QByteArray(
        "GET /apis/apps/v1/namespaces//x HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer TOKEN\r\n\r\n")
                                               << QByteArray("HTTP/1.1 404");
    QTest::newRow("too many segments") << QByteArray(
        "GET /apis/apps/v1/namespaces/a/deployments/b/c/d/e HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer TOKEN\r\n\r\n")
                                       << QByteArray("HTTP/1.1 404");
}

void TestDemoProtocol::malformedRequestsNeverCrash()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, answer);
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_client->port());
    QVERIFY(QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }, Patience));
    socket.write(bytes.replace("TOKEN", m_client->token()));
    if (!answer.isEmpty()) {
        QVERIFY(QTest::qWaitFor([&] { return socket.bytesAvailable() >= answer.size(); }, Patience));
        QCOMPARE(socket.peek(answer.size()), answer);
        QVERIFY(QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, Patience)); // and it is closed
    }
    socket.abort();
    QCOMPARE(m_client->get("/version").status, 200);
}

void TestDemoProtocol::pipelinedRequestsAreAnsweredInOrder()
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_client->port());
    const auto authorization = " HTTP/1.1\r\nAuthorization: Bearer " + m_client->token() + "\r\n";
    socket.write("GET /livez" + authorization + "\r\nGET /apis/apps/v1/namespaces/web/deployments" + authorization + "\r\nGET /none"
        + authorization + "Connection: close\r\n\r\n");
    QVERIFY(QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState && socket.bytesAvailable() > 0; }, Patience));
    const auto all = socket.readAll();
    const auto first = all.indexOf("\r\n\r\nok");
    const auto second = all.indexOf("DeploymentList");
    const auto third = all.indexOf("HTTP/1.1 404");
    QVERIFY(first > 0 && second > first && third > second);
}

QTEST_GUILESS_MAIN(TestDemoProtocol)
#include "tst_demo_protocol.moc"

// SPDX-License-Identifier: Apache-2.0
#include "flux/decode.h"
#include "flux/revision.h"
#include "sample.h"

#include <QtTest>

using namespace dg;
using namespace dg::flux;

namespace {

QString text(const Reference& r)
{
    return QString::fromStdString(r.kind.str() + "/" + r.ns.str() + "/" + r.name.str());
}

QString entryText(const char* id)
{
    Inventory inventory;
    inventory.add(id, "v1");
    QString out;
    inventory.forEach([&](const InventoryEntry& e) {
        out += QString::fromStdString(std::string(e.ns) + "|" + std::string(e.name) + "|" + std::string(e.group) + "|" + std::string(e.kind)
            + "|" + std::string(e.version));
    });
    return out;
}

} // namespace

class TestDecode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKustomizationWithKeysInAnyOrder()
    {
        const auto object = sample::fluxObject(Kind::Kustomization,
            "{\"status\":{\"inventory\":{\"entries\":[{\"v\":\"v1\",\"id\":\"n_a__ConfigMap\"},{\"id\":\"n_b_apps_Deployment\",\"v\":"
            "\"v1\"}]},"
            "\"lastAppliedRevision\":\"main@sha1:aa\",\"history\":[{\"lastReconciled\":\"2026-01-02T03:04:05Z\",\"lastReconciledStatus\":"
            "\"ReconciliationSucceeded\"},{\"lastReconciledStatus\":\"old\"}],"
            "\"conditions\":[{\"observedGeneration\":3,\"message\":\"a "
            "\\\"b\\\"\",\"type\":\"Ready\",\"status\":\"True\",\"reason\":\"x\",\"lastTransitionTime\":\"2026-01-02T03:04:05Z\"}],"
            "\"lastHandledReconcileAt\":\"t\",\"observedGeneration\":3},"
            "\"spec\":{\"dependsOn\":[{\"name\":\"d\"},{\"namespace\":\"other\",\"name\":\"e\"}],\"sourceRef\":{\"name\":\"src\",\"kind\":"
            "\"GitRepository\"},\"interval\":\"10m\",\"timeout\":\"1m30s\",\"prune\":true,\"wait\":true,\"path\":\"./"
            "x\",\"suspend\":true,\"kubeConfig\":{\"secretRef\":{\"name\":\"k\"}}},"
            "\"metadata\":{\"managedFields\":[{\"name\":\"trap\",\"fieldsV1\":{\"f:name\":{}}}],\"generation\":3,\"labels\":{\"kustomize."
            "toolkit.fluxcd.io/namespace\":\"flux-system\",\"kustomize.toolkit.fluxcd.io/name\":\"root\"},"
            "\"annotations\":{\"reconcile.fluxcd.io/"
            "requestedAt\":\"t\"},\"finalizers\":[\"finalizers.fluxcd.io\"],\"uid\":\"u\",\"resourceVersion\":\"7\",\"namespace\":\"n\","
            "\"name\":\"app\",\"creationTimestamp\":\"2026-01-01T00:00:00Z\"},"
            "\"kind\":\"Kustomization\",\"apiVersion\":\"kustomize.toolkit.fluxcd.io/v1\"}");
        QVERIFY(object);
        QCOMPARE(object->key.toString(), std::string("Kustomization/n/app"));
        QCOMPARE(object->key.group.str(), std::string("kustomize.toolkit.fluxcd.io"));
        QCOMPARE(object->uid, std::string("u"));
        QCOMPARE(object->resourceVersion, std::string("7"));
        QCOMPARE(object->generation, 3);
        QCOMPARE(text(object->parent), u"Kustomization/flux-system/root"_qs);
        QCOMPARE(text(object->source), u"GitRepository/n/src"_qs);
        QCOMPARE(object->dependsOn.size(), 2u);
        QCOMPARE(text(object->dependsOn[0]), u"Kustomization/n/d"_qs);
        QCOMPARE(text(object->dependsOn[1]), u"Kustomization/other/e"_qs);
        QVERIFY(object->suspended && object->prune && object->wait && object->remoteCluster && object->hasStatus);
        QVERIFY(object->interval == Millis{600000} && object->timeout == Millis{90000});
        QCOMPARE(object->condition("Ready")->message, std::string("a \"b\""));
        QVERIFY(object->condition("Ready")->lastTransition.has_value());
        QCOMPARE(object->lastReconciledStatus, std::string("ReconciliationSucceeded"));
        QCOMPARE(object->inventory.size(), 2u);
        QCOMPARE(object->revision(), std::string("main@sha1:aa"));
        QCOMPARE(object->requestedAt, std::string("t"));
        QCOMPARE(object->finalizers.size(), 1u);
    }
    void whatLeadsToACommitIsKeptWithTheOwnership()
    {
        const std::string ks = "{\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"},\"spec\":{\"retryInterval\":\"2m\"},\"status\":{"
                               "\"lastAppliedOriginRevision\":\"main@sha1:aa\",\"history\":[{\"lastReconciled\":\"2026-01-02T03:04:05Z\","
                               "\"firstReconciled\":\"2026-01-02T03:00:00Z\",\"lastReconciledDuration\":\"2s\",\"lastReconciledStatus\":"
                               "\"ReconciliationSucceeded\","
                               "\"metadata\":{\"originRevision\":\"main@sha1:aa\",\"revision\":\"latest@sha256:bb\"}},"
                               "{\"lastReconciledStatus\":\"HealthCheckFailed\",\"metadata\":{\"revision\":\"latest@sha256:cc\"}}]}}";
        const auto k = sample::fluxObject(Kind::Kustomization, ks, KeepInventory::Ids, KeepOwnership::Yes);
        QVERIFY(k && k->trail);
        QCOMPARE(k->trail->originRevision, std::string("main@sha1:aa"));
        QCOMPARE(*k->trail->retryInterval, Millis{120'000});
        QCOMPARE(k->trail->history.size(), std::size_t{2});
        QCOMPARE(k->trail->history[0].revision, std::string("latest@sha256:bb"));
        QCOMPARE(*k->trail->history[0].first, *parseRfc3339("2026-01-02T03:00:00Z"));
        QCOMPARE(*k->trail->history[0].duration, Millis{2'000});
        QCOMPARE(k->trail->history[1].status, std::string("HealthCheckFailed"));
        QCOMPARE(*k->appliedSince, *k->trail->history[0].first); // of the newest, whatever is kept
        QVERIFY(!sample::fluxObject(Kind::Kustomization, ks)->trail);

        const auto o = sample::fluxObject(Kind::OCIRepository,
            "{\"metadata\":{\"name\":\"a\"},\"status\":{\"artifact\":{\"revision\":\"latest@sha256:bb\",\"metadata\":{"
            "\"org.opencontainers.image.created\":\"2026-01-02T03:04:05Z\",\"org.opencontainers.image.revision\":\"main/aa\","
            "\"org.opencontainers.image.source\":\"https://g/a/b.git\",\"other\":1},\"lastUpdateTime\":\"2026-01-02T03:05:00Z\"}}}",
            KeepInventory::Ids, KeepOwnership::Yes);
        QVERIFY(o && o->trail);
        QCOMPARE(o->trail->originRevision, std::string("main/aa"));
        QCOMPARE(o->trail->originSource, std::string("https://g/a/b.git"));
        QVERIFY(o->trail->built && o->artifactUpdated);

        const auto r = sample::fluxObject(Kind::Receiver,
            "{\"metadata\":{\"name\":\"gitlab-a\",\"annotations\":{\"agent.gitlab.com/project\":\"team/delivery\"}}}", KeepInventory::Ids,
            KeepOwnership::Yes);
        QCOMPARE(r->trail->agentProject, std::string("team/delivery"));
    }
    void helmReleasesOfEveryLayout_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("revision");
        QTest::addColumn<QString>("source");
        const auto meta = QByteArray("\"metadata\":{\"name\":\"r\",\"namespace\":\"n\"}");
        const auto chart = QByteArray("\"spec\":{\"chart\":{\"spec\":{\"chart\":\"c\",\"version\":\"1.x\",\"sourceRef\":{\"kind\":"
                                      "\"HelmRepository\",\"name\":\"repo\",\"namespace\":\"s\"}}}}");
        QTest::newRow("v2beta1") << QByteArray(
            "{" + meta + "," + chart + ",\"status\":{\"lastAppliedRevision\":\"1.0.0\",\"helmChart\":\"s/n-r\"}}")
                                 << u"1.0.0"_qs << u"HelmChart/s/n-r"_qs;
        QTest::newRow("v2") << QByteArray("{" + meta + "," + chart
            + ",\"status\":{\"history\":[{\"chartVersion\":\"2.0.0\",\"lastDeployed\":\"2026-01-01T00:00:00Z\"},{\"chartVersion\":\"1.0."
              "0\"}],\"helmChart\":\"s/n-r\"}}")
                            << u"2.0.0"_qs << u"HelmChart/s/n-r"_qs;
        QTest::newRow("v2, chart not made yet") << QByteArray("{" + chart + "," + meta + "}") << QString() << u"HelmChart/s/n-r"_qs;
        QTest::newRow("v2, chartRef") << QByteArray("{" + meta
            + ",\"spec\":{\"chartRef\":{\"kind\":\"OCIRepository\",\"name\":\"o\"}},\"status\":{\"history\":[{\"chartVersion\":\"0.1.0+"
              "df4d3f9c8b0e\"}]}}") << u"0.1.0+df4d3f9c8b0e"_qs
                                      << u"OCIRepository/n/o"_qs;
    }
    void helmReleasesOfEveryLayout()
    {
        QFETCH(QByteArray, json);
        const auto object = sample::fluxObject(Kind::HelmRelease, json.toStdString());
        QVERIFY(object);
        QTEST(QString::fromStdString(object->revision()), "revision");
        QTEST(text(object->source), "source");
    }
    void sourcesWithOldAndNewArtifacts()
    {
        const auto old = sample::fluxObject(Kind::GitRepository,
            "{\"metadata\":{\"name\":\"g\",\"namespace\":\"n\"},\"spec\":{\"url\":\"https://x\"},\"status\":{\"artifact\":{\"checksum\":\""
                + std::string(64, 'a') + "\",\"revision\":\"main/" + std::string(40, 'b') + "\"}}}");
        QCOMPARE(old->artifactDigest, "sha256:" + std::string(64, 'a'));
        QCOMPARE(old->revision(), "main/" + std::string(40, 'b'));
        QCOMPARE(old->url, std::string("https://x"));
        const auto bucket = sample::fluxObject(Kind::Bucket,
            "{\"metadata\":{\"name\":\"b\"},\"spec\":{\"endpoint\":\"s3.example\",\"bucketName\":\"x\"},\"status\":{\"artifact\":{"
            "\"digest\":\"sha256:1\",\"lastUpdateTime\":\"2026-01-01T00:00:00Z\"}}}");
        QCOMPARE(bucket->url, std::string("s3.example/x"));
        QCOMPARE(bucket->artifactDigest, std::string("sha256:1"));
        QVERIFY(bucket->artifactUpdated.has_value());
    }
    void labelsAreKeptButForThoseThatNameTheOwner()
    {
        const char* const text = "{\"metadata\":{\"name\":\"o\",\"labels\":{\"app\":\"web\",\"kustomize.toolkit.fluxcd.io/"
                                 "name\":\"apps\",\"tier\":\"\",\"odd\":7,\"two\":\"a\\nb\"}}}";
        QCOMPARE(sample::fluxObject(Kind::Kustomization, text)->labels.packed(), std::string_view("app=web\ntier=\n"));
        QCOMPARE(sample::managed("", "ConfigMap", text)->labels.packed(), std::string_view("app=web\ntier=\n"));
        QString seen;
        sample::managed("", "ConfigMap", text)->labels.forEach([&](std::string_view key, std::string_view value) {
            seen += QString::fromStdString(std::string(key) + "|" + std::string(value) + ";");
        });
        QCOMPARE(seen, u"app|web;tier|;"_qs);
        QVERIFY(sample::managed("", "ConfigMap", "{\"metadata\":{\"name\":\"o\"}}")->labels.empty());
    }
    void recordsWithTheSameLabelsShareThem()
    {
        ManagedDecoder decoder("", "v1", "ConfigMap", sample::pool());
        const auto read = [&](const char* name, const char* app) {
            return std::static_pointer_cast<const ManagedObject>(*sample::decodeWith(
                decoder, std::string("{\"metadata\":{\"name\":\"") + name + "\",\"labels\":{\"app\":\"" + app + "\"}}}"));
        };
        const auto a = read("a", "web"), b = read("b", "web"), c = read("c", "db");
        QVERIFY(a->labels.shared() == b->labels.shared());
        QVERIFY(b->labels.shared() != c->labels.shared() && !(b->labels == c->labels));
    }
    void anObjectWithoutANameIsAnError()
    {
        QVERIFY(!sample::fluxObject(Kind::Kustomization, "{\"metadata\":{\"namespace\":\"n\"}}"));
        QVERIFY(!sample::fluxObject(Kind::Kustomization, "{\"metadata\":{\"name\":7}}"));
        QVERIFY(!sample::managed("", "ConfigMap", "{}"));
    }
    void wrongTypesReadAsAbsent()
    {
        const auto object = sample::fluxObject(Kind::Kustomization,
            "{\"spec\":{\"suspend\":\"yes\",\"interval\":5,\"sourceRef\":[],\"dependsOn\":{\"name\":\"x\"},\"path\":null,\"chart\":7,"
            "\"kubeConfig\":null},"
            "\"status\":{\"conditions\":[1,null,{\"type\":5},{\"type\":\"Ready\",\"status\":true,\"observedGeneration\":\"1\"}],"
            "\"history\":{},\"inventory\":[],\"artifact\":\"a\"},"
            "\"metadata\":{\"name\":\"o\",\"labels\":[],\"annotations\":\"x\",\"finalizers\":[1,\"f\"],\"generation\":1.5}}");
        QVERIFY(object);
        QVERIFY(!object->suspended && !object->interval && object->source.empty() && object->dependsOn.empty() && !object->remoteCluster);
        QCOMPARE(object->conditions.size(), 1u);
        QCOMPARE(int(object->condition("Ready")->status), int(Tri::Unknown));
        QVERIFY(!object->inventory.present());
        QCOMPARE(object->finalizers.size(), 1u);
        QVERIFY(sample::fluxObject(Kind::Kustomization, "{\"metadata\":{\"name\":\"o\"},\"spec\":null,\"status\":[]}"));
    }
    void brokenTextIsAnErrorAndNeverARecord()
    {
        QVERIFY(!sample::fluxObject(Kind::Kustomization, "{\"metadata\":{\"name\":\"o\"},\"spec\":{\"a\":}"));
        QVERIFY(!sample::fluxObject(Kind::Kustomization, "{\"metadata\":{\"name\":\"o\"} \"spec\":{}}"));
    }
    void inventoriesCanBeCountedOnly()
    {
        const auto object = sample::fluxObject(Kind::Kustomization,
            "{\"metadata\":{\"name\":\"o\"},\"status\":{\"inventory\":{\"entries\":[{\"id\":\"n_a__ConfigMap\",\"v\":\"v1\"},{\"v\":\"v1\"}"
            "]}}}",
            KeepInventory::Count);
        QCOMPARE(object->inventory.size(), 1u);
        int visited = 0;
        object->inventory.forEach([&](const InventoryEntry&) { ++visited; });
        QCOMPARE(visited, 0);
        QVERIFY(
            sample::fluxObject(Kind::Kustomization, "{\"metadata\":{\"name\":\"o\"},\"status\":{\"inventory\":{}}}")->inventory.present());
    }
    void inventoryIds_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QString>("parts");
        QTest::newRow("grouped") << QByteArray("default_web_apps_Deployment") << u"default|web|apps|Deployment|v1"_qs;
        QTest::newRow("core") << QByteArray("n_a__ConfigMap") << u"n|a||ConfigMap|v1"_qs;
        QTest::newRow("cluster-scoped core") << QByteArray("_apps__Namespace") << u"|apps||Namespace|v1"_qs;
        QTest::newRow("RBAC name with a colon") << QByteArray("_flux-view__x_rbac.authorization.k8s.io_ClusterRole")
                                                << u"|flux-view:x|rbac.authorization.k8s.io|ClusterRole|v1"_qs;
        QTest::newRow("two colons") << QByteArray("_a__b__c_rbac.authorization.k8s.io_ClusterRole")
                                    << u"|a:b:c|rbac.authorization.k8s.io|ClusterRole|v1"_qs;
        for (const char* bad :
            {"", "_", "__", "___", "a_b", "a_b_c", "n__apps_Deployment", "n_a_apps_", "nothing", "n_a\nb_apps_Deployment"})
            QTest::newRow(bad[0] ? bad : "empty") << QByteArray(bad) << QString();
    }
    void inventoryIds()
    {
        QFETCH(QByteArray, id);
        QTEST(entryText(id.constData()), "parts");
    }
    void revisionsAreNormalisedAndCut_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("normal");
        QTest::addColumn<QString>("cut");
        const QString a(40, u'a'), b(64, u'b');
        QTest::newRow("branch") << u"feature/x@sha1:"_qs + a << u"feature/x@sha1:"_qs + a << u"feature/x@aaaaaaaa"_qs;
        QTest::newRow("at in the branch") << u"a@b@sha1:"_qs + a << u"a@b@sha1:"_qs + a << u"a@b@aaaaaaaa"_qs;
        QTest::newRow("digest only") << u"sha256:"_qs + b << u"sha256:"_qs + b << u"bbbbbbbb"_qs;
        QTest::newRow("legacy branch") << u"feature/x/"_qs + a << u"feature/x@sha1:"_qs + a << u"feature/x@aaaaaaaa"_qs;
        QTest::newRow("legacy HEAD") << u"HEAD/"_qs + a << u"sha1:"_qs + a << u"aaaaaaaa"_qs;
        QTest::newRow("legacy bare") << b << u"sha256:"_qs + b << u"bbbbbbbb"_qs;
        QTest::newRow("version") << u"6.0.3+1"_qs << u"6.0.3+1"_qs << u"6.0.3+1"_qs;
        QTest::newRow("path-like version") << u"main/abc"_qs << u"main/abc"_qs << u"main/abc"_qs;
        QTest::newRow("empty") << QString() << QString() << QString();
    }
    void revisionsAreNormalisedAndCut()
    {
        QFETCH(QString, given);
        QTEST(QString::fromStdString(normaliseRevision(given.toStdString())), "normal");
        QTEST(QString::fromStdString(shortRevision(given.toStdString())), "cut");
    }
    void kindsAreFoundByAnyWord()
    {
        for (const auto& entry : kinds()) {
            for (const auto word : {entry.name, entry.plural, entry.code})
                QVERIFY(kindFromWord(word) == entry.kind);
            QVERIFY(&info(entry.kind) == &entry);
            QVERIFY(kindFromGroupKind(entry.group, entry.name) == entry.kind);
            QVERIFY(!entry.versions.empty());
        }
        QVERIFY(kindFromWord("KS") == Kind::Kustomization && kindFromWord("gitrepo") == Kind::GitRepository
            && kindFromWord("pod") == Kind::Other);
        QVERIFY(kindFromGroupKind("kustomize.config.k8s.io", "Kustomization") == Kind::Other);
        QCOMPARE(codeForKind("Deployment"), std::string_view("deploy"));
        QCOMPARE(codeForKind("MyThing"), std::string_view("mything"));
    }
};

QTEST_GUILESS_MAIN(TestDecode)
#include "tst_decode.moc"

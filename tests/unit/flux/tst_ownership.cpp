// SPDX-License-Identifier: Apache-2.0
#include "flux/ownership.h"

#include "sample.h"

#include <QtTest>

using namespace dg;
using namespace dg::flux;

class TestOwnership : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pathsOfAFieldSet_data()
    {
        QTest::addColumn<QString>("fields");
        QTest::addColumn<QStringList>("paths");
        QTest::newRow("a field") << "{\"f:spec\":{\"f:replicas\":{}}}" << QStringList{u"spec.replicas"_qs};
        QTest::newRow("a name with dots") << "{\"f:metadata\":{\"f:labels\":{\"f:app.kubernetes.io/name\":{}}}}"
                                          << QStringList{u"metadata.labels[\"app.kubernetes.io/name\"]"_qs};
        QTest::newRow("an element that somebody put there") << "{\"f:c\":{\"k:{\\\"name\\\":\\\"web\\\"}\":{\".\":{},\"f:image\":{}}}}"
                                                            << QStringList{u"c[name=web]"_qs, u"c[name=web].image"_qs};
        QTest::newRow("a part of another's element")
            << "{\"f:c\":{\"k:{\\\"name\\\":\\\"web\\\"}\":{\"f:image\":{}}}}" << QStringList{u"c[name=web].image"_qs};
        QTest::newRow("two keys") << "{\"f:ports\":{\"k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\":{\".\":{}}}}"
                                  << QStringList{u"ports[containerPort=80,protocol=TCP]"_qs};
        QTest::newRow("an element of a set") << "{\"f:metadata\":{\"f:finalizers\":{\".\":{},\"v:\\\"example.com/x\\\"\":{}}}}"
                                             << QStringList{u"metadata.finalizers[=\"example.com/x\"]"_qs};
        QTest::newRow("a bare map is nobody's field") << "{\"f:metadata\":{\"f:annotations\":{\".\":{}}}}" << QStringList{};
        QTest::newRow("an index") << "{\"f:args\":{\"i:0\":{}}}" << QStringList{u"args[0]"_qs};
        QTest::newRow("a quote in a name") << "{\"f:data\":{\"f:a\\\"b\":{}}}" << QStringList{u"data[\"a\\\"b\"]"_qs};
        QTest::newRow("no trie") << "{\"spec\":{}}" << QStringList{};
        QTest::newRow("no JSON") << "{\"f:spec\":" << QStringList{};
    }
    void pathsOfAFieldSet()
    {
        QFETCH(QString, fields);
        QFETCH(QStringList, paths);
        QStringList got;
        const FieldSet set(fields.toStdString());
        for (const auto& path : set.paths())
            got << QString::fromStdString(path);
        QCOMPARE(got, paths);
        for (const auto& path : paths)
            QVERIFY(set.contains(path.toStdString()));
        QVERIFY(!set.contains("spec"));
    }
    void pointersCoverPaths_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("covered");
        QTest::newRow("the same") << "/spec/replicas"
                                  << "spec.replicas" << true;
        QTest::newRow("above") << "/spec"
                               << "spec.template.spec.containers[name=web].image" << true;
        QTest::newRow("below") << "/spec/replicas"
                               << "spec" << false;
        QTest::newRow("beside") << "/spec/rep"
                                << "spec.replicas" << false;
        QTest::newRow("an index is any element") << "/spec/containers/0/image"
                                                 << "spec.containers[name=web].image" << true;
        QTest::newRow("a name is no element") << "/spec/containers/web/image"
                                              << "spec.containers[name=web].image" << false;
        QTest::newRow("escaped") << "/metadata/labels/a.b~1c"
                                 << "metadata.labels[\"a.b/c\"]" << true;
        QTest::newRow("the whole object") << ""
                                          << "data.x" << true;
        QTest::newRow("no pointer") << "data"
                                    << "data.x" << false;
    }
    void pointersCoverPaths()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, path);
        QFETCH(bool, covered);
        QCOMPARE(pointerCovers(pointer.toStdString(), path.toStdString()), covered);
    }
    void statusIsLeftOutAndEqualSetsAreOne()
    {
        ManagedDecoder decoder("", "v1", "ConfigMap", sample::pool(), KeepOwnership::Yes);
        const auto text = [](const char* name) {
            return std::string("{\"metadata\":{\"name\":\"") + name
                + "\",\"managedFields\":[{\"manager\":\"kustomize-controller\",\"operation\":\"Apply\",\"time\":\"2026-01-01T00:00:00Z\","
                  "\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:data\":{\"f:a\":{}}}},"
                + "{\"manager\":\"kubelet\",\"operation\":\"Update\",\"subresource\":\"status\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{"
                  "\"f:status\":{}}},"
                + "{\"manager\":\"odd\",\"operation\":\"Update\",\"fieldsType\":\"FieldsV9\",\"fieldsV1\":{\"f:x\":{}}}]}}";
        };
        const auto one = sample::decodeWith(decoder, text("a"));
        const auto two = sample::decodeWith(decoder, text("b"));
        QVERIFY(one && two);
        const auto& a = static_cast<const ManagedObject&>(**one).ownership;
        QVERIFY(a && a == static_cast<const ManagedObject&>(**two).ownership);
        QCOMPARE(a->managers.size(), 1u);
        QCOMPARE(a->managers[0].manager.str(), std::string("kustomize-controller"));
        QVERIFY(a->managers[0].operation == Operation::Apply);
        QVERIFY(a->managers[0].fields->contains("data.a"));
    }
    void managedFieldsAreSkippedUnlessAskedFor()
    {
        ManagedDecoder decoder("", "v1", "ConfigMap", sample::pool());
        const auto record = sample::decodeWith(decoder,
            "{\"metadata\":{\"name\":\"a\",\"managedFields\":[{\"manager\":\"m\",\"operation\":\"Apply\",\"fieldsV1\":{\"f:x\":{}}}]}}");
        QVERIFY(record);
        QVERIFY(!static_cast<const ManagedObject&>(**record).ownership);
    }
    void thePassThatCountsIsTheLastThatAppliedEverything()
    {
        const auto object = sample::fluxObject(Kind::Kustomization,
            "{\"metadata\":{\"name\":\"k\",\"namespace\":\"n\"},\"status\":{\"history\":["
            "{\"lastReconciled\":\"2026-01-01T00:10:00Z\",\"lastReconciledDuration\":\"5s\",\"lastReconciledStatus\":"
            "\"ReconciliationFailed\"},"
            "{\"lastReconciled\":\"2026-01-01T00:05:00Z\",\"lastReconciledDuration\":\"30s\",\"lastReconciledStatus\":"
            "\"HealthCheckFailed\"},"
            "{\"lastReconciled\":\"2026-01-01T00:01:00Z\",\"lastReconciledDuration\":\"1s\",\"lastReconciledStatus\":"
            "\"ReconciliationSucceeded\"}]}}");
        QVERIFY(object);
        QVERIFY(object->lastApplyBegan == parseRfc3339("2026-01-01T00:04:29Z"));
    }
};

QTEST_GUILESS_MAIN(TestOwnership)
#include "tst_ownership.moc"

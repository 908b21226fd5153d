// SPDX-License-Identifier: Apache-2.0
// The demo's controllers, on simulated time a hundred times as fast: requests are answered, commits arrive, one thing
// breaks and heals.
#include "demo_client.h"

#include <QDateTime>
#include <QLocale>

using namespace dg::demo;
using namespace dg::demo::test;

namespace {

QString statusText(const QJsonObject& object, QLatin1String field)
{
    return object["status"_L1].toObject()[field].toString();
}

} // namespace

class TestDemoSimulation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aReconcileRequestIsHandled_data();
    void aReconcileRequestIsHandled();
    void aPassShowsItsStagesAndTakesLessThanTwentySeconds();
    void twoRequestsInOnePassAreBothAnswered();
    void aStaticKindAnswersNothing();
    void resumingRunsAPass();
    void aCommitReachesItsKustomizations();
    void somethingBreaksAndHeals();

private:
    std::unique_ptr<DemoCluster> start(bool alive, double factor)
    {
        DemoOptions options;
        options.alive = alive;
        options.timeFactor = factor;
        auto cluster = std::make_unique<DemoCluster>(options);
        return cluster->start() ? std::move(cluster) : nullptr;
    }
    // The object as soon as it answers the token.
    QJsonObject handled(Client& client, const QByteArray& collection, const QByteArray& nsName, const QByteArray& token)
    {
        const auto watch = client.watch(collection + "?watch=1&fieldSelector=metadata.name=" + nsName.mid(nsName.indexOf('/') + 1));
        return watch
            ->until([&](const QJsonObject& e) {
                const auto object = e["object"_L1].toObject();
                return nsNameOf(object) == QString::fromLatin1(nsName)
                    && statusText(object, "lastHandledReconcileAt"_L1) == QString::fromLatin1(token);
            })["object"_L1]
            .toObject();
    }
    std::unique_ptr<DemoCluster> m_cluster;
    std::unique_ptr<Client> m_client;
};

void TestDemoSimulation::init()
{
    m_cluster = start(false, 100);
    QVERIFY(m_cluster);
    m_client = std::make_unique<Client>(*m_cluster);
}

void TestDemoSimulation::aReconcileRequestIsHandled_data()
{
    QTest::addColumn<QByteArray>("collection");
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<bool>("sameMessage"); // as before the request
    const auto row
        = [](const char* name, const QByteArray& collection, const char* object, const char* status, const char* reason, bool same) {
              QTest::newRow(name) << collection << QByteArray(object) << QString::fromLatin1(status) << QString::fromLatin1(reason) << same;
          };
    row("ready stays ready", Kustomizations, "web/search", "True", "ReconciliationSucceeded", true);
    row("failing fails again", Kustomizations, "flux-system/payments", "False", "HealthCheckFailed", true);
    row("waiting waits on", Kustomizations, "flux-system/web", "False", "DependencyNotReady", true);
    row("stalled stays stalled", Kustomizations, "web/experiments", "False", "InvalidCELExpression", true);
    row("suspended swallows it", Kustomizations, "flux-system/batch-jobs", "False", "BuildFailed", true);
    row("without a source", Kustomizations, "web/assets", "False", "ArtifactFailed", true);
    row("stale is looked at", Kustomizations, "flux-system/policies", "True", "ReconciliationSucceeded", true);
    row("a running one ends", Kustomizations, "flux-system/tenants", "True", "ReconciliationSucceeded", false);
    row("release", HelmReleases, "cert-manager/cert-manager", "True", "UpgradeSucceeded", true);
    row("running upgrade", HelmReleases, "ingress-nginx/ingress-nginx", "True", "UpgradeSucceeded", false);
    row("release never looked at", HelmReleases, "logging/loki", "True", "InstallSucceeded", false);
    row("stalled release", HelmReleases, "external-dns/external-dns", "False", "UpgradeFailed", true);
    row("waiting release", HelmReleases, "web/newsletter", "False", "DependencyNotReady", true);
    row("source", SourceGroup + "ocirepositories", "flux-system/apps", "True", "Succeeded", true);
    row("failing source", SourceGroup + "gitrepositories", "web/campaigns", "False", "GitOperationFailed", true);
    row("suspended source", SourceGroup + "gitrepositories", "payments/ledger-legacy", "True", "Succeeded", true);
    row("chart", SourceGroup + "helmcharts", "flux-system/redis-redis", "True", "ChartPullSucceeded", true);
    row("chart repository", SourceGroup + "helmrepositories", "flux-system/podinfo", "True", "Succeeded", true);
}

void TestDemoSimulation::aReconcileRequestIsHandled()
{
    QFETCH(QByteArray, collection);
    QFETCH(QByteArray, object);
    QFETCH(QString, status);
    QFETCH(QString, reason);
    QFETCH(bool, sameMessage);
    const auto path = onePath(collection, object);
    const auto before = conditionOf(m_client->get(path).json(), u"Ready"_s)["message"_L1].toString();
    QCOMPARE(m_client->ask(path, "token-1").status, 200);
    const auto after = handled(*m_client, collection, object, "token-1");
    const auto ready = conditionOf(after, u"Ready"_s);
    QCOMPARE(ready["status"_L1].toString(), status);
    QCOMPARE(ready["reason"_L1].toString(), reason);
    QCOMPARE(ready["message"_L1].toString() == before, sameMessage);
    if (!after["spec"_L1].toObject()["suspend"_L1].toBool())
        QCOMPARE(ready["observedGeneration"_L1].toInt(), after["metadata"_L1].toObject()["generation"_L1].toInt());
}

void TestDemoSimulation::aPassShowsItsStagesAndTakesLessThanTwentySeconds()
{
    const auto path = onePath(Kustomizations, "flux-system/observability"); // with health checks
    const auto version
        = m_client->get(Kustomizations + "?limit=1").json()["metadata"_L1].toObject()["resourceVersion"_L1].toString().toLatin1();
    const auto asked = m_client->ask(path, "stages");
    const auto watch = m_client->watch(Kustomizations + "?watch=1&resourceVersion=" + version);
    QStringList stages;
    const auto last = watch
                          ->until([&](const QJsonObject& e) {
                              const auto object = e["object"_L1].toObject();
                              const auto ready = conditionOf(object, u"Ready"_s);
                              stages << ready["status"_L1].toString() + u' '
                                      + ready["message"_L1].toString().section(u" for revision "_s, 0, 0).section(u':', 0, 0);
                              return statusText(object, "lastHandledReconcileAt"_L1) == "stages"_L1;
                          })["object"_L1]
                          .toObject();
    QCOMPARE(stages,
        (QStringList{u"True Applied revision"_s, u"Unknown Fetching manifests"_s, u"Unknown Building manifests"_s,
            u"Unknown Detecting drift"_s, u"Unknown Running health checks"_s, u"True Applied revision"_s}));
    // In the demo's own time, which does not depend on how busy this machine is.
    const auto begin = QLocale::c().toDateTime(QString::fromLatin1(asked.date).chopped(4), u"ddd, dd MMM yyyy HH:mm:ss"_s);
    const auto history = last["status"_L1].toObject()["history"_L1].toArray().first().toObject();
    auto end = QDateTime::fromString(history["lastReconciled"_L1].toString(), u"yyyy-MM-ddTHH:mm:ssZ"_s);
    end.setTimeSpec(begin.timeSpec());
    QVERIFY(begin.isValid() && end.isValid());
    QVERIFY2(begin.secsTo(end) < 20, QByteArray::number(begin.secsTo(end)).constData());
    QVERIFY(conditionOf(last, u"Reconciling"_s).isEmpty());
}

void TestDemoSimulation::twoRequestsInOnePassAreBothAnswered()
{
    const auto path = onePath(Kustomizations, "payments/ledger");
    QCOMPARE(m_client->ask(path, "first").status, 200);
    QCOMPARE(m_client->ask(path, "second").status, 200);
    QCOMPARE(conditionOf(handled(*m_client, Kustomizations, "payments/ledger", "second"), u"Ready"_s)["status"_L1].toString(), u"True"_s);
    QCOMPARE(m_client->ask(path, "third").status, 200); // and it still listens
    QVERIFY(!handled(*m_client, Kustomizations, "payments/ledger", "third").isEmpty());
}

void TestDemoSimulation::aStaticKindAnswersNothing()
{
    const auto path = onePath(SourceGroup + "helmrepositories", "flux-system/shared-charts");
    QCOMPARE(m_client->ask(path, "x").status, 200);
    // Another request, made later, was answered: this one would have been.
    QCOMPARE(m_client->ask(onePath(Kustomizations, "web/search"), "later").status, 200);
    QVERIFY(!handled(*m_client, Kustomizations, "web/search", "later").isEmpty());
    QVERIFY(!m_client->get(path).json().contains("status"_L1));
}

void TestDemoSimulation::resumingRunsAPass()
{
    const auto path = onePath(Kustomizations, "flux-system/quotas");
    const auto patched = m_client->patch(path, R"({"spec":{"suspend":false}})").json();
    const auto wanted = patched["metadata"_L1].toObject()["generation"_L1].toInt();
    const auto watch = m_client->watch(Kustomizations + "?watch=1&fieldSelector=metadata.name=quotas");
    const auto after = watch
                           ->until([&](const QJsonObject& e) {
                               const auto ready = conditionOf(e["object"_L1].toObject(), u"Ready"_s);
                               return ready["status"_L1].toString() == "True"_L1 && ready["observedGeneration"_L1].toInt() == wanted;
                           })["object"_L1]
                           .toObject();
    const auto source = m_client->get(onePath(SourceGroup + "ocirepositories", "flux-system/flux-system")).json();
    QCOMPARE(
        statusText(after, "lastAppliedRevision"_L1), source["status"_L1].toObject()["artifact"_L1].toObject()["revision"_L1].toString());
}

void TestDemoSimulation::aCommitReachesItsKustomizations()
{
    const auto cluster = start(true, 60);
    QVERIFY(cluster);
    Client client(*cluster);
    QMap<QString, QString> known;
    for (const auto& item : client.get(Kustomizations).items())
        known[nsNameOf(item.toObject())] = statusText(item.toObject(), "lastAppliedRevision"_L1);
    const auto watch = client.watch(Kustomizations + "?watch=1");
    // Synthetic events first: they carry what is known. Then one applies a revision it did not have.
    const auto event = watch->until([&](const QJsonObject& e) {
        const auto object = e["object"_L1].toObject();
        const auto applied = statusText(object, "lastAppliedRevision"_L1);
        return conditionOf(object, u"Ready"_s)["status"_L1].toString() == "True"_L1 && !applied.isEmpty()
            && applied != known[nsNameOf(object)] && !known[nsNameOf(object)].isEmpty()
            && conditionOf(object, u"Ready"_s)["message"_L1].toString().endsWith(applied) && nsNameOf(object) != "flux-system/tenants"_L1;
    });
    QVERIFY(!event.isEmpty());
    const auto history = event["object"_L1].toObject()["status"_L1].toObject()["history"_L1].toArray();
    QVERIFY(history.size() >= 2); // the older release is remembered
}

void TestDemoSimulation::somethingBreaksAndHeals()
{
    const auto cluster = start(true, 100);
    QVERIFY(cluster);
    Client client(*cluster);
    const auto watch = client.watch(Kustomizations + "?watch=1&fieldSelector=metadata.name=storefront");
    const auto ready = [](const char* status) {
        return [status](const QJsonObject& e) {
            return conditionOf(e["object"_L1].toObject(), u"Ready"_s)["status"_L1].toString() == QLatin1String(status);
        };
    };
    const auto broken = watch->until(ready("False"))["object"_L1].toObject();
    QCOMPARE(conditionOf(broken, u"Ready"_s)["reason"_L1].toString(), u"HealthCheckFailed"_s);
    QVERIFY(conditionOf(broken, u"Ready"_s)["message"_L1].toString().contains("Deployment/web/storefront"_L1));
    QVERIFY(!watch->until(ready("True")).isEmpty());
}

QTEST_GUILESS_MAIN(TestDemoSimulation)
#include "tst_demo_simulation.moc"

// SPDX-License-Identifier: Apache-2.0
// The demo's Pods, ReplicaSets and Jobs agree with the workloads they belong to.
#include "demo_client.h"

#include <map>
#include <set>
#include <vector>

using namespace dg;
using namespace dg::demo;
using namespace dg::demo::test;

namespace {

std::unique_ptr<DemoCluster> still(int size = 0)
{
    DemoOptions options;
    options.size = size;
    options.alive = false;
    auto cluster = std::make_unique<DemoCluster>(options);
    return cluster->start() ? std::move(cluster) : nullptr;
}

QString meta(const QJsonObject& object, QLatin1String field)
{
    return object["metadata"_L1].toObject()[field].toString();
}
QString ownerUid(const QJsonObject& object)
{
    const auto owners = object["metadata"_L1].toObject()["ownerReferences"_L1].toArray();
    return owners.size() == 1 && owners[0].toObject()["controller"_L1].toBool() ? owners[0].toObject()["uid"_L1].toString() : QString();
}
QJsonObject part(const QJsonObject& object, QLatin1String name)
{
    return object[name].toObject();
}

} // namespace

class TestDemoWorkloads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyDeploymentHasAReplicaSetWithAsManyPodsAsItSays();
    void aStatefulSetsPodsAreNumberedAndADaemonSetsAreThere();
    void aCronJobHasJobsAndTheirPods();
    void whatHasNoImageSaysSo();
    void theSizedContentMakesThePodsOfOneNamespaceWhenAsked();

private:
    // Objects of a list by the uid of their controller.
    std::map<QString, std::vector<QJsonObject>> byOwner(const QByteArray& path)
    {
        std::map<QString, std::vector<QJsonObject>> owned;
        for (const auto& item : m_client->get(path).items())
            owned[ownerUid(item.toObject())].push_back(item.toObject());
        return owned;
    }
    std::unique_ptr<DemoCluster> m_cluster;
    std::unique_ptr<Client> m_client;
};

void TestDemoWorkloads::initTestCase()
{
    m_cluster = still();
    QVERIFY(m_cluster);
    m_client = std::make_unique<Client>(*m_cluster);
}

void TestDemoWorkloads::everyDeploymentHasAReplicaSetWithAsManyPodsAsItSays()
{
    auto sets = byOwner("/apis/apps/v1/replicasets");
    auto pods = byOwner("/api/v1/pods");
    QVERIFY(!sets.contains({}) && !pods.contains({})); // nothing is without a controller
    const auto deployments = m_client->get("/apis/apps/v1/deployments").items();
    QVERIFY(deployments.size() > 20);
    for (const auto& item : deployments) {
        const auto deployment = item.toObject();
        const auto name = nsNameOf(deployment);
        qint64 wanted = 0, running = 0, ready = 0;
        for (const auto& set : sets[meta(deployment, "uid"_L1)]) {
            wanted += part(set, "spec"_L1)["replicas"_L1].toInteger();
            for (const auto& pod : pods[meta(set, "uid"_L1)]) {
                ++running;
                ready += conditionOf(pod, u"Ready"_s)["status"_L1].toString() == "True"_L1;
                QCOMPARE(part(pod, "spec"_L1)["containers"_L1],
                    part(part(part(deployment, "spec"_L1), "template"_L1), "spec"_L1)["containers"_L1]);
            }
        }
        QVERIFY2(wanted == part(deployment, "spec"_L1)["replicas"_L1].toInteger(), qPrintable(name));
        QVERIFY2(running == wanted, qPrintable(name));
        QVERIFY2(ready == part(deployment, "status"_L1)["readyReplicas"_L1].toInteger(), qPrintable(name));
    }
}

void TestDemoWorkloads::aStatefulSetsPodsAreNumberedAndADaemonSetsAreThere()
{
    auto pods = byOwner("/api/v1/pods");
    int looked = 0;
    for (const auto& item : m_client->get("/apis/apps/v1/statefulsets").items()) {
        std::set<QString> names;
        for (const auto& pod : pods[meta(item.toObject(), "uid"_L1)])
            names.insert(meta(pod, "name"_L1));
        const auto replicas = part(item.toObject(), "spec"_L1)["replicas"_L1].toInteger();
        QCOMPARE(static_cast<qint64>(names.size()), replicas);
        for (int i = 0; i < replicas; ++i, ++looked)
            QVERIFY(names.contains(meta(item.toObject(), "name"_L1) + u'-' + QString::number(i)));
    }
    QVERIFY(looked > 2);
    const auto daemons = m_client->get("/apis/apps/v1/daemonsets").items();
    QCOMPARE(daemons.size(), 1);
    QCOMPARE(static_cast<qint64>(pods[meta(daemons[0].toObject(), "uid"_L1)].size()),
        part(daemons[0].toObject(), "status"_L1)["numberReady"_L1].toInteger());
}

void TestDemoWorkloads::aCronJobHasJobsAndTheirPods()
{
    auto jobs = byOwner("/apis/batch/v1/jobs");
    auto pods = byOwner("/api/v1/pods");
    const auto cronJobs = m_client->get("/apis/batch/v1/cronjobs").items();
    QVERIFY(cronJobs.size() > 1);
    for (const auto& item : cronJobs) {
        const auto& own = jobs[meta(item.toObject(), "uid"_L1)];
        QCOMPARE(own.size(), std::size_t{3});
        for (const auto& job : own) {
            QCOMPARE(conditionOf(job, u"Complete"_s)["status"_L1].toString(), u"True"_s);
            QCOMPARE(pods[meta(job, "uid"_L1)].size(), std::size_t{1});
            QCOMPARE(part(pods[meta(job, "uid"_L1)].front(), "status"_L1)["phase"_L1].toString(), u"Succeeded"_s);
        }
    }
}

void TestDemoWorkloads::whatHasNoImageSaysSo()
{
    int waiting = 0;
    for (const auto& item : m_client->get("/api/v1/namespaces/payments/pods").items()) {
        const auto pod = item.toObject();
        if (!meta(pod, "name"_L1).startsWith("api-"_L1))
            continue;
        const auto status = part(pod, "status"_L1)["containerStatuses"_L1].toArray()[0].toObject();
        QCOMPARE(part(part(status, "state"_L1), "waiting"_L1)["reason"_L1].toString(), u"ImagePullBackOff"_s);
        QVERIFY(status["image"_L1].toString().endsWith("api:2.14.0"_L1));
        ++waiting;
    }
    QCOMPARE(waiting, 3);
}

void TestDemoWorkloads::theSizedContentMakesThePodsOfOneNamespaceWhenAsked()
{
    const auto sized = still(500);
    QVERIFY(sized);
    Client client(*sized);
    const auto deployments = client.get("/apis/apps/v1/namespaces/team-003/deployments").items();
    const auto sets = client.get("/apis/apps/v1/namespaces/team-003/replicasets").items();
    const auto pods = client.get("/api/v1/namespaces/team-003/pods").items();
    QCOMPARE(sets.size(), deployments.size());
    QCOMPARE(pods.size(), deployments.size() * 2);
    std::set<QString> uids;
    for (const auto& deployment : deployments)
        uids.insert(meta(deployment.toObject(), "uid"_L1));
    for (const auto& set : sets) {
        QVERIFY(uids.contains(ownerUid(set.toObject())));
        uids.insert(meta(set.toObject(), "uid"_L1));
    }
    for (const auto& pod : pods)
        QVERIFY(uids.contains(ownerUid(pod.toObject())));
    const auto name = meta(pods[3].toObject(), "name"_L1).toLatin1();
    QCOMPARE(client.get("/api/v1/namespaces/team-003/pods/" + name).status, 200);
    QCOMPARE(client.get("/api/v1/namespaces/team-004/pods/" + name).status, 404);
    QCOMPARE(client.get("/api/v1/namespaces/team-003/pods?labelSelector=kustomize.toolkit.fluxcd.io/name").items().size(), 0);
}

QTEST_GUILESS_MAIN(TestDemoWorkloads)
#include "tst_demo_workloads.moc"

// SPDX-License-Identifier: Apache-2.0
// Pods, ReplicaSets and Jobs: owner, image, node, restarts, and why a container waits.
#include "flux/decode.h"
#include "flux/state.h"
#include "flux/workload_object.h"
#include "sample.h"

#include <QtTest>

using namespace dg;
using namespace dg::flux;

namespace {

std::shared_ptr<const WorkloadObject> decode(const char* group, const char* kind, const std::string& text)
{
    WorkloadDecoder decoder(group, "v1", kind, sample::pool());
    const auto record = sample::decodeWith(decoder, text);
    return record ? std::static_pointer_cast<const WorkloadObject>(*record) : nullptr;
}

std::string pod(const std::string& status, const std::string& spec = R"("containers":[{"image":"a:1","name":"a"}],"nodeName":"node-3")")
{
    return R"({"metadata":{"name":"p","namespace":"n","uid":"u","resourceVersion":"1","ownerReferences":[)"
           R"({"kind":"Other","name":"x","uid":"no"},{"kind":"ReplicaSet","name":"rs","uid":"rs-uid","controller":true}]},)"
           R"("spec":{)"
        + spec + R"(},"status":{)" + status + "}}";
}

} // namespace

class TestDecodeWorkload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPodNamesItsControllerAndNoOtherOwner()
    {
        const auto p = decode("", "Pod", pod(R"("phase":"Running")"));
        QVERIFY(p);
        QCOMPARE(p->type, store::RecordType::Workload);
        QCOMPARE(p->controllerKind.str(), std::string("ReplicaSet"));
        QCOMPARE(p->controllerName.str(), std::string("rs"));
        QCOMPARE(p->controllerUid, std::string("rs-uid"));
        QCOMPARE(p->apiVersion, std::string("v1"));
        QCOMPARE(p->image, std::string("a:1"));
        QCOMPARE(p->node, std::string("node-3"));
        QCOMPARE(p->moreImages, 0);
    }

    void restartsAreThoseOfAllContainers()
    {
        const auto p = decode("", "Pod",
            pod(R"("phase":"Running","initContainerStatuses":[{"restartCount":2}],"containerStatuses":[{"restartCount":3},{"restartCount":4}])",
                R"("containers":[{"image":"a:1"},{"image":"b:1"},{"image":"c:1"}],"initContainers":[{"image":"z:1"}])"));
        QCOMPARE(p->restarts, 9);
        QCOMPARE(p->image, std::string("a:1"));
        QCOMPARE(p->moreImages, 2);
        QCOMPARE(p->node, std::string());
    }

    void whyItWaitsIsThatOfTheFirstContainerThatDoes_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("state");
        QTest::newRow("an image that cannot be pulled")
            << QByteArray(R"("phase":"Pending","containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff","message":"m"}}}])")
            << QStringLiteral("ImagePullBackOff") << int(State::Reconciling);
        QTest::newRow("a crash") << QByteArray(
            R"("phase":"Running","conditions":[{"type":"Ready","status":"False"}],"containerStatuses":[{"state":{"running":{}}},{"state":{"waiting":{"reason":"CrashLoopBackOff"}},"restartCount":7}])")
                                 << QStringLiteral("CrashLoopBackOff") << int(State::Failed);
        QTest::newRow("an init container") << QByteArray(
            R"("phase":"Pending","initContainerStatuses":[{"state":{"waiting":{"reason":"CrashLoopBackOff"}}}],"containerStatuses":[{"state":{"waiting":{"reason":"PodInitializing"}}}])")
                                           << QStringLiteral("CrashLoopBackOff") << int(State::Reconciling);
        QTest::newRow("an init container, listed last") << QByteArray(
            R"("phase":"Pending","containerStatuses":[{"state":{"waiting":{"reason":"PodInitializing"}}}],"initContainerStatuses":[{"state":{"waiting":{"reason":"ErrImagePull"}}}])")
                                                        << QStringLiteral("ErrImagePull") << int(State::Reconciling);
        QTest::newRow("nothing") << QByteArray(
            R"("phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"state":{"running":{}}}])")
                                 << QString() << int(State::Ready);
    }
    void whyItWaitsIsThatOfTheFirstContainerThatDoes()
    {
        QFETCH(QByteArray, status);
        QFETCH(QString, reason);
        QFETCH(int, state);
        const auto p = decode("", "Pod", pod(status.toStdString()));
        QVERIFY(p);
        QCOMPARE(QString::fromStdString(p->waitingReason), reason);
        QCOMPARE(int(evaluate(*p).state), state);
    }

    void aReplicaSetKnowsItsRolloutAndHowManyItWants()
    {
        const auto rs = decode("apps", "ReplicaSet",
            R"({"metadata":{"name":"web-1","annotations":{"deployment.kubernetes.io/revision":"14"},"ownerReferences":[{"controller":true,"uid":"d","kind":"Deployment","name":"web"}]},"spec":{"replicas":0,"template":{"spec":{"containers":[{"image":"trap"}]}}},"status":{"replicas":0}})");
        QVERIFY(rs);
        QCOMPARE(rs->rollout, 14);
        QCOMPARE(rs->replicas, 0);
        QCOMPARE(rs->image, std::string());
        QCOMPARE(rs->controllerUid, std::string("d"));
    }

    void oddOwnersAndCountsAreNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("owners that are no list") << QByteArray(R"({"metadata":{"name":"p","ownerReferences":{"controller":true}}})");
        QTest::newRow("owners that are no objects") << QByteArray(R"({"metadata":{"name":"p","ownerReferences":["x",1,null]}})");
        QTest::newRow("a rollout that is no number")
            << QByteArray(R"({"metadata":{"name":"p","annotations":{"deployment.kubernetes.io/revision":"v2"}}})");
        QTest::newRow("restarts that are no number") << QByteArray(
            R"({"metadata":{"name":"p"},"status":{"containerStatuses":[{"restartCount":"many"}]},"spec":{"containers":"none"}})");
    }
    void oddOwnersAndCountsAreNone()
    {
        QFETCH(QByteArray, text);
        const auto p = decode("", "Pod", text.toStdString());
        QVERIFY(p);
        QCOMPARE(p->controllerUid, std::string());
        QCOMPARE(p->restarts, 0);
        QCOMPARE(p->rollout, 0);
    }

    void onlyWhatHasChildrenIsAWorkload()
    {
        QVERIFY(isWorkload("apps", "Deployment") && isWorkload("batch", "CronJob") && isWorkload("apps", "ReplicaSet"));
        QVERIFY(!isWorkload("", "Pod") && !isWorkload("example.com", "Deployment") && !isWorkload("batch", "Deployment"));
    }
};

QTEST_GUILESS_MAIN(TestDecodeWorkload)
#include "tst_decode_workload.moc"

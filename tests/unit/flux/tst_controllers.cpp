// SPDX-License-Identifier: Apache-2.0
#include "flux/controllers.h"
#include "sample.h"

#include <QtTest>

using namespace dg;
using namespace dg::flux;

namespace {

store::Delta read(bool pod, QByteArray text)
{
    text.replace('\'', '"');
    ControllerDecoder decoder(pod, sample::pool());
    auto record = sample::decodeWith(decoder, text.toStdString());
    if (!record)
        qFatal("not decoded");
    const auto key = (*record)->key;
    return {key, store::RecordType::Controller, std::move(*record), {}};
}

store::Delta deployment(const char* name, const char* version, int ready)
{
    return read(false,
        QByteArray("{'metadata':{'name':'") + name + "','namespace':'flux-system','labels':{'app.kubernetes.io/version':'" + version
            + "'}},'spec':{'replicas':1,'template':{'spec':{'containers':[{'image':'ghcr.io/fluxcd/x:v1.2.3@sha256:0','args':['--a',"
              "'--watch-label-selector=sharding.fluxcd.io/key=s1']}]}}},'status':{'readyReplicas':"
            + QByteArray::number(ready) + "}}");
}

} // namespace

class TestControllers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeploymentAndItsPodsMakeOneController()
    {
        Controllers c;
        c.apply(deployment("source-controller", "v2.9.1", 1));
        c.apply(read(true,
            "{'metadata':{'name':'source-controller-1','namespace':'flux-system','labels':{'app':'source-controller'}},'status':{"
            "'containerStatuses':[{'restartCount':3,'image':'x','state':{'waiting':{'reason':'CrashLoopBackOff'}}}]}}"));
        const auto all = c.list();
        QCOMPARE(all.size(), std::size_t(1));
        QCOMPARE(all[0].version, std::string("v1.2.3"));
        QCOMPARE(all[0].distribution, std::string("v2.9.1"));
        QCOMPARE(all[0].restarts, 3);
        QCOMPARE(all[0].waiting, std::string("CrashLoopBackOff"));
        QCOMPARE(all[0].shard, std::string("sharding.fluxcd.io/key=s1"));
        QCOMPARE(c.distribution(), std::string("v2.9.1"));
    }

    void absenceSaysSomethingOnlyWhereTheListsCouldBeRead()
    {
        Controllers c;
        c.apply(deployment("source-controller", "v2.9.1", 1));
        QVERIFY(!c.troubleWith("helm-controller"));
        c.setReadable(true);
        QVERIFY(!c.troubleWith("source-controller"));
        const auto trouble = c.troubleWith("helm-controller");
        QVERIFY(trouble && trouble->absent);
        Controllers none; // Flux without these labels: nothing is known of it
        none.setReadable(true);
        QVERIFY(!none.troubleWith("helm-controller"));
        auto gone = deployment("source-controller", "v2.9.1", 1);
        gone.record = nullptr;
        c.apply(gone);
        QVERIFY(c.empty());
    }

    void supportEndsThreeMinorVersionsBack()
    {
        QCOMPARE(int(supportOf("v2.9.1")), int(Support::Supported));
        QCOMPARE(int(supportOf("v2.7.0")), int(Support::Supported));
        QCOMPARE(int(supportOf("v2.6.4")), int(Support::OutOfSupport));
        QCOMPARE(int(supportOf("0.41.2")), int(Support::OutOfSupport));
        QCOMPARE(int(supportOf("v2.12.0")), int(Support::Supported)); // newer than this program
        for (const auto* odd : {"", "latest", "v2", "2."})
            QCOMPARE(int(supportOf(odd)), int(Support::NotKnown));
    }

    void thePodsAreChosenByAllControllersNames()
    {
        const auto selector = controllerPodSelector();
        for (const auto& kind : kinds()) {
            if (!kind.controller.empty())
                QVERIFY(selector.find(kind.controller) != std::string::npos);
        }
        QVERIFY(selector.starts_with("app in (") && selector.ends_with(")"));
    }
};

QTEST_APPLESS_MAIN(TestControllers)
#include "tst_controllers.moc"

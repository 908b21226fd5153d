// SPDX-License-Identifier: Apache-2.0
#include "sample.h"

#include <QtTest>

using namespace dg;
using namespace dg::flux;

class TestHealth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workloadsReadByTheRulesOfKstatus_data()
    {
        QTest::addColumn<QByteArray>("group");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("health");
        const auto row = [](const char* name, const char* group, const char* kind, const char* body, Health health) {
            QTest::newRow(name) << QByteArray(group) << QByteArray(kind) << QByteArray(body) << int(health);
        };
        row("deployment done", "apps", "Deployment",
            ",'spec':{'replicas':1},'status':{'observedGeneration':2,'replicas':1,'updatedReplicas':1,'availableReplicas':1,'readyReplicas'"
            ":1,'conditions':[{'type':'Available','status':'True'}]}",
            Health::Current);
        row("deployment not seen", "apps", "Deployment",
            ",'spec':{'replicas':1},'status':{'observedGeneration':1,'replicas':1,'updatedReplicas':1,'availableReplicas':1,'readyReplicas'"
            ":1,'conditions':[{'type':'Available','status':'True'}]}",
            Health::InProgress);
        row("deployment short of one", "apps", "Deployment",
            ",'spec':{'replicas':2},'status':{'observedGeneration':2,'replicas':2,'updatedReplicas':2,'availableReplicas':1,'readyReplicas'"
            ":1,'conditions':[{'type':'Available','status':'True'}]}",
            Health::InProgress);
        row("deployment over its deadline", "apps", "Deployment",
            ",'spec':{},'status':{'observedGeneration':2,'conditions':[{'type':'Progressing','status':'False','reason':'"
            "ProgressDeadlineExceeded'}]}",
            Health::Failed);
        row("stateful set on delete", "apps", "StatefulSet", ",'spec':{'replicas':3,'updateStrategy':{'type':'OnDelete'}},'status':{}",
            Health::Current);
        row("stateful set revision", "apps", "StatefulSet",
            ",'spec':{},'status':{'replicas':1,'readyReplicas':1,'currentReplicas':1,'currentRevision':'a','updateRevision':'b'}",
            Health::InProgress);
        row("stateful set partition", "apps", "StatefulSet",
            ",'spec':{'replicas':3,'updateStrategy':{'rollingUpdate':{'partition':2}}},'status':{'replicas':3,'readyReplicas':3,'"
            "updatedReplicas':1}",
            Health::Current);
        row("daemon set unseen", "apps", "DaemonSet", ",'spec':{},'status':{}", Health::InProgress);
        row("replica set", "apps", "ReplicaSet",
            ",'spec':{'replicas':1},'status':{'fullyLabeledReplicas':1,'availableReplicas':1,'readyReplicas':1,'replicas':1}",
            Health::Current);
        row("job running", "batch", "Job", ",'spec':{},'status':{'startTime':'2026-01-01T00:00:00Z'}", Health::InProgress);
        row("job done", "batch", "Job", ",'spec':{},'status':{'conditions':[{'type':'Complete','status':'True'}]}", Health::Current);
        row("job failed", "batch", "Job", ",'spec':{},'status':{'conditions':[{'type':'Failed','status':'True'}]}", Health::Failed);
        row("job suspended", "batch", "Job", ",'spec':{'suspend':true},'status':{}", Health::Current);
        row("pod crashing", "", "Pod",
            ",'spec':{},'status':{'phase':'Running','containerStatuses':[{'state':{'waiting':{'reason':'CrashLoopBackOff'}}}]}",
            Health::Failed);
        row("pod failed", "", "Pod", ",'spec':{},'status':{'phase':'Failed'}", Health::Failed);
        row("pod evicted", "", "Pod", ",'spec':{},'status':{'phase':'Failed','reason':'Evicted'}", Health::Current);
        row("definition established", "apiextensions.k8s.io", "CustomResourceDefinition",
            ",'status':{'conditions':[{'type':'NamesAccepted','status':'True'},{'type':'Established','status':'True'}]}", Health::Current);
        row("definition whose names clash", "apiextensions.k8s.io", "CustomResourceDefinition",
            ",'status':{'conditions':[{'type':'NamesAccepted','status':'False'},{'type':'Established','status':'False','reason':'"
            "Installing'}]}",
            Health::Failed);
        row("definition being installed", "apiextensions.k8s.io", "CustomResourceDefinition",
            ",'status':{'conditions':[{'type':'Established','status':'False','reason':'Installing'}]}", Health::InProgress);
        row("budget", "policy", "PodDisruptionBudget", ",'status':{'observedGeneration':2}", Health::Current);
        row("budget not seen", "policy", "PodDisruptionBudget", ",'status':{'observedGeneration':1}", Health::InProgress);
        row("autoscaler", "autoscaling", "HorizontalPodAutoscaler",
            ",'spec':{},'status':{'conditions':[{'type':'ScalingActive','status':'True'}]}", Health::Current);
        row("another controller's object, ready", "infra.contrib.fluxcd.io", "Terraform",
            ",'status':{'observedGeneration':2,'conditions':[{'type':'Ready','status':'True'}]}", Health::Current);
        row("another controller's object, not ready", "infra.contrib.fluxcd.io", "Terraform",
            ",'status':{'observedGeneration':2,'conditions':[{'type':'Ready','status':'False'}]}", Health::InProgress);
        row("another controller's object, stalled", "flagger.app", "Canary",
            ",'status':{'conditions':[{'type':'Stalled','status':'True'}]}", Health::Failed);
        row("another controller's object without conditions", "example.com", "Widget", ",'spec':{}", Health::Current);
        row("claim pending", "", "PersistentVolumeClaim", ",'spec':{},'status':{'phase':'Pending'}", Health::InProgress);
        row("load balancer without address", "", "Service",
            ",'spec':{'type':'LoadBalancer','clusterIP':'10.0.0.1'},'status':{'loadBalancer':{}}", Health::InProgress);
        row("plain service", "", "Service", ",'spec':{'type':'ClusterIP'},'status':{'loadBalancer':{}}", Health::Current);
        row("config map by metadata", "", "ConfigMap", "", Health::Current);
        row("deployment by metadata", "apps", "Deployment", "", Health::NotRead);
        row("custom resource by metadata", "example.org", "Thing", "", Health::NotRead);
    }
    void workloadsReadByTheRulesOfKstatus()
    {
        QFETCH(QByteArray, group);
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, body);
        body.prepend("{'metadata':{'name':'o','namespace':'n','generation':2,'labels':{'helm.toolkit.fluxcd.io/"
                     "name':'r','helm.toolkit.fluxcd.io/namespace':'s'}}")
            .append("}")
            .replace('\'', '"');
        const auto object = sample::managed(group.toStdString(), kind.toStdString(), body.toStdString());
        QVERIFY(object);
        QTEST(int(object->health), "health");
        QCOMPARE(object->owner.kind.str() + "/" + object->owner.ns.str() + "/" + object->owner.name.str(), std::string("HelmRelease/s/r"));
    }
};

QTEST_GUILESS_MAIN(TestHealth)
#include "tst_health.moc"

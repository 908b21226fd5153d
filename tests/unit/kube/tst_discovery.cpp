// SPDX-License-Identifier: Apache-2.0
#include "kube/discovery.h"

#include <QtTest>

using namespace dg;
using namespace dg::kube;

class TestDiscovery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePreferredVersionComesFirst()
    {
        Discovery found;
        QVERIFY(readAggregated(R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[
          {"metadata":{"name":"source.toolkit.fluxcd.io"},"versions":[
            {"version":"v1","freshness":"Current","resources":[
              {"resource":"gitrepositories","responseKind":{"group":"source.toolkit.fluxcd.io","version":"v1","kind":"GitRepository"},"scope":"Namespaced","verbs":["get","list","watch"],
               "subresources":[{"subresource":"status","responseKind":{"kind":"GitRepository"}}]}]},
            {"version":"v1beta2","freshness":"Current","resources":[
              {"resource":"gitrepositories","responseKind":{"kind":"GitRepository"},"scope":"Namespaced","verbs":[]},
              {"resource":"ocirepositories","responseKind":{"kind":"OCIRepository"},"scope":"Namespaced","verbs":[]}]}]},
          {"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1beta1","freshness":"Stale"}]},
          {"versions":[{"version":"v1","resources":[{"resource":"nodes","responseKind":{"kind":"Node"},"scope":"Cluster"}]}]},
          {"metadata":null,"versions":"odd"}, 7]})",
            found));
        QCOMPARE(found.resources.size(), std::size_t{4});
        QCOMPARE(found.find("source.toolkit.fluxcd.io", "GitRepository")->version, std::string("v1"));
        QCOMPARE(found.find("source.toolkit.fluxcd.io", "GitRepository")->verbs.size(), std::size_t{3});
        QCOMPARE(found.find("source.toolkit.fluxcd.io", "v1beta2", "GitRepository")->version, std::string("v1beta2"));
        QCOMPARE(found.find("source.toolkit.fluxcd.io", "OCIRepository")->version, std::string("v1beta2"));
        QVERIFY(!found.find("", "Node")->namespaced);
        QVERIFY(!found.find("", "GitRepository"));
        QCOMPARE(found.broken, std::vector<std::string>{"metrics.k8s.io/v1beta1"});
    }

    void theOlderFormIsRead()
    {
        std::vector<GroupVersion> versions;
        QVERIFY(readGroups(
            R"({"kind":"APIGroupList","groups":[{"name":"apps","versions":[{"groupVersion":"apps/v1beta1","version":"v1beta1"},{"version":"v1"}],"preferredVersion":{"version":"v1"}}]})",
            versions));
        QVERIFY(readGroups(R"({"kind":"APIVersions","versions":["v1"]})", versions));
        QCOMPARE(versions.size(), std::size_t{3});
        QCOMPARE(versions[0].version, std::string("v1"));
        QCOMPARE(versions[1].version, std::string("v1beta1"));
        QVERIFY(versions[2].group.empty());
        Discovery found;
        QVERIFY(readResources(R"({"kind":"APIResourceList","groupVersion":"apps/v1","resources":[
          {"name":"deployments","namespaced":true,"kind":"Deployment","verbs":["list"]},{"name":"deployments/scale","namespaced":true,"group":"autoscaling","kind":"Scale"}]})",
            versions[0], found));
        QCOMPARE(found.resources.size(), std::size_t{1});
        QCOMPARE(found.resources[0].path("a", "b"), std::string("/apis/apps/v1/namespaces/a/deployments/b"));
    }

    void otherBodiesAddNothing()
    {
        Discovery found;
        std::vector<GroupVersion> versions;
        for (const char* body : {"", "{", "<html>", "[]", R"({"kind":"Status","code":503})"}) {
            QVERIFY(!readAggregated(body, found));
            QVERIFY(!readGroups(body, versions));
            QVERIFY(!readResources(body, {"g", "v1"}, found));
        }
        QVERIFY(found.resources.empty() && found.broken.empty() && versions.empty());
    }
};

QTEST_GUILESS_MAIN(TestDiscovery)
#include "tst_discovery.moc"

// SPDX-License-Identifier: Apache-2.0
// Only what a link or a controller's own message proves is a cause (contracts.md §4).
#include "flux/root_cause.h"
#include "sample.h"

#include <QtTest>

#include <map>
#include <set>

using namespace dg;
using namespace dg::flux;

namespace {

// A little cluster: objects by key, evaluated as the tree does it.
struct Cluster {
    std::map<std::string, std::shared_ptr<const FluxObject>> objects;
    std::set<std::string> unreadable;
    Controllers controllers;

    void add(Kind kind, const char* name, const char* reason, const char* message, const char* spec = "", const char* meta = "")
    {
        const bool ready = std::string_view(reason) == "Succeeded";
        QByteArray text = QByteArray("{'metadata':{'name':'") + name + "','namespace':'flux','generation':1" + meta + "},'spec':{" + spec
            + "},'status':{'conditions':[{'type':'Ready','status':'" + (ready ? "True" : "False") + "','reason':'" + reason
            + "','message':'MESSAGE','observedGeneration':1}]}}";
        text.replace('\'', '"').replace("MESSAGE", QByteArray(message).replace("\"", "\\\""));
        auto made = sample::fluxObject(kind, text.toStdString());
        objects[made->key.toString()] = made;
    }
    const FluxObject* find(const ObjectKey& key) const
    {
        const auto found = objects.find(key.toString());
        return found == objects.end() ? nullptr : found->second.get();
    }
    Surroundings around() const
    {
        return {[this](const ObjectKey& key) { return find(key); }, [this](const FluxObject& object) { return verdict(object); },
            [this](std::string_view kind) { return !unreadable.contains(std::string(kind)); }, &controllers};
    }
    Verdict verdict(const FluxObject& object) const
    {
        return evaluate(object,
            sourceCondition(
                object, [this](const ObjectKey& key) { return find(key); },
                [this](std::string_view kind) { return !unreadable.contains(std::string(kind)); }, sample::pool()));
    }
    // "Kind/ns/name reason", or "".
    std::string cause(const char* key) const
    {
        const auto& object = *objects.at(key);
        const auto found = rootCause(object, verdict(object), around(), sample::pool());
        return found ? found->object.kind.str() + "/" + found->object.ns.str() + "/" + found->object.name.str() + " " + found->reason : "";
    }
    void addController(const char* name, int ready)
    {
        auto record = std::make_shared<ControllerRecord>();
        record->key = {sample::pool().intern("controllers/apps"), sample::pool().intern("Deployment"), sample::pool().intern("flux-system"),
            sample::pool().intern(name)};
        record->app = name;
        record->ready = ready;
        controllers.apply({record->key, store::RecordType::Controller, record, {}});
        controllers.setReadable(true);
    }
};

const char* const Source = "'sourceRef':{'kind':'GitRepository','name':'src'}";

} // namespace

class TestRootCause : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsReadyHasNoCauseAlsoWhereItsSourceFails()
    {
        Cluster c;
        c.add(Kind::GitRepository, "src", "GitOperationFailed", "authentication required");
        c.add(Kind::Kustomization, "apps", "Succeeded", "applied", Source);
        QCOMPARE(c.cause("Kustomization/flux/apps"), std::string());
    }

    void theFirstFailingLinkUpTheChainIsTheCause()
    {
        Cluster c;
        c.add(Kind::GitRepository, "src", "GitOperationFailed", "authentication required");
        c.add(Kind::Kustomization, "a", "ArtifactFailed", "artifact not found", Source);
        c.add(Kind::Kustomization, "b", "DependencyNotReady", "dependency 'flux/a' is not ready", "'dependsOn':[{'name':'a'}]");
        c.add(Kind::Kustomization, "c", "DependencyNotReady", "dependency 'flux/b' is not ready", "'dependsOn':[{'name':'b'}]");
        for (const auto* name : {"Kustomization/flux/a", "Kustomization/flux/b", "Kustomization/flux/c"})
            QCOMPARE(c.cause(name), std::string("GitRepository/flux/src GitOperationFailed"));
        QCOMPARE(c.cause("GitRepository/flux/src"), std::string()); // itself
    }

    void anAbsentOrUnreadableLinkIsSaid()
    {
        Cluster c;
        c.add(Kind::Kustomization, "a", "ArtifactFailed", "artifact not found", Source);
        QCOMPARE(c.cause("Kustomization/flux/a"), std::string("GitRepository/flux/src NotFound"));
        c.add(Kind::Kustomization, "b", "DependencyNotReady", "dependency 'flux/gone' not found: x", "'dependsOn':[{'name':'gone'}]");
        QCOMPARE(c.cause("Kustomization/flux/b"), std::string("Kustomization/flux/gone NotFound"));
        c.unreadable = {"Kustomization", "GitRepository"};
        QCOMPARE(c.cause("Kustomization/flux/b"), std::string("Kustomization/flux/gone NotRead"));
        QCOMPARE(c.cause("Kustomization/flux/a"), std::string()); // whether its source is there nobody knows: it failed
    }

    void aCircleOfDependenciesEnds()
    {
        Cluster c;
        c.add(Kind::Kustomization, "a", "DependencyNotReady", "dependency 'flux/b' is not ready", "'dependsOn':[{'name':'b'}]");
        c.add(Kind::Kustomization, "b", "DependencyNotReady", "dependency 'flux/a' is not ready", "'dependsOn':[{'name':'a'}]");
        QVERIFY(!c.cause("Kustomization/flux/a").empty());
    }

    void aSecretThatTheMessageNames_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("cause");
        QTest::newRow("source-controller") << QByteArray("failed to get secret 'flux/creds': secrets \"creds\" not found")
                                           << QByteArray("Secret/flux/creds AuthenticationFailed");
        QTest::newRow("API server") << QByteArray("secrets \"creds\" not found") << QByteArray("Secret/flux/creds AuthenticationFailed");
        QTest::newRow("other namespace") << QByteArray("failed to get secret 'team/creds'")
                                         << QByteArray("Secret/team/creds AuthenticationFailed");
        QTest::newRow("kind as prefix") << QByteArray("could not get Secret 'Secret/creds'")
                                        << QByteArray("Secret/flux/creds AuthenticationFailed");
        QTest::newRow("only the word") << QByteArray("the secret is wrong, see 'docs'") << QByteArray();
        QTest::newRow("a sentence in quotes") << QByteArray("secret 'not a name at all'") << QByteArray();
        QTest::newRow("nothing of it") << QByteArray("authentication required") << QByteArray();
    }
    void aSecretThatTheMessageNames()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, cause);
        Cluster c;
        c.add(Kind::GitRepository, "src", "AuthenticationFailed", message.constData(), "'secretRef':{'name':'creds'}");
        QCOMPARE(c.cause("GitRepository/flux/src"), cause.toStdString());
    }

    void aFailedHealthCheckNamesWhatNeverBecameHealthy()
    {
        Cluster c;
        c.add(Kind::Kustomization, "apps", "HealthCheckFailed",
            "health check failed after 30.1s: timeout waiting for: [Deployment/payments/api status: 'InProgress', HelmRelease/flux/redis "
            "status: 'InProgress']");
        QCOMPARE(c.cause("Kustomization/flux/apps"), std::string("Deployment/payments/api HealthCheckFailed"));
        // A Flux object among them is a link: it says why itself.
        c.add(Kind::HelmRelease, "redis", "InstallFailed", "timed out");
        QCOMPARE(c.cause("Kustomization/flux/apps"), std::string("HelmRelease/flux/redis InstallFailed"));
        const auto named
            = objectsInHealthMessage("[ClusterRole/system:x status: 'Unknown', Service/web/a status: 'InProgress']", sample::pool());
        QCOMPARE(named.size(), std::size_t(2));
        QCOMPARE(named[0].name.str(), std::string("system:x"));
        QVERIFY(named[0].ns.empty());
        QCOMPARE(named[1].ns.str(), std::string("web"));
    }

    void aControllerThatIsDownExplainsWhatNobodyHasLookedAt()
    {
        Cluster c;
        c.add(Kind::Kustomization, "edited", "Succeeded", "applied", "", ",'generation':2");
        c.objects.clear();
        const auto stale = sample::fluxObject(Kind::Kustomization,
            R"({"metadata":{"name":"edited","namespace":"flux","generation":2},"status":{"conditions":[{"type":"Ready","status":"True","reason":"x","observedGeneration":1}]}})");
        c.objects[stale->key.toString()] = stale;
        QCOMPARE(c.cause("Kustomization/flux/edited"), std::string()); // the controllers may not be seen: not known
        c.addController("source-controller", 1);
        QCOMPARE(c.cause("Kustomization/flux/edited"), std::string("Deployment/flux-system/kustomize-controller ControllerNotFound"));
        c.addController("kustomize-controller", 0);
        QCOMPARE(c.cause("Kustomization/flux/edited"), std::string("Deployment/flux-system/kustomize-controller ControllerNotReady"));
        c.addController("kustomize-controller-shard1", 1); // a shard does the same work
        QCOMPARE(c.cause("Kustomization/flux/edited"), std::string());
        const auto suspended = sample::fluxObject(
            Kind::Kustomization, R"({"metadata":{"name":"off","namespace":"flux","generation":1},"spec":{"suspend":true}})");
        Cluster down;
        down.addController("kustomize-controller", 0);
        down.objects[suspended->key.toString()] = suspended;
        QCOMPARE(down.cause("Kustomization/flux/off"), std::string()); // created suspended: nobody is meant to look
    }
};

QTEST_APPLESS_MAIN(TestRootCause)
#include "tst_root_cause.moc"

// SPDX-License-Identifier: Apache-2.0
// The issue's "done when" against a real control plane: the same states as kubectl sees, a push followed live, an API
// server's restart survived without a lost or ghost row, a reconcile followed to its outcome.
#include "flux/stored_release.h"
#include "watched.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace dg;
using namespace dg::test;

namespace {

// What the sample content must come to (tests/cluster/sample.py), written down before the run from contracts, not from
// what the program says.
const std::map<std::string, std::string> Expected{
    {"OCIRepository/flux-system/apps", "ready"}, {"OCIRepository/flux-system/absent", "failed"},
    {"GitRepository/flux-system/docs", "ready"}, {"HelmRepository/flux-system/charts", "ready"},
    {"HelmRepository/flux-system/oci-charts", "ready"}, // has no status
    {"HelmChart/flux-system/apps-redis", "ready"}, {"HelmChart/flux-system/apps-missing-chart", "stalled"}, // InvalidChartReference
    {"HelmRelease/apps/redis", "ready"}, {"HelmRelease/apps/missing-chart", "waiting"}, // its HelmChart is not ready
    {"Kustomization/flux-system/platform", "ready"}, {"Kustomization/flux-system/apps", "ready"},
    {"Kustomization/flux-system/docs", "ready"}, {"Kustomization/flux-system/broken", "failed"},
    {"Kustomization/flux-system/payments", "failed"}, // health check: there is no kubelet
    {"Kustomization/flux-system/web", "waiting"}, // for payments
    {"Kustomization/flux-system/orphan", "waiting"}, // its source never had an artifact
    {"Kustomization/flux-system/paused", "unknown, suspended"}, // created suspended: nobody has looked at it
};

std::set<std::string> keysOf(const std::map<std::string, std::string>& states)
{
    std::set<std::string> keys;
    for (const auto& [key, state] : states)
        keys.insert(key);
    return keys;
}

const char* describe(const std::map<std::string, std::string>& have, const std::map<std::string, std::string>& want)
{
    static QByteArray text;
    text.clear();
    for (const auto& [key, state] : want) {
        const auto it = have.find(key);
        if (it == have.end() || it->second != state)
            text += QByteArray::fromStdString("\n  " + key + ": " + (it == have.end() ? "absent" : it->second) + ", expected " + state);
    }
    for (const auto& [key, state] : have) {
        if (!want.contains(key))
            text += QByteArray::fromStdString("\n  " + key + ": " + state + ", not expected");
    }
    return text.constData();
}

} // namespace

class LiveTreeTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QString why;
        m_plane = ControlPlane::start({QStringLiteral("--sample")}, why);
        QVERIFY2(m_plane, qPrintable(why));
        m_cluster = std::make_unique<Watched>(m_plane->kubeconfig(), "bed");
    }
    void cleanupTestCase()
    {
        m_cluster.reset();
        m_plane.reset();
    }

    void everyObjectComesToTheStateThatTheContractGivesIt()
    {
        // A pass under way shows as reconciling: what counts is that each object settles where it must.
        std::map<std::string, std::string> settled;
        const bool reached = m_plane->waitFor(
            [&] {
                for (const auto& [key, state] : m_cluster->states()) {
                    if (!state.starts_with("reconciling"))
                        settled[key] = state;
                }
                return settled == Expected;
            },
            150);
        QVERIFY2(reached, describe(settled, Expected));
        QCOMPARE(m_cluster->status().phase, session::ConnectionPhase::Live);
        QVERIFY(m_cluster->status().complete);
    }

    // kubectl is the oracle: what is ready to it is ready here, and nothing is here that is not there.
    void kubectlSeesTheSameObjectsAndTheSameReadiness()
    {
        std::map<std::string, QString> ready;
        for (const auto* kinds :
            {"kustomizations", "helmreleases", "ocirepositories,gitrepositories,helmrepositories,helmcharts,buckets,externalartifacts"}) {
            const auto json = m_plane->kubectl(
                {QStringLiteral("get"), QLatin1String(kinds), QStringLiteral("-A"), QStringLiteral("-o"), QStringLiteral("json")});
            const auto items = QJsonDocument::fromJson(json.toUtf8()).object().value(QLatin1String("items")).toArray();
            for (const auto& item : items) {
                const auto object = item.toObject();
                const auto meta = object.value(QLatin1String("metadata")).toObject();
                const auto name = object.value(QLatin1String("kind")).toString() + u'/' + meta.value(QLatin1String("namespace")).toString()
                    + u'/' + meta.value(QLatin1String("name")).toString();
                QString status = QStringLiteral("none");
                for (const auto& condition :
                    object.value(QLatin1String("status")).toObject().value(QLatin1String("conditions")).toArray()) {
                    if (condition.toObject().value(QLatin1String("type")).toString() == u"Ready")
                        status = condition.toObject().value(QLatin1String("status")).toString();
                }
                ready[name.toStdString()] = status;
            }
        }
        QVERIFY(ready.size() >= Expected.size());
        const auto states = m_cluster->states();
        std::set<std::string> there;
        for (const auto& [key, status] : ready) {
            there.insert(key);
            const auto it = states.find(key);
            QVERIFY2(it != states.end(), key.c_str());
            if (status == u"Unknown")
                continue; // in the middle of a pass, which the tree does not show when it brings no news
            if (it->second == "ready")
                QVERIFY2(status == u"True" || key == "HelmRepository/flux-system/oci-charts",
                    qPrintable(QString::fromStdString(key) + u' ' + status));
            if (status == u"False")
                QVERIFY2(it->second.starts_with("failed") || it->second.starts_with("stalled") || it->second.starts_with("waiting")
                        || it->second.starts_with("stale") || it->second.starts_with("reconciling"),
                    key.c_str());
        }
        QCOMPARE(keysOf(states), there);
    }

    void managedObjectsOfTheInventoriesAreFoundInTheCluster()
    {
        QVERIFY(m_plane->waitFor(
            [&] {
                m_cluster->pump();
                const auto object = m_cluster->tree().findManaged(m_cluster->key("apps", "Deployment", "apps", "podinfo"));
                return object && object->health == flux::Health::InProgress; // no kubelet: it never becomes available
            },
            60));
        // Each kind comes on its own stream, in no order among them.
        QVERIFY(m_plane->waitFor(
            [&] { return m_cluster->pump(), m_cluster->tree().findManaged(m_cluster->key("", "ConfigMap", "apps", "redis-config")) != nullptr; },
            60));
    }

    // kubectl names the ReplicaSet and the Pod that the real kube-controller-manager made; nothing schedules the Pod.
    void anOpenDeploymentShowsItsRealReplicaSetAndPodLive()
    {
        auto& tree = m_cluster->tree();
        tree.setWantedWorkloadsChanged([&] {
            std::vector<std::string> namespaces;
            for (const auto ns : tree.wantedWorkloads())
                namespaces.push_back(ns.str());
            m_cluster->session().watchWorkloads(std::move(namespaces));
        });
        const auto key = m_cluster->key("apps", "Deployment", "payments", "api");
        QVERIFY(m_plane->waitFor([&] { return m_cluster->pump(), tree.findManaged(key) != nullptr; }, 60));
        const int resets = m_cluster->resets();
        const int row = tree.reveal(key);
        QVERIFY(row >= 0 && tree.row(row).hasChildren);
        QVERIFY(tree.podsOf(key).empty());
        tree.setExpanded(row, true);
        const auto names = [&](const char* kind) {
            return m_plane
                ->kubectl({QStringLiteral("get"), QLatin1String(kind), QStringLiteral("-n"), QStringLiteral("payments"),
                    QStringLiteral("-o"), QStringLiteral("jsonpath={.items[*].metadata.name}")})
                .trimmed();
        };
        QVERIFY(m_plane->waitFor([&] { return m_cluster->pump(), tree.podsOf(key).size() == 1; }, 60));
        QCOMPARE(m_cluster->resets(), resets);
        const auto set = tree.row(tree.indexOf(key) + 1);
        const auto pod = tree.row(tree.indexOf(key) + 2);
        QCOMPARE(set.type, tree::RowType::Child);
        QCOMPARE(
            QString::fromStdString(set.key.kind.str() + "/" + set.key.name.str()), QStringLiteral("ReplicaSet/") + names("replicasets"));
        QCOMPARE(QString::fromStdString(pod.key.kind.str() + "/" + pod.key.name.str()), QStringLiteral("Pod/") + names("pods"));
        QCOMPARE(pod.workload->image, std::string("registry.example.com/payments/api:2.14.0"));
        QCOMPARE(pod.workload->node, std::string());
        QCOMPARE(pod.verdict.state, flux::State::Reconciling); // Pending
        QCOMPARE(tree.ownersOf(pod.key), (std::vector{set.key, key}));
        QCOMPARE(set.workload->rollout, 1);

        // Its successor has another name; the row of the old one goes.
        const auto old = pod.key;
        m_plane->kubectl({QStringLiteral("delete"), QStringLiteral("pod"), QString::fromStdString(old.name.str()), QStringLiteral("-n"),
            QStringLiteral("payments"), QStringLiteral("--wait=false")});
        QVERIFY(m_plane->waitFor(
            [&] {
                m_cluster->pump();
                const auto pods = tree.podsOf(key);
                return pods.size() == 1 && pods.front()->key != old;
            },
            60));
        QCOMPARE(tree.indexOf(old), -1);
        QCOMPARE(QString::fromStdString(tree.podsOf(key).front()->key.name.str()), names("pods"));

        tree.setExpanded(tree.indexOf(key), false);
        QVERIFY(m_plane->waitFor([&] { return m_cluster->pump(), tree.podsOf(key).empty(); }, 60)); // nobody looks any more
        QVERIFY(tree.findManaged(key));
        tree.setWantedWorkloadsChanged({});
    }

    void aReconcileIsFollowedToItsOutcome_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("withSource");
        QTest::addColumn<int>("outcome");
        QTest::newRow("ready") << QStringLiteral("docs") << false << int(session::ActionOutcome::Ready);
        QTest::newRow("ready, with its source") << QStringLiteral("docs") << true << int(session::ActionOutcome::Ready);
        QTest::newRow("failing") << QStringLiteral("broken") << false << int(session::ActionOutcome::Failed);
        QTest::newRow("waiting for a dependency") << QStringLiteral("web") << false << int(session::ActionOutcome::Waiting);
        QTest::newRow("suspended") << QStringLiteral("paused") << false << int(session::ActionOutcome::Refused);
        QTest::newRow("not there") << QStringLiteral("nobody") << false << int(session::ActionOutcome::Refused);
    }
    void aReconcileIsFollowedToItsOutcome()
    {
        QFETCH(QString, name);
        QFETCH(bool, withSource);
        QFETCH(int, outcome);
        const auto id = m_cluster->session().reconcile(
            m_cluster->key("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", qPrintable(name)), withSource);
        session::Action found;
        QVERIFY(m_plane->waitFor(
            [&] {
                for (const auto& action : m_cluster->status().actions) {
                    if (action.id == id)
                        found = action;
                }
                return found.done();
            },
            90));
        QVERIFY2(int(found.outcome) == outcome,
            qPrintable(QString::number(int(found.outcome)) + u' ' + QString::fromStdString(found.message + found.error.detail)));
        if (outcome == int(session::ActionOutcome::Ready)) {
            const auto handled = m_plane->kubectl({QStringLiteral("get"), QStringLiteral("kustomization"), name, QStringLiteral("-n"),
                QStringLiteral("flux-system"), QStringLiteral("-o"),
                QStringLiteral("jsonpath={.metadata.annotations.reconcile\\.fluxcd\\.io/requestedAt} {.status.lastHandledReconcileAt}")});
            const auto words = handled.split(u' ');
            QCOMPARE(words.size(), 2);
            QCOMPARE(words[0], words[1]);
        }
    }

    void aPushToTheRegistryArrivesByItself()
    {
        const auto before = m_cluster->revision("Kustomization/flux-system/apps");
        QVERIFY(!before.empty());
        // The same tree with one changed value, as the delivery project's pipeline would push it.
        const QString from = m_plane->folder() + QStringLiteral("/delivery-1");
        const QString to = m_plane->folder() + QStringLiteral("/delivery-2");
        QCOMPARE(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-r"), from, to}), 0);
        QFile file(to + QStringLiteral("/apps/podinfo.yaml"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto text = file.readAll();
        text.replace("teal", "coral");
        file.resize(0);
        file.write(text);
        file.close();
        const auto answer = m_plane->tell(QStringLiteral("push team/delivery latest ") + to);
        QVERIFY2(answer.value(QLatin1String("ok")).toBool(), qPrintable(answer.value(QLatin1String("error")).toString()));
        const auto digest = answer.value(QLatin1String("digest")).toString().toStdString();
        QVERIFY(m_plane->waitFor([&] { return m_cluster->revision("Kustomization/flux-system/apps") == "latest@" + digest; }, 90));
        QCOMPARE(m_cluster->revision("OCIRepository/flux-system/apps"), "latest@" + digest);
    }

    // Flux before 2.8 wrote no inventory. Here it did, so that the one read from Helm's own record can be held against it.
    void whatHelmStoredNamesTheSameObjectsAsFluxDoes()
    {
        const auto key = m_cluster->key("helm.toolkit.fluxcd.io", "HelmRelease", "apps", "redis");
        m_cluster->pump();
        const auto release = m_cluster->tree().find(key);
        QVERIFY(release && release->inventory.present());
        const auto secret
            = m_plane->kubectl({QStringLiteral("get"), QStringLiteral("secret"), QString::fromStdString(flux::storedReleaseName(*release)),
                QStringLiteral("-n"), QStringLiteral("apps"), QStringLiteral("-o"), QStringLiteral("json")});
        const auto stored
            = flux::inventoryOfStoredRelease(secret.toStdString(), [](std::string_view, std::string_view) { return std::optional(true); });
        QVERIFY(stored.has_value());
        const auto ids = [](const flux::Inventory& inventory) {
            std::set<std::string> all;
            inventory.forEach([&](const flux::InventoryEntry& e) {
                all.insert(std::string(e.ns) + "_" + std::string(e.name) + "_" + std::string(e.group) + "_" + std::string(e.kind));
            });
            return all;
        };
        QCOMPARE(ids(*stored), ids(release->inventory));
        QVERIFY(!ids(*stored).empty());
    }

    // A kind comes, changes its version and goes while somebody looks. Its status is written by the test: there is no controller.
    void aKindThatAppearsIsShownAndKeepsItsRowsInAnotherVersion()
    {
        const auto definition = [](const char* versions) {
            return QStringLiteral("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
                                  "metadata: {name: imagepolicies.image.toolkit.fluxcd.io}\n"
                                  "spec:\n  group: image.toolkit.fluxcd.io\n  scope: Namespaced\n"
                                  "  names: {kind: ImagePolicy, plural: imagepolicies, singular: imagepolicy}\n  versions:\n")
                + QLatin1String(versions);
        };
        constexpr auto older = "  - {name: v1beta2, served: true, storage: true, schema: {openAPIV3Schema: {type: object, "
                               "x-kubernetes-preserve-unknown-fields: true}}}\n";
        constexpr auto newer = "  - {name: v1beta2, served: false, storage: false, schema: {openAPIV3Schema: {type: object, "
                               "x-kubernetes-preserve-unknown-fields: true}}}\n"
                               "  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, "
                               "x-kubernetes-preserve-unknown-fields: true}}}\n";
        const auto key = m_cluster->key("image.toolkit.fluxcd.io", "ImagePolicy", "apps", "handwritten-policy");
        m_plane->apply(definition(older));
        QVERIFY(m_plane->waitFor(
            [&] {
                m_plane->apply(
                    QStringLiteral("apiVersion: image.toolkit.fluxcd.io/v1beta2\nkind: ImagePolicy\n"
                                   "metadata: {name: handwritten-policy, namespace: apps}\nspec: {imageRepositoryRef: {name: web}}\n"
                                   "status: {latestImage: 'registry.example.com/web:1.2.3', conditions: [{type: Ready, status: 'True', "
                                   "reason: Succeeded, observedGeneration: 1}]}\n"));
                return m_cluster->states().contains("ImagePolicy/apps/handwritten-policy");
            },
            90)); // nobody asked: the definition's arrival was the sign
        QCOMPARE(m_cluster->states()["ImagePolicy/apps/handwritten-policy"], std::string("ready"));
        QCOMPARE(m_cluster->revision("ImagePolicy/apps/handwritten-policy"), std::string("1.2.3"));
        bool lost = false;
        m_plane->apply(definition(newer));
        QVERIFY(m_plane->waitFor(
            [&] {
                lost = lost || !m_cluster->states().contains("ImagePolicy/apps/handwritten-policy");
                const auto object = m_cluster->tree().find(key);
                return object && object->apiVersion == "image.toolkit.fluxcd.io/v1";
            },
            90));
        QVERIFY(!lost);
        m_plane->kubectl({QStringLiteral("delete"), QStringLiteral("crd"), QStringLiteral("imagepolicies.image.toolkit.fluxcd.io")});
        QVERIFY(m_plane->waitFor([&] { return !m_cluster->states().contains("ImagePolicy/apps/handwritten-policy"); }, 90));
        QCOMPARE(m_cluster->status().phase, session::ConnectionPhase::Live);
    }

    void aRestartOfTheApiServerLosesNoRowAndLeavesNoGhost()
    {
        const auto before = keysOf(m_cluster->states());
        const int resets = m_cluster->resets();
        // One object goes and one comes while nobody watches: right after the server is back, before the back-off ends.
        const auto answer = m_plane->tell(QStringLiteral("restart kube-apiserver"), 120);
        QVERIFY2(answer.value(QLatin1String("ok")).toBool(), qPrintable(answer.value(QLatin1String("error")).toString()));
        m_plane->kubectl({QStringLiteral("delete"), QStringLiteral("kustomization"), QStringLiteral("orphan"), QStringLiteral("-n"),
            QStringLiteral("flux-system"), QStringLiteral("--wait=false")});
        m_plane->apply(
            QStringLiteral("apiVersion: source.toolkit.fluxcd.io/v1\nkind: Bucket\nmetadata: {name: late, namespace: flux-system}\n"
                           "spec: {interval: 1h, bucketName: b, endpoint: 127.0.0.1:1, insecure: true}\n"));
        auto expected = before;
        expected.erase("Kustomization/flux-system/orphan");
        expected.insert("Bucket/flux-system/late");
        std::set<std::string> now;
        const bool same = m_plane->waitFor(
            [&] {
                now = keysOf(m_cluster->states());
                return now == expected && m_cluster->status().phase == session::ConnectionPhase::Live;
            },
            120);
        for (const auto& key : now) {
            if (!expected.contains(key))
                qInfo("ghost: %s", key.c_str());
        }
        for (const auto& key : expected) {
            if (!now.contains(key))
                qInfo("lost: %s", key.c_str());
        }
        QVERIFY(same);
        QCOMPARE(m_cluster->resets(), resets);
    }

    void withoutRightsTheGapIsNamedAndNothingIsGuessed()
    {
        Watched viewer(m_plane->kubeconfig(), "bed-viewer");
        QVERIFY(m_plane->waitFor(
            [&] {
                const auto status = viewer.status();
                return !status.streams.empty()
                    && std::all_of(status.streams.begin(), status.streams.end(),
                        [](const session::StreamInfo& stream) { return stream.state.phase == kube::StreamPhase::Forbidden; });
            },
            60));
        QVERIFY(viewer.states().empty());
        QCOMPARE(viewer.status().streams.front().state.error.code, ErrorCode::Forbidden);
    }

    void aWrongTokenIsASignInProblemAndNotAnEmptyCluster()
    {
        Watched nobody(m_plane->kubeconfig(), "bed-nobody");
        QVERIFY(m_plane->waitFor([&] { return nobody.status().phase == session::ConnectionPhase::Unauthorized; }, 60));
        QVERIFY(!nobody.status().complete);
    }

private:
    std::unique_ptr<ControlPlane> m_plane;
    std::unique_ptr<Watched> m_cluster;
};

QTEST_GUILESS_MAIN(LiveTreeTest)
#include "tst_live_tree.moc"

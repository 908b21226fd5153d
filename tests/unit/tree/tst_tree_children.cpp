// SPDX-License-Identifier: Apache-2.0
// What workloads made: ReplicaSets, Jobs and Pods below an open inventory entry.
#include "world.h"

#include <QtTest>

using namespace dg;
using flux::Health;
using test::World;
using Reading = World::Reading;

#define SAME(world, text)                                                                                                                  \
    QCOMPARE(QString::fromStdString((world).draw()), QStringLiteral(text));                                                                \
    QCOMPARE(QString::fromStdString((world).mirror.fault), QString())

namespace {

// One Kustomization with what the test names in its inventory, all open but the workloads.
struct Shop : World {
    explicit Shop(const std::vector<std::string>& inventory)
    {
        std::vector<store::Delta> deltas{delta({"ks/apps", "", "", "ready", inventory})};
        for (const auto& entry : inventory)
            deltas.push_back(managed(entry));
        apply(deltas);
        tree.setGrouping(tree::Grouping::Namespace);
        tree.expandAll();
        readChildren();
    }
    void deployment(const std::string& name)
    {
        apply({child({"ReplicaSet/" + name + "-1", "Deployment/" + name, Health::Current, 0, 2, 1}),
            child({"Pod/" + name + "-1-a", "ReplicaSet/" + name + "-1"}),
            child({"Pod/" + name + "-1-b", "ReplicaSet/" + name + "-1", Health::Failed, 4})});
    }
};

} // namespace

class TreeChildren : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDeploymentOpensToItsReplicaSetsAndTheirPods();
    void theCurrentReplicaSetStandsFirstAndEmptyOnesAreHidden();
    void aCronJobOpensToItsJobsTheNewestFirst();
    void whatHasNoChildrenHasNoExpander();
    void childrenBelongToTheUidAndNotToTheName();
    void childrenThatArriveBeforeTheirOwnerWait();
    void aWorkloadThatWentTakesItsChildrenAlongAndOneThatCameBackHasThem();
    void openingEverythingOpensNoWorkload();
    void closingEverythingClosesWorkloadsAndNobodyWantsTheirNamespace();
    void wantedAreTheNamespacesOfOpenWorkloadsTheLastOpenedFirst();
    void whatAnInspectorShowsIsWantedToo();
    void aWordStandsWhereChildrenAreMissing();
    void aRefusedListNeverBlanksTheRest();
    void countsAboveStayAsTheyAre();
    void aPodWithoutNewsIsSilentAndOneWithNewsIsOneChange();
    void aFilterShowsTheChildrenOfWhatMatches();
    void aFilterFindsAChildOfAnOpenWorkload();
    void nothingMovesAmongChildrenWhileFrozen();
    void aPodIsFoundAndTheWayToItOpened();
    void anEntryOfTwoInventoriesOpensInOneOnly();
    void theEntryKeepsItsPlace();
    void aReplicaSetClosesByItself();
    void thePodsOfAWorkloadAreListedTheWorstFirst();
    void ownersInARingEnd();
};

void TreeChildren::aDeploymentOpensToItsReplicaSetsAndTheirPods()
{
    Shop w({"Deployment/web", "ConfigMap/settings"});
    w.deployment("web");
    SAME(w, "v ns flux\n  v ks apps ready\n    - cm settings present\n    > deploy web present\n");
    w.open("web");
    SAME(w,
        "v ns flux\n  v ks apps ready\n    - cm settings present\n    v deploy web present\n      v rs web-1 ready\n"
        "        - po web-1-b x4 failed\n        - po web-1-a ready\n");
    QCOMPARE(w.tree.parentRow(w.rowOf("web-1")), w.rowOf("web"));
    QCOMPARE(w.tree.parentRow(w.rowOf("web-1-a")), w.rowOf("web-1"));
    QCOMPARE(w.mirror.resets, 2); // grouping and "expand all" of the set-up
    w.tree.setExpanded(w.rowOf("web"), false);
    SAME(w, "v ns flux\n  v ks apps ready\n    - cm settings present\n    > deploy web present\n");
}

void TreeChildren::theCurrentReplicaSetStandsFirstAndEmptyOnesAreHidden()
{
    Shop w({"Deployment/web"});
    w.open("web");
    w.apply({w.child({"ReplicaSet/web-1", "Deployment/web", Health::Current, 0, 0, 1}),
        w.child({"ReplicaSet/web-2", "Deployment/web", Health::Current, 0, 0, 2}),
        w.child({"ReplicaSet/web-10", "Deployment/web", Health::InProgress, 0, 3, 10}), w.child({"Pod/old", "ReplicaSet/web-2"})});
    SAME(w,
        "v ns flux\n  v ks apps ready\n    v deploy web present\n      - rs web-10 reconciling\n      v rs web-2 ready\n        - po old "
        "ready\n");
    w.apply({w.childGone("Pod/old")});
    SAME(w, "v ns flux\n  v ks apps ready\n    v deploy web present\n      - rs web-10 reconciling\n");
}

void TreeChildren::aCronJobOpensToItsJobsTheNewestFirst()
{
    Shop w({"CronJob/backup"});
    w.open("backup");
    std::vector<store::Delta> deltas;
    for (const auto& [name, day] : {std::pair{"Job/backup-1", 1}, {"Job/backup-3", 3}, {"Job/backup-2", 2}}) {
        deltas.push_back(w.child({name, "CronJob/backup"}));
        auto dated = std::make_shared<flux::WorkloadObject>(static_cast<const flux::WorkloadObject&>(*deltas.back().record));
        dated->created = WallTime{std::chrono::days{day}};
        deltas.back().record = dated;
    }
    deltas.push_back(w.child({"Pod/backup-3-x", "Job/backup-3", Health::Failed}));
    w.apply(deltas);
    SAME(w,
        "v ns flux\n  v ks apps ready\n    v cj backup present\n      v job backup-3 ready\n        - po backup-3-x failed\n"
        "      - job backup-2 ready\n      - job backup-1 ready\n");
}

void TreeChildren::whatHasNoChildrenHasNoExpander()
{
    Shop w({"ConfigMap/settings", "StatefulSet/db", "DaemonSet/agent", "Job/migrate"});
    const auto hasExpander = [&](const char* name) { return w.tree.row(w.rowOf(name)).hasChildren; };
    QVERIFY(!hasExpander("settings"));
    QVERIFY(hasExpander("db") && hasExpander("agent") && hasExpander("migrate"));
    w.watch({"StatefulSet"});
    w.apply({w.gone("StatefulSet/db")});
    QVERIFY(!hasExpander("db")); // missing
    World::Flux remote{"ks/apps", "", "", "ready", {"DaemonSet/agent"}};
    remote.remote = true;
    w.put(remote);
    QVERIFY(!hasExpander("agent")); // in another cluster
}

void TreeChildren::childrenBelongToTheUidAndNotToTheName()
{
    Shop w({"StatefulSet/db"});
    w.apply({w.child({"Pod/db-0", "StatefulSet/db"})});
    w.open("db");
    SAME(w, "v ns flux\n  v ks apps ready\n    v sts db present\n      - po db-0 ready\n");
    const auto id = w.tree.idAt(w.rowOf("db-0"));
    w.recreate("StatefulSet/db");
    w.apply({w.managed("StatefulSet/db")}); // the same name and health; the Pod is the former one's
    SAME(w, "v ns flux\n  v ks apps ready\n    v sts db present\n      - (empty)\n");
    w.recreate("Pod/db-0");
    w.apply({w.child({"Pod/db-0", "StatefulSet/db"})});
    SAME(w, "v ns flux\n  v ks apps ready\n    v sts db present\n      - po db-0 ready\n");
    QVERIFY(w.tree.indexOf(id) < 0 || w.tree.idAt(w.rowOf("db-0")) == id);
}

void TreeChildren::childrenThatArriveBeforeTheirOwnerWait()
{
    Shop w({"Deployment/web"});
    w.open("web");
    w.apply({w.child({"Pod/web-1-a", "ReplicaSet/web-1"})});
    SAME(w, "v ns flux\n  v ks apps ready\n    v deploy web present\n      - (empty)\n");
    w.apply({w.child({"ReplicaSet/web-1", "Deployment/web"})});
    SAME(w, "v ns flux\n  v ks apps ready\n    v deploy web present\n      v rs web-1 ready\n        - po web-1-a ready\n");
}

void TreeChildren::aWorkloadThatWentTakesItsChildrenAlongAndOneThatCameBackHasThem()
{
    Shop w({"Deployment/web"});
    w.watch({"Deployment"});
    w.deployment("web");
    w.open("web");
    const int rows = w.tree.rowCount();
    w.apply({w.gone("Deployment/web")});
    SAME(w, "v ns flux\n  v ks apps ready\n    - deploy web missing\n");
    w.apply({w.managed("Deployment/web")});
    QCOMPARE(w.tree.rowCount(), rows);
    w.put({"ks/apps", "", "", "ready", {"ConfigMap/settings"}}); // no longer in the inventory
    SAME(w, "v ns flux\n  v ks apps ready\n    - cm settings notWatched\n");
    QVERIFY(w.tree.wantedWorkloads().empty());
    w.deployment("web");
    SAME(w, "v ns flux\n  v ks apps ready\n    - cm settings notWatched\n");
}

void TreeChildren::openingEverythingOpensNoWorkload()
{
    Shop w({"Deployment/web"});
    w.deployment("web");
    w.tree.collapseAll();
    w.tree.expandAll();
    SAME(w, "v ns flux\n  v ks apps ready\n    > deploy web present\n");
    QVERIFY(w.tree.wantedWorkloads().empty());
}

void TreeChildren::closingEverythingClosesWorkloadsAndNobodyWantsTheirNamespace()
{
    Shop w({"Deployment/web"});
    w.deployment("web");
    w.open("web");
    int told = 0;
    w.tree.setWantedWorkloadsChanged([&] { ++told; });
    w.tree.collapseAll();
    QCOMPARE(told, 1);
    QVERIFY(w.tree.wantedWorkloads().empty());
    SAME(w, "> ns flux\n");
    w.tree.expandAll();
    SAME(w, "v ns flux\n  v ks apps ready\n    > deploy web present\n");
}

void TreeChildren::wantedAreTheNamespacesOfOpenWorkloadsTheLastOpenedFirst()
{
    Shop w({"Deployment/a/web", "Deployment/b/api", "Deployment/b/mail"});
    std::vector<std::string> told;
    w.tree.setWantedWorkloadsChanged([&] {
        std::string all;
        for (const auto ns : w.tree.wantedWorkloads())
            all += ns.str() + " ";
        told.push_back(all);
    });
    w.open("web");
    w.open("api");
    w.open("mail"); // the same namespace: no news
    w.tree.setExpanded(w.rowOf("api"), false);
    w.tree.setExpanded(w.rowOf("mail"), false);
    QCOMPARE(told, (std::vector<std::string>{"a ", "b a ", "a "}));
}

void TreeChildren::whatAnInspectorShowsIsWantedToo()
{
    Shop w({"Deployment/a/web", "ConfigMap/b/settings"});
    w.tree.lookAt(w.key("Deployment/a/web"));
    QCOMPARE(w.tree.wantedWorkloads().size(), std::size_t{1});
    w.tree.lookAt(w.key("ConfigMap/b/settings"));
    QVERIFY(w.tree.wantedWorkloads().empty());
    w.tree.lookAt(w.key("Deployment/a/other")); // not there: nothing to ask for
    QVERIFY(w.tree.wantedWorkloads().empty());
}

void TreeChildren::aWordStandsWhereChildrenAreMissing()
{
    Shop w({"Deployment/web"});
    w.tree.setWorkloadReadings({});
    w.open("web");
    SAME(w, "v ns flux\n  v ks apps ready\n    v deploy web present\n      - (reading)\n");
    w.readChildren({{"Pod", Reading::Reading}});
    SAME(w, "v ns flux\n  v ks apps ready\n    v deploy web present\n      - (reading)\n");
    w.readChildren();
    SAME(w, "v ns flux\n  v ks apps ready\n    v deploy web present\n      - (empty)\n");
    w.deployment("web");
    QCOMPARE(w.rowOf(""), -1);
    w.tree.setWorkloadReadings({{w.pool.intern("flux"), {}, {}, Reading::LeftOut, {}}});
    w.apply({w.childGone("ReplicaSet/web-1"), w.childGone("Pod/web-1-a"), w.childGone("Pod/web-1-b")});
    SAME(w, "v ns flux\n  v ks apps ready\n    v deploy web present\n      - (left out)\n");
    QCOMPARE(w.tree.row(w.tree.rowCount() - 1).ns, std::string_view("flux"));
}

void TreeChildren::aRefusedListNeverBlanksTheRest()
{
    Shop w({"Deployment/web", "StatefulSet/db"});
    w.open("web");
    w.open("db");
    w.readChildren({{"Pod", Reading::Unreadable}});
    w.apply({w.child({"ReplicaSet/web-1", "Deployment/web"})});
    SAME(w,
        "v ns flux\n  v ks apps ready\n    v sts db present\n      - pods(unreadable)\n    v deploy web present\n      - rs web-1 ready\n"
        "      - pods(unreadable)\n");
    QCOMPARE(w.tree.row(w.tree.rowCount() - 1).error.code, ErrorCode::Forbidden);
    QVERIFY(w.tree.row(w.tree.rowCount() - 1).key.empty());
    QCOMPARE(w.tree.podsGap(w.key("Deployment/web")).note, tree::ChildNote::Unreadable);
}

void TreeChildren::countsAboveStayAsTheyAre()
{
    Shop w({"Deployment/web"});
    const auto before = w.tree.summary();
    w.deployment("web");
    w.open("web");
    QCOMPARE(w.tree.summary().managed, before.managed);
    QCOMPARE(w.tree.summary().byState, before.byState);
    QCOMPARE(w.tree.row(0).below.problems(), 0U);
    QCOMPARE(w.tree.row(w.rowOf("web")).below.problems(), 0U);
}

void TreeChildren::aPodWithoutNewsIsSilentAndOneWithNewsIsOneChange()
{
    Shop w({"Deployment/web"});
    w.deployment("web");
    w.open("web");
    w.mirror.forget();
    w.deployment("web");
    QVERIFY(w.mirror.quiet());
    w.apply({w.child({"Pod/web-1-b", "ReplicaSet/web-1", Health::Failed, 5})});
    QCOMPARE(w.mirror.changes, 1);
    QCOMPARE(w.mirror.inserts + w.mirror.removes + w.mirror.resets, 0);
    QCOMPARE(w.tree.row(w.rowOf("web-1-b")).workload->restarts, 5);
}

void TreeChildren::aFilterShowsTheChildrenOfWhatMatches()
{
    Shop w({"Deployment/web", "Deployment/api"});
    w.deployment("web");
    w.deployment("api");
    w.open("web");
    w.open("api");
    w.tree.setFilter("kind:deploy name:web");
    SAME(w,
        "v ns flux (way)\n  v ks apps ready (way)\n    v deploy web present\n      v rs web-1 ready\n        - po web-1-b x4 failed\n"
        "        - po web-1-a ready\n");
    w.apply({w.child({"Pod/web-1-c", "ReplicaSet/web-1"})});
    QVERIFY(w.rowOf("web-1-c") > 0);
}

void TreeChildren::aFilterFindsAChildOfAnOpenWorkload()
{
    Shop w({"Deployment/web", "Deployment/api", "ConfigMap/settings"});
    w.deployment("web");
    w.deployment("api");
    w.open("web");
    w.tree.setFilter("web-1-b");
    SAME(w,
        "v ns flux (way)\n  v ks apps ready (way)\n    v deploy web present (way)\n      v rs web-1 ready (way)\n        - po web-1-b x4 "
        "failed\n");
    w.tree.setFilter("web-1-bb");
    QCOMPARE(w.tree.rowCount(), 0);
    w.tree.setFilter("web-1-b");
    w.apply({w.childGone("Pod/web-1-b")});
    QCOMPARE(w.tree.rowCount(), 0);
    w.apply({w.child({"Pod/web-1-b", "ReplicaSet/web-1"})});
    QCOMPARE(w.tree.rowCount(), 5);
    w.tree.setFilter("state:failed kind:pod");
    QCOMPARE(w.tree.rowCount(), 0);
    w.tree.setFilter("");
    QVERIFY(w.rowOf("api") > 0 && w.rowOf("web-1-a") > 0);
}

void TreeChildren::nothingMovesAmongChildrenWhileFrozen()
{
    Shop w({"StatefulSet/db"});
    w.apply({w.child({"Pod/db-0", "StatefulSet/db"}), w.child({"Pod/db-1", "StatefulSet/db"})});
    w.open("db");
    w.tree.setFrozen(true);
    w.apply({w.child({"Pod/db-1", "StatefulSet/db", Health::Failed}), w.child({"Pod/aa", "StatefulSet/db"})});
    SAME(w, "v ns flux\n  v ks apps ready\n    v sts db present\n      - po db-0 ready\n      - po db-1 failed\n      - po aa ready\n");
    QCOMPARE(w.tree.pendingMoves(), 1);
    w.tree.setFrozen(false);
    SAME(w, "v ns flux\n  v ks apps ready\n    v sts db present\n      - po db-1 failed\n      - po aa ready\n      - po db-0 ready\n");
    QCOMPARE(w.tree.pendingMoves(), 0);
}

void TreeChildren::aPodIsFoundAndTheWayToItOpened()
{
    Shop w({"Deployment/web"});
    w.deployment("web");
    w.tree.collapseAll();
    QCOMPARE(w.tree.indexOf(w.key("Pod/web-1-a")), -1);
    const int row = w.tree.reveal(w.key("Pod/web-1-a"));
    QCOMPARE(row, w.rowOf("web-1-a"));
    QVERIFY(row > 0);
    QCOMPARE(w.tree.indexOf(w.key("Pod/web-1-a")), row);
    QCOMPARE(w.tree.reveal(w.key("Pod/nobody")), -1);
    QCOMPARE(w.tree.ownersOf(w.key("Pod/web-1-a")), (std::vector{w.key("ReplicaSet/web-1"), w.key("Deployment/web")}));
    QCOMPARE(w.tree.verdict(w.key("Pod/web-1-b")).state, flux::State::Failed);
}

void TreeChildren::anEntryOfTwoInventoriesOpensInOneOnly()
{
    Shop w({"Deployment/web"});
    w.put({"ks/two", "", "", "ready", {"Deployment/web"}});
    w.deployment("web");
    w.tree.expandAll();
    w.open("web");
    SAME(w,
        "v ns flux\n  v ks apps ready\n    v deploy web present repeated\n      v rs web-1 ready\n        - po web-1-b x4 failed\n"
        "        - po web-1-a ready\n  v ks two ready\n    > deploy web present repeated\n");
}

void TreeChildren::theEntryKeepsItsPlace()
{
    Shop w({"Deployment/a", "Deployment/b", "Deployment/c"});
    w.deployment("b");
    const int row = w.rowOf("b");
    w.open("b");
    QCOMPARE(w.rowOf("b"), row);
    const auto id = w.tree.idAt(w.rowOf("b-1-a"));
    w.apply({w.managed("Deployment/c", Health::Failed)}); // now the first
    QCOMPARE(w.tree.idAt(w.rowOf("b-1-a")), id);
    w.apply({w.managed("Deployment/b", Health::Failed), w.managed("Deployment/c")}); // moves with its children
    QCOMPARE(w.rowOf("b"), 2);
    QCOMPARE(w.tree.parentRow(w.rowOf("b-1")), 2);
    QCOMPARE(QString::fromStdString(w.mirror.fault), QString());
}

void TreeChildren::aReplicaSetClosesByItself()
{
    Shop w({"Deployment/web"});
    w.deployment("web");
    w.open("web");
    w.tree.setExpanded(w.rowOf("web-1"), false);
    SAME(w, "v ns flux\n  v ks apps ready\n    v deploy web present\n      > rs web-1 ready\n");
    w.apply({w.child({"Pod/web-1-c", "ReplicaSet/web-1"})});
    SAME(w, "v ns flux\n  v ks apps ready\n    v deploy web present\n      > rs web-1 ready\n");
}

void TreeChildren::thePodsOfAWorkloadAreListedTheWorstFirst()
{
    Shop w({"Deployment/web"});
    w.deployment("web"); // closed: an inspector asks without opening
    const auto pods = w.tree.podsOf(w.key("Deployment/web"));
    QCOMPARE(pods.size(), std::size_t{2});
    QCOMPARE(pods.front()->key.name.str(), std::string("web-1-b"));
    QCOMPARE(w.tree.podsOf(w.key("ReplicaSet/web-1")).size(), std::size_t{2});
    QVERIFY(w.tree.podsOf(w.key("ConfigMap/none")).empty());
}

void TreeChildren::ownersInARingEnd()
{
    Shop w({"Job/a"});
    w.apply({w.child({"Job/b", "Job/c"}), w.child({"Job/c", "Job/b"}), w.child({"Pod/p", "Job/b"}), w.child({"Job/self", "Job/self"})});
    w.open("a");
    QCOMPARE(w.tree.reveal(w.key("Pod/p")), -1);
    QCOMPARE(w.tree.reveal(w.key("Job/self")), -1);
    QVERIFY(w.tree.podsOf(w.key("Job/b")).size() <= 3);
    w.apply({w.child({"Job/a", "Job/a"})}); // the entry owns itself
    QVERIFY(w.tree.rowCount() < 20);
    QCOMPARE(QString::fromStdString(w.mirror.fault), QString());
}

QTEST_GUILESS_MAIN(TreeChildren)
#include "tst_tree_children.moc"

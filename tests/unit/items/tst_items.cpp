// SPDX-License-Identifier: Apache-2.0
// The Qt models, each under QAbstractItemModelTester; sessions are made but never started.
#include "items/activity_model.h"
#include "items/cluster_list_model.h"
#include "items/inventory_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include <thread>

using namespace dg;

namespace {

struct World {
    StringPool pool;
    ManualClock clock;
    Logger log;

    store::Delta kustomization(const std::string& name, bool failed, const std::vector<std::string>& inventory = {})
    {
        auto object = std::make_shared<flux::FluxObject>();
        object->kind = flux::Kind::Kustomization;
        object->key = key("kustomize.toolkit.fluxcd.io", "Kustomization", name);
        object->conditions.push_back({"Ready", failed ? flux::Tri::False : flux::Tri::True, "Because", "message", {}, 0});
        for (const auto& id : inventory)
            object->inventory.add(id, "v1");
        return {object->key, store::RecordType::Flux, object, clock.steady()};
    }
    ObjectKey key(const char* group, const char* kind, const std::string& name)
    {
        return {pool.intern(group), pool.intern(kind), pool.intern("apps"), pool.intern(name)};
    }
    std::unique_ptr<items::ClusterModel> cluster(const std::string& name)
    {
        kube::ConnectionSpec spec;
        spec.name = name;
        auto session = std::make_unique<session::ClusterSession>(
            spec, session::SessionOptions{}, pool, clock, log, [](const kube::ExecSpec&) { return false; });
        last = session.get();
        return std::make_unique<items::ClusterModel>(std::move(session), pool, clock);
    }
    session::ClusterSession* last = nullptr;
};

} // namespace

class Items : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTreeModelKeepsItsPromises();
    void deltasOfAnotherThreadReachTheTree();
    void aPausedSchedulerWaits();
    void aSchedulerThatDiedIsNotCalled();
    void theRailReorders();
    void aClusterTakenFromTheRailIsSilentThere();
    void theInventoryTellsMarksAndHoldsStill();
    void activityOfNoClustersIsEmpty();
};

void Items::theTreeModelKeepsItsPromises()
{
    World w;
    items::TreeModel model(w.pool);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<store::Delta> deltas;
    for (int i = 0; i < 20; ++i)
        deltas.push_back(w.kustomization("k" + std::to_string(i), i % 3 == 0, {"apps_a" + std::to_string(i) + "_apps_Deployment"}));
    model.tree().apply(deltas);
    QCOMPARE(model.rowCount(), 21);
    model.tree().expandAll();
    QCOMPARE(model.rowCount(), 41);
    const QPersistentModelIndex kept(model.index(40, 0));
    const auto name = kept.data().toString();
    model.tree().apply(std::vector{w.kustomization("k0", false),
        store::Delta{w.key("kustomize.toolkit.fluxcd.io", "Kustomization", "k3"), store::RecordType::Flux, nullptr, {}}});
    QCOMPARE(kept.data().toString(), name);
    model.tree().setFilter("a1");
    model.tree().setFilter("");
    model.tree().setGrouping(tree::Grouping::Namespace);
    QCOMPARE(model.index(0, items::TreeModel::Name).data().toString(), QStringLiteral("apps"));
    QCOMPARE(model.index(0, items::TreeModel::Name).data(items::TreeModel::DepthRole).toInt(), 0);
}

void Items::deltasOfAnotherThreadReachTheTree()
{
    World w;
    items::TreeModel model(w.pool);
    store::Inbox inbox;
    items::FrameScheduler scheduler(inbox, model.tree(), w.clock);
    QSignalSpy applied(&scheduler, &items::FrameScheduler::applied);
    std::thread writer([&] {
        for (int i = 0; i < 1000; ++i)
            inbox.push(w.kustomization("k" + std::to_string(i % 100), false));
    });
    writer.join();
    w.clock.advance(Millis{20});
    QTRY_COMPARE(model.tree().summary().total, 100U);
    QVERIFY(applied.count() >= 1);
    QCOMPARE(scheduler.backlog(), 0U);
    QCOMPARE(scheduler.lastLag(), Millis{20});
}

void Items::aPausedSchedulerWaits()
{
    World w;
    items::TreeModel model(w.pool);
    store::Inbox inbox;
    items::FrameScheduler scheduler(inbox, model.tree(), w.clock);
    scheduler.setPaused(true);
    inbox.push(w.kustomization("a", false));
    QCoreApplication::processEvents();
    QCOMPARE(model.tree().summary().total, 0U);
    QCOMPARE(scheduler.backlog(), 1U);
    scheduler.setPaused(false);
    QCOMPARE(model.tree().summary().total, 1U);
}

void Items::aSchedulerThatDiedIsNotCalled()
{
    World w;
    items::TreeModel model(w.pool);
    store::Inbox inbox;
    {
        items::FrameScheduler scheduler(inbox, model.tree(), w.clock);
        inbox.push(w.kustomization("a", false));
    }
    inbox.push(w.kustomization("b", false));
    QCoreApplication::processEvents();
    QCOMPARE(model.tree().summary().total, 0U);
}

void Items::theRailReorders()
{
    World w;
    items::ClusterListModel rail;
    QAbstractItemModelTester tester(&rail, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const char* name : {"a", "b", "c"})
        rail.add(w.cluster(name));
    const auto names = [&] {
        QString all;
        for (int i = 0; i < rail.count(); ++i)
            all += rail.index(i).data().toString();
        return all;
    };
    QVERIFY(rail.move(0, 2));
    QCOMPARE(names(), QStringLiteral("bca"));
    QVERIFY(rail.move(2, 0));
    QCOMPARE(names(), QStringLiteral("abc"));
    QVERIFY(!rail.move(1, 1));
    QVERIFY(!rail.move(0, 3));
    rail.cluster(1)->setName(QStringLiteral("x"));
    QCOMPARE(names(), QStringLiteral("axc"));
}

void Items::aClusterTakenFromTheRailIsSilentThere()
{
    World w;
    items::ClusterListModel rail;
    items::ActivityModel activity(rail, w.clock);
    rail.add(w.cluster("a"));
    QSignalSpy changed(&rail, &QAbstractItemModel::dataChanged);
    w.last->inbox().push(w.kustomization("k", true));
    QTRY_COMPARE(rail.index(0).data(items::ClusterListModel::ProblemsRole).toInt(), 1);
    QVERIFY(changed.count() >= 1);
    const auto taken = rail.take(0);
    changed.clear();
    taken->setName(QStringLiteral("b"));
    QCOMPARE(changed.count(), 0);
    QCOMPARE(rail.rowOf(taken.get()), -1);
}

void Items::theInventoryTellsMarksAndHoldsStill()
{
    World w;
    items::TreeModel trees(w.pool);
    items::InventoryModel model(w.pool);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto& tree = trees.tree();
    const auto deployment = w.key("apps", "Deployment", "web");
    tree.setWatchedKinds(std::vector{std::pair{deployment.group, deployment.kind}});
    const auto applier = w.kustomization("k", false, {"apps_web_apps_Deployment", "apps_settings__ConfigMap"});
    tree.apply(std::vector{applier});
    model.setObject(&tree, applier.key);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.entry(0).mark, tree::ManagedMark::NotWatched);
    QCOMPARE(model.entry(1).mark, tree::ManagedMark::Missing);
    QCOMPARE(model.problemCount(), 1);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.refresh();
    QCOMPARE(changed.count(), 0);
    auto web = std::make_shared<flux::ManagedObject>();
    web->key = deployment;
    web->health = flux::Health::Current;
    tree.apply(std::vector{store::Delta{deployment, store::RecordType::Managed, web, {}}});
    model.refresh();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.index(1, items::InventoryModel::State).data().toString(), QStringLiteral("ready"));
    model.setObject(nullptr, {});
    QCOMPARE(model.rowCount(), 0);
}

void Items::activityOfNoClustersIsEmpty()
{
    World w;
    items::ClusterListModel rail;
    items::ActivityModel model(rail, w.clock);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    rail.add(w.cluster("a"));
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.runningCount(), 0);
    QCOMPARE(model.columnCount(), static_cast<int>(items::ActivityModel::ColumnCount));
}

QTEST_GUILESS_MAIN(Items)
#include "tst_items.moc"

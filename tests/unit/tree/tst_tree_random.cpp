// SPDX-License-Identifier: Apache-2.0
// Random deltas, expansions, filters and freezes against an oracle: a tree that is given the same state from nothing must
// look the same, and the mirror of the signals must hold at each step.
#include "world.h"

#include <QtTest>

#include <map>
#include <random>
#include <set>

using namespace dg;
using test::World;

class TreeRandom : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTreeFedInStepsEqualsOneMadeAtOnce_data();
    void aTreeFedInStepsEqualsOneMadeAtOnce();

private:
    static void openAlike(const World& live, World& fresh);
    static void compare(World& live, const std::map<std::string, World::Flux>& flux, const std::map<std::string, flux::Health>& managed,
        const std::map<std::string, World::Child>& children, tree::Grouping grouping, bool problemsFirst, const std::string& filter,
        const char* when);
};

// Workloads stay open or closed as they are: none of them is opened by expandAll().
void TreeRandom::openAlike(const World& live, World& fresh)
{
    std::set<std::string> open;
    const auto name = [](const World& world, int i) {
        return world.tree.row(world.tree.parentRow(i)).key.toString() + " " + world.tree.row(i).key.toString();
    };
    for (int i = 0; i < live.tree.rowCount(); ++i) {
        if (const auto row = live.tree.row(i); row.type == tree::RowType::Managed && row.expanded)
            open.insert(name(live, i));
    }
    for (int i = 0; i < fresh.tree.rowCount(); ++i) {
        if (fresh.tree.row(i).type == tree::RowType::Managed && open.contains(name(fresh, i)))
            fresh.tree.setExpanded(i, true);
    }
}

// Expansion is the user's, so both are compared wholly open; the live one is put back afterwards.
void TreeRandom::compare(World& live, const std::map<std::string, World::Flux>& flux, const std::map<std::string, flux::Health>& managed,
    const std::map<std::string, World::Child>& children, tree::Grouping grouping, bool problemsFirst, const std::string& filter,
    const char* when)
{
    World fresh;
    fresh.incarnations = live.incarnations;
    std::vector<store::Delta> all;
    for (const auto& [name, object] : flux)
        all.push_back(fresh.delta(object));
    for (const auto& [name, health] : managed)
        all.push_back(fresh.managed(name, health));
    for (const auto& [name, child] : children)
        all.push_back(fresh.child(child));
    fresh.watch({"Deployment"});
    fresh.readChildren();
    fresh.tree.setGrouping(grouping);
    fresh.tree.setProblemsFirst(problemsFirst);
    fresh.apply(all);
    fresh.tree.expandAll();
    live.tree.expandAll();
    openAlike(live, fresh);
    fresh.tree.setFilter(filter);
    fresh.tree.expandAll();
    for (auto* world : {&live, &fresh}) { // a ReplicaSet closed by hand
        for (int i = 0; i < world->tree.rowCount(); ++i) {
            if (const auto row = world->tree.row(i); row.type == tree::RowType::Child)
                world->tree.setExpanded(i, true);
        }
    }
    const auto was = QString::fromStdString(live.draw());
    const auto wanted = QString::fromStdString(fresh.draw());
    if (was != wanted)
        qWarning().noquote() << when << filter.c_str() << "\nlive:\n" << was << "\nfrom nothing:\n" << wanted;
    QCOMPARE(was, wanted);
    QCOMPARE(live.tree.summary().managed, fresh.tree.summary().managed);
    QCOMPARE(live.tree.summary().missing, fresh.tree.summary().missing);
    QCOMPARE(live.tree.summary().byState, fresh.tree.summary().byState);
    QCOMPARE(live.tree.summary().shown, fresh.tree.summary().shown);
    for (int i = 0; i < live.tree.rowCount(); ++i) {
        const auto a = live.tree.row(i).below;
        const auto b = fresh.tree.row(i).below;
        QCOMPARE(a.byState, b.byState);
        QCOMPARE(a.missing, b.missing);
        QCOMPARE(live.tree.indexOf(live.tree.idAt(i)), i);
    }
}

void TreeRandom::aTreeFedInStepsEqualsOneMadeAtOnce_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 64; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TreeRandom::aTreeFedInStepsEqualsOneMadeAtOnce()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto pick = [&](unsigned n) { return random() % n; };
    World live;
    live.watch({"Deployment"});
    std::map<std::string, World::Flux> flux;
    std::map<std::string, flux::Health> managed;
    std::map<std::string, World::Child> children;
    live.readChildren();
    auto grouping = tree::Grouping::Source;
    bool problemsFirst = true;
    bool frozen = false;
    std::string filter;
    const std::vector<std::string> sources{"git/g0", "git/g1", "hrepo/h0", "git/team/g2"};
    const std::vector<std::string> appliers{"ks/k0", "ks/k1", "ks/k2", "ks/k3", "ks/team/k4", "hr/r0", "hr/r1"};
    const std::vector<std::string> objects{
        "Deployment/d0", "Deployment/d1", "Deployment/d2", "ConfigMap/c0", "ConfigMap/team/c1", "Deployment/d3"};
    const std::vector<std::string> sets{"ReplicaSet/d0-a", "ReplicaSet/d0-b", "ReplicaSet/d1-a", "ReplicaSet/d2-a"};
    const std::vector<std::string> pods{"Pod/p0", "Pod/p1", "Pod/p2", "Pod/p3", "Pod/p4"};
    const std::vector<std::string> filters{"", "k", "state:failed", "d1", "kind:deploy", "-k0 kind:ks", "state:missing", "p1", "d0-a", "p"};
    const std::vector<std::string> states{"ready", "ready", "failed"};

    for (int step = 0; step < 150; ++step) {
        std::vector<store::Delta> deltas;
        for (unsigned n = 1 + pick(4); n > 0; --n) {
            switch (pick(8)) {
            case 5: {
                const auto& name = sets[pick(4)];
                if (pick(5) == 0) {
                    children.erase(name);
                    deltas.push_back(live.childGone(name));
                    break;
                }
                if (pick(6) == 0)
                    live.recreate(name);
                children[name] = {name, objects[pick(3)], flux::Health::Current, 0, static_cast<int>(pick(2)), static_cast<int>(pick(4))};
                children[name].uid = live.uid(name);
                children[name].ownerUid = live.uid(children[name].owner);
                deltas.push_back(live.child(children[name]));
                break;
            }
            case 6:
            case 7: {
                const auto& name = pods[pick(5)];
                if (pick(4) == 0) {
                    children.erase(name);
                    deltas.push_back(live.childGone(name));
                    break;
                }
                children[name] = {name, pick(4) == 0 ? objects[pick(3)] : sets[pick(4)],
                    pick(3) == 0 ? flux::Health::Failed : flux::Health::Current, static_cast<int>(pick(3))};
                children[name].uid = live.uid(name);
                children[name].ownerUid = live.uid(children[name].owner);
                deltas.push_back(live.child(children[name]));
                break;
            }
            case 0: {
                const auto& name = sources[pick(4)];
                if (pick(4) == 0) {
                    flux.erase(name);
                    deltas.push_back(live.gone(name));
                } else {
                    flux[name]
                        = {name, "", pick(3) == 0 ? appliers[pick(7)] : "", states[pick(3)], {}, "main@sha1:" + std::to_string(pick(3))};
                    deltas.push_back(live.delta(flux[name]));
                }
                break;
            }
            case 1:
            case 2: {
                const auto& name = appliers[pick(7)];
                if (pick(6) == 0) {
                    flux.erase(name);
                    deltas.push_back(live.gone(name));
                    break;
                }
                World::Flux object{name, sources[pick(4)], pick(2) == 0 ? appliers[pick(7)] : "", states[pick(3)], {},
                    "main@sha1:" + std::to_string(pick(3))};
                for (const auto& entry : objects) {
                    if (pick(2) == 0)
                        object.inventory.push_back(entry);
                }
                if (pick(3) == 0)
                    object.inventory.push_back(appliers[pick(7)]);
                object.suspended = pick(5) == 0;
                object.remote = pick(8) == 0;
                flux[name] = object;
                deltas.push_back(live.delta(object));
                break;
            }
            default: {
                const auto& name = objects[pick(6)];
                if (pick(3) == 0) {
                    managed.erase(name);
                    deltas.push_back(live.gone(name));
                } else {
                    if (pick(6) == 0)
                        live.recreate(name);
                    managed[name] = pick(3) == 0 ? flux::Health::Failed : flux::Health::Current;
                    deltas.push_back(live.managed(name, managed[name]));
                }
            }
            }
        }
        live.apply(deltas);
        live.mirror.expectSame("after apply");
        switch (pick(16)) {
        case 0:
            live.tree.setFrozen(frozen = !frozen);
            break;
        case 1:
            live.tree.setFilter(filter = filters[pick(10)]);
            break;
        case 2:
            live.tree.setProblemsFirst(problemsFirst = !problemsFirst);
            break;
        case 3:
            live.tree.setGrouping(grouping = static_cast<tree::Grouping>(pick(3)));
            break;
        case 4:
            if (pick(3) == 0)
                live.tree.collapseAll();
            else
                live.tree.expandAll();
            break;
        case 5:
            live.tree.reveal(live.key(pick(2) == 0 ? objects[pick(6)] : pods[pick(5)]));
            break;
        case 6:
        case 7: // every workload in sight
            for (int i = 0; i < live.tree.rowCount(); ++i) {
                if (live.tree.row(i).type == tree::RowType::Managed)
                    live.tree.setExpanded(i, true);
            }
            break;
        default:
            if (live.tree.rowCount() > 0)
                live.tree.setExpanded(static_cast<int>(pick(static_cast<unsigned>(live.tree.rowCount()))), pick(2) == 0);
        }
        live.mirror.expectSame("after the user");
        QCOMPARE(QString::fromStdString(live.mirror.fault), QString());
        if (filter.empty() && pick(3) == 0) { // the list told in steps is the list made anew
            const auto told = QString::fromStdString(live.draw());
            live.tree.setFilter("");
            QCOMPARE(QString::fromStdString(live.draw()), told);
        }
        if (step % 10 == 9) {
            live.tree.setFrozen(frozen = false);
            QCOMPARE(live.tree.pendingMoves(), 0);
            compare(live, flux, managed, children, grouping, problemsFirst, filter, qPrintable(QStringLiteral("step %1").arg(step)));
            if (QTest::currentTestFailed())
                return;
        }
    }
}

QTEST_GUILESS_MAIN(TreeRandom)
#include "tst_tree_random.moc"

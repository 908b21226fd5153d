// SPDX-License-Identifier: Apache-2.0
// Random deltas, expansions, filters and freezes against an oracle: a tree that is given the same state from nothing must
// look the same, and the mirror of the signals must hold at each step.
#include "world.h"

#include <QtTest>

#include <map>
#include <random>

using namespace dg;
using test::World;

class TreeRandom : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTreeFedInStepsEqualsOneMadeAtOnce_data();
    void aTreeFedInStepsEqualsOneMadeAtOnce();

private:
    static void compare(World& live, const std::map<std::string, World::Flux>& flux, const std::map<std::string, flux::Health>& managed,
        tree::Grouping grouping, bool problemsFirst, const std::string& filter, const char* when);
};

// Expansion is the user's, so both are compared wholly open; the live one is put back afterwards.
void TreeRandom::compare(World& live, const std::map<std::string, World::Flux>& flux, const std::map<std::string, flux::Health>& managed,
    tree::Grouping grouping, bool problemsFirst, const std::string& filter, const char* when)
{
    World fresh;
    std::vector<store::Delta> all;
    for (const auto& [name, object] : flux)
        all.push_back(fresh.delta(object));
    for (const auto& [name, health] : managed)
        all.push_back(fresh.managed(name, health));
    fresh.watch({"Deployment"});
    fresh.tree.setGrouping(grouping);
    fresh.tree.setProblemsFirst(problemsFirst);
    fresh.apply(all);
    fresh.tree.setFilter(filter);
    fresh.tree.expandAll();
    live.tree.expandAll();
    const auto was = QString::fromStdString(live.draw());
    const auto wanted = QString::fromStdString(fresh.draw());
    if (was != wanted)
        qWarning().noquote() << when << "\nlive:\n" << was << "\nfrom nothing:\n" << wanted;
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
    for (unsigned seed = 1; seed <= 24; ++seed)
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
    auto grouping = tree::Grouping::Source;
    bool problemsFirst = true;
    bool frozen = false;
    std::string filter;
    const std::vector<std::string> sources{"git/g0", "git/g1", "hrepo/h0", "git/team/g2"};
    const std::vector<std::string> appliers{"ks/k0", "ks/k1", "ks/k2", "ks/k3", "ks/team/k4", "hr/r0", "hr/r1"};
    const std::vector<std::string> objects{
        "Deployment/d0", "Deployment/d1", "Deployment/d2", "ConfigMap/c0", "ConfigMap/team/c1", "Deployment/d3"};
    const std::vector<std::string> filters{"", "k", "state:failed", "d1", "kind:deploy", "-k0 kind:ks", "state:missing"};
    const std::vector<std::string> states{"ready", "ready", "failed"};

    for (int step = 0; step < 150; ++step) {
        std::vector<store::Delta> deltas;
        for (unsigned n = 1 + pick(4); n > 0; --n) {
            switch (pick(5)) {
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
                    managed[name] = pick(3) == 0 ? flux::Health::Failed : flux::Health::Current;
                    deltas.push_back(live.managed(name, managed[name]));
                }
            }
            }
        }
        live.apply(deltas);
        live.mirror.expectSame("after apply");
        switch (pick(12)) {
        case 0:
            live.tree.setFrozen(frozen = !frozen);
            break;
        case 1:
            live.tree.setFilter(filter = filters[pick(7)]);
            break;
        case 2:
            live.tree.setProblemsFirst(problemsFirst = !problemsFirst);
            break;
        case 3:
            live.tree.setGrouping(grouping = static_cast<tree::Grouping>(pick(3)));
            break;
        case 4:
            live.tree.collapseAll();
            break;
        case 5:
            live.tree.reveal(live.key(objects[pick(6)]));
            break;
        default:
            if (live.tree.rowCount() > 0)
                live.tree.setExpanded(static_cast<int>(pick(static_cast<unsigned>(live.tree.rowCount()))), pick(2) == 0);
        }
        live.mirror.expectSame("after the user");
        QCOMPARE(QString::fromStdString(live.mirror.fault), QString());
        if (step % 10 == 9) {
            live.tree.setFrozen(frozen = false);
            QCOMPARE(live.tree.pendingMoves(), 0);
            compare(live, flux, managed, grouping, problemsFirst, filter, qPrintable(QStringLiteral("step %1").arg(step)));
            if (QTest::currentTestFailed())
                return;
        }
    }
}

QTEST_GUILESS_MAIN(TreeRandom)
#include "tst_tree_random.moc"

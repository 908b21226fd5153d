// SPDX-License-Identifier: Apache-2.0
// The tree drawn as text: places, marks, order, freezing, held-back passes, filter.
#include "world.h"

#include <QtTest>

using namespace dg;
using test::World;

#define SAME(world, text)                                                                                                                  \
    QCOMPARE(QString::fromStdString((world).draw()), QStringLiteral(text));                                                                \
    QCOMPARE(QString::fromStdString((world).mirror.fault), QString())

class TreeShape : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsNoRow();
    void appliersStandUnderTheirSource();
    void aNestedApplierStandsUnderWhoAppliedItAndOnce();
    void appliersWithoutSourceShareAGroupUntilTheSourceArrives();
    void aReleaseAndItsChartStandUnderTheRepository();
    void parentsInARingStandAtTheTopMarked();
    void whoAppliesItselfIsNoRing();
    void missingIsSaidOnlyWhereSomebodyLooks();
    void anotherClustersObjectsAreNeverMissing();
    void anEntryOfTwoInventoriesIsMarkedInBoth();
    void problemsComeFirstAndNamesAfter();
    void nothingMovesWhileFrozenAndThawMovesOnlyWhatMust();
    void aDeltaWithoutNewsIsSilent();
    void aPassWithoutNewsShowsOnlyWhenItLasts();
    void aPassWithNewsShowsAtOnce();
    void rollUpsReachTheTop();
    void groupsByNamespaceAndKind();
    void aSelectedRowKeepsItsIdWhenItMoves();
    void aRecreatedObjectKeepsItsRow();
    void aFilterShowsTheWayToItsMatches();
    void filterTerms_data();
    void filterTerms();
    void aWordThatIsNotUnderstoodIsNamed();
    void deltasUnderAFilterComeAndGo();
    void revealOpensTheWay();
    void anUnreadableKindIsARowAndWithholdsMissing();
    void aKindReadableInPartIsNoRowAndWithholdsMissing();
    void anEntryTwiceInOneInventoryIsMarked();
    void healthNobodyReadIsNoProblem();
    void stagedDeltasShowAtOnceWhenSettled();
    void aPreparedFilterFindsWhatAnUnpreparedOneFinds();
    void rowsAreTheSameBeforeAndAfterTheyAreListed();
};

void TreeShape::nothingIsNoRow()
{
    World w;
    w.apply({});
    w.apply({w.gone("ks/none"), w.gone("Deployment/none")});
    QVERIFY(w.mirror.quiet());
    QCOMPARE(w.tree.rowCount(), 0);
}

void TreeShape::appliersStandUnderTheirSource()
{
    World w;
    w.apply({w.delta({"ks/apps", "git/repo"}), w.delta({"git/repo"}), w.delta({"ks/infra", "git/repo"})});
    SAME(w, "v git repo ready\n  - ks apps ready\n  - ks infra ready\n");
    w.apply({w.gone("ks/apps")});
    SAME(w, "v git repo ready\n  - ks infra ready\n");
}

void TreeShape::aNestedApplierStandsUnderWhoAppliedItAndOnce()
{
    World w;
    w.apply({w.delta({"git/repo"}), w.delta({"ks/child", "git/repo", "ks/root"}),
        w.delta({"ks/root", "git/repo", "", "ready", {"ks/child", "ConfigMap/settings", "git/repo"}})});
    SAME(w, "v git repo ready\n  v ks root ready\n    - ks child ready\n    - cm settings notWatched\n");
    w.apply({w.gone("ks/child")}); // in the inventory still: now an entry without a row of its own
    w.tree.setExpanded(1, true);
    SAME(w, "v git repo ready\n  v ks root ready\n    - ks child notWatched\n    - cm settings notWatched\n");
}

void TreeShape::appliersWithoutSourceShareAGroupUntilTheSourceArrives()
{
    World w;
    w.put({"ks/apps", "git/repo"});
    SAME(w, "v noSource\n  - ks apps ready\n");
    w.put({"git/repo"});
    SAME(w, "v git repo ready\n  - ks apps ready\n");
    w.apply({w.gone("git/repo")});
    SAME(w, "v noSource\n  - ks apps ready\n");
}

void TreeShape::aReleaseAndItsChartStandUnderTheRepository()
{
    World w;
    w.apply({w.delta({"hr/web", "hrepo/charts"}), w.delta({"chart/flux-web", "hrepo/charts"}), w.delta({"hrepo/charts"})});
    SAME(w, "v hrepo charts ready\n  - chart flux-web ready\n  - hr web ready\n");
}

void TreeShape::parentsInARingStandAtTheTopMarked()
{
    World w;
    w.apply({w.delta({"git/repo"}), w.delta({"ks/a", "git/repo", "ks/b"}), w.delta({"ks/b", "git/repo", "ks/a"}),
        w.delta({"ks/c", "git/repo", "ks/a"})});
    SAME(w, "v ks a ready cycle\n  - ks c ready\n- ks b ready cycle\n- git repo ready\n");
    w.put({"ks/a", "git/repo"});
    SAME(w, "v git repo ready\n  v ks a ready\n    - ks b ready\n    - ks c ready\n");
}

void TreeShape::whoAppliesItselfIsNoRing()
{
    World w;
    w.apply({w.delta({"git/flux-system"}), w.delta({"ks/flux-system", "git/flux-system", "ks/flux-system", "ready", {"ks/flux-system"}})});
    SAME(w, "v git flux-system ready\n  - ks flux-system ready\n");
}

void TreeShape::missingIsSaidOnlyWhereSomebodyLooks()
{
    World w;
    w.apply({w.delta({"git/repo"}), w.delta({"ks/apps", "git/repo", "", "ready", {"Deployment/web", "ConfigMap/settings"}})});
    QCOMPARE(w.tree.summary().missing, 0U);
    SAME(w, "v git repo ready\n  > ks apps ready\n");
    w.tree.setExpanded(1, true);
    w.watch({"Deployment"});
    SAME(w, "v git repo ready\n  v ks apps ready\n    - deploy web missing\n    - cm settings notWatched\n");
    QCOMPARE(w.tree.summary().missing, 1U);
    w.apply({w.managed("Deployment/web")});
    SAME(w, "v git repo ready\n  v ks apps ready\n    - cm settings notWatched\n    > deploy web present\n");
    QCOMPARE(w.tree.summary().missing, 0U);
    w.apply({w.gone("Deployment/web")});
    QCOMPARE(w.tree.summary().missing, 1U);
    QCOMPARE(w.tree.row(0).below.missing, 1U);
}

void TreeShape::anotherClustersObjectsAreNeverMissing()
{
    World w;
    w.watch({"Deployment"});
    World::Flux apps{"ks/apps", "git/repo", "", "ready", {"Deployment/web"}};
    apps.remote = true;
    w.apply({w.delta({"git/repo"}), w.delta(apps)});
    w.tree.expandAll();
    SAME(w, "v git repo ready\n  v ks apps ready\n    - deploy web elsewhere\n");
    QCOMPARE(w.tree.summary().missing, 0U);
}

void TreeShape::anEntryOfTwoInventoriesIsMarkedInBoth()
{
    World w;
    w.apply({w.delta({"git/repo"}), w.delta({"ks/a", "git/repo", "", "ready", {"ConfigMap/x", "ConfigMap/y"}}),
        w.delta({"ks/b", "git/repo", "", "ready", {"ConfigMap/x"}})});
    w.tree.expandAll();
    SAME(w,
        "v git repo ready\n  v ks a ready\n    - cm x notWatched repeated\n    - cm y notWatched\n  v ks b ready\n    - cm x notWatched "
        "repeated\n");
}

void TreeShape::problemsComeFirstAndNamesAfter()
{
    World w;
    w.apply({w.delta({"git/a"}), w.delta({"git/b"}), w.delta({"ks/x", "git/b", "", "failed"}), w.delta({"ks/w", "git/b"})});
    SAME(w, "v git b ready\n  - ks x failed\n  - ks w ready\n- git a ready\n");
    w.tree.setProblemsFirst(false);
    SAME(w, "- git a ready\nv git b ready\n  - ks w ready\n  - ks x failed\n");
}

void TreeShape::nothingMovesWhileFrozenAndThawMovesOnlyWhatMust()
{
    World w;
    w.apply({w.delta({"git/a"}), w.delta({"git/b"}), w.delta({"git/c"})});
    w.tree.setFrozen(true);
    w.put({"git/c", "", "", "failed"});
    w.put({"git/aa"});
    SAME(w, "- git a ready\n- git b ready\n- git c failed\n- git aa ready\n");
    QCOMPARE(w.tree.pendingMoves(), 2);
    w.apply({w.gone("git/b")});
    SAME(w, "- git a ready\n- git c failed\n- git aa ready\n");
    w.mirror.forget();
    w.tree.setFrozen(false);
    SAME(w, "- git c failed\n- git a ready\n- git aa ready\n");
    QCOMPARE(w.mirror.removes, 1);
    QCOMPARE(w.mirror.inserts, 1);
    QCOMPARE(w.tree.pendingMoves(), 0);
}

void TreeShape::aDeltaWithoutNewsIsSilent()
{
    World w;
    w.apply({w.delta({"git/repo"}), w.delta({"ks/apps", "git/repo", "", "ready", {"Deployment/web"}}), w.managed("Deployment/web")});
    w.tree.expandAll();
    w.mirror.forget();
    w.apply({w.delta({"git/repo"}), w.delta({"ks/apps", "git/repo", "", "ready", {"Deployment/web"}}), w.managed("Deployment/web")});
    QVERIFY(w.mirror.quiet());
    w.apply({w.managed("Deployment/web", flux::Health::InProgress)});
    QCOMPARE(w.mirror.changes, 1);
    QCOMPARE(w.mirror.inserts + w.mirror.removes + w.mirror.resets, 0);
}

void TreeShape::aPassWithoutNewsShowsOnlyWhenItLasts()
{
    World w;
    const WallTime start{std::chrono::hours{1000}};
    w.tree.setNow(start);
    w.put({"git/repo"});
    w.mirror.forget();
    w.put({"git/repo", "", "", "reconciling"});
    QVERIFY(w.mirror.quiet());
    w.put({"git/repo"});
    w.tree.tick(start + Millis{60'000});
    QVERIFY(w.mirror.quiet());
    SAME(w, "- git repo ready\n");

    w.put({"git/repo", "", "", "reconciling"});
    w.tree.tick(start + Millis{61'000});
    SAME(w, "- git repo ready\n");
    QVERIFY(w.tree.nextTick().has_value());
    w.tree.tick(start + Millis{62'000});
    SAME(w, "- git repo reconciling\n");
    QCOMPARE(w.tree.summary().byState[static_cast<std::size_t>(flux::State::Reconciling)], 1U);
    QVERIFY(!w.tree.nextTick().has_value());
    w.put({"git/repo"});
    SAME(w, "- git repo ready\n");
}

void TreeShape::aPassWithNewsShowsAtOnce()
{
    World w;
    w.put({"git/repo"});
    w.put({"git/repo", "", "", "reconciling", {}, "main@sha1:2"});
    SAME(w, "- git repo reconciling\n");
}

void TreeShape::rollUpsReachTheTop()
{
    World w;
    w.watch({"Deployment"});
    w.apply({w.delta({"git/repo"}), w.delta({"ks/a", "git/repo"}),
        w.delta({"ks/b", "git/repo", "ks/a", "failed", {"Deployment/x", "Deployment/y"}}), w.managed("Deployment/x")});
    const auto top = w.tree.row(0).below;
    QCOMPARE(top.flux(), 2U);
    QCOMPARE(top.problems(), 2U); // ks/b and Deployment/y
    QCOMPARE(top.managed, 2U);
    QCOMPARE(w.tree.summary().total, 3U);
    w.apply({w.gone("ks/b")});
    QCOMPARE(w.tree.row(0).below.flux(), 1U);
    QCOMPARE(w.tree.row(0).below.managed, 0U);
}

void TreeShape::groupsByNamespaceAndKind()
{
    World w;
    w.apply({w.delta({"git/repo"}), w.delta({"ks/team/apps", "git/repo"})});
    w.tree.setGrouping(tree::Grouping::Namespace);
    SAME(w, "v ns flux\n  - git repo ready\nv ns team\n  - ks apps ready\n");
    w.tree.setGrouping(tree::Grouping::Kind);
    SAME(w, "v git GitRepository\n  - git repo ready\nv ks Kustomization\n  - ks apps ready\n");
    w.apply({w.gone("ks/team/apps")});
    SAME(w, "v git GitRepository\n  - git repo ready\n");
    w.tree.setGrouping(tree::Grouping::Source);
    SAME(w, "- git repo ready\n");
}

void TreeShape::aSelectedRowKeepsItsIdWhenItMoves()
{
    World w;
    w.apply({w.delta({"git/a"}), w.delta({"git/b"}), w.delta({"ks/x", "git/a", "", "ready", {"ConfigMap/m"}})});
    w.tree.expandAll();
    const auto row = w.tree.indexOf(w.key("ks/x"));
    const auto id = w.tree.idAt(row);
    const auto entry = w.tree.idAt(w.tree.indexOf(w.key("ConfigMap/m")));
    w.put({"ks/x", "git/b", "", "ready", {"ConfigMap/m", "ConfigMap/a"}});
    SAME(w, "- git a ready\nv git b ready\n  v ks x ready\n    - cm a notWatched\n    - cm m notWatched\n");
    QCOMPARE(w.tree.idAt(w.tree.indexOf(w.key("ks/x"))), id);
    QCOMPARE(w.tree.indexOf(id), 2);
    QCOMPARE(w.tree.indexOf(entry), 4);
    QCOMPARE(w.tree.parentRow(4), 2);
}

void TreeShape::aRecreatedObjectKeepsItsRow()
{
    World w;
    w.put({"git/a"});
    const auto id = w.tree.idAt(0);
    auto again = w.delta({"git/a", "", "", "failed"});
    const_cast<store::Record&>(*again.record).uid = "another";
    w.apply({again});
    QCOMPARE(w.tree.idAt(0), id);
    SAME(w, "- git a failed\n");
}

void TreeShape::aFilterShowsTheWayToItsMatches()
{
    World w;
    w.apply({w.delta({"git/repo"}), w.delta({"git/other"}),
        w.delta({"ks/apps", "git/repo", "", "ready", {"Deployment/payments", "ConfigMap/x"}})});
    w.tree.setFilter("PAYM");
    SAME(w, "v git repo ready (way)\n  v ks apps ready (way)\n    - deploy payments notWatched\n");
    QCOMPARE(w.tree.summary().shown, 0U);
    w.tree.setFilter("");
    SAME(w, "- git other ready\nv git repo ready\n  > ks apps ready\n");
    // The first of an inventory match, a later one does not.
    w.put({"ks/apps", "git/repo", "", "ready", {"ConfigMap/part-1", "ConfigMap/part-2", "ConfigMap/web", "ConfigMap/part-3"}});
    w.tree.setFilter("part");
    SAME(w,
        "v git repo ready (way)\n  v ks apps ready (way)\n    - cm part-1 notWatched\n    - cm part-2 notWatched\n    - cm part-3 "
        "notWatched\n");
}

void TreeShape::filterTerms_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("names");
    QTest::newRow("kind by code") << "kind:ks"
                                  << "apps infra";
    QTest::newRow("kind by plural") << "kind:kustomizations"
                                    << "apps infra";
    QTest::newRow("two values") << "kind:git,deploy"
                                << "repo web";
    QTest::newRow("a managed kind by plural") << "kind:deployments"
                                              << "web";
    QTest::newRow("namespace") << "ns:team"
                               << "infra";
    QTest::newRow("state") << "state:failed"
                           << "infra";
    QTest::newRow("problem or missing") << "state:missing,failed"
                                        << "web infra";
    QTest::newRow("suspended") << "suspended:yes"
                               << "apps";
    QTest::newRow("not suspended is about Flux objects") << "-suspended:yes kind:ks,deploy"
                                                         << "infra";
    QTest::newRow("negated word") << "kind:ks -infra"
                                  << "apps";
    QTest::newRow("words are ANDed") << "flux web"
                                     << "web";
    QTest::newRow("the message, quoted") << "\"it broke\""
                                         << "infra";
    QTest::newRow("revision with a colon") << "sha1:7"
                                           << "infra";
    QTest::newRow("behind") << "behind:yes"
                            << "infra";
    QTest::newRow("namespace slash name") << "team/inf"
                                          << "infra";
    QTest::newRow("an API group is no word") << "apps"
                                             << "apps";
    QTest::newRow("nothing") << "zzz"
                             << "";
    QTest::newRow("while a term is typed") << "kind: web"
                                           << "web";
}

void TreeShape::filterTerms()
{
    QFETCH(QString, query);
    QFETCH(QString, names);
    World w;
    w.watch({"Deployment"});
    World::Flux apps{"ks/apps", "git/repo", "", "ready", {"Deployment/web"}};
    apps.suspended = true;
    w.apply({w.delta({"git/repo"}), w.delta(apps), w.delta({"ks/team/infra", "git/flux/repo", "", "failed", {}, "main@sha1:7"})});
    w.tree.setFilter(query.toStdString());
    QStringList found;
    for (int i = 0; i < w.tree.rowCount(); ++i) {
        if (w.tree.row(i).match)
            found << QString::fromUtf8(w.tree.row(i).name.data(), static_cast<int>(w.tree.row(i).name.size()));
    }
    auto wanted = names.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    wanted.sort();
    found.sort();
    QCOMPARE(found, wanted);
    QVERIFY(!w.tree.filterProblem());
}

void TreeShape::aWordThatIsNotUnderstoodIsNamed()
{
    World w;
    w.tree.setFilter("state:broken");
    QCOMPARE(w.tree.filterProblem()->word, std::string("state:broken"));
    w.tree.setFilter("suspended:maybe x");
    QCOMPARE(w.tree.filterProblem()->word, std::string("suspended:maybe"));
    w.tree.setFilter("x");
    QVERIFY(!w.tree.filterProblem());
}

void TreeShape::deltasUnderAFilterComeAndGo()
{
    World w;
    w.apply({w.delta({"git/repo"}), w.delta({"ks/a", "git/repo", "", "failed"}), w.delta({"ks/b", "git/repo"})});
    w.tree.setFilter("state:failed");
    SAME(w, "v git repo ready (way)\n  - ks a failed\n");
    w.mirror.forget();
    w.apply({w.delta({"ks/b", "git/repo", "", "failed"}), w.delta({"ks/a", "git/repo"})});
    SAME(w, "v git repo ready (way)\n  - ks b failed\n");
    QCOMPARE(w.mirror.resets, 0);
    w.apply({w.gone("ks/b")});
    SAME(w, "");
}

void TreeShape::revealOpensTheWay()
{
    World w;
    w.apply({w.delta({"git/repo"}), w.delta({"ks/a", "git/repo", "", "ready", {"Deployment/web"}})});
    w.tree.collapseAll();
    QCOMPARE(w.tree.reveal(w.key("Deployment/web")), 2);
    SAME(w, "v git repo ready\n  v ks a ready\n    - deploy web notWatched\n");
    QCOMPARE(w.tree.reveal(w.key("ks/none")), -1);
}

void TreeShape::anUnreadableKindIsARowAndWithholdsMissing()
{
    World w;
    w.watch({"Deployment"});
    w.apply({w.delta({"git/repo"}), w.delta({"ks/a", "git/repo", "", "ready", {"Deployment/web"}})});
    QCOMPARE(w.tree.summary().missing, 1U);
    const auto k = w.key("Deployment/x");
    w.tree.setUnreadable({{k.group, k.kind, {}, "deployments", Error{ErrorCode::Forbidden, "deployments", "no"}}});
    QCOMPARE(w.tree.summary().missing, 0U);
    SAME(w, "- deploy deployments forbidden\nv git repo ready\n  > ks a ready\n");
    w.tree.setUnreadable({});
    SAME(w, "v git repo ready\n  > ks a ready\n");
}

void TreeShape::aKindReadableInPartIsNoRowAndWithholdsMissing()
{
    World w;
    w.watch({"Deployment"});
    w.apply({w.delta({"git/repo"}), w.delta({"ks/a", "git/repo", "", "ready", {"Deployment/web"}})});
    const auto k = w.key("Deployment/x");
    w.tree.setUnreadable({{k.group, k.kind, {}, "deployments", Error{ErrorCode::Forbidden, "deployments", "no"}, true}});
    QCOMPARE(w.tree.summary().missing, 0U);
    SAME(w, "v git repo ready\n  > ks a ready\n");
    w.tree.setUnreadable({{k.group, k.kind, {}, "deployments", Error{ErrorCode::Forbidden, "deployments", "no"}}});
    SAME(w, "- deploy deployments forbidden\nv git repo ready\n  > ks a ready\n");
}

void TreeShape::anEntryTwiceInOneInventoryIsMarked()
{
    World w;
    w.apply({w.delta({"git/repo"}), w.delta({"ks/a", "git/repo", "", "ready", {"ConfigMap/x", "ConfigMap/y", "ConfigMap/x"}})});
    w.tree.expandAll();
    SAME(w, "v git repo ready\n  v ks a ready\n    - cm x notWatched repeated\n    - cm x notWatched repeated\n    - cm y notWatched\n");
}

void TreeShape::healthNobodyReadIsNoProblem()
{
    World w;
    w.watch({"Deployment"});
    w.apply({w.delta({"git/repo"}), w.delta({"ks/a", "git/repo", "", "ready", {"Deployment/b", "Deployment/a"}}), w.managed("Deployment/a"),
        w.managed("Deployment/b", flux::Health::NotRead)});
    w.tree.expandAll();
    SAME(w, "v git repo ready\n  v ks a ready\n    > deploy a present\n    > deploy b present unknown\n");
    QCOMPARE(w.tree.row(0).below.problems(), 0U);
    w.tree.setFilter("state:problem");
    QCOMPARE(w.tree.rowCount(), 0);
    w.tree.setFilter("state:unknown");
    QCOMPARE(w.tree.rowCount(), 3);
}

void TreeShape::stagedDeltasShowAtOnceWhenSettled()
{
    World w;
    w.put({"git/repo"});
    w.mirror.forget();
    w.tree.stage(std::vector{w.delta({"ks/a", "git/repo", "", "failed", {"Deployment/x"}}), w.gone("git/repo")});
    w.tree.stage(std::vector{w.delta({"git/other"}), w.delta({"ks/a", "git/other", "", "ready", {"Deployment/x"}})});
    QVERIFY(w.mirror.quiet());
    w.tree.settle();
    SAME(w, "v git other ready\n  > ks a ready\n");
    QCOMPARE(w.tree.summary().managed, 1U);
    QCOMPARE(w.tree.summary().byState[static_cast<std::size_t>(flux::State::Failed)], 0U);
}

void TreeShape::aPreparedFilterFindsWhatAnUnpreparedOneFinds()
{
    for (const std::string filter : {"p", "pa", "part-3", "cm", "web", "flux/", "zz", "kind:cm part"}) {
        World a, b;
        for (auto* w : {&a, &b}) {
            w->apply({w->delta({"git/repo"}),
                w->delta({"ks/k", "git/repo", "", "ready", {"ConfigMap/part-1", "ConfigMap/part-2", "Deployment/part-3"}}),
                w->delta({"ks/l", "git/repo", "", "ready", {"ConfigMap/web", "ConfigMap/paper"}})});
        }
        while (b.tree.prepare()) { }
        QVERIFY(b.mirror.resets == 0 && b.tree.rowCount() == a.tree.rowCount());
        b.tree.setFilter("p");
        a.tree.setFilter(filter);
        b.tree.setFilter(filter);
        QCOMPARE(QString::fromStdString(b.draw()), QString::fromStdString(a.draw()));
        // An inventory that changes under the filter is searched anew.
        for (auto* w : {&a, &b})
            w->put({"ks/l", "git/repo", "", "ready", {"ConfigMap/web", "ConfigMap/part-4", "ConfigMap/other"}});
        QCOMPARE(QString::fromStdString(b.draw()), QString::fromStdString(a.draw()));
        QCOMPARE(QString::fromStdString(b.mirror.fault), QString());
    }
}

void TreeShape::rowsAreTheSameBeforeAndAfterTheyAreListed()
{
    World w;
    w.apply(
        {w.delta({"git/repo"}), w.delta({"ks/a", "git/repo", "", "ready", {"ConfigMap/a", "ConfigMap/x", "Deployment/xy", "ConfigMap/z"}}),
            w.delta({"ks/b", "git/repo", "ks/a", "failed", {"ConfigMap/x2"}})});
    for (const auto* filter : {"", "xy", "failed"}) {
        w.tree.setFilter(filter);
        w.tree.expandAll(); // known as blocks only
        std::vector<tree::NodeId> ids;
        for (int i = 0; i < w.tree.rowCount(); ++i) {
            ids.push_back(w.tree.idAt(i));
            QCOMPARE(w.tree.indexOf(ids.back()), i);
        }
        w.apply({}); // lists them
        QCOMPARE(w.tree.rowCount(), static_cast<int>(ids.size()));
        for (int i = 0; i < w.tree.rowCount(); ++i) {
            QCOMPARE(w.tree.idAt(i), ids[static_cast<std::size_t>(i)]);
            QCOMPARE(w.tree.indexOf(ids[static_cast<std::size_t>(i)]), i);
        }
    }
    QCOMPARE(w.tree.indexOf(tree::NodeId{100'000}), -1);
}

QTEST_GUILESS_MAIN(TreeShape)
#include "tst_tree_shape.moc"

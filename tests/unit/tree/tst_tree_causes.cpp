// SPDX-License-Identifier: Apache-2.0
// Many rows behind one cause: counted, and read as one when grouped so.
#include "world.h"

#include <QtTest>

using namespace dg;
using namespace dg::test;

namespace {

// An applier that fails for want of its source's artifact.
store::Delta withoutArtifact(World& w, const World::Flux& f)
{
    auto delta = w.delta(f);
    auto object = std::make_shared<flux::FluxObject>(static_cast<const flux::FluxObject&>(*delta.record));
    object->conditions.front().status = flux::Tri::False;
    object->conditions.front().reason = "ArtifactFailed";
    delta.record = object;
    return delta;
}

} // namespace

class TreeCauses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void causesAreCountedTheLargestFirst()
    {
        World w;
        w.apply({w.delta({"git/bad", "", "", "failed"}), w.delta({"git/worse", "", "", "failed"}), w.delta({"git/good"})});
        w.apply({withoutArtifact(w, {"ks/a", "git/bad"}), withoutArtifact(w, {"ks/b", "git/worse"}),
            withoutArtifact(w, {"ks/c", "git/worse"}), w.delta({"ks/d", "git/good"}), w.delta({"ks/e", "git/good", "", "failed"})});
        const auto causes = w.tree.causes();
        QCOMPARE(causes.size(), std::size_t(2));
        QCOMPARE(causes[0].rows, 2U);
        QCOMPARE(causes[0].root.object.name.str(), std::string("worse"));
        QVERIFY(causes[0].object == w.key("git/worse"));
        QCOMPARE(causes[0].root.message, std::string("it broke"));
        QCOMPARE(causes[1].rows, 1U);
        QVERIFY(w.tree.rootCause(w.key("ks/a"))->object.name.view() == "bad");
        QVERIFY(!w.tree.rootCause(w.key("ks/d")) && !w.tree.rootCause(w.key("ks/e")) && !w.tree.rootCause(w.key("git/bad")));
    }

    void rowsBehindOneCauseReadAsOneAndOpenOnDemand()
    {
        World w;
        w.tree.setGrouping(tree::Grouping::Cause);
        w.apply({w.delta({"git/bad", "", "", "failed"}), w.delta({"git/good"}), withoutArtifact(w, {"ks/a", "git/bad"}),
            withoutArtifact(w, {"ks/b", "git/bad"}), w.delta({"ks/c", "git/good"})});
        w.tree.tick(WallTime{});
        QCOMPARE(w.tree.rowCount(), 2); // the cause and what is in sync, both closed
        const auto row = w.tree.row(0);
        QVERIFY(row.cause && row.cause->object.name.view() == "bad");
        QCOMPARE(row.below.byState[static_cast<std::size_t>(flux::State::Waiting)], 2U);
        QCOMPARE(row.below.byState[static_cast<std::size_t>(flux::State::Failed)], 1U);
        QVERIFY(!w.tree.row(1).cause);
        w.tree.setExpanded(0, true);
        QCOMPARE(w.tree.rowCount(), 5);
        QVERIFY(w.tree.row(1).key == w.key("git/bad")); // the failing one heads those behind it
        QCOMPARE(QString::fromStdString(w.mirror.fault), QString());
    }

    void aRowLeavesItsCauseWhenItHeals()
    {
        World w;
        w.tree.setGrouping(tree::Grouping::Cause);
        w.apply({w.delta({"git/bad", "", "", "failed"}), withoutArtifact(w, {"ks/a", "git/bad"}), withoutArtifact(w, {"ks/b", "git/bad"})});
        w.apply({w.delta({"git/bad"})});
        w.apply({w.delta({"ks/a", "git/bad"})});
        w.tree.tick(WallTime{});
        QCOMPARE(w.tree.causes().size(), std::size_t(0)); // b: its source is there again, so it fails by itself
        QCOMPARE(QString::fromStdString(w.mirror.fault), QString());
        w.tree.expandAll();
        std::map<std::string, std::string> groupOf;
        std::string group;
        for (int i = 0; i < w.tree.rowCount(); ++i) {
            const auto row = w.tree.row(i);
            if (row.type == tree::RowType::Group)
                group = std::string(row.name);
            else if (row.depth > 0)
                groupOf[row.key.name.str()] = group;
        }
        QCOMPARE(groupOf["a"], std::string("inSync"));
        QCOMPARE(groupOf["bad"], std::string("inSync"));
        QCOMPARE(w.tree.row(0).key.name.str(), std::string("b")); // fails by itself, nobody is behind it: a row of its own
        w.tree.setGrouping(tree::Grouping::Source);
        QCOMPARE(QString::fromStdString(w.mirror.fault), QString());
        QVERIFY(!w.tree.row(0).cause);
    }

    void howLongAPassLastsIsCountedFromItsFirstStage()
    {
        World w;
        const auto running = [&](int minute) {
            auto delta = w.delta({"ks/a", "", "", "reconciling", {}, "main@sha1:" + std::to_string(minute)});
            auto object = std::make_shared<flux::FluxObject>(static_cast<const flux::FluxObject&>(*delta.record));
            object->conditions.back().lastTransition = WallTime{std::chrono::minutes{minute}};
            object->conditions.back().message = "stage " + std::to_string(minute);
            delta.record = object;
            return delta;
        };
        w.apply({running(1)});
        w.apply({running(3)});
        QVERIFY(w.tree.verdict(w.key("ks/a")).since == WallTime{std::chrono::minutes{1}});
        w.apply({w.delta({"ks/a"})});
        w.apply({running(5)});
        QVERIFY(w.tree.verdict(w.key("ks/a")).since == WallTime{std::chrono::minutes{5}});
    }
};

QTEST_GUILESS_MAIN(TreeCauses)
#include "tst_tree_causes.moc"

// SPDX-License-Identifier: Apache-2.0
// Accepted risks: read, written, and applied without anything being lost.
#include "checks/mutes.h"
#include "world.h"

#include <QtTest>

using namespace dg;
using namespace dg::checks;

namespace {

std::vector<Outcome> outcomes()
{
    auto input = world::empty();
    for (const auto* name : {"apps/a", "apps/b"})
        input.objects.push_back(world::flux(flux::Kind::Kustomization, name, ",'spec':{'prune':false,'wait':true}"));
    return run(input);
}

const Outcome& prune(const std::vector<Outcome>& all)
{
    return all[std::size_t(Id::Prune)];
}

} // namespace

class TestMutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAcceptedObjectIsCountedApart()
    {
        auto all = outcomes();
        const auto before = tally(all);
        QCOMPARE(prune(all).subjects.size(), std::size_t(2));
        const std::vector<Mute> one{{"prod", "prune", "Kustomization/apps/a", "kept on purpose", "ada", ""}};
        apply(one, "prod", all);
        QCOMPARE(prune(all).subjects.size(), std::size_t(1));
        QCOMPARE(prune(all).accepted.size(), std::size_t(1));
        QVERIFY(prune(all).needsAttention());
        QVERIFY(prune(all).fix.find("name: b") != std::string::npos);
        QCOMPARE(tally(all).attention(), before.attention());

        const std::vector<Mute> whole{{"", "prune", "", "kept on purpose", "", ""}};
        apply(whole, "prod", all);
        QVERIFY(prune(all).isAccepted() && !prune(all).needsAttention());
        QCOMPARE(prune(all).acceptedBy, std::string("kept on purpose"));
        QCOMPARE(tally(all).accepted, 1);
        QCOMPARE(tally(all).attention(), before.attention() - 1);
        QCOMPARE(tally(all).all(), before.all());
    }
    void anotherClustersOrChecksMuteChangesNothing()
    {
        auto all = outcomes();
        const auto before = all;
        apply(std::vector<Mute>{{"other", "prune", "", "r", "", ""}, {"prod", "wait", "", "r", "", ""}}, "prod", all);
        QVERIFY(all == before);
    }
    void whatIsAcceptedNamesTheObjectsOfNow()
    {
        const auto mutes = mutesFor(prune(outcomes()), "kept");
        QCOMPARE(mutes.size(), std::size_t(2));
        QCOMPARE(mutes[0].check, std::string("prune"));
        QCOMPARE(mutes[1].object, std::string("Kustomization/apps/b"));
    }
    void theFileIsReadAsItIsWritten()
    {
        const std::vector<Mute> mutes{{"prod", "prune", "Kustomization/apps/a", "a \"reason\": it's\nfine", "ada", "2026-07-20T00:00:00Z"},
            {"", "wait", "", "jobs only", "", ""}};
        const auto read = parseMutes(writeMutes(mutes), "checks.yaml");
        QVERIFY(read.has_value());
        QVERIFY(*read == mutes);
        QVERIFY(parseMutes(writeMutes({}), "f")->empty());
    }
    void aMistakeIsNamedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("line");
        QTest::newRow("no reason") << QByteArray("mutes:\n  - check: prune\n") << 2;
        QTest::newRow("no such check") << QByteArray("mutes:\n  - check: prunes\n    reason: r\n") << 2;
        QTest::newRow("no such word") << QByteArray("mutes:\n  - check: prune\n    reason: r\n    until: x\n") << 4;
        QTest::newRow("no list") << QByteArray("mute: []\n") << 1;
    }
    void aMistakeIsNamedWithItsLine()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(int, line);
        const auto read = parseMutes(yaml.toStdString(), "checks.yaml");
        QVERIFY(!read);
        QCOMPARE(int(read.error().code), int(ErrorCode::BadValue));
        QCOMPARE(int(read.error().line), line);
    }
};

QTEST_GUILESS_MAIN(TestMutes)
#include "tst_mutes.moc"

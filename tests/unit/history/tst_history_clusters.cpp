// SPDX-License-Identifier: Apache-2.0
// Which cluster is which in a history that several programs write.
#include "past.h"

#include "history/recorder.h"

#include <QTest>

#include <future>

using namespace dg;
using namespace dg::test;
using history::Store;

class HistoryClusters : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twoAddressesOfOneClusterAreOne();
    void whatWasKeptByAddressAndNameIsTakenUp();
    void anotherClusterAtTheSameAddressBeginsAnew();
    void withoutAUidAddressAndNameCount();
    void erasingForgetsEveryName();
    void nothingIsWrittenBeforeTheUidIsKnown();
};

namespace {

history::ClusterName prodAt(const std::string& server, const std::string& uid)
{
    return {history::identityOf(server, "prod"), "prod", server, uid};
}

const std::string Direct = "https://api.example.com:6443", Agent = "https://kas.example.com/k8s-proxy";

} // namespace

void HistoryClusters::twoAddressesOfOneClusterAreOne()
{
    KeptStore kept;
    const auto direct = kept.store->cluster(prodAt(Direct, "u-1")), agent = kept.store->cluster(prodAt(Agent, "u-1"));
    QVERIFY(direct && agent && *direct != 0);
    QCOMPARE(*agent, *direct);
    QVERIFY(*kept.store->cluster(prodAt("https://other", "u-2")) != *direct);
    // Who only reads finds it under both.
    auto reader = Store::open(kept.url, Store::Access::Read);
    QVERIFY(reader.has_value());
    for (const auto& server : {Direct, Agent})
        QCOMPARE(*(*reader)->find(history::identityOf(server, "prod")), *direct);
    // So does who has never written, by a third address.
    QCOMPARE(*(*reader)->find(prodAt("https://third", "u-1")), *direct);
    QCOMPARE(*(*reader)->find(prodAt("https://third", "")), history::ClusterId{0});
    QCOMPARE(*(*reader)->find("nobody's"), history::ClusterId{0});
}

void HistoryClusters::whatWasKeptByAddressAndNameIsTakenUp()
{
    KeptStore kept;
    const auto before = kept.store->cluster(prodAt(Direct, ""));
    auto batch = kept.batch();
    batch.cluster = *before;
    batch.states = {{named("web"), state(at("10:00:00"), flux::State::Ready)}};
    QVERIFY(kept.store->write(batch).has_value());
    QCOMPARE(*kept.store->cluster(prodAt(Direct, "u-1")), *before);
    QCOMPARE(*kept.store->cluster(prodAt(Agent, "u-1")), *before);
    QCOMPARE(kept.store->at({*before, {}, 0, {}}, at("11:00:00"))->size(), 1U);
    // A program that may not read the uid, or knows of none, goes on in the same.
    QCOMPARE(*kept.store->cluster(prodAt(Direct, "")), *before);
    QCOMPARE(*kept.store->cluster(prodAt(Agent, "")), *before);
}

void HistoryClusters::anotherClusterAtTheSameAddressBeginsAnew()
{
    KeptStore kept;
    const auto first = kept.store->cluster(prodAt(Direct, "u-1"));
    const auto rebuilt = kept.store->cluster(prodAt(Direct, "u-2"));
    QVERIFY(first && rebuilt);
    QVERIFY(*rebuilt != *first);
    QCOMPARE(*kept.store->cluster(prodAt(Direct, "u-2")), *rebuilt);
    QCOMPARE(*kept.store->find(history::identityOf(Direct, "prod")), *rebuilt); // what is asked for is the one that is there now
    QCOMPARE(*kept.store->cluster(prodAt(Agent, "u-1")), *first);
}

void HistoryClusters::withoutAUidAddressAndNameCount()
{
    KeptStore kept;
    const auto direct = kept.store->cluster(prodAt(Direct, "")), agent = kept.store->cluster(prodAt(Agent, ""));
    QVERIFY(direct && agent && *direct != *agent);
    QCOMPARE(*kept.store->cluster(prodAt(Direct, "")), *direct);
}

void HistoryClusters::erasingForgetsEveryName()
{
    KeptStore kept;
    const auto before = kept.store->cluster(prodAt(Direct, "u-1"));
    QCOMPARE(*kept.store->cluster(prodAt(Agent, "u-1")), *before);
    QVERIFY(kept.store->erase(*before).has_value());
    QCOMPARE(*kept.store->find(history::identityOf(Agent, "prod")), history::ClusterId{0});
    QVERIFY(*kept.store->cluster(prodAt(Agent, "u-1")) != 0);
}

void HistoryClusters::nothingIsWrittenBeforeTheUidIsKnown()
{
    Followed f;
    QTemporaryDir folder;
    SystemClock clock;
    Logger log;
    const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
    history::Recorder recorder({url, {}, "one", {}, Millis(10), Millis(200), Millis(2000), {}}, f.pool, clock, log);
    const auto flush = [&] {
        std::promise<Status> done;
        recorder.flush([&](Status status) { done.set_value(status); });
        return done.get_future().get();
    };
    const auto feed = recorder.open(prodAt(Agent, ""), true);
    f.applied(clock.wall());
    const store::Delta deltas[] = {f.delta(*f.source), f.delta(*f.applier)};
    feed->deltas(deltas);
    QVERIFY(flush().has_value());
    auto store = Store::open(url, Store::Access::Write);
    QVERIFY(store.has_value());
    QVERIFY((*store)->clusters()->empty());
    const auto direct = (*store)->cluster(prodAt(Direct, "u-1")); // another program, by another way
    feed->identified("u-1");
    QVERIFY(flush().has_value());
    QCOMPARE((*store)->clusters()->size(), 1U);
    QCOMPARE((*store)->at({*direct, {}, 0, {}}, clock.wall() + Seconds(1))->size(), 2U);
}

QTEST_GUILESS_MAIN(HistoryClusters)
#include "tst_history_clusters.moc"

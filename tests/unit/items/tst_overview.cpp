// SPDX-License-Identifier: Apache-2.0
// The Overview's figures: what a real history has of a week, and how clusters are summed up.
#include "history/store.h"
#include "items/overview_figures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace dg;
using namespace std::chrono_literals;
using items::OverviewMeasure;
using items::OverviewRow;

namespace {

const WallTime Noon = *parseRfc3339("2026-11-26T12:00:00Z");
constexpr Millis Week = 24h * 7;

history::ObjectRow named(const char* name)
{
    return {0, "kustomize.toolkit.fluxcd.io", "Kustomization", "apps", name};
}

history::Sample sampleOf(WallTime at, std::uint32_t ready, std::uint32_t failed, std::uint32_t suspended, std::uint32_t drifted)
{
    history::Sample out;
    out.at = at;
    out.byState[static_cast<std::size_t>(flux::State::Ready)] = ready;
    out.byState[static_cast<std::size_t>(flux::State::Failed)] = failed;
    out.suspended = suspended;
    out.drifted = drifted;
    return out;
}

history::Batch::Trouble troubleOf(const char* name, WallTime began, std::optional<WallTime> ended)
{
    history::Batch::Trouble out;
    out.object = named(name);
    out.row.began = began;
    out.row.ended = ended;
    out.begins = true;
    return out;
}

history::Batch::Delivery deliveryOf(const char* name, const char* revision, WallTime at, bool failed)
{
    history::Batch::Delivery out;
    out.object = named(name);
    out.run.revision = revision;
    out.run.fetched = at - 10s;
    if (!failed)
        out.run.applied = out.run.healthy = at;
    out.run.failed = failed;
    return out;
}

history::Batch::State stateOf(const char* name, WallTime at, flux::State state)
{
    history::StateRow row;
    row.at = row.last = at;
    row.state = state;
    return {named(name), row};
}

struct Kept {
    QTemporaryDir folder;
    std::unique_ptr<history::Store> store
        = std::move(*history::Store::open(folder.filePath(QStringLiteral("history.sqlite")).toStdString(), history::Store::Access::Write));
    history::Batch batch;
    Kept() { batch.cluster = *store->cluster({"prod", "prod", "https://prod.example.com"}); }
    void watch(WallTime from, WallTime to)
    {
        history::Batch one;
        one.cluster = batch.cluster;
        one.watched = history::Watched{from, to};
        QVERIFY(store->write(one));
    }
    [[nodiscard]] items::OverviewPast read(const char* cluster = "prod")
    {
        const auto past = items::readOverview(*store, {cluster, Noon, 12h});
        if (!past)
            qFatal("%s", past.error().detail.c_str());
        return *past;
    }
};

OverviewRow rowOf(std::uint32_t total, std::uint32_t failed)
{
    OverviewRow row;
    row.now.phase = session::ConnectionPhase::Live;
    row.now.counted = true;
    row.now.total = total;
    row.now.byState[static_cast<std::size_t>(flux::State::Failed)] = failed;
    row.now.byState[static_cast<std::size_t>(flux::State::Ready)] = total - failed;
    return row;
}

} // namespace

class TestOverview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWeekAgoIsWhatWasInForceThenWhileSomebodyWatched()
    {
        Kept kept;
        kept.batch.samples
            = {sampleOf(Noon - Week - 1h, 7, 2, 1, 3), sampleOf(Noon - Week + 1h, 9, 0, 0, 0), sampleOf(Noon - 1h, 8, 1, 0, 2)};
        QVERIFY(kept.store->write(kept.batch));
        kept.watch(Noon - Week - 2h, Noon - Week + 6h);
        kept.watch(Noon - 5h, Noon);
        const auto past = kept.read();
        QVERIFY(past.known);
        QVERIFY(past.weekAgo.has_value());
        QCOMPARE(items::notInSync(past.weekAgo->byState), 2u);
        QCOMPARE(past.weekAgo->suspended, 1u);
        QCOMPARE(past.weekAgo->drifted, 3u);
        QVERIFY(past.week.front() && past.week.back());
        QCOMPARE(items::notInSync(past.week.back()->byState), 1u);
        QVERIFY(!past.week[20]); // nobody watched: not the value before the gap
    }

    void whatNobodyWatchedAWeekAgoIsAbsent()
    {
        Kept kept;
        kept.batch.samples = {sampleOf(Noon - Week - 24h, 7, 2, 1, 3)};
        kept.batch.troubles = {troubleOf("web", Noon - 2h, Noon - 1h)};
        kept.batch.deliveries = {deliveryOf("web", "main@sha1:aaaa", Noon - 1h, false)};
        QVERIFY(kept.store->write(kept.batch));
        kept.watch(Noon - 3h, Noon);
        const auto past = kept.read();
        QVERIFY(!past.weekAgo);
        QVERIFY(!past.lastWeek);
        QVERIFY(!past.recoveredBefore);
        QCOMPARE(past.today->all, 1u);
        QCOMPARE(past.recovered, std::vector<Millis>{1h});
        QVERIFY(!past.days.front());
        QCOMPARE(past.days.back()->all, 1u);
        QVERIFY(!kept.read("another").known);
    }

    void deliveriesOfTodayAreComparedWithTheSameTimeOfTheSameWeekday()
    {
        Kept kept;
        kept.batch.deliveries = {deliveryOf("web", "r1", Noon - 1h, false), deliveryOf("web", "r2", Noon - 2h, true),
            deliveryOf("web", "r3", Noon - 13h, false), // yesterday
            deliveryOf("web", "r4", Noon - Week - 1h, false), deliveryOf("web", "r5", Noon - Week + 1h, false)}; // later on that day
        QVERIFY(kept.store->write(kept.batch));
        kept.watch(Noon - 2 * Week, Noon);
        const auto past = kept.read();
        QCOMPARE(past.today, (items::OverviewDeliveries{2, 1}));
        QCOMPARE(past.lastWeek, (items::OverviewDeliveries{1, 0}));
        QCOMPARE(past.days[5], (items::OverviewDeliveries{1, 0}));
        QCOMPARE(past.days[6], (items::OverviewDeliveries{2, 1}));
    }

    void troublesOfTheWeekMakeTheMedianAndTheWorstObjects()
    {
        Kept kept;
        kept.batch.states = {stateOf("web", Noon - 3 * Week, flux::State::Ready), stateOf("api", Noon - 3 * Week, flux::State::Ready),
            stateOf("calm", Noon - 3 * Week, flux::State::Ready), stateOf("api", Noon - 5h, flux::State::Failed)};
        kept.batch.troubles = {troubleOf("web", Noon - 30h, Noon - 27h), troubleOf("web", Noon - 20h, Noon - 19h),
            troubleOf("api", Noon - 5h, std::nullopt), troubleOf("web", Noon - Week - 10h, Noon - Week - 2h)};
        QVERIFY(kept.store->write(kept.batch));
        kept.watch(Noon - 3 * Week, Noon);
        const auto past = kept.read();
        QCOMPARE(past.recovered.size(), std::size_t{2});
        QCOMPARE(*past.recoveredBefore, std::vector<Millis>{8h});
        QCOMPARE(past.worst.size(), std::size_t{2}); // what had none is not among them
        QCOMPARE(past.worst[0].object.name, std::string("api"));
        QCOMPARE(past.worst[0].time, Millis(5h));
        QVERIFY(past.worst[0].state == flux::State::Failed);
        QCOMPARE(past.worst[1].object.name, std::string("web"));
        QCOMPARE(past.worst[1].time, Millis(4h)); // last week's is not counted

        OverviewRow row = rowOf(3, 1);
        row.past = past;
        const auto figure = items::recoveryFigure({row, rowOf(1, 0)});
        QCOMPARE(*figure.now, Millis(1h)); // of 1 h and 3 h, nearest rank
        QCOMPARE(*figure.before, Millis(8h));
        QCOMPARE(figure.counted, 1);
    }

    void aChangeIsCountedOverTheClustersThatAreKnownAtBothTimes()
    {
        auto first = rowOf(10, 4), second = rowOf(20, 7);
        first.past.emplace().weekAgo = sampleOf(Noon - Week, 9, 1, 0, 0);
        const auto both = items::figure({first, second}, OverviewMeasure::NotInSync);
        QCOMPARE(both.now, 11);
        QCOMPARE(both.change, 3); // the second's 7 are no change
        QCOMPARE(both.compared, 1);
        QCOMPARE(both.counted, 2);
        second.now.counted = false; // not read yet: none of it is a number
        QCOMPARE(items::figure({first, second}, OverviewMeasure::Objects).now, 10);
        QCOMPARE(items::figure({second}, OverviewMeasure::Objects).counted, 0);
        QCOMPARE(items::figure({first}, OverviewMeasure::Drifted).counted, 0); // nobody judged drift
    }

    void theWorstOfAllClustersAreFive()
    {
        std::vector<OverviewRow> rows(2);
        rows[0].past.emplace().worst = {{named("a"), 9h, {}}, {named("b"), 5h, {}}, {named("c"), 1h, {}}};
        rows[1].past.emplace().worst = {{named("d"), 7h, {}}, {named("e"), 6h, {}}, {named("f"), 2h, {}}};
        const auto worst = items::worstOf(rows);
        QString names;
        for (const auto& one : worst)
            names += QString::fromStdString(one.trouble.object.name) + QString::number(one.row) + u' ';
        QCOMPARE(names, QStringLiteral("a0 d1 e1 b0 f1 "));
    }

    void postureIsPassedOfPassedAndToMend()
    {
        checks::Tally tally;
        QVERIFY(!items::postureScore(tally));
        tally.couldNotTell = 5;
        tally.accepted = 2;
        QVERIFY(!items::postureScore(tally)); // nothing was judged
        tally.passed = 2;
        tally.fixSoon = tally.consider = 0;
        QCOMPARE(*items::postureScore(tally), 100);
        tally.consider = 1;
        QCOMPARE(*items::postureScore(tally), 66);
    }

    void tokensAreToldFromThirtyDaysOn()
    {
        const auto soon = items::expiring({{"https://a", "late", Noon + 31 * 24h}, {"https://b", "soon", Noon + 29 * 24h},
                                              {"https://c", "ended", Noon - 24h}, {"https://d", "edge", Noon + 30 * 24h}},
            Noon);
        QString users;
        for (const auto& token : soon)
            users += QString::fromStdString(token.user) + u' ';
        QCOMPARE(users, QStringLiteral("ended soon edge "));
    }

    void whatIsNeitherLiveNorBeginningIsStale()
    {
        items::OverviewNow now;
        using session::ConnectionPhase;
        for (const auto phase : {ConnectionPhase::Live, ConnectionPhase::CatchingUp, ConnectionPhase::Connecting}) {
            now.phase = phase;
            QVERIFY(!items::isStale(now));
        }
        for (const auto phase : {ConnectionPhase::Stale, ConnectionPhase::AgentOffline, ConnectionPhase::Unauthorized}) {
            now.phase = phase;
            QVERIFY(items::isStale(now));
        }
    }
};

QTEST_GUILESS_MAIN(TestOverview)
#include "tst_overview.moc"

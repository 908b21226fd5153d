// SPDX-License-Identifier: Apache-2.0
#include "past.h"

#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace dg;
using namespace dg::test;
using history::Batch;
using history::Origin;
using history::Store;

class HistoryStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lanesAreWithoutAHoleAndKnowWhatNobodyWatched();
    void aStateReadLaterIsKnownFromItsTimeOn();
    void worstLanesComeFirst();
    void entriesAreMergedByTime();
    void wordsAndNamespacesNarrowWhatIsAsked();
    void durationsOfLongRangesComeFromSums();
    void aPassIsCountedOnce();
    void whatChangedBetweenTwoTimes();
    void theTreeAsItWas();
    void deliveriesArePutTogether();
    void samplesAreThinned();
    void whatIsTooOldGoesButWhatIsInForceStays();
    void whatIsTooMuchGoes();
    void erasingLeavesNothingBehind();
    void oneProgramWritesACluster();
    void aDamagedFileIsToldFromANewerOne();
    void everythingWrittenBeforeAKillIsThere();
    void aFullDiskCostsNothingThatWasWritten();
    void textsOfOthersAreNotTheirsToRead();
};

namespace {

history::PassRow pass(WallTime when, Millis took, bool news = false)
{
    history::PassRow row;
    row.at = when;
    row.duration = took;
    row.news = news;
    row.outcome = "ReconciliationSucceeded";
    row.revision = "latest@sha256:aaaa";
    return row;
}

} // namespace

void HistoryStore::lanesAreWithoutAHoleAndKnowWhatNobodyWatched()
{
    KeptStore kept;
    auto batch = kept.batch();
    batch.states = {{named("web"), state(at("10:00:00"), flux::State::Ready)},
        {named("web"), state(at("10:30:00"), flux::State::Failed, "HealthCheckFailed", "not ready")}};
    batch.watched = history::Watched{at("10:00:00"), at("10:40:00")};
    must(kept.store->write(batch));
    batch = kept.batch();
    batch.watched = history::Watched{at("11:00:00"), at("12:00:00")};
    must(kept.store->write(batch));
    const auto lanes = must(kept.store->lanes(kept.scope(), {at("09:00:00"), at("13:00:00")}, at("12:00:00"), 10));
    QCOMPARE(lanes.size(), 1U);
    const auto& parts = lanes[0].segments;
    QCOMPARE(parts.size(), 5U);
    QVERIFY(!parts[0].known); // before anybody watched
    QCOMPARE(parts[0].to, at("10:00:00"));
    QCOMPARE(parts[1].state, flux::State::Ready);
    QCOMPARE(parts[2].state, flux::State::Failed);
    QCOMPARE(parts[2].to, at("10:40:00"));
    QVERIFY(!parts[3].known);
    QCOMPARE(parts[3].to, at("11:00:00"));
    QVERIFY(parts[4].known);
    QCOMPARE(parts[4].message, std::string("not ready"));
    QCOMPARE(parts[4].to, at("12:00:00")); // not beyond now
    for (std::size_t i = 1; i < parts.size(); ++i)
        QCOMPARE(parts[i].from, parts[i - 1].to);
    // The stretch that goes on was written a few seconds ago.
    const auto soon = must(kept.store->lanes(kept.scope(), {at("11:30:00"), at("13:00:00")}, at("12:00:09"), 10));
    QCOMPARE(soon[0].segments.size(), 1U);
    QVERIFY(soon[0].segments[0].known);
    const auto late = must(kept.store->lanes(kept.scope(), {at("11:30:00"), at("13:00:00")}, at("12:01:00"), 10));
    QVERIFY(!late[0].segments.back().known);
}

void HistoryStore::aStateReadLaterIsKnownFromItsTimeOn()
{
    KeptStore kept;
    auto batch = kept.batch();
    auto late = state(at("10:50:00"), flux::State::Failed);
    late.origin = Origin::ReadLater;
    batch.states = {{named("web"), state(at("10:00:00"), flux::State::Ready)}, {named("web"), late}};
    batch.watched = history::Watched{at("10:00:00"), at("10:10:00")};
    must(kept.store->write(batch));
    batch = kept.batch();
    batch.watched = history::Watched{at("11:00:00"), at("11:30:00")};
    must(kept.store->write(batch));
    const auto lanes = must(kept.store->lanes(kept.scope(), {at("10:00:00"), at("11:30:00")}, at("11:30:00"), 10));
    const auto& parts = lanes.at(0).segments;
    QCOMPARE(parts.size(), 3U);
    QVERIFY(!parts[1].known);
    QCOMPARE(parts[1].to, at("10:50:00"));
    QVERIFY(parts[2].known);
    QCOMPARE(parts[2].origin, Origin::ReadLater);
}

void HistoryStore::worstLanesComeFirst()
{
    KeptStore kept;
    auto batch = kept.batch();
    for (const auto* name : {"a", "b", "c"})
        batch.states.push_back({named(name), state(at("10:00:00"), flux::State::Ready)});
    batch.troubles = {{named("b"), {at("10:10:00"), at("10:20:00"), flux::State::Failed, "x", "y"}, true}};
    history::DriftRow drift;
    drift.id = "0123456789abcdef";
    drift.opened = at("10:30:00");
    batch.drifts = {{named("deploy", "Deployment"), named("c"), drift}};
    batch.watched = history::Watched{at("10:00:00"), at("11:00:00")};
    must(kept.store->write(batch));
    const auto lanes = must(kept.store->lanes(kept.scope(), {at("10:00:00"), at("11:00:00")}, at("11:00:00"), 10));
    QCOMPARE(lanes.size(), 3U);
    QCOMPARE(lanes[0].object.name, std::string("b"));
    QCOMPARE(lanes[0].trouble, Millis(600'000));
    QCOMPARE(lanes[1].object.name, std::string("c"));
    QCOMPARE(lanes[1].drifted, Millis(1'800'000));
    QVERIFY(lanes[1].segments.back().drifted);
    QVERIFY(!lanes[1].segments.front().drifted);
    const auto second = must(kept.store->lanes(kept.scope(), {at("10:00:00"), at("11:00:00")}, at("11:00:00"), 1, 1));
    QCOMPARE(second.at(0).object.name, std::string("c"));
}

void HistoryStore::entriesAreMergedByTime()
{
    KeptStore kept;
    auto batch = kept.batch();
    batch.states = {{named("web"), state(at("10:00:00"), flux::State::Ready, "ReconciliationSucceeded")},
        {named("web"), state(at("10:05:00"), flux::State::Failed, "HealthCheckFailed", "not ready")}};
    batch.passes = {{named("web"), pass(at("10:03:00"), Millis(6200), true)}, {named("web"), pass(at("10:04:00"), Millis(100))}};
    history::DriftRow drift;
    drift.id = "0123456789abcdef";
    drift.kind = drift::Kind::FieldChanged;
    drift.path = "spec.replicas";
    drift.manager = "kubectl-edit";
    drift.opened = at("10:01:00");
    drift.closed = at("10:04:30");
    batch.drifts = {{named("deploy", "Deployment"), named("web"), drift}};
    batch.actions = {{named("web"), {at("10:02:00"), Millis(900), "reconcile", "ready", "applied"}}};
    must(kept.store->write(batch));
    batch = kept.batch();
    batch.repeats = {{named("web"), at("10:05:00"), at("10:09:00"), 17}};
    must(kept.store->write(batch));
    const auto entries = must(kept.store->entries(kept.scope(), {at("09:00:00"), at("11:00:00")}, 100));
    using Kind = history::EntryKind;
    const std::vector<Kind> wanted{Kind::State, Kind::DriftClosed, Kind::Pass, Kind::Action, Kind::DriftOpened, Kind::State};
    QCOMPARE(entries.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        QCOMPARE(entries[i].kind, wanted[i]);
    QCOMPARE(entries[0].times, 17U);
    QCOMPARE(entries[0].object.name, std::string("web"));
    QCOMPARE(entries[1].duration, Millis(210'000));
    QCOMPARE(entries[4].who, std::string("kubectl-edit"));
    const auto page = must(kept.store->entries(kept.scope(), {at("09:00:00"), at("11:00:00")}, 2, 2));
    QCOMPARE(page.size(), 2U);
    QCOMPARE(page[0].kind, Kind::Pass);
}

void HistoryStore::wordsAndNamespacesNarrowWhatIsAsked()
{
    KeptStore kept;
    auto batch = kept.batch();
    batch.states = {{named("web"), state(at("10:00:00"), flux::State::Ready)},
        {named("db", "HelmRelease", "data"), state(at("10:00:00"), flux::State::Ready)}};
    must(kept.store->write(batch));
    auto scope = kept.scope();
    scope.words = {"helm", "db"};
    QCOMPARE(must(kept.store->entries(scope, {at("09:00:00"), at("11:00:00")}, 10)).size(), 1U);
    scope.words = {};
    scope.ns = "apps";
    const auto lanes = must(kept.store->lanes(scope, {at("09:00:00"), at("11:00:00")}, at("11:00:00"), 10));
    QCOMPARE(lanes.size(), 1U);
    QCOMPARE(lanes[0].object.name, std::string("web"));
    QCOMPARE(must(kept.store->namespaces(kept.cluster)), (std::vector<std::string>{"apps", "data"}));
}

void HistoryStore::durationsOfLongRangesComeFromSums()
{
    KeptStore kept;
    auto batch = kept.batch();
    const auto begin = at("00:00:00");
    for (int i = 0; i < 1000; ++i)
        batch.passes.push_back({named("web"), pass(begin + Seconds(i * 60), Millis(i % 20 == 19 ? 30'000 : 5000))});
    must(kept.store->write(batch));
    const history::Range day{begin, begin + std::chrono::hours(24)};
    const auto trend = must(kept.store->trend(history::Metric::PassDuration, kept.scope(), day, std::chrono::hours(1)));
    QCOMPARE(trend.whole.count, 1000U);
    // Of a logarithm's steps: 5 % off at most.
    QVERIFY(std::abs(trend.whole.p50.count() - 5000) < 250);
    QVERIFY(trend.buckets.size() == 17);
    QCOMPARE(trend.buckets.front().count, 60U);
    // The rows themselves say the same.
    const auto rows = must(
        kept.store->trend(history::Metric::PassDuration, kept.scope(), {begin, begin + std::chrono::hours(6)}, std::chrono::hours(1)));
    QCOMPARE(rows.whole.count, 360U);
    QCOMPARE(rows.whole.p50, Millis(5000));
    auto totals = must(kept.store->totals(kept.scope(), day, Store::Order::SlowestPass, 5));
    QCOMPARE(totals.size(), 1U);
    QCOMPARE(totals[0].passes, 1000U);
    QCOMPARE(totals[0].longestPass, Millis(30'000));
}

void HistoryStore::aPassIsCountedOnce()
{
    KeptStore kept;
    auto batch = kept.batch();
    batch.passes = {{named("web"), pass(at("10:00:00"), Millis(5000))}};
    must(kept.store->write(batch));
    must(kept.store->write(batch)); // read from status.history by another run
    const auto trend
        = must(kept.store->trend(history::Metric::PassDuration, kept.scope(), {at("00:00:00"), at("23:00:00")}, std::chrono::hours(1)));
    QCOMPARE(trend.whole.count, 1U);
}

void HistoryStore::whatChangedBetweenTwoTimes()
{
    KeptStore kept;
    auto batch = kept.batch();
    auto newer = state(at("14:10:00"), flux::State::Ready);
    newer.revision = "main@sha1:2222";
    batch.states = {{named("web"), state(at("10:00:00"), flux::State::Ready)}, {named("web"), newer},
        {named("same"), state(at("10:00:00"), flux::State::Ready)}, {named("flap"), state(at("10:00:00"), flux::State::Ready)},
        {named("flap"), state(at("14:05:00"), flux::State::Failed)}, {named("flap"), state(at("14:06:00"), flux::State::Ready)},
        {named("gone"), state(at("10:00:00"), flux::State::Ready)}, {named("gone"), state(at("14:15:00"), std::nullopt)}};
    batch.watched = history::Watched{at("10:00:00"), at("15:00:00")};
    must(kept.store->write(batch));
    for (const auto& range : {history::Range{at("14:00:00"), at("14:20:00")}, history::Range{at("10:30:00"), at("23:00:00")}}) {
        const auto changes = must(kept.store->changes(kept.scope(), range));
        QCOMPARE(changes.size(), 2U);
        QCOMPARE(changes[0].object.name, std::string("gone"));
        QVERIFY(!changes[0].after.state);
        QCOMPARE(changes[1].after.revision, std::string("main@sha1:2222"));
        QVERIFY(changes[1].beforeKnown);
        QCOMPARE(changes[1].afterKnown, range.to == at("14:20:00"));
    }
}

void HistoryStore::theTreeAsItWas()
{
    KeptStore kept;
    auto batch = kept.batch();
    batch.states = {{named("web"), state(at("10:00:00"), flux::State::Ready)}, {named("web"), state(at("11:00:00"), flux::State::Failed)},
        {named("later"), state(at("12:00:00"), flux::State::Ready)}, {named("gone"), state(at("09:00:00"), flux::State::Ready)},
        {named("gone"), state(at("09:30:00"), std::nullopt)}};
    must(kept.store->write(batch));
    const auto then = must(kept.store->at(kept.scope(), at("10:30:00")));
    QCOMPARE(then.size(), 1U);
    QCOMPARE(then[0].row.state, flux::State::Ready);
    const auto now = must(kept.store->at(kept.scope(), at("13:00:00")));
    QCOMPARE(now.size(), 2U);
}

void HistoryStore::deliveriesArePutTogether()
{
    KeptStore kept;
    auto batch = kept.batch();
    delivery::Run run;
    run.revision = "main@sha1:1111";
    run.sha = "1111";
    run.fetched = at("10:00:00");
    batch.deliveries = {{named("web"), run}};
    must(kept.store->write(batch));
    run.fetched.reset();
    run.healthy = at("10:01:00");
    run.committed = at("09:50:00");
    batch.deliveries = {{named("web"), run}};
    must(kept.store->write(batch));
    const auto web = must(kept.store->find(kept.cluster, named("web").group, "Kustomization", "apps", "web"));
    QVERIFY(web.has_value());
    const auto runs = must(kept.store->runs(web->id, 50));
    QCOMPARE(runs.size(), 1U);
    QCOMPARE(runs[0].fetched, at("10:00:00")); // what was known stays
    QCOMPARE(runs[0].committed, at("09:50:00"));
    const auto days = must(kept.store->deliveriesPerDay(kept.scope(), {at("00:00:00"), at("23:00:00")}));
    QCOMPARE(days.size(), 1U);
    QCOMPARE(days[0].deliveries, 1U);
    QCOMPARE(days[0].failed, 0U);
}

void HistoryStore::samplesAreThinned()
{
    KeptStore kept;
    auto batch = kept.batch();
    for (int i = 0; i < 1000; ++i) {
        history::Sample sample;
        sample.at = at("10:00:00") + Seconds(i);
        sample.byState[0] = static_cast<std::uint32_t>(i);
        batch.samples.push_back(sample);
    }
    must(kept.store->write(batch));
    const auto samples = must(kept.store->samples(kept.cluster, {at("10:05:00"), at("11:00:00")}, 20));
    QVERIFY(samples.size() >= 5 && samples.size() <= 22);
    QCOMPARE(samples.front().at, at("10:05:00"));
    QCOMPARE(samples.front().byState[0], 300U);
    QCOMPARE(samples.back().byState[0], 999U);
}

void HistoryStore::whatIsTooOldGoesButWhatIsInForceStays()
{
    KeptStore kept;
    const auto now = at("12:00:00");
    const auto old = now - std::chrono::days(100);
    auto batch = kept.batch();
    batch.states = {{named("web"), state(old, flux::State::Failed, "old reason", "old words")},
        {named("web"), state(old + std::chrono::hours(1), flux::State::Ready, "in force", "since long")},
        {named("gone"), state(old, flux::State::Ready)}, {named("gone"), state(old + std::chrono::hours(1), std::nullopt)}};
    for (int i = 0; i < 100; ++i)
        batch.passes.push_back({named("web"), pass(old + Seconds(i), Millis(100))});
    batch.passes.push_back({named("web"), pass(now - std::chrono::hours(1), Millis(100))});
    batch.watched = history::Watched{old, now};
    must(kept.store->write(batch));
    int slices = 0;
    while (must(kept.store->retain({}, now)))
        QVERIFY(++slices < 20);
    const auto all = must(kept.store->at(kept.scope(), now));
    QCOMPARE(all.size(), 1U);
    QCOMPARE(all[0].row.message, std::string("since long"));
    const auto trend
        = must(kept.store->trend(history::Metric::PassDuration, kept.scope(), {old - std::chrono::days(1), now}, std::chrono::hours(1)));
    QCOMPARE(trend.whole.count, 1U);
    QVERIFY(!must(kept.store->find(kept.cluster, named("gone").group, "Kustomization", "apps", "gone")));
    QFile file(QString::fromStdString(kept.url));
    kept.store.reset(); // into the file
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("since long"));
}

void HistoryStore::whatIsTooMuchGoes()
{
    KeptStore kept;
    const auto now = at("12:00:00");
    for (int day = 20; day >= 0; --day) {
        auto batch = kept.batch();
        const auto begin = now - std::chrono::days(day);
        for (int i = 0; i < 2000; ++i)
            batch.passes.push_back({named("web"), pass(begin + Millis(i), Millis(i))});
        batch.watched = history::Watched{now - std::chrono::days(20), begin};
        must(kept.store->write(batch));
    }
    const auto before = must(kept.store->facts()).bytes;
    history::Retention retention;
    retention.bytes = before / 2;
    int slices = 0;
    while (must(kept.store->retain(retention, now)))
        QVERIFY(++slices < 200);
    const auto after = must(kept.store->facts()).bytes;
    QVERIFY2(after <= retention.bytes, qPrintable(QString::number(after)));
    QVERIFY(after > before / 8); // not everything
    const auto last = must(kept.store->trend(
        history::Metric::PassDuration, kept.scope(), {now - std::chrono::hours(5), now + Seconds(10)}, std::chrono::hours(1)));
    QCOMPARE(last.whole.count, 2000U); // the newest day is whole
}

void HistoryStore::erasingLeavesNothingBehind()
{
    KeptStore kept;
    auto batch = kept.batch();
    batch.states = {{named("payroll-of-acme"), state(at("10:00:00"), flux::State::Failed, "r", "unmistakable words")}};
    for (int i = 0; i < 5000; ++i)
        batch.passes.push_back({named("payroll-of-acme"), pass(at("10:00:00") + Millis(i), Millis(i))});
    must(kept.store->write(batch));
    const auto other = must(kept.store->cluster({"staging", "staging", "https://staging.example.com"}));
    batch.cluster = other;
    batch.passes.clear();
    batch.states = {{named("other"), state(at("10:00:00"), flux::State::Failed, "r", "kept words")}};
    must(kept.store->write(batch));
    must(kept.store->erase(kept.cluster));
    QCOMPARE(must(kept.store->clusters()).size(), 1U);
    QCOMPARE(must(kept.store->at({other, {}, 0, {}}, at("11:00:00"))).at(0).row.message, std::string("kept words"));
    kept.store.reset();
    for (const auto* end : {"", "-wal"}) {
        QFile file(QString::fromStdString(kept.url) + QLatin1String(end));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto bytes = file.readAll();
        QVERIFY2(bytes.size() < 300'000 || *end, qPrintable(QString::number(bytes.size())));
        QVERIFY(!bytes.contains("payroll-of-acme"));
        QVERIFY(!bytes.contains("unmistakable words"));
    }
}

void HistoryStore::oneProgramWritesACluster()
{
    KeptStore kept;
    auto second = must(Store::open(kept.url, Store::Access::Write));
    const auto now = at("10:00:00");
    QVERIFY(must(kept.store->lease(kept.cluster, "one", now, now + Seconds(45))));
    QVERIFY(!must(second->lease(kept.cluster, "two", now + Seconds(20), now + Seconds(65))));
    QVERIFY(must(kept.store->lease(kept.cluster, "one", now + Seconds(20), now + Seconds(65)))); // goes on
    QVERIFY(!must(second->lease(kept.cluster, "two", now + Seconds(50), now + Seconds(95))));
    QVERIFY(must(second->lease(kept.cluster, "two", now + Seconds(66), now + Seconds(111)))); // it ran out
    QVERIFY(!must(kept.store->lease(kept.cluster, "one", now + Seconds(70), now + Seconds(115))));
    second->release(kept.cluster, "two");
    QVERIFY(must(kept.store->lease(kept.cluster, "one", now + Seconds(71), now + Seconds(116))));
}

void HistoryStore::aDamagedFileIsToldFromANewerOne()
{
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("history.sqlite"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("SQLite format 3\0garbage that is none", 36).repeated(200));
    file.close();
    const auto damaged = Store::open(path.toStdString(), Store::Access::Write, true);
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().code, ErrorCode::BadSyntax);

    KeptStore kept;
    auto batch = kept.batch();
    for (int i = 0; i < 3000; ++i)
        batch.states.push_back(
            {named("o" + std::to_string(i)), state(at("10:00:00"), flux::State::Ready, "r", std::string(300, 'x') + std::to_string(i))});
    must(kept.store->write(batch));
    kept.store.reset();
    QFile sound(QString::fromStdString(kept.url));
    QVERIFY(sound.open(QIODevice::ReadWrite));
    QVERIFY(sound.seek(sound.size() / 2 / 4096 * 4096));
    sound.write(QByteArray(20'000, '\x5a'));
    sound.close();
    const auto torn = Store::open(kept.url, Store::Access::Write, true);
    QVERIFY(!torn);
    QCOMPARE(torn.error().code, ErrorCode::BadSyntax);

    KeptStore newer;
    newer.store.reset();
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
        database.setDatabaseName(QString::fromStdString(newer.url));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("UPDATE meta SET value = '99' WHERE name = 'schema'")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("newer"));
    for (const auto access : {Store::Access::Write, Store::Access::Read}) {
        const auto refused = Store::open(newer.url, access);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unsupported);
    }
}

// A child writes batch after batch and says after each how many there are; it is killed in the middle of it.
void HistoryStore::everythingWrittenBeforeAKillIsThere()
{
    KeptStore kept;
    kept.store.reset();
    int said[2];
    QVERIFY(pipe(said) == 0);
    const auto child = fork();
    if (child == 0) {
        auto store = Store::open(kept.url, Store::Access::Write);
        if (!store)
            _exit(1);
        for (std::int32_t n = 0;; ++n) {
            Batch batch;
            batch.cluster = kept.cluster;
            for (int i = 0; i < 50; ++i)
                batch.passes.push_back({named("web"), pass(at("00:00:00") + Millis(n * 50 + i), Millis(i))});
            if (!(*store)->write(batch) || write(said[1], &n, sizeof n) != sizeof n)
                _exit(1);
        }
    }
    close(said[1]);
    std::int32_t last = 0;
    while (last < 200)
        QVERIFY(read(said[0], &last, sizeof last) == sizeof last);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    std::int32_t more = 0;
    while (read(said[0], &more, sizeof more) == sizeof more)
        last = more;
    close(said[0]);
    auto store = must(Store::open(kept.url, Store::Access::Write, true));
    const auto trend
        = must(store->trend(history::Metric::PassDuration, kept.scope(), {at("00:00:00"), at("01:00:00")}, std::chrono::hours(1)));
    QVERIFY(trend.whole.count >= static_cast<std::uint64_t>(last + 1) * 50);
    QCOMPARE(trend.whole.count % 50, 0U); // whole batches only
}

// A file system of its own with 2 MB; where none may be mounted, files may not grow beyond that.
void HistoryStore::aFullDiskCostsNothingThatWasWritten()
{
    QTemporaryDir folder;
    const auto small = folder.filePath(QStringLiteral("small"));
    QVERIFY(QDir().mkpath(small));
    const bool mounted = QProcess::execute(QStringLiteral("mount"),
                             {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"), QStringLiteral("size=2m"),
                                 QStringLiteral("tmpfs"), small})
        == 0;
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    if (!mounted) {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit low{1'000'000, before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &low), 0);
    }
    const auto url = (small + QStringLiteral("/history.sqlite")).toStdString();
    std::uint64_t written = 0;
    Error full;
    {
        auto store = must(Store::open(url, Store::Access::Write));
        const auto cluster = must(store->cluster({"c", "c", "s"}));
        for (int n = 0; n < 10'000 && full.detail.empty(); ++n) {
            Batch batch;
            batch.cluster = cluster;
            for (int i = 0; i < 100; ++i)
                batch.passes.push_back({named("web"), pass(at("00:00:00") + Millis(n * 100 + i), Millis(i))});
            if (const auto done = store->write(batch); done)
                written += 100;
            else
                full = done.error();
        }
    }
    setrlimit(RLIMIT_FSIZE, &before);
    QCOMPARE(full.code, ErrorCode::FileUnwritable);
    QVERIFY(written > 0);
    {
        auto store = must(Store::open(url, Store::Access::Read));
        const auto trend
            = must(store->trend(history::Metric::PassDuration, {1, {}, 0, {}}, {at("00:00:00"), at("05:00:00")}, std::chrono::hours(1)));
        QCOMPARE(trend.whole.count, written);
    }
    if (mounted)
        QCOMPARE(QProcess::execute(QStringLiteral("umount"), {small}), 0);
}

void HistoryStore::textsOfOthersAreNotTheirsToRead()
{
    KeptStore kept;
    QCOMPARE(QFile::permissions(QString::fromStdString(kept.url)) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions{});
}

QTEST_GUILESS_MAIN(HistoryStore)
#include "tst_history_store.moc"

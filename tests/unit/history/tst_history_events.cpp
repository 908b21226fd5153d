// SPDX-License-Identifier: Apache-2.0
// Kubernetes Events in the history.
#include "past.h"

#include "flux/apply_event.h"
#include "history/recorder.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <future>

using namespace dg;
using namespace dg::test;
using history::Batch;
using history::Origin;
using history::Store;
using history::Tracker;

class HistoryEvents : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void repetitionsAreOneRow();
    void durationsMakeNoOtherText();
    void anotherReasonOrAnHourIsAnotherRow();
    void anEventIsCountedOnceOverARestart();
    void whatHappenedWhileNobodyRanIsReadLater();
    void aListInAnyOrderBeginsWithTheOldest();
    void tokensAreNotKept();
    void whatIsNotAboutFluxIsNotKept();
    void theyAreEntriesOfTheirObject();
    void retentionAndErasingTakeThemAway();
    void aProgramThatKnowsNoneTakesThemAwayToo();
    void aHistoryWithoutThemIsReadAndGetsThem();
    void theRecorderWritesThem();
};

namespace {

struct Told {
    StringPool pool;
    std::string group = "kustomize.toolkit.fluxcd.io";
    std::string reason = "BuildFailed", message = "kustomize build failed";
    bool warning = true;

    store::Delta event(const std::string& uid, WallTime first, WallTime last, int count = 1)
    {
        auto event = std::make_shared<flux::ApplyEvent>();
        event->key = {{}, pool.intern("Event"), pool.intern("apps"), pool.intern("web." + uid)};
        event->applier = {pool.intern(group), pool.intern("Kustomization"), pool.intern("apps"), pool.intern("web")};
        event->uid = uid;
        event->first = first;
        event->last = last;
        event->count = count;
        event->warning = warning;
        event->reason = pool.intern(reason);
        event->message = message;
        event->reporter = pool.intern("kustomize-controller");
        return {event->key, store::RecordType::ApplyEvent, event, {}};
    }
    static void tell(Tracker& tracker, const std::vector<store::Delta>& deltas, WallTime now, Batch& out)
    {
        tracker.apply(deltas, now, out);
        tracker.tick(now + Seconds(3), out);
    }
};

void executeOn(const std::string& url, const std::vector<const char*>& statements)
{
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("beside"));
        database.setDatabaseName(QString::fromStdString(url));
        QVERIFY(database.open());
        for (const auto* statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(QLatin1String(statement)), statement);
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("beside"));
}

constexpr history::Range day(const WallTime& noon)
{
    return {noon - std::chrono::hours(12), noon + std::chrono::hours(12)};
}

} // namespace

void HistoryEvents::repetitionsAreOneRow()
{
    Told told;
    Tracker tracker(told.pool, {});
    Batch out;
    Told::tell(tracker, {told.event("a", at("10:00:00"), at("10:00:00"))}, at("10:00:00"), out);
    Told::tell(tracker, {told.event("a", at("10:00:00"), at("10:05:00"), 4)}, at("10:05:00"), out);
    Told::tell(tracker, {told.event("b", at("10:06:00"), at("10:06:00"))}, at("10:06:00"), out); // Kubernetes forgot the first
    QCOMPARE(out.events.size(), 3U); // written anew each time, under one key
    for (const auto& event : out.events)
        QCOMPARE(event.row.at, at("10:00:00"));
    QCOMPARE(out.events.back().row.times, 5U);
    QCOMPARE(out.events.back().row.last, at("10:06:00"));
    QCOMPARE(out.events.back().row.origin, Origin::Seen);
    QVERIFY(out.events.back().row.warning);
    QCOMPARE(out.events.back().object.name, std::string("web"));
    QCOMPARE(out.events.back().row.reporter, std::string("kustomize-controller"));
}

void HistoryEvents::durationsMakeNoOtherText()
{
    Told told;
    told.warning = false;
    Tracker tracker(told.pool, {});
    Batch out;
    told.message = "Reconciliation finished in 1.2s, next run in 10m0s";
    Told::tell(tracker, {told.event("a", at("10:00:00"), at("10:00:00"))}, at("10:00:00"), out);
    told.message = "Reconciliation finished in 984ms, next run in 10m0s";
    Told::tell(tracker, {told.event("b", at("10:10:00"), at("10:10:00"))}, at("10:10:00"), out);
    QCOMPARE(out.events.back().row.times, 2U);
    QCOMPARE(out.events.back().row.message, std::string("Reconciliation finished in 1.2s, next run in 10m0s")); // no new text either
    told.message = "stored artifact for revision v1.2s";
    Told::tell(tracker, {told.event("c", at("10:11:00"), at("10:11:00"))}, at("10:11:00"), out);
    told.message = "stored artifact for revision v1.3s"; // no duration
    Told::tell(tracker, {told.event("d", at("10:12:00"), at("10:12:00"))}, at("10:12:00"), out);
    QCOMPARE(out.events.back().row.times, 1U);
}

void HistoryEvents::anotherReasonOrAnHourIsAnotherRow()
{
    Told told;
    Tracker tracker(told.pool, {});
    Batch out;
    Told::tell(tracker, {told.event("a", at("10:00:00"), at("10:00:00"))}, at("10:00:00"), out);
    told.reason = "HealthCheckFailed";
    Told::tell(tracker, {told.event("b", at("10:00:00"), at("10:00:00"))}, at("10:00:00"), out);
    QCOMPARE(out.events.back().row.times, 1U);
    told.reason = "BuildFailed";
    Told::tell(tracker, {told.event("c", at("11:00:00"), at("11:00:00"))}, at("11:00:00"), out);
    QCOMPARE(out.events.back().row.times, 1U);
    QCOMPARE(out.events.back().row.at, at("11:00:00"));
    Told::tell(tracker, {told.event("d", at("11:30:00"), at("11:30:00"))}, at("11:30:00"), out);
    QCOMPARE(out.events.back().row.times, 2U);
}

void HistoryEvents::anEventIsCountedOnceOverARestart()
{
    Told told;
    KeptStore kept;
    const auto run = [&](const std::vector<store::Delta>& listed, WallTime now) {
        Tracker tracker(told.pool, must(kept.store->resume(kept.cluster)));
        auto batch = kept.batch();
        Told::tell(tracker, listed, now, batch);
        batch.watched = history::Watched{now, now + Seconds(5)};
        must(kept.store->write(batch));
        return must(kept.store->events(kept.scope(), day(at("12:00:00")), 100));
    };
    const auto first = told.event("a", at("10:00:00"), at("10:04:00"), 3), other = told.event("b", at("10:05:00"), at("10:05:00"));
    QCOMPARE(run({first, other}, at("10:05:01")).at(0).event.times, 4U);
    QCOMPARE(run({other, first}, at("10:06:00")).at(0).event.times, 4U); // nothing new
    const auto again = told.event("a", at("10:00:00"), at("10:20:00"), 5);
    const auto rows = run({again, other}, at("10:30:00"));
    QCOMPARE(rows.size(), 1U);
    QCOMPARE(rows[0].event.times, 6U);
    QCOMPARE(rows[0].event.last, at("10:20:00"));
}

void HistoryEvents::whatHappenedWhileNobodyRanIsReadLater()
{
    Told told;
    KeptStore kept;
    Batch out;
    {
        Tracker tracker(told.pool, {});
        Told::tell(tracker, {told.event("before", at("09:20:00"), at("09:20:00"))}, at("10:00:00"), out);
        QCOMPARE(out.events.back().row.origin, Origin::ReadLater); // from before the first run
    }
    Store::Resume resume;
    resume.watchedUntil = at("10:00:00");
    Tracker tracker(told.pool, std::move(resume));
    told.reason = "Between";
    Told::tell(tracker, {told.event("between", at("10:29:50"), at("10:29:50"))}, at("10:30:00"), out);
    QCOMPARE(out.events.back().row.origin, Origin::ReadLater); // seconds before this run began
    told.reason = "Now";
    Told::tell(tracker, {told.event("now", at("10:31:00"), at("10:31:00"))}, at("10:31:01"), out);
    QCOMPARE(out.events.back().row.origin, Origin::Seen);
    told.reason = "Cut";
    Told::tell(tracker, {told.event("cut", at("10:33:00"), at("10:33:00"))}, at("10:40:00"), out);
    QCOMPARE(out.events.back().row.origin, Origin::ReadLater); // the connection was gone
    const auto rows = out.events.size();
    told.reason = "Old";
    Told::tell(tracker, {told.event("old", at("07:00:00"), at("07:00:00"))}, at("10:41:00"), out);
    QCOMPARE(out.events.size(), rows); // so old that the run before had it
}

void HistoryEvents::aListInAnyOrderBeginsWithTheOldest()
{
    Told told;
    Tracker tracker(told.pool, {});
    Batch out;
    const store::Delta late[] = {told.event("c", at("10:20:00"), at("10:20:00"))},
                       early[] = {told.event("a", at("10:00:00"), at("10:00:00"))};
    tracker.apply(late, at("10:30:00"), out);
    tracker.apply(early, at("10:30:01"), out);
    QVERIFY(out.events.empty()); // the rest of the list is on its way
    tracker.tick(at("10:30:03"), out);
    QCOMPARE(out.events.back().row.at, at("10:00:00"));
    QCOMPARE(out.events.back().row.times, 2U);
}

void HistoryEvents::tokensAreNotKept()
{
    Told told;
    Tracker tracker(told.pool, {});
    Batch out;
    told.message = "GET https://u:hunter2@host/x with glpat-abcdefghijklmnopqrst failed";
    Told::tell(tracker, {told.event("a", at("10:00:00"), at("10:00:00"))}, at("10:00:00"), out);
    const auto& said = out.events.at(0).row.message;
    QVERIFY(said.find("failed") != std::string::npos);
    QVERIFY(said.find("glpat-abc") == std::string::npos);
    QVERIFY(said.find("hunter2") == std::string::npos);
    told.message = std::string(3000, 'x');
    Told::tell(tracker, {told.event("b", at("10:00:01"), at("10:00:01"))}, at("10:00:01"), out);
    QCOMPARE(out.events.back().row.message.size(), 1000U);
}

void HistoryEvents::whatIsNotAboutFluxIsNotKept()
{
    Told told;
    told.group = "cert-manager.io";
    Tracker tracker(told.pool, {});
    Batch out;
    Told::tell(tracker, {told.event("a", at("10:00:00"), at("10:00:00"))}, at("10:00:00"), out);
    QVERIFY(out.events.empty());
    told.group = "image.toolkit.fluxcd.io";
    Told::tell(tracker, {told.event("b", at("10:00:00"), at("10:00:00"))}, at("10:00:00"), out);
    QCOMPARE(out.events.size(), 1U);
}

void HistoryEvents::theyAreEntriesOfTheirObject()
{
    KeptStore kept;
    auto batch = kept.batch();
    history::EventRow warning{at("10:00:00"), at("10:30:00"), 7, true, "BuildFailed", "no such file", "kustomize-controller", Origin::Seen};
    history::EventRow normal{at("10:40:00"), at("10:40:00"), 1, false, "Progressing", "applied", "kustomize-controller", Origin::ReadLater};
    batch.events = {{named("web"), warning}, {named("web"), normal}, {named("db"), normal}};
    must(kept.store->write(batch));
    warning.times = 9;
    batch.events = {{named("web"), warning}};
    must(kept.store->write(batch)); // again: the same row
    auto scope = kept.scope();
    scope.object = must(kept.store->find(kept.cluster, named("web").group, "Kustomization", "apps", "web"))->id;
    const auto entries = must(kept.store->entries(scope, day(at("12:00:00")), 10));
    QCOMPARE(entries.size(), 2U);
    QCOMPARE(entries[0].reason, std::string("Progressing"));
    QCOMPARE(entries[0].origin, Origin::ReadLater);
    QCOMPARE(entries[1].kind, history::EntryKind::Event);
    QCOMPARE(entries[1].state, flux::State::Failed);
    QCOMPARE(entries[1].times, 9U);
    QCOMPARE(entries[1].who, std::string("kustomize-controller"));
    // What goes on in a time belongs to it.
    const auto within = must(kept.store->events(kept.scope(), {at("10:20:00"), at("10:25:00")}, 10));
    QCOMPARE(within.size(), 1U);
    QCOMPARE(within[0].event.reason, std::string("BuildFailed"));
    const auto all = must(kept.store->events(kept.scope(), day(at("12:00:00")), 10));
    QCOMPARE(all.size(), 3U);
    QVERIFY(all[0].event.warning); // first
}

void HistoryEvents::retentionAndErasingTakeThemAway()
{
    KeptStore kept;
    const auto now = at("12:00:00"), old = now - std::chrono::days(100);
    auto batch = kept.batch();
    batch.events = {{named("web"), {old, old, 1, true, "Old", "old words", "c", Origin::Seen}},
        {named("web"), {now, now, 1, true, "New", "unmistakable words", "c", Origin::Seen}}};
    batch.eventsSeen = {{"uid", 1, old}};
    batch.watched = history::Watched{old, now};
    must(kept.store->write(batch));
    int slices = 0;
    while (must(kept.store->retain({}, now)))
        QVERIFY(++slices < 20);
    const history::Range ever{old - Seconds(1), now + Seconds(1)};
    const auto left = must(kept.store->events(kept.scope(), ever, 10));
    QCOMPARE(left.size(), 1U);
    QCOMPARE(left[0].event.reason, std::string("New"));
    QVERIFY(must(kept.store->resume(kept.cluster)).eventsSeen.empty());
    must(kept.store->erase(kept.cluster));
    kept.store.reset();
    for (const auto* end : {"", "-wal"}) {
        QFile file(QString::fromStdString(kept.url) + QLatin1String(end));
        if (file.open(QIODevice::ReadOnly))
            QVERIFY(!file.readAll().contains("unmistakable words"));
    }
}

void HistoryEvents::aProgramThatKnowsNoneTakesThemAwayToo()
{
    KeptStore kept;
    auto batch = kept.batch();
    batch.events = {{named("web"), {at("10:00:00"), at("10:00:00"), 1, true, "R", "m", "c", Origin::Seen}}};
    batch.eventsSeen = {{"uid", 1, at("10:00:00")}};
    must(kept.store->write(batch));
    must(kept.store->cluster({"prod", "prod", "https://prod.example.com", "uid-of-prod"}));
    executeOn(kept.url, {"DELETE FROM object", "DELETE FROM cluster"}); // as the first release erases
    const auto again = must(kept.store->cluster({"prod", "prod", "https://prod.example.com", "uid-of-prod"}));
    QVERIFY(must(kept.store->events({again, {}, 0, {}}, day(at("12:00:00")), 10)).empty());
    QVERIFY(must(kept.store->resume(again)).eventsSeen.empty());
    executeOn(kept.url, {"SELECT 1"});
}

void HistoryEvents::aHistoryWithoutThemIsReadAndGetsThem()
{
    KeptStore kept;
    auto batch = kept.batch();
    batch.states = {{named("web"), state(at("10:00:00"), flux::State::Ready)}};
    must(kept.store->write(batch));
    kept.store.reset();
    // As the first release made it.
    executeOn(kept.url,
        {"DROP TRIGGER event_object", "DROP TRIGGER alias_cluster", "DROP TABLE event", "DROP TABLE event_seen", "DROP TABLE alias"});
    auto reader = must(Store::open(kept.url, Store::Access::Read));
    QCOMPARE(must(reader->entries(kept.scope(), day(at("12:00:00")), 10)).size(), 1U);
    QVERIFY(must(reader->events(kept.scope(), day(at("12:00:00")), 10)).empty());
    QCOMPARE(must(reader->find("prod")), kept.cluster);
    auto writer = must(Store::open(kept.url, Store::Access::Write));
    batch = kept.batch();
    batch.events = {{named("web"), {at("10:00:00"), at("10:00:00"), 1, true, "R", "m", "c", Origin::Seen}}};
    must(writer->write(batch));
    QCOMPARE(must(reader->entries(kept.scope(), day(at("12:00:00")), 10)).size(), 2U); // the one who read before sees them too
}

void HistoryEvents::theRecorderWritesThem()
{
    Told told;
    QTemporaryDir folder;
    SystemClock clock;
    Logger log;
    const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
    {
        history::Recorder recorder({url, {}, "one", {}, Millis(10), Millis(200), Millis(2000), {}}, told.pool, clock, log);
        const auto feed = recorder.open({"prod", "prod", "s"});
        const auto now = clock.wall();
        const store::Delta deltas[] = {told.event("a", now, now)};
        feed->deltas(deltas);
    } // what waits is written at its end
    auto store = must(Store::open(url, Store::Access::Read));
    const auto now = clock.wall();
    const auto rows = must(store->events({1, {}, 0, {}}, {now - std::chrono::hours(1), now + Seconds(10)}, 10));
    QCOMPARE(rows.size(), 1U);
    QCOMPARE(rows[0].event.reason, std::string("BuildFailed"));
}

QTEST_GUILESS_MAIN(HistoryEvents)
#include "tst_history_events.moc"

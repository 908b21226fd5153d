// SPDX-License-Identifier: Apache-2.0
#include "past.h"

#include "history/reader.h"
#include "history/recorder.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <future>
#include <thread>

using namespace dg;
using namespace dg::test;
using history::Feed;
using history::Recorder;
using history::Store;

class HistoryRecorder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsFedIsThereAfterAFlush();
    void anotherRunGoesOn();
    void aDamagedFileIsSetAsideAndANewOneTaken();
    void aNewerFileIsLeftAlone();
    void aFileThatCannotBeWrittenLosesNothing();
    void twoProgramsWriteOnce();
    void theOtherTakesOver();
    void tooMuchForTheDiskIsCounted();
    void erasingBeginsAnew();
    void aReaderAnswersInOrderAndDropsWhatWasSuperseded();
    void manyEventsOfManyThreadsAreAllSeen();
};

namespace {

struct Desk {
    StringPool& pool;
    SystemClock clock;
    Logger log;
    std::unique_ptr<Recorder> recorder;
    std::shared_ptr<Feed> feed;
    Desk(StringPool& strings, const std::string& url, const std::string& holder = "one", Millis every = Millis(10))
        : pool(strings)
        , recorder(
              std::make_unique<Recorder>(Recorder::Options{url, {}, holder, {}, every, Millis(200), Millis(2000), {}}, pool, clock, log))
        , feed(recorder->open({"prod", "prod", "https://prod.example.com"}))
    {
    }
    Status flush() const
    {
        std::promise<Status> done;
        recorder->flush([&](Status status) { done.set_value(status); });
        return done.get_future().get();
    }
};

// The objects of a cluster with every state that they had.
std::vector<history::Entry> entriesOf(const std::string& url)
{
    auto store = Store::open(url, Store::Access::Read);
    if (!store)
        return {};
    auto entries = (*store)->entries({1, {}, 0, {}}, {WallTime::min(), WallTime::max()}, 10'000);
    return entries ? *entries : std::vector<history::Entry>{};
}

} // namespace

void HistoryRecorder::whatIsFedIsThereAfterAFlush()
{
    Followed f;
    QTemporaryDir folder;
    const auto url = folder.filePath(QStringLiteral("deep/er/history.sqlite")).toStdString();
    Desk desk(f.pool, url);
    f.applied(desk.clock.wall() - Seconds(60));
    const store::Delta deltas[] = {f.delta(*f.source), f.delta(*f.applier)};
    desk.feed->deltas(deltas);
    desk.feed->watching(true, Millis(0), f.kinds());
    desk.feed->action(f.applier->key, {desk.clock.wall(), Millis(100), "reconcile", "ready", "token glpat-abcdefghijklmnopqrst"});
    QVERIFY(desk.flush().has_value());
    const auto entries = entriesOf(url);
    int states = 0, actions = 0;
    for (const auto& entry : entries) {
        states += entry.kind == history::EntryKind::State;
        if (entry.kind == history::EntryKind::Action) {
            ++actions;
            QVERIFY(entry.message.find("glpat-abc") == std::string::npos);
        }
    }
    QCOMPARE(states, 2);
    QCOMPARE(actions, 1);
    QVERIFY(desk.recorder->status().writing);
    desk.recorder.reset();
    auto store = Store::open(url, Store::Access::Read);
    QVERIFY(store.has_value());
    QCOMPARE((*store)->watched(1, {WallTime::min(), WallTime::max()})->size(), 1U);
}

void HistoryRecorder::anotherRunGoesOn()
{
    Followed f;
    QTemporaryDir folder;
    const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
    f.applied(SystemClock().wall() - Seconds(60));
    std::size_t before = 0;
    for (int run = 0; run < 3; ++run) {
        Desk desk(f.pool, url, "run" + std::to_string(run));
        const store::Delta deltas[] = {f.delta(*f.source), f.delta(*f.applier)};
        desk.feed->deltas(deltas);
        desk.feed->watching(true, Millis(0), f.kinds());
        QVERIFY(desk.flush().has_value());
        QVERIFY(desk.feed->isWriter()); // the one before let go of it
        const auto rows = entriesOf(url).size();
        QVERIFY(rows > 0);
        if (run > 0)
            QCOMPARE(rows, before);
        before = rows;
    }
}

void HistoryRecorder::aDamagedFileIsSetAsideAndANewOneTaken()
{
    Followed f;
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("history.sqlite"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    Desk desk(f.pool, path.toStdString());
    const store::Delta deltas[] = {f.delta(*f.source)};
    desk.feed->deltas(deltas);
    QVERIFY(desk.flush().has_value());
    const auto status = desk.recorder->status();
    QVERIFY(status.writing);
    QCOMPARE(status.error.code, ErrorCode::BadSyntax);
    QFile aside(QString::fromStdString(status.setAside));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), QByteArray(8192, 'x')); // nothing is thrown away
    QVERIFY(!entriesOf(path.toStdString()).empty());
}

void HistoryRecorder::aNewerFileIsLeftAlone()
{
    Followed f;
    KeptStore kept;
    kept.store.reset();
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
        database.setDatabaseName(QString::fromStdString(kept.url));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("UPDATE meta SET value = '99' WHERE name = 'schema'")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("newer"));
    Desk desk(f.pool, kept.url);
    const auto flushed = desk.flush();
    QVERIFY(!flushed);
    QCOMPARE(flushed.error().code, ErrorCode::Unsupported);
    QVERIFY(desk.recorder->status().setAside.empty());
    QCOMPARE(QDir(kept.folder.path()).entryList({QStringLiteral("*damaged*")}).size(), 0);
}

void HistoryRecorder::aFileThatCannotBeWrittenLosesNothing()
{
    Followed f;
    QTemporaryDir folder;
    // A folder stands where the file belongs.
    const auto path = folder.filePath(QStringLiteral("history.sqlite"));
    QVERIFY(QDir().mkpath(path));
    Desk desk(f.pool, path.toStdString());
    const store::Delta deltas[] = {f.delta(*f.source)};
    desk.feed->deltas(deltas);
    const auto flushed = desk.flush();
    QVERIFY(!flushed);
    QCOMPARE(flushed.error().code, ErrorCode::FileUnwritable);
    QVERIFY(QDir().rmdir(path));
    QTRY_VERIFY_WITH_TIMEOUT(desk.recorder->status().writing, 20'000); // it tries again by itself
    QVERIFY(desk.flush().has_value());
    QVERIFY(!entriesOf(path.toStdString()).empty()); // what came meanwhile too
    QCOMPARE(desk.recorder->status().lost, 0U);
}

void HistoryRecorder::twoProgramsWriteOnce()
{
    Followed f;
    QTemporaryDir folder;
    const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
    Desk one(f.pool, url, "one");
    QVERIFY(one.flush().has_value());
    Desk two(f.pool, url, "two");
    f.say(*f.applier, flux::Tri::False, "BuildFailed", one.clock.wall(), "no such file");
    const store::Delta deltas[] = {f.delta(*f.applier)};
    for (auto* desk : {&two, &one}) {
        desk->feed->deltas(deltas);
        QVERIFY(desk->flush().has_value());
    }
    const store::Delta onlyTwo[] = {f.delta(*f.source)};
    two.feed->deltas(onlyTwo);
    QVERIFY(two.flush().has_value());
    QVERIFY(one.feed->isWriter());
    QVERIFY(!two.feed->isWriter());
    QCOMPARE(entriesOf(url).size(), 1U); // nothing of what the second saw
    auto store = Store::open(url, Store::Access::Read);
    QCOMPARE((*store)->troubles({1, {}, 0, {}}, {WallTime::min(), WallTime::max()}, 10)->size(), 1U);
}

void HistoryRecorder::theOtherTakesOver()
{
    Followed f;
    QTemporaryDir folder;
    const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
    auto one = std::make_unique<Desk>(f.pool, url, "one");
    QVERIFY(one->flush().has_value());
    Desk two(f.pool, url, "two");
    f.applied(two.clock.wall());
    const store::Delta deltas[] = {f.delta(*f.source), f.delta(*f.applier)};
    two.feed->deltas(deltas);
    drift::Finding finding;
    finding.object = {f.pool.intern("apps"), f.pool.intern("Deployment"), f.pool.intern("apps"), f.pool.intern("web")};
    finding.path = "spec.replicas";
    two.feed->drift({{drift::EventType::Opened, finding}});
    QVERIFY(two.flush().has_value());
    QVERIFY(!two.feed->isWriter());
    QVERIFY(entriesOf(url).empty());
    one.reset(); // lets go
    QTRY_VERIFY_WITH_TIMEOUT(two.feed->isWriter(), 30'000);
    QVERIFY(two.flush().has_value());
    QVERIFY(!entriesOf(url).empty()); // what it saw before it was the writer
    auto store = Store::open(url, Store::Access::Read);
    QCOMPARE((*store)->driftEpisodes({1, {}, 0, {}}, {WallTime::min(), WallTime::max()}, 10)->size(), 1U);
}

void HistoryRecorder::tooMuchForTheDiskIsCounted()
{
    Followed f;
    QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("history.sqlite"));
    QVERIFY(QDir().mkpath(path)); // nothing can be written
    Desk desk(f.pool, path.toStdString());
    QVERIFY(!desk.flush());
    const auto delta = f.delta(*f.source);
    const std::vector<store::Delta> many(1000, delta);
    for (int i = 0; i < 450; ++i)
        desk.feed->deltas(many);
    QVERIFY(QDir().rmdir(path));
    QTRY_VERIFY_WITH_TIMEOUT(desk.recorder->status().writing, 20'000);
    QVERIFY(desk.flush().has_value());
    QVERIFY(desk.recorder->status().lost > 100'000); // states of one object that nobody saw
    auto store = Store::open(path.toStdString(), Store::Access::Read);
    QCOMPARE((*store)->facts()->lost, desk.recorder->status().lost);
}

void HistoryRecorder::erasingBeginsAnew()
{
    Followed f;
    QTemporaryDir folder;
    const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
    Desk desk(f.pool, url);
    f.say(*f.applier, flux::Tri::False, "BuildFailed", desk.clock.wall() - Seconds(5), "first words");
    const store::Delta first[] = {f.delta(*f.applier)};
    desk.feed->deltas(first);
    QVERIFY(desk.flush().has_value());
    std::promise<Status> erased;
    desk.recorder->erase("prod", [&](Status status) { erased.set_value(status); });
    QVERIFY(erased.get_future().get().has_value());
    f.say(*f.applier, flux::Tri::False, "BuildFailed", desk.clock.wall(), "second words");
    const store::Delta second[] = {f.delta(*f.applier)};
    desk.feed->deltas(second);
    QVERIFY(desk.flush().has_value());
    auto store = Store::open(url, Store::Access::Read);
    const auto clusters = (*store)->clusters();
    QCOMPARE(clusters->size(), 1U);
    const auto entries = (*store)->entries({clusters->front().id, {}, 0, {}}, {WallTime::min(), WallTime::max()}, 100);
    QVERIFY(!entries->empty());
    QCOMPARE(entries->front().message, std::string("second words"));
}

void HistoryRecorder::aReaderAnswersInOrderAndDropsWhatWasSuperseded()
{
    KeptStore kept;
    history::Reader reader(kept.url);
    std::promise<void> go;
    auto gone = go.get_future().share();
    std::vector<int> answered;
    std::promise<void> done;
    reader.ask(0, [gone](Result<Store*> store) {
        QVERIFY(store.has_value());
        gone.wait();
    });
    for (int i = 1; i <= 3; ++i)
        reader.ask(7, [&answered, i](Result<Store*>) { answered.push_back(i); });
    reader.ask(8, [&answered](Result<Store*>) { answered.push_back(8); });
    reader.ask(0, [&done](Result<Store*>) { done.set_value(); });
    go.set_value();
    done.get_future().wait();
    QCOMPARE(answered, (std::vector<int>{3, 8}));
}

void HistoryRecorder::manyEventsOfManyThreadsAreAllSeen()
{
    Followed f;
    QTemporaryDir folder;
    const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
    Desk desk(f.pool, url);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 200; ++i) {
                flux::FluxObject object = *f.applier;
                object.key.name = f.pool.intern("o" + std::to_string(thread) + "-" + std::to_string(i));
                object.conditions = {{"Ready", flux::Tri::True, "ReconciliationSucceeded", "", at("10:00:00"), 1}};
                const store::Delta deltas[] = {{object.key, store::RecordType::Flux, std::make_shared<flux::FluxObject>(object), {}}};
                desk.feed->deltas(deltas);
                desk.feed->driftedObjects(static_cast<std::uint32_t>(i));
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    QVERIFY(desk.flush().has_value());
    QCOMPARE(entriesOf(url).size(), 800U);
}

QTEST_GUILESS_MAIN(HistoryRecorder)
#include "tst_history_recorder.moc"

// SPDX-License-Identifier: Apache-2.0
// The same history in a real PostgreSQL, which tests/postgres/with-server starts.
#include "past.h"

#include "history/recorder.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <future>
#include <unistd.h>

using namespace dg;
using namespace dg::test;
using history::Batch;
using history::Recorder;
using history::Store;

class HistoryPostgres : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (m_url.isEmpty())
            QSKIP("PostgreSQL is not installed (DRIFTGLASS_POSTGRES)");
        if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QPSQL")))
            QSKIP("Qt's driver for PostgreSQL is not installed (libqt6sql6-psql)");
    }
    void everyQuestionIsAnsweredAsSqliteDoes();
    void oneProgramWritesACluster();
    void aCertificateThatNobodyKnowsIsRefused();
    void aWrongPasswordIsTold();
    void whatCameWhileTheDatabaseWasGoneIsThereLater();
    void aLongOutageWaitsInAFileAlsoOverTheProgramsEnd();
    void aHistoryBegunWithoutItsDatabaseWaitsInAFile();
    void whatAnotherProgramSawMeanwhileIsLeftToIt();
    void aProgramOfTheFirstReleaseGoesOnBeside();
    void erasingAndKeepingOnlySoMuch();

private:
    std::string verified() const
    {
        return (m_url + QStringLiteral("?sslmode=verify-full&sslrootcert=") + m_folder + QStringLiteral("/server.crt")).toStdString();
    }
    void run(const char* script) const { QCOMPARE(QProcess::execute(m_folder + QLatin1Char('/') + QLatin1String(script), {}), 0); }
    const QString m_url = qEnvironmentVariable("DRIFTGLASS_POSTGRES");
    const QString m_folder = qEnvironmentVariable("DRIFTGLASS_POSTGRES_FOLDER");
};

namespace {

// A morning of two objects.
Batch morning(history::ClusterId cluster)
{
    Batch batch;
    batch.cluster = cluster;
    batch.states = {{named("web"), state(at("10:00:00"), flux::State::Ready, "ReconciliationSucceeded")},
        {named("web"), state(at("10:30:00"), flux::State::Failed, "HealthCheckFailed", "it's \"not\" ready; \\ ä 東京")},
        {named("db", "HelmRelease", "data"), state(at("09:00:00"), flux::State::Ready)}};
    for (int i = 0; i < 60; ++i) {
        history::PassRow pass;
        pass.at = at("10:00:00") + Seconds(i * 60);
        pass.duration = Millis(1000 + i * 10);
        pass.news = i % 10 == 0;
        if (pass.news)
            pass.lag = Millis(60'000);
        pass.outcome = "ReconciliationSucceeded";
        pass.revision = "main@sha1:" + std::to_string(i / 10);
        batch.passes.push_back({named("web"), pass});
    }
    batch.troubles = {{named("web"), {at("10:30:00"), at("10:40:00"), flux::State::Failed, "HealthCheckFailed", "not ready"}, true}};
    history::DriftRow drift;
    drift.id = "0123456789abcdef";
    drift.path = "spec.replicas";
    drift.manager = "kubectl-edit";
    drift.opened = at("10:05:00");
    batch.drifts = {{named("deploy", "Deployment"), named("web"), drift}};
    delivery::Run run;
    run.revision = "main@sha1:5";
    run.fetched = at("10:49:00");
    run.healthy = at("10:50:00");
    batch.deliveries = {{named("web"), run}};
    batch.actions = {{named("web"), {at("10:35:00"), Millis(500), "reconcile", "ready", ""}}};
    history::Sample sample;
    sample.at = at("10:00:00");
    sample.byState[0] = 2;
    batch.samples = {sample};
    batch.watched = history::Watched{at("09:00:00"), at("12:00:00")};
    return batch;
}

// All answers as one text, without the ids.
QString told(Store& store, history::ClusterId cluster)
{
    QString out;
    const history::Scope scope{cluster, {}, 0, {}};
    const history::Range day{at("00:00:00"), at("23:00:00")}, hours{at("09:30:00"), at("12:00:00")};
    const auto add = [&](const auto& value) { out += QString::number(value) + QLatin1Char(' '); };
    for (const auto& range : {day, hours}) {
        const auto lanes = store.lanes(scope, range, at("12:00:00"), 10);
        if (!lanes)
            return QStringLiteral("lanes: ") + QString::fromStdString(lanes.error().detail);
        for (const auto& lane : *lanes) {
            out += QString::fromStdString(lane.object.name) + QLatin1Char(' ');
            add(lane.trouble.count());
            add(lane.drifted.count());
            for (const auto& part : lane.segments) {
                add(history::Scope{}.cluster + (part.to - part.from).count());
                add(part.state ? static_cast<int>(*part.state) : -1);
                add(int(part.known) + 2 * int(part.drifted));
            }
        }
        const auto entries = store.entries(scope, range, 100);
        if (!entries)
            return QStringLiteral("entries: ") + QString::fromStdString(entries.error().detail);
        for (const auto& entry : *entries) {
            add(static_cast<int>(entry.kind));
            out += QString::fromStdString(entry.object.name + entry.reason + entry.message + entry.revision + entry.who + '\n');
        }
        for (const auto metric : {history::Metric::PassDuration, history::Metric::SourceToApplied, history::Metric::TimeToRecover}) {
            const auto trend = store.trend(metric, scope, range, std::chrono::hours(1));
            if (!trend)
                return QStringLiteral("trend: ") + QString::fromStdString(trend.error().detail);
            add(trend->whole.count);
            add(trend->whole.p50.count());
            add(trend->whole.p95.count());
            add(trend->buckets.size());
            add(trend->outliers.size());
        }
        const auto changes = store.changes(scope, range);
        const auto samples = store.samples(cluster, range, 10);
        const auto days = store.deliveriesPerDay(scope, range);
        const auto totals = store.totals(scope, range, Store::Order::MostChanges, 5);
        const auto episodes = store.driftEpisodes(scope, range, 5);
        const auto troubles = store.troubles(scope, range, 5);
        const auto then = store.at(scope, at("10:10:00"));
        if (!changes || !samples || !days || !totals || !episodes || !troubles || !then)
            return QStringLiteral("another question failed");
        add(changes->size());
        add(samples->size());
        add(days->size());
        add(totals->size());
        add(totals->empty() ? 0 : totals->front().changes);
        add(episodes->size());
        add(troubles->size());
        add(then->size());
    }
    const auto resume = store.resume(cluster);
    if (!resume)
        return QStringLiteral("resume: ") + QString::fromStdString(resume.error().detail);
    add(resume->states.size());
    add(resume->drifts.size());
    add(resume->runs.size());
    return out;
}

Recorder::Options spooling(const std::string& url, const QString& spool)
{
    return {url, {}, "one", spool.toStdString(), Millis(20), Millis(200), Millis(1000), {}};
}

Status flush(Recorder& recorder)
{
    std::promise<Status> done;
    recorder.flush([&](Status status) { done.set_value(status); });
    return done.get_future().get();
}

const history::ClusterName Begun{"begun", "begun", "s"};
constexpr const char* SpoolUntilKilled = "spool-until-killed"; // this program's word for its own child

std::shared_ptr<history::Feed> fedBegun(Recorder& recorder, Followed& f, WallTime failed)
{
    f.say(*f.applier, flux::Tri::False, "BuildFailed", failed, "while it was not there");
    const store::Delta deltas[] = {f.delta(*f.source), f.delta(*f.applier)};
    auto feed = recorder.open(Begun);
    feed->deltas(deltas);
    feed->watching(true, Millis(0), f.kinds());
    return feed;
}

[[noreturn]] void spoolUntilKilled(const std::string& url, const QString& spool, WallTime failed)
{
    Followed f;
    SystemClock clock;
    Logger log;
    Recorder recorder(spooling(url, spool), f.pool, clock, log);
    const auto feed = fedBegun(recorder, f, failed);
    while (recorder.status().spooled == 0)
        static_cast<void>(flush(recorder));
    ::kill(::getpid(), SIGKILL);
    std::abort();
}

} // namespace

void HistoryPostgres::everyQuestionIsAnsweredAsSqliteDoes()
{
    KeptStore kept;
    QVERIFY(kept.store->write(morning(kept.cluster)).has_value());
    const auto wanted = told(*kept.store, kept.cluster);
    auto store = Store::open(verified(), Store::Access::Write);
    QVERIFY2(store.has_value(), store ? "" : store.error().detail.c_str());
    const auto cluster = (*store)->cluster({"prod", "prod", "https://prod.example.com"});
    QVERIFY(cluster.has_value());
    for (int twice = 0; twice < 2; ++twice) {
        auto batch = morning(*cluster);
        if (twice > 0)
            batch.actions.clear(); // they have no name of their own
        const auto written = (*store)->write(batch);
        QVERIFY2(written.has_value(), written ? "" : written.error().detail.c_str());
        if (twice == 0)
            QCOMPARE(told(**store, *cluster), wanted);
    }
    auto reader = Store::open(verified(), Store::Access::Read);
    QVERIFY(reader.has_value());
    QVERIFY((*reader)->facts()->bytes > 0);
}

void HistoryPostgres::oneProgramWritesACluster()
{
    auto one = Store::open(verified(), Store::Access::Write);
    auto two = Store::open(verified(), Store::Access::Write);
    QVERIFY(one && two);
    const auto cluster = (*one)->cluster({"leased", "leased", "s"});
    const auto now = at("10:00:00");
    QCOMPARE(*(*one)->lease(*cluster, "one", now, now), true);
    QCOMPARE(*(*two)->lease(*cluster, "two", now, now), false);
    one->reset(); // its connection ends
    bool taken = false;
    for (int i = 0; i < 200 && !taken; ++i) { // the server notices by itself
        taken = *(*two)->lease(*cluster, "two", now, now);
        QTest::qWait(20);
    }
    QVERIFY(taken);
}

void HistoryPostgres::aCertificateThatNobodyKnowsIsRefused()
{
    const auto refused
        = Store::open((m_url + QStringLiteral("?sslmode=verify-full&sslrootcert=/etc/hostname")).toStdString(), Store::Access::Write);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ConnectFailed);
    const auto plain = Store::open((m_url + QStringLiteral("?sslmode=disable")).toStdString(), Store::Access::Write);
    QVERIFY(!plain); // the server wants TLS
}

void HistoryPostgres::aWrongPasswordIsTold()
{
    const auto right = qgetenv("PGPASSWORD");
    qputenv("PGPASSWORD", "wrong");
    const auto refused = Store::open(verified(), Store::Access::Write);
    qputenv("PGPASSWORD", right);
    QVERIFY(!refused);
    QVERIFY(QString::fromStdString(refused.error().detail).contains(QStringLiteral("password")));
    QVERIFY(!QString::fromStdString(refused.error().detail).contains(QString::fromLocal8Bit(right)));
}

void HistoryPostgres::whatCameWhileTheDatabaseWasGoneIsThereLater()
{
    Followed f;
    SystemClock clock;
    Logger log;
    Recorder recorder({verified(), {}, "one", {}, Millis(20), Millis(200), Millis(1000), {}}, f.pool, clock, log);
    const auto feed = recorder.open({"gone", "gone", "s"});
    f.applied(clock.wall());
    const store::Delta first[] = {f.delta(*f.source), f.delta(*f.applier)};
    feed->deltas(first);
    QVERIFY(flush(recorder).has_value());
    run("stop");
    f.say(*f.applier, flux::Tri::False, "BuildFailed", clock.wall(), "while it was gone");
    const store::Delta second[] = {f.delta(*f.applier)};
    feed->deltas(second);
    QVERIFY(!flush(recorder));
    QVERIFY(!recorder.status().writing);
    run("restart");
    QTRY_VERIFY_WITH_TIMEOUT(recorder.status().writing && flush(recorder).has_value(), 20'000);
    auto store = Store::open(verified(), Store::Access::Read);
    QVERIFY(store.has_value());
    const auto clusters = (*store)->clusters();
    for (const auto& cluster : *clusters) {
        if (cluster.name.identity != "gone")
            continue;
        const auto entries = (*store)->entries({cluster.id, {}, 0, {}}, {WallTime{}, clock.wall() + Seconds(60)}, 100);
        QVERIFY(entries.has_value());
        QCOMPARE(entries->front().message, std::string("while it was gone"));
    }
    QCOMPARE(recorder.status().lost, 0U);
}

void HistoryPostgres::aLongOutageWaitsInAFileAlsoOverTheProgramsEnd()
{
    Followed f;
    SystemClock clock;
    Logger log;
    QTemporaryDir folder;
    const auto spool = folder.filePath(QStringLiteral("history.spool"));
    const auto options = [&] { return spooling(verified(), spool); };
    constexpr int many = 1500;
    {
        Recorder recorder(options(), f.pool, clock, log);
        const auto feed = recorder.open({"outage", "outage", "s"});
        const store::Delta first[] = {f.delta(*f.source)};
        feed->deltas(first);
        QVERIFY(flush(recorder).has_value());
        run("stop");
        std::vector<store::Delta> deltas;
        for (int i = 0; i < many; ++i) {
            auto object = *f.applier;
            object.key.name = f.pool.intern("o" + std::to_string(i));
            f.say(object, flux::Tri::False, "BuildFailed", clock.wall(), "while it was gone, ä\n東京");
            deltas.push_back({object.key, store::RecordType::Flux, std::make_shared<flux::FluxObject>(object), {}});
        }
        feed->deltas(deltas);
        QVERIFY(!flush(recorder));
        QTRY_VERIFY_WITH_TIMEOUT(recorder.status().spooled > 100'000, 10'000);
    }
    // A crash left half a frame.
    QFile file(spool);
    QVERIFY(file.open(QIODevice::Append));
    file.write("half a frame");
    file.close();
    QVERIFY(!(QFile::permissions(spool) & QFile::ReadOther));
    run("restart");
    Recorder recorder(options(), f.pool, clock, log);
    QTRY_VERIFY_WITH_TIMEOUT(recorder.status().writing && flush(recorder).has_value(), 20'000);
    QTRY_COMPARE(recorder.status().spooled, 0);
    auto store = Store::open(verified(), Store::Access::Read);
    QVERIFY(store.has_value());
    const auto clusters = (*store)->clusters();
    std::size_t rows = 0;
    for (const auto& cluster : *clusters) {
        if (cluster.name.identity != "outage")
            continue;
        const auto then = (*store)->at({cluster.id, {}, 0, {}}, clock.wall() + Seconds(60));
        rows = then->size();
        QCOMPARE(then->front().row.message, std::string("while it was gone, ä\n東京"));
    }
    QCOMPARE(rows, static_cast<std::size_t>(many + 1));
}

void HistoryPostgres::aHistoryBegunWithoutItsDatabaseWaitsInAFile()
{
    Followed f;
    SystemClock clock;
    Logger log;
    QTemporaryDir folder;
    const auto spool = folder.filePath(QStringLiteral("history.spool"));
    const auto& name = Begun;
    const auto failed = clock.wall() - Seconds(100);
    {
        // What an earlier run kept: the object was failing, and another one that is gone by now.
        auto store = Store::open(verified(), Store::Access::Write);
        QVERIFY(store.has_value());
        auto batch = morning(*(*store)->cluster(name));
        const auto seen = failed + Millis(300); // Flux writes whole seconds
        batch.states = {{named("web"), state(failed - Seconds(60), flux::State::Ready)},
            {named("payments"), state(seen, flux::State::Failed, "BuildFailed", "while it was not there")}};
        batch.troubles = {{named("payments"), {seen, std::nullopt, flux::State::Failed, "BuildFailed", "while it was not there"}, true}};
        batch.drifts.clear();
        batch.watched = history::Watched{failed - Seconds(90), failed + Seconds(5)};
        QVERIFY((*store)->write(batch).has_value());
    }
    run("stop");
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
        {QLatin1String(SpoolUntilKilled), QString::fromStdString(verified()), spool, QString::number(failed.time_since_epoch().count())});
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    QVERIFY(QFileInfo(spool).size() > 100);
    {
        Recorder recorder(spooling(verified(), spool), f.pool, clock, log); // still without
        const auto feed = fedBegun(recorder, f, failed);
        QVERIFY(!flush(recorder));
        QTRY_VERIFY_WITH_TIMEOUT(recorder.status().spooled > 0 && recorder.status().waiting == 0, 20'000);
        run("restart");
        QTRY_VERIFY_WITH_TIMEOUT(recorder.status().writing && flush(recorder).has_value(), 20'000);
        QVERIFY(feed->isWriter());
        QCOMPARE(recorder.status().spooled, 0);
        QCOMPARE(recorder.status().lost, 0U);
    }
    auto store = Store::open(verified(), Store::Access::Read);
    QVERIFY(store.has_value());
    const history::Scope scope{*(*store)->find(name.identity), {}, 0, {}};
    const history::Range all{failed - Seconds(120), clock.wall() + Seconds(1)};
    const auto troubles = (*store)->troubles(scope, all, 10);
    QCOMPARE(troubles->size(), 1U); // it goes on, told three times
    QVERIFY(std::chrono::abs(troubles->front().trouble.began - failed) < Seconds(1));
    int failures = 0;
    const auto entries = (*store)->entries(scope, all, 100);
    for (const auto& entry : *entries)
        failures += entry.kind == history::EntryKind::State && entry.message == "while it was not there";
    QCOMPARE(failures, 1);
    // What went before anybody could look is found by who knows what was there.
    const auto then = (*store)->at(scope, clock.wall() + Seconds(1));
    QVERIFY(std::ranges::none_of(*then, [](const history::ObjectAt& one) { return one.object.name == "web"; }));
}

void HistoryPostgres::whatAnotherProgramSawMeanwhileIsLeftToIt()
{
    Followed f;
    SystemClock clock;
    Logger log;
    QTemporaryDir folder;
    const history::ClusterName name{"shared", "shared", "s", "uid-of-shared"};
    run("stop");
    const auto before = clock.wall() - Seconds(1);
    {
        Recorder recorder(spooling(verified(), folder.filePath(QStringLiteral("spool"))), f.pool, clock, log);
        const auto feed = recorder.open(name);
        f.applied(clock.wall());
        const store::Delta first[] = {f.delta(*f.source), f.delta(*f.applier)};
        feed->deltas(first);
        QTRY_VERIFY_WITH_TIMEOUT(recorder.status().spooled > 0, 20'000);
        f.say(*f.applier, flux::Tri::False, "BuildFailed", clock.wall(), "seen by both");
        const store::Delta second[] = {f.delta(*f.applier)};
        const auto waits = recorder.status().spooled;
        feed->deltas(second);
        QTRY_VERIFY_WITH_TIMEOUT(recorder.status().spooled > waits, 20'000);
    }
    run("restart");
    auto store = Store::open(verified(), Store::Access::Write);
    QVERIFY(store.has_value());
    auto batch = Batch{};
    batch.cluster = *(*store)->cluster({"another address", "shared", "t", "uid-of-shared"});
    const auto theirs = clock.wall();
    batch.watched = history::Watched{before, theirs};
    const history::ObjectRow payments{0, f.applier->key.group.str(), "Kustomization", "apps", "payments"};
    batch.states = {{payments, state(theirs, flux::State::Failed, "BuildFailed", "seen by both")}};
    batch.troubles = {{payments, {theirs, std::nullopt, flux::State::Failed, "BuildFailed", "seen by both"}, true}};
    QVERIFY((*store)->write(batch).has_value());
    Recorder recorder(
        {verified(), {}, "one", folder.filePath(QStringLiteral("spool")).toStdString(), Millis(20), Millis(200), Millis(1000), {}}, f.pool,
        clock, log);
    QTRY_VERIFY_WITH_TIMEOUT(recorder.status().writing && recorder.status().spooled == 0, 20'000);
    const history::Scope scope{batch.cluster, {}, 0, {}};
    const history::Range all{before - std::chrono::hours(1), theirs + Seconds(1)};
    int failures = 0;
    const auto entries = (*store)->entries(scope, all, 100);
    for (const auto& entry : *entries)
        failures += entry.kind == history::EntryKind::State && entry.message == "seen by both";
    QCOMPARE(failures, 1);
    QCOMPARE((*store)->troubles(scope, all, 10)->size(), 1U);
}

// It makes and erases what it knows of; the tables that came later follow.
void HistoryPostgres::aProgramOfTheFirstReleaseGoesOnBeside()
{
    auto store = Store::open(verified(), Store::Access::Write);
    QVERIFY(store.has_value());
    const history::ClusterName name{"beside", "beside", "s", "uid-of-beside"};
    const auto cluster = *(*store)->cluster(name);
    auto batch = morning(cluster);
    batch.events
        = {{named("web"), {at("10:00:00"), at("10:30:00"), 3, true, "BuildFailed", "no \"such\" file ä", "c", history::Origin::Seen}}};
    batch.eventsSeen = {{"uid", 3, at("10:30:00")}};
    for (int twice = 0; twice < 2; ++twice) {
        const auto written = (*store)->write(batch);
        QVERIFY2(written.has_value(), written ? "" : written.error().detail.c_str());
    }
    const history::Range day{at("00:00:00"), at("23:00:00")};
    QCOMPARE((*store)->events({cluster, {}, 0, {}}, day, 10)->front().event.times, 3U);
    QCOMPARE((*store)->resume(cluster)->events.size(), 1U);
    QCOMPARE((*store)->resume(cluster)->eventsSeen.size(), 1U);
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), QStringLiteral("first release"));
        const QUrl url(m_url);
        database.setHostName(url.host());
        database.setPort(url.port());
        database.setUserName(url.userName());
        database.setDatabaseName(url.path().mid(1));
        QVERIFY2(database.open(), qPrintable(database.lastError().text()));
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("SELECT value FROM meta WHERE name = 'schema'")) && query.next());
        QCOMPARE(query.value(0).toString(), QStringLiteral("1")); // which it understands
        const auto number = QString::number(cluster);
        QVERIFY(query.exec(
            QStringLiteral("INSERT INTO object (cluster, grp, kind, ns, name) VALUES (%1, 'g', 'K', 'n', 'theirs')").arg(number)));
        QVERIFY(query.exec(QStringLiteral("DELETE FROM object WHERE cluster = ") + number));
        QVERIFY(query.exec(QStringLiteral("DELETE FROM cluster WHERE id = ") + number));
        for (const auto* table : {"event", "event_seen", "alias"}) {
            QVERIFY(
                query.exec(QStringLiteral("SELECT COUNT(*) FROM %1 WHERE cluster = %2").arg(QLatin1String(table), number)) && query.next());
            QCOMPARE(query.value(0).toInt(), 0);
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("first release"));
}

void HistoryPostgres::erasingAndKeepingOnlySoMuch()
{
    auto store = Store::open(verified(), Store::Access::Write);
    QVERIFY(store.has_value());
    const auto cluster = (*store)->cluster({"old", "old", "s"});
    QVERIFY((*store)->write(morning(*cluster)).has_value());
    const auto later = at("12:00:00") + std::chrono::days(200);
    int slices = 0;
    for (bool more = true; more;) {
        const auto slice = (*store)->retain({}, later);
        QVERIFY2(slice.has_value(), slice ? "" : slice.error().detail.c_str());
        more = *slice;
        QVERIFY(++slices < 50);
    }
    const auto entries = (*store)->entries({*cluster, {}, 0, {}}, {at("00:00:00"), at("23:00:00")}, 100);
    QCOMPARE(entries->size(), 3U); // what is in force: two states, an open drift
    QVERIFY((*store)->erase(*cluster).has_value());
    QVERIFY((*store)->at({*cluster, {}, 0, {}}, later)->empty());
}

int main(int count, char** words)
{
    QCoreApplication app(count, words);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == QLatin1String(SpoolUntilKilled))
        spoolUntilKilled(arguments[2].toStdString(), arguments[3], WallTime{Millis{arguments[4].toLongLong()}});
    HistoryPostgres test;
    return QTest::qExec(&test, count, words);
}
#include "tst_history_postgres.moc"

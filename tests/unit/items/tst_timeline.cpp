// SPDX-License-Identifier: Apache-2.0
// The timeline's range, its lists, and what it reads of a history.
#include "history/store.h"
#include "items/history_desk.h"
#include "items/timeline_desk.h"
#include "items/timeline_range.h"
#include "items/timeline_rows.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace dg;
using namespace std::chrono_literals;
using items::TimelineDesk;
using items::TimelineRange;

namespace {

constexpr int Patience = 20'000; // ms; only a failure waits that long
const WallTime Noon = *parseRfc3339("2026-11-23T12:00:00Z");

history::ObjectRow named(const char* name)
{
    return {0, "kustomize.toolkit.fluxcd.io", "Kustomization", "apps", name};
}

history::Batch::State stateOf(const char* name, WallTime at, flux::State state, const char* revision = "")
{
    history::StateRow row;
    row.at = row.last = at;
    row.state = state;
    row.revision = revision;
    return {named(name), row};
}

history::Lane lane(history::ObjectId id)
{
    history::Lane out;
    out.object.id = id;
    out.object.name = std::to_string(id);
    return out;
}

history::Entry entry(history::ObjectId id, int minutes, std::uint32_t times = 1)
{
    history::Entry out;
    out.object.id = id;
    out.at = Noon + std::chrono::minutes{minutes};
    out.times = times;
    return out;
}

// A store with two objects: one failed at 11:00 and drifted, the other calm; nobody watched from 9:00 to 9:30.
struct Kept {
    ManualClock clock{Noon};
    StringPool pool;
    Logger log;
    QTemporaryDir folder;
    std::string url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
    std::unique_ptr<history::Store> store;
    history::ClusterId cluster = 0;
    std::unique_ptr<items::HistoryDesk> history;
    Kept()
    {
        store = std::move(*history::Store::open(url, history::Store::Access::Write));
        cluster = *store->cluster({"prod", "prod", "https://prod.example.com"});
        history::Batch batch;
        batch.cluster = cluster;
        batch.watched = history::Watched{Noon - 48h, Noon - 3h};
        batch.states = {stateOf("calm", Noon - 48h, flux::State::Ready), stateOf("web", Noon - 48h, flux::State::Ready, "main@sha1:aaaa"),
            stateOf("web", Noon - 1h, flux::State::Failed, "main@sha1:bbbb")};
        history::DriftRow drift;
        drift.id = "0123456789abcdef";
        drift.manager = "kubectl-edit";
        drift.opened = Noon - 70min;
        batch.drifts = {{{0, "apps", "Deployment", "apps", "web"}, named("web"), drift}};
        if (!store->write(batch))
            qFatal("not written");
        history::Batch later;
        later.cluster = cluster;
        later.watched = history::Watched{Noon - 150min, Noon};
        later.events = {{named("web"),
            {Noon - 50min, Noon - 40min, 4, true, "BuildFailed", "no such file", "kustomize-controller", history::Origin::Seen}}};
        if (!store->write(later))
            qFatal("not written");
        history = std::make_unique<items::HistoryDesk>(items::HistoryDesk::Options{url, {}, "test", {}}, pool, clock, log);
    }
};

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRangeEndsNowUntilItIsChosenAndComesBackStepByStep()
    {
        TimelineRange range;
        QVERIFY(range.isLive());
        QCOMPARE(range.span(), 2);
        QCOMPARE(range.at(Noon).from, Noon - 24h);
        QVERIFY(!range.back());
        range.setFixed({Noon - 1h, Noon - 2h}); // in any order
        QVERIFY(!range.isLive());
        QCOMPARE(range.at(Noon + 5h).from, Noon - 2h); // stands still
        range.setLast(1h);
        QCOMPARE(range.span(), 0);
        QVERIFY(range.back());
        QCOMPARE(range.at(Noon).to, Noon - 1h);
        QVERIFY(range.back());
        QCOMPARE(range.length(), Millis(24h));
        QVERIFY(!range.back());
    }
    void zoomingKeepsTheTimeUnderThePointer()
    {
        TimelineRange range;
        range.setFixed({Noon - 8h, Noon - 4h});
        range.zoom(0.5, Noon - 7h, Noon); // a quarter in
        QCOMPARE(range.length(), Millis(2h));
        QCOMPARE(range.at(Noon).from, Noon - 7h - 30min);
        range.zoom(1000000, Noon - 7h, Noon);
        QCOMPARE(range.length(), TimelineRange::Longest);
        QVERIFY(range.isLive()); // it would reach beyond now
        range.zoom(1e-9, Noon, Noon);
        QCOMPARE(range.length(), TimelineRange::Shortest);
    }
    void movingNeverGoesBeyondNow()
    {
        TimelineRange range;
        range.move(0.5, Noon);
        QVERIFY(range.isLive());
        range.move(-0.25, Noon);
        QCOMPARE(range.at(Noon).to, Noon - 6h);
        range.move(0.5, Noon);
        QVERIFY(range.isLive());
        QCOMPARE(range.length(), Millis(24h));
    }
    void anAxisHasItsMarksOnRoundLocalTimes()
    {
        const auto ticks = items::axisTicks({Noon - 24h, Noon}, 8, 9h);
        QCOMPARE(ticks.size(), std::size_t(9));
        QCOMPARE(ticks.front(), Noon - 24h); // 21:00 there
        for (const auto tick : items::axisTicks({Noon - 30 * 24h, Noon}, 5, 9h))
            QCOMPARE((tick.time_since_epoch() + 9h) % std::chrono::days{1}, Millis{0}); // midnights there
        QVERIFY(items::axisTicks({Noon, Noon}, 8, 0ms).empty());
        QVERIFY(items::axisTicks({Noon - 7min, Noon}, 8, 0ms).size() <= 9);
    }
    void whatNobodyWatchedIsBetweenTheStretches()
    {
        const auto found = items::gaps({{Noon - 2h, Noon - 1h}, {Noon - 5h, Noon - 3h}}, {Noon - 4h, Noon});
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[0].from, Noon - 3h);
        QCOMPARE(found[0].to, Noon - 2h);
        QCOMPARE(found[1].from, Noon - 1h);
        QCOMPARE(found[1].to, Noon);
        QCOMPARE(items::gaps({}, {Noon - 4h, Noon}).size(), std::size_t(1));
        QVERIFY(items::gaps({{Noon - 9h, Noon}}, {Noon - 4h, Noon}).empty());
    }
    void lanesKeepTheirPlacesWhileTheSameIsAskedAgain()
    {
        items::TimelineLanesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setLanes({lane(1), lane(2)}, false);
        model.setLanes({lane(2), lane(3), lane(1)}, true); // another order, one more
        QCOMPARE(resets.size(), 0);
        QCOMPARE(model.rowOf(1), 0);
        QCOMPARE(model.rowOf(2), 1);
        QCOMPARE(model.rowOf(3), 2);
        model.setLanes({lane(3), lane(1)}, false);
        QCOMPARE(model.rowOf(3), 0);
        QCOMPARE(model.rowOf(2), -1);
    }
    void newEntriesComeOnTopAndTheRestStays()
    {
        items::TimelineEntriesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setEntries({entry(1, -1), entry(2, -2), entry(3, -3)}, false);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QPersistentModelIndex second = model.index(1, 0);
        model.setEntries({entry(9, 0), entry(1, -1, 7), entry(2, -2)}, true); // one is new, one said again, the oldest fell out
        QCOMPARE(resets.size(), 0);
        QCOMPARE(second.row(), 2);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.entry(1).times, 7U);
        model.setEntries({entry(9, 0), entry(1, -1), entry(2, -2), entry(3, -3), entry(4, -4)}, false);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(model.rowCount(), 5);
        model.setEntries({entry(77, -9)}, false);
        QCOMPARE(resets.size(), 1);
    }
    void moreEntriesAreAskedForOnce()
    {
        items::TimelineEntriesModel model;
        QSignalSpy wanted(&model, &items::TimelineEntriesModel::moreWanted);
        model.setEntries({entry(1, -1)}, true);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        model.fetchMore({});
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(wanted.size(), 1);
        model.setEntries({entry(1, -1), entry(2, -2)}, false);
        QVERIFY(!model.canFetchMore({}));
    }
    void aDeskAsksTheHistoryAndAgainWhenItIsWritten()
    {
        Kept kept;
        TimelineDesk desk(kept.clock);
        QSignalSpy changed(&desk, &TimelineDesk::changed);
        desk.setActive(true);
        desk.setHistory(kept.history.get(), "prod");
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), Patience);
        QVERIFY(desk.picture().known);
        QCOMPARE(desk.picture().lanes.size(), std::size_t(2));
        QCOMPARE(desk.picture().lanes.front().object.name, std::string("web")); // the one that changed
        QCOMPARE(desk.picture().watched.size(), std::size_t(2));
        history::Batch batch;
        batch.cluster = kept.cluster;
        batch.states = {stateOf("calm", Noon - 1min, flux::State::Failed)};
        QVERIFY(kept.store->write(batch));
        Q_EMIT kept.history->changed();
        QTRY_COMPARE_WITH_TIMEOUT(desk.picture().lanes.at(1).segments.back().state, std::optional(flux::State::Failed), Patience);
        desk.setFixed({Noon - 30min, Noon - 20min}); // the past does not change
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), Patience);
        const auto before = changed.size();
        Q_EMIT kept.history->changed();
        QVERIFY(desk.isSettled());
        QTest::qWait(0);
        QCOMPARE(changed.size(), before);
    }
    void aScopeOfOneObjectAndOfWords()
    {
        Kept kept;
        TimelineDesk desk(kept.clock);
        desk.setActive(true);
        desk.setHistory(kept.history.get(), "prod");
        desk.setScope(named("calm"), nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled() && desk.picture().lanes.size() == 1, Patience);
        QCOMPARE(desk.picture().lanes.front().object.name, std::string("calm"));
        desk.setScope(named("nobody"), nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled() && !desk.picture().known, Patience);
        desk.setScope(std::nullopt, std::make_shared<const items::TimelineFilter>("ns:apps web"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled() && desk.picture().lanes.size() == 1, Patience);
        QCOMPARE(desk.picture().lanes.front().object.name, std::string("web"));
    }
    void theFilterLanguageIsAskedOfNames()
    {
        const auto fits = [](const char* text) {
            const items::TimelineFilter filter(text);
            QStringList out;
            int id = 0;
            for (const auto& [kind, ns, name] :
                {std::tuple{"Kustomization", "apps", "Web"}, {"HelmRelease", "apps", "search"}, {"GitRepository", "infra", "web"}}) {
                const auto& info = flux::info(flux::kindFromWord(kind));
                const history::ObjectRow row{++id, std::string(info.group), kind, ns, name};
                if ((filter.ns().empty() || filter.ns() == ns) && filter.matches(row, "prod") && filter.matches(row, "prod"))
                    out << QString::number(id);
            }
            return out.join(QLatin1Char(','));
        };
        QCOMPARE(fits(""), QStringLiteral("1,2,3"));
        QCOMPARE(fits("ns:apps"), QStringLiteral("1,2"));
        QCOMPARE(fits("-ns:apps"), QStringLiteral("3"));
        QCOMPARE(fits("ns:apps,infra kind:ks,gitrepo"), QStringLiteral("1,3"));
        QCOMPARE(fits("name:web"), QStringLiteral("1,3"));
        QCOMPARE(fits("name:w*b ns:infra"), QStringLiteral("3"));
        QCOMPARE(fits("!search cluster:prod"), QStringLiteral("1,3"));
        QCOMPARE(fits("cluster:other"), QString());
        QCOMPARE(fits("name:search state:failed"), QStringLiteral("2")); // the rest holds
        QVERIFY(items::TimelineFilter("name:web kind:ks \"a b\"").unknownField().empty());
        QCOMPARE(items::TimelineFilter("web state:failed label:a").unknownField(), std::string_view("state"));
        QVERIFY(items::TimelineFilter("colour:red").problem().has_value());
    }
    // Names of all; stretches of those that are seen.
    void ofManyLanesThoseThatAreSeenAreRead()
    {
        Kept kept;
        history::Batch many;
        many.cluster = kept.cluster;
        std::vector<std::string> names;
        for (int i = 0; i < 300; ++i)
            names.push_back("many-" + std::to_string(1000 + i));
        for (const auto& name : names)
            many.states.push_back(stateOf(name.c_str(), Noon - 48h, flux::State::Ready));
        QVERIFY(kept.store->write(many).has_value());
        TimelineDesk desk(kept.clock);
        desk.setActive(true);
        desk.setLast(6h);
        desk.setHistory(kept.history.get(), "prod");
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled() && desk.picture().known, Patience);
        const auto drawn = [&desk] {
            return std::ranges::count_if(desk.picture().lanes, [](const history::Lane& lane) { return !lane.segments.empty(); });
        };
        QCOMPARE(desk.picture().lanes.size(), std::size_t(302));
        QCOMPARE(desk.picture().lanes.front().object.name, std::string("web")); // that one changed
        QCOMPARE(drawn(), 60);
        QVERIFY(!desk.picture().lanes.front().segments.empty());
        QVERIFY(desk.picture().lanes.back().segments.empty());
        QSignalSpy read(&desk, &TimelineDesk::lanesRead);
        desk.wantLanes({desk.picture().lanes[300].object.id, desk.picture().lanes[301].object.id});
        QVERIFY(!desk.isSettled());
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), Patience);
        QCOMPARE(read.size(), 1);
        QCOMPARE(drawn(), 62);
        QCOMPARE(desk.picture().lanes.back().segments.size(), std::size_t(3)); // ready, nobody watched, ready
        items::TimelineLanesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        auto bare = desk.picture().lanes;
        for (auto& one : bare)
            one.segments.clear();
        model.setLanes(bare, false);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.fill(desk.picture().lanes);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.lane(301).segments.size(), std::size_t(3));
        std::optional<Result<items::TimelineTable>> table;
        desk.table(100, [&table](Result<items::TimelineTable> answer) { table = std::move(answer); });
        QTRY_VERIFY_WITH_TIMEOUT(table.has_value(), Patience);
        QVERIFY(table->has_value());
        QCOMPARE((*table)->all, std::size_t(302));
        QCOMPARE((*table)->lanes.size(), std::size_t(100));
        QVERIFY(std::ranges::none_of((*table)->lanes, [](const history::Lane& lane) { return lane.segments.empty(); }));
    }
    void aMomentTheChangesAndADayAreAnswered()
    {
        Kept kept;
        TimelineDesk desk(kept.clock);
        desk.setHistory(kept.history.get(), "prod");
        std::optional<items::TimelineMoment> moment;
        desk.moment(Noon - 2h, [&](const auto& answer) { moment = *answer; });
        QTRY_VERIFY_WITH_TIMEOUT(moment, Patience);
        QCOMPARE(moment->objects.size(), std::size_t(2));
        QCOMPARE(moment->objects[1].row.state, std::optional(flux::State::Ready));
        QVERIFY(moment->watched);
        moment.reset();
        desk.moment(Noon - 165min, [&](const auto& answer) { moment = *answer; });
        QTRY_VERIFY_WITH_TIMEOUT(moment, Patience);
        QVERIFY(!moment->watched);
        std::optional<items::TimelineChanges> changes;
        desk.changes({Noon - 2h, Noon}, [&](const auto& answer) { changes = *answer; });
        QTRY_VERIFY_WITH_TIMEOUT(changes, Patience);
        QCOMPARE(changes->changes.size(), std::size_t(1));
        QCOMPARE(changes->changes.front().after.revision, std::string("main@sha1:bbbb"));
        QCOMPARE(changes->episodes.front().drift.manager, std::string("kubectl-edit"));
        QCOMPARE(changes->events.size(), std::size_t(1));
        QCOMPARE(changes->events.front().event.times, 4U);
        std::optional<items::TimelineDay> day;
        desk.day(named("web"), [&](const auto& answer) { day = *answer; });
        QTRY_VERIFY_WITH_TIMEOUT(day, Patience);
        QCOMPARE(day->lanes.size(), std::size_t(1));
        QCOMPARE(day->episodes.size(), std::size_t(1));
        QVERIFY(std::ranges::any_of(day->entries, [](const history::Entry& entry) { return entry.kind == history::EntryKind::Event; }));
    }
    void anAnswerOfTheClusterBeforeIsNotShown()
    {
        Kept kept;
        TimelineDesk desk(kept.clock);
        desk.setActive(true);
        desk.setHistory(kept.history.get(), "prod");
        desk.setHistory(kept.history.get(), "staging"); // at once
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), Patience);
        QVERIFY(!desk.picture().known);
        desk.setHistory(nullptr, {});
        QVERIFY(!desk.hasHistory());
        desk.moment(Noon, [](const auto&) { QFAIL("nobody can answer"); });
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"

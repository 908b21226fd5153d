// SPDX-License-Identifier: Apache-2.0
// The timeline over a real history: what it shows, the keys, brushing, what changed, rewinding, files.
// DRIFTGLASS_TEST_SHOTS=DIR keeps pictures of it.
#include "demo/demo_cluster.h"
#include "history/store.h"
#include "items/history_desk.h"
#include "items/timeline_desk.h"
#include "story/story.h"
#include "theme/theme.h"
#include "views/inspector.h"
#include "views/timeline_page.h"
#include "window/main_window.h"
#include "window_fixture.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QSlider>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace dg;

namespace {

constexpr int Patience = 20'000; // ms; only a failure waits that long

void tellPast(const std::string& url, WallTime now)
{
    auto store = history::Store::open(url, history::Store::Access::Write);
    if (!store)
        qFatal("%s", store.error().detail.c_str());
    const auto cluster = (*store)->cluster({"demo", "demo", "http://127.0.0.1"});
    for (const auto& batch : story::ofDemo(*cluster, 1, now)) {
        if (const auto written = (*store)->write(batch); !written)
            qFatal("%s", written.error().detail.c_str());
    }
}

// So many objects more, which have been ready for two days.
void tellMore(const std::string& url, WallTime now, int count)
{
    auto store = history::Store::open(url, history::Store::Access::Write);
    history::Batch batch;
    batch.cluster = *(*store)->cluster({"demo", "demo", "http://127.0.0.1"});
    for (int i = 0; i < count; ++i) {
        history::StateRow row;
        row.at = row.last = now - std::chrono::hours(48);
        row.state = flux::State::Ready;
        batch.states.push_back({{0, "kustomize.toolkit.fluxcd.io", "Kustomization", "many", "zz-" + std::to_string(i)}, row});
    }
    if (const auto written = (*store)->write(batch); !written)
        qFatal("%s", written.error().detail.c_str());
}

// The demo's past in a file, the page over it.
struct Opened {
    ManualClock clock{*parseRfc3339("2026-11-26T14:05:00Z")};
    StringPool pool;
    QTemporaryDir folder;
    Logger log;
    std::unique_ptr<items::HistoryDesk> history;
    std::unique_ptr<views::TimelinePage> page;

    explicit Opened(QSize size = {1104, 708}, bool known = true, int more = 0)
    {
        const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
        tellPast(url, clock.wall());
        tellMore(url, clock.wall(), more);
        history = std::make_unique<items::HistoryDesk>(items::HistoryDesk::Options{url, {}, "test", {}}, pool, clock, log);
        page = std::make_unique<views::TimelinePage>(clock, pool);
        page->resize(size);
        page->show();
        page->setHistory(history.get(), known ? "demo" : "another");
        page->activateWindow();
        (void)QTest::qWaitForWindowActive(page.get());
    }
    ~Opened() { page.reset(); }
    [[nodiscard]] bool load()
    {
        return QTest::qWaitFor([this] { return !page->desk().picture().question.scope.cluster.empty() && page->isSettled(); }, Patience);
    }
    template <class T = QWidget> [[nodiscard]] T* find(const char* name) { return page->findChild<T*>(QLatin1String(name)); }
    [[nodiscard]] QListView* lanes() { return find<QListView>("timelineLanes"); }
    [[nodiscard]] int laneOf(const char* name)
    {
        for (int row = 0; row < lanes()->model()->rowCount(); ++row) {
            if (lanes()->model()->index(row, 0).data(Qt::AccessibleTextRole).toString().startsWith(QLatin1String(name)))
                return row;
        }
        return -1;
    }
    // The first row with these words in a column, and others in another one.
    [[nodiscard]] int rowOf(QTableView* table, int column, const char* words, int other = -1, const char* otherWords = "")
    {
        const auto* model = table->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, column).data().toString() == QLatin1String(words)
                && (other < 0 || model->index(row, other).data().toString() == QLatin1String(otherWords)))
                return row;
        }
        return -1;
    }
    void shot(const char* name)
    {
        const auto to = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
        if (!to.isEmpty())
            QVERIFY(page->grab().save(to + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png")));
    }
};

// The real window over the demo, which is recorded from here on.
struct OpenedWindow {
    SystemClock clock; // what stands before the services outlives the clusters
    Logger log;
    QTemporaryDir folder;
    std::unique_ptr<items::HistoryDesk> history;
    test::FakeServices services;
    items::ClusterModel* cluster = nullptr;
    std::unique_ptr<window::MainWindow> window;

    explicit OpenedWindow(const demo::DemoCluster& demo)
    {
        const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
        tellPast(url, clock.wall());
        history = std::make_unique<items::HistoryDesk>(items::HistoryDesk::Options{url, {}, "test", {}}, services.strings, clock, log);
        kube::ConnectionSpec spec;
        spec.name = "demo";
        spec.endpoint.baseUrl = demo.baseUrl();
        spec.auth.token = demo.token();
        auto session = std::make_unique<session::ClusterSession>(
            std::move(spec), session::SessionOptions{}, services.strings, clock, log, [](const kube::ExecSpec&) { return false; });
        auto model = std::make_unique<items::ClusterModel>(std::move(session), services.strings, clock);
        model->keepHistory(*history, {"demo", "demo", "http://127.0.0.1"});
        cluster = services.list.cluster(services.list.add(std::move(model)));
        cluster->start();
        services.manual.advance(std::chrono::duration_cast<Millis>(clock.wall() - services.manual.wall())); // the window's clock
        window = std::make_unique<window::MainWindow>(services);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
    }
    ~OpenedWindow()
    {
        window.reset();
        (void)services.list.take(0);
    }
    [[nodiscard]] bool load()
    {
        return QTest::qWaitFor([this] { return window->isSettled(); }, Patience);
    }
    template <class T = QWidget> [[nodiscard]] T* find(const char* name) { return window->findChild<T*>(QLatin1String(name)); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(window.get(), static_cast<Qt::Key>(key), modifiers); }
};

} // namespace

class TestTimelineView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<ObjectKey>("dg::ObjectKey");
        m_theme.install(*qApp, theme::Mode::Light);
    }
    void lanesChartsAndEventsTellTheDemosDay()
    {
        Opened opened;
        QVERIFY(opened.load());
        const int failed = opened.laneOf("Kustomization flux-system/payments, Failed, 58 min 00 s in trouble");
        QVERIFY(failed >= 0);
        QVERIFY(failed < opened.laneOf("OCIRepository web/legacy-assets")); // that one has not changed
        QCOMPARE(opened.find<QLabel>("timelineSince")->text(), QStringLiteral("Kept on this computer since 27 Oct"));
        auto* events = opened.find<QTableView>("timelineEvents");
        QVERIFY(opened.rowOf(events, 3, "HealthCheckFailed") >= 0);
        QCOMPARE(events->model()->index(opened.rowOf(events, 3, "HealthCheckFailed"), 5).data().toString(), QStringLiteral("17"));
        QVERIFY(opened.find<QLabel>("timelinePanel1Sum")->text().startsWith(QLatin1String("p50 ")));
        QVERIFY(!opened.find("timelinePanel3")->isVisible());
        opened.shot("timeline");
    }
    void arrowsWalkLanesAndStretchesAndEnterOpensTheObject()
    {
        Opened opened;
        QVERIFY(opened.load());
        auto* lanes = opened.lanes();
        opened.page->focusList();
        const int row = opened.laneOf("Kustomization flux-system/payments");
        lanes->setCurrentIndex(lanes->model()->index(row, 0));
        QTest::keyClick(lanes, Qt::Key_Left); // from nothing: the newest
        QVERIFY2(lanes->accessibleDescription().startsWith(QLatin1String("Failed from 13:31:00 to now, 34 min")),
            qPrintable(lanes->accessibleDescription()));
        QTest::keyClick(lanes, Qt::Key_Left);
        QVERIFY(lanes->accessibleDescription().startsWith(QLatin1String("Ready from ")));
        QSignalSpy asked(opened.page.get(), &views::TimelinePage::selectRequested);
        QTest::keyClick(lanes, Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.front().front().value<ObjectKey>().toString(), std::string("Kustomization/flux-system/payments"));
        QTest::keyClick(lanes, Qt::Key_Down);
        QVERIFY(lanes->accessibleDescription().isEmpty()); // of another lane nothing is chosen
    }
    void aDragSetsTheRangeAndEscGoesOneStepBack()
    {
        Opened opened;
        QVERIFY(opened.load());
        auto* view = opened.lanes()->viewport();
        const auto day = opened.page->desk().shown();
        QTest::mousePress(view, Qt::LeftButton, {}, {300, 40});
        QTest::mouseMove(view, {400, 44});
        QTest::mouseMove(view, {500, 44});
        QTest::mouseRelease(view, Qt::LeftButton, {}, {500, 44});
        QVERIFY(opened.load());
        const auto chosen = opened.page->desk().shown();
        QVERIFY(!opened.page->desk().range().isLive());
        QVERIFY(chosen.from > day.from && chosen.to < day.to);
        // 200 of 928 pixels, to a pixel.
        QVERIFY(std::abs(static_cast<double>(chosen.length().count()) / 86'400'000 - 200.0 / 928) < 0.005);
        QCOMPARE(opened.page->desk().picture().question.range.from, chosen.from);
        QVERIFY(opened.find<QLabel>("timelineRange")->text().contains(QLatin1String(" to ")));
        opened.shot("timeline-brushed");
        QVERIFY(opened.page->stepBack());
        QVERIFY(opened.page->desk().range().isLive());
        QVERIFY(!opened.page->stepBack());
    }
    void keysChooseZoomAndMoveTheRange()
    {
        Opened opened;
        QVERIFY(opened.load());
        opened.page->focusList();
        auto* lanes = opened.lanes();
        QTest::keyClick(lanes, Qt::Key_4);
        QCOMPARE(opened.page->desk().range().length(), Millis{std::chrono::hours{24 * 7}});
        QTest::keyClick(lanes, Qt::Key_Plus);
        QVERIFY(opened.page->desk().range().isLive()); // its end stays now
        QVERIFY(opened.page->desk().range().length() < Millis{std::chrono::hours{24 * 7}});
        QTest::keyClick(lanes, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(!opened.page->desk().range().isLive());
        const int row = opened.laneOf("Kustomization flux-system/payments");
        lanes->setCurrentIndex(lanes->model()->index(row, 0));
        QTest::keyClick(lanes, Qt::Key_Right);
        QTest::keyClick(lanes, Qt::Key_B);
        QVERIFY(opened.load());
        for (const auto& lane : opened.page->desk().picture().lanes) {
            if (lane.object.name == "payments" && lane.object.kind == "Kustomization")
                QCOMPARE(lane.segments.size(), std::size_t(1)); // that stretch alone
        }
    }
    void aTimeIsKeptWithItsFilterAndForgotten()
    {
        Opened one;
        QVERIFY(one.load());
        std::vector<views::SavedRange> kept;
        connect(one.page.get(), &views::TimelinePage::savedRangesChanged, this, [&](const auto& ranges) { kept = ranges; });
        const history::Range incident{one.page->desk().now() - std::chrono::hours(6), one.page->desk().now() - std::chrono::hours(5)};
        one.page->desk().setFixed(incident);
        one.page->setFilter(QStringLiteral("ns:web"));
        auto* menu = one.find<QMenu>("timelineRangesMenu");
        one.find<QAbstractButton>("timelineRangesButton")->click();
        auto* keep = menu->findChild<QAction*>(QStringLiteral("timelineRangeKeep"));
        QVERIFY(keep && keep->isEnabled());
        keep->trigger();
        menu->hide();
        QCOMPARE(kept, (std::vector<views::SavedRange>{{incident.from, incident.to, QStringLiteral("ns:web")}}));
        one.page->setSavedRanges(kept);
        one.page->setFilter({});
        one.page->desk().setLast(items::TimelineSpans[2]);
        one.find<QAbstractButton>("timelineRangesButton")->click();
        QVERIFY(menu->actions().front()->text().contains(QLatin1String("ns:web")) && !menu->actions().front()->isChecked());
        menu->actions().front()->trigger();
        menu->hide();
        QVERIFY(one.page->desk().shown().from == incident.from && one.page->desk().shown().to == incident.to);
        QCOMPARE(one.find<QLineEdit>("timelineFilter")->text(), QStringLiteral("ns:web"));
        one.find<QAbstractButton>("timelineRangesButton")->click();
        QVERIFY(menu->actions().front()->isChecked());
        QVERIFY(!menu->findChild<QAction*>(QStringLiteral("timelineRangeKeep"))->isEnabled()); // it is kept already
        menu->findChild<QMenu*>(QStringLiteral("timelineRangeForget"))->actions().front()->trigger();
        menu->hide();
        QVERIFY(kept.empty());
    }

    void theFilterHoldsForLanesAndEvents()
    {
        Opened opened;
        QVERIFY(opened.load());
        const int all = opened.lanes()->model()->rowCount();
        opened.page->focusFilter();
        QTest::keyClicks(opened.find("timelineFilter"), QStringLiteral("ns:payments kust"));
        QVERIFY(opened.load());
        QTRY_VERIFY_WITH_TIMEOUT(opened.lanes()->model()->rowCount() < all, Patience);
        for (const auto& lane : opened.page->desk().picture().lanes)
            QCOMPARE(lane.object.kind + " " + lane.object.ns, std::string("Kustomization payments"));
        for (const auto& entry : opened.page->desk().picture().entries)
            QCOMPARE(entry.object.ns, std::string("payments"));
        auto* field = opened.find<QLineEdit>("timelineFilter");
        auto* problem = opened.find<QLabel>("timelineFilterError");
        QVERIFY(!problem->isVisible());
        field->setText(QStringLiteral("kind:ks -ns:payments"));
        QVERIFY(opened.load());
        for (const auto& lane : opened.page->desk().picture().lanes)
            QVERIFY(lane.object.kind == "Kustomization" && lane.object.ns != "payments");
        // What the history does not know is said, and the rest holds.
        field->setText(QStringLiteral("name:payments state:failed"));
        QVERIFY(problem->isVisible() && problem->text().startsWith(QLatin1String("The history does not know the field state:")));
        opened.shot("timeline-filter-error");
        QVERIFY(opened.load());
        QVERIFY(!opened.page->desk().picture().lanes.empty());
        for (const auto& lane : opened.page->desk().picture().lanes)
            QVERIFY(lane.object.name.find("payments") != std::string::npos);
        field->setText(QStringLiteral("colour:red x"));
        QVERIFY(problem->text().contains(QLatin1String("colour")));
        field->setText(QStringLiteral("no such thing"));
        QVERIFY(!problem->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(opened.find<QLabel>("timelineLanesHint")->text(), QStringLiteral("No object fits the filter."), Patience);
    }
    void behindEachChartIsATableWithItsNumbers()
    {
        Opened opened({1700, 1000});
        QVERIFY(opened.load());
        opened.page->focusList();
        QVERIFY(opened.find("timelinePanel3")->isVisible()); // wide: three
        opened.shot("timeline-1920");
        QTest::keyClick(opened.lanes(), Qt::Key_T);
        for (const char* name : {"timelineTable1", "timelineTable2", "timelineTable3"}) {
            auto* table = opened.find<QTableView>(name);
            QVERIFY2(table->isVisible(), name);
            QVERIFY2(table->model()->rowCount() > 3, name);
            QVERIFY2(!table->accessibleName().isEmpty(), name);
        }
        QCOMPARE(
            opened.find<QTableView>("timelineTable1")->model()->rowCount(), int(opened.page->desk().picture().duration.buckets.size()));
        QVERIFY(opened.rowOf(opened.find<QTableView>("timelineTable3"), 3, "kubectl-edit") >= 0); // who drifted it
        auto* states = opened.find<QTableView>("timelineLanesTable");
        QVERIFY(states->isVisible() && !opened.lanes()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(states->model()->rowCount() > 20, Patience);
        const int failed = opened.rowOf(states, 0, "Kustomization flux-system/payments", 1, "Failed");
        QVERIFY(failed >= 0);
        QCOMPARE(states->model()->index(failed, 4).data().toString(), QStringLiteral("HealthCheckFailed"));
        QVERIFY(states->hasFocus()); // the lanes had it
        QSignalSpy asked(opened.page.get(), &views::TimelinePage::selectRequested);
        states->setCurrentIndex(states->model()->index(failed, 0));
        QTest::keyClick(states, Qt::Key_Return);
        QCOMPARE(asked.front().front().value<ObjectKey>().toString(), std::string("Kustomization/flux-system/payments"));
        opened.shot("timeline-tables");
        QTest::keyClick(states, Qt::Key_T);
        QVERIFY(!opened.find("timelineTable1")->isVisible() && !states->isVisible() && opened.lanes()->hasFocus());
    }
    // More objects than a page has, in a history of its own: each can be reached, and its stretches are read when it is seen.
    void manyLanesAreReadAsTheyAreSeen()
    {
        Opened opened({1104, 708}, true, 1'500);
        QVERIFY(opened.load());
        auto* lanes = opened.lanes();
        QVERIFY(lanes->model()->rowCount() > 1'500);
        QVERIFY(opened.find<QLabel>("timelineLanesHint")->text().endsWith(QLatin1String(" objects")));
        opened.page->focusList();
        QTest::keyClick(lanes, Qt::Key_End);
        const auto last = [&] { return opened.page->desk().picture().lanes.back(); };
        QTRY_VERIFY_WITH_TIMEOUT(!last().segments.empty(), Patience);
        QCOMPARE(last().segments.back().state, std::optional(flux::State::Ready));
        const auto drawn
            = std::ranges::count_if(opened.page->desk().picture().lanes, [](const history::Lane& lane) { return !lane.segments.empty(); });
        QVERIFY(drawn < 200);
        QTest::keyClick(lanes, Qt::Key_Left);
        QVERIFY(lanes->accessibleDescription().startsWith(QLatin1String("Ready from ")));
        opened.shot("timeline-many");
    }
    void everyMeasureHasNumbers()
    {
        Opened opened;
        QVERIFY(opened.load());
        auto* panel = opened.page->findChild<QWidget*>(QStringLiteral("timelinePanel1"));
        QTest::keyClick(opened.lanes(), Qt::Key_5);
        for (int kind = 0; kind < int(items::TimelineMeasureCount); ++kind) {
            QTest::mouseClick(opened.find("timelinePanel1Title"), Qt::LeftButton);
            auto* menu = panel->findChild<QMenu*>(QStringLiteral("timelineMeasures"));
            QVERIFY(menu);
            menu->actions().at(kind)->trigger();
            menu->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QTRY_VERIFY_WITH_TIMEOUT(opened.page->isSettled(), Patience);
            QVERIFY2(opened.page->exported(views::TimelineExport::Panel1)->count('\n') > 1, qPrintable(QString::number(kind)));
            opened.shot(qPrintable(QStringLiteral("timeline-measure-%1").arg(kind)));
        }
    }
    void anOutlierOpensItsRun()
    {
        Opened opened;
        QVERIFY(opened.load());
        opened.page->focusList();
        QTest::keyClick(opened.lanes(), Qt::Key_O);
        auto* menu = opened.page->findChild<QMenu*>(QStringLiteral("timelineOutliers"));
        QVERIFY(menu && !menu->actions().isEmpty());
        QSignalSpy asked(opened.page.get(), &views::TimelinePage::runRequested);
        menu->actions().front()->trigger();
        QCOMPARE(asked.size(), 1);
        const auto& longest = opened.page->desk().picture().duration.outliers.front();
        QCOMPARE(asked.front().at(0).value<ObjectKey>().name.str(), longest.object.name);
        QCOMPARE(asked.front().at(1).toString().toStdString(), longest.revision);
    }
    void whatChangedBetweenTwoTimesIsListedAndCopied()
    {
        Opened opened;
        QVERIFY(opened.load());
        opened.page->focusList();
        QTest::keyClick(opened.lanes(), Qt::Key_C);
        auto* table = opened.find<QTableView>("timelineChangesTable");
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && opened.rowOf(table, 0, "Kustomization flux-system/payments") >= 0, Patience);
        const int row = opened.rowOf(table, 0, "Kustomization flux-system/payments");
        QCOMPARE(table->model()->index(row, 1).data().toString(), QStringLiteral("Ready"));
        QCOMPARE(table->model()->index(row, 2).data().toString(), QStringLiteral("Failed"));
        QCOMPARE(table->model()->index(row, 5).data().toString(), QStringLiteral("kubectl-scale"));
        QCOMPARE(opened.rowOf(table, 0, "OCIRepository web/legacy-assets"), -1); // failed all the time
        opened.shot("timeline-changes");
        QSignalSpy copied(opened.page.get(), &views::TimelinePage::copyRequested);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied.size(), 1);
        const auto words = copied.front().front().toString();
        QVERIFY2(words.contains(QLatin1String("| Kustomization flux-system/payments | Ready | Failed |")), qPrintable(words));
        QVERIFY(opened.page->stepBack());
        QVERIFY(opened.lanes()->isVisible());
    }
    void whatFluxWarnedOfIsListedBesideWhatChanged()
    {
        Opened opened;
        auto store = history::Store::open(opened.history->url(), history::Store::Access::Write);
        QVERIFY(store.has_value());
        const auto then = opened.clock.wall() - std::chrono::hours(2);
        const auto warning = [&](const char* reason, std::uint32_t times) {
            return history::EventRow{then, then + Seconds(60), times, true, reason, "no such <b>file</b>", "a controller", {}};
        };
        history::Batch batch;
        batch.cluster = *(*store)->find("demo");
        batch.events = {{{0, "kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", "payments"}, warning("BuildFailed", 3)},
            {{0, "source.toolkit.fluxcd.io", "OCIRepository", "web", "legacy-assets"}, warning("OCIPullFailed", 1)}};
        QVERIFY((*store)->write(batch).has_value());
        opened.page->setHistory(nullptr, {}); // what was read before is not all
        opened.page->setHistory(opened.history.get(), "demo");
        QVERIFY(opened.load());
        const auto listed = [&](const char* reason) {
            const auto& entries = opened.page->desk().picture().entries;
            return std::ranges::count_if(
                entries, [&](const history::Entry& entry) { return entry.kind == history::EntryKind::Event && entry.reason == reason; });
        };
        QCOMPARE(listed("BuildFailed"), 1);
        opened.shot("timeline-events");
        opened.page->focusList();
        QTest::keyClick(opened.lanes(), Qt::Key_C);
        auto* table = opened.find<QTableView>("timelineChangesTable");
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && opened.rowOf(table, 0, "OCIRepository web/legacy-assets") >= 0, Patience);
        const int differs = opened.rowOf(table, 0, "Kustomization flux-system/payments");
        QCOMPARE(table->model()->index(differs, 6).data().toString(), QStringLiteral("3 \u00d7 BuildFailed"));
        const int only = opened.rowOf(table, 0, "OCIRepository web/legacy-assets"); // failed all the time: nothing differs
        QVERIFY(only > differs);
        QCOMPARE(table->model()->index(only, 6).data().toString(), QStringLiteral("OCIPullFailed"));
        QCOMPARE(table->model()->index(only, 7).data().toString(), QStringLiteral("no such <b>file</b>"));
        QVERIFY(opened.find<QLabel>("timelineChangesHint")->text().contains(QLatin1String("1 more has warnings.")));
        opened.shot("timeline-changes-events");
        QSignalSpy selected(opened.page.get(), &views::TimelinePage::selectRequested);
        table->setCurrentIndex(table->model()->index(only, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.front().front().value<ObjectKey>().name.str(), std::string("legacy-assets"));
    }
    void theTreeIsRewoundAndComesBack()
    {
        Opened opened;
        QVERIFY(opened.load());
        opened.page->focusList();
        const auto night = *parseRfc3339("2026-11-26T02:00:00Z"); // the Ingress failed
        opened.page->openRewind(night);
        auto* table = opened.find<QTableView>("timelineRewindTable");
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && opened.rowOf(table, 2, "payments") >= 0, Patience);
        QCOMPARE(opened.find<QLabel>("timelineRewindTitle")->text(), QStringLiteral("The tree at 02:00:00"));
        QCOMPARE(table->model()->index(opened.rowOf(table, 2, "payments"), 3).data().toString(), QStringLiteral("Ready"));
        QCOMPARE(table->model()->index(opened.rowOf(table, 2, "ingress-nginx", 1, "HelmRelease"), 3).data().toString(),
            QStringLiteral("Failed"));
        QCOMPARE(opened.rowOf(table, 2, "preview-4711"), -1); // not there yet
        QVERIFY(!opened.find<QLabel>("timelineRewindHint")->text().contains(QLatin1String("Nobody")));
        opened.shot("timeline-rewind");
        opened.page->openRewind(*parseRfc3339("2026-11-26T04:45:00Z"));
        QTRY_VERIFY_WITH_TIMEOUT(
            opened.find<QLabel>("timelineRewindHint")->text().startsWith(QLatin1String("Nobody watched then")), Patience);
        QTest::keyClick(table, Qt::Key_Escape);
        QVERIFY(!opened.page->isRewound());
    }
    void whatIsShownIsExported()
    {
        Opened opened;
        QVERIFY(opened.load());
        using views::TimelineExport;
        opened.page->findChild<QAbstractButton*>(QStringLiteral("timelineExport"))->click();
        auto* menu = opened.page->findChild<QMenu*>(QStringLiteral("timelineExportMenu"));
        QVERIFY(menu);
        QSignalSpy asked(opened.page.get(), &views::TimelinePage::exportRequested);
        const auto actions = menu->actions();
        for (auto* action : actions) {
            if (action->text().startsWith(QLatin1String("States")))
                action->trigger();
        }
        menu->close();
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, Patience); // once they are read
        const auto states = opened.page->exported(TimelineExport::States);
        QVERIFY(states && states->startsWith("Object,State,From,To,Reason,Message,Revision\r\n"));
        QVERIFY(states->contains("Kustomization flux-system/payments,Failed,2026-11-26T13:31:00Z,2026-11-26T14:05:00Z,HealthCheckFailed"));
        QVERIFY(
            opened.page->exported(TimelineExport::Events)->contains("\r\n2026-11-26T13:31:00Z,Kustomization flux-system/payments,Failed,"));
        QVERIFY(opened.page->exported(TimelineExport::Panel1)->startsWith("Time,Count,p50,p95\r\n"));
        QVERIFY(opened.page->exported(TimelineExport::Png)->startsWith("\x89PNG"));
        const auto svg = opened.page->exported(TimelineExport::Svg);
        QVERIFY(svg->contains("<svg") && svg->contains("payments"));
        QCOMPARE(opened.page->suggestedFile(TimelineExport::States), QStringLiteral("timeline-states-20261126-1405.csv"));
    }
    void aClusterWithoutAPastSaysSo()
    {
        Opened opened({1104, 708}, false);
        QVERIFY(opened.load());
        QVERIFY(opened.find<QLabel>("timelineEmpty")->isVisible());
        QCOMPARE(opened.find<QLabel>("timelineEmpty")->text(),
            QStringLiteral("Nothing is kept of this cluster yet. What happens from now on is."));
    }
    void everythingHasAnAccessibleName()
    {
        Opened opened;
        QVERIFY(opened.load());
        for (auto* button : opened.page->findChildren<QAbstractButton*>()) {
            if (button->isVisible())
                QVERIFY2(
                    !QAccessible::queryAccessibleInterface(button)->text(QAccessible::Name).isEmpty(), qPrintable(button->objectName()));
        }
        for (const char* name : {"timelineLanes", "timelineEvents", "timelineFilter", "timelineTable1"})
            QVERIFY2(!opened.find(name)->accessibleName().isEmpty(), name);
        auto* row = QAccessible::queryAccessibleInterface(opened.lanes());
        QVERIFY(row->childCount() > 10);
        QVERIFY(row->child(0)->text(QAccessible::Name).contains(QLatin1Char('/')));
    }
    void theWindowLeadsThereAndBack()
    {
        demo::DemoOptions options;
        options.alive = false;
        demo::DemoCluster demo(options);
        QVERIFY(demo.start());
        OpenedWindow opened(demo);
        opened.window->selectWhenSeen({"Kustomization", "flux-system", "payments"});
        QVERIFY(opened.load());
        // The cluster's day in the rail is painted: the row says it behind the name.
        auto* rows = opened.find<QListView>("clusters");
        QVERIFY(rows);
        const auto said = [rows] { return rows->model()->index(0, 0).data(Qt::AccessibleDescriptionRole).toString(); };
        QTRY_VERIFY2_WITH_TIMEOUT(said().contains(QLatin1String("Last 24 hours: ")), qPrintable(said()), Patience);
        auto* spoken = QAccessible::queryAccessibleInterface(rows)->child(0);
        QVERIFY2(spoken->text(QAccessible::Description).contains(QLatin1String(" with failures, ")),
            qPrintable(spoken->text(QAccessible::Description)));
        QCOMPARE(spoken->text(QAccessible::Name), QStringLiteral("demo"));
        // The chosen object's day stands in the inspector.
        auto* day = opened.find("inspectorDay");
        QTRY_VERIFY_WITH_TIMEOUT(day->isVisible(), Patience);
        QVERIFY2(day->accessibleName().startsWith(QLatin1String("Last 24 hours: 2 failures of ")), qPrintable(day->accessibleName()));
        QVERIFY2(day->accessibleName().contains(QLatin1String("1 drift episode")), qPrintable(day->accessibleName()));
        opened.press(Qt::Key_5, Qt::AltModifier);
        auto* page = opened.window->findChild<views::TimelinePage*>();
        QVERIFY(page->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(opened.load() && opened.find<QListView>("timelineLanes")->model()->rowCount() > 20, Patience);
        QVERIFY(opened.find<QListView>("timelineLanes")->hasFocus());
        opened.press(Qt::Key_1, Qt::AltModifier);
        opened.press(Qt::Key_T, Qt::ControlModifier); // the timeline of what is chosen
        QVERIFY(page->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(opened.find<QListView>("timelineLanes")->model()->rowCount(), 1, Patience);
        QVERIFY(opened.find<QAbstractButton>("timelineOnly")->isVisible());
        opened.press(Qt::Key_Slash);
        QVERIFY(opened.find("timelineFilter")->hasFocus());
        opened.press(Qt::Key_H, Qt::ControlModifier);
        QVERIFY(opened.find("timelineChangesTable")->isVisible());
        opened.press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(page->isRewound());
        auto* rewound = opened.find<QTableView>("timelineRewindTable");
        QTRY_COMPARE_WITH_TIMEOUT(rewound->model()->rowCount(), 1, Patience);
        QTest::keyClick(rewound, Qt::Key_Return); // into the tree
        QCOMPARE(opened.find<QTabBar>("views")->currentIndex(), 0);
        QCOMPARE(opened.window->findChild<views::Inspector*>()->objects().front().name.str(), std::string("payments"));
    }
    void picturesInTheDark()
    {
        m_theme.setMode(theme::Mode::Dark);
        Opened opened;
        QVERIFY(opened.load());
        opened.shot("timeline-dark");
        QTest::keyClick(opened.lanes(), Qt::Key_5);
        QVERIFY(opened.load());
        opened.shot("timeline-dark-30d");
        opened.page->resize(1744, 988);
        QTest::keyClick(opened.lanes(), Qt::Key_T);
        QTRY_VERIFY_WITH_TIMEOUT(opened.find<QTableView>("timelineLanesTable")->model()->rowCount() > 20, Patience);
        opened.shot("timeline-dark-tables");
        QTest::keyClick(opened.find("timelineLanesTable"), Qt::Key_T);
        m_theme.setMode(theme::Mode::Light);
        QVERIFY(opened.lanes()->isVisible());
    }

private:
    theme::Theme m_theme;
};

QTEST_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"

// SPDX-License-Identifier: Apache-2.0
// The Overview in the real window: a demo cluster with a past, and others that nobody reaches.
// DRIFTGLASS_TEST_SHOTS=DIR keeps pictures of it.
#include "demo/demo_cluster.h"
#include "history/store.h"
#include "items/history_desk.h"
#include "story/story.h"
#include "theme/theme.h"
#include "views/inspector.h"
#include "views/overview_page.h"
#include "window/main_window.h"
#include "window_fixture.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QFile>
#include <QListView>
#include <QScrollBar>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace dg;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; // ms; only a failure waits that long

void tellPast(const std::string& url, const char* identity, std::uint32_t seed, WallTime now)
{
    auto store = history::Store::open(url, history::Store::Access::Write);
    if (!store)
        qFatal("%s", store.error().detail.c_str());
    const auto cluster = (*store)->cluster({identity, identity, "http://127.0.0.1"});
    for (const auto& batch : story::ofDemo(*cluster, seed, now)) {
        if (const auto written = (*store)->write(batch); !written)
            qFatal("%s", written.error().detail.c_str());
    }
}

struct Opened {
    SystemClock clock; // what stands before the services outlives the clusters
    Logger log;
    QTemporaryDir folder;
    std::unique_ptr<items::HistoryDesk> history;
    test::FakeServices services;
    std::unique_ptr<window::MainWindow> window;

    // `more` clusters are of the same server, `lost` ones were never reached.
    explicit Opened(const demo::DemoCluster& demo, int more = 0, int lost = 1, QSize size = {1280, 800})
    {
        const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
        tellPast(url, "demo", 1, clock.wall());
        history = std::make_unique<items::HistoryDesk>(items::HistoryDesk::Options{url, {}, "test"}, services.strings, clock, log);
        open(demo, "demo");
        const char* names[] = {"prod-eu-1", "prod-us-1", "staging-eu", "東京エッジ検証"};
        for (int i = 0; i < more; ++i)
            open(demo, names[i]);
        for (int i = 0; i < lost; ++i)
            services.addCluster(i == 0 ? "edge" : "incident");
        services.accounts = {{QStringLiteral("https://gitlab.example.com"), QStringLiteral("j.weber"), {}, {},
            std::chrono::duration_cast<std::chrono::seconds>((clock.wall() + 12 * 24h + 1h).time_since_epoch()).count(), true}};
        services.manual.advance(std::chrono::duration_cast<Millis>(clock.wall() - services.manual.wall())); // the window's clock
        window = std::make_unique<window::MainWindow>(services);
        window->resize(size);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
    }
    ~Opened()
    {
        window.reset();
        while (services.list.count() > 0)
            (void)services.list.take(0);
    }
    void open(const demo::DemoCluster& demo, const char* name)
    {
        kube::ConnectionSpec spec;
        spec.name = name;
        spec.endpoint.baseUrl = demo.baseUrl();
        spec.auth.token = demo.token();
        auto session = std::make_unique<session::ClusterSession>(
            std::move(spec), session::SessionOptions{}, services.strings, clock, log, [](const kube::ExecSpec&) { return false; });
        auto model = std::make_unique<items::ClusterModel>(std::move(session), services.strings, clock);
        model->keepHistory(*history, {name, name, "http://127.0.0.1"});
        services.list.cluster(services.list.add(std::move(model)))->start();
    }
    [[nodiscard]] bool load()
    {
        return QTest::qWaitFor([this] { return window->isSettled(); }, Patience);
    }
    template <class T = QWidget> [[nodiscard]] T* find(const char* name) { return window->findChild<T*>(QLatin1String(name)); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window.get(), static_cast<Qt::Key>(key), modifiers);
    }
    [[nodiscard]] QString cell(const char* table, int row, int column)
    {
        return find<QTableView>(table)->model()->index(row, column).data().toString();
    }
    // A column by its heading.
    [[nodiscard]] QString cell(const char* table, int row, const char* head)
    {
        const auto* model = find<QTableView>(table)->model();
        for (int column = 0; column < model->columnCount(); ++column) {
            if (model->headerData(column, Qt::Horizontal).toString() == QLatin1String(head))
                return cell(table, row, column);
        }
        return QStringLiteral("no such column");
    }
    [[nodiscard]] views::OverviewPage* page() { return window->findChild<views::OverviewPage*>(); }
    void shot(const char* name)
    {
        const auto to = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
        if (!to.isEmpty())
            QVERIFY(window->grab().save(to + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png")));
    }
};

demo::DemoOptions still()
{
    demo::DemoOptions options;
    options.alive = false;
    return options;
}

} // namespace

class TestOverviewView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.install(*qApp, theme::Mode::Light); }

    void ctrl0ShowsARowForEachClusterAndTheirNumbers()
    {
        demo::DemoCluster demo(still());
        QVERIFY(demo.start());
        Opened opened(demo);
        QVERIFY(opened.load());
        opened.press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(opened.page()->isVisible());
        QVERIFY(opened.load());
        auto* table = opened.find<QTableView>("overviewClusters");
        QVERIFY(table->hasFocus());
        QCOMPARE(table->model()->rowCount(), 2);
        const auto& sum = opened.services.list.cluster(0)->summary();
        QCOMPARE(opened.cell("overviewClusters", 0, "Cluster"), QStringLiteral("demo"));
        QCOMPARE(opened.cell("overviewClusters", 0, "Objects").toUInt(), sum.total);
        QVERIFY(sum.total > 0);
        QCOMPARE(opened.cell("overviewClusters", 0, "Suspended").toUInt(), sum.suspended);
        QVERIFY2(opened.cell("overviewClusters", 0, "Not in sync").contains(QLatin1String("failed")),
            qPrintable(opened.cell("overviewClusters", 0, "Not in sync")));
        QVERIFY2(opened.cell("overviewClusters", 0, "Posture").contains(QLatin1String(" %")),
            qPrintable(opened.cell("overviewClusters", 0, "Posture")));
        QVERIFY(opened.cell("overviewClusters", 0, "Time to recover") != QStringLiteral("–"));
        // What was never reached is no 0.
        QCOMPARE(opened.cell("overviewClusters", 1, "Cluster"), QStringLiteral("edge"));
        for (const char* head : {"Objects", "Not in sync", "Drifted", "Deliveries today", "Posture"})
            QCOMPARE(opened.cell("overviewClusters", 1, head), QStringLiteral("–"));
        QCOMPARE(opened.cell("overviewMatters", 0, 0), QStringLiteral("edge"));
        QVERIFY(opened.cell("overviewMatters", 0, 1).endsWith(QLatin1String("no data")));
        QCOMPARE(opened.cell("overviewMatters", 1, 0), QStringLiteral("j.weber at gitlab.example.com"));
        QCOMPARE(opened.cell("overviewMatters", 1, 1), QStringLiteral("Token expires in 12 d"));
        opened.shot("overview");
    }

    void everyPartHasANameForTheScreenReader()
    {
        demo::DemoCluster demo(still());
        QVERIFY(demo.start());
        Opened opened(demo);
        QVERIFY(opened.window->showView(QStringLiteral("overview")));
        QVERIFY(opened.load());
        for (const char* name : {"overviewClusters", "overviewWorst", "overviewMatters", "overviewExport", "allClusters"})
            QVERIFY2(!opened.find(name)->accessibleName().isEmpty() || opened.find<QAbstractButton>(name), name);
        const auto objects = opened.find("overviewCard0")->accessibleName();
        QVERIFY2(objects.startsWith(QLatin1String("Objects, ")), qPrintable(objects));
        QVERIFY2(opened.find("overviewCard5")->accessibleName().contains(QLatin1String("recovered")),
            qPrintable(opened.find("overviewCard5")->accessibleName()));
        auto* table = QAccessible::queryAccessibleInterface(opened.find("overviewClusters"));
        QCOMPARE(table->role(), QAccessible::Table);
        QVERIFY(table->tableInterface());
        QCOMPARE(table->tableInterface()->rowCount(), 2);
        QCOMPARE(table->tableInterface()->cellAt(1, 0)->text(QAccessible::Name), QStringLiteral("edge"));
    }

    void enterOpensTheClusterAndTheObject()
    {
        demo::DemoCluster demo(still());
        QVERIFY(demo.start());
        Opened opened(demo);
        QVERIFY(opened.load());
        QTest::mouseClick(opened.find("allClusters"), Qt::LeftButton);
        QVERIFY(opened.page()->isVisible());
        QVERIFY(opened.load());
        opened.press(Qt::Key_Down); // the other cluster
        opened.press(Qt::Key_Return);
        QVERIFY(!opened.page()->isVisible());
        QCOMPARE(opened.window->cluster(), opened.services.list.cluster(1));
        opened.press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(opened.load());
        QCOMPARE(opened.window->cluster(), opened.services.list.cluster(1));
        auto* worst = opened.find<QTableView>("overviewWorst");
        QCOMPARE(worst->model()->rowCount(), 5);
        const auto object = opened.cell("overviewWorst", 0, 0);
        opened.press(Qt::Key_F6);
        QVERIFY(worst->hasFocus());
        opened.press(Qt::Key_Return);
        QVERIFY(!opened.page()->isVisible());
        QCOMPARE(opened.window->cluster(), opened.services.list.cluster(0));
        QCOMPARE(opened.find<QTabBar>("views")->currentIndex(), 0);
        const auto chosen = opened.window->findChild<views::Inspector*>()->objects();
        QCOMPARE(chosen.size(), std::size_t{1});
        QVERIFY2(object.endsWith(QString::fromStdString(chosen.front().name.str())), qPrintable(object));
    }

    void whatActsOnOneClusterRestsMeanwhile()
    {
        demo::DemoCluster demo(still());
        QVERIFY(demo.start());
        Opened opened(demo);
        opened.window->selectWhenSeen({"Kustomization", "flux-system", "payments"});
        QVERIFY(opened.load());
        auto* reconcile = opened.find<QAction>("objectReconcile");
        QVERIFY(reconcile->isEnabled());
        opened.press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(opened.load());
        QVERIFY(!reconcile->isEnabled());
        QVERIFY(!opened.find<QAction>("clusterClose")->isEnabled());
        QVERIFY(opened.find<QAction>("cluster1")->isEnabled());
        QCOMPARE(opened.find<QListView>("clusters")->currentIndex().row(), -1);
        QVERIFY(opened.find<QAbstractButton>("allClusters")->isChecked());
        opened.press(Qt::Key_Escape);
        QVERIFY(!opened.page()->isVisible());
        QVERIFY(reconcile->isEnabled());
        QVERIFY(opened.find<QAction>("clusterClose")->isEnabled());
        QCOMPARE(opened.find<QListView>("clusters")->currentIndex().row(), 0);
        QVERIFY(!opened.find<QAbstractButton>("allClusters")->isChecked());
    }

    void closingTheShownClusterLeavesTheOverviewWhereItIs()
    {
        demo::DemoCluster demo(still());
        QVERIFY(demo.start());
        Opened opened(demo);
        QVERIFY(opened.load());
        opened.press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(opened.load());
        opened.services.closeCluster(0);
        QVERIFY(opened.page()->isVisible());
        QTRY_COMPARE(opened.find<QTableView>("overviewClusters")->model()->rowCount(), 1);
        QCOMPARE(opened.cell("overviewClusters", 0, "Cluster"), QStringLiteral("edge"));
    }

    void sixClustersFitASmallWindow()
    {
        demo::DemoCluster demo(still());
        QVERIFY(demo.start());
        Opened opened(demo, 3, 2);
        opened.press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(opened.load());
        auto* table = opened.find<QTableView>("overviewClusters");
        QCOMPARE(table->model()->rowCount(), 6);
        for (const char* name : {"overviewClusters", "overviewWorst", "overviewMatters"}) {
            auto* list = opened.find<QTableView>(name);
            QVERIFY2(list->verticalScrollBar()->maximum() == 0 && list->horizontalScrollBar()->maximum() == 0, name);
            QVERIFY2(opened.window->rect().contains(QRect(list->mapTo(opened.window.get(), QPoint()), list->size())), name);
        }
        QCOMPARE(opened.window->size(), QSize(1280, 800));
        opened.shot("overview-six");
        m_theme.setMode(theme::Mode::Dark);
        opened.window->resize(1920, 1080);
        QVERIFY(opened.load());
        opened.shot("overview-six-dark");
        m_theme.setMode(theme::Mode::Light);
    }

    void exportIsOnePageOfA4()
    {
        demo::DemoCluster demo(still());
        QVERIFY(demo.start());
        Opened opened(demo, 3, 2);
        opened.services.savePath = opened.folder.filePath(QStringLiteral("overview.pdf"));
        opened.press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(opened.load());
        opened.press(Qt::Key_E);
        QVERIFY(opened.services.suggested.endsWith(QLatin1String(".pdf")));
        QFile file(opened.services.savePath);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto bytes = file.readAll();
        QVERIFY(bytes.startsWith("%PDF-1."));
        QCOMPARE(bytes.count("/Type /Page\n"), 1);
        QVERIFY(opened.find("overviewNotice")->isVisible());
        if (const auto to = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !to.isEmpty())
            QVERIFY(QFile::copy(opened.services.savePath, to + QStringLiteral("/overview.pdf")));
    }

private:
    theme::Theme m_theme;
};

QTEST_MAIN(TestOverviewView)
#include "tst_overview_view.moc"

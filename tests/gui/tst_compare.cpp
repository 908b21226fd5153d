// SPDX-License-Identifier: Apache-2.0
// The exact comparison in the real window against the demo's API server: the dialog, its rights, progress, findings beside what is
// watched, what could not be compared, the schedule. No value of a Secret is ever shown or kept.
#include "../../ui/views/drift_list.h"
#include "../../ui/views/drift_not_compared.h"
#include "../../ui/window/compare_dialog.h"
#include "../../ui/window/compare_rights.h"
#include "demo/demo_cluster.h"
#include "window_fixture.h"

#include "theme/theme.h"
#include "views/activity_dock.h"
#include "views/drift_page.h"
#include "views/tree_page.h"
#include "widgets/buttons.h"
#include "window/main_window.h"
#include "window/screenshot.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace dg;

namespace {

constexpr int Patience = 40'000; // ms; only a failure waits that long

struct Opened {
    SystemClock clock; // these two outlive the clusters
    Logger log;
    test::FakeServices services;
    items::ClusterModel* cluster = nullptr;
    std::unique_ptr<window::MainWindow> window;
    views::DriftPage* page = nullptr;
    views::DriftList* list = nullptr;

    explicit Opened(const demo::DemoCluster& demo, QSize size = {1280, 800})
    {
        kube::ConnectionSpec spec;
        spec.name = "demo";
        spec.endpoint.baseUrl = demo.baseUrl();
        spec.auth.token = demo.token();
        session::SessionOptions options;
        options.keepOwnership = true;
        auto session = std::make_unique<session::ClusterSession>(
            std::move(spec), std::move(options), services.strings, clock, log, [](const kube::ExecSpec&) { return false; });
        const int row = services.list.add(std::make_unique<items::ClusterModel>(std::move(session), services.strings, clock));
        cluster = services.list.cluster(row);
        cluster->watchDrift({}, {});
        cluster->start();
        window = std::make_unique<window::MainWindow>(services);
        page = window->findChild<views::DriftPage*>();
        list = window->findChild<views::DriftList*>();
        services.manual.advance(std::chrono::duration_cast<Millis>(clock.wall() - services.manual.wall())); // the window's clock
        window->resize(size);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
        window->showView(QStringLiteral("drift"));
    }
    [[nodiscard]] bool load()
    {
        return QTest::qWaitFor(
            [this] {
                return cluster->status().complete && cluster->scheduler().backlog() == 0 && page->model().findingsOf(redis()).size() == 2;
            },
            Patience);
    }
    ObjectKey key(const char* group, const char* kind, const char* ns, const char* name)
    {
        auto& pool = services.strings;
        return {pool.intern(group), pool.intern(kind), pool.intern(ns), pool.intern(name)};
    }
    ObjectKey redis() { return key("apps", "StatefulSet", "redis", "redis-master"); }
    template <class T = QWidget> [[nodiscard]] T* find(const char* name) { return window->findChild<T*>(QLatin1String(name)); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(window.get(), static_cast<Qt::Key>(key), modifiers); }
    [[nodiscard]] bool ended()
    {
        return QTest::qWaitFor(
            [this] { return cluster->comparison().running == 0 && (cluster->comparison().at || cluster->comparison().error); }, Patience);
    }
    // Chooses the drifted StatefulSet, opens the dialog by its key.
    QDialog* ask()
    {
        (void)QTest::qWaitFor([this] { return page->select(redis()); }, Patience);
        press(Qt::Key_F8);
        return find<QDialog>("compare");
    }
    QStringList rights()
    {
        QStringList out;
        auto* rights = find<window::CompareRights>("compareRights");
        for (int row = 0; rights && row < rights->model()->rowCount(); ++row)
            out << rights->sentence(row);
        return out;
    }
    // Everything that stands in a widget of the window, its models and what a screen reader says of them.
    QString everything()
    {
        QStringList out;
        for (const auto* widget : window->findChildren<QWidget*>()) {
            out << widget->accessibleName() << widget->accessibleDescription() << widget->toolTip();
            if (const auto* label = qobject_cast<const QLabel*>(widget))
                out << label->text();
            if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
                out << button->text();
            const auto* view = qobject_cast<const QAbstractItemView*>(widget);
            for (int row = 0; view && view->model() && row < view->model()->rowCount(); ++row) {
                for (int column = 0; column < view->model()->columnCount(); ++column) {
                    const auto index = view->model()->index(row, column);
                    out << index.data().toString() << index.data(Qt::AccessibleTextRole).toString()
                        << index.data(Qt::ToolTipRole).toString();
                }
            }
        }
        for (const auto& f : page->model().findings())
            out << QString::fromStdString(f.path + ' ' + f.live.value_or("") + ' ' + f.desired.value_or("") + ' ' + f.detail);
        return out.join(QLatin1Char('\n'));
    }
};

} // namespace

class TestCompare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<ObjectKey>("dg::ObjectKey");
        m_theme.install(*qApp, theme::Mode::Light);
        demo::DemoOptions options;
        options.alive = false;
        m_demo = std::make_unique<demo::DemoCluster>(options);
        QVERIFY(m_demo->start());
    }

    void enterInTheDialogComparesWhatIsChosen()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        auto* dialog = o.ask();
        QVERIFY(dialog);
        QVERIFY(o.find<QRadioButton>("compareObject")->isChecked());
        QCOMPARE(o.find<QRadioButton>("compareOwner")->text(), u"Everything that HelmRelease redis/redis applied"_qs);
        QVERIFY(!o.find<QCheckBox>("compareSecrets")->isChecked());
        QVERIFY(!o.find<QCheckBox>("compareDryRun")->isChecked());
        o.find<QRadioButton>("compareOwner")->setChecked(true);
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(o.ended());
        QCOMPARE(o.find<QLabel>("driftCompared")->text().left(20), u"3 objects compared a"_qs);
        const auto config = o.key("", "ConfigMap", "redis", "redis-configuration");
        QVERIFY(o.page->select(config)); // only the comparison knows of it
        QVERIFY(o.page->select(o.redis()));
        QVERIFY2(
            o.find<QLabel>("driftHow")->text().startsWith(u"Stored manifest, exact, "_qs), qPrintable(o.find<QLabel>("driftHow")->text()));
        QVERIFY(o.find<QLabel>("driftHow")->accessibleDescription().contains(u"compared at"_qs));
        // One row of the object, and the comparison speaks first.
        const auto row = o.page->model().rowOf(o.redis());
        QCOMPARE(o.page->model().row(row).findings.size(), std::size_t{2}); // helm-controller says it too
        QVERIFY(o.list->textOf(o.page->model().row(row)).second.endsWith(u", exact"_qs));
        // The dock has it, done.
        const auto* rows = o.find<views::ActivityDock>("activity")->findChild<QListView*>(QStringLiteral("activityRows"))->model();
        const QString line = rows->index(0, 0).data().toString();
        QVERIFY2(line.startsWith(u"Compare exactly HelmRelease/redis/redis, 3 objects compared, 2 differences, 1 not compared"_qs),
            qPrintable(line));
        QVERIFY(o.find("activityCancel")->isHidden());
    }

    void rightsAreNamedAndWhetherTheyAreThere()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        QVERIFY(o.ask());
        o.find<QRadioButton>("compareOwner")->setChecked(true);
        const QStringList want{u"get secrets in redis: You have it"_qs, u"get configmaps in redis: You have it"_qs,
            u"get services in redis: You have it"_qs, u"get statefulsets.apps in redis: You have it"_qs};
        QVERIFY2(QTest::qWaitFor([&] { return o.rights() == want; }, Patience), qPrintable(o.rights().join(u'\n')));
        o.find<QCheckBox>("compareDryRun")->setChecked(true);
        QVERIFY(
            QTest::qWaitFor([&] { return o.rights().contains(u"patch statefulsets.apps in redis: You lack it in redis"_qs); }, Patience));
        QCOMPARE(o.rights().size(), 7);
        o.find<QCheckBox>("compareDryRun")->setChecked(false);
        o.find<QRadioButton>("compareAll")->setChecked(true);
        const auto lacking = [&] { return o.rights().filter(u"get secrets in "_qs).join(u' '); };
        QVERIFY2(QTest::qWaitFor([&] { return lacking().endsWith(u"You lack it in apps, external-dns, logging, payments"_qs); }, Patience),
            qPrintable(lacking()));
        QTest::keyClick(o.find<QDialog>("compare"), Qt::Key_Escape);
        QVERIFY(!o.cluster->comparison().at && o.cluster->comparison().running == 0);
    }

    void aFolderIsChosenForASourceAndKeptForTheCluster()
    {
        QTemporaryDir files;
        Opened o(*m_demo);
        QVERIFY(o.load());
        o.services.folder = files.path();
        o.find<QAbstractButton>("driftCompareAll")->click();
        QVERIFY(o.find<QRadioButton>("compareAll")->isChecked());
        auto* sources = o.find<QComboBox>("compareSource");
        QVERIFY(sources->count() > 3);
        const int at = sources->findData(u"GitRepository/web/storefront"_qs);
        QVERIFY(at >= 0);
        sources->setCurrentIndex(at);
        o.find<QAbstractButton>("compareChoose")->click();
        QCOMPARE(o.find<QLineEdit>("compareFolder")->text(), files.path());
        sources->setCurrentIndex(at == 0 ? 1 : 0);
        QCOMPARE(o.find<QLineEdit>("compareFolder")->text(), QString());
        QTest::keyClick(o.find<QDialog>("compare"), Qt::Key_Return);
        QCOMPARE(o.cluster->exactSettings().folders.at("GitRepository/web/storefront"), files.path().toStdString());
        QVERIFY(o.ended());
        // An empty folder: said with the path that is not there, and no drift.
        const auto& open = o.cluster->notCompared();
        QVERIFY(std::ranges::any_of(open,
            [](const auto& one) { return one.owner.name.view() == "storefront" && one.why == session::NotCompared::Why::CannotBuild; }));
        QVERIFY(std::ranges::any_of(open, [](const auto& one) { return one.why == session::NotCompared::Why::NoFiles; }));
    }

    void whatCouldNotBeComparedIsListedWithItsRight()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        o.cluster->compareExactly(std::nullopt, {{"HelmRelease", "payments", "postgres"}});
        QVERIFY(o.ended());
        auto* link = o.find<QAbstractButton>("driftShowNotCompared");
        QVERIFY(link->isVisible());
        QCOMPARE(link->text(), u"1 not compared"_qs);
        o.press(Qt::Key_N, Qt::AltModifier);
        auto* open = o.find<views::DriftNotCompared>("driftNotCompared");
        QVERIFY(open->isVisible());
        QCOMPARE(open->sentence(0), u"HelmRelease/payments/postgres, The right to get secrets in namespace payments is missing."_qs);
        o.press(Qt::Key_N, Qt::AltModifier);
        QVERIFY(!open->isVisible());
        QVERIFY(o.list->isVisible());
    }

    void aRunningComparisonIsCancelledInTheViewAndInTheDock()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        o.cluster->compareExactly(std::nullopt, {});
        auto* cancel = o.find<QAbstractButton>("driftCompareCancel");
        QVERIFY(cancel->isVisible());
        QVERIFY(o.find<QLabel>("driftCompared")->text().startsWith(u"Comparing exactly"_qs));
        cancel->click();
        QVERIFY(o.ended());
        QVERIFY(!cancel->isVisible());
        QCOMPARE(o.find<QLabel>("driftCompared")->text(), u"The comparison was cancelled."_qs);
        // One alone may be over before the dock has shown it, or between that and the click.
        std::vector<std::uint64_t> queued;
        for (int i = 0; i < 40; ++i)
            queued.push_back(o.cluster->compareExactly(std::nullopt, {}));
        auto* inDock = o.find<QAbstractButton>("activityCancel");
        QVERIFY(QTest::qWaitFor(
            [&] {
                if (!inDock->isHidden())
                    inDock->click();
                return std::ranges::any_of(o.cluster->actions(), [&](const session::Action& action) {
                    return action.id >= queued.front() && action.done() && action.error.code == ErrorCode::Cancelled;
                });
            },
            Patience));
        for (const auto id : queued)
            o.cluster->cancelAction(id);
        QVERIFY(o.ended());
    }

    void theTreeAndThePaletteOfferItToo()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        o.window->showView(QStringLiteral("tree"));
        o.find<views::TreePage>("treePage")->select(o.key("helm.toolkit.fluxcd.io", "HelmRelease", "redis", "redis"));
        o.press(Qt::Key_F8);
        QVERIFY(o.find<QDialog>("compare"));
        QVERIFY(!o.find("compareObject")->isVisible());
        QVERIFY(o.find<QRadioButton>("compareOwner")->isChecked());
        const auto commands = o.window->findChildren<QAction*>();
        const auto named = [&](const char* name) {
            return std::ranges::any_of(commands, [&](const QAction* action) { return action->objectName() == QLatin1String(name); });
        };
        QVERIFY(named("objectCompare") && named("clusterCompareSchedule"));
    }

    void aScheduleKeepsHowOftenAndWhich()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        o.press(Qt::Key_F8, Qt::ShiftModifier);
        auto* dialog = o.find<QDialog>("compareSchedule");
        QVERIFY(dialog);
        auto* every = o.find<QComboBox>("compareEvery");
        QCOMPARE(every->currentText(), u"Off"_qs);
        every->setCurrentIndex(every->findData(30));
        QVERIFY(o.find<QRadioButton>("compareHelm")->isChecked());
        o.find<QRadioButton>("compareThese")->setChecked(true);
        QVERIFY(!o.find<QPushButton>("compareGo")->isEnabled()); // of nothing there is no schedule
        auto* owners = o.find<QListWidget>("compareOwners");
        const auto found = owners->findItems(u"HelmRelease redis/redis"_qs, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        found.front()->setCheckState(Qt::Checked);
        QTest::mouseClick(o.find<QPushButton>("compareGo"), Qt::LeftButton);
        const auto& kept = o.cluster->exactSettings();
        QCOMPARE(kept.every, Seconds{1800});
        QCOMPARE(kept.owners, (std::vector<ObjectName>{{"HelmRelease", "redis", "redis"}}));
        QVERIFY(QTest::qWaitFor([&] { return o.find<QLabel>("driftCompared")->text().contains(u"Next at "_qs); }, Patience));
    }

    // Canaries: what the demo's Secret holds live, and what Helm stored of it; plain and as base64.
    void valuesOfSecretsAreNeverShownOrKept()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        QVERIFY(o.ask());
        o.find<QRadioButton>("compareOwner")->setChecked(true);
        o.find<QCheckBox>("compareSecrets")->setChecked(true);
        QTest::keyClick(o.find<QDialog>("compare"), Qt::Key_Return);
        QVERIFY(o.ended());
        QVERIFY(o.page->select(o.key("", "Secret", "redis", "redis-auth")));
        const QString shown = o.everything();
        QVERIFY(shown.contains(u"data.password"_qs));
        QVERIFY(shown.contains(u"redis-master:2.13.2"_qs)); // it does look at values
        for (const auto& canary : {u"set-by-hand"_qs, u"c2V0LWJ5LWhhbmQ"_qs, u"change-me-now"_qs, u"Y2hhbmdlLW1lLW5vdw"_qs})
            QVERIFY2(!shown.contains(canary), qPrintable(canary));
        o.page->findChild<QAction*>(QStringLiteral("driftCopyText"))->trigger();
        QVERIFY(!o.services.board.text().isEmpty());
        QVERIFY(!o.services.board.text().contains(u"set-by-hand"_qs) && !o.services.board.text().contains(u"c2V0LWJ5LWhhbmQ"_qs));
    }

    void everyControlHasAName()
    {
        Opened o(*m_demo);
        QVERIFY(o.load());
        for (const bool schedule : {false, true}) {
            o.press(Qt::Key_F8, schedule ? Qt::ShiftModifier : Qt::NoModifier);
            auto* dialog = o.find<QDialog>(schedule ? "compareSchedule" : "compare");
            QVERIFY(dialog);
            for (auto* widget : dialog->findChildren<QWidget*>()) {
                if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->objectName().startsWith(u"qt_"_qs))
                    continue;
                auto* face = QAccessible::queryAccessibleInterface(widget);
                QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
            }
            delete dialog;
        }
    }

    void picturesAreWritten()
    {
        const QString folder = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
        if (folder.isEmpty())
            QSKIP("DRIFTGLASS_TEST_SHOTS is not set");
        QDir().mkpath(folder);
        for (const auto mode : {theme::Mode::Light, theme::Mode::Dark}) {
            m_theme.setMode(mode);
            const QString theme = mode == theme::Mode::Light ? u"light"_qs : u"dark"_qs;
            for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)}) {
                Opened o(*m_demo, size);
                QVERIFY(o.load());
                QVERIFY(o.ask());
                (void)QTest::qWaitFor([&] { return !o.rights().join(u' ').contains(u"Being asked"_qs); }, Patience);
                const auto save = [&](QWidget& widget, const char* name) {
                    widget.grab().save(QStringLiteral("%1/compare-%2-%3-%4.png").arg(folder, QLatin1String(name), theme).arg(size.width()));
                };
                save(*o.find<QDialog>("compare"), "dialog");
                o.find<QRadioButton>("compareAll")->setChecked(true);
                (void)QTest::qWaitFor([&] { return !o.rights().join(u' ').contains(u"Being asked"_qs); }, Patience);
                save(*o.find<QDialog>("compare"), "dialog-all");
                delete o.find<QDialog>("compare");
                o.cluster->compareExactly(std::nullopt, {});
                QVERIFY(o.ended());
                QVERIFY(o.page->select(o.redis()));
                QVERIFY(QTest::qWaitFor([&] { return o.page->isSettled(); }, Patience));
                save(*o.window, "view");
                o.page->setNotComparedShown(true);
                save(*o.window, "not-compared");
                o.find<QAction>("clusterCompareSchedule")->trigger();
                o.find<QRadioButton>("compareThese")->setChecked(true);
                save(*o.find<QDialog>("compareSchedule"), "schedule");
            }
        }
        m_theme.setMode(theme::Mode::Light);
    }

private:
    theme::Theme m_theme;
    std::unique_ptr<demo::DemoCluster> m_demo;
};

QTEST_MAIN(TestCompare)
#include "tst_compare.moc"

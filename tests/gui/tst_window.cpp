// SPDX-License-Identifier: Apache-2.0
// The real main window on the offscreen platform, with a fake application and hand-fed clusters.
// DRIFTGLASS_TEST_SHOTS=DIR keeps pictures of it.
#include "window_fixture.h"

#include "theme/theme.h"
#include "views/inspector.h"
#include "views/tree_page.h"
#include "views/tree_text.h"
#include "widgets/tree_view.h"
#include "window/main_window.h"
#include "window/screenshot.h"

#include <QAccessible>
#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace dg;
using flux::Kind;

class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<ObjectKey>("dg::ObjectKey");
        m_theme.install(*qApp, theme::Mode::Light);
    }
    void withoutAClusterItSaysWhatToDo();
    void thePartsHaveTheirFixedNames();
    void everyCommandHasAKeyOfItsOwn();
    void theSlashLeadsToTheFilterAndEscEmptiesIt();
    void aFilterThatMatchesNothingSaysSo();
    void selectingARowShowsItInTheInspector();
    void theWorstRowIsChosenWithoutTakingTheFocus();
    void anObjectWhoseHealthIsNotReadIsPresentAndNoFinding();
    void anOverduePassHasNoTime();
    void aRowBehindItsSourceSaysSo();
    void oneRowWithOthersBehindItAsksFirst();
    void ctrlAndANumberShowsThatCluster();
    void thePaletteGoesToAnObjectOfAnotherCluster();
    void f6WalksThroughThePartsAndComesRound();
    void aNarrowWindowShrinksTheRailAndHidesTheInspector();
    void theShortcutsSheetOpensWithAQuestionMark();
    void picturesAreWritten();

private:
    theme::Theme m_theme;
};

void TestWindow::withoutAClusterItSaysWhatToDo()
{
    test::FakeServices services;
    window::MainWindow window(services);
    window.show();
    QVERIFY(!window.findChild<views::TreePage*>()->messageText().isEmpty());
    QTest::mouseClick(window.findChild<QPushButton*>(u"treeMessageButton"_qs), Qt::LeftButton);
    QVERIFY(window.findChild<QDialog*>(u"connect"_qs));
}

void TestWindow::thePartsHaveTheirFixedNames()
{
    test::FakeServices services;
    window::MainWindow window(services);
    for (const char* name : {"Clusters", "Views", "Filter", "Tree", "Inspector", "Activity", "Status"}) {
        QString objectName = QString::fromLatin1(name);
        objectName[0] = objectName[0].toLower();
        const auto* part = window.findChild<QWidget*>(objectName);
        QVERIFY2(part, name);
        QCOMPARE(part->accessibleName(), QString::fromLatin1(name));
    }
}

void TestWindow::everyCommandHasAKeyOfItsOwn()
{
    test::FakeServices services;
    window::MainWindow window(services);
    std::set<QString> seen;
    for (QAction* top : window.menuBar()->actions()) {
        for (QAction* action : top->menu()->actions()) {
            if (action->isSeparator())
                continue;
            const QString keys = action->shortcut().toString();
            QVERIFY2(!keys.isEmpty(), qPrintable(action->text()));
            QVERIFY2(seen.insert(keys).second, qPrintable(keys));
        }
    }
    QVERIFY(seen.size() > 20);
}

void TestWindow::theSlashLeadsToTheFilterAndEscEmptiesIt()
{
    test::FakeServices services;
    services.feed(services.addCluster("prod-eu-1"));
    window::MainWindow window(services);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto* filter = window.findChild<QLineEdit*>(u"filter"_qs);
    QTest::keyClick(window.findChild<QWidget*>(u"tree"_qs), Qt::Key_Slash);
    QCOMPARE(QApplication::focusWidget(), filter);
    QTest::keyClicks(filter, u"pay"_qs);
    QVERIFY(window.cluster()->tree().summary().shown < window.cluster()->tree().summary().total);
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(filter->text(), QString());
}

void TestWindow::aFilterThatMatchesNothingSaysSo()
{
    test::FakeServices services;
    services.feed(services.addCluster("prod-eu-1"));
    window::MainWindow window(services);
    auto* page = window.findChild<views::TreePage*>();
    QCOMPARE(page->messageText(), QString());
    window.setFilter(u"no-such-name-anywhere"_qs);
    QVERIFY(page->messageText().contains(u"No object matches"_qs));
    window.setFilter({});
    QCOMPARE(page->messageText(), QString());
}

void TestWindow::selectingARowShowsItInTheInspector()
{
    test::FakeServices services;
    auto& cluster = services.addCluster("prod-eu-1");
    services.feed(cluster);
    window::MainWindow window(services);
    window.show();
    window.selectWhenSeen({"Kustomization", "flux-system", "payments"});
    auto* inspector = window.findChild<views::Inspector*>();
    QCOMPARE(inspector->objects().size(), std::size_t{1});
    QVERIFY(inspector->objects().front() == services.content.key(Kind::Kustomization, "flux-system", "payments"));
    QVERIFY(inspector->overviewText().contains(u"HealthCheckFailed"_qs));
}

void TestWindow::theWorstRowIsChosenWithoutTakingTheFocus()
{
    test::FakeServices services;
    services.feed(services.addCluster("prod-eu-1"));
    window::MainWindow window(services);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto* page = window.findChild<views::TreePage*>();
    page->setProblemsFirst(false); // the first problem from the top is not the worst
    page->focusFilter();
    QVERIFY(!page->hasSelection());
    page->selectFirstProblem();
    const auto chosen = page->selectedObjects();
    QCOMPARE(chosen.size(), std::size_t{1});
    int worst = 0;
    window.cluster()->tree().forEachFlux([&](const flux::FluxObject&, const flux::Verdict& verdict, bool) {
        if (flux::isProblem(verdict.state))
            worst = std::max(worst, flux::severity(verdict.state));
    });
    QCOMPARE(flux::severity(window.cluster()->tree().verdict(chosen.front()).state), worst);
    QCOMPARE(QApplication::focusWidget(), window.findChild<QWidget*>(u"filter"_qs));
}

void TestWindow::anObjectWhoseHealthIsNotReadIsPresentAndNoFinding()
{
    ManualClock clock(*parseRfc3339("2026-11-23T14:00:00Z"));
    const views::TreeText words(clock);
    StringPool pool;
    flux::ManagedObject object;
    object.key = {Atom{}, pool.intern("ConfigMap"), pool.intern("apps"), pool.intern("theme")};
    tree::Row row;
    row.type = tree::RowType::Managed;
    row.key = object.key;
    row.name = "theme";
    row.verdict = flux::evaluate(object); // its health is not read
    using items::TreeModel;
    QCOMPARE(words.cell(row, TreeModel::State), u"Present"_qs);
    QCOMPARE(words.cell(row, TreeModel::Message), QString());
    QCOMPARE(words.accessible(row, TreeModel::Name), u"ConfigMap apps/theme, Present"_qs);
    QCOMPARE(words.toolTip(row, TreeModel::State), u"Its health is not read"_qs);
    row.mark = tree::ManagedMark::NotWatched;
    QCOMPARE(words.cell(row, TreeModel::State), u"Not watched"_qs);
}

void TestWindow::anOverduePassHasNoTime()
{
    ManualClock clock(*parseRfc3339("2026-11-23T14:00:00Z"));
    const views::TreeText words(clock);
    tree::Row row;
    row.type = tree::RowType::Flux;
    row.next = clock.wall() + Millis{40'000};
    QCOMPARE(words.cell(row, items::TreeModel::Next), u"40 s"_qs);
    row.next = clock.wall() - Millis{40'000};
    QCOMPARE(words.cell(row, items::TreeModel::Next), QString());
}

void TestWindow::aRowBehindItsSourceSaysSo()
{
    ManualClock clock(*parseRfc3339("2026-11-23T14:00:00Z"));
    const views::TreeText words(clock);
    tree::Row row;
    row.type = tree::RowType::Flux;
    row.revision = "v1";
    QVERIFY(!words.toolTip(row, items::TreeModel::Revision).contains(u"newer"_qs));
    row.behind = true;
    QVERIFY(words.toolTip(row, items::TreeModel::Revision).contains(u"The source has a newer revision"_qs));
    QVERIFY(words.accessible(row, items::TreeModel::Name).contains(u"behind its source"_qs));
}

void TestWindow::oneRowWithOthersBehindItAsksFirst()
{
    test::FakeServices services;
    services.feed(services.addCluster("prod-eu-1"));
    window::MainWindow window(services);
    window.show();
    window.selectWhenSeen({"Kustomization", "flux-system", "payments"});
    window.reconcile({services.content.key(Kind::Kustomization, "flux-system", "payments")}, true);
    auto* dialog = window.findChild<QDialog*>(u"reconcile"_qs);
    QVERIFY(dialog);
    auto* moves = dialog->findChild<QListView*>(u"reconcileMoves"_qs);
    QVERIFY(moves->model()->rowCount() >= 3); // its source, itself, who follows or waits
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestWindow::ctrlAndANumberShowsThatCluster()
{
    test::FakeServices services;
    auto& first = services.addCluster("prod-eu-1");
    auto& second = services.addCluster("prod-us-1");
    window::MainWindow window(services);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QCOMPARE(window.cluster(), &first);
    QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(window.cluster(), &second);
    QVERIFY(second.isVisible() && !first.isVisible());
}

void TestWindow::thePaletteGoesToAnObjectOfAnotherCluster()
{
    test::FakeServices services;
    services.addCluster("prod-eu-1");
    auto& second = services.addCluster("prod-us-1");
    services.feed(second);
    window::MainWindow window(services);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.openPalette();
    auto* field = window.findChild<QLineEdit*>(u"paletteField"_qs);
    QTest::keyClicks(field, u"payments"_qs);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(window.cluster(), &second);
    QVERIFY(
        window.findChild<widgets::TreeView*>()->currentObject() == services.content.key(Kind::Kustomization, "flux-system", "payments"));
}

void TestWindow::f6WalksThroughThePartsAndComesRound()
{
    test::FakeServices services;
    services.feed(services.addCluster("prod-eu-1"));
    window::MainWindow window(services);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.selectWhenSeen({"Kustomization", "flux-system", "payments"});
    auto* tree = window.findChild<QWidget*>(u"tree"_qs);
    tree->setFocus();
    std::set<QWidget*> visited;
    for (int i = 0; i < 6; ++i) {
        QVERIFY(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        visited.insert(QApplication::focusWidget());
    }
    QCOMPARE(visited.size(), std::size_t{6});
    QCOMPARE(QApplication::focusWidget(), tree);
}

void TestWindow::aNarrowWindowShrinksTheRailAndHidesTheInspector()
{
    test::FakeServices services;
    services.addCluster("prod-eu-1");
    window::MainWindow window(services);
    window.resize(1280, 800);
    window.show();
    auto* rail = window.findChild<QWidget*>(u"rail"_qs);
    auto* inspector = window.findChild<QWidget*>(u"inspector"_qs);
    QCOMPARE(rail->width(), 176);
    QVERIFY(inspector->isVisible());
    window.resize(980, 700);
    QCOMPARE(rail->width(), 48);
    QVERIFY(!inspector->isVisible());
    window.findChild<QAction*>(u"viewInspector"_qs)->trigger();
    QVERIFY(inspector->isVisible());
    window.resize(1280, 800);
    QVERIFY(inspector->isVisible());
}

void TestWindow::theShortcutsSheetOpensWithAQuestionMark()
{
    test::FakeServices services;
    window::MainWindow window(services);
    window.findChild<QAction*>(u"helpShortcuts"_qs)->trigger();
    QVERIFY(window.findChild<QDialog*>(u"shortcuts"_qs));
}

void TestWindow::picturesAreWritten()
{
    QTemporaryDir temporary;
    const QString kept = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
    const QString folder = kept.isEmpty() ? temporary.path() : kept;
    for (const auto mode : {theme::Mode::Light, theme::Mode::Dark}) {
        m_theme.setMode(mode);
        test::FakeServices services;
        services.feed(services.addCluster("prod-eu-1"));
        services.addCluster("prod-us-1");
        window::MainWindow window(services);
        window.show();
        window.selectWhenSeen({"Kustomization", "flux-system", "payments"});
        for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)}) {
            const QString path
                = QStringLiteral("%1/window-%2-%3.png").arg(folder, mode == theme::Mode::Dark ? u"dark"_qs : u"light"_qs).arg(size.width());
            QVERIFY(window::saveScreenshot(window, size, path));
            QCOMPARE(QImage(path).size(), size);
        }
        if (mode == theme::Mode::Dark) {
            window.openPalette();
            QVERIFY(window::saveScreenshot(window, {1280, 800}, folder + u"/palette-dark.png"_qs));
            for (const auto& [command, name] :
                {std::pair("fileSettings", "settings"), std::pair("helpShortcuts", "shortcuts"), std::pair("helpAbout", "about")}) {
                window.findChild<QAction*>(QLatin1String(command))->trigger();
                auto* dialog = window.findChild<QDialog*>(QLatin1String(name));
                QVERIFY(dialog);
                QVERIFY(window::saveScreenshot(*dialog, dialog->size(), QStringLiteral("%1/%2-dark.png").arg(folder, QLatin1String(name))));
            }
        } else {
            window.reconcile({services.content.key(Kind::Kustomization, "flux-system", "payments")}, true);
            if (auto* dialog = window.findChild<QDialog*>(u"reconcile"_qs))
                QVERIFY(window::saveScreenshot(*dialog, dialog->size(), folder + u"/reconcile-light.png"_qs));
            window.openConnect();
            if (auto* dialog = window.findChild<QDialog*>(u"connect"_qs))
                QVERIFY(window::saveScreenshot(*dialog, dialog->size(), folder + u"/connect-light.png"_qs));
        }
    }
    m_theme.setMode(theme::Mode::Light);
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"

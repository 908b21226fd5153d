// SPDX-License-Identifier: Apache-2.0
// The filter bar in the real window, by keyboard: completion, errors, saved views, and "Who owns this?".
// DRIFTGLASS_TEST_SHOTS=DIR keeps pictures.
#include "window_fixture.h"

#include "theme/theme.h"
#include "views/tree_page.h"
#include "widgets/filter_field.h"
#include "widgets/tree_view.h"
#include "window/main_window.h"
#include "window/screenshot.h"

#include <QAccessible>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace dg;
using flux::Kind;

class TestFilterField : public QObject {
    Q_OBJECT

private:
    theme::Theme m_theme;
    std::unique_ptr<test::FakeServices> m_services;
    std::unique_ptr<window::MainWindow> m_window;
    widgets::FilterField* m_filter = nullptr;

    template <class T> T* find(const char* name) const { return m_window->findChild<T*>(QLatin1String(name)); }
    [[nodiscard]] QStringList offered() const
    {
        QStringList labels;
        const auto* list = find<QListView>("filterSuggestions");
        for (int row = 0; m_filter->isSuggesting() && list && row < list->model()->rowCount(); ++row)
            labels << list->model()->index(row, 0).data().toString();
        return labels;
    }
    void type(const char* text) { QTest::keyClicks(m_filter, QLatin1String(text)); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    void keep(QWidget& widget, const char* name, const QSize& size = {})
    {
        if (const QString folder = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !folder.isEmpty())
            QVERIFY(window::saveScreenshot(widget, size.isEmpty() ? widget.size() : size, folder + QLatin1Char('/') + QLatin1String(name)));
    }
    void trigger(const char* command) { find<QAction>(command)->trigger(); }

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<ObjectKey>("dg::ObjectKey");
        m_theme.install(*qApp, theme::Mode::Light);
    }
    void init()
    {
        m_services = std::make_unique<test::FakeServices>();
        m_services->feed(m_services->addCluster("prod-eu-1"));
        m_window = std::make_unique<window::MainWindow>(*m_services);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_filter = m_window->findChild<widgets::FilterField*>(QStringLiteral("filter"));
        m_filter->setFocus();
    }
    void cleanup()
    {
        m_window.reset();
        m_services.reset();
    }

    void fieldsThenValuesAreOffered()
    {
        type("ki");
        QCOMPARE(offered(), QStringList{QStringLiteral("kind:")});
        press(Qt::Key_Tab);
        QCOMPARE(m_filter->text(), QStringLiteral("kind:"));
        QVERIFY(offered().contains(QStringLiteral("ks")) && offered().contains(QStringLiteral("deploy")));
        keep(*m_window, "completion-values-light.png");
        type("k");
        QCOMPARE(offered().front(), QStringLiteral("ks"));
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QCOMPARE(m_filter->text(), QStringLiteral("kind:ks "));
        QVERIFY(!m_filter->isSuggesting());
        QCOMPARE(QApplication::focusWidget(), m_filter);
        QVERIFY(m_window->cluster()->tree().summary().shown < m_window->cluster()->tree().summary().total);
        type("st");
        press(Qt::Key_Tab);
        type("failed");
        QVERIFY(!m_filter->isSuggesting()); // nothing is left to say
        QCOMPARE(m_filter->text(), QStringLiteral("kind:ks state:failed"));
        press(Qt::Key_Down); // on to the rows, as without a list
        QVERIFY(QApplication::focusWidget() != m_filter);
    }

    void theListIsWalkedRoundAndEscClosesOnlyTheList()
    {
        press(Qt::Key_Space, Qt::ControlModifier);
        const int count = static_cast<int>(offered().size());
        QVERIFY(count > 10);
        keep(*m_window, "completion-fields-light.png");
        auto* list = find<QListView>("filterSuggestions");
        QVERIFY(!list->currentIndex().isValid());
        press(Qt::Key_Up);
        QCOMPARE(list->currentIndex().row(), count - 1);
        press(Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), 0);
        press(Qt::Key_Escape);
        QVERIFY(!m_filter->isSuggesting());
        type("web");
        QVERIFY(!m_filter->isSuggesting());
        type(" n");
        QVERIFY(m_filter->isSuggesting());
        press(Qt::Key_Escape);
        QCOMPARE(m_filter->text(), QStringLiteral("web n"));
        press(Qt::Key_Escape);
        QCOMPARE(m_filter->text(), QString());
    }

    void enterWithoutAChoiceLeavesTheText()
    {
        type("n");
        QVERIFY(m_filter->isSuggesting());
        press(Qt::Key_Return);
        QCOMPARE(m_filter->text(), QStringLiteral("n"));
        QVERIFY(!m_filter->isSuggesting());
    }

    void thePointerChoosesToo()
    {
        type("sus");
        auto* list = find<QListView>("filterSuggestions");
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(m_filter->text(), QStringLiteral("suspended:"));
        QCOMPARE(offered(), (QStringList{QStringLiteral("yes"), QStringLiteral("no")}));
    }

    void theListClosesWithTheFocus()
    {
        type("s"); // rows match it: the tree can take the focus
        QVERIFY(m_filter->isSuggesting());
        m_window->findChild<QWidget*>(QStringLiteral("tree"))->setFocus();
        QVERIFY(!m_filter->isSuggesting());
    }

    void namesOutsideAsciiAreCompletedInPlace()
    {
        m_filter->setText(QStringLiteral("“é” ki zz"));
        m_filter->setCursorPosition(6);
        press(Qt::Key_Space, Qt::ControlModifier);
        press(Qt::Key_Tab);
        QCOMPARE(m_filter->text(), QStringLiteral("“é” kind: zz"));
        QCOMPARE(m_filter->cursorPosition(), 9);
    }

    void aScreenReaderHearsTheSuggestions()
    {
        type("n");
        auto* list = find<QListView>("filterSuggestions");
        auto* interface = QAccessible::queryAccessibleInterface(list);
        QVERIFY(interface);
        QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("Suggestions"));
        QCOMPARE(interface->child(0)->text(QAccessible::Name), QStringLiteral("ns:, Whole namespace; * for any text"));
    }

    void aMistakeStandsInOneSentenceOnceItIsOne()
    {
        auto* sentence = find<QLabel>("filterError");
        type("state:fa");
        QVERIFY(!sentence->isVisible()); // it may still become "failed"
        type("x ");
        QVERIFY(sentence->isVisible());
        QVERIFY(sentence->text().contains(QStringLiteral("There is no state \"fax\".")));
        QVERIFY(m_filter->property("error").toBool());
        QCOMPARE(m_filter->accessibleDescription(), sentence->text());
        keep(*m_window, "filter-error-light.png", {1280, 800});
        m_filter->clear();
        QVERIFY(!sentence->isVisible());
        type("state:fa");
        m_window->findChild<QWidget*>(QStringLiteral("tree"))->setFocus();
        QVERIFY(sentence->isVisible()); // left as it is: a mistake
    }

    void aViewIsSavedAppliedRenamedAndDeletedByKeys()
    {
        auto* page = m_window->findChild<views::TreePage*>();
        m_window->setFilter(QStringLiteral("kind:ks state:failed"));
        page->setGrouping(tree::Grouping::Namespace);
        page->setProblemsFirst(false);
        trigger("viewSave");
        auto* dialog = find<QDialog>("saveView");
        QVERIFY(dialog);
        QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("saveViewGo"))->isEnabled());
        QTest::keyClicks(dialog->findChild<QWidget*>(QStringLiteral("saveViewName")), QStringLiteral("Failing & mine"));
        keep(*dialog, "save-view-light.png");
        QTest::keyClick(dialog->findChild<QWidget*>(QStringLiteral("saveViewName")), Qt::Key_Return);
        QCOMPARE(m_services->kept.views.size(), std::size_t{1});
        const views::SavedView saved = m_services->kept.views.front();
        QCOMPARE(saved.query, QStringLiteral("kind:ks state:failed"));
        QVERIFY(saved.grouping == tree::Grouping::Namespace && !saved.problemsFirst);

        m_window->setFilter({});
        page->setGrouping(tree::Grouping::Source);
        page->setProblemsFirst(true);
        trigger("viewSaved");
        auto* menu = find<QMenu>("savedViewsMenu");
        QVERIFY(menu->isVisible());
        keep(*menu, "views-menu-light.png");
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QCOMPARE(page->filter(), saved.query);
        QVERIFY(page->grouping() == tree::Grouping::Namespace && !page->problemsFirst());

        trigger("viewManage");
        auto* manage = find<QDialog>("manageViews");
        auto* list = manage->findChild<QListView*>(QStringLiteral("manageViewsList"));
        keep(*manage, "manage-views-light.png");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_F2);
        auto* editor = list->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("Mine"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(m_services->kept.views.front().name, QStringLiteral("Mine")); // an editor hands over from the event loop
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY(m_services->kept.views.empty());
    }

    void aViewOfTheSameNameIsReplaced()
    {
        m_services->kept.views = {{QStringLiteral("A"), QStringLiteral("old"), tree::Grouping::Kind, true}};
        m_window->setFilter(QStringLiteral("new"));
        trigger("viewSave");
        auto* name = find<QDialog>("saveView")->findChild<QWidget*>(QStringLiteral("saveViewName"));
        QTest::keyClicks(name, QStringLiteral(" A "));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(m_services->kept.views.size(), std::size_t{1});
        QCOMPARE(m_services->kept.views.front().query, QStringLiteral("new"));
    }

    void thePaletteAppliesAView()
    {
        m_services->kept.views = {{QStringLiteral("Night shift"), QStringLiteral("state:problem"), tree::Grouping::Kind, true}};
        trigger("viewGraph");
        m_window->openPalette();
        auto* field = find<QLineEdit>("paletteField");
        QTest::keyClicks(field, QStringLiteral("night"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_filter->text(), QStringLiteral("state:problem"));
        QVERIFY(m_filter->isVisible()); // the tree's page is shown for it
    }

    void anOwnerIsFoundInEveryClusterAndEnterGoesThere()
    {
        auto& second = m_services->addCluster("prod-us-1");
        m_services->feed(second);
        m_filter->setText(QStringLiteral("kind:git"));
        trigger("viewGraph"); // which shows no managed objects
        trigger("objectOwner");
        auto* dialog = find<QDialog>("owners");
        QVERIFY(dialog);
        auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("ownersField"));
        auto* list = dialog->findChild<QListView*>(QStringLiteral("ownersRows"));
        field->clear();
        QTest::keyClicks(field, QStringLiteral("deploy/payments/api"));
        QCOMPARE(list->model()->rowCount(), 4); // each cluster's name, and the object in it
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("prod-eu-1"));
        QCOMPARE(list->model()->index(1, 0).data().toString(),
            QStringLiteral("Deployment payments/api, owned by Kustomization flux-system/payments, source OCIRepository flux-system/apps"));
        QCOMPARE(list->currentIndex().row(), 1);
        field->clear();
        QTest::keyClicks(field, QStringLiteral("api"));
        keep(*dialog, "owners-light.png");
        field->clear();
        QTest::keyClicks(field, QStringLiteral("Deployment payments/api"));
        QTest::keyClick(field, Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), 3); // over the heading
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_window->cluster(), &second);
        QCOMPARE(m_window->findChild<widgets::TreeView*>()->currentObject().toString(), std::string("Deployment/payments/api"));
        QVERIFY(m_filter->isVisible());
    }

    void theOwnersOfAnUnknownNameAreSaidToBeUnknown()
    {
        m_window->openOwners();
        auto* dialog = find<QDialog>("owners");
        auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("ownersField"));
        field->setText(QStringLiteral("no-such-thing"));
        QCOMPARE(dialog->findChild<QListView*>(QStringLiteral("ownersRows"))->model()->rowCount(), 0);
        QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("ownersShow"))->isEnabled());
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(dialog->isVisible());
        QTest::keyClick(field, Qt::Key_Escape); // clears the field
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }

    void picturesInTheDark()
    {
        m_theme.setMode(theme::Mode::Dark);
        m_window->resize(1920, 1080);
        QCoreApplication::processEvents(); // laid out
        type("s");
        press(Qt::Key_Down);
        keep(*m_window, "completion-dark.png", {1920, 1080});
        m_window->openOwners();
        auto* dialog = find<QDialog>("owners");
        dialog->findChild<QLineEdit*>(QStringLiteral("ownersField"))->setText(QStringLiteral("po"));
        keep(*dialog, "owners-dark.png");
        m_theme.setMode(theme::Mode::Light);
    }
};

QTEST_MAIN(TestFilterField)
#include "tst_filter_field.moc"

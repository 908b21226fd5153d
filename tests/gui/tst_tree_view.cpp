// SPDX-License-Identifier: Apache-2.0
#include "tree_fixture.h"

#include "theme/theme.h"
#include "widgets/tree_view.h"

#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace dg;
using flux::Kind;
using items::TreeModel;
using widgets::TreeView;

class TestTreeView : public QObject {
    Q_OBJECT
    theme::Theme m_theme;
    std::unique_ptr<test::TreeFixture> m_fixture;
    std::unique_ptr<TreeView> m_view;

    QString currentName() const { return text::qs(m_fixture->model.row(m_view->currentIndex().row()).name); }
    void press(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier)
    {
        QTest::keyClick(m_view.get(), key, with);
        QCoreApplication::processEvents();
    }
    void choose(const char* name)
    {
        m_view->setCurrentIndex(m_fixture->model.index(m_fixture->row(name), 0));
        QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void initTestCase() { m_theme.install(*qApp, theme::Mode::Light); }
    void init()
    {
        m_fixture = std::make_unique<test::TreeFixture>();
        m_view = std::make_unique<TreeView>(m_theme);
        m_view->setTreeModel(&m_fixture->model);
        m_view->resize(796, 460);
        m_view->show();
        m_fixture->fill();
        m_view->activateWindow();
        m_view->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void cleanup()
    {
        m_view.reset();
        m_fixture.reset();
    }

    void aDraggedColumnKeepsItsWidthAndMessageTakesTheRest()
    {
        auto* header = m_view->horizontalHeader();
        const auto total = [&] { return header->length(); };
        const int before = total();
        header->resizeSection(TreeModel::Name, 300); // what dragging does
        QCOMPARE(header->sectionSize(TreeModel::Name), 300);
        QCOMPARE(total(), before);
        m_view->resize(900, 460);
        QCOMPARE(header->sectionSize(TreeModel::Name), 300);
        QCOMPARE(total(), m_view->viewport()->width());
    }

    void columnWidthsAreKeptAndDamagedOnesChangeNothing()
    {
        m_view->horizontalHeader()->resizeSection(TreeModel::State, 160);
        const QByteArray kept = m_view->columnWidths();
        TreeView other(m_theme);
        other.setTreeModel(&m_fixture->model);
        other.resize(796, 460);
        other.show();
        other.setColumnWidths(kept);
        QCOMPARE(other.horizontalHeader()->sectionSize(TreeModel::State), 160);
        other.setColumnWidths("ÿ,,x,9999999999,-3");
        QCOMPARE(other.horizontalHeader()->sectionSize(TreeModel::State), 160);
        other.setTreeModel(nullptr);
    }

    void theKeysScrollTheirRowIntoSight()
    {
        m_view->resize(796, 160);
        choose("payments");
        for (const auto key : {Qt::Key_End, Qt::Key_Home, Qt::Key_PageDown, Qt::Key_PageDown}) {
            press(key);
            QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex()).center()));
        }
    }

    void aChosenRowStaysInSightWhenABannerTakesRoom()
    {
        m_view->resize(796, 260);
        m_view->setCurrentIndex(m_fixture->model.index(m_view->rowAt(m_view->viewport()->height() - 1), 0));
        QCoreApplication::processEvents();
        m_view->resize(796, 200);
        QCoreApplication::processEvents();
        const QRect row = m_view->visualRect(m_view->currentIndex());
        QVERIFY2(m_view->viewport()->rect().contains(row.center()), qPrintable(QString::number(row.center().y())));
    }

    void leftAndRightCollapseExpandAndWalk()
    {
        choose("payments");
        const int rows = m_fixture->model.rowCount();
        press(Qt::Key_Left);
        QVERIFY(m_fixture->model.rowCount() < rows);
        QCOMPARE(currentName(), QStringLiteral("payments"));
        press(Qt::Key_Right);
        QCOMPARE(m_fixture->model.rowCount(), rows);
        press(Qt::Key_Right);
        const int child = m_view->currentIndex().row();
        QCOMPARE(m_fixture->model.tree().parentRow(child), m_fixture->row("payments"));
        press(Qt::Key_Left);
        QCOMPARE(currentName(), QStringLiteral("payments"));
    }

    void theCurrentRowGoesUpWhenItsBranchIsFolded()
    {
        choose("payments");
        press(Qt::Key_Right);
        QVERIFY(currentName() != QStringLiteral("payments"));
        const int head = m_fixture->row("payments");
        QTest::mouseClick(
            m_view->viewport(), Qt::LeftButton, {}, m_view->visualRect(m_fixture->model.index(head, 0)).topLeft() + QPoint(6 + 16 + 6, 12));
        QCoreApplication::processEvents();
        QCOMPARE(currentName(), QStringLiteral("payments"));
    }

    void homeEndAndTypingMoveTheCurrentRow()
    {
        press(Qt::Key_End);
        QCOMPARE(m_view->currentIndex().row(), m_fixture->model.rowCount() - 1);
        press(Qt::Key_Home);
        QCOMPARE(m_view->currentIndex().row(), 0);
        QTest::keyClicks(m_view.get(), QStringLiteral("infra"));
        QCOMPARE(currentName(), QStringLiteral("infrastructure"));
    }

    void enterActivatesAndTheCurrentObjectIsAnnouncedOnce()
    {
        QSignalSpy activated(m_view.get(), &TreeView::activated);
        QSignalSpy current(m_view.get(), &TreeView::currentObjectChanged);
        QVERIFY(m_view->select(m_fixture->key(Kind::Kustomization, "flux-system", "web")));
        QCoreApplication::processEvents();
        QCOMPARE(current.count(), 1);
        press(Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.front().front().value<ObjectKey>(), m_view->currentObject());
    }

    void selectionStaysWithItsObjectWhenRowsAboveComeAndGo()
    {
        QVERIFY(m_view->select(m_fixture->key(Kind::Kustomization, "flux-system", "policies")));
        const int before = m_view->currentIndex().row();
        QSignalSpy current(m_view.get(), &TreeView::currentObjectChanged);
        QCoreApplication::processEvents();
        current.clear();
        m_fixture->model.tree().setExpanded(m_fixture->row("payments"), false);
        QCoreApplication::processEvents();
        QVERIFY(m_view->currentIndex().row() != before);
        QCOMPARE(currentName(), QStringLiteral("policies"));
        QCOMPARE(m_view->selectedObjects().size(), std::size_t(1));
        QCOMPARE(current.count(), 0);
    }

    void selectionSurvivesAReset()
    {
        QVERIFY(m_view->select(m_fixture->key(Kind::Kustomization, "flux-system", "policies")));
        m_fixture->model.tree().collapseAll();
        m_fixture->model.tree().expandAll();
        QVERIFY(m_view->select(m_fixture->key(Kind::Kustomization, "flux-system", "policies")));
        m_fixture->model.tree().setProblemsFirst(true);
        m_fixture->model.tree().setProblemsFirst(false);
        QCoreApplication::processEvents();
        QCOMPARE(currentName(), QStringLiteral("policies"));
        QCOMPARE(m_view->selectedObjects().size(), std::size_t(1));
    }

    void whatIsOnScreenHoldsStillWhenRowsAboveGo()
    {
        m_view->resize(796, 200);
        choose("infrastructure");
        m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtTop);
        QCoreApplication::processEvents();
        const int y = m_view->rowViewportPosition(m_fixture->row("infrastructure"));
        QVERIFY(m_view->verticalScrollBar()->value() > 72);
        m_fixture->model.tree().setExpanded(m_fixture->row("payments"), false);
        QCoreApplication::processEvents();
        QCOMPARE(m_view->rowViewportPosition(m_fixture->row("infrastructure")), y);
    }

    void narrowViewsGiveUpNextThenAppliedThenRevision()
    {
        const auto hidden = [&](int width) {
            m_view->resize(width, 460);
            QCoreApplication::processEvents();
            return std::array<bool, 3>{m_view->isColumnHidden(TreeModel::Next), m_view->isColumnHidden(TreeModel::Applied),
                m_view->isColumnHidden(TreeModel::Revision)};
        };
        QCOMPARE(hidden(1600), (std::array<bool, 3>{false, false, false}));
        QCOMPARE(hidden(420), (std::array<bool, 3>{true, true, true}));
        for (int width = 1600; width > 400; width -= 50) {
            const auto h = hidden(width);
            QVERIFY(h[0] || !h[1]);
            QVERIFY(h[1] || !h[2]);
        }
    }

    void aScreenReaderFindsRowsAndCells()
    {
        QAccessibleInterface* tree = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(tree);
        QCOMPARE(tree->text(QAccessible::Name), QStringLiteral("Tree"));
        QCOMPARE(m_view->objectName(), QStringLiteral("tree"));
        QCOMPARE(tree->childCount(), m_fixture->model.rowCount());
        const int at = m_fixture->row("payments");
        QAccessibleInterface* row = tree->child(at);
        QVERIFY(row && row->isValid());
        QCOMPARE(row->text(QAccessible::Name), QStringLiteral("Kustomization/flux-system/payments, failed"));
        QVERIFY(row->state().expanded);
        QCOMPARE(row->parent(), tree);
        QCOMPARE(tree->indexOfChild(row), at);
        QCOMPARE(row->childCount(), int(TreeModel::ColumnCount));
        QAccessibleInterface* state = row->child(TreeModel::State);
        QCOMPARE(state->text(QAccessible::Name), QStringLiteral("State"));
        QCOMPARE(state->text(QAccessible::Description), QStringLiteral("Failed"));
        QVERIFY(tree->tableInterface());
        QCOMPARE(tree->tableInterface()->cellAt(at, TreeModel::State), state);
        // A row that moves stays the same object; one that is folded away is no longer valid.
        QAccessibleInterface* child = tree->child(at + 1);
        m_fixture->model.tree().setExpanded(at, false);
        QVERIFY(row->isValid());
        QVERIFY(row->state().collapsed);
        QVERIFY(!child->isValid());
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<int>("width");
        QTest::newRow("light-796") << false << 796;
        QTest::newRow("dark-796") << true << 796;
        QTest::newRow("light-1292") << false << 1292;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(int, width);
        m_theme.setMode(dark ? theme::Mode::Dark : theme::Mode::Light);
        m_view->resize(width, 520);
        choose("payments");
        const QImage picture = m_view->grab().toImage();
        QCOMPARE(picture.pixelColor(width / 2, 515), m_theme.color(theme::Color::Base));
        const QString folder = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
        if (!folder.isEmpty())
            QVERIFY(picture.save(QDir(folder).filePath(QStringLiteral("tree-%1.png").arg(QString::fromLatin1(QTest::currentDataTag())))));
        m_theme.setMode(theme::Mode::Light);
    }
};

QTEST_MAIN(TestTreeView)
#include "tst_tree_view.moc"

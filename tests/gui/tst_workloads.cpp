// SPDX-License-Identifier: Apache-2.0
// The children of a workload in the real window, against the demo's API server: keyboard, accessible names, inspector.
// DRIFTGLASS_TEST_SHOTS=DIR keeps pictures of it.
#include "window_fixture.h"

#include "demo/demo_cluster.h"
#include "theme/theme.h"
#include "views/inspector.h"
#include "views/tree_page.h"
#include "widgets/tree_view.h"
#include "window/main_window.h"
#include "window/screenshot.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QRegularExpression>
#include <QTest>

using namespace dg;

class TestWorkloads : public QObject {
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
    void init()
    {
        m_services = std::make_unique<test::FakeServices>();
        kube::ConnectionSpec spec;
        spec.name = "demo";
        spec.endpoint.baseUrl = m_demo->baseUrl();
        spec.auth.token = m_demo->token();
        auto session = std::make_unique<session::ClusterSession>(
            spec, session::SessionOptions{}, m_services->strings, m_clock, m_services->log, [](const kube::ExecSpec&) { return false; });
        m_services->list.add(std::make_unique<items::ClusterModel>(std::move(session), m_services->strings, m_clock));
        m_services->list.cluster(0)->start();
        m_window = std::make_unique<window::MainWindow>(*m_services);
        m_window->resize(1280, 800);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_VERIFY_WITH_TIMEOUT(tree().findManaged(key("apps", "Deployment", "api")), 30'000);
    }
    void cleanup()
    {
        m_window.reset();
        m_services.reset();
    }

    void aDeploymentIsOpenedByKeyboardAndItsPodsAreNamed();
    void theInspectorListsThePodsOfAClosedWorkload();
    void aPodShowsItsOwnersImageAndManifest();
    void aCollapsedTreeAsksForNoPods();

private:
    tree::FleetTree& tree() { return m_window->cluster()->tree(); }
    ObjectKey key(const char* group, const char* kind, const char* name)
    {
        auto& pool = m_services->strings;
        return {pool.intern(group), pool.intern(kind), pool.intern("payments"), pool.intern(name)};
    }
    // Rows by their accessible names, as a screen reader finds them.
    QStringList rowNames()
    {
        QStringList names;
        auto* rows = QAccessible::queryAccessibleInterface(m_window->findChild<QWidget*>(u"tree"_qs));
        for (int i = 0; rows && i < rows->childCount(); ++i)
            names << rows->child(i)->text(QAccessible::Name);
        return names;
    }
    void shot(const char* name)
    {
        const QString folder = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
        if (folder.isEmpty())
            return;
        for (const auto mode : {theme::Mode::Light, theme::Mode::Dark}) {
            m_theme.setMode(mode);
            for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
                QVERIFY(window::saveScreenshot(*m_window, size,
                    QStringLiteral("%1/%2-%3-%4.png")
                        .arg(folder, QLatin1String(name), mode == theme::Mode::Dark ? u"dark"_qs : u"light"_qs)
                        .arg(size.width())));
        }
        m_theme.setMode(theme::Mode::Light);
    }

    theme::Theme m_theme;
    SystemClock m_clock;
    std::unique_ptr<demo::DemoCluster> m_demo;
    std::unique_ptr<test::FakeServices> m_services;
    std::unique_ptr<window::MainWindow> m_window;
};

void TestWorkloads::aDeploymentIsOpenedByKeyboardAndItsPodsAreNamed()
{
    auto* view = m_window->findChild<widgets::TreeView*>();
    view->setFocus();
    QVERIFY(view->select(key("apps", "Deployment", "api")));
    const QStringList before = rowNames();
    const auto place = before.indexOf(QRegularExpression(u"^Deployment payments/api, .*"_qs));
    QVERIFY(place > 0);
    QVERIFY(before.filter(QRegularExpression(u"^Pod "_qs)).isEmpty());
    QTest::keyClick(view, Qt::Key_Right);
    QTRY_COMPARE_WITH_TIMEOUT(rowNames().filter(QRegularExpression(u"^Pod payments/api-\\S+, Reconciling$"_qs)).size(), 3, 30'000);
    const QStringList after = rowNames();
    QCOMPARE(after[place], before[place]); // the entry keeps its place
    QVERIFY2(after[place + 1].startsWith(u"ReplicaSet payments/api-"_qs), qPrintable(after[place + 1]));
    auto* page = m_window->findChild<views::TreePage*>();
    QTest::keyClick(view, Qt::Key_Right); // to the first child
    QTest::keyClick(view, Qt::Key_Down);
    const auto pod = page->selectedObjects();
    QCOMPARE(pod.size(), std::size_t{1});
    QCOMPARE(pod.front().kind.str(), std::string("Pod"));
    const auto message = view->currentIndex().siblingAtColumn(items::TreeModel::Message).data().toString();
    QVERIFY2(QRegularExpression(u"^ImagePullBackOff, registry.example.com/payments/api:2.14.0 on node-\\d$"_qs).match(message).hasMatch(),
        qPrintable(message));
    shot("workloads");
    QTest::keyClick(view, Qt::Key_Left); // up to the ReplicaSet, the Deployment, and closed
    QTest::keyClick(view, Qt::Key_Left);
    QTest::keyClick(view, Qt::Key_Left);
    QTest::keyClick(view, Qt::Key_Left);
    QCOMPARE(rowNames().filter(QRegularExpression(u"^Pod "_qs)).size(), 0);
}

void TestWorkloads::theInspectorListsThePodsOfAClosedWorkload()
{
    m_window->findChild<widgets::TreeView*>()->select(key("apps", "Deployment", "api"));
    auto* inspector = m_window->findChild<views::Inspector*>();
    QTRY_COMPARE_WITH_TIMEOUT(
        inspector->overviewText().count(u"ImagePullBackOff, registry.example.com/payments/api:2.14.0 on node-"_qs), 3, 30'000);
    shot("workload-inspector");
    // A Pod of the list is a link to its row.
    QAbstractButton* link = nullptr;
    for (auto* button : inspector->findChildren<QAbstractButton*>()) {
        if (button->text().startsWith(u"api-"_qs) && button->accessibleName().contains(u"ImagePullBackOff"_qs))
            link = button;
    }
    QVERIFY(link);
    link->click();
    QCOMPARE(inspector->objects().size(), std::size_t{1});
    QCOMPARE(inspector->objects().front().kind.str(), std::string("Pod"));
}

void TestWorkloads::aPodShowsItsOwnersImageAndManifest()
{
    auto* view = m_window->findChild<widgets::TreeView*>();
    view->select(key("apps", "StatefulSet", "postgres"));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Right);
    QTRY_VERIFY_WITH_TIMEOUT(tree().findWorkload(key("", "Pod", "postgres-0")), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(view->select(key("", "Pod", "postgres-0")), 30'000);
    auto* inspector = m_window->findChild<views::Inspector*>();
    const QString words = inspector->overviewText();
    QVERIFY2(words.contains(u"StatefulSet  postgres"_qs), qPrintable(words));
    QVERIFY2(words.contains(u"Image  registry.example.com/payments/postgres"_qs) && words.contains(u"Node  node-"_qs), qPrintable(words));
    shot("pod-inspector");
    inspector->setCurrentTab(views::Inspector::YamlTab);
    QTRY_VERIFY_WITH_TIMEOUT(inspector->findChild<QWidget*>(u"yaml"_qs) != nullptr, 30'000);
}

void TestWorkloads::aCollapsedTreeAsksForNoPods()
{
    auto* view = m_window->findChild<widgets::TreeView*>();
    view->select(key("apps", "Deployment", "api"));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Right);
    QVERIFY(!tree().wantedWorkloads().empty());
    QTest::keyClick(view, Qt::Key_Asterisk); // everything
    int open = 0;
    for (int i = 0; i < tree().rowCount(); ++i)
        open += tree().row(i).type == tree::RowType::Managed && tree().row(i).expanded;
    QCOMPARE(open, 1);
    view->collapseAllRows();
    view->expandAllRows();
    QCOMPARE(rowNames().filter(QRegularExpression(u"^Pod "_qs)).size(), 0);
}

QTEST_MAIN(TestWorkloads)
#include "tst_workloads.moc"

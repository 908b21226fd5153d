// SPDX-License-Identifier: Apache-2.0
// The Checks view in the real window, over the demo cluster: what it lists, the keys, accepting, copying.
// DRIFTGLASS_TEST_SHOTS=DIR keeps pictures of it.
#include "demo/demo_cluster.h"
#include "gitlab_standin.h"
#include "window_fixture.h"

#include "items/checks_list_model.h"
#include "text/check_words.h"
#include "theme/theme.h"
#include "views/checks_page.h"
#include "views/inspector.h"
#include "widgets/labels.h"
#include "window/main_window.h"
#include "window/screenshot.h"

#include <QAccessible>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTest>

using namespace dg;
using items::ChecksListModel;
using Group = ChecksListModel::Group;

namespace {

constexpr int Patience = 40'000; // ms; only a failure waits that long

struct Opened {
    SystemClock clock; // these two outlive the clusters
    Logger log;
    test::FakeServices services;
    items::ClusterModel* cluster = nullptr;
    std::unique_ptr<window::MainWindow> window;
    views::ChecksPage* page = nullptr;

    explicit Opened(const demo::DemoCluster& demo, QSize size = {1280, 800}, const std::vector<window::AgentChoice>& through = {})
    {
        services.recent = through;
        services.token = Secret("user-token");
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
        cluster->start();
        services.manual.advance(std::chrono::duration_cast<Millis>(clock.wall() - services.manual.wall())); // the window's clock
        window = std::make_unique<window::MainWindow>(services);
        page = window->findChild<views::ChecksPage*>();
        window->resize(size);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
        window->showView(QStringLiteral("checks"));
    }
    [[nodiscard]] bool load()
    {
        return QTest::qWaitFor([this] { return page->attention() > 0 && window->isSettled(); }, Patience);
    }
    template <class T = QWidget> [[nodiscard]] T* find(const char* name) { return window->findChild<T*>(QLatin1String(name)); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(window.get(), static_cast<Qt::Key>(key), modifiers); }
    [[nodiscard]] QString title() { return find<QLabel>("checkTitle")->text(); }
    [[nodiscard]] int groupRow(Group group)
    {
        for (int i = 0; i < page->model().rowCount(); ++i) {
            if (page->model().row(i).isGroup && page->model().row(i).group == group)
                return i;
        }
        return -1;
    }
};

} // namespace

class TestChecksView : public QObject {
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
    void theDemosRisksStandInTheirGroupsAndTheWorstIsShown()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        const auto& model = opened.page->model();
        QCOMPARE(opened.groupRow(Group::FixSoon), 0);
        QVERIFY(opened.groupRow(Group::Consider) > 0 && opened.groupRow(Group::Passed) > opened.groupRow(Group::Consider));
        const auto* open = model.outcome(checks::Id::ReceiverOpen);
        QVERIFY(open && open->verdict == checks::Verdict::FixSoon);
        QCOMPARE(open->subjects.size(), std::size_t(1));
        QCOMPARE(open->subjects.front().object.name.str(), std::string("gitlab-docs"));
        QCOMPARE(opened.title(), QStringLiteral("Receiver gitlab-docs answers anyone who can reach it"));
        QVERIFY(opened.find<QPlainTextEdit>("checkYaml")->toPlainText().contains(QLatin1String("name: gitlab-docs-token")));
        const auto* credentials = model.outcome(checks::Id::Credentials);
        QVERIFY(credentials && !credentials->subjects.empty());
        // Buckets may not be listed: what is about them could not be told.
        QCOMPARE(int(model.outcome(checks::Id::SourceInsecure)->verdict), int(checks::Verdict::CouldNotTell));
        const auto sum = checks::tally(model.outcomes());
        QCOMPARE(opened.find<QLabel>("checksSum")->text(), QStringLiteral("%1 of %2 need attention").arg(sum.attention()).arg(sum.all()));
        QCOMPARE(opened.find<widgets::CountPill>("checksCount")->count(), sum.attention());
        shot(opened, "checks");
    }
    void throughGitLabItsTokenAndItsAgentAreLookedAtToo()
    {
        test::GitLabStandin gitlab;
        QVERIFY2(!gitlab.url().isEmpty(), gitlab.why().constData());
        window::AgentChoice choice;
        choice.agentId = 7;
        choice.account.host = gitlab.url();
        choice.account.user = QStringLiteral("ada");
        Opened opened(*m_demo, {1280, 800}, {choice});
        QVERIFY(opened.load());
        const auto& model = opened.page->model();
        const auto verdict = [&](checks::Id id) {
            const auto* outcome = model.outcome(id);
            return outcome ? QString::fromLatin1(checks::verdictWord(outcome->verdict)) : QStringLiteral("none");
        };
        QTRY_COMPARE_WITH_TIMEOUT(verdict(checks::Id::TokenExpiry), QStringLiteral("passed"), Patience);
        QCOMPARE(verdict(checks::Id::AgentVersion), QStringLiteral("passed"));
        QVERIFY(verdict(checks::Id::UserAccess) != QLatin1String("none"));
        // The agent made a Receiver for platform/docs, which this GitLab does not show to everybody: said in the check and in the
        // inspector of its source.
        const auto* push = model.outcome(checks::Id::PushArmed);
        const auto docs = std::ranges::find_if(push->subjects, [](const checks::Subject& one) { return one.object.name.view() == "docs"; });
        QVERIFY(docs != push->subjects.end());
        const auto why = QStringLiteral("platform/docs is private and not the agent's own project");
        QCOMPARE(text::factText(*docs), why);
        opened.window->selectWhenSeen({"GitRepository", "flux-system", "docs"});
        QTRY_VERIFY_WITH_TIMEOUT(opened.window->findChild<views::Inspector*>()->overviewText().contains(why), Patience);
        // Another cluster, not opened through GitLab: nothing of it is said.
        opened.services.recent.clear();
        opened.window->showCluster(-1);
        opened.window->showCluster(0);
        QTRY_VERIFY_WITH_TIMEOUT(opened.page->attention() > 0 && opened.window->isSettled(), Patience);
        QCOMPARE(verdict(checks::Id::TokenExpiry), QStringLiteral("not-applicable"));
    }
    // Ctrl+Alt+R on a Receiver: what the dialog says is what the cluster is asked for.
    void aReceiverIsCalledFromTheTree()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        QVERIFY(opened.window->showView(QStringLiteral("tree")));
        opened.window->selectWhenSeen({"Receiver", "flux-system", "gitlab-docs"});
        auto* action = opened.find<QAction>("objectCallReceiver");
        QTRY_VERIFY_WITH_TIMEOUT(action->isEnabled(), Patience);
        action->trigger();
        auto* dialog = opened.find<QDialog>("callReceiver");
        QVERIFY(dialog);
        QVERIFY(opened.cluster->actions().empty());
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("receiverCall")), Qt::LeftButton);
        const auto called = [&] { // what the call asks is followed beside it
            return std::ranges::any_of(opened.cluster->actions(),
                [](const session::Action& one) { return one.key.toString() == "Receiver/flux-system/gitlab-docs"; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(called(), Patience);
        // Of another object it cannot be asked.
        opened.window->selectWhenSeen({"Kustomization", "flux-system", "quotas"});
        QTRY_VERIFY_WITH_TIMEOUT(!action->isEnabled(), Patience);
    }
    void keysWalkFilterAndLeadBack()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        opened.press(Qt::Key_1, Qt::AltModifier);
        QVERIFY(!opened.page->isVisible());
        opened.press(Qt::Key_6, Qt::AltModifier);
        QVERIFY(opened.page->isVisible());
        auto* list = opened.find<QListView>("checksList");
        QTRY_VERIFY(list->hasFocus());
        const auto before = opened.title();
        QTest::keyClick(list, Qt::Key_Down);
        QVERIFY(opened.title() != before); // the next check, not a group
        opened.press(Qt::Key_Slash);
        auto* filter = opened.find<QLineEdit>("checksFilter");
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("receiver"));
        QVERIFY(opened.page->model().rowOf(checks::Id::ReceiverOpen) > 0);
        QCOMPARE(opened.page->model().rowOf(checks::Id::Prune), -1);
        filter->setText(QStringLiteral("nothing like this"));
        QVERIFY(opened.find<QLabel>("checksEmpty")->isVisible());
        filter->clear();
        QVERIFY(opened.page->model().rowOf(checks::Id::Prune) > 0);
    }
    void theFixIsCopiedAndTheDocumentationOpened()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        QVERIFY(opened.page->select(checks::Id::ReceiverOpen));
        opened.press(Qt::Key_Y, Qt::AltModifier);
        QVERIFY(opened.services.board.text().startsWith(QLatin1String("apiVersion: v1\nkind: Secret\n")));
        QTest::mouseClick(opened.find<QPushButton>("checkDocumentation"), Qt::LeftButton);
        QCOMPARE(opened.services.urls.size(), std::size_t(1));
        QVERIFY(opened.services.urls.front().toString().startsWith(QLatin1String("https://fluxcd.io/")));
    }
    void anAcceptedRiskNeedsAReasonAndIsCountedApart()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        QVERIFY(opened.page->select(checks::Id::ReceiverOpen));
        const int before = opened.page->attention();
        opened.press(Qt::Key_A, Qt::AltModifier);
        auto* dialog = opened.find<QDialog>("acceptRisk");
        QVERIFY(dialog);
        auto* go = dialog->findChild<QPushButton*>(QStringLiteral("riskGo"));
        QVERIFY(!go->isEnabled());
        dialog->findChild<QLineEdit*>(QStringLiteral("riskReason"))->setText(QStringLiteral("the network is closed"));
        QVERIFY(go->isEnabled());
        QTest::mouseClick(go, Qt::LeftButton);
        QCOMPARE(opened.services.mutes.size(), std::size_t(1));
        const auto& mute = opened.services.mutes.front();
        QCOMPARE(mute.object, std::string("Receiver/flux-system/gitlab-docs"));
        QCOMPARE(mute.cluster, std::string("demo"));
        QVERIFY(!mute.since.empty());
        QCOMPARE(opened.page->attention(), before - 1);
        QVERIFY(opened.groupRow(Group::Accepted) > 0);
        QVERIFY(opened.page->model().outcome(checks::Id::ReceiverOpen)->isAccepted());
        QVERIFY(opened.find<QLabel>("checkAccepted")->text().contains(QLatin1String("the network is closed"))); // it stays chosen
        QVERIFY(!opened.find<QPushButton>("checkAccept")->isEnabled());
    }
    void anObjectsLinkLeadsIntoTheTree()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        QVERIFY(opened.page->select(checks::Id::ReceiverOpen));
        QAbstractButton* link = nullptr;
        for (auto* button : opened.page->findChildren<QAbstractButton*>()) {
            if (button->text() == QLatin1String("gitlab-docs"))
                link = button;
        }
        QVERIFY(link);
        QCOMPARE(link->accessibleName(), QStringLiteral("Receiver flux-system/gitlab-docs, path matches"));
        QTest::mouseClick(link, Qt::LeftButton);
        QCOMPARE(opened.find<QTabBar>("views")->currentIndex(), 0);
    }
    void everythingHasAnAccessibleName()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        for (auto* button : opened.page->findChildren<QAbstractButton*>()) {
            if (button->isVisible())
                QVERIFY2(
                    !QAccessible::queryAccessibleInterface(button)->text(QAccessible::Name).isEmpty(), qPrintable(button->objectName()));
        }
        auto* list = opened.find<QListView>("checksList");
        QVERIFY(!list->accessibleName().isEmpty());
        const auto row = opened.page->model().rowOf(checks::Id::ReceiverOpen);
        QCOMPARE(list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("Receiver gitlab-docs answers anyone who can reach it, Fix soon, Receiver, 1 objects"));
    }
    void picturesInBothThemesAndSizes()
    {
        m_theme.setMode(theme::Mode::Dark);
        Opened dark(*m_demo);
        QVERIFY(dark.load());
        shot(dark, "checks-dark");
        m_theme.setMode(theme::Mode::Light);
        Opened wide(*m_demo, {1920, 1080});
        QVERIFY(wide.load());
        shot(wide, "checks-1920");
        QVERIFY(wide.find("checksDetail")->width() > dark.find("checksDetail")->width());
    }

private:
    static void shot(Opened& opened, const char* name)
    {
        const auto folder = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
        if (!folder.isEmpty())
            QVERIFY(opened.window->grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png")));
    }
    theme::Theme m_theme;
    std::unique_ptr<demo::DemoCluster> m_demo;
};

QTEST_MAIN(TestChecksView)
#include "tst_checks_view.moc"

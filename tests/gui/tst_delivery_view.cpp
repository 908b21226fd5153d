// SPDX-License-Identifier: Apache-2.0
// The Delivery view in the real window: fed with objects by hand, GitLab's part by the stand-in (tests/gitlab/standin.py).
#include "../../ui/views/delivery_axis.h"
#include "../../ui/views/delivery_table.h"
#include "../../ui/views/delivery_track.h"
#include "gitlab/client.h"
#include "gitlab_standin.h"
#include "window_fixture.h"

#include "items/delivery_model.h"
#include "text/delivery_words.h"
#include "theme/theme.h"
#include "views/delivery_page.h"
#include "views/tree_page.h"
#include "widgets/buttons.h"
#include "window/main_window.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTest>

using namespace dg;
using delivery::Hop;
using delivery::HopState;

namespace {

struct Seen {
    test::FakeServices services;
    items::ClusterModel& cluster;
    std::unique_ptr<window::MainWindow> window;

    Seen()
        : cluster(services.addCluster("prod-eu-1"))
    {
    }
    void open()
    {
        window = std::make_unique<window::MainWindow>(services);
        window->resize(1280, 800);
        window->show();
        (void)QTest::qWaitForWindowActive(window.get());
        window->showCluster(0);
        QVERIFY(window->showView(QStringLiteral("delivery")));
    }
    template <class T> T* find(const char* name) { return window->findChild<T*>(QLatin1String(name)); }
    [[nodiscard]] views::DeliveryPage& page() { return *window->findChild<views::DeliveryPage*>(); }
    [[nodiscard]] const delivery::Delivery& one() { return *page().model().find(page().current()); }
    void give(items::ClusterModel& to, const std::shared_ptr<flux::FluxObject>& object)
    {
        std::vector<store::Delta> deltas{{object->key, store::RecordType::Flux, object, {}}};
        to.tree().setNow(services.manual.wall());
        to.tree().apply(deltas);
        Q_EMIT to.treeChanged();
    }
    void give(const std::shared_ptr<flux::FluxObject>& object) { give(cluster, object); }

    std::shared_ptr<flux::FluxObject> source(flux::Kind kind, const std::string& sha, const std::string& url, int minutesAgo)
    {
        const bool git = kind == flux::Kind::GitRepository;
        auto made = services.content.object(
            kind, "delivery", git ? ("main@sha1:" + sha).c_str() : ("latest@sha256:" + std::string(64, 'd')).c_str(), minutesAgo);
        made->url = url;
        if (!git) {
            flux::Trail trail;
            trail.originRevision = "main@sha1:" + sha;
            trail.originSource = url;
            trail.built = *made->artifactUpdated - Millis{60'000};
            made->trail = std::make_shared<flux::Trail>(trail);
        }
        return made;
    }
    // Applied 40 s after the source had it, four former runs before.
    std::shared_ptr<flux::FluxObject> application(const char* name, const flux::FluxObject& source)
    {
        auto made = services.content.object(flux::Kind::Kustomization, name, source.artifactRevision.c_str(), 1);
        made->source = {source.key.kind, source.key.ns, source.key.name};
        made->wait = true;
        flux::Trail trail;
        trail.originRevision = source.trail ? source.trail->originRevision : std::string();
        const auto healthy = *source.artifactUpdated + Millis{40'000};
        trail.history.push_back(
            {source.artifactRevision, trail.originRevision, "ReconciliationSucceeded", healthy, healthy, Millis{38'000}});
        for (int i = 1; i < 5; ++i) {
            const auto then = healthy - std::chrono::hours(5 * i);
            trail.history.push_back({"latest@sha256:" + std::string(64, static_cast<char>('0' + i)), {}, "ReconciliationSucceeded", then,
                then, Millis{10'000 * i}});
        }
        made->trail = std::make_shared<flux::Trail>(trail);
        return made;
    }
};

void shoot(QWidget& widget, const char* name)
{
    if (const auto folder = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !folder.isEmpty())
        widget.grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QLatin1String(".png"));
}

const std::string Sha(40, 'a');

} // namespace

class TestDeliveryView final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLargeClusterIsReadInSlices()
    {
        Seen seen;
        items::DeliveryModel model(seen.services.pool());
        model.setWords([](const delivery::Delivery&, bool) { return QString(); });
        std::vector<store::Delta> deltas;
        for (int i = 0; i < 600; ++i) {
            const auto made
                = seen.services.content.object(flux::Kind::Kustomization, ("app-" + std::to_string(i)).c_str(), "main@sha1:a", 1);
            deltas.push_back({made->key, store::RecordType::Flux, made, {}});
        }
        auto& tree = seen.cluster.tree();
        tree.setNow(seen.services.manual.wall());
        tree.apply(deltas);
        model.setTree(&tree);
        model.refresh(seen.services.manual.wall());
        QCOMPARE(model.rowCount(), 0); // the window got its turn in between
        // One goes while the rest is read.
        tree.apply(std::vector<store::Delta>{{deltas.back().key, store::RecordType::Flux, nullptr, {}}});
        QTRY_VERIFY(model.rowCount() >= 599); // it may have been read already
        model.refresh(seen.services.manual.wall());
        QTRY_COMPARE(model.rowCount(), 599);
        model.refresh(seen.services.manual.wall());
        model.setTree(nullptr); // in the midst of it
        QCoreApplication::processEvents();
        QCOMPARE(model.rowCount(), 0);
    }
    void initTestCase() { m_theme.install(*qApp, theme::Mode::Light); }

    void withoutAnAccountTheHopsOfGitLabSaySo()
    {
        Seen seen;
        const auto source = seen.source(flux::Kind::OCIRepository, Sha, "https://gitlab.example.com/team/delivery.git", 30);
        seen.give(source);
        seen.give(seen.application("shop", *source));
        seen.open();
        QCOMPARE(seen.one().standing, delivery::Standing::NotSignedIn);
        QCOMPARE(seen.one().at(Hop::Commit).state, HopState::Unknown);
        auto* track = seen.find<views::DeliveryTrack>("deliveryTrack");
        QVERIFY(track->sentence(Hop::Commit).contains(u"Not signed in"_qs));
        QVERIFY(track->sentence(Hop::Agent).contains(u"Not used for OCI"_qs)
            && track->sentence(Hop::Agent).contains(u"Receiver of its own"_qs));
        QVERIFY(track->sentence(Hop::Healthy).contains(u"done"_qs) && track->sentence(Hop::Healthy).contains(u"from the history"_qs));
        QVERIFY(!seen.find<QPushButton>("deliveryOpen")->isEnabled());
        QVERIFY(seen.find<QPushButton>("deliveryOpen")->toolTip().contains(u"Not signed in to GitLab"_qs));
        QCOMPARE(seen.find<QLabel>("deliveryAuthor")->text(), u"Not signed in to GitLab"_qs);
        shoot(*seen.window, "delivery-not-signed-in");
    }
    void theListSaysWhereEachStandsAndTheFilterKeepsTheChosenOne()
    {
        Seen seen;
        const auto source = seen.source(flux::Kind::OCIRepository, Sha, "https://gitlab.example.com/team/delivery.git", 30);
        seen.give(source);
        seen.give(seen.application("shop", *source));
        seen.give(seen.application("api", *source));
        auto broken = seen.application("billing", *source);
        broken->lastAppliedRevision = "latest@sha256:" + std::string(64, '1');
        test::TreeFixture::ready(*broken, flux::Tri::False, "HealthCheckFailed", "timeout waiting for: [Deployment/billing]");
        seen.give(broken);
        seen.open();
        const auto& model = seen.page().model();
        QAbstractItemModelTester tester(const_cast<items::DeliveryModel*>(&model), QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* list = seen.find<QListView>("deliveryList");
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(list->model()->index(0, 0).data().toString(), u"api"_qs);
        QVERIFY(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"Delivered in "_qs));
        QCOMPARE(seen.page().current(), broken->key); // what failed comes first to mind
        QVERIFY(seen.find<QLabel>("deliveryStands")->text().startsWith(u"Stands still at Healthy"_qs));
        QVERIFY(seen.find<QLabel>("deliveryCause")->text().contains(u"timeout waiting for: [Deployment/billing]"_qs));
        auto* filter = seen.find<QLineEdit>("deliveryFilter");
        filter->setText(u"BILL"_qs);
        QCOMPARE(model.rowCount(), 1);
        filter->setText(u"nobody"_qs);
        QCOMPARE(model.rowCount(), 0);
        filter->setText(u"team/delivery"_qs); // the project
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(seen.page().current(), broken->key);
        seen.cluster.tree().apply(std::vector<store::Delta>{{broken->key, store::RecordType::Flux, nullptr, {}}});
        Q_EMIT seen.cluster.treeChanged();
        QTRY_COMPARE(model.rowCount(), 2);
        QVERIFY(seen.page().current() != broken->key);
    }
    void keysWalkTheHopsAndTurnTheChartIntoATable()
    {
        Seen seen;
        const auto source = seen.source(flux::Kind::OCIRepository, Sha, "https://gitlab.example.com/team/delivery.git", 30);
        seen.give(source);
        seen.give(seen.application("shop", *source));
        seen.open();
        QTest::keyClick(seen.window.get(), Qt::Key_1, Qt::AltModifier);
        QCOMPARE(seen.find<QTabBar>("views")->currentIndex(), 0);
        QTest::keyClick(seen.window.get(), Qt::Key_3, Qt::AltModifier);
        QVERIFY(seen.page().isVisible());
        auto* track = seen.find<views::DeliveryTrack>("deliveryTrack");
        track->setFocus(Qt::TabFocusReason);
        QTest::keyClick(seen.window->focusWidget(), Qt::Key_Right);
        QTest::keyClick(seen.window->focusWidget(), Qt::Key_Right);
        QCOMPARE(seen.window->focusWidget()->accessibleName(), track->sentence(Hop::Agent));
        auto* table = seen.find<views::PlainTable>("deliveryRunTable");
        QVERIFY(!table->isVisible() && seen.find<QWidget>("deliveryChart")->isVisible());
        QTest::keyClick(seen.window->focusWidget(), Qt::Key_T);
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), 5);
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"latest@dddddddd"_qs); // newest first
        QCOMPARE(table->model()->index(1, 8).data().toString(), u"10 s"_qs);
        QTest::keyClick(seen.window->focusWidget(), Qt::Key_P, Qt::AltModifier);
        auto* projects = seen.find<views::PlainTable>("deliveryProjectTable");
        QVERIFY(projects->isVisible());
        QCOMPARE(projects->model()->index(0, 0).data().toString(), u"team/delivery"_qs);
        QCOMPARE(projects->model()->index(0, 2).data().toString(), u"OCI"_qs);
        QCOMPARE(projects->model()->index(0, 5).data().toString(), u"shop"_qs);
        QTest::keyClick(seen.window->focusWidget(), Qt::Key_Slash);
        QCOMPARE(seen.window->focusWidget()->objectName(), u"deliveryFilter"_qs);
        shoot(*seen.window, "delivery-projects");
    }
    void aFormerRunIsShownWithWhatIsKeptOfIt()
    {
        Seen seen;
        const auto source = seen.source(flux::Kind::OCIRepository, Sha, "https://gitlab.example.com/team/delivery.git", 30);
        seen.give(source);
        seen.give(seen.application("shop", *source));
        seen.open();
        auto* runs = seen.find<QPushButton>("deliveryRuns");
        QCOMPARE(runs->text(), u"Run 5 of 5"_qs);
        QCOMPARE(runs->menu()->actions().size(), 5);
        runs->menu()->actions().at(1)->trigger();
        QCOMPARE(runs->text(), u"Run 4 of 5"_qs);
        QVERIFY(seen.find<QLabel>("deliveryRevision")->text().contains(u"11111111"_qs));
        QVERIFY(seen.find<views::DeliveryTrack>("deliveryTrack")->sentence(Hop::Reported).contains(u"unknown"_qs));
    }
    void theStandInsCommitPipelineAndStatusAreFollowed()
    {
        test::GitLabStandin gitlab;
        QVERIFY2(!gitlab.url().isEmpty(), gitlab.why().constData());
        Seen seen;
        const auto url = gitlab.url().toStdString();
        seen.services.accounts = {{gitlab.url(), u"ada"_qs, {}, {}, 0, false}};
        seen.services.token = Secret("maintainer-token");
        // Newest first; the third commit's pipeline failed, so the second is what was delivered.
        Logger log;
        gitlab::Access access;
        access.host = *gitlab::parseHost(url);
        access.token.value = Secret("maintainer-token");
        gitlab::Client client(access, "driftglass/test", seen.services.real, log);
        const auto head = client.commit(43, "main");
        QVERIFY2(head, head ? "" : head.error().detail.c_str());
        const auto all = client.compare(43, head->sha + "~1", "main");
        QVERIFY(all && all->commits.size() == 1);
        const auto second = client.commit(43, head->sha + "~1");
        QVERIFY(second);
        seen.services.manual.advance(
            std::chrono::duration_cast<Millis>(*head->committed + std::chrono::hours(2) - seen.services.manual.wall()));
        seen.services.content.now = seen.services.manual.wall();
        const auto source = seen.source(
            flux::Kind::OCIRepository, second->sha, url + "/team/deploy.git", 178); // what the project was called when the image was made
        seen.give(source);
        seen.give(seen.application("shop", *source));
        seen.open();
        QTRY_COMPARE_WITH_TIMEOUT(seen.one().standing, delivery::Standing::Known, 20'000);
        QCOMPARE(seen.one().answer->project.path, std::string("team/delivery"));
        QCOMPARE(*seen.one().behind, std::size_t{1});
        QVERIFY(seen.one().pending);
        QCOMPARE(*seen.one().standsAt, Hop::Artifact);
        QVERIFY(seen.find<QLabel>("deliveryCause")->text().contains(u"Its job push-artifact failed."_qs));
        QCOMPARE(seen.find<QLabel>("deliveryTitle")->text(), u"Shop 4"_qs);
        QCOMPARE(seen.find<QLabel>("deliveryAuthor")->text(), u"Ada Byron"_qs);
        QCOMPARE(seen.find<QPushButton>("deliveryRuns")->text(), u"Run 6 of 6"_qs); // five that arrived, and this one
        QVERIFY(seen.find<widgets::LinkButton>("deliveryPipeline")->isVisible());
        QCOMPARE(seen.find<widgets::LinkButton>("deliveryBehind")->text(), u"1 commit"_qs);
        shoot(*seen.window, "delivery-pipeline-failed");
        seen.find<QPushButton>("deliveryOpen")->click();
        QCOMPARE(seen.services.urls.size(), std::size_t{1});
        QVERIFY(seen.services.urls.front().toString().endsWith(QString::fromStdString("/team/delivery/-/commit/" + head->sha)));
    }
    // An OAuth token goes as Bearer; where the account does not say that it is one, GitLab refuses it, and an account with an access
    // token of the same host is asked instead.
    void aSignInByTheBrowserIsSentAsBearer()
    {
        test::GitLabStandin gitlab;
        QVERIFY2(!gitlab.url().isEmpty(), gitlab.why().constData());
        Seen seen;
        gitlab::Access access;
        access.host = *gitlab::parseHost(gitlab.url().toStdString());
        std::optional<Result<gitlab::OAuthTokens>> tokens;
        seen.services.desk.signInByDevice(
            access, "driftglass",
            [&](const gitlab::DeviceCode& code) {
                gitlab.tell(u"device"_qs, {{u"user_code"_qs, QString::fromStdString(code.userCode)}, {u"user"_qs, u"mira"_qs}});
            },
            [&](Result<gitlab::OAuthTokens> got) { tokens = std::move(got); });
        QTRY_VERIFY_WITH_TIMEOUT(tokens.has_value(), 30'000);
        QVERIFY(*tokens);
        seen.services.token = (*tokens)->access;
        using window::AccountKind;
        seen.services.accounts = {{gitlab.url(), u"mira"_qs, {}, {}, 0, false, AccountKind::OAuth}};
        gitlab::Client client(
            {access.host, {}, {}, {gitlab::TokenKind::OAuth, (*tokens)->access}}, "driftglass/test", seen.services.real, seen.services.log);
        const auto head = client.commit(43, "main");
        QVERIFY(head);
        const auto source = seen.source(flux::Kind::OCIRepository, head->sha, gitlab.url().toStdString() + "/team/delivery.git", 10);
        seen.give(source);
        seen.give(seen.application("shop", *source));
        seen.open();
        QTRY_COMPARE_WITH_TIMEOUT(seen.one().standing, delivery::Standing::Known, 20'000);
        QCOMPARE(seen.one().answer->commit->sha, head->sha);
        // The same token without its kind, as settings had it before: refused.
        gitlab.tell(u"clear"_qs);
        seen.services.accounts = {{gitlab.url(), u"old"_qs, {}, {}, 0, false, AccountKind::Access}};
        QTest::keyClick(seen.window.get(), Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(seen.one().standing, delivery::Standing::Failed, 20'000);
        // After its two hours the browser's is not sent any more, the other account is.
        const auto now = std::chrono::duration_cast<std::chrono::seconds>(seen.services.manual.wall().time_since_epoch()).count();
        seen.services.accounts = {{gitlab.url(), u"mira"_qs, {}, {}, now, false, AccountKind::OAuth},
            {gitlab.url(), u"mira"_qs, {}, {}, 0, false, AccountKind::Access}};
        seen.services.token = Secret("maintainer-token");
        QTest::keyClick(seen.window.get(), Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(seen.one().standing, delivery::Standing::Known, 20'000);
        QVERIFY(!seen.services.asked.empty());
        QCOMPARE(int(seen.services.asked.back().kind), int(AccountKind::Access));
    }
    void addressesOfOtherHostsAreNotOpened()
    {
        Seen seen;
        seen.services.accounts = {{u"https://gitlab.example.com"_qs, u"ada"_qs, {}, {}, 0, false}};
        seen.open();
        auto* page = &seen.page();
        for (const auto* bad : {"http://gitlab.example.com/a/b", "https://evil.example.com/a/b", "file:///etc/passwd",
                 "https://x@gitlab.example.com/a", "javascript:alert(1)", "https://gitlab.example.com:444/a"})
            Q_EMIT page->openRequested(QLatin1String(bad));
        QVERIFY(seen.services.urls.empty());
        Q_EMIT page->openRequested(u"https://gitlab.example.com/a/b/-/commit/1"_qs);
        QCOMPARE(seen.services.urls.size(), std::size_t{1});
    }
    // In the inspector too, of whatever is chosen.
    void theInspectorsRevisionOpensItsCommit()
    {
        Seen seen;
        seen.services.accounts = {{u"https://gitlab.example.com"_qs, u"ada"_qs, {}, {}, 0, false}};
        const auto source = seen.source(flux::Kind::GitRepository, Sha, "https://gitlab.example.com/team/delivery.git", 30);
        seen.give(source);
        const auto application = seen.application("shop", *source);
        application->lastAppliedRevision = "main@sha1:" + std::string(40, 'b');
        seen.give(application);
        seen.open();
        QVERIFY(seen.window->showView(u"tree"_qs));
        seen.window->selectWhenSeen({"Kustomization", "flux-system", "shop"});
        const auto open = [&](const QString& name) {
            for (auto* link : seen.window->findChildren<widgets::LinkButton*>()) {
                if (link->accessibleName() == name + u", opens the commit in GitLab"_qs)
                    link->click();
            }
        };
        open(u"Applied main@bbbbbbbb"_qs);
        open(u"Source has main@aaaaaaaa"_qs);
        QCOMPARE(seen.services.urls,
            (std::vector<QUrl>{QUrl(u"https://gitlab.example.com/team/delivery/-/commit/"_qs + QString(40, u'b')),
                QUrl(u"https://gitlab.example.com/team/delivery/-/commit/"_qs + QString(40, u'a'))}));
    }
    void theClustersThatHaveTheCommitAreNamed()
    {
        Seen seen;
        auto& other = seen.services.addCluster("prod-us-1");
        seen.services.addCluster("empty");
        const auto source = seen.source(flux::Kind::OCIRepository, Sha, "https://gitlab.example.com/team/delivery.git", 30);
        for (auto* cluster : {&seen.cluster, &other}) {
            seen.give(*cluster, source);
            seen.give(*cluster, seen.application("shop", *source));
        }
        seen.open();
        auto* clusters = seen.find<widgets::LinkButton>("deliveryClusters");
        QVERIFY(clusters->isVisible());
        QCOMPARE(clusters->text(), u"In 2 of 3 clusters"_qs);
        clusters->click();
        const auto menus = seen.window->findChildren<QMenu*>();
        const auto open = std::find_if(menus.begin(), menus.end(), [](QMenu* menu) { return menu->isVisible(); });
        QVERIFY(open != menus.end());
        QCOMPARE((*open)->actions().at(1)->text(), u"prod-us-1"_qs);
        (*open)->close();
    }
    void theAxisHasThreeToFiveTicksOnRoundNumbers()
    {
        for (const qint64 seconds : {1, 7, 11, 59, 61, 300, 700, 3000, 4000, 40'000, 400'000}) {
            const auto axis = views::timeAxis(Millis{seconds * 1000});
            const auto ticks = axis.top / axis.step;
            QVERIFY2(ticks >= 1 && ticks <= 4, qPrintable(QString::number(seconds)));
            QVERIFY(axis.unit.count() * axis.top >= seconds * 1000);
        }
    }

private:
    theme::Theme m_theme;
};

QTEST_MAIN(TestDeliveryView)
#include "tst_delivery_view.moc"

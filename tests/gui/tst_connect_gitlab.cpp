// SPDX-License-Identifier: Apache-2.0
// The Connect dialog's GitLab page against the stand-in (tests/gitlab).
#include "../../ui/window/account_access.h"
#include "gitlab_standin.h"
#include "window_fixture.h"

#include "gitlab/glab.h"
#include "kube/kubeconfig.h"
#include "theme/theme.h"
#include "window/connect_dialog.h"
#include "window/main_window.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace dg;

class TestConnectGitLab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_theme.install(*qApp, theme::Mode::Light);
        m_gitlab = std::make_unique<test::GitLabStandin>();
        QVERIFY2(!m_gitlab->url().isEmpty(), m_gitlab->why().constData());
    }
    void cleanupTestCase() { m_gitlab.reset(); }
    void aTokenShowsItsUserItsScopesAndTheAgentsThatItReaches();
    void aChosenAgentIsOpenedWithTheInstancesOwnProxyAddress();
    void theFormForATokenIsOpenedWithTheLeastScopes();
    void aTokenForTheProxyAloneAsksForAddressAndNumber();
    void aRevokedTokenIsToldInPlace();
    void aKeptTokenSignsInWithoutTyping();
    void aKeychainThatGivesNothingIsToldAndTheTokenCanBeTyped();
    void theTestShowsEachStepAndTheLinesToCopy();
    void thePageOfAnEnvironmentFindsItsAgent();
    void aRefusedClusterOffersToSignInAgain();
    void aForgottenAccountLeavesTheListAndTheKeychain();
    void theBrowserSignsInWithTheCodeThatIsShown();
    void aKubeconfigForKubectlHoldsNoToken();
    void aRenewedTokenTakesThePlaceOfTheOldOne(); // last: the old one is revoked

private:
    struct Opened {
        test::FakeServices services;
        QWidget parent;
        QDialog* dialog = nullptr;
        template <class T> T* find(const char* name)
        {
            T* found = dialog->findChild<T*>(QLatin1String(name));
            if (!found)
                qFatal("no widget named %s", name);
            return found;
        }
        void open(const QString& address = {})
        {
            window::openConnectDialog(&parent, services, window::ConnectWay::GitLabAgent, {}, address);
            dialog = parent.findChild<QDialog*>(u"connect"_qs);
        }
        void type(const char* field, const QString& text)
        {
            auto* line = find<QLineEdit>(field);
            line->setFocus();
            line->setText(text);
            Q_EMIT line->editingFinished();
        }
        QString hint() { return find<QLabel>("connectHint")->text(); }
    };
    window::GitLabAccount keptAccount() const
    {
        window::GitLabAccount account;
        account.host = m_gitlab->url();
        account.user = u"ada"_qs;
        account.kept = true;
        return account;
    }
    void shoot(Opened& opened, const char* name)
    {
        const QString folder = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
        if (folder.isEmpty())
            return;
        QDir().mkpath(folder);
        m_theme.setMode(theme::Mode::Dark);
        QCoreApplication::processEvents();
        opened.dialog->grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QLatin1String("-dark.png"));
        m_theme.setMode(theme::Mode::Light);
        QCoreApplication::processEvents();
        opened.dialog->grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QLatin1String(".png"));
    }
    theme::Theme m_theme;
    std::unique_ptr<test::GitLabStandin> m_gitlab;
};

void TestConnectGitLab::aTokenShowsItsUserItsScopesAndTheAgentsThatItReaches()
{
    Opened opened;
    opened.open();
    opened.type("connectHost", m_gitlab->url());
    opened.type("connectToken", u"user-token"_qs);
    QTRY_VERIFY_WITH_TIMEOUT(opened.hint().contains(u"ada"_qs), 20'000);
    QVERIFY(opened.hint().contains(u"k8s_proxy"_qs) && opened.hint().contains(u"expires"_qs));
    auto* agents = opened.find<QComboBox>("connectAgent");
    QTRY_VERIFY_WITH_TIMEOUT(agents->findText(u"bed  "_qs, Qt::MatchStartsWith) >= 0, 20'000);
    const auto line = [&](const QString& name) { return agents->itemText(agents->findText(name + u"  "_qs, Qt::MatchStartsWith)); };
    QVERIFY2(line(u"bed"_qs).contains(u", connected 18."_qs), qPrintable(line(u"bed"_qs)));
    QVERIFY2(line(u"lab"_qs).contains(u"never connected"_qs), qPrintable(line(u"lab"_qs)));
    QVERIFY2(line(u"attic"_qs).contains(u"offline"_qs), qPrintable(line(u"attic"_qs)));
    QVERIFY(line(u"bed"_qs).contains(u"team/agents"_qs));
    shoot(opened, "connect-agents");
}

void TestConnectGitLab::aChosenAgentIsOpenedWithTheInstancesOwnProxyAddress()
{
    Opened opened;
    opened.open();
    opened.type("connectHost", m_gitlab->url());
    opened.type("connectToken", u"user-token"_qs);
    auto* agents = opened.find<QComboBox>("connectAgent");
    QTRY_VERIFY_WITH_TIMEOUT(agents->findText(u"bed-users  "_qs, Qt::MatchStartsWith) >= 0, 20'000);
    agents->setCurrentIndex(agents->findText(u"bed-users  "_qs, Qt::MatchStartsWith));
    QTest::mouseClick(opened.find<QPushButton>("connectAdd"), Qt::LeftButton);
    QCOMPARE(opened.services.choices.size(), std::size_t{1});
    const auto& chosen = opened.services.choices.front();
    QCOMPARE(chosen.agentId, quint64{8});
    QCOMPARE(chosen.name, u"bed-users"_qs);
    QCOMPARE(chosen.proxyUrl + u'/', m_gitlab->proxy());
    QCOMPARE(chosen.account.user, u"ada"_qs);
    QVERIFY(chosen.account.kept && chosen.account.expires > 0);
    QCOMPARE(opened.services.tokenSize, std::size_t{10});
}

void TestConnectGitLab::theFormForATokenIsOpenedWithTheLeastScopes()
{
    Opened opened;
    opened.open();
    auto* create = opened.find<QAbstractButton>("connectCreateToken");
    opened.find<QLineEdit>("connectHost")->setText(u"http://gitlab.example.com"_qs); // a token is not made over http
    QTest::mouseClick(create, Qt::LeftButton);
    QVERIFY(opened.services.urls.empty());
    QVERIFY(opened.find<QLabel>("connectError")->text().contains(u"https"_qs));
    opened.find<QLineEdit>("connectHost")->setText(u"gitlab.example.com/git"_qs);
    QTest::mouseClick(create, Qt::LeftButton);
    QCOMPARE(opened.services.urls,
        std::vector<QUrl>{
            QUrl(u"https://gitlab.example.com/git/-/user_settings/personal_access_tokens?name=Driftglass&scopes=k8s_proxy,read_api"_qs)});
}

void TestConnectGitLab::aTokenForTheProxyAloneAsksForAddressAndNumber()
{
    Opened opened;
    opened.open();
    opened.type("connectHost", m_gitlab->url());
    opened.type("connectToken", u"proxy-only-token"_qs);
    QTRY_VERIFY_WITH_TIMEOUT(opened.find<QCheckBox>("connectTyped")->isChecked(), 20'000);
    QVERIFY2(opened.hint().contains(u"Token ends in "_qs), qPrintable(opened.hint()));
    opened.type("connectUrl", m_gitlab->proxy());
    opened.type("connectAgentId", u"7"_qs);
    QTest::mouseClick(opened.find<QPushButton>("connectAdd"), Qt::LeftButton);
    QCOMPARE(opened.services.choices.size(), std::size_t{1});
    QCOMPARE(opened.services.choices.front().agentId, quint64{7});
}

void TestConnectGitLab::aRevokedTokenIsToldInPlace()
{
    Opened opened;
    opened.open();
    opened.type("connectHost", m_gitlab->url());
    opened.type("connectToken", u"revoked-token"_qs);
    QTRY_VERIFY_WITH_TIMEOUT(opened.hint().contains(u"does not accept this token"_qs), 20'000);
}

void TestConnectGitLab::aKeptTokenSignsInWithoutTyping()
{
    Opened opened;
    opened.services.accounts = {keptAccount()};
    opened.services.token = Secret("user-token");
    opened.open();
    QTRY_VERIFY_WITH_TIMEOUT(opened.find<QComboBox>("connectAgent")->count() > 0, 20'000);
    QVERIFY(opened.find<QLineEdit>("connectToken")->text().isEmpty()); // it is nowhere to be seen or copied from
}

void TestConnectGitLab::aKeychainThatGivesNothingIsToldAndTheTokenCanBeTyped()
{
    Opened opened;
    opened.services.accounts = {keptAccount()};
    opened.services.token = fail(ErrorCode::KeychainLocked);
    opened.open();
    QVERIFY2(opened.hint().contains(u"locked"_qs), qPrintable(opened.hint()));
    opened.type("connectToken", u"user-token"_qs);
    QTRY_VERIFY_WITH_TIMEOUT(opened.hint().contains(u"ada"_qs), 20'000);
}

void TestConnectGitLab::theTestShowsEachStepAndTheLinesToCopy()
{
    Opened opened;
    opened.open();
    opened.type("connectHost", m_gitlab->url());
    opened.type("connectToken", u"reporter-token"_qs); // a Reporter: GitLab refuses the agent
    opened.find<QCheckBox>("connectTyped")->setChecked(true);
    opened.type("connectUrl", m_gitlab->proxy());
    opened.type("connectAgentId", u"7"_qs);
    QTest::mouseClick(opened.find<QPushButton>("connectTest"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(opened.find<QPushButton>("connectTest")->isEnabled(), 30'000);
    auto* remedy = opened.find<QLabel>("connectRemedy");
    QVERIFY2(remedy->text().contains(u"Developer"_qs), qPrintable(remedy->text()));
    QTest::mouseClick(opened.find<QAbstractButton>("connectCopyYaml"), Qt::LeftButton);
    QVERIFY(opened.services.board.text().startsWith(u"user_access:"_qs));
    shoot(opened, "connect-refused");
}

void TestConnectGitLab::thePageOfAnEnvironmentFindsItsAgent()
{
    Opened opened;
    window::GitLabAccount account;
    account.host = m_gitlab->url();
    account.user = u"ada"_qs;
    opened.services.accounts = {account};
    opened.services.token = Secret("user-token");
    opened.open(m_gitlab->url() + u"/team/delivery/-/environments/1"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(opened.find<QLineEdit>("connectName")->text(), u"production"_qs, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(opened.find<QComboBox>("connectAgent")->currentText().startsWith(u"bed  "_qs), 20'000);
    QTest::mouseClick(opened.find<QPushButton>("connectAdd"), Qt::LeftButton);
    QCOMPARE(opened.services.choices.size(), std::size_t{1});
    QCOMPARE(opened.services.choices.front().agentId, quint64{7});
    QCOMPARE(opened.services.choices.front().account.host, m_gitlab->url());
}

void TestConnectGitLab::aRefusedClusterOffersToSignInAgain()
{
    test::FakeServices services;
    window::MainWindow window(services);
    Q_EMIT services.signInWanted(m_gitlab->url(), u"The system keychain is locked."_qs);
    auto* dialog = window.findChild<QDialog*>(u"connect"_qs);
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QLineEdit*>(u"connectHost"_qs)->text(), m_gitlab->url());
    QCOMPARE(dialog->findChild<QLabel*>(u"connectError"_qs)->text(), u"The system keychain is locked."_qs);
}

void TestConnectGitLab::aForgottenAccountLeavesTheListAndTheKeychain()
{
    Opened opened;
    opened.services.accounts = {keptAccount()};
    opened.services.token = Secret("user-token");
    opened.open();
    QTRY_VERIFY_WITH_TIMEOUT(opened.find<QComboBox>("connectAgent")->count() > 0, 20'000);
    opened.services.accounts.clear(); // what forgetting does
    QTest::mouseClick(opened.find<QAbstractButton>("connectForget"), Qt::LeftButton);
    QCOMPARE(opened.services.forgotten, QStringList{u"ada"_qs});
    QCOMPARE(opened.find<QComboBox>("connectAgent")->count(), 0);
    QTest::mouseClick(opened.find<QPushButton>("connectAdd"), Qt::LeftButton); // its token is nowhere any more
    QVERIFY(opened.services.choices.empty());
}

void TestConnectGitLab::theBrowserSignsInWithTheCodeThatIsShown()
{
    Opened opened;
    opened.open();
    opened.type("connectHost", m_gitlab->url());
    opened.find<QCheckBox>("connectMore")->setChecked(true);
    opened.type("connectApplication", u"driftglass"_qs);
    QTest::mouseClick(opened.find<QAbstractButton>("connectBrowser"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!opened.services.urls.empty(), 20'000);
    const auto code = QUrlQuery(opened.services.urls.front()).queryItemValue(u"user_code"_qs);
    QVERIFY2(!code.isEmpty() && opened.hint().contains(code), qPrintable(opened.hint()));
    m_gitlab->tell(u"device"_qs, {{u"user_code"_qs, code}, {u"user"_qs, u"ada"_qs}});
    QTRY_VERIFY_WITH_TIMEOUT(opened.hint().contains(u"ada"_qs), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(opened.find<QComboBox>("connectAgent")->findText(u"bed  "_qs, Qt::MatchStartsWith) >= 0, 20'000);
    // What the browser gave opens the API; the proxy wants a token of its own.
    opened.find<QComboBox>("connectAgent")
        ->setCurrentIndex(opened.find<QComboBox>("connectAgent")->findText(u"bed  "_qs, Qt::MatchStartsWith));
    QTest::mouseClick(opened.find<QPushButton>("connectAdd"), Qt::LeftButton);
    QVERIFY(opened.services.choices.empty());
    QVERIFY(opened.find<QLabel>("connectError")->text().contains(u"k8s_proxy"_qs));
    // With one the cluster is opened; what the browser gave goes on to open the API, as what it is.
    auto* token = opened.find<QLineEdit>("connectToken");
    token->setText(u"proxy-only-token"_qs);
    QTest::mouseClick(opened.find<QPushButton>("connectAdd"), Qt::LeftButton);
    QCOMPARE(opened.services.choices.size(), std::size_t{1});
    QCOMPARE(int(opened.services.choices.front().account.kind), int(window::AccountKind::Access));
    QCOMPARE(opened.services.accounts.size(), std::size_t{1});
    const auto& browser = opened.services.accounts.front();
    QVERIFY(browser.kind == window::AccountKind::OAuth && !browser.kept && browser.user == u"ada"_qs && browser.host == m_gitlab->url());
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(opened.services.manual.wall().time_since_epoch()).count();
    QCOMPARE(browser.expires - now, qint64{7200});
    gitlab::Client client(
        *window::accessOf(browser, opened.services.replacedToken), "driftglass/test", opened.services.real, opened.services.log);
    const auto as = client.user();
    QVERIFY(as);
    QCOMPARE(as->username, std::string("ada"));
    Opened again; // it is no token for the proxy: the page does not offer it
    again.services.accounts = {browser};
    again.open();
    QCOMPARE(again.find<QComboBox>("connectAccount")->count(), 1);
}

void TestConnectGitLab::aKubeconfigForKubectlHoldsNoToken()
{
    test::FakeServices services;
    services.addCluster("bed");
    window::AgentChoice choice;
    choice.proxyUrl = u"https://kas.example.com/k8s-proxy"_qs;
    choice.agentId = 7;
    choice.name = u"bed"_qs;
    choice.project = u"team/agents"_qs;
    choice.account.host = u"https://gitlab.example.com"_qs;
    services.recent = {choice};
    QTemporaryDir folder;
    services.savePath = folder.filePath(u"bed.yaml"_qs);
    window::MainWindow window(services);
    window.findChild<QAction*>(u"clusterExport"_qs)->trigger();
    QCOMPARE(services.suggested, u"bed.yaml"_qs);
    QVERIFY(window.findChild<QDialog*>(u"notice"_qs));
    const auto config = kube::loadKubeconfig(kube::KubeconfigSources{services.savePath.toStdString(), {}, {}});
    const auto spec = kube::resolve(config, "gitlab_example_com-team_agents-bed");
    QVERIFY(spec);
    QCOMPARE(spec->endpoint.baseUrl, std::string("https://kas.example.com/k8s-proxy"));
    QVERIFY(spec->auth.token.empty() && spec->auth.exec);
    const auto agent = gitlab::glabAgent(*spec);
    QVERIFY(agent && agent->agentId == 7 && agent->host.url() == "https://gitlab.example.com");
    QCOMPARE(QFile(services.savePath).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    const auto said = [&] { // the last notice; closed
        auto* notice = window.findChildren<QDialog*>(u"notice"_qs).value(0);
        QStringList words;
        for (const auto* label : notice ? notice->findChildren<QLabel*>() : QList<QLabel*>())
            words << label->text();
        delete notice;
        return words.join(u'\n');
    };
    QVERIFY2(said().contains(u"context gitlab_example_com-team_agents-bed"_qs), "nobody says what was written");
    const auto before = QFileInfo(services.savePath).lastModified();
    services.savePath.clear(); // nothing was chosen: nothing happens, nothing is said
    window.findChild<QAction*>(u"clusterExport"_qs)->trigger();
    QVERIFY(said().isEmpty());
    QCOMPARE(QFileInfo(folder.filePath(u"bed.yaml"_qs)).lastModified(), before);
    services.savePath = folder.filePath(u"no such folder/bed.yaml"_qs);
    window.findChild<QAction*>(u"clusterExport"_qs)->trigger();
    const auto failed = said();
    QVERIFY2(!failed.isEmpty() && !failed.contains(u"context gitlab_example_com"_qs), qPrintable(failed));
    services.recent.clear(); // a cluster of a kubeconfig: told, nothing written
    services.suggested.clear();
    window.findChild<QAction*>(u"clusterExport"_qs)->trigger();
    QVERIFY(services.suggested.isEmpty());
}

void TestConnectGitLab::aRenewedTokenTakesThePlaceOfTheOldOne()
{
    m_gitlab->tell(u"token"_qs, {{u"token"_qs, u"user-token"_qs}, {u"expires"_qs, 5}});
    Opened opened;
    opened.open();
    opened.type("connectHost", m_gitlab->url());
    opened.type("connectToken", u"user-token"_qs);
    auto* renew = opened.find<QAbstractButton>("connectRenew");
    QTRY_VERIFY_WITH_TIMEOUT(renew->isVisible(), 20'000);
    // A refusal is told, the old token goes on, and it may be tried again.
    m_gitlab->tell(u"fault"_qs,
        {{u"match"_qs, u"/self/rotate"_qs}, {u"times"_qs, 1}, {u"status"_qs, 403},
            {u"body"_qs, u"{\u0022message\u0022:\u0022403 Forbidden\u0022}"_qs}, {u"type"_qs, u"application/json"_qs}});
    QTest::mouseClick(renew, Qt::LeftButton);
    QVERIFY(!renew->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(renew->isEnabled(), 20'000);
    QVERIFY2(!opened.hint().contains(u"Renewing"_qs) && !opened.hint().contains(u"ada"_qs), qPrintable(opened.hint()));
    QVERIFY(opened.services.replaced.empty());
    QTest::mouseClick(renew, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!opened.services.replaced.empty(), 20'000);
    // Kept with its own end: 30 days from today, by the clock that GitLab's answer was asked with.
    const auto today = std::chrono::floor<std::chrono::days>(opened.services.real.wall());
    const auto end = std::chrono::floor<std::chrono::days>(WallTime{std::chrono::seconds{opened.services.accounts.front().expires}});
    QCOMPARE((end - today).count(), std::chrono::days{30}.count());
    QCOMPARE(opened.services.replaced.front(), (std::pair<QString, std::size_t>{u"ada"_qs, 28})); // "rotated-" and 20 digits
    QVERIFY(opened.find<QLineEdit>("connectToken")->text().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(opened.hint().contains(u"ada"_qs), 20'000); // signed in with the new one
    Opened again;
    again.open();
    again.type("connectHost", m_gitlab->url());
    again.type("connectToken", u"user-token"_qs);
    QTRY_VERIFY_WITH_TIMEOUT(again.hint().contains(u"does not accept this token"_qs), 20'000);
}

QTEST_MAIN(TestConnectGitLab)
#include "tst_connect_gitlab.moc"

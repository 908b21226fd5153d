// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include "history/store.h"
#include "items/history_desk.h"
#include "theme/theme.h"
#include "widgets/labels.h"
#include "window/connect_dialog.h"
#include "window/main_window.h"
#include "window/receiver_dialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace dg;

class TestDialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.install(*qApp, theme::Mode::Light); }
    void aContextThatCannotBeUsedSaysWhyAndIsNotOpened();
    void anAgentIsOpenedWithItsTokenMasked();
    void anAgentNameInPlaceOfTheNumberIsSaidInPlace();
    void aFailureOfOpeningStandsInTheDialog();
    void theConsentShowsTheWholeCommandAndAnswersOnce();
    void closingTheConsentDenies();
    void aSettingAppliesAtOnce();
    void theHistoryIsLimitedAndErasedHere();
    void aReceiverOfGitLabWantsItsTokenAndAGenericOneDoesNot();

private:
    template <class T> T* find(QWidget* parent, const char* name)
    {
        T* found = parent->findChild<T*>(QLatin1String(name));
        if (!found)
            qFatal("no widget named %s", name);
        return found;
    }
    theme::Theme m_theme;
};

void TestDialogs::aContextThatCannotBeUsedSaysWhyAndIsNotOpened()
{
    test::FakeServices services;
    window::ContextInfo bad;
    bad.name = QStringLiteral("old");
    bad.error = Error{ErrorCode::PluginMissing, "aws-iam-authenticator", ""};
    window::ContextInfo good;
    good.name = QStringLiteral("prod");
    good.current = true;
    services.known.contexts = {bad, good};
    QWidget parent;
    int row = -1;
    window::openConnectDialog(&parent, services, window::ConnectWay::Kubeconfig, [&](int r) { row = r; });
    auto* dialog = find<QDialog>(&parent, "connect");
    auto* list = find<QTreeWidget>(dialog, "connectContexts");
    auto* add = find<QPushButton>(dialog, "connectAdd");
    list->setCurrentItem(list->topLevelItem(0));
    QVERIFY(!add->isEnabled());
    QVERIFY(find<QLabel>(dialog, "connectError")->text().contains(u"aws-iam-authenticator"_qs));
    list->setCurrentItem(list->topLevelItem(1));
    QVERIFY(add->isEnabled());
    QTest::mouseClick(add, Qt::LeftButton);
    QCOMPARE(services.opened, u"prod"_qs);
    QCOMPARE(row, 0);
}

void TestDialogs::anAgentIsOpenedWithItsTokenMasked()
{
    test::FakeServices services;
    QWidget parent;
    window::openConnectDialog(&parent, services, window::ConnectWay::GitLabAgent, {});
    auto* dialog = find<QDialog>(&parent, "connect");
    auto* token = find<QLineEdit>(dialog, "connectToken");
    QCOMPARE(token->echoMode(), QLineEdit::Password);
    find<QLineEdit>(dialog, "connectUrl")->setText(u"https://kas.example.com/k8s-proxy"_qs);
    find<QLineEdit>(dialog, "connectAgentId")->setText(u"42"_qs);
    token->setText(u"not-a-real-token"_qs);
    QTest::mouseClick(find<QPushButton>(dialog, "connectAdd"), Qt::LeftButton);
    QCOMPARE(services.agentUrl, u"https://kas.example.com/k8s-proxy"_qs);
    QCOMPARE(services.agentId, quint64{42});
    QCOMPARE(services.tokenSize, std::size_t{16});
    QVERIFY(token->text().isEmpty());
}

void TestDialogs::anAgentNameInPlaceOfTheNumberIsSaidInPlace()
{
    test::FakeServices services;
    QWidget parent;
    window::openConnectDialog(&parent, services, window::ConnectWay::GitLabAgent, {});
    auto* dialog = find<QDialog>(&parent, "connect");
    find<QLineEdit>(dialog, "connectUrl")->setText(u"https://kas.example.com/k8s-proxy"_qs);
    find<QLineEdit>(dialog, "connectAgentId")->setText(u"prod-eu"_qs);
    QTest::mouseClick(find<QPushButton>(dialog, "connectAdd"), Qt::LeftButton);
    QVERIFY(services.agentUrl.isEmpty());
    QVERIFY(find<QLabel>(dialog, "connectError")->text().contains(u"number"_qs));
    QVERIFY(find<QLineEdit>(dialog, "connectAgentId")->property("error").toBool());
}

void TestDialogs::aFailureOfOpeningStandsInTheDialog()
{
    test::FakeServices services;
    services.answer = fail(ErrorCode::ConnectionRefused, "127.0.0.1:6443");
    QWidget parent;
    bool opened = false;
    window::openConnectDialog(&parent, services, window::ConnectWay::Demo, [&](int) { opened = true; });
    auto* dialog = find<QDialog>(&parent, "connect");
    QTest::mouseClick(find<QPushButton>(dialog, "connectAdd"), Qt::LeftButton);
    QVERIFY(!opened);
    QVERIFY(dialog->isVisible());
    QVERIFY(find<QLabel>(dialog, "connectError")->text().contains(u"127.0.0.1:6443"_qs));
}

void TestDialogs::theConsentShowsTheWholeCommandAndAnswersOnce()
{
    test::FakeServices services;
    window::MainWindow window(services);
    Q_EMIT services.consentAsked({7, u"prod"_qs, u"/usr/bin/helper"_qs, {u"--region"_qs, u"eu"_qs}, u"/home/a/.kube/config"_qs});
    auto* dialog = find<QDialog>(&window, "consent");
    const QString command = find<QPlainTextEdit>(dialog, "consentCommand")->toPlainText();
    QVERIFY(command.contains(u"/usr/bin/helper"_qs) && command.contains(u"--region"_qs) && command.contains(u"eu"_qs));
    QTest::mouseClick(find<QPushButton>(dialog, "consentAlways"), Qt::LeftButton);
    QCOMPARE(services.answers.size(), std::size_t{1});
    QVERIFY(services.answers.front() == std::pair(quint64{7}, window::Consent::AllowAlways));
}

void TestDialogs::closingTheConsentDenies()
{
    test::FakeServices services;
    window::MainWindow window(services);
    Q_EMIT services.consentAsked({8, u"prod"_qs, u"/usr/bin/helper"_qs, {}, {}});
    QTest::keyClick(find<QDialog>(&window, "consent"), Qt::Key_Escape);
    QCOMPARE(services.answers.size(), std::size_t{1});
    QVERIFY(services.answers.front() == std::pair(quint64{8}, window::Consent::Deny));
}

void TestDialogs::aSettingAppliesAtOnce()
{
    test::FakeServices services;
    window::MainWindow window(services);
    window.findChild<QAction*>(u"fileSettings"_qs)->trigger();
    auto* dialog = find<QDialog>(&window, "settings");
    auto* box = find<QComboBox>(dialog, "settingsTheme");
    box->setCurrentIndex(box->findData(u"dark"_qs));
    QCOMPARE(services.kept.theme, u"dark"_qs);
    QVERIFY(services.kept.trayShown);
    find<QCheckBox>(dialog, "settingsTray")->setChecked(false);
    QVERIFY(!services.kept.trayShown);
}

void TestDialogs::theHistoryIsLimitedAndErasedHere()
{
    test::FakeServices services;
    QTemporaryDir folder;
    const auto url = folder.filePath(u"history.sqlite"_qs).toStdString();
    const SystemClock clock;
    items::HistoryDesk desk({url, {}, "test"}, services.strings, clock, services.log);
    {
        auto store = history::Store::open(url, history::Store::Access::Write);
        QVERIFY(store.has_value());
        for (const auto* name : {"prod", "staging"}) {
            history::Batch batch;
            batch.cluster = *(*store)->cluster({name, name, "s"});
            batch.watched = history::Watched{WallTime{Millis{1}}, WallTime{Millis{2}}};
            QVERIFY((*store)->write(batch).has_value());
        }
    }
    services.historyKept = &desk;
    window::MainWindow window(services);
    window.findChild<QAction*>(u"fileSettings"_qs)->trigger();
    auto* dialog = find<QDialog>(&window, "settings");
    auto* days = find<QSpinBox>(dialog, "settingsHistoryDays");
    QCOMPARE(days->value(), 90);
    days->setFocus();
    days->setValue(30);
    Q_EMIT days->editingFinished();
    QCOMPARE(services.kept.historyDays, 30);
    find<QCheckBox>(dialog, "settingsHistory")->setChecked(false);
    QVERIFY(!services.kept.historyKept);
    auto* clusters = find<QComboBox>(dialog, "settingsHistoryClusters");
    QTRY_COMPARE(clusters->count(), 2);
    clusters->setCurrentIndex(clusters->findText(u"staging"_qs));
    auto* erase = find<QPushButton>(dialog, "settingsHistoryErase");
    erase->click();
    QCOMPARE(clusters->count(), 2); // asks first
    erase->click();
    QTRY_COMPARE(clusters->count(), 1);
    QCOMPARE(clusters->itemText(0), u"prod"_qs);
}

void TestDialogs::aReceiverOfGitLabWantsItsTokenAndAGenericOneDoesNot()
{
    StringPool pool;
    flux::FluxObject receiver;
    receiver.kind = flux::Kind::Receiver;
    receiver.key
        = {pool.intern("notification.toolkit.fluxcd.io"), pool.intern("Receiver"), pool.intern("flux-system"), pool.intern("apps")};
    receiver.secretName = pool.intern("hook");
    flux::Extras extras;
    extras.covers = {{pool.intern("OCIRepository"), pool.intern("flux-system"), pool.intern("apps")}};
    const auto setType = [&](const char* type) {
        extras.type = type;
        receiver.extras = std::make_shared<flux::Extras>(extras);
    };
    QWidget parent;
    std::vector<std::pair<std::string, bool>> calls;
    const auto open = [&] {
        window::openReceiverDialog(
            &parent, receiver, [&](session::ReceiverCall call) { calls.emplace_back(std::string(call.token.reveal()), call.readToken); });
        return parent.findChildren<QDialog*>(u"callReceiver"_qs).back();
    };
    setType("harbor");
    QVERIFY(!window::canCall(receiver)); // its proof is a header that the API server drops

    setType("generic");
    QVERIFY(window::canCall(receiver));
    QPointer<QDialog> generic = open();
    QVERIFY(!generic->findChild<QLineEdit*>(u"receiverToken"_qs));
    QStringList words; // whom the call asks
    for (const auto* label : generic->findChildren<widgets::PlainLabel*>())
        words << label->text();
    QVERIFY2(words.contains(u"OCIRepository flux-system/apps"_qs), qPrintable(words.join(u'|')));
    QTest::mouseClick(find<QPushButton>(generic, "receiverCall"), Qt::LeftButton);
    QCOMPARE(calls.size(), std::size_t{1});
    QTRY_VERIFY(!generic);

    setType("gitlab");
    QPointer<QDialog> typed = open();
    QCOMPARE(find<QLineEdit>(typed, "receiverToken")->echoMode(), QLineEdit::Password);
    QVERIFY(!find<QPushButton>(typed, "receiverCall")->isEnabled());
    find<QLineEdit>(typed, "receiverToken")->setText(u"hook-secret"_qs);
    QTest::mouseClick(find<QPushButton>(typed, "receiverCall"), Qt::LeftButton);
    QTRY_VERIFY(!typed);

    QPointer<QDialog> read = open();
    find<QLineEdit>(read, "receiverToken")->setText(u"typed before"_qs); // then chosen otherwise: not sent
    find<QRadioButton>(read, "receiverRead")->setChecked(true);
    QTest::mouseClick(find<QPushButton>(read, "receiverCall"), Qt::LeftButton);
    QCOMPARE(calls, (std::vector<std::pair<std::string, bool>>{{"", false}, {"hook-secret", false}, {"", true}}));
    QTRY_VERIFY(!read);

    receiver.secretName = {};
    QPointer<QDialog> nothing = open(); // there is no Secret to read
    QVERIFY(!find<QRadioButton>(nothing, "receiverRead")->isEnabled());
    QTest::mouseClick(find<QPushButton>(nothing, "receiverCancel"), Qt::LeftButton);
    QTRY_VERIFY(!nothing);
    QCOMPARE(calls.size(), std::size_t{3});
}

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"

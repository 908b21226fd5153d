// SPDX-License-Identifier: Apache-2.0
// Which addresses the application hands to the desktop: a cluster's or a server's text must not start programs.
#include "core/application.h"
#include "theme/theme.h"

#include <QDesktopServices>
#include <QTemporaryDir>
#include <QTest>

using namespace dg;

// Stands in for the desktop.
class Desktop final : public QObject {
    Q_OBJECT
public:
    QList<QUrl> opened;
public Q_SLOTS:
    void open(const QUrl& url) { opened << url; }
};

class TestOpenUrl final : public QObject {
    Q_OBJECT
public:
    static void initMain() { qputenv("QT_QPA_PLATFORM", "offscreen"); } // before there is an application
private Q_SLOTS:
    void onlyHttpsReachesTheDesktop()
    {
        Desktop desktop;
        const QStringList schemes{QStringLiteral("https"), QStringLiteral("http"), QStringLiteral("file"), QStringLiteral("ssh"),
            QStringLiteral("javascript"), QStringLiteral("driftglass")};
        for (const auto& scheme : schemes)
            QDesktopServices::setUrlHandler(scheme, &desktop, "open");
        QTemporaryDir profile;
        theme::Theme theme;
        core::Application::Options options;
        options.paths = core::Paths::under(profile.path());
        options.remember = false;
        options.systemKeychain = false;
        core::Application application(std::move(options), theme);
        for (const auto& scheme : schemes)
            application.openUrl(QUrl(scheme + QStringLiteral("://gitlab.example.com/a")));
        QCOMPARE(desktop.opened, QList<QUrl>{QUrl(QStringLiteral("https://gitlab.example.com/a"))});
        for (const auto& scheme : schemes)
            QDesktopServices::unsetUrlHandler(scheme);
    }
};

QTEST_MAIN(TestOpenUrl)
#include "tst_open_url.moc"

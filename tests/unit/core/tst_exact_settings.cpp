// SPDX-License-Identifier: Apache-2.0
// How a cluster is compared exactly outlives the program, for each cluster by itself.
#include "core/settings_store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace dg;

class TestExactSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachClusterHasItsOwn()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        items::ExactSettings settings;
        settings.folders = {{"GitRepository/web/storefront", "/home/ada/日本, x"}, {"OCIRepository/flux-system/apps", "/srv/apps"}};
        settings.dryRun = true;
        settings.every = Seconds{1800};
        settings.owners = {{"HelmRelease", "redis", "redis"}, {"Kustomization", "flux-system", "apps"}};
        {
            core::SettingsStore store(file);
            QVERIFY(store.exactSettings(QStringLiteral("a")) == items::ExactSettings{});
            store.setExactSettings(QStringLiteral("a"), settings);
            items::ExactSettings other;
            other.includeSecrets = true;
            store.setExactSettings(QStringLiteral("b"), other);
        }
        core::SettingsStore store(file);
        QVERIFY(store.exactSettings(QStringLiteral("a")) == settings);
        QVERIFY(store.exactSettings(QStringLiteral("b")).includeSecrets);
        settings.folders.erase("GitRepository/web/storefront");
        settings.owners.clear();
        store.setExactSettings(QStringLiteral("a"), settings);
        QVERIFY(core::SettingsStore(file).exactSettings(QStringLiteral("a")) == settings);
    }

    void whatWasWrittenByHandIsReadAsFarAsItMakesSense()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("[exact]\na\\everySeconds=-5\na\\owners=HelmRelease/x/y, nonsense\n");
        out.close();
        const auto settings = core::SettingsStore(file).exactSettings(QStringLiteral("a"));
        QCOMPARE(settings.every, Seconds{0});
        QCOMPARE(settings.owners.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestExactSettings)
#include "tst_exact_settings.moc"

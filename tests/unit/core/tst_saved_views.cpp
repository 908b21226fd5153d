// SPDX-License-Identifier: Apache-2.0
// Saved views outlive the program.
#include "core/settings_store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace dg;

class TestSavedViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void viewsAreThereAfterARestart()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        const std::vector<views::SavedView> views{
            {QStringLiteral("Failing, mine"), QStringLiteral("kind:ks \"two words\",b\\* 日本"), tree::Grouping::Namespace, false},
            {QStringLiteral("All"), {}, tree::Grouping::Source, true}, {QStringLiteral("Causes"), {}, tree::Grouping::Cause, true},
            {QStringLiteral("By kind"), QStringLiteral("x"), tree::Grouping::Kind, true}};
        {
            core::SettingsStore store(file);
            auto settings = store.load();
            QVERIFY(settings.views.empty());
            settings.views = views;
            store.save(settings);
        }
        core::SettingsStore store(file);
        auto settings = store.load();
        QVERIFY(settings.views == views);
        settings.views.erase(settings.views.begin());
        store.save(settings);
        QVERIFY(core::SettingsStore(file).load().views == settings.views);
    }

    void timesAreThereAfterARestart()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        const auto at = *parseRfc3339("2026-11-26T14:00:00Z");
        const std::vector<views::SavedRange> ranges{
            {at + Millis{123}, at + Seconds{1200}, QStringLiteral("ns:apps, \"x\"")}, {at - Seconds{60}, at, {}}};
        {
            core::SettingsStore store(file);
            auto settings = store.load();
            QVERIFY(settings.ranges.empty());
            settings.ranges = ranges;
            store.save(settings);
        }
        auto settings = core::SettingsStore(file).load();
        QVERIFY(settings.ranges == ranges);
        settings.ranges = {{at, at - Seconds{60}, {}}, ranges[1]}; // one that ends before it begins
        core::SettingsStore(file).save(settings);
        QVERIFY(core::SettingsStore(file).load().ranges == std::vector{ranges[1]});
    }

    void whatAnotherVersionWroteIsReadAsFarAsItIsKnown()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("[views]\n1\\name=A\n1\\query=web\n1\\grouping=galaxy\n2\\query=nameless\n3\\name=B\nsize=3\n");
        out.close();
        const auto views = core::SettingsStore(file).load().views;
        QCOMPARE(views.size(), std::size_t{2});
        QVERIFY(views[0].query == u"web" && views[0].grouping == tree::Grouping::Source && views[0].problemsFirst);
        QCOMPARE(views[1].name, QStringLiteral("B"));
    }
};

QTEST_GUILESS_MAIN(TestSavedViews)
#include "tst_saved_views.moc"

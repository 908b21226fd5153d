// SPDX-License-Identifier: Apache-2.0
// File → Export in the real window, over the demo: the dialog, its preview, what it writes, what goes wrong; reports that write
// themselves; and that the window and one look of the command line give the same bytes.
#include "../../ui/window/export_dialog.h"
#include "../../ui/window/report_schedule.h"
#include "demo/demo_cluster.h"
#include "history/store.h"
#include "items/checks_watch.h"
#include "items/history_desk.h"
#include "items/look.h"
#include "story/story.h"
#include "window_fixture.h"

#include "theme/theme.h"
#include "window/main_window.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace dg;
using evidence::Format;
using evidence::Topic;
using window::ReportSettings;

namespace {

constexpr int Patience = 40'000; // ms; only a failure waits that long

QDateTime local(const char* text)
{
    return QDateTime::fromString(QLatin1String(text), Qt::ISODate);
}

struct Opened {
    SystemClock clock; // what stands before the services outlives the clusters
    Logger log;
    QTemporaryDir past;
    std::unique_ptr<items::HistoryDesk> history;
    test::FakeServices services;
    kube::ConnectionSpec spec;
    items::ClusterModel* cluster = nullptr;
    std::unique_ptr<window::MainWindow> window;
    QTemporaryDir dir;

    explicit Opened(const demo::DemoCluster& demo, bool withPast = false)
    {
        spec.name = "demo";
        spec.endpoint.baseUrl = demo.baseUrl();
        spec.auth.token = demo.token();
        session::SessionOptions options;
        options.keepOwnership = true;
        auto session = std::make_unique<session::ClusterSession>(
            spec, std::move(options), services.strings, clock, log, [](const kube::ExecSpec&) { return false; });
        const int row = services.list.add(std::make_unique<items::ClusterModel>(std::move(session), services.strings, clock));
        cluster = services.list.cluster(row);
        cluster->watchDrift({}, {});
        if (withPast)
            tellPast();
        cluster->start();
        services.manual.advance(std::chrono::duration_cast<Millis>(clock.wall() - services.manual.wall())); // the window's clock
        services.folder = dir.path();
        window = std::make_unique<window::MainWindow>(services);
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
    }
    ~Opened()
    {
        window.reset();
        (void)services.list.take(0);
        history.reset(); // it writes names of the services' pool
    }
    // A month of the demo, as the program gives it one.
    void tellPast()
    {
        const auto url = past.filePath(QStringLiteral("history.sqlite")).toStdString();
        const history::ClusterName name{"demo", "demo", spec.endpoint.baseUrl};
        {
            auto store = history::Store::open(url, history::Store::Access::Write);
            const auto id = (*store)->cluster(name);
            for (const auto& batch : story::ofDemo(*id, 1, clock.wall())) {
                if (const auto written = (*store)->write(batch); !written)
                    qFatal("%s", written.error().detail.c_str());
            }
        }
        history = std::make_unique<items::HistoryDesk>(items::HistoryDesk::Options{url, {}, "test", {}}, services.strings, clock, log);
        cluster->keepHistory(*history, name);
    }
    [[nodiscard]] bool load()
    {
        return QTest::qWaitFor(
            [this] {
                // What inventories name is read after what is Flux's own.
                const auto& streams = cluster->status().streams;
                const auto managed = std::ranges::count_if(streams, [](const session::StreamInfo& stream) { return stream.managed(); });
                const bool read = managed > 0 && std::ranges::all_of(streams, [](const session::StreamInfo& stream) {
                    return !stream.managed() || stream.state.synced || stream.state.phase == kube::StreamPhase::Forbidden;
                });
                return read && cluster->status().complete && cluster->scheduler().backlog() == 0 && cluster->driftSummary().objects > 5
                    && !cluster->status().user.empty() && window->isSettled();
            },
            Patience);
    }
    [[nodiscard]] QDialog* open()
    {
        window->activateWindow(); // a dialog may have gone before
        (void)QTest::qWaitForWindowActive(window.get());
        QTest::keyClick(window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        return window->findChild<QDialog*>(QStringLiteral("export"));
    }
    [[nodiscard]] QStringList files(const QString& folder = {}) const
    {
        return QDir(folder.isEmpty() ? dir.path() : folder).entryList(QDir::Files);
    }
};

template <class T> T* in(QDialog* dialog, const char* name)
{
    return dialog->findChild<T*>(QLatin1String(name));
}

// Pixels that are not white.
int inked(const QImage& page)
{
    int count = 0;
    for (int y = 0; y < page.height(); ++y) {
        for (int x = 0; x < page.width(); ++x)
            count += page.pixelColor(x, y) == QColor(Qt::white) ? 0 : 1;
    }
    return count;
}

bool says(QDialog* dialog, const QString& words)
{
    return QTest::qWaitFor(
        [&] {
            const auto labels = dialog->findChildren<QLabel*>();
            return std::ranges::any_of(labels, [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
        },
        Patience);
}

} // namespace

class TestExport : public QObject {
    Q_OBJECT

private:
    theme::Theme m_theme;
    std::unique_ptr<demo::DemoCluster> m_demo;

private Q_SLOTS:
    void initTestCase()
    {
        m_theme.install(*qApp, theme::Mode::Light);
        demo::DemoOptions options;
        options.alive = false; // two looks see the same
        m_demo = std::make_unique<demo::DemoCluster>(options);
        QVERIFY(m_demo->start().has_value());
    }

    void theDialogPreviewsAndWrites()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        auto* dialog = opened.open();
        QVERIFY(dialog);
        auto* preview = in<QLabel>(dialog, "exportPreview");
        QVERIFY(QTest::qWaitFor([&] { return preview->accessibleName().startsWith(QLatin1String("Sync report. Not in sync")); }, Patience));
        QVERIFY(inked(preview->pixmap().toImage()) > 1000);
        auto* go = in<QPushButton>(dialog, "exportGo");
        QVERIFY(!go->isEnabled() && says(dialog, QStringLiteral("Choose a folder.")));
        QTest::mouseClick(in<QPushButton>(dialog, "exportFolderChoose"), Qt::LeftButton);
        QCOMPARE(in<QLineEdit>(dialog, "exportFolder")->text(), opened.dir.path());
        in<QComboBox>(dialog, "exportTopic")->setCurrentIndex(1);
        QVERIFY(QTest::qWaitFor([&] { return preview->accessibleName().startsWith(QLatin1String("Drift report. ")); }, Patience));
        in<QCheckBox>(dialog, "exportFormat_sarif")->setChecked(true);
        QVERIFY(go->isEnabled());
        if (const auto shots = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !shots.isEmpty())
            dialog->grab().save(shots + QStringLiteral("/export.png"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(says(dialog, QStringLiteral("3 files written to")));
        QCOMPARE(opened.files(),
            (QStringList{QStringLiteral("driftglass-drift-demo.html"), QStringLiteral("driftglass-drift-demo.pdf"),
                QStringLiteral("driftglass-drift-demo.sarif")}));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(QTest::qWaitFor([&] { return !opened.window->findChild<QDialog*>(QStringLiteral("export")); }, Patience));
        // What was chosen is kept for this cluster.
        QCOMPARE(opened.services.kept.reports.value(QStringLiteral("demo")).topic, Topic::Drift);
    }

    void aDeliveryReportIsOfTheHistory()
    {
        Opened opened(*m_demo, true);
        QVERIFY(opened.load());
        auto* dialog = opened.open();
        QVERIFY(dialog);
        auto* since = in<QComboBox>(dialog, "exportSince");
        QCOMPARE(since->currentData().toInt(), 0);
        in<QComboBox>(dialog, "exportTopic")->setCurrentIndex(4);
        QCOMPARE(since->currentData().toInt(), 7 * 24); // it is always of a time
        since->setCurrentIndex(since->findData(0)); // which cannot be chosen by hand
        QVERIFY(!(since->model()->flags(since->model()->index(0, 0)) & Qt::ItemIsEnabled));
        since->setCurrentIndex(since->findData(30 * 24));
        auto* preview = in<QLabel>(dialog, "exportPreview");
        QVERIFY(QTest::qWaitFor([&] { return preview->accessibleName().contains(QLatin1String("deliveries became healthy")); }, Patience));
        QVERIFY(!in<QCheckBox>(dialog, "exportFormat_junit")->isEnabled());
        in<QLineEdit>(dialog, "exportFolder")->setText(opened.dir.path());
        in<QCheckBox>(dialog, "exportFormat_json")->setChecked(true);
        in<QComboBox>(dialog, "exportPaper")->setCurrentIndex(1);
        const auto height = [preview] { return preview->pixmap().height() * 1000 / std::max(1, preview->pixmap().width()); };
        QVERIFY(QTest::qWaitFor([&] { return std::abs(height() - 11'000 / 8.5) < 5; }, Patience)); // Letter; A4 is 1414
        if (const auto shots = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !shots.isEmpty()) {
            dialog->grab().save(shots + QStringLiteral("/export-delivery.png"));
            m_theme.setMode(theme::Mode::Dark);
            QCoreApplication::processEvents(); // the fields take the palette from an event
            dialog->grab().save(shots + QStringLiteral("/export-delivery-dark.png"));
            m_theme.setMode(theme::Mode::Light);
        }
        in<QPushButton>(dialog, "exportGo")->click();
        QVERIFY(says(dialog, QStringLiteral("3 files written to")));
        QFile file(opened.dir.filePath(QStringLiteral("driftglass-delivery-demo.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto json = QJsonDocument::fromJson(file.readAll()).object();
        const auto delivery = json[QLatin1String("data")][QLatin1String("delivery")];
        QVERIFY(delivery[QLatin1String("summary")][QLatin1String("deliveries")].toInt() > 10);
        QCOMPARE(QDateTime::fromString(delivery[QLatin1String("from")].toString(), Qt::ISODate)
                     .daysTo(QDateTime::fromString(delivery[QLatin1String("to")].toString(), Qt::ISODate)),
            30);
        QCOMPARE(opened.services.kept.reports.value(QStringLiteral("demo")).paper, report::Paper::Letter);
        if (const auto shots = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !shots.isEmpty())
            QFile::copy(opened.dir.filePath(QStringLiteral("driftglass-delivery-demo.pdf")), shots + QStringLiteral("/delivery.pdf"));
    }

    // What was chosen is there again, and what is written by itself is about it too.
    void aScheduledReportHasAScope()
    {
        Opened opened(*m_demo, true);
        QVERIFY(opened.load());
        auto* dialog = opened.open();
        QVERIFY(dialog);
        in<QComboBox>(dialog, "exportAbout")->setCurrentIndex(1);
        in<QLineEdit>(dialog, "exportFilter")->setText(QStringLiteral("kind:GitRepository"));
        auto* since = in<QComboBox>(dialog, "exportSince");
        since->setCurrentIndex(since->findData(24));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(QTest::qWaitFor([&] { return !opened.window->findChild<QDialog*>(QStringLiteral("export")); }, Patience));
        auto& kept = opened.services.kept.reports[QStringLiteral("demo")];
        QCOMPARE(kept.filter, QStringLiteral("kind:GitRepository"));
        QCOMPARE(kept.sinceHours, 24);
        auto* again = opened.open();
        QCOMPARE(in<QComboBox>(again, "exportAbout")->currentIndex(), 1);
        QCOMPARE(in<QLineEdit>(again, "exportFilter")->text(), QStringLiteral("kind:GitRepository"));
        // A filter that nobody understands is not kept: nobody is there when the time comes.
        in<QLineEdit>(again, "exportFilter")->setText(QStringLiteral("colour:red"));
        QTest::keyClick(again, Qt::Key_Escape);
        QCOMPARE(kept.filter, QStringLiteral("kind:GitRepository"));

        kept.formats = {Format::Json};
        kept.folder = opened.dir.path();
        kept.repeat = ReportSettings::Repeat::Daily;
        const auto before = kept.last
            = std::chrono::duration_cast<Seconds>(opened.services.manual.wall().time_since_epoch()).count() - 24 * 3600;
        opened.window->findChild<window::ReportSchedule*>()->look();
        QVERIFY(QTest::qWaitFor([&] { return opened.services.kept.reports.value(QStringLiteral("demo")).last != before; }, Patience));
        QFile file(opened.dir.filePath(opened.files().value(0)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto json = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(json[QLatin1String("scope")].toString(), QStringLiteral("filter kind:GitRepository"));
        QVERIFY(json[QLatin1String("data")][QLatin1String("history")].isObject());
        const auto items = json[QLatin1String("data")][QLatin1String("status")][QLatin1String("items")].toArray();
        QVERIFY(!items.isEmpty());
        for (const auto& item : items)
            QCOMPARE(item[QLatin1String("kind")].toString(), QStringLiteral("GitRepository"));
    }

    void whatGoesWrongIsTold()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        auto* dialog = opened.open();
        QVERIFY(dialog);
        in<QLineEdit>(dialog, "exportFolder")->setText(QStringLiteral("/proc/no/such"));
        in<QPushButton>(dialog, "exportGo")->click();
        QVERIFY(says(dialog, QStringLiteral("/proc/no/such")));
        // A filter that is not understood, a snapshot that is none.
        in<QComboBox>(dialog, "exportAbout")->setCurrentIndex(1);
        in<QLineEdit>(dialog, "exportFilter")->setText(QStringLiteral("colour:red"));
        QVERIFY(says(dialog, QStringLiteral("colour")));
        QVERIFY(!in<QPushButton>(dialog, "exportGo")->isEnabled());
        in<QComboBox>(dialog, "exportAbout")->setCurrentIndex(0);
        in<QComboBox>(dialog, "exportTopic")->setCurrentIndex(3);
        QFile none(opened.dir.filePath(QStringLiteral("none.dgsnap")));
        QVERIFY(none.open(QIODevice::WriteOnly) && none.write("x") == 1);
        none.close();
        in<QLineEdit>(dialog, "exportSnapshot")->setText(none.fileName());
        auto* preview = in<QLabel>(dialog, "exportPreview");
        QVERIFY(QTest::qWaitFor([&] { return preview->text().contains(QLatin1String("none.dgsnap")); }, Patience));
    }

    // One look as the command line reads it, and what the window knows, at the same time and with the same findings.
    void windowAndCommandLineGiveTheSameBytes()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        auto& pool = opened.services.strings;
        const std::vector<checks::Outcome> outcomes{{}};
        for (const auto topic : evidence::Topics) {
            auto job = window::gatherReport(*opened.cluster, pool, opened.clock, window::questionOf(topic, {}, {}, pool), &outcomes);
            items::putInOrder(*job.cluster.read);
            job.cluster.missing = job.cluster.read->missing;
            session::OneShotOptions wishes;
            wishes.managed = wishes.ownership = wishes.controllers = wishes.identity = true;
            if (topic == Topic::Posture)
                wishes.onlyKinds = {"SealedSecret", "Service"};
            auto read = session::readOnce(opened.spec, wishes, pool, opened.clock, opened.log, [](const kube::ExecSpec&) { return false; });
            QVERIFY(read.has_value());
            evidence::ClusterReport look;
            look.name = opened.spec.name;
            look.context = opened.spec.context;
            look.server = opened.spec.endpoint.baseUrl;
            look.missing = read->missing;
            if (topic == Topic::Change) { // with what is there now
                drift::Engine engine(pool);
                evidence::look(engine, *read, pool);
                auto facts = engine.facts(read->observedAt);
                facts.objects.erase(facts.objects.begin());
                job.question.before = std::make_shared<const drift::Facts>(std::move(facts));
            }
            look.observedAt = job.cluster.observedAt;
            read->notLookedUp = 0; // the window looks them all up
            read->fromCache = false; // and reads from the watch
            look.read = std::move(*read);
            const auto fromWindow = evidence::answer(job.question, std::move(job.cluster), pool, job.writtenAt);
            const auto fromLook = evidence::answer(job.question, std::move(look), pool, job.writtenAt);
            if (topic == Topic::Change)
                QCOMPARE(fromWindow.changes->items.size(), std::size_t(1));
            for (const auto format : {Format::Json, Format::Html, Format::Csv, Format::Markdown, Format::JUnit, Format::Sarif})
                if (evidence::fits(topic, format))
                    QCOMPARE(QByteArray::fromStdString(*evidence::bytesOf(fromWindow, format)),
                        QByteArray::fromStdString(*evidence::bytesOf(fromLook, format)));
        }
    }

    void aScheduledReportIsWrittenOnceAndOldOnesGo()
    {
        Opened opened(*m_demo);
        QVERIFY(opened.load());
        ReportSettings settings;
        settings.formats = {Format::Json};
        settings.folder = opened.dir.path();
        settings.repeat = ReportSettings::Repeat::Daily;
        settings.keep = 2;
        settings.last = std::chrono::duration_cast<Seconds>(opened.services.manual.wall().time_since_epoch()).count() - 2 * 24 * 3600;
        opened.services.kept.reports.insert(QStringLiteral("demo"), settings);
        for (const auto* old : {"driftglass-sync-demo-20250101-0800.json", "driftglass-sync-demo-20250102-0800.json",
                 "driftglass-sync-demo.json", "driftglass-sync-demo-notes.json"}) {
            QFile file(opened.dir.filePath(QLatin1String(old)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        auto* schedule = opened.window->findChild<window::ReportSchedule*>();
        schedule->look();
        schedule->look(); // one is under way
        QVERIFY(
            QTest::qWaitFor([&] { return opened.services.kept.reports.value(QStringLiteral("demo")).last != settings.last; }, Patience));
        schedule->look(); // not due again
        const auto files = opened.files();
        QCOMPARE(files.size(), 4);
        QVERIFY(!files.contains(QStringLiteral("driftglass-sync-demo-20250101-0800.json")));
        for (const auto* kept : {"driftglass-sync-demo-20250102-0800.json", "driftglass-sync-demo.json", "driftglass-sync-demo-notes.json"})
            QVERIFY2(files.contains(QLatin1String(kept)), kept);
    }

    void aScheduleNamesItsTimes()
    {
        ReportSettings daily;
        QVERIFY(!window::nextReport(daily, local("2026-11-26T10:00:00")));
        daily.repeat = ReportSettings::Repeat::Daily;
        daily.minute = 8 * 60 + 30;
        QCOMPARE(*window::nextReport(daily, local("2026-11-26T08:29:59")), local("2026-11-26T08:30:00"));
        QCOMPARE(*window::nextReport(daily, local("2026-11-26T08:30:00")), local("2026-11-27T08:30:00"));
        auto weekly = daily;
        weekly.repeat = ReportSettings::Repeat::Weekly;
        weekly.weekday = Qt::Thursday; // 26 November 2026 is one
        QCOMPARE(*window::nextReport(weekly, local("2026-11-26T08:00:00")), local("2026-11-26T08:30:00"));
        QCOMPARE(*window::nextReport(weekly, local("2026-11-26T09:00:00")), local("2026-12-03T08:30:00"));
        daily.last = local("2026-11-26T08:30:05").toSecsSinceEpoch();
        QVERIFY(!window::isReportDue(daily, local("2026-11-27T08:29:00")));
        QVERIFY(window::isReportDue(daily, local("2026-11-27T08:30:00")));
        QVERIFY(window::isReportDue(daily, local("2026-12-24T00:00:00"))); // once, however often it was missed
    }
};

QTEST_MAIN(TestExport)
#include "tst_export.moc"

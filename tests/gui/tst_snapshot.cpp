// SPDX-License-Identifier: Apache-2.0
// Snapshots in the real window with the real application behind it: saved from the demo, opened, played.
#include "core/application.h"
#include "snapshot/file.h"
#include "theme/theme.h"
#include "window/main_window.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace dg;

namespace {

constexpr int Patience = 40'000; // ms; only a failure waits that long

struct Opened {
    QTemporaryDir folder;
    std::unique_ptr<core::Application> application;
    std::unique_ptr<window::MainWindow> window;

    explicit Opened(theme::Theme& theme)
    {
        core::Application::Options options;
        options.paths = core::Paths::under(folder.filePath(QStringLiteral("profile")));
        options.remember = options.systemKeychain = false;
        options.demo.alive = false;
        application = std::make_unique<core::Application>(options, theme);
        window = std::make_unique<window::MainWindow>(*application);
        window->resize(1280, 800);
        window->show();
    }
    items::ClusterModel* cluster(int row) const { return application->clusters().cluster(row); }
    bool isRead(int row) const
    {
        return QTest::qWaitFor(
            [&] { return cluster(row) && cluster(row)->status().complete && cluster(row)->scheduler().backlog() == 0; }, Patience);
    }
    std::size_t objects(int row) const
    {
        std::size_t count = 0;
        cluster(row)->tree().forEachFlux([&](const flux::FluxObject&, const flux::Verdict&, bool) { ++count; });
        return count;
    }
    QAction* action(const char* name) const { return window->findChild<QAction*>(QLatin1String(name)); }
    template <class W> W* find(const char* name) const { return window->findChild<W*>(QLatin1String(name)); }
    void shot(const char* name) const
    {
        if (const auto to = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !to.isEmpty())
            window->grab().save(to + QLatin1String("/") + QLatin1String(name) + QLatin1String(".png"));
    }
    // The file dialog that has just been opened gets this path.
    bool pick(const QString& path) const
    {
        QFileDialog* dialog = nullptr;
        if (!QTest::qWaitFor([&] { return (dialog = window->findChild<QFileDialog*>()) != nullptr; }, Patience))
            return false;
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
        return QMetaObject::invokeMethod(dialog, "accept", Qt::DirectConnection);
    }
};

QString recording(const QTemporaryDir& folder)
{
    const auto path = folder.filePath(QStringLiteral("r.dgsnap"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    snapshot::Writer writer([&file](std::string_view bytes) -> Status {
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        return {};
    });
    const auto object = [](const char* name, int at) {
        const auto json
            = QStringLiteral("{'metadata':{'name':'%1','namespace':'apps','uid':'u-%1'},'spec':{'url':'https://git.example.com/a.git'},"
                             "'status':{'conditions':[{'type':'Ready','status':'True','reason':'Succeeded'}]}}")
                  .arg(QLatin1String(name))
                  .replace(QLatin1Char('\''), QLatin1Char('"'));
        return snapshot::putLine({0, "flux", json.toStdString(), Millis{at}});
    };
    snapshot::Head head;
    head.cluster = "recorded";
    head.server = "https://k8s.example.com";
    head.observedAt = *parseRfc3339("2026-01-02T03:04:05Z");
    head.serverVersion = "v1.33.1";
    head.recording = head.objects = true;
    const bool ok = writer.begin(head)
        && writer.line(snapshot::kindLine({"source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories", true, true, false, false}))
        && writer.line(object("a", 0)) && writer.line(object("b", 20'000)) && writer.line(object("c", 60'000)) && writer.end(0);
    return ok ? path : QString();
}

} // namespace

class TestSnapshot : public QObject {
    Q_OBJECT

private:
    theme::Theme m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme.install(*qApp, theme::Mode::Light); }

    void whatIsSavedOpensAsTheClusterItWas()
    {
        Opened one(m_theme);
        QVERIFY(one.application->openDemo());
        QVERIFY(one.isRead(0));
        one.action("fileSnapshot")->trigger();
        auto* save = one.find<QPushButton>("snapshotSave");
        QVERIFY(save && !save->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), Patience);
        auto* kinds = one.find<QTreeWidget>("snapshotKinds");
        QVERIFY(kinds->topLevelItemCount() > 10);
        const auto notes = one.find<QLabel>("snapshotNotes")->text();
        QVERIFY2(
            notes.contains(QLatin1String("No data of Secrets")) && notes.contains(QLatin1String("Not read: Bucket")), qPrintable(notes));
        if (const auto to = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !to.isEmpty())
            one.find<QDialog>("snapshot")->grab().save(to + QStringLiteral("/snapshot-dialog.png"));
        const auto path = one.folder.filePath(QStringLiteral("saved.dgsnap"));
        save->click();
        QVERIFY(one.pick(path));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), Patience);
        const auto head = snapshot::readHead(path.toStdString());
        QVERIFY(head && head->cluster == "demo" && head->objects && !head->pseudonyms);

        // Through the Connect dialog, as a new user would.
        one.window->openConnect();
        one.find<QListWidget>("connectWays")->setCurrentRow(2);
        auto* add = one.find<QPushButton>("connectAdd");
        QVERIFY(!add->isEnabled());
        one.find<QLineEdit>("connectSnapshot")->setText(path);
        QVERIFY(add->isEnabled());
        if (const auto to = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS"); !to.isEmpty())
            one.find<QDialog>("connect")->grab().save(to + QStringLiteral("/snapshot-connect.png"));
        add->click();
        QTRY_COMPARE_WITH_TIMEOUT(one.application->clusters().count(), 2, Patience);
        QVERIFY(one.isRead(1));
        QCOMPARE(one.window->cluster(), one.cluster(1));
        QCOMPARE(one.objects(1), one.objects(0));
        auto* bar = one.find<QWidget>("snapshotBar");
        QVERIFY(bar->isVisible() && bar->accessibleName().contains(QLatin1String("Snapshot saved.dgsnap of demo")));
        QVERIFY(bar->accessibleName().contains(QLatin1String("Read-only")));
        QVERIFY(!one.find<QWidget>("snapshotPlay")->isVisible());
        QVERIFY(!one.action("replayPlay")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!one.window->isVisible() || one.cluster(1)->tree().rowCount() > 0, Patience);
        one.window->selectWhenSeen({"Kustomization", "flux-system", "apps"});
        QTRY_VERIFY_WITH_TIMEOUT(!one.action("objectReconcile")->isEnabled(), Patience);
        one.shot("snapshot-window");
        one.window->showCluster(0);
        QVERIFY(!bar->isVisible());
        one.application->closeCluster(1);
        QCOMPARE(one.application->clusters().count(), 1);
    }

    void aRecordingIsPlayed()
    {
        Opened one(m_theme);
        const auto path = recording(one.folder);
        QVERIFY(!path.isEmpty());
        one.window->openSnapshot(path);
        QTRY_COMPARE_WITH_TIMEOUT(one.application->clusters().count(), 1, Patience);
        QVERIFY(one.isRead(0));
        QCOMPARE(one.objects(0), std::size_t{1});
        auto* play = one.find<QToolButton>("snapshotPlay");
        QVERIFY(play->isVisible() && one.action("replayPlay")->isEnabled());
        auto* time = one.find<QLabel>("snapshotTime");
        const auto begun = time->text();
        auto* speed = one.find<QComboBox>("snapshotSpeed");
        speed->setCurrentIndex(speed->findData(100));
        one.shot("snapshot-recording");
        play->click();
        QTRY_COMPARE_WITH_TIMEOUT(one.objects(0), std::size_t{3}, Patience);
        QVERIFY(time->text() != begun);
        QTRY_VERIFY_WITH_TIMEOUT(!one.application->replay(0)->playing, Patience);
        // Ages are those of the recording's time.
        QTRY_VERIFY_WITH_TIMEOUT(
            std::chrono::abs(SystemClock().wall() + one.cluster(0)->status().clockSkew - (*parseRfc3339("2026-01-02T03:05:05Z")))
                < Millis{7'000},
            Patience);
        one.find<QSlider>("snapshotPosition")->setValue(500);
        QTRY_COMPARE_WITH_TIMEOUT(one.objects(0), std::size_t{2}, Patience);
        one.action("replayBack")->trigger();
        one.action("replayBack")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(one.objects(0), std::size_t{1}, Patience);
        one.action("replayForward")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(one.objects(0), std::size_t{2}, Patience);
    }

    void whatIsDamagedSaysSoAndTheWindowStaysUp()
    {
        Opened one(m_theme);
        const auto path = one.folder.filePath(QStringLiteral("bad.dgsnap"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("nothing of ours") > 0);
        file.close();
        one.window->openConnect();
        one.find<QListWidget>("connectWays")->setCurrentRow(2);
        one.find<QLineEdit>("connectSnapshot")->setText(path);
        one.find<QPushButton>("connectAdd")->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            one.find<QLabel>("connectError")->text().contains(QLatin1String("is not a snapshot of Driftglass")), Patience);
        QVERIFY(one.find<QPushButton>("connectAdd")->isEnabled());
        QCOMPARE(one.application->clusters().count(), 0);
        one.window->openSnapshot(one.folder.filePath(QStringLiteral("none.dgsnap")));
        QTRY_VERIFY_WITH_TIMEOUT(one.find<QDialog>("notice"), Patience);
    }

    // Whoever closes the dialog, or the program, while the cluster is being read waits for nothing.
    void aSnapshotUnderWayCanBeLeft()
    {
        Opened one(m_theme);
        QVERIFY(one.application->openDemo());
        QVERIFY(one.isRead(0));
        one.action("fileSnapshot")->trigger();
        one.find<QPushButton>("snapshotCancel")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!one.find<QDialog>("snapshot"), Patience);
        one.action("fileSnapshot")->trigger();
    }
};

QTEST_MAIN(TestSnapshot)
#include "tst_snapshot.moc"

// SPDX-License-Identifier: Apache-2.0
// The timeline over a real history: what it shows, the keys, brushing, what changed, rewinding, files.
// DRIFTGLASS_TEST_SHOTS=DIR keeps pictures of it.
#include "history/reader.h"
#include "history/store.h"
#include "items/timeline_desk.h"
#include "story/story.h"
#include "theme/theme.h"
#include "views/timeline_page.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QSlider>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace dg;

namespace {

constexpr int Patience = 20'000; // ms; only a failure waits that long

// The demo's past in a file, the page over it.
struct Opened {
    ManualClock clock{*parseRfc3339("2026-11-26T14:05:00Z")};
    StringPool pool;
    QTemporaryDir folder;
    std::unique_ptr<history::Reader> reader;
    std::unique_ptr<views::TimelinePage> page;

    explicit Opened(QSize size = {1104, 708}, bool known = true)
    {
        const auto url = folder.filePath(QStringLiteral("history.sqlite")).toStdString();
        auto store = history::Store::open(url, history::Store::Access::Write);
        if (!store)
            qFatal("%s", store.error().detail.c_str());
        const auto cluster = (*store)->cluster({"demo", "demo", "http://127.0.0.1"});
        for (const auto& batch : story::ofDemo(*cluster, 1, clock.wall())) {
            if (const auto written = (*store)->write(batch); !written)
                qFatal("%s", written.error().detail.c_str());
        }
        reader = std::make_unique<history::Reader>(url);
        page = std::make_unique<views::TimelinePage>(clock, pool);
        page->resize(size);
        page->show();
        page->desk().setHistory(reader.get(), known ? "demo" : "another");
        page->activateWindow();
        (void)QTest::qWaitForWindowActive(page.get());
    }
    ~Opened() { page.reset(); }
    [[nodiscard]] bool load()
    {
        return QTest::qWaitFor([this] { return !page->desk().picture().question.scope.cluster.empty() && page->isSettled(); }, Patience);
    }
    template <class T = QWidget> [[nodiscard]] T* find(const char* name) { return page->findChild<T*>(QLatin1String(name)); }
    [[nodiscard]] QListView* lanes() { return find<QListView>("timelineLanes"); }
    [[nodiscard]] int laneOf(const char* name)
    {
        for (int row = 0; row < lanes()->model()->rowCount(); ++row) {
            if (lanes()->model()->index(row, 0).data(Qt::AccessibleTextRole).toString().startsWith(QLatin1String(name)))
                return row;
        }
        return -1;
    }
    void shot(const char* name)
    {
        const auto to = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
        if (!to.isEmpty())
            QVERIFY(page->grab().save(to + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png")));
    }
};

} // namespace

class TestTimelineView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<ObjectKey>("dg::ObjectKey");
        m_theme.install(*qApp, theme::Mode::Light);
    }
    void theDemosDayIsShown()
    {
        Opened opened;
        QVERIFY(opened.load());
        QVERIFY(opened.laneOf("Kustomization flux-system/payments, Failed") >= 0);
        opened.shot("timeline");
    }

private:
    theme::Theme m_theme;
};

QTEST_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"

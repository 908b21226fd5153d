// SPDX-License-Identifier: Apache-2.0
// The graph in the real window: keys, selection shared with the tree, neighbourhood, live states, exports, screen readers.
#include "../../ui/views/graph_canvas.h"
#include "../../ui/views/graph_path.h"
#include "window_fixture.h"

#include "theme/theme.h"
#include "views/graph_page.h"
#include "views/inspector.h"
#include "views/tree_page.h"
#include "widgets/banner.h"
#include "window/main_window.h"
#include "window/screenshot.h"

#include <QAccessible>
#include <QImage>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace dg;
using flux::Kind;
using graph::NoNode;

namespace {

// The window on its graph tab, with the fixture's cluster.
struct Opened {
    test::FakeServices services;
    items::ClusterModel& cluster;
    window::MainWindow window;
    views::GraphPage* page;
    views::GraphCanvas* canvas;
    views::GraphPath* path;

    Opened()
        : cluster(services.addCluster("prod-eu-1"))
        , window((services.feed(cluster), services))
        , page(window.findChild<views::GraphPage*>())
        , canvas(window.findChild<views::GraphCanvas*>())
        , path(window.findChild<views::GraphPath*>())
    {
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
        window.showView(QStringLiteral("graph"));
        settle();
    }
    void settle()
    {
        QTRY_VERIFY(page->isSettled());
        QTRY_VERIFY(canvas->scene());
    }
    ObjectKey key(const char* name) { return services.content.key(Kind::Kustomization, "flux-system", name); }
    graph::NodeIndex node(const char* name) { return canvas->scene()->graph().find(key(name)); }
    void choose(const char* name) { window.selectWhenSeen({"Kustomization", "flux-system", name}); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(canvas, key, modifiers); }
    QString currentName() const { return QString::fromStdString(page->current().name.str()); }
    void apply(const std::shared_ptr<flux::FluxObject>& object)
    {
        const store::Delta delta{object->key, store::RecordType::Flux, object, {}};
        cluster.tree().apply({&delta, 1});
        Q_EMIT cluster.treeChanged();
    }
    std::shared_ptr<flux::FluxObject> copy(const char* name) { return std::make_shared<flux::FluxObject>(*cluster.tree().find(key(name))); }
};

} // namespace

class TestGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<ObjectKey>("dg::ObjectKey");
        m_theme.install(*qApp, theme::Mode::Light);
    }
    void itHoldsEveryObjectOfTheTree();
    void altAndANumberChangesTheView();
    void arrowsLeadAlongEdgesAndWithinTheColumn();
    void thePathRowSaysTheWayAndThePlace();
    void whatIsChosenHereIsChosenInTheTreeAndBack();
    void aroundShowsTheNeighbourhoodAndHopsWidenIt();
    void namespacesFoldAndOneOpensWithEnter();
    void aStateChangesInPlace();
    void anObjectThatComesLeavesTheOthersWhereTheyAre();
    void moreThanFourHundredStartAroundTheChosenOne();
    void zoomKeysKeepTheChosenOneInSight();
    void aReaderFindsTheNodesAndTheirLinks();
    void everyFormatIsWritten_data();
    void everyFormatIsWritten();
    void aFileThatCannotBeWrittenIsSaid();
    void anotherClusterIsAnotherGraph();
    void picturesAreWritten();

private:
    theme::Theme m_theme;
};

void TestGraph::itHoldsEveryObjectOfTheTree()
{
    Opened o;
    QCOMPARE(o.canvas->scene()->graph().nodes().size(), std::size_t{o.cluster.tree().summary().total});
    o.cluster.tree().forEachFlux([&](const flux::FluxObject& object, const flux::Verdict& verdict, bool) {
        const auto node = o.canvas->scene()->graph().find(object.key);
        QVERIFY(node != NoNode);
        QCOMPARE(o.canvas->scene()->graph().nodes()[node].state, verdict.state);
    });
}

void TestGraph::altAndANumberChangesTheView()
{
    Opened o;
    QTest::keyClick(&o.window, Qt::Key_1, Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget(), o.window.findChild<QWidget*>(u"tree"_qs));
    QVERIFY(!o.page->isVisible());
    QTest::keyClick(&o.window, Qt::Key_2, Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget(), o.canvas);
    QCOMPARE(o.window.findChild<QTabBar*>(u"views"_qs)->currentIndex(), 1);
    QVERIFY(!o.window.showView(u"nosuch"_qs));
}

void TestGraph::arrowsLeadAlongEdgesAndWithinTheColumn()
{
    Opened o;
    o.choose("payments");
    o.page->focusCanvas();
    QCOMPARE(o.currentName(), u"payments"_qs);
    o.press(Qt::Key_Right);
    QCOMPARE(o.currentName(), u"web"_qs);
    o.press(Qt::Key_Left);
    QCOMPARE(o.currentName(), u"payments"_qs);
    o.press(Qt::Key_Left);
    QCOMPARE(o.page->current(), o.services.content.key(Kind::OCIRepository, "flux-system", "apps"));
    o.press(Qt::Key_Left); // nothing further
    QCOMPARE(o.currentName(), u"apps"_qs);
    // Up and Down walk through the whole column, each once, and stay at its end.
    o.press(Qt::Key_Home);
    const auto& column = o.canvas->scene()->layout().columns[o.canvas->scene()->layout().columnOf[o.canvas->current()]];
    for (std::size_t i = 0; i < column.size(); ++i) {
        QCOMPARE(o.canvas->current(), column[i]);
        o.press(Qt::Key_Down);
    }
    QCOMPARE(o.canvas->current(), column.back());
    o.press(Qt::Key_Home);
    QCOMPARE(o.canvas->current(), column.front());
}

void TestGraph::thePathRowSaysTheWayAndThePlace()
{
    Opened o;
    o.choose("payments");
    QVERIFY2(o.path->sentence().startsWith(u"Path: apps, payments Failed, web Waiting. "_qs), qPrintable(o.path->sentence()));
    const auto& scene = *o.canvas->scene();
    const auto& column = scene.layout().columns[scene.layout().columnOf[o.canvas->current()]];
    const auto place = std::ranges::find(column, o.canvas->current()) - column.begin() + 1;
    QVERIFY(o.path->sentence().endsWith(QStringLiteral("%1 of %2 in this column").arg(place).arg(column.size())));
    QCOMPARE(o.canvas->accessibleDescription(), o.path->sentence());
    // The names are links.
    for (auto* link : o.path->findChildren<QAbstractButton*>()) {
        if (link->text() == u"web"_qs)
            link->click();
    }
    QCOMPARE(o.currentName(), u"web"_qs);
}

void TestGraph::whatIsChosenHereIsChosenInTheTreeAndBack()
{
    Opened o;
    o.choose("payments");
    o.page->focusCanvas();
    o.press(Qt::Key_Right);
    const auto* tree = o.window.findChild<views::TreePage*>();
    QCOMPARE(tree->selectedObjects(), std::vector<ObjectKey>{o.key("web")});
    QCOMPARE(o.window.findChild<views::Inspector*>()->objects(), std::vector<ObjectKey>{o.key("web")});
    QCOMPARE(QApplication::focusWidget(), o.canvas);
    o.window.findChild<views::TreePage*>()->select(o.key("batch-jobs"));
    QCOMPARE(o.page->current(), o.key("batch-jobs"));
    QVERIFY(o.canvas->rect().intersects(o.canvas->viewRect(o.canvas->current())));
    // A click chooses too.
    QTest::mouseClick(o.canvas, Qt::LeftButton, {}, o.canvas->viewRect(o.node("web")).center());
    QCOMPARE(tree->selectedObjects(), std::vector<ObjectKey>{o.key("web")});
}

void TestGraph::aroundShowsTheNeighbourhoodAndHopsWidenIt()
{
    Opened o;
    const auto whole = o.canvas->scene()->graph().nodes().size();
    o.choose("payments");
    o.page->focusCanvas();
    o.page->setHops(1);
    o.press(Qt::Key_N);
    o.settle();
    const auto near = o.canvas->scene()->graph().nodes().size();
    QCOMPARE(near, std::size_t{3}); // apps, payments, web
    QCOMPARE(o.currentName(), u"payments"_qs);
    o.press(Qt::Key_BracketRight);
    o.settle();
    QVERIFY(o.canvas->scene()->graph().nodes().size() > near);
    QVERIFY(o.canvas->scene()->graph().nodes().size() < whole);
    // Somewhere else in the tree: the neighbourhood goes there.
    o.window.findChild<views::TreePage*>()->select(o.key("policies"));
    o.settle();
    QVERIFY(o.node("policies") != NoNode && o.node("payments") == NoNode);
    o.press(Qt::Key_A);
    o.settle();
    QCOMPARE(o.canvas->scene()->graph().nodes().size(), whole);
}

void TestGraph::namespacesFoldAndOneOpensWithEnter()
{
    Opened o;
    const auto whole = o.canvas->scene()->graph().nodes().size();
    o.choose("payments");
    o.page->focusCanvas();
    o.press(Qt::Key_G);
    o.settle();
    QCOMPARE(o.canvas->scene()->graph().nodes().size(), std::size_t{1});
    QCOMPARE(o.canvas->scene()->graph().nodes()[0].members, std::uint32_t(whole));
    QCOMPARE(o.currentName(), u"flux-system"_qs); // the group that holds the chosen one
    o.press(Qt::Key_Return);
    o.settle();
    QCOMPARE(o.canvas->scene()->graph().nodes().size(), whole);
}

void TestGraph::aStateChangesInPlace()
{
    Opened o;
    const auto* scene = o.canvas->scene();
    const auto payments = o.node("payments");
    QCOMPARE(scene->graph().nodes()[payments].state, flux::State::Failed);
    QCOMPARE(scene->blocked().size(), std::size_t{1}); // web waits for it
    auto better = o.copy("payments");
    test::TreeFixture::ready(*better, flux::Tri::True, "ReconciliationSucceeded", "Applied revision");
    o.apply(better);
    o.settle();
    QCOMPARE(o.canvas->scene(), scene); // the very same
    QCOMPARE(scene->graph().nodes()[payments].state, flux::State::Ready);
    QVERIFY(scene->blocked().empty());
}

void TestGraph::anObjectThatComesLeavesTheOthersWhereTheyAre()
{
    Opened o;
    o.choose("payments");
    std::map<std::string, graph::Point> before;
    const auto at = o.canvas->viewRect(o.node("payments"));
    for (graph::NodeIndex i = 0; i < o.canvas->scene()->graph().nodes().size(); ++i)
        before[o.canvas->scene()->graph().nodes()[i].key.toString()] = o.canvas->scene()->layout().at[i];
    auto fresh = o.services.content.object(Kind::Kustomization, "zz-fresh", "latest@sha256:91be07aa", 1);
    fresh->source = o.services.content.reference(Kind::OCIRepository, "flux-system", "apps");
    o.apply(fresh);
    o.settle();
    QVERIFY(o.node("zz-fresh") != NoNode);
    QCOMPARE(o.canvas->viewRect(o.node("payments")), at);
    int moved = 0;
    for (graph::NodeIndex i = 0; i < o.canvas->scene()->graph().nodes().size(); ++i) {
        const auto found = before.find(o.canvas->scene()->graph().nodes()[i].key.toString());
        moved += found != before.end() && found->second.x != o.canvas->scene()->layout().at[i].x;
    }
    QCOMPARE(moved, 0);
}

void TestGraph::moreThanFourHundredStartAroundTheChosenOne()
{
    test::FakeServices services;
    auto& cluster = services.addCluster("large");
    std::vector<store::Delta> deltas;
    const auto add = [&](const std::shared_ptr<flux::FluxObject>& object) {
        deltas.push_back({object->key, store::RecordType::Flux, object, {}});
    };
    for (int team = 0; team < 50; ++team) {
        const auto source = "team" + std::to_string(team);
        add(services.content.object(Kind::OCIRepository, source.c_str(), "latest@sha256:91be07aa", 1));
        for (int i = 0; i < 10; ++i) {
            auto app
                = services.content.object(Kind::Kustomization, (source + "-app" + std::to_string(i)).c_str(), "latest@sha256:91be07aa", 1);
            app->source = services.content.reference(Kind::OCIRepository, "flux-system", source.c_str());
            add(app);
        }
    }
    cluster.tree().apply(deltas);
    window::MainWindow window(services);
    window.show();
    window.selectWhenSeen({"Kustomization", "flux-system", "team7-app3"});
    window.showView(u"graph"_qs);
    auto* page = window.findChild<views::GraphPage*>();
    auto* canvas = window.findChild<views::GraphCanvas*>();
    QTRY_VERIFY(page->isSettled() && canvas->scene());
    QCOMPARE(canvas->scene()->graph().nodes().size(), std::size_t{11}); // its source and who shares it
    QCOMPARE(page->current().name.view(), std::string_view("team7-app3"));
    page->showAll();
    QTRY_VERIFY(page->isSettled() && canvas->scene()->graph().nodes().size() == 550);
    QVERIFY(canvas->rect().intersects(canvas->viewRect(canvas->current())));
}

void TestGraph::zoomKeysKeepTheChosenOneInSight()
{
    Opened o;
    o.choose("payments");
    o.page->focusCanvas();
    for (const auto key : {Qt::Key_Plus, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_Minus, Qt::Key_Minus, Qt::Key_Minus, Qt::Key_Minus,
             Qt::Key_Minus, Qt::Key_Minus}) {
        o.press(key);
        QVERIFY(o.canvas->rect().contains(o.canvas->viewRect(o.canvas->current()).center()));
    }
    QVERIFY(o.canvas->zoom() < 0.5);
    o.press(Qt::Key_0);
    for (graph::NodeIndex i = 0; i < o.canvas->scene()->graph().nodes().size(); ++i)
        QVERIFY(o.canvas->rect().contains(o.canvas->viewRect(i)));
}

void TestGraph::aReaderFindsTheNodesAndTheirLinks()
{
    Opened o;
    o.choose("batch-jobs");
    o.page->focusCanvas();
    auto* list = QAccessible::queryAccessibleInterface(o.canvas);
    QCOMPARE(list->text(QAccessible::Name), u"Graph"_qs);
    QCOMPARE(list->childCount(), static_cast<int>(o.canvas->scene()->graph().nodes().size()));
    auto* focused = list->focusChild();
    QVERIFY(focused);
    QCOMPARE(focused->text(QAccessible::Name), u"Kustomization flux-system/batch-jobs, Failed, suspended, behind its source"_qs);
    QCOMPARE(focused->text(QAccessible::Description), u"Source apps."_qs);
    QVERIFY(focused->state().focused);
    auto* web = list->child(static_cast<int>(o.node("web")));
    QCOMPARE(web->text(QAccessible::Description), u"Source apps. Depends on payments."_qs);
    QCOMPARE(list->indexOfChild(web), static_cast<int>(o.node("web")));
}

void TestGraph::everyFormatIsWritten_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<QString>("extension");
    QTest::addRow("svg") << 0 << u"svg"_qs;
    QTest::addRow("png") << 1 << u"png"_qs;
    QTest::addRow("dot") << 2 << u"dot"_qs;
    QTest::addRow("mermaid") << 3 << u"mmd"_qs;
}

void TestGraph::everyFormatIsWritten()
{
    QFETCH(int, action);
    QFETCH(QString, extension);
    Opened o;
    QTemporaryDir folder;
    o.services.savePath = folder.filePath(u"graph."_qs + extension);
    o.window.findChild<QPushButton*>(u"graphExport"_qs)->menu()->actions().at(action)->trigger();
    QVERIFY(o.services.suggested.endsWith(u"driftglass-graph-prod-eu-1."_qs + extension));
    QFile file(o.services.savePath);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    const auto nodes = o.canvas->scene()->graph().nodes().size();
    if (extension == u"svg"_qs) {
        QXmlStreamReader xml(content);
        std::size_t texts = 0;
        bool payments = false;
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"text"_qs) {
                ++texts;
                payments |= xml.readElementText().trimmed() == u"payments"_qs;
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(texts >= nodes);
        QVERIFY(payments);
    } else if (extension == u"png"_qs) {
        const QImage image = QImage::fromData(content);
        QVERIFY(image.width() > o.canvas->scene()->bounds().width());
    } else {
        QVERIFY(content.contains("payments"));
        QCOMPARE(content.startsWith("digraph"), extension == u"dot"_qs);
        QCOMPARE(content.startsWith("flowchart LR"), extension == u"mmd"_qs);
    }
    QVERIFY(o.window.findChild<widgets::Banner*>(u"graphNotice"_qs)->text().contains(u"was saved"_qs));
}

void TestGraph::aFileThatCannotBeWrittenIsSaid()
{
    Opened o;
    o.services.savePath = u"/nowhere/at/all/graph.svg"_qs;
    o.window.findChild<QPushButton*>(u"graphExport"_qs)->menu()->actions().at(0)->trigger();
    const auto* notice = o.window.findChild<widgets::Banner*>(u"graphNotice"_qs);
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(u"cannot be written"_qs), qPrintable(notice->text()));
}

void TestGraph::anotherClusterIsAnotherGraph()
{
    Opened o;
    o.services.addCluster("empty");
    o.window.showCluster(1);
    QTRY_VERIFY(o.page->isSettled());
    QTRY_VERIFY(!o.canvas->scene() || o.canvas->scene()->graph().empty());
    o.window.showCluster(0);
    QTRY_VERIFY(o.page->isSettled() && o.canvas->scene() && !o.canvas->scene()->graph().empty());
}

void TestGraph::picturesAreWritten()
{
    QTemporaryDir temporary;
    const QString kept = qEnvironmentVariable("DRIFTGLASS_TEST_SHOTS");
    const QString folder = kept.isEmpty() ? temporary.path() : kept;
    Opened o;
    o.choose("payments");
    o.page->focusCanvas();
    for (const auto mode : {theme::Mode::Dark, theme::Mode::Light}) {
        m_theme.setMode(mode);
        const QString path = folder + (mode == theme::Mode::Dark ? u"/graph-dark.png"_qs : u"/graph-light.png"_qs);
        QVERIFY(window::saveScreenshot(o.window, {1280, 800}, path));
        QCOMPARE(QImage(path).size(), QSize(1280, 800));
        for (const double zoom : {0.5, 0.2}) { // names only, blocks only
            o.canvas->zoomTo(zoom);
            QVERIFY(window::saveScreenshot(
                o.window, {1280, 800}, QString(path).replace(u".png"_qs, QStringLiteral("-%1.png").arg(zoom * 100))));
        }
        o.canvas->zoomTo(1);
    }
}

QTEST_MAIN(TestGraph)
#include "tst_graph.moc"

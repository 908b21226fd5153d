// SPDX-License-Identifier: Apache-2.0
// Menus, keys, the palette's content, walking through the window's parts.
#include "compare_dialog.h"
#include "delivery_facts.h"
#include "dialogs.h"
#include "items/cluster_list_model.h"
#include "owners_dialog.h"
#include "parts.h"
#include "saved_views.h"
#include "text/words.h"
#include "widgets/paint.h"
#include "window/connect_dialog.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>

namespace dg::window {

QAction* MainWindow::addCommand(
    QMenu* menu, const QString& name, const QString& text, const QKeySequence& keys, const QString& icon, std::function<void()> run)
{
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    menu->addAction(action);
    addAction(action);
    m_parts->commands.push_back({action, icon});
    return action;
}

void MainWindow::buildMenus()
{
    Parts& p = *m_parts;
    const auto key = [](auto k) { return QKeySequence(k); };
    QMenu* file = menuBar()->addMenu(tr("&File"));
    addCommand(file, QStringLiteral("fileConnect"), tr("Add a cluster…"), key(Qt::CTRL | Qt::Key_N), QStringLiteral("action-connect"),
        [this] { openConnect(); });
    addCommand(file, QStringLiteral("fileDemo"), tr("Open the demo cluster"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
        QStringLiteral("kind-cluster"), [this] {
            if (const auto row = m_services.openDemo())
                showCluster(*row);
            else
                openConnectDialog(this, m_services, ConnectWay::Demo, [this](int r) { showCluster(r); });
        });
    addCommand(file, QStringLiteral("fileExport"), tr("Export a report…"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
        QStringLiteral("action-report"), [this] { openExport(); });
    addSnapshotCommands(file);
    addCommand(file, QStringLiteral("fileSettings"), tr("Settings…"), key(Qt::CTRL | Qt::Key_Comma), QStringLiteral("action-settings"),
        [this] { openSettingsDialog(this, m_services); });
    file->addSeparator();
    addCommand(
        file, QStringLiteral("fileQuit"), tr("Quit"), key(Qt::CTRL | Qt::Key_Q), QStringLiteral("action-close"), [this] { close(); });

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    addCommand(edit, QStringLiteral("editCopyName"), tr("Copy kind, namespace and name"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
        QStringLiteral("action-copy"), [this] {
            QStringList names;
            for (const ObjectKey& object : m_parts->tree->selectedObjects())
                names << text::cleanLine(object.toString());
            if (!names.isEmpty())
                m_services.clipboard().setText(names.join(QLatin1Char('\n')));
        });
    addCommand(edit, QStringLiteral("editFilter"), tr("Filter"), key(Qt::Key_Slash), QStringLiteral("action-filter"), [this] {
        leaveOverview();
        if (m_parts->views->currentIndex() == DriftTab)
            return m_parts->drift->focusFilter();
        if (m_parts->views->currentIndex() == DeliveryTab)
            return m_parts->delivery->focusFilter();
        if (m_parts->views->currentIndex() == TimelineTab)
            return m_parts->timeline->focusFilter();
        if (m_parts->views->currentIndex() == ChecksTab)
            return m_parts->checks->focusFilter();
        m_parts->views->setCurrentIndex(TreeTab);
        m_parts->tree->focusFilter();
    });

    QMenu* view = menuBar()->addMenu(tr("&View"));
    addCommand(
        view, QStringLiteral("viewTree"), tr("Tree"), key(Qt::ALT | Qt::Key_1), QStringLiteral("view-tree"), [this] { showPage(TreeTab); });
    addCommand(view, QStringLiteral("viewGraph"), tr("Graph"), key(Qt::ALT | Qt::Key_2), QStringLiteral("view-graph"),
        [this] { showPage(GraphTab); });
    addCommand(view, QStringLiteral("viewDelivery"), tr("Delivery"), key(Qt::ALT | Qt::Key_3), QStringLiteral("view-delivery"),
        [this] { showPage(DeliveryTab); });
    addCommand(view, QStringLiteral("viewDrift"), tr("Drift"), key(Qt::ALT | Qt::Key_4), QStringLiteral("view-drift"),
        [this] { showPage(DriftTab); });
    addCommand(view, QStringLiteral("viewTimeline"), tr("Timeline"), key(Qt::ALT | Qt::Key_5), QStringLiteral("view-timeline"),
        [this] { showPage(TimelineTab); });
    addCommand(view, QStringLiteral("viewChecks"), tr("Checks"), key(Qt::ALT | Qt::Key_6), QStringLiteral("view-checks"),
        [this] { showPage(ChecksTab); });
    addCommand(view, QStringLiteral("viewOverview"), tr("Overview"), key(Qt::CTRL | Qt::Key_0), QStringLiteral("kind-cluster"),
        [this] { showOverview(); });
    p.inspectorShown = addCommand(view, QStringLiteral("viewInspector"), tr("Inspector"), key(Qt::Key_F4), QStringLiteral("info"),
        [this] { setInspectorShown(m_parts->inspector->isHidden()); });
    p.inspectorShown->setCheckable(true);
    p.activityShown = addCommand(
        view, QStringLiteral("viewActivity"), tr("Activity"), key(Qt::CTRL | Qt::Key_J), QStringLiteral("view-delivery"), [this] {
            m_parts->activity->setVisible(m_parts->activity->isHidden());
            m_parts->activityShown->setChecked(!m_parts->activity->isHidden());
            if (m_parts->views->currentIndex() == TreeTab)
                m_parts->activityWanted = !m_parts->activity->isHidden();
        });
    p.activityShown->setCheckable(true);
    p.activityShown->setChecked(m_services.settings().activityShown);
    view->addSeparator();
    addTimelineCommands(view);
    addReplayCommands(view);
    view->addSeparator();
    addCommand(view, QStringLiteral("viewProblems"), tr("Problems first"), key(Qt::CTRL | Qt::Key_P),
        QStringLiteral("action-sort-problems"), [this] { m_parts->tree->setProblemsFirst(!m_parts->tree->problemsFirst()); });
    const struct {
        const char* name;
        QString text;
        Qt::Key key;
        tree::Grouping grouping;
    } groupings[] = {
        {"viewGroupSource", tr("Group by source"), Qt::Key_1, tree::Grouping::Source},
        {"viewGroupNamespace", tr("Group by namespace"), Qt::Key_2, tree::Grouping::Namespace},
        {"viewGroupKind", tr("Group by kind"), Qt::Key_3, tree::Grouping::Kind},
        {"viewGroupCause", tr("Group by cause"), Qt::Key_4, tree::Grouping::Cause},
    };
    for (const auto& g : groupings)
        addCommand(view, QLatin1String(g.name), g.text, QKeySequence(Qt::CTRL | Qt::ALT | g.key), QStringLiteral("action-group"),
            [this, grouping = g.grouping] { m_parts->tree->setGrouping(grouping); });
    view->addSeparator();
    addCommand(view, QStringLiteral("viewExpandAll"), tr("Expand all"), key(Qt::CTRL | Qt::Key_E), QStringLiteral("action-expand-all"),
        [this] { m_parts->tree->expandAll(); });
    addCommand(view, QStringLiteral("viewCollapseAll"), tr("Collapse all"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
        QStringLiteral("action-collapse-all"), [this] { m_parts->tree->collapseAll(); });
    view->addSeparator();
    addCommand(view, QStringLiteral("viewSave"), tr("Save this view…"), key(Qt::CTRL | Qt::Key_S), QStringLiteral("action-views"),
        [this] { openSaveViewDialog(this, m_services, m_parts->tree->currentView()); });
    addCommand(view, QStringLiteral("viewSaved"), tr("Saved views"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_S), QStringLiteral("action-views"),
        [this] {
            m_parts->views->setCurrentIndex(TreeTab);
            m_parts->tree->openViewsMenu();
        });
    addCommand(view, QStringLiteral("viewManage"), tr("Rename or delete views…"), key(Qt::CTRL | Qt::ALT | Qt::Key_S),
        QStringLiteral("action-views"), [this] { openManageViewsDialog(this, m_services); });

    QMenu* cluster = menuBar()->addMenu(tr("&Cluster"));
    addCommand(cluster, QStringLiteral("clusterRefresh"), tr("Read again"), key(Qt::Key_F5), QStringLiteral("action-reconcile"), [this] {
        m_parts->deliveryFacts->forget();
        if (m_cluster)
            m_cluster->refresh();
    });
    addCommand(
        cluster, QStringLiteral("clusterAbout"), tr("Flux in this cluster"), key(Qt::CTRL | Qt::Key_I), QStringLiteral("info"), [this] {
            m_parts->tree->clearSelection();
            setInspectorShown(true);
        });
    addCommand(cluster, QStringLiteral("clusterCompareSchedule"), tr("Compare on a schedule…"), key(Qt::SHIFT | Qt::Key_F8),
        QStringLiteral("view-drift"), [this] {
            if (m_cluster)
                openCompareSchedule(this, m_services, *m_cluster);
        });
    p.exportKubeconfig = addCommand(cluster, QStringLiteral("clusterExport"), tr("Export a kubeconfig for kubectl…"),
        key(Qt::CTRL | Qt::ALT | Qt::Key_E), QStringLiteral("action-export"), [this] { exportKubeconfig(); });
    addCommand(
        cluster, QStringLiteral("clusterClose"), tr("Close"), key(Qt::CTRL | Qt::Key_W), QStringLiteral("action-disconnect"), [this] {
            if (m_cluster)
                closeCluster(m_services.clusters().rowOf(m_cluster));
        });
    cluster->addSeparator();
    for (int i = 0; i < 9; ++i)
        addCommand(cluster, QStringLiteral("cluster%1").arg(i + 1), tr("Cluster %1").arg(i + 1),
            QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)), QStringLiteral("kind-cluster"), [this, i] {
                if (i < m_services.clusters().count())
                    showCluster(i);
            });

    QMenu* object = menuBar()->addMenu(tr("&Object"));
    p.reconcile = addCommand(
        object, QStringLiteral("objectReconcile"), tr("Reconcile"), key(Qt::CTRL | Qt::Key_R), QStringLiteral("action-reconcile"), [this] {
            if (m_parts->views->currentIndex() == DriftTab)
                reconcile({m_parts->drift->currentOwner()}, false);
            else if (m_parts->views->currentIndex() == DeliveryTab)
                reconcile({m_parts->delivery->current()}, false);
            else
                reconcile(m_parts->tree->selectedObjects(), false);
        });
    p.reconcileWithSource = addCommand(object, QStringLiteral("objectReconcileWithSource"), tr("Reconcile with source"),
        key(Qt::CTRL | Qt::SHIFT | Qt::Key_R), QStringLiteral("action-reconcile-source"),
        [this] { reconcile(m_parts->tree->selectedObjects(), true); });
    p.callReceiver = addCommand(object, QStringLiteral("objectCallReceiver"), tr("Call the Receiver…"), key(Qt::CTRL | Qt::ALT | Qt::Key_R),
        QStringLiteral("kind-receiver"), [this] { callReceiver(); });
    addCommand(object, QStringLiteral("objectOwner"), tr("Who owns this?…"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
        QStringLiteral("action-owner"), [this] { openOwners(); });

    addCommand(object, QStringLiteral("objectDelivery"), tr("How it was delivered"), key(Qt::CTRL | Qt::Key_D), QStringLiteral("commit"),
        [this] { showDelivery(); });
    addCommand(object, QStringLiteral("objectTimeline"), tr("Timeline of this object"), key(Qt::CTRL | Qt::Key_T),
        QStringLiteral("view-timeline"), [this] { showObjectTimeline(); });
    addCommand(object, QStringLiteral("objectClusters"), tr("Which clusters have this commit"), key(Qt::CTRL | Qt::ALT | Qt::Key_D),
        QStringLiteral("kind-cluster"), [this] {
            if (m_parts->views->currentIndex() != DeliveryTab)
                showDelivery();
            m_parts->delivery->showClusters();
        });

    object->addSeparator();
    const auto drift = [this](auto run) {
        return [this, run] {
            m_parts->views->setCurrentIndex(DriftTab);
            run(*m_parts->drift);
        };
    };
    addCommand(object, QStringLiteral("objectAccept"), tr("Accept drift as expected…"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_X),
        QStringLiteral("action-ignore-rule"), drift([](views::DriftPage& page) { page.accept(); }));
    addCommand(object, QStringLiteral("objectCompare"), tr("Compare exactly…"), key(Qt::Key_F8), QStringLiteral("view-drift"),
        [this] { openCompare(false); });
    addCommand(object, QStringLiteral("objectNextHunk"), tr("Next difference"), key(Qt::Key_F7), QStringLiteral("chevron-down"),
        drift([](views::DriftPage& page) { page.stepHunk(1); }));
    addCommand(object, QStringLiteral("objectPreviousHunk"), tr("Previous difference"), key(Qt::SHIFT | Qt::Key_F7),
        QStringLiteral("sort-up"), drift([](views::DriftPage& page) { page.stepHunk(-1); }));

    QMenu* tools = menuBar()->addMenu(tr("&Tools"));
    addCommand(tools, QStringLiteral("toolsPalette"), tr("Go to or run…"), key(Qt::CTRL | Qt::Key_K), QStringLiteral("action-search"),
        [this] { openPalette(); });

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    addCommand(help, QStringLiteral("helpShortcuts"), tr("Keyboard shortcuts"), key(Qt::Key_Question), QStringLiteral("keyboard"),
        [this] { showShortcuts(); });
    addCommand(help, QStringLiteral("helpAbout"), tr("About Driftglass"), key(Qt::Key_F1), QStringLiteral("info"),
        [this] { openAboutDialog(this, m_services); });
    if (auto* settings = findChild<QAbstractButton*>(QStringLiteral("openSettings")))
        connect(settings, &QAbstractButton::clicked, this, [this] { openSettingsDialog(this, m_services); });
}

void MainWindow::openPalette()
{
    std::vector<PaletteEntry> entries;
    items::ClusterListModel& clusters = m_services.clusters();
    const auto addObjects = [&](items::ClusterModel* cluster) {
        const QString where = cluster == m_cluster ? QString() : QStringLiteral(", ") + text::cleanLine(cluster->name().toStdString());
        cluster->tree().forEachFlux([&](const flux::FluxObject& object, const flux::Verdict& verdict, bool) {
            PaletteEntry entry;
            entry.icon = widgets::kindIcon(object.kind);
            entry.text = text::cleanLine(object.key.name.view());
            //: %1 a short kind such as ks, %2 a namespace
            entry.hint
                = tr("%1 in %2").arg(text::qs(flux::codeForKind(object.key.kind.view())), text::cleanLine(object.key.ns.view())) + where;
            entry.state = verdict.state;
            entry.run = [this, guard = QPointer(cluster), key = object.key] {
                if (guard)
                    goTo(guard, key);
            };
            entries.push_back(std::move(entry));
        });
    };
    if (m_cluster)
        addObjects(m_cluster);
    for (int row = 0; row < clusters.count(); ++row) {
        if (clusters.cluster(row) != m_cluster)
            addObjects(clusters.cluster(row));
    }
    for (const Command& command : m_parts->commands) {
        if (!command.action->isEnabled() || command.action->objectName() == QLatin1String("toolsPalette")
            || (command.action->objectName().startsWith(QLatin1String("cluster")) && command.action->objectName().back().isDigit()))
            continue;
        PaletteEntry entry;
        entry.group = PaletteEntry::Actions;
        entry.icon = command.icon;
        entry.text = command.action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
        entry.keys = command.action->shortcut().toString(QKeySequence::NativeText);
        entry.run = [action = QPointer(command.action)] {
            if (action)
                action->trigger();
        };
        entries.push_back(std::move(entry));
    }
    for (const views::SavedView& saved : m_services.settings().views) {
        PaletteEntry entry;
        entry.group = PaletteEntry::Actions;
        entry.icon = QStringLiteral("action-views");
        entry.text = text::cleanLine(saved.name.toStdString());
        entry.hint
            = tr("saved view") + (saved.query.isEmpty() ? QString() : QStringLiteral(", ") + text::cleanLine(saved.query.toStdString()));
        entry.run = [this, saved] {
            m_parts->views->setCurrentIndex(TreeTab);
            m_parts->tree->applyView(saved);
        };
        entries.push_back(std::move(entry));
    }
    for (int row = 0; row < clusters.count(); ++row) {
        PaletteEntry entry;
        entry.group = PaletteEntry::Clusters;
        entry.icon = QStringLiteral("kind-cluster");
        entry.text = text::cleanLine(clusters.cluster(row)->name().toStdString());
        entry.hint = clusterLine(*clusters.cluster(row));
        entry.run = [this, row] { showCluster(row); };
        entries.push_back(std::move(entry));
    }
    m_parts->palette->openWith(std::move(entries));
}

void MainWindow::openOwners()
{
    QString name;
    if (const auto chosen = m_cluster ? m_parts->tree->selectedObjects() : std::vector<ObjectKey>{}; chosen.size() == 1) {
        const ObjectKey& key = chosen.front();
        name = text::cleanLine(key.kind.view()) + QLatin1Char(' ')
            + (key.ns.empty() ? QString() : text::cleanLine(key.ns.view()) + QLatin1Char('/')) + text::cleanLine(key.name.view());
    }
    openOwnersDialog(this, m_services.clusters(), m_cluster, name, [this](items::ClusterModel* cluster, const ObjectKey& key) {
        m_parts->views->setCurrentIndex(TreeTab);
        m_parts->tree->setFilter({}); // it might hide the object
        goTo(cluster, key);
    });
}

void MainWindow::showShortcuts()
{
    std::vector<std::pair<QString, QString>> rows;
    rows.emplace_back(QString(), tr("Commands"));
    for (const Command& command : m_parts->commands) {
        const QString name = command.action->objectName();
        if (name.startsWith(QLatin1String("cluster")) && name.back().isDigit())
            continue;
        rows.emplace_back(command.action->shortcut().toString(QKeySequence::NativeText), command.action->text().remove(QLatin1Char('&')));
    }
    rows.emplace_back(QString(), tr("Moving about"));
    rows.emplace_back(QStringLiteral("Ctrl+1 … Ctrl+9"), tr("Cluster 1 to 9"));
    rows.emplace_back(QStringLiteral("Ctrl+Space"), tr("In the filter: what may be typed"));
    rows.emplace_back(QStringLiteral("F6, Shift+F6"), tr("Next and previous part of the window"));
    rows.emplace_back(QStringLiteral("←, →"), tr("Collapse and expand a row"));
    rows.emplace_back(QStringLiteral("*"), tr("Expand all below a row"));
    rows.emplace_back(QStringLiteral("Alt+↑, Alt+↓"), tr("Move a cluster in the list"));
    rows.emplace_back(QStringLiteral("Ctrl+F"), tr("Find in YAML"));
    rows.emplace_back(QString(), tr("In the graph"));
    rows.emplace_back(QStringLiteral("←, →"), tr("Along an edge"));
    rows.emplace_back(QStringLiteral("↑, ↓"), tr("Within the column"));
    rows.emplace_back(QStringLiteral("Shift + ←, →, ↑, ↓"), tr("Pan"));
    rows.emplace_back(QStringLiteral("+, -, 0"), tr("Zoom in, zoom out, show the whole graph"));
    rows.emplace_back(QStringLiteral("A, N"), tr("Everything, the neighbourhood of the chosen object"));
    rows.emplace_back(QStringLiteral("[, ]"), tr("A smaller and a larger neighbourhood"));
    rows.emplace_back(QStringLiteral("G"), tr("Fold namespaces"));
    rows.emplace_back(QStringLiteral("E"), tr("Export"));
    rows.emplace_back(QString(), tr("In the Delivery view"));
    rows.emplace_back(QStringLiteral("T"), tr("Lead times as a table"));
    rows.emplace_back(QStringLiteral("Alt+P"), tr("Projects and what they feed"));
    rows.emplace_back(QStringLiteral("Alt+R"), tr("Which run is shown"));
    rows.emplace_back(QStringLiteral("Alt+B"), tr("Commits that the cluster has not"));
    rows.emplace_back(QStringLiteral("Alt+C"), tr("Clusters that have the commit"));
    rows.emplace_back(QStringLiteral("Ctrl+O"), tr("The commit's page on GitLab"));
    rows.emplace_back(QStringLiteral("←, →"), tr("Along the hops"));
    rows.emplace_back(QString(), tr("In the Timeline view"));
    rows.emplace_back(QStringLiteral("1 … 5"), tr("1 hour, 6 hours, 24 hours, 7 days, 30 days"));
    rows.emplace_back(QStringLiteral("↑, ↓, ←, →"), tr("Along the lanes and their stretches"));
    rows.emplace_back(QStringLiteral("B"), tr("Show the chosen stretch alone"));
    rows.emplace_back(QStringLiteral("Shift + ←, →"), tr("Earlier and later"));
    rows.emplace_back(QStringLiteral("+, -"), tr("A shorter and a longer time"));
    rows.emplace_back(QStringLiteral("T"), tr("The charts' numbers as tables"));
    rows.emplace_back(QStringLiteral("Alt+Shift+1 … 3"), tr("Choose another chart"));
    rows.emplace_back(QStringLiteral("O"), tr("The longest runs"));
    rows.emplace_back(QStringLiteral("C"), tr("What changed"));
    rows.emplace_back(QStringLiteral("K"), tr("Kept times"));
    rows.emplace_back(QStringLiteral("W, R"), tr("Rewind, to the chosen stretch"));
    rows.emplace_back(QStringLiteral("E"), tr("Export"));
    rows.emplace_back(QStringLiteral("Esc"), tr("One step back"));
    rows.emplace_back(QString(), tr("In the Overview"));
    rows.emplace_back(QStringLiteral("E"), tr("Export"));
    rows.emplace_back(QStringLiteral("Esc"), tr("Back to the cluster"));
    rows.emplace_back(QString(), tr("In the Checks view"));
    rows.emplace_back(QKeySequence(Qt::ALT | Qt::Key_R).toString(QKeySequence::NativeText), tr("Run the checks again"));
    rows.emplace_back(QKeySequence(Qt::ALT | Qt::Key_Y).toString(QKeySequence::NativeText), tr("Copy the fix"));
    rows.emplace_back(QKeySequence(Qt::ALT | Qt::Key_A).toString(QKeySequence::NativeText), tr("Accept this risk"));
    rows.emplace_back(QString(), tr("In the Drift view"));
    rows.emplace_back(QStringLiteral("Alt+G"), tr("How findings are grouped"));
    rows.emplace_back(QStringLiteral("Alt+P"), tr("People and tools"));
    rows.emplace_back(QStringLiteral("Alt+N"), tr("What could not be compared"));
    rows.emplace_back(QStringLiteral("Ctrl+F"), tr("Find in the differences"));
    rows.emplace_back(QStringLiteral("+, -"), tr("More and less context"));
    rows.emplace_back(QStringLiteral("Ctrl+C"), tr("Copy the differences"));
    rows.emplace_back(QStringLiteral("Esc"), tr("One step back"));
    openShortcutsSheet(this, rows);
}

void MainWindow::showContextMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_parts->reconcile);
    menu->addAction(m_parts->reconcileWithSource);
    menu->addSeparator();
    menu->addAction(findChild<QAction*>(QStringLiteral("objectCompare")));
    menu->addAction(findChild<QAction*>(QStringLiteral("objectDelivery")));
    menu->addAction(findChild<QAction*>(QStringLiteral("objectOwner")));
    menu->addAction(findChild<QAction*>(QStringLiteral("editCopyName")));
    menu->addAction(m_parts->inspectorShown);
    menu->popup(at);
}

void MainWindow::cycleParts(int step)
{
    Parts& p = *m_parts;
    const std::vector<std::pair<QWidget*, std::function<void()>>> parts{
        {p.rail, [&p] { p.rail->focusRows(); }},
        {p.overview, [&p] { p.overview->focusList(); }},
        {p.overview->findChild<QWidget*>(QStringLiteral("overviewWorst")),
            [&p] { p.overview->findChild<QWidget*>(QStringLiteral("overviewWorst"))->setFocus(Qt::ShortcutFocusReason); }},
        {p.overview->findChild<QWidget*>(QStringLiteral("overviewMatters")),
            [&p] { p.overview->findChild<QWidget*>(QStringLiteral("overviewMatters"))->setFocus(Qt::ShortcutFocusReason); }},
        {p.views, [&p] { p.views->setFocus(Qt::ShortcutFocusReason); }},
        {p.tree->findChild<QWidget*>(QStringLiteral("filter")), [&p] { p.tree->focusFilter(); }},
        {p.tree->findChild<QWidget*>(QStringLiteral("tree")), [&p] { p.tree->focusTree(); }},
        {p.graph, [&p] { p.graph->focusCanvas(); }},
        {p.delivery->findChild<QWidget*>(QStringLiteral("deliveryFilter")), [&p] { p.delivery->focusFilter(); }},
        {p.delivery->findChild<QWidget*>(QStringLiteral("deliveryList")), [&p] { p.delivery->focusList(); }},
        {p.delivery->findChild<QWidget*>(QStringLiteral("deliveryTrack")),
            [&p] { p.delivery->findChild<QWidget*>(QStringLiteral("deliveryTrack"))->setFocus(Qt::ShortcutFocusReason); }},
        {p.drift->findChild<QWidget*>(QStringLiteral("driftFilter")), [&p] { p.drift->focusFilter(); }},
        {p.drift->findChild<QWidget*>(QStringLiteral("driftList")), [&p] { p.drift->focusList(); }},
        {p.drift->findChild<QWidget*>(QStringLiteral("driftDiff")),
            [&p] { p.drift->findChild<QWidget*>(QStringLiteral("driftDiff"))->setFocus(Qt::ShortcutFocusReason); }},
        {p.timeline->findChild<QWidget*>(QStringLiteral("timelineFilter")), [&p] { p.timeline->focusFilter(); }},
        {p.timeline->findChild<QWidget*>(QStringLiteral("timelineLanes")), [&p] { p.timeline->focusList(); }},
        {p.timeline->findChild<QWidget*>(QStringLiteral("timelineEvents")),
            [&p] { p.timeline->findChild<QWidget*>(QStringLiteral("timelineEvents"))->setFocus(Qt::ShortcutFocusReason); }},
        {p.checks->findChild<QWidget*>(QStringLiteral("checksFilter")), [&p] { p.checks->focusFilter(); }},
        {p.checks->findChild<QWidget*>(QStringLiteral("checksList")), [&p] { p.checks->focusList(); }},
        {p.activity, [&p] { p.activity->focusRows(); }},
        {p.inspector,
            [&p] {
                if (auto* tabs = p.inspector->findChild<QWidget*>(QStringLiteral("inspectorTabs")))
                    tabs->setFocus(Qt::ShortcutFocusReason);
            }},
    };
    const int count = static_cast<int>(parts.size());
    int at = step > 0 ? -1 : count;
    for (int i = 0; i < count; ++i) {
        QWidget* part = parts[static_cast<std::size_t>(i)].first;
        if (part && focusWidget() && (part == focusWidget() || part->isAncestorOf(focusWidget())))
            at = i;
    }
    for (int tries = 0; tries < count; ++tries) {
        at = (at + step + count) % count;
        const auto& [part, focus] = parts[static_cast<std::size_t>(at)];
        if (part && part->isVisible())
            return focus();
    }
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_F6) {
        cycleParts(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    } else if (event->key() == Qt::Key_Escape) {
        if (isOverviewShown())
            leaveOverview();
        else if (m_parts->overlay && m_parts->inspector->isVisible())
            setInspectorShown(false);
        else if (m_parts->views->currentIndex() == GraphTab)
            m_parts->graph->focusCanvas();
        else if (m_parts->views->currentIndex() == DeliveryTab)
            m_parts->delivery->focusList();
        else if (m_parts->views->currentIndex() == DriftTab)
            m_parts->drift->focusList();
        else if (m_parts->views->currentIndex() == TimelineTab) {
            if (!m_parts->timeline->stepBack())
                m_parts->timeline->focusList();
        } else if (m_parts->views->currentIndex() == ChecksTab)
            m_parts->checks->focusList();
        else if (!m_parts->tree->filter().isEmpty())
            m_parts->tree->setFilter({});
        else
            m_parts->tree->focusTree();
    } else {
        if (event->matches(QKeySequence::Find) && m_parts->views->currentIndex() == DriftTab)
            return m_parts->drift->startSearch();
        QMainWindow::keyPressEvent(event);
    }
}

} // namespace dg::window

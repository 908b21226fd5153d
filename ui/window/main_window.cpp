// SPDX-License-Identifier: Apache-2.0
#include "window/main_window.h"

#include "dialogs.h"
#include "items/checks_watch.h"
#include "items/cluster_list_model.h"
#include "items/overview_desk.h"
#include "parts.h"
#include "reconcile_dialog.h"
#include "saved_views.h"
#include "snapshot_bar.h"
#include "text/words.h"
#include "theme/theme.h"
#include "window/receiver_dialog.h"

#include <QCloseEvent>
#include <QDialog>
#include <QMenu>

#include <algorithm>
#include <set>

namespace dg::window {

namespace {

// Design §6: breakpoints of the window's width.
constexpr int RailNarrow = 48, RailNormal = 176, RailWide = 208, NarrowBelow = 1000, WideFrom = 1600;
constexpr int InspectorNormal = 308, InspectorWide = 420, OverlayBelow = 1100;

// Flux kinds whose list is forbidden wherever it was asked for.
std::set<std::string, std::less<>> unreadableKinds(const session::SessionStatus& status)
{
    std::set<std::string, std::less<>> kinds;
    for (const auto& stream : status.streams) {
        if (stream.fluxKind && stream.state.phase == kube::StreamPhase::Forbidden)
            kinds.insert(stream.resource.kind);
    }
    return kinds;
}

} // namespace

MainWindow::MainWindow(Services& services, QWidget* parent)
    : QMainWindow(parent)
    , m_services(services)
    , m_activity(services.clusters(), services.clock())
    , m_parts(std::make_unique<Parts>())
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Driftglass"));
    setMinimumSize(960, 600);
    buildLayout();
    buildMenus();
    Parts& p = *m_parts;

    connect(p.rail, &Rail::chosen, this, &MainWindow::showCluster);
    connect(p.rail, &Rail::addRequested, this, &MainWindow::openConnect);
    connect(p.rail, &Rail::closeRequested, this, &MainWindow::closeCluster);
    connect(p.rail, &Rail::moveRequested, this, [this](int from, int to) {
        if (to >= 0 && to < m_services.clusters().count())
            m_services.moveCluster(from, to);
    });
    connect(p.tree, &views::TreePage::selectionChanged, this, &MainWindow::selectionChanged);
    connect(p.tree, &views::TreePage::objectActivated, this, [this] { setInspectorShown(true); });
    connect(p.tree, &views::TreePage::contextMenuRequested, this, &MainWindow::showContextMenu);
    connect(p.tree, &views::TreePage::connectRequested, this, &MainWindow::openConnect);
    connect(p.tree, &views::TreePage::signInRequested, this, [this] { openSignIn({}, {}); });
    connect(&m_services, &Services::signInWanted, this, &MainWindow::openSignIn);
    connect(&m_services, &Services::notice, this, [this](const QString& sentence) { openNotice(this, sentence); });
    connect(
        p.tree, &views::TreePage::saveViewRequested, this, [this] { openSaveViewDialog(this, m_services, m_parts->tree->currentView()); });
    connect(p.tree, &views::TreePage::manageViewsRequested, this, [this] { openManageViewsDialog(this, m_services); });
    connect(p.tree, &views::TreePage::retryRequested, this, [this] {
        if (m_cluster)
            m_cluster->refresh();
    });
    connectGraph();
    connectDelivery();
    connectDrift();
    connectTimeline();
    connectChecks();
    connectReports();
    connectOverview();
    connect(p.inspector, &views::Inspector::reconcileRequested, this,
        [this](bool withSource) { reconcile(m_parts->inspector->objects(), withSource); });
    connect(p.inspector, &views::Inspector::selectRequested, this, [this](const ObjectKey& key) { goTo(m_cluster, key); });
    connect(p.inspector, &views::Inspector::copyRequested, this, [this](const QString& words) { m_services.clipboard().setText(words); });
    connect(p.inspector, &views::Inspector::storedReleaseWanted, this, [this](const ObjectKey& key) {
        if (m_cluster)
            m_cluster->readStoredRelease(key, [guard = QPointer(m_parts->inspector), key](const Status& status) {
                if (guard)
                    guard->setStoredRelease(key, status);
            });
    });
    connect(p.inspector, &views::Inspector::yamlWanted, this, [this](const ObjectKey& key) {
        if (m_cluster)
            m_cluster->fetchObject(key, [guard = QPointer(m_parts->inspector), key](Result<std::string> json) {
                if (guard)
                    guard->setYaml(key, json);
            });
    });
    connect(p.activity, &views::ActivityDock::objectActivated, this, [this](const ObjectKey& key) {
        for (int row = 0; row < m_activity.rowCount(); ++row) {
            if (m_activity.action(row).key == key && (m_activity.cluster(row) == m_cluster || !m_cluster || !m_cluster->tree().find(key)))
                return goTo(m_activity.cluster(row), key);
        }
    });
    connect(p.activity, &views::ActivityDock::cancelRequested, this, [this](const session::Action& comparison) {
        for (int row = 0; row < m_activity.rowCount(); ++row) { // numbers are each cluster's own
            const auto& action = m_activity.action(row);
            if (action.id == comparison.id && action.key == comparison.key && action.began == comparison.began)
                m_activity.cluster(row)->cancelAction(action.id);
        }
    });
    connect(&m_activity, &QAbstractItemModel::modelReset, this, &MainWindow::activityChanged);
    connect(&m_activity, &QAbstractItemModel::rowsInserted, this, &MainWindow::activityChanged);
    connect(&m_activity, &QAbstractItemModel::rowsRemoved, this, &MainWindow::activityChanged);
    connect(&m_activity, &QAbstractItemModel::dataChanged, this, &MainWindow::activityChanged);
    m_activity.setVisible(true);
    auto& clusters = services.clusters();
    connect(&clusters, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first) {
        if (!m_cluster)
            showCluster(first);
    });
    connect(&clusters, &QAbstractItemModel::rowsRemoved, this, [this] {
        if (m_cluster && m_services.clusters().rowOf(m_cluster) >= 0)
            return;
        const bool all = isOverviewShown();
        showCluster(std::max(0, m_parts->rail->current()));
        if (all)
            showOverview();
    });
    connect(&services, &Services::settingsChanged, this, &MainWindow::applySettings);
    connect(&services, &Services::consentAsked, this, &MainWindow::askConsent);
    connect(&services, &Services::consentWithdrawn, this, [this](quint64 id) {
        if (const auto dialog = m_parts->consents.take(id))
            dialog->close();
    });
    p.tray = new Tray(clusters, theme::of(this), this);
    connect(p.tray, &Tray::windowRequested, this, &MainWindow::comeForward);
    connect(p.tray, &Tray::driftRequested, this, [this] {
        showView(QStringLiteral("drift"));
        comeForward();
    });
    connect(p.tray, &Tray::quitRequested, this, &QWidget::close);
    p.second.setInterval(1000);
    connect(&p.second, &QTimer::timeout, this, &MainWindow::tick);
    p.second.start();

    const Settings settings = services.settings();
    m_inspectorWanted = settings.inspectorShown;
    if (!settings.geometry.isEmpty())
        restoreGeometry(settings.geometry);
    else
        resize(1280, 800);
    p.tree->restoreColumnState(settings.treeColumns);
    p.activityWanted = settings.activityShown;
    p.activity->setVisible(settings.activityShown);
    applySettings();
    arrange();
    showCluster(0);
    p.tree->focusTree();
}

MainWindow::~MainWindow()
{
    qDeleteAll(findChildren<QDialog*>(Qt::FindDirectChildrenOnly)); // what they tell at their end still finds a window
    m_activity.disconnect(this);
    m_parts->tree->setTreeModel(nullptr, {});
    m_parts->graph->setTree(nullptr, {});
    m_parts->delivery->setTree(nullptr, {});
    m_parts->drift->setTree(nullptr, {});
    m_parts->overviewDesk->disconnect(this);
    m_parts->overviewDesk->setActive(false);
    m_parts->checksWatch->disconnect(this);
    m_parts->checksWatch->setCluster(nullptr);
    m_parts->inspector->setTree(nullptr);
}

items::ClusterModel* MainWindow::cluster() const
{
    return m_cluster;
}

void MainWindow::showCluster(int row)
{
    items::ClusterModel* next = m_services.clusters().cluster(row);
    Parts& p = *m_parts;
    if (next)
        leaveOverview();
    if (next && next == m_cluster)
        return;
    if (m_cluster) {
        m_cluster->disconnect(this);
        m_cluster->setVisible(false);
        m_cluster->lookAt({});
    }
    m_cluster = next;
    m_offered = false;
    p.inspector->setTree(nullptr);
    p.inspector->setReach({});
    const QString name = next ? text::cleanLine(next->name().toStdString()) : QString();
    p.graph->setTree(next ? &next->tree() : nullptr, name);
    p.delivery->setTree(next ? &next->tree() : nullptr, name);
    p.drift->setTree(next ? &next->tree() : nullptr, name);
    p.tree->setTreeModel(next ? &next->treeModel() : nullptr, name);
    if (next) {
        next->setVisible(true);
        p.inspector->setTree(&next->tree());
        connect(next, &items::ClusterModel::statusChanged, this, &MainWindow::clusterChanged);
        connect(next, &items::ClusterModel::summaryChanged, this, &MainWindow::objectsChanged);
        connect(next, &items::ClusterModel::treeChanged, this, &MainWindow::objectsChanged);
        connect(next, &items::ClusterModel::driftChanged, this, &MainWindow::driftChanged);
        connect(next, &items::ClusterModel::comparisonChanged, this, &MainWindow::comparisonChanged);
        connect(next, &items::ClusterModel::actionsChanged, this, &MainWindow::comparisonChanged);
        connect(next, &QObject::destroyed, this, [this] { showCluster(-1); });
        p.rail->setCurrent(row);
    }
    setWindowTitle(next ? tr("%1 - Driftglass").arg(text::cleanLine(next->name().toStdString())) : QStringLiteral("Driftglass"));
    p.snapshotBar->setCluster(next);
    for (auto* action : p.replayActions)
        action->setEnabled(p.snapshotBar->hasRecording());
    clusterChanged();
    driftChanged();
    p.gitlabAsked.reset();
    p.checksWatch->setCluster(next);
    showHistory();
    comparisonChanged();
    selectionChanged();
}

void MainWindow::clusterChanged()
{
    if (m_cluster)
        m_parts->tree->setStatus(m_cluster->status(), m_cluster->spec().warnings);
    m_parts->delivery->setSkew(m_cluster ? m_cluster->status().clockSkew : Millis{0});
    m_parts->drift->setSkew(m_cluster ? m_cluster->status().clockSkew : Millis{0});
    m_parts->timeline->setSkew(m_cluster ? m_cluster->status().clockSkew : Millis{0});
    m_parts->inspector->setStatus(m_cluster ? m_cluster->status() : session::SessionStatus{});
    m_parts->status->show(shownCluster(), m_activity.runningCount());
    objectsChanged();
}

void MainWindow::objectsChanged()
{
    m_parts->tree->countsChanged();
    if (m_cluster)
        m_parts->graph->setReading(
            m_cluster->status().complete && m_cluster->scheduler().backlog() == 0, unreadableKinds(m_cluster->status()));
    m_parts->graph->treeChanged();
    if (m_cluster) {
        m_parts->delivery->setReading(m_cluster->status().complete);
        m_parts->drift->setReading(m_cluster->status().complete);
    }
    m_parts->delivery->treeChanged();
    m_parts->drift->treeChanged();
    if (m_cluster && !m_wanted.name.empty()) {
        ObjectKey found;
        m_cluster->tree().forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
            const bool kind = object.key.kind.view() == m_wanted.kind || flux::kindFromWord(m_wanted.kind) == object.kind;
            if (kind && object.key.ns.view() == m_wanted.ns && object.key.name.view() == m_wanted.name)
                found = object.key;
        });
        if (!found.empty()) {
            m_wanted = {};
            m_parts->tree->select(found);
            m_parts->delivery->select(found);
            m_wantedFound = true;
        }
    }
    offerFirstProblem();
    m_parts->inspector->refresh();
}

// Once for each cluster that is opened to view: when its first state is complete and nobody has chosen a row, the worst
// one is chosen. The keyboard focus stays where it is.
void MainWindow::offerFirstProblem()
{
    if (m_offered || !m_cluster || !m_cluster->status().complete || m_cluster->scheduler().backlog() > 0)
        return;
    m_offered = true;
    if (m_wanted.name.empty() && !m_parts->tree->hasSelection())
        m_parts->tree->selectFirstProblem();
    else if (const auto chosen = m_parts->tree->selectedObjects(); m_wantedFound && chosen.size() == 1)
        m_parts->tree->select(chosen.front()); // rows came above it since: into sight once more
    m_wantedFound = false;
}

void MainWindow::selectionChanged()
{
    auto keys = m_cluster ? m_parts->tree->selectedObjects() : std::vector<ObjectKey>{};
    QString reason;
    bool any = false;
    for (const ObjectKey& key : keys) {
        const auto object = m_cluster->tree().find(key);
        if (!object || !flux::info(object->kind).canReconcile || object->ociHelmRepository)
            continue;
        any = true;
        if (const auto blocked = patchBlocked(object->kind, key); !blocked.isEmpty())
            reason = blocked;
    }
    m_parts->graph->setCurrent(keys.size() == 1 ? keys.front() : ObjectKey{});
    any = any && !isOverviewShown();
    m_parts->reconcile->setEnabled(any && reason.isEmpty());
    m_parts->reconcileWithSource->setEnabled(any && reason.isEmpty());
    const auto only = keys.size() == 1 ? m_cluster->tree().find(keys.front()) : nullptr;
    m_parts->callReceiver->setEnabled(only && canCall(*only) && !isOverviewShown() && !m_cluster->spec().snapshot);
    if (m_cluster)
        m_cluster->lookAt(keys.size() == 1 ? keys.front() : ObjectKey{});
    m_parts->inspector->setGitLabs(signedInTo());
    m_parts->inspector->showObjects(std::move(keys));
    m_parts->inspector->setReconcileBlocked(any || m_parts->inspector->objects().empty() ? reason : tr("This kind cannot be reconciled"));
}

void MainWindow::activityChanged()
{
    std::vector<session::Action> actions;
    for (int row = 0; row < m_activity.rowCount(); ++row) {
        actions.push_back(m_activity.action(row));
        actions.back().duration = m_activity.duration(row);
    }
    m_parts->activity->setActions(actions);
    m_parts->status->show(shownCluster(), m_activity.runningCount());
}

void MainWindow::reconcile(const std::vector<ObjectKey>& keys, bool withSource)
{
    if (!m_cluster || keys.empty())
        return;
    std::vector<ObjectKey> able;
    for (const ObjectKey& key : keys) {
        const auto object = m_cluster->tree().find(key);
        if (object && flux::info(object->kind).canReconcile && !object->ociHelmRepository)
            able.push_back(key);
    }
    if (able.empty())
        return;
    const Blast blast = blastOf(*m_cluster, able, withSource);
    if (blast.moves.size() == 1) {
        m_cluster->reconcile(able, withSource);
        return;
    }
    openReconcileDialog(this, *m_cluster, able, withSource, [this, able, asked = m_cluster](bool source) {
        if (asked)
            asked->reconcile(able, source);
    });
}

void MainWindow::goTo(items::ClusterModel* cluster, const ObjectKey& key)
{
    if (cluster && cluster != m_cluster)
        showCluster(m_services.clusters().rowOf(cluster));
    m_parts->tree->select(key);
    showPage(m_parts->views->currentIndex());
}

void MainWindow::closeCluster(int row)
{
    items::ClusterModel* closing = m_services.clusters().cluster(row);
    if (closing && closing == m_cluster)
        showCluster(-1);
    m_services.closeCluster(row);
}

void MainWindow::selectWhenSeen(const ObjectName& name)
{
    m_wanted = name;
    objectsChanged();
}

bool MainWindow::isSettled() const
{
    if (isOverviewShown())
        return m_parts->overviewDesk->isSettled();
    if (!m_cluster)
        return true;
    const auto& status = m_cluster->status();
    using session::ConnectionPhase;
    if (status.phase == ConnectionPhase::Live || status.phase == ConnectionPhase::CatchingUp)
        return status.complete && m_cluster->scheduler().backlog() == 0 && m_parts->graph->isSettled() && m_parts->delivery->isSettled()
            && m_parts->timeline->isSettled() && m_parts->drift->isSettled()
            && (m_parts->views->currentIndex() != DriftTab || !m_cluster->drift() || m_cluster->knowsDrift())
            && m_parts->checksWatch->isKnown();
    return status.phase != ConnectionPhase::Idle && status.phase != ConnectionPhase::Connecting
        && status.phase != ConnectionPhase::WaitingForAgent;
}

void MainWindow::setFilter(const QString& query)
{
    m_parts->tree->setFilter(query);
    m_parts->drift->setFilter(query);
    if (m_parts->views->currentIndex() == TimelineTab)
        m_parts->timeline->setFilter(query);
    if (m_parts->views->currentIndex() == ChecksTab)
        m_parts->checks->setFilter(query);
}

void MainWindow::applySettings()
{
    const Settings settings = m_services.settings();
    m_parts->tree->setComfortable(settings.comfortable);
    m_parts->tree->setSavedViews(settings.views);
    m_parts->timeline->setSavedRanges(settings.ranges);
    m_parts->tray->setShown(settings.trayShown);
}

void MainWindow::arrange()
{
    Parts& p = *m_parts;
    p.rail->setWidth(width() < NarrowBelow ? RailNarrow : width() >= WideFrom ? RailWide : RailNormal);
    // The graph has the room for itself unless the window is wide (design §6): Enter and F4 bring the inspector.
    // The views after it have what is chosen in full themselves: there it never takes room.
    const int tab = p.views->currentIndex();
    const bool overlay = tab >= DeliveryTab || width() < (tab == GraphTab ? WideFrom : OverlayBelow);
    const bool wide = width() >= WideFrom && tab == TreeTab;
    const int inspectorWidth = wide ? InspectorWide : InspectorNormal;
    if (overlay && !p.overlay) {
        p.inspector->setParent(p.horizontal->parentWidget());
        p.inspector->setVisible(false); // F4 brings it
    } else if (!overlay && p.overlay) {
        p.horizontal->addWidget(p.inspector);
        p.inspector->setVisible(m_inspectorWanted);
    }
    const bool first = p.inspector->minimumWidth() != inspectorWidth - 40;
    p.overlay = overlay;
    p.inspector->setMinimumWidth(inspectorWidth - 40);
    if (overlay) {
        const QRect area = p.horizontal->geometry();
        p.inspector->setOverlay(true);
        p.inspector->setGeometry(area.right() - inspectorWidth + 1, area.top(), inspectorWidth, area.height());
        p.inspector->raise();
    } else {
        p.inspector->setOverlay(false);
        if (first)
            p.inspector->setVisible(m_inspectorWanted);
        p.horizontal->setSizes({p.horizontal->width() - inspectorWidth, inspectorWidth});
    }
    p.inspectorShown->setChecked(!p.inspector->isHidden());
}

void MainWindow::setInspectorShown(bool shown)
{
    Parts& p = *m_parts;
    p.inspector->setVisible(shown);
    p.inspectorShown->setChecked(shown);
    if (!p.overlay)
        m_inspectorWanted = shown;
    else
        p.inspector->raise();
}

void MainWindow::tick()
{
    if (!isVisible())
        return;
    m_parts->tree->tick();
    m_parts->delivery->tick();
    m_parts->drift->tick();
    offerFirstProblem();
    m_parts->status->show(shownCluster(), m_activity.runningCount());
    m_parts->inspector->refresh();
}

void MainWindow::askConsent(const ConsentQuestion& question)
{
    m_parts->consents.insert(question.id, openConsentDialog(this, m_services, question));
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    arrange();
}

void MainWindow::comeForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    Settings settings = m_services.settings();
    settings.geometry = saveGeometry();
    settings.treeColumns = m_parts->tree->columnState();
    settings.inspectorShown = m_inspectorWanted;
    settings.activityShown = m_parts->activityWanted;
    m_services.setSettings(settings);
    event->accept();
}

} // namespace dg::window

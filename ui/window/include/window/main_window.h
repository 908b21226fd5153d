// SPDX-License-Identifier: Apache-2.0
// The main window: menu bar, clusters rail, view tabs, the tree, inspector, activity, status bar. Shows one cluster at a
// time; the others sleep. GUI thread only; no nested event loops.
#pragma once

#include "base/object_key.h"
#include "checks/gitlab_facts.h"
#include "drift/finding.h"
#include "gitlab/host.h"
#include "history/rows.h"
#include "items/activity_model.h"
#include "views/graph_page.h" // GraphFormat: lupdate loses the namespace behind an enum declared ahead
#include "views/timeline_page.h" // TimelineExport
#include "window/services.h"

#include <QMainWindow>
#include <QPointer>

#include <memory>

namespace dg::items {
class ClusterModel;
}

namespace dg::window {

class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Services& services, QWidget* parent = nullptr);
    ~MainWindow() override;

    void showCluster(int row);
    [[nodiscard]] items::ClusterModel* cluster() const;
    // Of --view and --select; the object may come later with the data. False: no such view.
    bool showView(const QString& name);
    void selectWhenSeen(const ObjectName& name);
    // The first state of every stream is here and painted rows stand: a picture may be taken.
    [[nodiscard]] bool isSettled() const;
    void setFilter(const QString& query);

    // Asks (dialog) or acts at once: one row without others behind it acts at once.
    void reconcile(const std::vector<ObjectKey>& keys, bool withSource);
    void callReceiver();
    void exportKubeconfig();
    void openPalette();
    void openConnect();
    void openSnapshot(const QString& path); // a file as a cluster; what is wrong with it is told
    // Asks what is compared exactly, with what: about what is chosen, or `everything` at first.
    void openCompare(bool everything);
    // The same at the GitLab page: `address` of a GitLab or an environment's page, `why` is shown; both may be empty.
    void openSignIn(const QString& address, const QString& why);
    void openExport(); // a report of the cluster shown
    void openOwners(); // "Who owns this?", about the selected object at first

protected:
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildLayout();
    void buildMenus();
    QAction* addCommand(
        QMenu* menu, const QString& name, const QString& text, const QKeySequence& keys, const QString& icon, std::function<void()> run);
    void applySettings();
    void arrange(); // rail and inspector by the window's width
    void setInspectorShown(bool shown);
    void closeCluster(int row);
    void clusterChanged(); // status of the shown cluster
    void objectsChanged(); // its tree
    void offerFirstProblem();
    void selectionChanged();
    void activityChanged();
    void goTo(items::ClusterModel* cluster, const ObjectKey& key);
    void showPage(int tab); // with the keyboard focus
    void pageChanged(int tab);
    void connectGraph();
    void connectDelivery();
    void askFormerRuns(const ObjectKey& applier);
    void showDeliveryClusters();
    void showDelivery();
    [[nodiscard]] std::vector<gitlab::Host> signedInTo() const;
    void connectDrift();
    void driftChanged();
    void connectTimeline();
    void showObjectTimeline(); // of what is chosen in the tree
    void showHistory(); // of the shown cluster
    void addTimelineCommands(QMenu* view);
    void exportTimeline(views::TimelineExport what);
    void connectChecks();
    void connectReports();
    void addSnapshotCommands(QMenu* menu);
    void addReplayCommands(QMenu* menu);
    [[nodiscard]] QString patchBlocked(flux::Kind kind, const ObjectKey& key) const; // why; empty: it may be tried
    [[nodiscard]] const std::vector<checks::Outcome>* knownOutcomes(const items::ClusterModel* cluster) const;
    void checksChanged();
    void askGitLabForChecks();
    // With the account's token; without one `done` is not called.
    void askGitLab(const AgentChoice& choice, const checks::GitLabQuestion& question, std::function<void(checks::GitLabAnswer)> done);
    void askGitLabForOverview(items::ClusterModel* cluster);
    void connectOverview();
    [[nodiscard]] bool isOverviewShown() const;
    void showOverview();
    void leaveOverview();
    [[nodiscard]] items::ClusterModel* shownCluster() const;
    void openFromOverview(int row, const history::ObjectRow& object);
    void exportOverview();
    void comparisonChanged();
    void acceptDrift(const std::vector<drift::Finding>& findings);
    void exportGraph(views::GraphFormat format);
    void cycleParts(int step);
    void showShortcuts();
    void showContextMenu(const QPoint& at);
    void tick();
    void comeForward(); // from the tray or the taskbar
    void askConsent(const ConsentQuestion& question);

    Services& m_services;
    items::ActivityModel m_activity;
    QPointer<items::ClusterModel> m_cluster;
    ObjectName m_wanted;
    bool m_offered = false; // the first problem of the shown cluster was chosen, or need not be
    bool m_wantedFound = false; // m_wanted was chosen while the rest still loaded
    bool m_inspectorWanted = true; // by the user; an overlay when the window is narrow
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace dg::window

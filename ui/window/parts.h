// SPDX-License-Identifier: Apache-2.0
// The main window's widgets and commands, for its own files only.
#pragma once

#include "checks/gitlab_facts.h"
#include "palette.h"
#include "rail.h"
#include "status_bar.h"
#include "tray.h"
#include "views/activity_dock.h"
#include "views/checks_page.h"
#include "views/delivery_page.h"
#include "views/drift_page.h"
#include "views/graph_page.h"
#include "views/inspector.h"
#include "views/overview_page.h"
#include "views/timeline_page.h"
#include "views/tree_page.h"
#include "window/main_window.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QHash>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>

namespace dg::items {
class ChecksWatch;
class OverviewDesk;
} // namespace dg::items
namespace dg::widgets {
class CountPill;
}

namespace dg::window {

class DeliveryFacts;
class ReportRunner;
class SnapshotBar;
class ReportSchedule;

struct Command {
    QAction* action = nullptr;
    QString icon;
};

enum View : int { TreeTab, GraphTab, DeliveryTab, DriftTab, TimelineTab, ChecksTab };

struct MainWindow::Parts {
    Rail* rail = nullptr;
    QTabBar* views = nullptr;
    QWidget* toolRow = nullptr;
    SnapshotBar* snapshotBar = nullptr;
    QList<QAction*> replayActions; // while a recording is shown
    QStackedWidget* centre = nullptr; // one cluster with its tabs, or the overview
    views::OverviewPage* overview = nullptr;
    items::OverviewDesk* overviewDesk = nullptr;
    QAbstractButton* go = nullptr;
    QStackedWidget* pages = nullptr; // as the tabs
    views::TreePage* tree = nullptr;
    views::GraphPage* graph = nullptr;
    views::DeliveryPage* delivery = nullptr;
    DeliveryFacts* deliveryFacts = nullptr;
    views::DriftPage* drift = nullptr;
    widgets::CountPill* driftCount = nullptr;
    views::TimelinePage* timeline = nullptr;
    views::ChecksPage* checks = nullptr;
    items::ChecksWatch* checksWatch = nullptr;
    widgets::CountPill* checksCount = nullptr;
    ReportRunner* reports = nullptr;
    ReportSchedule* reportSchedule = nullptr;
    std::optional<checks::GitLabQuestion> gitlabAsked; // for the checks of the shown cluster
    views::ActivityDock* activity = nullptr;
    QSplitter* vertical = nullptr;
    QSplitter* horizontal = nullptr; // centre and inspector
    views::Inspector* inspector = nullptr;
    bool overlay = false; // the inspector lies over the centre
    StatusBar* status = nullptr;
    Tray* tray = nullptr;
    Palette* palette = nullptr;
    std::vector<Command> commands; // in menu order, for palette and shortcuts sheet
    QAction* reconcile = nullptr;
    QAction* reconcileWithSource = nullptr;
    QAction* exportKubeconfig = nullptr;
    QAction* callReceiver = nullptr; // while one that can be called is selected
    QAction* inspectorShown = nullptr;
    QAction* activityShown = nullptr;
    bool activityWanted = true; // by the user, beside the tree; the graph begins without it
    QTimer second;
    QHash<quint64, QPointer<QWidget>> consents;
};

} // namespace dg::window

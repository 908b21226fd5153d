// SPDX-License-Identifier: Apache-2.0
// The Overview in the window: it takes the place of the tabs while it is shown, and what acts on one cluster rests then.
#include "gitlab/host.h"
#include "items/checks_watch.h"
#include "items/cluster_list_model.h"
#include "items/history_desk.h"
#include "items/overview_desk.h"
#include "parts.h"
#include "save_file.h"
#include "text/words.h"

#include <QDate>
#include <QDir>

namespace dg::window {

namespace {

// Commands about the shown cluster and what is selected in it: nobody sees either on the Overview.
bool isAboutOneCluster(const QString& command)
{
    const bool opensCluster = command.startsWith(QLatin1String("cluster")) && command.back().isDigit();
    return !opensCluster
        && (command.startsWith(QLatin1String("object")) || command.startsWith(QLatin1String("cluster"))
            || command == QLatin1String("editCopyName"));
}

} // namespace

void MainWindow::connectOverview()
{
    auto& p = *m_parts;
    connect(p.rail, &Rail::allChosen, this, &MainWindow::showOverview);
    connect(p.overview, &views::OverviewPage::clusterRequested, this, [this](int row) {
        showCluster(row);
        showPage(TreeTab);
    });
    connect(p.overview, &views::OverviewPage::objectRequested, this, &MainWindow::openFromOverview);
    connect(p.overview, &views::OverviewPage::signInRequested, this, [this](const QString& host) { openSignIn(host, {}); });
    connect(p.overview, &views::OverviewPage::exportRequested, this, &MainWindow::exportOverview);
    connect(p.overviewDesk, &items::OverviewDesk::gitlabWanted, this, &MainWindow::askGitLabForOverview);
    connect(&m_services, &Services::checkMutesChanged, this, [this] { m_parts->overviewDesk->setMutes(m_services.checkMutes()); });
    p.overviewDesk->setMutes(m_services.checkMutes());
}

// As the Checks view does for the shown cluster.
void MainWindow::askGitLabForOverview(items::ClusterModel* cluster)
{
    const auto choice = m_services.agentOf(m_services.clusters().rowOf(cluster));
    const auto host = choice ? gitlab::parseHost(choice->account.host.toStdString()) : fail(ErrorCode::BadValue);
    const auto* checks = m_parts->overviewDesk->checksOf(cluster);
    if (!host || !checks)
        return;
    askGitLab(*choice, {choice->agentId, checks->projectsToAsk(*host)}, [this, asked = QPointer(cluster)](checks::GitLabAnswer answer) {
        if (asked)
            m_parts->overviewDesk->setGitLab(asked, std::move(answer));
    });
}

bool MainWindow::isOverviewShown() const
{
    return m_parts->centre->currentWidget() == m_parts->overview;
}

void MainWindow::showOverview()
{
    auto& p = *m_parts;
    std::vector<items::OverviewToken> tokens;
    for (const auto& account : m_services.gitlabAccounts()) {
        if (account.expires > 0)
            tokens.push_back({account.host.toStdString(), account.user.toStdString(), WallTime{std::chrono::seconds{account.expires}}});
    }
    p.overview->setTokens(std::move(tokens));
    if (!isOverviewShown()) {
        p.centre->setCurrentWidget(p.overview);
        p.overviewDesk->setActive(true);
        p.rail->setAllShown(true);
        for (const Command& command : p.commands) {
            if (isAboutOneCluster(command.action->objectName()))
                command.action->setEnabled(false);
        }
        setWindowTitle(tr("%1 - Driftglass").arg(tr("All clusters")));
        p.status->setAll(true);
        p.status->show(shownCluster(), m_activity.runningCount());
    }
    p.overview->focusList();
}

void MainWindow::leaveOverview()
{
    auto& p = *m_parts;
    if (!isOverviewShown())
        return;
    p.overviewDesk->setActive(false);
    p.centre->setCurrentIndex(0);
    p.rail->setAllShown(false);
    p.rail->setCurrent(m_services.clusters().rowOf(m_cluster));
    for (const Command& command : p.commands) {
        if (isAboutOneCluster(command.action->objectName()))
            command.action->setEnabled(true);
    }
    setWindowTitle(m_cluster ? tr("%1 - Driftglass").arg(text::cleanLine(m_cluster->name().toStdString())) : QStringLiteral("Driftglass"));
    p.status->setAll(false);
    p.status->show(m_cluster, m_activity.runningCount());
    selectionChanged();
}

// What the status bar speaks of.
items::ClusterModel* MainWindow::shownCluster() const
{
    return isOverviewShown() ? nullptr : m_cluster;
}

// In the tree, or in the timeline when it is gone from the cluster.
void MainWindow::openFromOverview(int row, const history::ObjectRow& object)
{
    showCluster(row);
    auto* cluster = m_services.clusters().cluster(row);
    if (!cluster)
        return;
    auto& pool = m_services.pool();
    const ObjectKey key{pool.intern(object.group), pool.intern(object.kind), pool.intern(object.ns), pool.intern(object.name)};
    if (cluster->tree().find(key)) {
        m_parts->views->setCurrentIndex(TreeTab);
        m_parts->tree->setFilter({}); // it might hide the object
        return goTo(cluster, key);
    }
    showPage(TimelineTab);
    m_parts->timeline->showObject(history::ObjectRow{0, object.group, object.kind, object.ns, object.name});
}

void MainWindow::exportOverview()
{
    const QString name = QStringLiteral("driftglass-overview-%1.pdf").arg(QDate::currentDate().toString(Qt::ISODate));
    m_services.pickSaveFile(
        this, tr("Export the overview"), QDir(QDir::homePath()).filePath(name), [guard = QPointer(this)](const QString& path) {
            if (!guard || path.isEmpty())
                return;
            auto* page = guard->m_parts->overview;
            const auto content = page->pdf();
            const Status saved = content ? saveFile(path, *content) : Status(tl::unexpected(content.error()));
            //: %1 a path
            page->showNotice(saved ? tr("Saved as %1.").arg(QDir::toNativeSeparators(path)) : text::errorSentence(saved.error()), !saved);
        });
}

} // namespace dg::window

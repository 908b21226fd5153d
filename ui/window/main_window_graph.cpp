// SPDX-License-Identifier: Apache-2.0
// The graph beside the tree: one selection, and files of what it shows.
#include "parts.h"
#include "save_file.h"
#include "text/words.h"

#include <QDir>

namespace dg::window {

void MainWindow::showPage(int tab)
{
    Parts& p = *m_parts;
    leaveOverview();
    p.views->setCurrentIndex(tab);
    if (tab == GraphTab)
        p.graph->focusCanvas();
    else if (tab == DeliveryTab)
        p.delivery->focusList();
    else if (tab == DriftTab)
        p.drift->focusList();
    else if (tab == TimelineTab)
        p.timeline->focusList();
    else if (tab == ChecksTab)
        p.checks->focusList();
    else
        p.tree->focusTree();
}

bool MainWindow::showView(const QString& name)
{
    const QStringList names{QStringLiteral("tree"), QStringLiteral("graph"), QStringLiteral("delivery"), QStringLiteral("drift"),
        QStringLiteral("timeline"), QStringLiteral("checks")}; // as the tabs
    const auto tab = name.isEmpty() ? static_cast<int>(TreeTab) : static_cast<int>(names.indexOf(name));
    if (name == QLatin1String("overview")) {
        showOverview();
        return true;
    }
    if (tab < 0)
        return false;
    showPage(tab);
    return true;
}

void MainWindow::pageChanged(int tab)
{
    Parts& p = *m_parts;
    leaveOverview();
    p.pages->setCurrentIndex(tab);
    p.activity->setVisible(tab == TreeTab && p.activityWanted);
    p.activityShown->setChecked(!p.activity->isHidden());
    arrange();
}

void MainWindow::connectGraph()
{
    views::GraphPage* graph = m_parts->graph;
    connect(graph, &views::GraphPage::objectChosen, this, [this](const ObjectKey& key) { m_parts->tree->select(key); });
    connect(graph, &views::GraphPage::objectActivated, this, [this](const ObjectKey& key) {
        m_parts->tree->select(key);
        setInspectorShown(true);
    });
    connect(graph, &views::GraphPage::contextMenuRequested, this, &MainWindow::showContextMenu);
    connect(graph, &views::GraphPage::exportRequested, this, &MainWindow::exportGraph);
}

void MainWindow::exportGraph(views::GraphFormat format)
{
    const QString suggestion = QDir(QDir::homePath()).filePath(m_parts->graph->suggestedFile(format));
    m_services.pickSaveFile(this, tr("Export the graph"), suggestion, [guard = QPointer(this), format](const QString& path) {
        if (!guard || path.isEmpty())
            return;
        views::GraphPage* graph = guard->m_parts->graph;
        const auto content = graph->exported(format); // as it is now: it lives while the dialog is open
        const Status saved = content ? saveFile(path, *content) : Status(tl::unexpected(content.error()));
        graph->showNotice(
            saved ? tr("The graph was saved as %1.").arg(QDir::toNativeSeparators(path)) : text::errorSentence(saved.error()), !saved);
    });
}

} // namespace dg::window

// SPDX-License-Identifier: Apache-2.0
// The graph beside the tree: one selection, and files of what it shows.
#include "parts.h"
#include "text/words.h"

#include <QDir>
#include <QSaveFile>

namespace dg::window {

namespace {

Status writeFile(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return fail(ErrorCode::FileUnwritable, path.toStdString(), file.errorString().toStdString());
    return {};
}

} // namespace

void MainWindow::showPage(int tab)
{
    Parts& p = *m_parts;
    p.views->setCurrentIndex(tab);
    if (tab == GraphTab)
        p.graph->focusCanvas();
    else if (tab == DeliveryTab)
        p.delivery->focusList();
    else if (tab == DriftTab)
        p.drift->focusList();
    else if (tab == ChecksTab)
        p.checks->focusList();
    else
        p.tree->focusTree();
}

void MainWindow::pageChanged(int tab)
{
    Parts& p = *m_parts;
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
        const Status saved = content ? writeFile(path, *content) : Status(tl::unexpected(content.error()));
        graph->showNotice(
            saved ? tr("The graph was saved as %1.").arg(QDir::toNativeSeparators(path)) : text::errorSentence(saved.error()), !saved);
    });
}

} // namespace dg::window

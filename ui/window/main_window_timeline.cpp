// SPDX-License-Identifier: Apache-2.0
// The Timeline view in the window: whose history it asks, what it leads to, files of what it shows.
#include "flux/reconcile.h"
#include "items/delivery_model.h"
#include "items/history_desk.h"
#include "items/timeline_desk.h"
#include "parts.h"
#include "rail_tides.h"
#include "save_file.h"
#include "text/words.h"

#include <QDir>

namespace dg::window {

void MainWindow::connectTimeline()
{
    auto* page = m_parts->timeline;
    connect(page, &views::TimelinePage::selectRequested, this, [this](const ObjectKey& key) {
        m_parts->views->setCurrentIndex(TreeTab);
        m_parts->tree->setFilter({}); // it might hide the object
        goTo(m_cluster, key);
    });
    connect(page, &views::TimelinePage::runRequested, this, [this](const ObjectKey& key, const QString& revision) {
        if (m_parts->delivery->selectRun(key, revision.toStdString()))
            return showPage(DeliveryTab);
        m_parts->views->setCurrentIndex(TreeTab);
        goTo(m_cluster, key);
    });
    connect(page, &views::TimelinePage::copyRequested, this, [this](const QString& words) {
        m_services.clipboard().setText(words);
        m_parts->timeline->showNotice(tr("Copied."), false);
    });
    m_parts->rail->setTides(*new RailTides(m_services.clusters(), m_services.clock(), this));
    auto* inspector = m_parts->inspector;
    connect(inspector, &views::Inspector::timelineRequested, this, &MainWindow::showObjectTimeline);
    connect(inspector, &views::Inspector::dayWanted, this, [this](const ObjectKey& key) {
        const history::ObjectRow object{0, key.group.str(), key.kind.str(), key.ns.str(), key.name.str()};
        m_parts->timeline->desk().day(object, [this, key](const Result<items::TimelineDay>& day) {
            if (day)
                m_parts->inspector->setDay(key, *day);
        });
    });
    connect(&page->desk(), &items::TimelineDesk::written, inspector, [inspector] {
        if (inspector->isVisible())
            inspector->askDay();
    });
    connect(page, &views::TimelinePage::savedRangesChanged, this, [this](const std::vector<views::SavedRange>& ranges) {
        auto settings = m_services.settings();
        settings.ranges = ranges;
        m_services.setSettings(settings);
    });
    connect(page, &views::TimelinePage::exportRequested, this, &MainWindow::exportTimeline);
}

void MainWindow::addTimelineCommands(QMenu* view)
{
    addCommand(view, QStringLiteral("viewChanges"), tr("What changed between two times…"), QKeySequence(Qt::CTRL | Qt::Key_H),
        QStringLiteral("merge-request"), [this] {
            showPage(TimelineTab);
            m_parts->timeline->openChanges();
        });
    addCommand(view, QStringLiteral("viewRewind"), tr("Rewind the tree…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H),
        QStringLiteral("view-timeline"), [this] {
            showPage(TimelineTab);
            m_parts->timeline->openRewind();
        });
}

void MainWindow::showHistory()
{
    auto* history = m_cluster ? m_cluster->historyDesk() : nullptr;
    m_parts->timeline->setShared(history && history->url().starts_with("postgresql:"));
    m_parts->timeline->setHistory(history, history ? m_cluster->historyName().identity : std::string());
}

void MainWindow::showObjectTimeline()
{
    const auto chosen = m_cluster ? m_parts->tree->selectedObjects() : std::vector<ObjectKey>{};
    showPage(TimelineTab);
    if (chosen.size() != 1)
        return m_parts->timeline->showObject(std::nullopt);
    const auto& key = chosen.front();
    m_parts->timeline->showObject(history::ObjectRow{0, key.group.str(), key.kind.str(), key.ns.str(), key.name.str()});
}

void MainWindow::exportTimeline(views::TimelineExport what)
{
    const QString suggestion = QDir(QDir::homePath()).filePath(m_parts->timeline->suggestedFile(what));
    m_services.pickSaveFile(this, tr("Export the timeline"), suggestion, [guard = QPointer(this), what](const QString& path) {
        if (!guard || path.isEmpty())
            return;
        auto* page = guard->m_parts->timeline;
        const auto content = page->exported(what); // as it is now: it lives while the dialog is open
        const Status saved = content ? saveFile(path, *content) : Status(tl::unexpected(content.error()));
        //: %1 a path
        page->showNotice(saved ? tr("Saved as %1.").arg(QDir::toNativeSeparators(path)) : text::errorSentence(saved.error()), !saved);
    });
}

} // namespace dg::window

// SPDX-License-Identifier: Apache-2.0
// Snapshots in the window: saved, opened, played.
#include "dialogs.h"
#include "items/cluster_list_model.h"
#include "parts.h"
#include "snapshot_bar.h"
#include "text/words.h"

#include <QMenu>

namespace dg::window {

namespace {

constexpr Millis Step{10'000};

} // namespace

void MainWindow::openSnapshot(const QString& path)
{
    m_services.openSnapshot(path, [guard = QPointer(this)](const Result<int>& row) {
        if (guard && row)
            guard->showCluster(*row);
        else if (guard)
            openNotice(guard, text::errorSentence(row.error()));
    });
}

void MainWindow::addSnapshotCommands(QMenu* menu)
{
    addCommand(menu, QStringLiteral("fileSnapshot"), tr("Save a snapshot…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_N),
        QStringLiteral("action-snapshot"), [this] {
            if (m_cluster)
                openSnapshotDialog(this, m_services, *m_cluster);
            else
                openNotice(this, tr("Open a cluster first: a snapshot is of one."));
        });
    addCommand(menu, QStringLiteral("fileOpenSnapshot"), tr("Open a snapshot or recording…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O),
        QStringLiteral("action-snapshot"), [this] {
            m_services.pickOpenFile(this, tr("Open a snapshot or recording"), [guard = QPointer(this)](const QString& path) {
                if (guard && !path.isEmpty())
                    guard->openSnapshot(path);
            });
        });
}

void MainWindow::addReplayCommands(QMenu* menu)
{
    auto& actions = m_parts->replayActions;
    actions << addCommand(menu, QStringLiteral("replayPlay"), tr("Play or pause the recording"),
        QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Space), QStringLiteral("action-resume"),
        [this] { m_parts->snapshotBar->togglePlaying(); });
    actions << addCommand(menu, QStringLiteral("replayBack"), tr("10 seconds back in the recording"), QKeySequence(Qt::ALT | Qt::Key_Left),
        QStringLiteral("action-snapshot"), [this] { m_parts->snapshotBar->skip(-Step); });
    actions << addCommand(menu, QStringLiteral("replayForward"), tr("10 seconds forward in the recording"),
        QKeySequence(Qt::ALT | Qt::Key_Right), QStringLiteral("action-snapshot"), [this] { m_parts->snapshotBar->skip(Step); });
    for (auto* action : actions)
        action->setEnabled(false);
}

QString MainWindow::patchBlocked(flux::Kind kind, const ObjectKey& key) const
{
    if (m_cluster->spec().snapshot)
        return tr("A snapshot is read-only");
    if (m_cluster->mayPatch(kind) == session::Permission::Denied) //: %1 is a kind in the plural, %2 a namespace
        return tr("Needs the right to patch %1 in %2").arg(text::qs(flux::info(kind).plural), text::cleanLine(key.ns.view()));
    return {};
}

} // namespace dg::window

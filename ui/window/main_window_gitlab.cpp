// SPDX-License-Identifier: Apache-2.0
// What the window does about GitLab and connecting: the Connect dialog, a kubeconfig for kubectl, a Receiver called by hand.
#include "dialogs.h"
#include "gitlab/glab.h"
#include "items/cluster_list_model.h"
#include "parts.h"
#include "text/words.h"
#include "window/connect_dialog.h"
#include "window/receiver_dialog.h"

namespace dg::window {

void MainWindow::openConnect()
{
    // Whoever has contexts and never signed in to a GitLab is offered the contexts.
    const bool contexts = m_services.gitlabAccounts().empty() && !m_services.contexts().contexts.empty();
    openConnectDialog(this, m_services, contexts ? ConnectWay::Kubeconfig : ConnectWay::GitLabAgent, [guard = QPointer(this)](int row) {
        if (guard)
            guard->showCluster(row);
    });
}

void MainWindow::openSignIn(const QString& address, const QString& why)
{
    const auto opened = [guard = QPointer(this)](int row) {
        if (guard)
            guard->showCluster(row);
    };
    openConnectDialog(this, m_services, ConnectWay::GitLabAgent, opened, address, why);
}

// As glab writes it: kubectl gets its tokens from glab, the file holds none.
void MainWindow::exportKubeconfig()
{
    const auto choice = m_cluster ? m_services.agentOf(m_services.clusters().rowOf(m_cluster)) : std::nullopt;
    auto host = choice ? gitlab::parseHost(choice->account.host.toStdString()) : fail(ErrorCode::BadValue);
    if (!host)
        return openNotice(this, tr("Only a cluster that was opened through GitLab in the Connect dialog can be exported."));
    gitlab::GlabContext context;
    context.host = *host;
    context.proxyUrl = choice->proxyUrl.toStdString();
    context.agentId = choice->agentId;
    context.agentName = choice->name.toStdString();
    context.project = choice->project.toStdString();
    m_services.pickSaveFile(
        this, tr("Export a kubeconfig"), QStringLiteral("%1.yaml").arg(choice->name), [this, context](const QString& path) {
            if (path.isEmpty())
                return;
            const auto written = gitlab::writeGlabKubeconfig(context, path);
            //: %1 a file, %2 a kubeconfig context
            openNotice(this,
                written
                    ? tr("Written: %1, context %2. kubectl asks glab for its tokens.").arg(path, text::qs(gitlab::glabContextName(context)))
                    : text::errorSentence(written.error()));
        });
}

void MainWindow::callReceiver()
{
    const auto keys = m_cluster ? m_parts->tree->selectedObjects() : std::vector<ObjectKey>{};
    const auto receiver = keys.size() == 1 ? m_cluster->tree().find(keys.front()) : nullptr;
    if (!receiver || !canCall(*receiver))
        return;
    openReceiverDialog(this, *receiver, [key = keys.front(), asked = m_cluster](session::ReceiverCall call) {
        if (asked)
            asked->triggerReceiver(key, std::move(call));
    });
}

} // namespace dg::window

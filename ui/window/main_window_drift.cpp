// SPDX-License-Identifier: Apache-2.0
// The Drift view in the window: what it is fed with, and what it asks for.
#include "accept_dialog.h"
#include "items/cluster_list_model.h"
#include "parts.h"
#include "text/words.h"
#include "widgets/labels.h"

#include <QAction>

namespace dg::window {

void MainWindow::connectDrift()
{
    views::DriftPage* drift = m_parts->drift;
    drift->setReconcileBlock([this](const ObjectKey& owner) -> QString {
        const auto object = m_cluster ? m_cluster->tree().find(owner) : nullptr;
        if (!object || !flux::info(object->kind).canReconcile)
            return tr("This kind cannot be reconciled");
        if (m_cluster->mayPatch(object->kind) == session::Permission::Denied) //: %1 is a kind in the plural, %2 a namespace
            return tr("Needs the right to patch %1 in %2").arg(text::qs(flux::info(object->kind).plural), text::cleanLine(owner.ns.view()));
        return {};
    });
    connect(drift, &views::DriftPage::objectWanted, this, [this](const ObjectKey& key) {
        if (m_cluster)
            m_cluster->fetchObject(key, [guard = QPointer(m_parts->drift), key](const Result<std::string>& json) {
                if (guard)
                    guard->setObject(key, json);
            });
    });
    connect(drift, &views::DriftPage::reconcileRequested, this, [this](const ObjectKey& owner) { reconcile({owner}, false); });
    connect(drift, &views::DriftPage::copyRequested, this, [this](const QString& words) { m_services.clipboard().setText(words); });
    connect(drift, &views::DriftPage::selectRequested, this, [this](const ObjectKey& key) {
        m_parts->views->setCurrentIndex(TreeTab);
        goTo(m_cluster, key);
    });
    connect(drift, &views::DriftPage::notWatchedRequested, this, [this] {
        m_parts->views->setCurrentIndex(TreeTab);
        m_parts->tree->setFilter(QStringLiteral("drift:not-watched"));
        m_parts->tree->expandAll();
        m_parts->tree->focusTree();
    });
    // Comparing reads whole objects, and a Kustomization's files have to be given: that is the command line's.
    connect(drift, &views::DriftPage::compareRequested, this, [this] {
        const ObjectKey owner = m_parts->drift->currentOwner();
        QString command = QStringLiteral("driftglass drift --exact");
        if (!owner.empty())
            command += QStringLiteral(" --owner ") + text::cleanLine(owner.toString());
        if (owner.kind.view() == "Kustomization")
            command += QStringLiteral(" --from .");
        m_services.clipboard().setText(command);
        m_parts->drift->showNotice(tr("The command that compares with the manifests was copied: %1").arg(command), false);
    });
    connect(drift, &views::DriftPage::acceptRequested, this, &MainWindow::acceptDrift);
}

void MainWindow::acceptDrift(const std::vector<drift::Finding>& findings)
{
    if (!m_cluster)
        return;
    openAcceptDialog(this, findings, m_cluster->findings(), m_cluster->spec().name, m_services.clock().wall(),
        [this](const std::vector<drift::Rule>& rules) {
            if (const Status saved = m_services.addDriftRules(rules); !saved)
                m_parts->drift->showNotice(text::errorSentence(saved.error()), true);
        });
}

void MainWindow::driftChanged()
{
    Parts& p = *m_parts;
    const auto summary = m_cluster ? m_cluster->driftSummary() : drift::Summary{};
    if (m_cluster && m_cluster->knowsDrift())
        p.drift->setFindings(m_cluster->findings(), m_cluster->episodes(), summary);
    p.driftCount->setCount(static_cast<int>(summary.objects));
    p.views->setAccessibleTabName(
        DriftTab, summary.objects > 0 ? tr("Drift, %n objects", nullptr, static_cast<int>(summary.objects)) : tr("Drift"));
}

} // namespace dg::window

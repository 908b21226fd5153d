// SPDX-License-Identifier: Apache-2.0
// The Drift view in the window: what it is fed with, and what it asks for.
#include "accept_dialog.h"
#include "compare_dialog.h"
#include "items/cluster_list_model.h"
#include "parts.h"
#include "text/words.h"
#include "widgets/labels.h"

#include <QAction>

#include <algorithm>

namespace dg::window {

namespace {

QString compareError(const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return MainWindow::tr("The comparison was cancelled.");
    if (error.code == ErrorCode::BadValue && error.subject == "sources")
        return MainWindow::tr("The Kustomizations come from several sources, and one folder was given.");
    return text::errorSentence(error);
}

} // namespace

void MainWindow::connectDrift()
{
    views::DriftPage* drift = m_parts->drift;
    drift->setReconcileBlock([this](const ObjectKey& owner) -> QString {
        const auto object = m_cluster ? m_cluster->tree().find(owner) : nullptr;
        if (!object || !flux::info(object->kind).canReconcile)
            return tr("This kind cannot be reconciled");
        return patchBlocked(object->kind, owner);
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
    connect(drift, &views::DriftPage::compareRequested, this, &MainWindow::openCompare);
    connect(drift, &views::DriftPage::compareCancelled, this, [this] {
        if (m_cluster)
            m_cluster->cancelAction(m_cluster->comparison().running);
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

void MainWindow::openCompare(bool everything)
{
    if (!m_cluster)
        return;
    const bool drift = m_parts->views->currentIndex() == DriftTab;
    ObjectKey object, owner;
    if (drift) {
        object = m_parts->drift->current();
        owner = m_parts->drift->currentOwner();
    } else if (const auto chosen = m_parts->tree->selectedObjects(); chosen.size() == 1) {
        object = chosen.front();
        owner = ownerOf(m_cluster->tree(), object, m_services.pool());
    }
    if (!isOwner(owner))
        owner = {};
    openCompareDialog(this, m_services, *m_cluster, object, owner, everything, [asked = m_cluster](const CompareScope& scope) {
        if (asked)
            asked->compareExactly(scope.object, scope.owners);
    });
}

void MainWindow::comparisonChanged()
{
    views::DriftPage::Comparison shown;
    std::vector<session::NotCompared> notCompared;
    if (m_cluster) {
        const auto now = m_cluster->comparison();
        shown.running = now.running != 0;
        shown.at = now.at;
        shown.compared = now.compared;
        if (now.error)
            shown.error = compareError(*now.error);
        shown.next = now.next;
        shown.backedOff = now.backedOff;
        const auto action = std::ranges::find(m_cluster->actions(), now.running, &session::Action::id);
        if (action != m_cluster->actions().end()) {
            shown.done = action->compared;
            shown.known = action->known;
        }
        notCompared = m_cluster->notCompared();
    }
    m_parts->drift->setComparison(shown, notCompared);
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

// SPDX-License-Identifier: Apache-2.0
// The Checks view in the window: what it is fed with, and what it asks for.
#include "accept_risk_dialog.h"
#include "items/checks_watch.h"
#include "parts.h"
#include "text/words.h"
#include "widgets/labels.h"

#include <QUrl>

namespace dg::window {

void MainWindow::connectChecks()
{
    auto* page = m_parts->checks;
    auto* watch = m_parts->checksWatch;
    connect(watch, &items::ChecksWatch::changed, this, &MainWindow::checksChanged);
    connect(&m_services, &Services::checkMutesChanged, this, [this] { m_parts->checksWatch->setMutes(m_services.checkMutes()); });
    watch->setMutes(m_services.checkMutes());
    connect(page, &views::ChecksPage::runAgainRequested, watch, &items::ChecksWatch::runAgain);
    connect(page, &views::ChecksPage::copyRequested, this, [this](const QString& words) { m_services.clipboard().setText(words); });
    connect(page, &views::ChecksPage::documentationRequested, this, [this](const QString& url) { m_services.openUrl(QUrl(url)); });
    connect(page, &views::ChecksPage::selectRequested, this, [this](const ObjectKey& key) {
        m_parts->views->setCurrentIndex(TreeTab);
        goTo(m_cluster, key);
    });
    connect(page, &views::ChecksPage::acceptRequested, this, [this](const checks::Outcome& outcome) {
        if (!m_cluster)
            return;
        openAcceptRiskDialog(
            this, outcome, m_cluster->spec().name, m_services.clock().wall(), [this](const std::vector<checks::Mute>& mutes) {
                if (const Status saved = m_services.addCheckMutes(mutes); !saved)
                    m_parts->checks->showNotice(text::errorSentence(saved.error()), true);
            });
    });
}

void MainWindow::checksChanged()
{
    Parts& p = *m_parts;
    p.checks->setOutcomes(p.checksWatch->outcomes(), p.checksWatch->isKnown());
    const int count = p.checks->attention();
    p.checksCount->setCount(count);
    p.views->setAccessibleTabName(ChecksTab, count > 0 ? tr("Checks, %n need attention", nullptr, count) : tr("Checks"));
}

} // namespace dg::window

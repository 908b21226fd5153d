// SPDX-License-Identifier: Apache-2.0
// The Checks view in the window: what it is fed with, and what it asks for.
#include "accept_risk_dialog.h"
#include "account_access.h"
#include "items/checks_watch.h"
#include "items/cluster_list_model.h"
#include "items/gitlab_desk.h"
#include "parts.h"
#include "text/words.h"
#include "widgets/labels.h"

#include <QPointer>
#include <QUrl>

namespace dg::window {

void MainWindow::connectChecks()
{
    auto* page = m_parts->checks;
    auto* watch = m_parts->checksWatch;
    connect(watch, &items::ChecksWatch::changed, this, &MainWindow::checksChanged);
    connect(&m_services, &Services::checkMutesChanged, this, [this] { m_parts->checksWatch->setMutes(m_services.checkMutes()); });
    watch->setMutes(m_services.checkMutes());
    connect(page, &views::ChecksPage::runAgainRequested, this, [this] {
        m_parts->checksWatch->runAgain();
        m_parts->gitlabAsked.reset();
        askGitLabForChecks();
    });
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

// Of a cluster that was opened through GitLab, with the account that opened it; again when its objects name other projects.
void MainWindow::askGitLabForChecks()
{
    Parts& p = *m_parts;
    const auto choice = m_cluster ? m_services.agentOf(m_services.clusters().rowOf(m_cluster)) : std::nullopt;
    const auto host = choice ? gitlab::parseHost(choice->account.host.toStdString()) : fail(ErrorCode::BadValue);
    if (!host || !p.checksWatch->isKnown())
        return;
    const checks::GitLabQuestion question{choice->agentId, p.checksWatch->projectsToAsk(*host)};
    if (p.gitlabAsked == question)
        return;
    p.gitlabAsked = question;
    askGitLab(*choice, question, [this, cluster = m_cluster, question](checks::GitLabAnswer answer) {
        if (!cluster || cluster != m_cluster || m_parts->gitlabAsked != question)
            return;
        m_parts->inspector->setReach(answer.reach);
        m_parts->checksWatch->setGitLab(std::move(answer));
    });
}

void MainWindow::askGitLab(
    const AgentChoice& choice, const checks::GitLabQuestion& question, std::function<void(checks::GitLabAnswer)> done)
{
    m_services.readToken(
        choice.account, [this, guard = QPointer(this), choice, question, done = std::move(done)](const Result<Secret>& token) {
            const auto access = guard && token ? accessOf(choice.account, *token) : std::nullopt;
            if (!access)
                return;
            m_services.gitlab().askChecks(*access, question, [guard, done](Result<checks::GitLabAnswer> answer) {
                if (guard && answer)
                    done(std::move(*answer));
            });
        });
}

void MainWindow::checksChanged()
{
    Parts& p = *m_parts;
    p.checks->setOutcomes(p.checksWatch->outcomes(), p.checksWatch->isKnown());
    askGitLabForChecks();
    const int count = p.checks->attention();
    p.checksCount->setCount(count);
    p.views->setAccessibleTabName(ChecksTab, count > 0 ? tr("Checks, %n need attention", nullptr, count) : tr("Checks"));
}

} // namespace dg::window

// SPDX-License-Identifier: Apache-2.0
// The Delivery view in the window: what it is fed with, and what it asks for.
#include "delivery_facts.h"
#include "flux/reconcile.h"
#include "items/cluster_list_model.h"
#include "items/delivery_model.h"
#include "items/history_desk.h"
#include "parts.h"
#include "text/words.h"

#include <QUrl>

#include <algorithm>

namespace dg::window {

namespace {

QString clusterId(const items::ClusterModel& cluster)
{
    return QString::number(reinterpret_cast<quintptr>(&cluster));
}

bool hasApplied(const tree::FleetTree& tree, StringPool& pool, const std::string& sha)
{
    bool found = false;
    tree.forEachFlux([&](const flux::FluxObject& object, const flux::Verdict&, bool) {
        if (found || !delivery::isApplication(object) || object.source.empty())
            return;
        const auto source = tree.find(flux::keyOf(object.source, pool));
        found = delivery::appliedCommit(object, source ? source->kind : flux::kindFromWord(object.source.kind.view())).sha == sha;
    });
    return found;
}

// The history keeps when a commit was made, for the lead times of later.
void noteCommits(items::ClusterModel& cluster, const ObjectKey& applier, const gitlab::CommitAnswer& answer)
{
    const auto note = [&](const gitlab::Commit& commit) {
        if (commit.committed)
            cluster.noteCommit(applier, commit.sha, *commit.committed);
    };
    if (answer.commit)
        note(*answer.commit);
    std::ranges::for_each(answer.earlier, note);
}

} // namespace

// Runs of before the program was started.
void MainWindow::askFormerRuns(const ObjectKey& applier)
{
    auto* desk = m_cluster->historyDesk();
    if (!desk || !m_parts->delivery->wantsFormerRuns(applier))
        return;
    const std::string identity = m_cluster->historyName().identity, group = applier.group.str(), kind = applier.kind.str(),
                      ns = applier.ns.str(), name = applier.name.str();
    desk->ask(
        0, this,
        [=](history::Store& store) -> Result<std::vector<delivery::Run>> {
            const auto object = store.find(identity, group, kind, ns, name);
            if (!object)
                return tl::unexpected<Error>(object.error());
            return *object ? store.runs((*object)->id, delivery::MostRuns) : std::vector<delivery::Run>{};
        },
        [this, applier, cluster = clusterId(*m_cluster)](Result<std::vector<delivery::Run>> runs) {
            if (runs && m_cluster && cluster == clusterId(*m_cluster))
                m_parts->delivery->setFormerRuns(applier, std::move(*runs));
        });
}

void MainWindow::connectDelivery()
{
    Parts& p = *m_parts;
    p.deliveryFacts = new DeliveryFacts(m_services, this);
    connect(p.delivery, &views::DeliveryPage::factsWanted, this, [this](const ObjectKey& applier) {
        const auto* one = m_parts->delivery->model().find(applier);
        if (!one || !m_cluster)
            return;
        askFormerRuns(applier);
        if (!m_cluster->spec().snapshot) // looking at one asks nobody
            m_parts->deliveryFacts->want(clusterId(*m_cluster), *one, m_parts->delivery->model().runs(applier));
        showDeliveryClusters();
    });
    connect(p.deliveryFacts, &DeliveryFacts::changed, this,
        [this](const QString& cluster, const ObjectKey& applier, const delivery::GitLabFacts& facts) {
            if (!m_cluster || cluster != clusterId(*m_cluster))
                return;
            m_parts->delivery->setFacts(applier, facts);
            if (facts.standing == delivery::Standing::Known && facts.answer)
                noteCommits(*m_cluster, applier, *facts.answer);
        });
    const auto open = [this](const QString& address) {
        const QUrl url(address, QUrl::StrictMode);
        if (m_parts->deliveryFacts->mayOpen(url)) // the address came from outside
            m_services.openUrl(url);
    };
    connect(p.delivery, &views::DeliveryPage::openRequested, this, open);
    connect(p.inspector, &views::Inspector::openRequested, this, open);
    connect(p.delivery, &views::DeliveryPage::selectRequested, this, [this](const ObjectKey& key) {
        m_parts->views->setCurrentIndex(TreeTab);
        goTo(m_cluster, key);
    });
}

// Which of the open clusters have the commit that is shown.
void MainWindow::showDeliveryClusters()
{
    Parts& p = *m_parts;
    const auto* one = p.delivery->model().find(p.delivery->current());
    QStringList names;
    const int of = m_services.clusters().count();
    for (int row = 0; one && !one->sha.empty() && of > 1 && row < of; ++row) {
        const auto* cluster = m_services.clusters().cluster(row);
        if (hasApplied(cluster->tree(), m_services.pool(), one->sha))
            names << text::cleanLine(cluster->name().toStdString());
    }
    p.delivery->setClusters(names, one && !one->sha.empty() ? of : 0);
}

std::vector<gitlab::Host> MainWindow::signedInTo() const
{
    std::vector<gitlab::Host> out;
    for (const auto& account : m_services.gitlabAccounts()) {
        auto host = gitlab::parseHost(account.host.toStdString());
        if (host && std::ranges::find(out, *host) == out.end())
            out.push_back(std::move(*host));
    }
    return out;
}

// The delivery of what is chosen in the tree: revision to commit.
void MainWindow::showDelivery()
{
    const auto chosen = m_parts->tree->selectedObjects();
    showPage(DeliveryTab);
    if (chosen.size() == 1)
        m_parts->delivery->select(chosen.front());
}

} // namespace dg::window

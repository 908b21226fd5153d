// SPDX-License-Identifier: Apache-2.0
// What a cluster tells its history beside the deltas.
#include "cluster_impl.h"
#include "items/history_desk.h"

namespace dg::items {

namespace {

const char* verbWord(session::ActionVerb verb)
{
    switch (verb) {
    case session::ActionVerb::Compare:
        return "compare";
    case session::ActionVerb::Trigger:
        return "trigger";
    case session::ActionVerb::Reconcile:
        break;
    }
    return "reconcile";
}

const char* outcomeWord(session::ActionOutcome outcome)
{
    switch (outcome) {
    case session::ActionOutcome::Ready:
        return "ready";
    case session::ActionOutcome::Failed:
        return "failed";
    case session::ActionOutcome::Stalled:
        return "stalled";
    case session::ActionOutcome::Waiting:
        return "waiting";
    case session::ActionOutcome::TimedOut:
        return "timedOut";
    case session::ActionOutcome::Refused:
        return "refused";
    case session::ActionOutcome::Error:
        return "error";
    case session::ActionOutcome::None:
        break;
    }
    return "ended";
}

} // namespace

void ClusterModel::keepHistory(HistoryDesk& desk, history::ClusterName name)
{
    auto& d = *m_impl;
    d.desk = &desk;
    d.history = desk.open(name, true);
    d.historyName = std::move(name);
}

void ClusterModel::showHistory(HistoryDesk& desk, history::ClusterName name)
{
    m_impl->desk = &desk;
    m_impl->historyName = std::move(name);
}

HistoryDesk* ClusterModel::historyDesk() const
{
    return m_impl->desk;
}

const history::ClusterName& ClusterModel::historyName() const
{
    return m_impl->historyName;
}

std::shared_ptr<const history::Feed> ClusterModel::historyFeed() const
{
    return m_impl->history;
}

void ClusterModel::noteCommit(const ObjectKey& application, const std::string& sha, WallTime committed)
{
    if (m_impl->history)
        m_impl->history->committed(application, sha, committed);
}

// Whether everything is being watched, and which actions ended.
void ClusterModel::feedHistory()
{
    auto& d = *m_impl;
    if (!d.history)
        return;
    if (d.status.clusterUid && !std::exchange(d.historyNamed, true))
        d.history->identified(*d.status.clusterUid);
    const auto phase = d.status.phase;
    const bool live = phase == session::ConnectionPhase::Live || phase == session::ConnectionPhase::CatchingUp;
    // What was read counts once all of it has been fed.
    d.history->watching(live && d.status.complete && d.scheduler.backlog() == 0, d.status.clockSkew, d.readKinds);
    for (const auto& action : d.status.actions) {
        if (!action.done() || action.key.empty() || !d.keptActions.insert(action.id).second)
            continue;
        d.history->action(action.key,
            {action.began + d.status.clockSkew, action.duration, verbWord(action.verb), outcomeWord(action.outcome), action.message});
    }
}

} // namespace dg::items

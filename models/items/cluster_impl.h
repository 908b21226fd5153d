// SPDX-License-Identifier: Apache-2.0
// The inside of a ClusterModel, for its own files only.
#pragma once

#include "history/recorder.h"
#include "items/cluster_model.h"

#include <QMetaObject>
#include <QTimer>

#include <mutex>
#include <set>

namespace dg::items {

// Lets the I/O thread post to a model that may be gone.
struct ModelGate {
    std::mutex mutex;
    ClusterModel* model = nullptr;

    void post(std::function<void(ClusterModel&)> work)
    {
        const std::scoped_lock lock(mutex);
        if (model)
            QMetaObject::invokeMethod(
                model, [to = model, run = std::move(work)] { run(*to); }, Qt::QueuedConnection);
    }
};

struct ClusterModel::Impl {
    Impl(std::unique_ptr<session::ClusterSession> opened, StringPool& usedPool, const Clock& usedClock)
        : pool(usedPool)
        , clock(usedClock)
        , session(std::move(opened))
        , model(pool)
        , scheduler(session->inbox(), model.tree(), usedClock)
    {
    }
    StringPool& pool;
    const Clock& clock;
    std::shared_ptr<ModelGate> gate = std::make_shared<ModelGate>();
    std::unique_ptr<session::ClusterSession> session;
    TreeModel model;
    FrameScheduler scheduler;
    HistoryDesk* desk = nullptr; // null: nothing is kept
    history::ClusterName historyName;
    bool historyNamed = false; // was told the cluster's uid
    std::shared_ptr<history::Feed> history;
    std::set<std::uint64_t> keptActions; // told to the history
    std::unique_ptr<DriftWatch> drift; // null: not watched
    std::vector<std::pair<Atom, Atom>> readKinds; // as it was told
    bool readKindsLate = false; // something read is still on its way to it
    session::SessionStatus status;
    QString name;
    QTimer timer;
    QTimer look; // single shot
    ObjectKey lookedAt;
    bool readingsLate = false; // something read is still on its way to the tree
    bool visible = true;
    int unreadable = 0;
    std::vector<std::pair<Atom, Atom>> watchedKinds; // as the tree was told
    std::vector<tree::Unreadable> unreadableKinds;
    tree::Summary toldSummary; // with the last summaryChanged()
    std::vector<drift::Finding> shownFindings, shownEpisodes; // without a watch
    drift::Summary shownSummary;
    bool knowsDrift = false;
    int toldProblems = 0;
    ExactFindings exact;
    ExactSettings exactSettings;
    std::shared_ptr<artifact::SourceFiles> sourceFiles; // null: they cannot be fetched
    std::optional<drift::KustomizeProgram> kustomize;
    ExactSchedule schedule;
    Comparison comparison;
    std::vector<std::uint64_t> comparing; // actions, in their order
    std::uint64_t scheduled = 0; // of them the one that came by itself
    std::vector<drift::Finding> merged; // of the watch and of `exact`, where there is any
    drift::Summary mergedSummary;
};

} // namespace dg::items

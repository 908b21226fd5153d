// SPDX-License-Identifier: Apache-2.0
// One open cluster as the window sees it: owns the session, its tree and the scheduler between them. GUI thread only;
// what the session tells on its I/O thread is posted here first.
#pragma once

#include "base/clock.h"
#include "drift/kustomize.h"
#include "history/recorder.h"
#include "items/drift_watch.h"
#include "items/exact_findings.h"
#include "items/exact_schedule.h"
#include "items/frame_scheduler.h"
#include "items/tree_model.h"
#include "session/session.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dg::items {

class HistoryDesk;

class ClusterModel final : public QObject {
    Q_OBJECT
public:
    // The session is started with start(), so that everybody can connect first.
    ClusterModel(std::unique_ptr<session::ClusterSession> session, StringPool& pool, const Clock& clock, QObject* parent = nullptr);
    ~ClusterModel() override; // stops the session; no callback comes afterwards

    [[nodiscard]] QString name() const; // spec().name until setName()
    void setName(const QString& name);
    [[nodiscard]] const kube::ConnectionSpec& spec() const;
    [[nodiscard]] TreeModel& treeModel();
    [[nodiscard]] const TreeModel& treeModel() const;
    [[nodiscard]] tree::FleetTree& tree();
    [[nodiscard]] const tree::FleetTree& tree() const;
    [[nodiscard]] const FrameScheduler& scheduler() const;
    [[nodiscard]] const session::SessionStatus& status() const; // the last snapshot; lives until statusChanged()
    [[nodiscard]] const std::vector<session::Action>& actions() const { return status().actions; }
    [[nodiscard]] const tree::Summary& summary() const;
    // Flux objects in a problem state, and kinds that cannot be read.
    [[nodiscard]] int problemCount() const;
    [[nodiscard]] int runningActions() const;
    [[nodiscard]] session::Permission mayPatch(flux::Kind kind) const; // of the access reviews

    // What happens from now on is kept there; before watchDrift() and start(). `desk` outlives this.
    void keepHistory(HistoryDesk& desk, history::ClusterName name);
    // Only shows what is there of it: a snapshot's own.
    void showHistory(HistoryDesk& desk, history::ClusterName name);
    [[nodiscard]] HistoryDesk* historyDesk() const; // null: nothing is kept
    [[nodiscard]] const history::ClusterName& historyName() const;
    [[nodiscard]] std::shared_ptr<const history::Feed> historyFeed() const; // null: nothing is kept
    // What GitLab said of a commit that an application runs.
    void noteCommit(const ObjectKey& application, const std::string& sha, WallTime committed);
    // Judges drift from now on; before start(). The session has to keep ownership (SessionOptions).
    void watchDrift(drift::RuleSet rules, std::string factsFile);
    [[nodiscard]] DriftWatch* drift() const; // null: drift is not watched
    // As of the last driftChanged().
    [[nodiscard]] bool knowsDrift() const; // something was judged
    [[nodiscard]] const std::vector<drift::Finding>& findings() const;
    [[nodiscard]] const std::vector<drift::Finding>& episodes() const;
    [[nodiscard]] const drift::Summary& driftSummary() const;
    void setDriftRules(drift::RuleSet rules); // of the watch and of what was compared
    [[nodiscard]] const drift::RuleSet& driftRules() const;
    // In place of a watch's own: of a snapshot, of a test.
    void showDrift(std::vector<drift::Finding> findings, std::vector<drift::Finding> episodes, const drift::Summary& summary);

    // The exact comparison of one object, of some owners or of all, as the settings say; the session's action shows how far it is.
    // Its findings stand among findings() then. The action's id.
    std::uint64_t compareExactly(const std::optional<ObjectKey>& object, std::vector<ObjectName> owners);
    // What the comparison may use beside the cluster: the sources' own files, a kustomize program. Before the first one.
    void setExactHelpers(std::shared_ptr<artifact::SourceFiles> sources, std::optional<drift::KustomizeProgram> kustomize);
    [[nodiscard]] bool canFetchSources() const;
    [[nodiscard]] const ExactSettings& exactSettings() const;
    void setExactSettings(ExactSettings settings);
    struct Comparison {
        std::uint64_t running = 0; // the action's id; 0: none. Of several the first
        std::optional<WallTime> at; // the last one's end, by our clock
        std::size_t compared = 0, differing = 0; // objects, findings
        std::optional<Error> error; // of the last one; Cancelled too
        std::optional<WallTime> next; // by itself, by our clock
        bool backedOff = false; // later than the schedule says: the cluster refused
    };
    [[nodiscard]] Comparison comparison() const;
    [[nodiscard]] const std::vector<session::NotCompared>& notCompared() const; // of the last comparison of each owner
    // Whether this token has these rights. `done` comes on the GUI thread, later, and not at all once this model is gone.
    void checkAccess(std::vector<session::AccessQuestion> questions, std::function<void(std::vector<session::AccessAnswer>)> done);

    void start();
    void stop();
    void replaceToken(Secret bearer); // a person signed in again; nothing that is shown goes
    void refresh(); // F5
    // One action each, in order; what cannot be reconciled at all is left out. The ids of status().actions.
    std::vector<std::uint64_t> reconcile(std::span<const ObjectKey> keys, bool withSource);
    void triggerReceiver(const ObjectKey& receiver, session::ReceiverCall call);
    void cancelAction(std::uint64_t id);
    // The object as JSON. `done` comes on the GUI thread, later, and not at all once this model is gone.
    void fetchObject(const ObjectKey& key, std::function<void(Result<std::string>)> done);
    // Whether these Secrets are there, and their keys' names; no value. `done` as above.
    void lookAtSecrets(std::vector<flux::SecretName> names, std::function<void(std::vector<flux::SecretFact>)> done);
    // A HelmRelease without an inventory: from Helm's stored release, which is a Secret. `done` as above.
    void readStoredRelease(const ObjectKey& key, std::function<void(Status)> done);

    // What the inspector shows: the Pods of a workload are read as long as it stays there for a moment. Empty: nothing.
    void lookAt(const ObjectKey& key);

    // A cluster nobody looks at sleeps: its rows catch up once a second, for the rail.
    void setVisible(bool visible);
    [[nodiscard]] bool isVisible() const;

Q_SIGNALS:
    void statusChanged(); // status() is a new snapshot
    void actionsChanged(); // the list of actions or one of them
    void summaryChanged(); // summary() or problemCount()
    void nameChanged();
    void driftChanged();
    void comparisonChanged(); // one began, ended, or the next is known
    void exactSettingsChanged();
    void treeChanged(); // something was applied: what is shown of an object may be old

private:
    void takeStatus();
    void feedHistory();
    void feedTree();
    void feedReadings();
    void tick();
    void applied();
    void takeDrift();
    void mergeDrift();
    void takeComparison(std::uint64_t id, const ExactFindings::Run& run, Result<session::ExactResult> result);
    void tickSchedule();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::items

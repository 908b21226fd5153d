// SPDX-License-Identifier: Apache-2.0
// The inside of a ClusterSession. Everything but the status snapshot lives on the I/O thread.
#pragma once

#include "flux/controllers.h"
#include "flux/decode.h"
#include "flux/reconcile.h"
#include "kube/access.h"
#include "kube/credentials.h"
#include "kube/discovery.h"
#include "kube/reflector.h"
#include "kube/requests.h"
#include "session/exact.h"
#include "session/session.h"

#include <atomic>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace dg::session {

// One reflected resource: its decoder, its sink into the store, its reflector.
class Stream final : public kube::Sink {
public:
    struct Listener {
        virtual ~Listener() = default;
        virtual void streamStateChanged(Stream& stream) = 0;
        // Before the record replaces what the store holds: what the store shall hold in its place.
        virtual store::RecordPtr amended(store::RecordPtr record) = 0;
        virtual void fluxObjectArrived(const flux::FluxObject& object) = 0;
        virtual void recordChanged(const ObjectKey& key) = 0;
        virtual void passedBy(store::RecordPtr record, SteadyTime seen) = 0; // told, and not held: an Event among thousands
    };

    Stream(
        store::ListId list, StreamInfo info, std::unique_ptr<kube::RecordDecoder> decoder, store::ObjectStore& store, Listener& listener);
    void attach(std::unique_ptr<kube::Reflector> reflector) { m_reflector = std::move(reflector); }
    // The same kind in another API version: rows stay, its new list replaces them one by one.
    void renew(kube::Resource resource);
    [[nodiscard]] kube::Reflector& reflector() { return *m_reflector; }
    [[nodiscard]] kube::RecordDecoder& decoder() { return *m_decoder; }
    [[nodiscard]] const StreamInfo& info() const { return m_info; }
    [[nodiscard]] store::ListId list() const { return m_list; }
    [[nodiscard]] store::ObjectStore& store() { return m_store; }

    void relistBegan() override;
    void applied(store::RecordPtr record, SteadyTime seen) override;
    void removed(const ObjectKey& key, SteadyTime seen) override;
    void relistEnded(SteadyTime seen) override;
    void streamChanged(const kube::StreamState& state) override;

private:
    store::ListId m_list;
    StreamInfo m_info;
    std::unique_ptr<kube::RecordDecoder> m_decoder;
    store::ObjectStore& m_store;
    Listener& m_listener;
    std::unique_ptr<kube::Reflector> m_reflector; // last: dies first
};

// Custom resource definitions that come, go or change are the sign to ask anew what is served. Metadata only; where they
// may not be watched, discovery is asked every ten minutes as before.
class DefinitionWatch final : public kube::Sink {
public:
    DefinitionWatch(net::HttpLoop& loop, StringPool& pool, const Clock& clock, Logger& log, const kube::Resource& resource,
        std::shared_ptr<kube::ServerTraits> server, kube::FirstState firstState, std::function<void()> changed);
    ~DefinitionWatch() override;
    void start() { m_reflector->start(); }
    void retryNow() { m_reflector->retryNow(); }
    void relistBegan() override { }
    void applied(store::RecordPtr record, SteadyTime seen) override;
    void removed(const ObjectKey& key, SteadyTime seen) override;
    void relistEnded(SteadyTime seen) override;
    void streamChanged(const kube::StreamState&) override { }

private:
    void tell();
    net::HttpLoop& m_loop;
    std::function<void()> m_changed;
    std::map<std::string, std::string> m_known; // name -> resourceVersion
    std::unique_ptr<kube::RecordDecoder> m_decoder;
    std::unique_ptr<kube::Reflector> m_reflector;
    net::HttpLoop::TimerId m_timer = 0;
    bool m_first = true; // the first list tells nothing new
};

struct WantedKind {
    Atom group;
    Atom kind;
    bool byHelm = false;
    friend bool operator==(const WantedKind&, const WantedKind&) = default;
};

// One reconcile being followed.
struct RunningAction {
    Action action;
    flux::ReconcileTracker tracker;
    net::HttpLoop::TimerId timer = 0;
    bool asked = false; // somebody else wrote the annotation: a Receiver
};

// One exact comparison, waiting for its turn or running.
struct Comparison {
    std::uint64_t id = 0;
    std::shared_ptr<ExactOptions> options;
    std::shared_ptr<const OneShotResult> read;
    std::function<void(Result<ExactResult>)> done;
    std::jthread thread; // not joinable: it waits. Ends before the rest
};

struct ClusterSession::Impl final : Stream::Listener {
    Impl(kube::ConnectionSpec connection, SessionOptions sessionOptions, StringPool& stringPool, const Clock& usedClock, Logger& usedLog,
        ConsentFn consentFn);
    ~Impl() override = default;

    // Connecting (session.cpp)
    void begin();
    void connectNow();
    void discovered(Result<kube::Discovery> result);
    void connectFailed(const Error& error);
    void scheduleConnect(Millis delay);
    void reviewAccess();
    void askClusterUid();
    void refreshNow();
    void credentialsRefreshed(std::function<void(Status)> done);

    // Streams (streams.cpp)
    void syncFluxStreams();
    void syncNamespacedStreams(const Stream& forbidden);
    void wantManaged(const flux::FluxObject& applier);
    void syncManagedStreams();
    Stream& addStream(kube::Resource resource, bool fluxKind, std::string ns, std::string selector);
    void startReflector(Stream& stream, kube::Reflector::Options reflect);
    void openControllerStreams();
    void openEventStream();
    void watchDefinitions();
    Stream& openStream(StreamInfo info, std::unique_ptr<kube::RecordDecoder> decoder, kube::Reflector::Options reflect);
    [[nodiscard]] flux::KeepOwnership keepOwnership() const
    {
        return options.keepOwnership ? flux::KeepOwnership::Yes : flux::KeepOwnership::No;
    }
    // A SealedSecret's status is what drift is about.
    [[nodiscard]] bool readsWhole(const kube::Resource& resource) const
    {
        return flux::needsWholeObject(resource.group, resource.kind) && (options.needHealth || resource.kind == "SealedSecret");
    }
    [[nodiscard]] std::size_t streamLimit() const;
    void dropStream(std::list<Stream>::iterator it);
    void streamStateChanged(Stream& stream) override;
    store::RecordPtr amended(store::RecordPtr record) override;
    void fluxObjectArrived(const flux::FluxObject& object) override;
    void recordChanged(const ObjectKey& key) override;
    void passedBy(store::RecordPtr record, SteadyTime seen) override;

    // Workloads (workloads.cpp)
    void wantWorkloads(std::vector<std::string> namespaces);
    void syncWorkloadStreams(bool linger);
    bool openWorkloadStreams(const std::string& ns);
    void dropWorkloadStreams(const std::string& ns);

    // Objects by name (lookups.cpp)
    struct LookUp {
        ObjectKey key;
        std::function<void(const ObjectKey&)> absent;
        int notThere = 0; // times in a row
    };
    void wantLookUps(std::vector<ObjectKey> keys, const std::function<void(const ObjectKey&)>& absent);
    void pumpLookUps();
    void lookedUp(const LookUp& wish, const kube::Resource& resource, Result<net::Response> answer);
    void lookAgain();

    // Status (status.cpp)
    void statusSoon();
    void publish();
    void watchSnapshotClock(Millis told);
    [[nodiscard]] ConnectionPhase derivePhase(SessionStatus& status) const;

    // Actions (actions.cpp)
    void beginReconcile(std::uint64_t id, const ObjectKey& key, bool withSource);
    void advance(RunningAction& running);
    void sendRequest(RunningAction& running, const ObjectKey& key, const std::string& token);
    void followTick(std::uint64_t id);
    void showProgress(RunningAction& running);
    [[nodiscard]] RunningAction* runningAction(std::uint64_t id);
    void addAction(const Action& action);
    void showAction(const Action& action);

    // Receivers (receivers.cpp)
    struct Trigger;
    void beginTrigger(std::uint64_t id, const ObjectKey& receiver, std::shared_ptr<ReceiverCall> call);
    void callReceiver(const std::shared_ptr<Trigger>& trigger);
    void receiverAnswered(const std::shared_ptr<Trigger>& trigger, const Result<net::Response>& answer);
    void followAsked(const std::shared_ptr<Trigger>& trigger, const ObjectKey& key, const std::string& token);
    void endTrigger(const Trigger& trigger, Status how);
    [[nodiscard]] std::string receiverNamespace() const;

    // Exact comparisons (comparisons.cpp), and the rights they need
    void addComparison(Comparison comparison);
    void startComparison();
    void comparisonProgressed(std::uint64_t id, std::size_t done, std::size_t known);
    void comparisonEnded(std::uint64_t id, const std::shared_ptr<Result<ExactResult>>& result);
    void cancelComparison(std::uint64_t id);

    [[nodiscard]] const kube::Resource* resourceOf(const ObjectKey& key, const std::string& apiVersion) const;
    void readRelease(const ObjectKey& key, const std::function<void(Status)>& done); // helm.cpp
    void fetch(const ObjectKey& key, const std::string& apiVersion, const std::function<void(Result<std::string>)>& done);
    [[nodiscard]] std::shared_ptr<const flux::FluxObject> fluxObject(const ObjectKey& key) const;

    const kube::ConnectionSpec spec;
    const SessionOptions options;
    StringPool& pool;
    const Clock& clock;
    Logger& log;
    const ConsentFn consent;

    net::HttpLoop loop;
    std::thread thread;
    std::atomic<bool> started{false};
    store::Inbox inbox;
    store::ObjectStore store{inbox};
    store::ObjectStore workloadStore{inbox}; // its objects may stand in `store` too, as entries of an inventory
    kube::Credentials credentials;
    std::uint64_t certificateChanges = 0;

    std::shared_ptr<const kube::Discovery> discovery;
    Millis clockSkew{0};
    std::unique_ptr<DefinitionWatch> definitions; // null: not begun
    std::shared_ptr<kube::ServerTraits> serverTraits = std::make_shared<kube::ServerTraits>();
    std::list<Stream> streams;
    store::ListId nextList = 1;
    // What inventories name; grows only, and stays small: kinds, not objects.
    std::vector<WantedKind> wantedManaged;
    // Of HelmReleases whose stored release was read: its version and what it holds.
    std::map<std::string, std::pair<std::int64_t, flux::Inventory>> storedReleases;
    bool managedDirty = false;
    std::vector<std::string> wantedWorkloads; // most wanted first
    std::vector<std::string> workloadNamespaces; // watched, most recently wanted first
    std::vector<std::string> workloadsLeftOut;
    std::deque<LookUp> lookUps; // not sent yet
    std::size_t lookUpsRunning = 0;
    std::map<std::string, LookUp> byName; // there or not, no watch tells of these
    store::ListId lookUpList = 0; // 0: nothing was looked up
    net::HttpLoop::TimerId lookUpTimer = 0;
    net::HttpLoop::TimerId lingerTimer = 0;
    net::HttpLoop::TimerId managedTimer = 0;
    net::HttpLoop::TimerId connectTimer = 0;
    net::HttpLoop::TimerId slowTimer = 0;
    net::HttpLoop::TimerId publishTimer = 0;
    net::HttpLoop::TimerId rediscoverTimer = 0;
    net::HttpLoop::TimerId snapshotTimer = 0;
    Millis connectDelay{0};
    bool connecting = false;
    bool refreshedAfter401 = false;
    ConnectionPhase connectPhase = ConnectionPhase::Idle; // until discovery has answered
    Error connectError{};
    std::string user;
    std::vector<std::string> groups;
    std::optional<std::string> clusterUid;
    std::vector<Capability> capabilities;
    std::list<RunningAction> running;
    std::vector<Action> actions; // newest first
    std::list<Comparison> comparisons; // the first of them runs

    std::atomic<std::uint64_t> nextAction{1};
    mutable std::mutex statusMutex;
    SessionStatus published; // under statusMutex
    std::function<void()> statusNotify; // under statusMutex
};

} // namespace dg::session

// SPDX-License-Identifier: Apache-2.0
// session: one connected cluster. Owns the I/O thread, the HTTP loop, credentials, discovery, the reflectors and the
// store; gives out deltas through an Inbox and a status snapshot. Everything public is thread-safe; callbacks come on the
// I/O thread and must only post. One session's failure touches no other.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "flux/object.h"
#include "flux/secret_fact.h"
#include "kube/connection.h"
#include "kube/reflector.h"
#include "store/store.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dg::session {

enum class ConnectionPhase : unsigned char {
    Idle,
    Connecting,
    WaitingForAgent /* over 3 s without an answer through KAS */,
    Live,
    CatchingUp,
    Stale /* data kept */,
    AgentOffline,
    Unauthorized,
    Unreachable,
    NoFlux /* connected, no Flux CRD served */,
    Stopped
};

// One resource's stream, Flux kind or managed.
struct StreamInfo {
    kube::Resource resource;
    bool fluxKind = false;
    bool controllers = false; // Flux's own controllers: their Deployments or Pods
    std::string ns; // empty: cluster-wide; otherwise this namespace only
    std::string selector; // label selector, empty: none
    kube::StreamState state;
    bool workload = false; // Pods, ReplicaSets or Jobs of one namespace, see watchWorkloads()
    bool applyEvents = false; // flux::ApplyEvent; selector is one of fields
    // What inventories name.
    [[nodiscard]] bool managed() const { return !fluxKind && !controllers && !workload && !applyEvents; }
};

enum class ActionStage : unsigned char { Requested, SourceRequested, SourceHandled, Accepted, Running, Done };
enum class ActionVerb : unsigned char { Reconcile, Compare, Trigger };
enum class ActionOutcome : unsigned char { None, Ready, Failed, Stalled, Waiting, TimedOut, Refused, Error };

// One reconcile of one object, one exact comparison or one call of a Receiver, as Activity shows it.
struct Action {
    std::uint64_t id = 0;
    std::uint64_t cause = 0; // the Trigger that set it off; 0: asked for by a person
    ActionVerb verb = ActionVerb::Reconcile;
    ObjectKey key; // Compare: the object or the owner; empty: everything in scope
    bool withSource = false;
    ActionStage stage = ActionStage::Requested;
    ActionOutcome outcome = ActionOutcome::None;
    std::string message; // of the controller, or the server's refusal
    std::string reason;
    Error error{}; // with outcome Error
    // Of a comparison: objects read so far, of how many that are known; what differs and could not be compared in the end.
    std::size_t compared = 0, known = 0, differing = 0, notCompared = 0;
    std::size_t asked = 0; // of a Trigger: objects that the Receiver asked to reconcile
    WallTime began{};
    Millis duration{0}; // so far, or in all when done
    [[nodiscard]] bool done() const { return stage == ActionStage::Done; }
};

// May this token do `verb` on a kind? Where the answer differs by namespace, the namespaces where it may not.
struct AccessQuestion {
    std::string group, kind, verb;
    std::vector<std::string> namespaces; // empty: in all, or a cluster-scoped kind
    friend bool operator==(const AccessQuestion&, const AccessQuestion&) = default;
};

// What this token may do, per Flux kind (access reviews).
enum class Permission : unsigned char { Unknown, Allowed, Denied };
struct Capability {
    flux::Kind kind;
    Permission list = Permission::Unknown;
    Permission patch = Permission::Unknown;
};

struct AccessAnswer {
    AccessQuestion question;
    std::string resource; // "deployments.apps"; empty: not served
    Permission permission = Permission::Unknown;
    std::vector<std::string> lacking; // Denied: only there; empty: everywhere
};

// How a Receiver is called by hand (domain.md §6.4). Type generic needs no proof, its path is the secret; type gitlab wants
// the token, every other type something that cannot be given through the API server (Unsupported).
struct ReceiverCall {
    Secret token; // as a person typed it
    bool readToken = false; // instead: from the Secret that the Receiver names, once, because a person said so
    std::string ns; // where the service webhook-receiver is; empty: notification-controller's namespace
};

class RawObjects; // session/raw_objects.h
struct ExactOptions; // session/exact.h
struct ExactResult;
struct OneShotResult;

struct SessionStatus {
    ConnectionPhase phase = ConnectionPhase::Idle;
    Error error{}; // why not Live
    std::string serverVersion; // "v1.36.3"
    std::string user; // SelfSubjectReview, when served
    std::vector<std::string> groups; // of that user
    std::optional<std::string> clusterUid; // of the namespace kube-system; empty: it may not be read; none: not asked yet
    std::vector<flux::Kind> notServed; // Flux's kinds that this cluster lacks
    bool controllersReadable = false; // both lists of Flux's controllers were read: what is not among them is not there
    bool viaAgent = false;
    bool complete = false; // every Flux stream has synced or is known to be unreadable
    SteadyTime lastGood{}; // the oldest "last good" of the live streams: the age of the data
    Millis clockSkew{0}; // server's Date minus ours; 0 below 3 s, which the header's grain and the way here explain
    std::optional<WallTime> snapshotOf = {}; // what is read is a file of that time, not the cluster; clockSkew leads there
    std::vector<StreamInfo> streams;
    std::vector<std::string> workloadsLeftOut; // wanted namespaces that are not watched: more than may be at once
    std::vector<Capability> capabilities;
    std::vector<Action> actions; // newest first, at most 200
    std::vector<std::string> warnings; // Warning headers, permanent connection warnings
    std::uint64_t wireBytes = 0;
};

struct SessionOptions {
    std::vector<std::string> namespaces; // tried where a cluster-wide list is forbidden (beside the context's)
    bool watchManaged = true; // metadata of inventory objects
    bool keepOwnership = false; // managedFields and apply events, for drift
    bool needHealth = true; // false: metadata is enough of what inventories name
    Millis actionTimeout{300'000};
    Millis workloadLinger{10'000}; // see watchWorkloads()
    std::string userAgent = "driftglass";
    std::shared_ptr<RawObjects> raw = {}; // also keeps the JSON of each record there; null: nobody writes it down
};

// So many namespaces' workloads are watched at once; of the wanted ones the first.
inline constexpr std::size_t MaxWorkloadNamespaces = 8;

using ConsentFn = std::function<bool(const kube::ExecSpec&)>; // asked on the I/O thread; blocks only that cluster

class ClusterSession {
public:
    ClusterSession(kube::ConnectionSpec spec, SessionOptions options, StringPool& pool, const Clock& clock, Logger& log, ConsentFn consent);
    ~ClusterSession(); // stops
    ClusterSession(const ClusterSession&) = delete;
    ClusterSession& operator=(const ClusterSession&) = delete;

    void start();
    void stop(); // joins the thread
    [[nodiscard]] const kube::ConnectionSpec& spec() const;
    [[nodiscard]] store::Inbox& inbox();
    [[nodiscard]] SessionStatus status() const; // a snapshot
    void setStatusNotify(std::function<void()> notify); // status changed (coalesced); I/O thread

    // Annotates and follows to the outcome; the result appears in status().actions. Returns the action's id at once.
    std::uint64_t reconcile(const ObjectKey& key, bool withSource);
    // Calls the Receiver through the API server's service proxy (needs create on services/proxy). Done when it answered; each
    // object that it asked to reconcile is followed by an action of its own, whose `cause` this is.
    std::uint64_t triggerReceiver(const ObjectKey& receiver, ReceiverCall call);
    void cancelAction(std::uint64_t id); // stops following; ends a comparison
    // The exact comparison (session/exact.h) as an action, on a thread and a connection of its own, one after the other. `read`: the
    // objects of Flux as they are known. `done` on the I/O thread; Cancelled after cancelAction(); not at all once this is stopped.
    std::uint64_t compareExactly(
        ExactOptions options, std::shared_ptr<const OneShotResult> read, std::function<void(Result<ExactResult>)> done);
    // In the order of the questions, all at once; on the I/O thread. A yes is not a promise.
    void checkAccess(std::vector<AccessQuestion> questions, std::function<void(std::vector<AccessAnswer>)> done);
    // The object as JSON, fresh from the server (Secrets are refused: Refused). Called back on the I/O thread.
    void fetchObject(const ObjectKey& key, const std::string& apiVersion, std::function<void(Result<std::string>)> done);
    // Pods, ReplicaSets and Jobs carry no label of Flux's, and all of a cluster's are too dear: they are read whole in the
    // namespaces somebody looks at, most wanted first, and arrive as flux::WorkloadObject. A namespace that is no longer
    // wanted is watched a little longer, for whoever closes and opens again; then its objects leave as removals.
    void watchWorkloads(std::vector<std::string> namespaces);
    // Reads what a HelmRelease without an inventory applied from the release Helm stored: a Secret, so only when a person asked
    // for it. From then on its record carries that inventory, in this session alone. Called back on the I/O thread.
    void readStoredRelease(const ObjectKey& key, std::function<void(Status)> done);
    // Looks for objects by name that no list by label holds. What is there arrives as a delta (metadata, or whole where its
    // health needs it) and is looked at again every ten seconds, for no watch tells of it; what is not is called back, on
    // the I/O thread, each by itself. A refusal calls nothing back.
    void lookUp(std::vector<ObjectKey> keys, std::function<void(const ObjectKey&)> absent);
    // Whether these Secrets are there and what their keys are called; no value is asked for. Called back on the I/O thread.
    void lookAtSecrets(std::vector<flux::SecretName> names, std::function<void(std::vector<flux::SecretFact>)> done);
    // A person signed in again: the new bearer, then everything as by refresh(). Objects, actions and the inbox stay.
    void replaceToken(Secret bearer);
    void refresh(); // F5: retry everything now, rediscover

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::session

// SPDX-License-Identifier: Apache-2.0
// checks: the posture of a cluster: how it is set up, where that is risky, and how to mend it. A table of checks, each a small
// function over what is known; pure, any one thread. Results are codes: ui/text makes the sentences. What may not be read is
// "could not tell", never "passed". Sources: domain.md §2, §3, §10; each check's documentation() page.
#pragma once

#include "base/clock.h"
#include "flux/arming.h"
#include "flux/controllers.h"
#include "flux/object.h"
#include "flux/secret_fact.h"
#include "gitlab/agent_config.h"
#include "gitlab/credentials.h"
#include "gitlab/facts.h"
#include "gitlab/host.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dg::checks {

enum class Id : std::uint8_t {
    ReceiverOpen,
    PlainSecrets,
    SopsKey,
    SealedSecrets,
    Credentials,
    SourceInsecure,
    TwoOwners,
    SuspendedLong,
    FluxVersion,
    TokenScopes,
    TokenExpiry,
    FluxTokenExpiry,
    SourceFromGit,
    SourceMoving,
    SourceUnverified,
    SourceInterval,
    PushArmed,
    Prune,
    Wait,
    Timeout,
    RetryInterval,
    ServiceAccount,
    CrossNamespace,
    HelmDriftDetection,
    HelmRemediation,
    ChartVersion,
    CommitStatus,
    FluxTokenWrite,
    FluxTokenUnused,
    DeliveryRepository,
    AgentVersion,
    UserAccess,
    WebhookProxy
};
inline constexpr std::size_t IdCount = 33;

enum class Verdict : std::uint8_t { FixSoon, Consider, CouldNotTell, Passed, NotApplicable };
enum class Area : std::uint8_t {
    Source,
    Receiver,
    Kustomization,
    HelmRelease,
    Applier,
    Secret,
    Inventory,
    Controller,
    Notification,
    Token,
    GitLab
};

// What was found on one object; `detail` is what the words in brackets say.
enum class Fact : std::uint8_t {
    None,
    // could not tell
    CannotList, // the object is a kind; (namespace)
    CannotReadSecret, // (the Secret)
    KeysUnknown, // (the Secret): nobody is recorded as the writer of its keys
    NoRecord, // since when is not recorded
    GitLabNotAsked,
    ConfigNotRead, // the agent's configuration
    ControllersNotRead,
    ServiceNotSeen, // (the Service)
    TokensNotRead, // (the project): its tokens or keys
    TokenNotOfProject, // (the project): none of its tokens and keys fits
    // found
    PathMatches,
    PlainSecret, // (who applies it)
    KeySecretAbsent, // (the Secret)
    NotUnsealed,
    UnsealFailed, // (the controller's message)
    SecretAbsent, // (the Secret)
    NoKnownHosts, // (the Secret)
    NoDeployKey, // (the Secret): SSH without `identity`
    PasswordForSsh, // (the Secret)
    BearerToken, // (the Secret): a personal, project or group token
    NoTokenKey, // (the Secret): a Provider's, without `token`
    PlainHttp,
    Insecure,
    AlsoOwnedBy, // (the other owner)
    SuspendedFor, // (days at least)
    OutOfSupport, // (version)
    ScopesTooWide, // (scopes)
    ExpiresSoon, // (days)
    Expired,
    FromGit,
    MovingTag, // (tag)
    NotVerified,
    PollsOften, // (seconds)
    PollsRarely, // (seconds)
    NotArmed, // `push` says why
    NoPrune,
    NoWait,
    NoTimeout,
    NoRetryInterval, // (seconds of the interval)
    NoServiceAccount,
    SourceElsewhere, // (the source)
    DriftDetectionOff,
    DriftDetectionWarns,
    NoRetries,
    AnyVersion, // (the range, may be empty)
    NoStatusProvider,
    NoAlert,
    SharedBy, // (the namespaces)
    AgentOlder, // (agent's, server's)
    AgentNewer,
    ActsAsAgent, // (the projects and groups)
    ServiceProxy, // (the address)
    OtherService, // (the Service): not notification-controller's
    // of one of the project's tokens and keys that fit: `token`
    TokenEndsSoon, // (days)
    TokensEnded, // all of them; `token` is the last
    TokenMayWrite,
    TokenUnused // (days)
};

// Which of a project's tokens and keys. What a Secret holds is not read: any of those that fit may be the one that Flux uses.
struct TokenNote {
    gitlab::CredentialKind kind = gitlab::CredentialKind::AccessToken;
    std::string name;
    std::size_t fitting = 0; // how many fit, this one among them
    friend bool operator==(const TokenNote&, const TokenNote&) = default;
};

struct Subject {
    ObjectKey object; // name empty: a kind, or the cluster as a whole (kind empty too)
    Fact fact = Fact::None;
    std::string detail;
    std::optional<flux::Arming> push; // with NotArmed
    std::optional<TokenNote> token; // with the facts of one
    friend bool operator==(const Subject& a, const Subject& b)
    {
        const auto reason = [](const Subject& one) {
            return one.push && !one.push->reasons.empty() ? std::optional(one.push->reasons.back()) : std::nullopt;
        };
        return a.object == b.object && a.fact == b.fact && a.detail == b.detail && a.token == b.token && reason(a) == reason(b);
    }
};

struct Outcome {
    Id id = Id::ReceiverOpen;
    Verdict verdict = Verdict::NotApplicable; // of what is not accepted; of all where all of it is accepted
    std::vector<Subject> subjects; // what is to be mended, not accepted
    std::vector<Subject> unclear; // what could not be told
    std::vector<Subject> accepted; // by a mute
    std::string acceptedBy; // the reason of the mute that accepts all of it; with accepted() only
    std::size_t looked = 0; // objects
    std::string fix; // YAML to copy, for the first subject; empty: none fits
    [[nodiscard]] bool isAccepted() const { return subjects.empty() && !accepted.empty(); }
    // Makes `checks` exit with 1.
    [[nodiscard]] bool needsAttention() const { return !isAccepted() && (verdict == Verdict::FixSoon || verdict == Verdict::Consider); }
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct CheckInfo {
    Id id;
    const char* word; // "receiver-open": stable, of the JSON and of mutes
    Area area;
    Verdict severity; // FixSoon or Consider
    const char* documentation; // a public page
};
[[nodiscard]] std::span<const CheckInfo> table(); // in the order of Id
[[nodiscard]] const CheckInfo& info(Id id);
[[nodiscard]] std::optional<Id> idFromWord(std::string_view word);
[[nodiscard]] const char* verdictWord(Verdict verdict); // "fix-soon", "consider", "could-not-tell", "passed", "not-applicable"
[[nodiscard]] const char* areaWord(Area area); // "source"
[[nodiscard]] const char* factWord(Fact fact); // "path-matches"; None is empty

// A GitLab project that Flux fetches from or reports to.
struct ProjectFacts {
    std::string path; // as it is called today
    gitlab::ProjectCredentials credentials;
};

// What GitLab says of the agent and of the token at hand. Absent: could not be asked.
struct GitLabFacts {
    gitlab::Host host; // whose facts these are
    std::map<std::string, ProjectFacts> projects; // by the path that was asked for; absent: not asked, or not to be read
    std::string agent; // its name
    std::optional<gitlab::AgentConfig> config;
    std::optional<gitlab::TokenFacts> token;
    std::vector<std::string> agentVersions;
    std::string kasVersion;
};

struct Input {
    StringPool* pool = nullptr; // of the objects; has to be given
    std::vector<std::shared_ptr<const flux::FluxObject>> objects;
    std::vector<std::shared_ptr<const flux::ManagedObject>> managed; // SealedSecrets and Services are looked at
    std::set<flux::Kind> readKinds; // read in the whole cluster
    std::set<flux::Kind> notServed;
    bool sealedUnreadable = false; // SealedSecrets are in an inventory, and may not be listed
    flux::Controllers controllers;
    std::optional<std::vector<flux::SecretFact>> secrets; // nullopt: not looked at
    bool viaAgent = false; // the cluster is reached through a GitLab agent
    std::optional<GitLabFacts> gitlab;
    std::optional<flux::AgentReach> reach;
    WallTime now{}; // by the cluster's clock
};

// In the order of Id, each once.
[[nodiscard]] std::vector<Outcome> run(const Input& input);
// The Secrets that run() wants to know of; never read, only looked at. Sorted, each once.
[[nodiscard]] std::vector<flux::SecretName> secretsToLookAt(std::span<const std::shared_ptr<const flux::FluxObject>> objects);

inline constexpr std::chrono::days LongSuspended{7};
inline constexpr Seconds ShortestPoll{60};
inline constexpr Seconds LongestPoll{3600}; // without a Receiver

// Leaves of what was found, and of what is unclear about a named object, only what holds; before mutes are applied.
void narrow(Outcome& outcome, const std::function<bool(const Subject&)>& holds);

// Of what applies, how many need attention.
struct Tally {
    int fixSoon = 0, consider = 0, couldNotTell = 0, passed = 0, accepted = 0;
    [[nodiscard]] int attention() const { return fixSoon + consider; }
    [[nodiscard]] int all() const { return fixSoon + consider + couldNotTell + passed + accepted; }
};
[[nodiscard]] Tally tally(std::span<const Outcome> outcomes);

} // namespace dg::checks

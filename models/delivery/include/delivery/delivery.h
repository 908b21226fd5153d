// SPDX-License-Identifier: Apache-2.0
// delivery: how a commit reaches the cluster, hop by hop, from what Flux's objects and GitLab's answers tell. Pure values in and
// out, any thread. Nothing is green by inference: a hop is done where something says so. Used by items and ui.
// Source: domain.md §2 (agent), §3.9 (revisions), §10 (the chain).
// delivery.h: one application's delivery as a list of hops. Times are those that the servers wrote (the cluster's clock, GitLab's clock).
#pragma once

#include "base/clock.h"
#include "base/object_key.h"
#include "base/result.h"
#include "flux/object.h"
#include "flux/state.h"
#include "gitlab/commits.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dg::delivery {

enum class Hop : std::uint8_t { Commit, Artifact, Agent, Fetched, Applied, Healthy, Reported };
inline constexpr std::size_t HopCount = 7;

// Only Done, Running and Failed are said on evidence; Waiting is what is still to come.
enum class HopState : std::uint8_t { Unknown, Done, Running, Failed, Waiting, NotApplicable, NoEvidence };

// What stands beside a hop in a word or two.
enum class Note : std::uint8_t {
    None,
    NotSignedIn, // no GitLab account for the source's host
    Asking, // GitLab was asked
    GitLabFailed, // Delivery::error
    NotOnGitLab, // the source names no project
    NoOrigin, // the image names no commit
    CommitGone, // the project has no such commit
    NotFromGit, // a chart, a bucket: there is no commit
    NotForGit, // no artifact is built
    NotForOci, // the agent notifies of GitRepositories alone (domain.md §2.1)
    NotForKind,
    NoRequest, // nobody is known to have asked for this fetch
    NoChecks, // spec.wait is off and there are no health checks
    Unchanged, // the manifests are those of the revision before: Flux keeps their older time
    NobodyReports, // no Alert of this applier goes to a Provider of type gitlab
    NotYet,
    ReportedFailed, // the status that was posted says failed
    NoPipeline,
    NotKnown,
};

enum class Evidence : std::uint8_t { None, GitLab, ImageAnnotation, FieldManager, Artifact, Status, History };

struct HopFacts {
    HopState state = HopState::Unknown;
    Note note = Note::None;
    Evidence evidence = Evidence::None;
    std::optional<WallTime> time;
    std::optional<Millis> took; // since the last hop before it that has a time
    std::string actor; // a person; else empty: `object` or `pipeline` says who
    flux::Reference object; // source, applier, Receiver
    std::uint64_t pipeline = 0;
    std::string link; // a page of GitLab
    std::string message; // the controller's own words
};

// The usual cause of standing still.
enum class Cause : std::uint8_t {
    None,
    PipelineRunning,
    PipelineFailed,
    NotFetchedYet, // the source's next look will bring it
    SourceSuspended,
    SourceFailed,
    SourceMissing,
    DependencyNotReady,
    ApplierSuspended,
    NotStarted, // fetched, the applier has not begun
    Applying,
    BuildFailed, // kustomize build, decryption, substitution
    ApplyFailed,
    ReleaseFailed, // Helm
    HealthChecking,
    HealthCheckFailed,
    NotReported,
    NotKnown,
};
enum class Responsible : std::uint8_t {
    Nobody,
    Pipeline,
    SourceController,
    KustomizeController,
    HelmController,
    NotificationController,
    Person
};

// What GitLab said about the source's commit.
enum class Standing : std::uint8_t { NotOnGitLab, NotSignedIn, Asking, Failed, Known };
struct GitLabFacts {
    Standing standing = Standing::NotSignedIn;
    Error error{}; // Failed
    std::shared_ptr<const gitlab::CommitAnswer> answer; // Known
};

struct Input {
    std::shared_ptr<const flux::FluxObject> applier; // Kustomization or HelmRelease
    std::shared_ptr<const flux::FluxObject> source; // null: not there, or not readable
    flux::Verdict applierVerdict, sourceVerdict;
    flux::Reference receiver; // that covers the source; empty: none
    bool agentMadeReceiver = false;
    bool reports = false; // an Alert covers the applier and goes to a Provider of type gitlab
    WallTime now{}; // the cluster's
};

struct Delivery {
    std::shared_ptr<const flux::FluxObject> applier, source;
    std::string revision; // the source's, that the hops are about; empty: none yet
    std::string sha, branch; // the commit, the branch it came from; empty: not known
    bool pending = false; // GitLab has a newer commit that is on its way: the hops are about that one
    std::array<HopFacts, HopCount> hops;
    std::optional<Hop> standsAt; // empty: everything that can be done is done
    Cause cause = Cause::None;
    std::optional<WallTime> since; // it stands, or is under way
    std::string message; // of the controller or the pipeline, as it is
    Responsible responsible = Responsible::Nobody;
    std::optional<WallTime> nextAttempt; // by itself
    std::optional<Millis> every; // where only the interval is known
    std::string running; // revision that was applied last
    std::optional<std::size_t> behind; // commits; empty: not known
    std::optional<Millis> lead; // from the first hop with a time until it was healthy
    Standing standing = Standing::NotSignedIn;
    Error error{};
    std::shared_ptr<const gitlab::CommitAnswer> answer; // null: not Known
    [[nodiscard]] const HopFacts& at(Hop hop) const { return hops[static_cast<std::size_t>(hop)]; }
};

// Whether this object is the end of a delivery: a Kustomization or HelmRelease.
[[nodiscard]] bool isApplication(const flux::FluxObject& object);
// The commit a source's artifact was made of: hash and branch; empty where nothing says so.
struct CommitRef {
    std::string sha, branch;
};
[[nodiscard]] CommitRef commitOf(const flux::FluxObject& source);
// The commit that an applier applied last; `sourceKind` of its source.
[[nodiscard]] CommitRef appliedCommit(const flux::FluxObject& applier, flux::Kind sourceKind);

// What GitLab is asked about it; no sha: its source names no commit. `projects` as matchProject() gives them.
[[nodiscard]] gitlab::CommitQuestion commitQuestion(const Delivery& delivery, std::vector<std::string> projects);

[[nodiscard]] Delivery assemble(const Input& input, const GitLabFacts& gitlab);

} // namespace dg::delivery

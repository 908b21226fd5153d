// SPDX-License-Identifier: Apache-2.0
#include "assemble_impl.h"
#include "flux/revision.h"

#include <algorithm>

namespace dg::delivery {

namespace {

using flux::Kind;

constexpr Seconds DependencyRetry{30}; // kustomize-controller's and helm-controller's requeue (domain.md §10)
constexpr Seconds ReportGrace{120}; // a status is posted within seconds

// GitLab has commits that this source has not: they are on their way where Git itself is the source, or where a pipeline of the
// newest one runs or ran. A commit without a pipeline builds no artifact.
bool newerOnItsWay(const Context& c)
{
    const auto* answer = c.answer();
    if (!answer || !answer->ahead || answer->ahead->commits.empty() || c.out.sha.empty())
        return false;
    const auto& head = answer->ahead->commits.back();
    if (head.sha == c.out.sha)
        return false;
    const bool within = std::ranges::any_of(answer->ahead->commits, [&](const gitlab::Commit& commit) { return commit.sha == c.out.sha; });
    // What is compared begins at the applied commit: the source's own may lie behind it.
    const bool fetchedIsApplied = !answer->commit || hasSourceRevision(c);
    if (!within && !fetchedIsApplied)
        return false;
    if (c.git())
        return true;
    return answer->headPipeline
        && (answer->headPipeline->state == gitlab::PipelineState::Succeeded || answer->headPipeline->state == gitlab::PipelineState::Failed
            || answer->headPipeline->state == gitlab::PipelineState::Running
            || answer->headPipeline->state == gitlab::PipelineState::Pending);
}

std::optional<Hop> standingHop(const Input& input, const Delivery& out)
{
    for (std::size_t i = 0; i < HopCount; ++i) {
        const auto hop = static_cast<Hop>(i);
        const auto state = out.hops[i].state;
        if (hop == Hop::Commit || hop == Hop::Agent || state == HopState::Done || state == HopState::NotApplicable)
            continue;
        if (hop == Hop::Artifact && state == HopState::Unknown)
            continue;
        if (hop != Hop::Reported)
            return hop;
        const auto& end = out.at(Hop::Healthy).time ? out.at(Hop::Healthy).time : out.at(Hop::Applied).time;
        if (state == HopState::Waiting && end && input.now - *end > ReportGrace)
            return hop;
    }
    return std::nullopt;
}

Responsible responsibleFor(Hop hop, const Delivery& out)
{
    if (out.cause == Cause::SourceSuspended || out.cause == Cause::ApplierSuspended)
        return Responsible::Person;
    switch (hop) {
    case Hop::Artifact:
        return Responsible::Pipeline;
    case Hop::Fetched:
        return Responsible::SourceController;
    case Hop::Applied:
    case Hop::Healthy:
        return out.applier->kind == Kind::HelmRelease ? Responsible::HelmController : Responsible::KustomizeController;
    case Hop::Reported:
        return Responsible::NotificationController;
    default:
        return Responsible::Nobody;
    }
}

// What will happen by itself. A source does not say when it looked last: only how often it does.
void foresee(Delivery& out)
{
    if (!out.standsAt || out.responsible == Responsible::Person)
        return;
    if (*out.standsAt == Hop::Fetched && out.source) {
        out.every = out.source->interval;
        return;
    }
    if (*out.standsAt != Hop::Applied && *out.standsAt != Hop::Healthy)
        return;
    if (out.cause == Cause::DependencyNotReady) {
        out.every = DependencyRetry;
        return;
    }
    if (out.cause == Cause::Applying || out.cause == Cause::HealthChecking || out.cause == Cause::NotStarted)
        return;
    const auto stalled = out.applier->condition("Stalled");
    if (stalled && stalled->status == flux::Tri::True)
        return; // no retry until spec or source change
    out.every = trailOf(*out.applier).retryInterval ? trailOf(*out.applier).retryInterval : out.applier->interval;
    if (out.applier->lastReconciled && out.every)
        out.nextAttempt = *out.applier->lastReconciled + *out.every;
}

void conclude(const Input& input, Delivery& out)
{
    out.standsAt = standingHop(input, out);
    if (!out.standsAt) {
        out.cause = Cause::None;
        out.message.clear();
        out.since.reset();
        return;
    }
    if (*out.standsAt == Hop::Reported)
        out.cause = Cause::NotReported;
    else if (out.cause == Cause::None)
        out.cause = Cause::NotKnown;
    out.responsible = responsibleFor(*out.standsAt, out);
    if (!out.since) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(*out.standsAt); ++i) {
            if (out.hops[i].state == HopState::Done && out.hops[i].time)
                out.since = std::max(out.since.value_or(*out.hops[i].time), *out.hops[i].time);
        }
    }
    foresee(out);
}

} // namespace

void measureHops(Delivery& out)
{
    std::optional<WallTime> last;
    for (auto& hop : out.hops) {
        if (hop.state != HopState::Done || !hop.time)
            continue;
        if (last)
            hop.took = std::max(Millis{0}, *hop.time - *last);
        last = std::max(last.value_or(*hop.time), *hop.time);
    }
    std::optional<WallTime> first;
    for (const auto hop : {Hop::Commit, Hop::Artifact, Hop::Fetched}) {
        if (!first && out.at(hop).state == HopState::Done)
            first = out.at(hop).time;
    }
    const auto& end = out.at(Hop::Healthy).state == HopState::NotApplicable ? out.at(Hop::Applied) : out.at(Hop::Healthy);
    if (first && end.state == HopState::Done && end.time && *end.time >= *first)
        out.lead = *end.time - *first;
}

bool startsWith(const std::string& text, std::string_view word)
{
    return text.starts_with(word);
}

const flux::Trail& trailOf(const flux::FluxObject& object)
{
    static const flux::Trail none;
    return object.trail ? *object.trail : none;
}

flux::Reference referenceOf(const flux::FluxObject& object)
{
    return {object.key.kind, object.key.ns, object.key.name};
}

bool hasSourceRevision(const Context& c)
{
    const auto* source = c.source();
    const auto& applied = c.applier().lastAppliedRevision;
    if (!source || source->artifactRevision.empty() || applied.empty())
        return false;
    if (source->kind == Kind::HelmChart)
        return applied == source->artifactRevision; // a chart's version
    return !flux::isBehind(c.applier(), source->artifactRevision);
}

bool checksHealth(const flux::FluxObject& applier)
{
    return applier.kind == Kind::HelmRelease || applier.wait || !applier.healthChecks.empty() || applier.healthCheckExprs > 0;
}

const flux::HistoryEntry* successOf(const flux::FluxObject& applier, std::string_view revision)
{
    const auto& history = trailOf(applier).history;
    const auto found = std::ranges::find_if(history, [&](const flux::HistoryEntry& entry) {
        const bool good = entry.status == "ReconciliationSucceeded" || entry.status == "deployed" || entry.status == "superseded";
        return good && flux::sameRevision(entry.revision, revision);
    });
    return found == history.end() ? nullptr : &*found;
}

std::optional<WallTime> checksBegan(const flux::FluxObject& applier, std::string_view revision)
{
    const auto* condition = applier.condition("Reconciling");
    if (!condition || condition->status != flux::Tri::True || !condition->message.starts_with("Running health checks"))
        return std::nullopt;
    return condition->message.find(revision) == std::string::npos ? std::nullopt : condition->lastTransition;
}

bool isApplication(const flux::FluxObject& object)
{
    return object.kind == Kind::Kustomization || object.kind == Kind::HelmRelease;
}

namespace {
CommitRef commitRef(std::string_view revision)
{
    const auto normal = flux::normaliseRevision(revision);
    const auto parts = flux::splitRevision(normal);
    CommitRef out{std::string(parts.digest), std::string(parts.ref)};
    if (out.branch.starts_with("refs/heads/"))
        out.branch.erase(0, sizeof "refs/heads/" - 1);
    return out.sha.empty() ? CommitRef{} : out;
}
} // namespace

CommitRef commitOf(const flux::FluxObject& source)
{
    if (source.kind == Kind::GitRepository)
        return commitRef(source.artifactRevision);
    return commitRef(trailOf(source).originRevision);
}

CommitRef appliedCommit(const flux::FluxObject& applier, Kind sourceKind)
{
    if (sourceKind == Kind::GitRepository && applier.kind == Kind::Kustomization)
        return commitRef(applier.lastAppliedRevision);
    return commitRef(trailOf(applier).originRevision);
}

gitlab::CommitQuestion commitQuestion(const Delivery& delivery, std::vector<std::string> projects)
{
    gitlab::CommitQuestion out;
    out.projects = std::move(projects);
    if (!delivery.source)
        return out;
    auto commit = commitOf(*delivery.source);
    out.sha = std::move(commit.sha);
    out.branch = std::move(commit.branch);
    out.applied = appliedCommit(*delivery.applier, delivery.source->kind).sha;
    if (out.applied.empty())
        out.applied = out.sha;
    return out;
}

Delivery assemble(const Input& input, const GitLabFacts& gitlab)
{
    Delivery out;
    out.applier = input.applier;
    out.source = input.source;
    out.standing = gitlab.standing;
    out.error = gitlab.error;
    out.answer = gitlab.standing == Standing::Known ? gitlab.answer : nullptr;
    out.running = input.applier->lastAppliedRevision;
    const auto kind = input.source ? input.source->kind : flux::kindFromWord(input.applier->source.kind.view());
    const Context context{input, gitlab, out, kind};
    if (input.source) {
        out.revision = input.source->artifactRevision;
        auto commit = commitOf(*input.source);
        out.sha = std::move(commit.sha);
        out.branch = std::move(commit.branch);
    }
    if (const auto* answer = context.answer(); answer && answer->ahead)
        out.behind = answer->ahead->commits.size();
    out.pending = newerOnItsWay(context);
    if (out.pending)
        out.sha = gitlab.answer->ahead->commits.back().sha;
    judgeCommit(context);
    judgeArtifact(context);
    judgeAgent(context);
    judgeFetched(context);
    judgeApplied(context);
    judgeReported(context);
    measureHops(out);
    conclude(input, out);
    return out;
}

} // namespace dg::delivery

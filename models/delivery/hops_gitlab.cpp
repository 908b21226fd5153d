// SPDX-License-Identifier: Apache-2.0
// The hops that GitLab tells of: the commit, the pipeline's artifact, the agent's notice, the posted status.
#include "assemble_impl.h"
#include "delivery/delivery.h"
#include "flux/revision.h"

#include <algorithm>
#include <cctype>

namespace dg::delivery {

namespace {

constexpr Seconds Grain{2}; // the servers write whole seconds, each by its own clock

// Why GitLab says nothing; None: it did.
Note silence(const Context& c)
{
    switch (c.gitlab.standing) {
    case Standing::NotOnGitLab:
        return Note::NotOnGitLab;
    case Standing::NotSignedIn:
        return Note::NotSignedIn;
    case Standing::Asking:
        return Note::Asking;
    case Standing::Failed:
        return Note::GitLabFailed;
    case Standing::Known:
        break;
    }
    return Note::None;
}

void unknown(HopFacts& hop, Note note)
{
    hop.state = HopState::Unknown;
    hop.note = note;
}

// The commit that the hops are about: of the artifact, or the newer one on its way.
const gitlab::Commit* subject(const Context& c)
{
    const auto* answer = c.answer();
    if (!answer)
        return nullptr;
    if (c.out.pending)
        return &answer->ahead->commits.back();
    return answer->commit ? &*answer->commit : nullptr;
}

const gitlab::Pipeline* pipelineOf(const Context& c)
{
    const auto* answer = c.answer();
    if (!answer)
        return nullptr;
    const auto& line = c.out.pending ? answer->headPipeline : answer->pipeline;
    return line ? &*line : nullptr;
}

std::optional<WallTime> requestedByController(const flux::FluxObject& source)
{
    if (!source.ownership || source.requestedAt.empty())
        return std::nullopt;
    for (const auto& manager : source.ownership->managers) {
        if (manager.manager.view() == "notification-controller"
            && manager.fields->contains("metadata.annotations[\"reconcile.fluxcd.io/requestedAt\"]"))
            return manager.time;
    }
    return std::nullopt;
}

void takePipeline(HopFacts& hop, const gitlab::Pipeline& line)
{
    hop.pipeline = line.id;
    hop.link = line.webUrl;
    switch (line.state) {
    case gitlab::PipelineState::Succeeded:
        hop.state = HopState::Done;
        hop.time = line.finished;
        hop.evidence = Evidence::GitLab;
        break;
    case gitlab::PipelineState::Failed:
        hop.state = HopState::Failed;
        hop.time = line.finished;
        hop.evidence = Evidence::GitLab;
        hop.message = line.failedJob;
        break;
    case gitlab::PipelineState::Running:
    case gitlab::PipelineState::Pending:
        hop.state = HopState::Running;
        hop.time = line.started ? line.started : line.created;
        hop.evidence = Evidence::GitLab;
        break;
    default:
        unknown(hop, Note::NotKnown);
    }
}

} // namespace

void judgeCommit(const Context& c)
{
    auto& hop = c.hop(Hop::Commit);
    if (!c.git() && !c.image()) {
        hop.state = HopState::NotApplicable;
        hop.note = Note::NotFromGit;
    } else if (c.out.sha.empty()) {
        unknown(hop, c.source() && !c.source()->artifactRevision.empty() ? Note::NoOrigin : Note::NotKnown);
    } else if (const auto note = silence(c); note != Note::None) {
        unknown(hop, note);
    } else if (const auto* commit = subject(c)) {
        hop.state = HopState::Done;
        hop.evidence = Evidence::GitLab;
        hop.time = commit->committed;
        hop.actor = commit->author;
        hop.link = commit->webUrl;
    } else {
        unknown(hop, Note::CommitGone);
    }
}

void judgeArtifact(const Context& c)
{
    auto& hop = c.hop(Hop::Artifact);
    if (!c.image()) {
        hop.state = HopState::NotApplicable;
        hop.note = c.git() ? Note::NotForGit : Note::NotForKind;
        return;
    }
    const auto* line = pipelineOf(c);
    if (c.out.pending) {
        takePipeline(hop, *line); // without one nothing is on its way
        return;
    }
    const auto* source = c.source();
    if (!source || source->artifactRevision.empty()) {
        unknown(hop, Note::NotKnown);
        return;
    }
    // What was fetched was built; when, is another question.
    hop.state = HopState::Done;
    hop.evidence = Evidence::Artifact;
    if (line) {
        hop.pipeline = line->id;
        hop.link = line->webUrl;
        if (line->state == gitlab::PipelineState::Succeeded && line->finished) {
            hop.time = line->finished;
            hop.evidence = Evidence::GitLab;
        }
    }
    if (const auto& trail = trailOf(*source); trail.built) {
        hop.time = trail.built;
        hop.evidence = Evidence::ImageAnnotation;
    }
    // A pipeline that ran again later says nothing of this artifact.
    if (hop.time && source->artifactUpdated && *hop.time > *source->artifactUpdated + Grain) {
        hop.time.reset();
        hop.evidence = Evidence::Artifact;
    }
}

void judgeAgent(const Context& c)
{
    auto& hop = c.hop(Hop::Agent);
    hop.object = c.input.receiver;
    if (!c.git()) {
        hop.state = HopState::NotApplicable;
        hop.note = c.image() ? Note::NotForOci : Note::NotForKind;
        return;
    }
    hop.state = HopState::NoEvidence;
    hop.note = Note::NoRequest;
    if (!c.source())
        return;
    // The last request counts for this revision only where it lies between the commit and the fetch; without the commit's time
    // it has to be younger than one interval before the fetch.
    const auto asked = requestedByController(*c.source());
    const auto& commit = c.hop(Hop::Commit).time;
    const auto fetched = c.out.pending ? std::optional<WallTime>() : c.source()->artifactUpdated;
    if (!asked || (!commit && c.out.pending))
        return;
    const auto interval = c.source()->interval.value_or(Millis{0});
    const bool afterCommit = commit ? *asked + Grain >= *commit : fetched && *asked + interval >= *fetched;
    if (!afterCommit || (fetched && *asked > *fetched + Grain))
        return;
    hop.state = HopState::Done;
    hop.note = Note::None;
    hop.evidence = Evidence::FieldManager;
    hop.time = asked;
}

void judgeReported(const Context& c)
{
    auto& hop = c.hop(Hop::Reported);
    if (!c.git() && !c.image()) {
        hop.state = HopState::NotApplicable;
        hop.note = Note::NotFromGit;
        return;
    }
    if (c.out.sha.empty()) { // Flux would post to the image's digest, and GitLab knows no such commit
        hop.state = c.image() ? HopState::NotApplicable : HopState::Unknown;
        hop.note = c.image() ? Note::NoOrigin : Note::NotKnown;
        return;
    }
    if (const auto note = silence(c); note != Note::None) {
        unknown(hop, note);
        return;
    }
    auto name = std::string(flux::info(c.applier().kind).name) + "/" + c.applier().key.name.str() + "/";
    std::ranges::transform(name, name.begin(), [](unsigned char ch) { return static_cast<char>(std::tolower(ch)); });
    const gitlab::CommitStatus* last = nullptr;
    if (!c.out.pending) {
        for (const auto& status : c.answer()->statuses) {
            if (startsWith(status.name, name))
                last = &status;
        }
    }
    if (last) {
        hop.state = HopState::Done;
        hop.note = last->status == "success" ? Note::None : Note::ReportedFailed;
        hop.evidence = Evidence::GitLab;
        hop.time = last->created;
        hop.message = last->description;
        hop.link = last->targetUrl;
    } else {
        hop.state = c.input.reports ? HopState::Waiting : HopState::NotApplicable;
        hop.note = c.input.reports ? Note::NotYet : Note::NobodyReports;
    }
}

} // namespace dg::delivery

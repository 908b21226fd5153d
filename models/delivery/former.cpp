// SPDX-License-Identifier: Apache-2.0
#include "assemble_impl.h"
#include "delivery/runs.h"

#include <algorithm>

namespace dg::delivery {

namespace {

void done(HopFacts& hop, const std::optional<WallTime>& time, Evidence evidence)
{
    hop.state = HopState::Done;
    hop.time = time;
    hop.evidence = evidence;
}

// The commit among the earlier ones that GitLab told; null: it did not.
const gitlab::Commit* earlierCommit(const Delivery& now, const std::string& sha)
{
    if (!now.answer || sha.empty())
        return nullptr;
    const auto found = std::ranges::find(now.answer->earlier, sha, &gitlab::Commit::sha);
    return found == now.answer->earlier.end() ? nullptr : &*found;
}

} // namespace

Delivery formerDelivery(const Delivery& now, const Run& run)
{
    Delivery out;
    out.applier = now.applier;
    out.source = now.source;
    out.revision = run.revision;
    out.sha = run.sha;
    out.branch = now.branch;
    out.running = now.running;
    out.behind = now.behind;
    out.standing = now.standing;
    out.error = now.error;
    for (const auto hop : {Hop::Agent, Hop::Reported}) {
        auto& facts = out.hops[static_cast<std::size_t>(hop)];
        const auto& today = now.at(hop);
        const bool never = today.state == HopState::NotApplicable;
        facts.state = never ? HopState::NotApplicable : HopState::Unknown;
        facts.note = never ? today.note : Note::NotKnown; // nothing of it is kept
    }
    auto& commit = out.hops[static_cast<std::size_t>(Hop::Commit)];
    if (const auto* found = earlierCommit(now, run.sha)) {
        auto answer = std::make_shared<gitlab::CommitAnswer>();
        answer->project = now.answer->project;
        answer->commit = *found;
        answer->ahead = now.answer->ahead;
        out.answer = std::move(answer);
        done(commit, found->committed, Evidence::GitLab);
        commit.actor = found->author;
        commit.link = found->webUrl;
    } else {
        const auto& today = now.at(Hop::Commit);
        commit.state = today.state == HopState::NotApplicable ? HopState::NotApplicable : HopState::Unknown;
        commit.note = today.state == HopState::Done ? Note::NotKnown : today.note;
    }
    auto& artifact = out.hops[static_cast<std::size_t>(Hop::Artifact)];
    if (now.at(Hop::Artifact).state == HopState::NotApplicable)
        artifact = now.at(Hop::Artifact);
    else
        done(artifact, run.built, run.built ? Evidence::ImageAnnotation : Evidence::Artifact);
    auto& fetched = out.hops[static_cast<std::size_t>(Hop::Fetched)];
    auto& applied = out.hops[static_cast<std::size_t>(Hop::Applied)];
    auto& healthy = out.hops[static_cast<std::size_t>(Hop::Healthy)];
    fetched.object = now.applier->source;
    applied.object = healthy.object = referenceOf(*now.applier);
    done(fetched, run.fetched, Evidence::Artifact);
    if (run.healthy || run.applied)
        done(applied, run.checked ? run.applied : run.healthy, Evidence::History);
    else
        applied.note = Note::NotKnown;
    if (!run.checked) {
        healthy.state = HopState::NotApplicable;
        healthy.note = Note::NoChecks;
    } else if (run.healthy) {
        done(healthy, run.healthy, Evidence::History);
    } else { // a newer one took its place before it was
        healthy.note = Note::NotKnown;
    }
    measureHops(out);
    return out;
}

} // namespace dg::delivery

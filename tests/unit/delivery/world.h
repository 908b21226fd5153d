// SPDX-License-Identifier: Apache-2.0
// What the delivery tests share: an application and its source as kustomize-controller and source-controller write them.
#pragma once

#include "delivery/delivery.h"
#include "delivery/runs.h"

#include <memory>
#include <string>

namespace dg::test {

inline WallTime at(const char* clock) // "14:00:00" of one day
{
    return *parseRfc3339(std::string("2026-11-23T") + clock + "Z");
}

inline const std::string Sha = "9a7bc31e0f1d2c3b4a5968778695a4b3c2d1e0f1";
inline const std::string OldSha = "11111111aaaaaaaa22222222bbbbbbbb33333333";
inline const std::string Digest = "latest@sha256:4f1c9e2a00000000000000000000000000000000000000000000000000000001";
inline const std::string OldDigest = "latest@sha256:91be07aa00000000000000000000000000000000000000000000000000000002";

struct World {
    StringPool pool;
    std::shared_ptr<flux::FluxObject> applier = std::make_shared<flux::FluxObject>();
    std::shared_ptr<flux::FluxObject> source = std::make_shared<flux::FluxObject>();
    flux::Trail trail, sourceTrail;
    delivery::Input input;
    delivery::GitLabFacts gitlab;
    std::shared_ptr<gitlab::CommitAnswer> answer = std::make_shared<gitlab::CommitAnswer>();

    explicit World(flux::Kind sourceKind = flux::Kind::OCIRepository)
    {
        applier->kind = flux::Kind::Kustomization;
        applier->key = {pool.intern(flux::info(flux::Kind::Kustomization).group), pool.intern("Kustomization"), pool.intern("apps"),
            pool.intern("payments")};
        applier->wait = true;
        applier->interval = Millis{600'000};
        applier->source = {pool.intern(flux::info(sourceKind).name), pool.intern("apps"), pool.intern("delivery")};
        source->kind = sourceKind;
        source->key = {pool.intern(flux::info(sourceKind).group), applier->source.kind, applier->source.ns, applier->source.name};
        source->interval = Millis{300'000};
        source->artifactRevision = sourceKind == flux::Kind::GitRepository ? "main@sha1:" + Sha : Digest;
        source->artifactUpdated = at("13:27:50");
        if (sourceKind == flux::Kind::OCIRepository) {
            sourceTrail.originRevision = "main@sha1:" + Sha;
            sourceTrail.built = at("13:24:31");
        }
        input.applierVerdict.state = flux::State::Ready;
        input.sourceVerdict.state = flux::State::Ready;
        input.now = at("14:02:00");
        input.reports = true;
        gitlab.standing = delivery::Standing::NotSignedIn;
    }
    void applied(const char* clock)
    {
        applier->lastAppliedRevision = source->artifactRevision;
        trail.history.insert(trail.history.begin(),
            {source->artifactRevision, sourceTrail.originRevision, "ReconciliationSucceeded", at(clock), at(clock), Millis{12'000}});
    }
    void signedIn()
    {
        gitlab.standing = delivery::Standing::Known;
        gitlab.answer = answer;
        answer->project = {51, "payments/delivery", "https://gitlab.example.com/payments/delivery", "main"};
        answer->commit = gitlab::Commit{
            Sha, "Raise api to 2.14.0", "M. Okafor", at("13:21:04"), "https://gitlab.example.com/payments/delivery/-/commit/" + Sha};
        answer->ahead = gitlab::Comparison{};
    }
    gitlab::Pipeline line(gitlab::PipelineState state, const char* finished = nullptr)
    {
        gitlab::Pipeline made;
        made.id = 90311;
        made.state = state;
        made.source = "push";
        made.created = at("13:21:10");
        if (finished)
            made.finished = at(finished);
        made.webUrl = "https://gitlab.example.com/payments/delivery/-/pipelines/90311";
        return made;
    }
    // A request on the source by this field manager.
    void requested(const char* manager, const char* clock)
    {
        auto ownership = std::make_shared<flux::Ownership>();
        std::vector<std::string> paths;
        paths.push_back("metadata.annotations[\"reconcile.fluxcd.io/requestedAt\"]");
        ownership->managers.push_back(
            {pool.intern(manager), flux::Operation::Update, {}, at(clock), std::make_shared<flux::FieldSet>(paths)});
        source->ownership = ownership;
        source->requestedAt = "2026-11-23T" + std::string(clock) + ".1Z";
    }
    [[nodiscard]] delivery::Input seen()
    {
        applier->trail = std::make_shared<flux::Trail>(trail);
        source->trail = std::make_shared<flux::Trail>(sourceTrail);
        input.applier = applier;
        input.source = source;
        return input;
    }
    [[nodiscard]] delivery::Delivery made() { return delivery::assemble(seen(), gitlab); }
};

} // namespace dg::test

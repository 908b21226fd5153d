// SPDX-License-Identifier: Apache-2.0
// What the hops' judges share. Private to delivery.
#pragma once

#include "delivery/delivery.h"

#include <string_view>

namespace dg::delivery {

struct Context {
    const Input& input;
    const GitLabFacts& gitlab;
    Delivery& out;
    flux::Kind sourceKind = flux::Kind::Other;
    [[nodiscard]] const flux::FluxObject& applier() const { return *input.applier; }
    [[nodiscard]] const flux::FluxObject* source() const { return input.source.get(); }
    [[nodiscard]] HopFacts& hop(Hop which) const { return out.hops[static_cast<std::size_t>(which)]; }
    [[nodiscard]] bool image() const { return sourceKind == flux::Kind::OCIRepository; }
    [[nodiscard]] bool git() const { return sourceKind == flux::Kind::GitRepository; }
    [[nodiscard]] const gitlab::CommitAnswer* answer() const { return gitlab.standing == Standing::Known ? gitlab.answer.get() : nullptr; }
};

[[nodiscard]] bool startsWith(const std::string& text, std::string_view word);
[[nodiscard]] const flux::Trail& trailOf(const flux::FluxObject& object); // an empty one where there is none
[[nodiscard]] flux::Reference referenceOf(const flux::FluxObject& object);
[[nodiscard]] bool checksHealth(const flux::FluxObject& applier); // after it applied
// The applier runs what the source has.
[[nodiscard]] bool hasSourceRevision(const Context& context);
// The success of `revision` in the applier's history, if Flux wrote it for this revision and not for an older one of equal
// manifests: an entry is kept for each digest of manifests, its firstReconciled stays (domain.md §3.4).
[[nodiscard]] const flux::HistoryEntry* successOf(const flux::FluxObject& applier, std::string_view revision);
// When a Reconciling condition says that the health checks of `revision` began: everything is applied by then.
[[nodiscard]] std::optional<WallTime> checksBegan(const flux::FluxObject& applier, std::string_view revision);

void measureHops(Delivery& out); // `took` and `lead`

void judgeCommit(const Context& context);
void judgeArtifact(const Context& context);
void judgeAgent(const Context& context);
void judgeFetched(const Context& context);
void judgeApplied(const Context& context); // and Healthy
void judgeReported(const Context& context);

} // namespace dg::delivery

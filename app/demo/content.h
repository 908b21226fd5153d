// SPDX-License-Identifier: Apache-2.0
// The demo's starting content. Deterministic with the seed; times relative to `now`.
#pragma once

#include "base/clock.h"
#include "resources.h"

namespace dg::demo {

class ContentBuilder;
// Image automation, notifications and the generator of an external artifact.
void addAutomation(ContentBuilder& builder);
// What the posture checks find, in what is there already.
void addPosture(ContentBuilder& builder, Store& store);
// Two teams, nested Kustomizations, HelmReleases, every state of a Flux object, drifted and missing objects; the above.
void fillStandard(Store& store, std::uint32_t seed, WallTime now);
// About `count` Kustomizations of 25 inventory entries each in up to 400 namespaces, beside what is there.
void fillSized(Store& store, std::uint32_t seed, WallTime now, int count);

} // namespace dg::demo

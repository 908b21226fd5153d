// SPDX-License-Identifier: Apache-2.0
// What an open cluster is known to hold now, as one look at it (session/one_shot.h): for whoever writes down what is shown without
// reading the cluster again. Pointers are copied; the objects never change. GUI thread.
#pragma once

#include "items/cluster_model.h"
#include "session/one_shot.h"

namespace dg::items {

// Without apply events, Secrets and what was looked up by name and is absent: who watches has judged those already. `missing` and
// the order of everything are as readOnce() has them. `observedAt`: when the data was last known to be true, by our clock.
[[nodiscard]] session::OneShotResult lookOf(const ClusterModel& cluster, StringPool& pool, const Clock& clock);

} // namespace dg::items

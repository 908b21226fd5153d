// SPDX-License-Identifier: Apache-2.0
// What an open cluster is known to hold now, as one look at it (session/one_shot.h): for whoever writes down what is shown without
// reading the cluster again. Pointers are copied; the objects never change.
#pragma once

#include "items/cluster_model.h"
#include "session/one_shot.h"

namespace dg::items {

// Without apply events, Secrets and what was looked up by name and is absent: who watches has judged those already. Managed objects,
// which may be half a million, only where they are asked for. `observedAt`: when the data was last known to be true, by our clock. In
// no order yet. GUI thread.
[[nodiscard]] session::OneShotResult lookOf(const ClusterModel& cluster, bool managed, StringPool& pool, const Clock& clock);
// In the order of readOnce(). Any thread.
void putInOrder(session::OneShotResult& look);

} // namespace dg::items

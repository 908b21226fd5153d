// SPDX-License-Identifier: Apache-2.0
// One look at each cluster that is meant, all at once; for the commands that print and end.
#pragma once

#include "status.h"

namespace dg::cli {

// `read`, `observedAt` and `missing` of each, in the order of the contexts; not assessed yet. `wishes`: what to read beside
// Flux's objects; namespace and user agent are filled in. `pool` must outlive the reports.
[[nodiscard]] std::vector<ClusterReport> readClusters(
    const Options& options, session::OneShotOptions wishes, StringPool& pool, Streams& streams, const Environment& environment);
// "Seen 10:00." or which snapshot, taken when.
[[nodiscard]] QString seenAt(const ClusterReport& report);
// On stderr: why the answer is not whole.
void explain(const std::vector<ClusterReport>& reports, Streams& streams);

} // namespace dg::cli

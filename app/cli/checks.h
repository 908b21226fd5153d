// SPDX-License-Identifier: Apache-2.0
// What `checks` found on one cluster (evidence/checks.h), as a table; and how the command line asks for it.
#pragma once

#include "evidence/checks.h"
#include "status.h"

namespace dg::cli {

using evidence::ChecksReport;

void printChecksTable(const ChecksReport& report, Streams& streams, bool colour, bool heading);

// --mutes, or the profile's checks.yaml. Throws Failure.
[[nodiscard]] std::vector<checks::Mute> mutesOf(const Options& options, const Environment& environment);
// --gitlab, about the projects of all these clusters. Throws Failure.
[[nodiscard]] std::optional<checks::GitLabAnswer> askGitLab(
    const Options& options, gitlab::Access access, const std::vector<ClusterReport>& clusters, const Environment& environment);
// What to read for it.
[[nodiscard]] session::OneShotOptions checksWishes();

} // namespace dg::cli

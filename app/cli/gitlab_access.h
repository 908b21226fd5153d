// SPDX-License-Identifier: Apache-2.0
// How to ask the GitLab that the options name.
#pragma once

#include "cli/cli.h"
#include "gitlab/client.h"
#include "options.h"

namespace dg::cli {

// The token is the environment's, or asked for at the terminal. Throws Failure.
[[nodiscard]] gitlab::Access gitlabAccess(const Options& options, Streams& streams, const Environment& environment);

} // namespace dg::cli

// SPDX-License-Identifier: Apache-2.0
// One function a command; each returns the exit code and may throw UsageError or Failure.
#pragma once

#include "cli/cli.h"
#include "options.h"
#include "target.h"

namespace dg::cli {

[[nodiscard]] int runStatus(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] int runReconcile(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] int runWait(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] int runOwner(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] int runDrift(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] int runChecks(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] int runSnapshot(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] int runReport(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] int runRecord(const Options& options, Streams& streams, const Environment& environment);
// `record` into a file that can be played again; its name says so (.dgsnap).
[[nodiscard]] bool recordsIntoFile(const Options& options);
[[nodiscard]] int runRecordFile(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] int runContexts(const Options& options, Streams& streams, const Environment& environment);
[[nodiscard]] int runConnect(const Options& options, Streams& streams, const Environment& environment);

} // namespace dg::cli

// SPDX-License-Identifier: Apache-2.0
// What `drift` found on one cluster (evidence/drift.h), as a table; and how the command line asks for it.
#pragma once

#include "evidence/drift.h"
#include "status.h"

namespace dg::cli {

using evidence::DriftReport;
using evidence::NotJudged;

void printDriftTable(const DriftReport& report, Streams& streams, bool colour, bool heading);

// What everybody who judges drift here needs. Throws Failure.
[[nodiscard]] drift::RuleSet rulesFor(const Options& options, const Environment& environment, const std::string& cluster);
// What to read for it.
[[nodiscard]] session::OneShotOptions driftWishes();
[[nodiscard]] std::optional<drift::Facts> baselineOf(const Options& options, StringPool& pool);
[[nodiscard]] drift::Facts factsOf(const QString& path, StringPool& pool); // of a snapshot's file
// --owner, --namespace, --filter. Throws UsageError.
[[nodiscard]] evidence::Scope scopeOf(const Options& options, StringPool& pool);
// --watch: JSON lines until the time is over.
[[nodiscard]] int watchDrift(const Options& options, Streams& streams, const Environment& environment);

} // namespace dg::cli

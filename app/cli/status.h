// SPDX-License-Identifier: Apache-2.0
// What `status` found on one cluster (evidence/status.h), as a table.
#pragma once

#include "cli/cli.h"
#include "evidence/status.h"
#include "options.h"

namespace dg::cli {

using evidence::Assessed;
using evidence::ClusterReport;
using evidence::Filter;
using evidence::FilterScope;
using evidence::JsonWriter;

// Throws UsageError for what is not understood.
[[nodiscard]] Filter filterOf(const Options& options);
void printStatusTable(const ClusterReport& report, Streams& streams, bool colour, bool heading);

} // namespace dg::cli

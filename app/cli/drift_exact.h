// SPDX-License-Identifier: Apache-2.0
// `drift --exact`: values compared with what Helm stored or with files, beside what ownership tells.
#pragma once

#include "drift.h"

namespace dg::cli {

// Throws UsageError: options that only mean something together.
void checkExact(const Options& options);
// Adds to each report what the exact comparison finds and what it could not compare. Where both engines speak of one object and
// path, the exact finding stays, with what ownership knows beside. Throws Failure (the folder, several sources).
void addExact(
    std::vector<DriftReport>& reports, const Options& options, StringPool& pool, Streams& streams, const Environment& environment);

} // namespace dg::cli

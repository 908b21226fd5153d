// SPDX-License-Identifier: Apache-2.0
// What `checks` found on one cluster, and the ways to write it down.
#pragma once

#include "checks/checks.h"
#include "status.h"

#include <vector>

namespace dg::cli {

struct ChecksReport {
    ClusterReport cluster; // name, server, observedAt, missing; no items
    std::vector<checks::Outcome> outcomes; // empty: the cluster could not be read
    [[nodiscard]] int exitCode() const;
};

void writeChecksJson(JsonWriter& json, const ChecksReport& report);
void printChecksTable(const ChecksReport& report, Streams& streams, bool colour, bool heading);
void writeChecksJUnit(const std::vector<ChecksReport>& reports, Streams& streams); // a suite a cluster, a case a check
void writeChecksCodeQuality(const std::vector<ChecksReport>& reports, Streams& streams); // GitLab's report, an issue a finding

} // namespace dg::cli

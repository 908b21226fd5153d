// SPDX-License-Identifier: Apache-2.0
// The sync report: what `status` and `drift` say of one cluster from one look, with who asked and what could not be read, in
// several formats of the same content. Words are the command line's; the writers are report/writers.h.
#pragma once

#include "drift.h"
#include "report/document.h"

#include <QString>

#include <string>
#include <vector>

namespace dg::cli {

struct SyncReport {
    DriftReport drift; // its `cluster` has the status items too
    QString scope; // "Everything", or what the options chose
    WallTime writtenAt{};
    std::string data; // the JSON of status and drift, without white space between its parts
    std::string dataHash; // SHA-256 of `data`
    FailOn failOn = FailOn::Certain;
    [[nodiscard]] bool complete() const { return drift.cluster.complete() && drift.complete(); }
    [[nodiscard]] int exitCode() const; // 1 from status or drift, else 2 for a gap, else 0
};

// What stands at the head of each format: `key` for programs, `label` for people.
struct AboutLine {
    const char* key;
    QString label;
    std::string value;
};
[[nodiscard]] std::vector<AboutLine> aboutOf(const SyncReport& report);
// What could not be read or judged, and why.
[[nodiscard]] std::vector<std::pair<QString, QString>> notRead(const SyncReport& report);
[[nodiscard]] QString causeOf(const Assessed& one); // "Secret/apps/login: not found"; empty: none is proved

[[nodiscard]] std::string syncData(const DriftReport& report);
[[nodiscard]] report::Document syncDocument(const SyncReport& report);
[[nodiscard]] std::string syncJson(const SyncReport& report);
[[nodiscard]] std::string syncCsv(const SyncReport& report);
[[nodiscard]] std::string syncJUnit(const SyncReport& report);

} // namespace dg::cli

// SPDX-License-Identifier: Apache-2.0
// What other tools read of findings: SARIF 2.1.0 (OASIS), a rule for each kind and the object as a logical location; GitLab's Code
// Quality report (ci/testing/code_quality). Fields are only ever added.
#pragma once

#include "evidence/json_writer.h"
#include "evidence/status.h"

#include <string>
#include <string_view>
#include <vector>

namespace dg::evidence {

struct SarifRule {
    std::string_view id;
    std::string text;
    std::string_view help; // an address; empty: none
};
struct SarifResult {
    std::string_view rule;
    const char* level; // "error", "warning", "note"
    std::string message;
    std::string name, qualified; // of the object
    std::string fingerprint;
    std::string suppressedBy; // why it does not count; empty: it does
};
class SarifWriter {
public:
    explicit SarifWriter(const Sink& out);
    ~SarifWriter(); // writes the end
    SarifWriter(const SarifWriter&) = delete;
    SarifWriter& operator=(const SarifWriter&) = delete;
    // A run of one cluster; `kind` is "drift" or "checks".
    void beginRun(const char* kind, const ClusterReport& cluster, bool complete, const std::vector<SarifRule>& rules);
    void add(const SarifResult& result);
    void endRun();

private:
    JsonWriter m_json;
};

struct Issue {
    std::string description;
    std::string_view check;
    std::string fingerprint;
    const char* severity; // "info", "minor", "major", "critical", "blocker"
    std::string path; // "CLUSTER/OBJECT": there is no file
};
void writeIssue(JsonWriter& json, const Issue& issue);

} // namespace dg::evidence

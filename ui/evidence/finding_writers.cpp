// SPDX-License-Identifier: Apache-2.0
#include "finding_writers.h"

namespace dg::evidence {

SarifWriter::SarifWriter(const Sink& out)
    : m_json(out)
{
    m_json.beginObject().field("$schema", "https://json.schemastore.org/sarif-2.1.0.json").field("version", "2.1.0");
    m_json.key("runs").beginArray();
}

SarifWriter::~SarifWriter()
{
    m_json.endArray().endObject().line();
}

void SarifWriter::beginRun(const char* kind, const ClusterReport& cluster, bool complete, const std::vector<SarifRule>& rules)
{
    m_json.beginObject().key("tool").beginObject().key("driver").beginObject();
    m_json.field("name", "driftglass").field("version", DRIFTGLASS_VERSION).key("rules").beginArray();
    for (const auto& rule : rules) {
        m_json.beginObject().field("id", rule.id).key("shortDescription").beginObject().field("text", rule.text).endObject();
        if (!rule.help.empty())
            m_json.field("helpUri", rule.help);
        m_json.endObject();
    }
    m_json.endArray().endObject().endObject();
    m_json.key("automationDetails").beginObject().field("id", std::string("driftglass/") + kind + "/" + cluster.name).endObject();
    m_json.key("invocations").beginArray().beginObject().key("executionSuccessful").flag(complete);
    m_json.field("endTimeUtc", toRfc3339(cluster.observedAt)).endObject().endArray();
    m_json.key("results").beginArray().line();
}

void SarifWriter::add(const SarifResult& result)
{
    m_json.beginObject().field("ruleId", result.rule).field("level", result.level);
    m_json.key("message").beginObject().field("text", result.message).endObject();
    m_json.key("locations").beginArray().beginObject().key("logicalLocations").beginArray().beginObject();
    m_json.field("name", result.name).field("fullyQualifiedName", result.qualified).field("kind", "resource");
    m_json.endObject().endArray().endObject().endArray();
    m_json.key("partialFingerprints").beginObject().field("driftglass/v1", result.fingerprint).endObject();
    if (!result.suppressedBy.empty()) {
        m_json.key("suppressions").beginArray().beginObject().field("kind", "external");
        m_json.field("justification", result.suppressedBy).endObject().endArray();
    }
    m_json.endObject().line();
}

void SarifWriter::endRun()
{
    m_json.endArray().endObject();
}

void writeIssue(JsonWriter& json, const Issue& issue)
{
    json.beginObject().field("description", issue.description).field("check_name", issue.check);
    json.field("fingerprint", issue.fingerprint).field("severity", issue.severity).key("location").beginObject();
    json.field("path", issue.path).key("lines").beginObject().key("begin").number(1).endObject();
    json.endObject().endObject().line();
}

} // namespace dg::evidence

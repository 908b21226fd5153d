// SPDX-License-Identifier: Apache-2.0
#include "flux/posture.h"

#include "fields.h"
#include "posture_reader.h"

#include <utility>

namespace dg::flux {

using namespace fields;

namespace {

bool readRef(json::Value& value, Posture& to)
{
    return eachField(value, [&](std::string_view key, json::Value& part) {
        if (key == "branch")
            readString(part, to.branch);
        else if (key == "tag")
            readString(part, to.tag);
        else if (key == "semver")
            readString(part, to.semver);
        else if (key == "commit")
            readString(part, to.commit);
        else if (key == "digest")
            readString(part, to.digest);
    });
}

bool readDecryption(json::Value& value, Posture& to, StringPool& pool)
{
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "provider")
            readString(part, to.decryption);
        if (key != "secretRef")
            return true;
        return eachField(part, [&](std::string_view inner, json::Value& field) {
            if (inner == "name")
                readAtom(field, to.decryptionSecret, pool);
        });
    });
}

// spec.install and spec.upgrade: `remediation.retries` other than 0 (-1: without end), or the strategy RetryOnFailure (Flux 2.7).
bool readRetries(json::Value& value, bool& to)
{
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key != "remediation" && key != "strategy")
            return true;
        return eachField(part, [&](std::string_view inner, json::Value& field) {
            if (inner == "retries")
                to = to || numberOf(field).value_or(0) != 0;
            else if (inner == "name")
                to = to || textOf(field) == "RetryOnFailure";
        });
    });
}

} // namespace

const Posture& noPosture()
{
    static const Posture none;
    return none;
}

bool PostureReader::spec(std::string_view key, json::Value& value)
{
    auto& p = m_posture;
    if (key == "ref")
        return readRef(value, p);
    if (key == "verify")
        return eachField(value, [&](std::string_view, json::Value&) { p.verified = true; });
    if (key == "address")
        readString(value, m_address);
    else if (key == "insecure")
        readBool(value, p.insecure);
    else if (key == "serviceAccountName")
        readString(value, p.serviceAccount);
    else if (key == "decryption")
        return readDecryption(value, p, m_pool);
    else if (key == "install")
        return readRetries(value, p.retriesInstall);
    else if (key == "upgrade")
        return readRetries(value, p.retriesUpgrade);
    return true;
}

void PostureReader::status(std::string_view key, json::Value& value)
{
    if (key == "webhookPath")
        readString(value, m_posture.webhookPath);
}

void PostureReader::setAgent(std::string id, std::string project)
{
    m_posture.agentId = std::move(id);
    m_posture.agentProject = std::move(project);
}

void PostureReader::setCoverLabels(std::vector<std::string> labels)
{
    m_posture.coverLabels = std::move(labels);
}

void PostureReader::keepAddress()
{
    const bool plain = m_address.find_first_of("@?#") == std::string::npos;
    if (plain && (m_address.starts_with("https://") || m_address.starts_with("http://")))
        m_posture.statusProject = std::move(m_address);
}

std::shared_ptr<const Posture> PostureReader::finish(std::shared_ptr<const Posture>& last)
{
    if (m_posture == noPosture())
        return nullptr;
    if (!last || *last != m_posture)
        last = std::make_shared<const Posture>(std::move(m_posture));
    return last;
}

} // namespace dg::flux

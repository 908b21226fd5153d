// SPDX-License-Identifier: Apache-2.0
#include "managed_fields.h"

#include "fields.h"

namespace dg::flux {

using namespace fields;

bool ManagedFieldsReader::read(json::Value& value, std::shared_ptr<const Ownership>& to)
{
    m_reading.managers.clear();
    const bool whole = eachElement(value, [&](json::Value& entry) { return readEntry(entry); });
    if (!whole)
        return false;
    if (m_reading.managers.empty()) {
        to.reset();
        return true;
    }
    if (!m_last || !(*m_last == m_reading))
        m_last = std::make_shared<const Ownership>(m_reading);
    to = m_last;
    return true;
}

bool ManagedFieldsReader::readEntry(json::Value& value)
{
    FieldManager entry;
    bool known = true;
    const bool whole = eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "manager") {
            readAtom(part, entry.manager, m_pool);
        } else if (key == "operation") {
            entry.operation = textOf(part) == "Apply" ? Operation::Apply : Operation::Update;
        } else if (key == "subresource") {
            readAtom(part, entry.subresource, m_pool);
        } else if (key == "time") {
            readTime(part, entry.time);
        } else if (key == "fieldsType") {
            known = textOf(part) == "FieldsV1";
        } else if (key == "fieldsV1") {
            json::Object object;
            std::string_view raw;
            if (const auto error = part.get_object().get(object))
                return error == simdjson::INCORRECT_TYPE;
            if (object.raw_json().get(raw))
                return false;
            entry.fields = shared(raw);
        }
        return true;
    });
    // Whoever writes status says nothing of what was applied; most entries are such.
    if (whole && known && entry.fields && entry.subresource.view() != "status")
        m_reading.managers.push_back(std::move(entry));
    return whole;
}

FieldSetPtr ManagedFieldsReader::shared(std::string_view fieldsV1)
{
    while (!fieldsV1.empty() && fieldsV1.back() != '}') // simdjson 3.0 takes white space and the comma behind along
        fieldsV1.remove_suffix(1);
    if (const auto found = m_known.find(fieldsV1); found != m_known.end())
        return found->second;
    if (m_known.size() >= m_sweepAt) {
        std::erase_if(m_known, [](const auto& known) { return known.second.use_count() == 1; });
        m_sweepAt = std::max<std::size_t>(256, m_known.size() * 2);
    }
    auto set = std::make_shared<const FieldSet>(std::string(fieldsV1));
    m_known.emplace(set->raw(), set);
    return set;
}

} // namespace dg::flux

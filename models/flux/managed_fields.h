// SPDX-License-Identifier: Apache-2.0
// Digests metadata.managedFields while an object is read. One for each decoder: it knows the sets seen before. Private to flux.
#pragma once

#include "flux/ownership.h"
#include "json/json.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dg::flux {

class ManagedFieldsReader {
public:
    explicit ManagedFieldsReader(StringPool& pool)
        : m_pool(pool)
    {
    }
    // Null where nothing of it is of use. False: broken JSON.
    [[nodiscard]] bool read(json::Value& value, std::shared_ptr<const Ownership>& to);

private:
    [[nodiscard]] FieldSetPtr shared(std::string_view fieldsV1);
    [[nodiscard]] bool readEntry(json::Value& value);

    StringPool& m_pool;
    std::unordered_map<std::string_view, FieldSetPtr> m_known; // the key is the set's own text
    std::size_t m_sweepAt = 256; // sets that only stand here are forgotten then
    Ownership m_reading;
    std::shared_ptr<const Ownership> m_last; // of the object before: mostly the same
};

} // namespace dg::flux

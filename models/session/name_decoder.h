// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/string_pool.h"
#include "kube/reflector.h"
#include "store/store.h"

#include <memory>
#include <string_view>

namespace dg::session {

// Only the name of each namespace.
class NameDecoder final : public kube::RecordDecoder {
public:
    explicit NameDecoder(StringPool& pool)
        : m_pool(pool)
    {
    }
    Result<store::RecordPtr> decode(json::Object& object) override
    {
        std::string_view name;
        if (object["metadata"]["name"].get_string().get(name))
            return fail(ErrorCode::BadAnswer, "namespaces");
        auto record = std::make_shared<store::Record>(store::RecordType::Namespace);
        record->key = {{}, m_pool.intern("Namespace"), {}, m_pool.intern(name)};
        return record;
    }

private:
    StringPool& m_pool;
};

} // namespace dg::session

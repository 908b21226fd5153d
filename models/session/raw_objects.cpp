// SPDX-License-Identifier: Apache-2.0
#include "session/raw_objects.h"

#include <utility>

namespace dg::session {

void RawObjects::keep(const store::RecordPtr& record, RawObject raw)
{
    const std::scoped_lock lock(m_mutex);
    m_kept.insert_or_assign(record.get(), Kept{record, std::move(raw)});
    if (m_kept.size() >= m_sweepAt)
        sweep();
}

std::optional<RawObject> RawObjects::take(const store::Record* record)
{
    const std::scoped_lock lock(m_mutex);
    auto kept = m_kept.extract(record);
    if (kept.empty())
        return std::nullopt;
    return std::move(kept.mapped().raw);
}

void RawObjects::sweep()
{
    std::erase_if(m_kept, [](const auto& entry) { return entry.second.record.expired(); });
    m_sweepAt = std::max<std::size_t>(1024, m_kept.size() * 2);
}

RawDecoder::RawDecoder(std::unique_ptr<kube::RecordDecoder> inner, const kube::Resource& resource, std::shared_ptr<RawObjects> objects)
    : m_inner(std::move(inner))
    , m_resource(std::make_shared<const kube::Resource>(resource))
    , m_objects(std::move(objects))
{
}

Result<store::RecordPtr> RawDecoder::decode(json::Object& object)
{
    std::string_view text;
    if (object.raw_json().get(text) || object.reset().error())
        return fail(ErrorCode::BadSyntax, m_resource->plural);
    RawObject raw{std::string(text), m_resource};
    auto record = m_inner->decode(object);
    if (record)
        m_objects->keep(*record, std::move(raw));
    return record;
}

} // namespace dg::session

// SPDX-License-Identifier: Apache-2.0
#include "base/string_pool.h"
#include "base/object_key.h"

namespace dg {

const std::string& Atom::emptyString()
{
    static const std::string empty;
    return empty;
}

Atom StringPool::intern(std::string_view text)
{
    if (text.empty())
        return {};
    const auto hash = std::hash<std::string_view>{}(text);
    auto& shard = m_shards[(hash >> 48) % ShardCount];
    const std::scoped_lock lock(shard.mutex);
    auto it = shard.strings.find(text);
    if (it == shard.strings.end())
        it = shard.strings.emplace(text).first;
    return Atom(&*it);
}

std::size_t StringPool::size() const
{
    std::size_t total = 0;
    for (const auto& shard : m_shards) {
        const std::scoped_lock lock(shard.mutex);
        total += shard.strings.size();
    }
    return total;
}

std::string ObjectKey::toString() const
{
    std::string text(kind.view());
    if (!ns.empty())
        text.append("/").append(ns.view());
    return text.append("/").append(name.view());
}

} // namespace dg

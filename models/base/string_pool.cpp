// SPDX-License-Identifier: Apache-2.0
#include "base/string_pool.h"
#include "base/object_key.h"

#include <algorithm>

namespace dg {

namespace {

constexpr std::size_t FirstSlots = 64; // of a shard

} // namespace

const std::string& Atom::emptyString()
{
    static const std::string empty;
    return empty;
}

// The text's slot, or the free one where it belongs.
StringPool::Slot& StringPool::Shard::slotOf(std::size_t hash, std::string_view text)
{
    const auto mask = slots.size() - 1;
    for (auto at = hash & mask;; at = (at + 1) & mask) {
        auto& slot = slots[at];
        if (!slot.text || (slot.hash == hash && *slot.text == text))
            return slot;
    }
}

void StringPool::Shard::grow()
{
    std::vector<Slot> old(std::max(FirstSlots, slots.size() * 2));
    old.swap(slots);
    const auto mask = slots.size() - 1;
    for (const auto& slot : old) {
        if (!slot.text)
            continue;
        auto at = slot.hash & mask;
        while (slots[at].text)
            at = (at + 1) & mask;
        slots[at] = slot;
    }
}

Atom StringPool::intern(std::string_view text)
{
    if (text.empty())
        return {};
    const auto hash = std::hash<std::string_view>{}(text);
    auto& shard = m_shards[(hash >> 48) % ShardCount];
    const std::scoped_lock lock(shard.mutex);
    if (shard.strings.size() * 3 >= shard.slots.size() * 2)
        shard.grow();
    auto& slot = shard.slotOf(hash, text);
    if (!slot.text)
        slot = {hash, &shard.strings.emplace_back(text)};
    return Atom(slot.text);
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

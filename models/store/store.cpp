// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include <algorithm>
#include <utility>

namespace dg::store {

void Inbox::push(Delta delta)
{
    std::function<void()> notify;
    {
        const std::scoped_lock lock(m_mutex);
        const auto [known, fresh] = m_position.try_emplace(Place{delta.key, delta.type}, m_queue.size());
        if (!fresh) {
            m_queue[known->second] = std::move(delta);
            return;
        }
        if (m_head == m_queue.size())
            notify = m_notify;
        m_queue.push_back(std::move(delta));
    }
    if (notify)
        notify();
}

bool Inbox::drain(std::vector<Delta>& out, std::size_t max)
{
    const std::scoped_lock lock(m_mutex);
    const auto count = std::min(max, m_queue.size() - m_head);
    for (std::size_t i = 0; i < count; ++i) {
        auto& delta = m_queue[m_head++];
        m_position.erase({delta.key, delta.type});
        out.push_back(std::move(delta));
    }
    if (m_head == m_queue.size()) {
        m_queue.clear();
        m_head = 0;
        return false;
    }
    if (m_head > m_queue.size() / 2) { // never drained to the end, the taken half would grow without bound
        m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(m_head));
        for (auto& [place, at] : m_position)
            at -= m_head;
        m_head = 0;
    }
    return true;
}

std::size_t Inbox::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_queue.size() - m_head;
}

void Inbox::setNotify(std::function<void()> notify)
{
    const std::scoped_lock lock(m_mutex);
    m_notify = std::move(notify);
}

void ObjectStore::beginRelist(ListId list)
{
    ++m_epochs[list];
}

bool ObjectStore::apply(ListId list, RecordPtr record, SteadyTime seen)
{
    auto& entry = m_entries[record->key];
    entry.list = list;
    entry.epoch = m_epochs[list];
    const bool same = !std::exchange(entry.newForm, false) && entry.record && !record->resourceVersion.empty()
        && entry.record->uid == record->uid && entry.record->resourceVersion == record->resourceVersion;
    if (same)
        return false;
    entry.record = std::move(record);
    m_inbox.push({entry.record->key, entry.record->type, entry.record, seen});
    return true;
}

bool ObjectStore::remove(ListId list, const ObjectKey& key, SteadyTime seen)
{
    const auto it = m_entries.find(key);
    if (it == m_entries.end() || it->second.list != list)
        return false;
    const auto type = it->second.record->type;
    const auto stored = it->first; // `key` may be a reference into the entry
    m_entries.erase(it);
    m_inbox.push({stored, type, nullptr, seen});
    return true;
}

void ObjectStore::endRelist(ListId list, SteadyTime seen)
{
    const auto epoch = m_epochs[list];
    std::erase_if(m_entries, [&](const auto& item) {
        const auto& [key, entry] = item;
        if (entry.list != list || entry.epoch == epoch)
            return false;
        m_inbox.push({key, entry.record->type, nullptr, seen});
        return true;
    });
}

void ObjectStore::dropList(ListId list, SteadyTime seen)
{
    beginRelist(list);
    endRelist(list, seen);
}

void ObjectStore::expectNewForm(ListId list)
{
    for (auto& [key, entry] : m_entries)
        entry.newForm = entry.newForm || entry.list == list;
}

RecordPtr ObjectStore::find(const ObjectKey& key) const
{
    const auto it = m_entries.find(key);
    return it == m_entries.end() ? nullptr : it->second.record;
}

} // namespace dg::store

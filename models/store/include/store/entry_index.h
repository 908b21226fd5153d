// SPDX-License-Identifier: Apache-2.0
// Which appliers list an object: a multimap from the hash of its key to the applier's slot, 8 bytes a place. Answers are
// candidates: half of the hash is compared only, so the caller looks again.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dg::store {

class EntryTable {
public:
    // Grows when it is fuller than so many sixteenths.
    void setFull(std::size_t sixteenths) { m_full = sixteenths; }

    void insert(std::uint64_t hash, std::uint32_t slot)
    {
        if ((m_used + 1) * 16 > m_places.size() * m_full)
            grow();
        put(static_cast<std::uint32_t>(hash), slot);
        ++m_live;
    }

    void erase(std::uint64_t hash, std::uint32_t slot)
    {
        const auto wanted = word(static_cast<std::uint32_t>(hash), slot);
        for (auto at = start(static_cast<std::uint32_t>(hash)); !m_places.empty() && m_places[at] != Empty; at = next(at)) {
            if (m_places[at] == wanted) {
                m_places[at] = Grave;
                --m_live;
                return;
            }
        }
    }

    template <class F> void forEach(std::uint64_t hash, F&& visit) const
    {
        if (m_places.empty())
            return;
        for (auto at = start(static_cast<std::uint32_t>(hash)); m_places[at] != Empty; at = next(at)) {
            if (m_places[at] != Grave && (m_places[at] >> 32) == static_cast<std::uint32_t>(hash))
                visit(static_cast<std::uint32_t>(m_places[at]));
        }
    }

    [[nodiscard]] std::size_t size() const { return m_live; }

private:
    // Slots stay far below 2^32 - 2, so that these two words cannot be one.
    static constexpr std::uint64_t Empty = ~0ULL;
    static constexpr std::uint64_t Grave = ~0ULL - 1;
    static std::uint64_t word(std::uint32_t hash, std::uint32_t slot) { return (static_cast<std::uint64_t>(hash) << 32) | slot; }
    [[nodiscard]] std::size_t start(std::uint32_t hash) const
    {
        return m_places.empty() ? 0 : (hash * 0x9e3779b97f4a7c15ULL >> 20) & (m_places.size() - 1);
    }
    [[nodiscard]] std::size_t next(std::size_t at) const { return (at + 1) & (m_places.size() - 1); }

    void put(std::uint32_t hash, std::uint32_t slot)
    {
        auto at = start(hash);
        while (m_places[at] != Empty && m_places[at] != Grave)
            at = next(at);
        m_used += m_places[at] == Empty;
        m_places[at] = word(hash, slot);
    }

    void grow()
    {
        std::size_t size = 64;
        while (size * 7 < m_live * 16 + 32)
            size *= 2;
        std::vector<std::uint64_t> old(size, Empty);
        old.swap(m_places);
        m_used = 0;
        for (const auto place : old) {
            if (place != Empty && place != Grave)
                put(static_cast<std::uint32_t>(place >> 32), static_cast<std::uint32_t>(place));
        }
    }

    std::vector<std::uint64_t> m_places;
    std::size_t m_used = 0; // live ones and graves
    std::size_t m_live = 0;
    std::size_t m_full = 12;
};

// Many small tables, each with its own time to grow: none of half a million places is ever moved within one frame.
class EntryIndex {
public:
    EntryIndex()
    {
        for (std::size_t i = 0; i < m_tables.size(); ++i)
            m_tables[i].setFull(9 + i % 5);
    }
    void insert(std::uint64_t hash, std::uint32_t slot) { m_tables[hash >> 58].insert(hash, slot); }
    void erase(std::uint64_t hash, std::uint32_t slot) { m_tables[hash >> 58].erase(hash, slot); }
    template <class F> void forEach(std::uint64_t hash, F&& visit) const { m_tables[hash >> 58].forEach(hash, visit); }

private:
    std::array<EntryTable, 64> m_tables; // by the upper six bits
};

} // namespace dg::store

// SPDX-License-Identifier: Apache-2.0
// Interned names. An Atom is a pointer to one immutable string: copying costs nothing, comparing is one compare.
// For names, namespaces, kinds and groups only (they repeat and are bounded by the cluster); never messages,
// revisions or anything secret, because a pool only grows.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace dg {

class Atom {
public:
    Atom() = default; // the empty string
    [[nodiscard]] std::string_view view() const { return m_text ? std::string_view(*m_text) : std::string_view{}; }
    [[nodiscard]] const std::string& str() const { return m_text ? *m_text : emptyString(); }
    [[nodiscard]] bool empty() const { return !m_text; }
    // Identity within one pool.
    friend bool operator==(Atom, Atom) = default;
    [[nodiscard]] std::size_t hash() const
    {
        auto v = reinterpret_cast<std::size_t>(m_text); // pointers share their low bits: mix (splitmix64's last step)
        v ^= v >> 30;
        v *= 0xbf58476d1ce4e5b9ULL;
        v ^= v >> 27;
        return v;
    }

private:
    friend class StringPool;
    explicit Atom(const std::string* text)
        : m_text(text)
    {
    }
    static const std::string& emptyString();
    const std::string* m_text = nullptr;
};

// Thread-safe. Atoms are valid while their pool lives; one pool serves all clusters of a process.
class StringPool {
public:
    StringPool() = default;
    StringPool(const StringPool&) = delete;
    StringPool& operator=(const StringPool&) = delete;
    [[nodiscard]] Atom intern(std::string_view text);
    [[nodiscard]] std::size_t size() const;

private:
    // The hashes lie side by side: a name that is new is found to be so with one look at memory, and growing does not touch the strings.
    struct Slot {
        std::size_t hash = 0;
        const std::string* text = nullptr; // null: free
    };
    struct Shard {
        mutable std::mutex mutex;
        std::deque<std::string> strings; // addresses stay
        std::vector<Slot> slots; // a power of two, at most two thirds taken; a clash takes the next free one
        [[nodiscard]] Slot& slotOf(std::size_t hash, std::string_view text);
        void grow();
    };
    static constexpr std::size_t ShardCount = 16;
    std::array<Shard, ShardCount> m_shards;
};

} // namespace dg

template <> struct std::hash<dg::Atom> {
    std::size_t operator()(dg::Atom atom) const noexcept { return atom.hash(); }
};

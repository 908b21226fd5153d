// SPDX-License-Identifier: Apache-2.0
// A small seeded generator whose numbers are the same everywhere (std's distributions are not). splitmix64.
#pragma once

#include <cstdint>

namespace dg::demo {

class Random {
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed * 0x9e3779b97f4a7c15ULL + 1)
    {
    }
    std::uint64_t next()
    {
        auto z = m_state += 0x9e3779b97f4a7c15ULL;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    // [low, high]
    std::int64_t between(std::int64_t low, std::int64_t high)
    {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }

private:
    std::uint64_t m_state;
};

} // namespace dg::demo

// SPDX-License-Identifier: Apache-2.0
// The time of a snapshot: stands, or runs at a pace, between its beginning and its end. Thread-safe.
#pragma once

#include "base/clock.h"
#include "replay/replay_cluster.h"

#include <algorithm>
#include <mutex>

namespace dg::replay {

class ReplayClock final : public Clock {
public:
    ReplayClock(WallTime begin, Millis length)
        : m_begin(begin)
        , m_length(length)
    {
    }
    [[nodiscard]] SteadyTime steady() const override { return std::chrono::steady_clock::now(); }
    [[nodiscard]] WallTime wall() const override { return m_begin + position().at; }
    [[nodiscard]] Position position() const
    {
        const std::scoped_lock lock(m_mutex);
        Position result{m_at, m_length, m_speed, m_playing};
        if (m_playing) {
            const std::chrono::duration<double, std::milli> real = steady() - m_since;
            result.at = std::min(m_length, m_at + std::chrono::duration_cast<Millis>(real * m_speed));
            result.playing = result.at < m_length;
        }
        return result;
    }
    void set(Millis at, double speed, bool playing)
    {
        const std::scoped_lock lock(m_mutex);
        m_at = std::clamp(at, Millis{0}, m_length);
        m_speed = std::clamp(speed, 1.0, MostSpeed);
        m_playing = playing && m_at < m_length;
        m_since = steady();
    }

private:
    const WallTime m_begin;
    const Millis m_length;
    mutable std::mutex m_mutex;
    Millis m_at{0};
    double m_speed = 1.0;
    bool m_playing = false;
    SteadyTime m_since{};
};

} // namespace dg::replay

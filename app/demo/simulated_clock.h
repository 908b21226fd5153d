// SPDX-License-Identifier: Apache-2.0
// The demo's time: begins at the real time and runs `factor` times as fast.
#pragma once

#include "base/clock.h"

#include <algorithm>

namespace dg::demo {

class SimulatedClock {
public:
    explicit SimulatedClock(double factor)
        : m_factor(std::max(factor, 0.01))
    {
    }
    [[nodiscard]] WallTime start() const { return m_startWall; }
    [[nodiscard]] WallTime now() const
    {
        const std::chrono::duration<double, std::milli> real = std::chrono::steady_clock::now() - m_startSteady;
        return m_startWall + std::chrono::duration_cast<Millis>(real * m_factor);
    }
    // Real time until a simulated moment; 0 when it has passed.
    [[nodiscard]] Millis until(WallTime moment) const
    {
        const auto left = std::chrono::duration<double, std::milli>(moment - now()) / m_factor;
        return std::max(Millis{0}, std::chrono::ceil<Millis>(left));
    }

private:
    double m_factor;
    SteadyTime m_startSteady = std::chrono::steady_clock::now();
    WallTime m_startWall = std::chrono::floor<Seconds>(SystemClock().wall());
};

} // namespace dg::demo

// SPDX-License-Identifier: Apache-2.0
// Time is passed in, never asked for. Steady time for waiting, wall time (UTC) for what people and servers see.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dg {

using SteadyTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;
using Millis = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual SteadyTime steady() const = 0;
    [[nodiscard]] virtual WallTime wall() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] SteadyTime steady() const override;
    [[nodiscard]] WallTime wall() const override;
};

// Another clock's wall time moved by the skew to a server, for ages of what that server stamped. One thread.
class SkewedClock final : public Clock {
public:
    explicit SkewedClock(const Clock& clock)
        : m_clock(clock)
    {
    }
    void setSkew(Millis skew) { m_skew = skew; } // the server's clock minus ours
    [[nodiscard]] Millis skew() const { return m_skew; }
    [[nodiscard]] SteadyTime steady() const override { return m_clock.steady(); }
    [[nodiscard]] WallTime wall() const override { return m_clock.wall() + m_skew; }

private:
    const Clock& m_clock;
    Millis m_skew{0};
};

// For tests: stands still until it is advanced. Not thread-safe.
class ManualClock final : public Clock {
public:
    explicit ManualClock(WallTime wall = WallTime{std::chrono::days{20000}})
        : m_wall(wall)
    {
    }
    [[nodiscard]] SteadyTime steady() const override { return m_steady; }
    [[nodiscard]] WallTime wall() const override { return m_wall; }
    void advance(Millis by)
    {
        m_steady += by;
        m_wall += by;
    }

private:
    SteadyTime m_steady{std::chrono::hours{1}};
    WallTime m_wall;
};

// RFC 3339 as Kubernetes writes it: "2026-11-23T10:00:00Z", optional fraction, Z or an offset. Anything else: nullopt.
[[nodiscard]] std::optional<WallTime> parseRfc3339(std::string_view text);
// "2026-11-23T10:00:00Z": seconds, always UTC.
[[nodiscard]] std::string toRfc3339(WallTime time);
// "2026-11-23T10:00:00.123456789Z" as the flux CLI writes requestedAt (milliseconds known, the rest a counter).
[[nodiscard]] std::string toRfc3339Nano(WallTime time, unsigned subMillisNanos = 0);
// Go durations as Flux writes them: "1h30m", "10m0s", "1.5s". Anything else: nullopt.
[[nodiscard]] std::optional<Millis> parseGoDuration(std::string_view text);

} // namespace dg

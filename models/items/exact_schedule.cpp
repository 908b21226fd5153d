// SPDX-License-Identifier: Apache-2.0
#include "items/exact_schedule.h"

#include <algorithm>

namespace dg::items {

void ExactSchedule::setEvery(Seconds every)
{
    every = every.count() > 0 ? std::max(every, Least) : Seconds{0};
    if (every == m_every)
        return;
    m_every = every;
    m_doublings = 0;
    m_next.reset();
    m_connected = false; // setConnected() begins it
}

void ExactSchedule::setConnected(bool connected, SteadyTime now)
{
    if (connected == m_connected)
        return;
    m_connected = connected;
    m_next.reset();
    if (connected && m_every.count() > 0)
        m_next = now + std::min(m_every, FirstAfter);
}

void ExactSchedule::ended(SteadyTime now, bool refused, std::optional<Seconds> retryAfter)
{
    m_doublings = refused ? std::min(m_doublings + 1, MostDoublings) : 0;
    if (m_every.count() == 0 || !m_connected)
        return;
    m_next = now + std::max(m_every * (1 << m_doublings), retryAfter.value_or(Seconds{0}));
}

bool wasRefused(const Result<session::ExactResult>& result)
{
    const auto refuses = [](ErrorCode code) { return code == ErrorCode::Forbidden || code == ErrorCode::TooManyRequests; };
    if (!result)
        return refuses(result.error().code);
    return std::ranges::any_of(result->notCompared,
        [&](const session::NotCompared& one) { return one.why == session::NotCompared::Why::Forbidden || refuses(one.error.code); });
}

} // namespace dg::items

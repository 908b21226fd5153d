// SPDX-License-Identifier: Apache-2.0
// When connections are taken for dead: a probe that stays unanswered, a sleep of the machine. And how long to wait.
#include "http_loop_impl.h"

#include <algorithm>

namespace dg::net {
namespace {

constexpr std::chrono::seconds SleepJump{30}; // quality.md fault 37
constexpr std::chrono::seconds StreamLook{2}; // while streams are open, a sleep is noticed within this
constexpr std::chrono::hours NothingDue{1};

} // namespace

void HttpLoop::Impl::abandonAll(Endpoint endpoint, const char* why)
{
    log.info("net", std::string("all connections closed: ") + why);
    if (probe != 0)
        cancel(std::exchange(probe, 0));
    auto old = connections;
    // The name alone: credentials of a proxy stay out of errors.
    const std::string subject = old->address ? old->address->hostPort() : std::string();
    {
        auto fresh = std::make_shared<Connections>(std::move(endpoint));
        const std::lock_guard lock(mutex);
        connections = std::move(fresh);
    }
    std::vector<RequestId> ids;
    for (const auto& [id, transfer] : transfers)
        ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    for (const RequestId id : ids)
        finish(id, fail(ErrorCode::ConnectionLost, subject, why));
    alive = std::chrono::steady_clock::now();
}

// Suspended machines stop the steady clock on Linux but not the wall clock. Whatever was open is dead by then.
void HttpLoop::Impl::checkSleep()
{
    const std::chrono::nanoseconds ahead = clock.wall().time_since_epoch() - clock.steady().time_since_epoch();
    if (wallAhead && ahead - *wallAhead > SleepJump)
        abandonAll(connections->endpoint, "the machine slept");
    wallAhead = ahead;
}

void HttpLoop::Impl::checkLiveness(Time now)
{
    const Endpoint& endpoint = connections->endpoint;
    if (endpoint.livenessIdle.count() <= 0 || probe != 0)
        return;
    const bool silent = std::any_of(transfers.begin(), transfers.end(), [&](const auto& entry) {
        const Transfer& transfer = *entry.second;
        return transfer.request().stream && transfer.headSeen() && !transfer.paused() && !transfer.cancelled()
            && now - std::max(transfer.lastByte(), alive) >= endpoint.livenessIdle;
    });
    if (!silent)
        return;
    class Answer final : public ResponseHandler {
    public:
        explicit Answer(Impl& loop)
            : m_loop(loop)
        {
        }
        void onHead(const ResponseHead&) override { m_answered = true; }
        Flow onBytes(std::string_view) override { return Flow::Continue; }
        void onDone(const Status&) override
        {
            m_loop.probe = 0;
            m_loop.alive = std::chrono::steady_clock::now();
            if (!m_answered)
                m_loop.abandonAll(m_loop.connections->endpoint, "no sign of life");
        }

    private:
        Impl& m_loop;
        bool m_answered = false;
    };
    Request request;
    request.path = endpoint.livenessPath;
    request.connectTimeout = endpoint.livenessAnswer;
    request.firstByteTimeout = endpoint.livenessAnswer;
    request.totalTimeout = endpoint.livenessAnswer;
    auto answer = std::make_unique<Answer>(*this);
    auto& handler = *answer;
    probe = start(std::move(request), handler, std::move(answer));
}

int HttpLoop::Impl::waitMillis(Time now) const
{
    Time next = now + NothingDue;
    if (!timers.empty())
        next = std::min(next, timers.begin()->first);
    const auto idle = connections->endpoint.livenessIdle;
    for (const auto& [id, transfer] : transfers) {
        if (const auto deadline = transfer->deadline())
            next = std::min(next, *deadline);
        if (!transfer->request().stream)
            continue;
        next = std::min<Time>(next, now + StreamLook);
        if (idle.count() > 0 && probe == 0 && transfer->headSeen() && !transfer->paused())
            next = std::min<Time>(next, std::max(transfer->lastByte(), alive) + idle);
    }
    const auto wait = std::chrono::ceil<Millis>(next - now).count();
    return static_cast<int>(std::max<decltype(wait)>(wait, 0));
}

} // namespace dg::net

// SPDX-License-Identifier: Apache-2.0
// An HttpLoop that is run only while its caller waits for one answer.
#pragma once

#include "net/http.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace dg::gitlab {

class WaitingLoop {
public:
    WaitingLoop(net::Endpoint endpoint, std::string userAgent, const Clock& clock, Logger& log, std::stop_token stop)
        : m_loop(std::move(endpoint), std::move(userAgent), clock, log)
        , m_stop(std::move(stop))
        , m_onStop(m_stop, [this] {
            m_loop.post([this] {
                m_stopped = true;
                m_loop.quit();
            });
        })
    {
    }
    [[nodiscard]] net::HttpLoop& loop() { return m_loop; }
    [[nodiscard]] bool stopped() const { return m_stopped || m_stop.stop_requested(); }

    // `start` begins something on the loop that calls its argument once, later.
    template <class T> Result<T> ask(const std::function<void(std::function<void(Result<T>)>)>& start)
    {
        if (stopped())
            return fail(ErrorCode::Cancelled);
        std::optional<Result<T>> answer;
        m_loop.post([&] {
            start([&](Result<T> value) {
                answer = std::move(value);
                m_loop.quit();
            });
        });
        while (!answer && !m_stopped)
            m_loop.run();
        if (!answer)
            return fail(ErrorCode::Cancelled); // what is still open dies with the loop, without a call
        return std::move(*answer);
    }
    // False: stopped meanwhile.
    bool wait(Millis time)
    {
        return ask<bool>([&](std::function<void(Result<bool>)> done) { m_loop.after(time, [done] { done(true); }); }).has_value();
    }
    Result<net::Response> fetch(const net::Request& request, std::uint64_t maxBytes)
    {
        return ask<net::Response>(
            [&](std::function<void(Result<net::Response>)> done) { m_loop.fetch(request, std::move(done), maxBytes); });
    }

private:
    net::HttpLoop m_loop;
    std::stop_token m_stop;
    bool m_stopped = false; // on the loop's thread
    std::stop_callback<std::function<void()>> m_onStop; // last: gone before the loop
};

} // namespace dg::gitlab

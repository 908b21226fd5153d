// SPDX-License-Identifier: Apache-2.0
// Runs an HttpLoop on the test's own thread and collects what a handler hears.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "net/http.h"

#include <functional>
#include <optional>
#include <string>

namespace dg::net::test {

struct Heard final : ResponseHandler {
    std::optional<ResponseHead> head;
    std::string body;
    std::optional<Status> outcome;
    std::function<void()> atHead;
    std::function<Flow(std::string_view)> atBytes;
    std::function<void()> atDone;
    std::uint64_t bytes = 0;
    bool keepBody = true;

    void onHead(const ResponseHead& h) override
    {
        head = h;
        if (atHead)
            atHead();
    }
    Flow onBytes(std::string_view decoded) override
    {
        bytes += decoded.size();
        if (keepBody)
            body += decoded;
        return atBytes ? atBytes(decoded) : Flow::Continue;
    }
    void onDone(const Status& status) override
    {
        outcome = status;
        if (atDone)
            atDone();
    }
    [[nodiscard]] ErrorCode code() const { return outcome && !*outcome ? outcome->error().code : ErrorCode::Internal; }
    [[nodiscard]] bool good() const { return outcome && *outcome; }
};

struct Driver {
    explicit Driver(Endpoint endpoint, const Clock& clock = systemClock())
        : loop(std::move(endpoint), "driftglass/test", clock, log)
    {
    }
    static const Clock& systemClock()
    {
        static const SystemClock clock;
        return clock;
    }
    // Until `done` holds, looked at every few milliseconds; false after 20 s.
    bool runUntil(std::function<bool()> done)
    {
        bool reached = false;
        const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        std::function<void()> look = [&] {
            reached = done();
            if (reached || std::chrono::steady_clock::now() > limit)
                loop.quit();
            else
                loop.after(Millis(5), look);
        };
        loop.post(look);
        loop.run();
        return reached;
    }
    // One request to its end.
    Heard get(std::string path, const std::function<void(Request&)>& change = {})
    {
        Heard heard;
        Request request;
        request.path = std::move(path);
        if (change)
            change(request);
        loop.start(std::move(request), heard);
        runUntil([&] { return heard.outcome.has_value(); });
        return heard;
    }
    Logger log;
    HttpLoop loop;
};

inline Endpoint endpointFor(std::string url, std::string ca = {})
{
    Endpoint endpoint;
    endpoint.baseUrl = std::move(url);
    endpoint.caPem = std::move(ca);
    return endpoint;
}

} // namespace dg::net::test

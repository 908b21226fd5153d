// SPDX-License-Identifier: Apache-2.0
// The loop's state. One thread runs it; only `tasks`, `quitting` and the wake-up are shared, under the mutex.
// A handler is never called while libcurl's list of transfers is being walked, and each call may start or cancel
// anything: outcomes are queued first and handed out one by one.
#pragma once

#include "net/http.h"
#include "transfer.h"

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace dg::net {

struct HttpLoop::Impl {
    using Time = Transfer::Time;
    struct Finished {
        std::unique_ptr<Transfer> transfer; // null: it was never sent
        RequestId id = 0;
        ResponseHandler* handler = nullptr; // null once cancelled
        std::unique_ptr<ResponseHandler> owned;
        Status outcome;
    };
    struct Timer {
        TimerId id = 0;
        std::function<void()> task;
    };

    Impl(Endpoint endpoint, std::string userAgent, const Clock& clock, Logger& log);
    ~Impl();

    void run();
    void step();
    void post(std::function<void()> task);
    void quit();
    RequestId start(Request request, ResponseHandler& handler, std::unique_ptr<ResponseHandler> owned);
    void cancel(RequestId id);
    void resume(RequestId id);
    TimerId after(Millis delay, std::function<void()> task);
    void setEndpoint(Endpoint endpoint);
    LoopStats stats() const;

    void runTasks();
    void runTimers(Time now);
    void sweep(); // cancelled ones go, new ones begin, resumed ones go on
    void checkDeadlines(Time now);
    void collect(); // libcurl's finished transfers
    void handOut(); // calls onDone
    void finish(RequestId id, Status outcome);
    void abandonAll(Endpoint endpoint, const char* why); // everything ends with ConnectionLost, new connections from now on
    void checkSleep();
    void checkLiveness(Time now);
    int waitMillis(Time now) const;

    std::string userAgent;
    const Clock& clock;
    Logger& log;
    Authorize authorize;

    mutable std::mutex mutex; // guards the next three, and `connections` against its exchange
    std::deque<std::function<void()>> tasks;
    bool quitting = false;
    std::shared_ptr<Connections> connections;

    std::unordered_map<RequestId, std::unique_ptr<Transfer>> transfers;
    std::vector<RequestId> started; // libcurl takes no new handle from within its callbacks
    std::vector<RequestId> cancelled;
    std::vector<RequestId> resumed;
    std::deque<Finished> finished;
    std::multimap<Time, Timer> timers;
    std::uint64_t lastId = 0;
    std::uint64_t wireBytes = 0; // of transfers that are over
    std::uint64_t decodedBytes = 0;
    std::optional<std::chrono::nanoseconds> wallAhead; // wall minus steady time
    RequestId probe = 0;
    bool inCurl = false; // a handler may be on the stack below libcurl
    Time alive{}; // when the last probe was answered
};

} // namespace dg::net

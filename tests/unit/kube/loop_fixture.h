// SPDX-License-Identifier: Apache-2.0
// A fault server, and an HttpLoop on its own thread; a test waits for what it wants to see, never for time.
#pragma once

#include "net/http.h"
#include "support/fault_server.h"

#include <future>
#include <memory>
#include <thread>

namespace dg::kube {

class LoopFixture {
public:
    LoopFixture()
        : loop(endpoint(server.url()), "driftglass/test", clock, log)
        , m_thread([this] { loop.run(); })
    {
    }
    ~LoopFixture()
    {
        loop.quit();
        m_thread.join();
    }
    LoopFixture(const LoopFixture&) = delete;
    LoopFixture& operator=(const LoopFixture&) = delete;

    // Runs on the loop's thread and waits for it.
    void onLoop(std::function<void()> task)
    {
        std::promise<void> done;
        loop.post([&] {
            task();
            done.set_value();
        });
        done.get_future().wait();
    }

    // Starts something asynchronous on the loop and waits for its answer; throws after 10 s.
    template <class T> T ask(std::function<void(std::function<void(T)>)> start)
    {
        auto answer = std::make_shared<std::promise<T>>();
        auto future = answer->get_future();
        loop.post([start, answer] { start([answer](T value) { answer->set_value(std::move(value)); }); });
        if (future.wait_for(std::chrono::seconds(10)) != std::future_status::ready)
            throw std::runtime_error("no answer within 10 s");
        return future.get();
    }

    dg::test::FaultServer server;
    SystemClock clock;
    Logger log;
    net::HttpLoop loop;

private:
    static net::Endpoint endpoint(std::string url)
    {
        net::Endpoint out;
        out.baseUrl = std::move(url);
        return out;
    }
    std::thread m_thread;
};

} // namespace dg::kube

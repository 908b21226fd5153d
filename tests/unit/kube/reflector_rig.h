// SPDX-License-Identifier: Apache-2.0
// A reflector on a loop's thread against a server that does what a test says.
#pragma once

#include "loop_fixture.h"
#include "reflector_fixture.h"

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>

namespace dg::kube {

// Looks at the store after each word of the reflector.
class WatchedSink final : public StoreSink {
public:
    void applied(store::RecordPtr record, SteadyTime seen) override
    {
        const auto name = record->key.name.str();
        StoreSink::applied(std::move(record), seen);
        if (order)
            order(name);
        look();
    }
    void removed(const ObjectKey& key, SteadyTime seen) override
    {
        StoreSink::removed(key, seen);
        look();
    }
    void relistEnded(SteadyTime seen) override
    {
        StoreSink::relistEnded(seen);
        look();
    }
    void streamChanged(const StreamState& state) override
    {
        StoreSink::streamChanged(state);
        look();
    }
    void look()
    {
        if (hook)
            hook();
    }
    std::function<void()> hook;
    std::function<void(const std::string& name)> order; // after each record
};

struct Rig : LoopFixture {
    void start(Reflector::Options options = {}, std::function<void(Reflector&)> prepare = {})
    {
        onLoop([&] {
            reflector = std::make_unique<Reflector>(loop, Things, std::move(options), *decodes, sink, clock, log, 1);
            if (prepare)
                prepare(*reflector);
            reflector->start();
        });
    }
    ~Rig()
    {
        onLoop([&] {
            sink.hook = nullptr;
            reflector.reset();
        });
    }
    // Until it holds, seen from the loop's thread; false after 10 s.
    bool until(std::function<bool()> holds)
    {
        auto done = std::make_shared<std::promise<void>>();
        auto future = done->get_future();
        onLoop([&] {
            sink.hook = [done, holds, fired = std::make_shared<bool>(false)] {
                if (!*fired && holds()) {
                    *fired = true;
                    done->set_value();
                }
            };
            sink.look();
        });
        const bool ok = future.wait_for(std::chrono::seconds(10)) == std::future_status::ready;
        onLoop([&] { sink.hook = nullptr; });
        return ok;
    }
    bool untilContent(const std::map<std::string, std::string>& content)
    {
        return until([&] { return sink.content() == content && sink.last.synced; });
    }
    bool untilPhase(StreamPhase phase)
    {
        return until([&, phase] { return sink.last.phase == phase; });
    }
    // Waits of the back-off are cut short.
    void impatient()
    {
        onLoop([&] {
            sink.onState = [this](const StreamState& state) {
                if (state.phase == StreamPhase::Waiting || state.phase == StreamPhase::CatchingUp)
                    loop.post([this] {
                        if (reflector)
                            reflector->retryNow();
                    });
            };
        });
    }
    ThingDecoder decoder;
    RecordDecoder* decodes = &decoder;
    WatchedSink sink;
    std::unique_ptr<Reflector> reflector;
};

inline bool isWatch(const dg::test::Exchange& x)
{
    return x.request().query.find("watch=1") != std::string::npos;
}
inline bool has(const dg::test::Exchange& x, const char* part)
{
    return ("&" + x.request().query + "&").find("&" + std::string(part) + "&") != std::string::npos;
}
inline Reflector::Options listFirst()
{
    Reflector::Options out;
    out.firstState = FirstState::ListThenWatch;
    return out;
}

} // namespace dg::kube

// SPDX-License-Identifier: Apache-2.0
// Drives the state machine over an HttpLoop: bytes to an AnswerReader, what it read to the machine and the Sink.
#include "kube/reflector.h"

#include "answer_reader.h"
#include "kube/api_error.h"
#include "kube/reflector_machine.h"

#include <random>

namespace dg::kube {
namespace {

constexpr Millis ChangeInterval{100}; // counts are not told more often
constexpr std::size_t MaxErrorBody = 64u << 10;

} // namespace

struct Reflector::Impl final : net::ResponseHandler {
    Impl(Reflector& owner, net::HttpLoop& httpLoop, Resource what, Options how, RecordDecoder& decoder, Sink& to, const Clock& time,
        Logger& logger, std::uint32_t seed)
        : self(owner)
        , loop(httpLoop)
        , resource(std::move(what))
        , options(std::move(how))
        , sink(to)
        , clock(time)
        , log(logger)
        , engine(seed)
        , machine({options.firstState, options.pageSize, options.server},
              [this] { return std::uniform_real_distribution<double>(0.0, 1.0)(engine); })
        , reader(decoder, [this] { drainSoon(); })
    {
    }
    ~Impl() override
    {
        cut();
        for (auto* timer : {&wakeTimer, &fetchTimer, &changeTimer, &flushTimer})
            stopTimer(*timer);
    }

    void onHead(const net::ResponseHead& received) override;
    net::Flow onBytes(std::string_view bytes) override;
    void onDone(const Status& outcome) override;

    void step(const ReflectorMachine::Input& input);
    void perform(const ReflectorMachine::Action& action);
    void send();
    void cut();
    void arm();
    void told(bool now);
    void flushSoon();
    void drainSoon();
    void drain();
    void take(WatchLine& line);
    void listDone();
    void watchDone();
    void broken(Error error);
    void stopTimer(net::HttpLoop::TimerId& timer)
    {
        if (timer)
            loop.cancelTimer(timer);
        timer = 0;
    }

    Reflector& self;
    net::HttpLoop& loop;
    Resource resource;
    Options options;
    Sink& sink;
    const Clock& clock;
    Logger& log;
    std::mt19937 engine;
    ReflectorMachine machine;

    net::RequestId request = 0;
    bool live = false; // bytes of the running answer count; false once it was aborted
    act::Fetch fetch; // what runs, or is sent next
    net::ResponseHead head;
    std::string errorBody;
    std::size_t items = 0; // since the last in::Received
    std::size_t dropped = 0;
    net::HttpLoop::TimerId wakeTimer = 0, fetchTimer = 0, changeTimer = 0, flushTimer = 0;
    SteadyTime armedFor{};
    SteadyTime lastTold{};
    // Guards a callback that may come after the reflector is gone.
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
    AnswerReader reader; // last: its thread ends first
};

void Reflector::Impl::step(const ReflectorMachine::Input& input)
{
    bool changed = false;
    for (const auto& action : machine.on(input, clock.steady())) {
        if (std::holds_alternative<act::Changed>(action))
            changed = true;
        else
            perform(action);
    }
    if (changed)
        told(true);
    arm();
}

void Reflector::Impl::perform(const ReflectorMachine::Action& action)
{
    if (const auto* next = std::get_if<act::Fetch>(&action)) {
        fetch = *next;
        // Never from within libcurl's callback: the request that is just being read must end first.
        stopTimer(fetchTimer);
        fetchTimer = loop.after(Millis{0}, [this] {
            fetchTimer = 0;
            send();
        });
    } else if (std::holds_alternative<act::Abort>(action)) {
        live = false;
        stopTimer(fetchTimer);
        if (request) // see above; send() cancels too, whichever comes first
            fetchTimer = loop.after(Millis{0}, [this] {
                fetchTimer = 0;
                cut();
            });
    } else if (std::holds_alternative<act::RelistBegan>(action)) {
        sink.relistBegan();
    } else if (std::holds_alternative<act::RelistEnded>(action)) {
        sink.relistEnded(clock.steady());
    } else if (std::holds_alternative<act::Refresh>(action)) {
        if (!self.refreshCredentials) {
            const auto error = machine.state().error;
            step(in::Refreshed{error});
            return;
        }
        self.refreshCredentials([this, guard = std::weak_ptr<bool>(alive)](const Status& status) {
            if (!guard.expired())
                step(in::Refreshed{status ? std::nullopt : std::optional(status.error())});
        });
    }
}

void Reflector::Impl::send()
{
    cut();
    net::Request out;
    out.path = resource.path(options.ns) + "?" + fetch.query;
    for (const auto& [key, selector] : {std::pair("labelSelector=", &options.labelSelector), {"fieldSelector=", &options.fieldSelector}}) {
        if (!selector->empty())
            out.path.append(out.path.back() == '?' ? "" : "&").append(key).append(percentEncode(*selector));
    }
    if (out.path.back() == '?')
        out.path.pop_back();
    const std::string partial = fetch.watch ? "PartialObjectMetadata" : "PartialObjectMetadataList";
    out.headers.emplace_back(
        "Accept", options.metadataOnly ? "application/json;as=" + partial + ";g=meta.k8s.io;v=v1,application/json" : "application/json");
    out.stream = fetch.watch;
    out.gzip = !fetch.watch;
    head = {};
    errorBody.clear();
    reader.begin(fetch.watch);
    items = dropped = 0;
    live = true;
    request = loop.start(std::move(out), *this);
}

void Reflector::Impl::cut()
{
    live = false;
    if (request)
        loop.cancel(std::exchange(request, 0));
    reader.giveUp();
}

void Reflector::Impl::arm()
{
    const auto due = machine.deadline();
    if (!due) {
        stopTimer(wakeTimer);
        return;
    }
    // A deadline that only moves on (bytes came) is looked at when the timer fires.
    if (wakeTimer && armedFor <= *due)
        return;
    stopTimer(wakeTimer);
    armedFor = *due;
    const auto wait = std::chrono::ceil<Millis>(*due - clock.steady());
    wakeTimer = loop.after(std::max(wait, Millis{0}), [this] {
        wakeTimer = 0;
        step(in::Tick{});
    });
}

void Reflector::Impl::told(bool now)
{
    const auto since = clock.steady() - lastTold;
    if (now || since >= ChangeInterval) {
        stopTimer(changeTimer);
        lastTold = clock.steady();
        sink.streamChanged(machine.state());
    } else if (!changeTimer) {
        changeTimer = loop.after(std::chrono::ceil<Millis>(ChangeInterval - since), [this] {
            changeTimer = 0;
            told(true);
        });
    }
}

void Reflector::Impl::onHead(const net::ResponseHead& received)
{
    if (!live)
        return;
    head = received;
    if (head.status == 200)
        step(in::Answered{});
}

net::Flow Reflector::Impl::onBytes(std::string_view bytes)
{
    if (!live)
        return net::Flow::Continue;
    if (head.status != 200) {
        errorBody.append(bytes.substr(0, MaxErrorBody - std::min(MaxErrorBody, errorBody.size())));
        return net::Flow::Continue;
    }
    step(in::Bytes{});
    reader.feed(bytes);
    flushSoon();
    drain();
    return net::Flow::Continue;
}

// Once everything that libcurl has by now was fed.
void Reflector::Impl::flushSoon()
{
    if (flushTimer || !reader.hasThread())
        return;
    flushTimer = loop.after(Millis{0}, [this] {
        flushTimer = 0;
        reader.flush();
    });
}

// On the reading thread.
void Reflector::Impl::drainSoon()
{
    loop.post([this, guard = std::weak_ptr<bool>(alive)] {
        if (!guard.expired())
            drain();
    });
}

void Reflector::Impl::drain()
{
    if (!live)
        return;
    for (auto lines = reader.take(); !lines.empty(); lines = reader.take()) {
        for (auto& line : lines) {
            take(line);
            if (!live) // this line ended the watch
                return;
        }
        if (items)
            step(in::Received{std::exchange(items, 0)});
        if (dropped)
            step(in::Undecodable{std::exchange(dropped, 0)});
        if (fetch.watch && machine.state().phase == StreamPhase::Live)
            reader.readAtOnce();
    }
    if (auto error = reader.error())
        broken(std::move(*error));
    else
        told(false);
}

// The answer cannot be read on: it is cut off, outside of the loop's callback.
void Reflector::Impl::broken(Error error)
{
    perform(act::Abort{});
    error.subject = resource.plural;
    if (error.code != ErrorCode::TooLarge)
        error.code = ErrorCode::BadAnswer;
    step(in::Failed{std::move(error)});
}

void Reflector::Impl::take(WatchLine& line)
{
    const auto now = clock.steady();
    if (auto* event = std::get_if<ObjectEvent>(&line)) {
        if (!fetch.watch) {
            ++items;
            sink.applied(std::move(event->record), now);
            return;
        }
        const auto version = event->record->resourceVersion;
        if (event->change == in::Change::Deleted)
            sink.removed(event->record->key, now);
        else
            sink.applied(std::move(event->record), now);
        step(in::Event{event->change, version});
    } else if (const auto* bookmark = std::get_if<in::Bookmark>(&line)) {
        step(*bookmark);
    } else if (const auto* error = std::get_if<in::ErrorEvent>(&line)) {
        step(*error);
    } else if (std::holds_alternative<in::Undecodable>(line)) {
        if (!fetch.watch) {
            ++dropped;
            return;
        }
        if (machine.state().undecodable == 0) // the state counts the rest
            log.warning("kube", "an object of " + resource.plural + " could not be read");
        step(in::Undecodable{});
    } else if (std::holds_alternative<in::Corrupt>(line)) {
        log.warning("kube", "a damaged line in a watch of " + resource.plural);
        step(in::Corrupt{});
    }
}

void Reflector::Impl::listDone()
{
    const auto envelope = reader.finishList();
    drain();
    if (!std::exchange(live, false)) // it could not be read, or was stopped
        return;
    if (envelope)
        step(in::ListPage{envelope->resourceVersion, envelope->continueToken, envelope->remaining});
    else
        step(in::Failed{Error{ErrorCode::BadAnswer, resource.plural, envelope.error().detail}});
}

void Reflector::Impl::watchDone()
{
    const bool whole = reader.finishWatch();
    drain();
    if (!whole && live) {
        log.warning("kube", "a cut line at the end of a watch of " + resource.plural);
        step(in::Undecodable{});
    }
}

void Reflector::Impl::onDone(const Status& outcome)
{
    request = 0;
    if (!live)
        return;
    if (head.status != 0 && head.status != 200) { // also when the body of the refusal was cut short
        live = false;
        step(in::Failed{apiError(head, errorBody, resource.plural, clock.wall()), parseStatus(errorBody).value_or(ApiStatus{})});
        return;
    }
    if (outcome && !fetch.watch) {
        listDone();
        return;
    }
    if (fetch.watch)
        watchDone();
    if (!std::exchange(live, false)) // the last line was an ERROR event
        return;
    if (!outcome) {
        reader.giveUp();
        auto error = outcome.error();
        if (error.subject.empty())
            error.subject = resource.plural;
        step(in::Failed{std::move(error)});
    } else {
        step(in::Ended{});
    }
}

Reflector::Reflector(net::HttpLoop& loop, Resource resource, Options options, RecordDecoder& decoder, Sink& sink, const Clock& clock,
    Logger& log, std::uint32_t seed)
    : m_impl(std::make_unique<Impl>(*this, loop, std::move(resource), std::move(options), decoder, sink, clock, log, seed))
{
}

Reflector::~Reflector() = default;
void Reflector::start()
{
    m_impl->step(in::Start{});
}
void Reflector::stop()
{
    m_impl->step(in::Stop{});
}
void Reflector::retryNow()
{
    m_impl->step(in::RetryNow{});
}
const StreamState& Reflector::state() const
{
    return m_impl->machine.state();
}

} // namespace dg::kube

// SPDX-License-Identifier: Apache-2.0
#include "http_loop_impl.h"

#include <algorithm>
#include <csignal>
#include <ctime>

#include <pthread.h>

namespace dg::net {
namespace {

// Waiting is done in real time: the Clock that is passed in tells only of sleeps.
Transfer::Time realNow()
{
    return std::chrono::steady_clock::now();
}

// OpenSSL writes to sockets without MSG_NOSIGNAL, and the process keeps its own idea of SIGPIPE.
class NoSigPipe {
public:
    NoSigPipe()
    {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~NoSigPipe()
    {
#ifdef __linux__
        const timespec none{0, 0};
        if (!sigismember(&m_before, SIGPIPE))
            while (sigtimedwait(&m_pipe, nullptr, &none) == SIGPIPE) { }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
#endif
    }
    NoSigPipe(const NoSigPipe&) = delete;
    NoSigPipe& operator=(const NoSigPipe&) = delete;

private:
    sigset_t m_pipe;
    sigset_t m_before;
};

class Collector final : public ResponseHandler {
public:
    explicit Collector(std::function<void(Result<Response>)> done)
        : m_done(std::move(done))
    {
    }
    void onHead(const ResponseHead& head) override { m_response.head = head; }
    Flow onBytes(std::string_view decoded) override
    {
        m_response.body.append(decoded);
        return Flow::Continue;
    }
    void onDone(const Status& outcome) override
    {
        if (outcome)
            m_done(std::move(m_response));
        else
            m_done(tl::unexpected<Error>(outcome.error()));
    }

private:
    Response m_response;
    std::function<void(Result<Response>)> m_done;
};

bool sameConnection(const Endpoint& a, const Endpoint& b)
{
    return a.baseUrl == b.baseUrl && a.tlsServerName == b.tlsServerName && a.caPem == b.caPem
        && a.insecureSkipTlsVerify == b.insecureSkipTlsVerify && a.clientCertPem == b.clientCertPem && a.clientKeyPem.sameAs(b.clientKeyPem)
        && a.proxyUrl == b.proxyUrl && a.allowPlainHttp == b.allowPlainHttp && a.disableCompression == b.disableCompression
        && a.livenessIdle == b.livenessIdle && a.livenessAnswer == b.livenessAnswer && a.livenessPath == b.livenessPath;
}

} // namespace

std::string_view ResponseHead::header(std::string_view lowerName) const
{
    for (const auto& [name, value] : headers)
        if (name == lowerName)
            return value;
    return {};
}

HttpLoop::Impl::Impl(Endpoint endpoint, std::string agent, const Clock& clockToUse, Logger& logger)
    : userAgent(std::move(agent))
    , clock(clockToUse)
    , log(logger)
{
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT); // thread-safe by C++, never undone
    static_cast<void>(once);
    connections = std::make_shared<Connections>(std::move(endpoint));
}

HttpLoop::Impl::~Impl()
{
    const NoSigPipe quiet;
    finished.clear();
    transfers.clear();
    connections.reset();
}

void HttpLoop::Impl::post(std::function<void()> task)
{
    const std::lock_guard lock(mutex);
    tasks.push_back(std::move(task));
    curl_multi_wakeup(connections->multi);
}

void HttpLoop::Impl::quit()
{
    const std::lock_guard lock(mutex);
    quitting = true;
    curl_multi_wakeup(connections->multi);
}

void HttpLoop::Impl::run()
{
    const NoSigPipe quiet;
    for (;;) {
        {
            const std::lock_guard lock(mutex);
            if (quitting) {
                quitting = false;
                return;
            }
        }
        step();
    }
}

void HttpLoop::Impl::step()
{
    runTasks();
    const auto now = realNow();
    runTimers(now);
    sweep();
    int running = 0;
    inCurl = true;
    curl_multi_perform(connections->multi, &running);
    inCurl = false;
    collect();
    checkDeadlines(realNow());
    checkSleep();
    checkLiveness(realNow());
    handOut();
    sweep();
    {
        const std::lock_guard lock(mutex);
        if (!tasks.empty() || quitting)
            return;
    }
    if (finished.empty())
        curl_multi_poll(connections->multi, nullptr, 0, waitMillis(realNow()), nullptr);
}

void HttpLoop::Impl::runTasks()
{
    std::deque<std::function<void()>> due;
    {
        const std::lock_guard lock(mutex);
        due.swap(tasks);
    }
    for (const auto& task : due)
        task();
}

void HttpLoop::Impl::runTimers(Time now)
{
    while (!timers.empty() && timers.begin()->first <= now) {
        const auto task = std::move(timers.begin()->second.task);
        timers.erase(timers.begin());
        task();
    }
}

HttpLoop::TimerId HttpLoop::Impl::after(Millis delay, std::function<void()> task)
{
    const TimerId id = ++lastId;
    timers.emplace(realNow() + delay, Timer{id, std::move(task)});
    return id;
}

RequestId HttpLoop::Impl::start(Request request, ResponseHandler& handler, std::unique_ptr<ResponseHandler> owned)
{
    const RequestId id = ++lastId;
    std::vector<std::pair<std::string, std::string>> authorization;
    if (authorize)
        authorize(authorization);
    auto transfer = std::make_unique<Transfer>(id, std::move(request), handler, connections);
    transfer->owned = std::move(owned);
    Status ready = transfer->prepare(userAgent, std::move(authorization));
    if (ready) {
        transfers.emplace(id, std::move(transfer));
        started.push_back(id);
    } else {
        finished.push_back({nullptr, id, &handler, std::move(transfer->owned), std::move(ready)});
    }
    return id;
}

void HttpLoop::Impl::cancel(RequestId id)
{
    if (const auto found = transfers.find(id); found != transfers.end()) {
        found->second->cancel();
        cancelled.push_back(id);
    }
    for (auto& one : finished)
        if (one.id == id)
            one.handler = nullptr;
}

void HttpLoop::Impl::resume(RequestId id)
{
    resumed.push_back(id);
}

void HttpLoop::Impl::finish(RequestId id, Status outcome)
{
    const auto found = transfers.find(id);
    if (found == transfers.end())
        return;
    auto transfer = std::move(found->second);
    transfers.erase(found);
    wireBytes += transfer->wireBytes();
    decodedBytes += transfer->decodedBytes();
    transfer->remove();
    if (transfer->cancelled())
        return;
    if (!outcome)
        log.debug("net", std::string(errorWord(outcome.error().code)) + " " + outcome.error().subject + ": " + outcome.error().detail);
    auto* handler = transfer->handler();
    auto owned = std::move(transfer->owned);
    finished.push_back({std::move(transfer), id, handler, std::move(owned), std::move(outcome)});
}

void HttpLoop::Impl::sweep()
{
    for (const RequestId id : std::exchange(cancelled, {}))
        finish(id, {});
    for (const RequestId id : std::exchange(started, {})) {
        const auto found = transfers.find(id);
        if (found != transfers.end() && !found->second->add())
            finish(id, fail(ErrorCode::Internal, {}, "libcurl took no more requests"));
    }
    for (const RequestId id : std::exchange(resumed, {})) {
        const auto found = transfers.find(id);
        if (found == transfers.end())
            continue;
        Transfer& transfer = *found->second; // its handler is called from within and may start others
        inCurl = true;
        const CURLcode code = transfer.resume();
        inCurl = false;
        if (code != CURLE_OK)
            finish(id, transfer.outcome(code));
    }
}

void HttpLoop::Impl::collect()
{
    std::vector<std::pair<RequestId, CURLcode>> over;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(connections->multi, &left)) {
        Transfer* transfer = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        if (message->msg == CURLMSG_DONE && transfer)
            over.emplace_back(transfer->id(), message->data.result);
    }
    for (const auto& [id, code] : over)
        finish(id, transfers.at(id)->outcome(code));
}

void HttpLoop::Impl::handOut()
{
    while (!finished.empty()) {
        const Finished one = std::move(finished.front());
        finished.pop_front();
        if (one.handler)
            one.handler->onDone(one.outcome);
    }
}

void HttpLoop::Impl::checkDeadlines(Time now)
{
    std::vector<std::pair<RequestId, Error>> late;
    for (const auto& [id, transfer] : transfers)
        if (auto error = transfer->checkDeadlines(now))
            late.emplace_back(id, std::move(*error));
    for (auto& [id, error] : late)
        finish(id, tl::unexpected<Error>(std::move(error)));
}

void HttpLoop::Impl::setEndpoint(Endpoint endpoint)
{
    if (sameConnection(endpoint, connections->endpoint))
        return;
    if (inCurl)
        post([this, later = std::move(endpoint)] { setEndpoint(later); });
    else
        abandonAll(std::move(endpoint), "the endpoint changed");
}

LoopStats HttpLoop::Impl::stats() const
{
    LoopStats stats{static_cast<int>(transfers.size()), connections->open, wireBytes, decodedBytes};
    for (const auto& [id, transfer] : transfers) {
        stats.wireBytes += transfer->wireBytes();
        stats.decodedBytes += transfer->decodedBytes();
    }
    return stats;
}

HttpLoop::HttpLoop(Endpoint endpoint, std::string userAgent, const Clock& clock, Logger& log)
    : m_impl(std::make_unique<Impl>(std::move(endpoint), std::move(userAgent), clock, log))
{
}
HttpLoop::~HttpLoop() = default;
void HttpLoop::post(std::function<void()> task)
{
    m_impl->post(std::move(task));
}
void HttpLoop::quit()
{
    m_impl->quit();
}
void HttpLoop::run()
{
    m_impl->run();
}
RequestId HttpLoop::start(Request request, ResponseHandler& handler)
{
    return m_impl->start(std::move(request), handler, nullptr);
}

RequestId HttpLoop::fetch(Request request, std::function<void(Result<Response>)> done, std::uint64_t maxBytes)
{
    request.maxDecodedBytes = std::min(request.maxDecodedBytes, maxBytes);
    auto collector = std::make_unique<Collector>(std::move(done));
    auto& handler = *collector;
    return m_impl->start(std::move(request), handler, std::move(collector));
}

void HttpLoop::resume(RequestId id)
{
    m_impl->resume(id);
}
void HttpLoop::cancel(RequestId id)
{
    m_impl->cancel(id);
}
HttpLoop::TimerId HttpLoop::after(Millis delay, std::function<void()> task)
{
    return m_impl->after(delay, std::move(task));
}
void HttpLoop::cancelTimer(TimerId id)
{
    std::erase_if(m_impl->timers, [id](const auto& entry) { return entry.second.id == id; });
}
void HttpLoop::setAuthorize(Authorize authorize)
{
    m_impl->authorize = std::move(authorize);
}
void HttpLoop::setEndpoint(Endpoint endpoint)
{
    m_impl->setEndpoint(std::move(endpoint));
}
LoopStats HttpLoop::stats() const
{
    return m_impl->stats();
}

} // namespace dg::net

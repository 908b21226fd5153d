// SPDX-License-Identifier: Apache-2.0
#include "object_reader.h"

#include <algorithm>
#include <array>

namespace dg::session {

namespace {

constexpr std::size_t MaxInFlight = 12;
constexpr int MaxAttempts = 4;
constexpr Millis FirstPause{500}; // doubled for each further attempt
constexpr Millis LongestPause{20'000};

// Worth another try.
bool passes(ErrorCode code)
{
    static constexpr std::array codes{
        ErrorCode::TooManyRequests, ErrorCode::Unavailable, ErrorCode::ServerError, ErrorCode::ConnectionLost};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

} // namespace

ObjectReader::ObjectReader(
    const kube::ConnectionSpec& spec, const std::string& userAgent, const Clock& clock, Logger& log, const ConsentFn& consent)
    : m_spec(spec)
    , m_loop(spec.endpoint, userAgent, clock, log)
    , m_credentials(spec.auth, clock, log, consent)
{
}

Status ObjectReader::run(const std::function<void()>& begin, const std::stop_token& stop)
{
    m_begin = begin;
    m_loop.setAuthorize([this](auto& headers) { m_credentials.authorize(headers); });
    m_loop.post([this] { connect(); });
    const std::stop_callback onStop(stop, [this] { m_loop.quit(); });
    m_loop.run();
    m_worker.end(); // it may still hold what the caller owns
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    if (m_error)
        return tl::unexpected(*m_error);
    return {};
}

void ObjectReader::connect()
{
    m_credentials.ensure([this](std::function<void()> task) { m_loop.post(std::move(task)); },
        [this](const Status& status) {
            if (!status) {
                m_error = status.error();
                return m_loop.quit();
            }
            takeCertificate();
            discoverNow();
        });
}

void ObjectReader::takeCertificate()
{
    if (m_certificates == m_credentials.certificateChanges())
        return;
    m_certificates = m_credentials.certificateChanges();
    if (const auto certificate = m_credentials.clientCertificate()) {
        auto endpoint = m_spec.endpoint;
        endpoint.clientCertPem = certificate->certPem;
        endpoint.clientKeyPem = certificate->keyPem;
        m_loop.setEndpoint(std::move(endpoint));
    }
}

void ObjectReader::refresh(std::function<void(Status)> done)
{
    m_credentials.refresh([this](std::function<void()> task) { m_loop.post(std::move(task)); },
        [this, done = std::move(done)](const Status& status) {
            takeCertificate();
            done(status);
        });
}

void ObjectReader::discoverNow()
{
    kube::discover(m_loop, [this](Result<kube::Discovery> result) { discovered(std::move(result)); });
}

void ObjectReader::discovered(Result<kube::Discovery> result)
{
    if (!result && result.error().code == ErrorCode::Unauthorized && !std::exchange(m_refreshed, true)) {
        return refresh([this, error = result.error()](const Status& status) {
            if (status)
                return discoverNow();
            m_error = error;
            m_loop.quit();
        });
    }
    if (!result) {
        m_error = result.error();
        return m_loop.quit();
    }
    m_discovery = std::move(*result);
    ++m_running; // so that nothing ends before all is asked
    m_begin();
    finished();
}

void ObjectReader::ask(Ask ask, Done done)
{
    m_waiting.push_back({std::move(ask), std::move(done)});
    pump();
}

void ObjectReader::work(std::function<Then(const std::stop_token&)> task)
{
    ++m_working;
    m_worker.post([this, task = std::move(task)](const std::stop_token& stop) {
        m_loop.post([this, then = task(stop)] {
            then();
            --m_working;
            quitIfIdle();
        });
    });
}

void ObjectReader::pump()
{
    while (m_running < MaxInFlight && !m_waiting.empty()) {
        auto next = std::move(m_waiting.front());
        m_waiting.pop_front();
        ++m_running;
        // Not from within the caller: a refused request answers at once.
        m_loop.post([this, next = std::make_shared<Pending>(std::move(next))] { send(std::move(*next)); });
    }
}

void ObjectReader::send(Pending pending)
{
    ++pending.attempts;
    const auto held = std::make_shared<Pending>(std::move(pending));
    const auto done = [this, held](Result<std::string> answer) { answered(std::move(*held), std::move(answer)); };
    const auto& ask = held->ask;
    const auto secrets = ask.secrets ? kube::Secrets::Asked : kube::Secrets::Refused;
    if (ask.dryRunBody.empty())
        kube::getObject(m_loop, ask.resource, ask.ns, ask.name, done, secrets);
    else
        kube::dryRunApply(m_loop, ask.resource, ask.ns, ask.name, ask.manager, ask.dryRunBody, done, secrets);
}

void ObjectReader::answered(Pending pending, Result<std::string> answer)
{
    const auto again = [this](Pending one, Millis delay) {
        m_loop.after(delay, [this, held = std::make_shared<Pending>(std::move(one))] { send(std::move(*held)); });
    };
    if (!answer && answer.error().code == ErrorCode::Unauthorized && !std::exchange(m_refreshed, true)) {
        return refresh(
            [again, held = std::make_shared<Pending>(std::move(pending))](const Status&) { again(std::move(*held), Millis{0}); });
    }
    if (!answer && passes(answer.error().code) && pending.attempts < MaxAttempts) {
        const auto asked = answer.error().retryAfter ? std::chrono::duration_cast<Millis>(*answer.error().retryAfter)
                                                     : FirstPause * (1 << (pending.attempts - 1));
        return again(std::move(pending), std::min(asked, LongestPause));
    }
    pending.done(answer);
    if (pending.ask.secrets) {
        if (answer)
            secureZero(answer->data(), answer->size());
        secureZero(pending.ask.dryRunBody.data(), pending.ask.dryRunBody.size());
    }
    finished();
}

void ObjectReader::finished()
{
    --m_running;
    pump();
    quitIfIdle();
}

void ObjectReader::quitIfIdle()
{
    if (m_running == 0 && m_working == 0 && m_waiting.empty())
        m_loop.quit();
}

} // namespace dg::session

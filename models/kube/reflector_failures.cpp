// SPDX-License-Identifier: Apache-2.0
// What the state machine does when something is refused, broken or ends.
#include "kube/reflector_machine.h"

#include <algorithm>

namespace dg::kube {
namespace {

constexpr Millis FirstBackOff{800}; // client-go's and kube-rs' numbers
constexpr Millis LastBackOff{15'000}; // before the jitter of up to as much again: at most 30 s
constexpr Seconds BackOffReset{120};
constexpr Millis LongestRetryAfter{120'000};
constexpr Seconds LongWait{300}; // where only a person or an administrator can help
constexpr Seconds ShortWatch{5}; // a watch that ended earlier counts as a failure

} // namespace

bool ReflectorMachine::livedLongEnough() const
{
    return m_answered && m_now - m_startedAt >= ShortWatch;
}

Millis ReflectorMachine::nextBackOff()
{
    if (m_failures > 0 && m_now - m_lastFailure >= BackOffReset)
        m_failures = 0;
    m_lastFailure = m_now;
    auto delay = FirstBackOff;
    for (int i = 0; i < m_failures && delay < LastBackOff; ++i)
        delay *= 2;
    ++m_failures;
    delay = std::min(delay, LastBackOff);
    return delay + Millis{static_cast<Millis::rep>(m_random() * static_cast<double>(delay.count()))};
}

void ReflectorMachine::sleep(StreamPhase phase, Millis delay)
{
    m_doing = Doing::Sleeping;
    m_wake = m_now + delay;
    m_state.retryAt = m_wake;
    setPhase(phase);
}

void ReflectorMachine::rest(StreamPhase phase, const Error& error)
{
    setError(error);
    // Twenty kinds of one cluster do not come back in the same second.
    sleep(phase, LongWait + Millis{static_cast<Millis::rep>(m_random() * 10'000)});
}

void ReflectorMachine::backOff(const std::optional<Error>& error)
{
    auto delay = nextBackOff();
    if (error && error->retryAfter)
        delay = std::min(std::max<Millis>(delay, *error->retryAfter), LongestRetryAfter);
    setError(error);
    const bool quiet = !error && m_failures <= 1 && m_state.synced; // nobody needs to hear of one short watch
    sleep(quiet ? StreamPhase::CatchingUp : StreamPhase::Waiting, delay);
}

void ReflectorMachine::relist(std::string listRv, const Error& error)
{
    beginFromScratch(std::move(listRv));
    if (++m_relists > 2)
        backOff(error); // a server that expires every list at once is not asked without end
    else
        begin();
}

void ReflectorMachine::gone(const Error& error)
{
    switch (m_step) {
    case Step::Watch:
        relist(m_rv, error); // a list with the last seen version is at least as new as what is shown
        return;
    case Step::WatchList:
        ++m_watchListFailures;
        relist({}, error);
        return;
    case Step::List:
        // An expired page offers a token that goes on at a newer version. What was deleted meanwhile from the pages
        // already read would then stay for ever: the whole list in one answer instead.
        if (m_continue.empty() && m_listRv.empty()) {
            backOff(error);
        } else {
            relist({}, error);
        }
        return;
    }
}

void ReflectorMachine::badRequest(const Error& error)
{
    if (m_step == Step::WatchList) {
        m_options.server->watchListRefused = true; // 422 with the feature gate off: 1.27-1.31, 1.33
        beginFromScratch("0");
        begin();
    } else if (m_step == Step::List && m_listRv == "0" && m_continue.empty()) {
        m_listRv.clear(); // pages
        begin();
    } else if (m_step == Step::Watch) {
        beginFromScratch({}); // a resourceVersion the server cannot read
        backOff(error);
    } else {
        rest(StreamPhase::Failed, error);
    }
}

void ReflectorMachine::failed(const Error& error, const ApiStatus& status)
{
    if (status.tooLargeResourceVersion) {
        if (m_step == Step::Watch || (m_step == Step::List && !m_listRv.empty()))
            relist({}, error);
        else
            backOff(error);
        return;
    }
    switch (error.code) {
    case ErrorCode::Unauthorized:
    case ErrorCode::GitLabUnauthorized:
        if (m_refreshTried) {
            rest(StreamPhase::Failed, error); // no storm of refused logins: accounts get locked
            return;
        }
        m_refreshTried = true;
        m_doing = Doing::Refreshing;
        setError(error);
        m_out.emplace_back(act::Refresh{});
        return;
    case ErrorCode::Forbidden:
        rest(StreamPhase::Forbidden, error);
        return;
    case ErrorCode::NotFound:
        beginFromScratch("0"); // when the kind comes back it is another one
        rest(StreamPhase::NotServed, error);
        return;
    case ErrorCode::Gone:
        gone(error);
        return;
    case ErrorCode::BadRequest:
    case ErrorCode::Invalid:
        badRequest(error);
        return;
    case ErrorCode::TlsUntrusted:
    case ErrorCode::InsecureRefused:
    case ErrorCode::Redirected:
    case ErrorCode::TooLarge:
        rest(StreamPhase::Failed, error);
        return;
    default:
        break;
    }
    const bool cut = error.httpStatus == 0 && m_step == Step::Watch && livedLongEnough();
    if (cut) { // proxies cut quiet watches each minute (domain.md §1.5): not worth a word
        begin();
        return;
    }
    if (m_step == Step::WatchList && error.httpStatus == 0 && m_answered) {
        ++m_watchListFailures;
        m_step = firstStep();
    }
    if (m_step == Step::List && error.httpStatus == 0)
        m_continue.clear(); // what came of the page is not known
    backOff(error);
}

void ReflectorMachine::handle(const in::Failed& failure)
{
    if (m_doing != Doing::Request)
        return;
    m_doing = Doing::Nothing;
    failed(failure.error, failure.status);
}

void ReflectorMachine::handle(const in::ErrorEvent& event)
{
    if (m_doing != Doing::Request || m_step == Step::List)
        return;
    abort();
    const auto error
        = event.status ? statusError(*event.status, {}) : Error{ErrorCode::BadAnswer, {}, "ERROR event without a Status", 0, 200};
    const bool vague = error.code == ErrorCode::ServerError || error.code == ErrorCode::BadAnswer;
    if (vague && m_step == Step::Watch && ++m_errorEvents >= 3) {
        m_errorEvents = 0;
        beginFromScratch(m_rv);
        backOff(error);
        return;
    }
    failed(error, event.status.value_or(ApiStatus{}));
}

void ReflectorMachine::handle(const in::Corrupt&)
{
    if (m_doing != Doing::Request || m_step == Step::List)
        return;
    ++m_state.undecodable;
    if (m_step == Step::WatchList)
        ++m_watchListFailures;
    abort();
    // What the line said is lost, so this kind is read again; the last version is still a fair lower bound.
    relist(m_rv.empty() ? "0" : m_rv, Error{ErrorCode::BadAnswer, {}, "a watch line that is not JSON"});
}

void ReflectorMachine::handle(const in::Ended&)
{
    if (m_doing != Doing::Request)
        return;
    m_doing = Doing::Nothing;
    if (m_step == Step::Watch) {
        if (livedLongEnough()) {
            m_relists = 0;
            begin();
        } else {
            backOff(std::nullopt);
        }
        return;
    }
    failed(Error{ErrorCode::ConnectionLost, {}, "the answer ended before the first state was complete"}, {});
}

} // namespace dg::kube

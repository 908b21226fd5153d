// SPDX-License-Identifier: Apache-2.0
// What the server says in the ordinary course. Failures: reflector_failures.cpp.
#include "kube/reflector_machine.h"

#include <algorithm>
#include <utility>

namespace dg::kube {
namespace {

constexpr Seconds IdleMargin{5}; // kube-rs: the watch's own timeout and a little more
constexpr Seconds WatchListSilence{15}; // a server older than 1.27 ignores the parameter and just waits

} // namespace

ReflectorMachine::ReflectorMachine(Options options, std::function<double()> random)
    : m_options(std::move(options))
    , m_random(std::move(random))
{
    if (!m_options.server)
        m_options.server = std::make_shared<ServerTraits>();
}

std::vector<ReflectorMachine::Action> ReflectorMachine::on(const Input& input, SteadyTime now)
{
    m_now = now;
    std::visit([this](const auto& value) { handle(value); }, input);
    return std::exchange(m_out, {});
}

std::optional<SteadyTime> ReflectorMachine::deadline() const
{
    if (m_doing == Doing::Sleeping)
        return m_wake;
    if (m_doing != Doing::Request || m_step == Step::List) // a list's liveness is the transport's minimum speed
        return std::nullopt;
    if (m_step == Step::WatchList && m_answered)
        return m_lastBytes + WatchListSilence;
    return m_lastBytes + m_timeout + IdleMargin;
}

ReflectorMachine::Step ReflectorMachine::firstStep() const
{
    const bool watchList = m_options.firstState == FirstState::WatchList && !m_options.server->watchListRefused && m_watchListFailures < 3;
    return watchList ? Step::WatchList : Step::List;
}

void ReflectorMachine::beginFromScratch(std::string listRv)
{
    m_step = firstStep();
    m_listRv = std::move(listRv);
    m_wholeList = m_listRv != "0";
    m_continue.clear();
}

std::string ReflectorMachine::watchTail()
{
    m_timeout = Seconds{300 + static_cast<int>(m_random() * 301)}; // client-go: five to ten minutes
    return "&allowWatchBookmarks=true&timeoutSeconds=" + std::to_string(std::min(m_timeout, Seconds{600}).count());
}

void ReflectorMachine::begin()
{
    m_doing = Doing::Request;
    m_answered = false;
    m_startedAt = m_lastBytes = m_now;
    if (m_step == Step::Watch) {
        if (m_state.phase != StreamPhase::Live)
            setPhase(StreamPhase::CatchingUp);
        m_out.emplace_back(act::Fetch{"watch=1&resourceVersion=" + percentEncode(m_rv) + watchTail(), true});
        return;
    }
    if (m_step == Step::WatchList || m_continue.empty()) {
        m_state.objects = 0;
        m_state.expected = 0;
        m_out.emplace_back(act::RelistBegan{});
    }
    setPhase(m_state.synced ? StreamPhase::CatchingUp : StreamPhase::Listing);
    if (m_step == Step::WatchList) {
        m_out.emplace_back(act::Fetch{"watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan" + watchTail(), true});
        return;
    }
    // With resourceVersion=0 a server that has a watch cache ignores the limit, one that has none honours it.
    std::string query = m_wholeList ? std::string() : "limit=" + std::to_string(m_options.pageSize);
    const auto add = [&](const char* name, const std::string& value) {
        query += (query.empty() ? "" : "&") + std::string(name) + percentEncode(value);
    };
    if (!m_continue.empty())
        add("continue=", m_continue);
    else if (!m_listRv.empty())
        add("resourceVersion=", m_listRv);
    m_out.emplace_back(act::Fetch{std::move(query), false});
}

void ReflectorMachine::abort()
{
    if (m_doing == Doing::Request)
        m_out.emplace_back(act::Abort{});
    m_doing = Doing::Nothing;
}

void ReflectorMachine::setPhase(StreamPhase phase)
{
    if (m_state.phase == phase)
        return;
    m_state.phase = phase;
    m_out.emplace_back(act::Changed{});
}

void ReflectorMachine::setError(const std::optional<Error>& error)
{
    if (m_state.hasError == error.has_value() && (!error || m_state.error == *error))
        return;
    m_state.hasError = error.has_value();
    m_state.error = error.value_or(Error{});
    m_out.emplace_back(act::Changed{});
}

void ReflectorMachine::progress()
{
    m_relists = 0;
    m_errorEvents = 0;
}

void ReflectorMachine::handle(const in::Start&)
{
    if (m_doing != Doing::Nothing)
        return;
    m_rv.clear();
    m_refreshTried = false;
    m_failures = m_relists = m_errorEvents = m_watchListFailures = 0;
    m_state.synced = false;
    setError(std::nullopt);
    beginFromScratch("0");
    begin();
}

void ReflectorMachine::handle(const in::Stop&)
{
    abort();
    setPhase(StreamPhase::Idle);
}

void ReflectorMachine::handle(const in::RetryNow&)
{
    if (m_doing != Doing::Sleeping)
        return;
    m_refreshTried = false;
    begin();
}

void ReflectorMachine::handle(const in::Tick&)
{
    const auto due = deadline();
    if (!due || m_now < *due)
        return;
    if (m_doing == Doing::Sleeping) {
        begin();
        return;
    }
    const bool watchList = m_step == Step::WatchList;
    abort();
    if (watchList) {
        m_watchListFailures = 3; // rows that came stay; the list says what is complete
        beginFromScratch("0");
        begin();
    } else if (m_answered) {
        begin(); // half-dead connection: from the last resourceVersion, still shown as live
    } else {
        backOff(Error{ErrorCode::Timeout, {}, {}});
    }
}

void ReflectorMachine::handle(const in::Answered&)
{
    if (m_doing != Doing::Request)
        return;
    m_answered = true;
    m_refreshTried = false;
    m_lastBytes = m_state.lastGood = m_now;
    setError(std::nullopt);
    if (m_step == Step::Watch)
        setPhase(StreamPhase::Live);
}

void ReflectorMachine::handle(const in::Bytes&)
{
    if (m_doing == Doing::Request)
        m_lastBytes = m_state.lastGood = m_now;
}

void ReflectorMachine::handle(const in::Received& items)
{
    if (running(Step::List))
        m_state.objects += items.objects;
}

void ReflectorMachine::handle(const in::ListPage& page)
{
    if (!running(Step::List))
        return;
    if (page.resourceVersion.empty() || (!page.continueToken.empty() && page.continueToken == m_continue)) {
        m_doing = Doing::Nothing;
        failed(Error{ErrorCode::BadAnswer, {}, "list without resourceVersion, or the same page again"}, {});
        return;
    }
    if (!page.continueToken.empty()) {
        m_continue = page.continueToken;
        m_state.expected = m_state.objects + page.remaining;
        begin();
        return;
    }
    m_continue.clear();
    m_state.expected = 0;
    m_state.synced = true;
    m_rv = page.resourceVersion; // even if it is lower than the last one seen: etcd was restored
    m_listRv = "0";
    m_wholeList = false;
    m_out.emplace_back(act::RelistEnded{});
    m_out.emplace_back(act::Changed{});
    m_step = Step::Watch;
    begin();
}

void ReflectorMachine::handle(const in::Event& event)
{
    if (m_doing != Doing::Request || m_step == Step::List)
        return;
    if (event.change == in::Change::Added)
        ++m_state.objects;
    else if (event.change == in::Change::Deleted && m_state.objects > 0)
        --m_state.objects;
    if (m_step != Step::Watch) // synthetic events come in any order and say nothing about where the watch stands
        return;
    if (!event.resourceVersion.empty())
        m_rv = event.resourceVersion;
    progress();
}

void ReflectorMachine::handle(const in::Bookmark& bookmark)
{
    if (running(Step::Watch)) {
        if (!bookmark.resourceVersion.empty())
            m_rv = bookmark.resourceVersion;
        progress();
        return;
    }
    if (!running(Step::WatchList))
        return;
    if (!bookmark.initialEventsEnd || bookmark.resourceVersion.empty()) {
        m_options.server->watchListRefused = true;
        abort();
        beginFromScratch("0");
        begin();
        return;
    }
    m_rv = bookmark.resourceVersion;
    m_state.synced = true;
    m_watchListFailures = 0;
    m_step = Step::Watch;
    m_out.emplace_back(act::RelistEnded{});
    m_out.emplace_back(act::Changed{});
    setPhase(StreamPhase::Live);
}

void ReflectorMachine::handle(const in::Undecodable& objects)
{
    m_state.undecodable += objects.count;
}

void ReflectorMachine::handle(const in::Refreshed& refreshed)
{
    if (m_doing != Doing::Refreshing)
        return;
    if (!refreshed.error)
        return begin();
    // Nothing newer to be had: then what the server said is the reason, GitLab's refusal or the cluster's.
    rest(StreamPhase::Failed, refreshed.error->code == ErrorCode::Unauthorized ? Error(m_state.error) : *refreshed.error);
}

} // namespace dg::kube

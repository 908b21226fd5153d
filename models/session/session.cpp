// SPDX-License-Identifier: Apache-2.0
#include "cluster_uid.h"
#include "impl.h"

#include <algorithm>

namespace dg::session {

namespace {

constexpr Millis FirstRetry{1'000};
constexpr Millis LongestRetry{30'000};
constexpr Millis SignInRetry{60'000}; // a refused token: no retry storm (KAS caches a refusal for 10 s)
constexpr Millis SlowAgent{3'000}; // domain.md §1.3: say "waiting for the agent" after about 3 s
constexpr Millis LeastSkew{3'000};
constexpr Millis Rediscover{600'000}; // domain.md §8.6
constexpr Millis RediscoverWithoutFlux{30'000};

// A yes holds as long as the session: a comparison has a connection of its own, and nobody is asked twice for the same.
ConsentFn remembered(ConsentFn ask)
{
    struct Given {
        std::mutex mutex;
        std::vector<std::pair<std::string, std::vector<std::string>>> programs;
    };
    return [ask = std::move(ask), given = std::make_shared<Given>()](const kube::ExecSpec& spec) {
        const std::pair program(spec.command, spec.args);
        {
            const std::scoped_lock lock(given->mutex);
            if (std::ranges::find(given->programs, program) != given->programs.end())
                return true;
        }
        if (!ask || !ask(spec))
            return false;
        const std::scoped_lock lock(given->mutex);
        given->programs.push_back(program);
        return true;
    };
}

} // namespace

ClusterSession::Impl::Impl(kube::ConnectionSpec connection, SessionOptions sessionOptions, StringPool& stringPool, const Clock& usedClock,
    Logger& usedLog, ConsentFn consentFn)
    : spec(std::move(connection))
    , options(std::move(sessionOptions))
    , pool(stringPool)
    , clock(usedClock)
    , log(usedLog)
    , consent(remembered(std::move(consentFn)))
    , loop(spec.endpoint, options.userAgent, usedClock, usedLog)
    , credentials(spec.auth, usedClock, usedLog, consent)
{
    published.warnings = spec.warnings;
    published.viaAgent = spec.viaGitLabAgent;
}

void ClusterSession::Impl::begin()
{
    loop.setAuthorize([this](std::vector<std::pair<std::string, std::string>>& headers) { credentials.authorize(headers); });
    connectNow();
}

void ClusterSession::Impl::connectNow()
{
    if (connecting)
        return;
    connecting = true;
    if (connectTimer)
        loop.cancelTimer(connectTimer);
    connectTimer = 0;
    if (!discovery) {
        connectPhase = ConnectionPhase::Connecting;
        statusSoon();
    }
    if (spec.viaGitLabAgent && !discovery) {
        slowTimer = loop.after(SlowAgent, [this] {
            slowTimer = 0;
            if (connecting && !discovery) {
                connectPhase = ConnectionPhase::WaitingForAgent;
                statusSoon();
            }
        });
    }
    credentials.ensure([this](std::function<void()> task) { loop.post(std::move(task)); },
        [this](const Status& status) {
            if (!status) {
                connectFailed(status.error());
                return;
            }
            if (credentials.certificateChanges() != certificateChanges) {
                certificateChanges = credentials.certificateChanges();
                auto endpoint = spec.endpoint;
                if (const auto certificate = credentials.clientCertificate()) {
                    endpoint.clientCertPem = certificate->certPem;
                    endpoint.clientKeyPem = certificate->keyPem;
                }
                loop.setEndpoint(std::move(endpoint));
            }
            kube::discover(
                loop, [this](Result<kube::Discovery> result) { discovered(std::move(result)); }, discovery);
        });
}

void ClusterSession::Impl::discovered(Result<kube::Discovery> result)
{
    connecting = false;
    if (slowTimer)
        loop.cancelTimer(slowTimer);
    slowTimer = 0;
    if (!result) {
        const bool refused = result.error().code == ErrorCode::Unauthorized || result.error().code == ErrorCode::GitLabUnauthorized;
        if (refused && !refreshedAfter401) { // an exec plugin or a token file may have something newer: once
            refreshedAfter401 = true;
            credentialsRefreshed([this, error = result.error()](Status status) {
                if (status)
                    connectNow();
                else
                    connectFailed(error);
            });
            return;
        }
        connectFailed(result.error());
        return;
    }
    refreshedAfter401 = false;
    connectDelay = Millis{0};
    const bool first = !discovery;
    discovery = std::make_shared<const kube::Discovery>(std::move(*result));
    connectPhase = ConnectionPhase::CatchingUp;
    connectError = {};
    if (discovery->serverTime) {
        const auto skew = std::chrono::duration_cast<Millis>(*discovery->serverTime - clock.wall());
        clockSkew = std::chrono::abs(skew) < LeastSkew ? Millis{0} : skew;
    }
    syncFluxStreams();
    syncManagedStreams();
    openControllerStreams();
    openEventStream();
    watchDefinitions();
    syncWorkloadStreams(true);
    if (first) {
        reviewAccess();
        askClusterUid();
    }
    const bool anyFlux = std::any_of(streams.begin(), streams.end(), [](const Stream& stream) { return stream.info().fluxKind; });
    scheduleConnect(anyFlux ? Rediscover : RediscoverWithoutFlux);
    statusSoon();
}

void ClusterSession::Impl::connectFailed(const Error& error)
{
    connecting = false;
    connectError = error;
    log.warning("session", spec.name + ": " + errorWord(error.code) + " " + error.subject + " " + error.detail);
    const bool signIn = error.code == ErrorCode::Unauthorized || error.code == ErrorCode::GitLabUnauthorized
        || error.code == ErrorCode::PluginRefused || error.code == ErrorCode::PluginFailed || error.code == ErrorCode::PluginMissing
        || error.code == ErrorCode::PluginTimeout || error.code == ErrorCode::PluginBadAnswer;
    if (signIn)
        connectPhase = ConnectionPhase::Unauthorized;
    else if (error.code == ErrorCode::AgentOffline)
        connectPhase = ConnectionPhase::AgentOffline;
    else
        connectPhase = ConnectionPhase::Unreachable;
    connectDelay = connectDelay.count() == 0 ? FirstRetry : std::min(connectDelay * 2, LongestRetry);
    if (error.code == ErrorCode::PluginRefused) { // a person said no: only a person asks again
        statusSoon();
        return;
    }
    scheduleConnect(std::max(signIn ? SignInRetry : connectDelay, Millis(error.retryAfter.value_or(Seconds{0}))));
    statusSoon();
}

void ClusterSession::Impl::scheduleConnect(Millis delay)
{
    if (connectTimer)
        loop.cancelTimer(connectTimer);
    connectTimer = loop.after(delay, [this] {
        connectTimer = 0;
        connectNow();
    });
}

void ClusterSession::Impl::credentialsRefreshed(std::function<void(Status)> done)
{
    credentials.refresh([this](std::function<void()> task) { loop.post(std::move(task)); }, std::move(done));
}

void ClusterSession::Impl::reviewAccess()
{
    kube::whoAmI(loop, [this](Result<kube::Identity> identity) {
        if (identity) {
            user = std::move(identity->username);
            groups = std::move(identity->groups);
        }
        statusSoon();
    });
    capabilities.clear();
    for (const auto& kind : flux::kinds()) {
        if (!discovery->find(std::string(kind.group), std::string(kind.name)))
            continue;
        capabilities.push_back({kind.kind});
        const auto ask = [&](const char* verb, Permission Capability::*field) {
            kube::checkAccess(
                loop, std::string(kind.group), std::string(kind.plural), verb, {}, [this, k = kind.kind, field](Result<bool> allowed) {
                    const auto it
                        = std::find_if(capabilities.begin(), capabilities.end(), [&](const Capability& c) { return c.kind == k; });
                    if (it != capabilities.end() && allowed)
                        (*it).*field = *allowed ? Permission::Allowed : Permission::Denied;
                    statusSoon();
                });
        };
        ask("list", &Capability::list);
        ask("patch", &Capability::patch);
    }
}

void ClusterSession::Impl::askClusterUid()
{
    readClusterUid(loop, [this](std::string uid) {
        clusterUid = std::move(uid);
        statusSoon();
    });
}

void ClusterSession::Impl::refreshNow()
{
    connectDelay = Millis{0};
    refreshedAfter401 = false;
    connectNow();
    if (definitions)
        definitions->retryNow();
    for (auto& stream : streams)
        stream.reflector().retryNow();
}

ClusterSession::ClusterSession(
    kube::ConnectionSpec spec, SessionOptions options, StringPool& pool, const Clock& clock, Logger& log, ConsentFn consent)
    : m_impl(std::make_unique<Impl>(std::move(spec), std::move(options), pool, clock, log, std::move(consent)))
{
}

ClusterSession::~ClusterSession()
{
    stop();
}

void ClusterSession::start()
{
    if (m_impl->started.exchange(true))
        return;
    m_impl->thread = std::thread([impl = m_impl.get()] {
        impl->loop.post([impl] { impl->begin(); });
        impl->loop.run();
        // Reflectors and timers belong to this thread: they end on it.
        impl->running.clear();
        impl->definitions.reset();
        impl->streams.clear();
    });
}

void ClusterSession::stop()
{
    if (!m_impl->thread.joinable())
        return;
    m_impl->loop.quit();
    m_impl->thread.join();
    m_impl->comparisons.clear(); // stops and joins
    const std::scoped_lock lock(m_impl->statusMutex);
    m_impl->published.phase = ConnectionPhase::Stopped;
}

const kube::ConnectionSpec& ClusterSession::spec() const
{
    return m_impl->spec;
}
store::Inbox& ClusterSession::inbox()
{
    return m_impl->inbox;
}

void ClusterSession::replaceToken(Secret bearer)
{
    m_impl->loop.post([impl = m_impl.get(), bearer = std::move(bearer)] {
        impl->credentials.replaceToken(bearer);
        impl->refreshNow();
    });
}

void ClusterSession::refresh()
{
    m_impl->loop.post([impl = m_impl.get()] { impl->refreshNow(); });
}

} // namespace dg::session

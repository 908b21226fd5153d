// SPDX-License-Identifier: Apache-2.0
// `drift --watch`: the session's deltas through the engine, a JSON line for what opens, changes and closes.
#include "drift.h"
#include "translate.h"

#include "console.h"
#include "target.h"
#include "text/words.h"

#include <QCoreApplication>

#include <condition_variable>
#include <mutex>

namespace dg::cli {

namespace {

constexpr Millis Settled{1'000}; // so long no new stream has come: the first look is whole
constexpr std::size_t MostQuestions = 200;

class DriftFollow {
public:
    DriftFollow(const Options& options, Streams& streams, const Environment& environment, const kube::ConnectionSpec& spec, Logger& log)
        : m_options(options)
        , m_streams(streams)
        , m_environment(environment)
        , m_cluster(spec.name)
        , m_scope(scopeOf(options, m_pool))
        , m_engine(m_pool, rulesFor(options, environment, spec.name))
    {
        if (auto baseline = baselineOf(options, m_pool))
            m_engine.setBaseline(std::move(*baseline));
        session::SessionOptions wishes;
        wishes.keepOwnership = true;
        wishes.needHealth = false;
        wishes.userAgent = userAgent();
        if (!options.ns.isEmpty())
            wishes.namespaces = {options.ns.toStdString()};
        m_session = std::make_unique<session::ClusterSession>(
            spec, wishes, m_pool, *environment.clock, log, consentFor(options, streams, environment));
        const auto wake = [this] {
            const std::scoped_lock lock(m_mutex);
            m_dirty = true;
            m_changed.notify_all();
        };
        m_session->inbox().setNotify(wake);
        m_session->setStatusNotify(wake);
        m_session->start();
    }
    ~DriftFollow() { m_session->stop(); }

    int run()
    {
        const auto& clock = *m_environment.clock;
        const auto began = clock.steady();
        const auto end = m_options.watchFor.count() > 0 ? began + m_options.watchFor : SteadyTime::max();
        m_streamsChanged = began;
        for (;;) {
            take();
            if (m_environment.stop.stop_requested())
                return ExitInterrupted;
            const auto& status = m_status;
            if (status.phase == session::ConnectionPhase::Unauthorized || status.phase == session::ConnectionPhase::NoFlux
                || (!m_ready && status.phase == session::ConnectionPhase::Unreachable && clock.steady() - began > Millis{30'000}))
                throw Failure{status.phase == session::ConnectionPhase::NoFlux
                        ? Error{ErrorCode::NotFound, "Flux", "the cluster serves none of Flux's kinds"}
                        : status.error,
                    {}};
            if (clock.steady() >= end)
                break;
            std::unique_lock lock(m_mutex);
            m_changed.wait_until(lock, m_environment.stop, std::min(end, clock.steady() + Millis{250}), [this] { return m_dirty; });
            m_dirty = false;
        }
        return exitCodeOf(chosen(m_engine.findings(), m_scope, m_cluster), m_ready && m_readable, m_options.failOn);
    }

private:
    void take()
    {
        std::vector<store::Delta> deltas;
        for (bool more = true; more;) {
            deltas.clear();
            more = m_session->inbox().drain(deltas, 4096);
            m_engine.stage(deltas);
        }
        {
            const std::scoped_lock lock(m_mutex);
            for (const auto& key : std::exchange(m_absent, {}))
                m_engine.confirmAbsent(key);
        }
        m_status = m_session->status();
        const bool began = takeStreams();
        if (!m_ready)
            return;
        m_engine.settle(m_environment.clock->wall() + m_status.clockSkew);
        ask();
        for (const auto& event : m_engine.takeEvents())
            tell(event);
        if (began) {
            JsonWriter json(m_streams.out);
            json.beginObject().field("event", "ready").field("observedAt", toRfc3339(m_environment.clock->wall())).endObject().line();
        }
    }

    // The first look is judged once everything that inventories name was read. True: it is now.
    bool takeStreams()
    {
        const auto now = m_environment.clock->steady();
        if (m_status.streams.size() != m_streamCount) {
            m_streamCount = m_status.streams.size();
            m_streamsChanged = now;
        }
        std::vector<std::pair<Atom, Atom>> read;
        bool all = m_status.complete;
        m_readable = true;
        for (const auto& stream : m_status.streams) {
            if (!stream.fluxKind && !stream.managed()) {
                all = all && (!stream.applyEvents || stream.state.synced || stream.state.hasError);
                continue;
            }
            if (stream.state.synced && stream.ns.empty())
                read.emplace_back(m_pool.intern(stream.resource.group), m_pool.intern(stream.resource.kind));
            all = all && (stream.state.synced || stream.state.hasError);
            m_readable = m_readable && stream.state.synced;
        }
        const bool begins = !m_ready && all && now - m_streamsChanged > Settled && m_session->inbox().size() == 0;
        m_ready = m_ready || begins;
        if (m_ready)
            m_engine.setReadKinds(read);
        return begins;
    }

    void ask()
    {
        auto questions = m_engine.takeQuestions(MostQuestions);
        if (questions.empty())
            return;
        m_session->lookUp(std::move(questions), [this](const ObjectKey& key) {
            const std::scoped_lock lock(m_mutex);
            m_absent.push_back(key);
            m_dirty = true;
            m_changed.notify_all();
        });
    }

    void tell(const drift::Event& event)
    {
        if (!event.finding.ignoredBy.empty() || chosen({event.finding}, m_scope, m_cluster).empty())
            return;
        JsonWriter json(m_streams.out);
        json.beginObject();
        json.field("event",
            event.type == drift::EventType::Opened        ? "opened"
                : event.type == drift::EventType::Changed ? "changed"
                                                          : "closed");
        json.field("observedAt", toRfc3339(m_environment.clock->wall()));
        json.key("item");
        writeFinding(json, event.finding);
        json.endObject().line();
    }

    const Options& m_options;
    Streams& m_streams;
    const Environment& m_environment;
    std::string m_cluster;
    StringPool m_pool;
    evidence::Scope m_scope;
    drift::Engine m_engine;
    session::SessionStatus m_status;
    std::size_t m_streamCount = 0;
    SteadyTime m_streamsChanged{};
    bool m_ready = false, m_readable = false;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_dirty = true;
    std::vector<ObjectKey> m_absent; // looked up: not there
    std::unique_ptr<session::ClusterSession> m_session; // last: its thread ends before the rest
};

} // namespace

int watchDrift(const Options& options, Streams& streams, const Environment& environment)
{
    StringPool pool;
    (void)scopeOf(options, pool);
    const auto targets = findTargets(options, streams, environment);
    const auto log = loggerFor(options, environment);
    return DriftFollow(options, streams, environment, targets.specs.front(), *log).run();
}

} // namespace dg::cli

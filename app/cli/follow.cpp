// SPDX-License-Identifier: Apache-2.0
#include "follow.h"
#include "translate.h"

#include "flux/kinds.h"
#include "options.h"

#include <QCoreApplication>

#include <algorithm>

namespace dg::cli {

namespace {

// How long a command tries to reach a cluster: over the 20 s in which a GitLab agent server looks for its agent.
constexpr Millis Patience{30'000};

} // namespace

Follow::Follow(
    const kube::ConnectionSpec& spec, session::SessionOptions options, const Clock& clock, Logger& log, session::ConsentFn consent)
    : m_clock(clock)
    , m_began(clock.steady())
    , m_session(std::make_unique<session::ClusterSession>(spec, std::move(options), m_pool, clock, log, std::move(consent)))
{
    const auto wake = [this] {
        const std::scoped_lock lock(m_mutex);
        m_dirty = true;
        m_changed.notify_all();
    };
    m_session->inbox().setNotify(wake);
    m_session->setStatusNotify(wake);
    m_session->start();
}

Follow::~Follow()
{
    m_session->stop();
}

void Follow::take()
{
    std::vector<store::Delta> deltas;
    for (bool more = true; more;) {
        deltas.clear();
        more = m_session->inbox().drain(deltas, 4096);
        for (auto& delta : deltas) {
            if (delta.type != store::RecordType::Flux)
                continue;
            if (auto object = std::dynamic_pointer_cast<const flux::FluxObject>(delta.record))
                m_objects[delta.key] = std::move(object);
            else
                m_objects.erase(delta.key);
        }
    }
    m_status = m_session->status();
}

Follow::End Follow::until(const std::function<bool()>& reached, SteadyTime deadline, const std::stop_token& stop)
{
    while (true) {
        take();
        if (stop.stop_requested())
            return End::Interrupted;
        if (reached())
            return End::Reached;
        if (m_clock.steady() >= deadline)
            return End::TimedOut;
        std::unique_lock lock(m_mutex);
        // Wakes by itself once a second, for what only time changes.
        m_changed.wait_until(lock, stop, std::min(deadline, m_clock.steady() + Millis{1000}), [this] { return m_dirty; });
        m_dirty = false;
    }
}

bool Follow::kindRead(std::string_view kind) const
{
    const auto& streams = m_status.streams;
    const auto found = std::find_if(streams.begin(), streams.end(),
        [&](const session::StreamInfo& stream) { return stream.fluxKind && stream.resource.kind == kind && stream.ns.empty(); });
    if (found == streams.end())
        return m_status.complete;
    return found->state.synced;
}

std::optional<Error> Follow::hopeless() const
{
    switch (m_status.phase) {
    case session::ConnectionPhase::Unauthorized:
        return m_status.error;
    case session::ConnectionPhase::NoFlux:
        return Error{ErrorCode::NotFound, "Flux", "the cluster serves none of Flux's kinds"};
    case session::ConnectionPhase::Unreachable:
    case session::ConnectionPhase::AgentOffline: {
        // A certificate or an address does not mend itself; a connection may.
        const auto code = m_status.error.code;
        const bool passing = code == ErrorCode::ConnectionLost || code == ErrorCode::Timeout || code == ErrorCode::Unavailable
            || code == ErrorCode::TooManyRequests || code == ErrorCode::ServerError;
        if (!passing || m_clock.steady() - m_began > Patience)
            return m_status.error;
        return std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

evidence::Assessed Follow::assess(const std::shared_ptr<const flux::FluxObject>& object)
{
    const auto find = [this](const ObjectKey& key) {
        const auto found = m_objects.find(key);
        return found == m_objects.end() ? nullptr : found->second.get();
    };
    const evidence::Assessor assessor(
        find, [this](std::string_view kind) { return kindRead(kind); }, m_pool);
    return assessor.assess(object);
}

ObjectKey parseObject(const QString& text, const QString& command, StringPool& pool)
{
    const auto parts = text.split(QLatin1Char('/'));
    if (parts.size() != 3 || parts[1].isEmpty() || parts[2].isEmpty())
        throw UsageError{CommandLine::tr("\"%1\" is not KIND/NAMESPACE/NAME.").arg(text), command};
    const auto kind = flux::kindFromWord(parts[0].toStdString());
    if (kind == flux::Kind::Other) {
        QStringList known;
        for (const auto& info : flux::kinds())
            known << QString::fromUtf8(info.name.data(), static_cast<qsizetype>(info.name.size()));
        const auto near = nearest(parts[0], known);
        throw UsageError{CommandLine::tr("Flux has no kind \"%1\".").arg(parts[0])
                + (near.isEmpty() ? QString() : QLatin1Char(' ') + CommandLine::tr("Did you mean %1?").arg(near)),
            command};
    }
    const auto& info = flux::info(kind);
    return {pool.intern(info.group), pool.intern(info.name), pool.intern(parts[1].toStdString()), pool.intern(parts[2].toStdString())};
}

} // namespace dg::cli

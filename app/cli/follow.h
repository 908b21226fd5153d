// SPDX-License-Identifier: Apache-2.0
// A live cluster behind a command that waits: the session's deltas as a map, and a condition to wait for.
#pragma once

#include "cli/cli.h"
#include "evidence/assessment.h"
#include "session/session.h"

#include <condition_variable>
#include <mutex>

namespace dg::cli {

using ObjectMap = std::unordered_map<ObjectKey, std::shared_ptr<const flux::FluxObject>>;

class Follow {
public:
    Follow(const kube::ConnectionSpec& spec, session::SessionOptions options, const Clock& clock, Logger& log, session::ConsentFn consent);
    ~Follow();
    Follow(const Follow&) = delete;
    Follow& operator=(const Follow&) = delete;

    enum class End : unsigned char { Reached, TimedOut, Interrupted };
    // Looks after every change until `reached` says so. On the caller's thread.
    End until(const std::function<bool()>& reached, SteadyTime deadline, const std::stop_token& stop);

    [[nodiscard]] const ObjectMap& objects() const { return m_objects; }
    [[nodiscard]] const session::SessionStatus& status() const { return m_status; }
    [[nodiscard]] session::ClusterSession& session() { return *m_session; }
    [[nodiscard]] StringPool& pool() { return m_pool; }
    // The kind was read whole (or is known not to be served).
    [[nodiscard]] bool kindRead(std::string_view kind) const;
    // No answer will come: refused credentials, no Flux, or (after a while of trying) nobody there. The session retries for
    // ever, a command does not.
    [[nodiscard]] std::optional<Error> hopeless() const;
    [[nodiscard]] evidence::Assessed assess(const std::shared_ptr<const flux::FluxObject>& object);

private:
    void take();
    const Clock& m_clock;
    StringPool m_pool;
    ObjectMap m_objects;
    session::SessionStatus m_status;
    SteadyTime m_began{};
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_dirty = true;
    std::unique_ptr<session::ClusterSession> m_session; // last: its thread ends before the rest
};

// "ks/apps/payments" -> key. Throws UsageError.
[[nodiscard]] ObjectKey parseObject(const QString& text, const QString& command, StringPool& pool);

} // namespace dg::cli

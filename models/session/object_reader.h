// SPDX-License-Identifier: Apache-2.0
// Many objects of one cluster, one request each, a dozen at a time: connection, credentials, discovery, retries. Private to session.
#pragma once

#include "kube/connection.h"
#include "kube/credentials.h"
#include "kube/discovery.h"
#include "kube/requests.h"
#include "session/session.h"
#include "worker.h"

#include <deque>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace dg::session {

class ObjectReader {
public:
    ObjectReader(const kube::ConnectionSpec& spec, const std::string& userAgent, const Clock& clock, Logger& log, const ConsentFn& consent);
    // Calls `begin` once the server is known, and returns when nothing is asked any more. Errors: of connecting; Cancelled.
    [[nodiscard]] Status run(const std::function<void()>& begin, const std::stop_token& stop);

    // --- from within run(). What is answered to a Secret's request is zeroed after `done`.
    struct Ask {
        kube::Resource resource;
        std::string ns, name;
        std::string dryRunBody{}; // empty: read it
        std::string manager{};
        bool secrets = false;
    };
    using Done = std::function<void(Result<std::string>&)>;
    void ask(Ask ask, Done done);
    // `task` waits on a thread of its own, one after the other; what it returns runs on this one. Not at all once stopped.
    using Then = std::function<void()>;
    void work(std::function<Then(const std::stop_token&)> task);
    [[nodiscard]] const kube::Discovery& discovery() const { return m_discovery; }

private:
    struct Pending {
        Ask ask;
        Done done;
        int attempts = 0;
    };
    void connect();
    void takeCertificate();
    void refresh(std::function<void(Status)> done);
    void discoverNow();
    void discovered(Result<kube::Discovery> result);
    void pump();
    void send(Pending pending);
    void answered(Pending pending, Result<std::string> answer);
    void finished();
    void quitIfIdle();

    const kube::ConnectionSpec& m_spec;
    net::HttpLoop m_loop;
    kube::Credentials m_credentials;
    std::uint64_t m_certificates = 0;
    bool m_refreshed = false;
    kube::Discovery m_discovery;
    std::function<void()> m_begin;
    std::optional<Error> m_error;
    std::deque<Pending> m_waiting;
    std::size_t m_running = 0;
    std::size_t m_working = 0;
    Worker m_worker;
};

} // namespace dg::session

// SPDX-License-Identifier: Apache-2.0
// A loopback HTTP/1.1 server that misbehaves on demand: a handler for each path writes the bytes it likes, when it
// likes. One thread a connection, keep-alive, optional TLS. For everything a real API server will not do when asked.
//
//   dg::test::FaultServer server;
//   server.on("/version", [](dg::test::Exchange& x) { x.reply(200, "application/json", R"({"gitVersion":"v1.36.0"})"); });
//   endpoint.baseUrl = server.url();
#pragma once

#include "support/tls_identity.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dg::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

// A door a handler waits at until the test opens it: synchronisation without sleeping.
class Gate {
public:
    void open();
    void wait(); // until open
    [[nodiscard]] bool waitFor(std::chrono::milliseconds limit); // true: open

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = false;
};

struct SeenRequest {
    std::string method;
    std::string target; // as sent: path and query
    std::string path;
    std::string query;
    Headers headers; // names in lower case
    std::string body;
    int connection = 0; // from 1, in the order they were accepted
    [[nodiscard]] std::string header(std::string_view lowerName) const;
};

// Valid during the handler. All calls block; each returns false once the client has gone or the server stops.
class Exchange {
public:
    virtual ~Exchange() = default;
    [[nodiscard]] virtual const SeenRequest& request() const = 0;
    virtual bool raw(std::string_view bytes) = 0; // as they are, in one write
    virtual void close() = 0; // after the handler: orderly
    virtual void abort() = 0; // after the handler: RST
    // Waits for the client to leave or the server to stop: a server that says nothing more.
    virtual void hang() = 0;
    virtual bool pause(std::chrono::milliseconds time) = 0;
    virtual bool waitAt(Gate& gate) = 0;

    // Composed of the above.
    bool head(int status, const Headers& headers = {});
    bool reply(int status, std::string_view contentType, std::string_view body, const Headers& more = {});
    bool beginChunked(int status, std::string_view contentType, const Headers& more = {});
    bool chunk(std::string_view bytes);
    bool endChunks();
    // One write for each piece; every offset in `at` begins a new one.
    bool split(std::string_view bytes, const std::vector<std::size_t>& at);
};

[[nodiscard]] std::string gzip(std::string_view plain);

class FaultServer {
public:
    using Handler = std::function<void(Exchange&)>;
    FaultServer();
    explicit FaultServer(std::shared_ptr<const TlsIdentity> identity, bool wantClientCertificate = false);
    ~FaultServer(); // ends every connection and joins
    FaultServer(const FaultServer&) = delete;
    FaultServer& operator=(const FaultServer&) = delete;

    // Exact path first, then the longest prefix that was given with a trailing '*'; else 404. May be called any time.
    void on(std::string path, Handler handler);
    void refuseConnections(bool refuse); // accept and reset at once
    [[nodiscard]] std::string url() const;
    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] int connections() const; // accepted so far
    [[nodiscard]] int openConnections() const;
    [[nodiscard]] std::vector<SeenRequest> seen() const;
    [[nodiscard]] int count(std::string_view path) const;
    // Until this many requests for the path arrived; false after 10 s.
    [[nodiscard]] bool waitForRequests(std::string_view path, int number);
    void dropAll(); // RST on every open connection

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::test

// SPDX-License-Identifier: Apache-2.0
// net: HTTP on libcurl's multi interface, one loop on one thread for each cluster. Streams with back-pressure, HTTP/2
// multiplexing, gzip, caps, liveness. Knows nothing of Kubernetes. libcurl appears only in the .cpp files.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "base/secret.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dg::net {

// Where and how to connect; the same for all requests of a loop. Certificates and keys are PEM text.
struct Endpoint {
    std::string baseUrl; // "https://host:port/any/prefix", no trailing slash; http only for loopback
    std::string tlsServerName; // empty: the host of baseUrl. Overrides SNI and the name checked (contracts.md §6)
    std::string caPem; // empty: the system's roots; otherwise it replaces them
    bool insecureSkipTlsVerify = false;
    std::string clientCertPem; // empty: none
    Secret clientKeyPem;
    std::string proxyUrl; // empty: HTTPS_PROXY/NO_PROXY of the environment
    bool disableCompression = false;
    bool allowPlainHttp = false; // for a host that is not loopback: only after a person said so
    // Liveness: after livenessIdle without a byte on a stream, GET livenessPath must be answered (with any status)
    // within livenessAnswer, else everything open ends with ConnectionLost and new connections are made.
    Millis livenessIdle{30'000}; // 0: no probes
    Millis livenessAnswer{15'000};
    std::string livenessPath = "/version";
};

using RequestId = std::uint64_t; // 0 = none

struct Request {
    std::string method = "GET";
    std::string path; // from the base URL on, beginning with '/', with query
    std::vector<std::pair<std::string, std::string>> headers; // without Authorization
    std::string body;
    std::string contentType;
    bool gzip = true; // ask for gzip
    bool stream = false; // a watch: no total timeout, no minimum speed; liveness by the idle rule
    Millis connectTimeout{10'000};
    Millis firstByteTimeout{30'000}; // over the 20 s that KAS takes to say "agent not connected"
    Millis totalTimeout{0}; // 0: none
    std::uint64_t maxDecodedBytes = 2ull << 30; // TooLarge beyond
    // Not for streams: fewer bytes than this over a whole window, while nobody paused, is a Timeout.
    Millis minSpeedWindow{30'000}; // 0: no minimum
    std::uint64_t minBytesPerSecond = 1'000;
};

struct ResponseHead {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    int httpVersion = 11; // 11 or 20
    [[nodiscard]] std::string_view header(std::string_view lowerName) const;
};

enum class Flow : unsigned char { Continue, Pause }; // Pause: the bytes were taken; resume() before more come

// The outcome's codes: DnsFailed, ConnectionRefused, ConnectFailed, ProxyFailed, TlsFailed, TlsUntrusted, Timeout,
// ConnectionLost (also: a body cut short, a stream reset, a dead or slept-through connection), Redirected (3xx with
// Location, after onHead; httpStatus set, never followed), InsecureRefused, BadAnswer, TooLarge, BadValue, Cancelled.
// `subject` is "host:port". TlsUntrusted's detail begins with one of the words "expired: ", "notYetValid: ",
// "wrongHost: ", "unknownAuthority: ", "untrusted: ".
// All calls on the loop's thread, never from within start() or resume(). After onDone nothing more comes. Handlers must outlive their request or cancel() it.
class ResponseHandler {
public:
    virtual ~ResponseHandler() = default;
    virtual void onHead(const ResponseHead& head) = 0;
    virtual Flow onBytes(std::string_view decoded) = 0;
    virtual void onDone(const Status& outcome) = 0; // an HTTP error status is not a transport error: see onHead
};

// The whole answer, for small requests.
struct Response {
    ResponseHead head;
    std::string body;
};

// Adds what authorises a request, called on the loop's thread just before each request is sent.
using Authorize = std::function<void(std::vector<std::pair<std::string, std::string>>& headers)>;

struct LoopStats {
    int openRequests = 0;
    int openConnections = 0;
    std::uint64_t wireBytes = 0;
    std::uint64_t decodedBytes = 0;
};

class HttpLoop {
public:
    HttpLoop(Endpoint endpoint, std::string userAgent, const Clock& clock, Logger& log);
    ~HttpLoop(); // cancels everything; run() must have returned
    HttpLoop(const HttpLoop&) = delete;
    HttpLoop& operator=(const HttpLoop&) = delete;

    // --- from any thread
    void post(std::function<void()> task); // runs on the loop's thread, in order
    void quit();

    // --- on the loop's thread
    void run(); // until quit()
    RequestId start(Request request, ResponseHandler& handler);
    // Never calls `done` from within; not at all once cancelled.
    RequestId fetch(Request request, std::function<void(Result<Response>)> done, std::uint64_t maxBytes = 64ull << 20);
    void resume(RequestId id);
    void cancel(RequestId id); // no further call to its handler
    using TimerId = std::uint64_t;
    TimerId after(Millis delay, std::function<void()> task);
    void cancelTimer(TimerId id);
    void setAuthorize(Authorize authorize);
    // A changed client certificate closes the existing connections (domain.md §9.3).
    void setEndpoint(Endpoint endpoint);
    [[nodiscard]] LoopStats stats() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::net

// SPDX-License-Identifier: Apache-2.0
// One request on one libcurl easy handle: its options, its callbacks, what became of it. On the loop's thread only.
#pragma once

#include "address.h"
#include "gunzip.h"
#include "net/http.h"

#include <memory>
#include <optional>
#include <string>

#include <curl/curl.h>

namespace dg::net {

// What all transfers of one generation of connections share; replaced as a whole when the endpoint changes.
struct Connections {
    explicit Connections(Endpoint endpoint);
    ~Connections();
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;
    Endpoint endpoint;
    Result<Address> address;
    std::string proxy; // URL with credentials; empty: none
    CURLM* multi = nullptr;
    CURLSH* share = nullptr; // TLS sessions
    int open = 0; // sockets
};

class Transfer {
public:
    using Time = std::chrono::steady_clock::time_point;
    Transfer(RequestId id, Request request, ResponseHandler& handler, std::shared_ptr<Connections> connections);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    // Sets every option. An error: the request must not be sent.
    [[nodiscard]] Status prepare(const std::string& userAgent, std::vector<std::pair<std::string, std::string>> authorization);
    [[nodiscard]] bool add(); // to the multi handle
    void remove(); // from it; not from within a callback
    // libcurl hands out what it held back from within: not OK means the transfer has failed.
    [[nodiscard]] CURLcode resume();
    void cancel() { m_handler = nullptr; }
    [[nodiscard]] bool cancelled() const { return m_handler == nullptr; }
    // The earliest of our own deadlines; nullopt: none. Passed: failNow() says so.
    [[nodiscard]] std::optional<Time> deadline() const;
    [[nodiscard]] std::optional<Error> checkDeadlines(Time now);
    [[nodiscard]] Status outcome(CURLcode code) const;

    [[nodiscard]] RequestId id() const { return m_id; }
    [[nodiscard]] ResponseHandler* handler() const { return m_handler; }
    [[nodiscard]] const Request& request() const { return m_request; }
    [[nodiscard]] CURL* easy() const { return m_easy; }
    [[nodiscard]] bool paused() const { return m_paused; }
    [[nodiscard]] bool headSeen() const { return m_headDone; }
    [[nodiscard]] Time lastByte() const { return m_lastByte; }
    [[nodiscard]] std::uint64_t decodedBytes() const { return m_decoded; }
    [[nodiscard]] std::uint64_t wireBytes() const;
    [[nodiscard]] const std::shared_ptr<Connections>& connections() const { return m_connections; }
    std::unique_ptr<ResponseHandler> owned; // for fetch(): dies with the transfer

private:
    static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self);
    static int onRequestSent(void* self, char*, char*, int, int);
    std::size_t takeHeader(std::string_view line);
    bool finishHead();
    std::size_t takeBody(std::string_view bytes);
    std::size_t takePacked(std::string_view bytes);
    bool handOut(std::string_view decoded);
    void setConnection();
    void setTls();
    [[nodiscard]] Status setHeaders(const std::string& userAgent, std::vector<std::pair<std::string, std::string>> authorization);
    [[nodiscard]] Error error(ErrorCode code, std::string detail) const;

    RequestId m_id;
    Request m_request;
    ResponseHandler* m_handler;
    std::shared_ptr<Connections> m_connections;
    CURL* m_easy;
    curl_slist* m_headers = nullptr;
    curl_slist* m_connectTo = nullptr;
    char m_errorText[CURL_ERROR_SIZE] = {};
    bool m_added = false;
    bool m_sent = false;
    bool m_headDone = false;
    bool m_paused = false;
    ResponseHead m_head;
    std::size_t m_headBytes = 0;
    std::uint64_t m_decoded = 0;
    std::unique_ptr<Gunzip> m_gunzip; // from a packed body's first byte on
    std::size_t m_unpacked = 0; // of the bytes that libcurl hands over again after a pause
    std::optional<Error> m_failure; // ours, over libcurl's
    Time m_lastByte;
    std::optional<Time> m_firstByteBy;
    std::optional<Time> m_speedCheckAt;
    std::uint64_t m_speedFrom = 0;
};

} // namespace dg::net

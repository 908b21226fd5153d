// SPDX-License-Identifier: Apache-2.0
#include "transfer.h"

#include "curl_error.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace dg::net {
namespace {

constexpr std::size_t MaxHeadBytes = 256u << 10; // quality.md fault 48

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

Transfer::Transfer(RequestId id, Request request, ResponseHandler& handler, std::shared_ptr<Connections> connections)
    : m_id(id)
    , m_request(std::move(request))
    , m_handler(&handler)
    , m_connections(std::move(connections))
    , m_easy(curl_easy_init())
    , m_lastByte(std::chrono::steady_clock::now())
{
}

Transfer::~Transfer()
{
    remove();
    curl_easy_cleanup(m_easy);
    for (auto* header = m_headers; header; header = header->next) // one of them is the token
        secureZero(header->data, std::char_traits<char>::length(header->data));
    curl_slist_free_all(m_headers);
    curl_slist_free_all(m_connectTo);
}

bool Transfer::add()
{
    m_added = curl_multi_add_handle(m_connections->multi, m_easy) == CURLM_OK;
    return m_added;
}

void Transfer::remove()
{
    if (m_added)
        curl_multi_remove_handle(m_connections->multi, m_easy);
    m_added = false;
}

CURLcode Transfer::resume()
{
    if (!m_paused)
        return CURLE_OK;
    m_paused = false;
    m_lastByte = std::chrono::steady_clock::now(); // the silence was ours
    return curl_easy_pause(m_easy, CURLPAUSE_CONT);
}

std::uint64_t Transfer::wireBytes() const
{
    curl_off_t body = 0;
    long head = 0;
    curl_easy_getinfo(m_easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
    curl_easy_getinfo(m_easy, CURLINFO_HEADER_SIZE, &head);
    return static_cast<std::uint64_t>(body) + static_cast<std::uint64_t>(head);
}

Error Transfer::error(ErrorCode code, std::string detail) const
{
    Error error;
    error.code = code;
    error.subject = m_connections->address ? m_connections->address->hostPort() : std::string();
    error.detail = std::move(detail);
    error.httpStatus = m_headDone ? m_head.status : 0;
    return error;
}

std::optional<Transfer::Time> Transfer::deadline() const
{
    if (m_firstByteBy)
        return m_firstByteBy;
    return m_speedCheckAt;
}

std::optional<Error> Transfer::checkDeadlines(Time now)
{
    if (m_firstByteBy && now >= *m_firstByteBy) {
        m_firstByteBy.reset();
        return error(ErrorCode::Timeout, "no answer within " + std::to_string(m_request.firstByteTimeout.count()) + " ms");
    }
    if (!m_speedCheckAt || now < *m_speedCheckAt)
        return std::nullopt;
    const std::uint64_t bytes = wireBytes();
    const std::uint64_t needed = m_request.minBytesPerSecond * static_cast<std::uint64_t>(m_request.minSpeedWindow.count()) / 1000;
    const bool slow = bytes - m_speedFrom < needed && !m_paused;
    m_speedFrom = bytes;
    m_speedCheckAt = now + m_request.minSpeedWindow;
    if (!slow)
        return std::nullopt;
    return error(ErrorCode::Timeout, "slower than " + std::to_string(m_request.minBytesPerSecond) + " bytes a second");
}

Status Transfer::outcome(CURLcode code) const
{
    if (m_failure)
        return tl::unexpected<Error>(*m_failure);
    CurlOutcome outcome;
    outcome.code = code;
    outcome.text = m_errorText;
    outcome.hostPort = m_connections->address->hostPort();
    outcome.proxy = proxySubject(m_connections->proxy);
    outcome.headSeen = m_headDone;
    outcome.connected = m_sent;
    curl_easy_getinfo(m_easy, CURLINFO_SSL_VERIFYRESULT, &outcome.verifyResult);
    curl_easy_getinfo(m_easy, CURLINFO_HTTP_CONNECTCODE, &outcome.connectStatus);
    curl_easy_getinfo(m_easy, CURLINFO_OS_ERRNO, &outcome.osErrno);
    Status status = statusOf(outcome);
    if (status && !m_headDone)
        return tl::unexpected<Error>(error(ErrorCode::ConnectionLost, "the connection ended without an answer"));
    if (status && m_gunzip && !m_gunzip->ended())
        return tl::unexpected<Error>(error(ErrorCode::BadAnswer, "the packed answer ended early"));
    return status;
}

int Transfer::onRequestSent(void* self, char*, char*, int, int)
{
    auto& transfer = *static_cast<Transfer*>(self);
    const auto now = std::chrono::steady_clock::now();
    transfer.m_sent = true;
    transfer.m_lastByte = now;
    if (transfer.m_request.firstByteTimeout.count() > 0)
        transfer.m_firstByteBy = now + transfer.m_request.firstByteTimeout;
    return CURL_PREREQFUNC_OK;
}

std::size_t Transfer::onHeader(char* data, std::size_t size, std::size_t count, void* self)
{
    return static_cast<Transfer*>(self)->takeHeader({data, size * count});
}

std::size_t Transfer::takeHeader(std::string_view line)
{
    const std::size_t all = line.size();
    if (cancelled())
        return 0;
    m_lastByte = std::chrono::steady_clock::now();
    if (m_headDone)
        return all; // trailers
    m_headBytes += all;
    if (m_headBytes > MaxHeadBytes) {
        m_failure = error(ErrorCode::TooLarge, "response head larger than " + std::to_string(MaxHeadBytes) + " bytes");
        return 0;
    }
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n' || line.back() == ' '))
        line.remove_suffix(1);
    if (line.starts_with("HTTP/")) { // "HTTP/1.1 200 OK", "HTTP/2 200"
        m_head = {};
        m_head.httpVersion = line.starts_with("HTTP/2") ? 20 : 11;
        const auto space = std::min(line.find(' '), line.size() - 1);
        std::from_chars(line.data() + space + 1, line.data() + line.size(), m_head.status);
        return all;
    }
    if (line.empty())
        return m_head.status >= 200 && !finishHead() ? 0 : all;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos)
        return all;
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    line.remove_prefix(colon + 1);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
        line.remove_prefix(1);
    m_head.headers.emplace_back(std::move(name), std::string(line));
    return all;
}

bool Transfer::finishHead()
{
    m_headDone = true;
    m_firstByteBy.reset();
    if (!m_request.stream && m_request.minSpeedWindow.count() > 0) {
        m_speedFrom = wireBytes();
        m_speedCheckAt = std::chrono::steady_clock::now() + m_request.minSpeedWindow;
    }
    m_handler->onHead(m_head);
    if (cancelled())
        return false;
    if (isRedirect(m_head.status) && !m_head.header("location").empty()) {
        m_failure = error(ErrorCode::Redirected, std::string(m_head.header("location")));
        return false;
    }
    return true;
}

std::size_t Transfer::onBody(char* data, std::size_t size, std::size_t count, void* self)
{
    return static_cast<Transfer*>(self)->takeBody({data, size * count});
}

std::size_t Transfer::takeBody(std::string_view bytes)
{
    if (cancelled())
        return 0;
    m_lastByte = std::chrono::steady_clock::now();
    if (!m_gunzip && m_request.gzip && m_decoded == 0) {
        const auto encoding = m_head.header("content-encoding");
        if (encoding == "gzip" || encoding == "x-gzip")
            m_gunzip = std::make_unique<Gunzip>();
    }
    if (m_gunzip)
        return takePacked(bytes);
    if (!handOut(bytes))
        return 0;
    if (m_paused)
        curl_easy_pause(m_easy, CURLPAUSE_RECV);
    return bytes.size();
}

std::size_t Transfer::takePacked(std::string_view bytes)
{
    m_gunzip->give(bytes.substr(m_unpacked));
    m_unpacked = 0;
    for (auto piece = m_gunzip->next(); !piece.empty(); piece = m_gunzip->next()) {
        if (!handOut(piece))
            return 0;
        if (m_paused) { // libcurl keeps these bytes, so that it does not take the answer for read
            m_unpacked = bytes.size() - m_gunzip->unread();
            return CURL_WRITEFUNC_PAUSE;
        }
    }
    if (m_gunzip->broken()) {
        m_failure = error(ErrorCode::BadAnswer, "broken gzip");
        return 0;
    }
    return bytes.size();
}

bool Transfer::handOut(std::string_view decoded)
{
    m_decoded += decoded.size();
    if (m_decoded > m_request.maxDecodedBytes) {
        m_failure = error(ErrorCode::TooLarge, "answer larger than " + std::to_string(m_request.maxDecodedBytes) + " bytes");
        return false;
    }
    if (m_handler->onBytes(decoded) == Flow::Pause)
        m_paused = true; // libcurl may have some more for us before it pauses
    return !cancelled();
}

} // namespace dg::net

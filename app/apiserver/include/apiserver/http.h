// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 on the server's side: an incremental, bounded request parser, and the shapes of an answer. Pure.
#pragma once

#include "base/clock.h"

#include <QByteArray>
#include <QByteArrayList>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace dg::apiserver {

using Fields = std::vector<std::pair<QByteArray, QByteArray>>;

struct HttpRequest {
    QByteArray method;
    QByteArray path; // decoded
    QByteArrayList segments; // of the path, each decoded; empty ones left out
    Fields query; // decoded
    Fields headers; // names in lower case
    QByteArray body;
    bool keepAlive = true;
    bool expectContinue = false;
    [[nodiscard]] QByteArray header(const char* lowerName) const; // repeated ones joined by ","
    [[nodiscard]] QByteArray param(const char* name) const; // the first; empty when absent
    [[nodiscard]] bool flag(const char* name) const; // "1" or "true"
};

class HttpParser {
public:
    enum class Outcome : unsigned char { NeedMore, Complete, Bad };
    static constexpr qsizetype MaxHead = 64 * 1024;
    static constexpr qsizetype MaxBody = 1024 * 1024;

    void feed(const QByteArray& bytes) { m_buffer += bytes; }
    // Complete takes one request out of the buffer; Bad is final, `errorStatus` says what to answer.
    [[nodiscard]] Outcome next(HttpRequest& request);
    [[nodiscard]] int errorStatus() const { return m_errorStatus; }
    [[nodiscard]] qsizetype buffered() const { return m_buffer.size(); }
    // The head is complete, the client waits for "100 Continue" before it sends the body. Once for each request.
    [[nodiscard]] bool takeContinue();

private:
    Outcome bad(int status);
    [[nodiscard]] Outcome parseHead(const QByteArray& head);
    [[nodiscard]] Outcome parseTarget(const QByteArray& target);
    QByteArray m_buffer;
    std::optional<HttpRequest> m_head; // parsed, its body still to come
    qsizetype m_bodySize = 0;
    int m_errorStatus = 0;
    bool m_continue = false;
};

// A body made bit by bit while it is sent: lists and watches.
class BodySource {
public:
    enum class Pull : unsigned char { More, Idle, End };
    virtual ~BodySource() = default;
    // Appends at most a few ten kilobytes. Idle: nothing now, ask again after an event or at wakeAt().
    virtual Pull pull(QByteArray& out) = 0;
    [[nodiscard]] virtual std::optional<SteadyTime> wakeAt() const { return std::nullopt; }
};

struct HttpResponse {
    int status = 200;
    QByteArray contentType = "application/json";
    Fields headers;
    QByteArray body;
    std::unique_ptr<BodySource> stream; // instead of body; chunked
    bool compressible = false; // a list or object: gzip from 128 KiB on, as the real server does
    std::size_t estimatedSize = 0; // of the stream
    bool close = false;
};

[[nodiscard]] QByteArray reasonPhrase(int status);
// "Sun, 06 Nov 1994 08:49:37 GMT"
[[nodiscard]] QByteArray httpDate(WallTime time);

} // namespace dg::apiserver

// SPDX-License-Identifier: Apache-2.0
#include "connection.h"

#include "apiserver/status.h"

#include <algorithm>

namespace dg::apiserver {

namespace {

constexpr std::size_t GzipFrom = 128 * 1024; // the API server's own limit
constexpr qint64 ReadBuffer = 256 * 1024;
constexpr int PullsATurn = 8; // of about 64 KiB

bool acceptsGzip(const HttpRequest& request)
{
    for (const auto& coding : request.header("accept-encoding").toLower().split(',')) {
        const auto words = coding.split(';');
        if ((words.front().trimmed() == "gzip" || words.front().trimmed() == "*") && words.value(1).simplified() != "q=0")
            return true;
    }
    return false;
}

} // namespace

Connection::Connection(QTcpSocket* socket, Router& router, QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_router(router)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(ReadBuffer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Connection::pump);
    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::readMore);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_body && m_socket->bytesToWrite() < HighWater / 2)
            pump();
    });
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_body.reset();
        m_timer.stop();
        deleteLater();
    });
}

void Connection::storeChanged()
{
    if (m_body)
        pump();
}

void Connection::readMore()
{
    // While an answer is being sent, at most one more request is taken: the rest waits in the kernel.
    if (m_serving && m_parser.buffered() > HttpParser::MaxHead)
        return;
    m_parser.feed(m_socket->readAll());
    serveNext();
}

void Connection::serveNext()
{
    while (!m_serving && m_socket->state() == QAbstractSocket::ConnectedState) {
        HttpRequest request;
        switch (m_parser.next(request)) {
        case HttpParser::Outcome::NeedMore:
            if (m_parser.takeContinue())
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            if (m_socket->bytesAvailable() == 0)
                return;
            m_parser.feed(m_socket->readAll());
            break;
        case HttpParser::Outcome::Bad: {
            request.keepAlive = false;
            begin(request, failure(m_parser.errorStatus(), "BadRequest", reasonPhrase(m_parser.errorStatus())));
            return;
        }
        case HttpParser::Outcome::Complete:
            begin(request, m_router.handle(request));
            break;
        }
    }
}

void Connection::begin(const HttpRequest& request, HttpResponse response)
{
    m_serving = true;
    m_keepAlive = request.keepAlive;
    const auto size = response.stream ? response.estimatedSize : static_cast<std::size_t>(response.body.size());
    const bool gzip = response.compressible && size >= GzipFrom && acceptsGzip(request);
    auto head = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) + "\r\nDate: "
        + httpDate(m_router.now()) + "\r\nContent-Type: " + response.contentType + "\r\nCache-Control: no-cache, private\r\n";
    if (response.compressible)
        head += "Vary: Accept-Encoding\r\n";
    for (const auto& [name, value] : response.headers)
        head += name + ": " + value + "\r\n";
    if (!m_keepAlive)
        head += "Connection: close\r\n";
    if (gzip) {
        m_gzip.emplace();
        head += "Content-Encoding: gzip\r\n";
    }
    if (response.stream) {
        m_socket->write(head + "Transfer-Encoding: chunked\r\n\r\n");
        m_body = std::move(response.stream);
        pump();
        return;
    }
    const auto body = gzip ? m_gzip->add(response.body, true) : response.body;
    m_gzip.reset();
    m_socket->write(
        head + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + (request.method == "HEAD" ? QByteArray() : body));
    finish();
}

void Connection::pump()
{
    // A compressed list hardly fills the socket: the turn ends by what was made, so that others get theirs.
    for (int turn = 0; m_body && m_socket->bytesToWrite() < HighWater; ++turn) {
        if (turn == PullsATurn) {
            m_timer.start(0);
            return;
        }
        QByteArray bytes;
        const auto outcome = m_body->pull(bytes);
        if (m_gzip)
            bytes = m_gzip->add(bytes, outcome == BodySource::Pull::End);
        writeChunk(bytes);
        if (outcome == BodySource::Pull::End) {
            m_body.reset();
            m_gzip.reset();
            m_timer.stop();
            m_socket->write("0\r\n\r\n");
            finish();
            // A pipelined request must not be served inside begin(): the loop above it goes on by itself.
            QMetaObject::invokeMethod(this, &Connection::serveNext, Qt::QueuedConnection);
            return;
        }
        if (outcome == BodySource::Pull::Idle) {
            armTimer();
            return;
        }
    }
}

void Connection::writeChunk(const QByteArray& bytes)
{
    if (bytes.isEmpty())
        return;
    m_socket->write(QByteArray::number(bytes.size(), 16) + "\r\n");
    m_socket->write(bytes);
    m_socket->write("\r\n");
}

void Connection::finish()
{
    m_serving = false;
    if (!m_keepAlive)
        m_socket->disconnectFromHost();
}

void Connection::armTimer()
{
    const auto at = m_body->wakeAt();
    if (!at)
        return;
    const auto wait = std::chrono::ceil<Millis>(*at - std::chrono::steady_clock::now());
    m_timer.start(std::clamp(wait, Millis{0}, Millis{3'600'000}));
}

} // namespace dg::apiserver

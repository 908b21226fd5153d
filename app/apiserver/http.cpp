// SPDX-License-Identifier: Apache-2.0
#include "apiserver/http.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace dg::apiserver {

QByteArray HttpRequest::header(const char* lowerName) const
{
    QByteArray joined;
    for (const auto& [name, value] : headers) {
        if (name != lowerName)
            continue;
        if (!joined.isEmpty())
            joined += ',';
        joined += value;
    }
    return joined;
}

QByteArray HttpRequest::param(const char* name) const
{
    for (const auto& [key, value] : query)
        if (key == name)
            return value;
    return {};
}

bool HttpRequest::flag(const char* name) const
{
    const auto value = param(name);
    return value == "1" || value == "true";
}

HttpParser::Outcome HttpParser::bad(int status)
{
    m_errorStatus = status;
    m_buffer.clear();
    return Outcome::Bad;
}

bool HttpParser::takeContinue()
{
    return std::exchange(m_continue, false);
}

HttpParser::Outcome HttpParser::next(HttpRequest& request)
{
    if (m_errorStatus)
        return Outcome::Bad;
    if (!m_head) {
        while (m_buffer.startsWith("\r\n")) // RFC 9112 §2.2: empty lines before a request are ignored
            m_buffer.remove(0, 2);
        const auto end = m_buffer.indexOf("\r\n\r\n");
        if (end > MaxHead || (end < 0 && m_buffer.size() > MaxHead))
            return bad(431);
        if (end < 0)
            return Outcome::NeedMore;
        const auto head = m_buffer.left(end);
        m_buffer.remove(0, end + 4);
        m_bodySize = 0;
        m_head.emplace();
        if (parseHead(head) == Outcome::Bad)
            return Outcome::Bad;
    }
    if (m_buffer.size() < m_bodySize)
        return Outcome::NeedMore;
    request = std::move(*m_head);
    m_head.reset();
    m_continue = false;
    request.body = m_buffer.left(m_bodySize);
    m_buffer.remove(0, m_bodySize);
    return Outcome::Complete;
}

HttpParser::Outcome HttpParser::parseHead(const QByteArray& head)
{
    const auto lines = head.split('\n');
    const auto words = lines.front().trimmed().split(' ');
    if (words.size() != 3 || words[0].isEmpty() || !words[1].startsWith('/'))
        return bad(400);
    if (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0")
        return bad(505);
    m_head->method = words[0];
    m_head->keepAlive = words[2] == "HTTP/1.1";
    if (parseTarget(words[1]) == Outcome::Bad)
        return Outcome::Bad;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto line = lines[i].trimmed();
        const auto colon = line.indexOf(':');
        if (colon <= 0 || line.left(colon).contains(' '))
            return bad(400);
        m_head->headers.emplace_back(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const auto connection = m_head->header("connection").toLower();
    if (connection.contains("close"))
        m_head->keepAlive = false;
    else if (connection.contains("keep-alive"))
        m_head->keepAlive = true;
    if (!m_head->header("transfer-encoding").isEmpty())
        return bad(411); // bodies here are short: their length is known
    if (const auto length = m_head->header("content-length"); !length.isEmpty()) {
        const bool digits = std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
        bool ok = false;
        m_bodySize = length.toLongLong(&ok);
        if (!ok || !digits)
            return bad(400);
        if (m_bodySize > MaxBody)
            return bad(413);
    }
    m_continue = m_bodySize > 0 && m_head->header("expect").toLower() == "100-continue";
    return Outcome::Complete;
}

HttpParser::Outcome HttpParser::parseTarget(const QByteArray& target)
{
    const auto question = target.indexOf('?');
    const auto rawPath = question < 0 ? target : target.left(question);
    for (const auto& segment : rawPath.split('/'))
        if (!segment.isEmpty())
            m_head->segments << QByteArray::fromPercentEncoding(segment);
    m_head->path = '/' + m_head->segments.join('/');
    if (question < 0)
        return Outcome::Complete;
    for (auto pair : target.mid(question + 1).split('&')) {
        if (pair.isEmpty())
            continue;
        pair.replace('+', ' ');
        const auto equals = pair.indexOf('=');
        m_head->query.emplace_back(QByteArray::fromPercentEncoding(equals < 0 ? pair : pair.left(equals)),
            equals < 0 ? QByteArray() : QByteArray::fromPercentEncoding(pair.mid(equals + 1)));
    }
    return Outcome::Complete;
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Entity";
    case 431:
        return "Request Header Fields Too Large";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Status";
    }
}

QByteArray httpDate(WallTime time)
{
    const auto utc = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
    return QLocale::c().toString(utc, u"ddd, dd MMM yyyy HH:mm:ss").toLatin1() + " GMT";
}

} // namespace dg::apiserver

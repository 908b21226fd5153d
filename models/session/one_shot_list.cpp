// SPDX-License-Identifier: Apache-2.0
#include "one_shot_list.h"

#include "kube/api_error.h"

#include <algorithm>
#include <array>

namespace dg::session {

namespace {

constexpr int MaxAttempts = 5;
constexpr std::size_t MaxErrorBody = 64u << 10;
constexpr Millis FirstPause{500}; // doubled for each further attempt
constexpr Millis LongestPause{20'000};

std::string percentEncoded(std::string_view text)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char raw : text) {
        const auto c = static_cast<unsigned char>(raw);
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_' || c == '~') {
            out.push_back(raw);
        } else {
            out.push_back('%');
            out.push_back(hex[c >> 4]);
            out.push_back(hex[c & 15]);
        }
    }
    return out;
}

// Worth another try: the server was busy or the way to it broke (a CRD just established answers 429 for a second).
bool passes(ErrorCode code)
{
    static constexpr std::array codes{
        ErrorCode::TooManyRequests, ErrorCode::Unavailable, ErrorCode::ServerError, ErrorCode::ConnectionLost, ErrorCode::BadAnswer};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

} // namespace

OneShotList::OneShotList(net::HttpLoop& loop, ListWish wish, std::unique_ptr<kube::RecordDecoder> decoder, Refresh refresh,
    std::function<void(Result<Answer>)> done)
    : m_loop(loop)
    , m_wish(std::move(wish))
    , m_decoder(std::move(decoder))
    , m_refresh(std::move(refresh))
    , m_done(std::move(done))
    , m_reader(*m_decoder)
{
}

OneShotList::~OneShotList()
{
    *m_alive = false;
    if (m_request)
        m_loop.cancel(m_request);
    if (m_timer)
        m_loop.cancelTimer(m_timer);
}

void OneShotList::start()
{
    request();
}

void OneShotList::request()
{
    net::Request request;
    std::string query;
    const auto add = [&query](const std::string& part) { query += (query.empty() ? "?" : "&") + part; };
    if (!m_wish.labelSelector.empty())
        add("labelSelector=" + percentEncoded(m_wish.labelSelector));
    if (!m_wish.name.empty())
        add("fieldSelector=" + percentEncoded("metadata.name=" + m_wish.name));
    else if (!m_wish.fieldSelector.empty())
        add("fieldSelector=" + percentEncoded(m_wish.fieldSelector));
    if (!m_continue.empty())
        add("limit=500&continue=" + percentEncoded(m_continue)); // a server that cut the list unasked
    else if (m_wish.fromCache)
        add("resourceVersion=0");
    request.path = m_wish.resource.path(m_wish.ns) + query;
    request.headers.emplace_back("Accept",
        m_wish.metadataOnly ? "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json" : "application/json");
    m_head = {};
    m_errorBody.clear();
    ++m_attempts;
    m_request = m_loop.start(std::move(request), *this);
}

void OneShotList::onHead(const net::ResponseHead& head)
{
    m_head = head;
}

net::Flow OneShotList::onBytes(std::string_view decoded)
{
    if (m_head.status != 200) {
        m_errorBody.append(decoded.substr(0, MaxErrorBody - std::min(MaxErrorBody, m_errorBody.size())));
    } else {
        m_reader.feed(decoded);
    }
    return net::Flow::Continue;
}

void OneShotList::onDone(const Status& outcome)
{
    m_request = 0;
    if (!outcome)
        return failed(outcome.error());
    if (m_head.status != 200)
        return failed(kube::apiError(m_head, m_errorBody, m_wish.resource.plural));
    auto token = m_reader.finish();
    if (!token) {
        token.error().subject = m_wish.resource.plural;
        return failed(std::move(token.error()));
    }
    m_continue = std::move(*token);
    if (!m_continue.empty()) {
        m_attempts = 0;
        return request();
    }
    finish(std::move(m_reader.items()));
}

void OneShotList::failed(Error error)
{
    if (error.subject.empty())
        error.subject = m_wish.resource.plural;
    m_reader.giveUp();
    m_continue.clear();
    if (error.code == ErrorCode::Unauthorized && !m_refreshed && m_refresh) {
        m_refreshed = true;
        m_refresh([this, alive = m_alive, error](const Status& status) {
            if (!*alive)
                return;
            if (status)
                request();
            else
                finish(tl::unexpected(error));
        });
        return;
    }
    if (error.code == ErrorCode::Gone && m_attempts < MaxAttempts) {
        m_wish.fromCache = false; // what it asked for is compacted: the newest then
        return again(Millis{0});
    }
    if (passes(error.code) && m_attempts < MaxAttempts) {
        const auto asked = error.retryAfter ? std::chrono::duration_cast<Millis>(*error.retryAfter) : FirstPause * (1 << (m_attempts - 1));
        return again(std::min(asked, LongestPause));
    }
    finish(tl::unexpected(std::move(error)));
}

void OneShotList::again(Millis delay)
{
    m_timer = m_loop.after(delay, [this] {
        m_timer = 0;
        request();
    });
}

void OneShotList::finish(Result<Answer> result)
{
    const auto done = std::move(m_done);
    done(std::move(result)); // may destroy us
}

} // namespace dg::session

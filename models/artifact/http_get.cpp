// SPDX-License-Identifier: Apache-2.0
#include "http_get.h"

#include "base/loopback.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace dg::artifact {

namespace {

constexpr int MostRedirects = 5;
constexpr Millis WholeTime{300'000};

// Where a Location leads, seen from `from`.
std::optional<Url> target(const Url& from, std::string_view location)
{
    if (location.starts_with("//"))
        return parseUrl(from.base.substr(0, from.base.find("//")).append(location));
    if (location.starts_with('/'))
        return Url{from.base, std::string(location.substr(0, location.find('#')))};
    return parseUrl(location);
}

} // namespace

std::optional<Url> parseUrl(std::string_view text)
{
    const auto scheme = text.starts_with("https://") ? 8u : text.starts_with("http://") ? 7u : 0u;
    if (!scheme)
        return std::nullopt;
    text = text.substr(0, text.find('#'));
    const auto end = std::min(text.find_first_of("/?", scheme), text.size());
    Url url{std::string(text.substr(0, end)), std::string(text.substr(end))};
    if (end == scheme || url.base.find('@') != std::string::npos)
        return std::nullopt;
    std::ranges::transform(url.base, url.base.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (!url.path.starts_with('/'))
        url.path.insert(0, "/");
    return url;
}

std::string hostOf(std::string_view base)
{
    const bool https = base.starts_with("https://");
    if (const auto scheme = base.find("://"); scheme != std::string_view::npos)
        base.remove_prefix(scheme + 3);
    base = base.substr(0, base.find('/'));
    const std::string_view usual = https ? ":443" : ":80";
    if (base.ends_with(usual))
        base.remove_suffix(usual.size());
    return std::string(base);
}

bool isLoopback(std::string_view host)
{
    if (const auto colon = host.rfind(':'); colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos)
        host = host.substr(0, colon); // a port
    return isLoopbackHost(host);
}

std::string percentEncoded(std::string_view text)
{
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char raw : text) {
        const auto c = static_cast<unsigned char>(raw);
        if (std::isalnum(c) || std::string_view("-._~").find(raw) != std::string_view::npos)
            out += raw;
        else
            out.append("%").append(1, hex[c >> 4]).append(1, hex[c & 15]);
    }
    return out;
}

Result<net::Response> Getter::once(const Get& wish, bool home) const
{
    net::Endpoint endpoint;
    endpoint.baseUrl = wish.url.base;
    endpoint.caPem = home && !wish.caPem.empty() ? wish.caPem : m_access.caPem;
    endpoint.allowPlainHttp = wish.plainAllowed;
    endpoint.livenessIdle = Millis{0};
    net::HttpLoop loop(std::move(endpoint), m_access.userAgent, m_clock, m_log);
    if (home && !wish.authorization.empty()) {
        loop.setAuthorize([&](auto& headers) { headers.emplace_back(wish.authorizationName, std::string(wish.authorization.reveal())); });
    }
    net::Request request;
    request.path = wish.url.path;
    request.headers = wish.headers;
    request.gzip = false; // digests are of the bytes as they are sent
    request.totalTimeout = WholeTime;
    std::optional<Result<net::Response>> answer;
    loop.post([&] {
        loop.fetch(
            std::move(request),
            [&](Result<net::Response> got) {
                answer = std::move(got);
                loop.quit();
            },
            wish.maxBytes);
    });
    const std::stop_callback onStop(m_stop, [&loop] { loop.quit(); });
    if (!m_stop.stop_requested())
        loop.run();
    if (!answer)
        return fail(ErrorCode::Cancelled, hostOf(wish.url.base));
    return std::move(*answer);
}

Result<net::Response> Getter::get(Get wish) const
{
    const auto home = wish.url.base;
    const bool mayBePlain = wish.plainAllowed;
    for (int redirects = 0;; ++redirects) {
        auto answer = once(wish, wish.url.base == home);
        if (answer || answer.error().code != ErrorCode::Redirected || !wish.follow)
            return answer;
        const auto next = target(wish.url, answer.error().detail);
        auto refused = answer.error();
        refused.detail.clear(); // it may hold a signature
        if (!next || redirects >= MostRedirects || (next->plain() && !mayBePlain && !isLoopback(hostOf(next->base))))
            return tl::unexpected(refused);
        wish.url = *next;
        wish.plainAllowed = mayBePlain && next->plain();
    }
}

std::optional<Error> errorOf(const net::ResponseHead& head, const std::string& what)
{
    if (head.status == 200)
        return std::nullopt;
    const auto code = [&] {
        switch (head.status) {
        case 401:
            return ErrorCode::Unauthorized;
        case 403:
            return ErrorCode::Forbidden;
        case 404:
        case 410:
            return ErrorCode::NotFound;
        case 429:
            return ErrorCode::TooManyRequests;
        default:
            return head.status >= 500 ? ErrorCode::ServerError : ErrorCode::BadAnswer;
        }
    }();
    return Error{code, what, "HTTP " + std::to_string(head.status), 0, head.status};
}

} // namespace dg::artifact

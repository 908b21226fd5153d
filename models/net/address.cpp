// SPDX-License-Identifier: Apache-2.0
#include "address.h"

#include "base/loopback.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace dg::net {
namespace {

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::optional<std::uint32_t> ipv4(std::string_view text)
{
    std::uint32_t value = 0;
    for (int part = 0; part < 4; ++part) {
        unsigned byte = 256;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), byte);
        if (error != std::errc{} || byte > 255)
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (part < 3) {
            if (text.empty() || text.front() != '.')
                return std::nullopt;
            text.remove_prefix(1);
        }
        value = value << 8 | byte;
    }
    return text.empty() ? std::optional(value) : std::nullopt;
}

bool matchesNoProxy(const Address& address, std::string_view entry)
{
    if (entry == "*")
        return true;
    const std::string host = lower(address.host);
    if (const auto slash = entry.find('/'); slash != std::string_view::npos) { // a network, IPv4 only
        const auto network = ipv4(entry.substr(0, slash));
        const auto own = ipv4(host);
        unsigned bits = 33;
        const auto digits = entry.substr(slash + 1);
        std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        if (!network || !own || bits > 32)
            return false;
        const std::uint32_t mask = bits == 0 ? 0 : ~0u << (32 - bits);
        return (*network & mask) == (*own & mask);
    }
    std::string wanted = lower(entry);
    if (const auto colon = wanted.rfind(':'); colon != std::string::npos && wanted.find(':') == colon) {
        if (wanted.substr(colon + 1) != address.port)
            return false;
        wanted.resize(colon);
    }
    if (wanted.starts_with("*."))
        wanted.erase(0, 1);
    if (wanted.starts_with('.'))
        return host.ends_with(wanted);
    return host == wanted || (!ipv4(wanted) && host.ends_with("." + wanted));
}

} // namespace

std::string Address::bracketed() const
{
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}
std::string Address::hostPort() const
{
    return bracketed() + ":" + port;
}

bool Address::isLoopback() const
{
    return isLoopbackHost(host);
}

Result<Address> parseAddress(std::string_view baseUrl)
{
    const auto bad = [&] { return fail(ErrorCode::BadValue, std::string(baseUrl), "not a usable server address"); };
    Address address;
    const auto mark = baseUrl.find("://");
    if (mark == std::string_view::npos)
        return bad();
    const std::string scheme = lower(baseUrl.substr(0, mark));
    if (scheme != "https" && scheme != "http")
        return bad();
    address.https = scheme == "https";
    std::string_view rest = baseUrl.substr(mark + 3);
    const auto unfit = [](unsigned char c) { return c <= ' ' || c == 0x7f || c == '\\'; };
    if (std::any_of(rest.begin(), rest.end(), unfit) || rest.find_first_of("?#") != std::string_view::npos)
        return bad();
    const auto slash = std::min(rest.find('/'), rest.size());
    std::string_view authority = rest.substr(0, slash);
    address.prefix = rest.substr(slash);
    while (address.prefix.ends_with('/'))
        address.prefix.pop_back();
    if (authority.find('@') != std::string_view::npos) // the text may hold a password: keep it out of the error
        return fail(ErrorCode::BadValue, {}, "credentials in a server address are not accepted");
    if (authority.starts_with('[')) {
        const auto close = authority.find(']');
        if (close == std::string_view::npos)
            return bad();
        address.host = lower(authority.substr(1, close - 1));
        authority.remove_prefix(close + 1);
    } else {
        const auto colon = std::min(authority.find(':'), authority.size());
        address.host = lower(authority.substr(0, colon));
        authority.remove_prefix(colon);
    }
    address.port = address.https ? "443" : "80";
    if (!authority.empty()) {
        unsigned port = 0;
        const auto digits = authority.substr(1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (authority.front() != ':' || error != std::errc{} || end != digits.data() + digits.size() || port == 0 || port > 65535)
            return bad();
        address.port = std::to_string(port);
    }
    return address.host.empty() ? Result<Address>(bad()) : Result<Address>(std::move(address));
}

std::string environmentProxy(const Address& address, const Environment& environment)
{
    const auto either = [&](const char* upper, const char* lowerName) {
        const std::string value = environment(upper);
        return value.empty() ? environment(lowerName) : value;
    };
    if (address.isLoopback())
        return {};
    const std::string proxy = address.https ? either("HTTPS_PROXY", "https_proxy") : either("HTTP_PROXY", "http_proxy");
    if (proxy.empty())
        return {};
    const std::string list = either("NO_PROXY", "no_proxy");
    for (std::size_t at = 0; at < list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        std::string_view entry = std::string_view(list).substr(at, end - at);
        while (!entry.empty() && entry.front() == ' ')
            entry.remove_prefix(1);
        while (!entry.empty() && entry.back() == ' ')
            entry.remove_suffix(1);
        if (!entry.empty() && matchesNoProxy(address, entry))
            return {};
        at = end + 1;
    }
    return proxy;
}

} // namespace dg::net

// SPDX-License-Identifier: Apache-2.0
// A GitLab agent's Kubernetes API, reached through the KAS proxy (domain.md §1.1, §1.2).
#include "kube/connection.h"

#include "base/loopback.h"

#include <algorithm>
#include <cctype>

namespace dg::kube {
namespace {

struct Parts {
    std::string scheme;
    std::string authority;
    std::string host; // without port and brackets
    std::string path;
};

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

bool validPort(std::string_view port)
{
    return !port.empty() && port.size() <= 5 && std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<Parts> split(const std::string& url)
{
    const auto colon = url.find("://");
    if (colon == std::string::npos)
        return fail(ErrorCode::BadValue, url, "no scheme");
    Parts parts;
    parts.scheme = lower(url.substr(0, colon));
    const auto rest = url.substr(colon + 3);
    const auto slash = rest.find('/');
    parts.authority = rest.substr(0, slash);
    parts.path = slash == std::string::npos ? std::string() : rest.substr(slash);
    if (parts.authority.empty() || parts.authority.find('@') != std::string::npos)
        return fail(ErrorCode::BadValue, "url", "host missing, or user name in the address");
    if (rest.find_first_of("?#") != std::string::npos
        || std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\\' || c == 0x7f; }))
        return fail(ErrorCode::BadValue, url, "query, fragment or blank in the address");
    std::string port;
    bool hasPort = false;
    if (parts.authority.front() == '[') {
        const auto end = parts.authority.find(']');
        if (end == std::string::npos)
            return fail(ErrorCode::BadValue, url, "unclosed [");
        parts.host = parts.authority.substr(1, end - 1);
        const auto tail = parts.authority.substr(end + 1);
        hasPort = !tail.empty();
        if (hasPort && tail.front() != ':')
            return fail(ErrorCode::BadValue, url, "text after ]");
        port = hasPort ? tail.substr(1) : std::string();
    } else {
        const auto at = parts.authority.find(':');
        parts.host = parts.authority.substr(0, at);
        hasPort = at != std::string::npos;
        port = hasPort ? parts.authority.substr(at + 1) : std::string();
    }
    parts.host = lower(parts.host);
    if (parts.host.empty() || (hasPort && !validPort(port)))
        return fail(ErrorCode::BadValue, url, "host or port");
    return parts;
}

} // namespace

Result<ConnectionSpec> agentConnection(std::string baseUrl, std::uint64_t agentId, const Secret& token, bool ci)
{
    while (!baseUrl.empty() && (baseUrl.back() == '/' || baseUrl.back() == ' ' || baseUrl.back() == '\n'))
        baseUrl.pop_back();
    const auto parts = split(baseUrl);
    if (!parts)
        return tl::unexpected(parts.error());
    if (parts->scheme != "https" && parts->scheme != "http")
        return fail(ErrorCode::BadValue, baseUrl, "neither https nor http");
    if (parts->scheme == "http" && !isLoopbackHost(parts->host))
        return fail(ErrorCode::InsecureRefused, parts->host);
    if (agentId == 0)
        return fail(ErrorCode::BadValue, "agent", "0");
    if (token.empty())
        return fail(ErrorCode::BadValue, "token", "empty");
    const auto bytes = token.reveal();
    // One header line: a line break in a pasted token must not become a second header.
    if (std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; }))
        return fail(ErrorCode::BadValue, "token", "blank or control character");

    ConnectionSpec spec;
    spec.name = parts->host + " agent " + std::to_string(agentId);
    spec.endpoint.baseUrl = parts->scheme + "://" + parts->authority + parts->path;
    std::string bearer = (ci ? "ci:" : "pat:") + std::to_string(agentId) + ":";
    bearer.append(bytes);
    spec.auth.token = Secret::take(bearer);
    spec.viaGitLabAgent = true;
    return spec;
}

} // namespace dg::kube

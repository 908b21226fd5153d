// SPDX-License-Identifier: Apache-2.0
#include "gitlab/address.h"

#include "kube/resource.h"

#include <algorithm>
#include <cctype>

namespace dg::gitlab {

namespace {

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

// Host and path of "scheme://[user@]host[:port]/path" or of "user@host:path", as git remotes are written.
std::pair<std::string, std::string> parts(std::string_view url)
{
    const auto mark = url.find("://");
    const bool scp = mark == std::string_view::npos;
    auto rest = scp ? url : url.substr(mark + 3);
    const auto slash = rest.find('/');
    const auto at = rest.substr(0, slash).rfind('@');
    if (at != std::string_view::npos)
        rest.remove_prefix(at + 1); // a user, perhaps with a password
    const auto end = rest.find_first_of(scp ? ":/" : "/");
    if (end == std::string_view::npos)
        return {};
    auto host = rest.substr(0, end);
    auto path = rest.substr(end + 1);
    if (host.starts_with('['))
        host = host.substr(0, host.find(']') + 1);
    else
        host = host.substr(0, host.find(':'));
    path = path.substr(0, path.find_first_of("?#"));
    while (path.starts_with('/'))
        path.remove_prefix(1);
    while (path.ends_with('/'))
        path.remove_suffix(1);
    if (path.ends_with(".git"))
        path.remove_suffix(4);
    return {lower(host), std::string(path)};
}

std::string_view parentDomain(std::string_view host)
{
    const auto dot = host.find('.');
    const auto parent = dot == std::string_view::npos ? std::string_view{} : host.substr(dot + 1);
    return parent.find('.') == std::string_view::npos ? std::string_view{} : parent; // "com" is nobody's own
}

std::string withoutRoot(const std::string& path, const Host& gitlab)
{
    const auto root = std::string_view(gitlab.root).substr(gitlab.root.starts_with('/') ? 1 : 0);
    const bool below = !root.empty() && path.size() > root.size() && path.starts_with(root) && path[root.size()] == '/';
    return below ? path.substr(root.size() + 1) : path;
}

std::optional<std::size_t> gitlabOf(const ProjectAddress& address, std::span<const Host> hosts, bool anyRegistry)
{
    const auto find = [&](auto fits) -> std::optional<std::size_t> {
        const auto found = std::ranges::find_if(hosts, [&](const Host& host) { return fits(hostOf(host)); });
        return found == hosts.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - hosts.begin()));
    };
    if (auto same = find([&](const std::string& host) { return host == address.host; }); same || !address.image)
        return same;
    if (auto below = find([&](const std::string& host) { return address.host.ends_with("." + host); }))
        return below;
    const auto parent = parentDomain(address.host);
    if (auto beside = find([&](const std::string& host) { return !parent.empty() && parentDomain(host) == parent; }))
        return beside;
    return anyRegistry && hosts.size() == 1 ? std::optional<std::size_t>(0) : std::nullopt;
}

} // namespace

std::string hostOf(const Host& gitlab)
{
    return parts(gitlab.origin + "/").first;
}

ProjectAddress projectAddress(flux::Kind source, std::string_view url, std::string_view originSource)
{
    const bool image = source == flux::Kind::OCIRepository;
    if (!image && source != flux::Kind::GitRepository)
        return {};
    if (image && !originSource.empty()) {
        auto [host, path] = parts(originSource);
        if (!host.empty() && path.find('/') != std::string::npos)
            return {std::move(host), std::move(path), false};
    }
    auto [host, path] = parts(url);
    return {std::move(host), std::move(path), image};
}

std::optional<ProjectMatch> matchProject(const ProjectAddress& address, std::span<const Host> hosts, bool anyRegistry)
{
    if (address.empty())
        return std::nullopt;
    const auto found = gitlabOf(address, hosts, anyRegistry);
    if (!found)
        return std::nullopt;
    ProjectMatch match;
    match.host = *found;
    auto path = address.image ? address.path : withoutRoot(address.path, hosts[*found]);
    // A project is at least GROUP/PROJECT; an image's name is whatever follows it.
    for (auto slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/')) {
        match.projects.push_back(path);
        if (!address.image)
            break;
        path.resize(slash);
    }
    return match.projects.empty() ? std::nullopt : std::optional(std::move(match));
}

std::string commitPage(const Host& host, std::string_view project, std::string_view sha)
{
    auto out = host.url();
    for (std::size_t at = 0; at <= project.size();) { // a name may hold what a URL may not
        const auto end = std::min(project.find('/', at), project.size());
        out += "/" + kube::percentEncode(project.substr(at, end - at));
        at = end + 1;
    }
    return out + "/-/commit/" + kube::percentEncode(sha);
}

} // namespace dg::gitlab

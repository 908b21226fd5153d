// SPDX-License-Identifier: Apache-2.0
#include "gitlab_archive.h"

#include <algorithm>

namespace dg::artifact {

namespace {

struct GitUrl {
    std::string scheme; // with "://"
    std::string host; // with its port, where it is one of http
    std::string path; // without slashes around it and ".git"
};

std::optional<GitUrl> parseGitUrl(std::string_view url)
{
    GitUrl out;
    for (const auto* const scheme : {"https://", "http://", "ssh://"}) {
        if (url.starts_with(scheme))
            out.scheme = scheme;
    }
    if (out.scheme.empty())
        return std::nullopt;
    url.remove_prefix(out.scheme.size());
    url = url.substr(0, url.find_first_of("?#"));
    const auto slash = url.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    auto host = url.substr(0, slash);
    if (const auto at = host.rfind('@'); at != std::string_view::npos)
        host.remove_prefix(at + 1);
    if (out.scheme == "ssh://" && !host.starts_with('['))
        host = host.substr(0, host.find(':')); // the port is that of ssh
    if (out.scheme == "https://" && host.ends_with(":443"))
        host.remove_suffix(4);
    out.host = host;
    auto path = url.substr(slash);
    while (path.starts_with('/'))
        path.remove_prefix(1);
    while (path.ends_with('/'))
        path.remove_suffix(1);
    if (path.ends_with(".git"))
        path.remove_suffix(4);
    out.path = path;
    return out.path.empty() || out.host.empty() ? std::nullopt : std::optional(std::move(out));
}

std::string withoutPort(const std::string& host)
{
    return host.starts_with('[') ? host : host.substr(0, host.find(':'));
}

} // namespace

std::optional<GitLabProject> gitLabProject(std::string_view url, const std::vector<GitLabLogin>& known)
{
    const auto git = parseGitUrl(url);
    if (!git)
        return std::nullopt;
    for (const auto& one : known) {
        const auto host = hostOf(one.baseUrl);
        if (git->scheme == "ssh://" ? withoutPort(host) != git->host : host != git->host)
            continue;
        GitLabProject out{one.baseUrl, git->path, &one};
        while (out.baseUrl.ends_with('/'))
            out.baseUrl.pop_back();
        // GitLab below a path: that path begins the repository's too.
        const auto root = out.baseUrl.find('/', out.baseUrl.find("://") + 3);
        const auto below = root == std::string::npos ? std::string() : out.baseUrl.substr(root + 1) + "/";
        if (git->scheme != "ssh://" && out.path.starts_with(below))
            out.path.erase(0, below.size());
        return out;
    }
    const auto name = withoutPort(git->host);
    if (name != "gitlab.com" && !name.starts_with("gitlab."))
        return std::nullopt;
    return GitLabProject{(git->scheme == "http://" ? "http://" : "https://") + git->host, git->path, nullptr};
}

Result<std::string> commitArchive(
    const GitLabProject& project, const SourceReference& source, const std::string& commit, const Access& access, const Getter& getter)
{
    const auto url = parseUrl(project.baseUrl);
    if (!url)
        return fail(ErrorCode::BadValue, project.baseUrl);
    Get get;
    get.url = *url;
    if (get.url.path == "/")
        get.url.path.clear();
    get.url.path += "/api/v4/projects/" + percentEncoded(project.path) + "/repository/archive.tar.gz?sha=" + percentEncoded(commit);
    get.authorizationName = "PRIVATE-TOKEN";
    get.caPem = source.caPem;
    if (project.login && !project.login->token.empty())
        get.authorization = project.login->token;
    else if (source.login)
        get.authorization = source.login->password;
    get.maxBytes = access.packedBytes;
    get.follow = true;
    auto answer = getter.get(std::move(get));
    if (!answer)
        return tl::unexpected(answer.error());
    // GitLab hides what a token may not see behind 404.
    if (const auto error = errorOf(answer->head, hostOf(project.baseUrl) + "/" + project.path))
        return tl::unexpected(*error);
    return std::move(answer->body);
}

} // namespace dg::artifact

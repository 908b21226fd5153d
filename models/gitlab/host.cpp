// SPDX-License-Identifier: Apache-2.0
#include "gitlab/host.h"

#include "base/loopback.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <algorithm>
#include <array>
#include <charconv>

namespace dg::gitlab {

namespace {

constexpr std::size_t MaxAddress = 2'000;
constexpr std::size_t MaxToken = 1'000;

std::string_view trimmed(std::string_view text)
{
    const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

struct Split {
    std::string origin;
    std::string path; // without query and fragment, no trailing slash
};

tl::unexpected<Error> bad(std::string_view text, const char* why)
{
    return fail(ErrorCode::BadValue, std::string(text.substr(0, 200)), why);
}

Result<Split> split(std::string_view text)
{
    text = trimmed(text);
    if (text.empty() || text.size() > MaxAddress)
        return bad(text, "no address");
    const bool unfit = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == '\\' || c == 0x7f; });
    if (unfit)
        return bad(text, "blank in the address");
    std::string whole(text);
    if (const auto mark = whole.find("://"); mark == std::string::npos)
        whole.insert(0, "https://");
    else if (whole.compare(0, mark, "driftglass") == 0)
        whole.replace(0, mark, "https");
    const QUrl url(QString::fromStdString(whole), QUrl::StrictMode);
    const auto scheme = url.scheme();
    if (!url.isValid() || (scheme != u"https" && scheme != u"http"))
        return bad(text, "neither https nor http");
    if (!url.userInfo().isEmpty()) // may be a password: not in the error
        return fail(ErrorCode::BadValue, {}, "credentials in an address are not accepted");
    const auto host = QUrl::toAce(url.host());
    if (host.isEmpty() && !url.host().contains(u':'))
        return bad(text, "no host name");
    Split out;
    out.origin = scheme.toStdString() + "://";
    out.origin += host.isEmpty() ? "[" + url.host().toStdString() + "]" : host.toStdString();
    const int usual = scheme == u"https" ? 443 : 80;
    if (url.port(usual) == 0)
        return bad(text, "port");
    if (url.port(usual) != usual)
        out.origin += ":" + std::to_string(url.port());
    out.path = url.path(QUrl::FullyEncoded).toStdString();
    while (out.path.ends_with('/'))
        out.path.pop_back();
    return out;
}

std::vector<std::string> segments(std::string_view path)
{
    std::vector<std::string> out;
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        if (end > 0)
            out.emplace_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return out;
}

std::string joined(const std::vector<std::string>& parts, std::size_t from, std::size_t to, const char* before)
{
    std::string out;
    for (auto i = from; i < to; ++i)
        out += (i > from ? "/" : before) + parts[i];
    return out;
}

} // namespace

std::string Host::name() const
{
    const auto mark = origin.find("://");
    return (mark == std::string::npos ? origin : origin.substr(mark + 3)) + root;
}

bool Host::plainHttp() const
{
    return origin.starts_with("http://");
}

bool Host::loopback() const
{
    return isLoopbackHost(QUrl(QString::fromStdString(origin)).host().toStdString());
}

Result<Host> parseHost(std::string_view typed)
{
    auto parts = split(typed);
    if (!parts)
        return tl::unexpected(parts.error());
    auto path = parts->path + "/";
    for (const auto* page : {"/-/", "/api/", "/users/"}) {
        if (const auto at = path.find(page); at != std::string::npos)
            path.resize(at + 1);
    }
    while (path.ends_with('/'))
        path.pop_back();
    return Host{std::move(parts->origin), std::move(path)};
}

Result<std::vector<EnvironmentAddress>> parseEnvironment(std::string_view url)
{
    const auto parts = split(url);
    if (!parts)
        return tl::unexpected(parts.error());
    constexpr std::string_view Mark = "/-/environments/";
    const auto at = parts->path.find(Mark);
    if (at == std::string::npos)
        return bad(url, "not the page of an environment");
    const auto number = std::string_view(parts->path).substr(at + Mark.size());
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), id);
    if (error != std::errc{} || id == 0 || (end != number.data() + number.size() && *end != '/'))
        return bad(url, "no number of an environment");
    const auto names = segments(parts->path.substr(0, at));
    if (names.size() < 2)
        return bad(url, "no project in the address");
    std::vector<EnvironmentAddress> out;
    for (std::size_t root = 0; root + 2 <= names.size(); ++root)
        out.push_back({{parts->origin, joined(names, 0, root, "/")}, joined(names, root, names.size(), ""), id});
    return out;
}

Status checkToken(const Secret& value)
{
    const auto bytes = value.reveal();
    if (bytes.empty())
        return fail(ErrorCode::BadValue, "token", "empty");
    if (bytes.size() > MaxToken)
        return fail(ErrorCode::BadValue, "token", "too long");
    // A line break in a pasted token must not become a second header.
    if (std::any_of(bytes.begin(), bytes.end(), [](unsigned char c) { return c <= ' ' || c >= 0x7f; }))
        return fail(ErrorCode::BadValue, "token", "blank or control character");
    return {};
}

std::string tokenForm(const Host& host, bool withApi)
{
    return host.url() + "/-/user_settings/personal_access_tokens?name=Driftglass&scopes=k8s_proxy" + (withApi ? ",read_api" : "");
}

} // namespace dg::gitlab

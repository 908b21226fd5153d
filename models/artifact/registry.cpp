// SPDX-License-Identifier: Apache-2.0
#include "registry.h"

#include "drift/value.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace dg::artifact {

namespace {

constexpr std::uint64_t LargestManifest = 4ull << 20; // the specification's limit for registries
constexpr std::uint64_t LargestToken = 1ull << 20;
constexpr const char* Manifests = "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

bool isNameOf(std::string_view text, std::string_view letters)
{
    return !text.empty() && std::ranges::all_of(text, [&](unsigned char c) {
        return std::islower(c) || std::isdigit(c) || letters.find(static_cast<char>(c)) != std::string_view::npos;
    });
}

Secret basic(const Login& login)
{
    std::string pair = login.user + ":";
    pair.append(login.password.reveal());
    auto encoded = "Basic " + QByteArray::fromRawData(pair.data(), static_cast<qsizetype>(pair.size())).toBase64().toStdString();
    secureZero(pair.data(), pair.size());
    return Secret::take(encoded);
}

struct Descriptor {
    std::string mediaType, digest;
    std::uint64_t size = 0;
};

// One pull: which scheme the registry speaks, what it wants to see, then manifest and layer.
class Pull {
public:
    Pull(const SourceReference& source, const Access& access, const Getter& getter)
        : m_source(source)
        , m_access(access)
        , m_getter(getter)
    {
    }
    Result<std::string> run(const std::string& digest);

private:
    Status connect();
    Status authenticate(std::string_view challenge);
    Status token(const Challenge& challenge, const std::optional<Login>& login);
    [[nodiscard]] bool mayBePlain() const { return m_source.insecure || isLoopback(m_repository.apiHost); }
    [[nodiscard]] Get wish(const std::string& path) const;
    Result<net::Response> read(const std::string& path, const char* accept, std::uint64_t most);
    Result<std::string> verified(const std::string& path, const char* accept, std::uint64_t most, const std::string& digest);
    Result<Descriptor> layerOf(const std::string& manifest) const;
    [[nodiscard]] tl::unexpected<Error> bad(ErrorCode code, std::string detail) const
    {
        return fail(code, m_repository.host + "/" + m_repository.name, std::move(detail));
    }

    const SourceReference& m_source;
    const Access& m_access;
    const Getter& m_getter;
    Repository m_repository;
    std::string m_base;
    Secret m_authorization;
};

Get Pull::wish(const std::string& path) const
{
    Get get;
    get.url = {m_base, path};
    get.caPem = m_source.caPem;
    get.plainAllowed = mayBePlain();
    return get;
}

// As source-controller: https, and http after that only where the source says so, or the registry is this machine's (there http
// first, for servers that wait for the rest of what they take for a request). The first request carries no credential.
Status Pull::connect()
{
    const auto ping = [&](const char* scheme) {
        m_base = scheme + m_repository.apiHost;
        return m_getter.get(wish("/v2/"));
    };
    const bool here = isLoopback(m_repository.apiHost);
    auto answer = ping(here ? "http://" : "https://");
    if (!answer && mayBePlain() && answer.error().code != ErrorCode::Cancelled && answer.error().code != ErrorCode::DnsFailed)
        answer = ping(here ? "https://" : "http://");
    if (!answer)
        return tl::unexpected(answer.error());
    if (answer->head.status == 401)
        return authenticate(answer->head.header("www-authenticate"));
    if (const auto error = errorOf(answer->head, m_repository.host))
        return tl::unexpected(*error);
    return {};
}

Status Pull::authenticate(std::string_view header)
{
    std::optional<Login> login;
    if (m_access.registryLogin) {
        auto found = m_access.registryLogin(m_repository.host, m_getter.stop());
        if (!found)
            return tl::unexpected(found.error());
        login = std::move(*found);
    }
    if (!login)
        login = m_source.login;
    if (login && login->user == "<token>")
        return fail(ErrorCode::Unsupported, m_repository.host, "identityToken");
    if (const auto challenge = parseChallenge(header))
        return token(*challenge, login);
    if (!lower(header).starts_with("basic"))
        return fail(ErrorCode::BadAnswer, m_repository.host, "no known WWW-Authenticate");
    if (!login)
        return fail(ErrorCode::Unauthorized, m_repository.host, "no login");
    m_authorization = basic(*login);
    return {};
}

Status Pull::token(const Challenge& challenge, const std::optional<Login>& login)
{
    const auto realm = parseUrl(challenge.realm);
    if (!realm)
        return fail(ErrorCode::BadAnswer, m_repository.host, "realm");
    auto get = wish({});
    get.url = *realm;
    get.plainAllowed = m_source.insecure; // elsewhere than on this machine
    get.url.path += get.url.path.find('?') == std::string::npos ? "?" : "&";
    get.url.path
        += "service=" + percentEncoded(challenge.service) + "&scope=" + percentEncoded("repository:" + m_repository.name + ":pull");
    get.maxBytes = LargestToken;
    if (login)
        get.authorization = basic(*login);
    auto answer = m_getter.get(std::move(get));
    if (!answer)
        return tl::unexpected(answer.error());
    if (const auto error = errorOf(answer->head, m_repository.host))
        return tl::unexpected(*error);
    auto document = drift::fromJson(answer->body);
    secureZero(answer->body.data(), answer->body.size());
    if (!document)
        return fail(ErrorCode::BadAnswer, m_repository.host, "token");
    const drift::Wiped wiped(std::move(*document));
    auto text = wiped.value.textAt({"token"});
    if (text.empty())
        text = wiped.value.textAt({"access_token"});
    if (text.empty())
        return fail(ErrorCode::BadAnswer, m_repository.host, "token");
    auto bearer = "Bearer " + std::string(text);
    m_authorization = Secret::take(bearer);
    return {};
}

// Some registries let everybody in at /v2/ and ask for a login at the repository.
Result<net::Response> Pull::read(const std::string& path, const char* accept, std::uint64_t most)
{
    const auto get = [&] {
        auto one = wish(path);
        if (accept)
            one.headers.emplace_back("Accept", accept);
        one.authorization = m_authorization;
        one.follow = true;
        one.maxBytes = most;
        return m_getter.get(std::move(one));
    };
    auto answer = get();
    if (!answer || answer->head.status != 401 || !m_authorization.empty())
        return answer;
    if (const auto ok = authenticate(answer->head.header("www-authenticate")); !ok)
        return tl::unexpected(ok.error());
    return get();
}

Result<std::string> Pull::verified(const std::string& path, const char* accept, std::uint64_t most, const std::string& digest)
{
    auto answer = read(path, accept, most);
    if (!answer)
        return tl::unexpected(answer.error());
    if (const auto error = errorOf(answer->head, m_repository.host + "/" + m_repository.name))
        return tl::unexpected(*error);
    const auto same = hasDigest(answer->body, digest);
    if (!same)
        return tl::unexpected(same.error());
    if (!*same)
        return bad(ErrorCode::BadAnswer, "digest");
    return std::move(answer->body);
}

Result<Descriptor> Pull::layerOf(const std::string& manifest) const
{
    const auto document = drift::fromJson(manifest);
    if (!document)
        return bad(ErrorCode::BadAnswer, "manifest");
    if (document->find("manifests"))
        return bad(ErrorCode::Unsupported, "index");
    const auto* const layers = document->find("layers");
    if (!layers || !layers->isList() || layers->children.empty())
        return bad(ErrorCode::BadAnswer, "layers");
    for (const auto& one : layers->children) {
        Descriptor layer{std::string(one.textAt({"mediaType"})), std::string(one.textAt({"digest"})), 0};
        if (!m_source.layerMediaType.empty() && layer.mediaType != m_source.layerMediaType)
            continue;
        const auto* const size = one.find("size");
        const auto text = size ? size->text : std::string();
        if (std::from_chars(text.data(), text.data() + text.size(), layer.size).ec != std::errc())
            return bad(ErrorCode::BadAnswer, "size");
        return layer;
    }
    return bad(ErrorCode::NotFound, m_source.layerMediaType);
}

Result<std::string> Pull::run(const std::string& digest)
{
    const auto repository = parseRepository(m_source.url);
    if (!repository)
        return fail(ErrorCode::BadValue, m_source.url, "spec.url");
    m_repository = *repository;
    if (const auto ok = connect(); !ok)
        return tl::unexpected(ok.error());
    const auto path = "/v2/" + m_repository.name;
    const auto manifest = verified(path + "/manifests/" + digest, Manifests, LargestManifest, digest);
    if (!manifest)
        return tl::unexpected(manifest.error());
    const auto layer = layerOf(*manifest);
    if (!layer)
        return tl::unexpected(layer.error());
    if (layer->size > m_access.packedBytes)
        return bad(ErrorCode::TooLarge, "layer");
    if (const auto known = hasDigest({}, layer->digest); !known)
        return tl::unexpected(known.error());
    auto bytes = verified(path + "/blobs/" + layer->digest, nullptr, layer->size, layer->digest);
    if (bytes && bytes->size() != layer->size)
        return bad(ErrorCode::BadAnswer, "size");
    return bytes;
}

} // namespace

std::optional<Repository> parseRepository(std::string_view url)
{
    if (!url.starts_with("oci://"))
        return std::nullopt;
    url.remove_prefix(6);
    const auto slash = url.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    Repository out{lower(url.substr(0, slash)), {}, std::string(url.substr(slash + 1))};
    while (out.name.ends_with('/'))
        out.name.pop_back();
    // Names as the specification has them: nothing in them can leave the path of a request.
    if (!isNameOf(out.host, ".-:[]") || !isNameOf(out.name, "._-/") || out.name.find("..") != std::string::npos
        || out.name.starts_with('/'))
        return std::nullopt;
    if (out.host == "docker.io" || out.host == "index.docker.io" || out.host == "registry-1.docker.io") {
        out.host = "index.docker.io";
        out.apiHost = "registry-1.docker.io";
        if (out.name.find('/') == std::string::npos)
            out.name.insert(0, "library/");
    } else {
        out.apiHost = out.host;
    }
    return out;
}

std::optional<Challenge> parseChallenge(std::string_view header)
{
    if (!lower(header.substr(0, 7)).starts_with("bearer "))
        return std::nullopt;
    header.remove_prefix(7);
    Challenge out;
    while (!header.empty()) {
        const auto equals = header.find('=');
        if (equals == std::string_view::npos)
            break;
        auto name = header.substr(0, equals);
        name.remove_prefix(std::min(name.find_first_not_of(" ,\t"), name.size()));
        header.remove_prefix(equals + 1);
        std::string value;
        if (header.starts_with('"')) {
            std::size_t at = 1;
            for (; at < header.size() && header[at] != '"'; ++at) {
                if (header[at] == '\\' && at + 1 < header.size())
                    ++at;
                value += header[at];
            }
            header.remove_prefix(std::min(at + 1, header.size()));
        } else {
            const auto end = std::min(header.find(','), header.size());
            value = header.substr(0, end);
            header.remove_prefix(end);
        }
        if (const auto key = lower(name); key == "realm")
            out.realm = std::move(value);
        else if (key == "service")
            out.service = std::move(value);
        else if (key == "scope")
            out.scope = std::move(value);
    }
    return out.realm.empty() ? std::nullopt : std::optional(std::move(out));
}

Result<bool> hasDigest(std::string_view text, std::string_view digest)
{
    const auto colon = digest.find(':');
    const auto algorithm = digest.substr(0, colon);
    if (colon == std::string_view::npos || (algorithm != "sha256" && algorithm != "sha512"))
        return fail(ErrorCode::Unsupported, std::string(digest.substr(0, 32)), "digest");
    const auto hex = digest.substr(colon + 1);
    if (hex.size() != (algorithm == "sha256" ? 64u : 128u)
        || !std::ranges::all_of(hex, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }))
        return fail(ErrorCode::BadValue, std::string(digest.substr(0, 32)), "digest");
    const auto raw = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    const auto found = QCryptographicHash::hash(raw, algorithm == "sha256" ? QCryptographicHash::Sha256 : QCryptographicHash::Sha512);
    return found.toHex().toStdString() == hex;
}

Result<std::string> pullLayer(const SourceReference& source, const std::string& digest, const Access& access, const Getter& getter)
{
    return Pull(source, access, getter).run(digest);
}

} // namespace dg::artifact

// SPDX-License-Identifier: Apache-2.0
// Helm's storage driver (pkg/storage/driver/util.go): base64 by Kubernetes, base64 again, gzip, JSON with `manifest`.
#include "flux/stored_release.h"

#include "base/secret.h"

#include <QByteArray>
#include <simdjson.h>
#include <yaml-cpp/yaml.h>
#include <zlib.h>

#include <algorithm>
#include <array>

namespace dg::flux {

namespace {

constexpr std::size_t MaxUnpacked = 64u << 20;
constexpr std::size_t MaxDocument = 8u << 20;
constexpr std::string_view Where = "Helm's stored release";

// Zeroed when it goes: a release holds values, and they may hold credentials.
struct Wiped {
    std::string text;
    Wiped() = default;
    explicit Wiped(std::string from)
        : text(std::move(from))
    {
    }
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
    ~Wiped() { secureZero(text.data(), text.size()); }
};

bool decodeBase64(std::string_view from, std::string& to)
{
    auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromRawData(from.data(), static_cast<qsizetype>(from.size())), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return false;
    to.assign(decoded.decoded.constData(), static_cast<std::size_t>(decoded.decoded.size()));
    secureZero(decoded.decoded.data(), static_cast<std::size_t>(decoded.decoded.size()));
    return true;
}

Status unpack(std::string_view from, std::string& to)
{
    z_stream stream{};
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
        return fail(ErrorCode::Internal, std::string(Where));
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(from.data()));
    stream.avail_in = static_cast<uInt>(from.size());
    int state = Z_OK;
    std::array<char, 64 * 1024> piece;
    while (state == Z_OK && to.size() <= MaxUnpacked) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = inflate(&stream, Z_NO_FLUSH);
        to.append(piece.data(), piece.size() - stream.avail_out);
    }
    secureZero(piece.data(), piece.size());
    inflateEnd(&stream);
    if (to.size() > MaxUnpacked)
        return fail(ErrorCode::TooLarge, std::string(Where));
    return state == Z_STREAM_END ? Status{} : Status(fail(ErrorCode::BadSyntax, std::string(Where), "damaged"));
}

std::string scalar(const YAML::Node& node)
{
    return node && node.IsScalar() ? node.Scalar() : std::string();
}

// One document of the manifest: only its kind and name are looked at; no alias is followed further.
void addDocument(const std::string& document, std::string_view releaseNs, const IsNamespaced& namespaced, Inventory& into)
{
    YAML::Node root;
    try {
        root = YAML::Load(document);
    } catch (const YAML::Exception&) {
        return; // Helm itself could not have applied it
    }
    if (!root.IsMap())
        return;
    const auto apiVersion = scalar(root["apiVersion"]);
    const auto kind = scalar(root["kind"]);
    const auto metadata = root["metadata"];
    if (kind.empty() || !metadata || !metadata.IsMap())
        return;
    auto name = scalar(metadata["name"]);
    if (name.empty())
        return;
    const auto slash = apiVersion.find('/');
    const auto group = slash == std::string::npos ? std::string() : apiVersion.substr(0, slash);
    const auto version = slash == std::string::npos ? apiVersion : apiVersion.substr(slash + 1);
    const auto known = namespaced(group, kind);
    auto ns = scalar(metadata["namespace"]);
    if (known && !*known)
        ns.clear();
    else if (ns.empty() && known)
        ns = releaseNs;
    for (auto at = name.find(':'); at != std::string::npos; at = name.find(':', at + 2))
        name.replace(at, 1, "__"); // as an inventory's id has it
    into.add(ns + "_" + name + "_" + group + "_" + kind, version);
}

} // namespace

std::string storedReleaseName(const FluxObject& release)
{
    if (release.releaseName.empty() || release.releaseVersion <= 0)
        return {};
    return "sh.helm.release.v1." + release.releaseName + ".v" + std::to_string(release.releaseVersion);
}

StoredManifest::~StoredManifest()
{
    secureZero(text.data(), text.size());
}

Result<StoredManifest> manifestOfStoredRelease(std::string_view secret)
{
    simdjson::dom::parser parser;
    const simdjson::padded_string padded(secret);
    std::string_view data;
    if (parser.parse(padded)["data"]["release"].get_string().get(data) != simdjson::SUCCESS)
        return fail(ErrorCode::BadSyntax, std::string(Where), "no data.release");
    Wiped once, twice, plain;
    if (!decodeBase64(data, once.text) || !decodeBase64(once.text, twice.text))
        return fail(ErrorCode::BadSyntax, std::string(Where), "no base64");
    if (twice.text.starts_with("\x1f\x8b")) {
        if (const auto unpacked = unpack(twice.text, plain.text); !unpacked)
            return tl::unexpected(unpacked.error());
    } else {
        std::swap(plain.text, twice.text);
    }
    simdjson::dom::parser inner;
    simdjson::padded_string release(plain.text);
    std::string_view text, ns;
    const auto root = inner.parse(release);
    StoredManifest manifest;
    const bool whole = root["manifest"].get_string().get(text) == simdjson::SUCCESS;
    if (whole)
        manifest.text = text;
    if (root["namespace"].get_string().get(ns) == simdjson::SUCCESS)
        manifest.ns = ns;
    secureZero(release.data(), release.size());
    if (!whole)
        return fail(ErrorCode::BadSyntax, std::string(Where), "no manifest");
    return manifest;
}

Result<Inventory> inventoryOfStoredRelease(std::string_view secret, const IsNamespaced& namespaced)
{
    const auto stored = manifestOfStoredRelease(secret);
    if (!stored)
        return tl::unexpected(stored.error());
    const std::string_view manifest = stored->text;
    Inventory found;
    found.setPresent();
    for (std::size_t at = 0; at < manifest.size();) {
        auto end = manifest.find("\n---", at);
        end = end == std::string_view::npos ? manifest.size() : end + 1;
        auto document = manifest.substr(at, end - at);
        if (document.starts_with("---"))
            document.remove_prefix(std::min(document.find('\n'), document.size()));
        if (document.size() <= MaxDocument) {
            const Wiped text{std::string(document)};
            addDocument(text.text, stored->ns, namespaced, found);
        }
        at = end;
    }
    return found;
}

} // namespace dg::flux

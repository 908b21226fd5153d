// SPDX-License-Identifier: Apache-2.0
#include "exec_credential.h"

#include "json/json.h"

namespace dg::kube {

namespace {

bool readStatus(json::Object status, ExecCredential& out, std::string& expires)
{
    for (auto field : status) {
        std::string_view key;
        json::Value value;
        if (field.unescaped_key().get(key) || field.value().get(value))
            return false;
        if (key != "token" && key != "clientCertificateData" && key != "clientKeyData" && key != "expirationTimestamp")
            continue;
        bool null = false;
        if (!value.is_null().get(null) && null)
            continue;
        const auto text = json::asString(std::move(value));
        if (!text)
            return false;
        if (key == "token")
            out.token = Secret(*text);
        else if (key == "clientCertificateData")
            out.certPem = *text;
        else if (key == "clientKeyData")
            out.keyPem = Secret(*text);
        else
            expires = *text;
    }
    return true;
}

struct Parsed {
    std::string apiVersion, kind, expires;
    ExecCredential credential;
    bool hasStatus = false;
};

bool readDocument(json::Document& document, Parsed& out)
{
    json::Object root;
    if (document.get_object().get(root))
        return false;
    for (auto field : root) {
        std::string_view key;
        json::Value value;
        if (field.unescaped_key().get(key) || field.value().get(value))
            return false;
        if (key == "apiVersion") {
            out.apiVersion = json::asString(std::move(value)).value_or("");
        } else if (key == "kind") {
            out.kind = json::asString(std::move(value)).value_or("");
        } else if (key == "status") {
            json::Object status;
            if (value.get_object().get(status))
                continue;
            out.hasStatus = true;
            if (!readStatus(status, out.credential, out.expires))
                return false;
        }
    }
    const char* rest = nullptr;
    return document.current_location().get(rest) == simdjson::OUT_OF_BOUNDS; // nothing behind the document
}

bool oneHeaderLine(std::string_view text)
{
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            return false;
    }
    return true;
}

} // namespace

std::string execInfo(const ExecSpec& spec)
{
    // apiVersion is one of two known words; clusterInfoJson was written by us: nothing to escape.
    std::string out = "{\"apiVersion\":\"" + spec.apiVersion + "\",\"kind\":\"ExecCredential\",\"spec\":{";
    if (spec.provideClusterInfo && !spec.clusterInfoJson.empty())
        out += "\"cluster\":" + spec.clusterInfoJson + ",";
    return out + "\"interactive\":false}}";
}

Result<ExecCredential> parseExecCredential(std::string_view output, const ExecSpec& spec, WallTime now)
{
    const auto bad = [&](const char* cause) { return fail(ErrorCode::PluginBadAnswer, spec.command, cause); };
    if (output.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return bad("no output");
    std::string padded;
    padded.reserve(output.size() + json::Padding);
    padded.assign(output);
    json::Parser parser;
    json::Document document;
    Parsed parsed;
    const bool read = !parser.iterate(padded.data(), padded.size(), padded.capacity()).get(document) && readDocument(document, parsed);
    secureZero(padded.data(), padded.size());
    if (!read)
        return bad("not JSON, or not of the ExecCredential shape");
    if (parsed.kind != "ExecCredential")
        return bad("kind is not ExecCredential");
    if (parsed.apiVersion != spec.apiVersion)
        return bad("another apiVersion than the one asked for");
    if (!parsed.hasStatus)
        return bad("no status");
    auto& credential = parsed.credential;
    if (credential.token.empty() && credential.certPem.empty() && credential.keyPem.empty())
        return bad("neither a token nor a client certificate");
    if (credential.certPem.empty() != credential.keyPem.empty())
        return bad("a client certificate without its key, or a key without its certificate");
    if (!oneHeaderLine(credential.token.reveal()))
        return bad("the token holds control characters");
    if (!parsed.expires.empty()) {
        credential.expires = parseRfc3339(parsed.expires);
        if (!credential.expires)
            return bad("expirationTimestamp is not a time");
        if (*credential.expires <= now)
            return bad("the credential has already expired");
    }
    return std::move(credential);
}

} // namespace dg::kube

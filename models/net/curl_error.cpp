// SPDX-License-Identifier: Apache-2.0
#include "curl_error.h"

#include <algorithm>
#include <cerrno>

namespace dg::net {
namespace {

bool contains(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

// An authority of the right name with another key (a cluster built anew): OpenSSL reports the failed signature from
// the library below, and libcurl sees no failed verification in it.
bool signatureFailed(const CurlOutcome& outcome)
{
    return outcome.code == CURLE_SSL_CONNECT_ERROR
        && (contains(outcome.text, "asn1 encoding routines") || contains(outcome.text, "rsa routines")
            || contains(outcome.text, "elliptic curve routines"));
}

// The numbers are OpenSSL's X509_V_ERR_* (x509_vfy.h), which libcurl hands on; stable since 1.0.
const char* trustProblem(const CurlOutcome& outcome)
{
    if (signatureFailed(outcome))
        return "unknownAuthority: ";
    switch (outcome.verifyResult) {
    case 9:
        return "notYetValid: ";
    case 10:
        return "expired: ";
    case 2:
    case 7:
    case 18:
    case 19:
    case 20:
    case 21:
        return "unknownAuthority: ";
    case 62:
    case 64:
        return "wrongHost: ";
    default:
        break;
    }
    if (contains(outcome.text, "subject name") || contains(outcome.text, "does not match"))
        return "wrongHost: ";
    return "untrusted: ";
}

ErrorCode codeOf(const CurlOutcome& outcome)
{
    const bool proxied = !outcome.proxy.empty();
    if (signatureFailed(outcome))
        return ErrorCode::TlsUntrusted;
    switch (outcome.code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
        return ErrorCode::ProxyFailed;
    case CURLE_COULDNT_RESOLVE_HOST:
        return ErrorCode::DnsFailed;
    case CURLE_COULDNT_CONNECT:
        if (proxied)
            return ErrorCode::ProxyFailed;
        return outcome.osErrno == ECONNREFUSED ? ErrorCode::ConnectionRefused : ErrorCode::ConnectFailed;
    case CURLE_OPERATION_TIMEDOUT:
        return ErrorCode::Timeout;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        return ErrorCode::TlsUntrusted;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CLIENTCERT:
    case CURLE_USE_SSL_FAILED:
        return ErrorCode::TlsFailed;
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
        // libcurl reports its limits on response headers as an error of receiving.
        if (!outcome.headSeen && contains(outcome.text, "arge response header"))
            return ErrorCode::TooLarge;
        if (outcome.connectStatus >= 300)
            return ErrorCode::ProxyFailed;
        return proxied && !outcome.connected ? ErrorCode::ProxyFailed : ErrorCode::ConnectionLost;
    case CURLE_OUT_OF_MEMORY: // a header line over its 100 kB ends so too (lib/dynbuf.h)
        return outcome.connected && !outcome.headSeen ? ErrorCode::TooLarge : ErrorCode::Internal;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_SSL_SHUTDOWN_FAILED:
        return ErrorCode::ConnectionLost;
    case CURLE_FILESIZE_EXCEEDED:
        return ErrorCode::TooLarge;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP_RETURNED_ERROR:
        return ErrorCode::BadAnswer;
    case CURLE_URL_MALFORMAT:
        return ErrorCode::BadValue;
    case CURLE_ABORTED_BY_CALLBACK:
        return ErrorCode::Cancelled;
    default:
        return ErrorCode::Internal;
    }
}

} // namespace

std::string proxySubject(const std::string& proxyUrl)
{
    const auto scheme = proxyUrl.find("://");
    std::string rest = scheme == std::string::npos ? proxyUrl : proxyUrl.substr(scheme + 3);
    rest.resize(std::min(rest.find('/'), rest.size()));
    if (const auto at = rest.rfind('@'); at != std::string::npos)
        rest.erase(0, at + 1);
    return rest;
}

Status statusOf(const CurlOutcome& outcome)
{
    if (outcome.code == CURLE_OK)
        return {};
    Error error;
    error.code = codeOf(outcome);
    error.subject = error.code == ErrorCode::ProxyFailed ? outcome.proxy : outcome.hostPort;
    error.detail = outcome.text.empty() ? curl_easy_strerror(outcome.code) : outcome.text;
    if (error.code == ErrorCode::TlsUntrusted)
        error.detail.insert(0, trustProblem(outcome));
    if (error.code == ErrorCode::ProxyFailed)
        error.httpStatus = static_cast<int>(outcome.connectStatus);
    return tl::unexpected<Error>(std::move(error));
}

} // namespace dg::net

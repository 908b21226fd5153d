// SPDX-License-Identifier: Apache-2.0
// The options of a libcurl easy handle and of the connections that handles share.
#include "transfer.h"

#include "curl_error.h"

#include <algorithm>
#include <cstdlib>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace dg::net {
namespace {

constexpr long MaxStreamsPerConnection = 80; // API servers allow 100 (domain.md §8.5)
constexpr long KeepAliveSeconds = 30; // client-go's
constexpr unsigned UserTimeoutMillis = 45'000; // unacknowledged data: the connection is dead

curl_socket_t openSocket(void* self, curlsocktype, curl_sockaddr* address)
{
    const int fd = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd >= 0)
        ++static_cast<Connections*>(self)->open;
    return fd;
}

int closeSocket(void* self, curl_socket_t fd)
{
    --static_cast<Connections*>(self)->open;
    return ::close(fd);
}

int tuneSocket(void*, curl_socket_t fd, curlsocktype)
{
#ifdef TCP_USER_TIMEOUT
    ::setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &UserTimeoutMillis, sizeof UserTimeoutMillis);
#endif
    static_cast<void>(fd);
    return CURL_SOCKOPT_OK;
}

curl_blob blobOf(std::string_view text)
{
    return {const_cast<char*>(text.data()), text.size(), CURL_BLOB_NOCOPY};
}

bool fitsInHeader(std::string_view text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::string fromEnvironment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

} // namespace

Connections::Connections(Endpoint wanted)
    : endpoint(std::move(wanted))
    , address(parseAddress(endpoint.baseUrl))
{
    multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
    curl_multi_setopt(multi, CURLMOPT_MAX_CONCURRENT_STREAMS, MaxStreamsPerConnection);
    // No limit on connections: over HTTP/1.1 every watch holds one, and a limit would leave some waiting for ever.
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 0L);
    curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, 0L);
    share = curl_share_init();
    curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    if (address)
        proxy = endpoint.proxyUrl.empty() ? environmentProxy(*address, fromEnvironment) : endpoint.proxyUrl;
}

Connections::~Connections()
{
    curl_multi_cleanup(multi);
    curl_share_cleanup(share);
}

Status Transfer::prepare(const std::string& userAgent, std::vector<std::pair<std::string, std::string>> authorization)
{
    const auto& [endpoint, address, proxy, multi, share, open] = *m_connections;
    if (!address)
        return tl::unexpected<Error>(address.error());
    if (!address->https && !endpoint.allowPlainHttp && !address->isLoopback())
        return tl::unexpected<Error>(error(ErrorCode::InsecureRefused, "plain http"));
    if (!m_request.path.starts_with('/')
        || std::any_of(m_request.path.begin(), m_request.path.end(), [](unsigned char c) { return c <= ' ' || c == 0x7f; }))
        return tl::unexpected<Error>(error(ErrorCode::BadValue, "not a request path"));
    if (const auto status = setHeaders(userAgent, std::move(authorization)); !status)
        return status;
    setConnection();
    setTls();

    if (m_request.method == "HEAD")
        curl_easy_setopt(m_easy, CURLOPT_NOBODY, 1L);
    else if (m_request.method != "GET" || !m_request.body.empty()) {
        curl_easy_setopt(m_easy, CURLOPT_CUSTOMREQUEST, m_request.method.c_str());
        if (!m_request.body.empty() || m_request.method == "POST" || m_request.method == "PUT" || m_request.method == "PATCH") {
            curl_easy_setopt(m_easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
            curl_easy_setopt(m_easy, CURLOPT_POSTFIELDS, m_request.body.c_str());
        }
    }
    if (m_request.gzip && !endpoint.disableCompression)
        curl_easy_setopt(m_easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(m_easy, CURLOPT_HTTP_CONTENT_DECODING, 0L); // Gunzip's work
    curl_easy_setopt(m_easy, CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    curl_easy_setopt(m_easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(m_easy, CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    curl_easy_setopt(m_easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(m_easy, CURLOPT_PREREQFUNCTION, &Transfer::onRequestSent);
    curl_easy_setopt(m_easy, CURLOPT_PREREQDATA, this);
    curl_easy_setopt(m_easy, CURLOPT_ERRORBUFFER, m_errorText);
    curl_easy_setopt(m_easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(m_easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(m_easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(m_easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(m_easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_request.connectTimeout.count()));
    if (m_request.totalTimeout.count() > 0 && !m_request.stream)
        curl_easy_setopt(m_easy, CURLOPT_TIMEOUT_MS, static_cast<long>(m_request.totalTimeout.count()));
    curl_easy_setopt(m_easy, CURLOPT_BUFFERSIZE, m_request.stream ? 64L << 10 : 256L << 10);
    return {};
}

Status Transfer::setHeaders(const std::string& userAgent, std::vector<std::pair<std::string, std::string>> authorization)
{
    const auto& endpoint = m_connections->endpoint;
    const Address& address = *m_connections->address;
    bool fits = true;
    const auto add = [&](std::string_view name, std::string_view value) {
        fits = fits && fitsInHeader(name) && fitsInHeader(value);
        std::string line(name);
        line += value.empty() ? ";" : ": "; // libcurl's way to send an empty one
        line += value;
        m_headers = curl_slist_append(m_headers, line.c_str());
        secureZero(line.data(), line.size());
    };
    for (const auto& [name, value] : m_request.headers)
        add(name, value);
    for (auto& [name, value] : authorization) {
        add(name, value);
        secureZero(value.data(), value.size());
    }
    if (!m_request.contentType.empty())
        add("Content-Type", m_request.contentType);
    else if (!m_request.body.empty())
        m_headers = curl_slist_append(m_headers, "Content-Type:");
    m_headers = curl_slist_append(m_headers, "Expect:");
    if (!endpoint.tlsServerName.empty()) {
        const bool usual = address.port == (address.https ? "443" : "80");
        add("Host", usual ? address.bracketed() : address.hostPort());
    }
    if (!fits)
        return tl::unexpected<Error>(error(ErrorCode::BadValue, "a line break in a request header"));
    curl_easy_setopt(m_easy, CURLOPT_HTTPHEADER, m_headers);
    curl_easy_setopt(m_easy, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE)); // a proxy sees none of them
    curl_easy_setopt(m_easy, CURLOPT_USERAGENT, userAgent.c_str());
    return {};
}

void Transfer::setConnection()
{
    const auto& endpoint = m_connections->endpoint;
    const Address& address = *m_connections->address;
    // libcurl takes the name for SNI and for the check of the certificate from the URL and has no option for it.
    std::string hostPort = address.hostPort();
    if (address.https && !endpoint.tlsServerName.empty()) {
        m_connectTo = curl_slist_append(nullptr, (endpoint.tlsServerName + ":" + address.port + ":" + hostPort).c_str());
        curl_easy_setopt(m_easy, CURLOPT_CONNECT_TO, m_connectTo);
        hostPort = endpoint.tlsServerName + ":" + address.port;
    }
    const std::string url = (address.https ? "https://" : "http://") + hostPort + address.prefix + m_request.path;
    curl_easy_setopt(m_easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(m_easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(m_easy, CURLOPT_PROTOCOLS_STR, address.https ? "https" : "http");
    curl_easy_setopt(m_easy, CURLOPT_REDIR_PROTOCOLS_STR, "https");
    curl_easy_setopt(m_easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    // Over TLS the handshake tells at once whether one connection serves all, so waiting for it is short; plain
    // HTTP/1.1 would wait for the first answer.
    curl_easy_setopt(m_easy, CURLOPT_HTTP_VERSION, static_cast<long>(address.https ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(m_easy, CURLOPT_PIPEWAIT, address.https ? 1L : 0L);
    curl_easy_setopt(m_easy, CURLOPT_PROXY, m_connections->proxy.c_str()); // empty: none, whatever the environment says
    curl_easy_setopt(m_easy, CURLOPT_NOPROXY, "");
    curl_easy_setopt(m_easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(m_easy, CURLOPT_TCP_KEEPIDLE, KeepAliveSeconds);
    curl_easy_setopt(m_easy, CURLOPT_TCP_KEEPINTVL, KeepAliveSeconds / 2);
    curl_easy_setopt(m_easy, CURLOPT_OPENSOCKETFUNCTION, &openSocket);
    curl_easy_setopt(m_easy, CURLOPT_OPENSOCKETDATA, m_connections.get());
    curl_easy_setopt(m_easy, CURLOPT_CLOSESOCKETFUNCTION, &closeSocket);
    curl_easy_setopt(m_easy, CURLOPT_CLOSESOCKETDATA, m_connections.get());
    curl_easy_setopt(m_easy, CURLOPT_SOCKOPTFUNCTION, &tuneSocket);
}

void Transfer::setTls()
{
    const auto& endpoint = m_connections->endpoint;
    curl_easy_setopt(m_easy, CURLOPT_SHARE, m_connections->share);
    curl_easy_setopt(m_easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(m_easy, CURLOPT_SSL_VERIFYPEER, endpoint.insecureSkipTlsVerify ? 0L : 1L);
    curl_easy_setopt(m_easy, CURLOPT_SSL_VERIFYHOST, endpoint.insecureSkipTlsVerify ? 0L : 2L);
    if (!endpoint.caPem.empty()) {
        curl_blob blob = blobOf(endpoint.caPem);
        curl_easy_setopt(m_easy, CURLOPT_CAINFO_BLOB, &blob);
        curl_easy_setopt(m_easy, CURLOPT_CAINFO, nullptr);
        curl_easy_setopt(m_easy, CURLOPT_CAPATH, nullptr); // Debian's default would still be read beside the blob
    }
    if (!endpoint.clientCertPem.empty()) {
        curl_blob cert = blobOf(endpoint.clientCertPem);
        curl_easy_setopt(m_easy, CURLOPT_SSLCERT_BLOB, &cert);
        curl_easy_setopt(m_easy, CURLOPT_SSLCERTTYPE, "PEM");
        curl_blob key = blobOf(endpoint.clientKeyPem.reveal());
        curl_easy_setopt(m_easy, CURLOPT_SSLKEY_BLOB, &key);
        curl_easy_setopt(m_easy, CURLOPT_SSLKEYTYPE, "PEM");
    }
}

} // namespace dg::net

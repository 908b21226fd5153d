// SPDX-License-Identifier: Apache-2.0
// A loopback HTTP/2 server over TLS on nghttp2 and OpenSSL, for tests and benchmarks: static bodies (plain or gzipped
// beforehand), endless streams that a producer fills, RST_STREAM and GOAWAY. One thread a connection.
//
//   dg::test::H2Server server;
//   server.serve("/apis", "application/json", body);              // one body
//   server.stream("/watch", [](std::string& out) { out += "{}\n"; return dg::test::H2Server::More::Yes; });
//   endpoint.baseUrl = server.url(); endpoint.caPem = server.caPem();
#pragma once

#include "support/fault_server.h"
#include "support/tls_identity.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace dg::test {

class H2Server {
public:
    // What a producer has for its stream: more at once, nothing until push() or wake(), the end, or a reset.
    enum class More : unsigned char { Yes, Later, End, Reset };
    // Called on the connection's thread whenever the stream may send; appends to `out` (asked for about 64 kB a turn).
    using Producer = std::function<More(std::string& out)>;
    // A new producer for each request.
    using MakeProducer = std::function<Producer(const SeenRequest& request)>;

    explicit H2Server(std::shared_ptr<const TlsIdentity> identity = std::make_shared<TlsIdentity>());
    ~H2Server();
    H2Server(const H2Server&) = delete;
    H2Server& operator=(const H2Server&) = delete;

    // Exact path without the query; a trailing '*' means any path that begins so.
    // `gzipped`: the same body compressed, sent to those who accept it (empty: always plain).
    void serve(std::string path, std::string contentType, std::string body, std::string gzipped = {}, int status = 200);
    void stream(std::string path, MakeProducer make);
    // Never answers.
    void silence(std::string path);

    // From any thread: producers that said Later are asked again.
    void wake();
    // From any thread: appends to every open stream whose producer says Later, after that producer's own bytes.
    void push(std::string_view path, std::string_view bytes);
    void resetStreams(std::string_view path); // RST_STREAM, INTERNAL_ERROR
    void goAway(); // GOAWAY on every connection: no new streams there, open ones go on
    void dropAll(); // TCP ends on every connection

    [[nodiscard]] std::string url() const;
    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::string caPem() const;
    [[nodiscard]] int connections() const; // accepted so far
    [[nodiscard]] int openStreams() const;
    [[nodiscard]] int count(std::string_view path) const;
    [[nodiscard]] std::uint64_t sentBytes() const; // of bodies
    [[nodiscard]] SeenRequest lastRequest() const; // ":authority" is among its headers

    struct Impl;

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::test

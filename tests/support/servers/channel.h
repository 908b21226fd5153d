// SPDX-License-Identifier: Apache-2.0
// A blocking byte channel over a socket, plain or TLS, that another thread can wake by shutting the socket down.
#pragma once

#include "tls_context.h"

#include <cstddef>
#include <string_view>

namespace dg::test {

// A socket listening on 127.0.0.1, and its port.
struct Listener {
    int fd = -1;
    unsigned short port = 0;
};
[[nodiscard]] Listener listenOnLoopback();

class Channel {
public:
    Channel(int fd, SSL_CTX* context); // context null: plain. Shakes hands; see ok()
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] SSL* ssl() const { return m_ssl.get(); }
    // Bytes read, 0 when the other side ended or the socket was shut down.
    std::size_t read(char* buffer, std::size_t size);
    bool write(std::string_view bytes);
    void resetOnClose(); // RST instead of FIN

private:
    int m_fd;
    Owned<SSL> m_ssl;
    bool m_ok = true;
};

} // namespace dg::test

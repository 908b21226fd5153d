// SPDX-License-Identifier: Apache-2.0
#include "channel.h"

#include <algorithm>
#include <cstdlib>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

namespace dg::test {

Listener listenOnLoopback()
{
    Listener listener;
    listener.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (listener.fd < 0 || ::bind(listener.fd, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener.fd, 256) != 0
        || ::getsockname(listener.fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        std::abort();
    listener.port = ntohs(address.sin_port);
    return listener;
}

Channel::Channel(int fd, SSL_CTX* context)
    : m_fd(fd)
{
    // OpenSSL writes without MSG_NOSIGNAL; every channel lives on a thread of its own.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (context) {
        m_ssl.reset(SSL_new(context));
        SSL_set_fd(m_ssl.get(), fd);
        m_ok = SSL_accept(m_ssl.get()) == 1;
    }
}

Channel::~Channel()
{
    m_ssl.reset();
    ::close(m_fd);
}

std::size_t Channel::read(char* buffer, std::size_t size)
{
    for (;;) {
        const auto n = m_ssl ? SSL_read(m_ssl.get(), buffer, static_cast<int>(size)) : ::recv(m_fd, buffer, size, 0);
        if (n > 0)
            return static_cast<std::size_t>(n);
        if (!m_ssl && n < 0 && errno == EINTR)
            continue;
        return 0;
    }
}

bool Channel::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto size = std::min<std::size_t>(bytes.size(), 1u << 20);
        const auto n
            = m_ssl ? SSL_write(m_ssl.get(), bytes.data(), static_cast<int>(size)) : ::send(m_fd, bytes.data(), size, MSG_NOSIGNAL);
        if (!m_ssl && n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

void Channel::resetOnClose()
{
    const linger now{1, 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

} // namespace dg::test

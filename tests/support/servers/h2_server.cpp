// SPDX-License-Identifier: Apache-2.0
#include "h2_impl.h"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace dg::test {

void H2Server::Impl::acceptAll()
{
    for (;;) {
        const int fd = ::accept4(listener.fd, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0 || stopping) {
            if (fd >= 0)
                ::close(fd);
            return;
        }
        const std::lock_guard lock(mutex);
        ++accepted;
        auto& connection = connections.emplace_back();
        connection.fd = fd;
        connection.wakeFd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        connection.thread = std::thread([this, &connection, fd] { serve(connection, fd); });
    }
}

bool H2Server::Impl::findRoute(const SeenRequest& request, H2Route& route)
{
    const std::lock_guard lock(mutex);
    last = request;
    ++counts[request.path];
    if (const auto exact = routes.find(request.path); exact != routes.end()) {
        route = exact->second;
        return true;
    }
    std::size_t length = 0;
    for (const auto& [name, candidate] : routes) {
        if (name.ends_with('*') && request.path.starts_with(name.substr(0, name.size() - 1)) && name.size() > length) {
            route = candidate;
            length = name.size();
        }
    }
    return length > 0;
}

void H2Server::Impl::order(const H2Order& order)
{
    const std::lock_guard lock(mutex);
    for (auto& connection : connections) {
        if (connection.fd < 0)
            continue;
        connection.orders.push_back(order);
        const std::uint64_t one = 1;
        static_cast<void>(!::write(connection.wakeFd, &one, sizeof one));
    }
}

H2Server::H2Server(std::shared_ptr<const TlsIdentity> identity)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->identity = std::move(identity);
    m_impl->context = serverContext(*m_impl->identity, m_impl->alpn, false);
    m_impl->acceptor = std::thread([this] { m_impl->acceptAll(); });
}

H2Server::~H2Server()
{
    m_impl->stopping = true;
    ::shutdown(m_impl->listener.fd, SHUT_RDWR);
    m_impl->acceptor.join();
    ::close(m_impl->listener.fd);
    dropAll();
    for (auto& connection : m_impl->connections) {
        connection.thread.join();
        ::close(connection.wakeFd);
    }
}

void H2Server::serve(std::string path, std::string contentType, std::string body, std::string gzipped, int status)
{
    H2Route route;
    route.contentType = std::move(contentType);
    route.body = std::make_shared<const std::string>(std::move(body));
    if (!gzipped.empty())
        route.gzipped = std::make_shared<const std::string>(std::move(gzipped));
    route.status = status;
    const std::lock_guard lock(m_impl->mutex);
    m_impl->routes.insert_or_assign(std::move(path), std::move(route));
}

void H2Server::stream(std::string path, MakeProducer make)
{
    H2Route route;
    route.contentType = "application/json";
    route.make = std::move(make);
    const std::lock_guard lock(m_impl->mutex);
    m_impl->routes.insert_or_assign(std::move(path), std::move(route));
}

void H2Server::silence(std::string path)
{
    H2Route route;
    route.silent = true;
    const std::lock_guard lock(m_impl->mutex);
    m_impl->routes.insert_or_assign(std::move(path), std::move(route));
}

void H2Server::wake()
{
    m_impl->order({});
}
void H2Server::push(std::string_view path, std::string_view bytes)
{
    m_impl->order({H2Order::Kind::Push, std::string(path), std::string(bytes)});
}
void H2Server::resetStreams(std::string_view path)
{
    m_impl->order({H2Order::Kind::Reset, std::string(path), {}});
}
void H2Server::goAway()
{
    m_impl->order({H2Order::Kind::GoAway, {}, {}});
}

void H2Server::dropAll()
{
    const std::lock_guard lock(m_impl->mutex);
    for (const auto& connection : m_impl->connections)
        if (connection.fd >= 0)
            ::shutdown(connection.fd, SHUT_RDWR);
}

std::string H2Server::url() const
{
    return "https://127.0.0.1:" + std::to_string(m_impl->listener.port);
}
std::uint16_t H2Server::port() const
{
    return m_impl->listener.port;
}
std::string H2Server::caPem() const
{
    return m_impl->identity->caPem();
}
int H2Server::openStreams() const
{
    return m_impl->streams;
}
std::uint64_t H2Server::sentBytes() const
{
    return m_impl->sent;
}

int H2Server::connections() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->accepted;
}

int H2Server::count(std::string_view path) const
{
    const std::lock_guard lock(m_impl->mutex);
    const auto found = m_impl->counts.find(path);
    return found == m_impl->counts.end() ? 0 : found->second;
}

SeenRequest H2Server::lastRequest() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->last;
}

} // namespace dg::test

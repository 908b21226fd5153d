// SPDX-License-Identifier: Apache-2.0
#include "support/fault_server.h"

#include "channel.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <list>
#include <map>
#include <thread>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace dg::test {
namespace {

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// Reads one request; false when the connection is over.
bool readRequest(Channel& channel, std::string& buffer, SeenRequest& request)
{
    std::size_t end;
    char bytes[16384];
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
        const auto n = channel.read(bytes, sizeof bytes);
        if (n == 0)
            return false;
        buffer.append(bytes, n);
    }
    const std::string head = buffer.substr(0, end);
    buffer.erase(0, end + 4);
    const auto lineEnd = std::min(head.find("\r\n"), head.size());
    const auto first = head.find(' ');
    const auto second = head.find(' ', first + 1);
    request.method = head.substr(0, first);
    request.target = head.substr(first + 1, second - first - 1);
    const auto mark = request.target.find('?');
    request.path = request.target.substr(0, mark);
    request.query = mark == std::string::npos ? std::string() : request.target.substr(mark + 1);
    for (std::size_t at = lineEnd; at < head.size();) {
        at += 2;
        const auto to = std::min(head.find("\r\n", at), head.size());
        const std::string line = head.substr(at, to - at);
        const auto colon = line.find(':');
        if (colon != std::string::npos) {
            const auto value = line.find_first_not_of(' ', colon + 1);
            request.headers.emplace_back(lower(line.substr(0, colon)), value == std::string::npos ? "" : line.substr(value));
        }
        at = to;
    }
    const std::string length = request.header("content-length");
    const std::size_t size = length.empty() ? 0 : std::stoul(length);
    while (buffer.size() < size) {
        const auto n = channel.read(bytes, sizeof bytes);
        if (n == 0)
            return false;
        buffer.append(bytes, n);
    }
    request.body = buffer.substr(0, size);
    buffer.erase(0, size);
    return true;
}

} // namespace

struct FaultServer::Impl {
    struct Connection {
        int fd = -1; // -1 once closed; under the mutex
        std::thread thread;
    };
    std::shared_ptr<const TlsIdentity> identity;
    std::string alpn = std::string("\x08http/1.1", 9);
    Owned<SSL_CTX> context;
    Listener listener = listenOnLoopback();
    std::thread acceptor;
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::map<std::string, Handler, std::less<>> handlers;
    std::vector<SeenRequest> seen;
    std::list<Connection> connections;
    int accepted = 0;
    int open = 0;
    std::atomic<bool> stopping{false};
    std::atomic<bool> refuse{false};

    void acceptAll();
    void serve(Connection& connection, int fd, int number);
    Handler handlerFor(const std::string& path) const;
    void resetOpen();
};

namespace {

class LiveExchange final : public Exchange {
public:
    LiveExchange(Channel& channel, const SeenRequest& request, std::atomic<bool>& stopping)
        : m_channel(channel)
        , m_request(request)
        , m_stopping(stopping)
    {
    }
    const SeenRequest& request() const override { return m_request; }
    bool raw(std::string_view bytes) override { return !m_stopping && m_channel.write(bytes); }
    void close() override { m_over = true; }
    void abort() override
    {
        m_over = true;
        m_channel.resetOnClose();
    }
    void hang() override
    {
        m_over = true;
        char byte;
        while (m_channel.read(&byte, 1) != 0) { }
    }
    bool pause(std::chrono::milliseconds time) override
    {
        pollfd wait{m_channel.fd(), POLLRDHUP, 0}; // the client left or we were stopped
        ::poll(&wait, 1, static_cast<int>(time.count()));
        return !m_stopping && (wait.revents & (POLLHUP | POLLERR | POLLRDHUP)) == 0;
    }
    bool waitAt(Gate& gate) override
    {
        while (!gate.waitFor(std::chrono::milliseconds(20)))
            if (!pause(std::chrono::milliseconds(0)))
                return false;
        return true;
    }
    [[nodiscard]] bool over() const { return m_over; }

private:
    Channel& m_channel;
    const SeenRequest& m_request;
    std::atomic<bool>& m_stopping;
    bool m_over = false;
};

} // namespace

FaultServer::Handler FaultServer::Impl::handlerFor(const std::string& path) const
{
    const std::lock_guard lock(mutex);
    if (const auto exact = handlers.find(path); exact != handlers.end())
        return exact->second;
    const Handler* best = nullptr;
    std::size_t length = 0;
    for (const auto& [name, handler] : handlers) {
        if (name.ends_with('*') && path.starts_with(name.substr(0, name.size() - 1)) && name.size() > length) {
            best = &handler;
            length = name.size();
        }
    }
    return best ? *best : Handler([](Exchange& x) { x.reply(404, "text/plain", "no such path in this test\n"); });
}

void FaultServer::Impl::serve(Connection& connection, int fd, int number)
{
    {
        Channel channel(fd, context.get());
        std::string buffer;
        for (bool over = !channel.ok(); !over && !stopping;) {
            SeenRequest request;
            request.connection = number;
            if (!readRequest(channel, buffer, request))
                break;
            {
                const std::lock_guard lock(mutex);
                seen.push_back(request);
            }
            changed.notify_all();
            LiveExchange exchange(channel, request, stopping);
            handlerFor(request.path)(exchange);
            over = exchange.over();
        }
        const std::lock_guard lock(mutex);
        connection.fd = -1;
        --open;
    }
    changed.notify_all();
}

void FaultServer::Impl::acceptAll()
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
        if (refuse) {
            const linger now{1, 0};
            ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
            ::close(fd);
            continue;
        }
        ++open;
        auto& connection = connections.emplace_back();
        connection.fd = fd;
        connection.thread = std::thread([this, &connection, fd, number = accepted] { serve(connection, fd, number); });
    }
}

void FaultServer::Impl::resetOpen()
{
    const std::lock_guard lock(mutex);
    for (const auto& connection : connections) {
        if (connection.fd < 0)
            continue;
        const linger now{1, 0};
        ::setsockopt(connection.fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        ::shutdown(connection.fd, SHUT_RDWR);
    }
}

FaultServer::FaultServer()
    : FaultServer(nullptr)
{
}

FaultServer::FaultServer(std::shared_ptr<const TlsIdentity> identity, bool wantClientCertificate)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->identity = std::move(identity);
    if (m_impl->identity)
        m_impl->context = serverContext(*m_impl->identity, m_impl->alpn, wantClientCertificate);
    m_impl->acceptor = std::thread([this] { m_impl->acceptAll(); });
}

FaultServer::~FaultServer()
{
    m_impl->stopping = true;
    ::shutdown(m_impl->listener.fd, SHUT_RDWR);
    m_impl->acceptor.join();
    ::close(m_impl->listener.fd);
    m_impl->resetOpen();
    for (auto& connection : m_impl->connections)
        connection.thread.join();
}

void FaultServer::on(std::string path, Handler handler)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->handlers.insert_or_assign(std::move(path), std::move(handler));
}

void FaultServer::refuseConnections(bool refuse)
{
    m_impl->refuse = refuse;
}

std::string FaultServer::url() const
{
    return (m_impl->identity ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(m_impl->listener.port);
}

std::uint16_t FaultServer::port() const
{
    return m_impl->listener.port;
}

int FaultServer::connections() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->accepted;
}

int FaultServer::openConnections() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->open;
}

std::vector<SeenRequest> FaultServer::seen() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->seen;
}

int FaultServer::count(std::string_view path) const
{
    const std::lock_guard lock(m_impl->mutex);
    return static_cast<int>(
        std::count_if(m_impl->seen.begin(), m_impl->seen.end(), [&](const SeenRequest& request) { return request.path == path; }));
}

bool FaultServer::waitForRequests(std::string_view path, int number)
{
    std::unique_lock lock(m_impl->mutex);
    return m_impl->changed.wait_for(lock, std::chrono::seconds(10), [&] {
        return std::count_if(m_impl->seen.begin(), m_impl->seen.end(), [&](const SeenRequest& request) { return request.path == path; })
            >= number;
    });
}

void FaultServer::dropAll()
{
    m_impl->resetOpen();
}

} // namespace dg::test

// SPDX-License-Identifier: Apache-2.0
// One HTTP/2 connection: TLS read and written without blocking around an nghttp2 session.
#include "h2_impl.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <nghttp2/nghttp2.h>
#include <openssl/err.h>
#include <poll.h>
#include <unistd.h>

namespace dg::test {
namespace {

constexpr std::size_t Turn = 64u << 10; // a producer's bytes in hand at most, about

struct Stream {
    SeenRequest request;
    std::shared_ptr<const std::string> body; // a static answer
    std::size_t at = 0;
    H2Server::Producer producer;
    std::string pending;
    std::size_t pendingAt = 0;
    bool waiting = false; // the producer said Later
};

class Connection {
public:
    Connection(H2Server::Impl& server, H2Connection& own, Channel& channel)
        : m_server(server)
        , m_own(own)
        , m_channel(channel)
    {
    }
    ~Connection()
    {
        m_server.streams -= static_cast<int>(m_streams.size());
        nghttp2_session_del(m_session);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void run()
    {
        begin();
        while (!m_server.stopping && (nghttp2_session_want_read(m_session) || nghttp2_session_want_write(m_session) || !m_out.empty())) {
            if (!readAll() || !writeAll())
                return;
            carryOut();
            if (!writeAll())
                return;
            pollfd wait[2]
                = {{m_channel.fd(), static_cast<short>(m_out.empty() ? POLLIN : POLLIN | POLLOUT), 0}, {m_own.wakeFd, POLLIN, 0}};
            ::poll(wait, 2, -1);
        }
    }

private:
    static Connection& self(void* data) { return *static_cast<Connection*>(data); }

    void begin()
    {
        ::fcntl(m_channel.fd(), F_SETFL, ::fcntl(m_channel.fd(), F_GETFL) | O_NONBLOCK);
        SSL_set_mode(m_channel.ssl(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        nghttp2_session_callbacks* callbacks = nullptr;
        nghttp2_session_callbacks_new(&callbacks);
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, [](nghttp2_session*, const nghttp2_frame* frame, void* data) {
            if (frame->headers.cat == NGHTTP2_HCAT_REQUEST) {
                self(data).m_streams[frame->hd.stream_id];
                ++self(data).m_server.streams;
            }
            return 0;
        });
        nghttp2_session_callbacks_set_on_header_callback(callbacks,
            [](nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t nameSize, const std::uint8_t* value,
                std::size_t valueSize, std::uint8_t, void* data) {
                self(data).m_streams[frame->hd.stream_id].request.headers.emplace_back(
                    std::string(reinterpret_cast<const char*>(name), nameSize),
                    std::string(reinterpret_cast<const char*>(value), valueSize));
                return 0;
            });
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(
            callbacks, [](nghttp2_session*, std::uint8_t, std::int32_t id, const std::uint8_t* bytes, std::size_t size, void* data) {
                self(data).m_streams[id].request.body.append(reinterpret_cast<const char*>(bytes), size);
                return 0;
            });
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, [](nghttp2_session*, const nghttp2_frame* frame, void* data) {
            if ((frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA) && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM))
                self(data).answer(frame->hd.stream_id);
            return 0;
        });
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, [](nghttp2_session*, std::int32_t id, std::uint32_t, void* data) {
            self(data).m_server.streams -= static_cast<int>(self(data).m_streams.erase(id));
            return 0;
        });
        nghttp2_session_server_new(&m_session, callbacks, this);
        nghttp2_session_callbacks_del(callbacks);
        const nghttp2_settings_entry settings[] = {{NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, 100}};
        nghttp2_submit_settings(m_session, NGHTTP2_FLAG_NONE, settings, 1);
    }

    void answer(std::int32_t id)
    {
        Stream& stream = m_streams[id];
        SeenRequest& request = stream.request;
        request.method = request.header(":method");
        request.target = request.header(":path");
        const auto mark = request.target.find('?');
        request.path = request.target.substr(0, mark);
        request.query = mark == std::string::npos ? std::string() : request.target.substr(mark + 1);
        H2Route route;
        if (!m_server.findRoute(request, route)) {
            route.status = 404;
            route.contentType = "text/plain";
            route.body = std::make_shared<const std::string>("no such path in this test\n");
        }
        if (route.silent)
            return;
        std::vector<std::pair<std::string, std::string>> headers
            = {{":status", std::to_string(route.status)}, {"content-type", route.contentType}};
        if (route.make) {
            stream.producer = route.make(request);
        } else {
            const bool packed = route.gzipped && request.header("accept-encoding").find("gzip") != std::string::npos;
            stream.body = packed ? route.gzipped : route.body;
            if (packed)
                headers.emplace_back("content-encoding", "gzip");
            headers.emplace_back("content-length", std::to_string(stream.body->size()));
        }
        std::vector<nghttp2_nv> fields;
        for (auto& [name, value] : headers)
            fields.push_back({reinterpret_cast<std::uint8_t*>(name.data()), reinterpret_cast<std::uint8_t*>(value.data()), name.size(),
                value.size(), NGHTTP2_NV_FLAG_NONE});
        nghttp2_data_provider provider{};
        provider.source.ptr = this;
        provider.read_callback = [](nghttp2_session*, std::int32_t streamId, std::uint8_t* buffer, std::size_t size, std::uint32_t* flags,
                                     nghttp2_data_source* source, void*) { return self(source->ptr).fill(streamId, buffer, size, flags); };
        nghttp2_submit_response(m_session, id, fields.data(), fields.size(), &provider);
    }

    ssize_t fill(std::int32_t id, std::uint8_t* buffer, std::size_t size, std::uint32_t* flags)
    {
        Stream& stream = m_streams[id];
        std::string_view ready;
        auto more = H2Server::More::End;
        if (stream.body) {
            ready = std::string_view(*stream.body).substr(stream.at);
        } else {
            more = H2Server::More::Yes;
            if (stream.pendingAt == stream.pending.size()) {
                stream.pending.clear();
                stream.pendingAt = 0;
                while (more == H2Server::More::Yes && stream.pending.size() < Turn)
                    more = stream.producer(stream.pending);
            }
            ready = std::string_view(stream.pending).substr(stream.pendingAt);
            if (more == H2Server::More::Reset)
                return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
            if (ready.empty() && more == H2Server::More::Later) {
                stream.waiting = true;
                return NGHTTP2_ERR_DEFERRED;
            }
        }
        const std::size_t taken = std::min(size, ready.size());
        std::memcpy(buffer, ready.data(), taken);
        stream.at += taken;
        stream.pendingAt += taken;
        m_server.sent += taken;
        if (taken == ready.size() && more == H2Server::More::End)
            *flags |= NGHTTP2_DATA_FLAG_EOF;
        return static_cast<ssize_t>(taken);
    }

    void carryOut()
    {
        std::uint64_t count;
        static_cast<void>(!::read(m_own.wakeFd, &count, sizeof count));
        std::vector<H2Order> orders;
        {
            const std::lock_guard lock(m_server.mutex);
            orders.swap(m_own.orders);
        }
        for (const auto& order : orders) {
            if (order.kind == H2Order::Kind::GoAway)
                nghttp2_submit_goaway(
                    m_session, NGHTTP2_FLAG_NONE, nghttp2_session_get_last_proc_stream_id(m_session), NGHTTP2_NO_ERROR, nullptr, 0);
            for (auto& [id, stream] : m_streams) {
                if (order.kind == H2Order::Kind::Reset && stream.request.path == order.path)
                    nghttp2_submit_rst_stream(m_session, NGHTTP2_FLAG_NONE, id, NGHTTP2_INTERNAL_ERROR);
                if (order.kind == H2Order::Kind::Push && stream.request.path == order.path)
                    stream.pending.append(order.bytes);
                if (stream.waiting && (order.kind == H2Order::Kind::Wake || order.kind == H2Order::Kind::Push)) {
                    stream.waiting = false;
                    nghttp2_session_resume_data(m_session, id);
                }
            }
        }
    }

    bool readAll()
    {
        char bytes[16384];
        for (;;) {
            const int n = SSL_read(m_channel.ssl(), bytes, sizeof bytes);
            if (n <= 0) {
                const int error = SSL_get_error(m_channel.ssl(), n);
                ERR_clear_error();
                return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
            }
            if (nghttp2_session_mem_recv(m_session, reinterpret_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(n)) < 0)
                return false;
        }
    }

    // Collects small frames into one TLS write; stops when the socket is full.
    bool writeAll()
    {
        for (;;) {
            while (m_out.size() < Turn) {
                const std::uint8_t* frames = nullptr;
                const auto size = nghttp2_session_mem_send(m_session, &frames);
                if (size < 0)
                    return false;
                if (size == 0)
                    break;
                m_out.append(reinterpret_cast<const char*>(frames), static_cast<std::size_t>(size));
            }
            if (m_out.empty())
                return true;
            const int n = SSL_write(m_channel.ssl(), m_out.data(), static_cast<int>(m_out.size()));
            if (n <= 0) {
                const int error = SSL_get_error(m_channel.ssl(), n);
                ERR_clear_error();
                return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
            }
            m_out.erase(0, static_cast<std::size_t>(n));
            pollfd incoming{m_channel.fd(), POLLIN, 0}; // flow control must be heard while sending at full speed
            if (::poll(&incoming, 1, 0) > 0 && !readAll())
                return false;
            if (m_server.stopping)
                return false;
        }
    }

    H2Server::Impl& m_server;
    H2Connection& m_own;
    Channel& m_channel;
    nghttp2_session* m_session = nullptr;
    std::map<std::int32_t, Stream> m_streams;
    std::string m_out;
};

} // namespace

void H2Server::Impl::serve(H2Connection& own, int fd)
{
    Channel channel(fd, context.get());
    if (channel.ok()) {
        Connection connection(*this, own, channel);
        connection.run();
    }
    const std::lock_guard lock(mutex);
    own.fd = -1;
}

} // namespace dg::test

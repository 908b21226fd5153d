// SPDX-License-Identifier: Apache-2.0
#include "support/fault_server.h"

#include <cstdio>

#include <zlib.h>

namespace dg::test {

void Gate::open()
{
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
    }
    m_changed.notify_all();
}

void Gate::wait()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_open; });
}

bool Gate::waitFor(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, limit, [&] { return m_open; });
}

std::string SeenRequest::header(std::string_view lowerName) const
{
    for (const auto& [name, value] : headers)
        if (name == lowerName)
            return value;
    return {};
}

bool Exchange::head(int status, const Headers& headers)
{
    std::string text = "HTTP/1.1 " + std::to_string(status) + " Status\r\n";
    for (const auto& [name, value] : headers)
        text += name + ": " + value + "\r\n";
    return raw(text + "\r\n");
}

bool Exchange::reply(int status, std::string_view contentType, std::string_view body, const Headers& more)
{
    Headers headers = more;
    headers.emplace_back("Content-Type", contentType);
    headers.emplace_back("Content-Length", std::to_string(body.size()));
    return head(status, headers) && raw(body);
}

bool Exchange::beginChunked(int status, std::string_view contentType, const Headers& more)
{
    Headers headers = more;
    headers.emplace_back("Content-Type", contentType);
    headers.emplace_back("Transfer-Encoding", "chunked");
    return head(status, headers);
}

bool Exchange::chunk(std::string_view bytes)
{
    char size[32];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return raw(std::string(size) + std::string(bytes) + "\r\n");
}

bool Exchange::endChunks()
{
    return raw("0\r\n\r\n");
}

bool Exchange::split(std::string_view bytes, const std::vector<std::size_t>& at)
{
    std::size_t from = 0;
    for (const std::size_t to : at) {
        if (to > from && to < bytes.size()) {
            if (!raw(bytes.substr(from, to - from)))
                return false;
            from = to;
        }
    }
    return raw(bytes.substr(from));
}

std::string gzip(std::string_view plain)
{
    z_stream z{};
    deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, plain.size()) + 32, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    z.avail_in = static_cast<uInt>(plain.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

} // namespace dg::test

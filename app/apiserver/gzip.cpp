// SPDX-License-Identifier: Apache-2.0
#include "apiserver/gzip.h"

#include <zlib.h>

namespace dg::apiserver {

struct Gzip::Stream {
    z_stream z{};
    bool good = false;
};

Gzip::Gzip()
    : m_stream(std::make_unique<Stream>())
{
    constexpr int GzipWindow = 15 + 16; // zlib: 16 more asks for the gzip format
    m_stream->good = deflateInit2(&m_stream->z, 1, Z_DEFLATED, GzipWindow, 8, Z_DEFAULT_STRATEGY) == Z_OK;
}

Gzip::~Gzip()
{
    deflateEnd(&m_stream->z);
}

QByteArray Gzip::add(const QByteArray& bytes, bool last)
{
    QByteArray out;
    if (!m_stream->good)
        return out;
    auto& z = m_stream->z;
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.constData()));
    z.avail_in = static_cast<uInt>(bytes.size());
    char buffer[32 * 1024];
    int result = Z_OK;
    do {
        z.next_out = reinterpret_cast<Bytef*>(buffer);
        z.avail_out = sizeof buffer;
        result = deflate(&z, last ? Z_FINISH : Z_NO_FLUSH);
        out.append(buffer, static_cast<qsizetype>(sizeof buffer - z.avail_out));
    } while (result != Z_STREAM_END && result != Z_BUF_ERROR && (z.avail_out == 0 || last));
    return out;
}

} // namespace dg::apiserver

// SPDX-License-Identifier: Apache-2.0
#include "gunzip.h"

#include "crc32.h"

#include <algorithm>

namespace dg::net {
namespace {

constexpr std::size_t PieceSize = 256u << 10; // stays in a core's cache
constexpr int GzipOnly = 16 + MAX_WBITS;

} // namespace

Gunzip::Gunzip()
    : m_state(inflateInit2(&m_stream, GzipOnly))
    , m_piece(std::make_unique_for_overwrite<char[]>(PieceSize)) // a short answer touches its first page only
{
    inflateValidate(&m_stream, 0); // we do
}

Gunzip::~Gunzip()
{
    inflateEnd(&m_stream);
}

void Gunzip::give(std::string_view packed)
{
    m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    m_stream.avail_in = static_cast<uInt>(packed.size());
}

std::string_view Gunzip::next()
{
    if (m_state != Z_OK)
        return {};
    m_stream.next_out = reinterpret_cast<Bytef*>(m_piece.get());
    m_stream.avail_out = PieceSize;
    const Bytef* from = m_stream.next_in;
    const int state = inflate(&m_stream, Z_SYNC_FLUSH);
    const std::string_view piece(m_piece.get(), PieceSize - m_stream.avail_out);
    m_sum = crc32(m_sum, piece);
    const Bytef* const to = m_stream.next_in;
    for (from = to - std::min<std::ptrdiff_t>(to - from, 8); from != to; ++from)
        m_last = m_last >> 8 | std::uint64_t{*from} << 56;
    if (state != Z_BUF_ERROR) // no bytes to go on with: not an error
        m_state = state == Z_STREAM_END && !isIntact() ? Z_DATA_ERROR : state;
    return piece;
}

// RFC 1952 §2.3.1: CRC32 and ISIZE, least significant byte first.
bool Gunzip::isIntact() const
{
    return static_cast<std::uint32_t>(m_last) == m_sum && m_last >> 32 == static_cast<std::uint32_t>(m_stream.total_out);
}

} // namespace dg::net

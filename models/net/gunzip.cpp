// SPDX-License-Identifier: Apache-2.0
#include "gunzip.h"

namespace dg::net {
namespace {

constexpr std::size_t PieceSize = 256u << 10; // stays in a core's cache
constexpr int GzipOnly = 16 + MAX_WBITS;

} // namespace

Gunzip::Gunzip()
    : m_state(inflateInit2(&m_stream, GzipOnly))
    , m_piece(std::make_unique_for_overwrite<char[]>(PieceSize)) // a short answer touches its first page only
{
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
    const int state = inflate(&m_stream, Z_SYNC_FLUSH);
    if (state != Z_BUF_ERROR) // no bytes to go on with: not an error
        m_state = state;
    return {m_piece.get(), PieceSize - m_stream.avail_out};
}

} // namespace dg::net

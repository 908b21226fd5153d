// SPDX-License-Identifier: Apache-2.0
// Unpacks one gzip body while it arrives. libcurl would do it too, into 16 KiB at a time, and then zlib keeps a copy of all
// that it writes: larger pieces take a seventh less time, which is what a long list waits for, and so
// does a faster check sum.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include <zlib.h>

namespace dg::net {

class Gunzip {
public:
    Gunzip();
    ~Gunzip();
    Gunzip(const Gunzip&) = delete;
    Gunzip& operator=(const Gunzip&) = delete;

    // The bytes must stay until next() has nothing more, or until others are given.
    void give(std::string_view packed);
    // The next piece, which lives until the following call. Empty: more bytes are needed, or it is over.
    [[nodiscard]] std::string_view next();
    [[nodiscard]] std::size_t unread() const { return m_stream.avail_in; } // of the bytes given
    [[nodiscard]] bool ended() const { return m_state == Z_STREAM_END; } // and its check sum fits
    [[nodiscard]] bool broken() const { return m_state != Z_OK && !(ended() && unread() == 0); }

private:
    [[nodiscard]] bool isIntact() const;
    z_stream m_stream{};
    int m_state;
    std::unique_ptr<char[]> m_piece;
    std::uint32_t m_sum = 0;
    std::uint64_t m_last = 0; // eight bytes read, the newest highest: at the end, the check sum and the size
};

} // namespace dg::net

// SPDX-License-Identifier: Apache-2.0
// Finds the brace that ends a JSON object, over bytes that come in pieces. Counts braces outside strings, 64 bytes at
// a time as bit masks (the way simdjson's first stage works), so that most blocks cost no branch. It validates
// nothing: a damaged object is refused by whoever parses it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dg::json {

class BraceScanner {
public:
    static constexpr std::size_t NotYet = static_cast<std::size_t>(-1);
    // The next byte fed is the object's opening brace.
    void begin()
    {
        m_depth = 0;
        m_inString = false;
        m_escaped = false;
    }
    // The offset just behind the closing brace, or NotYet when it lies behind these bytes.
    [[nodiscard]] std::size_t feed(std::string_view bytes);

private:
    [[nodiscard]] std::size_t feedBlocks(std::string_view bytes);
    [[nodiscard]] std::size_t feedNewer(std::string_view bytes); // the same for newer processors
    [[nodiscard]] std::size_t feedBytes(const char* from, const char* to, const char* base);
    std::uint64_t m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false; // the byte before was a backslash that counts
};

} // namespace dg::json

// SPDX-License-Identifier: Apache-2.0
#include "brace_scanner.h"

#include <bit>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// A function for every processor may use no newer instructions; one compiled for those of the last ten years counts bits
// with one instruction instead of a call. Chosen where the program runs.
#if defined(__x86_64__) && defined(__GNUC__)
#define DG_TWO_WAYS
#define DG_INLINE [[gnu::always_inline]] inline
#else
#define DG_INLINE inline
#endif

namespace dg::json {
namespace {

struct Masks {
    std::uint64_t quotes = 0;
    std::uint64_t backslashes = 0;
    std::uint64_t opens = 0;
    std::uint64_t closes = 0;
};

#if defined(__SSE2__)
DG_INLINE std::uint64_t equalTo(const __m128i (&block)[4], char wanted)
{
    const __m128i pattern = _mm_set1_epi8(wanted);
    const auto part
        = [&](int i) { return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block[i], pattern)))); };
    return part(0) | part(1) << 16 | part(2) << 32 | part(3) << 48; // written out: GCC unrolls loops only at -O3
}

DG_INLINE Masks masksOf(const char* p)
{
    const auto load = [&](int i) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * i)); };
    const __m128i block[4] = {load(0), load(1), load(2), load(3)};
    return {equalTo(block, '"'), equalTo(block, '\\'), equalTo(block, '{'), equalTo(block, '}')};
}
#else
DG_INLINE Masks masksOf(const char* p)
{
    Masks masks;
    for (unsigned i = 0; i < 64; ++i) {
        const char c = p[i];
        masks.quotes |= static_cast<std::uint64_t>(c == '"') << i;
        masks.backslashes |= static_cast<std::uint64_t>(c == '\\') << i;
        masks.opens |= static_cast<std::uint64_t>(c == '{') << i;
        masks.closes |= static_cast<std::uint64_t>(c == '}') << i;
    }
    return masks;
}
#endif

// Bit i is the parity of the bits 0..i: turns quotes into "inside a string".
DG_INLINE std::uint64_t prefixXor(std::uint64_t bits)
{
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^= bits << 32;
    return bits;
}

// The bytes that a backslash escapes; carries over into the next block. Backslashes are rare: one step for each.
DG_INLINE std::uint64_t escapedBytes(std::uint64_t backslashes, bool& carry)
{
    std::uint64_t escaped = carry ? 1u : 0u;
    carry = false;
    backslashes &= ~escaped;
    while (backslashes != 0) {
        const int at = std::countr_zero(backslashes);
        if (at == 63) {
            carry = true;
            break;
        }
        const std::uint64_t next = 2ull << at;
        escaped |= next;
        backslashes &= ~(next | (next - 1));
    }
    return escaped;
}

} // namespace

std::size_t BraceScanner::feedBytes(const char* from, const char* to, const char* base)
{
    for (const char* p = from; p != to; ++p) {
        const bool escaped = std::exchange(m_escaped, false); // matters to quotes only, as in the blocks
        if (*p == '\\') {
            m_escaped = !escaped;
        } else if (*p == '"') {
            m_inString = m_inString != !escaped;
        } else if (!m_inString && *p == '{') {
            ++m_depth;
        } else if (!m_inString && *p == '}' && --m_depth == 0) {
            return static_cast<std::size_t>(p + 1 - base);
        }
    }
    return NotYet;
}

DG_INLINE std::size_t BraceScanner::feedBlocks(std::string_view bytes)
{
    const char* const base = bytes.data();
    const char* p = base;
    const char* const end = base + bytes.size();
    for (; end - p >= 64; p += 64) {
        const Masks masks = masksOf(p);
        std::uint64_t quotes = masks.quotes;
        if (masks.backslashes != 0 || m_escaped)
            quotes &= ~escapedBytes(masks.backslashes, m_escaped);
        const std::uint64_t inside = prefixXor(quotes) ^ (m_inString ? ~0ull : 0ull);
        m_inString = (inside >> 63) != 0;
        const std::uint64_t opens = masks.opens & ~inside;
        std::uint64_t closes = masks.closes & ~inside;
        const auto closed = static_cast<std::uint64_t>(std::popcount(closes));
        if (closed < m_depth) { // cannot end here
            m_depth += static_cast<std::uint64_t>(std::popcount(opens)) - closed;
            continue;
        }
        std::uint64_t seen = 0; // closing braces passed
        for (; closes != 0; closes &= closes - 1) {
            const int at = std::countr_zero(closes);
            const std::uint64_t upTo = (1ull << at) - 1;
            ++seen;
            if (m_depth + static_cast<std::uint64_t>(std::popcount(opens & upTo)) == seen)
                return static_cast<std::size_t>(p - base) + static_cast<std::size_t>(at) + 1;
        }
        m_depth += static_cast<std::uint64_t>(std::popcount(opens)) - seen;
    }
    return feedBytes(p, end, base);
}

#ifdef DG_TWO_WAYS
[[gnu::target("popcnt,avx,bmi")]] std::size_t BraceScanner::feedNewer(std::string_view bytes)
{
    return feedBlocks(bytes);
}
#endif

std::size_t BraceScanner::feed(std::string_view bytes)
{
#ifdef DG_TWO_WAYS
    static const bool newer = __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("avx") && __builtin_cpu_supports("bmi");
    if (newer)
        return feedNewer(bytes);
#endif
    return feedBlocks(bytes);
}

} // namespace dg::json

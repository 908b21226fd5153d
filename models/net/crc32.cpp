// SPDX-License-Identifier: Apache-2.0
#include "crc32.h"

#include <zlib.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define DG_FOLDING
#include <immintrin.h>
#endif

namespace dg::net {
namespace {

std::uint32_t byZlib(std::uint32_t before, std::string_view bytes)
{
    return static_cast<std::uint32_t>(::crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

#ifdef DG_FOLDING

#define DG_FOLDS [[gnu::target("pclmul")]]

constexpr std::size_t Block = 64;

DG_FOLDS inline __m128i load(const char* from)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

// `sum`, moved on by as many bits as `by` is made for, with the bytes that stand there.
DG_FOLDS inline __m128i fold(__m128i sum, __m128i by, __m128i bytes)
{
    const auto low = _mm_clmulepi64_si128(sum, by, 0x00);
    const auto high = _mm_clmulepi64_si128(sum, by, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), bytes);
}

// Whole blocks, at least one. V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ
// Instruction", Intel 2009; the constants are its own, for the polynomial of gzip with its bits reversed.
DG_FOLDS std::uint32_t folded(std::uint32_t before, std::string_view bytes)
{
    const auto by512 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
    const auto by128 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
    const char* p = bytes.data();
    const char* const end = p + bytes.size();
    __m128i sums[4] = {load(p), load(p + 16), load(p + 32), load(p + 48)};
    sums[0] = _mm_xor_si128(sums[0], _mm_cvtsi32_si128(static_cast<int>(~before)));
    for (p += Block; p != end; p += Block) {
        sums[0] = fold(sums[0], by512, load(p));
        sums[1] = fold(sums[1], by512, load(p + 16));
        sums[2] = fold(sums[2], by512, load(p + 32));
        sums[3] = fold(sums[3], by512, load(p + 48));
    }
    const auto all = fold(fold(fold(sums[0], by128, sums[1]), by128, sums[2]), by128, sums[3]);
    char rest[16];
    _mm_storeu_si128(reinterpret_cast<__m128i*>(rest), all);
    return byZlib(~std::uint32_t{0}, {rest, sizeof rest}); // which zlib takes for a register of zeros
}

#endif

} // namespace

std::uint32_t crc32(std::uint32_t before, std::string_view bytes)
{
#ifdef DG_FOLDING
    static const bool folds = __builtin_cpu_supports("pclmul");
    if (const auto whole = bytes.size() - bytes.size() % Block; folds && whole > 0) {
        before = folded(before, bytes.substr(0, whole));
        bytes.remove_prefix(whole);
    }
#endif
    return byZlib(before, bytes);
}

} // namespace dg::net

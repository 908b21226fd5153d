// SPDX-License-Identifier: Apache-2.0
// Tars written byte by byte (POSIX ustar), so that they can hold what no tool would put into one.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace dg::test {

inline std::string tarEntry(std::string_view name, std::string_view content = {}, char type = '0', std::string_view link = {})
{
    std::string head(512, '\0');
    const auto put = [&head](std::size_t at, std::string_view text) { head.replace(at, text.size(), text); };
    char number[16];
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    std::snprintf(number, sizeof number, "%011zo", content.size());
    put(124, number);
    put(136, "00000000000");
    put(148, "        ");
    head[156] = type;
    put(157, link);
    put(257, std::string_view("ustar\00000", 8));
    unsigned sum = 0;
    for (const unsigned char c : head)
        sum += c;
    std::snprintf(number, sizeof number, "%06o", sum);
    put(148, std::string_view(number, 7)); // with its NUL
    std::string out = head;
    out += content;
    out.resize((out.size() + 511) / 512 * 512, '\0');
    return out;
}

inline std::string tarEnd()
{
    return std::string(1024, '\0');
}

} // namespace dg::test

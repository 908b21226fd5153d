// SPDX-License-Identifier: Apache-2.0
// A text as a JSON string, quotes included; YAML reads it as the same text.
#pragma once

#include <string>
#include <string_view>

namespace dg::json {

[[nodiscard]] inline std::string quote(std::string_view text)
{
    static constexpr char Hex[] = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00";
            out += Hex[(c >> 4) & 15];
            out += Hex[c & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

} // namespace dg::json

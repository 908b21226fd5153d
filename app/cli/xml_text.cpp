// SPDX-License-Identifier: Apache-2.0
#include "xml_text.h"

namespace dg::cli {

std::string xmlText(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20)
                out += c;
            else
                out += ' ';
        }
    }
    return out;
}

} // namespace dg::cli

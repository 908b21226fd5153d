// SPDX-License-Identifier: Apache-2.0
#include "kept_text.h"

#include "base/log.h"

#include <array>
#include <string_view>

namespace dg::history {

namespace {

constexpr std::size_t LongestText = 1000;
constexpr std::array<std::string_view, 7> Units{"ms", "ns", "us", "µs", "h", "m", "s"}; // Go's; longer words first

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordPart(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.';
}

// Where the duration ends that begins at `from`; `from` where there is none.
std::size_t endOfDuration(std::string_view text, std::size_t from)
{
    std::size_t end = from;
    while (end < text.size() && isDigit(text[end])) {
        auto at = end;
        while (at < text.size() && (isDigit(text[at]) || text[at] == '.'))
            ++at;
        std::size_t unit = 0;
        for (const auto word : Units) {
            if (unit == 0 && text.substr(at).starts_with(word))
                unit = word.size();
        }
        if (unit == 0)
            return from;
        end = at + unit;
    }
    const bool sentenceEnds = end + 1 >= text.size() || !isWordPart(text[end + 1]);
    const bool wordEnds = end >= text.size() || !isWordPart(text[end]) || (text[end] == '.' && sentenceEnds);
    return wordEnds ? end : from;
}

} // namespace

std::string keptText(const std::string& text)
{
    auto out = redact(text);
    if (out.size() > LongestText) {
        auto end = LongestText;
        while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xc0) == 0x80)
            --end;
        out.resize(end);
    }
    return out;
}

std::string withoutDurations(const std::string& text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const bool begins = at == 0 || !isWordPart(text[at - 1]);
        const auto end = begins ? endOfDuration(text, at) : at;
        if (end > at)
            out += '#';
        else
            out += text[at];
        at = std::max(end, at + 1);
    }
    return out;
}

} // namespace dg::history

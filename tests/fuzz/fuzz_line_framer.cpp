// SPDX-License-Identifier: Apache-2.0
// Any split of any bytes gives the same lines as one piece, and each line may be read Padding bytes past its end.
#include "json/json.h"
#include "json/stream.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

std::vector<std::string> frame(std::string_view text, std::size_t step)
{
    dg::json::LineFramer framer(4096);
    std::vector<std::string> lines;
    unsigned sum = 0;
    const auto keep = [&](std::string_view line) {
        for (std::size_t i = 0; i < dg::json::Padding; ++i)
            sum += static_cast<unsigned char>(line.data()[line.size() + i]);
        lines.emplace_back(line);
    };
    while (!text.empty()) {
        const auto piece = text.substr(0, step);
        if (!framer.feed(piece, keep)) {
            lines.emplace_back("too large");
            return lines;
        }
        text.remove_prefix(piece.size());
    }
    framer.finish(keep);
    volatile unsigned kept = sum;
    static_cast<void>(kept);
    return lines;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (frame(text, text.size() + 1) != frame(text, 1 + data[0] % 97))
        std::abort();
    return 0;
}

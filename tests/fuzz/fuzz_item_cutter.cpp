// SPDX-License-Identifier: Apache-2.0
// simdjson's DOM is the oracle: a list that it reads is cut into the same items; any split gives the same result.
#include "json/json.h"
#include "json/stream.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

struct Cut {
    std::vector<std::string> items;
    std::string end;
    bool good = false;
    friend bool operator==(const Cut&, const Cut&) = default;
};

Cut cut(std::string_view text, std::size_t step)
{
    dg::json::ItemCutter cutter(4096, 4096);
    Cut result;
    while (!text.empty()) {
        const auto piece = text.substr(0, step);
        if (!cutter.feed(piece, [&](std::string_view item) { result.items.emplace_back(item); }))
            break;
        text.remove_prefix(piece.size());
    }
    const auto envelope = cutter.finish();
    result.good = envelope.has_value();
    result.end = envelope ? std::string(*envelope) : dg::errorWord(envelope.error().code);
    return result;
}

// What the oracle says of a document the cutter must take; false: it need not.
bool expected(const std::string& text, std::vector<std::string>& items)
{
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    if (text.find("\\u") != std::string::npos || text.size() > 4000) // keys written with escapes are not "items"; caps
        return false;
    if (parser.parse(text).get(object) != simdjson::SUCCESS)
        return false;
    int seen = 0;
    for (const auto field : object) {
        if (field.key != "items")
            continue;
        ++seen;
        simdjson::dom::array array;
        if (field.value.is_null())
            continue;
        if (field.value.get(array) != simdjson::SUCCESS)
            return false;
        for (const auto item : array) {
            if (!item.is_object())
                return false;
            items.push_back(simdjson::minify(item));
        }
    }
    return seen <= 1;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Cut whole = cut(text, text.size() + 1);
    const Cut pieces = cut(text, 1 + data[0] % 97);
    // Where a cap strikes may differ with the pieces; otherwise all is equal.
    if (whole.end != "tooLarge" && pieces.end != "tooLarge" && !(whole == pieces))
        std::abort();
    std::vector<std::string> wanted;
    if (!expected(text, wanted))
        return 0;
    if (!whole.good || whole.items.size() != wanted.size())
        std::abort();
    simdjson::dom::parser parser;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        simdjson::dom::element item;
        if (parser.parse(whole.items[i]).get(item) != simdjson::SUCCESS || simdjson::minify(item) != wanted[i])
            std::abort();
    }
    return 0;
}

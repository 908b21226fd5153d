// SPDX-License-Identifier: Apache-2.0
// One answer of GitLab as a parsed document, and fields that read as absent where they are of another type. Private to gitlab.
#pragma once

#include "json/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dg::gitlab {

using Element = simdjson::dom::element;

// One parsed document; the parser owns what elements look at.
class Document {
public:
    explicit Document(std::string_view json)
        : m_padded(json)
    {
        m_good = m_parser.parse(m_padded).get(m_root) == simdjson::SUCCESS;
    }
    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] Element root() const { return m_root; }

private:
    simdjson::padded_string m_padded;
    simdjson::dom::parser m_parser;
    Element m_root;
    bool m_good = false;
};

inline std::string text(simdjson::simdjson_result<Element> value)
{
    std::string_view out;
    return value.get_string().get(out) == simdjson::SUCCESS ? std::string(out) : std::string();
}
inline std::uint64_t number(simdjson::simdjson_result<Element> value)
{
    std::uint64_t out = 0;
    return value.get_uint64().get(out) == simdjson::SUCCESS ? out : 0;
}
inline bool flag(simdjson::simdjson_result<Element> value, bool otherwise)
{
    bool out = otherwise;
    return value.get_bool().get(out) == simdjson::SUCCESS ? out : otherwise;
}
template <class Each> void forEach(simdjson::simdjson_result<Element> value, Each each)
{
    simdjson::dom::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return;
    for (const auto item : array)
        each(item);
}
inline bool isObject(const Document& document)
{
    return document.good() && document.root().is_object();
}

// A list of objects, each read by `read`; what it cannot read is left out.
template <class Item, class Read> std::optional<std::vector<Item>> listOf(std::string_view json, Read read)
{
    const Document document(json);
    if (!document.good() || !document.root().is_array())
        return std::nullopt;
    std::vector<Item> out;
    forEach(document.root(), [&](Element item) {
        if (auto one = read(item))
            out.push_back(std::move(*one));
    });
    return out;
}

} // namespace dg::gitlab

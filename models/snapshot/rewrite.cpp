// SPDX-License-Identifier: Apache-2.0
#include "rewrite.h"

#include "snapshot/json_text.h"

namespace dg::snapshot {

namespace {

constexpr int MostDepth = 200;

struct Walk {
    Rewriting& how;
    std::string out;

    // False: no JSON.
    bool value(json::Value value, Rewriting::Place place, std::string_view key, int depth);
    bool object(json::Object object, Rewriting::Place place, int depth);
    bool array(json::Array array, Rewriting::Place place, std::string_view key, int depth);
};

bool Walk::object(json::Object object, Rewriting::Place place, int depth)
{
    out += '{';
    bool first = true;
    for (auto field : object) {
        std::string_view key;
        json::Value inside;
        if (field.unescaped_key().get(key) || field.value().get(inside))
            return false;
        const std::string name(key); // the parser's own place for it is used again
        out += first ? "" : ",";
        first = false;
        appendText(out, how.renamed(place, name));
        out += ':';
        if (!value(inside, how.enter(place, name, depth), name, depth + 1))
            return false;
    }
    out += '}';
    return true;
}

bool Walk::array(json::Array array, Rewriting::Place place, std::string_view key, int depth)
{
    out += '[';
    bool first = true;
    for (auto element : array) {
        json::Value inside;
        if (element.get(inside))
            return false;
        out += first ? "" : ",";
        first = false;
        if (!value(inside, place, key, depth + 1))
            return false;
    }
    out += ']';
    return true;
}

bool Walk::value(json::Value value, Rewriting::Place place, std::string_view key, int depth)
{
    simdjson::ondemand::json_type type{};
    if (depth > MostDepth || value.type().get(type))
        return false;
    switch (type) {
    case simdjson::ondemand::json_type::object: {
        json::Object inside;
        return !value.get_object().get(inside) && object(inside, place, depth);
    }
    case simdjson::ondemand::json_type::array: {
        json::Array inside;
        return !value.get_array().get(inside) && array(inside, place, key, depth);
    }
    case simdjson::ondemand::json_type::string: {
        std::string_view text;
        if (value.get_string().get(text))
            return false;
        appendText(out, how.text(place, key, text));
        return true;
    }
    default:
        if (how.hides(place)) {
            appendText(out, how.text(place, key, {}));
        } else {
            auto token = value.raw_json_token();
            while (!token.empty() && (token.back() == ' ' || token.back() == '\n' || token.back() == '\t' || token.back() == '\r'))
                token.remove_suffix(1);
            out += token;
        }
        return true;
    }
}

} // namespace

Result<std::string> Rewriter::rewrite(std::string_view json, Rewriting& how)
{
    m_padded.assign(json);
    m_padded.reserve(json.size() + json::Padding);
    json::Document document;
    json::Object root;
    Walk walk{how, {}};
    walk.out.reserve(json.size());
    if (m_parser.iterate(m_padded.data(), m_padded.size(), m_padded.capacity()).get(document) || document.get_object().get(root)
        || !walk.object(root, 0, 0))
        return fail(ErrorCode::BadSyntax, "JSON");
    return std::move(walk.out);
}

} // namespace dg::snapshot

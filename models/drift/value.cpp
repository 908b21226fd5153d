// SPDX-License-Identifier: Apache-2.0
#include "drift/value.h"

#include "base/secret.h"

#include <simdjson.h>

#include <algorithm>

namespace dg::drift {

namespace {

constexpr std::size_t Deepest = 100;

class JsonReader {
public:
    bool read(simdjson::dom::element element, Value& to, std::size_t depth)
    {
        using simdjson::dom::element_type;
        if (++m_count > MaxValues || depth > Deepest)
            return false;
        switch (element.type()) {
        case element_type::ARRAY:
            to.type = Value::Type::List;
            for (const auto child : simdjson::dom::array(element)) {
                if (!read(child, to.children.emplace_back(), depth + 1))
                    return false;
            }
            return true;
        case element_type::OBJECT:
            to.type = Value::Type::Map;
            for (const auto [key, child] : simdjson::dom::object(element)) {
                if (to.children.size() < 64 && to.find(key)) { // as Go: the last one counts
                    to.remove(key);
                }
                to.keys.emplace_back(key);
                if (!read(child, to.children.emplace_back(), depth + 1))
                    return false;
            }
            return true;
        case element_type::STRING:
            to.type = Value::Type::String;
            to.text = std::string_view(element);
            return true;
        case element_type::BOOL:
            to.type = Value::Type::Bool;
            to.text = bool(element) ? "true" : "false";
            return true;
        case element_type::NULL_VALUE:
            to.type = Value::Type::Null;
            return true;
        default:
            to.type = Value::Type::Number;
            to.text = simdjson::to_string(element);
            return true;
        }
    }

private:
    std::size_t m_count = 0;
};

void writeString(std::string& out, std::string_view text)
{
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (u < 0x20) {
            out += "\\u00";
            out += hex[u >> 4];
            out += hex[u & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

void write(std::string& out, const Value& value)
{
    switch (value.type) {
    case Value::Type::Null:
        out += "null";
        return;
    case Value::Type::Bool:
    case Value::Type::Number:
        out += value.text;
        return;
    case Value::Type::String:
        return writeString(out, value.text);
    case Value::Type::List:
    case Value::Type::Map:
        break;
    }
    const bool map = value.isMap();
    out += map ? '{' : '[';
    for (std::size_t i = 0; i < value.children.size(); ++i) {
        if (i)
            out += ',';
        if (map) {
            writeString(out, value.keys[i]);
            out += ':';
        }
        write(out, value.children[i]);
    }
    out += map ? '}' : ']';
}

} // namespace

Value Value::string(std::string_view text)
{
    Value value;
    value.type = Type::String;
    value.text = text;
    return value;
}

Value Value::map()
{
    Value value;
    value.type = Type::Map;
    return value;
}

const Value* Value::find(std::string_view key) const
{
    const auto found = std::find(keys.begin(), keys.end(), key);
    return found == keys.end() ? nullptr : &children[static_cast<std::size_t>(found - keys.begin())];
}

Value* Value::find(std::string_view key)
{
    return const_cast<Value*>(std::as_const(*this).find(key));
}

const Value* Value::at(std::initializer_list<std::string_view> path) const
{
    const auto* here = this;
    for (const auto key : path) {
        here = here->find(key);
        if (!here)
            return nullptr;
    }
    return here;
}

std::string_view Value::textAt(std::initializer_list<std::string_view> path) const
{
    const auto* found = at(path);
    return found && found->isString() ? std::string_view(found->text) : std::string_view();
}

Value& Value::put(std::string_view key)
{
    if (!isMap()) {
        *this = map();
    }
    if (auto* found = find(key))
        return *found;
    keys.emplace_back(key);
    return children.emplace_back();
}

void Value::put(std::string_view key, Value value)
{
    put(key) = std::move(value);
}

void Value::remove(std::string_view key)
{
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (found == keys.end())
        return;
    children.erase(children.begin() + (found - keys.begin()));
    keys.erase(found);
}

void Value::wipe()
{
    secureZero(text.data(), text.size());
    text.clear();
    for (auto& child : children)
        child.wipe();
    keys.clear();
    children.clear();
    type = Type::Null;
}

Result<Value> fromJson(std::string_view text)
{
    simdjson::dom::parser parser;
    simdjson::padded_string padded(text);
    simdjson::dom::element root;
    if (const auto error = parser.parse(padded).get(root))
        return fail(ErrorCode::BadSyntax, {}, simdjson::error_message(error));
    Value value;
    const bool read = JsonReader().read(root, value, 0);
    secureZero(padded.data(), padded.size()); // it may be a Secret
    if (!read)
        return fail(ErrorCode::TooLarge);
    return value;
}

std::string toJson(const Value& value)
{
    std::string out;
    write(out, value);
    return out;
}

} // namespace dg::drift

// SPDX-License-Identifier: Apache-2.0
// YAML by yaml-cpp's events, so that the limits bite while the tree grows: an alias is copied and counted, never shared.
#include "drift/value.h"

#include <simdjson.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <sstream>
#include <unordered_set>

namespace dg::drift {

namespace {

constexpr std::size_t Deepest = 100;
constexpr std::size_t LargestText = 32u << 20;

struct Refusal { // thrown through yaml-cpp, caught below
    ErrorCode code;
    std::string detail;
    int line;
};

std::size_t countOf(const Value& value)
{
    std::size_t count = 1;
    for (const auto& child : value.children)
        count += countOf(child);
    return count;
}

std::size_t depthOf(const Value& value)
{
    std::size_t deepest = 0;
    for (const auto& child : value.children)
        deepest = std::max(deepest, depthOf(child));
    return deepest + 1;
}

class Builder final : public YAML::EventHandler {
public:
    explicit Builder(std::size_t& count)
        : m_count(count)
    {
    }
    void OnDocumentStart(const YAML::Mark&) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { take(mark, anchor, Value{}); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        const auto known = m_anchors.find(anchor);
        if (known == m_anchors.end()) // of what is still open
            throw Refusal{ErrorCode::BadSyntax, "an alias within itself", mark.line + 1};
        if (depthOf(known->second) + m_open.size() > Deepest)
            throw Refusal{ErrorCode::TooLarge, "nested too deep", mark.line + 1};
        take(mark, 0, known->second);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override
    {
        take(mark, anchor, scalar(mark, tag, text));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(mark, anchor, Value::Type::List);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(mark, anchor, Value::Type::Map);
    }
    void OnMapEnd() override { close(); }

    Value root;

private:
    struct Level {
        Value value;
        YAML::Mark mark;
        YAML::anchor_t anchor = 0;
        std::vector<Value> merges; // behind `<<`
        std::unordered_set<std::string> seen;
        bool haveKey = false;
        bool merging = false;
    };

    static Value scalar(const YAML::Mark& mark, const std::string& tag, const std::string& text)
    {
        if (tag == "!" || tag == "tag:yaml.org,2002:str")
            return Value::string(text);
        if (tag != "?" && !tag.empty() && tag != "tag:yaml.org,2002:int" && tag != "tag:yaml.org,2002:float"
            && tag != "tag:yaml.org,2002:bool" && tag != "tag:yaml.org,2002:null")
            throw Refusal{ErrorCode::Unsupported, tag, mark.line + 1};
        auto value = resolvedScalar(text);
        value.plain = true;
        return value;
    }
    void count(const YAML::Mark& mark, const Value& value)
    {
        m_count += countOf(value);
        if (m_count > MaxValues)
            throw Refusal{ErrorCode::TooLarge, "too many values", mark.line + 1};
    }
    void open(const YAML::Mark& mark, YAML::anchor_t anchor, Value::Type type)
    {
        if (!m_open.empty() && m_open.back().value.isMap() && !m_open.back().haveKey)
            throw Refusal{ErrorCode::BadSyntax, "a key that is not text", mark.line + 1};
        if (m_open.size() >= Deepest)
            throw Refusal{ErrorCode::TooLarge, "nested too deep", mark.line + 1};
        Level level;
        level.value.type = type;
        level.mark = mark;
        level.anchor = anchor;
        count(mark, level.value);
        m_open.push_back(std::move(level));
    }
    void close()
    {
        auto level = std::move(m_open.back());
        m_open.pop_back();
        for (const auto& merge : level.merges) { // what stands in the map itself wins
            for (std::size_t i = 0; i < merge.keys.size(); ++i) {
                if (level.seen.insert(merge.keys[i]).second) {
                    level.value.keys.push_back(merge.keys[i]);
                    level.value.children.push_back(merge.children[i]);
                }
            }
        }
        if (level.anchor)
            m_anchors[level.anchor] = level.value;
        attach(level.mark, std::move(level.value));
    }
    void take(const YAML::Mark& mark, YAML::anchor_t anchor, Value value)
    {
        count(mark, value);
        if (anchor)
            m_anchors[anchor] = value;
        auto* const top = m_open.empty() ? nullptr : &m_open.back();
        if (!top || !top->value.isMap() || top->haveKey)
            return attach(mark, std::move(value));
        if (value.isMap() || value.isList())
            throw Refusal{ErrorCode::BadSyntax, "a key that is not text", mark.line + 1};
        top->haveKey = true;
        top->merging = value.plain && value.text == "<<";
        if (top->merging)
            return;
        if (!top->seen.insert(value.text).second)
            throw Refusal{ErrorCode::BadSyntax, "the key \"" + value.text + "\" stands twice", mark.line + 1};
        top->value.keys.push_back(std::move(value.text));
    }
    void attach(const YAML::Mark& mark, Value value)
    {
        if (m_open.empty()) {
            root = std::move(value);
            return;
        }
        auto& top = m_open.back();
        if (std::exchange(top.merging, false)) {
            auto merges = value.isList() ? std::move(value.children) : std::vector<Value>{std::move(value)};
            for (auto& merge : merges) {
                if (!merge.isMap())
                    throw Refusal{ErrorCode::BadSyntax, "<< of no map", mark.line + 1};
                top.merges.push_back(std::move(merge));
            }
        } else {
            top.value.children.push_back(std::move(value));
        }
        top.haveKey = false;
    }

    std::vector<Level> m_open;
    std::map<YAML::anchor_t, Value> m_anchors;
    std::size_t& m_count;
};

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

// Go's strconv.ParseInt(text, 0, 64) as JSON writes it; empty: none.
std::string integer(std::string_view text)
{
    std::string plain;
    std::copy_if(text.begin(), text.end(), std::back_inserter(plain), [](char c) { return c != '_'; });
    std::string_view rest = plain;
    const bool negative = rest.starts_with('-');
    if (rest.starts_with('-') || rest.starts_with('+'))
        rest.remove_prefix(1);
    int base = 10;
    if (rest.size() > 1 && rest.front() == '0') {
        const char mark = static_cast<char>(rest[1] | 0x20);
        base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
        rest.remove_prefix(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
    }
    unsigned long long number = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number, base);
    if (rest.empty() || error != std::errc() || end != rest.data() + rest.size())
        return {};
    return (negative && number ? "-" : "") + std::to_string(number);
}

// yaml.v2's pattern [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool looksFloating(std::string_view text)
{
    std::size_t at = 0;
    const auto digits = [&] {
        const auto from = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at - from;
    };
    if (at < text.size() && (text[at] == '-' || text[at] == '+'))
        ++at;
    const auto whole = digits();
    std::size_t fraction = 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        fraction = digits();
    }
    if (whole + fraction == 0)
        return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            ++at;
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

Value scalarOf(Value::Type type, std::string text)
{
    Value value;
    value.type = type;
    value.text = std::move(text);
    return value;
}

} // namespace

Value resolvedScalar(std::string_view text)
{
    if (isOneOf(text, {"", "~", "null", "Null", "NULL"}))
        return {};
    if (isOneOf(text, {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"}))
        return scalarOf(Value::Type::Bool, "true");
    if (isOneOf(text, {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"}))
        return scalarOf(Value::Type::Bool, "false");
    const char first = text.front();
    if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
        if (auto number = integer(text); !number.empty())
            return scalarOf(Value::Type::Number, std::move(number));
        if (looksFloating(text)) {
            const double number = std::strtod(std::string(text).c_str(), nullptr);
            std::array<char, 40> buffer{};
            const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
            if (std::isfinite(number) && error == std::errc())
                return scalarOf(Value::Type::Number, std::string(buffer.data(), end));
        }
    }
    return Value::string(text);
}

std::vector<std::string_view> yamlDocuments(std::string_view text)
{
    std::vector<std::string_view> parts;
    const auto isMark = [&](std::size_t at) {
        return text.substr(at).starts_with("---")
            && (at + 3 >= text.size() || std::string_view(" \t\r\n#").find(text[at + 3]) != std::string_view::npos);
    };
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
        if (isMark(at)) {
            parts.push_back(text.substr(begin, at - begin));
            begin = end;
        }
        at = end;
    }
    parts.push_back(text.substr(std::min(begin, text.size())));
    std::erase_if(parts, [](std::string_view part) { return part.find_first_not_of(" \t\r\n") == std::string_view::npos; });
    return parts;
}

Result<std::vector<Value>> fromYaml(std::string_view text)
{
    if (text.size() > LargestText)
        return fail(ErrorCode::TooLarge);
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    if (!simdjson::validate_utf8(text.data(), text.size()) || text.find('\0') != std::string_view::npos)
        return fail(ErrorCode::BadSyntax, {}, "not valid UTF-8");
    std::vector<Value> documents;
    std::size_t count = 0;
    int linesBefore = 0;
    std::size_t counted = 0;
    for (const auto part : yamlDocuments(text)) {
        const auto from = static_cast<std::size_t>(part.data() - text.data());
        linesBefore += static_cast<int>(
            std::count(text.begin() + static_cast<std::ptrdiff_t>(counted), text.begin() + static_cast<std::ptrdiff_t>(from), '\n'));
        counted = from;
        Builder builder(count);
        const auto line = [&](int own) { return own > 0 ? own + linesBefore : 0; };
        try {
            // yaml-cpp takes a quote that the end leaves open for closed; the mark of a next document makes it an error.
            std::istringstream stream(std::string(part) + "\n---\n");
            YAML::Parser parser(stream);
            parser.HandleNextDocument(builder);
        } catch (const Refusal& refusal) {
            return fail(refusal.code, {}, refusal.detail, line(refusal.line));
        } catch (const YAML::Exception& error) {
            return fail(ErrorCode::BadSyntax, {}, error.msg, error.mark.is_null() ? 0 : line(error.mark.line + 1));
        } catch (const std::exception& error) { // yaml-cpp on odd input
            return fail(ErrorCode::BadSyntax, {}, error.what());
        }
        if (builder.root.type != Value::Type::Null)
            documents.push_back(std::move(builder.root));
    }
    return documents;
}

} // namespace dg::drift

// SPDX-License-Identifier: Apache-2.0
// fieldsV1 is a trie (domain.md §5.4): "f:" a field, "k:" a list's element by its keys, "v:" a set's element, "i:" one by index,
// "." the thing itself. Names hold dots and slashes, so a path is built and never split by hand.
#include "flux/ownership.h"

#include "json/json.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace dg::flux {

namespace {

constexpr std::size_t DeepestTrie = 64; // no Kubernetes type is that deep

bool isPlain(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; });
}

// {"containerPort":80,"protocol":"TCP"} as "containerPort=80,protocol=TCP".
bool appendKeys(std::string& path, std::string_view keys)
{
    const simdjson::padded_string padded(keys);
    json::Parser parser;
    json::Document document;
    json::Object object;
    if (parser.iterate(padded).get(document) || document.get_object().get(object))
        return false;
    path += '[';
    bool first = true;
    for (auto field : object) {
        std::string_view name;
        json::Value value;
        if (field.unescaped_key().get(name) || field.value().get(value))
            return false;
        if (!std::exchange(first, false))
            path += ',';
        path.append(name).append(1, '=');
        std::string_view text;
        if (!value.get_string().get(text))
            path += text;
        else if (!value.raw_json_token().empty())
            path += value.raw_json_token();
        while (!path.empty() && std::isspace(static_cast<unsigned char>(path.back())))
            path.pop_back();
    }
    path += ']';
    return true;
}

// False: no key of fieldsV1.
bool appendSegment(std::string& path, std::string_view key)
{
    if (key.size() < 2 || key[1] != ':')
        return false;
    const auto rest = key.substr(2);
    switch (key[0]) {
    case 'f':
        appendPathName(path, rest);
        return true;
    case 'k':
        return appendKeys(path, rest);
    case 'v':
        path.append("[=").append(rest).append(1, ']');
        return true;
    case 'i':
        path.append(1, '[').append(rest).append(1, ']');
        return true;
    default:
        return false;
    }
}

class TrieReader {
public:
    explicit TrieReader(std::vector<std::string>& out)
        : m_out(out)
    {
    }
    bool read(json::Object& object, bool element, std::size_t depth)
    {
        if (depth > DeepestTrie)
            return false;
        bool any = false;
        for (auto field : object) {
            std::string_view key;
            json::Value value;
            json::Object below;
            if (field.unescaped_key().get(key) || field.value().get(value) || value.get_object().get(below))
                return false;
            any = true;
            if (key == ".") {
                if (element)
                    m_out.push_back(m_path);
                continue;
            }
            const auto length = m_path.size();
            if (!appendSegment(m_path, key))
                return false;
            if (!read(below, key[0] != 'f', depth + 1))
                return false;
            m_path.resize(length);
        }
        if (!any && !m_path.empty())
            m_out.push_back(m_path);
        return true;
    }

private:
    std::vector<std::string>& m_out;
    std::string m_path;
};

} // namespace

void appendPathName(std::string& path, std::string_view name)
{
    if (isPlain(name)) {
        if (!path.empty())
            path += '.';
        path += name;
        return;
    }
    path += "[\"";
    for (const char c : name) {
        if (c == '"' || c == '\\')
            path += '\\';
        path += c;
    }
    path += "\"]";
}

const std::vector<std::string>& FieldSet::paths() const
{
    std::call_once(m_once, [this] {
        if (!m_paths.empty() || m_raw.empty())
            return;
        const simdjson::padded_string padded(m_raw);
        json::Parser parser;
        json::Document document;
        json::Object object;
        if (parser.iterate(padded).get(document) || document.get_object().get(object) || !TrieReader(m_paths).read(object, false, 0))
            m_paths.clear();
        std::ranges::sort(m_paths);
        m_paths.erase(std::unique(m_paths.begin(), m_paths.end()), m_paths.end());
        m_paths.shrink_to_fit();
    });
    return m_paths;
}

bool FieldSet::contains(std::string_view path) const
{
    return std::ranges::binary_search(paths(), path, std::less<>{});
}

const char* operationWord(Operation operation)
{
    return operation == Operation::Apply ? "Apply" : "Update";
}

std::vector<PathSegment> pathSegments(std::string_view path)
{
    std::vector<PathSegment> out;
    for (std::size_t at = 0; at < path.size();) {
        if (path[at] == '.') {
            ++at;
            continue;
        }
        if (path[at] != '[') {
            const auto end = std::min(path.find_first_of(".[", at), path.size());
            out.push_back({std::string(path.substr(at, end - at)), false});
            at = end;
            continue;
        }
        PathSegment segment;
        const bool quotedName = path.substr(at).starts_with("[\"");
        bool quoted = false;
        ++at;
        for (; at < path.size() && (quoted || path[at] != ']'); ++at) {
            if (path[at] == '"') {
                quoted = !quoted;
                if (quotedName)
                    continue;
            } else if (path[at] == '\\' && at + 1 < path.size()) {
                ++at;
            }
            segment.text += path[at];
        }
        ++at; // the bracket
        segment.element = !quotedName;
        out.push_back(std::move(segment));
    }
    return out;
}

bool pointerCovers(std::string_view pointer, std::string_view path)
{
    if (!pointer.empty() && pointer.front() != '/')
        return false;
    const auto segments = pathSegments(path);
    std::size_t at = 0;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const auto end = std::min(pointer.find('/'), pointer.size());
        std::string token;
        for (std::size_t i = 0; i < end; ++i) {
            const bool escape = pointer[i] == '~' && i + 1 < end;
            token += escape ? (pointer[++i] == '1' ? '/' : '~') : pointer[i];
        }
        pointer.remove_prefix(end);
        if (at >= segments.size())
            return false; // it means something below
        const auto& segment = segments[at++];
        const bool index = token == "-" || (!token.empty() && std::ranges::all_of(token, [](unsigned char c) { return std::isdigit(c); }));
        if (segment.element ? !index : segment.text != token)
            return false;
    }
    return true;
}

bool covers(std::string_view above, std::string_view path)
{
    return above.empty()
        || (path.starts_with(above) && (path.size() == above.size() || path[above.size()] == '.' || path[above.size()] == '['));
}

} // namespace dg::flux

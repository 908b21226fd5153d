// SPDX-License-Identifier: Apache-2.0
#include "exact_walk.h"

#include "exact_equal.h"

#include <algorithm>
#include <unordered_map>

namespace dg::drift {

namespace {

// Names of a large map are looked up often.
class Names {
public:
    explicit Names(const Value& map)
        : m_map(map)
    {
        if (map.keys.size() < 32)
            return;
        for (std::size_t i = 0; i < map.keys.size(); ++i)
            m_index[map.keys[i]] = i;
    }
    [[nodiscard]] const Value* find(const std::string& key) const
    {
        if (m_index.empty())
            return m_map.find(key);
        const auto found = m_index.find(key);
        return found == m_index.end() ? nullptr : &m_map.children[found->second];
    }

private:
    const Value& m_map;
    std::unordered_map<std::string_view, std::size_t> m_index;
};

// Of an object's own names.
bool isLeftOut(std::string_view name)
{
    return name == "apiVersion" || name == "kind" || name == "metadata" || name == "status";
}

class Walker {
public:
    explicit Walker(const Walk& how)
        : m_how(how)
    {
    }
    void map(const Value& desired, const Value& live, const std::string& path);
    void metadata(const Value& desired, const Value& live);
    std::vector<Difference> out;

private:
    void value(const Value& desired, const Value& live, const std::string& path);
    void list(const Value& desired, const Value& live, const std::string& path);
    void keyed(const Value& desired, const Value& live, const std::string& path, const ListShape& shape);
    void set(const Value& desired, const Value& live, const std::string& path);
    void absent(const Value& desired, const std::string& path, bool free);
    void added(const Value& live, const std::string& path, bool doubtful = false);
    void changed(const Value& desired, const Value& live, const std::string& path);
    [[nodiscard]] bool same(const Value& desired, const Value& live, const std::string& path);
    [[nodiscard]] bool ownedWhole(const std::string& path) const;
    const Walk& m_how;
};

void Walker::changed(const Value& desired, const Value& live, const std::string& path)
{
    out.push_back({Change::Changed, path, &live, &desired, false});
}

void Walker::added(const Value& live, const std::string& path, bool doubtful)
{
    if (!isEmpty(live))
        out.push_back({Change::Added, path, &live, nullptr, doubtful});
}

void Walker::absent(const Value& desired, const std::string& path, bool free)
{
    const bool unknown = m_how.encrypted && desired.type == Value::Type::Null; // its key is known
    if (!unknown && (free ? desired.type == Value::Type::Null : isEmpty(desired)))
        return;
    const bool zero
        = (desired.type == Value::Type::Bool && desired.text == "false") || (desired.type == Value::Type::Number && desired.text == "0");
    if (!free && zero && leftOutWhenZero(path, m_how.builtIn))
        return;
    out.push_back({Change::Removed, path, nullptr, &desired, m_how.builtIn && !free && !m_how.bothWays && !isKnownField(lastName(path))});
}

bool Walker::ownedWhole(const std::string& path) const
{
    return m_how.ownership
        && std::ranges::any_of(m_how.ownership->managers, [&](const flux::FieldManager& one) { return one.fields->contains(path); });
}

// Without a trace in `out`.
bool Walker::same(const Value& desired, const Value& live, const std::string& path)
{
    const auto before = out.size();
    value(desired, live, path);
    const bool equal = out.size() == before;
    out.resize(before);
    return equal;
}

void Walker::value(const Value& desired, const Value& live, const std::string& path)
{
    if (desired.type == Value::Type::Null) // what a manifest leaves open
        return m_how.bothWays && !isEmpty(live) ? added(live, path) : void();
    if (isEmpty(desired) && isEmpty(live))
        return;
    if (desired.isMap() && live.isMap()) {
        // A selector is replaced as a whole: beside its names nothing may stand.
        if ((path == "spec.selector" || path.ends_with("nodeSelector")) && ownedWhole(path)
            && desired.children.size() != live.children.size())
            return changed(desired, live, path);
        return map(desired, live, path);
    }
    if (desired.isList() && live.isList())
        return list(desired, live, path);
    if (desired.isMap() && isEmpty(desired) && !m_how.bothWays)
        return;
    if (!sameScalar(desired, live, path))
        changed(desired, live, path);
}

void Walker::map(const Value& desired, const Value& live, const std::string& path)
{
    const Names there(live);
    const bool free = isFreeMap(path);
    for (std::size_t i = 0; i < desired.keys.size(); ++i) {
        if (path.empty() && isLeftOut(desired.keys[i]))
            continue;
        auto below = path;
        flux::appendPathName(below, desired.keys[i]);
        if (const auto* const found = there.find(desired.keys[i]))
            value(desired.children[i], *found, below);
        else
            absent(desired.children[i], below, free);
    }
    if (!m_how.bothWays)
        return;
    const Names wanted(desired);
    for (std::size_t i = 0; i < live.keys.size(); ++i) {
        if (wanted.find(live.keys[i]) || (path.empty() && isLeftOut(live.keys[i])))
            continue;
        auto below = path;
        flux::appendPathName(below, live.keys[i]);
        added(live.children[i], below);
    }
}

void Walker::list(const Value& desired, const Value& live, const std::string& path)
{
    const auto shape = shapeOf(desired, live, path, m_how.ownership, m_how.builtIn);
    if (shape.kind == ListShape::Kind::Set)
        return set(desired, live, path);
    if (shape.kind != ListShape::Kind::Atomic) {
        std::unordered_map<std::string, int> seen;
        const auto fits = [&](const Value& element) {
            const auto key = elementKey(element, shape.keys);
            return !key.empty() && ++seen[key] == 1;
        };
        if (std::ranges::all_of(desired.children, fits))
            return keyed(desired, live, path, shape);
    }
    bool equal = desired.children.size() == live.children.size();
    for (std::size_t i = 0; equal && i < desired.children.size(); ++i)
        equal = same(desired.children[i], live.children[i], path + "[" + std::to_string(i) + "]");
    if (!equal)
        changed(desired, live, path);
}

void Walker::keyed(const Value& desired, const Value& live, const std::string& path, const ListShape& shape)
{
    std::unordered_map<std::string, const Value*> there, wanted;
    for (const auto& element : live.children)
        there.emplace(elementKey(element, shape.keys), &element);
    for (const auto& element : desired.children) {
        const auto key = elementKey(element, shape.keys);
        wanted.emplace(key, &element);
        const auto below = path + "[" + key + "]";
        if (const auto found = there.find(key); found != there.end())
            value(element, *found->second, below);
        else
            absent(element, below, true);
    }
    const bool guessed = shape.kind == ListShape::Kind::Guessed;
    if (!m_how.bothWays && !guessed)
        return;
    for (const auto& element : live.children) {
        const auto key = elementKey(element, shape.keys);
        if (!wanted.contains(key))
            added(element, path + "[" + key + "]", guessed && !m_how.bothWays);
    }
}

void Walker::set(const Value& desired, const Value& live, const std::string& path)
{
    const auto has = [](const Value& list, const Value& element) {
        return std::ranges::any_of(
            list.children, [&](const Value& other) { return other.type == element.type && other.text == element.text; });
    };
    for (const auto& element : desired.children) {
        if (!has(live, element))
            absent(element, path + "[=" + toJson(element) + "]", true);
    }
    for (const auto& element : live.children) {
        if (m_how.bothWays && !has(desired, element))
            added(element, path + "[=" + toJson(element) + "]");
    }
}

void Walker::metadata(const Value& desired, const Value& live)
{
    static const Value nothing = Value::map();
    static const Value noList = [] {
        Value list;
        list.type = Value::Type::List;
        return list;
    }();
    for (const char* const name : {"labels", "annotations"}) {
        const auto* const a = desired.find(name);
        const auto* const b = live.find(name);
        map(a && a->isMap() ? *a : nothing, b && b->isMap() ? *b : nothing, std::string("metadata.") + name);
    }
    const auto* const a = desired.find("finalizers");
    const auto* const b = live.find("finalizers");
    if (!m_how.bothWays && a && a->isList())
        set(*a, b && b->isList() ? *b : noList, "metadata.finalizers");
}

} // namespace

std::vector<Difference> differences(const Value& desired, const Value& live, const Walk& how)
{
    Walker walker(how);
    static const Value nothing = Value::map();
    const auto part = [](const Value& of, std::string_view name) {
        const auto* const found = of.find(name);
        return found && found->isMap() ? found : &nothing;
    };
    walker.metadata(*part(desired, "metadata"), *part(live, "metadata"));
    walker.map(desired, live, {});
    return std::move(walker.out);
}

} // namespace dg::drift

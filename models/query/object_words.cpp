// SPDX-License-Identifier: Apache-2.0
#include "query/object_words.h"

#include "token.h"

#include <algorithm>

namespace dg::query {

namespace {

Value valueOf(std::string_view text)
{
    Value value{std::string(text), text.find_first_of("\x02\x03") != std::string_view::npos, flux::Kind::Other};
    if (!value.wild)
        value.kind = flux::kindFromWord(value.text);
    return value;
}

} // namespace

std::optional<ObjectWords> parseObjectWords(std::string_view text)
{
    std::string joined;
    for (const auto& token : tokens(text)) { // "Deployment payments/api" is Deployment/payments/api
        if (!joined.empty())
            joined.push_back('/');
        joined += (token.negate ? text.substr(token.begin, 1) : std::string_view{});
        joined += token.text;
    }
    std::vector<std::string_view> parts;
    const std::string_view all = joined;
    for (std::size_t from = 0; from <= all.size();) {
        const auto end = std::min(all.find('/', from), all.size());
        parts.push_back(all.substr(from, end - from));
        from = end + 1;
    }
    if (parts.size() > 3 || parts.back().empty())
        return std::nullopt;
    ObjectWords words;
    words.name = valueOf(parts.back());
    if (parts.size() > 1 && !parts[parts.size() - 2].empty())
        words.ns = valueOf(parts[parts.size() - 2]);
    if (parts.size() > 2 && !parts.front().empty())
        words.kind = valueOf(parts.front());
    words.eitherWay = parts.size() == 2 && words.ns;
    return words;
}

Naming naming(const ObjectWords& words, const NameView& object)
{
    if (!isWithin(words.name, object.name))
        return Naming::No;
    if (words.kind && !namesKind(*words.kind, object.kind))
        return Naming::No;
    if (words.ns && !isWhole(*words.ns, object.ns) && !(words.eitherWay && namesKind(*words.ns, object.kind)))
        return Naming::No;
    if (isWhole(words.name, object.name))
        return Naming::Whole;
    Value beginning = words.name;
    beginning.text.push_back(AnyText);
    beginning.wild = true;
    return isWhole(beginning, object.name) ? Naming::Beginning : Naming::Part;
}

} // namespace dg::query

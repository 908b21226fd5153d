// SPDX-License-Identifier: Apache-2.0
#include "query/complete.h"

#include "query/match.h"
#include "token.h"

#include <algorithm>

namespace dg::query {

namespace {

// The part of a word that the cursor stands in.
struct Part {
    std::optional<Field> field; // none: a field or a plain word
    std::size_t from = 0, to = 0; // in the source
    std::string typed; // up to the cursor, lower case
    std::vector<std::string> taken; // the other values of the term
    bool age = false; // behind "age>"
};

std::string typedText(std::string text)
{
    std::ranges::replace(text, AnyText, '*');
    std::ranges::replace(text, AnyChar, '?');
    return text;
}

// Where byte `index` of the token's text begins in the source; its end when there is no such byte.
std::size_t sourceOf(const Token& token, std::size_t index)
{
    if (index >= token.text.size())
        return token.end;
    const auto at = token.at[index];
    return !token.plain[index] && (index == 0 || token.plain[index - 1]) && at > token.begin ? at - 1 : at; // with its quote
}

Part partOf(const Token& token, std::size_t cursor)
{
    Part part;
    const auto untilCursor = static_cast<std::size_t>(std::ranges::count_if(token.at, [&](std::size_t at) { return at < cursor; }));
    part.from = token.begin + (token.negate ? 1 : 0);
    part.to = token.end;
    std::size_t from = 0;
    const auto sign = std::min(token.find('>'), token.find('<'));
    const auto colon = token.find(':');
    if (sign != std::string::npos && token.text.substr(0, sign) == "age" && untilCursor > sign) {
        part.field = Field::Age;
        from = sign + 1;
    } else if (colon != std::string::npos && untilCursor > colon) {
        part.field = fieldFromWord(std::string_view(token.text).substr(0, colon));
        from = part.field ? colon + 1 : 0;
    }
    if (part.field) {
        for (auto begin = from; begin <= token.text.size();) {
            const auto comma = std::min(token.find(',', begin), token.text.size());
            if (begin <= untilCursor && untilCursor <= comma) {
                from = begin;
                part.from = sourceOf(token, begin);
                part.to = comma < token.text.size() ? token.at[comma] : token.end;
            } else {
                part.taken.push_back(token.text.substr(begin, comma - begin));
            }
            begin = comma + 1;
        }
    }
    part.typed = typedText(token.text.substr(from, untilCursor > from ? untilCursor - from : 0));
    return part;
}

std::vector<std::string> valuesOf(Field field, std::string_view typed, const KnownValues& known)
{
    const auto list = [](std::span<const std::string_view> words) { return std::vector<std::string>(words.begin(), words.end()); };
    switch (field) {
    case Field::State:
        return list(stateWords());
    case Field::Drift: {
        std::vector<std::string> words{"yes", "no"};
        for (const auto word : findingWords())
            words.emplace_back(word);
        return words;
    }
    case Field::Suspended:
    case Field::Behind:
        return {"yes", "no"};
    case Field::Age:
        return {"10m", "1h", "1d", "1w"};
    case Field::Word:
    case Field::Name:
        return {};
    default:
        return known ? known(field, typed) : std::vector<std::string>{};
    }
}

void suggestFields(Completion& completion, const std::string& typed)
{
    for (const auto& [field, word] : fieldWords()) {
        if (!word.starts_with(typed))
            continue;
        if (field == Field::Age) {
            for (const auto* text : {"age>", "age<"})
                completion.suggestions.push_back({text, text, field, true});
            continue;
        }
        const auto text = std::string(word) + ":";
        completion.suggestions.push_back({text, text, field, true});
    }
}

void suggestValues(Completion& completion, const Part& part, std::vector<std::string> values, bool atEnd, std::size_t limit)
{
    // What begins like the typed, then what has it inside; each in its order, but for words whose order says something.
    const bool ordered = *part.field == Field::State || *part.field == Field::Drift || *part.field == Field::Age
        || *part.field == Field::Suspended || *part.field == Field::Behind;
    if (!ordered) {
        std::ranges::sort(values);
        values.erase(std::unique(values.begin(), values.end()), values.end());
    }
    std::vector<const std::string*> inside;
    const auto put = [&](const std::string& value) {
        if (completion.suggestions.size() < limit)
            completion.suggestions.push_back({quoted(value) + (atEnd ? " " : ""), value, *part.field, false});
    };
    for (const auto& value : values) {
        const auto at = toLower(value).find(part.typed);
        if (at == std::string::npos || std::ranges::find(part.taken, toLower(value)) != part.taken.end())
            continue;
        if (at == 0)
            put(value);
        else
            inside.push_back(&value);
    }
    for (const auto* value : inside)
        put(*value);
    // Nothing is left to say about a value that stands there whole.
    if (completion.suggestions.size() == 1 && toLower(completion.suggestions.front().label) == part.typed)
        completion.suggestions.clear();
}

} // namespace

Completion complete(std::string_view text, std::size_t cursor, const KnownValues& known, std::size_t limit)
{
    Completion completion;
    completion.from = completion.to = std::min(cursor, text.size());
    const auto words = tokens(text);
    const auto found = std::ranges::find_if(words, [&](const Token& token) { return token.begin < cursor && cursor <= token.end; });
    if (found == words.end()) {
        suggestFields(completion, {});
        return completion;
    }
    const auto part = partOf(*found, cursor);
    completion.from = part.from;
    completion.to = part.to;
    completion.empty = part.typed.empty();
    if (part.field)
        suggestValues(completion, part, valuesOf(*part.field, part.typed, known), part.to == text.size(), limit);
    else if (found->find(':') == std::string::npos && (found->plain.empty() || found->plain.front()))
        suggestFields(completion, part.typed);
    return completion;
}

} // namespace dg::query

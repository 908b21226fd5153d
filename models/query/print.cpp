// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include <algorithm>
#include <array>

namespace dg::query {

namespace {

std::string escaped(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out.push_back('\\');
        out.push_back(c);
    }
    return out.append(1, '"');
}

// The pieces between the wildcards, each quoted where it has to be.
std::string printed(const Value& value)
{
    std::string out;
    const std::string_view text = value.text;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find_first_of("\x02\x03", from), text.size());
        if (end > from)
            out += quoted(text.substr(from, end - from));
        if (end < text.size())
            out.push_back(text[end] == AnyText ? '*' : '?');
        from = end + 1;
    }
    return out;
}

std::string printedAge(Millis age)
{
    auto seconds = age.count() / 1000;
    if (seconds == 0)
        return "0s";
    constexpr std::array<std::pair<std::int64_t, char>, 5> Units{
        {{7 * 24 * 3600, 'w'}, {24 * 3600, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}}};
    std::string out;
    for (const auto& [unit, letter] : Units) {
        if (seconds >= unit)
            out.append(std::to_string(seconds / unit)).append(1, letter);
        seconds %= unit;
    }
    return out;
}

std::string_view wordOf(Field field)
{
    const auto words = fieldWords();
    const auto found = std::ranges::find(words, field, &FieldWord::field);
    return found == words.end() ? std::string_view{} : found->word;
}

} // namespace

std::string quoted(std::string_view text)
{
    // '-' and '!' mean something at the beginning only, ':', '<' and '>' in a word only; quoting them always is harmless.
    const bool plain = !text.empty() && text.front() != '-' && text.front() != '!' && std::ranges::none_of(text, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || std::string_view("\"\\*?,:<>").find(c) != std::string_view::npos;
    });
    return plain ? std::string(text) : escaped(text);
}

std::string print(const Query& query)
{
    std::string out;
    for (const auto& term : query.terms) {
        if (!out.empty())
            out.push_back(' ');
        if (term.negate)
            out.push_back('-');
        out += wordOf(term.field);
        if (term.field == Field::Age) {
            out.append(1, term.yes ? '>' : '<').append(printedAge(term.age));
            continue;
        }
        if (term.field != Field::Word)
            out.push_back(':');
        if (term.field == Field::Suspended || term.field == Field::Behind)
            out += term.yes ? "yes" : "no";
        for (std::size_t i = 0; i < term.values.size(); ++i)
            out.append(i ? "," : "").append(printed(term.values[i]));
    }
    return out;
}

} // namespace dg::query

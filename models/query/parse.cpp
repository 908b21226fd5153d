// SPDX-License-Identifier: Apache-2.0
#include "query/match.h"
#include "query/query.h"
#include "token.h"

#include <algorithm>

namespace dg::query {

namespace {

bool hasWildcard(std::string_view text)
{
    return text.find_first_of("\x02\x03") != std::string_view::npos;
}

// The text of a value as it was typed, for a sentence.
std::string shown(std::string text)
{
    std::ranges::replace(text, AnyText, '*');
    std::ranges::replace(text, AnyChar, '?');
    return text;
}

bool beginsOneOf(std::string_view value, std::span<const std::string_view> words)
{
    return std::ranges::any_of(words, [&](std::string_view word) { return word.starts_with(value); });
}

class TermReader {
public:
    TermReader(const Token& token, bool last)
        : m_token(token)
        , m_last(last)
    {
        m_term.negate = token.negate;
    }

    [[nodiscard]] const std::optional<Problem>& problem() const { return m_problem; }

    // Nothing: while it is being typed ("kind:"), or not understood.
    std::optional<Term> read()
    {
        std::size_t from = 0;
        if (const auto sign = ageSign(); sign != std::string::npos) {
            m_term.field = Field::Age;
            m_term.yes = m_token.text[sign] == '>';
            from = sign + 1;
        } else if (const auto colon = m_token.find(':'); colon != std::string::npos && colon > 0 && !readField(colon)) {
            return std::nullopt;
        } else if (m_term.field != Field::Word) {
            from = colon + 1;
        }
        return m_term.field == Field::Age ? readAge(from) : readValues(from);
    }

private:
    // Of "age>1h", "age:<1h".
    [[nodiscard]] std::size_t ageSign() const
    {
        constexpr std::string_view Word = "age";
        if (!m_token.text.starts_with(Word) || !m_token.plain[0])
            return std::string::npos;
        auto at = Word.size();
        at += at < m_token.text.size() && m_token.isPlain(at, ':') ? 1 : 0;
        return at < m_token.text.size() && (m_token.isPlain(at, '>') || m_token.isPlain(at, '<')) ? at : std::string::npos;
    }

    // False: a field that there is not. "sha1:7", "oci://x" and what stands in quotes are words.
    bool readField(std::size_t colon)
    {
        const auto word = std::string_view(m_token.text).substr(0, colon);
        const bool plain = std::all_of(m_token.plain.begin(), m_token.plain.begin() + static_cast<std::ptrdiff_t>(colon), std::identity());
        if (!plain)
            return true;
        if (const auto field = fieldFromWord(word)) {
            m_term.field = *field;
            return true;
        }
        const bool letters = std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
        if (!letters || std::string_view(m_token.text).substr(colon + 1).starts_with("//"))
            return true;
        std::vector<std::string_view> known;
        for (const auto& entry : fieldWords())
            known.push_back(entry.word);
        fault(Problem::UnknownField, std::string(word), nearest(word, known), false);
        return false;
    }

    std::optional<Term> readAge(std::size_t from)
    {
        const auto text = from <= m_token.text.size() ? m_token.text.substr(from) : std::string();
        if (text.empty() && from > 0 && m_token.text[from - 1] != ':')
            return std::nullopt; // "age>"
        const auto age = from > 0 && m_token.text[from - 1] != ':' ? parseAge(text) : std::nullopt;
        if (age) {
            m_term.age = *age;
            return std::move(m_term);
        }
        const bool digits = !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
        fault(Problem::BadAge, text, {}, text.empty() || digits);
        return std::nullopt;
    }

    std::optional<Term> readValues(std::size_t from)
    {
        while (from <= m_token.text.size()) {
            const auto comma = std::min(m_token.find(',', from), m_token.text.size());
            if (comma > from)
                addValue(m_token.text.substr(from, comma - from), comma == m_token.text.size());
            from = comma + 1;
        }
        if (m_problem || (m_term.values.empty() && !m_answered))
            return std::nullopt;
        return std::move(m_term);
    }

    void addValue(std::string text, bool last)
    {
        Value value{std::move(text), false, flux::Kind::Other};
        value.wild = hasWildcard(value.text);
        switch (m_term.field) {
        case Field::Suspended:
        case Field::Behind:
            return addYesOrNo(value, last);
        case Field::State:
            if (!known(value, stateWords()))
                return fault(Problem::UnknownState, shown(value.text), nearest(value.text, stateWords()),
                    last && beginsOneOf(value.text, stateWords()));
            break;
        case Field::Drift:
            if (value.text != "yes" && value.text != "no" && !known(value, findingWords()))
                return fault(Problem::UnknownFinding, shown(value.text), nearest(value.text, findingWords()),
                    last && (beginsOneOf(value.text, findingWords()) || beginsYesOrNo(value.text)));
            break;
        case Field::Kind:
            if (!value.wild)
                value.kind = flux::kindFromWord(value.text);
            break;
        default:
            break;
        }
        m_term.values.push_back(std::move(value));
    }

    void addYesOrNo(const Value& value, bool last)
    {
        const bool yes = value.text == "yes" || value.text == "true";
        if (m_answered || (!yes && value.text != "no" && value.text != "false"))
            return fault(
                Problem::NotYesNo, shown(m_token.text.substr(m_token.find(':') + 1)), {}, last && !m_answered && beginsYesOrNo(value.text));
        m_answered = true;
        m_term.yes = yes;
    }

    static bool beginsYesOrNo(std::string_view text)
    {
        return std::string_view("yes").starts_with(text) || std::string_view("no").starts_with(text);
    }
    static bool known(const Value& value, std::span<const std::string_view> words)
    {
        return std::ranges::any_of(words, [&](std::string_view word) { return isWhole(value, word); });
    }

    void fault(Problem::Reason reason, std::string value, std::string_view near, bool unfinished)
    {
        if (m_problem)
            return;
        m_problem = Problem{reason, m_term.field, shown(m_token.text), std::move(value), std::string(near), unfinished && m_last};
    }

    const Token& m_token;
    bool m_last;
    bool m_answered = false; // yes or no was read
    Term m_term;
    std::optional<Problem> m_problem;
};

} // namespace

Query parse(std::string_view text)
{
    Query query;
    const auto words = tokens(text);
    for (const auto& token : words) {
        if (token.text.empty())
            continue;
        TermReader reader(token, token.end == text.size());
        if (auto term = reader.read())
            query.terms.push_back(std::move(*term));
        else if (reader.problem() && !query.problem)
            query.problem = reader.problem();
    }
    return query;
}

bool Query::uses(Field field) const
{
    return std::ranges::any_of(terms, [&](const Term& term) { return term.field == field; });
}

std::string_view Query::longestWord() const
{
    std::string_view longest;
    for (const auto& term : terms) {
        if (term.negate || (term.field != Field::Word && term.field != Field::Name) || term.values.size() != 1)
            continue;
        // With wildcards, the longest piece between them.
        const std::string_view text = term.values.front().text;
        for (std::size_t from = 0; from < text.size();) {
            const auto end = std::min(text.find_first_of("\x02\x03", from), text.size());
            if (end - from > longest.size())
                longest = text.substr(from, end - from);
            from = end + 1;
        }
    }
    return longest;
}

bool Query::isOneWord() const
{
    return terms.size() == 1 && terms.front().field == Field::Word && !terms.front().negate && terms.front().values.size() == 1
        && !terms.front().values.front().wild;
}

} // namespace dg::query

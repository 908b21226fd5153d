// SPDX-License-Identifier: Apache-2.0
#include "query.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace dg::tree {

namespace {

constexpr std::array<std::pair<std::string_view, Term::Field>, 6> Fields{{
    {"kind", Term::Kind},
    {"ns", Term::Namespace},
    {"name", Term::Name},
    {"state", Term::State},
    {"suspended", Term::Suspended},
    {"behind", Term::Behind},
}};

std::optional<Term::Field> fieldOf(std::string_view word)
{
    const auto found = std::ranges::find(Fields, word, &std::pair<std::string_view, Term::Field>::first);
    return found == Fields.end() ? std::nullopt : std::optional(found->second);
}

bool isStateWord(std::string_view word)
{
    return word == "problem" || word == "suspended" || flux::stateFromWord(word).has_value();
}

// Reads one word: `text` from `at`; quotes are dropped; `commas` are those outside quotes, as positions in the result.
std::string nextWord(std::string_view text, std::size_t& at, std::vector<std::size_t>& commas, std::size_t& colon)
{
    std::string word;
    bool quoted = false;
    colon = std::string::npos;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') {
            quoted = !quoted;
            continue;
        }
        if (!quoted && (c == ' ' || c == '\t'))
            break;
        if (!quoted && c == ',')
            commas.push_back(word.size());
        if (!quoted && c == ':' && colon == std::string::npos)
            colon = word.size();
        word.push_back(c);
    }
    return word;
}

bool understood(Term& term)
{
    if (term.field == Term::State)
        return std::ranges::all_of(term.values, isStateWord);
    if (term.field != Term::Suspended && term.field != Term::Behind)
        return true;
    const auto& value = term.values.front();
    term.yes = value == "yes" || value == "true";
    return term.values.size() == 1 && (term.yes || value == "no" || value == "false");
}

bool stateMatches(const std::string& value, const Candidate& candidate)
{
    if (value == "suspended")
        return candidate.suspended;
    if (!candidate.hasState)
        return false;
    // A managed object whose health nobody has read is no finding.
    return value == "problem" ? flux::isProblem(candidate.state) && (candidate.isFlux || candidate.state != flux::State::Unknown)
                              : value == flux::stateWord(candidate.state);
}

bool kindMatches(const std::string& value, const Candidate& candidate)
{
    if (value == candidate.kindCode || value == candidate.kind)
        return true;
    if (candidate.fluxKind != flux::Kind::Other)
        return flux::kindFromWord(value) == candidate.fluxKind;
    return value.size() == candidate.kind.size() + 1 && value.back() == 's' && value.starts_with(candidate.kind);
}

bool termMatches(const Term& term, const Candidate& candidate)
{
    const auto any = [&](auto&& test) { return std::ranges::any_of(term.values, test); };
    switch (term.field) {
    case Term::Word:
        return any([&](const std::string& v) { return candidate.text.find(v) != std::string_view::npos; });
    case Term::Kind:
        return any([&](const std::string& v) { return kindMatches(v, candidate); });
    case Term::Namespace:
        return any([&](const std::string& v) { return candidate.ns == v; });
    case Term::Name:
        return any([&](const std::string& v) { return candidate.name.find(v) != std::string_view::npos; });
    case Term::State:
        return any([&](const std::string& v) { return stateMatches(v, candidate); });
    case Term::Suspended:
        return candidate.suspended == term.yes;
    case Term::Behind:
        return candidate.behind == term.yes;
    }
    return false;
}

} // namespace

std::string toLower(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

Query parseQuery(std::string_view text)
{
    Query query;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::vector<std::size_t> commas;
        std::size_t colon = 0;
        const bool negate = text[at] == '-';
        if (negate)
            ++at;
        std::string word = toLower(nextWord(text, at, commas, colon));
        if (word.empty())
            continue;
        Term term;
        term.negate = negate;
        std::size_t from = 0;
        if (colon != std::string::npos) {
            if (const auto field = fieldOf(std::string_view(word).substr(0, colon))) {
                term.field = *field;
                from = colon + 1;
            }
        }
        commas.push_back(word.size());
        for (const auto comma : commas) {
            if (comma > from)
                term.values.push_back(word.substr(from, comma - from));
            from = std::max(from, comma + 1);
        }
        if (term.values.empty()) // "kind:" while it is being typed, or a lone comma
            continue;
        if (understood(term))
            query.terms.push_back(std::move(term));
        else if (query.error.empty())
            query.error = std::move(word);
    }
    return query;
}

std::string_view Query::longestWord() const
{
    std::string_view longest;
    for (const auto& term : terms) {
        if (!term.negate && (term.field == Term::Word || term.field == Term::Name) && term.values.size() == 1
            && term.values.front().size() > longest.size())
            longest = term.values.front();
    }
    return longest;
}

bool matches(const Query& query, const Candidate& candidate)
{
    return std::ranges::all_of(query.terms, [&](const Term& term) {
        if (!candidate.isFlux && (term.field == Term::Suspended || term.field == Term::Behind))
            return false;
        return termMatches(term, candidate) != term.negate;
    });
}

} // namespace dg::tree

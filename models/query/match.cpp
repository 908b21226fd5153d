// SPDX-License-Identifier: Apache-2.0
#include "query/match.h"

#include <algorithm>

namespace dg::query {

namespace {

enum class Answer : unsigned char { No, Yes, NotKnown };

Answer answer(bool yes)
{
    return yes ? Answer::Yes : Answer::No;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view lowerText, std::string_view text)
{
    return lowerText.size() == text.size()
        && std::equal(text.begin(), text.end(), lowerText.begin(), [](char a, char b) { return lower(a) == b; });
}

// The usual walk with one step back to the last AnyText: linear for what people type. `anywhere`: as if AnyText stood at
// both ends.
bool glob(std::string_view pattern, std::string_view text, bool anywhere)
{
    std::size_t p = 0, t = 0, again = 0, from = 0;
    bool free = anywhere; // there is an AnyText to go back to
    while (t < text.size()) {
        if (anywhere && p == pattern.size())
            return true;
        if (p < pattern.size() && pattern[p] == AnyText) {
            free = true;
            again = ++p;
            from = t;
        } else if (p < pattern.size() && (pattern[p] == AnyChar || pattern[p] == lower(text[t]))) {
            ++p;
            ++t;
        } else if (free) {
            p = again;
            t = ++from;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of(AnyText, p) == std::string_view::npos;
}

bool wordMatches(const Value& value, std::string_view text)
{
    if (!value.wild)
        return text.find(value.text) != std::string_view::npos;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find('\x01', from), text.size());
        if (isWithin(value, text.substr(from, end - from)))
            return true;
        from = end + 1;
    }
    return false;
}

// Of a kind and of its code; `kind` in lower case.
bool kindMatches(const Value& value, std::string_view code, std::string_view kind)
{
    if (isWhole(value, kind) || isWhole(value, code))
        return true;
    // The plural, guessed as Kubernetes does (meta.UnsafeGuessKindToResource).
    const std::string_view text = value.text;
    if (kind.empty() || (!value.wild && (text.size() <= kind.size() || text.back() != 's')))
        return false;
    std::string plural(kind);
    const bool vowel = kind.size() > 1 && std::string_view("aeou").find(kind[kind.size() - 2]) != std::string_view::npos;
    if (plural.back() == 's')
        plural += "es";
    else if (plural.back() == 'y' && !vowel)
        plural.replace(plural.size() - 1, 1, "ies");
    else
        plural += 's';
    return isWhole(value, plural);
}

bool kindMatches(const Value& value, const Candidate& candidate)
{
    if (candidate.fluxKind != flux::Kind::Other && !value.wild)
        return value.kind == candidate.fluxKind;
    return kindMatches(value, candidate.kindCode, candidate.kind);
}

bool stateMatches(const Value& value, const Candidate& candidate)
{
    if (isWhole(value, "suspended") && candidate.suspended)
        return true;
    if (!candidate.hasState)
        return false;
    // A managed object whose health nobody has read is no finding.
    if (isWhole(value, "problem"))
        return flux::isProblem(candidate.state) && (candidate.isFlux || candidate.state != flux::State::Unknown);
    return isWhole(value, flux::stateWord(candidate.state));
}

// NAME, NS/NAME or KIND/NS/NAME.
bool nameMatches(const Value& value, const NameView& name)
{
    if (name.empty())
        return false;
    const auto part = [&](std::string_view text) {
        return Value{std::string(text), text.find_first_of("\x02\x03") != std::string_view::npos, flux::Kind::Other};
    };
    const std::string_view text = value.text;
    const auto last = text.rfind('/');
    if (last == std::string_view::npos)
        return isWhole(value, name.name);
    if (!isWhole(part(text.substr(last + 1)), name.name))
        return false;
    const auto first = text.rfind('/', last ? last - 1 : 0);
    if (first == std::string_view::npos || last == 0)
        return isWhole(part(text.substr(0, last)), name.ns);
    return isWhole(part(text.substr(first + 1, last - first - 1)), name.ns) && namesKind(part(text.substr(0, first)), name.kind);
}

// By which labels Flux names an owner (flux/fields.cpp).
std::string_view ownerLabels(std::string_view kind)
{
    if (kind == "Kustomization")
        return "kustomize.toolkit.fluxcd.io";
    if (kind == "HelmRelease")
        return "helm.toolkit.fluxcd.io";
    if (kind == "ResourceSet")
        return "resourceset.fluxcd.controlplane.io";
    return kind == "FluxInstance" ? "fluxcd.controlplane.io" : "";
}

bool labelMatches(const Value& value, const Candidate& candidate)
{
    const auto equals = value.text.find('=');
    const auto part = [&](std::size_t from, std::size_t count) {
        auto text = value.text.substr(from, count);
        const bool wild = text.find_first_of("\x02\x03") != std::string::npos;
        return Value{std::move(text), wild, flux::Kind::Other};
    };
    const auto key = part(0, equals);
    const auto wanted = equals == std::string::npos ? std::optional<Value>() : part(equals + 1, std::string::npos);
    bool found = false;
    const auto look = [&](std::string_view labelKey, std::string_view labelValue) {
        found = found || (isWhole(key, labelKey) && (!wanted || isWhole(*wanted, labelValue)));
    };
    candidate.labels->forEach(look);
    if (const auto prefix = ownerLabels(candidate.labelOwner.kind); !prefix.empty()) {
        look(std::string(prefix) + "/name", candidate.labelOwner.name);
        look(std::string(prefix) + "/namespace", candidate.labelOwner.ns);
    }
    return found;
}

Answer driftMatches(const Term& term, const Candidate& candidate)
{
    // What the inventory says, and what the engine found; the kinds that only tell of something else are no drift.
    static const std::uint32_t Listed = findingBit("revision-lag") | findingBit("suspended-behind") | findingBit("pruned-later")
        | findingBit("corrected") | findingBit("sealed-stale") | findingBit("sealed-pending") | findingBit("sops-undecrypted");
    std::uint32_t found = candidate.findings;
    if (candidate.drift == Drift::Missing)
        found |= findingBit("missing");
    if (candidate.drift == Drift::Orphaned)
        found |= findingBit("orphaned");
    const bool any = (found & ~Listed) != 0;
    const bool known = any || found != 0 || candidate.drift != Drift::NotKnown;
    for (const auto& value : term.values) {
        if (isWhole(value, "not-watched") && candidate.notWatched)
            return Answer::Yes;
        if ((value.text == "yes" && any) || (value.text == "no" && known && !any))
            return Answer::Yes;
        for (const auto word : findingWords()) {
            if ((found & findingBit(word)) && isWhole(value, word))
                return Answer::Yes;
        }
    }
    return known ? Answer::No : Answer::NotKnown;
}

Answer ask(const Term& term, const Candidate& candidate)
{
    const auto any = [&](auto&& test) { return answer(std::ranges::any_of(term.values, test)); };
    switch (term.field) {
    case Field::Word:
        return any([&](const Value& v) { return wordMatches(v, candidate.text); });
    case Field::Kind:
        return any([&](const Value& v) { return kindMatches(v, candidate); });
    case Field::Namespace:
        return any([&](const Value& v) { return isWhole(v, candidate.ns); });
    case Field::Name:
        return any(
            [&](const Value& v) { return v.wild ? isWhole(v, candidate.name) : candidate.name.find(v.text) != std::string_view::npos; });
    case Field::State:
        return any([&](const Value& v) { return stateMatches(v, candidate); });
    case Field::Source:
        return any([&](const Value& v) {
            return std::ranges::any_of(candidate.sources, [&](const NameView& source) { return nameMatches(v, source); });
        });
    case Field::Owner:
        return any([&](const Value& v) { return nameMatches(v, candidate.owner); });
    case Field::Label:
        return candidate.labels ? any([&](const Value& v) { return labelMatches(v, candidate); }) : Answer::NotKnown;
    case Field::Drift:
        return driftMatches(term, candidate);
    case Field::By:
        if (!candidate.managers)
            return Answer::NotKnown;
        return any([&](const Value& v) {
            return std::ranges::any_of(*candidate.managers, [&](const std::string& manager) { return isWhole(v, manager); });
        });
    case Field::Suspended:
        return candidate.isFlux ? answer(candidate.suspended == term.yes) : Answer::NotKnown;
    case Field::Behind:
        return candidate.isFlux ? answer(candidate.behind == term.yes) : Answer::NotKnown;
    case Field::Cluster:
        return candidate.cluster.empty() ? Answer::NotKnown : any([&](const Value& v) { return isWhole(v, candidate.cluster); });
    case Field::Age:
        if (!candidate.age)
            return Answer::NotKnown;
        return answer(term.yes ? *candidate.age > term.age : *candidate.age < term.age);
    }
    return Answer::No;
}

bool holds(const Term& term, const Candidate& candidate)
{
    const auto said = ask(term, candidate);
    return said != Answer::NotKnown && (said == Answer::Yes) != term.negate;
}

} // namespace

bool isWhole(const Value& value, std::string_view text)
{
    return value.wild ? glob(value.text, text, false) : same(value.text, text);
}

bool isWithin(const Value& value, std::string_view text)
{
    return glob(value.text, text, true);
}

bool namesKind(const Value& value, std::string_view kind)
{
    return kindMatches(value, flux::codeForKind(kind), toLower(kind))
        || (!value.wild && flux::kindFromWord(value.text) != flux::Kind::Other
            && flux::kindFromWord(value.text) == flux::kindFromWord(kind));
}

bool matches(const Query& query, const Candidate& candidate)
{
    return std::ranges::all_of(query.terms, [&](const Term& term) { return holds(term, candidate); });
}

bool mayMatch(const Query& query, const Candidate& common)
{
    return std::ranges::all_of(query.terms, [&](const Term& term) {
        switch (term.field) {
        case Field::Owner:
        case Field::Cluster:
        case Field::Source:
        case Field::Suspended:
        case Field::Behind:
        case Field::Age:
            return holds(term, common);
        default:
            return true;
        }
    });
}

} // namespace dg::query

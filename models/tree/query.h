// SPDX-License-Identifier: Apache-2.0
// The filter language: "kind:ks ns:apps state:failed suspended:yes behind:yes name:x words", ANDed; values by comma are
// alternatives, quotes keep spaces, '-' negates. Values of kind, ns and state are whole words; a word is part of a text.
#pragma once

#include "flux/state.h"

#include <string>
#include <string_view>
#include <vector>

namespace dg::tree {

struct Term {
    enum Field : unsigned char { Word, Kind, Namespace, Name, State, Suspended, Behind };
    Field field = Word;
    bool negate = false;
    bool yes = true; // Suspended, Behind
    std::vector<std::string> values; // lower case
};

struct Query {
    std::vector<Term> terms;
    std::string error; // the first word that was not understood; its term is left out
    [[nodiscard]] bool empty() const { return terms.empty(); }
    // The words by which most entries are ruled out at once: empty when no plain, single word is there.
    [[nodiscard]] std::string_view longestWord() const;
    [[nodiscard]] bool isOneWord() const { return terms.size() == 1 && terms.front().field == Term::Word && !longestWord().empty(); }
};

[[nodiscard]] Query parseQuery(std::string_view text);
[[nodiscard]] std::string toLower(std::string_view text);

// One candidate. Texts are lower case.
struct Candidate {
    std::string_view text; // everything words are looked for in
    std::string_view name, ns, kindCode, kind;
    flux::Kind fluxKind = flux::Kind::Other;
    bool isFlux = false; // else suspended: and behind: never match
    bool suspended = false;
    bool behind = false;
    bool hasState = false;
    flux::State state = flux::State::Unknown;
};
[[nodiscard]] bool matches(const Query& query, const Candidate& candidate);

} // namespace dg::tree

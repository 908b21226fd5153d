// SPDX-License-Identifier: Apache-2.0
// query: the filter language of the window and of --filter: text -> terms -> matches, and what may be typed next. Pure; any
// thread. `kind:ks ns:apps state:failed -suspended:yes age>1h name:pay* "two words"`: terms are ANDed, values after a comma
// are alternatives, '-' or '!' negates, '*' and '?' stand for any text and any letter, quotes keep blanks and take every
// sign as it is (\" and \\ inside). Case does not matter.
#pragma once

#include "base/clock.h"
#include "flux/kinds.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dg::query {

enum class Field : std::uint8_t {
    Word, // anywhere in kind, namespace, name, revision or message
    Kind, // code, plural or kind name
    Namespace,
    Name, // part of it; with wildcards the whole
    State, // the states' words, missing, orphaned, problem, suspended
    Source, // NAME, NS/NAME or KIND/NS/NAME: of the source, and of what is built from it
    Owner, // likewise: who applies it
    Label, // KEY or KEY=VALUE
    Drift, // yes, no or a finding
    By, // field manager
    Suspended, // yes, no
    Behind, // yes, no
    Cluster,
    Age, // since it was applied: age>1h, age<30m; units s m h d w
};
inline constexpr std::size_t FieldCount = 14;

// The wildcards inside of a Value; no text of a cluster that is searched has such a byte.
inline constexpr char AnyText = '\x02';
inline constexpr char AnyChar = '\x03';

struct Value {
    std::string text; // lower case
    bool wild = false;
    flux::Kind kind = flux::Kind::Other; // of Field::Kind, when it names one of Flux's
    friend bool operator==(const Value&, const Value&) = default;
};

struct Term {
    Field field = Field::Word;
    bool negate = false;
    bool yes = true; // Suspended, Behind: yes; Age: older than
    Millis age{0};
    std::vector<Value> values; // none with Suspended, Behind and Age
    friend bool operator==(const Term&, const Term&) = default;
};

// What was not understood; its term is left out. The sentence is made in ui/text.
struct Problem {
    enum Reason : std::uint8_t { UnknownField, UnknownState, UnknownFinding, NotYesNo, BadAge };
    Reason reason = UnknownField;
    Field field = Field::Word; // whose value it is, but for UnknownField
    std::string word; // as typed, in lower case: "state:broken"
    std::string value; // "broken"; the field with UnknownField
    std::string nearest; // what was probably meant; may be empty
    bool unfinished = false; // it stands at the end and could still become right
};

struct Query {
    std::vector<Term> terms;
    std::optional<Problem> problem; // the first
    [[nodiscard]] bool empty() const { return terms.empty(); }
    [[nodiscard]] bool uses(Field field) const;
    // A text that everything that matches has somewhere in its search text; empty when there is none.
    [[nodiscard]] std::string_view longestWord() const;
    // Nothing but one word without wildcards.
    [[nodiscard]] bool isOneWord() const;
};

[[nodiscard]] Query parse(std::string_view text);
// The canonical text: parse(print(q)) has the same terms.
[[nodiscard]] std::string print(const Query& query);
// A value as it has to be typed: quoted where a sign in it means something.
[[nodiscard]] std::string quoted(std::string_view text);

struct FieldWord {
    Field field;
    std::string_view word;
};
[[nodiscard]] std::span<const FieldWord> fieldWords(); // one each, in the order of a help text
[[nodiscard]] std::span<const std::string_view> stateWords();
[[nodiscard]] std::span<const std::string_view> findingWords(); // and "not-watched"
[[nodiscard]] std::uint32_t findingBit(std::string_view word); // one bit of its own for each; 0: no such word
[[nodiscard]] std::optional<Field> fieldFromWord(std::string_view word); // also "namespace"

// The word of `words` that was probably meant, by edit distance; empty: none is near.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> words);
[[nodiscard]] std::string toLower(std::string_view text); // ASCII
// "1h30m", "7d", "2w": units s m h d w, each number with one. Not negative.
[[nodiscard]] std::optional<Millis> parseAge(std::string_view text);

} // namespace dg::query

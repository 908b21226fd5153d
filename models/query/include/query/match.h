// SPDX-License-Identifier: Apache-2.0
// What a query is asked about, and the answer. The window's tree and the command line fill candidates by the same rules.
#pragma once

#include "flux/object.h"
#include "flux/state.h"
#include "query/query.h"

#include <array>

namespace dg::query {

struct NameView {
    std::string_view kind, ns, name; // as the cluster writes them
    [[nodiscard]] bool empty() const { return name.empty(); }
};

[[nodiscard]] inline NameView nameOf(const flux::Reference& reference)
{
    return {reference.kind.view(), reference.ns.view(), reference.name.view()};
}

enum class Drift : std::uint8_t { NotKnown, None, Missing, Orphaned };

// Views live as long as what they were made from. A field that the query does not use may be left out.
struct Candidate {
    std::string_view text; // what words are looked for in: searchText()
    std::string_view name, ns; // lower case
    std::string_view kindCode, kind; // lower case
    flux::Kind fluxKind = flux::Kind::Other;
    bool isFlux = false; // a Flux object, not a managed one
    bool suspended = false;
    bool behind = false;
    bool hasState = false;
    flux::State state = flux::State::Unknown;
    std::array<NameView, 3> sources; // its own, its chart's, itself
    NameView owner;
    Drift drift = Drift::NotKnown; // of an applier: of the objects in its inventory
    bool notWatched = false; // nobody looks for its drift
    std::uint32_t findings = 0; // findingBit() of each that is open
    const std::vector<std::string>* managers = nullptr; // who made them; null: nobody looked
    const flux::Labels* labels = nullptr; // null: not known
    NameView labelOwner; // with labels: whom Flux's own labels name; they are not among `labels`
    std::optional<Millis> age;
    std::string_view cluster;
};

// What is not known (labels of an object nobody read, the age of what was never applied) matches neither a term nor its
// negation.
[[nodiscard]] bool matches(const Query& query, const Candidate& candidate);
// For the entries of one inventory at once: false when none can match, by what they have in common (owner, cluster) and
// what none of them has (a source, suspension, an age).
[[nodiscard]] bool mayMatch(const Query& query, const Candidate& common);

// "ns/name\x01code\x01kind\x01revision\x01message" in lower case; "\x01" separates what no wildcard spans.
[[nodiscard]] std::string searchText(const flux::FluxObject& object, std::string_view code, const flux::Verdict& verdict);
// All but text's own lifetime, drift, age and cluster. `text` is searchText() of the same object.
[[nodiscard]] Candidate candidateOf(
    const flux::FluxObject& object, std::string_view code, const flux::Verdict& verdict, bool behind, std::string_view text);
// When it was last applied or fetched; empty: never, or the object does not tell.
[[nodiscard]] std::optional<WallTime> appliedTime(const flux::FluxObject& object);
// What an applier's inventory says: `managed` objects in it, `missing` of them.
[[nodiscard]] Drift driftOf(const flux::FluxObject& object, std::size_t managed, std::size_t missing);

// Whole and part of a text against a value; letter case of `text` does not matter.
[[nodiscard]] bool isWhole(const Value& value, std::string_view text);
[[nodiscard]] bool isWithin(const Value& value, std::string_view text);
// `value` as kind, plural or short name of a Kubernetes kind.
[[nodiscard]] bool namesKind(const Value& value, std::string_view kind);

} // namespace dg::query

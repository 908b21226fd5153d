// SPDX-License-Identifier: Apache-2.0
// What may be typed next: fields, then values that exist.
#pragma once

#include "query/query.h"

#include <functional>

namespace dg::query {

struct Suggestion {
    std::string insert; // takes the place of [from, to); quoted where needed, with a blank after a value at the end
    std::string label; // "kind:", "payments"
    Field field = Field::Word; // whose hint stands beside it
    bool isField = false; // a value comes next
};

struct Completion {
    std::size_t from = 0, to = 0; // bytes of the text
    bool empty = true; // nothing is typed there yet
    std::vector<Suggestion> suggestions;
};

// The values of Kind, Namespace, Source, Owner, Label and Cluster that exist, in any order. For labels: keys; with
// "KEY=" typed, "KEY=VALUE".
using KnownValues = std::function<std::vector<std::string>(Field field, std::string_view typed)>;

// `cursor` is a byte of the text. What begins like the typed comes first; at most `limit`.
[[nodiscard]] Completion complete(std::string_view text, std::size_t cursor, const KnownValues& known, std::size_t limit = 40);

} // namespace dg::query

// SPDX-License-Identifier: Apache-2.0
// What the filter field offers: the language's completion with the values of the tree that is shown, in words.
#pragma once

#include "query/query.h"
#include "widgets/filter_field.h"

namespace dg::tree {
class FleetTree;
}

namespace dg::views {

// Without a tree: fields and fixed words only. `cursor` is a character of the text. `offered`: which fields; null: all.
[[nodiscard]] widgets::FilterSuggestions suggestionsFor(
    const tree::FleetTree* tree, const QString& text, int cursor, bool (*offered)(query::Field) = nullptr);

} // namespace dg::views

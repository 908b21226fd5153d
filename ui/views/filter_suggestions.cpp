// SPDX-License-Identifier: Apache-2.0
#include "filter_suggestions.h"

#include "query/complete.h"
#include "text/filter.h"
#include "text/words.h"
#include "tree/fleet_tree.h"

namespace dg::views {

widgets::FilterSuggestions suggestionsFor(const tree::FleetTree* tree, const QString& text, int cursor, bool (*offered)(query::Field))
{
    // The language counts bytes, the field characters.
    const std::string utf8 = text.toStdString();
    const auto characters
        = [&](std::size_t byte) { return static_cast<int>(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(byte)).size()); };
    const auto known = [tree](query::Field field, std::string_view typed) {
        return tree ? tree->filterValues(field, typed) : std::vector<std::string>{};
    };
    const auto completion = query::complete(utf8, text.left(cursor).toStdString().size(), known);
    widgets::FilterSuggestions out;
    out.from = characters(completion.from);
    out.to = characters(completion.to);
    for (const auto& one : completion.suggestions) {
        if (offered && !offered(one.field))
            continue;
        out.list.push_back({text::qs(one.insert), text::cleanLine(one.label), text::filterHint(one.field), one.isField});
        out.onRequest = one.isField && completion.empty;
    }
    return out;
}

} // namespace dg::views

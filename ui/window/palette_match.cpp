// SPDX-License-Identifier: Apache-2.0
#include "palette.h"

#include <algorithm>

namespace dg::window {

namespace {

constexpr int NoMatch = 1000;

// Lower is better.
int rank(const QString& text, const QString& query)
{
    if (query.isEmpty())
        return 3;
    const auto at = text.indexOf(query, 0, Qt::CaseInsensitive);
    if (at < 0)
        return NoMatch;
    if (at == 0)
        return text.size() == query.size() ? 0 : 1;
    return text.at(at - 1).isLetterOrNumber() ? 3 : 2;
}

} // namespace

std::vector<PaletteEntry> matchEntries(const std::vector<PaletteEntry>& all, const QString& typed, std::size_t limit)
{
    QString query = typed.trimmed();
    std::optional<PaletteEntry::Group> only;
    if (query.startsWith(u'>'))
        only = PaletteEntry::Actions;
    else if (query.startsWith(u'@'))
        only = PaletteEntry::Clusters;
    if (only)
        query = query.mid(1).trimmed();
    struct Hit {
        int rank;
        std::size_t index;
    };
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (only ? all[i].group != *only : query.isEmpty() && all[i].group == PaletteEntry::Objects)
            continue; // without a word: what can be run, not 20,000 names
        if (const int r = rank(all[i].text, query); r < NoMatch)
            hits.push_back({r, i});
    }
    const auto better = [](const Hit& a, const Hit& b) { return std::tie(a.rank, a.index) < std::tie(b.rank, b.index); };
    // Half of the rows for objects at most while other groups match too.
    std::stable_sort(hits.begin(), hits.end(), better);
    std::size_t others = 0;
    for (const Hit& hit : hits)
        others += all[hit.index].group != PaletteEntry::Objects ? 1 : 0;
    const std::size_t objects = limit - std::min(others, limit / 2);
    std::vector<PaletteEntry> out;
    for (const auto group : {PaletteEntry::Objects, PaletteEntry::Actions, PaletteEntry::Clusters}) {
        std::size_t taken = 0;
        for (const Hit& hit : hits) {
            if (all[hit.index].group != group || out.size() >= limit || (group == PaletteEntry::Objects && taken >= objects))
                continue;
            out.push_back(all[hit.index]);
            ++taken;
        }
    }
    return out;
}

} // namespace dg::window

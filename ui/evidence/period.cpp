// SPDX-License-Identifier: Apache-2.0
#include "evidence/period.h"

#include <algorithm>

namespace dg::evidence {

namespace {

constexpr std::size_t Most = 20'000; // of each

} // namespace

Millis Period::unwatched() const
{
    auto seen = Millis{0};
    for (const auto& stretch : watched)
        seen += std::max(Millis{0}, std::min(stretch.to, range.to) - std::max(stretch.from, range.from));
    return std::max(Millis{0}, range.length() - seen);
}

Result<Period> readPeriod(history::Store& store, const history::ClusterName& cluster, history::Range range, const std::string& ns)
{
    const auto found = store.find(cluster);
    if (!found)
        return tl::unexpected<Error>(found.error());
    if (*found == 0)
        return fail(ErrorCode::NotFound, "history");
    const history::Scope scope{*found, ns, 0, {}};
    Period out;
    out.range = range;
    auto watched = store.watched(*found, range);
    auto troubles = store.troubles(scope, range, Most);
    auto drift = store.driftEpisodes(scope, range, Most);
    auto changes = store.changes(scope, range);
    auto events = store.events(scope, range, Most);
    const auto deliveries = store.deliveries(scope, range, Most);
    if (!watched || !troubles || !drift || !changes || !events || !deliveries)
        return tl::unexpected<Error>(!watched ? watched.error()
                : !troubles                   ? troubles.error()
                : !drift                      ? drift.error()
                : !changes                    ? changes.error()
                : !events                     ? events.error()
                                              : deliveries.error());
    out.watched = std::move(*watched);
    out.troubles = std::move(*troubles);
    out.drift = std::move(*drift);
    out.changes = std::move(*changes);
    out.events = std::move(*events);
    for (const auto& [object, run] : *deliveries)
        out.deliveries.push_back({object, run});
    return out;
}

} // namespace dg::evidence

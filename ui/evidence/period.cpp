// SPDX-License-Identifier: Apache-2.0
#include "evidence/period.h"

#include "scope_filter.h"

#include <algorithm>

namespace dg::evidence {

namespace {

constexpr std::size_t Most = 20'000; // of each

bool isOwner(const history::ObjectRow& object, const ObjectKey& owner)
{
    return object.kind == owner.kind.view() && object.ns == owner.ns.view() && object.name == owner.name.view();
}

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

void narrowPeriod(Period& period, const ClusterReport& cluster, const Scope& scope, StringPool& pool)
{
    const ScopeFilter filter(cluster, scope, pool);
    if (filter.all() && !scope.owner)
        return;
    const auto holds = [&](const history::ObjectRow& object, const history::ObjectRow* owner = nullptr) {
        if (scope.owner && !isOwner(object, *scope.owner) && !(owner && isOwner(*owner, *scope.owner)))
            return false;
        const ObjectKey key{pool.intern(object.group), pool.intern(object.kind), pool.intern(object.ns), pool.intern(object.name)};
        return filter.all() || filter.holds(key, {});
    };
    std::erase_if(period.troubles, [&](const auto& one) { return !holds(one.object); });
    std::erase_if(period.drift, [&](const auto& one) { return !holds(one.object, one.owner ? &*one.owner : nullptr); });
    std::erase_if(period.changes, [&](const auto& one) { return !holds(one.object); });
    std::erase_if(period.deliveries, [&](const auto& one) { return !holds(one.application); });
}

} // namespace dg::evidence

// SPDX-License-Identifier: Apache-2.0
#include "items/drift_digest.h"

#include "flux/reconcile.h"
#include "query/query.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

namespace dg::items {

tree::DriftTable driftTable(const std::vector<drift::Finding>& findings, StringPool& pool)
{
    tree::DriftTable table;
    for (const auto& finding : findings) {
        if (finding.object.empty())
            continue;
        auto& of = table[finding.object];
        if (!finding.owner.empty() && of.owner.empty())
            of.owner = flux::keyOf(finding.owner, pool);
        if (!finding.ignoredBy.empty()) {
            of.expected = true;
            continue;
        }
        of.kinds |= query::findingBit(drift::kindWord(finding.kind));
        if (drift::counts(finding.kind)) {
            of.orphaned = finding.kind == drift::Kind::Orphaned && (of.findings == 0 || of.orphaned);
            of.missing = of.missing || finding.kind == drift::Kind::Missing;
            ++of.findings;
        }
        if (!finding.manager.empty()) {
            const auto at = std::ranges::lower_bound(of.managers, finding.manager);
            if (at == of.managers.end() || *at != finding.manager)
                of.managers.insert(at, finding.manager);
        }
    }
    return table;
}

std::vector<Hand> hands(const std::vector<drift::Finding>& findings)
{
    struct Seen {
        Hand hand;
        std::unordered_set<ObjectKey> objects;
        std::set<std::string_view> namespaces;
    };
    std::map<std::string_view, Seen> byManager;
    for (const auto& finding : findings) {
        if (!finding.ignoredBy.empty() || !drift::counts(finding.kind))
            continue;
        auto& seen = byManager[finding.manager];
        seen.hand.manager = finding.manager;
        ++seen.hand.fields;
        seen.objects.insert(finding.object);
        seen.namespaces.insert(finding.object.ns.view());
        if (const auto time = finding.time ? finding.time : finding.since) {
            seen.hand.first = std::min(seen.hand.first.value_or(*time), *time);
            seen.hand.last = std::max(seen.hand.last.value_or(*time), *time);
        }
    }
    std::vector<Hand> out;
    for (auto& [manager, seen] : byManager) {
        seen.hand.objects = static_cast<std::uint32_t>(seen.objects.size());
        seen.hand.namespaces = static_cast<std::uint32_t>(seen.namespaces.size());
        out.push_back(std::move(seen.hand));
    }
    std::ranges::stable_sort(out, [](const Hand& a, const Hand& b) { return a.last.value_or(WallTime{}) > b.last.value_or(WallTime{}); });
    return out;
}

} // namespace dg::items

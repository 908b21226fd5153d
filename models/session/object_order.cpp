// SPDX-License-Identifier: Apache-2.0
#include "object_order.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>

namespace dg::session {

bool isBefore(const ObjectKey& a, const ObjectKey& b)
{
    if (a.kind == b.kind && a.ns == b.ns) // mostly, and atoms are quickly compared
        return a.name.view() < b.name.view();
    return std::tuple(a.kind.view(), a.ns.view(), a.name.view()) < std::tuple(b.kind.view(), b.ns.view(), b.name.view());
}

// A server lists by "namespace/name", where "team-a/" comes before "team/": names in order, namespaces not quite. So the
// namespaces are sorted, and what is in them only where it must be.
void sortByNamespace(std::vector<std::shared_ptr<const flux::FluxObject>>& objects)
{
    std::unordered_map<Atom, std::vector<std::shared_ptr<const flux::FluxObject>>> byNamespace;
    for (auto& object : objects)
        byNamespace[object->key.ns].push_back(std::move(object));
    objects.clear();
    std::vector<Atom> namespaces;
    namespaces.reserve(byNamespace.size());
    for (const auto& [ns, some] : byNamespace)
        namespaces.push_back(ns);
    std::sort(namespaces.begin(), namespaces.end(), [](Atom a, Atom b) { return a.view() < b.view(); });
    const auto before = [](const auto& a, const auto& b) { return isBefore(a->key, b->key); };
    for (const auto ns : namespaces) {
        auto& some = byNamespace[ns];
        if (!std::is_sorted(some.begin(), some.end(), before))
            std::sort(some.begin(), some.end(), before);
        std::move(some.begin(), some.end(), std::back_inserter(objects));
    }
}

} // namespace dg::session

// SPDX-License-Identifier: Apache-2.0
#include "sorted_objects.h"

#include <algorithm>
#include <tuple>

namespace dg::evidence {

namespace {

bool isBefore(const ObjectKey& a, const ObjectKey& b)
{
    return std::tuple(a.ns.view(), a.name.view()) < std::tuple(b.ns.view(), b.name.view());
}

} // namespace

SortedObjects::SortedObjects(const Objects& objects)
{
    for (auto begin = objects.begin(); begin != objects.end(); begin = m_ranges.back().end) {
        const auto kind = (*begin)->kind;
        m_ranges.push_back(
            {begin, std::partition_point(begin, objects.end(), [kind](const auto& object) { return object->kind <= kind; })});
    }
}

const flux::FluxObject* SortedObjects::find(const ObjectKey& key) const
{
    for (const auto& [begin, end] : m_ranges) {
        if ((*begin)->key.kind != key.kind || (*begin)->key.group != key.group)
            continue;
        const auto at
            = std::lower_bound(begin, end, key, [](const auto& object, const ObjectKey& to) { return isBefore(object->key, to); });
        return at != end && (*at)->key == key ? at->get() : nullptr;
    }
    return nullptr;
}

} // namespace dg::evidence

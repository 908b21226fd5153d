// SPDX-License-Identifier: Apache-2.0
#include "drift/changes.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace dg::drift {

namespace {

const std::vector<std::string>& pathsOf(const flux::FieldSetPtr& set)
{
    static const std::vector<std::string> none;
    return set ? set->paths() : none;
}

void compareFields(ObjectDifference& to, const ObjectFacts& before, const ObjectFacts& after)
{
    if (before.fields == after.fields)
        return;
    const auto& earlier = pathsOf(before.fields);
    const auto& later = pathsOf(after.fields);
    std::ranges::set_difference(later, earlier, std::back_inserter(to.gained));
    std::ranges::set_difference(earlier, later, std::back_inserter(to.lost));
}

std::optional<ObjectDifference> compare(const ObjectKey& key, const ObjectFacts& before, const ObjectFacts& after)
{
    ObjectDifference out{Difference::Applied, key, after.owner, {}, before.fluxTime, after.fluxTime, {}, {}};
    compareFields(out, before, after);
    if (before.uid != after.uid)
        out.difference = Difference::Replaced;
    else if (!(before.owner == after.owner))
        out.difference = Difference::OwnerChanged;
    else if (before.fluxTime == after.fluxTime && out.gained.empty() && out.lost.empty())
        return std::nullopt;
    if (!(before.owner == after.owner))
        out.ownerBefore = before.owner;
    return out;
}

std::string orderOf(const ObjectDifference& one)
{
    std::string out;
    for (const auto part : {one.owner.kind, one.owner.ns, one.owner.name})
        out.append(part.view()).append(1, '\0');
    return out + one.object.toString();
}

} // namespace

std::vector<ObjectDifference> differencesBetween(
    const Facts& before, const Facts& after, const std::function<bool(const ObjectKey&)>& wasRead)
{
    std::vector<ObjectDifference> out;
    for (const auto& entry : before.objects) { // no binding: clang 14 lets no lambda capture one
        const auto& key = entry.first;
        const auto& earlier = entry.second;
        const auto later = after.objects.find(key);
        const auto gone = [&](Difference difference) {
            out.push_back({difference, key, earlier.owner, {}, earlier.fluxTime, std::nullopt, {}, {}});
        };
        if (wasRead && !wasRead(key)) // whatever is remembered of it is of the earlier look
            gone(Difference::NotLookedAt);
        else if (later == after.objects.end())
            gone(Difference::Removed);
        else if (auto one = compare(key, earlier, later->second))
            out.push_back(std::move(*one));
    }
    for (const auto& [key, later] : after.objects) {
        if (!before.objects.contains(key))
            out.push_back({Difference::Added, key, later.owner, {}, std::nullopt, later.fluxTime, {}, {}});
    }
    std::ranges::sort(out, {}, &orderOf);
    return out;
}

const char* differenceWord(Difference difference)
{
    constexpr std::array<const char*, DifferenceCount> Words{"added", "removed", "replaced", "owner-changed", "applied", "not-looked-at"};
    return Words.at(static_cast<std::size_t>(difference));
}

} // namespace dg::drift

// SPDX-License-Identifier: Apache-2.0
// What a filter may ask for here: for the completion while it is typed.
#include "impl.h"

#include <set>

namespace dg::tree {

namespace {

constexpr std::size_t MostLooked = 50'000; // some milliseconds
constexpr std::size_t MostValues = 2'000;

using Values = std::set<std::string, std::less<>>;

void add(Values& to, std::string_view value)
{
    if (!value.empty() && to.size() < MostValues && !to.contains(value))
        to.emplace(value);
}

void addLabels(Values& to, const flux::Labels& labels, std::string_view typed)
{
    const auto equals = typed.find('=');
    labels.forEach([&](std::string_view key, std::string_view value) {
        if (equals == std::string_view::npos)
            add(to, key);
        else if (toLower(key) == typed.substr(0, equals))
            add(to, std::string(key) + "=" + std::string(value));
    });
}

std::string fullName(std::string_view code, std::string_view ns, std::string_view name)
{
    return std::string(code).append("/").append(ns).append("/").append(name);
}

} // namespace

std::vector<std::string> FleetTree::filterValues(query::Field field, std::string_view typed) const
{
    using query::Field;
    const auto& d = *m_impl;
    Values values;
    std::size_t looked = 0;
    const bool entries = field == Field::Kind || field == Field::Namespace;
    if (field == Field::Kind) {
        for (const auto& kind : d.entryKinds)
            add(values, kind.code);
    }
    for (const auto& [key, node] : d.objects) {
        if (field == Field::Kind)
            add(values, node->code);
        else if (field == Field::Namespace)
            add(values, key.ns.view());
        else if (field == Field::Label)
            addLabels(values, node->object->labels, typed);
        else if (field == Field::Source && node->object->kind != flux::Kind::Other && flux::info(node->object->kind).isSource)
            add(values, fullName(node->code, key.ns.view(), key.name.view()));
        else if (field == Field::Owner && node->object->inventory.size() > 0)
            add(values, fullName(node->code, key.ns.view(), key.name.view()));
        if (!entries || looked > MostLooked)
            continue;
        node->object->inventory.forEach([&](const flux::InventoryEntry& entry) {
            ++looked;
            add(values, field == Field::Namespace ? entry.ns : flux::codeForKind(entry.kind));
        });
    }
    if (field == Field::Cluster)
        add(values, d.clusterName);
    if (field == Field::Label) {
        for (const auto& [key, record] : d.managed) {
            if (++looked > MostLooked)
                break;
            addLabels(values, record->labels, typed);
        }
    }
    return {values.begin(), values.end()};
}

} // namespace dg::tree

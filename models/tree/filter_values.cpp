// SPDX-License-Identifier: Apache-2.0
// What a filter may ask for here: for the completion while it is typed.
#include "impl.h"

#include <set>

namespace dg::tree {

namespace {

constexpr std::size_t MostLooked = 50'000; // some milliseconds
constexpr std::size_t MostValues = 2'000;

class Values {
public:
    explicit Values(std::string_view typed)
        : m_typed(typed)
    {
    }
    // What has the typed in it.
    void add(std::string_view value)
    {
        if (value.empty() || m_values.size() >= MostValues || m_values.contains(value))
            return;
        if (value.find(m_typed) != std::string_view::npos || toLower(value).find(m_typed) != std::string::npos)
            m_values.emplace(value);
    }
    void addLabels(const flux::Labels& labels)
    {
        const auto equals = m_typed.find('=');
        labels.forEach([&](std::string_view key, std::string_view value) {
            if (equals == std::string_view::npos)
                add(key);
            else if (toLower(key) == m_typed.substr(0, equals))
                add(std::string(key) + "=" + std::string(value));
        });
    }
    [[nodiscard]] std::vector<std::string> list() const { return {m_values.begin(), m_values.end()}; }

private:
    std::string_view m_typed; // lower case
    std::set<std::string, std::less<>> m_values;
};

std::string fullName(std::string_view code, std::string_view ns, std::string_view name)
{
    return std::string(code).append("/").append(ns).append("/").append(name);
}

} // namespace

std::vector<std::string> FleetTree::filterValues(query::Field field, std::string_view typed) const
{
    using query::Field;
    const auto& d = *m_impl;
    Values values(typed);
    std::size_t looked = 0;
    const bool entries = field == Field::Kind || field == Field::Namespace;
    if (field == Field::Kind) {
        for (const auto& kind : d.entryKinds)
            values.add(kind.code);
    }
    for (const auto& [key, node] : d.objects) {
        if (field == Field::Kind)
            values.add(node->code);
        else if (field == Field::Namespace)
            values.add(key.ns.view());
        else if (field == Field::Label)
            values.addLabels(node->object->labels);
        else if (field == Field::Source && node->object->kind != flux::Kind::Other && flux::info(node->object->kind).isSource)
            values.add(fullName(node->code, key.ns.view(), key.name.view()));
        else if (field == Field::Owner && node->object->inventory.size() > 0)
            values.add(fullName(node->code, key.ns.view(), key.name.view()));
        if (!entries || looked > MostLooked)
            continue;
        node->object->inventory.forEach([&](const flux::InventoryEntry& entry) {
            ++looked;
            values.add(field == Field::Namespace ? entry.ns : flux::codeForKind(entry.kind));
        });
    }
    if (field == Field::By) {
        for (const auto& [key, of] : d.drift) {
            for (const auto& manager : of.managers)
                values.add(manager);
        }
        return values.list();
    }
    if (field == Field::Cluster)
        values.add(d.clusterName);
    if (field == Field::Label) {
        for (const auto& [key, record] : d.managed) {
            if (++looked > MostLooked)
                break;
            values.addLabels(record->labels);
        }
    }
    return values.list();
}

} // namespace dg::tree

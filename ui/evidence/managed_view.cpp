// SPDX-License-Identifier: Apache-2.0
#include "evidence/managed_view.h"

namespace dg::evidence {

namespace {

std::string id(std::string_view group, std::string_view kind, std::string_view ns, std::string_view name)
{
    std::string out(group);
    return out.append("/").append(kind).append("/").append(ns).append("/").append(name);
}

} // namespace

ManagedView::ManagedView(const session::OneShotResult& read)
{
    for (const auto& object : read.managed) {
        const auto& key = object->key;
        m_present.emplace(id(key.group.view(), key.kind.view(), key.ns.view(), key.name.view()), object.get());
    }
    for (const auto& kind : read.managedKinds)
        m_readKinds.emplace(kind.group.view(), kind.kind.view());
}

const flux::ManagedObject* ManagedView::find(const flux::FluxObject& owner, const flux::InventoryEntry& entry) const
{
    if (owner.remoteCluster)
        return nullptr;
    const auto found = m_present.find(id(entry.group, entry.kind, entry.ns, entry.name));
    return found == m_present.end() ? nullptr : found->second;
}

bool ManagedView::isMissing(const flux::FluxObject& owner, const flux::InventoryEntry& entry) const
{
    return !owner.remoteCluster && m_readKinds.contains({entry.group, entry.kind}) && !find(owner, entry);
}

ManagedView::Counts ManagedView::count(const flux::FluxObject& applier) const
{
    Counts counts;
    applier.inventory.forEach([&](const flux::InventoryEntry& entry) {
        if (flux::kindFromGroupKind(entry.group, entry.kind) != flux::Kind::Other)
            return; // an item of its own
        ++counts.managed;
        counts.missing += isMissing(applier, entry) ? 1 : 0;
    });
    return counts;
}

} // namespace dg::evidence

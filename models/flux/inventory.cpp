// SPDX-License-Identifier: Apache-2.0
// Inventory ids as cli-utils writes them: pkg/object/objmetadata.go (domain.md §3.4).
#include "flux/object.h"

namespace dg::flux {

void Inventory::add(std::string_view id, std::string_view version)
{
    m_present = true;
    if (id.find('\n') != std::string_view::npos || version.find('\n') != std::string_view::npos)
        return; // no id of Kubernetes has one, and it would split the packed text
    m_packed.append(id).push_back('\n');
    m_packed.append(version).push_back('\n');
    ++m_count;
    // A look at the group's end alone: a million ids come by here.
    const auto kindAt = id.rfind('_');
    m_mayHoldFlux = m_mayHoldFlux || (kindAt != std::string_view::npos && isFluxGroup(id.substr(0, kindAt)));
}

void Inventory::addUnkept()
{
    m_present = true;
    ++m_count;
}

void Inventory::clear()
{
    m_packed.clear();
    m_count = 0;
    m_present = false;
    m_mayHoldFlux = false;
}

bool Inventory::next(std::size_t& at, InventoryEntry& entry, std::string& name) const
{
    const std::string_view packed = m_packed;
    const auto idEnd = packed.find('\n', at);
    const auto versionEnd = packed.find('\n', idEnd + 1);
    const auto id = packed.substr(at, idEnd - at);
    entry.version = packed.substr(idEnd + 1, versionEnd - idEnd - 1);
    at = versionEnd + 1;

    const auto nsEnd = id.find('_');
    const auto kindAt = id.rfind('_');
    if (nsEnd == std::string_view::npos || kindAt <= nsEnd + 1 || kindAt + 1 == id.size())
        return false;
    const auto groupAt = id.rfind('_', kindAt - 1);
    if (groupAt <= nsEnd + 1 || groupAt == std::string_view::npos)
        return false;
    entry.ns = id.substr(0, nsEnd);
    entry.kind = id.substr(kindAt + 1);
    entry.group = id.substr(groupAt + 1, kindAt - groupAt - 1);
    entry.name = id.substr(nsEnd + 1, groupAt - nsEnd - 1);
    if (entry.name.find("__") != std::string_view::npos) {
        name.assign(entry.name);
        for (std::size_t i = name.find("__"); i != std::string::npos; i = name.find("__", i + 1))
            name.replace(i, 2, ":");
        entry.name = name;
    }
    return true;
}

} // namespace dg::flux

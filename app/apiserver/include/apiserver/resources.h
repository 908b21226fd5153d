// SPDX-License-Identifier: Apache-2.0
// The table of what one server serves: group, version, kind, plural, and what its user may do with it.
#pragma once

#include <QByteArray>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace dg::apiserver {

enum class Access : unsigned char {
    Read, // get, list, watch
    Patch, // and patch
    MetadataOnly, // get, list, watch as PartialObjectMetadata; anything else is 403
    Denied, // 403, so that the honest gap shows
};

struct Resource {
    QByteArray group;
    QByteArray version;
    QByteArray kind;
    QByteArray plural;
    QByteArray shortNames; // comma separated
    bool namespaced = true;
    Access access = Access::Read;
    [[nodiscard]] QByteArray apiVersion() const { return group.isEmpty() ? version : group + '/' + version; }
    [[nodiscard]] QByteArray qualifiedPlural() const { return group.isEmpty() ? plural : plural + '.' + group; }
    [[nodiscard]] bool isFlux() const { return group.endsWith("fluxcd.io"); }
    // Items of a custom resource's list carry apiVersion and kind, those of a built-in one do not.
    [[nodiscard]] bool isCustom() const { return isFlux(); }
};

using ResourceId = std::size_t; // its place in the table

class ResourceTable {
public:
    explicit ResourceTable(std::vector<Resource> rows)
        : m_rows(std::move(rows))
    {
    }
    [[nodiscard]] const std::vector<Resource>& all() const { return m_rows; }
    [[nodiscard]] const Resource& operator[](ResourceId id) const { return m_rows[id]; }
    [[nodiscard]] std::optional<ResourceId> find(const QByteArray& group, const QByteArray& version, const QByteArray& plural) const
    {
        return where([&](const Resource& row) { return row.group == group && row.version == version && row.plural == plural; });
    }
    // The first of that kind.
    [[nodiscard]] std::optional<ResourceId> ofKind(const QByteArray& kind) const
    {
        return where([&](const Resource& row) { return row.kind == kind; });
    }

private:
    template <class Test> std::optional<ResourceId> where(Test test) const
    {
        const auto it = std::find_if(m_rows.begin(), m_rows.end(), test);
        return it == m_rows.end() ? std::nullopt : std::optional(static_cast<ResourceId>(it - m_rows.begin()));
    }
    std::vector<Resource> m_rows;
};

} // namespace dg::apiserver

// SPDX-License-Identifier: Apache-2.0
// The table of what the demo serves: group, version, kind, plural, and what its user may do with it.
#pragma once

#include <QByteArray>

#include <cstddef>
#include <optional>
#include <span>

namespace dg::demo {

enum class Access : unsigned char {
    Read, // get, list, watch
    Patch, // and patch
    MetadataOnly, // get, list, watch as PartialObjectMetadata; anything else is 403
    Denied, // 403, so that the honest gap shows
};

struct Resource {
    const char* group;
    const char* version;
    const char* kind;
    const char* plural;
    const char* shortNames; // comma separated
    bool namespaced;
    Access access;
    [[nodiscard]] QByteArray apiVersion() const { return *group ? QByteArray(group) + '/' + version : QByteArray(version); }
    [[nodiscard]] QByteArray qualifiedPlural() const { return *group ? QByteArray(plural) + '.' + group : QByteArray(plural); }
    [[nodiscard]] bool isFlux() const { return QByteArray(group).endsWith("fluxcd.io"); }
    // Items of a custom resource's list carry apiVersion and kind, those of a built-in one do not (flux-live.md C's lists).
    [[nodiscard]] bool isCustom() const { return isFlux(); }
};

using ResourceId = std::size_t;

[[nodiscard]] std::span<const Resource> resources();
[[nodiscard]] std::optional<ResourceId> findResource(const QByteArray& group, const QByteArray& version, const QByteArray& plural);
// By kind: kinds are unique in the table. The kind must be in it.
[[nodiscard]] ResourceId resourceOfKind(const QByteArray& kind);

} // namespace dg::demo

// SPDX-License-Identifier: Apache-2.0
// The identity of a Kubernetes object: API group, kind, namespace, name (never the version, never the uid:
// client-go's contract, a recreated object is an update of the same key). Namespace is empty for cluster-scoped ones,
// group is empty for core.
#pragma once

#include "base/string_pool.h"

#include <string>

namespace dg {

struct ObjectKey {
    Atom group;
    Atom kind;
    Atom ns;
    Atom name;
    friend bool operator==(const ObjectKey&, const ObjectKey&) = default;
    [[nodiscard]] bool empty() const { return kind.empty() && name.empty(); }
    // "Kustomization/apps/payments", as the command line takes it; "Namespace/apps" when cluster-scoped.
    [[nodiscard]] std::string toString() const;
};

// The same as plain text, where no pool is at hand (command line, settings, JSON).
struct ObjectName {
    std::string kind;
    std::string ns;
    std::string name;
    friend bool operator==(const ObjectName&, const ObjectName&) = default;
};

} // namespace dg

template <> struct std::hash<dg::ObjectKey> {
    std::size_t operator()(const dg::ObjectKey& key) const noexcept
    {
        auto h = key.name.hash();
        h = h * 31 + key.ns.hash();
        h = h * 31 + key.kind.hash();
        return h * 31 + key.group.hash();
    }
};

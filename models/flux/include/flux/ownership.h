// SPDX-License-Identifier: Apache-2.0
// metadata.managedFields, digested on arrival: who owns which fields since when. Not the managers' own JSON but shared
// sets of paths: objects of one shape share one text, so that half a million of them stay small (domain.md §5.4).
#pragma once

#include "base/clock.h"
#include "base/string_pool.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dg::flux {

// One fieldsV1. Immutable; paths are made when somebody first asks, from any thread.
class FieldSet {
public:
    explicit FieldSet(std::string fieldsV1)
        : m_raw(std::move(fieldsV1))
    {
    }
    // Of paths that are known already: a snapshot's, or a union. `paths` as below; raw() is empty.
    explicit FieldSet(std::vector<std::string> paths)
        : m_paths(std::move(paths))
    {
    }
    [[nodiscard]] const std::string& raw() const { return m_raw; }
    // Sorted, each once: "spec.template.spec.containers[name=web].image", "metadata.labels[\"a.b/c\"]",
    // "metadata.finalizers[=\"x\"]" for an element of a set, "[0]" for one by index. A list's element that somebody put there is a
    // path of its own; a map that somebody put there is not ("." says no more than that it was empty before). What
    // is no fieldsV1 has no paths.
    [[nodiscard]] const std::vector<std::string>& paths() const;
    [[nodiscard]] bool contains(std::string_view path) const;

private:
    std::string m_raw;
    mutable std::once_flag m_once;
    mutable std::vector<std::string> m_paths;
};
using FieldSetPtr = std::shared_ptr<const FieldSet>; // equal sets that one decoder read are one pointer

enum class Operation : std::uint8_t { Apply, Update };
[[nodiscard]] const char* operationWord(Operation operation); // "Apply", "Update"

// One entry of managedFields.
struct FieldManager {
    Atom manager;
    Operation operation = Operation::Update;
    Atom subresource; // empty: the object itself
    std::optional<WallTime> time; // seconds; moves when the manager's set or values change, not when a field is taken
    FieldSetPtr fields;
    friend bool operator==(const FieldManager&, const FieldManager&) = default;
};

// All entries but those of the subresource "status". Immutable, shared by objects that are alike.
struct Ownership {
    std::vector<FieldManager> managers; // in the server's order
    friend bool operator==(const Ownership&, const Ownership&) = default;
};

// Who has a path: itself, an atomic one above, or parts below; the youngest of several, but none that `own` says is the owner's.
// Null: nobody else.
template <class Own> [[nodiscard]] const FieldManager* foreignOwnerOf(const Ownership& ownership, std::string_view path, Own&& own);

// Marks on an object, label or annotation, that change what Flux does with it (domain.md §5.2).
struct Marks {
    enum class Ssa : std::uint8_t { Override, Merge, IfNotPresent, Ignore };
    Ssa ssa = Ssa::Override;
    bool reconcileDisabled = false;
    bool pruneDisabled = false;
    bool driftDetectionDisabled = false; // helm.toolkit.fluxcd.io/driftDetection: disabled
    bool copiedLabels = false; // its maker copied another object's labels: Endpoints, EndpointSlice, whatever has a controller
    bool helmHook = false; // annotation helm.sh/hook: no part of the release
    friend bool operator==(const Marks&, const Marks&) = default;
};

// Adds a map's key: ".image", "[\"a.b/c\"]"; nothing stands before the first.
void appendPathName(std::string& path, std::string_view name);
// A path's segments: {"spec", false}, {"name=web", true}: in brackets. `["a.b"]` is a name like any other.
struct PathSegment {
    std::string text;
    bool element = false; // of a list
    friend bool operator==(const PathSegment&, const PathSegment&) = default;
};
[[nodiscard]] std::vector<PathSegment> pathSegments(std::string_view path);
// Whether a JSON pointer (RFC 6901) names this path or something above it. An index in the pointer stands for any element:
// a path knows elements by their keys.
[[nodiscard]] bool pointerCovers(std::string_view pointer, std::string_view path);
// `above` is the same path or one above it.
[[nodiscard]] bool covers(std::string_view above, std::string_view path);

template <class Own> const FieldManager* foreignOwnerOf(const Ownership& ownership, std::string_view path, Own&& own)
{
    const FieldManager* found = nullptr;
    for (const auto& entry : ownership.managers) {
        if (own(entry))
            continue;
        const bool owns = std::ranges::any_of(
            entry.fields->paths(), [&](const std::string& owned) { return covers(owned, path) || covers(path, owned); });
        if (owns && (!found || found->time <= entry.time))
            found = &entry;
    }
    return found;
}

} // namespace dg::flux

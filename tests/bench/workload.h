// SPDX-License-Identifier: Apache-2.0
// The benchmarks' content: a list of Kustomizations as a real API server writes it (compact JSON, status conditions,
// inventory, three managedFields entries, about 7 kB each), the same for the same seed. Needs none of our libraries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dg::bench {

struct Shape {
    std::size_t objects = 20'000;
    std::size_t inventory = 50; // entries each
    std::size_t namespaces = 400;
    std::uint64_t seed = 42;
};

// A List answer and where its items lie in it.
struct List {
    std::string json;
    std::vector<std::pair<std::size_t, std::size_t>> items; // offset, length
    [[nodiscard]] std::string_view item(std::size_t index) const
    {
        return std::string_view(json).substr(items[index].first, items[index].second);
    }
};

// An object's text. Its requestedAt annotation is StampDigits digits long and its resourceVersion VersionDigits, so that a
// server can write others over them.
inline constexpr std::size_t StampDigits = 20;
inline constexpr std::size_t VersionDigits = 10;
[[nodiscard]] std::string kustomization(const Shape& shape, std::size_t index);
[[nodiscard]] std::string namespaceOf(const Shape& shape, std::size_t index);
// One in fifty fails: these stand first in the tree.
[[nodiscard]] bool isFailed(std::size_t index);

[[nodiscard]] List kustomizations(const Shape& shape);
[[nodiscard]] List sources(const Shape& shape); // one OCIRepository a namespace
[[nodiscard]] std::string emptyList(std::string_view apiVersion, std::string_view kind);
[[nodiscard]] std::string gzipFast(std::string_view plain); // level 1, as kube-apiserver does

} // namespace dg::bench

// SPDX-License-Identifier: Apache-2.0
// The numbers and bytes of the sized content: Kustomizations are kept as bytes, what they applied is made when it is
// asked for. Applications are numbered through; each namespace holds an equal share of them, in order.
#pragma once

#include "resources.h"

#include "base/clock.h"

namespace dg::demo {

struct SizedPlan {
    std::size_t namespaces = 1;
    std::size_t perNamespace = 1;
    std::uint32_t seed = 1;
    WallTime now;
    [[nodiscard]] std::size_t applications() const { return namespaces * perNamespace; }
    [[nodiscard]] QByteArray nsOf(std::size_t application) const;
    [[nodiscard]] static QByteArray nameOf(std::size_t application);

    static constexpr std::size_t ConfigMaps = 20; // and five other objects: 25 inventory entries each
    static constexpr std::size_t Pods = 2; // of its Deployment
};

[[nodiscard]] SizedPlan planFor(int count, std::uint32_t seed, WallTime now);
[[nodiscard]] std::unique_ptr<Generator> makeSizedGenerator(const SizedPlan& plan);

} // namespace dg::demo

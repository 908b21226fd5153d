// SPDX-License-Identifier: Apache-2.0
// The content of the drift benchmarks: 20,000 Kustomizations with 25 managed objects each, as they come from a watch.
#pragma once

#include "base/string_pool.h"
#include "drift/engine.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace dg::bench {

inline constexpr int Appliers = 20'000;
inline constexpr int Each = 25;
inline const WallTime Applied = *parseRfc3339("2026-11-26T10:00:00Z");
inline constexpr const char* Kinds[] = {"ConfigMap", "Service", "ServiceAccount", "Deployment", "NetworkPolicy"};

struct Content {
    explicit Content(StringPool& strings)
        : pool(strings)
    {
        for (const char* more :
            {"data.color", "spec.ports[port=80,protocol=TCP]", "automountServiceAccountToken", "spec.replicas", "spec.podSelector"})
            owned.push_back(ownershipOf({more, "metadata.labels[\"kustomize.toolkit.fluxcd.io/name\"]",
                "metadata.labels[\"kustomize.toolkit.fluxcd.io/namespace\"]"}));
        edited = std::make_shared<flux::Ownership>(*ownershipOf(
            {"metadata.labels[\"kustomize.toolkit.fluxcd.io/name\"]", "metadata.labels[\"kustomize.toolkit.fluxcd.io/namespace\"]"}));
        flux::FieldManager by{pool.intern("kubectl-edit"), flux::Operation::Update, {}, Applied + Seconds{60},
            std::make_shared<const flux::FieldSet>(std::vector<std::string>{"data.color"})};
        edited->managers.push_back(by);
    }
    std::shared_ptr<flux::Ownership> ownershipOf(std::vector<std::string> paths)
    {
        std::ranges::sort(paths);
        auto out = std::make_shared<flux::Ownership>();
        out->managers.push_back({pool.intern("kustomize-controller"), flux::Operation::Apply, {}, Applied,
            std::make_shared<const flux::FieldSet>(std::move(paths))});
        return out;
    }
    static std::string nameOf(int applier, int part) { return "app-" + std::to_string(applier) + "-part-" + std::to_string(part); }
    std::shared_ptr<flux::FluxObject> applierRecord(int i, int round)
    {
        auto object = std::make_shared<flux::FluxObject>();
        object->kind = flux::Kind::Kustomization;
        object->apiVersion = "kustomize.toolkit.fluxcd.io/v1";
        object->key = {pool.intern(flux::info(object->kind).group), pool.intern("Kustomization"), pool.intern("flux"),
            pool.intern("app-" + std::to_string(i))};
        object->uid = "u";
        object->resourceVersion = std::to_string(round);
        object->lastApplyBegan = Applied + Seconds{round};
        object->inventory.setPresent();
        for (int part = 0; part < Each; ++part)
            object->inventory.add("ns_" + nameOf(i, part) + "__" + Kinds[part % 5], "v1");
        return object;
    }
    store::Delta applier(int i, int round)
    {
        const auto object = applierRecord(i, round);
        return {object->key, store::RecordType::Flux, object, {}};
    }
    store::Delta managed(int i, int part, bool drifted = false)
    {
        auto object = std::make_shared<flux::ManagedObject>();
        object->key = {{}, pool.intern(Kinds[part % 5]), pool.intern("ns"), pool.intern(nameOf(i, part))};
        object->uid = "00000000-0000-0000-0000-000000000000";
        object->resourceVersion = drifted ? "2" : "1";
        object->apiVersion = "v1";
        object->owner = {pool.intern("Kustomization"), pool.intern("flux"), pool.intern("app-" + std::to_string(i))};
        object->ownership = drifted ? edited : owned[static_cast<std::size_t>(part % 5)];
        return {object->key, store::RecordType::Managed, object, {}};
    }
    StringPool& pool;
    std::vector<std::shared_ptr<flux::Ownership>> owned;
    std::shared_ptr<flux::Ownership> edited;
};

} // namespace dg::bench

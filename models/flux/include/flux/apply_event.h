// SPDX-License-Identifier: Apache-2.0
// What Flux says of its objects: core/v1 Events. Of a pass, those of kustomize-controller (reason Progressing) and helm-controller
// (DriftCorrected) name in their message the objects that were written, one a line: "Deployment/apps/web configured" (domain.md
// §7.1, flux-live.md B1). An Event lives for an hour, and may be dropped: what none tells is not refuted.
#pragma once

#include "base/clock.h"
#include "base/string_pool.h"
#include "kube/reflector.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dg::flux {

struct AppliedObject {
    std::string kind, ns, name; // the group is not said; ns is empty for a cluster-wide object
    bool created = false; // false: configured
    friend bool operator==(const AppliedObject&, const AppliedObject&) = default;
};

struct ApplyEvent final : store::Record {
    ApplyEvent()
        : Record(store::RecordType::ApplyEvent)
    {
    }
    ObjectKey applier; // the object it is about: for drift a Kustomization or HelmRelease
    std::string revision; // Kustomization: what the pass applied
    std::optional<WallTime> first, last; // of its repetitions, to the second
    std::int64_t count = 1; // repetitions (`series.count` where there is one)
    bool warning = false; // type
    Atom reason, reporter; // reportingComponent, or source.component
    std::string message; // at most LongestEventText bytes; not redacted yet
    std::vector<AppliedObject> objects; // empty: another message

    [[nodiscard]] bool isAboutFlux() const { return applier.group.view().ends_with(".toolkit.fluxcd.io"); }
};
inline constexpr std::size_t LongestEventText = 4000;

// A session watches all Events but those of what workloads are made of, which are most of them: the server has no selector for a
// group, and one watch costs it, and an agent's tunnels, less than one for each of Flux's controllers.
inline constexpr std::string_view FluxEventSelector
    = "involvedObject.kind!=Pod,involvedObject.kind!=Node,involvedObject.kind!=ReplicaSet,involvedObject.kind!=Deployment,"
      "involvedObject.kind!=StatefulSet,involvedObject.kind!=DaemonSet,involvedObject.kind!=Job,involvedObject.kind!=CronJob,"
      "involvedObject.kind!=HorizontalPodAutoscaler,involvedObject.kind!=PersistentVolumeClaim,involvedObject.kind!=Service,"
      "involvedObject.kind!=Ingress";

// What one look lists: two field selectors, each for one controller.
inline constexpr std::string_view ApplyEventSelectors[]
    = {"reportingComponent=kustomize-controller,reason=Progressing", "reportingComponent=helm-controller,reason=DriftCorrected"};

// The lines that name an object; what else the message says is passed over.
[[nodiscard]] std::vector<AppliedObject> appliedObjects(std::string_view message);

class ApplyEventDecoder final : public kube::RecordDecoder {
public:
    explicit ApplyEventDecoder(StringPool& pool)
        : m_pool(pool)
    {
    }
    [[nodiscard]] Result<store::RecordPtr> decode(json::Object& object) override;

private:
    StringPool& m_pool;
};

} // namespace dg::flux

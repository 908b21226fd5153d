// SPDX-License-Identifier: Apache-2.0
// What Flux says of a pass: core/v1 Events of kustomize-controller (reason Progressing) and helm-controller (DriftCorrected)
// whose message names the objects it wrote, one a line: "Deployment/apps/web configured" (domain.md §7.1, flux-live.md B1).
// An Event lives for an hour, and may be dropped: what none tells is not refuted.
#pragma once

#include "base/clock.h"
#include "base/string_pool.h"
#include "kube/reflector.h"
#include "store/store.h"

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
    ObjectKey applier; // the Kustomization or HelmRelease
    std::string revision; // Kustomization: what the pass applied
    std::optional<WallTime> last; // of its repetitions, to the second
    std::vector<AppliedObject> objects; // empty: another message
};

// What is listed and watched: two field selectors, each for one controller.
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

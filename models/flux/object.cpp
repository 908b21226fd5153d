// SPDX-License-Identifier: Apache-2.0
#include "flux/object.h"

namespace dg::flux {

const Condition* FluxObject::condition(std::string_view type) const
{
    for (const auto& entry : conditions) {
        if (entry.type == type)
            return &entry;
    }
    return nullptr;
}

const std::string& FluxObject::revision() const
{
    return kind != Kind::Other && info(kind).isSource ? artifactRevision : lastAppliedRevision;
}

} // namespace dg::flux

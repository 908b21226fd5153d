// SPDX-License-Identifier: Apache-2.0
// Finds an object among those of one look at a cluster, which lie in order: few are asked for, and a table of all would
// touch every one of them.
#pragma once

#include "flux/object.h"

#include <memory>
#include <vector>

namespace dg::evidence {

class SortedObjects {
public:
    using Objects = std::vector<std::shared_ptr<const flux::FluxObject>>;
    // `objects`: kind after kind, each by namespace and name (OneShotResult has them so). They must outlive this.
    explicit SortedObjects(const Objects& objects);
    // The key's atoms are of the objects' own pool. Null: not there. From any thread.
    [[nodiscard]] const flux::FluxObject* find(const ObjectKey& key) const;

private:
    struct Range { // of one kind
        Objects::const_iterator begin, end;
    };
    std::vector<Range> m_ranges;
};

} // namespace dg::evidence

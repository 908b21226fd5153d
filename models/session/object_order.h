// SPDX-License-Identifier: Apache-2.0
// The order in which objects are told of.
#pragma once

#include "flux/object.h"

#include <memory>
#include <vector>

namespace dg::session {

// By kind, namespace and name.
[[nodiscard]] bool isBefore(const ObjectKey& a, const ObjectKey& b);
// Objects of one kind, by namespace and name.
void sortByNamespace(std::vector<std::shared_ptr<const flux::FluxObject>>& objects);

} // namespace dg::session

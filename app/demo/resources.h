// SPDX-License-Identifier: Apache-2.0
// What the demo serves.
#pragma once

#include "apiserver/store.h"

namespace dg::demo {

using namespace apiserver; // the demo's own words are about what that server keeps

[[nodiscard]] const ResourceTable& resources();
// By kind: kinds are unique in the table. The kind must be in it.
[[nodiscard]] ResourceId resourceOfKind(const QByteArray& kind);

} // namespace dg::demo

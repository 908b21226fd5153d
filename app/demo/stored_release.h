// SPDX-License-Identifier: Apache-2.0
// What Helm stores of a release: a Secret with its manifest. The manifest is what is live, but for some values that somebody
// changed since, so that an exact comparison has something to find.
#pragma once

#include "resources.h"

namespace dg::demo {

// Of the HelmRelease's newest release; none without an inventory.
void storeRelease(Store& store, const QByteArray& ns, const QByteArray& name);
// Namespaces where the demo's user may read Secrets whole, as a Role of theirs would allow: so that Helm's releases can be read.
[[nodiscard]] bool mayReadSecrets(const QByteArray& ns);

} // namespace dg::demo

// SPDX-License-Identifier: Apache-2.0
// Secrets: their values are only ever compared. Private to drift.
#pragma once

#include "drift/value.h"

#include <string>

namespace dg::drift {

// Replaces every value of data and stringData by its keyed hash, under `data`; the key is drawn once a process. What stood
// there is wiped. Base64 that is none is hashed as it stands.
void hashSecretValues(Value& secret);
// What SOPS encrypted becomes null, and its own block goes.
void dropEncrypted(Value& object);

} // namespace dg::drift

// SPDX-License-Identifier: Apache-2.0
// Whether Secrets are there, and their keys' names, by metadata alone (flux/secret_fact.h). On the loop's thread.
#pragma once

#include "flux/secret_fact.h"
#include "net/http.h"

#include <functional>
#include <vector>

namespace dg::session {

// One GET a Secret, as PartialObjectMetadata: no value travels. `done` once, in the order of `names`; with none at once.
void lookAtSecrets(
    net::HttpLoop& loop, const std::vector<flux::SecretName>& names, std::function<void(std::vector<flux::SecretFact>)> done);

} // namespace dg::session

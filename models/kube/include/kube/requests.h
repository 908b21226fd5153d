// SPDX-License-Identifier: Apache-2.0
// One object, once: read whole, or merge-patched. On the loop's thread. Secrets are never requested (Refused), not even
// as the answer to a patch.
#pragma once

#include "base/result.h"
#include "kube/resource.h"
#include "net/http.h"

#include <functional>
#include <string>

namespace dg::kube {

using ObjectDone = std::function<void(Result<std::string>)>; // the object's JSON

void getObject(net::HttpLoop& loop, const Resource& resource, const std::string& ns, const std::string& name, ObjectDone done);
// `body` is JSON; the field manager is "driftglass".
void mergePatch(
    net::HttpLoop& loop, const Resource& resource, const std::string& ns, const std::string& name, std::string body, ObjectDone done);

} // namespace dg::kube

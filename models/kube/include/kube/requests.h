// SPDX-License-Identifier: Apache-2.0
// One object, once: read whole, merge-patched, or asked what an apply would make of it. On the loop's thread. Secrets are never
// requested (Refused), not even as the answer to a patch, but where the caller says that a person asked for them.
#pragma once

#include "base/result.h"
#include "kube/resource.h"
#include "net/http.h"

#include <functional>
#include <string>

namespace dg::kube {

enum class Secrets : unsigned char { Refused, Asked }; // Asked: whoever takes the answer zeroes it

using ObjectDone = std::function<void(Result<std::string>)>; // the object's JSON

void getObject(net::HttpLoop& loop, const Resource& resource, const std::string& ns, const std::string& name, ObjectDone done,
    Secrets secrets = Secrets::Refused);
// `body` is JSON; the field manager is "driftglass".
void mergePatch(
    net::HttpLoop& loop, const Resource& resource, const std::string& ns, const std::string& name, std::string body, ObjectDone done);
// Server-side apply with dryRun=All and force: nothing is written, admission is asked. `body`: the whole object as JSON. `manager`: whose
// fields it would write. Needs `patch` on the kind. Errors beside the usual: Invalid (an immutable field would change), BadRequest (a webhook that cannot do without effects).
void dryRunApply(net::HttpLoop& loop, const Resource& resource, const std::string& ns, const std::string& name, const std::string& manager,
    std::string body, ObjectDone done, Secrets secrets = Secrets::Refused);

} // namespace dg::kube

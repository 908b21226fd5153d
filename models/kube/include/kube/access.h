// SPDX-License-Identifier: Apache-2.0
// Who am I, and may I: SelfSubjectReview and SelfSubjectAccessReview (domain.md §1.6, §6.3). On the loop's thread.
// A yes is not a promise (admission may still refuse), a no is worth greying a button out.
#pragma once

#include "base/result.h"
#include "net/http.h"

#include <functional>
#include <string>
#include <vector>

namespace dg::kube {

// Empty `ns`: all namespaces, or a cluster-scoped resource. `resource` is the plural.
void checkAccess(net::HttpLoop& loop, const std::string& group, const std::string& resource, const std::string& verb, const std::string& ns,
    std::function<void(Result<bool>)> done);

struct Identity {
    std::string username; // "gitlab:user:ada" behind an agent with access_as user
    std::vector<std::string> groups;
};
// NotFound: a server older than 1.27.
void whoAmI(net::HttpLoop& loop, std::function<void(Result<Identity>)> done);

} // namespace dg::kube

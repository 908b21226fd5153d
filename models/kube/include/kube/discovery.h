// SPDX-License-Identifier: Apache-2.0
// What a server serves: aggregated discovery (KEP-3352) in two requests, the older form with one for each group version.
// A group whose aggregated API is broken or stale is named and breaks nothing else. On the loop's thread.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "kube/resource.h"
#include "net/http.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dg::kube {

struct Discovery {
    std::vector<Resource> resources; // for each group and kind the preferred served version first, then the others
    std::vector<std::string> broken; // "group/version" that did not answer or is stale: what is missing there is unknown
    std::string etag; // of /apis
    std::string coreEtag; // of /api
    std::string serverVersion; // gitVersion, "v1.36.3"; empty: not said
    std::optional<WallTime> serverTime; // of the last answer's Date header
    [[nodiscard]] const Resource* find(std::string_view group, std::string_view kind) const; // preferred version
    [[nodiscard]] const Resource* find(std::string_view group, std::string_view version, std::string_view kind) const;
};

// `previous`: where the server says 304, its part is taken over. A refused /apis is the error; everything else is tolerated.
void discover(net::HttpLoop& loop, std::function<void(Result<Discovery>)> done, std::shared_ptr<const Discovery> previous = nullptr);

// The pure parts. False: the body is of another kind, nothing was added.
[[nodiscard]] bool readAggregated(std::string_view body, Discovery& into); // APIGroupDiscoveryList v2, v2beta1
struct GroupVersion {
    std::string group, version;
};
[[nodiscard]] bool readGroups(std::string_view body, std::vector<GroupVersion>& into); // APIGroupList or APIVersions; preferred first
[[nodiscard]] bool readResources(std::string_view body, const GroupVersion& of, Discovery& into); // APIResourceList

} // namespace dg::kube

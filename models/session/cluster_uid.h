// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http.h"

#include <functional>
#include <string>

namespace dg::session {

// Empty: it may not be read, or could not. On the loop's thread.
void readClusterUid(net::HttpLoop& loop, std::function<void(std::string)> done);

} // namespace dg::session

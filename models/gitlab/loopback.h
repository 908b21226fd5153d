// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string_view>

namespace dg::gitlab {

// This machine: localhost, ::1, or 127.0.0.0/8 as four numbers; "127.example.com" is a name and not local.
[[nodiscard]] inline bool isLoopbackName(std::string_view host)
{
    return host == "localhost" || host == "::1" || host == "[::1]"
        || (host.starts_with("127.") && std::count(host.begin(), host.end(), '.') == 3
            && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

} // namespace dg::gitlab

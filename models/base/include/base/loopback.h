// SPDX-License-Identifier: Apache-2.0
// Which hosts are this machine: there plain http may carry a token. Pure; any thread.
#pragma once

#include <algorithm>
#include <charconv>
#include <string_view>

namespace dg {

// "localhost", "::1" (also in brackets), or 127.0.0.0/8 written as four numbers; "127.example.com" is a name. In lower case, without
// a port.
[[nodiscard]] inline bool isLoopbackHost(std::string_view host)
{
    if (host == "localhost" || host == "::1" || host == "[::1]")
        return true;
    if (!host.starts_with("127.") || std::count(host.begin(), host.end(), '.') != 3)
        return false;
    for (int part = 0; part < 4; ++part) {
        const auto digits = host.substr(0, host.find('.'));
        unsigned value = 256;
        const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (bad != std::errc{} || end != digits.data() + digits.size() || digits.size() > 3 || value > 255)
            return false;
        host.remove_prefix(std::min(digits.size() + 1, host.size()));
    }
    return true;
}

} // namespace dg

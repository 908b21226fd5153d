// SPDX-License-Identifier: Apache-2.0
// The pieces of a base URL, and which proxy of the environment a host goes through (Go's rules, because a kubeconfig
// that works with kubectl must work here: golang.org/x/net/http/httpproxy).
#pragma once

#include "base/result.h"

#include <functional>
#include <string>
#include <string_view>

namespace dg::net {

struct Address {
    bool https = true;
    std::string host; // without brackets
    std::string port;
    std::string prefix; // path, no trailing slash
    [[nodiscard]] std::string bracketed() const; // an IPv6 host in brackets
    [[nodiscard]] std::string hostPort() const;
    [[nodiscard]] bool isLoopback() const;
};

// BadValue: another scheme, credentials in the URL, a query, no host.
[[nodiscard]] Result<Address> parseAddress(std::string_view baseUrl);

// The environment's proxy for this host; empty: none. Loopback never goes through one.
using Environment = std::function<std::string(const char* name)>;
[[nodiscard]] std::string environmentProxy(const Address& address, const Environment& environment);

} // namespace dg::net

// SPDX-License-Identifier: Apache-2.0
// What libcurl says, as an ErrorCode.
#pragma once

#include "base/result.h"

#include <string>

#include <curl/curl.h>

namespace dg::net {

struct CurlOutcome {
    CURLcode code = CURLE_OK;
    std::string text; // CURLOPT_ERRORBUFFER
    std::string hostPort; // of the server
    std::string proxy; // without credentials; empty: none used
    bool headSeen = false;
    bool connected = false; // the request was on its way
    long verifyResult = 0; // X.509 verification, OpenSSL's numbers
    long connectStatus = 0; // of the proxy's answer to CONNECT
    long osErrno = 0;
};

[[nodiscard]] Status statusOf(const CurlOutcome& outcome);
// "host:port" of a proxy URL: what may be shown and logged of it.
[[nodiscard]] std::string proxySubject(const std::string& proxyUrl);

} // namespace dg::net

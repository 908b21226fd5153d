// SPDX-License-Identifier: Apache-2.0
// OAuth for GitLab's API part (the agent proxy takes no OAuth token, domain.md §1.2): the device flow of RFC 8628, which
// GitLab offers from 17.2 on to registered applications, and the renewal of its tokens. The application's id is public;
// no secret of the application is used. Calls block like client.h's.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "gitlab/client.h"

#include <functional>
#include <stop_token>
#include <string>

namespace dg::gitlab {

struct DeviceCode {
    std::string userCode; // a person types it at verificationUrl
    std::string verificationUrl; // https, on the same host; opened by a person
    std::string completeUrl; // with the code filled in; may be empty
    Seconds lifetime{300};
    Seconds interval{5};
    Secret deviceCode;
};

struct OAuthTokens {
    Secret access;
    Secret refresh;
    Seconds lifetime{7200};
    std::string scope;
};

class OAuth {
public:
    // `access`: host, CA and proxy; its token is not used.
    OAuth(Access access, std::string applicationId, std::string userAgent, const Clock& clock, Logger& log, std::stop_token stop = {});
    ~OAuth();
    OAuth(const OAuth&) = delete;
    OAuth& operator=(const OAuth&) = delete;

    // Errors: NotFound (the instance has no device flow), Unauthorized (the application is unknown, or is not allowed to),
    // BadAnswer, the transport's.
    [[nodiscard]] Result<DeviceCode> begin(const std::string& scope = "read_api");
    // Waits until the person has answered. Errors: Refused (the person said no), Timeout (the code ended), Cancelled.
    [[nodiscard]] Result<OAuthTokens> finish(const DeviceCode& code);
    // Errors: Unauthorized: sign in again.
    [[nodiscard]] Result<OAuthTokens> renew(const Secret& refresh);

private:
    Result<OAuthTokens> take(const std::string& form);
    std::string m_applicationId;
    Client m_client;
};

} // namespace dg::gitlab

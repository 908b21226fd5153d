// SPDX-License-Identifier: Apache-2.0
#include "gitlab/oauth.h"

#include "client_impl.h"
#include "kube/resource.h"
#include "json/json.h"

namespace dg::gitlab {

namespace {

constexpr const char* Form = "application/x-www-form-urlencoded";

Access withoutToken(Access access)
{
    access.token = {};
    return access;
}

std::string text(simdjson::simdjson_result<simdjson::dom::element> value)
{
    std::string_view out;
    return value.get_string().get(out) == simdjson::SUCCESS ? std::string(out) : std::string();
}
Secret secret(simdjson::simdjson_result<simdjson::dom::element> value)
{
    std::string_view out;
    return value.get_string().get(out) == simdjson::SUCCESS ? Secret(out) : Secret();
}
Seconds seconds(simdjson::simdjson_result<simdjson::dom::element> value, Seconds otherwise, Seconds most)
{
    std::int64_t out = 0;
    return value.get_int64().get(out) == simdjson::SUCCESS && out > 0 ? std::min(Seconds{out}, most) : otherwise;
}

} // namespace

OAuth::OAuth(Access access, std::string applicationId, std::string userAgent, const Clock& clock, Logger& log, std::stop_token stop)
    : m_applicationId(std::move(applicationId))
    , m_client(withoutToken(std::move(access)), std::move(userAgent), clock, log, std::move(stop))
{
}
OAuth::~OAuth() = default;

Result<DeviceCode> OAuth::begin(const std::string& scope)
{
    auto& impl = *m_client.m_impl;
    impl.refused.reset();
    auto answer = impl.post("/oauth/authorize_device",
        "client_id=" + kube::percentEncode(m_applicationId) + "&scope=" + kube::percentEncode(scope), Form, impl.access.host.name());
    if (!answer)
        return tl::unexpected(answer.error());
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(answer->body).get(root) != simdjson::SUCCESS)
        return fail(ErrorCode::BadAnswer, impl.access.host.name());
    DeviceCode code;
    code.deviceCode = secret(root["device_code"]);
    code.userCode = text(root["user_code"]);
    code.verificationUrl = text(root["verification_uri"]);
    code.completeUrl = text(root["verification_uri_complete"]);
    code.lifetime = seconds(root["expires_in"], code.lifetime, Seconds{1800});
    code.interval = seconds(root["interval"], code.interval, Seconds{60});
    secureZero(answer->body.data(), answer->body.size());
    // A person is sent there with a code: only to the instance itself.
    const auto own = [&](const std::string& url) { return url.starts_with(impl.access.host.origin + "/"); };
    if (code.deviceCode.empty() || code.userCode.empty() || !own(code.verificationUrl)
        || (!code.completeUrl.empty() && !own(code.completeUrl)))
        return fail(ErrorCode::BadAnswer, impl.access.host.name());
    return code;
}

Result<OAuthTokens> OAuth::take(const std::string& form)
{
    auto& impl = *m_client.m_impl;
    impl.refused.reset(); // a refusal here is about a code, not about a token that is used
    auto answer = impl.post("/oauth/token", form, Form, impl.access.host.name());
    if (!answer)
        return tl::unexpected(answer.error());
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(answer->body).get(root) != simdjson::SUCCESS)
        return fail(ErrorCode::BadAnswer, impl.access.host.name());
    OAuthTokens tokens;
    tokens.access = secret(root["access_token"]);
    tokens.refresh = secret(root["refresh_token"]);
    tokens.lifetime = seconds(root["expires_in"], tokens.lifetime, Seconds{365 * 86'400});
    tokens.scope = text(root["scope"]);
    secureZero(answer->body.data(), answer->body.size());
    if (!checkToken(tokens.access))
        return fail(ErrorCode::BadAnswer, impl.access.host.name());
    return tokens;
}

Result<OAuthTokens> OAuth::finish(const DeviceCode& code)
{
    auto& impl = *m_client.m_impl;
    auto form = "grant_type=" + kube::percentEncode("urn:ietf:params:oauth:grant-type:device_code")
        + "&client_id=" + kube::percentEncode(m_applicationId) + "&device_code=" + kube::percentEncode(code.deviceCode.reveal());
    auto interval = code.interval;
    const auto end = impl.clock.steady() + code.lifetime;
    Result<OAuthTokens> result = fail(ErrorCode::Timeout, impl.access.host.name());
    for (;;) {
        if (!impl.waiting.wait(interval)) {
            result = fail(ErrorCode::Cancelled);
            break;
        }
        if (impl.clock.steady() >= end)
            break;
        result = take(form);
        if (result || result.error().httpStatus == 0)
            break;
        const auto& word = result.error().detail; // RFC 8628 §3.5
        if (word.find("slow_down") != std::string::npos) {
            interval += Seconds{5};
        } else if (word.find("authorization_pending") == std::string::npos) {
            if (word.find("access_denied") != std::string::npos)
                result = fail(ErrorCode::Refused, impl.access.host.name());
            else if (word.find("expired_token") != std::string::npos)
                result = fail(ErrorCode::Timeout, impl.access.host.name());
            break;
        }
        result = fail(ErrorCode::Timeout, impl.access.host.name());
    }
    secureZero(form.data(), form.size());
    return result;
}

Result<OAuthTokens> OAuth::renew(const Secret& refresh)
{
    auto form = "grant_type=refresh_token&client_id=" + kube::percentEncode(m_applicationId)
        + "&refresh_token=" + kube::percentEncode(refresh.reveal());
    auto tokens = take(form);
    secureZero(form.data(), form.size());
    if (!tokens && tokens.error().code == ErrorCode::BadRequest) // invalid_grant
        return fail(ErrorCode::Unauthorized, m_client.m_impl->access.host.name(), tokens.error().detail);
    return tokens;
}

} // namespace dg::gitlab

// SPDX-License-Identifier: Apache-2.0
#include "kube/api_error.h"

#include "json/json.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace dg::kube {
namespace {

constexpr Seconds MaxRetryAfter{120}; // quality.md §2.4 (18)

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

int number(std::string_view text)
{
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

ErrorCode byStatus(int status)
{
    switch (status) {
    case 400:
    case 405:
    case 406:
    case 413:
    case 414:
    case 415:
        return ErrorCode::BadRequest;
    case 401:
        return ErrorCode::Unauthorized;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 407:
        return ErrorCode::ProxyFailed;
    case 408:
        return ErrorCode::Timeout;
    case 409:
        return ErrorCode::Conflict;
    case 410:
        return ErrorCode::Gone;
    case 422:
        return ErrorCode::Invalid;
    case 429:
        return ErrorCode::TooManyRequests;
    case 502:
    case 503:
    case 504:
        return ErrorCode::Unavailable;
    default:
        break;
    }
    if (status >= 300 && status < 400)
        return ErrorCode::Redirected;
    if (status >= 500)
        return ErrorCode::ServerError;
    return status >= 400 ? ErrorCode::BadRequest : ErrorCode::BadAnswer;
}

} // namespace

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 IMF-fixdate; the obsolete forms are not sent by anything we meet).
std::optional<WallTime> parseHttpDate(std::string_view text)
{
    static constexpr std::array<std::string_view, 12> Months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != 29 || text.substr(25) != " GMT" || text[3] != ',' || text[19] != ':' || text[22] != ':')
        return std::nullopt;
    unsigned month = 0;
    while (month < Months.size() && Months[month] != text.substr(8, 3))
        ++month;
    const int day = number(text.substr(5, 2)), year = number(text.substr(12, 4));
    const int h = number(text.substr(17, 2)), m = number(text.substr(20, 2)), s = number(text.substr(23, 2));
    if (month == Months.size() || day < 1 || year < 1970 || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60)
        return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year{year}, std::chrono::month{month + 1}, std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok())
        return std::nullopt;
    return WallTime{std::chrono::sys_days{date}} + std::chrono::hours{h} + std::chrono::minutes{m} + Seconds{s};
}

std::string plainText(std::string_view text, std::size_t max)
{
    std::string out;
    bool tag = false;
    bool blank = true; // no blank at the beginning, no two in a row
    for (std::size_t i = 0; i < text.size() && out.size() <= max; ++i) {
        const char c = text[i];
        const auto u = static_cast<unsigned char>(c);
        if (tag) {
            tag = c != '>';
            continue;
        }
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        if (c == '<' && (next == '/' || next == '!' || next == '?' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'))
            && text.find('>', i) != std::string_view::npos) {
            tag = true;
        } else if (u == 0xC2 && static_cast<unsigned char>(next) >= 0x80 && static_cast<unsigned char>(next) <= 0x9F) {
            ++i; // a C1 control character in UTF-8
            continue;
        }
        if (tag || u <= ' ' || u == 0x7F) {
            if (!blank)
                out += ' ';
            blank = true;
        } else {
            out += c;
            blank = false;
        }
    }
    if (out.size() > max) {
        out.resize(max);
        std::size_t start = out.size(); // of the last character, which may be cut
        while (start > 0 && (static_cast<unsigned char>(out[start - 1]) & 0xC0) == 0x80)
            --start;
        if (start > 0) {
            const auto lead = static_cast<unsigned char>(out[start - 1]);
            const std::size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            if (out.size() - (start - 1) < need)
                out.resize(start - 1);
        }
    }
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

std::optional<Seconds> parseRetryAfter(std::string_view value, WallTime now)
{
    while (!value.empty() && value.front() == ' ')
        value.remove_prefix(1);
    while (!value.empty() && value.back() == ' ')
        value.remove_suffix(1);
    if (!value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos) {
        const int seconds = value.size() > 6 ? 999999 : number(value);
        return std::min(Seconds{seconds}, MaxRetryAfter);
    }
    const auto date = parseHttpDate(value);
    if (!date)
        return std::nullopt;
    const auto wait = std::chrono::ceil<Seconds>(*date - now);
    return std::clamp(wait, Seconds{0}, MaxRetryAfter);
}

std::optional<ApiStatus> parseStatus(std::string_view body)
{
    const simdjson::padded_string padded(body);
    simdjson::dom::parser parser;
    simdjson::dom::object root;
    if (parser.parse(padded).get_object().get(root) != simdjson::SUCCESS)
        return std::nullopt;
    const auto text = [](simdjson::simdjson_result<simdjson::dom::element> value) {
        std::string_view out;
        return value.get_string().get(out) == simdjson::SUCCESS ? std::string(out) : std::string();
    };
    if (text(root["kind"]) != "Status")
        return std::nullopt;
    ApiStatus status;
    status.message = text(root["message"]);
    status.reason = text(root["reason"]);
    status.continueToken = text(root["metadata"]["continue"]);
    std::int64_t code = 0;
    if (root["code"].get_int64().get(code) == simdjson::SUCCESS && code > 0 && code < 1000)
        status.code = static_cast<int>(code);
    std::int64_t retry = 0;
    if (root["details"]["retryAfterSeconds"].get_int64().get(retry) == simdjson::SUCCESS && retry > 0)
        status.retryAfter = std::min(Seconds{std::min<std::int64_t>(retry, 999999)}, MaxRetryAfter);
    simdjson::dom::array causes;
    if (root["details"]["causes"].get_array().get(causes) == simdjson::SUCCESS) {
        for (const auto cause : causes)
            status.tooLargeResourceVersion |= text(cause["reason"]) == "ResourceVersionTooLarge";
    }
    // Servers before 1.18 give no cause (client-go's isTooLargeResourceVersionError).
    status.tooLargeResourceVersion |= contains(status.message, "Too large resource version");
    return status;
}

Error statusError(const ApiStatus& status, std::string subject)
{
    int code = status.code;
    if (code == 0) {
        if (status.reason == "Expired" || status.reason == "Gone")
            code = 410;
        else if (status.reason == "Forbidden")
            code = 403;
        else if (status.reason == "Unauthorized")
            code = 401;
        else if (status.reason == "TooManyRequests")
            code = 429;
        else
            code = 500;
    }
    Error error{
        byStatus(code), std::move(subject), plainText(status.message.empty() ? status.reason : status.message), 0, code, status.retryAfter};
    if (status.reason == "Expired")
        error.code = ErrorCode::Gone;
    return error;
}

Error apiError(const net::ResponseHead& head, std::string_view body, std::string subject)
{
    return apiError(head, body, std::move(subject), std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()));
}

Error apiError(const net::ResponseHead& head, std::string_view body, std::string subject, WallTime now)
{
    const auto status = parseStatus(body);
    const std::string_view message = status ? std::string_view(status->message) : body;
    Error error{byStatus(head.status), std::move(subject), plainText(message), 0, head.status, std::nullopt};
    error.retryAfter = parseRetryAfter(head.header("retry-after"), now);
    if (!error.retryAfter && status)
        error.retryAfter = status->retryAfter;

    const bool kas
        = contains(message, "GitLab Agent Server") || contains(message, "HTTP->gRPC") || contains(head.header("via"), "gRPC/1.0");
    // The reason field is empty here: status and message decide (domain.md §1.3, traps).
    if (head.status == 502 && contains(message, "Agent connection not found"))
        error.code = ErrorCode::AgentOffline;
    else if (head.status == 502 && kas)
        error.code = ErrorCode::AgentBroken;
    else if (head.status == 401 && (head.header("gitlab-unauthorized") == "true" || contains(message, "Unauthorized: CI job token")))
        error.code = ErrorCode::GitLabUnauthorized;
    else if (head.status == 403 && (contains(message, "Forbidden: CI job token") || contains(message, "Forbidden: agentId is not allowed")))
        error.code = ErrorCode::GitLabUnauthorized; // GitLab's refusal, not the cluster's RBAC
    else if (head.status == 404 && contains(message, "agents for CI job token"))
        error.code = ErrorCode::GitLabUnauthorized;
    return error;
}

} // namespace dg::kube

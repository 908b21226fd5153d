// SPDX-License-Identifier: Apache-2.0
// From an HTTP answer to an Error: what KAS says by itself, what GitLab refuses, what the cluster's RBAC refuses, and
// what proxies in between write (domain.md §1.3, §8.7). Pure.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "net/http.h"

#include <optional>
#include <string>
#include <string_view>

namespace dg::kube {

// The `Status` object of a failure. Fields absent in the body are empty.
struct ApiStatus {
    std::string message;
    std::string reason; // "Expired", "Forbidden", …
    std::string continueToken; // metadata.continue: of an expired list, goes on inconsistently
    int code = 0;
    std::optional<Seconds> retryAfter; // details.retryAfterSeconds
    bool tooLargeResourceVersion = false; // details.causes[].reason, or the message of older servers
};

// nullopt: not a Status object.
[[nodiscard]] std::optional<ApiStatus> parseStatus(std::string_view body);

// `head` holds a status of 300 and more. `detail` is the Status' message, or at most 300 characters of the body without
// tags and control characters. `now` only serves a Retry-After that is a date.
[[nodiscard]] Error apiError(const net::ResponseHead& head, std::string_view body, std::string subject, WallTime now);
[[nodiscard]] Error apiError(const net::ResponseHead& head, std::string_view body, std::string subject);

// The same for the object of a watch's ERROR event (the HTTP status is 200 there).
[[nodiscard]] Error statusError(const ApiStatus& status, std::string subject);

// The Date header's form, "Sun, 06 Nov 1994 08:49:37 GMT"; anything else: nullopt.
[[nodiscard]] std::optional<WallTime> parseHttpDate(std::string_view text);

// Seconds or an HTTP date; garbage is nullopt, more than two minutes is two minutes, the past is 0.
[[nodiscard]] std::optional<Seconds> parseRetryAfter(std::string_view value, WallTime now);

// Cluster text made safe to show: control characters become blanks, tags vanish, at most `max` bytes cut at a character.
[[nodiscard]] std::string plainText(std::string_view text, std::size_t max = 300);

} // namespace dg::kube

// SPDX-License-Identifier: Apache-2.0
// base: what every library uses. Result and Error, Secret, StringPool and ObjectKey, Clock, times, redaction, the log.
// Nothing here knows Kubernetes or Qt. Anybody may use it.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <tl/expected.hpp>

namespace dg {

// The closed list of what can go wrong. Code decides by it; the sentence a person reads is made in ui/text.
enum class ErrorCode : unsigned char {
    // Files and input
    FileNotFound,
    FileUnreadable,
    FileUnwritable,
    FileTooLarge,
    BadSyntax,
    BadValue,
    Unsupported,
    // Reaching the host
    DnsFailed,
    ConnectionRefused,
    ConnectFailed,
    TlsFailed,
    TlsUntrusted,
    ProxyFailed,
    Timeout,
    ConnectionLost,
    Redirected,
    InsecureRefused,
    // What the host answered
    BadRequest,
    Unauthorized,
    GitLabUnauthorized,
    Forbidden,
    NotFound,
    Gone,
    Conflict,
    Invalid,
    TooManyRequests,
    ServerError,
    Unavailable,
    AgentOffline,
    AgentBroken,
    BadAnswer,
    TooLarge,
    // Credential plugins
    PluginMissing,
    PluginRefused,
    PluginFailed,
    PluginTimeout,
    PluginBadAnswer,
    // Keychain
    KeychainLocked,
    KeychainAbsent,
    KeychainDenied,
    KeychainTimeout,
    KeychainEntryMissing,
    // Own
    Cancelled,
    Refused,
    Internal,
};

// An error as a value. `subject` is what it is about (a path, a host, "kustomizations"); `detail` is the raw text
// for "Show details" and the log (redacted there); neither is a sentence for people.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string subject;
    std::string detail;
    int line = 0; // in a file, from 1; 0 = not about a line
    int httpStatus = 0; // 0 = no answer
    std::optional<std::chrono::seconds> retryAfter = {}; // from the Retry-After header
    friend bool operator==(const Error&, const Error&) = default;
};

template <class T> using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string subject = {}, std::string detail = {}, int line = 0)
{
    return tl::unexpected<Error>(Error{code, std::move(subject), std::move(detail), line});
}

// A stable word for logs and JSON ("agentOffline"). Never shown alone to a person.
[[nodiscard]] const char* errorWord(ErrorCode code);

} // namespace dg

// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

namespace dg {

const char* errorWord(ErrorCode code)
{
    switch (code) {
    case ErrorCode::FileNotFound:
        return "fileNotFound";
    case ErrorCode::FileUnreadable:
        return "fileUnreadable";
    case ErrorCode::FileUnwritable:
        return "fileUnwritable";
    case ErrorCode::FileTooLarge:
        return "fileTooLarge";
    case ErrorCode::BadSyntax:
        return "badSyntax";
    case ErrorCode::BadValue:
        return "badValue";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::DnsFailed:
        return "dnsFailed";
    case ErrorCode::ConnectionRefused:
        return "connectionRefused";
    case ErrorCode::ConnectFailed:
        return "connectFailed";
    case ErrorCode::TlsFailed:
        return "tlsFailed";
    case ErrorCode::TlsUntrusted:
        return "tlsUntrusted";
    case ErrorCode::ProxyFailed:
        return "proxyFailed";
    case ErrorCode::Timeout:
        return "timeout";
    case ErrorCode::ConnectionLost:
        return "connectionLost";
    case ErrorCode::Redirected:
        return "redirected";
    case ErrorCode::InsecureRefused:
        return "insecureRefused";
    case ErrorCode::BadRequest:
        return "badRequest";
    case ErrorCode::Unauthorized:
        return "unauthorized";
    case ErrorCode::GitLabUnauthorized:
        return "gitlabUnauthorized";
    case ErrorCode::Forbidden:
        return "forbidden";
    case ErrorCode::NotFound:
        return "notFound";
    case ErrorCode::Gone:
        return "gone";
    case ErrorCode::Conflict:
        return "conflict";
    case ErrorCode::Invalid:
        return "invalid";
    case ErrorCode::TooManyRequests:
        return "tooManyRequests";
    case ErrorCode::ServerError:
        return "serverError";
    case ErrorCode::Unavailable:
        return "unavailable";
    case ErrorCode::AgentOffline:
        return "agentOffline";
    case ErrorCode::AgentBroken:
        return "agentBroken";
    case ErrorCode::BadAnswer:
        return "badAnswer";
    case ErrorCode::TooLarge:
        return "tooLarge";
    case ErrorCode::PluginMissing:
        return "pluginMissing";
    case ErrorCode::PluginRefused:
        return "pluginRefused";
    case ErrorCode::PluginFailed:
        return "pluginFailed";
    case ErrorCode::PluginTimeout:
        return "pluginTimeout";
    case ErrorCode::PluginBadAnswer:
        return "pluginBadAnswer";
    case ErrorCode::KeychainLocked:
        return "keychainLocked";
    case ErrorCode::KeychainAbsent:
        return "keychainAbsent";
    case ErrorCode::KeychainDenied:
        return "keychainDenied";
    case ErrorCode::KeychainTimeout:
        return "keychainTimeout";
    case ErrorCode::KeychainEntryMissing:
        return "keychainEntryMissing";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::Refused:
        return "refused";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

} // namespace dg

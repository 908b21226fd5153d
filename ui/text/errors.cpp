// SPDX-License-Identifier: Apache-2.0
// One sentence group for each error code (design: what happened, to what, what to do). The failures of the GitLab agent
// server are told apart by status and message, because its `reason` is empty (domain.md §1.3).
#include "snapshot/file.h"
#include "text/words.h"

#include <QCoreApplication>

namespace dg::text {

namespace {

bool says(const Error& error, std::string_view words)
{
    return error.detail.find(words) != std::string::npos;
}

QString say(const char* sentence)
{
    return QCoreApplication::translate("Error", sentence);
}

// What the error is about, or a plain word for it.
QString subject(const Error& error, const char* otherwise)
{
    return error.subject.empty() ? say(otherwise) : cleanLine(error.subject);
}

// A snapshot's file that cannot be opened (snapshot/file.h has the words). Empty: something else.
QString snapshotSentence(const Error& error, const QString& file)
{
    const auto is = [&error](const char* how) { return error.detail.starts_with(how); };
    if (is(snapshot::ForeignFile))
        return say(QT_TRANSLATE_NOOP("Error", "%1 is not a snapshot of Driftglass. Choose a file that driftglass snapshot wrote."))
            .arg(file);
    if (is(snapshot::DamagedFile))
        return say(QT_TRANSLATE_NOOP("Error", "%1 is damaged or was cut off, at line %2 of its content. Get it once more."))
            .arg(file)
            .arg(error.line);
    if (is(snapshot::OtherFormat))
        return say(QT_TRANSLATE_NOOP("Error", "%1 was written by a newer Driftglass. Open it with that version.")).arg(file);
    if (is(snapshot::WithoutObjects))
        return say(QT_TRANSLATE_NOOP("Error", "%1 holds what drift compares with and no objects. Use it with --baseline or --compare."))
            .arg(file);
    return {};
}

QString fileSentence(const Error& error)
{
    const QString file = subject(error, QT_TRANSLATE_NOOP("Error", "The file"));
    if (const auto sentence = snapshotSentence(error, file); !sentence.isEmpty())
        return sentence;
    switch (error.code) {
    case ErrorCode::FileNotFound:
        return say(QT_TRANSLATE_NOOP("Error", "%1 does not exist. Check the path.")).arg(file);
    case ErrorCode::FileUnreadable:
        return say(QT_TRANSLATE_NOOP("Error", "%1 cannot be read. Check its permissions.")).arg(file);
    case ErrorCode::FileUnwritable:
        return say(QT_TRANSLATE_NOOP("Error", "%1 cannot be written. Check its permissions and the free space.")).arg(file);
    case ErrorCode::FileTooLarge:
        return say(QT_TRANSLATE_NOOP("Error", "%1 is larger than such a file can be. Check that it is the right one.")).arg(file);
    case ErrorCode::BadSyntax:
        if (error.line > 0)
            return say(QT_TRANSLATE_NOOP("Error", "%1, line %2, cannot be understood. Correct that line.")).arg(file).arg(error.line);
        return say(QT_TRANSLATE_NOOP("Error", "%1 cannot be understood. Check that it is complete.")).arg(file);
    case ErrorCode::BadValue: {
        const QString what = error.detail.empty() ? QString() : cleanLine(error.detail);
        if (error.line > 0 && !what.isEmpty())
            return say(QT_TRANSLATE_NOOP("Error", "%1, line %2, has a value that cannot be used: %3.")).arg(file).arg(error.line).arg(what);
        if (error.line > 0)
            return say(QT_TRANSLATE_NOOP("Error", "%1, line %2, has a value that cannot be used.")).arg(file).arg(error.line);
        if (!what.isEmpty())
            return say(QT_TRANSLATE_NOOP("Error", "%1 has a value that cannot be used: %2.")).arg(file, what);
        return say(QT_TRANSLATE_NOOP("Error", "%1 has a value that cannot be used.")).arg(file);
    }
    default:
        return say(QT_TRANSLATE_NOOP("Error", "%1 asks for something that Driftglass does not support.")).arg(file);
    }
}

QString reachSentence(const Error& error)
{
    const QString host = subject(error, QT_TRANSLATE_NOOP("Error", "the server"));
    switch (error.code) {
    case ErrorCode::DnsFailed:
        return say(QT_TRANSLATE_NOOP("Error", "The name %1 cannot be resolved. Check the address, the network and the VPN.")).arg(host);
    case ErrorCode::ConnectionRefused:
        return say(QT_TRANSLATE_NOOP("Error", "Nothing listens at %1. Check the address and that the server runs.")).arg(host);
    case ErrorCode::ConnectFailed:
        return say(QT_TRANSLATE_NOOP("Error", "No connection to %1. Check the network and the VPN.")).arg(host);
    case ErrorCode::TlsFailed:
        return say(QT_TRANSLATE_NOOP("Error", "The TLS handshake with %1 failed. Check the client certificate and any proxy between."))
            .arg(host);
    case ErrorCode::TlsUntrusted:
        return say(
            QT_TRANSLATE_NOOP("Error", "The certificate of %1 is not trusted. Check the certificate authority that the kubeconfig names."))
            .arg(host);
    case ErrorCode::ProxyFailed:
        return say(QT_TRANSLATE_NOOP("Error", "The proxy did not let the connection to %1 through. Check proxy-url and HTTPS_PROXY."))
            .arg(host);
    case ErrorCode::Timeout:
        return say(QT_TRANSLATE_NOOP("Error", "%1 did not answer in time. It is tried again.")).arg(host);
    case ErrorCode::ConnectionLost:
        return say(QT_TRANSLATE_NOOP("Error", "The connection to %1 broke. It is tried again.")).arg(host);
    case ErrorCode::Redirected:
        return say(QT_TRANSLATE_NOOP("Error", "%1 redirects to another address, and the token is not sent there. Enter the final address."))
            .arg(host);
    default:
        return say(QT_TRANSLATE_NOOP("Error", "%1 is not encrypted (http), and the token is not sent over it. Use an https address."))
            .arg(host);
    }
}

QString answerSentence(const Error& error)
{
    const QString what = subject(error, QT_TRANSLATE_NOOP("Error", "the server"));
    switch (error.code) {
    case ErrorCode::BadRequest:
        if (says(error, "expected prefix"))
            return say(
                QT_TRANSLATE_NOOP("Error", "The agent proxy does not serve this path. Check the proxy URL; it ends with /k8s-proxy."));
        return say(QT_TRANSLATE_NOOP("Error", "%1 did not understand the request. The details have its own text.")).arg(what);
    case ErrorCode::GitLabUnauthorized:
        if (says(error, "CI job token"))
            return say(
                QT_TRANSLATE_NOOP("Error", "GitLab does not accept this job token. It ends with its job; use it inside a running job."));
        return say(QT_TRANSLATE_NOOP("Error",
                       "GitLab does not accept this token for %1. It needs the scope k8s_proxy, and the agent must share with a project or "
                       "group of yours."))
            .arg(what);
    case ErrorCode::Unauthorized:
        if (says(error, "CI job token"))
            return say(
                QT_TRANSLATE_NOOP("Error", "GitLab does not accept this job token. It ends with its job; use it inside a running job."));
        return say(QT_TRANSLATE_NOOP(
                       "Error", "The cluster does not accept these credentials (%1). Sign in again, or renew the token or certificate."))
            .arg(what);
    case ErrorCode::Forbidden:
        if (says(error, "agentId is not allowed"))
            return say(
                QT_TRANSLATE_NOOP("Error", "This job may not use the agent. Add its project to ci_access in the agent's configuration."));
        if (says(error, "CI job token"))
            return say(QT_TRANSLATE_NOOP(
                "Error", "This job token may not use the agent. Add its project to ci_access in the agent's configuration."));
        if (error.httpStatus == 403 && error.detail.empty())
            return say(
                QT_TRANSLATE_NOOP("Error",
                    "Something before the cluster refused %1 without saying why. Check proxies and the agent server's allowed origins."))
                .arg(what);
        return say(QT_TRANSLATE_NOOP("Error", "You have no right to %1. Ask for the missing right, or choose a namespace.")).arg(what);
    case ErrorCode::NotFound:
        if (says(error, "agents for CI job token"))
            return say(
                QT_TRANSLATE_NOOP("Error", "No agent is open to this job. Add its project to ci_access in the agent's configuration."));
        return say(QT_TRANSLATE_NOOP("Error", "%1 does not exist there. It may have been deleted, or the address is wrong.")).arg(what);
    case ErrorCode::Gone:
        return say(QT_TRANSLATE_NOOP("Error", "The cluster no longer keeps that state of %1. It is read again.")).arg(what);
    case ErrorCode::Conflict:
        return say(QT_TRANSLATE_NOOP("Error", "%1 changed in the meantime. Try again.")).arg(what);
    case ErrorCode::Invalid:
        return say(QT_TRANSLATE_NOOP("Error", "The cluster refused the change to %1 as invalid. The details have its own text.")).arg(what);
    case ErrorCode::TooManyRequests:
        if (error.retryAfter)
            return say(QT_TRANSLATE_NOOP("Error", "%1 is busy and asks to wait %2 s. It is tried again then."))
                .arg(what)
                .arg(error.retryAfter->count());
        return say(QT_TRANSLATE_NOOP("Error", "%1 is busy. It is tried again.")).arg(what);
    case ErrorCode::ServerError:
        if (says(error, "authorize user session") || says(error, "allowed agents for CI job token"))
            return say(QT_TRANSLATE_NOOP("Error", "GitLab could not check the token just now. It is tried again."));
        if (says(error, "outbound request"))
            return say(QT_TRANSLATE_NOOP("Error", "The agent server could not pass the request on. It is tried again."));
        return say(QT_TRANSLATE_NOOP("Error", "%1 has an internal error. It is tried again.")).arg(what);
    case ErrorCode::Unavailable:
        return say(QT_TRANSLATE_NOOP("Error", "%1 is not available now. It is tried again.")).arg(what);
    case ErrorCode::AgentOffline:
        if (error.subject.empty())
            return say(QT_TRANSLATE_NOOP("Error", "The GitLab agent is not connected to GitLab. Check that agentk runs in the cluster."));
        return say(QT_TRANSLATE_NOOP("Error", "The GitLab agent of %1 is not connected to GitLab. Check that agentk runs in the cluster."))
            .arg(what);
    case ErrorCode::AgentBroken:
        return say(
            QT_TRANSLATE_NOOP("Error", "The tunnel to the GitLab agent broke, or the agent cannot reach its cluster. It is tried again."));
    case ErrorCode::BadAnswer:
        if (error.httpStatus == 406)
            return say(QT_TRANSLATE_NOOP("Error",
                           "%1 cannot answer in the form that was asked for. This is a fault of Driftglass; report it with the details."))
                .arg(what);
        return say(
            QT_TRANSLATE_NOOP("Error", "%1 answered something that is not Kubernetes. Check the address, or a sign-in page before it."))
            .arg(what);
    default:
        return say(QT_TRANSLATE_NOOP("Error", "The answer of %1 is larger than the limit and was dropped.")).arg(what);
    }
}

QString pluginSentence(const Error& error)
{
    const QString plugin = subject(error, QT_TRANSLATE_NOOP("Error", "The credential plugin"));
    switch (error.code) {
    case ErrorCode::PluginMissing:
        return say(
            QT_TRANSLATE_NOOP("Error", "The credential plugin %1 is not installed, or not in PATH. Install it, or correct the kubeconfig."))
            .arg(plugin);
    case ErrorCode::PluginRefused:
        return say(
            QT_TRANSLATE_NOOP("Error", "The credential plugin %1 was not allowed to run. Open the cluster again to be asked once more."))
            .arg(plugin);
    case ErrorCode::PluginFailed:
        return say(QT_TRANSLATE_NOOP("Error", "The credential plugin %1 ended with an error. Run it in a terminal to see why."))
            .arg(plugin);
    case ErrorCode::PluginTimeout:
        return say(QT_TRANSLATE_NOOP("Error", "The credential plugin %1 did not end within a minute. Run it in a terminal to see why."))
            .arg(plugin);
    default:
        return say(QT_TRANSLATE_NOOP("Error", "The credential plugin %1 gave no credential that can be used. Check its version."))
            .arg(plugin);
    }
}

QString keychainSentence(const Error& error)
{
    switch (error.code) {
    case ErrorCode::KeychainLocked:
        return say(QT_TRANSLATE_NOOP("Error", "The system keychain is locked. Unlock it and try again."));
    case ErrorCode::KeychainAbsent:
        return say(QT_TRANSLATE_NOOP("Error", "There is no system keychain here. The token is kept for this run only."));
    case ErrorCode::KeychainDenied:
        return say(QT_TRANSLATE_NOOP("Error", "The system keychain refused. Allow Driftglass there, or enter the token again."));
    case ErrorCode::KeychainTimeout:
        return say(QT_TRANSLATE_NOOP("Error", "The system keychain does not answer. Unlock it, or enter the token again."));
    default:
        return say(QT_TRANSLATE_NOOP("Error", "The token is no longer in the system keychain. Enter it again."));
    }
}

} // namespace

QString errorSentence(const Error& error)
{
    if (error.code <= ErrorCode::Unsupported)
        return fileSentence(error);
    if (error.code <= ErrorCode::InsecureRefused)
        return reachSentence(error);
    if (error.code <= ErrorCode::TooLarge)
        return answerSentence(error);
    if (error.code <= ErrorCode::PluginBadAnswer)
        return pluginSentence(error);
    if (error.code <= ErrorCode::KeychainEntryMissing)
        return keychainSentence(error);
    switch (error.code) {
    case ErrorCode::Cancelled:
        return say(QT_TRANSLATE_NOOP("Error", "Cancelled."));
    case ErrorCode::Refused:
        if (error.subject.empty())
            return say(QT_TRANSLATE_NOOP("Error", "Driftglass does not do this."));
        return say(QT_TRANSLATE_NOOP("Error", "Driftglass does not do this: %1.")).arg(cleanLine(error.subject));
    default:
        return say(QT_TRANSLATE_NOOP("Error", "Something went wrong inside Driftglass. The log has the details."));
    }
}

QString errorShort(const Error& error)
{
    switch (error.code) {
    case ErrorCode::FileNotFound:
    case ErrorCode::FileUnreadable:
    case ErrorCode::FileUnwritable:
    case ErrorCode::FileTooLarge:
        return say(QT_TRANSLATE_NOOP("Error", "File cannot be used"));
    case ErrorCode::BadSyntax:
    case ErrorCode::BadValue:
    case ErrorCode::Unsupported:
        return say(QT_TRANSLATE_NOOP("Error", "Configuration is wrong"));
    case ErrorCode::DnsFailed:
        return say(QT_TRANSLATE_NOOP("Error", "Name not found"));
    case ErrorCode::ConnectionRefused:
        return say(QT_TRANSLATE_NOOP("Error", "Nothing listens there"));
    case ErrorCode::ConnectFailed:
    case ErrorCode::ConnectionLost:
    case ErrorCode::ProxyFailed:
    case ErrorCode::Redirected:
    case ErrorCode::InsecureRefused:
        return say(QT_TRANSLATE_NOOP("Error", "No connection"));
    case ErrorCode::TlsFailed:
    case ErrorCode::TlsUntrusted:
        return say(QT_TRANSLATE_NOOP("Error", "Certificate not trusted"));
    case ErrorCode::Timeout:
        return say(QT_TRANSLATE_NOOP("Error", "No answer in time"));
    case ErrorCode::Unauthorized:
    case ErrorCode::GitLabUnauthorized:
        return say(QT_TRANSLATE_NOOP("Error", "Token not accepted"));
    case ErrorCode::Forbidden:
        return say(QT_TRANSLATE_NOOP("Error", "Forbidden"));
    case ErrorCode::NotFound:
        return say(QT_TRANSLATE_NOOP("Error", "Not found"));
    case ErrorCode::AgentOffline:
        return say(QT_TRANSLATE_NOOP("Error", "Agent offline"));
    case ErrorCode::AgentBroken:
        return say(QT_TRANSLATE_NOOP("Error", "Agent tunnel broke"));
    case ErrorCode::BadRequest:
    case ErrorCode::Gone:
    case ErrorCode::Conflict:
    case ErrorCode::Invalid:
    case ErrorCode::ServerError:
    case ErrorCode::BadAnswer:
    case ErrorCode::TooLarge:
        return say(QT_TRANSLATE_NOOP("Error", "Unusable answer"));
    case ErrorCode::TooManyRequests:
    case ErrorCode::Unavailable:
        return say(QT_TRANSLATE_NOOP("Error", "Server is busy"));
    case ErrorCode::PluginMissing:
    case ErrorCode::PluginRefused:
    case ErrorCode::PluginFailed:
    case ErrorCode::PluginTimeout:
    case ErrorCode::PluginBadAnswer:
        return say(QT_TRANSLATE_NOOP("Error", "Credential plugin failed"));
    case ErrorCode::KeychainLocked:
    case ErrorCode::KeychainAbsent:
    case ErrorCode::KeychainDenied:
    case ErrorCode::KeychainTimeout:
    case ErrorCode::KeychainEntryMissing:
        return say(QT_TRANSLATE_NOOP("Error", "No token in the keychain"));
    case ErrorCode::Cancelled:
        return say(QT_TRANSLATE_NOOP("Error", "Cancelled"));
    case ErrorCode::Refused:
        return say(QT_TRANSLATE_NOOP("Error", "Not done by Driftglass"));
    case ErrorCode::Internal:
        break;
    }
    return say(QT_TRANSLATE_NOOP("Error", "Internal error"));
}

} // namespace dg::text

// SPDX-License-Identifier: Apache-2.0
#include "text/gitlab_words.h"

#include "text/words.h"

#include <QCoreApplication>

namespace dg::text {

using gitlab::Finding;
using gitlab::Step;
using gitlab::StepResult;
using gitlab::StepState;

namespace {

struct GitLabWords {
    Q_DECLARE_TR_FUNCTIONS(GitLabWords)
};

QString word(const StepResult& result, std::size_t at)
{
    return cleanLine(result.word(at));
}

QString days(const QString& number)
{
    return number == u"1" ? GitLabWords::tr("1 day left") : GitLabWords::tr("%n days left", nullptr, number.toInt());
}

QString joined(const QString& first, const QString& second)
{
    return first.isEmpty() || second.isEmpty() ? first + second : GitLabWords::tr("%1, %2").arg(first, second);
}

QString pods(const QString& number)
{
    return number == u"1" ? GitLabWords::tr("1 pod") : GitLabWords::tr("%n pods", nullptr, number.toInt());
}

QString foundOfAgent(const StepResult& result)
{
    switch (result.finding) {
    case Finding::AgentConnected:
        return joined(joined(word(result, 0), word(result, 1).isEmpty() ? QString() : GitLabWords::tr("agentk %1").arg(word(result, 1))),
            word(result, 2) == u"0" ? QString() : pods(word(result, 2)));
    case Finding::AgentNotConnected: {
        const auto last = parseRfc3339(result.word(1));
        return last ? GitLabWords::tr("%1 was last seen %2").arg(word(result, 0), localTime(*last))
                    : GitLabWords::tr("%1 is not connected").arg(word(result, 0));
    }
    case Finding::AgentNeverConnected:
        return GitLabWords::tr("%1 has never connected").arg(word(result, 0));
    case Finding::AgentStateUnknown:
        return GitLabWords::tr("%1: the token may not ask").arg(word(result, 0));
    case Finding::AgentNotListed:
        return GitLabWords::tr("Agent %1 is in none of your projects").arg(word(result, 0));
    case Finding::AgentServerOff:
        return GitLabWords::tr("Off in this GitLab");
    default:
        return GitLabWords::tr("No usable proxy address");
    }
}

QString foundOfAccess(const StepResult& result)
{
    switch (result.finding) {
    case Finding::AccessGranted:
        return GitLabWords::tr("GitLab lets you in");
    case Finding::JobAccessGranted:
        return GitLabWords::tr("GitLab lets this job in");
    case Finding::NoConfigFile:
        return GitLabWords::tr("No config.yaml");
    case Finding::BrokenConfigFile:
        return GitLabWords::tr("config.yaml is broken in line %1").arg(word(result, 2));
    case Finding::NoUserAccess:
        return GitLabWords::tr("No user_access in config.yaml");
    case Finding::NobodyNamed:
        return GitLabWords::tr("user_access names nobody");
    case Finding::NotAmongNamed:
        return GitLabWords::tr("Open to %1").arg(word(result, 3));
    case Finding::NotAProxy:
        return GitLabWords::tr("No agent proxy there");
    default:
        return GitLabWords::tr("GitLab refuses");
    }
}

QString foundOfRights(const StepResult& result)
{
    const auto of = GitLabWords::tr("%1 of %2 kinds").arg(word(result, 0), word(result, 1));
    switch (result.finding) {
    case Finding::RightsSuffice:
        return joined(of, GitLabWords::tr("may reconcile"));
    case Finding::ReadOnly:
        return joined(of, GitLabWords::tr("read only"));
    case Finding::NoRights:
        return GitLabWords::tr("None of Flux's kinds");
    default:
        return of;
    }
}

QString foundOfToken(const StepResult& result)
{
    switch (result.finding) {
    case Finding::TokenAccepted:
    case Finding::TokenEndsSoon:
        return joined(word(result, 0), word(result, 1).isEmpty() ? GitLabWords::tr("does not expire") : days(word(result, 1)));
    case Finding::TokenExpired:
        return word(result, 0).isEmpty() ? GitLabWords::tr("Expired") : GitLabWords::tr("Expired on %1").arg(word(result, 0));
    case Finding::TokenRevoked:
        return GitLabWords::tr("Revoked");
    case Finding::TokenNotExamined:
        return GitLabWords::tr("GitLab does not describe it");
    default:
        return GitLabWords::tr("Not accepted");
    }
}

QString agentRemedy(const StepResult& result)
{
    switch (result.finding) {
    case Finding::AgentNotConnected:
        return GitLabWords::tr(
            "GitLab has no connection from this agent. Check that agentk runs in the cluster and reaches GitLab; its log "
            "names the reason.");
    case Finding::AgentNeverConnected:
        return GitLabWords::tr("This agent is registered in %1 but was never installed. Install agentk in the cluster with its token.")
            .arg(word(result, 1));
    case Finding::AgentNotListed:
        return GitLabWords::tr("The number may be wrong, or the agent is shared with you in another way. Check the number under Operate, "
                               "Kubernetes clusters.");
    case Finding::AgentServerOff:
        return GitLabWords::tr("The agent server (KAS) is switched off. An administrator switches it on (gitlab_kas['enable'] or "
                               "global.kas.enabled).");
    case Finding::ProxyPlainHttp:
        return GitLabWords::tr(
            "This GitLab names an unencrypted address, %1, and the token is not sent there. Type the https address of the "
            "proxy; an administrator corrects the external address of KAS.")
            .arg(word(result, 0));
    case Finding::NoProxyAddress:
        return GitLabWords::tr("This token may not ask for the address. Type the proxy URL, or use a token that also has read_api.");
    default:
        return {};
    }
}

QString accessRemedy(const StepResult& result)
{
    const auto file = GitLabWords::tr("%1 in the project %2").arg(word(result, 1), word(result, 0));
    switch (result.finding) {
    case Finding::NoConfigFile:
        return GitLabWords::tr("Create %1 on the default branch with the lines below. It counts within a minute.").arg(file);
    case Finding::BrokenConfigFile:
        return GitLabWords::tr("Correct line %1 of %2, then add the lines below.").arg(word(result, 2), file);
    case Finding::NoUserAccess:
    case Finding::NobodyNamed:
        return GitLabWords::tr("Add the lines below to %1. It counts within a minute.").arg(file);
    case Finding::NotAmongNamed:
        return GitLabWords::tr("The agent is open to %1. Become at least Developer there, or have a project of yours added to %2 in the "
                               "project %3.")
            .arg(word(result, 3), word(result, 2), word(result, 1));
    case Finding::NotAProxy:
        return GitLabWords::tr("%1 is not the address of an agent proxy. Check the proxy URL; it ends with /k8s-proxy.")
            .arg(word(result, 0));
    case Finding::ProxyPlainHttp:
        return agentRemedy(result);
    default:
        return GitLabWords::tr(
            "GitLab refuses this token for the agent. The agent's config.yaml must name a project or group in which you are "
            "at least Developer, as below; check the agent's number too.");
    }
}

QString otherRemedy(const StepResult& result)
{
    switch (result.finding) {
    case Finding::NotGitLab:
        return GitLabWords::tr("%1 answers, but not as GitLab does. Check the address; under a relative URL it includes that path.")
            .arg(word(result, 0));
    case Finding::PlainHttp:
        return GitLabWords::tr("%1 would be reached without encryption, and no token is sent that way. Use its https address.")
            .arg(word(result, 0));
    case Finding::TokenEndsSoon:
        return GitLabWords::tr("The token ends soon. Renew it, or create a new one in GitLab.");
    case Finding::TokenExpired:
    case Finding::TokenRevoked:
    case Finding::TokenRefused:
        return GitLabWords::tr(
            "GitLab does not accept this token any more, or it was not copied whole. Create a new one and paste it here.");
    case Finding::NoProxyScope:
        return GitLabWords::tr("The token lacks the scope k8s_proxy (it has: %1). Create one that has it; api does not include it.")
            .arg(word(result, 0));
    case Finding::NoApiScope:
        return GitLabWords::tr("Without read_api agents cannot be listed: type the proxy URL and the agent's number.");
    case Finding::NoFlux:
        return GitLabWords::tr("The cluster serves none of Flux's kinds. Install Flux there, or choose another agent.");
    case Finding::NoRights:
        return GitLabWords::tr("%1 may read none of Flux's kinds. An administrator of the cluster applies the lines below, or grants a "
                               "namespace.")
            .arg(word(result, 0).isEmpty() ? GitLabWords::tr("This token") : word(result, 0));
    case Finding::SomeRights:
        return GitLabWords::tr("Not readable in all namespaces: %1. What may be read is shown; the lines below grant the rest.")
            .arg(word(result, 3));
    default:
        return {};
    }
}

} // namespace

QString stepName(Step step)
{
    switch (step) {
    case Step::Address:
        return GitLabWords::tr("GitLab answers");
    case Step::Encryption:
        return GitLabWords::tr("Connection is encrypted");
    case Step::Token:
        return GitLabWords::tr("Token accepted");
    case Step::Scope:
        return GitLabWords::tr("Scopes suffice");
    case Step::Agent:
        return GitLabWords::tr("Agent is connected");
    case Step::UserAccess:
        return GitLabWords::tr("You may use the agent");
    case Step::Kubernetes:
        return GitLabWords::tr("Cluster answers");
    case Step::Flux:
        return GitLabWords::tr("Flux found");
    case Step::Rights:
        return GitLabWords::tr("What you may read");
    }
    return {};
}

QString stepFound(const StepResult& result)
{
    switch (result.finding) {
    case Finding::None:
        return {};
    case Finding::StepBefore:
        return GitLabWords::tr("Not tried");
    case Finding::Failure:
        return result.error ? errorShort(*result.error) : QString();
    case Finding::GitLabAnswers:
        return joined(word(result, 0), word(result, 1));
    case Finding::ProxyAnswers:
        return GitLabWords::tr("No GitLab named");
    case Finding::NotGitLab:
        return GitLabWords::tr("Not GitLab");
    case Finding::Trusted:
        return result.word(0) == "own" ? GitLabWords::tr("By your certificate authority") : GitLabWords::tr("By the system's authorities");
    case Finding::ThisMachine:
        return GitLabWords::tr("http, on this machine only");
    case Finding::PlainHttp:
        return GitLabWords::tr("http, not encrypted");
    case Finding::NoProxyScope:
        return GitLabWords::tr("No k8s_proxy");
    case Finding::ScopesSuffice:
    case Finding::NoApiScope:
        return word(result, 0);
    case Finding::ScopesNotTold:
        return GitLabWords::tr("Not told");
    case Finding::KubernetesAnswers:
        return GitLabWords::tr("Kubernetes %1").arg(word(result, 0));
    case Finding::FluxFound:
        return GitLabWords::tr("%n kinds", nullptr, word(result, 0).toInt());
    case Finding::NoFlux:
        return GitLabWords::tr("None of its kinds");
    default:
        break;
    }
    switch (result.step) {
    case Step::Token:
        return foundOfToken(result);
    case Step::Agent:
        return foundOfAgent(result);
    case Step::UserAccess:
        return foundOfAccess(result);
    case Step::Rights:
        return foundOfRights(result);
    default:
        return {};
    }
}

QString stepRemedy(const StepResult& result)
{
    if (result.state != StepState::Failed && result.state != StepState::Warned)
        return {};
    const bool cluster = result.step >= Step::UserAccess;
    if (result.finding == Finding::Failure && result.error)
        return cluster ? errorSentence(*result.error) : gitlabErrorSentence(*result.error);
    if (result.step == Step::Agent)
        return agentRemedy(result);
    return result.step == Step::UserAccess ? accessRemedy(result) : otherRemedy(result);
}

QString agentStateName(gitlab::AgentState state)
{
    switch (state) {
    case gitlab::AgentState::Connected:
        return GitLabWords::tr("connected");
    case gitlab::AgentState::Offline:
        return GitLabWords::tr("offline");
    case gitlab::AgentState::NeverConnected:
        return GitLabWords::tr("never connected");
    case gitlab::AgentState::Unknown:
        break;
    }
    return GitLabWords::tr("not known");
}

QString gitlabErrorSentence(const Error& error)
{
    const auto what = error.subject.empty() ? QStringLiteral("GitLab") : cleanLine(error.subject);
    switch (error.code) {
    case ErrorCode::TlsUntrusted:
        if (error.detail.starts_with("expired"))
            return GitLabWords::tr("The certificate of %1 has expired. Its administrator must renew it.").arg(what);
        if (error.detail.starts_with("wrongHost"))
            return GitLabWords::tr("The certificate of %1 is for another name. Check the address.").arg(what);
        return GitLabWords::tr("The certificate of %1 is not trusted. Choose the file of your certificate authority below the address.")
            .arg(what);
    case ErrorCode::ProxyFailed:
        return GitLabWords::tr("The HTTP proxy did not let the connection to %1 through. Check the proxy's address and HTTPS_PROXY.")
            .arg(what);
    case ErrorCode::Unauthorized:
        return GitLabWords::tr(
            "GitLab does not accept this token. It has expired, was revoked, or was not copied whole: create a new one.");
    case ErrorCode::Forbidden:
        return GitLabWords::tr("GitLab refuses %1 to this token. A scope (read_api) or a role is missing.").arg(what);
    case ErrorCode::NotFound:
        return GitLabWords::tr("%1 is not there, or not for this token. Check the address and your membership.").arg(what);
    case ErrorCode::BadAnswer:
        return GitLabWords::tr("%1 answers, but not as GitLab does. Check the address.").arg(what);
    case ErrorCode::BadRequest:
        return GitLabWords::tr("GitLab refused: %1").arg(cleanLine(error.detail));
    case ErrorCode::Refused:
        return GitLabWords::tr("The sign-in was refused in the browser. Start it again to try once more.");
    default:
        return errorSentence(error);
    }
}

QString expiryNotice(std::optional<int> daysLeft)
{
    if (!daysLeft || *daysLeft > gitlab::ExpiryWarningDays)
        return {};
    if (*daysLeft < 0)
        return GitLabWords::tr("Token has expired");
    if (*daysLeft == 0)
        return GitLabWords::tr("Token ends today");
    return *daysLeft == 1 ? GitLabWords::tr("Token ends tomorrow") : GitLabWords::tr("Token ends in %n days", nullptr, *daysLeft);
}

} // namespace dg::text

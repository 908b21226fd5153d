// SPDX-License-Identifier: Apache-2.0
// What a check found on one object, and how a source stands with pushes.
#include "text/check_words.h"

#include "text/words.h"

#include <QCoreApplication>

namespace dg::text {

namespace {

struct CheckFacts {
    Q_DECLARE_TR_FUNCTIONS(CheckFacts)
};

using checks::Fact;

QString secondsText(const QString& number)
{
    return duration(Millis{number.toLongLong() * 1000});
}

QString unclearText(const checks::Subject& subject, const QString& detail)
{
    switch (subject.fact) {
    case Fact::CannotList:
        return CheckFacts::tr("no right to list %1").arg(subjectName(subject.object));
    case Fact::CannotReadSecret:
        return CheckFacts::tr("Secret %1 could not be looked at").arg(detail);
    case Fact::KeysUnknown:
        return CheckFacts::tr("the keys of Secret %1 are not recorded").arg(detail);
    case Fact::NoRecord:
        return CheckFacts::tr("nothing is recorded of %1").arg(subjectName(subject.object));
    case Fact::GitLabNotAsked:
        return CheckFacts::tr("GitLab could not be asked");
    case Fact::ConfigNotRead:
        return CheckFacts::tr("the agent's configuration could not be read");
    case Fact::ControllersNotRead:
        return CheckFacts::tr("the version of Flux's controllers is not known");
    case Fact::TokensNotRead:
        return CheckFacts::tr("the tokens of project %1 may not be listed").arg(detail);
    case Fact::TokenNotOfProject:
        return CheckFacts::tr("no token of project %1 fits: it is a group's or a person's").arg(detail);
    default:
        return CheckFacts::tr("Service %1 was not seen").arg(detail);
    }
}

QString secretText(Fact fact, const QString& detail)
{
    switch (fact) {
    case Fact::PathMatches:
        return CheckFacts::tr("path matches");
    case Fact::PlainSecret:
        return CheckFacts::tr("applied by %1").arg(detail);
    case Fact::KeySecretAbsent:
    case Fact::SecretAbsent:
        return CheckFacts::tr("Secret %1 is not there").arg(detail);
    case Fact::NotUnsealed:
        return CheckFacts::tr("not unsealed yet");
    case Fact::UnsealFailed:
        return detail.isEmpty() ? CheckFacts::tr("unsealing failed") : detail;
    case Fact::NoKnownHosts:
        return CheckFacts::tr("%1 has no known_hosts").arg(detail);
    case Fact::NoDeployKey:
        return CheckFacts::tr("%1 has no deploy key").arg(detail);
    case Fact::PasswordForSsh:
        return CheckFacts::tr("%1 has a password, SSH needs a key").arg(detail);
    case Fact::BearerToken:
        return CheckFacts::tr("%1 has an access token, no deploy token").arg(detail);
    case Fact::NoTokenKey:
        return CheckFacts::tr("%1 has no token").arg(detail);
    case Fact::ScopesTooWide:
        return CheckFacts::tr("also has %1").arg(detail);
    case Fact::ExpiresSoon:
        return CheckFacts::tr("ends in %1 d").arg(detail);
    default: // Expired
        return CheckFacts::tr("has ended");
    }
}

QString tokenName(const checks::TokenNote& token)
{
    const auto name = cleanLine(token.name);
    switch (token.kind) {
    case gitlab::CredentialKind::AccessToken:
        return CheckFacts::tr("access token \"%1\"").arg(name);
    case gitlab::CredentialKind::DeployToken:
        return CheckFacts::tr("deploy token \"%1\"").arg(name);
    case gitlab::CredentialKind::DeployKey:
        break;
    }
    return CheckFacts::tr("deploy key \"%1\"").arg(name);
}

QString tokenVerb(Fact fact, const checks::TokenNote& token, const QString& detail)
{
    const auto name = tokenName(token);
    switch (fact) {
    case Fact::TokenEndsSoon: //: %1 is 'deploy token "name"'
        return CheckFacts::tr("%1 ends in %2 d").arg(name, detail);
    case Fact::TokensEnded:
        return CheckFacts::tr("%1 has ended").arg(name);
    case Fact::TokenMayWrite:
        return CheckFacts::tr("%1 may write").arg(name);
    default: // TokenUnused
        return CheckFacts::tr("%1 was not used for %2 d").arg(name, detail);
    }
}

// No Secret is read: which of several is Flux's is not known.
QString tokenText(const checks::Subject& subject, const QString& detail)
{
    if (!subject.token)
        return {};
    const auto words = tokenVerb(subject.fact, *subject.token, detail);
    const auto count = static_cast<int>(subject.token->fitting);
    if (count < 2)
        return words;
    if (subject.fact == Fact::TokensEnded) //: %1 is 'deploy token "name" has ended'
        return CheckFacts::tr("%1, as have all %n that fit", nullptr, count).arg(words);
    return CheckFacts::tr("%1 (one of %n that fit)", nullptr, count).arg(words);
}

QString sourceText(const checks::Subject& subject, const QString& detail)
{
    switch (subject.fact) {
    case Fact::PlainHttp:
        return CheckFacts::tr("over http");
    case Fact::Insecure:
        return CheckFacts::tr("insecure is set");
    case Fact::FromGit:
        return CheckFacts::tr("from Git");
    case Fact::MovingTag:
        return CheckFacts::tr("tag %1").arg(detail);
    case Fact::NotVerified:
        return CheckFacts::tr("not verified");
    case Fact::PollsOften:
    case Fact::PollsRarely:
        return CheckFacts::tr("every %1").arg(secondsText(detail));
    case Fact::SharedBy:
        return CheckFacts::tr("used in %1").arg(detail);
    default: // NotArmed
        return subject.push ? armingReason(*subject.push) : QString();
    }
}

QString applierText(Fact fact, const QString& detail)
{
    switch (fact) {
    case Fact::AlsoOwnedBy:
        return detail;
    case Fact::SuspendedFor:
        return CheckFacts::tr("for %1 d at least").arg(detail);
    case Fact::NoPrune:
        return CheckFacts::tr("prune is off");
    case Fact::NoWait:
        return CheckFacts::tr("no wait, no health checks");
    case Fact::NoTimeout:
        return CheckFacts::tr("no timeout");
    case Fact::NoRetryInterval:
        return CheckFacts::tr("retries after %1").arg(secondsText(detail));
    case Fact::NoServiceAccount:
        return CheckFacts::tr("no service account");
    case Fact::SourceElsewhere:
        return CheckFacts::tr("from %1").arg(detail);
    case Fact::DriftDetectionOff:
        return CheckFacts::tr("drift detection is off");
    case Fact::DriftDetectionWarns:
        return CheckFacts::tr("drift detection only warns");
    case Fact::NoRetries:
        return CheckFacts::tr("no retries");
    default: // AnyVersion
        return detail.isEmpty() ? CheckFacts::tr("any version") : CheckFacts::tr("version %1").arg(detail);
    }
}

QString clusterText(Fact fact, const QString& detail)
{
    switch (fact) {
    case Fact::OutOfSupport:
        return CheckFacts::tr("version %1").arg(detail);
    case Fact::NoStatusProvider:
        return CheckFacts::tr("there is no Provider for it");
    case Fact::NoAlert:
        return CheckFacts::tr("no Alert uses it");
    case Fact::AgentOlder:
    case Fact::AgentNewer:
        return CheckFacts::tr("agent and server: %1").arg(detail);
    case Fact::ActsAsAgent:
        return CheckFacts::tr("those of %1").arg(detail);
    case Fact::ServiceProxy:
        return detail;
    default: // OtherService
        return CheckFacts::tr("%1 is not notification-controller's").arg(detail);
    }
}

} // namespace

QString factText(const checks::Subject& subject)
{
    const auto detail = cleanLine(subject.detail);
    switch (subject.fact) {
    case Fact::None:
        return {};
    case Fact::CannotList:
    case Fact::CannotReadSecret:
    case Fact::KeysUnknown:
    case Fact::NoRecord:
    case Fact::GitLabNotAsked:
    case Fact::ConfigNotRead:
    case Fact::ControllersNotRead:
    case Fact::ServiceNotSeen:
    case Fact::TokensNotRead:
    case Fact::TokenNotOfProject:
        return unclearText(subject, detail);
    case Fact::TokenEndsSoon:
    case Fact::TokensEnded:
    case Fact::TokenMayWrite:
    case Fact::TokenUnused:
        return tokenText(subject, detail);
    case Fact::PlainHttp:
    case Fact::Insecure:
    case Fact::FromGit:
    case Fact::MovingTag:
    case Fact::NotVerified:
    case Fact::PollsOften:
    case Fact::PollsRarely:
    case Fact::SharedBy:
    case Fact::NotArmed:
        return sourceText(subject, detail);
    case Fact::OutOfSupport:
    case Fact::NoStatusProvider:
    case Fact::NoAlert:
    case Fact::AgentOlder:
    case Fact::AgentNewer:
    case Fact::ActsAsAgent:
    case Fact::ServiceProxy:
    case Fact::OtherService:
        return clusterText(subject.fact, detail);
    case Fact::PathMatches:
    case Fact::PlainSecret:
    case Fact::KeySecretAbsent:
    case Fact::SecretAbsent:
    case Fact::NotUnsealed:
    case Fact::UnsealFailed:
    case Fact::NoKnownHosts:
    case Fact::NoDeployKey:
    case Fact::PasswordForSsh:
    case Fact::BearerToken:
    case Fact::NoTokenKey:
    case Fact::ScopesTooWide:
    case Fact::ExpiresSoon:
    case Fact::Expired:
        return secretText(subject.fact, detail);
    default:
        return applierText(subject.fact, detail);
    }
}

QString armingText(const flux::Arming& arming)
{
    using flux::Push;
    switch (arming.push) {
    case Push::NotASource:
        return {};
    case Push::ArmedByAgent:
        return CheckFacts::tr("Armed by the GitLab agent");
    case Push::ArmedByYou:
        return CheckFacts::tr("Armed by Receiver %1").arg(cleanLine(arming.receiver.name.view()));
    case Push::CouldNotTell:
        return CheckFacts::tr("Unknown");
    case Push::Blocked:
        return CheckFacts::tr("Not armed");
    case Push::Polls:
        break;
    }
    return arming.interval ? CheckFacts::tr("Polls every %1").arg(duration(*arming.interval)) : CheckFacts::tr("Polls");
}

QString armingReason(const flux::Arming& arming)
{
    using flux::PushReason;
    if (arming.reasons.empty())
        return {};
    const auto detail = cleanLine(arming.detail);
    // The last of several is the narrower one of those that explain why nothing covers it.
    const auto reason = arming.push == flux::Push::Polls ? arming.reasons.back() : arming.reasons.front();
    switch (reason) {
    case PushReason::Suspended:
        return CheckFacts::tr("the source is suspended");
    case PushReason::ReceiversUnreadable:
        return CheckFacts::tr("no right to list Receivers");
    case PushReason::ReceiverNotServed:
        return CheckFacts::tr("notification-controller is not installed");
    case PushReason::ReceiverSuspended:
        return CheckFacts::tr("Receiver %1 is suspended").arg(cleanLine(arming.receiver.name.view()));
    case PushReason::ReceiverNotReady:
        return CheckFacts::tr("Receiver %1 is not ready").arg(cleanLine(arming.receiver.name.view()));
    case PushReason::ControllerAbsent:
        return CheckFacts::tr("notification-controller is not running");
    case PushReason::ControllerNotReady:
        return CheckFacts::tr("notification-controller is not ready");
    case PushReason::ProjectNotReachable:
        return CheckFacts::tr("%1 is private and not the agent's own project").arg(detail);
    case PushReason::NoReceiver:
        return CheckFacts::tr("no Receiver covers it");
    case PushReason::AgentSkipsOci:
        return CheckFacts::tr("no Receiver; the agent notifies Git only");
    case PushReason::UrlNotParsed:
        return CheckFacts::tr("no Receiver; the agent cannot read its address");
    case PushReason::OtherHost:
        return CheckFacts::tr("no Receiver; %1 is not this GitLab").arg(detail);
    case PushReason::ControllersUnknown:
        break;
    }
    return CheckFacts::tr("notification-controller could not be looked at");
}

} // namespace dg::text

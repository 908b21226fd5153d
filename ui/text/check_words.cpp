// SPDX-License-Identifier: Apache-2.0
// What each check is called and what its row says.
#include "text/check_words.h"

#include "text/words.h"

#include <QCoreApplication>

namespace dg::text {

namespace {

struct Checks {
    Q_DECLARE_TR_FUNCTIONS(Checks)
};

struct Words {
    QString name;
    QString one; // %1: the object's name, where the check is about objects
    QString many; // %1: how many
    QString passed;
};

using checks::Id;

//: In the titles of checks %1 is an object's name in the first form, and a number in the second.
Words secretWords(Id id)
{
    switch (id) {
    case Id::ReceiverOpen:
        return {Checks::tr("Open Receivers"), Checks::tr("Receiver %1 answers anyone who can reach it"),
            Checks::tr("%1 Receivers answer anyone who can reach them"), Checks::tr("Every Receiver has a token")};
    case Id::PlainSecrets:
        return {Checks::tr("Plain Secrets"), Checks::tr("Secret %1 lies unencrypted in its source"),
            Checks::tr("%1 Secrets lie unencrypted in their sources"), Checks::tr("No Secret is delivered unencrypted")};
    case Id::SopsKey:
        return {Checks::tr("SOPS keys"), Checks::tr("The key that decrypts %1 is not there"),
            Checks::tr("The keys that decrypt %1 Kustomizations are not there"), Checks::tr("Every SOPS key is there")};
    case Id::SealedSecrets:
        return {Checks::tr("Sealed Secrets"), Checks::tr("SealedSecret %1 is not unsealed"),
            Checks::tr("%1 SealedSecrets are not unsealed"), Checks::tr("Every SealedSecret is unsealed and in sync")};
    case Id::Credentials:
        return {Checks::tr("Flux's credentials"), Checks::tr("The credentials of %1 do not fit"),
            Checks::tr("The credentials of %1 objects do not fit"), Checks::tr("Flux's credentials fit what they are for")};
    case Id::TokenScopes:
        return {Checks::tr("Token scopes"), Checks::tr("Your token reaches more than it needs"), {},
            Checks::tr("Your token reaches no more than it needs")};
    case Id::FluxTokenExpiry:
        return {Checks::tr("Flux's tokens end"), Checks::tr("A token that %1 may use ends soon or has ended"),
            Checks::tr("%1 tokens that Flux may use end soon or have ended"), Checks::tr("No token that Flux may use ends soon")};
    case Id::FluxTokenWrite:
        return {Checks::tr("Flux's tokens write"), Checks::tr("A token that %1 may use can write"),
            Checks::tr("%1 tokens that sources may use can write"), Checks::tr("No token that a source may use can write")};
    case Id::FluxTokenUnused:
        return {Checks::tr("Unused tokens"), Checks::tr("A token that %1 may use lies unused"),
            Checks::tr("%1 tokens that Flux may use lie unused"), Checks::tr("Every token that Flux may use is in use")};
    default: // TokenExpiry
        return {Checks::tr("Token expiry"), Checks::tr("Your token ends soon"), {}, Checks::tr("Your token does not end soon")};
    }
}

Words sourceWords(Id id)
{
    switch (id) {
    case Id::SourceInsecure:
        return {Checks::tr("Unencrypted sources"), Checks::tr("%1 is fetched without encryption"),
            Checks::tr("%1 sources are fetched without encryption"), Checks::tr("Every source is fetched over an encrypted connection")};
    case Id::SourceFromGit:
        return {Checks::tr("Sources in Git"), Checks::tr("%1 is fetched from Git, not from an OCI artifact"),
            Checks::tr("%1 sources are fetched from Git, not from OCI artifacts"), Checks::tr("What is applied comes from OCI artifacts")};
    case Id::SourceMoving:
        return {Checks::tr("Moving tags"), Checks::tr("%1 follows a tag that can move"), Checks::tr("%1 sources follow tags that can move"),
            Checks::tr("Every OCI source names a digest or versions")};
    case Id::SourceUnverified:
        return {Checks::tr("Signatures"), Checks::tr("The signature of %1 is not verified"),
            Checks::tr("The signatures of %1 sources are not verified"), Checks::tr("Every source is verified or pinned")};
    case Id::SourceInterval:
        return {Checks::tr("Intervals"), Checks::tr("The interval of %1 is too short or too long"),
            Checks::tr("The intervals of %1 sources are too short or too long"), Checks::tr("Every source's interval is reasonable")};
    case Id::PushArmed:
        return {Checks::tr("Push to Flux"), Checks::tr("A push does not reach %1 at once"),
            Checks::tr("A push does not reach %1 sources at once"), Checks::tr("A push reaches every source at once")};
    default: // DeliveryRepository
        return {Checks::tr("Delivery repositories"), Checks::tr("%1 is shared by several teams"),
            Checks::tr("%1 sources are shared by several teams"), Checks::tr("One delivery repository per team")};
    }
}

Words applierWords(Id id)
{
    switch (id) {
    case Id::TwoOwners:
        return {Checks::tr("Two owners"), Checks::tr("%1 is applied by two owners"), Checks::tr("%1 objects are applied by two owners"),
            Checks::tr("No two owners apply the same object")};
    case Id::SuspendedLong:
        return {Checks::tr("Long suspended"), Checks::tr("%1 has been suspended for more than 7 days"),
            Checks::tr("%1 objects have been suspended for more than 7 days"),
            Checks::tr("Nothing has been suspended for more than 7 days")};
    case Id::Prune:
        return {Checks::tr("Pruning"), Checks::tr("%1 does not prune what its source removes"),
            Checks::tr("%1 Kustomizations do not prune what their sources remove"),
            Checks::tr("Every Kustomization prunes what its source removes")};
    case Id::Wait:
        return {Checks::tr("Waiting for health"), Checks::tr("%1 does not wait until its objects are healthy"),
            Checks::tr("%1 Kustomizations do not wait until their objects are healthy"),
            Checks::tr("Every Kustomization waits until its objects are healthy")};
    case Id::Timeout:
        return {Checks::tr("Timeouts"), Checks::tr("%1 has no timeout of its own"),
            Checks::tr("%1 Kustomizations have no timeout of their own"), Checks::tr("Every Kustomization has a timeout")};
    case Id::RetryInterval:
        return {Checks::tr("Retries"), Checks::tr("%1 retries only at its next interval"),
            Checks::tr("%1 Kustomizations retry only at their next interval"), Checks::tr("Every Kustomization retries soon")};
    case Id::ServiceAccount:
        return {Checks::tr("Service accounts"), Checks::tr("%1 is applied with the controller's rights"),
            Checks::tr("%1 objects are applied with the controller's rights"),
            Checks::tr("Every team's objects are applied with its own rights")};
    case Id::CrossNamespace:
        return {Checks::tr("References across namespaces"), Checks::tr("%1 takes its source from another namespace"),
            Checks::tr("%1 objects take their source from another namespace"), Checks::tr("No source is taken from another namespace")};
    case Id::HelmDriftDetection:
        return {Checks::tr("Helm drift detection"), Checks::tr("Drift of %1 is not corrected"),
            Checks::tr("Drift of %1 HelmReleases is not corrected"), Checks::tr("Drift of every HelmRelease is corrected")};
    case Id::HelmRemediation:
        return {Checks::tr("Helm remediation"), Checks::tr("%1 is not retried after a failure"),
            Checks::tr("%1 HelmReleases are not retried after a failure"), Checks::tr("Every HelmRelease is retried after a failure")};
    default: // ChartVersion
        return {Checks::tr("Chart versions"), Checks::tr("%1 takes any version of its chart"),
            Checks::tr("%1 HelmReleases take any version of their chart"), Checks::tr("Every HelmRelease names its chart's version")};
    }
}

Words clusterWords(Id id)
{
    switch (id) {
    case Id::FluxVersion:
        return {Checks::tr("Flux's version"), Checks::tr("This version of Flux is out of support"), {},
            Checks::tr("This version of Flux is supported")};
    case Id::CommitStatus:
        return {Checks::tr("Commit status"), Checks::tr("The outcome is not reported on the commit"),
            Checks::tr("%1 Providers have no Alert"), Checks::tr("The outcome is reported on the commit")};
    case Id::AgentVersion:
        return {Checks::tr("The agent's version"), Checks::tr("The agent's version does not fit the server's"),
            Checks::tr("The versions of %1 agent pods do not fit the server's"), Checks::tr("The agent's version fits the server's")};
    case Id::UserAccess:
        return {Checks::tr("User access"), Checks::tr("Everybody acts as the agent"), {},
            Checks::tr("Everybody acts as themselves, or nobody may")};
    default: // WebhookProxy
        return {Checks::tr("Webhook address"), Checks::tr("The agent notifies Flux through a service proxy"),
            Checks::tr("The agent notifies another service with its credentials"),
            Checks::tr("The agent notifies Flux inside the cluster")};
    }
}

Words wordsOf(Id id)
{
    switch (id) {
    case Id::ReceiverOpen:
    case Id::PlainSecrets:
    case Id::SopsKey:
    case Id::SealedSecrets:
    case Id::Credentials:
    case Id::TokenScopes:
    case Id::TokenExpiry:
    case Id::FluxTokenExpiry:
    case Id::FluxTokenWrite:
    case Id::FluxTokenUnused:
        return secretWords(id);
    case Id::SourceInsecure:
    case Id::SourceFromGit:
    case Id::SourceMoving:
    case Id::SourceUnverified:
    case Id::SourceInterval:
    case Id::PushArmed:
    case Id::DeliveryRepository:
        return sourceWords(id);
    case Id::FluxVersion:
    case Id::CommitStatus:
    case Id::AgentVersion:
    case Id::UserAccess:
    case Id::WebhookProxy:
        return clusterWords(id);
    default:
        return applierWords(id);
    }
}

QString filled(const QString& sentence, const QString& word)
{
    return sentence.contains(QLatin1String("%1")) ? sentence.arg(word) : sentence;
}

QString shortName(const ObjectKey& object)
{
    return object.name.empty() ? subjectName(object) : cleanLine(object.name.view());
}

} // namespace

QString checkName(Id id)
{
    return wordsOf(id).name;
}

QString checkTitle(const checks::Outcome& outcome)
{
    const auto words = wordsOf(outcome.id);
    if (outcome.verdict == checks::Verdict::CouldNotTell && !outcome.unclear.empty()) //: %1: a check's name, %2: why it could not tell
        return Checks::tr("%1: %2").arg(words.name, factText(outcome.unclear.front()));
    if (outcome.verdict != checks::Verdict::FixSoon && outcome.verdict != checks::Verdict::Consider)
        return words.passed;
    const auto& subjects = outcome.subjects.empty() ? outcome.accepted : outcome.subjects;
    if (subjects.size() == 1 || words.many.isEmpty())
        return filled(words.one, subjects.empty() ? QString() : shortName(subjects.front().object));
    return filled(words.many, QString::number(subjects.size()));
}

QString areaName(checks::Area area)
{
    using checks::Area;
    switch (area) {
    case Area::Source:
        return Checks::tr("Source");
    case Area::Receiver:
        return QStringLiteral("Receiver");
    case Area::Kustomization:
        return QStringLiteral("Kustomization");
    case Area::HelmRelease:
        return QStringLiteral("HelmRelease");
    case Area::Applier:
        return Checks::tr("Applier");
    case Area::Secret:
        return QStringLiteral("Secret");
    case Area::Inventory:
        return Checks::tr("Inventory");
    case Area::Controller:
        return Checks::tr("Controller");
    case Area::Notification:
        return Checks::tr("Notification");
    case Area::Token:
        return Checks::tr("Token");
    case Area::GitLab:
        break;
    }
    return QStringLiteral("GitLab");
}

QString verdictName(checks::Verdict verdict)
{
    using checks::Verdict;
    switch (verdict) {
    case Verdict::FixSoon:
        return Checks::tr("Fix soon");
    case Verdict::Consider:
        return Checks::tr("Consider");
    case Verdict::CouldNotTell:
        return Checks::tr("Could not tell");
    case Verdict::Passed:
        return Checks::tr("Passed");
    case Verdict::NotApplicable:
        break;
    }
    return Checks::tr("Does not apply");
}

QString subjectName(const ObjectKey& object)
{
    if (object.kind.empty())
        return Checks::tr("This cluster");
    const auto kind = cleanLine(object.kind.view());
    if (object.name.empty())
        return kind;
    const auto ns = cleanLine(object.ns.view());
    return kind + QLatin1Char(' ') + (ns.isEmpty() ? QString() : ns + QLatin1Char('/')) + cleanLine(object.name.view());
}

} // namespace dg::text

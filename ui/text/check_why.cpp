// SPDX-License-Identifier: Apache-2.0
// Why each check matters, and what to do. The facts are Flux's and GitLab's documentation's (checks::CheckInfo).
#include "text/check_words.h"

#include <QCoreApplication>

namespace dg::text {

namespace {

struct CheckAdvice {
    Q_DECLARE_TR_FUNCTIONS(CheckAdvice)
};

using checks::Id;

QString whySource(Id id)
{
    switch (id) {
    case Id::SourceInsecure:
        return CheckAdvice::tr(
            "Who sits between the cluster and the server can read what is fetched, change it, and take the credentials.");
    case Id::SourceFromGit:
        return CheckAdvice::tr(
            "An OCI artifact is built once, can be signed, and needs no access to Git from the cluster. GitLab advises it for delivery.");
    case Id::SourceMoving:
        return CheckAdvice::tr("The same tag can name other content tomorrow. What runs then depends on when Flux looked, and going back "
                               "is not possible by the tag.");
    case Id::SourceUnverified:
        return CheckAdvice::tr(
            "Whoever can write to the repository or registry decides what runs in the cluster. A signature proves who made it.");
    case Id::SourceInterval:
        return CheckAdvice::tr("Looking more often than every minute loads the server for little. A source that is not told of pushes and "
                               "looks less often than hourly delivers late.");
    case Id::PushArmed:
        return CheckAdvice::tr("Without a Receiver that covers it a source learns of a push only at its next interval.");
    default:
        return CheckAdvice::tr("Teams that share a repository share its rights: each can change what the others run. One delivery "
                               "repository per team keeps them apart.");
    }
}

QString whyApplier(Id id)
{
    switch (id) {
    case Id::TwoOwners:
        return CheckAdvice::tr(
            "Both apply their own version at every pass, one after the other, for ever. What one of them prunes, the other misses.");
    case Id::SuspendedLong:
        return CheckAdvice::tr(
            "What is suspended is neither updated nor corrected. After some days nobody remembers why, and the gap to Git grows.");
    case Id::Prune:
        return CheckAdvice::tr("Objects that are removed from the source stay in the cluster, run on, and belong to nobody.");
    case Id::Wait:
        return CheckAdvice::tr("It reads as ready as soon as its objects were sent, even if none of them ever starts. Others that depend "
                               "on it go on too early.");
    case Id::Timeout:
        return CheckAdvice::tr("Without a timeout a pass may take as long as the interval, and a failure is told that much later.");
    case Id::RetryInterval:
        return CheckAdvice::tr(
            "After a failure the next attempt comes only with the next interval, although the cause may be gone in a minute.");
    case Id::ServiceAccount:
        return CheckAdvice::tr("The controller may do everything. Whoever writes to this source can therefore change the whole cluster, "
                               "unless the controllers run with a default service account.");
    case Id::CrossNamespace:
        return CheckAdvice::tr(
            "Namespaces separate teams only where no object of one refers to another. Flux can forbid it with --no-cross-namespace-refs.");
    case Id::HelmDriftDetection:
        return CheckAdvice::tr("Helm does not look at what was changed by hand: it stays changed until the next upgrade.");
    case Id::HelmRemediation:
        return CheckAdvice::tr("After one failed installation or upgrade it stalls until somebody acts, even if the cause is gone.");
    default:
        return CheckAdvice::tr("The next release of the chart is installed at once, with whatever it changes, and nobody decided it.");
    }
}

QString whySecret(Id id)
{
    switch (id) {
    case Id::ReceiverOpen:
        return CheckAdvice::tr("Their webhook paths are the hash of an empty token, the name and the namespace. Anyone inside the cluster "
                               "can compute them and trigger a fetch. No Secret was read to find this.");
    case Id::PlainSecrets:
        return CheckAdvice::tr("Everybody who can read the repository or the registry can read the Secret, also in its history. That the "
                               "applier decrypts nothing shows it; no Secret was read.");
    case Id::SopsKey:
        return CheckAdvice::tr("Without its key Flux cannot decrypt, and the next pass fails.");
    case Id::SealedSecrets:
        return CheckAdvice::tr("The Secret that the workload uses is absent or older than what Git says.");
    case Id::Credentials:
        return CheckAdvice::tr("Flux needs to read a source and to write a commit's status, no more. A deploy key for SSH, a deploy token "
                               "or project access token for HTTPS and registries does that; a personal token reaches everything its owner "
                               "does. Only the keys' names were looked at.");
    case Id::TokenScopes:
        return CheckAdvice::tr("Whoever gets hold of the token can do all that its scopes allow. Driftglass needs k8s_proxy and read_api.");
    case Id::FluxTokenExpiry:
        return CheckAdvice::tr(
            "When the token in use ends, Flux fetches nothing new and reports nothing. Which of a project's tokens lies in "
            "the Secret is not known: no Secret is read, each that fits is looked at.");
    case Id::FluxTokenWrite:
        return CheckAdvice::tr("Flux only reads a source. Whoever gets hold of a token that writes can change what the cluster runs. Which "
                               "of a project's tokens lies in the Secret is not known: no Secret is read.");
    case Id::FluxTokenUnused:
        return CheckAdvice::tr(
            "Flux uses its token at every interval. One that was not used for 30 days is not Flux's, and still opens the "
            "project. GitLab tells this of access tokens only.");
    default:
        return CheckAdvice::tr("When it ends, the cluster can no longer be reached through the agent.");
    }
}

QString whyCluster(Id id)
{
    switch (id) {
    case Id::FluxVersion:
        return CheckAdvice::tr("Flux supports its newest three minor versions. Older ones get no fixes, not even for security.");
    case Id::CommitStatus:
        return CheckAdvice::tr("Whoever pushed sees in GitLab that the pipeline passed, but not whether the cluster runs it.");
    case Id::AgentVersion:
        return CheckAdvice::tr(
            "An agent may be older than the server within a major version, and must not be newer. Outside of that nothing is promised.");
    case Id::UserAccess:
        return CheckAdvice::tr("In the cluster all of them have the agent's rights, and its audit log cannot tell them apart.");
    default:
        return CheckAdvice::tr("A service-proxy address is called with the agent's own cluster credentials. It must lead to a trusted "
                               "target only: Flux's notification-controller.");
    }
}

QString remedySource(Id id)
{
    switch (id) {
    case Id::SourceInsecure:
        return CheckAdvice::tr("Fetch it over an encrypted connection:");
    case Id::SourceFromGit:
        return CheckAdvice::tr("Let the pipeline push the manifests with flux push artifact, and fetch that:");
    case Id::SourceMoving:
        return CheckAdvice::tr("Name a digest, or a range of versions:");
    case Id::SourceUnverified:
        return CheckAdvice::tr("Sign it where it is made, and verify it here:");
    case Id::SourceInterval:
        return CheckAdvice::tr("Choose an interval between a minute and an hour:");
    case Id::PushArmed:
        return CheckAdvice::tr("Create a Receiver with a token, and a webhook of the project that calls it:");
    default:
        return CheckAdvice::tr("Give each team a delivery repository, and a source in its own namespace.");
    }
}

QString remedyApplier(Id id)
{
    switch (id) {
    case Id::TwoOwners:
        return CheckAdvice::tr("Remove the object from one of the two sources.");
    case Id::SuspendedLong:
        return CheckAdvice::tr("Resume it, or remove it from Git:");
    case Id::CrossNamespace:
        return CheckAdvice::tr("Put the source into the namespace of those who use it.");
    case Id::ServiceAccount:
        return CheckAdvice::tr("Name a service account that may do what this source needs:");
    case Id::ChartVersion:
        return CheckAdvice::tr("Name the version, or a narrow range:");
    default:
        return CheckAdvice::tr("Add this to its manifest:");
    }
}

QString remedyOther(Id id)
{
    switch (id) {
    case Id::ReceiverOpen:
        return CheckAdvice::tr("Limit who reaches webhook-receiver with a NetworkPolicy, or create your own Receiver with a token:");
    case Id::PlainSecrets:
        return CheckAdvice::tr("Encrypt the Secret with SOPS, replace what was readable, and let Flux decrypt it:");
    case Id::SopsKey:
        return CheckAdvice::tr("Put the key where the Kustomization looks for it:");
    case Id::SealedSecrets:
        return CheckAdvice::tr("Look at the message of the SealedSecret; seal it anew for this cluster if its key is gone.");
    case Id::Credentials:
        return CheckAdvice::tr("Make a credential of the advised kind in GitLab, and store it:");
    case Id::TokenScopes:
        return CheckAdvice::tr("Make a token with the scopes k8s_proxy and read_api, and revoke this one.");
    case Id::TokenExpiry:
        return CheckAdvice::tr("Renew it from the status bar, or make a new one in GitLab.");
    case Id::FluxTokenExpiry:
        return CheckAdvice::tr("Renew the one that Flux uses in the project's settings, and put its new value into the Secret.");
    case Id::FluxTokenWrite:
        return CheckAdvice::tr("Give the source a deploy token with read_repository or read_registry, or a deploy key that may not push.");
    case Id::FluxTokenUnused:
        return CheckAdvice::tr("Revoke it in the project's settings, unless something else needs it.");
    case Id::FluxVersion:
        return CheckAdvice::tr("Update Flux one minor version after the other.");
    case Id::CommitStatus:
        return CheckAdvice::tr("Report it with a Provider and an Alert:");
    case Id::AgentVersion:
        return CheckAdvice::tr("Update the agent to the server's version.");
    case Id::UserAccess:
        return CheckAdvice::tr("Let each act as themselves, and bind roles to gitlab:user. This needs GitLab Premium:");
    default:
        return CheckAdvice::tr("Where the agent runs in the cluster, use the address inside it:");
    }
}

bool isSource(Id id)
{
    return checks::info(id).area == checks::Area::Source || id == Id::DeliveryRepository;
}

bool isApplier(Id id)
{
    using checks::Area;
    const auto area = checks::info(id).area;
    return area == Area::Kustomization || area == Area::HelmRelease || area == Area::Applier || area == Area::Inventory;
}

bool isCluster(Id id)
{
    using checks::Area;
    const auto area = checks::info(id).area;
    return area == Area::Controller || area == Area::Notification || area == Area::GitLab;
}

} // namespace

QString checkWhy(Id id)
{
    return isSource(id) ? whySource(id) : isApplier(id) ? whyApplier(id) : isCluster(id) ? whyCluster(id) : whySecret(id);
}

QString checkRemedy(Id id)
{
    return isSource(id) ? remedySource(id) : isApplier(id) ? remedyApplier(id) : remedyOther(id);
}

} // namespace dg::text

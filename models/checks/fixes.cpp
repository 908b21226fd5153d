// SPDX-License-Identifier: Apache-2.0
// YAML to copy: the fields that mend the first subject, at their place in its manifest, or a new object. A person's own values
// stand in angle brackets.
#include "judge.h"

namespace dg::checks {

namespace {

const char* apiVersionOf(std::string_view kind)
{
    if (kind == "Kustomization")
        return "kustomize.toolkit.fluxcd.io/v1";
    if (kind == "HelmRelease")
        return "helm.toolkit.fluxcd.io/v2";
    if (kind == "Receiver")
        return "notification.toolkit.fluxcd.io/v1";
    return kind == "Provider" || kind == "Alert" ? "notification.toolkit.fluxcd.io/v1beta3" : "source.toolkit.fluxcd.io/v1";
}

std::string head(const char* apiVersion, std::string_view kind, std::string_view ns, std::string_view name)
{
    return std::string("apiVersion: ") + apiVersion + "\nkind: " + std::string(kind) + "\nmetadata:\n  name: " + std::string(name)
        + "\n  namespace: " + std::string(ns) + "\n";
}

// The subject with these fields of its spec.
std::string patch(const Subject& subject, const char* spec)
{
    const auto kind = subject.object.kind.view();
    return head(apiVersionOf(kind), kind, subject.object.ns.view(), subject.object.name.view()) + "spec:\n" + spec;
}

std::string receiverFor(const ObjectKey& source, const char* secret)
{
    const auto name = source.name.str();
    return head(apiVersionOf("Receiver"), "Receiver", source.ns.view(), name + "-push")
        + "spec:\n  type: gitlab\n  events:\n    - Push Hook\n    - Tag Push Hook\n  secretRef:\n    name: " + secret
        + "\n  resources:\n    - kind: " + source.kind.str() + "\n      name: " + name + "\n";
}

std::string tokenSecret(std::string_view ns, const std::string& name)
{
    return head("v1", "Secret", ns, name) + "stringData:\n  token: <a random value of 32 characters>\n";
}

std::string credentialsFix(const Subject& subject)
{
    const auto slash = subject.detail.find('/');
    const auto ns = subject.detail.substr(0, slash), name = subject.detail.substr(slash + 1);
    if (subject.object.kind.view() == "Provider")
        return head("v1", "Secret", ns, name) + "stringData:\n  token: <a project access token with the scope api>\n";
    if (subject.fact == Fact::NoDeployKey || subject.fact == Fact::NoKnownHosts || subject.fact == Fact::PasswordForSsh)
        return head("v1", "Secret", ns, name)
            + "stringData:\n  identity: <a deploy key that may read>\n  known_hosts: <the output of ssh-keyscan>\n";
    return head("v1", "Secret", ns, name)
        + "stringData:\n  username: <the deploy token's user name>\n  password: <a deploy token with read_repository>\n";
}

std::string statusFix(const Subject& subject)
{
    const bool provider = subject.fact == Fact::NoStatusProvider;
    const std::string ns = provider ? "flux-system" : subject.object.ns.str();
    const std::string name = provider ? "gitlab-status" : subject.object.name.str();
    std::string out;
    if (provider)
        out = head(apiVersionOf("Provider"), "Provider", ns, name)
            + "spec:\n  type: gitlab\n  address: https://<host>/<group>/<project>\n  secretRef:\n    name: gitlab-status-token\n---\n";
    return out + head(apiVersionOf("Alert"), "Alert", ns, name) + "spec:\n  providerRef:\n    name: " + name
        + "\n  eventSources:\n    - kind: Kustomization\n      name: \"*\"\n";
}

std::string sourceFix(Id id, const Subject& subject)
{
    const auto git = subject.object.kind.view() == "GitRepository";
    switch (id) {
    case Id::SourceFromGit:
        return head(apiVersionOf("OCIRepository"), "OCIRepository", subject.object.ns.view(), subject.object.name.view())
            + "spec:\n  interval: 10m\n  url: oci://<registry>/<group>/<project>\n  ref:\n    semver: \">=1.0.0\"\n";
    case Id::SourceMoving:
        return patch(subject, "  ref:\n    semver: \">=1.0.0\"\n");
    case Id::SourceUnverified:
        return patch(subject,
            git ? "  verify:\n    mode: HEAD\n    secretRef:\n      name: <public keys>\n"
                : "  verify:\n    provider: cosign\n    secretRef:\n      name: <public keys>\n");
    case Id::SourceInterval:
        return patch(subject, "  interval: 10m\n");
    default:
        return subject.fact == Fact::Insecure ? patch(subject, "  insecure: false\n") : patch(subject, "  url: https://<host>/<path>\n");
    }
}

std::string applierFix(Id id, const Subject& subject)
{
    switch (id) {
    case Id::Prune:
        return patch(subject, "  prune: true\n");
    case Id::Wait:
        return patch(subject, "  wait: true\n  timeout: 5m\n");
    case Id::Timeout:
        return patch(subject, "  timeout: 5m\n");
    case Id::RetryInterval:
        return patch(subject, "  retryInterval: 2m\n");
    case Id::ServiceAccount:
        return patch(subject, "  serviceAccountName: <an account of this namespace>\n");
    case Id::CrossNamespace:
        return {}; // where the source belongs is a team's to say
    case Id::HelmDriftDetection:
        return patch(subject, "  driftDetection:\n    mode: enabled\n");
    case Id::HelmRemediation:
        return patch(subject, "  install:\n    remediation:\n      retries: 3\n  upgrade:\n    remediation:\n      retries: 3\n");
    case Id::ChartVersion:
        return patch(subject, "  chart:\n    spec:\n      version: \"<1.2.x>\"\n");
    default:
        return patch(subject, "  suspend: false\n");
    }
}

} // namespace

std::string fixFor(const Outcome& outcome)
{
    if (outcome.subjects.empty())
        return {};
    const auto& first = outcome.subjects.front();
    const auto& object = first.object;
    switch (outcome.id) {
    case Id::ReceiverOpen:
        return tokenSecret(object.ns.view(), object.name.str() + "-token");
    case Id::PlainSecrets: {
        // The applier is "Kustomization/NS/NAME".
        const auto name = first.detail.substr(first.detail.rfind('/') + 1);
        const auto ns = first.detail.substr(first.detail.find('/') + 1, first.detail.rfind('/') - first.detail.find('/') - 1);
        return head(apiVersionOf("Kustomization"), "Kustomization", ns, name)
            + "spec:\n  decryption:\n    provider: sops\n    secretRef:\n      name: sops-age\n";
    }
    case Id::SopsKey: {
        const auto slash = first.detail.find('/');
        return head("v1", "Secret", first.detail.substr(0, slash), first.detail.substr(slash + 1))
            + "stringData:\n  identity.agekey: <the private age key>\n";
    }
    case Id::Credentials:
        return credentialsFix(first);
    case Id::SourceInsecure:
    case Id::SourceFromGit:
    case Id::SourceMoving:
    case Id::SourceUnverified:
    case Id::SourceInterval:
        return sourceFix(outcome.id, first);
    case Id::PushArmed:
        // There is one; something else stands in the way. Of a project that the agent is not told of only a web hook tells.
        if (first.push && !first.push->receiver.empty() && first.push->reasons.front() != flux::PushReason::ProjectNotReachable)
            return {};
        return tokenSecret(object.ns.view(), object.name.str() + "-push-token") + "---\n"
            + receiverFor(object, (object.name.str() + "-push-token").c_str());
    case Id::Prune:
    case Id::Wait:
    case Id::Timeout:
    case Id::RetryInterval:
    case Id::ServiceAccount:
    case Id::CrossNamespace:
    case Id::HelmDriftDetection:
    case Id::HelmRemediation:
    case Id::ChartVersion:
    case Id::SuspendedLong:
        return applierFix(outcome.id, first);
    case Id::CommitStatus:
        return statusFix(first);
    case Id::UserAccess:
        return "user_access:\n  access_as:\n    user: {}\n";
    case Id::WebhookProxy:
        return "flux:\n  webhook_receiver_url: http://webhook-receiver.flux-system.svc.cluster.local\n";
    default:
        return {};
    }
}

} // namespace dg::checks

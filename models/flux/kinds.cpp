// SPDX-License-Identifier: Apache-2.0
#include "flux/kinds.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <mutex>
#include <string>
#include <unordered_set>

namespace dg::flux {

namespace {

using Words = std::array<std::string_view, 3>;
constexpr Words SourceVersions{"v1", "v1beta2", "v1beta1"};
constexpr std::array<std::string_view, 2> OciVersions{"v1", "v1beta2"};
constexpr std::array<std::string_view, 1> V1Only{"v1"};
constexpr std::array<std::string_view, 1> V1Beta1Only{"v1beta1"};
constexpr Words HelmVersions{"v2", "v2beta2", "v2beta1"};
constexpr Words AlertVersions{"v1beta3", "v1beta2", "v1beta1"}; // no v1 yet (domain.md §3.1)
constexpr std::string_view SourceGroup = "source.toolkit.fluxcd.io";
constexpr std::string_view ImageGroup = "image.toolkit.fluxcd.io";
constexpr std::string_view NotificationGroup = "notification.toolkit.fluxcd.io";
constexpr std::string_view OperatorGroup = "fluxcd.controlplane.io";
constexpr std::string_view GeneratorSuspend = "source.extensions.fluxcd.io/reconcile";
constexpr std::string_view OperatorSuspend = "fluxcd.controlplane.io/reconcile";
constexpr std::string_view Sources = "source-controller";
constexpr std::string_view Notifications = "notification-controller";
constexpr std::string_view Reflector = "image-reflector-controller";
constexpr std::string_view Operator = "flux-operator";

const std::array<KindInfo, KindCount> Table{{
    {Kind::GitRepository, "GitRepository", SourceGroup, "gitrepositories", "git", true, false, true, true, Sources, {}, SourceVersions},
    {Kind::OCIRepository, "OCIRepository", SourceGroup, "ocirepositories", "oci", true, false, true, true, Sources, {}, OciVersions},
    {Kind::Bucket, "Bucket", SourceGroup, "buckets", "bucket", true, false, true, true, Sources, {}, SourceVersions},
    {Kind::HelmRepository, "HelmRepository", SourceGroup, "helmrepositories", "hrepo", true, false, true, true, Sources, {},
        SourceVersions},
    {Kind::HelmChart, "HelmChart", SourceGroup, "helmcharts", "chart", true, false, true, true, Sources, {}, SourceVersions},
    {Kind::ExternalArtifact, "ExternalArtifact", SourceGroup, "externalartifacts", "ea", true, false, false, false, {}, {}, V1Only},
    {Kind::ArtifactGenerator, "ArtifactGenerator", "source.extensions.fluxcd.io", "artifactgenerators", "ag", false, false, true, true,
        "source-watcher", GeneratorSuspend, V1Beta1Only},
    {Kind::Kustomization, "Kustomization", "kustomize.toolkit.fluxcd.io", "kustomizations", "ks", false, true, true, true,
        "kustomize-controller", {}, SourceVersions},
    {Kind::HelmRelease, "HelmRelease", "helm.toolkit.fluxcd.io", "helmreleases", "hr", false, true, true, true, "helm-controller", {},
        HelmVersions},
    {Kind::ImageRepository, "ImageRepository", ImageGroup, "imagerepositories", "imgrepo", false, false, true, true, Reflector, {},
        SourceVersions},
    {Kind::ImagePolicy, "ImagePolicy", ImageGroup, "imagepolicies", "imgpol", false, false, true, true, Reflector, {}, SourceVersions},
    {Kind::ImageUpdateAutomation, "ImageUpdateAutomation", ImageGroup, "imageupdateautomations", "iua", false, false, true, true,
        "image-automation-controller", {}, SourceVersions},
    {Kind::Alert, "Alert", NotificationGroup, "alerts", "alert", false, false, true, false, Notifications, {}, AlertVersions},
    {Kind::Provider, "Provider", NotificationGroup, "providers", "provider", false, false, true, false, Notifications, {}, AlertVersions},
    {Kind::Receiver, "Receiver", NotificationGroup, "receivers", "receiver", false, false, true, true, Notifications, {}, SourceVersions},
    {Kind::FluxInstance, "FluxInstance", OperatorGroup, "fluxinstances", "instance", false, true, true, true, Operator, OperatorSuspend,
        V1Only},
    {Kind::FluxReport, "FluxReport", OperatorGroup, "fluxreports", "report", false, false, true, true, Operator, OperatorSuspend, V1Only},
    {Kind::ResourceSet, "ResourceSet", OperatorGroup, "resourcesets", "rset", false, true, true, true, Operator, OperatorSuspend, V1Only},
    {Kind::ResourceSetInputProvider, "ResourceSetInputProvider", OperatorGroup, "resourcesetinputproviders", "rsip", false, false, true,
        true, Operator, OperatorSuspend, V1Only},
}};

struct ShortName {
    std::string_view word;
    Kind kind;
};
constexpr std::array<ShortName, 11> ShortNames{{
    {"gitrepo", Kind::GitRepository},
    {"ocirepo", Kind::OCIRepository},
    {"helmrepo", Kind::HelmRepository},
    {"hc", Kind::HelmChart},
    {"imagerepo", Kind::ImageRepository},
    {"imagepol", Kind::ImagePolicy},
    {"imgupd", Kind::ImageUpdateAutomation},
    {"imgauto", Kind::ImageUpdateAutomation},
    {"fluxinstance", Kind::FluxInstance},
    {"fluxreport", Kind::FluxReport},
    {"resourceset", Kind::ResourceSet},
}};

struct KindCode {
    std::string_view kind;
    std::string_view code;
};
constexpr std::array<KindCode, 34> Codes{{
    {"Deployment", "deploy"},
    {"StatefulSet", "sts"},
    {"DaemonSet", "ds"},
    {"ReplicaSet", "rs"},
    {"Pod", "po"},
    {"Job", "job"},
    {"CronJob", "cj"},
    {"ConfigMap", "cm"},
    {"Secret", "secret"},
    {"Service", "svc"},
    {"Ingress", "ing"},
    {"NetworkPolicy", "netpol"},
    {"ServiceAccount", "sa"},
    {"PersistentVolumeClaim", "pvc"},
    {"PersistentVolume", "pv"},
    {"HorizontalPodAutoscaler", "hpa"},
    {"PodDisruptionBudget", "pdb"},
    {"CustomResourceDefinition", "crd"},
    {"Namespace", "ns"},
    {"Role", "role"},
    {"RoleBinding", "rb"},
    {"ClusterRole", "cr"},
    {"ClusterRoleBinding", "crb"},
    {"StorageClass", "sc"},
    {"Node", "no"},
    {"Endpoints", "ep"},
    {"ResourceQuota", "quota"},
    {"LimitRange", "limits"},
    {"PriorityClass", "pc"},
    {"Event", "ev"},
    {"ReplicationController", "rc"},
    {"ValidatingWebhookConfiguration", "vwc"},
    {"MutatingWebhookConfiguration", "mwc"},
    {"APIService", "apiservice"},
}};

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

} // namespace

std::span<const KindInfo> kinds()
{
    return Table;
}

const KindInfo& info(Kind kind)
{
    return Table.at(static_cast<std::size_t>(kind));
}

Kind kindFromWord(std::string_view word)
{
    const auto wanted = lower(word);
    for (const auto& entry : Table) {
        if (wanted == entry.code || wanted == entry.plural || wanted == lower(entry.name))
            return entry.kind;
    }
    for (const auto& entry : ShortNames) {
        if (wanted == entry.word)
            return entry.kind;
    }
    return Kind::Other;
}

bool isFluxGroup(std::string_view group)
{
    return group.ends_with(".fluxcd.io") || group.ends_with("fluxcd.controlplane.io");
}

Kind kindFromGroupKind(std::string_view group, std::string_view kind)
{
    for (const auto& entry : Table) {
        if (entry.name == kind && entry.group == group)
            return entry.kind;
    }
    return Kind::Other;
}

std::string_view codeForKind(std::string_view kind)
{
    for (const auto& entry : Table) {
        if (entry.name == kind)
            return entry.code;
    }
    for (const auto& entry : Codes) {
        if (entry.kind == kind)
            return entry.code;
    }
    // Kinds are few in a cluster: their lower case forms are kept for the life of the process, so the view stays valid.
    static std::mutex mutex;
    static std::unordered_set<std::string> known;
    const std::scoped_lock lock(mutex);
    return *known.insert(lower(kind)).first;
}

} // namespace dg::flux

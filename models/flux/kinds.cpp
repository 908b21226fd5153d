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
constexpr Words HelmVersions{"v2", "v2beta2", "v2beta1"};
constexpr std::string_view SourceGroup = "source.toolkit.fluxcd.io";

const std::array<KindInfo, KindCount> Table{{
    {Kind::GitRepository, "GitRepository", SourceGroup, "gitrepositories", "git", true, false, true, true, SourceVersions},
    {Kind::OCIRepository, "OCIRepository", SourceGroup, "ocirepositories", "oci", true, false, true, true, OciVersions},
    {Kind::Bucket, "Bucket", SourceGroup, "buckets", "bucket", true, false, true, true, SourceVersions},
    {Kind::HelmRepository, "HelmRepository", SourceGroup, "helmrepositories", "hrepo", true, false, true, true, SourceVersions},
    {Kind::HelmChart, "HelmChart", SourceGroup, "helmcharts", "chart", true, false, true, true, SourceVersions},
    {Kind::ExternalArtifact, "ExternalArtifact", SourceGroup, "externalartifacts", "ea", true, false, false, false, V1Only},
    {Kind::Kustomization, "Kustomization", "kustomize.toolkit.fluxcd.io", "kustomizations", "ks", false, true, true, true, SourceVersions},
    {Kind::HelmRelease, "HelmRelease", "helm.toolkit.fluxcd.io", "helmreleases", "hr", false, true, true, true, HelmVersions},
}};

struct ShortName {
    std::string_view word;
    Kind kind;
};
constexpr std::array<ShortName, 4> ShortNames{{
    {"gitrepo", Kind::GitRepository},
    {"ocirepo", Kind::OCIRepository},
    {"helmrepo", Kind::HelmRepository},
    {"hc", Kind::HelmChart},
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

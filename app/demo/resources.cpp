// SPDX-License-Identifier: Apache-2.0
#include "resources.h"

#include <array>

namespace dg::demo {

namespace {

constexpr const char* Source = "source.toolkit.fluxcd.io";
constexpr const char* Image = "image.toolkit.fluxcd.io";
constexpr const char* Notification = "notification.toolkit.fluxcd.io";
constexpr const char* Rbac = "rbac.authorization.k8s.io";

constexpr std::array Table{
    Resource{"", "v1", "ConfigMap", "configmaps", "cm", true, Access::Read},
    Resource{"", "v1", "Event", "events", "ev", true, Access::Read},
    Resource{"", "v1", "Namespace", "namespaces", "ns", false, Access::Read},
    Resource{"", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc", true, Access::Read},
    Resource{"", "v1", "Pod", "pods", "po", true, Access::Read},
    Resource{"", "v1", "Secret", "secrets", "", true, Access::MetadataOnly},
    Resource{"", "v1", "Service", "services", "svc", true, Access::Read},
    Resource{"", "v1", "ServiceAccount", "serviceaccounts", "sa", true, Access::Read},
    Resource{"apps", "v1", "DaemonSet", "daemonsets", "ds", true, Access::Read},
    Resource{"apps", "v1", "Deployment", "deployments", "deploy", true, Access::Read},
    Resource{"apps", "v1", "ReplicaSet", "replicasets", "rs", true, Access::Read},
    Resource{"apps", "v1", "StatefulSet", "statefulsets", "sts", true, Access::Read},
    Resource{"autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa", true, Access::Read},
    Resource{"batch", "v1", "CronJob", "cronjobs", "cj", true, Access::Read},
    Resource{"batch", "v1", "Job", "jobs", "", true, Access::Read},
    Resource{"networking.k8s.io", "v1", "Ingress", "ingresses", "ing", true, Access::Read},
    Resource{"networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", "netpol", true, Access::Read},
    Resource{"policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", "pdb", true, Access::Read},
    Resource{Rbac, "v1", "ClusterRole", "clusterroles", "", false, Access::Read},
    Resource{Rbac, "v1", "ClusterRoleBinding", "clusterrolebindings", "", false, Access::Read},
    Resource{Rbac, "v1", "Role", "roles", "", true, Access::Read},
    Resource{Rbac, "v1", "RoleBinding", "rolebindings", "", true, Access::Read},
    Resource{"apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", "crd,crds", false, Access::Read},
    Resource{"helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases", "hr", true, Access::Patch},
    Resource{"kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations", "ks", true, Access::Patch},
    Resource{Image, "v1", "ImagePolicy", "imagepolicies", "imgpol,imagepol", true, Access::Patch},
    Resource{Image, "v1", "ImageRepository", "imagerepositories", "imgrepo,imagerepo", true, Access::Patch},
    Resource{Image, "v1", "ImageUpdateAutomation", "imageupdateautomations", "iua,imgupd,imgauto", true, Access::Patch},
    Resource{Notification, "v1beta3", "Alert", "alerts", "", true, Access::Patch},
    Resource{Notification, "v1beta3", "Provider", "providers", "", true, Access::Patch},
    Resource{Notification, "v1", "Receiver", "receivers", "", true, Access::Patch},
    Resource{"source.extensions.fluxcd.io", "v1beta1", "ArtifactGenerator", "artifactgenerators", "ag", true, Access::Patch},
    Resource{Source, "v1", "Bucket", "buckets", "", true, Access::Denied},
    Resource{Source, "v1", "ExternalArtifact", "externalartifacts", "ea", true, Access::Patch},
    Resource{Source, "v1", "GitRepository", "gitrepositories", "gitrepo", true, Access::Patch},
    Resource{Source, "v1", "HelmChart", "helmcharts", "hc", true, Access::Patch},
    Resource{Source, "v1", "HelmRepository", "helmrepositories", "helmrepo", true, Access::Patch},
    Resource{Source, "v1", "OCIRepository", "ocirepositories", "ocirepo", true, Access::Patch},
};

} // namespace

std::span<const Resource> resources()
{
    return Table;
}

std::optional<ResourceId> findResource(const QByteArray& group, const QByteArray& version, const QByteArray& plural)
{
    for (ResourceId id = 0; id < Table.size(); ++id)
        if (group == Table[id].group && version == Table[id].version && plural == Table[id].plural)
            return id;
    return std::nullopt;
}

ResourceId resourceOfKind(const QByteArray& kind)
{
    for (ResourceId id = 0; id < Table.size(); ++id)
        if (kind == Table[id].kind)
            return id;
    Q_ASSERT_X(false, "resourceOfKind", kind.constData());
    return 0;
}

} // namespace dg::demo

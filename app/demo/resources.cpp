// SPDX-License-Identifier: Apache-2.0
#include "resources.h"

namespace dg::demo {

namespace {

constexpr const char* Source = "source.toolkit.fluxcd.io";
constexpr const char* Image = "image.toolkit.fluxcd.io";
constexpr const char* Notification = "notification.toolkit.fluxcd.io";
constexpr const char* Rbac = "rbac.authorization.k8s.io";

} // namespace

const ResourceTable& resources()
{
    static const ResourceTable Table{{
        {"", "v1", "ConfigMap", "configmaps", "cm", true, Access::Read},
        {"", "v1", "Event", "events", "ev", true, Access::Read},
        {"", "v1", "Namespace", "namespaces", "ns", false, Access::Read},
        {"", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc", true, Access::Read},
        {"", "v1", "Pod", "pods", "po", true, Access::Read},
        {"", "v1", "Secret", "secrets", "", true, Access::MetadataOnly},
        {"", "v1", "Service", "services", "svc", true, Access::Read},
        {"", "v1", "ServiceAccount", "serviceaccounts", "sa", true, Access::Read},
        {"apps", "v1", "DaemonSet", "daemonsets", "ds", true, Access::Read},
        {"apps", "v1", "Deployment", "deployments", "deploy", true, Access::Read},
        {"apps", "v1", "ReplicaSet", "replicasets", "rs", true, Access::Read},
        {"apps", "v1", "StatefulSet", "statefulsets", "sts", true, Access::Read},
        {"autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa", true, Access::Read},
        {"batch", "v1", "CronJob", "cronjobs", "cj", true, Access::Read},
        {"batch", "v1", "Job", "jobs", "", true, Access::Read},
        {"networking.k8s.io", "v1", "Ingress", "ingresses", "ing", true, Access::Read},
        {"networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", "netpol", true, Access::Read},
        {"policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", "pdb", true, Access::Read},
        {Rbac, "v1", "ClusterRole", "clusterroles", "", false, Access::Read},
        {Rbac, "v1", "ClusterRoleBinding", "clusterrolebindings", "", false, Access::Read},
        {Rbac, "v1", "Role", "roles", "", true, Access::Read},
        {Rbac, "v1", "RoleBinding", "rolebindings", "", true, Access::Read},
        {"apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", "crd,crds", false, Access::Read},
        {"helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases", "hr", true, Access::Patch},
        {"kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations", "ks", true, Access::Patch},
        {Image, "v1", "ImagePolicy", "imagepolicies", "imgpol,imagepol", true, Access::Patch},
        {Image, "v1", "ImageRepository", "imagerepositories", "imgrepo,imagerepo", true, Access::Patch},
        {Image, "v1", "ImageUpdateAutomation", "imageupdateautomations", "iua,imgupd,imgauto", true, Access::Patch},
        {Notification, "v1beta3", "Alert", "alerts", "", true, Access::Patch},
        {Notification, "v1beta3", "Provider", "providers", "", true, Access::Patch},
        {Notification, "v1", "Receiver", "receivers", "", true, Access::Patch},
        {"source.extensions.fluxcd.io", "v1beta1", "ArtifactGenerator", "artifactgenerators", "ag", true, Access::Patch},
        {Source, "v1", "Bucket", "buckets", "", true, Access::Denied},
        {Source, "v1", "ExternalArtifact", "externalartifacts", "ea", true, Access::Patch},
        {Source, "v1", "GitRepository", "gitrepositories", "gitrepo", true, Access::Patch},
        {Source, "v1", "HelmChart", "helmcharts", "hc", true, Access::Patch},
        {Source, "v1", "HelmRepository", "helmrepositories", "helmrepo", true, Access::Patch},
        {Source, "v1", "OCIRepository", "ocirepositories", "ocirepo", true, Access::Patch},
    }};
    return Table;
}

ResourceId resourceOfKind(const QByteArray& kind)
{
    const auto id = resources().ofKind(kind);
    Q_ASSERT_X(id, "resourceOfKind", kind.constData());
    return id.value_or(0);
}

} // namespace dg::demo

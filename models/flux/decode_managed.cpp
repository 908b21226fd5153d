// SPDX-License-Identifier: Apache-2.0
#include "flux/decode.h"

#include "fields.h"
#include "managed_fields.h"
#include "workload.h"

#include <algorithm>
#include <array>

namespace dg::flux {

using namespace fields;

namespace {

struct GroupKind {
    std::string_view group, kind;
    friend bool operator==(const GroupKind&, const GroupKind&) = default;
};

constexpr std::array<GroupKind, 11> Whole{{
    {"apps", "Deployment"},
    {"apps", "StatefulSet"},
    {"apps", "DaemonSet"},
    {"apps", "ReplicaSet"},
    {"batch", "Job"},
    {"", "Pod"},
    {"", "PersistentVolumeClaim"},
    {"", "Service"},
    {"autoscaling", "HorizontalPodAutoscaler"},
    {"policy", "PodDisruptionBudget"},
    {"apiextensions.k8s.io", "CustomResourceDefinition"},
}};

// The API server's own groups. Any other is a custom resource's: conditions say how it is (the generic rule).
constexpr std::array<std::string_view, 23> BuiltIn{"", "apps", "batch", "autoscaling", "policy", "extensions",
    "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "authentication.k8s.io", "authorization.k8s.io",
    "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "flowcontrol.apiserver.k8s.io", "networking.k8s.io",
    "node.k8s.io", "rbac.authorization.k8s.io", "resource.k8s.io", "scheduling.k8s.io", "storage.k8s.io", "storagemigration.k8s.io"};

constexpr std::array<GroupKind, 25> Existing{{
    {"", "ConfigMap"},
    {"", "Secret"},
    {"", "ServiceAccount"},
    {"", "Namespace"},
    {"", "ResourceQuota"},
    {"", "LimitRange"},
    {"", "Endpoints"},
    {"", "PersistentVolume"},
    {"batch", "CronJob"},
    {"networking.k8s.io", "Ingress"},
    {"networking.k8s.io", "IngressClass"},
    {"networking.k8s.io", "NetworkPolicy"},
    {"rbac.authorization.k8s.io", "Role"},
    {"rbac.authorization.k8s.io", "RoleBinding"},
    {"rbac.authorization.k8s.io", "ClusterRole"},
    {"rbac.authorization.k8s.io", "ClusterRoleBinding"},
    {"storage.k8s.io", "StorageClass"},
    {"storage.k8s.io", "CSIDriver"},
    {"scheduling.k8s.io", "PriorityClass"},
    {"discovery.k8s.io", "EndpointSlice"},
    {"coordination.k8s.io", "Lease"},
    {"admissionregistration.k8s.io", "ValidatingWebhookConfiguration"},
    {"admissionregistration.k8s.io", "MutatingWebhookConfiguration"},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicy"},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"},
}};

} // namespace

bool needsWholeObject(std::string_view group, std::string_view kind)
{
    return std::ranges::find(Whole, GroupKind{group, kind}) != Whole.end() || std::ranges::find(BuiltIn, group) == BuiltIn.end();
}

bool currentByExistence(std::string_view group, std::string_view kind)
{
    return std::ranges::find(Existing, GroupKind{group, kind}) != Existing.end();
}

ManagedDecoder::ManagedDecoder(
    std::string_view group, std::string_view version, std::string_view kind, StringPool& pool, KeepOwnership ownership)
    : m_group(pool.intern(group))
    , m_kind(pool.intern(kind))
    , m_pool(pool)
    , m_managers(ownership == KeepOwnership::Yes ? std::make_unique<ManagedFieldsReader>(pool) : nullptr)
{
    if (!group.empty())
        m_apiVersion.append(group).push_back('/');
    m_apiVersion.append(version);
}

ManagedDecoder::~ManagedDecoder() = default;

Result<store::RecordPtr> ManagedDecoder::decode(json::Object& object)
{
    Metadata metadata;
    Workload workload;
    bool body = false; // spec or status was there: not PartialObjectMetadata
    const bool needsBody = needsWholeObject(m_group.view(), m_kind.view());
    const bool whole = eachIn(object, [&](std::string_view key, json::Value& value) -> bool {
        if (key == "metadata")
            return readMetadata(value, metadata, m_pool, m_managers.get());
        if (!needsBody || (key != "spec" && key != "status"))
            return true;
        body = true;
        return key == "spec" ? readWorkloadSpec(value, workload) : readWorkloadStatus(value, workload);
    });
    if (!whole)
        return fail(ErrorCode::BadSyntax);
    if (metadata.name.empty())
        return fail(ErrorCode::BadValue, "metadata.name");

    auto record = std::make_shared<ManagedObject>();
    record->key = {m_group, m_kind, metadata.ns, metadata.name};
    record->apiVersion = m_apiVersion;
    takeIdentity(metadata, *record, m_pool);
    record->labels = labelsOf(metadata, m_labels);
    if (m_kind.view() == "SealedSecret" && m_group.view() == "bitnami.com") {
        auto sealed = std::make_shared<SealedState>();
        sealed->generation = metadata.generation;
        sealed->observedGeneration = workload.observedGeneration.value_or(0);
        if (const auto* synced = workload.condition("Synced")) {
            sealed->synced = synced->status;
            sealed->message = synced->message;
        }
        record->sealed = std::move(sealed);
    }
    if (metadata.deletionTimestamp)
        record->health = Health::Terminating;
    else if (body)
        judgeHealth(metadata, workload, *record);
    else if (currentByExistence(m_group.view(), m_kind.view()))
        record->health = Health::Current;
    return store::RecordPtr(std::move(record));
}

} // namespace dg::flux

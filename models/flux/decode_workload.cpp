// SPDX-License-Identifier: Apache-2.0
#include "flux/decode.h"
#include "flux/workload_object.h"

#include "fields.h"
#include "workload.h"

#include <algorithm>
#include <array>

namespace dg::flux {

using namespace fields;

WorkloadDecoder::WorkloadDecoder(std::string_view group, std::string_view version, std::string_view kind, StringPool& pool)
    : m_group(pool.intern(group))
    , m_kind(pool.intern(kind))
    , m_pool(pool)
{
    if (!group.empty())
        m_apiVersion.append(group).push_back('/');
    m_apiVersion.append(version);
}

Result<store::RecordPtr> WorkloadDecoder::decode(json::Object& object)
{
    Metadata metadata;
    Workload workload;
    const bool whole = eachIn(object, [&](std::string_view key, json::Value& value) -> bool {
        if (key == "metadata")
            return readMetadata(value, metadata, m_pool);
        if (key == "spec")
            return readWorkloadSpec(value, workload);
        return key != "status" || readWorkloadStatus(value, workload);
    });
    if (!whole)
        return fail(ErrorCode::BadSyntax);
    if (metadata.name.empty())
        return fail(ErrorCode::BadValue, "metadata.name");

    auto record = std::make_shared<WorkloadObject>();
    record->key = {m_group, m_kind, metadata.ns, metadata.name};
    record->apiVersion = m_apiVersion;
    takeIdentity(metadata, *record, m_pool);
    record->controllerKind = m_pool.intern(metadata.controllerKind);
    record->controllerName = m_pool.intern(metadata.controllerName);
    record->controllerUid = std::move(metadata.controllerUid);
    record->restarts = workload.restarts;
    record->image = std::move(workload.image);
    record->moreImages = std::max(0, workload.containers - 1);
    record->node = std::move(workload.node);
    record->waitingReason = std::move(workload.waitingReason);
    record->waitingMessage = std::move(workload.waitingMessage);
    record->replicas = workload.replicasWanted.value_or(1);
    record->rollout = metadata.rollout;
    if (metadata.deletionTimestamp)
        record->health = Health::Terminating;
    else
        judgeHealth(metadata, workload, *record);
    return store::RecordPtr(std::move(record));
}

bool isWorkload(std::string_view group, std::string_view kind)
{
    static constexpr std::array<std::string_view, 4> apps{"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"};
    static constexpr std::array<std::string_view, 2> batch{"Job", "CronJob"};
    return (group == "apps" && std::ranges::find(apps, kind) != apps.end())
        || (group == "batch" && std::ranges::find(batch, kind) != batch.end());
}

} // namespace dg::flux

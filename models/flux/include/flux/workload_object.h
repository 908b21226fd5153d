// SPDX-License-Identifier: Apache-2.0
// What a workload made: Pods, ReplicaSets and Jobs, linked to their controller by its uid (a recreated owner is another
// one). They carry no label of Flux's and are read namespace by namespace, only while somebody looks.
#pragma once

#include "flux/object.h"

namespace dg::flux {

// `owner` (Flux's, by label) mostly is empty here; `healthMessage` is of the health rules.
struct WorkloadObject final : ManagedObject {
    WorkloadObject()
        : ManagedObject(store::RecordType::Workload)
    {
    }
    Atom controllerKind, controllerName; // the ownerReference with controller: true; empty: none
    std::string controllerUid;

    // Of a Pod.
    std::int64_t restarts = 0; // of all containers, init containers included
    std::string image; // of the first container, as its spec has it
    int moreImages = 0; // containers beside the first
    std::string node; // empty: not scheduled
    std::string waitingReason, waitingMessage; // of the first container that waits: "ImagePullBackOff"

    // Of a ReplicaSet.
    std::int64_t replicas = 0; // wanted
    std::int64_t rollout = 0; // deployment.kubernetes.io/revision: the highest is the current one
};

// Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob: what has children.
[[nodiscard]] bool isWorkload(std::string_view group, std::string_view kind);

} // namespace dg::flux

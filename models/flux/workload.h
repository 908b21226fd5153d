// SPDX-License-Identifier: Apache-2.0
// Health of a built-in object by kstatus's rules as Flux uses them (domain.md §4.5). Private to flux.
#pragma once

#include "flux/object.h"
#include "json/json.h"

#include <optional>
#include <string>
#include <vector>

namespace dg::flux {

// What the rules need of spec and status.
struct Workload {
    std::optional<std::int64_t> generation, observedGeneration;
    std::optional<std::int64_t> replicasWanted, progressDeadline, partition;
    bool suspended = false, onDelete = false, ownedByJob = false;
    std::string serviceType, clusterIP;

    std::int64_t replicas = 0, updated = 0, available = 0, ready = 0, current = 0, labelled = 0;
    std::optional<std::int64_t> desiredScheduled;
    std::int64_t currentScheduled = 0, updatedScheduled = 0, numberAvailable = 0, numberReady = 0;
    std::string currentRevision, updateRevision, phase, podReason, crashReason;
    bool started = false, hasIngress = false;
    // Of a Pod, for people.
    std::string node, image; // the first container's
    int containers = 0;
    std::int64_t restarts = 0; // of all containers, init containers included
    std::string waitingReason, waitingMessage; // of the first container that waits: "ImagePullBackOff"
    std::vector<Condition> conditions;
    [[nodiscard]] const Condition* condition(std::string_view type) const;
};

struct HealthVerdict {
    Health health = Health::Current;
    std::string message;
};

[[nodiscard]] bool readWorkloadSpec(json::Value& value, Workload& to);
[[nodiscard]] bool readWorkloadStatus(json::Value& value, Workload& to);
[[nodiscard]] HealthVerdict healthOf(std::string_view group, std::string_view kind, const Workload& workload);

} // namespace dg::flux

// SPDX-License-Identifier: Apache-2.0
#include "workload.h"

#include "fields.h"

namespace dg::flux {

using namespace fields;

const Condition* Workload::condition(std::string_view type) const
{
    for (const auto& entry : conditions) {
        if (entry.type == type)
            return &entry;
    }
    return nullptr;
}

namespace {

void readOptional(json::Value& value, std::optional<std::int64_t>& to)
{
    if (const auto number = numberOf(value))
        to = number;
}

bool readStrategy(json::Value& value, Workload& to)
{
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "type")
            to.onDelete = textOf(part) == "OnDelete";
        else if (key == "rollingUpdate")
            return eachField(part, [&](std::string_view inner, json::Value& field) {
                if (inner == "partition")
                    readOptional(field, to.partition);
            });
        return true;
    });
}

// One of containerStatuses or initContainerStatuses. Only a main container's crash is a verdict's business.
bool readContainerStatus(json::Value& value, Workload& to, bool init)
{
    std::string reason, message;
    std::int64_t restarts = 0;
    const bool whole = eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "restartCount")
            readInt(part, restarts);
        if (key != "state")
            return true;
        return eachField(part, [&](std::string_view state, json::Value& detail) -> bool {
            if (state != "waiting")
                return true;
            return eachField(detail, [&](std::string_view inner, json::Value& field) {
                if (inner == "reason")
                    readString(field, reason);
                else if (inner == "message")
                    readString(field, message);
            });
        });
    });
    to.restarts += restarts;
    if (!init && reason == "CrashLoopBackOff")
        to.crashReason = reason;
    // "PodInitializing" only says that the init containers come first; what they wait for says more.
    if (to.waitingReason.empty() || to.waitingReason == "PodInitializing") {
        to.waitingReason = std::move(reason);
        to.waitingMessage = std::move(message);
    }
    return whole;
}

bool readContainer(json::Value& value, Workload& to)
{
    const bool first = to.containers++ == 0;
    return eachField(value, [&](std::string_view key, json::Value& part) {
        if (first && key == "image")
            readString(part, to.image);
    });
}

HealthVerdict progress(std::string message)
{
    return {Health::InProgress, std::move(message)};
}

std::string ofReplicas(std::int64_t have, std::int64_t want, const char* what)
{
    return std::to_string(have) + " of " + std::to_string(want) + " replicas " + what;
}

HealthVerdict deployment(const Workload& w)
{
    const auto want = w.replicasWanted.value_or(1);
    const auto* progressing = w.condition("Progressing");
    const auto* available = w.condition("Available");
    if (progressing && progressing->reason == "ProgressDeadlineExceeded")
        return {Health::Failed, progressing->message.empty() ? "progress deadline exceeded" : progressing->message};
    if (want > w.replicas)
        return progress(ofReplicas(w.replicas, want, "created"));
    if (want > w.updated)
        return progress(ofReplicas(w.updated, want, "updated"));
    if (w.replicas > want)
        return progress(std::to_string(w.replicas - want) + " old replicas pending termination");
    if (w.updated > w.available)
        return progress(ofReplicas(w.available, w.updated, "available"));
    if (want > w.ready)
        return progress(ofReplicas(w.ready, want, "ready"));
    constexpr std::int64_t NoDeadline = 2147483647; // MaxInt32
    if (w.progressDeadline && *w.progressDeadline != NoDeadline
        && !(progressing && progressing->status == Tri::True && progressing->reason == "NewReplicaSetAvailable"))
        return progress("new ReplicaSet not available");
    if (!available || available->status != Tri::True)
        return progress("not available");
    return {};
}

HealthVerdict statefulSet(const Workload& w)
{
    if (w.onDelete)
        return {};
    const auto want = w.replicasWanted.value_or(1);
    if (want > w.replicas)
        return progress(ofReplicas(w.replicas, want, "created"));
    if (want > w.ready)
        return progress(ofReplicas(w.ready, want, "ready"));
    if (w.replicas > want)
        return progress(std::to_string(w.replicas - want) + " old replicas pending termination");
    if (w.partition && *w.partition > 0) {
        if (w.updated < want - *w.partition)
            return progress(ofReplicas(w.updated, want - *w.partition, "updated"));
        return {};
    }
    if (want > w.current)
        return progress(ofReplicas(w.current, want, "current"));
    if (w.currentRevision != w.updateRevision)
        return progress("waiting for the updated revision");
    return {};
}

HealthVerdict daemonSet(const Workload& w)
{
    if (!w.generation || !w.observedGeneration || !w.desiredScheduled)
        return progress("not yet seen by its controller");
    const auto want = *w.desiredScheduled;
    if (want > w.currentScheduled)
        return progress(ofReplicas(w.currentScheduled, want, "scheduled"));
    if (want > w.updatedScheduled)
        return progress(ofReplicas(w.updatedScheduled, want, "updated"));
    if (want > w.numberAvailable)
        return progress(ofReplicas(w.numberAvailable, want, "available"));
    if (want > w.numberReady)
        return progress(ofReplicas(w.numberReady, want, "ready"));
    return {};
}

HealthVerdict replicaSet(const Workload& w)
{
    const auto want = w.replicasWanted.value_or(1);
    if (const auto* failure = w.condition("ReplicaFailure"); failure && failure->status == Tri::True)
        return progress(failure->message);
    if (want > w.labelled)
        return progress(ofReplicas(w.labelled, want, "labelled"));
    if (want > w.available)
        return progress(ofReplicas(w.available, want, "available"));
    if (want > w.ready)
        return progress(ofReplicas(w.ready, want, "ready"));
    if (w.replicas > want)
        return progress(std::to_string(w.replicas - want) + " old replicas pending termination");
    return {};
}

// As Flux's own reader (runtime/statusreaders/job.go): running is not done.
HealthVerdict job(const Workload& w)
{
    for (const auto& condition : w.conditions) {
        if (condition.status != Tri::True)
            continue;
        if (condition.type == "Complete")
            return {};
        if (condition.type == "Failed")
            return {Health::Failed, condition.message};
    }
    if (w.suspended)
        return {};
    return progress(w.started ? "running" : "not started");
}

HealthVerdict pod(const Workload& w)
{
    const auto* ready = w.condition("Ready");
    const auto* scheduled = w.condition("PodScheduled");
    if (w.phase == "Succeeded")
        return {};
    if (w.phase == "Failed") { // kstatus says Current; red unless nobody expects it to stay (domain.md §4.5, override)
        if (w.ownedByJob || w.podReason == "Evicted")
            return {};
        return {Health::Failed, w.podReason.empty() ? "failed" : w.podReason};
    }
    if (w.phase == "Running") {
        if (ready && ready->status == Tri::True)
            return {};
        if (!w.crashReason.empty())
            return {Health::Failed, w.crashReason};
        return progress(ready && !ready->message.empty() ? ready->message : "not ready");
    }
    if (w.phase == "Pending" && scheduled && scheduled->status == Tri::False && scheduled->reason == "Unschedulable")
        return {Health::Failed, scheduled->message.empty() ? "cannot be scheduled" : scheduled->message};
    return progress(w.phase.empty() ? "no phase yet" : w.phase);
}

HealthVerdict service(const Workload& w)
{
    if (w.serviceType != "LoadBalancer")
        return {};
    if (w.clusterIP.empty())
        return progress("no cluster IP yet");
    if (!w.hasIngress)
        return progress("no external address yet"); // kstatus does not look (domain.md §4.5, override)
    return {};
}

HealthVerdict customResourceDefinition(const Workload& w)
{
    const auto* names = w.condition("NamesAccepted");
    const auto* established = w.condition("Established");
    if (names && names->status == Tri::False)
        return {Health::Failed, names->message};
    if (established && established->status == Tri::True)
        return {};
    if (established && established->status == Tri::False && established->reason != "Installing")
        return {Health::Failed, established->message};
    return progress("not established yet");
}

std::optional<HealthVerdict> byKind(std::string_view group, std::string_view kind, const Workload& w)
{
    if (group == "apps") {
        if (kind == "Deployment")
            return deployment(w);
        if (kind == "StatefulSet")
            return statefulSet(w);
        if (kind == "DaemonSet")
            return daemonSet(w);
        if (kind == "ReplicaSet")
            return replicaSet(w);
    } else if (group == "batch") {
        if (kind == "Job")
            return job(w);
        if (kind == "CronJob")
            return HealthVerdict{};
    } else if (group == "policy" && kind == "PodDisruptionBudget") {
        return HealthVerdict{};
    } else if (group == "apiextensions.k8s.io" && kind == "CustomResourceDefinition") {
        return customResourceDefinition(w);
    } else if (group.empty()) {
        if (kind == "Pod")
            return pod(w);
        if (kind == "Service")
            return service(w);
        if (kind == "PersistentVolumeClaim")
            return w.phase == "Bound" ? HealthVerdict{} : progress(w.phase.empty() ? "not bound" : w.phase);
    }
    return std::nullopt;
}

} // namespace

bool readWorkloadSpec(json::Value& value, Workload& to)
{
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "replicas")
            readOptional(part, to.replicasWanted);
        else if (key == "progressDeadlineSeconds")
            readOptional(part, to.progressDeadline);
        else if (key == "suspend")
            readBool(part, to.suspended);
        else if (key == "type")
            readString(part, to.serviceType);
        else if (key == "clusterIP")
            readString(part, to.clusterIP);
        else if (key == "updateStrategy")
            return readStrategy(part, to);
        else if (key == "nodeName")
            readString(part, to.node);
        else if (key == "containers")
            return eachElement(part, [&](json::Value& element) { return readContainer(element, to); });
        return true;
    });
}

bool readWorkloadStatus(json::Value& value, Workload& to)
{
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "observedGeneration")
            readOptional(part, to.observedGeneration);
        else if (key == "replicas")
            readInt(part, to.replicas);
        else if (key == "updatedReplicas")
            readInt(part, to.updated);
        else if (key == "availableReplicas")
            readInt(part, to.available);
        else if (key == "readyReplicas")
            readInt(part, to.ready);
        else if (key == "currentReplicas")
            readInt(part, to.current);
        else if (key == "fullyLabeledReplicas")
            readInt(part, to.labelled);
        else if (key == "desiredNumberScheduled")
            readOptional(part, to.desiredScheduled);
        else if (key == "currentNumberScheduled")
            readInt(part, to.currentScheduled);
        else if (key == "updatedNumberScheduled")
            readInt(part, to.updatedScheduled);
        else if (key == "numberAvailable")
            readInt(part, to.numberAvailable);
        else if (key == "numberReady")
            readInt(part, to.numberReady);
        else if (key == "currentRevision")
            readString(part, to.currentRevision);
        else if (key == "updateRevision")
            readString(part, to.updateRevision);
        else if (key == "phase")
            readString(part, to.phase);
        else if (key == "reason")
            readString(part, to.podReason);
        else if (key == "startTime")
            to.started = textOf(part).has_value();
        else if (key == "conditions")
            return readConditions(part, to.conditions);
        else if (key == "containerStatuses")
            return eachElement(part, [&](json::Value& element) { return readContainerStatus(element, to, false); });
        else if (key == "initContainerStatuses")
            return eachElement(part, [&](json::Value& element) { return readContainerStatus(element, to, true); });
        else if (key == "loadBalancer")
            return eachField(part, [&](std::string_view inner, json::Value& field) -> bool {
                if (inner != "ingress")
                    return true;
                return eachElement(field, [&](json::Value&) { return to.hasIngress = true; });
            });
        return true;
    });
}

HealthVerdict healthOf(std::string_view group, std::string_view kind, const Workload& w)
{
    if (w.generation && w.observedGeneration && *w.generation != *w.observedGeneration)
        return progress("its controller has not seen the newest generation");
    for (const auto& condition : w.conditions) {
        if (condition.status != Tri::True)
            continue;
        if (condition.type == "Reconciling")
            return progress(condition.message);
        if (condition.type == "Stalled")
            return {Health::Failed, condition.message};
    }
    if (auto verdict = byKind(group, kind, w))
        return std::move(*verdict);
    if (const auto* ready = w.condition("Ready"); ready && ready->status != Tri::True)
        return progress(ready->message);
    return {};
}

} // namespace dg::flux

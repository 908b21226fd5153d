// SPDX-License-Identifier: Apache-2.0
#include "content_workloads.h"

#include "jsonedit.h"

#include <utility>

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr int Day = 86'400;

QString uidFor(const ContentBuilder& b, const QByteArray& what)
{
    auto uid = b.hex(what, 32);
    for (const int dash : {20, 16, 12, 8})
        uid.insert(dash, u'-');
    return uid;
}

// Letters of the names that Kubernetes generates: no vowels.
QString suffix(const ContentBuilder& b, const QString& what, int length)
{
    constexpr QLatin1String Letters("bcdfghjklmnpqrstvwxz2456789");
    const auto hex = b.hex(what.toUtf8());
    QString text;
    for (int i = 0; i < length; ++i)
        text += Letters[hex.mid(i * 2, 2).toInt(nullptr, 16) % Letters.size()];
    return text;
}

struct Owner {
    QByteArray kind;
    QString ns, name, uid;
};

Owner ownerOf(const QByteArray& kind, const QJsonObject& object)
{
    const auto meta = object["metadata"_L1].toObject();
    return {kind, meta["namespace"_L1].toString(), meta["name"_L1].toString(), meta["uid"_L1].toString()};
}

// An object of `owner`, put into the store; answers it as an owner.
Owner put(Store& store, const ContentBuilder& b, const QByteArray& kind, const QString& name, const Owner& owner, const QString& created,
    const QJsonObject& labels, QJsonObject object, const QJsonObject& annotations = {})
{
    const auto uid = uidFor(b, kind + ' ' + owner.ns.toUtf8() + '/' + name.toUtf8());
    const auto apiVersion = QString::fromLatin1(resources()[resourceOfKind(owner.kind)].apiVersion());
    QJsonObject meta{{"name"_L1, name}, {"namespace"_L1, owner.ns}, {"uid"_L1, uid}, {"creationTimestamp"_L1, created},
        {"generation"_L1, 1}, {"labels"_L1, labels},
        {"ownerReferences"_L1,
            QJsonArray{QJsonObject{{"apiVersion"_L1, apiVersion}, {"kind"_L1, QString::fromLatin1(owner.kind)}, {"name"_L1, owner.name},
                {"uid"_L1, owner.uid}, {"controller"_L1, true}, {"blockOwnerDeletion"_L1, true}}}}};
    if (!annotations.isEmpty())
        meta["annotations"_L1] = annotations;
    object["metadata"_L1] = meta;
    store.put(resourceOfKind(kind), object);
    return {kind, owner.ns, name, uid};
}

void putPod(Store& store, const ContentBuilder& b, const Owner& owner, const QString& name, const QJsonObject& labels,
    const QJsonArray& containers, PodStand stand, int restarts, int age)
{
    const auto node = "node-"_L1 + QString::number(1 + b.hex(name.toUtf8(), 2).toInt(nullptr, 16) % 5);
    put(store, b, "Pod", name, owner, b.ago(age), labels,
        {{"spec"_L1,
             QJsonObject{{"containers"_L1, containers}, {"nodeName"_L1, node}, {"restartPolicy"_L1, "Always"_L1},
                 {"serviceAccountName"_L1, "default"_L1}}},
            {"status"_L1, podStatus(containers, stand, restarts, b.ago(age - 3))}});
}

// Why the Pods that are not ready are not.
PodStand brokenStand(const Owner& workload)
{
    return workload.ns == "payments"_L1 && workload.name == "api"_L1 ? PodStand::NoImage : PodStand::Crashing;
}

void fillPods(Store& store, const ContentBuilder& b, const Owner& workload, const QJsonObject& object, const Owner& owner,
    const QJsonObject& labels, bool numbered)
{
    const auto containers = object["spec"_L1]["template"_L1]["spec"_L1]["containers"_L1].toArray();
    const int ready
        = static_cast<int>(statusField(object, workload.kind == "DaemonSet" ? "numberReady"_L1 : "readyReplicas"_L1).toInteger());
    const int wanted = static_cast<int>(workload.kind == "DaemonSet" ? statusField(object, "desiredNumberScheduled"_L1).toInteger()
                                                                     : specField(object, "replicas"_L1).toInteger());
    for (int i = 0; i < wanted; ++i) {
        const auto name = owner.name + u'-' + (numbered ? QString::number(i) : suffix(b, owner.name + QString::number(i), 5));
        const bool broken = i >= ready;
        const auto stand = broken ? brokenStand(workload) : PodStand::Running;
        // A restart now and then is nothing; a crashing container has many.
        const int roll = b.hex((workload.ns + name).toUtf8(), 2).toInt(nullptr, 16);
        const int restarts = stand == PodStand::Crashing ? 9 + roll % 9 : stand == PodStand::Running && roll % 6 == 0 ? 1 + roll % 3 : 0;
        putPod(store, b, owner, name, labels, containers, stand, restarts, broken ? 34 * 60 : 2 * Day + roll * 60);
    }
}

void fillDeployment(Store& store, const ContentBuilder& b, const QJsonObject& object)
{
    const auto owner = ownerOf("Deployment", object);
    const auto& broken = statusField(object, "readyReplicas"_L1).toInteger() == 0;
    const int rollout = 3 + b.hex(owner.name.toUtf8(), 1).toInt(nullptr, 16) % 6;
    const auto replicas = specField(object, "replicas"_L1).toInteger();
    const auto ready = statusField(object, "readyReplicas"_L1).toInteger();
    for (const bool current : {false, true}) {
        const auto hash = suffix(b, owner.ns + owner.name + (current ? "new"_L1 : "old"_L1), 9);
        const QJsonObject labels{{"app.kubernetes.io/name"_L1, owner.name}, {"pod-template-hash"_L1, hash}};
        QJsonObject status{{"observedGeneration"_L1, 1}, {"replicas"_L1, current ? replicas : 0}};
        if (current && replicas > 0)
            status["fullyLabeledReplicas"_L1] = replicas;
        if (current && ready > 0) {
            status["readyReplicas"_L1] = ready;
            status["availableReplicas"_L1] = ready;
        }
        const auto set
            = put(store, b, "ReplicaSet", owner.name + u'-' + hash, owner, b.ago(current ? (broken ? 34 * 60 : 3 * Day) : 12 * Day), labels,
                {{"spec"_L1,
                     QJsonObject{{"replicas"_L1, current ? replicas : 0}, {"selector"_L1, QJsonObject{{"matchLabels"_L1, labels}}},
                         {"template"_L1, object["spec"_L1]["template"_L1]}}},
                    {"status"_L1, status}},
                {{"deployment.kubernetes.io/revision"_L1, QString::number(current ? rollout : rollout - 1)}});
        if (current)
            fillPods(store, b, owner, object, set, labels, false);
    }
}

void fillCronJob(Store& store, const ContentBuilder& b, const QJsonObject& object)
{
    const auto owner = ownerOf("CronJob", object);
    const QJsonArray containers{
        QJsonObject{{"name"_L1, owner.name}, {"image"_L1, "registry.example.com/%1/%2:2.13.4"_L1.arg(owner.ns, owner.name)}}};
    for (int back = 1; back <= 3; ++back) {
        const int age = back * Day - 5 * 3600;
        const auto name = owner.name + u'-' + QString::number(29'500'000 - back * 1440); // minutes since 1970, as Kubernetes counts
        const QJsonObject labels{{"job-name"_L1, name}};
        const auto job = put(store, b, "Job", name, owner, b.ago(age), labels,
            {{"spec"_L1,
                 QJsonObject{{"completions"_L1, 1}, {"parallelism"_L1, 1},
                     {"template"_L1, QJsonObject{{"spec"_L1, QJsonObject{{"containers"_L1, containers}}}}}}},
                {"status"_L1,
                    QJsonObject{{"succeeded"_L1, 1}, {"startTime"_L1, b.ago(age)}, {"completionTime"_L1, b.ago(age - 41)},
                        {"conditions"_L1,
                            QJsonArray{QJsonObject{{"type"_L1, "Complete"_L1}, {"status"_L1, "True"_L1},
                                {"lastTransitionTime"_L1, b.ago(age - 41)}, {"reason"_L1, "CompletionsReached"_L1}}}}}}});
        putPod(store, b, job, name + u'-' + suffix(b, name, 5), labels, containers, PodStand::Done, 0, age);
    }
}

} // namespace

QJsonObject podStatus(const QJsonArray& containers, PodStand stand, int restarts, const QString& since)
{
    const bool ready = stand == PodStand::Running;
    QJsonObject state;
    switch (stand) {
    case PodStand::Running:
        state["running"_L1] = QJsonObject{{"startedAt"_L1, since}};
        break;
    case PodStand::Crashing:
        state["waiting"_L1]
            = QJsonObject{{"reason"_L1, "CrashLoopBackOff"_L1}, {"message"_L1, "back-off 5m0s restarting failed container"_L1}};
        break;
    case PodStand::NoImage:
        state["waiting"_L1] = QJsonObject{{"reason"_L1, "ImagePullBackOff"_L1}, {"message"_L1, "Back-off pulling image"_L1}};
        break;
    case PodStand::PullFailed:
        state["waiting"_L1] = QJsonObject{{"reason"_L1, "ErrImagePull"_L1}, {"message"_L1, "manifest unknown"_L1}};
        break;
    case PodStand::Done:
        state["terminated"_L1] = QJsonObject{{"exitCode"_L1, 0}, {"reason"_L1, "Completed"_L1}, {"finishedAt"_L1, since}};
        break;
    }
    QJsonArray statuses;
    for (const auto& container : containers)
        statuses.append(QJsonObject{{"name"_L1, container.toObject()["name"_L1]}, {"image"_L1, container.toObject()["image"_L1]},
            {"ready"_L1, ready}, {"started"_L1, ready}, {"restartCount"_L1, restarts}, {"state"_L1, state}});
    const bool pulling = stand == PodStand::NoImage || stand == PodStand::PullFailed;
    const auto entry = [&](const char* type, bool holds, const char* reason, const char* message) {
        QJsonObject made{{"type"_L1, QLatin1String(type)}, {"status"_L1, holds ? "True"_L1 : "False"_L1}, {"lastTransitionTime"_L1, since}};
        if (!holds) {
            made["reason"_L1] = QLatin1String(reason);
            made["message"_L1] = QLatin1String(message);
        }
        return made;
    };
    const char* const reason = stand == PodStand::Done ? "PodCompleted" : "ContainersNotReady";
    const char* const message = stand == PodStand::Done ? "" : "containers with unready status";
    return {{"phase"_L1,
                stand == PodStand::Done ? "Succeeded"_L1
                    : pulling           ? "Pending"_L1
                                        : "Running"_L1},
        {"startTime"_L1, since},
        {"conditions"_L1,
            QJsonArray{entry("PodScheduled", true, "", ""), entry("Initialized", true, "", ""),
                entry("ContainersReady", ready, reason, message), entry("Ready", ready, reason, message)}},
        {"containerStatuses"_L1, statuses}};
}

void fillWorkloads(Store& store, const ContentBuilder& b)
{
    const auto each = [&](const char* kind, auto&& fill) {
        const auto resource = resourceOfKind(kind);
        for (const auto& object : store.list(resource, {}))
            fill(store.json(resource, object->ns, object->name));
    };
    each("Deployment", [&](const QJsonObject& object) { fillDeployment(store, b, object); });
    each("CronJob", [&](const QJsonObject& object) { fillCronJob(store, b, object); });
    for (const QByteArray kind : {"StatefulSet", "DaemonSet"}) {
        each(kind.constData(), [&](const QJsonObject& object) {
            const auto owner = ownerOf(kind, object);
            fillPods(store, b, owner, object, owner, {{"app.kubernetes.io/name"_L1, owner.name}}, kind == "StatefulSet");
        });
    }
}

} // namespace dg::demo

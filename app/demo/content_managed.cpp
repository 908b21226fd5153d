// SPDX-License-Identifier: Apache-2.0
// Managed objects: what Kustomizations and HelmReleases apply, with Flux's labels and managedFields as a server-side apply
// leaves them (flux-live.md A, domain.md §5.4).
#include "content_builder.h"

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

struct Marks {
    bool missing = false;
    bool elsewhere = false;
    QByteArray drift;
    int ready = -1;
    int replicas = 2;
    explicit Marks(const QByteArrayList& words)
    {
        for (const auto& word : words) {
            missing |= word == "missing";
            elsewhere |= word == "flux";
            if (word.startsWith("drift="))
                drift = word.mid(6);
            if (word.startsWith("ready=")) {
                ready = word.mid(6).split('/')[0].toInt();
                replicas = word.split('/')[1].toInt();
            }
        }
        if (ready < 0)
            ready = replicas;
    }
};

bool isWorkload(const QByteArray& kind)
{
    return kind == "Deployment" || kind == "StatefulSet" || kind == "DaemonSet";
}

QJsonObject specOf(const QByteArray& kind, const QString& name, const QString& image, int replicas)
{
    const QJsonObject labels{{"app.kubernetes.io/name"_L1, name}};
    if (isWorkload(kind)) {
        const QJsonObject container{{"name"_L1, name}, {"image"_L1, image},
            {"ports"_L1, QJsonArray{QJsonObject{{"containerPort"_L1, 8080}, {"protocol"_L1, "TCP"_L1}}}},
            {"resources"_L1,
                QJsonObject{{"limits"_L1, QJsonObject{{"memory"_L1, "256Mi"_L1}}}, {"requests"_L1, QJsonObject{{"cpu"_L1, "100m"_L1}}}}}};
        QJsonObject spec{{"replicas"_L1, replicas}, {"selector"_L1, QJsonObject{{"matchLabels"_L1, labels}}},
            {"template"_L1,
                QJsonObject{{"metadata"_L1, QJsonObject{{"labels"_L1, labels}}},
                    {"spec"_L1, QJsonObject{{"containers"_L1, QJsonArray{container}}}}}}};
        if (kind == "DaemonSet")
            spec.remove("replicas"_L1);
        else if (kind == "StatefulSet")
            spec["serviceName"_L1] = name;
        else
            spec["progressDeadlineSeconds"_L1] = 600;
        return spec;
    }
    if (kind == "Service")
        return {{"type"_L1, "ClusterIP"_L1}, {"clusterIP"_L1, "10.0.0.17"_L1}, {"selector"_L1, labels},
            {"ports"_L1, QJsonArray{QJsonObject{{"port"_L1, 80}, {"targetPort"_L1, 8080}, {"protocol"_L1, "TCP"_L1}}}}};
    if (kind == "Ingress")
        return {{"ingressClassName"_L1, "nginx"_L1}, {"rules"_L1, QJsonArray{QJsonObject{{"host"_L1, name + ".example.com"_L1}}}}};
    if (kind == "NetworkPolicy")
        return {{"podSelector"_L1, QJsonObject()}, {"policyTypes"_L1, QJsonArray{"Ingress"_L1}}};
    if (kind == "CronJob")
        return {{"schedule"_L1, "0 3 * * *"_L1}, {"suspend"_L1, false}};
    if (kind == "PodDisruptionBudget")
        return {{"minAvailable"_L1, 1}, {"selector"_L1, QJsonObject{{"matchLabels"_L1, labels}}}};
    if (kind == "HorizontalPodAutoscaler")
        return {{"minReplicas"_L1, 2}, {"maxReplicas"_L1, 8},
            {"scaleTargetRef"_L1, QJsonObject{{"apiVersion"_L1, "apps/v1"_L1}, {"kind"_L1, "Deployment"_L1}, {"name"_L1, name}}}};
    return {};
}

QJsonObject workloadStatus(const QByteArray& kind, const Marks& marks, const QString& since)
{
    if (kind == "DaemonSet")
        return {{"observedGeneration"_L1, 1}, {"desiredNumberScheduled"_L1, marks.replicas}, {"currentNumberScheduled"_L1, marks.replicas},
            {"updatedNumberScheduled"_L1, marks.replicas}, {"numberReady"_L1, marks.ready}, {"numberAvailable"_L1, marks.ready},
            {"numberMisscheduled"_L1, 0}};
    QJsonObject status{{"observedGeneration"_L1, 1}, {"replicas"_L1, marks.replicas}, {"updatedReplicas"_L1, marks.replicas}};
    if (marks.ready > 0) {
        status["readyReplicas"_L1] = marks.ready;
        status["availableReplicas"_L1] = marks.ready;
    }
    if (kind == "StatefulSet") {
        status["currentReplicas"_L1] = marks.replicas;
        status["currentRevision"_L1] = "rev-1"_L1;
        status["updateRevision"_L1] = "rev-1"_L1;
        return status;
    }
    const bool whole = marks.ready == marks.replicas;
    if (!whole)
        status["unavailableReplicas"_L1] = marks.replicas - marks.ready;
    status["conditions"_L1] = QJsonArray{
        QJsonObject{{"type"_L1, "Available"_L1}, {"status"_L1, whole ? "True"_L1 : "False"_L1}, {"lastUpdateTime"_L1, since},
            {"lastTransitionTime"_L1, since}, {"reason"_L1, whole ? "MinimumReplicasAvailable"_L1 : "MinimumReplicasUnavailable"_L1},
            {"message"_L1, whole ? "Deployment has minimum availability."_L1 : "Deployment does not have minimum availability."_L1}},
        QJsonObject{{"type"_L1, "Progressing"_L1}, {"status"_L1, whole ? "True"_L1 : "False"_L1}, {"lastUpdateTime"_L1, since},
            {"lastTransitionTime"_L1, since}, {"reason"_L1, whole ? "NewReplicaSetAvailable"_L1 : "ProgressDeadlineExceeded"_L1},
            {"message"_L1, whole ? "ReplicaSet has successfully progressed."_L1 : "ReplicaSet has timed out progressing."_L1}}};
    return status;
}

// What the applier owns; `taken`: a foreign manager took the image (or the data's or spec's one field).
QJsonObject ownedFields(const QByteArray& kind, const QString& name, const QJsonObject& labels, bool taken)
{
    QJsonObject labelFields;
    for (auto it = labels.begin(); it != labels.end(); ++it)
        labelFields["f:"_L1 + it.key()] = QJsonObject();
    QJsonObject fields{{"f:metadata"_L1, QJsonObject{{"f:labels"_L1, labelFields}}}};
    if (isWorkload(kind)) {
        QJsonObject container{
            {"."_L1, QJsonObject()}, {"f:name"_L1, QJsonObject()}, {"f:ports"_L1, QJsonObject()}, {"f:resources"_L1, QJsonObject()}};
        if (!taken)
            container["f:image"_L1] = QJsonObject();
        fields["f:spec"_L1] = QJsonObject{{"f:replicas"_L1, QJsonObject()}, {"f:selector"_L1, QJsonObject()},
            {"f:template"_L1,
                QJsonObject{{"f:metadata"_L1, QJsonObject{{"f:labels"_L1, QJsonObject{{"f:app.kubernetes.io/name"_L1, QJsonObject()}}}}},
                    {"f:spec"_L1, QJsonObject{{"f:containers"_L1, QJsonObject{{"k:{\"name\":\""_L1 + name + "\"}"_L1, container}}}}}}}};
    } else if (kind == "ConfigMap") {
        QJsonObject data{{"f:log-level"_L1, QJsonObject()}};
        if (!taken)
            data["f:theme"_L1] = QJsonObject();
        fields["f:data"_L1] = data;
    } else if (kind == "Secret") {
        QJsonObject data{{"f:username"_L1, QJsonObject()}};
        if (!taken)
            data["f:password"_L1] = QJsonObject();
        fields["f:data"_L1] = data;
    } else if (kind == "Service") {
        QJsonObject spec{{"f:selector"_L1, QJsonObject()}, {"f:ports"_L1, QJsonObject()}};
        if (!taken)
            spec["f:type"_L1] = QJsonObject();
        fields["f:spec"_L1] = spec;
    } else if (!taken && !specOf(kind, name, {}, 1).isEmpty()) {
        fields["f:spec"_L1] = QJsonObject();
    }
    return fields;
}

QJsonObject takenFields(const QByteArray& kind, const QString& name)
{
    if (isWorkload(kind))
        return {{"f:spec"_L1,
            QJsonObject{{"f:template"_L1,
                QJsonObject{{"f:spec"_L1,
                    QJsonObject{{"f:containers"_L1,
                        QJsonObject{{"k:{\"name\":\""_L1 + name + "\"}"_L1, QJsonObject{{"f:image"_L1, QJsonObject()}}}}}}}}}}}};
    if (kind == "ConfigMap" || kind == "Secret")
        return {{"f:data"_L1, QJsonObject{{kind == "Secret" ? "f:password"_L1 : "f:theme"_L1, QJsonObject()}}}};
    if (kind == "Service")
        return {{"f:spec"_L1, QJsonObject{{"f:type"_L1, QJsonObject()}}}};
    return {{"f:spec"_L1, QJsonObject()}};
}

QJsonObject entry(const QByteArray& manager, const char* operation, const QString& apiVersion, const QString& time,
    const QJsonObject& fields, const char* subresource = "")
{
    QJsonObject made{{"manager"_L1, QString::fromLatin1(manager)}, {"operation"_L1, QLatin1String(operation)},
        {"apiVersion"_L1, apiVersion}, {"time"_L1, time}, {"fieldsType"_L1, "FieldsV1"_L1}, {"fieldsV1"_L1, fields}};
    if (*subresource)
        made["subresource"_L1] = QLatin1String(subresource);
    return made;
}

} // namespace

void ContentBuilder::addManaged(const QByteArray& line, const QByteArray& owner, bool helm)
{
    const auto words = line.split(' ');
    const Marks marks(words);
    if (marks.missing || marks.elsewhere)
        return;
    const auto& kind = words[0];
    const auto slash = words[1].indexOf('/');
    const auto ns = words[1].left(slash) == "-" ? QByteArray() : words[1].left(slash);
    const auto name = words[1].mid(slash + 1);
    const auto label = QString::fromLatin1(name);
    const auto apiVersion = QString::fromLatin1(resources()[resourceOfKind(kind)].apiVersion());

    auto meta = metadata(kind, ns, name, isWorkload(kind) || kind == "Ingress" ? 1 : 0, 25 * 86400, {});
    const auto prefix = helm ? "helm.toolkit.fluxcd.io"_L1 : "kustomize.toolkit.fluxcd.io"_L1;
    const bool controller = kind == "Deployment" && ns == "flux-system" && name.endsWith("-controller");
    QJsonObject labels{{"app.kubernetes.io/name"_L1, label}, {prefix + "/name"_L1, QString::fromLatin1(owner.mid(owner.indexOf('/') + 1))},
        {prefix + "/namespace"_L1, QString::fromLatin1(owner.left(owner.indexOf('/')))}};
    if (controller) { // one of Flux's own, as its distribution labels it
        labels["app.kubernetes.io/component"_L1] = label;
        labels["app.kubernetes.io/instance"_L1] = "flux-system"_L1;
        labels["app.kubernetes.io/part-of"_L1] = "flux"_L1;
        labels["app.kubernetes.io/version"_L1] = "v2.9.1"_L1;
    }
    meta["labels"_L1] = labels;
    QJsonArray managed{entry(helm ? "helm-controller" : "kustomize-controller", "Apply", apiVersion, ago(3 * 86400),
        ownedFields(kind, label, labels, !marks.drift.isEmpty()))};
    if (!marks.drift.isEmpty())
        managed.append(entry(marks.drift, "Update", apiVersion, ago(7 * 60), takenFields(kind, label)));
    if (isWorkload(kind))
        managed.append(entry("kube-controller-manager", "Update", apiVersion, ago(3 * 86400 - 30),
            {{"f:status"_L1, QJsonObject{{"f:readyReplicas"_L1, QJsonObject()}, {"f:replicas"_L1, QJsonObject()}}}}, "status"));
    meta["managedFields"_L1] = managed;

    QJsonObject object{{"metadata"_L1, meta}};
    const auto image = controller ? "ghcr.io/fluxcd/%1:v1.9.1"_L1.arg(label)
                                  : "registry.example.com/%1/%2:%3"_L1.arg(
                                      QString::fromLatin1(ns), label, marks.ready == 0 && marks.replicas > 0 ? "2.14.0"_L1 : "2.13.4"_L1);
    if (const auto spec = specOf(kind, label, image, marks.replicas); !spec.isEmpty())
        object["spec"_L1] = spec;
    if (isWorkload(kind))
        object["status"_L1] = workloadStatus(kind, marks, ago(34 * 60));
    if (kind == "ConfigMap")
        object["data"_L1] = QJsonObject{{"log-level"_L1, "info"_L1}, {"theme"_L1, marks.drift.isEmpty() ? "light"_L1 : "dark"_L1}};
    if (kind == "Secret")
        object["data"_L1] = QJsonObject{{"username"_L1, "ZGVmYXVsdA=="_L1}, {"password"_L1, "c2V0LWJ5LWhhbmQ="_L1}};
    if (kind == "Role" || kind == "ClusterRole")
        object["rules"_L1] = QJsonArray{QJsonObject{{"apiGroups"_L1, QJsonArray{""_L1}}, {"resources"_L1, QJsonArray{"configmaps"_L1}},
            {"verbs"_L1, QJsonArray{"get"_L1, "list"_L1, "watch"_L1}}}};
    if (kind == "RoleBinding" || kind == "ClusterRoleBinding") {
        object["roleRef"_L1] = QJsonObject{{"apiGroup"_L1, "rbac.authorization.k8s.io"_L1},
            {"kind"_L1, kind == "RoleBinding" ? "Role"_L1 : "ClusterRole"_L1}, {"name"_L1, label}};
        object["subjects"_L1] = QJsonArray{QJsonObject{{"kind"_L1, "ServiceAccount"_L1}, {"name"_L1, label},
            {"namespace"_L1, ns.isEmpty() ? QStringLiteral("kube-system") : QString::fromLatin1(ns)}}};
    }
    put(kind, object);
}

} // namespace dg::demo

// SPDX-License-Identifier: Apache-2.0
// The managed objects of the sized content.
#include "sized.h"

#include "random.h"

#include <array>

namespace dg::demo {

namespace {

// How many objects of the kind one application has; 0: none.
std::size_t perApplication(ResourceId resource)
{
    static const std::array<std::pair<ResourceId, std::size_t>, 8> Table{
        {{resourceOfKind("ConfigMap"), SizedPlan::ConfigMaps}, {resourceOfKind("Deployment"), 1}, {resourceOfKind("Service"), 1},
            {resourceOfKind("ServiceAccount"), 1}, {resourceOfKind("Ingress"), 1}, {resourceOfKind("NetworkPolicy"), 1},
            {resourceOfKind("ReplicaSet"), 1}, {resourceOfKind("Pod"), SizedPlan::Pods}}};
    for (const auto& [kind, count] : Table)
        if (kind == resource)
            return count;
    return 0;
}

QByteArray twoDigits(std::size_t number)
{
    return QByteArray::number(static_cast<qulonglong>(number)).rightJustified(2, '0');
}

QByteArray uidOf(std::uint64_t seed)
{
    Random random(seed);
    auto hex = QByteArray::number(static_cast<qulonglong>(random.next()), 16).rightJustified(16, '0')
        + QByteArray::number(static_cast<qulonglong>(random.next()), 16).rightJustified(16, '0');
    for (const int dash : {20, 16, 12, 8})
        hex.insert(dash, '-');
    return hex;
}

class SizedGenerator final : public Generator {
public:
    explicit SizedGenerator(const SizedPlan& plan)
        : m_plan(plan)
        , m_created(QByteArray::fromStdString(toRfc3339(plan.now - std::chrono::days{20})))
        , m_applied(QByteArray::fromStdString(toRfc3339(plan.now - std::chrono::days{2})))
    {
    }

    [[nodiscard]] std::pair<std::size_t, std::size_t> range(ResourceId resource, const QByteArray& ns) const override
    {
        const auto share = m_plan.perNamespace * perApplication(resource);
        if (ns.isEmpty())
            return {0, m_plan.namespaces * share};
        const auto number = numberOf(ns, "team-");
        return number && *number < m_plan.namespaces ? std::pair{*number * share, (*number + 1) * share}
                                                     : std::pair<std::size_t, std::size_t>{};
    }

    [[nodiscard]] Object make(ResourceId resource, std::size_t index) const override
    {
        if (resource == ReplicaSet() || resource == Pod())
            return makeChild(resource, index);
        const auto each = perApplication(resource);
        const auto application = index / each;
        const auto owner = SizedPlan::nameOf(application);
        Object object;
        object.version = 1'000'000;
        object.ns = m_plan.nsOf(application);
        object.name = each > 1 ? owner + "-cm-" + twoDigits(index % each) : owner;
        object.labels = {{"app.kubernetes.io/name", owner}, {"kustomize.toolkit.fluxcd.io/name", owner},
            {"kustomize.toolkit.fluxcd.io/namespace", object.ns}};
        object.metadata = R"({"name":")" + object.name + R"(","namespace":")" + object.ns + R"(","uid":")" + uid(resource, index)
            + R"(","resourceVersion":"1000000","creationTimestamp":")" + m_created + R"(","labels":{"app.kubernetes.io/name":")" + owner
            + R"(","kustomize.toolkit.fluxcd.io/name":")" + owner + R"(","kustomize.toolkit.fluxcd.io/namespace":")" + object.ns
            + R"("},"managedFields":[{"manager":"kustomize-controller","operation":"Apply","apiVersion":")"
            + resources()[resource].apiVersion() + R"(","time":")" + m_applied
            + R"(","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{"f:app.kubernetes.io/name":{},"f:kustomize.toolkit.fluxcd.io/name":{},"f:kustomize.toolkit.fluxcd.io/namespace":{}}},)"
            + (each > 1 ? R"("f:data":{"f:key":{}})" : R"("f:spec":{})") + "}}]}";
        object.rest = body(resource, owner);
        return object;
    }

    [[nodiscard]] ObjectPtr find(ResourceId resource, const QByteArray& ns, const QByteArray& name) const override
    {
        const auto [first, last] = range(resource, ns);
        const auto each = perApplication(resource);
        const auto application = numberOf(name.left(9), "app-");
        if (first == last || !application || *application >= m_plan.applications())
            return nullptr;
        const auto entry = resource == Pod() ? numberOf(name.mid(9), "-5c8d7b9f4-pod-")
            : each > 1                       ? numberOf(name.mid(9), "-cm-")
                                             : std::optional<std::size_t>(0);
        if (!entry || *entry >= each)
            return nullptr;
        auto object = make(resource, *application * each + *entry);
        return object.ns == ns && object.name == name ? std::make_shared<const Object>(std::move(object)) : nullptr;
    }

private:
    static ResourceId ReplicaSet()
    {
        static const auto Id = resourceOfKind("ReplicaSet");
        return Id;
    }
    static ResourceId Pod()
    {
        static const auto Id = resourceOfKind("Pod");
        return Id;
    }
    [[nodiscard]] QByteArray uid(ResourceId resource, std::size_t index) const
    {
        return uidOf((index * 64 + resource) * 131 + m_plan.seed);
    }

    // What the cluster made of the Deployment: no label of Flux's, an owner instead.
    [[nodiscard]] Object makeChild(ResourceId resource, std::size_t index) const
    {
        const bool pod = resource == Pod();
        const auto application = index / (pod ? SizedPlan::Pods : 1);
        const auto deployment = SizedPlan::nameOf(application);
        const auto set = deployment + "-5c8d7b9f4";
        const QByteArray status = R"("replicas":2,"fullyLabeledReplicas":2,"readyReplicas":2,"availableReplicas":2,"observedGeneration":1)";
        Object object;
        object.version = 1'000'000;
        object.ns = m_plan.nsOf(application);
        object.name = pod ? set + "-pod-" + twoDigits(index % SizedPlan::Pods) : set;
        object.labels = {{"app.kubernetes.io/name", deployment}};
        object.metadata = R"({"name":")" + object.name + R"(","namespace":")" + object.ns + R"(","uid":")" + uid(resource, index)
            + R"(","resourceVersion":"1000000","generation":1,"creationTimestamp":")" + m_applied
            + R"(","labels":{"app.kubernetes.io/name":")" + deployment + R"("},"ownerReferences":[{"apiVersion":"apps/v1","kind":")"
            + (pod ? "ReplicaSet" : "Deployment") + R"(","name":")" + (pod ? set : deployment) + R"(","uid":")"
            + uid(pod ? ReplicaSet() : resourceOfKind("Deployment"), application) + R"(","controller":true}]})";
        object.rest = pod ? R"("spec":{"nodeName":"node-)" + QByteArray::number(static_cast<qulonglong>(1 + index % 9))
                + R"(","containers":[{"name":"app","image":"registry.example.com/team/app:1.4.2"}]},"status":{"phase":"Running","conditions":[)"
                + R"({"type":"PodScheduled","status":"True"},{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"app","ready":true,)"
                + R"("restartCount":0,"state":{"running":{"startedAt":")" + m_applied + R"("}}}]})"
                          : R"("spec":{"replicas":2},"status":{)" + status + '}';
        return object;
    }

    static std::optional<std::size_t> numberOf(const QByteArray& text, const char* prefix)
    {
        if (!text.startsWith(prefix))
            return std::nullopt;
        bool ok = false;
        const auto number = text.mid(static_cast<qsizetype>(qstrlen(prefix))).toUInt(&ok);
        return ok ? std::optional<std::size_t>(number) : std::nullopt;
    }

    [[nodiscard]] static QByteArray body(ResourceId resource, const QByteArray& owner)
    {
        static const auto Deployment = resourceOfKind("Deployment");
        if (perApplication(resource) > 1)
            return R"("data":{"key":"value"})";
        if (resource == Deployment)
            return R"("spec":{"replicas":2,"progressDeadlineSeconds":600,"selector":{"matchLabels":{"app.kubernetes.io/name":")" + owner
                + R"("}},"template":{"metadata":{"labels":{"app.kubernetes.io/name":")" + owner
                + R"("}},"spec":{"containers":[{"name":"app","image":"registry.example.com/team/app:1.4.2"}]}}},)"
                + R"("status":{"observedGeneration":1,"replicas":2,"updatedReplicas":2,"readyReplicas":2,"availableReplicas":2,"conditions":[)"
                + R"({"type":"Available","status":"True","reason":"MinimumReplicasAvailable"},{"type":"Progressing","status":"True","reason":"NewReplicaSetAvailable"}]})";
        return {};
    }

    SizedPlan m_plan;
    QByteArray m_created;
    QByteArray m_applied;
};

} // namespace

QByteArray SizedPlan::nsOf(std::size_t application) const
{
    return "team-" + QByteArray::number(static_cast<qulonglong>(application / perNamespace)).rightJustified(3, '0');
}
QByteArray SizedPlan::nameOf(std::size_t application)
{
    return "app-" + QByteArray::number(static_cast<qulonglong>(application)).rightJustified(5, '0');
}

std::unique_ptr<Generator> makeSizedGenerator(const SizedPlan& plan)
{
    return std::make_unique<SizedGenerator>(plan);
}

} // namespace dg::demo

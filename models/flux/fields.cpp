// SPDX-License-Identifier: Apache-2.0
#include "fields.h"
#include "managed_fields.h"
#include "workload.h"

#include <algorithm>
#include <cctype>

namespace dg::flux::fields {

namespace {

constexpr std::string_view KustomizeName = "kustomize.toolkit.fluxcd.io/name";
constexpr std::string_view KustomizeNamespace = "kustomize.toolkit.fluxcd.io/namespace";
constexpr std::string_view HelmName = "helm.toolkit.fluxcd.io/name";
constexpr std::string_view HelmNamespace = "helm.toolkit.fluxcd.io/namespace";
constexpr std::string_view SetName = "resourceset.fluxcd.controlplane.io/name";
constexpr std::string_view SetNamespace = "resourceset.fluxcd.controlplane.io/namespace";
constexpr std::string_view InstanceName = "fluxcd.controlplane.io/name";
constexpr std::string_view InstanceNamespace = "fluxcd.controlplane.io/namespace";

bool sameWord(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// Label or annotation alike, values in any case (domain.md §5.2). flux-operator has keys of its own.
void readMark(std::string_view key, std::string_view text, Marks& to)
{
    const bool kustomize = key.starts_with("kustomize.toolkit.fluxcd.io/");
    if (!kustomize && !key.starts_with("fluxcd.controlplane.io/") && !key.starts_with("helm.") && !key.starts_with("endpoint"))
        return;
    const auto word = key.substr(key.find('/') + 1);
    if (key == "helm.toolkit.fluxcd.io/driftDetection") {
        to.driftDetectionDisabled = sameWord(text, "disabled");
    } else if (key == "helm.sh/hook") {
        to.helmHook = true;
    } else if (key == "endpoints.kubernetes.io/managed-by" || key == "endpointslice.kubernetes.io/managed-by") {
        to.copiedLabels = true;
    } else if (key.starts_with("helm.") || key.starts_with("endpoint")) {
        return;
    } else if (word == "reconcile") {
        to.reconcileDisabled = to.reconcileDisabled || sameWord(text, "disabled");
    } else if (word == "prune") {
        to.pruneDisabled = to.pruneDisabled || sameWord(text, "disabled");
    } else if (word == "ssa") {
        using Ssa = Marks::Ssa;
        to.ssa = sameWord(text, "Merge")     ? Ssa::Merge
            : sameWord(text, "IfNotPresent") ? Ssa::IfNotPresent
            : sameWord(text, "Ignore")       ? Ssa::Ignore
                                             : to.ssa;
    }
}

bool readLabels(json::Value& value, Metadata& to, StringPool& pool)
{
    return eachField(value, [&](std::string_view key, json::Value& label) {
        if (key == KustomizeName)
            readAtom(label, to.kustomizeName, pool);
        else if (key == KustomizeNamespace)
            readAtom(label, to.kustomizeNs, pool);
        else if (key == HelmName)
            readAtom(label, to.helmName, pool);
        else if (key == HelmNamespace)
            readAtom(label, to.helmNs, pool);
        else if (key == SetName)
            readAtom(label, to.setName, pool);
        else if (key == SetNamespace)
            readAtom(label, to.setNs, pool);
        else if (key == InstanceName)
            readAtom(label, to.instanceName, pool);
        else if (key == InstanceNamespace)
            readAtom(label, to.instanceNs, pool);
        else if (const auto text = textOf(label); text && key.find_first_of("=\n") == key.npos && text->find('\n') == text->npos) {
            readMark(key, *text, to.marks);
            to.labels.append(key).append(1, '=').append(*text).append(1, '\n'); // neither has such a character in Kubernetes
        }
    });
}

bool readAnnotations(json::Value& value, Metadata& to)
{
    return eachField(value, [&](std::string_view key, json::Value& annotation) {
        if (key == "reconcile.fluxcd.io/requestedAt")
            return readString(annotation, to.requestedAt);
        if (key == "fluxcd.controlplane.io/suspendedBy")
            return readString(annotation, to.suspendedBy);
        if (key == "deployment.kubernetes.io/revision")
            return readIntText(annotation, to.rollout);
        if (key == "agent.gitlab.com/id")
            return readString(annotation, to.agentId);
        if (key == "agent.gitlab.com/project")
            return readString(annotation, to.agentProject);
        if (!key.starts_with("kustomize.") && !key.starts_with("fluxcd.") && !key.starts_with("source.") && !key.starts_with("helm.")
            && !key.starts_with("endpoint"))
            return;
        const auto text = textOf(annotation).value_or(std::string_view());
        if (key == "kustomize.toolkit.fluxcd.io/reconcile")
            to.reconcileAnnotation.assign(text);
        else if (key == "fluxcd.controlplane.io/reconcile" || key == "source.extensions.fluxcd.io/reconcile")
            to.reconcileDisabled = text == "disabled";
        readMark(key, text, to.marks);
    });
}

bool readOwners(json::Value& value, Metadata& to)
{
    return eachElement(value, [&](json::Value& owner) {
        std::string kind, name, uid;
        bool controller = false;
        const bool whole = eachField(owner, [&](std::string_view key, json::Value& part) {
            if (key == "kind")
                readString(part, kind);
            else if (key == "name")
                readString(part, name);
            else if (key == "uid")
                readString(part, uid);
            else if (key == "controller")
                readBool(part, controller);
        });
        to.ownedByJob = to.ownedByJob || kind == "Job";
        if (controller) {
            to.marks.copiedLabels = true;
            to.controllerKind = std::move(kind);
            to.controllerName = std::move(name);
            to.controllerUid = std::move(uid);
        }
        return whole;
    });
}

} // namespace

bool readMetadata(json::Value& value, Metadata& to, StringPool& pool, ManagedFieldsReader* managers)
{
    return eachField(value, [&](std::string_view key, json::Value& part) -> bool {
        if (key == "name")
            readAtom(part, to.name, pool);
        else if (key == "namespace")
            readAtom(part, to.ns, pool);
        else if (key == "uid")
            readString(part, to.uid);
        else if (key == "resourceVersion")
            readString(part, to.resourceVersion);
        else if (key == "generation")
            readInt(part, to.generation);
        else if (key == "creationTimestamp")
            readTime(part, to.created);
        else if (key == "deletionTimestamp")
            readTime(part, to.deletionTimestamp);
        else if (key == "labels")
            return readLabels(part, to, pool);
        else if (key == "annotations")
            return readAnnotations(part, to);
        else if (key == "ownerReferences")
            return readOwners(part, to);
        else if (key == "managedFields" && managers)
            return managers->read(part, to.ownership);
        else if (key == "finalizers")
            return eachElement(part, [&](json::Value& element) {
                if (const auto text = textOf(element))
                    to.finalizers.emplace_back(*text);
                return true;
            });
        return true;
    });
}

Reference ownerOf(const Metadata& metadata, StringPool& pool)
{
    if (!metadata.kustomizeName.empty())
        return {pool.intern("Kustomization"), metadata.kustomizeNs, metadata.kustomizeName};
    if (!metadata.helmName.empty())
        return {pool.intern("HelmRelease"), metadata.helmNs, metadata.helmName};
    if (!metadata.setName.empty())
        return {pool.intern("ResourceSet"), metadata.setNs, metadata.setName};
    if (!metadata.instanceName.empty())
        return {pool.intern("FluxInstance"), metadata.instanceNs, metadata.instanceName};
    return {};
}

void takeIdentity(Metadata& metadata, ManagedObject& to, StringPool& pool)
{
    to.uid = std::move(metadata.uid);
    to.resourceVersion = std::move(metadata.resourceVersion);
    to.owner = ownerOf(metadata, pool);
    to.marks = metadata.marks;
    to.ownership = std::move(metadata.ownership);
    to.created = metadata.created;
    to.deletionTimestamp = metadata.deletionTimestamp;
}

void judgeHealth(const Metadata& metadata, Workload& workload, ManagedObject& to)
{
    if (metadata.generation > 0)
        workload.generation = metadata.generation;
    workload.ownedByJob = metadata.ownedByJob;
    auto verdict = healthOf(to.key.group.view(), to.key.kind.view(), workload);
    to.health = verdict.health;
    to.healthMessage = std::move(verdict.message);
}

Labels labelsOf(const Metadata& metadata, std::shared_ptr<const std::string>& last)
{
    if (metadata.labels.empty())
        return {};
    if (!last || *last != metadata.labels)
        last = std::make_shared<const std::string>(metadata.labels);
    return Labels(last);
}

bool readCondition(json::Value& value, Condition& to)
{
    return eachField(value, [&](std::string_view key, json::Value& part) {
        if (key == "type") {
            readString(part, to.type);
        } else if (key == "status") {
            const auto text = textOf(part);
            to.status = text == "True" ? Tri::True : text == "False" ? Tri::False : Tri::Unknown;
        } else if (key == "reason") {
            readString(part, to.reason);
        } else if (key == "message") {
            readString(part, to.message);
        } else if (key == "lastTransitionTime") {
            readTime(part, to.lastTransition);
        } else if (key == "observedGeneration") {
            readInt(part, to.observedGeneration);
        }
    });
}

bool readConditions(json::Value& value, std::vector<Condition>& to)
{
    to.clear();
    return eachElement(value, [&](json::Value& element) {
        Condition condition;
        if (!readCondition(element, condition))
            return false;
        if (!condition.type.empty())
            to.push_back(std::move(condition));
        return true;
    });
}

} // namespace dg::flux::fields

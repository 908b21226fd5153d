// SPDX-License-Identifier: Apache-2.0
// Sources: kustomize's api/internal/konfig/builtinpluginconsts (field specs) and its transformers.
#include "build_transform.h"

#include "drift/exact.h"
#include "exact_equal.h"

#include <algorithm>
#include <set>

namespace dg::drift {

namespace {

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

Value* dig(Value& value, std::initializer_list<std::string_view> path)
{
    auto* here = &value;
    for (const auto key : path) {
        here = here->isMap() ? here->find(key) : nullptr;
        if (!here)
            return nullptr;
    }
    return here;
}

std::string_view kindOf(const Value& object)
{
    return object.textAt({"kind"});
}

template <class Visit> void everywhere(Value& value, const Visit& visit)
{
    visit(value);
    for (auto& child : value.children)
        everywhere(child, visit);
}

void merge(Value& into, const Value& from)
{
    for (std::size_t i = 0; i < from.keys.size(); ++i)
        into.put(from.keys[i], from.children[i]);
}

void mergeAt(Value& object, std::initializer_list<std::string_view> above, const char* name, const Value& from)
{
    if (auto* const parent = dig(object, above))
        merge(parent->put(name), from);
}

// The pod template of a workload; null: it has none.
Value* templateOf(Value& object)
{
    return kindOf(object) == "CronJob" ? dig(object, {"spec", "jobTemplate", "spec", "template"})
        : isOneOf(kindOf(object), {"Deployment", "ReplicaSet", "DaemonSet", "StatefulSet", "Job", "ReplicationController"})
        ? dig(object, {"spec", "template"})
        : nullptr;
}

// Where in an object the name of another of that kind stands: the name's field, and the field above it (empty: any).
struct NameField {
    std::string_view kind, above, field;
};
constexpr std::array NameFields{NameField{"ConfigMap", "configMap", "name"}, NameField{"ConfigMap", "configMapKeyRef", "name"},
    NameField{"ConfigMap", "configMapRef", "name"}, NameField{"Secret", "secret", "secretName"}, NameField{"Secret", "secret", "name"},
    NameField{"Secret", "secretKeyRef", "name"}, NameField{"Secret", "secretRef", "name"}, NameField{"Secret", "imagePullSecrets", "name"},
    NameField{"Secret", "tls", "secretName"}, NameField{"Secret", "secrets", "name"}, NameField{"ServiceAccount", "", "serviceAccountName"},
    NameField{"ServiceAccount", "", "serviceAccount"}, NameField{"Service", "", "serviceName"}, NameField{"Service", "service", "name"},
    NameField{"PersistentVolumeClaim", "persistentVolumeClaim", "claimName"}, NameField{"PersistentVolume", "spec", "volumeName"},
    NameField{"StorageClass", "spec", "storageClassName"}, NameField{"PriorityClass", "", "priorityClassName"},
    NameField{"IngressClass", "spec", "ingressClassName"}, NameField{"RuntimeClass", "", "runtimeClassName"}};

using Renamed = std::set<std::pair<std::string, std::string>>; // kind, old name; "subject": namespace/name of an account
std::string inNamespace(std::string_view ns, std::string_view name);

void renameWithin(Value& value, std::string_view above, const Renamed& renamed, const std::string& prefix, const std::string& suffix)
{
    // roleRef, scaleTargetRef and subjects say the kind themselves.
    if (isOneOf(above, {"roleRef", "scaleTargetRef", "subjects"}) && value.isMap()) {
        auto* const name = value.find("name");
        // A subject says its namespace; kustomize does not look at its kind.
        const auto known = [&] {
            return above == "subjects" ? renamed.contains({"subject", inNamespace(value.textAt({"namespace"}), name->text)})
                                       : renamed.contains({std::string(value.textAt({"kind"})), name->text});
        };
        if (name && known())
            name->text = prefix + name->text + suffix;
        return;
    }
    for (std::size_t i = 0; i < value.children.size(); ++i) {
        auto& child = value.children[i];
        if (!value.isMap()) {
            renameWithin(child, above, renamed, prefix, suffix);
            continue;
        }
        const auto& key = value.keys[i];
        for (const auto& field : NameFields) {
            if (child.isString() && field.field == key && (field.above.empty() || field.above == above)
                && renamed.contains({std::string(field.kind), child.text})) {
                child.text = prefix + child.text + suffix;
                break;
            }
        }
        renameWithin(child, key, renamed, prefix, suffix);
    }
}

std::string inNamespace(std::string_view ns, std::string_view name)
{
    return std::string(ns.empty() ? "default" : ns) + "/" + std::string(name);
}

// builtinpluginconsts/metadatalabels.go
void labelTemplates(Value& object, const Value& labels)
{
    if (auto* const pods = templateOf(object))
        merge(pods->put("metadata").put("labels"), labels);
    if (auto* const job = kindOf(object) == "CronJob" ? dig(object, {"spec", "jobTemplate"}) : nullptr)
        merge(job->put("metadata").put("labels"), labels);
    if (auto* const claims = kindOf(object) == "StatefulSet" ? dig(object, {"spec", "volumeClaimTemplates"}) : nullptr) {
        for (auto& claim : claims->children)
            merge(claim.put("metadata").put("labels"), labels);
    }
}

} // namespace

Status setNamespace(Objects& objects, const std::string& ns, const IsNamespaced& namespaced)
{
    std::set<std::string> accounts; // "namespace/name", before
    for (auto& object : objects) {
        const auto identity = identityOf(object);
        // kustomize changes names and references there that are not known well enough.
        bool refers = identity && identity->kind == "Namespace" && identity->name != ns;
        if (identity
            && isOneOf(identity->kind,
                {"APIService", "CustomResourceDefinition", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"}))
            everywhere(object, [&](Value& value) {
                refers = refers
                    || (value.isMap() && value.find("service") && value.find("service")->isMap()
                        && identity->kind != "CustomResourceDefinition");
            });
        if (refers || (identity && identity->kind == "CustomResourceDefinition" && object.at({"spec", "conversion", "webhook"})))
            return fail(ErrorCode::Unsupported, identity->kind + "/" + identity->name, "namespace");
        if (!identity || !namespaced(identity->group, identity->kind).value_or(true))
            continue;
        object.put("metadata").put("namespace", Value::string(ns));
        if (identity->kind == "ServiceAccount")
            accounts.insert(inNamespace(identity->ns, identity->name));
    }
    for (auto& object : objects) {
        if (isOneOf(kindOf(object), {"RoleBinding", "ClusterRoleBinding"})) {
            if (auto* const subjects = object.find("subjects")) {
                for (auto& subject : subjects->children) {
                    const auto name = std::string(subject.textAt({"name"}));
                    if (name == "default" || accounts.contains(inNamespace(subject.textAt({"namespace"}), name)))
                        subject.put("namespace", Value::string(ns));
                }
            }
        }
    }
    return {};
}

void affixNames(Objects& objects, const std::string& prefix, const std::string& suffix)
{
    if (prefix.empty() && suffix.empty())
        return;
    Renamed renamed;
    for (auto& object : objects) {
        const auto identity = identityOf(object);
        if (!identity || isOneOf(identity->kind, {"CustomResourceDefinition", "APIService", "Namespace"}))
            continue;
        renamed.emplace(identity->kind, identity->name);
        if (identity->kind == "ServiceAccount")
            renamed.emplace("subject", inNamespace(identity->ns, identity->name));
    }
    for (auto& object : objects)
        renameWithin(object, {}, renamed, prefix, suffix);
    for (auto& object : objects) {
        const auto identity = identityOf(object);
        if (identity && renamed.contains({identity->kind, identity->name}))
            object.put("metadata").put("name", Value::string(prefix + identity->name + suffix));
    }
}

void setLabels(Objects& objects, const Value& labels, bool selectors, bool templates)
{
    for (auto& object : objects) {
        merge(object.put("metadata").put("labels"), labels);
        const auto kind = std::string(kindOf(object));
        if (selectors || templates)
            labelTemplates(object, labels);
        if (!selectors)
            continue;
        if (isOneOf(kind, {"Service", "ReplicationController"}))
            mergeAt(object, {"spec"}, "selector", labels);
        else if (isOneOf(kind, {"Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"}))
            merge(object.put("spec").put("selector").put("matchLabels"), labels);
        if (isOneOf(kind, {"Job", "PodDisruptionBudget"}))
            mergeAt(object, {"spec", "selector"}, "matchLabels", labels);
        if (kind == "CronJob")
            mergeAt(object, {"spec", "jobTemplate", "spec", "selector"}, "matchLabels", labels);
        if (kind == "NetworkPolicy") {
            everywhere(object, [&](Value& value) {
                if (auto* const found = value.isMap() ? dig(value, {"podSelector", "matchLabels"}) : nullptr)
                    merge(*found, labels);
            });
        }
        if (auto* const pods = isOneOf(kind, {"Deployment", "StatefulSet"}) ? templateOf(object) : nullptr) {
            everywhere(*pods, [&](Value& value) {
                // Of an affinity's term, and of a spread.
                if (auto* const found = value.isMap() && value.find("topologyKey") ? dig(value, {"labelSelector", "matchLabels"}) : nullptr)
                    merge(*found, labels);
            });
        }
    }
}

void setAnnotations(Objects& objects, const Value& annotations)
{
    for (auto& object : objects) {
        merge(object.put("metadata").put("annotations"), annotations);
        if (auto* const job = kindOf(object) == "CronJob" ? dig(object, {"spec", "jobTemplate"}) : nullptr)
            merge(job->put("metadata").put("annotations"), annotations);
        if (auto* const pods = templateOf(object))
            merge(pods->put("metadata").put("annotations"), annotations);
    }
}

void setImages(Objects& objects, const std::vector<Value>& images)
{
    const auto retag = [&](Value& image) {
        auto name = image.text;
        std::string tag, digest;
        if (const auto at = name.find('@'); at != std::string::npos) {
            digest = name.substr(at);
            name.resize(at);
        }
        if (const auto colon = name.rfind(':'); colon != std::string::npos && name.find('/', colon) == std::string::npos) {
            tag = name.substr(colon);
            name.resize(colon);
        }
        for (const auto& wish : images) {
            if (wish.textAt({"name"}) != name)
                continue;
            if (const auto text = wish.textAt({"newName"}); !text.empty())
                name = text;
            const auto* const newTag = wish.find("newTag");
            const auto newDigest = wish.textAt({"digest"});
            if (newTag && !newTag->text.empty()) {
                tag = ":" + newTag->text;
                digest.clear();
            }
            if (!newDigest.empty()) {
                digest = "@" + std::string(newDigest);
                if (!newTag || newTag->text.empty())
                    tag.clear();
            }
            break;
        }
        image.text = name + tag + digest;
    };
    for (auto& object : objects) {
        if (kindOf(object) == "CustomResourceDefinition")
            continue;
        everywhere(object, [&](Value& value) {
            if (!value.isMap())
                return;
            for (const auto list : {"containers", "initContainers"}) {
                auto* const found = value.find(list);
                if (!found || !found->isList())
                    continue;
                for (auto& container : found->children) {
                    if (auto* const image = container.isMap() ? container.find("image") : nullptr; image && image->isString())
                        retag(*image);
                }
            }
        });
    }
}

void setReplicas(Objects& objects, const std::vector<Value>& replicas)
{
    for (auto& object : objects) {
        const auto identity = identityOf(object);
        if (!identity || !isOneOf(identity->kind, {"Deployment", "ReplicaSet", "StatefulSet", "ReplicationController"}))
            continue;
        for (const auto& wish : replicas) {
            if (const auto* const count = wish.find("count"); count && wish.textAt({"name"}) == identity->name)
                object.put("spec").put("replicas", *count);
        }
    }
}

} // namespace dg::drift

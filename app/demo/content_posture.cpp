// SPDX-License-Identifier: Apache-2.0
// What the posture checks find in the demo: an open Receiver and one with a token, credentials of several kinds, accounts,
// decryption, how long something has been suspended. Layouts: domain.md §2.3, §3.3-3.7.
#include "content.h"

#include "content_builder.h"

#include <QCryptographicHash>

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

// Puts values into an object's spec that is there already.
void addToSpec(Store& store, const char* kind, const char* ns, const char* name, const QJsonObject& values)
{
    auto object = store.json(resourceOfKind(kind), ns, name);
    auto spec = object["spec"_L1].toObject();
    for (auto it = values.begin(); it != values.end(); ++it)
        spec[it.key()] = it.value();
    object["spec"_L1] = spec;
    store.put(resourceOfKind(kind), object);
}

void suspendedSince(Store& store, const char* kind, const char* ns, const char* name, const QString& time)
{
    auto object = store.json(resourceOfKind(kind), ns, name);
    auto metadata = object["metadata"_L1].toObject();
    auto managed = metadata["managedFields"_L1].toArray();
    managed.append(QJsonObject{{"manager"_L1, "flux"_L1}, {"operation"_L1, "Update"_L1}, {"time"_L1, time},
        {"fieldsType"_L1, "FieldsV1"_L1}, {"fieldsV1"_L1, QJsonObject{{"f:spec"_L1, QJsonObject{{"f:suspend"_L1, QJsonObject()}}}}}});
    metadata["managedFields"_L1] = managed;
    object["metadata"_L1] = metadata;
    store.put(resourceOfKind(kind), object);
}

// A Secret of which only the keys matter.
void addSecret(ContentBuilder& b, Store& store, const char* ns, const char* name, const QStringList& keys)
{
    QJsonObject data, fields;
    for (const auto& key : keys) {
        data[key] = "ZGVtbw=="_L1;
        fields["f:"_L1 + key] = QJsonObject();
    }
    store.put(resourceOfKind("Secret"),
        {{"metadata"_L1,
             QJsonObject{{"name"_L1, QLatin1String(name)}, {"namespace"_L1, QLatin1String(ns)}, {"creationTimestamp"_L1, b.ago(90 * 86400)},
                 {"managedFields"_L1,
                     QJsonArray{QJsonObject{{"manager"_L1, "kubectl-create"_L1}, {"operation"_L1, "Update"_L1}, {"apiVersion"_L1, "v1"_L1},
                         {"time"_L1, b.ago(90 * 86400)}, {"fieldsType"_L1, "FieldsV1"_L1},
                         {"fieldsV1"_L1, QJsonObject{{"f:data"_L1, fields}, {"f:type"_L1, QJsonObject()}}}}}}}},
            {"type"_L1, "Opaque"_L1}, {"data"_L1, data}});
}

void addReceivers(ContentBuilder& b, Store& store)
{
    // As the GitLab agent makes it: an empty token, so that its path can be computed by anybody.
    auto receiver = store.json(resourceOfKind("Receiver"), "flux-system", "gitlab-docs");
    const auto path = "/hook/"_L1
        + QString::fromLatin1(QCryptographicHash::hash(QByteArray("gitlab-docs") + "flux-system", QCryptographicHash::Sha256).toHex());
    auto metadata = receiver["metadata"_L1].toObject();
    metadata["annotations"_L1] = QJsonObject{{"app.kubernetes.io/managed-by"_L1, "gitlab"_L1}, {"agent.gitlab.com/id"_L1, "12"_L1},
        {"agent.gitlab.com/project"_L1, "platform/docs"_L1}};
    receiver["metadata"_L1] = metadata;
    auto status = receiver["status"_L1].toObject();
    status["webhookPath"_L1] = path;
    status["conditions"_L1]
        = QJsonArray{makeCondition("Ready", "True", "Succeeded"_L1, "Receiver initialized for path: "_L1 + path, b.ago(12 * 86400), 1)};
    receiver["status"_L1] = status;
    store.put(resourceOfKind("Receiver"), receiver);

    const auto own = "/hook/"_L1 + b.hex("storefront hook");
    b.addObject("Receiver", "web", "storefront-push",
        {{"type"_L1, "gitlab"_L1}, {"interval"_L1, "10m"_L1}, {"events"_L1, QJsonArray{"Push Hook"_L1}},
            {"resources"_L1, QJsonArray{QJsonObject{{"kind"_L1, "GitRepository"_L1}, {"name"_L1, "storefront"_L1}}}},
            {"secretRef"_L1, QJsonObject{{"name"_L1, "storefront-push-token"_L1}}}},
        {{"observedGeneration"_L1, 1}, {"webhookPath"_L1, own},
            {"conditions"_L1,
                QJsonArray{
                    makeCondition("Ready", "True", "Succeeded"_L1, "Receiver initialized for path: "_L1 + own, b.ago(30 * 86400), 1)}}});
}

} // namespace

void addPosture(ContentBuilder& b, Store& store)
{
    addReceivers(b, store);
    addSecret(b, store, "flux-system", "docs-deploy-key", {"bearerToken"_L1});
    addSecret(b, store, "payments", "ledger-legacy-deploy-key", {"username"_L1, "password"_L1});
    addSecret(b, store, "web", "storefront-deploy-key", {"username"_L1, "password"_L1});
    addSecret(b, store, "web", "campaigns-deploy-key", {"username"_L1, "password"_L1});
    addSecret(b, store, "flux-system", "gitlab-status", {"token"_L1});
    addSecret(b, store, "flux-system", "slack-url", {"address"_L1});
    addSecret(b, store, "flux-system", "sops-age", {"identity.agekey"_L1});
    addToSpec(store, "OCIRepository", "flux-system", "flux-system",
        {{"verify"_L1, QJsonObject{{"provider"_L1, "cosign"_L1}, {"secretRef"_L1, QJsonObject{{"name"_L1, "cosign-keys"_L1}}}}}});
    addToSpec(store, "Kustomization", "flux-system", "observability",
        {{"decryption"_L1, QJsonObject{{"provider"_L1, "sops"_L1}, {"secretRef"_L1, QJsonObject{{"name"_L1, "sops-age"_L1}}}}}});
    for (const auto* name : {"ledger", "gateway", "reports", "ledger-legacy", "sandbox"})
        addToSpec(store, "Kustomization", "payments", name, {{"serviceAccountName"_L1, "deployer"_L1}});
    const QJsonObject retries{{"remediation"_L1, QJsonObject{{"retries"_L1, 3}}}};
    for (const auto* name : {"cert-manager", "ingress-nginx"})
        addToSpec(store, "HelmRelease", name, name, {{"install"_L1, retries}, {"upgrade"_L1, retries}});
    suspendedSince(store, "Kustomization", "flux-system", "quotas", b.ago(19 * 86400));
    suspendedSince(store, "Kustomization", "flux-system", "batch-jobs", b.ago(6 * 86400));
    suspendedSince(store, "Kustomization", "payments", "ledger-legacy", b.ago(12 * 86400));
    suspendedSince(store, "GitRepository", "payments", "ledger-legacy", b.ago(12 * 86400));
    suspendedSince(store, "HelmRelease", "web", "cache", b.ago(2 * 86400));
}

} // namespace dg::demo

// SPDX-License-Identifier: Apache-2.0
// The sized content: namespaces, one source in each, and the Kustomizations, written straight as bytes (20,000 in a second).
#include "content.h"

#include "content_builder.h"
#include "random.h"
#include "sized.h"

#include <algorithm>

namespace dg::demo {

namespace {

// How one in a hundred of each problem looks; everything else is ready.
struct Case {
    const char* ready = "True";
    const char* reason = "ReconciliationSucceeded";
    QByteArray message;
    bool suspended = false;
};

Case caseOf(std::uint64_t roll, const QByteArray& revision)
{
    switch (roll % 100) {
    case 7:
        return {"False", "BuildFailed", "kustomize build failed: accumulating resources: no such file or directory", false};
    case 19:
        return {"False", "ReconciliationFailed", "Service/api dry-run failed (Invalid): spec.ports: Required value", false};
    case 31:
        return {"False", "BuildFailed", "kustomize build failed: missing base", true};
    case 43:
        return {"True", "ReconciliationSucceeded", "Applied revision: " + revision, true};
    default:
        return {"True", "ReconciliationSucceeded", "Applied revision: " + revision, false};
    }
}

QByteArray inventoryOf(const QByteArray& ns, const QByteArray& name)
{
    QByteArray entries;
    const auto prefix = "{\"id\":\"" + ns + '_' + name;
    entries.reserve(2000);
    for (std::size_t i = 0; i < SizedPlan::ConfigMaps; ++i)
        entries += prefix + "-cm-" + QByteArray::number(static_cast<int>(i)).rightJustified(2, '0') + "__ConfigMap\",\"v\":\"v1\"},";
    entries += prefix + "__Service\",\"v\":\"v1\"}," + prefix + "__ServiceAccount\",\"v\":\"v1\"}," + prefix
        + "_apps_Deployment\",\"v\":\"v1\"}," + prefix + "_networking.k8s.io_Ingress\",\"v\":\"v1\"}," + prefix
        + "_networking.k8s.io_NetworkPolicy\",\"v\":\"v1\"}";
    return entries;
}

} // namespace

SizedPlan planFor(int count, std::uint32_t seed, WallTime now)
{
    SizedPlan plan;
    const auto wanted = static_cast<std::size_t>(std::clamp(count, 1, 90'000)); // five digits in the names
    plan.namespaces = std::clamp<std::size_t>(wanted / 50, 1, 400);
    plan.perNamespace = (wanted + plan.namespaces - 1) / plan.namespaces;
    plan.seed = seed;
    plan.now = now;
    return plan;
}

void fillSized(Store& store, std::uint32_t seed, WallTime now, int count)
{
    const auto plan = planFor(count, seed, now);
    ContentBuilder builder(store, seed, now);
    const auto resource = resourceOfKind("Kustomization");
    const auto created = QByteArray::fromStdString(toRfc3339(now - std::chrono::days{20}));
    Random random(seed);
    QByteArray ns;
    QByteArray revision;
    for (std::size_t i = 0; i < plan.applications(); ++i) {
        if (const auto own = plan.nsOf(i); own != ns) {
            ns = own;
            builder.addNamespace(ns.constData(), ns.constData());
            builder.add(SourceText{"OCIRepository", ns.constData(), "delivery", "oci://registry.example.com/teams/delivery", "latest",
                static_cast<int>(random.between(600, 86'400))});
            revision = builder.revision("OCIRepository", ns, "delivery", "latest").toLatin1();
        }
        const auto roll = random.next();
        const auto how = caseOf(roll, revision);
        const auto applied = QByteArray::fromStdString(toRfc3339(now - Seconds{60 + static_cast<long>(roll >> 40) % 3300}));
        const QByteArray generation = how.suspended ? "2" : "1";
        const bool good = how.ready[0] == 'T';
        Object object;
        object.version = 1'000'000 + i;
        object.ns = ns;
        object.name = SizedPlan::nameOf(i);
        const auto uid = builder.hex("Kustomization " + ns + '/' + object.name, 12).toLatin1();
        object.metadata = R"({"creationTimestamp":")" + created + R"(","finalizers":["finalizers.fluxcd.io"],"generation":)" + generation
            + R"(,"name":")" + object.name + R"(","namespace":")" + ns + R"(","resourceVersion":")"
            + QByteArray::number(static_cast<qulonglong>(object.version)) + R"(","uid":"5e1f2a90-77c4-4d0b-9a3e-)" + uid + "\"}";
        object.rest = R"("spec":{"interval":"1h","path":"./apps/)" + object.name
            + R"(","prune":true,"retryInterval":"30m","sourceRef":{"kind":"OCIRepository","name":"delivery"})"
            + (how.suspended ? R"(,"suspend":true)" : "") + R"(,"timeout":"5m"},"status":{"conditions":[)"
            + (good ? QByteArray()
                    : R"({"lastTransitionTime":")" + applied + R"(","message":"Building manifests for revision )" + revision
                        + R"( with a timeout of 5m0s","observedGeneration":1,"reason":"ProgressingWithRetry","status":"True","type":"Reconciling"},)")
            + R"({"lastTransitionTime":")" + applied + R"(","message":")" + how.message + R"(","observedGeneration":1,"reason":")"
            + how.reason + R"(","status":")" + how.ready + R"(","type":"Ready"}],"history":[{"digest":"sha256:)" + uid
            + R"(","firstReconciled":")" + created + R"(","lastReconciled":")" + applied
            + R"(","lastReconciledDuration":"1.204s","lastReconciledStatus":"ReconciliationSucceeded","totalReconciliations":480,"metadata":{"revision":")"
            + revision + R"("}}],"inventory":{"entries":[)" + inventoryOf(ns, object.name) + R"(]},"lastAppliedRevision":")" + revision
            + R"(","lastAttemptedRevision":")" + revision + R"(","observedGeneration":)" + (good ? generation : QByteArray("-1")) + "}";
        store.load(resource, std::move(object));
    }
    store.setGenerator(makeSizedGenerator(plan));
}

} // namespace dg::demo

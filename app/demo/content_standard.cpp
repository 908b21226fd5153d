// SPDX-License-Identifier: Apache-2.0
// The standard content: a platform team's flux-system, the applications, the teams payments and web.
#include "content.h"

#include "content_builder.h"
#include "content_workloads.h"
#include "stored_release.h"

namespace dg::demo {

namespace {

constexpr const char* Sync = "flux-system/flux-system";
constexpr const char* Infra = "flux-system/infrastructure";
constexpr const char* Platform = "flux-system/platform";

void addSources(ContentBuilder& b)
{
    b.add(SourceText{"OCIRepository", "flux-system", "apps", "oci://registry.example.com/delivery/apps", "latest", 2160});
    b.add(SourceText{
        "OCIRepository", "flux-system", "flux-system", "oci://registry.example.com/delivery/platform", "6.1.0", 3 * 3600, {}, Sync});
    b.add(SourceText{"GitRepository", "flux-system", "docs", "https://gitlab.example.com/platform/docs.git", "main", 3600});
    b.add(SourceText{
        "HelmRepository", "flux-system", "podinfo", "https://stefanprodan.github.io/podinfo", "", 4 * 3600, {}, "", false, "1h"});
    b.add(
        SourceText{"HelmRepository", "flux-system", "bitnami", "https://charts.bitnami.com/bitnami", "", 7 * 3600, {}, Infra, false, "1h"});
    b.add(SourceText{"HelmRepository", "flux-system", "ingress-nginx", "https://kubernetes.github.io/ingress-nginx", "", 2 * 3600, {},
        Infra, false, "1h"});
    b.add(SourceText{"HelmRepository", "flux-system", "jetstack", "https://charts.jetstack.io", "", 6 * 86400, {}, Infra, false, "1h"});
    b.addOciHelmRepository("flux-system", "shared-charts", "oci://registry.example.com/charts", Infra);
    b.addExternalArtifact("flux-system", "storefront-config", "storefront", 5400);

    b.add(SourceText{"OCIRepository", "payments", "delivery", "oci://registry.example.com/payments/delivery", "latest", 5 * 3600});
    b.add(SourceText{"OCIRepository", "payments", "postgres-chart", "oci://registry.example.com/charts/postgres", "16.2.1", 4 * 86400});
    b.add(SourceText{"GitRepository", "payments", "ledger-legacy", "https://gitlab.example.com/payments/ledger.git", "release/1.x",
        12 * 86400, {}, "", true});
    b.add(SourceText{"OCIRepository", "payments", "reports", "oci://registry.example.com/payments/reports", "stable", 9 * 3600,
        {"failed", "OCIArtifactPullFailed",
            "failed to determine artifact digest: GET https://registry.example.com/v2/payments/reports/manifests/stable: MANIFEST_UNKNOWN: "
            "manifest unknown"}});

    b.add(SourceText{"GitRepository", "web", "storefront", "https://gitlab.example.com/web/storefront.git", "main", 1500});
    b.add(SourceText{"GitRepository", "web", "campaigns", "https://gitlab.example.com/web/campaigns.git", "main", 4 * 86400,
        {"failed", "GitOperationFailed",
            "failed to checkout and determine revision: unable to clone 'https://gitlab.example.com/web/campaigns.git': authentication "
            "required: HTTP Basic: Access denied"}});
    b.add(SourceText{"OCIRepository", "web", "legacy-assets", "https://registry.example.com/web/assets", "latest", 21 * 86400,
        {"stalled", "URLInvalid", "URL must be in format 'oci://<domain>/<org>/<repo>'"}});
}

void addApplications(ContentBuilder& b)
{
    constexpr const char* Apps = "OCIRepository flux-system/apps";
    b.add(KustomizationText{"flux-system", "payments", Apps, "./payments", 2 * 3600,
        {"failed", "HealthCheckFailed",
            "health check failed after 5m0.03s: timeout waiting for: [Deployment/payments/api status: 'InProgress']"},
        "", "10m", {"flux-system/platform"},
        {"Deployment payments/api ready=0/3", "Deployment payments/worker", "Service payments/api", "Service payments/worker",
            "ConfigMap payments/api-config", "Secret payments/api-credentials", "Ingress payments/api", "ServiceAccount payments/api",
            "Role payments/api", "RoleBinding payments/api", "NetworkPolicy payments/allow-legacy orphan",
            "NetworkPolicy payments/default-deny", "PodDisruptionBudget payments/api", "HorizontalPodAutoscaler payments/worker",
            "CronJob payments/settle"},
        false, true});
    b.add(KustomizationText{"flux-system", "batch-jobs", Apps, "./batch", 6 * 86400,
        {"failed", "BuildFailed",
            "kustomize build failed: accumulating resources: accumulation err='accumulating resources from 'nightly.yaml': no such file or "
            "directory'"},
        "", "10m", {},
        {"CronJob payments/nightly-report", "CronJob payments/cleanup", "ServiceAccount payments/batch", "ConfigMap payments/batch-config"},
        true});
    b.add(KustomizationText{"flux-system", "web", Apps, "./web", 2 * 3600,
        {"waiting", "DependencyNotReady", "dependency 'flux-system/payments' is not ready"}, "", "10m", {"flux-system/payments"},
        {"Deployment web/frontend", "Service web/frontend", "Ingress web/frontend", "ConfigMap web/frontend-config drift=kubectl-edit",
            "ServiceAccount web/frontend"}});
    b.add(KustomizationText{"flux-system", "apps", Apps, "./apps", 720, {}, "", "30m", {},
        {"Deployment apps/podinfo drift=kubectl-edit", "Service apps/podinfo", "ConfigMap apps/podinfo-theme missing",
            "ConfigMap apps/podinfo-config corrected", "Ingress apps/podinfo"},
        false, true});
    b.add(KustomizationText{"flux-system", "edge-osaka", Apps, "./edge", 900, {}, "", "15m", {},
        {"Deployment edge/gateway", "Service edge/gateway", "ConfigMap edge/gateway-config"}, false, false, true});
    b.add(KustomizationText{"flux-system", "docs", "GitRepository flux-system/docs", "./deploy", 3600, {}, "", "1h", {},
        {"Deployment docs/docs", "Service docs/docs", "Ingress docs/docs"}});
    b.add(HelmReleaseText{"apps", "podinfo-chart", "HelmRepository flux-system/podinfo podinfo 6.7.0", 4 * 3600, 4, {}, "",
        {"Deployment apps/podinfo-chart", "Service apps/podinfo-chart", "HorizontalPodAutoscaler apps/podinfo-chart"}});
    b.add(HelmReleaseText{"apps", "greeter", "ExternalArtifact flux-system/storefront-config greeter 0.4.2", 5400, 2, {}, "",
        {"Deployment apps/greeter", "ConfigMap apps/greeter"}});
}

void addPlatform(ContentBuilder& b)
{
    constexpr const char* Source = "OCIRepository flux-system/flux-system";
    b.add(KustomizationText{"flux-system", "flux-system", Source, "./clusters/prod-eu-1", 150, {}, Sync, "10m", {},
        {"Kustomization flux-system/flux-system flux", "Kustomization flux-system/infrastructure flux",
            "Kustomization flux-system/platform flux", "OCIRepository flux-system/flux-system flux",
            "Deployment flux-system/source-controller ready=1/1", "Deployment flux-system/kustomize-controller ready=1/1",
            "Deployment flux-system/helm-controller ready=1/1", "Deployment flux-system/notification-controller ready=1/1",
            "NetworkPolicy flux-system/allow-egress", "ServiceAccount flux-system/kustomize-controller",
            "ClusterRole -/flux-view-flux-system", "ClusterRoleBinding -/cluster-reconciler-flux-system"}});
    b.add(KustomizationText{"flux-system", "infrastructure", Source, "./infrastructure", 120, {}, Sync, "10m", {},
        {"HelmRepository flux-system/bitnami flux", "HelmRepository flux-system/ingress-nginx flux",
            "HelmRepository flux-system/jetstack flux", "HelmRepository flux-system/shared-charts flux",
            "HelmRelease ingress-nginx/ingress-nginx flux", "HelmRelease redis/redis flux", "HelmRelease cert-manager/cert-manager flux",
            "HelmRelease external-dns/external-dns flux", "HelmRelease logging/loki flux"}});
    b.add(KustomizationText{"flux-system", "platform", Source, "./platform", 120, {}, Sync, "10m", {Infra},
        {"Kustomization flux-system/policies flux", "Kustomization flux-system/observability flux",
            "Kustomization flux-system/tenants flux", "Kustomization flux-system/quotas flux", "Provider flux-system/gitlab-status flux",
            "Provider flux-system/on-call flux", "Alert flux-system/delivery flux", "Alert flux-system/on-call flux",
            "ClusterRole -/platform-admin", "ClusterRoleBinding -/platform-admin"},
        false, true});
    b.add(KustomizationText{"flux-system", "policies", Source, "./platform/policies", 840, {"stale"}, Platform, "10m", {},
        {"NetworkPolicy payments/baseline", "NetworkPolicy web/baseline", "ConfigMap policy-system/rules"}});
    b.add(KustomizationText{"flux-system", "observability", Source, "./platform/observability", 300, {}, Platform, "10m", {},
        {"StatefulSet observability/prometheus", "DaemonSet observability/node-exporter ready=5/5",
            "Deployment observability/grafana drift=k9s", "Service observability/prometheus", "Service observability/grafana",
            "ConfigMap observability/dashboards", "ServiceAccount observability/prometheus", "ClusterRole -/prometheus",
            "ClusterRoleBinding -/prometheus"},
        false, true});
    b.add(KustomizationText{"flux-system", "tenants", Source, "./platform/tenants", 40,
        {"reconciling", "Progressing", "Running health checks for revision %1 with a timeout of 5m0s"}, Platform, "10m", {},
        {"ServiceAccount payments/deployer", "ServiceAccount web/deployer", "RoleBinding payments/deployer", "RoleBinding web/deployer"},
        false, true});
    b.add(KustomizationText{"flux-system", "quotas", Source, "./platform/quotas", 19 * 86400, {}, Platform, "10m", {},
        {"ConfigMap policy-system/quotas"}, true, false, false, true});

    b.add(HelmReleaseText{"ingress-nginx", "ingress-nginx", "HelmRepository flux-system/ingress-nginx ingress-nginx 4.11.2", 9 * 86400, 11,
        {"reconciling", "Progressing", "Running 'upgrade' action with timeout of 5m0s"}, Infra,
        {"Deployment ingress-nginx/ingress-nginx-controller drift=kubectl-set", "Service ingress-nginx/ingress-nginx-controller",
            "ConfigMap ingress-nginx/ingress-nginx-controller", "ServiceAccount ingress-nginx/ingress-nginx", "ClusterRole -/ingress-nginx",
            "ClusterRoleBinding -/ingress-nginx"},
        false, "enabled", "", "4.11.3"});
    b.add(HelmReleaseText{"redis", "redis", "HelmRepository flux-system/bitnami redis 19.6.4", 9 * 86400, 7, {}, Infra,
        {"StatefulSet redis/redis-master drift=helm ready=1/1", "Service redis/redis-headless", "Secret redis/redis-auth",
            "ConfigMap redis/redis-configuration"},
        false, "warn",
        "Cluster state of release redis/redis.v7 has drifted from the desired state:\nStatefulSet/redis/redis-master changed (0 additions, "
        "1 changes, 0 removals)"});
    b.add(
        HelmReleaseText{"cert-manager", "cert-manager", "HelmRepository flux-system/jetstack cert-manager v1.15.3", 6 * 86400, 5, {}, Infra,
            {"Deployment cert-manager/cert-manager ready=1/1", "Deployment cert-manager/cert-manager-webhook ready=1/1",
                "Deployment cert-manager/cert-manager-cainjector ready=1/1", "Service cert-manager/cert-manager",
                "ServiceAccount cert-manager/cert-manager", "ClusterRole -/cert-manager-controller"}});
    b.add(HelmReleaseText{"external-dns", "external-dns", "HelmRepository flux-system/bitnami external-dns 8.3.5", 2 * 86400, 2,
        {"stalled", "UpgradeFailed",
            "Helm upgrade failed for release external-dns/external-dns with chart external-dns@8.3.5: context deadline exceeded"},
        Infra, {"Deployment external-dns/external-dns ready=0/1", "ServiceAccount external-dns/external-dns"}});
    b.add(HelmReleaseText{"logging", "loki", "HelmRepository flux-system/bitnami grafana-loki 4.6.11", 86400, 0, {"unknown"}, Infra, {}});
}

void addTeams(ContentBuilder& b)
{
    b.add(KustomizationText{"payments", "ledger", "OCIRepository payments/delivery", "./ledger", 480, {}, "", "10m", {},
        {"Deployment payments/ledger drift=curl", "Service payments/ledger", "ConfigMap payments/ledger-config",
            "ServiceAccount payments/ledger"},
        false, true});
    b.add(KustomizationText{"payments", "gateway", "OCIRepository payments/delivery", "./gateway", 260, {}, "", "10m", {"payments/ledger"},
        {"Deployment payments/gateway", "Service payments/gateway", "Ingress payments/gateway"}});
    b.add(KustomizationText{"payments", "reports", "OCIRepository payments/reports", "./deploy", 9 * 3600, {}, "", "10m", {},
        {"Deployment payments/reports", "Service payments/reports"}});
    b.add(KustomizationText{"payments", "ledger-legacy", "GitRepository payments/ledger-legacy", "./deploy", 12 * 86400, {}, "", "1h", {},
        {"Deployment payments/ledger-v1 ready=1/1", "Service payments/ledger-v1"}, true});
    b.add(KustomizationText{"payments", "sandbox", "OCIRepository payments/delivery", "./sandbox", 3600, {"terminating"}, "", "10m", {},
        {"Deployment payments/sandbox ready=1/1", "ConfigMap payments/sandbox"}});
    b.add(HelmReleaseText{"payments", "postgres", "OCIRepository payments/postgres-chart postgres 16.2.1", 4 * 86400, 9, {}, "",
        {"StatefulSet payments/postgres ready=1/1", "Service payments/postgres", "Secret payments/postgres",
            "ConfigMap payments/postgres"}});
    b.add(HelmReleaseText{"payments", "fraud-scoring", "HelmRepository flux-system/bitnami fraud-scoring 2.0.0", 3 * 3600, 0,
        {"failed", "SourceNotReady",
            "HelmChart 'flux-system/payments-fraud-scoring' is not ready: invalid chart reference: no 'fraud-scoring' chart with version "
            "matching '2.x' found"}});

    b.add(KustomizationText{"web", "storefront", "GitRepository web/storefront", "./deploy/prod", 210, {}, "", "5m", {},
        {"Deployment web/storefront ready=3/3", "Service web/storefront", "Ingress web/storefront",
            "ConfigMap web/storefront-flags missing", "HorizontalPodAutoscaler web/storefront"},
        false, true});
    b.add(KustomizationText{"web", "search", "GitRepository web/storefront", "./deploy/search", 330, {}, "", "10m", {},
        {"Deployment web/search", "Service web/search", "ConfigMap web/search-synonyms"}});
    b.add(KustomizationText{"web", "campaigns", "GitRepository web/campaigns", "./deploy", 4 * 86400, {}, "", "10m", {},
        {"Deployment web/campaigns", "Service web/campaigns"}});
    b.add(KustomizationText{"web", "assets", "OCIRepository web/legacy-assets", "./", 21 * 86400,
        {"waiting", "ArtifactFailed", "source artifact not found, retrying in 30s"}, "", "10m"});
    b.add(KustomizationText{"web", "experiments", "GitRepository web/storefront", "./deploy/experiments", 5 * 3600,
        {"stalled", "InvalidCELExpression",
            "failed to parse expression: ERROR: <input>:1:12: Syntax error: mismatched input '==' expecting <EOF>"},
        "", "10m", {}, {"ConfigMap web/experiments"}});
    b.add(KustomizationText{"web", "preview-4711", "GitRepository web/storefront", "./deploy/preview", 60, {"unknown"}, "", "10m"});
    b.add(HelmReleaseText{"web", "cache", "HelmRepository flux-system/bitnami redis 19.6.4", 14 * 86400, 3, {}, "",
        {"StatefulSet web/cache-master ready=1/1", "Service web/cache-headless"}, true});
    b.add(HelmReleaseText{"web", "newsletter", "HelmRepository flux-system/podinfo podinfo 6.7.0", 86400, 1,
        {"waiting", "DependencyNotReady", "dependency 'payments/fraud-scoring' is not ready"}, "", {"Deployment web/newsletter ready=1/1"},
        false, "", "", "", {"payments/fraud-scoring"}});
}

} // namespace

void fillStandard(Store& store, std::uint32_t seed, WallTime now)
{
    ContentBuilder b(store, seed, now);
    for (const auto& [name, team] : {std::pair{"apps", ""}, {"cert-manager", ""}, {"default", ""}, {"docs", ""}, {"external-dns", ""},
             {"flux-system", ""}, {"ingress-nginx", ""}, {"kube-system", ""}, {"logging", ""}, {"observability", ""},
             {"payments", "payments"}, {"policy-system", ""}, {"redis", ""}, {"web", "web"}})
        b.addNamespace(name, team);
    addSources(b);
    addApplications(b);
    addPlatform(b);
    addTeams(b);
    addAutomation(b);
    addPosture(b, store);
    fillWorkloads(store, b);
    for (const auto& release : store.list(resourceOfKind("HelmRelease"), {}))
        storeRelease(store, release->ns, release->name);
}

} // namespace dg::demo

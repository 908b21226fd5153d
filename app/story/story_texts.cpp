// SPDX-License-Identifier: Apache-2.0
#include "story_parts.h"

namespace dg::story {

using flux::State;

namespace {

constexpr Standing Standings[] = {
    {"Kustomization", "flux-system", "payments", 34, 17},
    {"Kustomization", "flux-system", "web", 33, 68},
    {"Kustomization", "flux-system", "tenants", 2},
    {"HelmRelease", "ingress-nginx", "ingress-nginx", 3},
    {"Kustomization", "flux-system", "policies", 5},
    {"Kustomization", "web", "preview-4711", 96, 1, true},
    {"HelmRelease", "logging", "loki", 310, 1, true},
    {"Kustomization", "payments", "sandbox", 7},
    {"Kustomization", "web", "experiments", 300},
    {"HelmRelease", "external-dns", "external-dns", 505},
    {"GitRepository", "web", "campaigns", 92, 9},
    {"OCIRepository", "payments", "reports", 128, 12},
    {"Kustomization", "flux-system", "batch-jobs", 6 * DayMinutes},
    {"ImageRepository", "payments", "ledger", 610, 60},
    {"ImagePolicy", "payments", "ledger", 609, 61},
    {"OCIRepository", "web", "legacy-assets", 21 * DayMinutes},
    {"Kustomization", "web", "assets", 21 * DayMinutes},
    {"HelmChart", "flux-system", "payments-fraud-scoring", 4 * DayMinutes},
    {"HelmRelease", "payments", "fraud-scoring", 4 * DayMinutes},
    {"HelmRelease", "web", "newsletter", 4 * DayMinutes},
};

constexpr Episode Episodes[] = {
    {"HelmRelease", "ingress-nginx", "ingress-nginx", 742, 694, State::Failed, "UpgradeFailed",
        "Helm upgrade failed for release ingress-nginx/ingress-nginx with chart ingress-nginx@4.11.2: context deadline exceeded"},
    {"HelmRelease", "ingress-nginx", "ingress-nginx", 694, 676, State::Reconciling, "Progressing",
        "Running 'upgrade' action with timeout of 5m0s"},
    {"Kustomization", "flux-system", "apps", 782, 774, State::Reconciling, "Progressing", "Running health checks for revision"},
    {"Kustomization", "flux-system", "payments", 1212, 1188, State::Failed, "HealthCheckFailed",
        "health check failed after 2m0.01s: timeout waiting for: [Deployment/payments/api status: 'InProgress']"},
    {"Kustomization", "flux-system", "web", 1210, 1186, State::Waiting, "DependencyNotReady",
        "dependency 'flux-system/payments' is not ready"},
    {"Kustomization", "web", "storefront", 305, 288, State::Failed, "HealthCheckFailed",
        "health check failed after 5m0.01s: timeout waiting for: [Deployment/web/storefront status: 'InProgress']"},
    {"Kustomization", "web", "search", 303, 286, State::Waiting, "DependencyNotReady", "dependency 'web/storefront' is not ready"},
    {"Kustomization", "payments", "gateway", 1010, 996, State::Failed, "BuildFailed",
        "kustomize build failed: accumulating resources: accumulation err='accumulating resources from 'hpa.yaml''"},
    {"Kustomization", "flux-system", "observability", 520, 511, State::Reconciling, "Progressing", "Running health checks for revision"},
    {"Kustomization", "flux-system", "infrastructure", 1102, 1094, State::Reconciling, "Progressing", "Running health checks for revision"},
    {"GitRepository", "web", "storefront", 845, 826, State::Failed, "GitOperationFailed",
        "failed to checkout and determine revision: unable to clone: context deadline exceeded"},
    {"OCIRepository", "payments", "delivery", 431, 425, State::Failed, "OCIArtifactPullFailed",
        "failed to determine artifact digest: connection reset by peer"},
    {"Kustomization", "payments", "ledger", 3 * DayMinutes + 300, 3 * DayMinutes + 190, State::Failed, "HealthCheckFailed",
        "health check failed after 5m0.01s: timeout waiting for: [Deployment/payments/ledger status: 'InProgress']"},
    {"Kustomization", "flux-system", "payments", 11 * DayMinutes + 500, 11 * DayMinutes + 310, State::Failed, "ReconciliationFailed",
        "Deployment/payments/api dry-run failed: admission webhook denied the request"},
};

constexpr Drifted Drifts[] = {
    {"apps", "Deployment", "payments", "api", "Kustomization", "flux-system/payments", 452, 424, drift::Kind::FieldChanged, "spec.replicas",
        "kubectl-scale"},
    {"", "ConfigMap", "flux-system", "cluster-settings", "Kustomization", "flux-system/infrastructure", 1325, 1098,
        drift::Kind::FieldChanged, "data.region", "kubectl-edit"},
    {"", "ConfigMap", "flux-system", "cluster-settings", "Kustomization", "flux-system/infrastructure", 362, 41, drift::Kind::FieldChanged,
        "data.logLevel", "kubectl-edit"},
    {"apps", "StatefulSet", "redis", "redis-master", "HelmRelease", "redis/redis", 2 * DayMinutes, 250, drift::Kind::HelmDrifted,
        "spec.template.spec.containers[name=redis-master].image", "helm"},
    {"apps", "Deployment", "web", "storefront", "Kustomization", "web/storefront", 655, 640, drift::Kind::FieldChanged,
        "spec.template.spec.containers[name=storefront].image", "kubectl-set"},
    {"", "Service", "payments", "gateway", "Kustomization", "payments/gateway", 880, 868, drift::Kind::Missing, "", ""},
};

} // namespace

std::span<const Standing> standings()
{
    return Standings;
}

std::span<const Episode> episodes()
{
    return Episodes;
}

std::span<const Drifted> drifts()
{
    return Drifts;
}

} // namespace dg::story

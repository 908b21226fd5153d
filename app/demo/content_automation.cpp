// SPDX-License-Identifier: Apache-2.0
// What looks on in the demo: images and their automation, notifications, the generator of an external artifact
// (layouts: domain.md §3.3, §3.6, §3.7).
#include "content.h"

#include "content_builder.h"

namespace dg::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* Platform = "flux-system/platform";

QJsonObject named(const char* kind, const char* name, const char* ns = "")
{
    QJsonObject reference{{"name"_L1, QLatin1String(name)}};
    if (*kind)
        reference["kind"_L1] = QLatin1String(kind);
    if (*ns)
        reference["namespace"_L1] = QLatin1String(ns);
    return reference;
}

QJsonObject conditions(const QJsonArray& all, QJsonObject status = {})
{
    status["conditions"_L1] = all;
    status["observedGeneration"_L1] = 1;
    return status;
}

void addImages(ContentBuilder& b)
{
    const auto ready = [&](const QString& message, int seconds) {
        return QJsonArray{makeCondition("Ready", "True", "Succeeded"_L1, message, b.ago(seconds), 1)};
    };
    b.addObject("ImageRepository", "web", "storefront", {{"image"_L1, "registry.example.com/web/storefront"_L1}, {"interval"_L1, "5m"_L1}},
        conditions(ready("successful scan: found 214 tags"_L1, 130),
            {{"canonicalImageName"_L1, "registry.example.com/web/storefront"_L1},
                {"lastScanResult"_L1,
                    QJsonObject{
                        {"scanTime"_L1, b.ago(130)}, {"tagCount"_L1, 214}, {"latestTags"_L1, QJsonArray{"2.13.4"_L1, "2.13.3"_L1}}}}}));
    b.addObject("ImagePolicy", "web", "storefront",
        {{"imageRepositoryRef"_L1, named("", "storefront")},
            {"policy"_L1, QJsonObject{{"semver"_L1, QJsonObject{{"range"_L1, "2.x"_L1}}}}}},
        conditions(ready("Latest image tag for registry.example.com/web/storefront resolved to 2.13.4"_L1, 7200),
            {{"latestRef"_L1, QJsonObject{{"name"_L1, "registry.example.com/web/storefront"_L1}, {"tag"_L1, "2.13.4"_L1}}}}));
    b.addObject("ImageUpdateAutomation", "web", "storefront",
        {{"interval"_L1, "10m"_L1}, {"sourceRef"_L1, named("GitRepository", "storefront")},
            {"update"_L1, QJsonObject{{"path"_L1, "./deploy/prod"_L1}, {"strategy"_L1, "Setters"_L1}}},
            {"git"_L1, QJsonObject{{"commit"_L1, QJsonObject{{"author"_L1, QJsonObject{{"email"_L1, "flux@example.com"_L1}}}}}}}},
        conditions(ready("repository up-to-date"_L1, 400),
            {{"lastAutomationRunTime"_L1, b.ago(400)}, {"lastPushTime"_L1, b.ago(7100)},
                {"lastPushCommit"_L1, b.hex("storefront image 2.13.4", 40)}}));
    const auto refused = makeCondition("Ready", "False", "AuthenticationFailed"_L1,
        "failed to get secret 'payments/registry-pull': secrets \"registry-pull\" not found"_L1, b.ago(5400), 1);
    b.addObject("ImageRepository", "payments", "ledger",
        {{"image"_L1, "registry.example.com/payments/ledger"_L1}, {"interval"_L1, "5m"_L1}, {"secretRef"_L1, named("", "registry-pull")}},
        conditions({refused}));
    b.addObject("ImagePolicy", "payments", "ledger",
        {{"imageRepositoryRef"_L1, named("", "ledger")},
            {"policy"_L1, QJsonObject{{"semver"_L1, QJsonObject{{"range"_L1, ">=1.0.0"_L1}}}}}},
        conditions({makeCondition(
            "Ready", "False", "DependencyNotReady"_L1, "referenced ImageRepository has not been scanned yet"_L1, b.ago(5400), 1)}));
}

void addNotifications(ContentBuilder& b)
{
    b.addObject("Provider", "flux-system", "gitlab-status",
        {{"type"_L1, "gitlab"_L1}, {"address"_L1, "https://gitlab.example.com/platform/delivery"_L1},
            {"secretRef"_L1, named("", "gitlab-status")}},
        {}, Platform);
    b.addObject("Provider", "flux-system", "on-call",
        {{"type"_L1, "slack"_L1}, {"channel"_L1, "on-call"_L1}, {"secretRef"_L1, named("", "slack-url")}}, {}, Platform);
    b.addObject("Alert", "flux-system", "delivery",
        {{"providerRef"_L1, named("", "gitlab-status")}, {"eventSeverity"_L1, "info"_L1},
            {"eventSources"_L1, QJsonArray{named("Kustomization", "apps"), named("Kustomization", "payments")}}},
        {}, Platform);
    b.addObject("Alert", "flux-system", "on-call",
        {{"providerRef"_L1, named("", "on-call")}, {"eventSeverity"_L1, "error"_L1},
            {"eventSources"_L1,
                QJsonArray{named("Kustomization", "*"), named("HelmRelease", "*", "redis"), named("OCIRepository", "apps")}}},
        {}, Platform);
    b.addObject("Receiver", "flux-system", "gitlab-docs",
        {{"type"_L1, "generic"_L1}, {"interval"_L1, "5m"_L1}, {"resources"_L1, QJsonArray{named("GitRepository", "docs")}},
            {"secretRef"_L1, named("", "gitlab-receiver-docs")}},
        conditions({makeCondition("Ready", "True", "Succeeded"_L1, "Receiver initialized for path: /hook/"_L1 + b.hex("docs hook"),
                       b.ago(12 * 86400), 1)},
            {{"webhookPath"_L1, "/hook/"_L1 + b.hex("docs hook")}}));
}

} // namespace

void addAutomation(ContentBuilder& b)
{
    addImages(b);
    addNotifications(b);
    b.addObject("ArtifactGenerator", "flux-system", "storefront",
        {{"sources"_L1, QJsonArray{QJsonObject{{"alias"_L1, "app"_L1}, {"kind"_L1, "OCIRepository"_L1}, {"name"_L1, "apps"_L1}}}},
            {"artifacts"_L1, QJsonArray{QJsonObject{{"name"_L1, "storefront-config"_L1}}}}},
        {{"conditions"_L1,
             QJsonArray{
                 makeCondition("Ready", "True", "Succeeded"_L1, "reconciliation succeeded, generated 1 artifact(s)"_L1, b.ago(5400), 1)}},
            {"inventory"_L1, QJsonArray{QJsonObject{{"name"_L1, "storefront-config"_L1}, {"namespace"_L1, "flux-system"_L1}}}}});
}

} // namespace dg::demo

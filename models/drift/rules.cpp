// SPDX-License-Identifier: Apache-2.0
#include "drift/rules.h"

#include <array>

namespace dg::drift {

namespace {

// `*` stands for any text.
bool globFits(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

bool wordFits(const std::string& pattern, std::string_view text)
{
    return pattern.empty() || globFits(pattern, text);
}

// The pattern itself or something below it.
bool pathFits(const std::string& pattern, std::string_view path)
{
    if (pattern.empty() || globFits(pattern, path))
        return true;
    for (std::size_t at = 0; at < path.size(); ++at) {
        if ((path[at] == '.' || path[at] == '[') && globFits(pattern, path.substr(0, at)))
            return true;
    }
    return false;
}

bool kindFits(const std::string& pattern, const ObjectKey& object)
{
    if (pattern.empty())
        return true;
    const auto dot = pattern.find('.');
    if (dot == std::string::npos)
        return globFits(pattern, object.kind.view());
    return globFits(std::string_view(pattern).substr(0, dot), object.kind.view())
        && globFits(std::string_view(pattern).substr(dot + 1), object.group.view());
}

Rule expected(const char* id, const char* kind, const char* path, const char* manager, const char* subresource, const char* reason)
{
    Rule rule;
    rule.id = id;
    rule.kind = kind;
    rule.path = path;
    rule.manager = manager;
    rule.subresource = subresource;
    rule.reason = reason;
    rule.finding = "field-changed";
    return rule;
}

Rule expectedFight(const char* id, const char* kind, const char* path, const char* manager, const char* reason)
{
    auto rule = expected(id, kind, path, manager, "", reason);
    rule.finding = "*";
    return rule;
}

} // namespace

bool fits(const Rule& rule, const Finding& finding)
{
    return wordFits(rule.finding, kindWord(finding.kind)) && kindFits(rule.kind, finding.object)
        && wordFits(rule.ns, finding.object.ns.view()) && wordFits(rule.name, finding.object.name.view())
        && pathFits(rule.path, finding.path) && wordFits(rule.manager, finding.manager) && wordFits(rule.subresource, finding.subresource);
}

// Sources: flux-live.md A3-A5, B1; domain.md §5.5.
std::span<const Rule> builtInRules()
{
    static const std::array Rules{
        expected("kubectl-restart", "", "spec.template.metadata.annotations[\"kubectl.kubernetes.io/restartedAt\"]", "kubectl*", "",
            "kubectl rollout restart: Flux drops the annotation at its next pass, which restarts once more"),
        expected("kubectl-last-applied", "", "metadata.annotations[\"kubectl.kubernetes.io/last-applied-configuration\"]", "", "",
            "kubectl apply's own note: Flux drops it at its next pass"),
        expected("reconcile-request", "*.*toolkit.fluxcd.io", "metadata.annotations[\"reconcile.fluxcd.io/requestedAt\"]", "", "",
            "a request to reconcile"),
        expected("force-request", "HelmRelease", "metadata.annotations[\"reconcile.fluxcd.io/*\"]", "", "",
            "a request to reconcile, to reset or to force"),
        expected(
            "flux-controllers", "*.*fluxcd.io", "", "*-controller", "", "Flux's controllers write finalizers and status on their objects"),
        expected("flux-operator", "*.*fluxcd*.io", "", "flux-operator*", "", "the Flux operator manages Flux's own objects"),
        expected("status-on-main", "", "status", "", "", "a kind without the status subresource keeps its status on the object"),
        expected("owner-references", "", "metadata.ownerReferences", "", "", "controllers link what belongs together"),
        expected("ca-injection", "MutatingWebhookConfiguration", "webhooks*.clientConfig.caBundle", "", "", "a certificate is injected"),
        expected("ca-injection", "ValidatingWebhookConfiguration", "webhooks*.clientConfig.caBundle", "", "", "a certificate is injected"),
        expected("ca-injection", "CustomResourceDefinition", "spec.conversion.webhook.clientConfig.caBundle", "", "",
            "a certificate is injected"),
        expected("ca-injection", "APIService", "spec.caBundle", "", "", "a certificate is injected"),
        expected("ca-injection", "", "*", "cainjector", "", "cert-manager injects certificates"),
        expectedFight("aggregated-role", "ClusterRole", "rules", "clusterrole-aggregation-controller",
            "the rules of an aggregated ClusterRole are collected by its controller"),
        expected("webhook-rules", "*WebhookConfiguration", "webhooks*", "*webhook*", "", "an operator keeps its own webhooks up to date"),
        expected("service-account-tokens", "ServiceAccount", "secrets", "kube-controller-manager", "",
            "token Secrets are listed by their controller"),
        expected("kube-controllers", "", "*", "kube-controller-manager", "", "Kubernetes' own controllers"),
        expected("kube-scheduler", "", "*", "kube-scheduler", "", "Kubernetes' own scheduler"),
        expected("kube-apiserver", "", "*", "kube-apiserver", "", "Kubernetes' own defaults"),
        expected("cluster-autoscaler", "", "*", "cluster-autoscaler", "", "the autoscaler's marks"),
        expected("vpa", "", "*", "vpa-*", "", "the vertical autoscaler sets requests"),
        expected("keda", "", "spec.replicas", "keda*", "", "KEDA scales"),
        expected("istio", "", "metadata.*[\"*istio.io/*\"]", "", "", "the service mesh's labels and annotations"),
        expected("istio", "Namespace", "metadata.labels[\"istio*\"]", "", "", "the service mesh's labels and annotations"),
        expected("linkerd", "", "metadata.*[\"*linkerd.io/*\"]", "", "", "the service mesh's labels and annotations"),
        expected("namespace-name", "Namespace", "metadata.labels[\"kubernetes.io/metadata.name\"]", "", "",
            "the API server labels every namespace"),
    };
    return Rules;
}

RuleSet::RuleSet(std::vector<Rule> own, std::string_view cluster)
    : m_own(std::move(own))
{
    std::erase_if(m_own, [cluster](const Rule& rule) { return !wordFits(rule.cluster, cluster); });
}

std::string_view RuleSet::match(const Finding& finding) const
{
    for (const auto& rule : m_own) {
        if (fits(rule, finding))
            return rule.id;
    }
    for (const auto& rule : builtInRules()) {
        // A controller's own field is expected; that Flux owned it before is not: then they fight, or somebody uses its name.
        if (rule.finding == "field-changed" && finding.evidence == Evidence::FluxLostField)
            continue;
        if (fits(rule, finding))
            return rule.id;
    }
    return {};
}

} // namespace dg::drift

# SPDX-License-Identifier: Apache-2.0
"""The cases as data: one object that Flux really applied, one real change by a named field manager, what must be found.

A case: name, owner, what and manager (words for the table), manifest (its object is `subject` unless said otherwise), prepare
(steps before the snapshot), change (steps), drift (does it count for the recall), the three expectations, next (the manifest in
the owner's next revision, None: no longer there), closes (does the owner's pass end the episode), after (what a look after that
pass must and may find). Steps are lists of words, see Ground.act; "@" in a step stands for the object's name.
"""
from content import (KINDS, NS, WORK, autoscaler, binding, config, definition, deployment, encrypted, ingress, kustomization, merged, oci_repository, pod, role, secret, service, thing, webhook)
from expect import (HELM_LABEL, LAST_APPLIED, LIKELY_OF_ANYTHING, NOTHING, OWNER_LABEL, added_by_kubectl, added_by_other, corrected_before_the_look, everywhere, found,
                    gone, may, modes, removed, said, scaled, taken, taken_by_kubectl)

CASES = []
WEB = "spec.template.spec.containers[name=web]"
MODE, LEVEL = f"{WEB}.env[name=MODE]", f"{WEB}.env[name=LEVEL]"
# Whose second revision does not build, so that every pass from then on fails.
FAILING = ["lagging", "encrypted"]
# Whose pass is asked for between the changes and the looks; the others are looked at before Flux has noticed anything.
PASSED = ["passed", "moving", "leaving", *FAILING, "warned", "passed-quiet", "passed-enforced", "upgraded", "resumed", "overlapping"]
HELM = {"quiet": {}, "passed-quiet": {}, "warned": {"driftDetection": {"mode": "warn"}}, "enforced": {"driftDetection": {"mode": "enabled"}},
        "passed-enforced": {"driftDetection": {"mode": "enabled"}}, "upgraded": {},
        "helm-ignoring": {"driftDetection": {"mode": "enabled", "ignore": [{"paths": ["/data/color"], "target": {"kind": "ConfigMap"}}]}}}
KUSTOMIZATIONS = {
    "config": {}, "workloads": {}, "access": {}, "network": {}, "passed": {}, "moving": {}, "marked": {}, "parent": {}, "lagging": {}, "encrypted": {},
    "leaving": {"prune": False}, "held": {"suspend": "later"}, "resumed": {"suspend": "later"}, "behind": {"suspend": "later"}, "overlapping": {"suspend": "first"},
    "remote": {"kubeConfig": {"secretRef": {"name": "elsewhere"}}},
    "ignoring": {"ignore": [{"paths": ["/spec/replicas"], "target": {"kind": "Deployment"}}, {"paths": ["/data/color"], "target": {"kind": "ConfigMap"}},
                            {"paths": ["/metadata/annotations/example.com~1note"]}]},
}
MARK = "kustomize.toolkit.fluxcd.io/"
SAME = "the manifest's own"


def case(name, owner, manifest, what, manager, change, expectations, drift=True, prepare=(), next=SAME, subject=None, closes=None, after=None, timed=True):
    helm = owner in HELM
    if closes is None:
        closes = drift and not helm and owner not in ("held", "behind", "leaving", "remote", *FAILING)
    if after is None:
        after = said(may("corrected", most="certain")) if closes else of_legitimate(expectations) if not drift else None
    kind, names = manifest["kind"], manifest["metadata"]
    CASES.append({
        "name": name, "owner": {"kind": "HelmRelease" if helm else "Kustomization", "namespace": NS, "name": owner}, "what": what, "manager": manager, "manifest": manifest,
        "next": next, "subject": subject or {"kind": kind, "namespace": names.get("namespace"), "name": names["name"]}, "prepare": [list(step) for step in prepare],
        "change": [list(step) for step in change], "drift": drift, "expect": expectations, "closes": closes, "after": after, "timed": timed})


def of_legitimate(expectations):
    return said(*expectations["one_look"]["may"], may("corrected", most="certain"))


def legitimate(name, owner, manifest, what, manager, change, expectations=None, **more):
    case(name, owner, manifest, what, manager, change, expectations or everywhere(NOTHING), drift=False, **more)


def kubectl(*words):
    return ["kubectl", *words]


def edit(script):
    """kubectl edit with sed as the editor."""
    return ["edit", script]


def http(agent, patch, type="merge", subresource="", manager=None, force=False):
    """One PATCH as another client sends it: the field manager is the User-Agent up to the slash, unless it names one."""
    return ["http", agent, type, patch, subresource, manager or "", force]


AGENTS = {"k9s": "k9s/0.50.9 (linux/amd64) kubernetes/$Format", "curl": "curl/8.5.0", "node-fetch": "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
          "Mozilla": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "HashiCorp": "HashiCorp/1.0 Terraform/1.9.5", "OpenAPI-Generator": "OpenAPI-Generator/31.0.0/python",
          "helm": "Helm/3.16.2", "gatekeeper": "gatekeeper/v3.17", "keda": "keda/2.15"}


def configuration():
    """Configuration: ConfigMaps and Secrets, every kubectl verb and other clients."""
    o = "config"
    case("configmap-edit", o, config("configmap-edit"), "value of a key", "kubectl-edit", [edit("s/teal/crimson/")], taken_by_kubectl("kubectl-edit", "data.color"))
    case("configmap-dotted-key", o, config("configmap-dotted-key", {"my.key": "1", "color": "teal"}), "value of a key with a dot", "kubectl-patch",
         [kubectl("patch", "configmap", "@", "--type=merge", "-p", '{"data":{"my.key":"2"}}')], taken_by_kubectl("kubectl-patch", 'data["my.key"]'))
    case("configmap-key-added", o, config("configmap-key-added"), "key added", "kubectl-patch", [kubectl("patch", "configmap", "@", "-p", '{"data":{"extra":"1"}}')],
         added_by_kubectl("kubectl-patch", "data.extra"))
    case("configmap-key-removed", o, config("configmap-key-removed"), "key removed", "kubectl-patch",
         [kubectl("patch", "configmap", "@", "--type=json", "-p", '[{"op":"remove","path":"/data/color"}]')], removed("data.color"))
    case("configmap-three-edits", o, config("configmap-three-edits"), "value changed, key added, annotation added in one edit", "kubectl-edit",
         [edit("s/teal/crimson/; s/^  size: small/  size: small\\n  more: yes-please/; s/^  name: configmap-three-edits/  name: configmap-three-edits\\n  annotations: {note: hand}/")],
         modes(said(*(found("field-changed", path, "unknown", manager="kubectl-edit") for path in ("data.color", "data.more", "metadata.annotations.note"))),
               said(found("field-changed", "data.color", "changed", manager="kubectl-edit"),
                    *(found("field-changed", path, "unknown", manager="kubectl-edit") for path in ("data.more", "metadata.annotations.note")))))
    case("configmap-deleted", o, config("configmap-deleted"), "object deleted", "kubectl delete", [kubectl("delete", "configmap", "@")], gone())
    case("configmap-binary", o, config("configmap-binary", binaryData={"logo.bin": "AAEC"}), "binary data", "curl", [http("curl", {"binaryData": {"logo.bin": "AwQF"}})],
         taken("curl", 'binaryData["logo.bin"]'))
    case("configmap-curl", o, config("configmap-curl"), "value of a key", "curl", [http("curl", {"data": {"color": "crimson"}})], taken("curl", "data.color"))
    case("configmap-all-taken", o, config("configmap-all-taken"), "both values, by a PUT of the whole object", "node-fetch",
         [["put", "node-fetch", {"data": {"color": "crimson", "size": "huge"}}]], taken("node-fetch", "data.color", "data.size"))
    case("configmap-many-writers", o, config("configmap-many-writers"), "value of a key, then eleven others write: folded into ancient-changes", "curl",
         [http("curl", {"data": {"color": "crimson"}}), *(http(f"writer-{n:02}/1.0", {"metadata": {"annotations": {f"example.com/w{n:02}": "1"}}}) for n in range(11))],
         modes(said(found("field-changed", "data.color", ["unknown", "changed"], "likely", "likely"), may()),
               said(found("field-changed", "data.color", "changed"))), timed=False)
    case("configmap-apply", o, config("configmap-apply"), "value of a key by a client-side apply", "kubectl-client-side-apply", [["apply", [], {"data": {"color": "crimson"}}]],
         taken_by_kubectl("kubectl-client-side-apply", "data.color", also=[may("field-changed", LAST_APPLIED, "certain")]))
    case("configmap-apply-forced", o, config("configmap-apply-forced"), "value by apply --server-side --force-conflicts", "kubectl (Apply)",
         [["apply", ["--server-side", "--force-conflicts"], {"data": {"color": "crimson"}}]], taken_by_kubectl("kubectl", "data.color", operation="Apply"))
    case("configmap-replace", o, config("configmap-replace"), "value changed by replace of the live object", "kubectl-replace", [["replace", [], {"data": {"color": "crimson"}}]],
         taken_by_kubectl("kubectl-replace", "data.color"))
    case("configmap-replace-removes", o, config("configmap-replace-removes"), "key removed by replace", "kubectl-replace", [["replace", [], {"data": {"color": None}}]], removed("data.color"))
    label = ["unknown", "changed", "removed"]
    case("configmap-replace-from-repository", o, config("configmap-replace-from-repository"), "replaced by the file of the repository: value and owner labels", "kubectl-replace",
         [["replace-manifest", [], {"data": {"color": "crimson"}}]],
         modes(said(found("field-changed", "data.color", "unknown", manager="kubectl-replace"), found("field-changed", OWNER_LABEL, label, manager=None), may("field-changed", "metadata.labels", "certain")),
               said(found("field-changed", "data.color", "changed", manager="kubectl-replace"), found("field-changed", OWNER_LABEL, "removed", manager=None),
                    may("field-changed", "metadata.labels", "certain"))))
    replaced = said(found("field-changed"), may("field-changed", most="certain"))
    meanwhile = said(found("field-changed"), may("field-changed", most="certain"), may("missing", most="certain"))
    case("configmap-replace-force", o, config("configmap-replace-force"), "deleted and created again by replace --force", "kubectl-replace",
         [["replace-manifest", ["--force"], {"data": {"color": "crimson"}}]], modes(replaced, replaced, meanwhile))
    case("configmap-recreated", o, config("configmap-recreated"), "deleted and created again from its export, labels and all", "kubectl-create",
         [["recreate", {"data": {"color": "crimson"}}]], modes(replaced, replaced, meanwhile))
    case("configmap-own-manager", o, config("configmap-own-manager"), "kubectl under another manager's name", "fix-script",
         [kubectl("patch", "configmap", "@", "--field-manager=fix-script", "-p", '{"data":{"color":"crimson"}}')], taken("fix-script", "data.color"))
    case("configmap-other-apply", o, config("configmap-other-apply"), "another GitOps tool applies another value", "argocd-controller (Apply)",
         [http("argocd-application-controller/v2", {"data": {"color": "crimson"}}, "apply", manager="argocd-controller", force=True)], taken("argocd-controller", "data.color", operation="Apply"))
    case("secret-value", o, secret("secret-value"), "value of a Secret", "k9s", [http("k9s", {"data": {"password": "Y2hhbmdlZA=="}})], taken("k9s", "data.password"))
    case("secret-edit", o, secret("secret-edit"), "value of a Secret", "kubectl-edit", [edit("s/aHVudGVyMg==/Y2hhbmdlZA==/")], taken_by_kubectl("kubectl-edit", "data.password"))
    case("secret-key-removed", o, secret("secret-key-removed"), "key of a Secret removed", "k9s", [http("k9s", {"data": {"user": None}})], removed("data.user"))
    labelled = {"labels": {"app.kubernetes.io/name": "shop", "tier": "front"}, "annotations": {"example.com/contact": "team", "plain": "1"}}
    case("label-changed", o, config("label-changed", **labelled), "label", "kubectl-label", [kubectl("label", "configmap", "@", "--overwrite", "app.kubernetes.io/name=other")],
         taken_by_kubectl("kubectl-label", 'metadata.labels["app.kubernetes.io/name"]'))
    case("label-added", o, config("label-added", **labelled), "label added", "kubectl-label", [kubectl("label", "configmap", "@", "hot=fix")], added_by_kubectl("kubectl-label", "metadata.labels.hot"))
    case("label-removed", o, config("label-removed", **labelled), "label removed", "kubectl-label", [kubectl("label", "configmap", "@", "tier-")], removed("metadata.labels.tier"))
    case("annotation-changed", o, config("annotation-changed", **labelled), "annotation", "kubectl-annotate",
         [kubectl("annotate", "configmap", "@", "--overwrite", "example.com/contact=nobody")], taken_by_kubectl("kubectl-annotate", 'metadata.annotations["example.com/contact"]'))
    case("annotation-added", o, config("annotation-added", **labelled), "annotation added", "kubectl-annotate", [kubectl("annotate", "configmap", "@", "kubernetes.io/change-cause=fix")],
         added_by_kubectl("kubectl-annotate", 'metadata.annotations["kubernetes.io/change-cause"]'))
    case("annotation-removed", o, config("annotation-removed", **labelled), "annotation removed", "kubectl-annotate", [kubectl("annotate", "configmap", "@", "plain-")], removed("metadata.annotations.plain"))
    case("owner-label-stripped", o, config("owner-label-stripped"), "the owner's label removed", "kubectl-label", [kubectl("label", "configmap", "@", MARK + "name-")],
         modes(said(found("field-changed", OWNER_LABEL, ["removed", "unknown"], manager=None)), said(found("field-changed", OWNER_LABEL, "removed", manager=None))))
    case("owner-label-taken", o, config("owner-label-taken"), "the owner's label given to another", "kubectl-label", [kubectl("label", "configmap", "@", "--overwrite", MARK + "name=nobody")],
         modes(said(found("field-changed", OWNER_LABEL, ["changed", "unknown"], manager="kubectl-label")), said(found("field-changed", OWNER_LABEL, "changed", manager="kubectl-label"))))
    case("finalizer-added", o, config("finalizer-added"), "finalizer added", "kubectl-patch", [kubectl("patch", "configmap", "@", "-p", '{"metadata":{"finalizers":["example.com/hold"]}}')],
         added_by_kubectl("kubectl-patch", 'metadata.finalizers[="example.com/hold"]'))
    case("finalizer-removed", o, config("finalizer-removed", finalizers=["example.com/a", "example.com/b"]), "one finalizer of Git's two removed", "kubectl-patch",
         [kubectl("patch", "configmap", "@", "--type=json", "-p", '[{"op":"remove","path":"/metadata/finalizers/1"}]')], removed('metadata.finalizers[="example.com/b"]'),
         closes=False, after=NOTHING)  # Flux does not compare finalizers: its pass leaves this one gone
    # kustomize-controller refuses an encrypted Secret where decryption is not set up; a block of SOPS in anything else it applies.
    refused = said(found("sops-undecrypted"), may("revision-lag", most="certain"))
    case("sops-refused", "encrypted", secret("sops-refused"), "the Secret comes encrypted, decryption is not set up", "Git", [["push-failing", "encrypted"]], everywhere(refused), next=encrypted(secret("sops-refused")),
         subject={"kind": "Kustomization", "namespace": NS, "name": "encrypted"}, after=refused, timed=False)
    orphan = said(found("orphaned", least="likely"))
    case("orphan-by-hand", o, config("orphan-by-hand"), "a copy with Flux's labels under another name", "kubectl-create", [["copy", "orphan-by-hand-copy"]], everywhere(orphan),
         subject={"kind": "ConfigMap", "namespace": WORK, "name": "orphan-by-hand-copy"}, closes=False, after=orphan)
    fight = said(found("fight"))
    case("two-inventories", o, config("two-inventories"), "a second Kustomization applies the same object otherwise", "kustomize-controller", [], everywhere(fight),
         closes=False, after=fight, timed=False)


def workloads():
    o = "workloads"
    one = lambda name, what, manager, change, expectations, replicas=1, **more: case(name, o, deployment(name, replicas), what, manager, change, expectations, **more)  # noqa: E731
    one("image-set", "image", "kubectl-set", [kubectl("set", "image", "deployment/@", "web=registry.example.com/web:9.9.9")], taken_by_kubectl("kubectl-set", f"{WEB}.image", proven=True))
    one("image-lens", "image", "node-fetch", [http("node-fetch", {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:9"}]}}}}, "strategic")],
        taken("node-fetch", f"{WEB}.image", proven=True))
    one("env-value", "value of a variable", "kubectl-set", [kubectl("set", "env", "deployment/@", "MODE=wild")], taken_by_kubectl("kubectl-set", f"{MODE}.value", proven=True))
    one("env-added", "variable added", "kubectl-set", [kubectl("set", "env", "deployment/@", "DEBUG=1")],
        everywhere(said(found("field-changed", f"{WEB}.env[name=DEBUG]", "unknown", manager="kubectl-set"))))
    one("env-removed", "variable removed", "kubectl-set", [kubectl("set", "env", "deployment/@", "LEVEL-")], removed(LEVEL))
    one("env-value-removed", "only the variable's value removed", "curl", [http("curl", [{"op": "remove", "path": "/spec/template/spec/containers/0/env/0/value"}], "json")],
        modes(said(found("field-changed", f"{MODE}.value", ["removed", "unknown", "changed"], "likely", "likely")), said(found("field-changed", f"{MODE}.value", "removed", manager=None))))
    one("limit-removed", "a limit removed", "curl", [http("curl", [{"op": "remove", "path": "/spec/template/spec/containers/0/resources/limits/cpu"}], "json")], removed(f"{WEB}.resources.limits.cpu"))
    one("limits-set", "limits", "kubectl-set", [kubectl("set", "resources", "deployment/@", "--limits=cpu=2,memory=64Mi")], taken_by_kubectl("kubectl-set", f"{WEB}.resources.limits.cpu"))
    one("sidecar", "container added", "kubectl-patch", [kubectl("patch", "deployment", "@", "-p", '{"spec":{"template":{"spec":{"containers":[{"name":"shell","image":"busybox"}]}}}}')],
        everywhere(said(found("field-changed", "spec.template.spec.containers[name=shell]", "unknown", manager="kubectl-patch"))))
    one("replicas-scale", "replicas", "kubectl (scale)", [kubectl("scale", "deployment/@", "--replicas=3")], scaled("kubectl"))
    one("replicas-k9s-scale", "replicas through /scale", "k9s (scale)", [http("k9s", {"spec": {"replicas": 4}}, subresource="scale")], scaled("k9s"))
    one("replicas-k9s", "replicas", "k9s", [http("k9s", {"spec": {"replicas": 4}})], taken("k9s", "spec.replicas"))
    one("rollout-pause", "paused", "kubectl-rollout", [kubectl("rollout", "pause", "deployment/@")], added_by_kubectl("kubectl-rollout", "spec.paused"))
    one("node-selector", "node selector added", "kubectl-patch", [kubectl("patch", "deployment", "@", "-p", '{"spec":{"template":{"spec":{"nodeSelector":{"disk":"ssd"}}}}}')],
        added_by_kubectl("kubectl-patch", "spec.template.spec.nodeSelector"))
    fight = said(found("fight", "spec.replicas", least="likely"))
    one("autoscaler-fights", "an autoscaler on a manifest that sets replicas", "kube-controller-manager (scale)", [["create", autoscaler("autoscaler-fights")]], everywhere(fight),
        closes=False, after=said(may()), timed=False)
    case("statefulset-image", o, thing("StatefulSet", "statefulset-image", spec={"serviceName": "db", "selector": {"matchLabels": {"app": "db"}}, "template": pod("db"), "replicas": 1}), "image", "HashiCorp",
         [http("HashiCorp", {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "registry.example.com/db:2"}]}}}}, "strategic")], taken("HashiCorp", f"{WEB}.image", proven=True))
    case("daemonset-argument", o, thing("DaemonSet", "daemonset-argument", spec={"selector": {"matchLabels": {"app": "agent"}}, "template": pod("agent", terminationGracePeriodSeconds=10)}),
         "grace period", "kubectl-edit", [edit("s/terminationGracePeriodSeconds: 10/terminationGracePeriodSeconds: 99/")], taken_by_kubectl("kubectl-edit", "spec.template.spec.terminationGracePeriodSeconds"))
    job = lambda name: {"template": pod(name, restartPolicy="Never")}  # noqa: E731
    case("cronjob-schedule", o, thing("CronJob", "cronjob-schedule", spec={"schedule": "0 3 * * *", "jobTemplate": {"spec": job("cj")}}), "schedule", "kubectl-patch",
         [kubectl("patch", "cronjob", "@", "-p", '{"spec":{"schedule":"0 4 1 1 *"}}')], taken_by_kubectl("kubectl-patch", "spec.schedule", proven=True))
    case("job-parallelism", o, thing("Job", "job-parallelism", spec={"parallelism": 1, "completions": 3, **job("jp")}), "parallelism", "kubectl-edit",
         [edit("s/parallelism: 1/parallelism: 2/")], taken_by_kubectl("kubectl-edit", "spec.parallelism"))
    case("autoscaler-bounds", o, autoscaler("autoscaler-bounds", target="image-set-not-there"), "upper bound", "kubectl-patch", [kubectl("patch", "hpa", "@", "-p", '{"spec":{"maxReplicas":50}}')],
         taken_by_kubectl("kubectl-patch", "spec.maxReplicas", proven=True))
    case("disruption-budget", o, thing("PodDisruptionBudget", "disruption-budget", spec={"minAvailable": 1, "selector": {"matchLabels": {"app": "x"}}}), "budget", "node-fetch",
         [http("node-fetch", {"spec": {"minAvailable": 0}})], taken("node-fetch", "spec.minAvailable"))
    case("widget-field", o, thing("Widget", "widget-field", spec={"size": "small", "parts": ["a", "b"]}), "field of a custom resource", "kubectl-edit", [edit("s/size: small/size: huge/")],
         taken_by_kubectl("kubectl-edit", "spec.size"))
    case("widget-list", o, thing("Widget", "widget-list", spec={"size": "small", "parts": ["a", "b"]}), "list of a custom resource (atomic)", "Mozilla", [http("Mozilla", {"spec": {"parts": ["a", "b", "c"]}})],
         taken("Mozilla", "spec.parts"))


def access():
    """Rights, cluster-wide objects, definitions."""
    o = "access"
    case("role-rules", o, role("Role", "role-rules"), "rules", "kubectl-edit", [edit("s/- list/- list\\n  - delete/")], taken_by_kubectl("kubectl-edit", "rules", proven=True))
    case("clusterrole-rules", o, role("ClusterRole", "clusterrole-rules"), "rules, cluster-wide", "Mozilla",
         [http("Mozilla", {"rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]})], taken("Mozilla", "rules", proven=True))
    case("binding-subjects", o, binding("RoleBinding", "binding-subjects"), "subjects", "curl", [http("curl", {"subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "mallory"}]})],
         taken("curl", "subjects", proven=True))
    case("clusterbinding-subject-set", o, binding("ClusterRoleBinding", "clusterbinding-subject-set"), "subject added", "kubectl-set",
         [kubectl("set", "subject", "clusterrolebinding", "@", "--user=mallory")], taken_by_kubectl("kubectl-set", "subjects", proven=True))
    case("serviceaccount-secrets", o, thing("ServiceAccount", "serviceaccount-secrets", imagePullSecrets=[{"name": "registry"}]), "pull secret added", "kubectl-patch",
         [kubectl("patch", "serviceaccount", "@", "-p", '{"imagePullSecrets":[{"name":"registry"},{"name":"other"}]}')],
         everywhere(said(found("field-changed", "imagePullSecrets", ["unknown", "changed"], manager="kubectl-patch"))))
    case("serviceaccount-automount", o, thing("ServiceAccount", "serviceaccount-automount", automountServiceAccountToken=False), "token mounted again", "OpenAPI-Generator",
         [http("OpenAPI-Generator", {"automountServiceAccountToken": True})], taken("OpenAPI-Generator", "automountServiceAccountToken"))
    case("definition-schema", o, definition("patients", "Patient"), "schema of a CRD", "kubectl-patch",
         [kubectl("patch", "customresourcedefinition", "@", "--type=json", "-p", '[{"op":"add","path":"/spec/versions/0/schema/openAPIV3Schema/description","value":"by hand"}]')],
         taken_by_kubectl("kubectl-patch", "spec.versions", proven=True))
    case("namespace-label", o, thing("Namespace", "namespace-label", labels={"pod-security.kubernetes.io/enforce": "restricted"}), "pod security level", "kubectl-label",
         [kubectl("label", "namespace", "@", "--overwrite", "pod-security.kubernetes.io/enforce=privileged")], taken_by_kubectl("kubectl-label", 'metadata.labels["pod-security.kubernetes.io/enforce"]'))
    case("quota", o, thing("ResourceQuota", "quota", spec={"hard": {"services.nodeports": "500"}}), "quota", "k9s", [http("k9s", {"spec": {"hard": {"services.nodeports": "900"}}})],
         taken("k9s", 'spec.hard["services.nodeports"]'))
    case("storageclass", o, thing("StorageClass", "storageclass", provisioner="example.com/disk", allowVolumeExpansion=False), "expansion allowed", "HashiCorp",
         [http("HashiCorp", {"allowVolumeExpansion": True})], taken("HashiCorp", "allowVolumeExpansion"))


def network():
    o = "network"
    case("service-target-port", o, service("service-target-port"), "target port", "kubectl-patch", [kubectl("patch", "service", "@", "-p", '{"spec":{"ports":[{"port":80,"targetPort":9090}]}}')],
         taken_by_kubectl("kubectl-patch", "spec.ports[port=80,protocol=TCP].targetPort"))
    case("service-port-added", o, service("service-port-added"), "port added", "kubectl-patch", [kubectl("patch", "service", "@", "-p", '{"spec":{"ports":[{"name":"admin","port":81}]}}')],
         everywhere(said(found("field-changed", "spec.ports[port=81,protocol=TCP]", "unknown", manager="kubectl-patch"))))
    case("service-selector", o, service("service-selector"), "selector", "kubectl-set", [kubectl("set", "selector", "service", "@", "app=other")], taken_by_kubectl("kubectl-set", "spec.selector"))
    case("service-deleted", o, service("service-deleted"), "object deleted", "curl", [["delete", "curl"]], gone())
    case("ingress-host", o, ingress("ingress-host"), "host", "kubectl-edit", [edit("s/teal.example.com/crimson.example.com/")], taken_by_kubectl("kubectl-edit", "spec.rules", proven=True))
    case("networkpolicy-open", o, thing("NetworkPolicy", "networkpolicy-open", spec={"podSelector": {"matchLabels": {"app": "db"}}, "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "web"}}}]}]}),
         "opened to all", "Mozilla", [http("Mozilla", {"spec": {"ingress": [{}]}})], taken("Mozilla", "spec.ingress"))
    case("networkpolicy-deleted", o, thing("NetworkPolicy", "networkpolicy-deleted", spec={"podSelector": {}}), "object deleted", "kubectl delete", [kubectl("delete", "networkpolicy", "@")], gone())


def owners():
    """What is about the owner: suspended, behind, remote, marks, ignore rules, prune off."""
    plain = said(found("suspended-behind", least="likely"))
    case("owner-behind", "behind", config("owner-behind"), "owner suspended, its source moved on", "source", [["suspend", "behind"], ["push", "behind"]], everywhere(plain),
         next=config("owner-behind", {"color": "indigo"}), subject={"kind": "Kustomization", "namespace": NS, "name": "behind"}, after=plain, timed=False)
    case("suspended-owner-drift", "held", config("suspended-owner-drift"), "value under a suspended owner", "kubectl-edit", [edit("s/teal/crimson/")], taken_by_kubectl("kubectl-edit", "data.color"),
         after=taken_by_kubectl("kubectl-edit", "data.color")["one_look"])
    lag = said(found("revision-lag", least="likely"))
    case("revision-lag", "lagging", config("revision-lag"), "the owner's new revision does not build", "source", [["push-broken", "lagging"]], everywhere(lag),
         subject={"kind": "Kustomization", "namespace": NS, "name": "lagging"}, after=lag, timed=False)
    case("failed-pass-does-not-acquit", "lagging", config("failed-pass-does-not-acquit"), "value changed, then a pass that fails to build", "curl", [http("curl", {"data": {"color": "crimson"}})],
         taken("curl", "data.color"), after=taken("curl", "data.color")["one_look"])
    orphan = said(found("orphaned", least="likely"))
    case("orphan-left-behind", "leaving", config("orphan-left-behind"), "gone from Git, the owner does not prune", "Git", [["push", "leaving"]], everywhere(orphan), next=None, after=orphan, timed=False)
    legitimate("neighbour-of-an-orphan", "leaving", config("neighbour-of-an-orphan"), "stays in Git", "nobody", [])
    case("beside-an-ignored-path", "ignoring", config("beside-an-ignored-path"), "a path that spec.ignore does not name", "kubectl-edit", [edit("s/small/huge/")], taken_by_kubectl("kubectl-edit", "data.size"))
    legitimate("ignored-replicas", "ignoring", deployment("ignored-replicas"), "replicas under spec.ignore", "k9s", [http("k9s", {"spec": {"replicas": 3}})], closes=False)
    legitimate("ignored-key", "ignoring", config("ignored-key"), "a key under spec.ignore", "kubectl-edit", [edit("s/teal/crimson/")], closes=False)
    legitimate("ignored-annotation", "ignoring", config("ignored-annotation", annotations={"example.com/note": "git"}), "an annotation under spec.ignore", "kubectl-annotate",
               [kubectl("annotate", "configmap", "@", "--overwrite", "example.com/note=hand")], closes=False)
    o = "marked"
    merge = {MARK + "ssa": "Merge"}
    absent = said(may("missing"))
    legitimate("merge-label-added", o, config("merge-label-added", annotations=merge), "label added, ssa: Merge", "kubectl-label", [kubectl("label", "configmap", "@", "hot=fix")], added_by_other())
    legitimate("merge-key-added", o, config("merge-key-added", annotations=merge), "key added, ssa: Merge", "kubectl-patch", [kubectl("patch", "configmap", "@", "-p", '{"data":{"extra":"1"}}')],
               added_by_other())
    case("merge-value-changed", o, config("merge-value-changed", annotations=merge), "Git's value changed, ssa: Merge", "kubectl-edit", [edit("s/teal/crimson/")],
         modes(said(found("field-changed", "data.color", ["unknown"], "likely", "likely", "kubectl-edit")), said(found("field-changed", "data.color", "changed", manager="kubectl-edit"))))
    once = {MARK + "ssa": "IfNotPresent"}
    legitimate("once-edited", o, config("once-edited", annotations=once), "value changed, ssa: IfNotPresent", "kubectl-edit", [edit("s/teal/crimson/")])
    legitimate("once-curl", o, config("once-curl", annotations=once), "value changed, ssa: IfNotPresent", "curl", [http("curl", {"data": {"color": "crimson"}})])
    legitimate("once-key-removed", o, config("once-key-removed", labels=once), "key removed, ssa: IfNotPresent as a label", "k9s", [http("k9s", {"data": {"color": None}})])
    case("once-deleted", o, config("once-deleted", annotations=once), "object deleted, ssa: IfNotPresent", "kubectl delete", [kubectl("delete", "configmap", "@")], gone())
    legitimate("never-applied", o, config("never-applied", annotations={MARK + "ssa": "Ignore"}), "ssa: Ignore in Git: in the inventory, never made", "nobody", [], everywhere(absent), after=absent)
    legitimate("never-reconciled", o, config("never-reconciled", annotations={MARK + "reconcile": "disabled"}), "reconcile: disabled in Git: in the inventory, never made", "nobody", [], everywhere(absent), after=absent)
    legitimate("held-by-hand", o, config("held-by-hand"), "reconcile: disabled on the live object, then edited", "kubectl-edit", [edit("s/teal/crimson/")],
               prepare=[kubectl("annotate", "configmap", "@", MARK + "reconcile=disabled")])
    elsewhere = modes(said(may("field-changed")), said(may("field-changed")))
    legitimate("remote-deleted", "remote", config("remote-deleted"), "owner with spec.kubeConfig: object deleted", "kubectl delete", [kubectl("delete", "configmap", "@")])
    legitimate("remote-untouched", "remote", config("remote-untouched"), "owner with spec.kubeConfig: nothing happened", "nobody", [], elsewhere)
    legitimate("suspended-untouched", "held", config("suspended-untouched"), "owner suspended, source where it was", "kubectl-patch", [])
    legitimate("suspended-itself", "held", config("suspended-itself"), "the suspended owner itself", "nobody", [], subject={"kind": "Kustomization", "namespace": NS, "name": "held"})
    legitimate("resumed-untouched", "resumed", config("resumed-untouched"), "owner suspended and resumed", "kubectl-patch", [])


def survived():
    """A completed pass of the owner acquits what it let stand."""
    o = "passed"
    op = lambda patch, **more: http("example-operator/v1.2", patch, **more)  # noqa: E731
    legitimate("passed-key-added", o, config("passed-key-added"), "key added by an operator, then a pass", "example-operator", [op({"data": {"late": "1"}})])
    legitimate("passed-sidecar", o, deployment("passed-sidecar"), "sidecar injected by an operator, then a pass", "sidecar-injector",
               [http("sidecar-injector/1", {"spec": {"template": {"spec": {"containers": [{"name": "proxy", "image": "proxy:1"}]}}}}, "strategic")])
    legitimate("passed-finalizer", o, config("passed-finalizer"), "finalizer of an operator, then a pass", "example-operator", [op({"metadata": {"finalizers": ["example.com/protect"]}})])
    legitimate("passed-secret-filled", o, secret("passed-secret-filled", data=None), "an empty Secret filled by external-secrets, then a pass", "external-secrets",
               [http("external-secrets/v0.10", {"data": {"token": "aHVudGVyMg=="}})])
    legitimate("passed-annotation", o, config("passed-annotation"), "annotation by a reloader, then a pass", "Reloader", [http("Reloader/1.0", {"metadata": {"annotations": {"reloader.example.com/seen": "1"}}})])
    legitimate("passed-webhook-bundle", o, webhook("passed-webhook-bundle"), "caBundle of a webhook injected, then a pass", "cert-manager-cainjector",
               [http("cert-manager-cainjector/v1.15", [{"op": "add", "path": "/webhooks/0/clientConfig/caBundle", "value": "@CA@"}], "json")])
    conversion = {"conversion": {"strategy": "Webhook", "webhook": {"conversionReviewVersions": ["v1"], "clientConfig": {"service": {"namespace": WORK, "name": "convert"}}}}}
    legitimate("passed-definition-bundle", o, definition("converts", "Convert", **conversion), "caBundle of a CRD's conversion injected, then a pass", "cert-manager-cainjector",
               [http("cert-manager-cainjector/v1.15", {"spec": {"conversion": {"webhook": {"clientConfig": {"caBundle": "@CA@"}}}}})])
    legitimate("passed-many-operators", o, config("passed-many-operators"), "twelve operators annotate (ancient-changes), then a pass", "twelve",
               [http(f"operator-{n:02}/1.0", {"metadata": {"annotations": {f"example.com/o{n:02}": "1"}}}) for n in range(12)])
    legitimate("passed-own-manager", o, config("passed-own-manager"), "label kept on purpose with Flux's own allowed manager, then a pass", "flux-client-side-apply",
               [kubectl("label", "configmap", "@", "--field-manager=flux-client-side-apply", "kept=yes")])
    episode = lambda path, change, manager: corrected_before_the_look(found("field-changed", path, change, manager=manager))  # noqa: E731
    more = {"closes": True}
    case("passed-value-corrected", o, config("passed-value-corrected"), "value changed, then Flux put it back", "curl", [http("curl", {"data": {"color": "crimson"}})], episode("data.color", "changed", "curl"), **more)
    case("passed-edit-corrected", o, config("passed-edit-corrected"), "value changed, then Flux put it back", "kubectl-edit", [edit("s/teal/crimson/")], episode("data.color", "changed", "kubectl-edit"), **more)
    case("passed-label-corrected", o, config("passed-label-corrected"), "label added, then Flux removed it", "kubectl-label", [kubectl("label", "configmap", "@", "hot=fix")],
         episode("metadata.labels.hot", "unknown", "kubectl-label"), **more)
    case("passed-key-corrected", o, config("passed-key-corrected"), "key removed, then Flux put it back", "k9s", [http("k9s", {"data": {"color": None}})], episode("data.color", "removed", None), **more)
    case("passed-deleted-recreated", o, config("passed-deleted-recreated"), "deleted, then made again by Flux", "kubectl delete", [kubectl("delete", "configmap", "@")],
         corrected_before_the_look(found("missing")), **more)
    case("passed-owner-label", o, config("passed-owner-label"), "owner's label removed, then Flux put it back", "kubectl-label", [kubectl("label", "configmap", "@", MARK + "name-")],
         episode(OWNER_LABEL, "removed", None), **more)
    legitimate("aggregated-role", o, thing("ClusterRole", "aggregated-role", aggregationRule={"clusterRoleSelectors": [{"matchLabels": {"example.com/to": "all"}}]}),
               "aggregated rules filled in", "clusterrole-aggregation-controller", [["create", role("ClusterRole", "part-of-aggregated", labels={"example.com/to": "all"})]])
    own = thing("Gadget", "gadget-status", spec={"size": "small"})
    legitimate("gadget-status", o, own, "status on the main resource (a CRD without the subresource), then a pass", "gadget-operator", [http("gadget-operator/1", {"status": {"ready": True}})])


def revisions():
    """Flux's own doing: new revisions."""
    o = "moving"
    legitimate("revision-value", o, config("revision-value"), "value changed in Git", "kustomize-controller", [["push", "moving"]], next=config("revision-value", {"color": "indigo", "size": "small"}))
    legitimate("revision-key-removed", o, config("revision-key-removed"), "key removed in Git", "kustomize-controller", [], next=config("revision-key-removed", {"color": "teal"}))
    legitimate("revision-pruned", o, config("revision-pruned"), "object removed in Git, pruned", "kustomize-controller", [], next=None)
    legitimate("revision-service-pruned", o, service("revision-service-pruned"), "Service removed in Git, pruned", "kustomize-controller", [], next=None)
    kept = config("revision-kept", annotations={MARK + "prune": "disabled"})
    legitimate("revision-kept", o, kept, "object removed in Git, prune: disabled", "kustomize-controller", [], next=None)
    legitimate("revision-image", o, deployment("revision-image"), "image changed in Git", "kustomize-controller", [], next=merged(deployment("revision-image"), {"spec": {"template": pod("revision-image") | {
        "spec": {"containers": [{"name": "web", "image": "registry.example.com/web:2.0.0"}]}}}}))
    legitimate("revision-rules", o, role("Role", "revision-rules"), "rules changed in Git", "kustomize-controller", [], next=role("Role", "revision-rules", "get"))
    job = lambda image: thing("Job", "revision-forced", annotations={MARK + "force": "enabled"}, spec={"template": {"metadata": {}, "spec": {  # noqa: E731
        "restartPolicy": "Never", "containers": [{"name": "main", "image": image}]}}})
    applied = said(found("sops-undecrypted"))
    case("sops-applied", o, thing("Widget", "sops-applied", spec={"token": "plain"}), "an encrypted object that is no Secret is applied as it stands", "Git", [], everywhere(applied),
         next=encrypted(thing("Widget", "sops-applied", spec={"token": "plain"})), closes=False, after=applied, timed=False)
    legitimate("revision-forced", o, job("registry.example.com/job:1"), "immutable field changed in Git, recreated by force", "kustomize-controller", [], next=job("registry.example.com/job:2"))
    legitimate("revision-new", o, config("revision-new-anchor"), "object new in Git", "kustomize-controller", [], next=[config("revision-new-anchor"), config("revision-new")],
               subject={"kind": "ConfigMap", "namespace": WORK, "name": "revision-new"})


def controllers():
    """Controllers, admission, tools that live beside Flux; no pass between."""
    o = "workloads"
    legitimate("autoscaled", o, deployment("autoscaled", None), "an autoscaler on a manifest without replicas", "kube-controller-manager (scale)", [["create", autoscaler("autoscaled")]], timed=False)
    legitimate("scaled-free", o, deployment("scaled-free", None), "scaled, replicas not in the manifest", "kubectl (scale)", [kubectl("scale", "deployment/@", "--replicas=3")])
    legitimate("scaled-keda", o, deployment("scaled-keda", None), "scaled through /scale, replicas not in the manifest", "keda", [http("keda", {"spec": {"replicas": 2}}, subresource="scale")])
    legitimate("restarted", o, deployment("restarted"), "kubectl rollout restart", "kubectl-rollout", [kubectl("rollout", "restart", "deployment/@")])
    legitimate("defaulted", o, thing("Deployment", "defaulted", spec={"selector": {"matchLabels": {"app": "d"}}, "template": {"metadata": {"labels": {"app": "d"}}, "spec": {
        "containers": [{"name": "web", "image": "registry.example.com/web:1"}]}}}), "defaults, revision annotation, ReplicaSets, pods", "kube-controller-manager", [])
    legitimate("status-written", o, deployment("status-written"), "status written", "kubelet", [http("kubelet/v1.36", {"status": {"observedGeneration": 1, "conditions": [
        {"type": "Example", "status": "True", "reason": "Test", "message": "test"}]}}, "strategic", "status")])
    legitimate("widget-status", o, thing("Widget", "widget-status", spec={"size": "small"}), "status written through the subresource", "widget-operator",
               [http("widget-operator/1", {"status": {"ready": True}}, subresource="status")])
    legitimate("volume-claim", o, thing("PersistentVolumeClaim", "volume-claim", spec={"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}),
               "protection finalizer, annotations", "kube-controller-manager", [])
    legitimate("cronjob-runs", o, thing("CronJob", "cronjob-runs", spec={"schedule": "* * * * *", "jobTemplate": {"spec": {"template": pod("runs", restartPolicy="Never")}}}), "its Jobs and pods",
               "kube-controller-manager", [])
    legitimate("token-secret", "config", secret("token-secret", type="kubernetes.io/service-account-token", data=None, annotations={"kubernetes.io/service-account.name": "default"}),
               "token filled in", "kube-controller-manager", [], modes(LIKELY_OF_ANYTHING, NOTHING))
    o = "network"
    legitimate("service-endpoints", o, service("service-endpoints"), "labels copied to Endpoints and EndpointSlices; addresses allocated", "endpointslice-controller", [])
    legitimate("namespace-mesh", "access", thing("Namespace", "namespace-mesh"), "label of a mesh", "istiod", [http("istiod/1.22", {"metadata": {"labels": {"istio.io/rev": "default"}}})], added_by_other())
    legitimate("service-mesh", o, service("service-mesh"), "annotation of a mesh", "linkerd-destination", [http("linkerd-destination/2", {"metadata": {"annotations": {"viz.example.com/tap": "on"}}})],
               added_by_other())
    o = "config"
    legitimate("key-added-by-operator", o, config("key-added-by-operator"), "key added by an operator, no pass yet", "example-operator", [http("example-operator/v1", {"data": {"late": "1"}})], added_by_other())
    legitimate("field-applied-beside", o, config("field-applied-beside"), "key applied beside Flux's by another manager", "team-tool (Apply)",
               [http("team-tool/1", {"data": {"beside": "1"}}, "apply", manager="team-tool")], added_by_other())
    legitimate("finalizer-of-operator", o, config("finalizer-of-operator"), "finalizer by an operator, no pass yet", "gatekeeper", [http("gatekeeper", {"metadata": {"finalizers": ["gatekeeper.example.com/x"]}})], added_by_other())
    legitimate("co-owned-kubectl", o, config("co-owned-kubectl"), "applied with equal values (server-side): co-owned", "kubectl (Apply)", [["apply", ["--server-side"], {}]])
    legitimate("co-owned-other", o, config("co-owned-other"), "applied with an equal value by another tool: co-owned", "argocd-controller (Apply)",
               [http("argocd/2", {"data": {"color": "teal"}}, "apply", manager="argocd-controller")])
    legitimate("same-value-written", o, config("same-value-written"), "the same value written again", "curl", [http("curl", {"data": {"color": "teal"}})])
    legitimate("same-label-written", o, config("same-label-written", labels={"tier": "front"}), "the same label written again", "kubectl-label", [kubectl("label", "configmap", "@", "--overwrite", "tier=front")])
    legitimate("dry-run", o, config("dry-run"), "a server-side dry run", "kubectl-patch", [kubectl("patch", "configmap", "@", "--dry-run=server", "-p", '{"data":{"color":"crimson"}}')])
    # Taken, not changed: without values nobody can tell it from a change, so any word about exactly this path is right.
    back = [may(["field-changed", "field-taken"], "data.color", "certain")]
    legitimate("changed-and-back", o, config("changed-and-back"), "value changed and changed back: taken, equal", "kubectl-patch",
               [kubectl("patch", "configmap", "@", "-p", '{"data":{"color":"crimson"}}'), kubectl("patch", "configmap", "@", "-p", '{"data":{"color":"teal"}}')], everywhere(said(*back)))
    legitimate("admission-injected", o, config("admission-injected", labels={"drift.example.com/inject": "yes"}), "label injected by a mutating admission policy at Flux's apply", "admission", [])
    o = "parent"
    child = kustomization("child", "parent")
    child["spec"] |= {"path": "./nothing"}
    legitimate("child-requested-flux", o, child, "reconcile request on a Flux object that Flux applied", "flux",
               [http("flux/v2.9", {"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": "now"}}}, manager="flux")])
    source = oci_repository("child-source", "oci://{registry}/drift/parent")
    legitimate("child-requested-kubectl", o, source, "the same by kubectl annotate; finalizers of source-controller", "kubectl-annotate",
               [kubectl("annotate", "ocirepository", "@", "-n", NS, "reconcile.fluxcd.io/requestedAt=now")])


def releases():
    o = "quiet"
    keep = {"closes": False}
    value = taken("kubectl-edit", "data.color")
    case("helm-edit", o, config("helm-edit"), "value, detection off", "kubectl-edit", [edit("s/teal/crimson/")], value, after=value["one_look"], **keep)
    by_hand = taken("helm", "data.color")
    case("helm-by-hand", o, config("helm-by-hand"), "helm upgrade by hand, detection off", "helm", [http("helm", {"data": {"color": "crimson"}}, manager="helm")], by_hand, after=by_hand["one_look"], **keep)
    case("helm-image", o, deployment("helm-image"), "image, detection off", "kubectl-set", [kubectl("set", "image", "deployment/@", "web=registry.example.com/web:9")],
         taken("kubectl-set", f"{WEB}.image", proven=True), after=taken("kubectl-set", f"{WEB}.image", proven=True)["one_look"], **keep)
    case("helm-key-removed", o, config("helm-key-removed"), "key removed, detection off", "k9s", [http("k9s", {"data": {"color": None}})], removed("data.color"), after=NOTHING, **keep)
    case("helm-deleted", o, config("helm-deleted"), "object deleted, detection off", "kubectl delete", [kubectl("delete", "configmap", "@")], gone(),
         after=said(found("missing", least="likely")), **keep)
    case("helm-scaled", o, deployment("helm-scaled"), "replicas, detection off", "kubectl (scale)", [kubectl("scale", "deployment/@", "--replicas=2")], scaled("kubectl"), after=scaled("kubectl")["one_look"], **keep)
    case("helm-label-stripped", o, config("helm-label-stripped"), "the owner's label removed, detection off", "kubectl-label", [kubectl("label", "configmap", "@", "helm.toolkit.fluxcd.io/name-")],
         modes(said(may("field-changed", HELM_LABEL, "certain")), said(found("field-changed", HELM_LABEL, "removed", manager=None))), after=said(may("field-changed", HELM_LABEL, "certain")), **keep)
    legitimate("helm-label-added", o, config("helm-label-added"), "label added: Helm lets it stand", "kubectl-label", [kubectl("label", "configmap", "@", "hot=fix")], added_by_other(), after=LIKELY_OF_ANYTHING)
    case("helm-pass-does-not-acquit", "passed-quiet", config("helm-pass-does-not-acquit"), "value, detection off, then a pass that compares nothing", "curl", [http("curl", {"data": {"color": "crimson"}})],
         taken("curl", "data.color"), after=taken("curl", "data.color")["one_look"], **keep)
    drifted = found("helm-drifted")
    warned = lambda *entries: modes(said(drifted, may()), said(drifted, *entries))  # noqa: E731
    case("warned-edit", "warned", config("warned-edit"), "value, detection warns", "kubectl-edit", [edit("s/teal/crimson/")], warned(found("field-changed", "data.color", "changed", manager="kubectl-edit")),
         after=said(drifted, may()), **keep)
    case("warned-removed", "warned", config("warned-removed"), "key removed, detection warns", "curl", [http("curl", {"data": {"color": None}})],
         modes(said(drifted), said(drifted, found("field-changed", "data.color", "removed", manager=None))), after=said(drifted), **keep)
    case("warned-deleted", "warned", config("warned-deleted"), "object deleted, detection warns", "kubectl delete", [kubectl("delete", "configmap", "@")],
         modes(said(drifted, found("missing", least="likely", most="certain")), said(drifted, found("missing"))), after=said(drifted, may("missing", most="certain")), **keep)
    # A HelmRelease does not say when it last compared, so its pass need not acquit in one look.
    legitimate("warned-added", "warned", config("warned-added"), "key added: not drift to Helm, which has compared since", "curl", [http("curl", {"data": {"extra": "1"}})], added_by_other(),
               after=LIKELY_OF_ANYTHING)
    case("enforced-edit", "enforced", config("enforced-edit"), "value, detection corrects", "kubectl-edit", [edit("s/teal/crimson/")], value, closes=True)
    case("enforced-removed", "enforced", config("enforced-removed"), "key removed, detection corrects", "k9s", [http("k9s", {"data": {"color": None}})], removed("data.color"), closes=True)
    case("enforced-deleted", "enforced", config("enforced-deleted"), "object deleted, detection corrects", "curl", [["delete", "curl"]], gone(), closes=True)
    case("enforced-corrected", "passed-enforced", config("enforced-corrected"), "value changed, then helm-controller put it back (by Update)", "curl", [http("curl", {"data": {"color": "crimson"}})],
         corrected_before_the_look(found("field-changed", "data.color", "changed", manager="curl"), may("helm-drifted", most="certain")), closes=True)
    legitimate("enforced-key-added", "passed-enforced", config("enforced-key-added"), "key added: helm-controller has compared and lets it stand", "curl", [http("curl", {"data": {"extra": "1"}})],
               added_by_other(), after=LIKELY_OF_ANYTHING)
    legitimate("helm-ignored-path", "helm-ignoring", config("helm-ignored-path"), "a path under driftDetection.ignore", "curl", [http("curl", {"data": {"color": "crimson"}})])
    legitimate("helm-ignored-edit", "helm-ignoring", config("helm-ignored-edit"), "a path under driftDetection.ignore", "kubectl-edit", [edit("s/teal/crimson/")])
    legitimate("helm-marked", "helm-ignoring", config("helm-marked", annotations={"helm.toolkit.fluxcd.io/driftDetection": "disabled"}), "object marked driftDetection: disabled", "kubectl-edit", [edit("s/small/huge/")])
    legitimate("upgraded-value", "upgraded", config("upgraded-value"), "value changed by a new revision", "helm-controller", [["upgrade", "upgraded"]], next=config("upgraded-value", {"color": "indigo", "size": "small"}))
    legitimate("upgraded-key-removed", "upgraded", config("upgraded-key-removed"), "key removed by a new revision", "helm-controller", [], next=config("upgraded-key-removed", {"color": "teal"}))
    legitimate("upgraded-pruned", "upgraded", config("upgraded-pruned"), "object removed by a new revision", "helm-controller", [], next=None)


for chapter in (configuration, workloads, access, network, owners, survived, revisions, controllers, releases):
    chapter()


def manifests(owner, later=False):
    """What the owner's artifact or chart holds, now or in its next revision."""
    result = []
    for entry in CASES:
        if entry["owner"]["name"] != owner:
            continue
        manifest = entry["manifest"] if not later or entry["next"] is SAME else entry["next"]
        result += manifest if isinstance(manifest, list) else [manifest] if manifest else []
    if owner == "overlapping":
        result.append(config("two-inventories", {"color": "other", "size": "small"}))
    return result


assert len({entry["name"] for entry in CASES}) == len(CASES)
assert all(entry["manifest"]["kind"] in KINDS for entry in CASES)

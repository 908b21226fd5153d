# SPDX-License-Identifier: Apache-2.0
"""Small builders for the objects that the cases change, and where the API server keeps each kind."""
import copy

WORK = "work"  # what the owners apply lives here
NS = "drift"  # the owners live here

# kind -> (apiVersion, plural, namespaced)
KINDS = {
    "ConfigMap": ("v1", "configmaps", True), "Secret": ("v1", "secrets", True), "Service": ("v1", "services", True),
    "ServiceAccount": ("v1", "serviceaccounts", True), "Namespace": ("v1", "namespaces", False), "PersistentVolumeClaim": ("v1", "persistentvolumeclaims", True),
    "ResourceQuota": ("v1", "resourcequotas", True), "LimitRange": ("v1", "limitranges", True),
    "Deployment": ("apps/v1", "deployments", True), "StatefulSet": ("apps/v1", "statefulsets", True), "DaemonSet": ("apps/v1", "daemonsets", True),
    "Job": ("batch/v1", "jobs", True), "CronJob": ("batch/v1", "cronjobs", True),
    "Ingress": ("networking.k8s.io/v1", "ingresses", True), "NetworkPolicy": ("networking.k8s.io/v1", "networkpolicies", True),
    "HorizontalPodAutoscaler": ("autoscaling/v2", "horizontalpodautoscalers", True), "PodDisruptionBudget": ("policy/v1", "poddisruptionbudgets", True),
    "Role": ("rbac.authorization.k8s.io/v1", "roles", True), "RoleBinding": ("rbac.authorization.k8s.io/v1", "rolebindings", True),
    "ClusterRole": ("rbac.authorization.k8s.io/v1", "clusterroles", False), "ClusterRoleBinding": ("rbac.authorization.k8s.io/v1", "clusterrolebindings", False),
    "StorageClass": ("storage.k8s.io/v1", "storageclasses", False), "PriorityClass": ("scheduling.k8s.io/v1", "priorityclasses", False),
    "CustomResourceDefinition": ("apiextensions.k8s.io/v1", "customresourcedefinitions", False),
    "ValidatingWebhookConfiguration": ("admissionregistration.k8s.io/v1", "validatingwebhookconfigurations", False),
    "Widget": ("example.com/v1", "widgets", True), "Gadget": ("example.com/v1", "gadgets", True),
    "Kustomization": ("kustomize.toolkit.fluxcd.io/v1", "kustomizations", True), "HelmRelease": ("helm.toolkit.fluxcd.io/v2", "helmreleases", True),
    "OCIRepository": ("source.toolkit.fluxcd.io/v1", "ocirepositories", True),
}


def url(kind, ns, name=""):
    api, plural, namespaced = KINDS[kind]
    root = f"/api/{api}" if "/" not in api else f"/apis/{api}"
    return root + (f"/namespaces/{ns}" if namespaced else "") + f"/{plural}" + (f"/{name}" if name else "")


def thing(kind, name, ns=WORK, labels=None, annotations=None, finalizers=None, **body):
    api, _, namespaced = KINDS[kind]
    metadata = {"name": name} | ({"namespace": ns} if namespaced else {})
    for key, value in (("labels", labels), ("annotations", annotations), ("finalizers", finalizers)):
        if value:
            metadata[key] = value
    return {"apiVersion": api, "kind": kind, "metadata": metadata} | {key: value for key, value in body.items() if value is not None}


def merged(base, change):
    """JSON merge patch: None removes."""
    result = copy.deepcopy(base)
    for key, value in change.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = copy.deepcopy(value)
    return result


def config(name, data=None, **more):
    return thing("ConfigMap", name, data=data or {"color": "teal", "size": "small"}, **more)


def secret(name, **more):
    return thing("Secret", name, **({"type": "Opaque", "data": {"password": "aHVudGVyMg==", "user": "dGVhbQ=="}} | more))


def encrypted(manifest):
    """As SOPS leaves a manifest behind: values as ENC[...], and its own block. Nobody has to decrypt it here."""
    cipher = "ENC[AES256_GCM,data:Zm9v,iv:AAAAAAAAAAAAAAAA,tag:AAAAAAAAAAAAAAAAAAAAAA==,type:str]"
    values = {part: {key: cipher for key in manifest[part]} for part in ("data", "spec") if part in manifest}
    recipient = {"recipient": "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", "enc": "-----BEGIN AGE ENCRYPTED FILE-----\nZm9v\n-----END AGE ENCRYPTED FILE-----\n"}
    return manifest | values | {"sops": {"age": [recipient], "lastmodified": "2026-11-23T10:00:00Z", "mac": cipher, "encrypted_regex": "^(data|spec)$", "version": "3.9.0"}}


def pod(app, **spec):
    container = {"name": "web", "image": "registry.example.com/web:1.0.0", "env": [{"name": "MODE", "value": "calm"}, {"name": "LEVEL", "value": "1"}],
                 "ports": [{"containerPort": 8080}], "resources": {"limits": {"cpu": "100m", "memory": "64Mi"}}}
    return {"metadata": {"labels": {"app": app}}, "spec": {"containers": [container], **spec}}


def deployment(name, replicas=1, template=None, **more):
    spec = {"selector": {"matchLabels": {"app": name}}, "template": template or pod(name)}
    return thing("Deployment", name, spec=spec | ({"replicas": replicas} if replicas is not None else {}), **more)


def service(name, **spec):
    return thing("Service", name, spec={"ports": [{"name": "http", "port": 80, "targetPort": 8080}], "selector": {"app": name}} | spec)


def autoscaler(name, least=2, target=None):
    return thing("HorizontalPodAutoscaler", name, spec={"minReplicas": least, "maxReplicas": 5, "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": target or name},
                                                        "metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 80}}}]})


def role(kind, name, *verbs, **more):
    return thing(kind, name, rules=[{"apiGroups": [""], "resources": ["configmaps"], "verbs": list(verbs or ("get", "list"))}], **more)


def binding(kind, name, who="team"):
    role_kind = kind.removesuffix("Binding")
    return thing(kind, name, roleRef={"apiGroup": "rbac.authorization.k8s.io", "kind": role_kind, "name": name}, subjects=[{"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": who}])


def ingress(name):
    return thing("Ingress", name, spec={"rules": [{"host": "teal.example.com", "http": {"paths": [
        {"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]})


def definition(plural, kind, status=True, **spec):
    schema = {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True, "properties": {
        "spec": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}, "status": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}}}
    version = {"name": "v1", "served": True, "storage": True, "schema": schema} | ({"subresources": {"status": {}}} if status else {})
    return thing("CustomResourceDefinition", f"{plural}.example.com", spec={
        "group": "example.com", "scope": "Namespaced", "names": {"kind": kind, "plural": plural, "singular": kind.lower(), "listKind": kind + "List"},
        "versions": [version], **spec})


def webhook(name):
    """One that no request ever matches."""
    return thing("ValidatingWebhookConfiguration", name, webhooks=[{
        "name": "check.example.com", "admissionReviewVersions": ["v1"], "sideEffects": "None", "failurePolicy": "Ignore",
        "clientConfig": {"service": {"namespace": WORK, "name": "check", "path": "/check"}},
        "rules": [{"apiGroups": ["nothing.example.com"], "apiVersions": ["v1"], "resources": ["nothings"], "operations": ["CREATE"]}]}])


def oci_repository(name, address, ns=NS, tag="latest", **more):
    return {"apiVersion": KINDS["OCIRepository"][0], "kind": "OCIRepository", "metadata": {"name": name, "namespace": ns},
            "spec": {"interval": "60m", "insecure": True, "url": address, "ref": {"tag": tag}, **more}}


def kustomization(name, source=None, **spec):
    base = {"interval": "60m", "path": "./objects", "prune": True, "sourceRef": {"kind": "OCIRepository", "name": source or name}}
    return {"apiVersion": KINDS["Kustomization"][0], "kind": "Kustomization", "metadata": {"name": name, "namespace": NS}, "spec": base | spec}


def helm_release(name, objects, **spec):
    base = {"interval": "60m", "targetNamespace": WORK, "releaseName": name, "install": {"disableWait": True}, "upgrade": {"disableWait": True},
            "chartRef": {"kind": "OCIRepository", "name": "chart"}, "values": {"objects": objects}}
    return {"apiVersion": KINDS["HelmRelease"][0], "kind": "HelmRelease", "metadata": {"name": name, "namespace": NS}, "spec": base | spec}


# The objects of a release come from its values, so that a new revision is a change of values.
CHART = {"values.yaml": "objects: []\n", "templates/objects.yaml": "{{- range .Values.objects }}\n---\n{{ toYaml . }}\n{{- end }}\n"}

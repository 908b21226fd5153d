# SPDX-License-Identifier: Apache-2.0
"""Small builders for the objects of the scenarios, and the content of the artifact that most Kustomizations apply."""
import io
import json
import tarfile
from pathlib import Path

API = {
    "GitRepository": "source.toolkit.fluxcd.io/v1", "OCIRepository": "source.toolkit.fluxcd.io/v1", "Bucket": "source.toolkit.fluxcd.io/v1",
    "HelmRepository": "source.toolkit.fluxcd.io/v1", "HelmChart": "source.toolkit.fluxcd.io/v1", "ExternalArtifact": "source.toolkit.fluxcd.io/v1",
    "Kustomization": "kustomize.toolkit.fluxcd.io/v1", "HelmRelease": "helm.toolkit.fluxcd.io/v2",
    "Receiver": "notification.toolkit.fluxcd.io/v1", "Alert": "notification.toolkit.fluxcd.io/v1beta3", "Provider": "notification.toolkit.fluxcd.io/v1beta3",
    "ImageRepository": "image.toolkit.fluxcd.io/v1", "ImagePolicy": "image.toolkit.fluxcd.io/v1", "ImageUpdateAutomation": "image.toolkit.fluxcd.io/v1",
    "ArtifactGenerator": "source.extensions.fluxcd.io/v1beta1",
    "FluxInstance": "fluxcd.controlplane.io/v1", "FluxReport": "fluxcd.controlplane.io/v1", "ResourceSet": "fluxcd.controlplane.io/v1",
    "ResourceSetInputProvider": "fluxcd.controlplane.io/v1",
}
PLURAL = {kind: kind.lower() + "s" for kind in API} | {"GitRepository": "gitrepositories", "OCIRepository": "ocirepositories", "HelmRepository": "helmrepositories",
                                                       "ImageRepository": "imagerepositories", "ImagePolicy": "imagepolicies"}
NS = "truth"  # where the scenarios' Flux objects live; what they apply goes to `work`


def flux(kind, name, spec, ns=NS, **metadata):
    return {"apiVersion": API[kind], "kind": kind, "metadata": {"name": name, "namespace": ns, **metadata}, "spec": spec}


def kustomization(name, path="./cm", ns=NS, **spec):
    """Applies a path of the OCIRepository `content`, its objects' names prefixed with the Kustomization's own."""
    metadata = spec.pop("metadata", {})
    base = {"interval": "30m", "path": path, "prune": True, "namePrefix": name + "-", "sourceRef": {"kind": "OCIRepository", "name": "content"}}
    base.update(spec)
    return flux("Kustomization", name, {key: value for key, value in base.items() if value is not None}, ns, **metadata)


def helm_release(name, values=None, ns=NS, **spec):
    metadata = spec.pop("metadata", {})
    base = {"interval": "30m", "chart": {"spec": {"chart": "thing", "version": "1.0.0", "interval": "30m", "sourceRef": {"kind": "HelmRepository", "name": "charts"}}}}
    base.update(spec)
    if values:
        base["values"] = values
    return flux("HelmRelease", name, {key: value for key, value in base.items() if value is not None}, ns, **metadata)


def secret(name, **data):
    return {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name, "namespace": NS}, "stringData": data}


def config_map(name, ns="work", annotations=None, **data):
    metadata = {"name": name, "namespace": ns}
    if annotations:
        metadata["annotations"] = annotations
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}


def pod_template(app, image="registry.example.com/web:1.0.0", **spec):
    return {"metadata": {"labels": {"app": app}}, "spec": {"containers": [{"name": "main", "image": image}], **spec}}


def workload(api, kind, name, **spec):
    return {"apiVersion": api, "kind": kind, "metadata": {"name": name, "namespace": "work"}, "spec": spec}


def deployment(name, app):
    return workload("apps/v1", "Deployment", name, replicas=1, selector={"matchLabels": {"app": app}}, template=pod_template(app))


# One of each kind with a health of its own. There is no kubelet and no storage: what needs one stays in progress.
WORKLOADS = [
    deployment("web", "web"),
    workload("apps/v1", "StatefulSet", "db", serviceName="db", selector={"matchLabels": {"app": "db"}}, template=pod_template("db")),
    workload("apps/v1", "DaemonSet", "agent", selector={"matchLabels": {"app": "agent"}}, template=pod_template("agent")),
    workload("batch/v1", "Job", "migrate", template=pod_template("migrate", restartPolicy="Never")),
    workload("batch/v1", "CronJob", "nightly", schedule="0 3 * * *", jobTemplate={"spec": {"template": pod_template("nightly", restartPolicy="Never")}}),
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "lone", "namespace": "work"}, "spec": pod_template("lone")["spec"]},
    workload("v1", "PersistentVolumeClaim", "disk", accessModes=["ReadWriteOnce"], resources={"requests": {"storage": "1Gi"}}),
    workload("v1", "Service", "web", ports=[{"port": 80}], selector={"app": "web"}),
    workload("v1", "Service", "public", type="LoadBalancer", ports=[{"port": 80}], selector={"app": "web"}),
    workload("autoscaling/v2", "HorizontalPodAutoscaler", "web", maxReplicas=3, scaleTargetRef={"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}),
    workload("policy/v1", "PodDisruptionBudget", "web", minAvailable=1, selector={"matchLabels": {"app": "web"}}),
    workload("networking.k8s.io/v1", "Ingress", "web", defaultBackend={"service": {"name": "web", "port": {"number": 80}}}),
    config_map("settings", colour="teal"),
    {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "reader", "namespace": "work"}, "rules": []},
]

DISABLED = {"kustomize.toolkit.fluxcd.io/reconcile": "disabled"}
IF_NOT_PRESENT = {"kustomize.toolkit.fluxcd.io/ssa": "IfNotPresent"}
INVALID_CEL = [{"apiVersion": "example.com/v1", "kind": "Widget", "current": "status.("}]


def widget(name):
    return {"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": name, "namespace": "work"}, "spec": {}}


CONTENT = {
    "cm": [config_map("settings", colour="teal")],
    "variables": [config_map("settings", colour="${colour}")],
    "selector-a": [deployment("web", "a")],
    "selector-b": [deployment("web", "b")],
    "unknown-kind": [{"apiVersion": "example.com/v1", "kind": "Nothing", "metadata": {"name": "thing", "namespace": "work"}}],
    "workloads": WORKLOADS,
    "slow": [deployment("slow", "slow")],
    "first": [config_map("first", colour="teal")],
    "second": [config_map("second", colour="teal")],
    "handed-over": [config_map("handed-over", colour="teal")],
    "two": [config_map("kept", colour="teal"), config_map("left-behind", colour="teal")],
    "one": [config_map("kept", colour="teal")],
    "if-not-present": [config_map("if-not-present", annotations=IF_NOT_PRESENT, colour="teal")],
    "disabled": [config_map("never-made", annotations=DISABLED, colour="teal"), config_map("made", colour="teal")],
    "nested": [kustomization("ks-nested-child")],
    "stalled-child": [kustomization("ks-stalled-child", healthCheckExprs=INVALID_CEL, wait=True)],
    "failing-child": [kustomization("ks-failing-child", "./broken")],
    "widget-healthy": [widget("healthy")],
    "widget-stalled": [widget("stalled")],
}


def write_content(folder, more=None):
    """The artifact as a folder: one path for each entry, and `broken` that is not YAML."""
    for path, objects in (CONTENT if more is None else more).items():
        (folder / path).mkdir(parents=True, exist_ok=True)
        (folder / path / "objects.yaml").write_text("\n---\n".join(json.dumps(entry, indent=1) for entry in objects) + "\n")
    if more is None:
        (folder / "broken").mkdir(exist_ok=True)
        (folder / "broken" / "broken.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: [not a name\n")
    return Path(folder)


CHART = {
    "values.yaml": "colour: teal\n",
    "templates/config.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-config\ndata:\n  colour: {{ .Values.colour | quote }}\n"
                             "{{- if .Values.broken }}\n  broken: {not: text}\n{{- end }}\n",
    "templates/slow.yaml": "{{- if .Values.slow }}\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  selector:\n    matchLabels: {app: slow}\n"
                           "  template:\n    metadata:\n      labels: {app: slow}\n    spec:\n      containers: [{name: main, image: registry.example.com/web:1.0.0}]\n{{- end }}\n",
    "templates/test.yaml": "{{- if .Values.tested }}\napiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}-test\n  annotations: {helm.sh/hook: test}\n"
                           "spec:\n  restartPolicy: Never\n  containers: [{name: main, image: registry.example.com/test:1.0.0}]\n{{- end }}\n",
}


def chart_package(name, version, files):
    """A Helm chart as the bytes of its .tgz."""
    package = io.BytesIO()
    with tarfile.open(fileobj=package, mode="w:gz") as tar:
        for path, text in {"Chart.yaml": f"apiVersion: v2\nname: {name}\nversion: {version}\n", **files}.items():
            info = tarfile.TarInfo(f"{name}/{path}")
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    return package.getvalue()


def crd(kind, scope="Namespaced"):
    """The least CRD that serves a kind whose controller is not part of this control plane."""
    group, version = API.get(kind, "example.com/v1").split("/")
    plural = PLURAL.get(kind, kind.lower() + "s")
    schema = {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}
    return {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": f"{plural}.{group}"},
            "spec": {"group": group, "scope": scope, "names": {"kind": kind, "plural": plural, "singular": kind.lower(), "listKind": kind + "List"},
                     "versions": [{"name": version, "served": True, "storage": True, "schema": schema, "subresources": {"status": {}}}]}}

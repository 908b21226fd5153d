# SPDX-License-Identifier: Apache-2.0
"""Sample content for the real control plane: OCI, Git and Helm sources; appliers ready, failing, waiting, suspended."""
import textwrap


def write(folder, files):
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text))
    return folder


def config_map(name, namespace, **data):
    body = "".join(f"  {k}: \"{v}\"\n" for k, v in data.items())
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\n  namespace: {namespace}\ndata:\n{body}"


def deployment(name, namespace, image="registry.example.com/web:1.0.0"):
    return f"""apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}, namespace: {namespace}}}
spec:
  replicas: 1
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec: {{containers: [{{name: main, image: "{image}"}}]}}
"""


def kustomization(name, namespace, source, path="./", more=""):
    kind, source_name = source
    return f"""apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: {name}, namespace: {namespace}}}
spec:
  interval: 1m
  retryInterval: 20s
  timeout: 30s
  path: {path}
  prune: true
  sourceRef: {{kind: {kind}, name: {source_name}}}
{textwrap.indent(textwrap.dedent(more), '  ')}
"""


def oci_folder(plane, version):
    """What the delivery project's artifact holds; `version` makes each push differ."""
    return write(plane.dir / f"delivery-{version}", {
        "apps/podinfo.yaml": deployment("podinfo", "apps") + "---\n" + config_map("podinfo-theme", "apps", color="teal", version=version),
        "web/web.yaml": config_map("web", "web", version=version) + "---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: web}\nspec: {ports: [{port: 80}], selector: {app: web}}\n",
        "payments/api.yaml": deployment("api", "payments", "registry.example.com/payments/api:2.14.0"),
        "broken/broken.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: [not a name\n",
        "platform/apps.yaml": kustomization("apps", "flux-system", ("OCIRepository", "apps"), "./apps")
        + "---\n" + kustomization("web", "flux-system", ("OCIRepository", "apps"), "./web", "dependsOn: [{name: payments}]"),
    })


def fill(plane):
    registry = f"127.0.0.1:{plane.port['registry']}"
    plane.push("team/delivery", "latest", oci_folder(plane, "1"))
    git = plane.git_repository("docs", {"docs/docs.yaml": config_map("docs", "apps", page="index")})
    helm = plane.helm_repository({"redis": ("19.6.4", {"templates/cm.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-config\ndata:\n  maxmemory: \"64mb\"\n"})})
    manifests = "\n---\n".join([
        *(f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {n}}}" for n in ("apps", "web", "payments")),
        f"""apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {{name: apps, namespace: flux-system}}
spec: {{interval: 20s, url: "oci://{registry}/team/delivery", insecure: true, ref: {{tag: latest}}}}""",
        f"""apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {{name: docs, namespace: flux-system}}
spec: {{interval: 1m, url: "{git}", ref: {{branch: main}}}}""",
        f"""apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {{name: absent, namespace: flux-system}}
spec: {{interval: 1m, url: "oci://{registry}/team/nothing-here", insecure: true}}""",
        f"""apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {{name: charts, namespace: flux-system}}
spec: {{interval: 1m, url: "{helm}"}}""",
        f"""apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {{name: oci-charts, namespace: flux-system}}
spec: {{type: oci, interval: 1m, url: "oci://{registry}/charts"}}""",
        """apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: redis, namespace: apps}
spec:
  interval: 1m
  chart: {spec: {chart: redis, version: "19.6.4", sourceRef: {kind: HelmRepository, name: charts, namespace: flux-system}}}""",
        """apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: missing-chart, namespace: apps}
spec:
  interval: 1m
  chart: {spec: {chart: nothing, version: "1.0.0", sourceRef: {kind: HelmRepository, name: charts, namespace: flux-system}}}""",
        kustomization("platform", "flux-system", ("OCIRepository", "apps"), "./platform"),
        kustomization("payments", "flux-system", ("OCIRepository", "apps"), "./payments", "wait: true"),
        kustomization("broken", "flux-system", ("OCIRepository", "apps"), "./broken"),
        kustomization("docs", "flux-system", ("GitRepository", "docs"), "./docs"),
        kustomization("paused", "flux-system", ("GitRepository", "docs"), "./docs", "suspend: true"),
        kustomization("orphan", "flux-system", ("OCIRepository", "absent"), "./"),
    ])
    plane.kubectl("apply", "--server-side", "--field-manager=gitops", "-f", "-", input=manifests)

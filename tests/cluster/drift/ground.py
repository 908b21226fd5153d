# SPDX-License-Identifier: Apache-2.0
"""One control plane with the suite's owners on it, and the hands that change objects as many different clients."""
import base64
import concurrent.futures
import copy
import datetime
import http.client
import json
import os
import re
import shlex
import ssl
import subprocess
import threading
import time

import bed as beds  # the truth suite's
import manifests as truth
import scenarios
from content import CHART, KINDS, NS, WORK, definition, helm_release, kustomization, merged, oci_repository, url

READER = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "reader"},
          "rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["get", "list", "watch"]}, {"nonResourceURLs": ["*"], "verbs": ["get"]}]}
READERS = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "reader"},
           "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "reader"},
           "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "viewer"}]}
PATCHES = {"merge": "application/merge-patch+json", "strategic": "application/strategic-merge-patch+json", "json": "application/json-patch+json", "apply": "application/apply-patch+yaml"}
ANSWERED = re.compile(r"[IWE]\d{4} (\d\d):(\d\d):(\d\d\.\d+).*\"Response\".*verb=\"(PATCH|PUT|POST|DELETE)\"")


def injecting_policy(api):
    """Puts a label on what carries another, as a mesh or a policy engine does at admission."""
    expression = "Object{metadata: Object.metadata{labels: {'injected': 'yes'}}}"
    name = "drift-inject"
    return [{"apiVersion": api, "kind": "MutatingAdmissionPolicy", "metadata": {"name": name}, "spec": {
        "matchConstraints": {"resourceRules": [{"apiGroups": [""], "apiVersions": ["v1"], "resources": ["configmaps"], "operations": ["CREATE", "UPDATE"]}],
                             "objectSelector": {"matchLabels": {"drift.example.com/inject": "yes"}}},
        "failurePolicy": "Fail", "reinvocationPolicy": "Never", "mutations": [{"patchType": "ApplyConfiguration", "applyConfiguration": {"expression": expression}}]}},
        {"apiVersion": api, "kind": "MutatingAdmissionPolicyBinding", "metadata": {"name": name}, "spec": {"policyName": name}}]


class Ground(beds.Bed):
    def __init__(self, folder, program):
        super().__init__(folder, program)
        self.local = threading.local()
        self.written = {}  # case -> when the API server had answered its last write
        self.versions = {}

    # --- before anything
    def up(self):
        plane = self.plane
        plane.up()
        self.registry = f"127.0.0.1:{plane.port['registry']}"
        self.apply(*({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in (NS, WORK)), READER, READERS,
                   definition("widgets", "Widget"), definition("gadgets", "Gadget", status=False))
        self.kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all")
        served = self.get("/apis/admissionregistration.k8s.io")["versions"]
        for api in (entry["groupVersion"] for entry in served):
            if any(entry["kind"] == "MutatingAdmissionPolicy" for entry in self.get(f"/apis/{api}")["resources"]):
                self.apply(*injecting_policy(api))
                break
        config = plane.kubeconfig.read_text()
        self.reader = plane.dir / "reader.kubeconfig"
        self.reader.write_text(config.replace("current-context: bed", "current-context: bed-viewer"))
        self.reader.chmod(0o600)
        self.proxied = plane.dir / "proxied.kubeconfig"
        sources = [self.source(name) for name in scenarios.KUSTOMIZATIONS]
        beds.push_layer(plane.port["registry"], "drift/chart", "1.0.0", truth.chart_package("thing", "1.0.0", CHART))
        layer = {"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "operation": "copy"}
        sources.append(oci_repository("chart", f"oci://{self.registry}/drift/chart", tag="1.0.0", layerSelector=layer))
        inline = re.sub("certificate-authority: [^}]*", "certificate-authority-data: " + self.bundle(), config)
        self.apply({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "elsewhere", "namespace": NS}, "stringData": {"value": inline}}, *sources,
                   *(self.owner(name) for name in scenarios.KUSTOMIZATIONS), *(helm_release(name, scenarios.manifests(name), **spec) for name, spec in scenarios.HELM.items()))
        for name, spec in scenarios.KUSTOMIZATIONS.items():
            if spec.get("suspend") != "first":
                self.wait_owner("Kustomization", name)
        for name in scenarios.HELM:
            self.wait_owner("HelmRelease", name)

    def source(self, name):
        self.push_objects(name)
        return oci_repository(name, f"oci://{self.registry}/drift/{name}")

    def push_objects(self, name, later=False, broken=False):
        self.versions[name] = self.versions.get(name, 0) + 1
        folder = self.plane.dir / f"artifact-{name}-{self.versions[name]}"
        objects = json.loads(json.dumps(scenarios.manifests(name, later)).replace("{registry}", self.registry))
        truth.write_content(folder, {"objects": objects, "nothing": []})
        (folder / "nothing" / "objects.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: child-thing, namespace: work}\n")
        if broken:
            (folder / "objects" / "broken.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: [not a name\n")
        self.plane.push(f"drift/{name}", "latest", folder)

    def owner(self, name):
        spec = dict(scenarios.KUSTOMIZATIONS[name])
        suspend = spec.pop("suspend", "")
        return kustomization(name, **spec, **({"suspend": True} if suspend == "first" else {}))

    # --- plain HTTPS, one connection a thread
    def call(self, method, path, body=None, agent="drift-suite/1", type="application/json", ok=(200, 201, 202)):
        for attempt in range(2):
            connection = getattr(self.local, "connection", None)
            if connection is None:
                connection = self.local.connection = http.client.HTTPSConnection("127.0.0.1", self.plane.port["api"], timeout=30, context=ssl._create_unverified_context())
            try:
                connection.request(method, path, None if body is None else json.dumps(body), {"Authorization": "Bearer admin-token", "User-Agent": agent, "Content-Type": type, "Accept": "application/json"})
                response = connection.getresponse()
                data = response.read()
                break
            except (http.client.HTTPException, OSError):
                self.local.connection = None
                if attempt:
                    raise
        if response.status not in ok:
            raise RuntimeError(f"{method} {path}: {response.status} {data[:300].decode(errors='replace')}")
        return json.loads(data) if data[:1] == b"{" else data

    def get(self, path):
        return self.call("GET", path)

    def look(self, subject):
        """The object with its managedFields, None when it is not there."""
        raw = self.call("GET", url(subject["kind"], subject["namespace"], subject["name"]), ok=(200, 404))
        return raw if raw.get("kind") == subject["kind"] else None

    def look_all(self):
        return {entry["name"]: self.look(entry["subject"]) for entry in scenarios.CASES}

    # --- owners
    def owner_now(self, kind, name):
        return self.get(url(kind, NS, name))

    def wait_owner(self, kind, name, handled=None, ready="True", seconds=40):
        def settled():
            raw = self.owner_now(kind, name)
            status = raw.get("status", {})
            if handled and status.get("lastHandledReconcileAt") != handled:
                return False
            verdict = next((entry for entry in status.get("conditions", []) if entry["type"] == "Ready"), None)
            busy = any(entry["type"] == "Reconciling" and entry["status"] == "True" for entry in status.get("conditions", []))
            return verdict is not None and verdict["status"] == ready and not (busy and ready == "True") and (verdict.get("observedGeneration") == raw["metadata"]["generation"] or ready != "True")
        try:
            self.plane.wait_for(f"{kind} {name} to be ready={ready}", settled, seconds)
        except RuntimeError as error:
            raise RuntimeError(f"{error}: {json.dumps(self.owner_now(kind, name).get('status', {}).get('conditions'))}") from None

    def kind_of(self, name):
        return "HelmRelease" if name in scenarios.HELM else "Kustomization"

    def ask(self, kind, name):
        self.requests += 1
        word = f"drift-{self.requests}"
        self.call("PATCH", url(kind, NS, name) + "?fieldManager=flux", {"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": word}}}, "flux/v2.9", PATCHES["merge"])
        return word

    def passes(self, names):
        """A complete pass of each."""
        words = {name: self.ask(self.kind_of(name), name) for name in names}
        for name, word in words.items():
            self.wait_owner(self.kind_of(name), name, word, ready="False" if name in scenarios.FAILING and self.versions[name] > 1 else "True")

    def set_suspend(self, name, value):
        self.call("PATCH", url("Kustomization", NS, name) + "?fieldManager=flux", {"spec": {"suspend": value}}, "flux/v2.9", PATCHES["merge"])

    def new_revision(self, name, broken=False):
        self.push_objects(name, later=True, broken=broken)
        word = self.ask("OCIRepository", name)
        self.wait_owner("OCIRepository", name, word)

    # --- the hands
    def act(self, entry, step):
        """One step of a case; the moment at which the API server had answered the write."""
        word, *rest = step
        subject = entry["manifest"]["metadata"]
        kind, name, ns = entry["manifest"]["kind"], subject["name"], subject.get("namespace")
        here = ["-n", ns] if ns else []
        if word == "kubectl":
            arguments = [argument.replace("@", name) if argument.endswith(("/@", "@")) else argument for argument in rest]
            return self.by_kubectl(*arguments, *([] if "-n" in arguments else here))
        if word == "edit":
            return self.by_kubectl("edit", KINDS[kind][1] + self.group(kind), name, *here, environment={"KUBE_EDITOR": "sed -i -e " + shlex.quote(rest[0])})
        if word == "http":
            agent, type, patch, subresource, manager, force = rest
            patch = json.loads(json.dumps(patch).replace("@CA@", self.bundle()))
            if type == "apply":
                patch = {"apiVersion": entry["manifest"]["apiVersion"], "kind": kind, "metadata": {"name": name} | ({"namespace": ns} if ns else {}), **patch}
            query = ([f"fieldManager={manager}"] if manager else []) + (["force=true"] if force else [])
            path = url(kind, ns, name) + (f"/{subresource}" if subresource else "") + ("?" + "&".join(query) if query else "")
            self.call("PATCH", path, patch, scenarios.AGENTS.get(agent, agent), PATCHES[type])
        elif word == "put":
            agent, change = rest
            self.call("PUT", url(kind, ns, name), merged(self.clean(self.look(entry["subject"])), change), scenarios.AGENTS.get(agent, agent))
        elif word == "delete":
            self.call("DELETE", url(kind, ns, name), None, scenarios.AGENTS.get(rest[0], rest[0]))
        elif word in ("apply", "replace-manifest"):
            flags, change = rest
            return self.by_kubectl(word.split("-")[0], *flags, "-f", "-", input=json.dumps(merged(entry["manifest"], change)))
        elif word == "replace":
            flags, change = rest
            return self.by_kubectl("replace", *flags, "-f", "-", input=json.dumps(merged(self.clean(self.look(entry["subject"])), change)))
        elif word == "recreate":
            export = self.clean(self.look(entry["subject"]), "resourceVersion", "uid", "creationTimestamp")
            self.by_kubectl("delete", kind, name, *here)
            return self.by_kubectl("create", "-f", "-", input=json.dumps(merged(export, rest[0])))
        elif word == "copy":
            export = self.clean(self.get(url(kind, ns, name)), "resourceVersion", "uid", "creationTimestamp")
            export["metadata"]["name"] = rest[0]
            return self.by_kubectl("create", "-f", "-", input=json.dumps(export))
        elif word == "create":
            return self.by_kubectl("create", "-f", "-", input=json.dumps(rest[0]))
        elif word == "suspend":
            self.set_suspend(rest[0], True)
        elif word == "push":
            self.new_revision(rest[0])
        elif word in ("push-broken", "push-failing"):
            self.new_revision(rest[0], broken=word == "push-broken")
            self.wait_owner("Kustomization", rest[0], ready="False")
        elif word == "upgrade":
            objects = scenarios.manifests(rest[0], later=True)
            self.call("PATCH", url("HelmRelease", NS, rest[0]) + "?fieldManager=gitops", {"spec": {"values": {"objects": objects}}}, "gitops/1", PATCHES["merge"])
        else:
            raise ValueError(f"no hand for {word}")
        return time.time()

    def group(self, kind):
        api = KINDS[kind][0]
        return "." + api.split("/")[0] if "/" in api else ""

    def bundle(self):
        return base64.b64encode((self.plane.dir / "certs" / "apiserver.crt").read_bytes()).decode()

    @staticmethod
    def clean(raw, *more):
        raw = copy.deepcopy(raw)
        for field in ("managedFields", *more):
            raw["metadata"].pop(field, None)
        return raw

    def by_kubectl(self, *arguments, input=None, environment=None):
        """kubectl itself; when it had the answer to its last write stands in its log."""
        done = subprocess.run([str(self.plane.bin / "kubectl"), f"--kubeconfig={self.plane.kubeconfig}", f"--cache-dir={self.plane.dir}/kube-cache", "-v=6", *arguments],
                              input=input, capture_output=True, text=True, env={**os.environ, "TZ": "UTC", **(environment or {})})
        if done.returncode != 0:
            raise RuntimeError(f"kubectl {' '.join(arguments)}: {done.stderr.strip()[-600:]}")
        moments = ANSWERED.findall(done.stderr)
        if not moments:
            return time.time()
        hours, minutes, seconds, _ = moments[-1]
        today = datetime.datetime.now(datetime.timezone.utc)
        return today.replace(hour=int(hours), minute=int(minutes), second=int(float(seconds)), microsecond=int(float(seconds) % 1 * 1e6)).timestamp()

    def change(self, entries, field="change"):
        """The steps of many cases, two at a time; each case's own in order."""
        def one(entry):
            try:
                for step in entry[field]:
                    moment = self.act(entry, step)
                    if field == "change":
                        self.written[entry["name"]] = moment
            except RuntimeError as error:
                raise RuntimeError(f"{entry['name']}: {error}") from None
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(one, [entry for entry in entries if entry[field]]))

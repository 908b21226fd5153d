# SPDX-License-Identifier: Apache-2.0
"""One control plane, what the scenarios need around it, and the hands that act on it: kubectl, pushes, stopping."""
import http.server
import importlib.machinery
import importlib.util
import json
import os
import subprocess
import threading
from pathlib import Path

import manifests
from manifests import API, NS, PLURAL

HERE = Path(__file__).resolve().parent
CONTROLLERS = ["source-controller", "kustomize-controller", "helm-controller"]
HANDWRITTEN = [kind for kind, api in API.items() if api.split("/")[0] in ("image.toolkit.fluxcd.io", "source.extensions.fluxcd.io", "fluxcd.controlplane.io")]


def load_control_plane():
    loader = importlib.machinery.SourceFileLoader("control_plane", str(HERE.parent / "control-plane"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("control_plane", loader))
    loader.exec_module(module)
    return module


def split(identity):
    kind, ns, name = identity.split("/")
    return kind, ns, name


def identity_of(raw):
    return f"{raw['kind']}/{raw['metadata'].get('namespace', '')}/{raw['metadata']['name']}"


def resource(kind):
    return f"{PLURAL[kind]}.{API[kind].split('/')[0]}"


class Denies(http.server.BaseHTTPRequestHandler):
    """A server that wants a password and takes none."""
    def do_GET(self):
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="denied"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_POST = do_GET

    def log_message(self, *arguments):
        pass


class Bed:
    def __init__(self, folder, program):
        self.plane = load_control_plane().ControlPlane(folder)
        self.program = program
        self.objects = {}  # Kind/ns/name -> as kubectl last read it
        self.facts = {}  # what a run finds out: digests
        self.requests = 0
        self.old_versions = {}  # kind -> the version served in phase 3

    # --- around it
    def up(self):
        plane = self.plane
        plane.up()
        self.registry = f"127.0.0.1:{plane.port['registry']}"
        denies = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Denies)
        threading.Thread(target=denies.serve_forever, daemon=True).start()
        plane.servers.append(denies)
        self.denying = f"127.0.0.1:{denies.server_port}"
        plane.port["denying"] = denies.server_port
        plane.push("truth/content", "latest", manifests.write_content(plane.dir / "content"))
        self.facts["first"] = self.push("truth/moving", "latest", "1")
        self.push_chart("truth/thing", "1")
        self.push_chart("truth/thing-moving", "1")
        self.helm = plane.helm_repository({"thing": ("1.0.0", manifests.CHART)})
        docs = {"docs/docs.yaml": json.dumps(manifests.config_map("docs", page="index"))}
        self.git = plane.git_repository("docs", docs)
        self.vanishing = plane.git_repository("vanishing", docs)
        key = subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout"], check=True, capture_output=True).stdout
        self.public_key = subprocess.run(["openssl", "ec", "-pubout"], input=key, check=True, capture_output=True).stdout.decode()
        self.apply(*({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in (NS, "work", "elsewhere")),
                   *(manifests.crd(kind) for kind in HANDWRITTEN + ["Widget"]))
        self.kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all")

    def push(self, repository, tag, version):
        folder = manifests.write_content(self.plane.dir / f"{repository.replace('/', '-')}-{version}", {"cm": [manifests.config_map("settings", version=version)]})
        return self.plane.push(repository, tag, folder)

    def push_chart(self, repository, colour):
        """The chart as an OCI artifact of Helm's media types, under its version as tag."""
        folder = self.plane.dir / f"{repository.replace('/', '-')}-{colour}"
        package = manifests.chart_package("thing", "1.0.0", manifests.CHART | {"values.yaml": f"colour: shade-{colour}\n"})
        return push_layer(self.plane.port["registry"], repository, "1.0.0", package)

    # --- acting
    def kubectl(self, *arguments, input=None):
        done = subprocess.run([str(self.plane.bin / "kubectl"), f"--kubeconfig={self.plane.kubeconfig}", f"--cache-dir={self.plane.dir}/kube-cache", *arguments],
                              input=input, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"kubectl {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout

    def apply(self, *objects):
        self.kubectl("apply", "--server-side", "--field-manager=gitops", "-f", "-", input=json.dumps({"apiVersion": "v1", "kind": "List", "items": list(objects)}))

    def patch(self, identity, patch, *more):
        kind, ns, name = split(identity)
        self.kubectl("patch", resource(kind) if kind in API else kind, name, "-n", ns, "--type=merge", "-p", json.dumps(patch), *more)

    def suspend(self, identity):
        self.patch(identity, {"spec": {"suspend": True}})

    def request(self, identity):
        self.requests += 1
        self.patch(identity, {"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": f"truth-{self.requests}"}}})

    def delete(self, identity):
        kind, ns, name = split(identity)
        self.kubectl("delete", resource(kind), name, "-n", ns, "--wait=false")

    def write_status(self, identity, status):
        self.patch(identity, {"status": status}, "--subresource=status")

    def stop_controllers(self):
        for name in CONTROLLERS:
            self.plane.stop(name)

    def serve_only(self, kind, version):
        """The kind's CRD as an older Flux had it: the same schema under another version, the newest no longer served."""
        definition = json.loads(self.kubectl("get", "crd", resource(kind), "-o", "json"))
        versions = definition["spec"]["versions"]
        newest = next(entry for entry in versions if entry["storage"])
        old = json.loads(json.dumps(newest)) | {"name": version, "storage": False, "served": True}
        definition["spec"]["versions"] = [newest | {"served": False}, old]
        definition["metadata"].pop("managedFields", None)
        self.kubectl("replace", "-f", "-", input=json.dumps(definition))
        self.old_versions[kind] = version
        group = API[kind].split("/")[0]

        def served():
            try:
                listed = json.loads(self.kubectl("get", "--raw", f"/apis/{group}/{version}"))
                self.kubectl("get", "--raw", f"/apis/{group}/{version}/{PLURAL[kind]}?limit=1")
            except RuntimeError:
                return False
            return any(entry["name"] == PLURAL[kind] for entry in listed["resources"])
        self.plane.wait_for(f"discovery of {kind} {version}", served)

    # --- reading
    def read(self):
        """Every Flux object as kubectl reads it, by Kind/ns/name."""
        kinds = [kind for kind in API if kind not in self.old_versions]
        items = json.loads(self.kubectl("get", ",".join(resource(kind) for kind in kinds), "-A", "-o", "json"))["items"]
        for kind, version in self.old_versions.items():
            items += json.loads(self.kubectl("get", "--raw", f"/apis/{API[kind].split('/')[0]}/{version}/{PLURAL[kind]}"))["items"]
        for raw in items:
            raw["metadata"].pop("managedFields", None)
        self.objects = {identity_of(raw): raw for raw in items}
        return self.objects

    def status(self):
        """What the program says at this moment."""
        environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "KUBECONFIG")}
        done = subprocess.run([self.program, "status", "--output", "json", "--inventory", "--kubeconfig", str(self.plane.kubeconfig), "--context", "bed",
                               "--profile", str(self.plane.dir / "profile")], capture_output=True, text=True, env=environment)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"driftglass status: exit {done.returncode}: {done.stderr.strip()}")
        answer = json.loads(done.stdout)
        answer["exit"] = done.returncode
        return answer


def push_layer(port, repository, tag, package):
    """A one-layer Helm artifact by plain registry calls; its manifest's digest."""
    import hashlib
    import http.client
    connection = http.client.HTTPConnection("127.0.0.1", port)
    config = json.dumps({"name": "thing", "version": tag, "apiVersion": "v2"}).encode()

    def digest(data):
        return "sha256:" + hashlib.sha256(data).hexdigest()

    def call(method, path, body=None, headers=None):
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        response.read()
        if response.status not in (201, 202):
            raise RuntimeError(f"{method} {path}: {response.status}")
        return response
    for blob in (package, config):
        location = call("POST", f"/v2/{repository}/blobs/uploads/").getheader("Location")
        path = "/" + location.split("/", 3)[3] if location.startswith("http") else location
        call("PUT", path + ("&" if "?" in path else "?") + "digest=" + digest(blob), blob, {"Content-Type": "application/octet-stream"})
    media = "application/vnd.oci.image.manifest.v1+json"
    manifest = json.dumps({"schemaVersion": 2, "mediaType": media,
                           "config": {"mediaType": "application/vnd.cncf.helm.config.v1+json", "digest": digest(config), "size": len(config)},
                           "layers": [{"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "digest": digest(package), "size": len(package)}]}).encode()
    call("PUT", f"/v2/{repository}/manifests/{tag}", manifest, {"Content-Type": media})
    return digest(manifest)

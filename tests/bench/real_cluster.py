# SPDX-License-Identifier: Apache-2.0
"""A real API server that holds many Kustomizations with status and inventory, without controllers."""
import http.client, json, queue, ssl, subprocess, threading
from pathlib import Path

CLUSTER = Path(__file__).resolve().parent.parent / "cluster"
API = "/apis/kustomize.toolkit.fluxcd.io/v1"
TOKEN = {"Authorization": "Bearer admin-token"}
NAMESPACES = 100
WRITERS = 8
KINDS = ["_ConfigMap", "apps_Deployment", "_Service", "_ServiceAccount", "networking.k8s.io_NetworkPolicy", "rbac.authorization.k8s.io_RoleBinding", "batch_CronJob"]


class Failed(Exception):
    pass


def ready():
    return subprocess.run([str(CLUSTER / "build-programs"), "--check"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def kustomization(index):
    namespace, name = f"team-{index % NAMESPACES:03d}", f"app-{index:05d}"
    return namespace, name, {
        "apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization",
        "metadata": {"name": name, "namespace": namespace, "labels": {"team": namespace}},
        "spec": {"interval": "10m", "path": f"./apps/{name}", "prune": True, "sourceRef": {"kind": "OCIRepository", "name": "delivery", "namespace": namespace}}}


def status(index, inventory):
    namespace, name, _ = kustomization(index)
    revision = f"main@sha1:{index * 7919:040x}"
    time = f"2026-11-23T10:{index // 60 % 60:02d}:{index % 60:02d}Z"
    ready = {"type": "Ready", "status": "True", "reason": "ReconciliationSucceeded", "message": f"Applied revision: {revision}"}
    if index % 50 == 7:
        ready = {"type": "Ready", "status": "False", "reason": "BuildFailed", "message": "kustomize build failed: accumulating resources"}
    entries = [{"id": f"{namespace}_{name}-part-{i:03d}_{KINDS[i % len(KINDS)]}", "v": "v1"} for i in range(inventory)]
    return {"status": {"observedGeneration": 1, "conditions": [{**ready, "lastTransitionTime": time, "observedGeneration": 1}],
                       "inventory": {"entries": entries}, "lastAppliedRevision": revision, "lastAttemptedRevision": revision}}


class RealCluster:
    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        self.plane = subprocess.Popen([str(CLUSTER / "control-plane"), "serve", str(self.folder), "--no-flux"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.plane.stdout.readline()
        if not line:
            self.__exit__()
            raise Failed("the control plane did not start")
        facts = json.loads(line)
        self.port, self.kubeconfig, self.kubectl = facts["ports"]["api"], facts["kubeconfig"], f"{facts['bin']}/kubectl"
        try:
            self.install()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.plane.stdin.close()
        self.plane.wait(60)

    def install(self):
        crds = Path(subprocess.run([str(CLUSTER / "build-programs")], check=True, stdout=subprocess.PIPE, text=True).stdout.split("\n")[0])
        for arguments in (["apply", "--server-side", "-f", str(crds / "kustomize-controller")], ["wait", "--for=condition=Established", "--timeout=60s", "crd", "--all"]):
            subprocess.run([self.kubectl, f"--kubeconfig={self.kubeconfig}", *arguments], check=True, stdout=subprocess.DEVNULL)

    def connect(self):
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=ssl.create_default_context(cafile=self.ca()))

    def ca(self):
        return str(Path(self.kubeconfig).parent / "certs" / "apiserver.crt")

    @staticmethod
    def call(connection, method, path, body, content_type="application/json"):
        connection.request(method, path, json.dumps(body), {**TOKEN, "Content-Type": content_type})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status not in (200, 201, 409):
            raise Failed(f"{method} {path}: {answer.status} {text[:200]!r}")

    def write(self, work, inventory, problems):
        try:
            connection = self.connect()
            while True:
                index = work.get_nowait()
                namespace, name, body = kustomization(index)
                base = f"{API}/namespaces/{namespace}/kustomizations"
                self.call(connection, "POST", f"{base}?fieldManager=gitops", body)
                self.call(connection, "PATCH", f"{base}/{name}/status?fieldManager=gotk-kustomize-controller", status(index, inventory), "application/merge-patch+json")
        except queue.Empty:
            pass
        except Exception as problem:
            problems.append(problem)

    def fill(self, count, inventory):
        connection = self.connect()
        for index in range(min(NAMESPACES, count)):
            self.call(connection, "POST", "/api/v1/namespaces", {"metadata": {"name": f"team-{index:03d}"}})
        work, problems = queue.Queue(), []
        for index in range(count):
            work.put(index)
        writers = [threading.Thread(target=self.write, args=(work, inventory, problems)) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        if problems:
            raise Failed(f"filling the API server: {problems[0]}")

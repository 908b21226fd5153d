# SPDX-License-Identifier: Apache-2.0
"""A double of the agent's Flux module, in a real cluster: it makes a Receiver for each GitRepository of this GitLab and
triggers it on a push. [KAS:internal/module/flux/agent/{module,gitrepository_controller,client,reconcile_trigger}.go, doc/flux.md;
gitlab-docs user/clusters/agent/gitops]. Documented, not seen: the agentk at hand was built without this module.
It never notifies an OCIRepository, a HelmRepository or a Bucket."""
import http.client, json, re, threading, time
from urllib.parse import urlsplit

SOURCE, NOTIFICATION = "/apis/source.toolkit.fluxcd.io/v1", "/apis/notification.toolkit.fluxcd.io/v1"
CRDS = ("gitrepositories.source.toolkit.fluxcd.io", "receivers.notification.toolkit.fluxcd.io")
THROUGH_API_SERVER = re.compile(r"^/api/v1/namespaces/[^/]+/services/[^/]+/proxy")
MANAGER = "agentk"


def project_path(url, host):
    """The project a GitRepository's URL names, None when it is not this GitLab's. Only the host counts, not scheme or port;
    git@host:path is no URL and is passed over."""
    if "://" not in url:
        return None
    parts = urlsplit(url)
    if parts.hostname != host:
        return None
    return parts.path.lstrip("/").removesuffix(".git") or None


def receiver_name(repository):
    """Cut at 63 characters; what then ends in no letter or digit ends in x."""
    name = f"gitlab-{repository}"[:63]
    return name if name[-1].isalnum() else name[:-1] + "x"


class AgentDouble:
    def __init__(self, standin, agent, cluster, receiver_url=None):
        self.standin, self.agent, self.cluster, self.receiver_url = standin, agent, cluster, receiver_url
        self.log, self.receivers, self.running = [], {}, False
        self.stopping, self.changed = threading.Event(), threading.Condition()

    def start(self):
        """Off until the next start when Flux is not there [module.go]: False."""
        for name in CRDS:
            status, crd = self.cluster.ask("GET", f"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{name}")
            established = status == 200 and any(c["type"] == "Established" and c["status"] == "True" for c in crd["status"].get("conditions", []))
            if not established or not any(v["name"] == "v1" and v["served"] for v in crd["spec"]["versions"]):
                self.note("off", f"{name} is not served")
                return False
        self.running = True
        for path, seen in ((SOURCE + "/gitrepositories", self.repository_seen), (NOTIFICATION + "/receivers", self.receiver_seen)):
            threading.Thread(target=self.follow, args=(path, seen), daemon=True).start()
        return True

    def stop(self):
        self.stopping.set()

    def note(self, what, text, **more):
        self.log.append({"agent": self.agent.id, "what": what, "text": text, "at": time.time(), **more})

    # --- watching

    def follow(self, path, seen):
        """List and watch, from the start again after any error."""
        while not self.stopping.is_set():
            try:
                status, found = self.cluster.ask("GET", path)
                if status == 200:
                    for one in found["items"]:
                        seen("ADDED", one)
                    self.watch(path, found["metadata"]["resourceVersion"], seen)
            except (OSError, ValueError, http.client.HTTPException, KeyError) as error:
                self.note("error", f"{path}: {error}")
            self.stopping.wait(0.2)

    def watch(self, path, version, seen):
        connection = self.cluster.connection(timeout=330)
        headers = {"Authorization": self.cluster.authorization} if self.cluster.authorization else {}
        connection.request("GET", f"{self.cluster.server.path}{path}?watch=1&resourceVersion={version}&timeoutSeconds=300", headers=headers)
        response = connection.getresponse()
        while not self.stopping.is_set() and (line := response.readline()):
            event = json.loads(line)
            if event["type"] == "ERROR":
                return
            seen(event["type"], event["object"])

    def receiver_seen(self, kind, receiver):
        marks = receiver["metadata"].get("annotations") or {}
        project = marks.get("agent.gitlab.com/project")
        if marks.get("agent.gitlab.com/id") != str(self.agent.id) or not project:
            return
        key = (receiver["metadata"]["namespace"], receiver["metadata"]["name"])
        with self.changed:
            if kind == "DELETED":
                self.receivers.pop(key, None)
            else:
                path = (receiver.get("status") or {}).get("webhookPath")
                if path and (project, path) != self.receivers.get(key):
                    self.note("armed", "/".join(key))
                self.receivers[key] = (project, path)
            self.changed.notify_all()

    # --- Receivers

    def repository_seen(self, kind, repository):
        """Server-side apply with force, as the agent's own field manager; owned by the GitRepository, so gone with it."""
        meta = repository["metadata"]
        project = project_path(repository["spec"]["url"], self.standin.entities.host())
        if kind == "DELETED" or project is None:
            return
        namespace, name = meta["namespace"], meta["name"]
        marks = {"app.kubernetes.io/managed-by": "gitlab", "agent.gitlab.com/id": str(self.agent.id)}
        owner = [{"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository", "name": name, "uid": meta["uid"], "controller": True, "blockOwnerDeletion": True}]
        secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": f"gitlab-receiver-{name}", "namespace": namespace, "annotations": marks, "ownerReferences": owner},
                  "data": {"token": ""}}
        receiver = {"apiVersion": "notification.toolkit.fluxcd.io/v1", "kind": "Receiver",
                    "metadata": {"name": receiver_name(name), "namespace": namespace, "annotations": {**marks, "agent.gitlab.com/project": project}, "ownerReferences": owner},
                    "spec": {"type": "generic", "interval": "5m", "resources": [{"kind": "GitRepository", "name": name, "namespace": namespace}], "secretRef": {"name": secret["metadata"]["name"]}}}
        for path, wanted in ((f"/api/v1/namespaces/{namespace}/secrets/", secret), (f"{NOTIFICATION}/namespaces/{namespace}/receivers/", receiver)):
            status, answer = self.cluster.ask("PATCH", f"{path}{wanted['metadata']['name']}?fieldManager={MANAGER}&force=true", wanted, "application/apply-patch+yaml")
            if status not in (200, 201):
                return self.note("error", f"{wanted['kind']} {namespace}/{wanted['metadata']['name']}: {status} {answer}")
        self.note("receiver", f"{namespace}/{receiver['metadata']['name']}", project=project)

    # --- pushes

    def pushed(self, project):
        """What the agent server passes on: pushes to public projects and to the agent's own configuration project
        [GL:lib/api/helpers/kubernetes/agent_helpers.rb agent_has_access_to_project?]. Nothing is tried again."""
        if not self.running or self.agent.state != "connected":
            return
        if project.visibility != "public" and project is not self.agent.project:
            return self.note("not told", f"{project.path} is {project.visibility} and not the configuration project")
        with self.changed:
            targets = [(key, path) for key, (name, path) in self.receivers.items() if name == project.path]
        for key, path in targets:
            if path:
                self.trigger(f"{key[0]}/{key[1]}", path)

    def trigger(self, receiver, path):
        """POST <webhook_receiver_url><status.webhookPath>, empty; anything but 200 is only logged. A URL of the API server's
        service proxy goes there with the agent's own credentials."""
        configuration = (self.standin.model.configuration(self.agent) or {}).get("flux") or {}
        base = urlsplit(self.receiver_url or configuration.get("webhook_receiver_url") or "http://webhook-receiver.flux-system.svc.cluster.local")
        try:
            if THROUGH_API_SERVER.match(base.path):
                status, _ = self.cluster.ask("POST", base.path.rstrip("/") + path, {})
            else:
                connection = (http.client.HTTPSConnection if base.scheme == "https" else http.client.HTTPConnection)(base.hostname, base.port, timeout=10)
                connection.request("POST", base.path.rstrip("/") + path, b"")
                status = connection.getresponse().status
                connection.close()
        except OSError as error:
            return self.note("trigger failed", f"{receiver}: {error}")
        self.note("triggered" if status == 200 else "trigger failed", receiver, status=status)

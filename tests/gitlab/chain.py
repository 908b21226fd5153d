#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The deploy chain with real parts: git push to the stand-in -> the agent double -> a Receiver of the real
notification-controller -> the real source-controller pulls from the stand-in -> kustomize-controller applies -> the
commit-status Provider posts to the stand-in, and REST tells it."""
import json, subprocess, sys, tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import bed  # noqa: E402
from parts.content import config_map  # noqa: E402

# Intervals of an hour: what happens sooner was set off by a push.
OBJECTS = """
apiVersion: v1
kind: Namespace
metadata: {{name: docs}}
---
apiVersion: v1
kind: Secret
metadata: {{name: gitlab-token, namespace: flux-system}}
stringData: {{token: status-token}}
---
apiVersion: v1
kind: Secret
metadata: {{name: deploy-token, namespace: flux-system}}
stringData: {{username: gitlab+deploy-token-13, password: deploy-token}}
---
apiVersion: v1
kind: Secret
metadata: {{name: hook-token, namespace: flux-system}}
stringData: {{token: hook-secret}}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {{name: docs, namespace: flux-system}}
spec: {{interval: 1h, url: "{url}/harbour/delivery.git", ref: {{branch: main}}}}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {{name: private, namespace: flux-system}}
spec: {{interval: 1h, url: "{url}/team/delivery.git", ref: {{branch: main}}, secretRef: {{name: deploy-token}}}}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {{name: without-token, namespace: flux-system}}
spec: {{interval: 1h, url: "{url}/team/delivery.git", ref: {{branch: main}}}}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {{name: artifact, namespace: flux-system}}
spec: {{interval: 1h, url: "oci://{registry}/team/delivery", insecure: true, ref: {{tag: latest}}}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {{name: docs, namespace: flux-system}}
spec: {{interval: 1h, retryInterval: 1h, path: ./docs, prune: true, sourceRef: {{kind: GitRepository, name: docs}}}}
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: {{name: gitlab, namespace: flux-system}}
spec: {{type: gitlab, address: "{url}/harbour/delivery", secretRef: {{name: gitlab-token}}}}
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: {{name: gitlab, namespace: flux-system}}
spec: {{providerRef: {{name: gitlab}}, eventSources: [{{kind: Kustomization, name: docs}}]}}
---
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: {{name: artifact, namespace: flux-system}}
spec:
  type: gitlab
  events: [Push Hook]
  secretRef: {{name: hook-token}}
  resources: [{{kind: OCIRepository, name: artifact}}]
"""
REQUESTED = "reconcile.fluxcd.io/requestedAt"


class Chain:
    def __init__(self, plane, checks, folder):
        self.plane, self.checks, self.folder = plane, checks, folder
        self.probe = sys.argv[1] if len(sys.argv) > 1 else None
        self.url, self.control = plane.gitlab.facts()["url"], plane.gitlab.facts()["control"]

    def get(self, kind, name, namespace="flux-system"):
        found = self.plane.kubectl("-n", namespace, "get", kind, name, "-o", "json", check=False).stdout
        return json.loads(found) if found.startswith("{") else {"metadata": {}, "status": {}}

    def ready(self, kind, name, wanted="True"):
        one = self.get(kind, name)
        return next((one for c in one.get("status", {}).get("conditions", []) if c["type"] == "Ready" and c["status"] == wanted), None)

    def armed(self, name):
        """notification-controller writes a Receiver's conditions first, its path a moment later."""
        one = self.ready("receiver", name)
        return one if one and one["status"].get("webhookPath") else None

    def requested(self, kind, name):
        return (self.get(kind, name)["metadata"].get("annotations") or {}).get(REQUESTED)

    def notices(self):
        return bed.call(self.control, "/notices", data={}).json()["notices"]

    def push(self, project, token, path, text, message):
        """A person's push with the git program; the commit's id."""
        work = self.folder / f"clone-{project.replace('/', '-')}"
        git = lambda *a: subprocess.run(["git", "-c", "user.name=Ben", "-c", "user.email=ben@example.com", *a], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True).stdout.strip()
        if not work.exists():
            git("clone", "-q", self.url.replace("://", f"://any:{token}@") + f"/{project}.git", str(work))
        (work / path).write_text(text)
        git("-C", str(work), "commit", "-qam", message)
        git("-C", str(work), "push", "-q", "origin", "main")
        return git("-C", str(work), "rev-parse", "HEAD")

    def statuses(self, sha, every=False):
        return bed.call(self.url, f"/api/v4/projects/51/repository/commits/{sha}/statuses" + ("?all=true" if every else ""), "other-team-token").json()

    def posted(self, sha, state):
        return bed.until(f"a status {state} of {sha[:8]}", lambda: next((s for s in self.statuses(sha) if s["name"].startswith("kustomization/") and s["status"] == state), None))

    # --- the chapters

    def what_the_agent_makes(self):
        receiver = bed.until("the agent's Receiver", lambda: self.armed("gitlab-docs"))
        marks, spec = receiver["metadata"]["annotations"], receiver["spec"]
        self.checks.equal("Receiver: annotations", {k: marks[k] for k in marks if "gitlab" in k or "managed-by" in k},
                          {"app.kubernetes.io/managed-by": "gitlab", "agent.gitlab.com/id": "7", "agent.gitlab.com/project": "harbour/delivery"})
        self.checks.equal("Receiver: spec", (spec["type"], spec["interval"], spec["resources"], spec["secretRef"]["name"]),
                          ("generic", "5m", [{"kind": "GitRepository", "name": "docs", "namespace": "flux-system"}], "gitlab-receiver-docs"))
        self.checks.equal("Receiver: owner", [(o["kind"], o["name"], o["controller"]) for o in receiver["metadata"]["ownerReferences"]], [("GitRepository", "docs", True)])
        import hashlib
        self.checks.equal("Receiver: a path anybody can compute", receiver["status"]["webhookPath"], "/hook/" + hashlib.sha256(b"gitlab-docsflux-system").hexdigest())
        names = {r["metadata"]["name"] for r in json.loads(self.plane.kubectl("get", "receivers", "-A", "-o", "json").stdout)["items"]}
        self.checks.equal("Receivers: one for each GitRepository of this GitLab, none for the OCIRepository", names, {"artifact", "gitlab-docs", "gitlab-private", "gitlab-without-token"})

    def a_push_of_the_public_project(self):
        bed.until("the double knows the path", lambda: any(n["what"] == "armed" and n["text"] == "flux-system/gitlab-docs" for n in self.notices()))
        before = self.requested("gitrepository", "docs")
        sha = self.push("harbour/delivery", "other-team-token", "docs/docs.yaml", config_map("docs", "docs", page="third"), "Docs: third page")
        applied = bed.until("the push is applied", lambda: (lambda k: k if k and k["status"].get("lastAppliedRevision") == f"main@sha1:{sha}" else None)(self.ready("kustomization", "docs")))
        self.checks.that("applied", applied is not None)
        after = self.requested("gitrepository", "docs")
        self.checks.that("the GitRepository was asked by notification-controller", after and after != before, after)
        self.checks.equal("in the cluster", self.get("configmap", "docs", "docs").get("data"), {"page": "third"})
        self.checks.that("the double triggered the Receiver and got 200", any(n["what"] == "triggered" and n["text"] == "flux-system/gitlab-docs" and n["status"] == 200 for n in self.notices()), self.notices())
        status = self.posted(sha, "success")
        uid = self.get("provider", "gitlab")["metadata"]["uid"].split("-")[0]
        self.checks.equal("the status Flux posted", {k: status[k] for k in ("name", "sha", "ref", "description", "target_url")},
                          {"name": f"kustomization/docs/{uid}", "sha": sha, "ref": "main", "description": "reconciliation succeeded", "target_url": None})
        self.checks.equal("by the token's bot", status["author"]["username"], "project_51_bot_4f1c")
        self.checks.that("GitLab made a pipeline of the push, the status is in it", status["pipeline_id"] in {p["id"] for p in bed.call(self.url, f"/api/v4/projects/51/pipelines?sha={sha}", "other-team-token").json()})

        self.the_delivery_view_of(sha)

    def delivery(self, sha):
        """What the Delivery view knows (delivery_probe.cpp)."""
        found = subprocess.run([self.probe, str(self.plane.kubeconfig), "bed", self.url, "other-team-token", "flux-system", "docs", sha],
                               stdout=subprocess.PIPE, text=True)
        return json.loads(found.stdout)

    def the_delivery_view_of(self, sha):
        if not self.probe:
            return print("no delivery_probe given: what the Delivery view knows is not asked", flush=True)
        seen = self.delivery(sha)
        self.checks.equal("delivery: the commit", seen["sha"], sha)
        self.checks.equal("delivery: every hop", {name: hop["state"] for name, hop in seen["hops"].items()},
                          {"commit": "done", "artifact": "not-applicable", "agent": "done", "fetched": "done", "applied": "done",
                           "healthy": "not-applicable", "reported": "done"})
        self.checks.equal("delivery: who", seen["hops"]["commit"]["actor"], "Ben")
        self.checks.equal("delivery: nothing is missing and nothing stands", (seen["behind"], seen["standsAt"]), (0, None))
        times = [seen["hops"][name]["time"] for name in ("commit", "agent", "fetched", "applied", "reported")]
        self.checks.equal("delivery: one after the other", times, sorted(times))

    def a_push_that_does_not_build(self):
        sha = self.push("harbour/delivery", "other-team-token", "docs/docs.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: [not a name\n", "Docs: broken")
        status = self.posted(sha, "failed")
        self.checks.equal("a failure is told on the commit", status["description"], "build failed")
        if self.probe:
            seen = self.delivery(sha)
            self.checks.equal("delivery: it stands at Applied, and that was reported",
                              (seen["sha"], seen["standsAt"], seen["hops"]["applied"]["state"], seen["hops"]["reported"]["state"]), (sha, "applied", "failed", "done"))
            self.checks.that("delivery: in the controller's words", "failed to decode Kubernetes YAML" in seen["hops"]["applied"]["message"], seen["hops"]["applied"])
        self.checks.equal("and once", len([s for s in self.statuses(sha, every=True) if s["name"] == status["name"]]), 1)

    def a_push_of_the_private_project(self):
        """The agent server is not told; a web hook reaches the OCIRepository's own Receiver."""
        private, artifact = self.requested("gitrepository", "private"), self.requested("ocirepository", "artifact")
        path = bed.until("the Receiver of type gitlab", lambda: self.armed("artifact"))["status"]["webhookPath"]
        hook = {"url": f"http://127.0.0.1:{self.plane.port['receiver']}{path}", "token": "hook-secret"}
        self.checks.equal("the maintainer makes a hook", bed.call(self.url, "/api/v4/projects/43/hooks", "maintainer-token", hook).status, 201)
        self.push("team/delivery", "maintainer-token", "apps/shop.yaml", config_map("shop", "apps", version="5"), "Shop 5")
        bed.until("the agent server passes it over", lambda: any(n["what"] == "not told" and n["text"].startswith("team/delivery") for n in self.notices()))
        bed.until("the hook's Receiver asked the OCIRepository", lambda: self.requested("ocirepository", "artifact") not in (None, artifact))
        self.checks.equal("nobody asked the private GitRepository", self.requested("gitrepository", "private"), private)

    def what_the_token_opens(self):
        self.checks.that("the private repository comes with the deploy token", bed.until("pulled", lambda: self.ready("gitrepository", "private")))
        refused = bed.until("refused", lambda: self.ready("gitrepository", "without-token", "False"))
        message = next(c["message"] for c in refused["status"]["conditions"] if c["type"] == "Ready")
        self.checks.that("and not without", "authentication required" in message, message)

    def the_registry(self):
        images = bed.call(self.url, "/api/v4/projects/43/registry/repositories?tags=true", "user-token").json()
        self.checks.equal("the artifact's tag", [t["name"] for t in images[0]["tags"]], ["latest"])
        tag = bed.call(self.url, f"/api/v4/projects/43/registry/repositories/{images[0]['id']}/tags/latest", "user-token").json()
        revision = bed.until("the artifact is pulled", lambda: self.ready("ocirepository", "artifact"))["status"]["artifact"]["revision"]
        self.checks.equal("its digest is the revision Flux has", (f"latest@{tag['digest']}", tag["created_at"]), (revision, None))


def main():
    checks = bed.Checks()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        plane = bed.control_plane(folder / "plane")
        try:
            plane.up()
            plane.install_gitlab(real_kas=False)
            registry = f"127.0.0.1:{plane.port['registry']}"
            checks.that("the agent finds Flux", plane.gitlab.start_doubles())
            (folder / "artifact").mkdir()
            (folder / "artifact" / "shop.yaml").write_text(config_map("shop", "apps", version="4"))
            plane.push("team/delivery", "latest", folder / "artifact")
            plane.kubectl("apply", "--server-side", "-f", "-", input=OBJECTS.format(url=plane.gitlab.url, registry=registry))
            chain = Chain(plane, checks, folder)
            bed.until("the first revision is applied", lambda: chain.ready("kustomization", "docs"))
            chain.what_the_agent_makes()
            chain.a_push_of_the_public_project()
            chain.a_push_that_does_not_build()
            chain.what_the_token_opens()
            chain.the_registry()
            chain.a_push_of_the_private_project()
            checks.that("nothing but pushes triggered, and no OCIRepository", all("/artifact" not in n["text"] for n in chain.notices()), chain.notices())
        finally:
            plane.stop_all()
    checks.end()


if __name__ == "__main__":
    main()

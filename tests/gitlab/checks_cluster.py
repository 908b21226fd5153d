#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`driftglass checks --gitlab` through the stand-in's agent to a real API server: the tokens and keys of the projects that Flux's
objects name, and whether the agent is told of a push there. Objects whose status is written here are called handwritten.

  checks_cluster.py PROGRAM
"""
import json, os, subprocess, sys, tempfile
from pathlib import Path
from urllib.parse import urlsplit

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import bed  # noqa: E402

SECRET = "value-that-nobody-reads"


def secret(name, **keys):
    return {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name, "namespace": "apps"}, "stringData": {key.replace("_", "."): SECRET for key in keys}}


def flux(kind, name, spec, annotations=None):
    group = {"GitRepository": "source.toolkit.fluxcd.io/v1", "OCIRepository": "source.toolkit.fluxcd.io/v1"}
    version = "notification.toolkit.fluxcd.io/" + ("v1beta3" if kind == "Provider" else "v1")
    return {"apiVersion": group.get(kind, version), "kind": kind, "metadata": {"name": name, "namespace": "apps", "annotations": annotations or {}}, "spec": spec}


def objects(url):
    host = urlsplit(url).netloc
    yield {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "apps"}}
    for name in ("pull", "key", "status"):
        yield secret(name, username=1, password=1) if name == "pull" else secret(name, token=1)
    yield flux("GitRepository", "delivery", {"interval": "10m", "url": f"{url}/team/delivery.git", "secretRef": {"name": "pull"}})
    yield flux("GitRepository", "by-key", {"interval": "10m", "url": f"ssh://git@{host}/team/delivery.git", "secretRef": {"name": "key"}})
    yield flux("GitRepository", "docs", {"interval": "10m", "url": f"{url}/harbour/delivery.git"})
    yield flux("OCIRepository", "image", {"interval": "10m", "url": f"oci://{host}/team/delivery/manifests", "secretRef": {"name": "pull"}})
    yield flux("Provider", "status", {"type": "gitlab", "address": f"{url}/harbour/delivery", "secretRef": {"name": "status"}})
    for source, project in (("delivery", "team/delivery"), ("docs", "harbour/delivery")):
        yield flux("Receiver", f"handwritten-{source}", {"type": "generic", "secretRef": {"name": "pull"}, "resources": [{"kind": "GitRepository", "name": source}]},
                   {"agent.gitlab.com/id": "7", "agent.gitlab.com/project": project})


def checks_of(program, folder, plane, token):
    environment = dict(os.environ, DRIFTGLASS_TOKEN=token, HOME=folder, LC_ALL="C.UTF-8")
    command = [program, "checks", "--gitlab", plane.gitlab.url, "--agent-url", plane.gitlab.proxy_url, "--agent-id", "7", "--output", "json",
               "--profile", f"{folder}/profile", "--log-level", "debug"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180)
    if not done.stdout:
        raise RuntimeError(done.stderr)
    return {item["check"]: item for item in json.loads(done.stdout)["items"]}, done.stdout + done.stderr


def found(item, part="objects"):
    return sorted((o["name"], o["fact"], o.get("token", o["detail"]), o.get("fitting")) for o in item[part])


def main():
    program, checks = sys.argv[1], bed.Checks()
    with tempfile.TemporaryDirectory() as folder:
        plane = bed.control_plane(Path(folder) / "plane", flux=False)
        try:
            plane.up()
            for crds in sorted(plane.crds.glob("*-controller")):
                plane.kubectl("apply", "--server-side", "-f", str(crds))
            plane.kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all")
            plane.install_gitlab()
            plane.kubectl("apply", "--server-side", "-f", "-", input="\n---\n".join(json.dumps(o) for o in objects(plane.gitlab.url)))
            for source in ("delivery", "docs"):
                ready = {"type": "Ready", "status": "True", "reason": "Succeeded", "message": "", "lastTransitionTime": "2026-01-01T00:00:00Z", "observedGeneration": 1}
                plane.kubectl("patch", "-n", "apps", "receiver", f"handwritten-{source}", "--subresource=status", "--type=merge",
                              "-p", json.dumps({"status": {"observedGeneration": 1, "webhookPath": "/hook/1", "conditions": [ready]}}))
            bed.call(plane.gitlab.facts()["control"], "/token", data={"token": "deploy-token", "expires": 3})
            items, written = checks_of(program, folder, plane, "maintainer-token")
            expiry = items["flux-token-expiry"]
            # The registry's login and the repository's are the same deploy token; the key that ends in 5 days is one of two.
            checks.equal("a maintainer: what ends soon", found(expiry), [("by-key", "token-ends-soon", "release", 2), ("delivery", "token-ends-soon", "deploy", 1),
                                                                         ("image", "token-ends-soon", "deploy", 1)])
            checks.equal("a maintainer: nothing is unclear", found(expiry, "unclear"), [])
            checks.that("that it is one of several is said", any("one of 2 that fit" in o["evidence"] for o in expiry["objects"]), expiry["objects"])
            checks.equal("a maintainer: what can write", found(items["flux-token-write"]), [("by-key", "token-may-write", "release", 2)])
            checks.equal("a maintainer: what lies unused", found(items["flux-token-unused"]), [("status", "token-unused", "status", 1)])
            pushed = {o["name"]: o["evidence"] for o in items["push-armed"]["objects"]}
            checks.that("the agent is not told of the private project", "team/delivery is private" in pushed.get("delivery", ""), pushed)
            checks.that("of the public one it is", "private" not in pushed.get("docs", ""), pushed)
            items, more = checks_of(program, folder, plane, "user-token")
            expiry = items["flux-token-expiry"]
            checks.equal("a developer may not list them", (expiry["verdict"], {o["fact"] for o in expiry["unclear"]}), ("could-not-tell", {"tokens-not-read"}))
            pushed = {o["name"]: o["evidence"] for o in items["push-armed"]["objects"]}
            checks.that("whether a project is private a developer may see", "team/delivery is private" in pushed.get("delivery", ""), pushed)
            told = written + more + "".join(path.read_text() for path in Path(folder, "profile").rglob("*.log*"))
            for word in (SECRET, "maintainer-token", "user-token"):
                checks.that(f"{word} stands nowhere", word not in told)
        finally:
            plane.stop_all()
    checks.end()


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Snapshots and a recording of a real cluster: do they tell what the cluster told, and nothing that was to stay there?

A recording that is killed in the middle of an incident, snapshots before and after it, with canaries where secrets lie. DRIFTGLASS_PROGRAM and
DRIFTGLASS_CLUSTER_BIN as for the suites beside.
"""
import base64
import gzip
import json
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]
sys.dont_write_bytecode = True

import history  # noqa: E402
from history import content  # noqa: E402

CANARIES = {"secret": "canarysecret", "env": "canaryenv", "config": "canaryconfig", "mail": "canary@example.com", "token": "glpat-canarycanarycanary12"}


class Bed(history.Bed):
    def run(self, *words, exit_codes=(0,)):
        done = subprocess.run([self.program, *words, "--profile", str(self.plane.dir / "profile")], capture_output=True, text=True)
        if done.returncode not in exit_codes:
            sys.exit(f"{' '.join(words)}: {done.returncode} {done.stderr}")
        return done.stdout

    def live(self, *words, **more):
        return self.run(*words, "--kubeconfig", str(self.plane.kubeconfig), **more)

    def snapshot(self, name, *words):
        file = self.plane.dir / name
        self.live("snapshot", "--output", str(file), *words)
        return file

    def record(self):
        self.recording = self.plane.dir / "incident.dgsnap"
        self.recorder = subprocess.Popen([self.program, "record", "--output", str(self.recording), "--kubeconfig", str(self.plane.kubeconfig),
                                          "--profile", str(self.plane.dir / "profile")], stderr=subprocess.PIPE, text=True)
        for line in self.recorder.stderr:
            if "recording" in line:
                self.began = time.time()
                return
        sys.exit("the recorder ended")


def items(text, *fields):
    return sorted(json.dumps([item.get(field) for field in fields]) for item in json.loads(text)["items"])


def unpacked(file):
    """Also of a file that was cut off."""
    return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(file.read_bytes()).decode()


def run(bed):
    bed.up()
    pod = {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "web", "image": "registry.example.com/web:1", "args": [f"--token={CANARIES['token']}"],
           "env": [{"name": "URL", "value": f"https://{CANARIES['env']}"}]}]}}
    web = content.deployment("web", template=pod)
    web["metadata"]["annotations"] = {"owner": f"Ada <{CANARIES['mail']}>"}
    secret = content.secret("keys", data={"password": base64.b64encode(CANARIES["secret"].encode()).decode()})
    first = [content.config("colours", {"color": CANARIES["config"]}), web, secret]
    bed.deliver(first, "ReconciliationSucceeded")
    bed.plane.wait_for("the Pod", lambda: json.loads(bed.kubectl("get", "pods", "-n", content.WORK, "-o", "json"))["items"], 60)

    wrong = []

    def expect(what, is_so):
        if not is_so:
            wrong.append(what)

    fields = ("kind", "namespace", "name", "state", "suspended", "behind", "revision", "appliedRevision", "rootCause", "inventory", "owner", "health")
    before = bed.snapshot("before.dgsnap")
    for command, names, codes in (("status", fields, (0, 1)), ("drift", ("id", "finding", "confidence"), (0, 1))):
        more = ("--inventory",) if command == "status" else ()
        live = items(bed.live(command, "--output", "json", *more, exit_codes=codes), *names)
        kept = items(bed.run(command, "--snapshot", str(before), "--output", "json", *more, exit_codes=codes), *names)
        expect(f"{command}: the same of the file as of the cluster\n  {live}\n  {kept}", live == kept and (live or command == "drift"))
    text = unpacked(before)
    for place, canary in CANARIES.items():
        expect(f"no {place} in the snapshot", canary not in text and base64.b64encode(canary.encode()).decode() not in text)
    expect("Pods are in it", '"kind":"Pod"' in text and "registry.example.com/web:1" in text)
    expect("gzip checks it", bool(gzip.decompress(before.read_bytes())))
    kept = unpacked(bed.snapshot("values.dgsnap", "--with-values"))
    expect("values on request, secrets not", CANARIES["env"] in kept and CANARIES["mail"] in kept and not any(CANARIES[place] in kept for place in ("secret", "config", "token")))
    other = bed.snapshot("other.dgsnap", "--pseudonyms")
    hidden = unpacked(other)
    for name in ("colours", content.WORK, "history/app", "registry.example.com"):
        expect(f"no {name} under other names", f'"{name}"' not in hidden and f"/{name}" not in hidden)
    count = lambda file: json.loads(bed.run("status", "--snapshot", str(file), "--output", "json", exit_codes=(0, 1)))["summary"]  # noqa: E731
    expect("the same counts under other names", count(other) == count(before))

    # The incident, and the recorder's death in it.
    bed.record()
    bed.kubectl("patch", "deployment", "web", "-n", content.WORK, "--type=merge", "--field-manager=kubectl-edit", "-p", '{"spec":{"replicas":3}}')
    time.sleep(3)
    bed.deliver([content.config("colours") | {"data": {"color": ["no", "text"]}}, web, secret], "ReconciliationFailed")
    time.sleep(4)  # a flush comes each second
    lasted = int(time.time() - bed.began)
    bed.recorder.send_signal(signal.SIGKILL)
    bed.recorder.wait()
    bed.recorder.stderr.close()
    state = lambda at: {item["name"]: item["state"] for item in json.loads(bed.run("status", "--snapshot", str(bed.recording), *at, "--output", "json", exit_codes=(0, 1)))["items"] if item["kind"] == "Kustomization"}  # noqa: E731
    expect("the recording begins in sync", state(())["app"] == "ready")
    expect("and ends, where it was killed, with the failure", state(("--at", f"{lasted + 60}s"))["app"] == "failed")
    drift = lambda at: [item["path"] for item in json.loads(bed.run("drift", "--snapshot", str(bed.recording), *at, "--output", "json", exit_codes=(0, 1)))["items"] if item["finding"] == "field-changed"]  # noqa: E731
    expect("no edit at its begin", not drift(()))
    expect("the edit in the middle of it", "spec.replicas" in drift(("--at", f"{lasted + 60}s")))
    text = unpacked(bed.recording)
    for place, canary in CANARIES.items():
        expect(f"no {place} in the recording", canary not in text)
    after = bed.snapshot("after.dgsnap")
    folder = bed.plane.dir / "reports"
    bed.run("report", "--report", "change", "--compare", str(before), "--compare", str(after), "--format", "json", "--output", str(folder))
    changes = json.loads(next(folder.glob("*.json")).read_text())
    expect("the change between the two", any(item["object"]["name"] == "web" for item in changes["data"]["change"]["items"]))
    return wrong


if __name__ == "__main__":
    sys.exit(history.main(Bed, run))

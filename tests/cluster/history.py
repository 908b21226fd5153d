#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An incident on a real cluster, recorded by `driftglass record`, which is killed in the middle of it and started again: is the story there?

An edit by hand, a broken revision, the recorder's death, the repair that nobody watched, the recorder again. What the history has to say was
written down before; the file is read with Python's own SQLite. DRIFTGLASS_PROGRAM and DRIFTGLASS_CLUSTER_BIN as for the suites beside.
"""
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "drift"), str(HERE / "truth")]
sys.dont_write_bytecode = True

import bed as beds  # noqa: E402
import content  # noqa: E402

READY, FAILED = 0, 2  # history codes are flux::State's


class Bed(beds.Bed):
    def up(self):
        self.plane.up()
        self.registry = f"127.0.0.1:{self.plane.port['registry']}"
        self.apply(*({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in (content.NS, content.WORK)))
        self.versions = 0
        self.file = self.plane.dir / "history.sqlite"

    def deliver(self, objects, until):
        self.versions += 1
        folder = beds.manifests.write_content(self.plane.dir / f"v{self.versions}", {"objects": objects})
        self.plane.push("history/app", "latest", folder)
        if self.versions == 1:
            # One after the other: who finds no artifact comes again by itself half a minute later, in the middle of something else.
            self.apply(content.oci_repository("app", f"oci://{self.registry}/history/app"))
            self.plane.wait_for("the artifact", lambda: self.app("OCIRepository").get("status", {}).get("artifact"), 60)
            self.apply(content.kustomization("app"))
        else:
            self.request(f"OCIRepository/{content.NS}/app")
        self.plane.wait_for(f"version {self.versions}: {until}", lambda: self.verdict() == until and self.applies_newest(), 90)

    def app(self, kind):
        return json.loads(self.kubectl("get", beds.resource(kind), "app", "-n", content.NS, "-o", "json"))

    def verdict(self):
        conditions = {entry["type"]: entry for entry in self.app("Kustomization").get("status", {}).get("conditions", [])}
        return conditions.get("Ready", {}).get("reason")

    def applies_newest(self):
        return self.app("Kustomization")["status"].get("lastAttemptedRevision") == self.app("OCIRepository").get("status", {}).get("artifact", {}).get("revision")

    # --- the recorder
    def record(self):
        self.recorder = subprocess.Popen([self.program, "record", "--history", f"sqlite:{self.file}", "--kubeconfig", str(self.plane.kubeconfig),
                                          "--profile", str(self.plane.dir / "profile")], stderr=subprocess.PIPE, text=True)
        for line in self.recorder.stderr:
            if "recording" in line:
                return
        sys.exit("the recorder ended")

    def report(self):
        """JSON of the last hour; the HTML and the Markdown beside it have to say it too."""
        folder = Path(os.environ.get("DRIFTGLASS_KEEP_REPORTS") or self.plane.dir / "reports")
        done = subprocess.run([self.program, "report", "--since", "1h", "--history", f"sqlite:{self.file}", "--format", "json,html,markdown,csv,pdf", "--output", str(folder),
                               "--kubeconfig", str(self.plane.kubeconfig), "--profile", str(self.plane.dir / "profile")], capture_output=True, text=True)
        if not list(folder.glob("*.json")):
            sys.exit(f"no report: {done.stderr}")
        for end in ("html", "md", "csv"):
            text = next(folder.glob(f"*.{end}")).read_text()
            if "kubectl-edit" not in text or "data" not in text:
                sys.exit(f"the {end} does not tell who edited")
        return json.loads(next(folder.glob("*.json")).read_text())

    def deliveries(self):
        """The delivery report: its exit code, its JSON, its Markdown."""
        folder = self.plane.dir / "deliveries"
        done = subprocess.run([self.program, "report", "--report", "delivery", "--history", f"sqlite:{self.file}", "--format", "json,markdown", "--filter", "name:app kind:ks",
                               "--output", str(folder), "--kubeconfig", str(self.plane.kubeconfig), "--profile", str(self.plane.dir / "profile")], capture_output=True, text=True)
        if not list(folder.glob("*.md")):
            sys.exit(f"no delivery report: {done.stderr}")
        return done.returncode, json.loads(next(folder.glob("*.json")).read_text()), next(folder.glob("*.md")).read_text()

    def rows(self, question, *values):
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        try:
            return connection.execute(question, values).fetchall()
        finally:
            connection.close()

    def events(self):
        """Of the Kustomization, as the history has them: (warning, reason, message, times, origin)."""
        return self.rows("SELECT e.warning, e.reason, e.message, e.times, e.origin FROM event e JOIN object o ON o.id = e.object"
                         " WHERE o.kind = 'Kustomization' AND o.name = 'app' ORDER BY e.at")

    def served_events(self):
        """The same from the API server: how often it has each type."""
        counts = {"Warning": 0, "Normal": 0}
        for event in json.loads(self.kubectl("get", "events", "-n", content.NS, "-o", "json"))["items"]:
            if event["involvedObject"]["kind"] == "Kustomization" and event["involvedObject"]["name"] == "app":
                counts[event["type"]] += event.get("count") or 1
        return counts

    def states(self):
        """Of the Kustomization: (code, reason, origin), oldest first."""
        return self.rows("SELECT s.code, r.body, s.origin FROM state s JOIN object o ON o.id = s.object LEFT JOIN word r ON r.id = s.reason"
                         " WHERE o.kind = 'Kustomization' AND o.name = 'app' ORDER BY s.at")


def run(bed):
    bed.up()
    good = content.config("colours")
    bed.deliver([good], "ReconciliationSucceeded")
    bed.record()
    bed.plane.wait_for("the first rows", lambda: bed.states() == [(READY, "ReconciliationSucceeded", 1)], 30)
    bed.kubectl("patch", "configmap", "colours", "-n", content.WORK, "--type=merge", "--field-manager=kubectl-edit", "-p", '{"data":{"color":"red"}}')
    drift = "SELECT d.path, d.manager, d.closed FROM drift d JOIN object o ON o.id = d.object WHERE o.name = 'colours'"
    bed.plane.wait_for("the drift", lambda: any(row[2] is None for row in bed.rows(drift)), 60)
    broken = content.config("colours") | {"data": {"color": ["no", "text"]}}
    bed.deliver([broken], "ReconciliationFailed")
    bed.plane.wait_for("the failure", lambda: bed.states()[-1][0] == FAILED, 60)
    bed.plane.wait_for("its Event", lambda: any(row[0] == 1 for row in bed.events()), 30)
    bed.recorder.send_signal(signal.SIGKILL)
    bed.recorder.wait()
    bed.recorder.stderr.close()
    killed = bed.rows("SELECT MAX(ended) FROM watch")[0][0]
    bed.deliver([content.config("colours", {"color": "blue"})], "ReconciliationSucceeded")
    time.sleep(max(0, 31 - (time.time() - killed / 1000)))  # a gap is one from half a minute on
    bed.record()
    bed.plane.wait_for("the lease of the dead one to end", lambda: bed.states()[-1][0] == READY, 90)
    # What drift was open is judged a minute after all was read.
    bed.plane.wait_for("the end of the drift", lambda: all(row[2] for row in bed.rows(drift)), 120)
    bed.recorder.send_signal(signal.SIGINT)
    code = bed.recorder.wait(timeout=30)
    bed.recorder.stderr.close()

    wrong = []

    def expect(what, is_so):
        if not is_so:
            wrong.append(what)

    expect("ends as interrupted", code == 130)
    states = bed.states()
    expect("ready, failed, ready", [row[0] for row in states if row[0] in (READY, FAILED)] == [READY, FAILED, READY])
    expect("the repair was read later", states[-1][2] == 1)
    trouble = bed.rows("SELECT t.began, t.ended, r.body FROM trouble t JOIN object o ON o.id = t.object LEFT JOIN word r ON r.id = t.reason WHERE o.name = 'app' AND o.kind = 'Kustomization'")
    expect("one trouble, which ended", len(trouble) == 1 and trouble[0][1] and trouble[0][1] > trouble[0][0])
    expect("its reason", trouble and trouble[0][2] == "ReconciliationFailed")
    watch = bed.rows("SELECT started, ended FROM watch ORDER BY started")
    expect("two stretches with a gap", len(watch) == 2 and watch[1][0] - watch[0][1] >= 30_000)
    expect("the second reaches to the end", time.time() - watch[-1][1] / 1000 < 30)
    edits = bed.rows(drift)
    expect("who edited what", ("data.color", "kubectl-edit") in [row[:2] for row in edits])
    passes = bed.rows("SELECT p.ok, v.body, p.news FROM pass p JOIN object o ON o.id = p.object LEFT JOIN word v ON v.id = p.revision WHERE o.kind = 'Kustomization' ORDER BY p.at")
    expect("passes, good and failed", {row[0] for row in passes} == {0, 1})
    expect("deliveries of two revisions", len(bed.rows("SELECT revision FROM delivery d JOIN object o ON o.id = d.object WHERE o.name = 'app' AND d.healthy IS NOT NULL")) >= 2)
    expect("sound", bed.rows("PRAGMA integrity_check") == [("ok",)])
    expect("no token in it", not any(b"admin-token" in Path(f"{bed.file}{end}").read_bytes() for end in ("", "-wal") if Path(f"{bed.file}{end}").exists()))
    # An Event lives for an hour: what the history has of it stays.
    served = bed.served_events()
    bed.kubectl("delete", "events", "--all", "-n", content.NS)
    expect("no Event is left", sum(bed.served_events().values()) == 0)
    events = bed.events()
    kept = {name: sum(row[3] for row in events if row[0] == warning) for name, warning in (("Warning", 1), ("Normal", 0))}
    expect(f"each Event once, over both runs: {kept} of {served}", kept == served and served["Warning"] > 0 and served["Normal"] > 0)
    expect("the failure's Event, with its message", any(row[0] == 1 and row[1] == "ReconciliationFailed" and "ConfigMap" in row[2] for row in events))
    expect("seen and read later", {row[4] for row in events} == {0, 1})
    story = bed.report()
    told = story["data"]["history"]
    expect("the report: one trouble of the Kustomization, over", [(one["object"]["kind"], bool(one["ended"])) for one in told["troubles"] if one["object"]["name"] == "app" and one["object"]["kind"] == "Kustomization"] == [("Kustomization", True)])
    expect("the report: who edited what", ("data.color", "kubectl-edit") in [(one["path"], one["manager"]) for one in told["drift"]])
    expect("the report: nobody watched for a while", told["unwatchedSeconds"] >= 30)
    expect("the report: deliveries", len([one for one in told["deliveries"] if one["application"]["name"] == "app"]) >= 2)
    expect("the report: the failure's Event", any(one["type"] == "Warning" and one["reason"] == "ReconciliationFailed" and one["controller"] == "kustomize-controller" for one in told["events"]))
    expect("the report: in sync again", story["exitCode"] == 0)
    code, written, words = bed.deliveries()
    delivered = written["data"]["delivery"]
    apps = delivered["applications"]
    outcomes = [one["outcome"] for one in apps[0]["items"]] if apps else []
    expect("the delivery report: this application alone", [one["application"]["name"] for one in apps] == ["app"])
    expect("the delivery report: a good one, a failed one, a good one", outcomes == ["healthy", "failed", "healthy"])
    expect("the delivery report: its counts add up", sum(delivered["summary"]["byOutcome"].values()) == delivered["summary"]["deliveries"] == 3)
    expect("the delivery report: the hops of the newest in their order", apps and apps[0]["items"][0]["fetched"] <= apps[0]["items"][0]["healthy"])
    expect("the delivery report: what Flux said of the failed one", "not recorded" not in words and "ConfigMap" in words)
    expect("the delivery report: complete", code == 0 and written["complete"])
    print("deliveries", json.dumps(apps))
    for row in states:
        print("state", row)
    for row in events:
        print("event", row)
    print("trouble", trouble, "watch", watch, "drift", edits, "passes", passes)
    return wrong


def main(make_bed, run):
    with tempfile.TemporaryDirectory() as folder:
        bed = make_bed(Path(folder) / "plane", os.environ["DRIFTGLASS_PROGRAM"])
        bed.recorder = None
        try:
            wrong = run(bed)
        finally:
            if bed.recorder and bed.recorder.poll() is None:
                bed.recorder.kill()
            bed.plane.stop_all()
    print("as expected" if not wrong else f"wrong: {', '.join(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Bed, run))

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`driftglass connect` against the stand-in, token by token, and the canary: no token that was used stands in an answer, an
error, the log, the profile's files or the arguments of the process.

  connect_command.py PROGRAM
"""
import json, os, subprocess, sys, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOKENS = ["user-token", "proxy-only-token", "api-token", "expired-token", "revoked-token", "reporter-token", "other-team-token", "job-token"]


class Bed:
    def __init__(self, program, folder):
        self.program, self.folder, self.failed, self.written = program, Path(folder), [], []
        self.profile = self.folder / "profile"
        self.server = subprocess.Popen([sys.executable, HERE / "standin.py", "serve", self.folder / "gitlab"], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.server.stdout.readline())
        self.url, self.proxy = ready["url"], ready["proxy"]

    def stop(self):
        self.server.stdin.close()
        self.server.wait()

    def run(self, token, *arguments, ci=False):
        """Exit code, standard output, standard error; whatever was written is kept for the canary."""
        environment = {k: v for k, v in os.environ.items() if k not in ("DRIFTGLASS_TOKEN", "CI_JOB_TOKEN")}
        environment.update({"CI_JOB_TOKEN" if ci else "DRIFTGLASS_TOKEN": token, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"})
        command = [self.program, "connect", *map(str, arguments), "--profile", self.profile, "--log-level", "debug"]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.written.append(Path(f"/proc/{process.pid}/cmdline").read_text())
        out, err = process.communicate(timeout=120)
        self.written += [out, err]
        return process.returncode, out, err

    def check(self, token, *arguments, ci=False):
        code, out, err = self.run(token, *arguments, "--output", "json", ci=ci)
        try:
            report = json.loads(out)
        except ValueError:
            return code, {}, {}, err
        return code, report, {s["step"]: s for s in report["steps"]}, err

    def that(self, what, right, found=""):
        print(f"{'ok  ' if right else 'FAIL'} {what}" + ("" if right else f": {found}"))
        if not right:
            self.failed.append(what)


def agents(bed):
    code, out, err = bed.run("user-token", bed.url, "--agents", "--output", "json")
    found = {a["name"]: a for a in json.loads(out or '{"items":[]}')["items"]}
    bed.that("agents are connected, offline and never connected",
             {n: a["state"] for n, a in found.items() if n in ("bed", "lab", "attic")} == {"bed": "connected", "lab": "neverConnected", "attic": "offline"}, out + err)
    bed.that("an agent has version, pods and project", found.get("bed", {}).get("versions") and found["bed"]["pods"]
             and found["bed"]["project"] == "team/agents", found.get("bed"))
    code, out, _ = bed.run("user-token", bed.url, "--agents", "--search", "lab", "--output", "json")
    bed.that("a search by an agent's name finds it alone", [a["name"] for a in json.loads(out)["items"]] == ["lab"], out)
    code, out, _ = bed.run("other-team-token", bed.url, "--agents", "--output", "json")
    bed.that("another team sees its own agents only", {a["name"] for a in json.loads(out)["items"]} == {"quay"}, out)


def steps(bed):
    def first_failure(by_step):
        return next(((n, s["finding"]) for n, s in by_step.items() if s["state"] == "failed"), None)
    rows = [  # token, agent, first failing step and why
        ("api-token", 7, ("scope", "noProxyScope")),
        ("expired-token", 7, ("token", "tokenExpired")),
        ("revoked-token", 7, ("token", "tokenRevoked")),
        ("nothing-like-a-token", 7, ("token", "tokenRefused")),
        ("user-token", 9, ("agent", "agentNeverConnected")),
        ("user-token", 10, ("agent", "agentNotConnected")),
        ("proxy-only-token", 7, ("agent", "noProxyAddress")),
    ]
    for token, agent, expected in rows:
        code, report, by_step, err = bed.check(token, bed.url, "--agent-id", agent)
        bed.that(f"{token} with agent {agent} fails at {expected[0]}", code == 1 and first_failure(by_step) == expected, (code, first_failure(by_step), err))
        remedy = by_step.get(expected[0], {}).get("remedy")
        bed.that(f"{token} with agent {agent}: what to change is said", bool(remedy), remedy)
    code, report, by_step, err = bed.check("reporter-token", bed.url, "--agent-id", 7, "--agent-url", bed.proxy)
    refused = by_step.get("userAccess", {})
    bed.that("a Reporter is refused by GitLab, with lines for config.yaml", code == 1 and refused.get("state") == "failed"
             and (refused.get("yaml") or "").startswith("user_access:"), (code, refused, err))
    code, report, by_step, err = bed.check("user-token", f"{bed.url}/team/delivery/-/environments/1")
    bed.that("an environment's page names its agent", report.get("agentId") == 7 and report.get("gitlab") == bed.url, (code, report, err))
    code, out, err = bed.run("user-token", f"{bed.url}/team/delivery/-/environments/2")
    bed.that("an environment without an agent says so", code == 2 and "names no agent" in err, (code, err))
    code, out, err = bed.run("user-token", f"{bed.url}/closed/vault/-/environments/1")
    bed.that("a closed project is not there", code == 2 and len(err.strip().split("\n")) <= 6, (code, err))


def kubeconfig(bed):
    file = bed.folder / "exported.yaml"
    code, out, err = bed.run("user-token", bed.url, "--agent-id", 7, "--export", file)
    text = file.read_text() if file.exists() else ""
    bed.that("a kubeconfig as glab's is written, for its owner alone", code == 0 and "get-token" in text and (file.stat().st_mode & 0o777) == 0o600, (code, err, text))
    code = subprocess.run([bed.program, "contexts", "--kubeconfig", file, "--output", "json"], capture_output=True, text=True)
    contexts = json.loads(code.stdout)["items"]
    bed.that("and is read back as an agent's context", len(contexts) == 1 and contexts[0]["gitlabAgent"] and contexts[0]["userKind"] == "exec", code.stdout)


def canary(bed):
    log = bed.profile / "driftglass.log"
    bed.that("there is a log to search", any(p.is_file() and p.stat().st_size for p in bed.profile.rglob("*")) or log.exists(), list(bed.profile.rglob("*")))
    places = [("what was printed or given as an argument", "\n".join(bed.written))]
    places += [(str(p), p.read_text(errors="replace")) for p in list(bed.profile.rglob("*")) + [bed.folder / "exported.yaml"] if p.is_file()]
    for token in TOKENS:
        held = [name for name, text in places if token in text]
        bed.that(f"{token} stands nowhere", not held, held)


def main():
    with tempfile.TemporaryDirectory() as folder:
        bed = Bed(sys.argv[1], folder)
        try:
            agents(bed)
            steps(bed)
            kubeconfig(bed)
            canary(bed)
        finally:
            bed.stop()
    print(f"{len(bed.failed)} failed")
    return 1 if bed.failed else 0


sys.exit(main())

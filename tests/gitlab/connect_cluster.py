#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`driftglass connect` through the stand-in's agents to a real API server with Flux's definitions: every step passes; an agent
that acts as the user has no rights until the lines that the test offers are applied.

  connect_cluster.py PROGRAM
"""
import json, os, subprocess, sys, tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import bed  # noqa: E402


def connect(program, folder, url, agent, token="user-token", proxy=None):
    environment = dict(os.environ, DRIFTGLASS_TOKEN=token, HOME=folder, LC_ALL="C.UTF-8")
    command = [program, "connect", url, "--agent-id", str(agent), "--output", "json", "--profile", f"{folder}/profile", "--log-level", "debug"]
    command += ["--agent-url", proxy] if proxy else []
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(f"no report: {done.stdout} {done.stderr}")
    return done.returncode, report, {step["step"]: step for step in report["steps"]}


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
            url = plane.gitlab.url
            code, report, steps = connect(program, folder, url, 7)
            checks.equal("an agent that acts as itself: the exit code", code, 0)
            checks.equal("an agent that acts as itself: every step", {n: s["state"] for n, s in steps.items() if s["state"] != "passed"}, {"encryption": "warned"})
            checks.that("the cluster's version is told", report["kubernetes"].startswith("v1."), report["kubernetes"])
            code, report, steps = connect(program, folder, url, 8)
            rights = steps["rights"]
            checks.equal("an agent that acts as the user: no rights yet", (code, rights["finding"]), (1, "noRights"))
            checks.equal("who the user is in the cluster", report["identity"], "gitlab:user:ada")
            plane.kubectl("apply", "-f", "-", input=rights["yaml"])
            code, report, steps = connect(program, folder, url, 8)
            checks.equal("with the offered lines applied: they may be read", (code, steps["rights"]["finding"]), (0, "readOnly"))
            if os.environ.get("DRIFTGLASS_KAS_BIN"):  # the same through a real agent server and real agents
                real = f"http://127.0.0.1:{plane.port['kas-proxy']}/k8s-proxy/"
                for agent, identity, rights in ((7, "admin", None), (8, "gitlab:user:ada", "readOnly")):
                    code, report, steps = connect(program, folder, url, agent, proxy=real)
                    checks.equal(f"KAS, agent {agent}: the exit code", code, 0)
                    checks.equal(f"KAS, agent {agent}: every step", {n: s["state"] for n, s in steps.items() if s["state"] != "passed"}, {"encryption": "warned"})
                    checks.equal(f"KAS, agent {agent}: who one is in the cluster", report["identity"], identity)
                    checks.that(f"KAS, agent {agent}: the rights", rights is None or steps["rights"]["finding"] == rights, steps["rights"])
                code, report, steps = connect(program, folder, url, 7, token="reporter-token", proxy=real)
                checks.equal("KAS: whoever may not use the agent", code, 1)
                told = next(step for step in report["steps"] if step["state"] == "failed")
                checks.that("KAS: is told what to change", told["remedy"], told)
        finally:
            plane.stop_all()
    checks.end()


main()

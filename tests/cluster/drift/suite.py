# SPDX-License-Identifier: Apache-2.0
"""One run: the program looks in three ways at the same changes; then what Flux's passes make of them."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import cost
import judge
import oracle
import record
import report
import scenarios


class Program:
    """Driftglass on the command line, with rights to read only; each way of looking with a profile of its own."""
    def __init__(self, path, folder, kubeconfig):
        self.path, self.folder, self.kubeconfig = path, Path(folder), kubeconfig
        self.environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "KUBECONFIG")}
        self.memory = {}

    def command(self, profile, *words, kubeconfig=None):
        return [self.path, *words, "--kubeconfig", str(kubeconfig or self.kubeconfig), "--profile", str(self.folder / f"profile-{profile}")]

    def run(self, profile, *words, codes=(0,), kubeconfig=None):
        out, errors = self.folder / f"{profile}.out", self.folder / f"{profile}.err"
        with open(out, "wb") as stdout, open(errors, "wb") as stderr:
            process = subprocess.Popen(self.command(profile, *words, kubeconfig=kubeconfig), stdout=stdout, stderr=stderr, stdin=subprocess.DEVNULL, env=self.environment)
            deadline = threading.Timer(60, process.kill)
            deadline.start()
            _, status, usage = os.wait4(process.pid, 0)
            deadline.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        self.memory[profile] = usage.ru_maxrss * 1024
        if process.returncode not in codes:
            raise RuntimeError(f"driftglass {' '.join(words)}: exit {process.returncode}: {errors.read_text()[-600:]}")
        return out.read_text(), process.returncode

    def look(self, profile, *words, kubeconfig=None):
        text, code = self.run(profile, "drift", "--output", "json", *words, codes=(0, 1), kubeconfig=kubeconfig)
        try:
            answer = json.loads(text)
        except ValueError:
            raise RuntimeError(f"driftglass drift {' '.join(words)}: exit {code}, no JSON: {(self.folder / f'{profile}.err').read_text()[-600:]}") from None
        answer["exit"] = code
        return answer


class Watch:
    """drift --watch, its lines with the time at which each came."""
    def __init__(self, program):
        self.lines, self.ready, self.bad = [], threading.Event(), []
        self.errors = open(program.folder / "watch.err", "wb")
        self.process = subprocess.Popen(program.command("watch", "drift", "--watch", "600s", "--output", "json"), stdout=subprocess.PIPE, stderr=self.errors,
                                        stdin=subprocess.DEVNULL, env=program.environment, text=True)
        threading.Thread(target=self.read, daemon=True).start()
        if not self.ready.wait(60):
            self.stop()
            raise RuntimeError("drift --watch was not ready within 60 s: " + (program.folder / "watch.err").read_text()[-600:])

    def read(self):
        for text in self.process.stdout:
            now = time.time()
            try:
                line = json.loads(text)
            except ValueError:
                self.bad.append(text)
                continue
            self.lines.append({"at": now, **line})
            if line.get("event") == "ready":
                self.ready.set()

    def stop(self):
        """Its exit code; it must not have ended by itself."""
        ended = self.process.poll()
        if ended is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.errors.close()
        return ended


def run(options, stages):
    from ground import Ground
    say, objections = stages.say, []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        ground = Ground(folder / "plane", os.environ.get("DRIFTGLASS_PROGRAM") or sys.exit("DRIFTGLASS_PROGRAM is not set"))
        watch = None
        try:
            ground.up()
            say("the bed is up")
            stages.prepare(ground)
            program = Program(ground.program, folder, ground.reader)
            program.run("snapshot", "snapshot", "--output", str(folder / "before.snapshot"))
            watch = Watch(program)
            before = ground.look_all()
            say("snapshot taken, watching")
            stages.make_changes(ground)
            time.sleep(judge.SECONDS + 1)
            after = ground.look_all()
            say("changed")
            counted = cost.Counters(ground)
            one_look = program.look("one-look")
            counted.stop()
            baseline = program.look("baseline", "--baseline", str(folder / "before.snapshot"))
            figures = cost.measure(ground, program, counted)
            say("looked")
            begin = time.time()
            stages.final_passes(ground)
            end = time.time()
            time.sleep(judge.GRACE)
            last = program.look("after")
            ended = watch.stop()
            say("Flux's passes are done")
            if ended is not None:
                objections.append(f"drift --watch ended by itself with {ended}")
            objections += [f"drift --watch printed what is no JSON: {text[:200]}" for text in watch.bad[:3]]
            for name, looked in (("one look", one_look), ("baseline", baseline), ("after", last)):
                if not looked.get("complete") or looked.get("missing"):
                    objections.append(f"{name}: not everything was read: {looked.get('missing')}")
                some = any(item["confidence"] == "certain" and item["finding"] in ("field-changed", "field-taken", "missing", "orphaned", "helm-drifted", "fight") for item in looked["items"])
                if looked["exit"] != (1 if some else 0):
                    objections.append(f"{name}: exit {looked['exit']}")
            answer = {"one_look": one_look["items"], "baseline": baseline["items"], "after": last["items"], "watching": watch.lines, "written": ground.written,
                      "early": ground.early, "final": [begin, end]}
        finally:
            if watch:
                watch.stop()
            ground.plane.stop_all()
    assumed = [f"{case['name']}: the change did not do what the case assumes: {text}" for case in scenarios.CASES for text in oracle.objections(case, before[case["name"]], after[case["name"]])]
    objections += assumed + figures.objections
    answer = record.even(answer)
    if options.record:
        record.write(answer)
    table, line, failures = report.markdown(scenarios.CASES, answer, figures, objections, time.monotonic() - stages.BEGUN)
    print(table if not options.results else "")
    if options.results:
        Path(options.results).write_text(table)
    for text in failures:
        print(text)
    print(line, flush=True)
    return 1 if failures else 0


def recorded():
    """Without a cluster: perfect answers and the recorded ones pass, and each planted fault is noticed in both."""
    bad = 0
    for name, answer in (("perfect", judge.perfect(scenarios.CASES)), ("recorded", record.read())):
        if answer is None:
            print("nothing is recorded yet")
            continue
        texts = judge.failures(scenarios.CASES, answer) + [f"planted fault not noticed: {text}" for text in judge.unnoticed(scenarios.CASES, answer)]
        for text in texts:
            print(f"{name}: {text}")
        bad += len(texts)
    print(f"{len(scenarios.CASES)} cases judged, {len(judge.PLANTED)} planted faults, {'all noticed' if not bad else f'{bad} objections'}")
    return 1 if bad else 0

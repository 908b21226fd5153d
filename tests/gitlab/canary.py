#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One known token through the whole program, command line and window, through the stand-in to a real cluster; then it is
looked for wherever the program could have left it: settings, caches, log, snapshot, exported files, pictures, what it
printed, its arguments, a core file after a crash. In every form in which text is written down.

  canary.py PROGRAM
"""
import base64, json, os, resource, signal, subprocess, sys, tempfile, threading, time, urllib.parse
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import bed  # noqa: E402

CANARY = "glpat-Kanarienvogel_7.4-9" + "zT3"  # in two, so that no list of files with tokens names this one
WRONG = CANARY + "-unknown"


def forms(secret):
    """As it stands and as base64 (at each offset of a longer text), percent-encoded, in JSON, UTF-16 and hex."""
    raw = secret.encode()
    found = {raw, urllib.parse.quote(secret, safe="").encode(), json.dumps(secret)[1:-1].replace("/", "\\/").encode(), secret.encode("utf-16-le"), raw.hex().encode()}
    for offset in range(3):
        found.add(base64.b64encode(b"x" * offset + raw)[4 if offset else 0:-4])
    return found


def holds(data, secret=CANARY):
    return any(form in data for form in forms(secret))


class Run:
    def __init__(self, program, folder, plane):
        self.program, self.folder, self.plane = program, folder, plane
        self.home = folder / "home"
        self.home.mkdir()
        (folder / "tmp").mkdir()
        self.printed, self.arguments = {}, []

    def environment(self, token):
        clean = {name: value for name, value in os.environ.items() if name not in ("KUBECONFIG", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
        return clean | {"HOME": str(self.home), "TMPDIR": str(self.folder / "tmp"), "DRIFTGLASS_TOKEN": token, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}

    def start(self, words, token):
        command = [self.program, *words, "--profile", str(self.folder / "profile"), "--log-level", "debug"]
        process = subprocess.Popen(command, env=self.environment(token), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)))
        time.sleep(0.2)
        try:
            self.arguments.append(Path(f"/proc/{process.pid}/cmdline").read_bytes())
        except OSError:
            pass  # it has ended already
        return process

    def end(self, name, process):
        out, err = process.communicate(timeout=120)
        self.printed[name] = out + err
        return process.returncode

    def command(self, *words, token=CANARY):
        name = f"{len(self.printed)} {' '.join(words[:2])}"
        return self.end(name, self.start(words, token))

    def agent(self):
        return ["--agent-url", self.plane.gitlab.proxy_url, "--agent-id", "7"]

    def log(self):
        return b"".join(path.read_bytes() for path in (self.folder / "profile").rglob("*.log*"))

    def window(self):
        """Connected, then killed by a fault of its own."""
        process = self.start(self.agent(), CANARY)
        reader = threading.Thread(target=lambda: self.printed.__setitem__("window", b"".join(process.communicate())))
        reader.start()
        streams = lambda: sum(stream.is_watch for stream in self.plane.gitlab.proxy.tunnel.streams)  # noqa: E731
        bed.until("the window is connected", lambda: process.poll() is not None or streams() > 3, 60)
        alive = process.poll() is None
        time.sleep(1)
        process.send_signal(signal.SIGSEGV)
        reader.join(60)
        return alive, process.returncode


def main():
    program, checks = sys.argv[1], bed.Checks()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "work"
        folder.mkdir()
        plane = bed.control_plane(Path(temporary) / "plane")
        try:
            plane.up()
            plane.install_gitlab(real_kas=False)
            from parts.model import Token, day
            plane.gitlab.model.add_token(Token(999, CANARY, "canary", plane.gitlab.model.users["ada"], ["read_api", "read_user", "k8s_proxy"], expires=day(5)))
            run = Run(program, folder, plane)
            url = plane.gitlab.url
            checks.equal("agents are listed", run.command("connect", url, "--agents"), 0)
            checks.equal("the way is tested", run.command("connect", url, "--agent-id", "7"), 0)
            checks.equal("a kubeconfig is written", run.command("connect", url, "--agent-id", "7", "--export", "exported.yaml"), 0)
            for words in (["status"], ["status", "--inventory", "--output", "json"], ["drift", "--output", "sarif"], ["drift", "--watch", "2s"], ["snapshot", "--output", "state.snapshot"]):
                checks.that(f"{words[0]} reads through the agent", run.command(*words, *run.agent()) in (0, 1), run.printed)
            checks.equal("reconcile asks through the agent", run.command("reconcile", "ks/nowhere/nothing", *run.agent()), 2)
            checks.equal("an unknown token is refused", run.command("status", *run.agent(), token=WRONG), 2)
            checks.equal("and by GitLab itself", run.command("connect", url, "--agents", token=WRONG), 2)
            checks.equal("a picture is taken", run.command("--screenshot", "picture.png", *run.agent()), 0)
            alive, code = run.window()
            checks.that("the window was connected when it crashed", alive, run.printed.get("window"))
            checks.equal("by a segmentation fault", code, -signal.SIGSEGV)
        finally:
            plane.stop_all()
        files = [path for path in folder.rglob("*") if path.is_file()]
        checks.that("there is something to look through", len(files) >= 4 and any(path.suffix == ".log" for path in files), files)
        checks.that("the log has something to look through", run.log())
        checks.equal("no core file", [path.name for path in files if path.name.startswith("core")], [])
        for path in files:
            checks.that(f"not in {path.relative_to(folder)}", not holds(path.read_bytes()))
            checks.that(f"not in the name of {path.relative_to(folder)}", not holds(str(path).encode()))
        for name, text in run.printed.items():
            checks.that(f"not printed by {name}", not holds(text), text)
        checks.that("arguments were seen", len(run.arguments) >= 3, run.arguments)
        checks.that("not among the arguments", not any(map(holds, run.arguments)))
        # What looks everywhere finds it where it is.
        for form in forms(CANARY):
            checks.that("each form would be found", holds(b"before" + form + b"after"), form)
        for offset in range(3):
            checks.that("base64 within a longer text would be found", holds(base64.b64encode(b"ab:"[:offset] + CANARY.encode() + b" and more")))
    checks.end()


main()

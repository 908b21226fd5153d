#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a screen reader finds in the running program, over the real accessibility bus, with real key presses.

    dbus-run-session -- screen_reader.py DRIFTGLASS

Starts its own X server, window manager and accessibility bus, then the program on its demo cluster. Every wait is for a
condition and has an end; everything started is stopped by its process id.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

NEEDED = ["Xvfb", "openbox", "xdotool"]
LAUNCHERS = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"]
WAIT = 15  # seconds until a condition counts as missed

started = []


def start(arguments, **options):
    process = subprocess.Popen(arguments, stderr=options.pop("stderr", subprocess.DEVNULL), **options)
    started.append(process)
    return process


def stop_all():
    for process in reversed(started):
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def x_server():
    """A free display, chosen by the server itself."""
    reader, writer = os.pipe()
    start(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"], pass_fds=[writer])
    os.close(writer)
    with os.fdopen(reader) as answer:
        return ":" + answer.readline().strip()


class Reader:
    def __init__(self):
        import gi

        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib

        self.atspi, self.glib = Atspi, GLib
        Atspi.init()
        self.context = GLib.MainContext.default()

    def wait_for(self, what, condition):
        """The condition's first true answer. Between looks the loop turns, so that the bus is served."""
        end = time.monotonic() + WAIT
        while True:
            try:
                answer = condition()
            except self.glib.Error:  # an object went away while it was looked at
                answer = None
            if answer:
                return answer
            if time.monotonic() > end:
                raise AssertionError(f"not seen within {WAIT} s: {what}")
            turn = self.glib.timeout_add(50, lambda: False)
            self.context.iteration(True)
            self.context.find_source_by_id(turn) and self.glib.source_remove(turn)

    def children(self, node):
        for i in range(min(node.get_child_count(), 400)):
            child = node.get_child_at_index(i)
            if child is not None:
                yield child

    def find(self, node, name, roles=None, depth=12):
        node.clear_cache()
        if node.get_name() == name and (roles is None or node.get_role_name() in roles):
            return node
        if depth == 0:
            return None
        for child in self.children(node):
            found = self.find(child, name, roles, depth - 1)
            if found is not None:
                return found
        return None

    def names(self, node):
        node.clear_cache()
        names = []
        for child in self.children(node):
            child.clear_cache()
            names.append(child.get_name() or "")
        return names

    def frame(self, pid):
        desktop = self.atspi.get_desktop(0)
        for application in self.children(desktop):
            if application.get_process_id() == pid:
                for window in self.children(application):
                    if "Driftglass" in (window.get_name() or ""):
                        return window
        return None


def press(*keys):
    subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True, timeout=WAIT)


def check(program):
    missing = [name for name in NEEDED if not shutil.which(name)]
    launcher = next((path for path in LAUNCHERS if os.path.exists(path)), None)
    if missing or not launcher:
        raise AssertionError("needed and not installed: " + ", ".join(missing + ([] if launcher else ["at-spi2-core"])))
    os.environ["DISPLAY"] = x_server()
    for name in ("QT_QPA_PLATFORM", "NO_AT_BRIDGE"):
        os.environ.pop(name, None)
    os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    start(["openbox", "--sm-disable"])
    start([launcher, "--launch-immediately"])
    with tempfile.TemporaryDirectory() as home:
        os.environ.update({"HOME": home, "XDG_RUNTIME_DIR": home})
        os.chmod(home, 0o700)
        try:
            look(start([program, "--demo", "--profile", os.path.join(home, "profile"), "--language", "en"], stderr=None))
        finally:
            stop_all()


def look(program):
    reader = Reader()
    frame = reader.wait_for("the program's window", lambda: reader.frame(program.pid))
    for name in ("Clusters", "Views", "Filter", "Tree", "Inspector", "Activity", "Status"):
        reader.wait_for(f"an object named {name}", lambda: reader.find(frame, name))
    # Qt names a tab bar by its chosen tab, which is the tree's too: the role tells them apart.
    tree = reader.wait_for("the tree", lambda: reader.find(frame, "Tree", ("tree", "table", "tree table")))

    # contracts: KIND NAMESPACE/NAME, STATE[, suspended][, drifted N]
    sentence = re.compile(r"^[A-Z]\w+ [\w.-]+/[\w.-]+, [A-Z][a-z]+")
    rows = reader.wait_for("rows in the tree", lambda: [n for n in reader.names(tree) if sentence.match(n)])
    reader.wait_for("a failed or stalled row", lambda: [n for n in reader.names(tree) if re.search(r", (Failed|Stalled)", n)])
    reader.wait_for("a suspended row", lambda: [n for n in reader.names(tree) if ", suspended" in n])
    print(f"{len(rows)} rows, the first: {rows[0]}")

    clusters = reader.find(frame, "Clusters", ("list",))
    reader.wait_for("the demo in the list of clusters", lambda: [n for n in reader.names(clusters) if "demo" in n])

    # The keyboard alone: filter, down to the row, reconcile.
    window = subprocess.run(["xdotool", "search", "--sync", "--pid", str(program.pid), "--onlyvisible", "--name", "Driftglass"],
                            check=True, capture_output=True, text=True, timeout=WAIT).stdout.split()[0]
    subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True, timeout=WAIT)
    states = reader.atspi.StateType
    press("slash")
    reader.wait_for("the focus in the filter", lambda: reader.find(frame, "Filter").get_state_set().contains(states.FOCUSED))
    subprocess.run(["xdotool", "type", "--clearmodifiers", "loki"], check=True, timeout=WAIT)
    wanted = re.compile(r"^HelmRelease [\w-]+/loki, ")
    reader.wait_for("only what matches the filter", lambda: any(wanted.match(n) for n in reader.names(tree))
                    and not any("/web," in n for n in reader.names(tree)))
    press("Down")
    press("End")
    reader.wait_for("the name of the chosen row in the inspector", lambda: reader.find(reader.find(frame, "Inspector"), "loki"))
    press("ctrl+r")
    activity = reader.find(frame, "Activity")
    row = reader.wait_for("the action in Activity",
                          lambda: [n for n in reader.names(reader.find(activity, "Actions")) if "Reconcile" in n and "loki" in n])
    print(row[0])

    # The same object in the graph, and one step along an edge.
    press("alt+2")
    graph = reader.wait_for("the graph", lambda: reader.find(frame, "Graph", ("list",)))

    def in_focus(pattern):
        for node in reader.children(graph):
            node.clear_cache()
            if node.get_state_set().contains(states.FOCUSED) and re.match(pattern, node.get_name() or ""):
                return node.get_name()
        return None
    reader.wait_for("the chosen object's node in focus", lambda: in_focus(wanted))
    press("Left")
    print("before it in the graph:", reader.wait_for("what it comes from in focus", lambda: in_focus(r"^(?!HelmRelease)[A-Z]\w+ [\w-]+/")))
    if program.poll() is not None:
        raise AssertionError("the program has ended")


if __name__ == "__main__":
    try:
        check(sys.argv[1])
    except AssertionError as wrong:
        print("FAIL:", wrong)
        sys.exit(1)
    finally:
        stop_all()
    print("PASS")

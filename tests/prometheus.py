# SPDX-License-Identifier: Apache-2.0
"""The recorder's metrics as a real Prometheus gets them: it scrapes the recorder of a demo cluster for a while, then answers the dashboard's queries.

Prometheus is Debian's; ./dev test installs it.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

root = pathlib.Path(__file__).resolve().parent.parent
program = sys.argv[1]
if not shutil.which("prometheus"):
    sys.exit("there is no prometheus on this machine")
ALWAYS = {"driftglass_objects", "driftglass_drifted_objects", "driftglass_data_age_seconds", "driftglass_history_waiting_rows"}


def ask(port, query):
    address = f"http://127.0.0.1:{port}/api/v1/query?" + urllib.parse.urlencode({"query": query})
    with urllib.request.urlopen(address, timeout=5) as answer:
        return json.load(answer)["data"]["result"]


def wait(what, until, seconds=40):
    end = time.time() + seconds
    while time.time() < end:
        try:
            if until():
                return
        except (OSError, IndexError): # not up yet, nothing scraped yet
            pass
        time.sleep(0.3)
    sys.exit(f"not in {seconds} s: {what}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    recorder = subprocess.Popen([program, "record", "--demo", "--metrics", "127.0.0.1:0", "--history", f"sqlite:{place / 'h.sqlite'}", "--profile", str(place / "profile")],
                                stderr=subprocess.PIPE, text=True, env=environment)
    prometheus = None
    try:
        target = next(re.search(r"http://(\S+)/metrics", line).group(1) for line in recorder.stderr if "/metrics" in line)
        config = place / "prometheus.yml"
        config.write_text(json.dumps({"global": {"scrape_interval": "1s"}, "scrape_configs": [{"job_name": "driftglass", "static_configs": [{"targets": [target]}]}]}))
        port = free_port()
        prometheus = subprocess.Popen(["prometheus", f"--config.file={config}", f"--storage.tsdb.path={place / 'data'}", f"--web.listen-address=127.0.0.1:{port}"],
                                      stdout=subprocess.DEVNULL, stderr=(place / "log").open("w"))
        wait("the first scrape", lambda: ask(port, "up{job='driftglass'}")[0]["value"][1] == "1")
        wait("the demo's objects", lambda: sum(float(one["value"][1]) for one in ask(port, "driftglass_objects{cluster='demo'}")) >= 30)
        scrapes = "count_over_time(driftglass_data_age_seconds[1m])"
        wait("ten scrapes", lambda: float(ask(port, scrapes)[0]["value"][1]) >= 10)
        if ask(port, "min_over_time(up{job='driftglass'}[1m]) < 1"):
            sys.exit("a scrape failed")
        dashboard = json.loads((root / "packaging/grafana/driftglass.json").read_text())
        asked = 0
        for panel in dashboard["panels"]:
            for wanted in panel["targets"]:
                found = ask(port, wanted["expr"].replace("$cluster", ".*"))
                asked += 1
                if not found and any(name in wanted["expr"] for name in ALWAYS):
                    sys.exit(f"no answer to {wanted['expr']}")
        print(f"ok: {asked} queries of the dashboard")
    finally:
        for one in (recorder, prometheus):
            if one and one.poll() is None:
                one.send_signal(signal.SIGTERM)
                one.wait(20)
        recorder.stderr.close()

# SPDX-License-Identifier: Apache-2.0
"""The files that go with the recorder: systemd accepts the unit, every query of the dashboard asks for a metric that is served."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent
served = set(re.findall(r'"(driftglass_[a-z_]+)"', (root / "app/cli/metrics.cpp").read_text()))
assert len(served) > 10, served
dashboard = json.loads((root / "packaging/grafana/driftglass.json").read_text())
queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
assert len(queries) > 8
for query in queries:
    for name in re.findall(r"driftglass_[a-z_]+", query):
        family = re.sub(r"_(bucket|sum|count|total)$", "", name)
        if family not in served and name not in served:
            sys.exit(f"the dashboard asks for {name}, which is not served")
    if shutil.which("promtool"):  # the query itself: as a rule, with the dashboard's variable filled in
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as rules:
            json.dump({"groups": [{"name": "g", "rules": [{"record": "x", "expr": query.replace("$cluster", ".*")}]}]}, rules)
            rules.flush()
            checked = subprocess.run(["promtool", "check", "rules", rules.name], capture_output=True, text=True)
            if checked.returncode != 0:
                sys.exit(f"{query}: {checked.stderr}{checked.stdout}")
if shutil.which("systemd-analyze"):
    with tempfile.TemporaryDirectory() as folder:
        unit = pathlib.Path(folder) / "driftglass-record.service"
        # The program need not be installed here.
        unit.write_text((root / "packaging/systemd/driftglass-record.service").read_text().replace("/usr/bin/driftglass", "/bin/true"))
        checked = subprocess.run(["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True)
        ours = [line for line in checked.stderr.splitlines() if "driftglass-record" in line]
        if ours:
            sys.exit("\n".join(ours))
print("ok")

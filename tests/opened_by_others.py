# SPDX-License-Identifier: Apache-2.0
"""Reports opened by what people open them with: Chromium prints the HTML, a spreadsheet reads the CSV, jq the JSON, poppler the PDF.

What they are of is a snapshot written here, as README "Format 1" has it, whose objects say hostile things: formulas, markup, control characters.
"""
import csv
import gzip
import hashlib
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.dom.minidom

program = sys.argv[1]
MESSAGES = ["=HYPERLINK(\"http://evil.example\",\"click\")", "+1+1", "-2+3", "@SUM(1,1)", "\ttabbed", "<script>alert(1)</script>", "a \"quoted\", text;\nand a second line",
            "| a | table |", "\u202egnp.exe", "]]>", "\u0007bell"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def snapshot(place):
    def kustomization(number, message):
        return {"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization",
                "metadata": {"name": f"app-{number}", "namespace": "apps", "uid": f"u{number}", "generation": 1},
                "spec": {"path": "./", "interval": "10m", "sourceRef": {"kind": "GitRepository", "name": "fleet"}},
                "status": {"observedGeneration": 1, "conditions": [{"type": "Ready", "status": "False", "reason": "BuildFailed", "message": message, "observedGeneration": 1,
                                                                   "lastTransitionTime": "2026-11-26T09:00:00Z"}]}}
    head = {"apiVersion": "driftglass/v1", "kind": "Snapshot", "format": 1, "cluster": "=cmd|' /C calc'!A0", "server": "https://k8s.example.com", "observedAt": "2026-11-26T10:00:00Z",
            "program": "handwritten/1", "serverVersion": "v1.33.1", "user": "<b>Mallory</b>", "objects": True}
    lines = [{"read": {"group": "kustomize.toolkit.fluxcd.io", "version": "v1", "kind": "Kustomization", "plural": "kustomizations", "namespaced": True, "whole": True}}]
    lines += [{"put": 0, "by": "flux", "raw": kustomization(number, message)} for number, message in enumerate(MESSAGES)]
    body = "".join(json.dumps(line) + "\n" for line in lines).encode()
    end = {"end": True, "objects": 0, "sha256": hashlib.sha256(body).hexdigest()}
    place.write_bytes(gzip.compress(json.dumps(head).encode() + b"\n" + body + json.dumps(end).encode() + b"\n"))


def run(*words, codes=(0,)):
    done = subprocess.run(words, capture_output=True, text=True, timeout=100, env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "TZ": "UTC"})
    if done.returncode not in codes:
        sys.exit(f"{words[0]}: {done.returncode} {done.stderr[-600:]}")
    return done.stdout


def expect(what, is_so):
    if not is_so:
        sys.exit(f"WRONG: {what}")


with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder)
    snapshot(place / "hostile.dgsnap")
    run(program, "report", "--snapshot", str(place / "hostile.dgsnap"), "--format", "html,pdf,csv,json,markdown,junit", "--output", str(place / "out"), "--profile", str(place / "p"), codes=(1,))
    files = {file.name.split(".", 1)[1]: file for file in (place / "out").iterdir()}
    expect(f"six files: {sorted(files)}", sorted(files) == ["csv", "html", "json", "junit.xml", "md", "pdf"])

    count = int(run("jq", "-r", ".data.status.items | length", str(files["json"])))
    expect("every object is in the JSON", count == len(MESSAGES))
    told = json.loads(run("jq", "-c", "[.data.status.items[].message]", str(files["json"])))
    expect("jq reads what was said", sorted(told) == sorted(MESSAGES))
    expect("jq reads the checksum", len(run("jq", "-r", ".sha256", str(files["json"])).strip()) == 64)

    # Chromium, without a network: what the page needs is in it.
    printed = place / "printed.pdf"
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={place / 'chromium'}", f"--print-to-pdf={printed}",
        files["html"].as_uri())
    text = run("pdftotext", "-layout", str(printed), "-")
    expect("Chromium prints the report", "app-0" in text and f"app-{len(MESSAGES) - 1}" in text and files["json"].exists())
    expect("markup is text there", "<script>alert(1)</script>" in text and "<b>Mallory</b>" in text)
    dom = run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={place / 'chromium'}", "--dump-dom", files["html"].as_uri())
    expect("no script of the cluster's is run", "alert(1)" in dom and "<script>alert(1)" not in dom)
    expect("nothing comes from elsewhere", not any(f'{attribute}="http' in dom for attribute in ("src", "href")))

    own = run("pdftotext", "-layout", str(files["pdf"]), "-")
    expect("poppler reads the PDF", "app-0" in own and "<script>alert(1)</script>" in own)

    # A spreadsheet takes no cell for a formula, and loses none.
    run("ssconvert", "--import-encoding=UTF-8", str(files["csv"]), str(place / "sheet.xlsx"))
    run("ssconvert", str(place / "sheet.xlsx"), str(place / "again.csv"))
    before = list(csv.reader(io.StringIO(files["csv"].read_text(encoding="utf-8-sig"), newline="")))
    after = list(csv.reader(io.StringIO((place / "again.csv").read_text(encoding="utf-8-sig"), newline="")))
    expect(f"as many rows: {len(before)} {len(after)}", len(before) == len(after))
    expect("no cell begins like a formula", not any(cell.startswith(FORMULA) and not cell.lstrip("+-").replace(".", "").isdigit() for row in before for cell in row))
    flat = "\n".join(cell for row in after for cell in row)
    for wanted in ("HYPERLINK", "SUM(1,1)", "second line", "quoted"):
        expect(f"the spreadsheet shows {wanted}", wanted in flat)
    expect("nothing was calculated", "#NAME?" not in flat and "click" in flat)

    xml.dom.minidom.parse(str(files["junit.xml"]))
    markdown = files["md"].read_text()
    expect("a table stays a table", "<script>" not in markdown and "| a | table |" not in markdown)
print("ok")

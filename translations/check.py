# SPDX-License-Identifier: Apache-2.0
"""check.py LUPDATE SOURCE CATALOGUE...: fails when a catalogue lacks a string of the sources, or a translation loses or
invents a %1 placeholder. Says how much is translated."""
import re, subprocess, sys, tempfile, shutil
import xml.etree.ElementTree as ET
from pathlib import Path


def messages(path):
    return {(c.findtext("name"), m.findtext("source"), m.findtext("comment") or ""): m.find("translation")
            for c in ET.parse(path).getroot().iter("context") for m in c.iter("message")}


lupdate, source, catalogues = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
failed = 0
for catalogue in catalogues:
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / Path(catalogue).name
        shutil.copy(catalogue, fresh)
        subprocess.run([lupdate, "-silent", "-no-obsolete", "-locations", "none", "-extensions", "cpp,h", str(source / "ui"), str(source / "app"), "-ts", str(fresh)], check=True)
        wanted, have = messages(fresh), messages(catalogue)
    for key in wanted.keys() - have.keys():
        print(f"{catalogue}: lacks {key[0]}: {key[1]!r} (ninja update_translations)")
        failed = 1
    done = 0
    for (context, text, _), translation in have.items():
        forms = [f.text or "" for f in translation.iter("numerusform")] or [translation.text or ""]
        if translation.get("type") == "unfinished":
            continue
        done += 1
        for form in forms:
            if set(re.findall(r"%(?:L?\d|n)", text)) - {"%n"} != set(re.findall(r"%(?:L?\d|n)", form)) - {"%n"}:
                print(f"{catalogue}: placeholders differ in {context}: {text!r} -> {form!r}")
                failed = 1
    print(f"{catalogue}: {done} of {len(have)} strings translated")
sys.exit(failed)

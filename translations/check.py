# SPDX-License-Identifier: Apache-2.0
"""check.py LUPDATE SOURCE CATALOGUE...: fails when a catalogue lacks a string of the sources, when a context of its own is one
that the program never asks for (lupdate loses a class's namespace on a header it cannot read), or when a translation loses or
invents a %1 placeholder. Says how much is translated."""
import re, subprocess, sys, tempfile, shutil
import xml.etree.ElementTree as ET
from pathlib import Path


def messages(path):
    return {(c.findtext("name"), m.findtext("source"), m.findtext("comment") or ""): m.find("translation")
            for c in ET.parse(path).getroot().iter("context") for m in c.iter("message")}


def asked_for(source):
    """The contexts that the sources name themselves. A class's own is its full name."""
    text = "\n".join(p.read_text() for folder in ("ui", "app") for p in (source / folder).rglob("*") if p.suffix in (".cpp", ".h"))
    return set(re.findall(r"Q_DECLARE_TR_FUNCTIONS\(([\w:]+)\)", text)) | set(re.findall(r"translate\(\s*\"(\w+)\"", text))


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
    for context in sorted({key[0] for key in have} - asked_for(source)):
        if not context.startswith("dg::"):
            print(f"{catalogue}: nothing asks for the context {context}: is a class's namespace lost?")
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

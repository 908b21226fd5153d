# SPDX-License-Identifier: Apache-2.0
"""Keeps what was judged as fixtures of the quick tests (tests/unit/flux/recorded): one file a phase with the raw objects and
the program's answer about them. What differs from run to run without meaning (ports, folders, ids) is made equal."""
import json
from pathlib import Path

import judge
import oracle

FOLDER = Path(__file__).resolve().parents[2] / "unit/flux/recorded"
ITEM_FIELDS = ("kind", "namespace", "name", "apiVersion", "state", "suspended", "behind", "message", "revision", "appliedRevision", "source", "lastVerdict", "lastReconciled", "rootCause", "inventory", "owner")


def stripped(raw):
    metadata = {key: value for key, value in raw["metadata"].items() if key not in ("managedFields", "uid", "resourceVersion", "selfLink")}
    return {"apiVersion": raw["apiVersion"], "kind": raw["kind"], "metadata": metadata} | {key: raw[key] for key in ("spec", "status") if key in raw}


def wanted(phase, judged, raws):
    """In the first phase everything; afterwards the subjects and their sources."""
    if phase == 1:
        return raws
    names = {entry["object"] for entry in judged}
    names |= {oracle.source_of(raws[name]) for name in names} - {None}
    names |= {oracle.source_of(raws[name]) for name in names if name in raws} - {None}
    return {name: raw for name, raw in raws.items() if name in names}


def write(results, bed):
    FOLDER.mkdir(exist_ok=True)
    for phase in (1, 2, 3):
        judged, raws, items = [], {}, {}
        for number, scenarios, seen, answer in results.judged:
            if number != phase:
                continue
            judged += [entry["name"] for entry in scenarios]
            raws.update(wanted(phase, scenarios, seen))
            for item in answer["items"]:
                owner = item.get("owner")
                if judge.name_of(owner or item) in raws:
                    items[judge.name_of(item) + (f" of {judge.name_of(owner)}" if owner else "")] = {key: item[key] for key in ITEM_FIELDS if key in item}
        kept = {"judged": sorted(judged), "facts": bed.facts, "objects": [stripped(raws[name]) for name in sorted(raws)], "items": [items[name] for name in sorted(items)]}
        text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
        for number, name in enumerate(sorted(bed.plane.port)):
            text = text.replace(f"127.0.0.1:{bed.plane.port[name]}", f"127.0.0.1:{20000 + number}")
        text = text.replace(str(bed.plane.dir), "/plane")
        kept = json.loads(text)
        line = lambda entry: json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)  # noqa: E731
        (FOLDER / f"phase{phase}.json").write_text(
            "{" + f'"judged":{line(kept["judged"])},"facts":{line(kept["facts"])},\n"objects":[\n' + ",\n".join(map(line, kept["objects"]))
            + '\n],"items":[\n' + ",\n".join(map(line, kept["items"])) + "\n]}\n")


def read(scenarios):
    """(scenarios, raws, answer, facts) of each phase."""
    rounds = []
    for file in sorted(FOLDER.glob("phase*.json")):
        kept = json.loads(file.read_text())
        raws = {f"{raw['kind']}/{raw['metadata'].get('namespace', '')}/{raw['metadata']['name']}": raw for raw in kept["objects"]}
        judged = [entry for entry in scenarios if entry["name"] in kept["judged"]]
        rounds.append((judged, raws, {"items": kept["items"]}, kept["facts"]))
    return rounds

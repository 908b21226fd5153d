# SPDX-License-Identifier: Apache-2.0
"""Reading managedFields: what the changes really did to the objects. Used to prove that a case's change had the effect that its
expectations assume (so that a miss is the program's, not the bed's); it knows nothing of the program."""
import re

FLUX = ("kustomize-controller", "helm-controller")
PLAIN = re.compile(r"[A-Za-z0-9_-]+\Z")


def step(key):
    """One key of fieldsV1 as the path writes it."""
    kind, _, rest = key.partition(":")
    if kind == "f":
        return "." + rest if PLAIN.match(rest) else f'["{rest}"]'
    if kind == "k":
        import json
        keys = json.loads(rest)
        return "[" + ",".join(f"{name}={word(value)}" for name, value in keys.items()) + "]"
    return f"[={rest}]" if kind == "v" else f"[{rest}]"


def word(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def paths(fields, prefix=""):
    """All leaves, and list elements themselves; bare nodes of maps are left out."""
    result = set()
    for key, below in fields.items():
        if key == ".":
            continue
        path = (prefix + step(key)).lstrip(".")
        if not below or set(below) == {"."} and not key.startswith("f:"):
            result.add(path)
        elif key.startswith(("k:", "v:")):
            result.add(path)
        result |= paths(below, path)
    return result


def entries(raw):
    return raw["metadata"].get("managedFields", []) if raw else []


def flux_paths(raw):
    """What Flux's own entries on the main resource own."""
    result = set()
    for entry in entries(raw):
        if entry["manager"] in FLUX and not entry.get("subresource"):
            result |= paths(entry.get("fieldsV1", {}))
    return result


def flux_time(raw):
    times = [entry.get("time") for entry in entries(raw) if entry["manager"] in FLUX and not entry.get("subresource")]
    return max(times) if times else None


def foreign(raw):
    """path -> (manager, operation, subresource) of everybody else's entries, status apart."""
    result = {}
    for entry in entries(raw):
        if entry["manager"] in FLUX or entry.get("subresource") == "status":
            continue
        for path in paths(entry.get("fieldsV1", {})):
            result[path] = (entry["manager"], entry["operation"], entry.get("subresource", ""))
    return result


def covers(path, wanted):
    return wanted is None or path is not None and (path == wanted or path.startswith((wanted + ".", wanted + "[")))


def objections(case, before, after):
    """What the change did otherwise than the case's expectation with a predecessor assumes."""
    result = []
    if case["subject"]["kind"] == "Kustomization" or case["subject"]["name"] != case["manifest"]["metadata"]["name"]:
        return result
    had, has = flux_paths(before), flux_paths(after)
    lost = had - has if after and flux_time(before) == flux_time(after) and before["metadata"]["uid"] == after["metadata"]["uid"] else set()
    others = foreign(after)
    expected = case["expect"]["baseline"]["must"]
    for entry in expected:
        if entry["finding"] == ["missing"] and after is not None:
            result.append("it is there, though it should be gone")
        if entry["finding"] != ["field-changed"] or entry["path"] is None:
            continue
        path = entry["path"]
        if entry["change"] in (["changed"], ["removed"]) and not any(covers(one, path) for one in lost):
            result.append(f"Flux has not lost {path} (lost: {sorted(lost)})")
        owners = {owner[0] for one, owner in others.items() if covers(one, path)}
        if entry["change"] == ["removed"] and owners:
            result.append(f"{path} was not removed: {owners} have it")
        if entry["change"] != ["removed"] and not owners:
            result.append(f"nobody else owns {path} (others: {others})")
        if entry["manager"] not in ("*", None) and entry["manager"] not in owners:
            result.append(f"{path} belongs to {owners}, not to {entry['manager']}")
    words = {tuple(entry["finding"]) for entry in expected}
    if expected and not words - {("field-changed",)} and any(entry["path"] for entry in expected):
        surprise = {one for one in lost if not any(covers(one, entry["path"]) for entry in expected) and not any(covers(one, entry["path"]) for entry in case["expect"]["baseline"]["may"])}
        if surprise:
            result.append(f"Flux has also lost {sorted(surprise)}")
    return result

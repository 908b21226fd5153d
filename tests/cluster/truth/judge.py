# SPDX-License-Identifier: Apache-2.0
"""The two comparisons, as a pure function over what was read: expectations, kubectl's objects, Driftglass's answer."""
from collections import Counter

import oracle


def name_of(item):
    return f"{item['kind']}/{item['namespace'] or ''}/{item['name']}"


def split_items(answer):
    """Flux objects by Kind/ns/name, and managed objects by owner and (kind, ns, name)."""
    items, managed = {}, {}
    for item in answer["items"]:
        if "owner" in item:
            managed.setdefault(name_of(item["owner"]), {})[item["kind"], item["namespace"] or "", item["name"]] = item
        else:
            items[name_of(item)] = item
    return items, managed


def cause_of(item):
    cause = item.get("rootCause")
    return f"{cause['kind']}/{cause['namespace'] or ''}/{cause['name']}:{cause['reason'] or ''}" if cause else None


def against_expectation(expected, item, managed, facts):
    """What Driftglass says otherwise than was written down before."""
    objections = []

    def compare(what, want, have):
        if want != have:
            objections.append(f"expected {what} {want}, Driftglass says {have}")
    if item is None:
        return ["Driftglass does not show it"]
    for field in ("state", "suspended", "behind"):
        compare(field, expected.get(field, False), item[field])
    for field in ("lastVerdict", "apiVersion"):
        if field in expected:
            compare(field, expected[field], item[field])
    for field in ("revision", "appliedRevision"):
        if field in expected:
            compare(field, expected[field].format(**facts), item[field])
    if "cause" in expected:
        compare("cause", expected["cause"], cause_of(item))
    for identity, state in expected.get("managed", {}).items():
        found = managed.get(expected["object"], {}).get(tuple(identity.split("/")))
        compare(identity, state, found["state"] if found else None)
    return objections


def judge(scenarios, raws, answer, facts, exceptions=None):
    """-> {name: [objection]} for the scenarios, [objection of the oracle], number of claims checked.
    Only what `raws` holds is judged: the caller leaves out what moved between its readings."""
    items, managed = split_items(answer)
    exceptions = exceptions if exceptions is not None else []
    verdicts = {expected["name"]: against_expectation(expected, items.get(expected["object"]), managed, facts) for expected in scenarios}
    objections, checked = [], 0
    twice = [name for name, count in Counter(name_of(item) for item in answer["items"] if "owner" not in item).items() if count > 1]
    objections += [f"{name} is shown twice" for name in twice]
    for identity, raw in raws.items():
        item = items.get(identity)
        if item is None:
            objections.append(f"{identity} is not shown")
            continue
        held = list(oracle.claims(raw, item, raws)) + list(oracle.health_claims(raw, managed.get(identity, {}), items, exceptions))
        checked += len(held)
        objections += [f"{identity} ({oracle.says(raw)}) as {item['state']}: not so: {text}" for text, holds in held if not holds]
    return verdicts, objections, checked


# --- planted faults: Driftglass's answer as a broken Driftglass would have given it

def _change(answer, test, **fields):
    items = [dict(item, **fields) if "owner" not in item and test(item) else item for item in answer["items"]]
    return dict(answer, items=items)


PLANTED = {
    "suspended hides failing": lambda answer: _change(answer, lambda item: item["suspended"] and item["state"] in ("failed", "stalled", "waiting"), state="ready"),
    "a missing Ready reads as ready": lambda answer: _change(answer, lambda item: item["state"] == "unknown", state="ready"),
    "an old generation reads as ready": lambda answer: _change(answer, lambda item: item["state"] == "stale", state="ready"),
    "stalled reads as failed": lambda answer: _change(answer, lambda item: item["state"] == "stalled", state="failed"),
    "waiting reads as failed": lambda answer: _change(answer, lambda item: item["state"] == "waiting", state="failed"),
    "Ready=Unknown reads as failed": lambda answer: _change(answer, lambda item: item["state"] == "reconciling", state="failed"),
    "a deleted object keeps its verdict": lambda answer: _change(answer, lambda item: item["state"] == "terminating", state="ready"),
}


def unnoticed(rounds):
    """rounds: (scenarios, raws, answer, facts). The planted faults that one of the two comparisons lets pass: it must object
    to more than it objects to in the answer as it was."""
    missed = []
    sound = [judge(*entry) for entry in rounds]
    for name, plant in PLANTED.items():
        by_expectation = by_oracle = False
        for (scenarios, raws, answer, facts), before in zip(rounds, sound):
            verdicts, objections, _ = judge(scenarios, raws, plant(answer), facts)
            by_expectation = by_expectation or verdicts != before[0]
            by_oracle = by_oracle or set(objections) != set(before[1])
        if not by_expectation:
            missed.append(f"{name}: the expected values do not notice")
        if not by_oracle:
            missed.append(f"{name}: kubectl's conditions do not notice")
    return missed

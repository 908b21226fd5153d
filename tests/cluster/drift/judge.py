# SPDX-License-Identifier: Apache-2.0
"""Holds what the program said against what the cases expect; pure functions, no cluster.

An answer: {"one_look": [item], "baseline": [item], "after": [item], "watching": [{"at", "event", "item"}], "written": {case: time},
"early": [begin, end], "final": [begin, end]}; the times of the watch, of the writes and of Flux's two rounds of passes are one clock's.
"""
import copy

from expect import ANY, OWNER_LABEL
from oracle import covers

MODES = ("one_look", "baseline", "watching")
RANK = {"likely": 1, "certain": 2}
FIELDS = ("id", "finding", "change", "confidence", "object", "owner", "path", "manager", "operation", "time")
WITHOUT_OWNER = ("fight", "orphaned", "suspended-behind", "revision-lag")
SECONDS = 2.0  # the demand: from the change to the line
GRACE = 3.0  # Flux's write lies before the end of its pass is seen; the line may come this much after


def key(thing):
    return thing["kind"], thing.get("namespace") or "", thing["name"]


def words(item):
    who = f" by {item.get('manager') or 'unknown'}" + (f" ({item['operation']})" if item.get("operation") else "")
    return f"{item.get('confidence')} {item.get('finding')}{' ' + item['path'] if item.get('path') else ''} {item.get('change') or ''}{who}".replace("  ", " ")


def near(item, entry):
    """The same finding on the same path, whatever else it says."""
    return item.get("finding") in entry["finding"] and (entry["path"] is None or covers(item.get("path"), entry["path"]))


def wrong(item, entry, case):
    """What a near one says otherwise than it should."""
    result = []
    if RANK.get(item.get("confidence"), 0) < RANK[entry["least"]]:
        result.append(f"only {item.get('confidence')}")
    if RANK.get(item.get("confidence"), 0) > RANK[entry["most"]]:
        result.append("certain, which nobody can be")
    if entry["change"] and item.get("change") not in entry["change"]:
        result.append(f"change {item.get('change')}, not {' or '.join(entry['change'])}")
    if entry["manager"] is None and item.get("manager") not in (None, "", "unknown"):
        result.append(f"names {item['manager']}, where the server does not say who")
    elif entry["manager"] not in (ANY, None) and item.get("manager") != entry["manager"]:
        result.append(f"manager {item.get('manager')}, not {entry['manager']}")
    if entry["operation"] != ANY and entry["manager"] is not None and item.get("operation") != entry["operation"]:
        result.append(f"operation {item.get('operation')}, not {entry['operation']}")
    loose = entry["finding"][0] in WITHOUT_OWNER or case["subject"] == case["owner"] or entry["path"] == OWNER_LABEL or case["name"] == "owner-label-taken"
    if not loose and (item.get("owner") is None or key(item["owner"]) != key(case["owner"])):
        result.append(f"owner {item.get('owner')}")
    return result


def allowed(item, expectation):
    return any((entry["finding"] is None or item.get("finding") in entry["finding"]) and (entry["path"] is None or covers(item.get("path"), entry["path"]))
               and RANK.get(item.get("confidence"), 0) <= RANK[entry["most"]] for entry in expectation["may"])


class Verdict:
    """One case in one mode."""
    def __init__(self):
        self.missed, self.false_certain, self.false_likely = [], [], []
        self.right = self.tolerated = self.asked = 0
        self.said = []  # for the table
        self.latency = None


def judge_items(case, expectation, items, versions=None):
    """items: the final word on each finding. versions: id -> everything ever said under that id (watching)."""
    verdict = Verdict()
    verdict.asked = len(expectation["must"])
    matched = set()
    for entry in expectation["must"]:
        close = [item for item in items if near(item, entry)]
        good = [item for item in close if not wrong(item, entry, case)]
        matched |= {id(item) for item in good}
        verdict.said += [item for item in good[:1]]
        if not good:
            what = f"{'/'.join(entry['finding'])}{' ' + entry['path'] if entry['path'] else ''}"
            verdict.missed.append(f"{what}: " + ("; ".join(", ".join(wrong(item, entry, case)) for item in close[:2]) if close else "not found"))
    fine = {item.get("id") for item in items if id(item) in matched}
    for item in items:
        if id(item) in matched:
            verdict.right += 1
        elif allowed(item, expectation) or versions and item.get("id") in fine and item.get("confidence") == "likely":
            verdict.tolerated += 1
        else:
            (verdict.false_certain if item.get("confidence") == "certain" else verdict.false_likely).append(words(item))
    return verdict


def shape(items):
    """What the contract asks of every item."""
    objections = [f"an item without {field}: {words(item)}" for item in items for field in FIELDS if field not in item]
    ids = [item.get("id") for item in items]
    return objections[:5] + [f"the id {one} twice" for one in sorted({one for one in ids if ids.count(one) > 1})[:5]]


def by_case(cases, items):
    """items of each case's object, and those that no case speaks of. The Drifted condition may be told of the release itself."""
    of = {}
    for case in cases:
        of.setdefault(key(case["subject"]), []).append(case["name"])
    result, rest = {case["name"]: [] for case in cases}, []
    for item in items:
        names = of.get(key(item["object"]), [])
        if not names and item.get("finding") == "helm-drifted":
            release = key(item["object"])
            names = [case["name"] for case in cases if key(case["owner"]) == release and any("helm-drifted" in entry["finding"] for mode in MODES for entry in case["expect"][mode]["must"])]
        for name in names:
            result[name].append(item)
        if not names:
            rest.append(item)
    return result, rest


def lines_of(answer):
    return [line for line in answer["watching"] if isinstance(line.get("item"), dict)]


def corrected_before_the_look(case):
    """Flux's first round of passes closes it; else the last."""
    return all(entry["finding"] == ["corrected"] for mode in ("one_look", "baseline") for entry in case["expect"][mode]["must"])


def judge(cases, answer):
    """-> {mode: {case: Verdict}}, {mode: [what is said of objects that no case is about]}, [other objections]."""
    verdicts, strangers, objections = {}, {}, []
    for mode in ("one_look", "baseline", "after"):
        items, rest = by_case(cases, answer[mode])
        objections += [f"{mode}: {text}" for text in shape(answer[mode])]
        verdicts[mode] = {case["name"]: judge_items(case, case["after"] if mode == "after" else case["expect"][mode], items[case["name"]]) for case in cases
                          if mode != "after" or case["after"] is not None}
        strangers[mode] = [item for item in rest if item.get("finding") not in ("corrected", "revision-lag", "suspended-behind", "pruned-later")]
    lines = lines_of(answer)
    spoken = [line for line in lines if line["event"] in ("opened", "changed")]
    per_case, rest = by_case(cases, [line["item"] | {"_at": line["at"]} for line in spoken])
    strangers["watching"] = [item for item in rest if item.get("finding") not in ("corrected", "revision-lag", "suspended-behind", "pruned-later")]
    verdicts["watching"] = {}
    for case in cases:
        expectation = case["expect"]["watching"]
        items = per_case[case["name"]]
        before = [item for item in items if item["_at"] <= answer["final"][0]]
        # Helm says that it drifted before it corrects: right for that moment, so only the look afterwards judges it.
        later = [item for item in items if item["_at"] > answer["final"][0] and case["after"] is not None and item.get("finding") != "helm-drifted" and not allowed(item, case["after"])
                 and not any(near(item, entry) for entry in case["after"]["must"] + expectation["must"])]
        verdict = judge_items(case, expectation, before, versions=True)
        verdict.false_certain += [words(item) + " (during the last pass)" for item in later if item.get("confidence") == "certain"]
        matching = [item["_at"] for entry in expectation["must"] for item in before if near(item, entry) and not wrong(item, entry, case)]
        if matching and case["timed"] and case["name"] in answer["written"]:
            verdict.latency = min(matching) - answer["written"][case["name"]]
        verdicts["watching"][case["name"]] = verdict
    return verdicts, strangers, objections + episodes(cases, answer, lines)


def episodes(cases, answer, lines):
    """Flux's correction ends what was opened, at a time that can be."""
    objections = []
    begun, ended = {}, {}
    for line in lines:
        identity = line["item"].get("id")
        if line["event"] == "opened":
            begun.setdefault(identity, line)
            ended.pop(identity, None)
        if line["event"] == "closed":
            ended[identity] = line
            if identity not in begun:
                objections.append(f"closed, but never opened: {words(line['item'])}")
    for case in cases:
        if not case["closes"]:
            continue
        first, last = answer["early" if corrected_before_the_look(case) else "final"]
        for identity, line in begun.items():
            item = line["item"]
            if key(item["object"]) != key(case["subject"]) or not any(near(item, entry) for entry in case["expect"]["watching"]["must"]):
                continue
            end = ended.get(identity)
            if end is None:
                objections.append(f"{case['name']}: Flux has corrected it, the episode stays open: {words(item)}")
            elif not first - GRACE <= end["at"] <= last + GRACE:
                objections.append(f"{case['name']}: the episode ends {end['at'] - last:+.1f} s from the end of Flux's pass: {words(item)}")
    return objections


def latencies(verdicts):
    return sorted(verdict.latency for verdict in verdicts["watching"].values() if verdict.latency is not None)


def failures(cases, answer):
    """Everything that turns the suite red, by name."""
    verdicts, strangers, objections = judge(cases, answer)
    result = list(objections)
    for mode in (*MODES, "after"):
        for name, verdict in verdicts[mode].items():
            result += [f"{mode} {name}: missed: {text}" for text in verdict.missed] + [f"{mode} {name}: false: {text}" for text in verdict.false_certain]
        result += [f"{mode}: false: {words(item)} on {'/'.join(key(item['object']))}" for item in strangers[mode] if item.get("confidence") == "certain"]
    result += [f"watching {name}: the line came after {verdict.latency:.1f} s" for name, verdict in verdicts["watching"].items() if verdict.latency is not None and verdict.latency > SECONDS]
    return result


# --- answers as a perfect program would have given them

def item_of(case, entry, number):
    return {"id": f"{case['name']}-{number}", "finding": entry["finding"][0], "change": entry["change"][0] if entry["change"] else None, "confidence": entry["least"],
            "object": {"apiVersion": "", **case["subject"]}, "owner": case["owner"], "path": entry["path"],
            "manager": "somebody" if entry["manager"] == ANY else entry["manager"], "operation": None if entry["manager"] is None else "Update" if entry["operation"] == ANY else entry["operation"],
            "time": None}


def perfect(cases):
    items = {mode: [item_of(case, entry, n) for case in cases for n, entry in enumerate(case["expect"][mode]["must"])] for mode in MODES}
    after = [item_of(case, entry, n) for case in cases if case["after"] for n, entry in enumerate(case["after"]["must"])]
    lines = []
    for case in cases:
        for number, entry in enumerate(case["expect"]["watching"]["must"]):
            item = item_of(case, entry, number)
            lines.append({"at": 10.5, "event": "opened", "item": item})
            if case["closes"]:
                early = corrected_before_the_look(case)
                lines.append({"at": 21.0 if early else 101.0, "event": "closed", "item": item})
    return {"one_look": items["one_look"], "baseline": items["baseline"], "after": after, "watching": lines, "written": {case["name"]: 10.0 for case in cases},
            "early": [20.0, 22.0], "final": [100.0, 102.0]}


# --- planted faults: an answer as a broken program would have given it

def _items(answer, test, modes=("one_look", "baseline", "watching"), **fields):
    answer = copy.deepcopy(answer)
    for mode in modes:
        for entry in answer[mode]:
            item = entry.get("item") if mode == "watching" else entry
            if item and test(item):
                item.update(fields)
    return answer


def _without(answer, test, modes):
    answer = copy.deepcopy(answer)
    for mode in modes:
        answer[mode] = [entry for entry in answer[mode] if not test(entry)]
    return answer


def _more(answer, modes, *items):
    answer = copy.deepcopy(answer)
    for mode in modes:
        for number, item in enumerate(items):
            whole = dict.fromkeys(FIELDS) | {"id": f"planted-{number}", "confidence": "certain"} | item
            answer[mode].append({"at": answer["final"][0] - 1, "event": "opened", "item": whole} if mode == "watching" else whole)
    return answer


def _thing(name, kind="ConfigMap"):
    return {"kind": kind, "namespace": "work", "name": name}


PLANTED = {
    "inventory and 404 is certain in one look": lambda a: _items(a, lambda item: item["finding"] == "missing", ("one_look",), confidence="certain"),
    "any other manager's entry is certain in one look": lambda a: _items(a, lambda item: item["finding"] == "field-changed" and item["confidence"] == "likely", ("one_look",), confidence="certain"),
    "one look claims to know changed from added": lambda a: _items(a, lambda item: item["path"] == "data.color", ("one_look",), change="changed"),
    "removals go unnoticed": lambda a: _without(a, lambda entry: (entry.get("item") or entry).get("change") == "removed", ("baseline", "watching")),
    "the remover is guessed": lambda a: _items(a, lambda item: item["change"] == "removed", ("baseline", "watching"), manager="kubectl-patch"),
    "marks are not read": lambda a: _more(a, MODES, *({"object": _thing(name), "finding": "field-changed", "path": "data.color", "change": "changed"} for name in ("once-edited", "held-by-hand", "ignored-key"))),
    "a stripped label reads as deleted": lambda a: _more(a, MODES, {"object": _thing("owner-label-stripped"), "finding": "missing"}),
    "copied labels read as orphans": lambda a: _more(a, MODES, {"object": _thing("service-endpoints-x7x7x", "EndpointSlice"), "finding": "orphaned"}),
    "a pruned object reads as missing": lambda a: _more(a, ("watching",), {"object": _thing("revision-pruned"), "finding": "missing"}),
    "another cluster's object reads as missing": lambda a: _more(a, MODES, {"object": _thing("remote-deleted"), "finding": "missing"}),
    "a surviving entry is not acquitted": lambda a: _more(a, ("one_look",), {"object": _thing("passed-key-added"), "finding": "field-changed", "path": "data.late", "change": "unknown"}),
    "a correction leaves the episode open": lambda a: _without(a, lambda entry: entry["event"] == "closed", ("watching",)),
    "the line comes late": lambda a: {**a, "written": {name: moment - 5 for name, moment in a["written"].items()}},
}


def unnoticed(cases, answer):
    """The planted faults that do not add an objection to those against the answer as it was."""
    sound = set(failures(cases, answer))
    return [name for name, plant in PLANTED.items() if not set(failures(cases, plant(answer))) - sound]

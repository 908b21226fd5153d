# SPDX-License-Identifier: Apache-2.0
"""What a run has found, and its table."""
import judge
import oracle


class Results:
    def __init__(self, scenarios):
        self.scenarios = scenarios
        self.rows = {}  # name -> (what Flux says, what Driftglass says, objections)
        self.oracle = []  # objections of kubectl's conditions
        self.checked = 0
        self.exceptions = []
        self.unnoticed = []
        self.judged = []  # (phase, scenarios, raws, answer)

    def add(self, phase, scenarios, raws, answer, verdicts, objections, checked):
        items, _ = judge.split_items(answer)
        for entry in scenarios:
            raw, item = raws[entry["object"]], items.get(entry["object"])
            self.rows[entry["name"]] = (flux_words(raw), driftglass_words(item), verdicts[entry["name"]])
        self.oracle += [text for text in objections if text not in self.oracle]
        self.checked += checked
        self.judged.append((phase, scenarios, raws, answer))

    def never(self, entry, raw):
        there = flux_words(raw) if raw else "is not there"
        self.rows[entry["name"]] = (there, "not judged", [f"Flux never came to {entry['flux']}"])

    def rounds(self, facts):
        for _, scenarios, raws, answer in self.judged:
            yield scenarios, raws, answer, facts

    def agreeing(self, handwritten=False):
        return [entry for entry in self.scenarios if entry["handwritten"] == handwritten and self.rows.get(entry["name"], ("", "", ["not run"]))[2] == []]

    def counted(self):
        return [entry for entry in self.scenarios if not entry["handwritten"]]

    def green(self):
        return all(row[2] == [] for row in self.rows.values()) and len(self.rows) == len(self.scenarios) and not self.oracle and not self.unnoticed


def flux_words(raw):
    words = "no Ready condition" if oracle.says(raw) == "-" else oracle.says(raw).replace("/", " ", 1).replace("+", ", ")
    generation, own = raw["metadata"].get("generation"), oracle.ready_generation(raw)
    notes = ["suspended"] if oracle.suspended(raw) else []
    if own and own != generation:
        notes.append(f"of generation {own}, now {generation}")
    if "deletionTimestamp" in raw["metadata"]:
        notes.append("deleted")
    return ", ".join([words] + notes)


def driftglass_words(item):
    if item is None:
        return "nothing"
    words = [item["state"]] + (["suspended"] if item["suspended"] else []) + (["behind"] if item["behind"] else [])
    cause = judge.cause_of(item)
    return ", ".join(words) + (f" ← {cause.rstrip(':')}" if cause else "")


def last_line(results, seconds):
    counted, written = results.counted(), [entry for entry in results.scenarios if entry["handwritten"]]
    return (f"{len(results.agreeing())} of {len(counted)} scenarios agree with Flux; {len(results.agreeing(True))} of {len(written)} handwritten ones as expected; "
            f"{results.checked} claims of kubectl's conditions checked, {len(results.oracle)} contradicted; "
            f"{len(judge.PLANTED)} planted faults, {len(results.unnoticed)} unnoticed; {seconds:.0f} s")


def markdown(results, seconds):
    lines = ["# The truth suite: what Flux says, what Driftglass says", "",
             "Written by `tests/cluster/truth/run` from a run on a real API server with the real controllers of `tests/cluster/pins`. Flux's words are the",
             "`Ready` condition as kubectl reads it (STATUS REASON, Stalled where it is True); Driftglass's are those of `driftglass status --output json`,",
             "after the arrow the root cause. What was expected stands in `expected.json`, committed before the first run.", "",
             f"**{last_line(results, seconds)}.**", "",
             "| Scenario | Object | Flux says | Driftglass says | Agree |", "|---|---|---|---|---|"]
    for handwritten in (False, True):
        for entry in results.scenarios:
            if entry["handwritten"] != handwritten:
                continue
            flux, ours, objections = results.rows.get(entry["name"], ("", "", ["not run"]))
            kind = entry["object"].split("/")[0]
            lines.append(f"| {entry['name']} | {kind} | {flux} | {ours} | {'yes' if not objections else '**no**: ' + '; '.join(objections)} |")
        if not handwritten:
            lines += ["", "Objects whose status the test writes itself, because their controllers are not part of this control plane; not counted above:", "",
                      "| Scenario | Object | Its status says | Driftglass says | As expected |", "|---|---|---|---|---|"]
    lines += ["", "## Exceptions", ""]
    exceptions = sorted(set(results.exceptions))
    lines += [f"- {name}: kstatus `{word}`, Driftglass `{state}`: {reason}." for name, word, state, reason in exceptions] or ["None."]
    lines += ["", "## Contradicted by kubectl's conditions", ""] + ([f"- {text}" for text in results.oracle] or ["None."])
    lines += ["", "## Planted faults", "", "Driftglass's recorded answers, changed as a broken Driftglass would have given them; both comparisons must object to each:", ""]
    lines += [f"- {name}: {'noticed' if not [text for text in results.unnoticed if text.startswith(name)] else '**not noticed**'}" for name in judge.PLANTED]
    return "\n".join(lines) + "\n"

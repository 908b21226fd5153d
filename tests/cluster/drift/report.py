# SPDX-License-Identifier: Apache-2.0
"""The table of a run, and its last line."""
import judge

NAMES = {"one_look": "one look", "baseline": "with a baseline", "watching": "while watching"}


def mark(case, mode, verdict):
    if verdict.missed or verdict.false_certain:
        return "**no**: " + "; ".join(verdict.missed + [f"false: {text}" for text in verdict.false_certain])
    note = f" (+{len(verdict.false_likely)} likely)" if verdict.false_likely else ""
    if not verdict.asked:
        return ("not knowable" if case["drift"] else "nothing") + note
    word = ", ".join(sorted({f"{item['confidence']}{' ' + item['change'] if item.get('change') else ''}" for item in verdict.said}))
    return word + note


def numbers(cases, verdicts, strangers):
    rows = {}
    for mode in judge.MODES:
        of = [(case, verdicts[mode][case["name"]]) for case in cases]
        asked = sum(verdict.asked for case, verdict in of)
        missed = sum(len(verdict.missed) for case, verdict in of)
        right = sum(verdict.right for _, verdict in of)
        false_certain = sum(len(verdict.false_certain) for _, verdict in of) + sum(item.get("confidence") == "certain" for item in strangers[mode])
        false_likely = sum(len(verdict.false_likely) for _, verdict in of) + sum(item.get("confidence") != "certain" for item in strangers[mode])
        rows[mode] = {"asked": asked, "found": asked - missed, "right": right, "tolerated": sum(verdict.tolerated for _, verdict in of), "certain": false_certain, "likely": false_likely,
                      "unknowable": sum(case["drift"] and not verdict.asked for case, verdict in of)}
    return rows


def percent(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "-"


def markdown(cases, answer, figures, objections, seconds):
    verdicts, strangers, _ = judge.judge(cases, answer)
    failures = judge.failures(cases, answer) + objections
    failures += [f"planted fault not noticed: {text}" for text in judge.unnoticed(cases, answer)]
    rows, times = numbers(cases, verdicts, strangers), judge.latencies(verdicts)
    middle = times[len(times) // 2] if times else 0
    drifts = [case for case in cases if case["drift"]]
    line = "; ".join(f"{NAMES[mode]}: {row['found']} of {row['asked']} knowable findings, {row['certain']} false certain, {row['likely']} false likely" for mode, row in rows.items())
    line = (f"{len(drifts)} drifts, {len(cases) - len(drifts)} legitimate changes; {line}; change to line p50 {middle:.2f} s, max {max(times, default=0):.2f} s; "
            f"{len(judge.PLANTED)} planted faults; {len(failures)} objections; {seconds:.0f} s")
    lines = ["# The drift suite: who changed what, and what Driftglass says", "",
             "Written by `tests/cluster/drift/run` from a run on a real API server with the real controllers of `tests/cluster/pins`: objects really applied by",
             "kustomize-controller and helm-controller, each changed by a named field manager, looked at with rights to get, list and watch only. What must be found",
             "follows from what a read-only client can know (`expect.py`) and stood in `scenarios.py` before the first run.", "", f"**{line}.**", "",
             "| Way of looking | Knowable findings | Found | Recall | Right | False certain | False likely | Precision | Precision of certain | Neither asked nor wrong | Drifts not knowable this way |",
             "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for mode, row in rows.items():
        sure = sum(item["confidence"] == "certain" for case in cases for item in verdicts[mode][case["name"]].said)
        lines.append(f"| {NAMES[mode]} | {row['asked']} | {row['found']} | {percent(row['found'], row['asked'])} | {row['right']} | {row['certain']} | {row['likely']} | "
                     f"{percent(row['right'], row['right'] + row['certain'] + row['likely'])} | {percent(sure, sure + row['certain'])} | {row['tolerated']} | {row['unknowable']} |")
    lines += ["", f"From the API server's answer to the change until the line: {len(times)} measured, p50 {middle:.2f} s, max {max(times, default=0):.2f} s (demand: {judge.SECONDS:.0f} s).", ""]
    for title, kind in (("True drifts", True), ("Legitimate changes", False)):
        lines += [f"## {title}", "", "| Case | Kind | Owner | Change | Manager | One look | Baseline | Watching | After | Flux's pass |", "|---|---|---|---|---|---|---|---|---:|---|"]
        for case in cases:
            if case["drift"] != kind:
                continue
            said = [mark(case, mode, verdicts[mode][case["name"]]) for mode in judge.MODES]
            latency, after = verdicts["watching"][case["name"]].latency, verdicts["after"].get(case["name"])
            end = "" if after is None else "**no**" if after.missed or after.false_certain else "closes it" if case["closes"] else "leaves it" if kind else ""
            lines.append(f"| {case['name']} | {case['manifest']['kind']} | {case['owner']['name']} | {case['what']} | {case['manager']} | {' | '.join(said)} | "
                         f"{f'{latency:.2f} s' if latency is not None else ''} | {end} |")
        lines.append("")
    lines += ["## Cost", ""] + figures.lines + ["", "## Objections", ""] + ([f"- {text}" for text in failures] or ["None."])
    lines += ["", "## Said as likely without need", ""]
    idle = [f"- {NAMES[mode]}: {case['name']}: {text}" for mode in judge.MODES for case in cases for text in verdicts[mode][case["name"]].false_likely]
    lines += (idle + [f"- {NAMES[mode]}: {'/'.join(judge.key(item['object']))}: {judge.words(item)}" for mode in judge.MODES for item in strangers[mode] if item.get("confidence") != "certain"]) or ["None."]
    lines += ["", "## Planted faults", "", "The program's answers, changed as a broken program would have given them; the judge must object to each:", ""]
    lines += [f"- {name}" for name in judge.PLANTED]
    return "\n".join(lines) + "\n", line, failures

# SPDX-License-Identifier: Apache-2.0
"""What the program said in the last recorded run, for the judge's everyday test (recorded.json)."""
import json
from pathlib import Path

FILE = Path(__file__).resolve().parent / "recorded.json"
FIELDS = ("id", "finding", "change", "confidence", "object", "owner", "path", "manager", "operation", "time")


def slim(item):
    return {field: item[field] for field in FIELDS if field in item}


def even(answer):
    """Only what is judged; times from the beginning of the changes."""
    zero = min(answer["written"].values())
    result = {mode: [slim(item) for item in answer[mode]] for mode in ("one_look", "baseline", "after")}
    result["watching"] = [{"at": round(line["at"] - zero, 3), "event": line.get("event"), "item": slim(line["item"])} for line in answer["watching"] if isinstance(line.get("item"), dict)]
    result["written"] = {name: round(moment - zero, 3) for name, moment in sorted(answer["written"].items())}
    for name in ("early", "final"):
        result[name] = [round(moment - zero, 3) for moment in answer[name]]
    return result


def write(answer):
    line = lambda entry: json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)  # noqa: E731
    parts = [f"{line(name)}:[\n" + ",\n".join(map(line, value)) + "\n]" if name in ("one_look", "baseline", "after", "watching") else f"{line(name)}:{line(value)}" for name, value in answer.items()]
    FILE.write_text("{" + ",\n".join(parts) + "}\n")


def read():
    return json.loads(FILE.read_text()) if FILE.exists() else None

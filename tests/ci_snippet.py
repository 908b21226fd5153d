#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""ci_snippet.py PROGRAM: the job for .gitlab-ci.yml in README.md. Its YAML is read and its keys checked against those of GitLab's
reference that it uses (an own subset: no GitLab is asked), and the command line in it is one that the program understands."""
import re, shlex, subprocess, sys
from pathlib import Path

JOB = {"image", "variables", "script", "artifacts", "stage", "rules", "needs", "before_script", "after_script"}
ARTIFACTS = {"when", "paths", "reports", "expire_in", "name"}
REPORTS = {"junit", "codequality", "sast"}


def jobs_of(text):
    """The YAML blocks of the README that hold a job."""
    return [b for b in re.findall(r"```yaml\n(.*?)```", text, re.S) if re.search(r"^  script:", b, re.M)]


def read_yaml(text):
    """As much YAML as the job uses: maps, lists of words, quoted and plain words."""
    root = {}
    stack = [(-1, root)]
    last = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        assert "\t" not in line, f"line {number}: a tab"
        indent = len(line) - len(line.lstrip())
        while stack[-1][0] >= indent:
            stack.pop()
        holder = stack[-1][1]
        if line.lstrip().startswith("- "):
            items = last[0].setdefault(last[1], []) if last[0].get(last[1]) is not None else last[0].__setitem__(last[1], []) or last[0][last[1]]
            items.append(word(line.lstrip()[2:]))
            continue
        found = re.match(r"\s*([\w.-]+):(?:\s+(.*))?$", line)
        assert found, f"line {number}: neither a key nor an item: {line!r}"
        key, value = found.groups()
        assert isinstance(holder, dict) and key not in holder, f"line {number}: {key} twice"
        if value:
            holder[key] = [word(v) for v in value.strip("[]").split(",")] if value.startswith("[") else word(value)
        else:
            holder[key] = None
            last = (holder, key)
            child = Child(holder, key)
            stack.append((indent, child))
    return root


class Child(dict):
    """A map that stands in its holder once it has a key."""
    def __init__(self, holder, key):
        super().__init__()
        self.holder, self.key = holder, key

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        self.holder[self.key] = self


def word(text):
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def problems(job, program):
    out = [f"unknown key {k}" for k in job if k not in JOB]
    out += [f"{k} is missing" for k in ("image", "script", "artifacts") if not job.get(k)]
    artifacts = job.get("artifacts") or {}
    out += [f"unknown key artifacts:{k}" for k in artifacts if k not in ARTIFACTS]
    out += [f"unknown key artifacts:reports:{k}" for k in artifacts.get("reports") or {} if k not in REPORTS]
    if artifacts.get("when") not in (None, "on_success", "on_failure", "always"):
        out.append("artifacts:when")
    values = dict(job.get("variables") or {}, CI_JOB_TOKEN="token")
    for line in job.get("script") or []:
        command = shlex.split(re.sub(r"\$(\w+)", lambda m: values.get(m.group(1), "unset-variable"), line))
        if command[0] != "driftglass":
            out.append(f"not our command: {line}")
        elif "unset-variable" in command:
            out.append(f"a variable without a value: {line}")
        else:
            # Understood so far: a mistake in the options is told before anything else is done; the port answers nobody.
            command = [c if not c.startswith("https://") else "http://127.0.0.1:9/k8s-proxy" for c in command[1:]]
            answer = subprocess.run([program, *command], capture_output=True, text=True, timeout=120, cwd=sys.argv[2],
                                    env={"CI_JOB_TOKEN": "token", "QT_QPA_PLATFORM": "offscreen", "HOME": sys.argv[2]})
            if "driftglass help" in answer.stderr:
                out.append(answer.stderr)
    return out


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text()
    blocks = jobs_of(readme)
    failed = 0 if blocks else 1
    checked = 0
    for block in blocks:
        for name, job in read_yaml(block).items():
            checked += 1
            for problem in problems(job, program):
                print(f"{name}: {problem}")
                failed = 1
    # It can fail: an option and a key that do not exist.
    for wrong in (blocks[0].replace("--format", "--fromat"), blocks[0].replace("paths:", "pathes:")):
        if not any(problems(job, program) for job in read_yaml(wrong).values()):
            print("a planted mistake was not found")
            failed = 1
    print(f"{checked} jobs of the README {'have mistakes' if failed else 'are understood'}")
    return failed


sys.exit(main())

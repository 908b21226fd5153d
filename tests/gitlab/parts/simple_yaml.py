# SPDX-License-Identifier: Apache-2.0
"""The part of YAML an agent's config.yaml is written in: block maps and lists, plain and quoted scalars, {} and []."""


class BadYaml(ValueError):
    pass


def scalar(text):
    if text == "{}":
        return {}
    if text == "[]":
        return []
    if len(text) > 1 and text[0] in "'\"" and text[-1] == text[0]:
        return text[1:-1]
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "null", "~"):
        return None
    if text[0] in "{[&*!|>@`":
        raise BadYaml(f"not understood here: {text}")
    return int(text) if text.lstrip("-").isdigit() else text


def load(text):
    lines = []
    for line in text.splitlines():
        bare = line.split(" #")[0].rstrip()
        if bare.strip() and not bare.lstrip().startswith("#") and bare != "---":
            if "\t" in bare[:len(bare) - len(bare.lstrip())]:
                raise BadYaml("a tab indents")
            lines.append((len(bare) - len(bare.lstrip()), bare.lstrip()))
    value = block(lines, lines[0][0]) if lines else {}
    if lines:
        raise BadYaml(f"a wrong indentation: {lines[0][1]}")
    return value


def block(lines, indent):
    return sequence(lines, indent) if lines[0][1].startswith("-") else mapping(lines, indent)


def sequence(lines, indent):
    found = []
    while lines and lines[0][0] == indent and lines[0][1].startswith("-"):
        rest = lines.pop(0)[1][1:].lstrip()
        if ":" in rest and rest[0] not in "'\"":
            lines.insert(0, (indent + 2, rest))  # "- id: x" is a map that begins behind the dash
            found.append(mapping(lines, indent + 2))
        else:
            found.append(scalar(rest))
    return found


def mapping(lines, indent):
    found = {}
    while lines and lines[0][0] == indent and not lines[0][1].startswith("- "):
        key, colon, rest = lines.pop(0)[1].partition(":")
        if not colon:
            raise BadYaml(f"no value: {key}")
        rest = rest.strip()
        nested = lines and (lines[0][0] > indent or (lines[0][0] == indent and lines[0][1].startswith("- ")))
        found[key.strip("'\"")] = scalar(rest) if rest or not nested else block(lines, lines[0][0])
    return found
